"""Reports as their structure, from generated accounts or from text."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import dislint.rules
import pytest

from dislint.checks.model import Check
from dislint.checks.packs import load_packs
from dislint.checks.tables import evaluate
from dislint.domain.domain import load_domain
from dislint.layout.compose import compose
from dislint.readers.model import ReadOptions
from dislint.readers.plaintext import PlainTextReader
from dislint.structure.outline import understand

Evaluate = Callable[[str], Sequence[Check]]


@pytest.fixture(scope="session")
def evaluated() -> Evaluate:
    """The table checks of a report given as text."""
    relations = load_packs(dislint.rules.dislint_relations())
    domain = load_domain(
        dislint.rules.dislint_tables(), dislint.rules.dislint_topics(), dislint.rules.dislint_restatements()
    )

    def run(text: str) -> Sequence[Check]:
        reading = PlainTextReader().read(Path("report.txt"), text.encode(), ReadOptions())
        return evaluate(understand(compose(reading), domain), relations)

    return run
