"""Documents of generated bodies, held against each other."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from dislint.comparing.digests import digest_of
from dislint.comparing.model import Comparison, Digest
from dislint.comparing.recognition import in_order
from dislint.config.configuration import Config
from dislint.findings import Finding
from dislint.linter.comparisons import compared, findings_across
from dislint.linter.linter import Linter
from dislint.linter.results import Result, Summary
from dislint.testing.bodies import Body, make_body
from dislint.testing.budget_regions import make_budget_report
from dislint.testing.wordings import make_report
from dislint.testing.writers import write_text

LINTER = Linter(Config())


class Held(NamedTuple):
    """A comparison and its findings of all severities."""

    comparison: Comparison
    findings: tuple[Finding, ...]

    @property
    def told(self) -> list[tuple[str, str]]:
        """Codes and severities."""
        return [(finding.code, finding.severity.value) for finding in self.findings]


@pytest.fixture(scope="session")
def body() -> Body:
    """A body over three years."""
    return make_body(1)


@pytest.fixture(scope="session")
def accounts_text(body: Body) -> Callable[..., str]:
    """Its final accounts of a year in a wording."""

    def text(year: int, wording: str = "guangdong", **settings: str) -> str:
        named = {"entity": body.name, "year": str(year), **settings}
        return write_text(make_report(body.accounts[year], wording, **named))

    return text


@pytest.fixture(scope="session")
def budget_text(body: Body) -> Callable[..., str]:
    """Its budget of a year in the form of a region."""

    def text(year: int, region: str = "shanghai") -> str:
        return write_text(make_budget_report(body.budgets[year], region))

    return text


_DIGESTS: dict[str, Digest] = {}


def digest(text: str) -> Digest:
    """What is kept of a document in text form."""
    if text not in _DIGESTS:
        _DIGESTS[text] = digest_of(LINTER.analyse(Path("document.txt"), text.encode()))
    return _DIGESTS[text]


@pytest.fixture(scope="session")
def hold() -> Callable[[str, str], Held]:
    """Holds two documents in text form against each other."""

    def held(one: str, other: str) -> Held:
        linter = Linter(Config(minimum_severity="info"))
        comparison = compared(*in_order(digest(one), digest(other)), linter)
        return Held(comparison, findings_across(comparison, Result("document.txt", Summary(), ()), linter).findings)

    return held
