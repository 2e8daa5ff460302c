"""How many errors across documents are found, and how much is reported that is none: bodies over three years, by wording.

Each error stands in a document that is consistent in itself; a finding is right where the line it points at is another one
than without the error. ``python benchmarks/across.py --seeds 3``
"""

from __future__ import annotations

import argparse
import random
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from dislint.comparing.digests import digest_of
from dislint.comparing.model import Digest
from dislint.comparing.recognition import in_order
from dislint.config.configuration import Config
from dislint.findings import Finding
from dislint.linter.comparisons import compared, findings_across
from dislint.linter.linter import Linter
from dislint.linter.results import Result, Summary
from dislint.testing.across import ACROSS, Across
from dislint.testing.bodies import Body, make_body
from dislint.testing.budget_regions import make_budget_report
from dislint.testing.wordings import make_report
from dislint.testing.writers import write_text

WORDINGS = (("shanxi", "shanghai"), ("sichuan", "central"), ("anhui", "beijing"), ("guangdong", "guangdong"))
YEAR = 2024
_SPENT = frozenset({"central"})
"""Budgets that compare with what was spent last year, which no budget of last year tells."""


class Printer(NamedTuple):
    """A body's documents in the wordings of its accounts and of its budgets."""

    body: Body
    accounts: str
    budget: str

    def text(self, document: str, made: Any) -> str:
        """A document printed."""
        if document == "budget":
            return write_text(make_budget_report(made, self.budget))
        return write_text(make_report(made, self.accounts, entity=self.body.name, year=str(made.year)))

    def of(self, document: str, year: int) -> Any:
        """A document of a year, before it is printed."""
        return (self.body.budgets if document == "budget" else self.body.accounts)[year]

    def other(self, kind: Across) -> str:
        """What a document with that kind of error is held against, printed."""
        if kind.against == "budget":
            return self.text("budget", self.of("budget", YEAR))
        return self.text(kind.document, self.of(kind.document, YEAR - 1))


class Held:
    """Documents held against each other by the linter."""

    def __init__(self) -> None:
        self._linter = Linter(Config())
        self._known: dict[str, Digest] = {}

    def findings(self, one: str, other: str) -> list[Finding]:
        """Errors and warnings in the newer of two documents."""
        old, new = in_order(self._digest(one), self._digest(other))
        comparison = compared(old, new, self._linter)
        return list(findings_across(comparison, Result(new.path, Summary(), ()), self._linter).findings)

    def _digest(self, text: str) -> Digest:
        if text not in self._known:
            self._known[text] = digest_of(self._linter.analyse(Path("document.txt"), text.encode()))
        return self._known[text]


def changed_lines(before: str, after: str) -> set[int]:
    """The numbers of the lines that differ."""
    pairs = zip(before.splitlines(), after.splitlines(), strict=True)
    return {number for number, (one, other) in enumerate(pairs, 1) if one != other}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, default=2)
    parser.add_argument("-v", "--verbose", action="store_true")
    options = parser.parse_args()
    held, counts = Held(), Counter[str]()
    for told, count in (each for seed in range(options.seeds) for each in _measured(held, seed, counts)):
        if options.verbose and count:
            print(told)
    print(f"clean pairs {counts['pairs']}, findings {counts['false']}")
    print(f"errors {counts['errors']}, found {counts['found']}, beside the error {counts['beside']}")


def _measured(held: Held, seed: int, counts: Counter[str]) -> Iterator[tuple[str, int]]:
    for accounts, budget in WORDINGS:
        printer = Printer(make_body(seed), accounts, budget)
        for kind, across in ACROSS.items():
            if across.against not in ("year", "budget"):
                continue
            if across.document == "budget" and kind == "budget-last" and budget in _SPENT:
                continue
            clean = printer.of(across.document, YEAR)
            text, other = printer.text(across.document, clean), printer.other(across)
            false = held.findings(text, other)
            counts["pairs"] += 1
            counts["false"] += len(false)
            yield f"{accounts} {budget} {seed} {kind}: false {[f.message for f in false]}", len(false)
            wrong = printer.text(across.document, across.apply(clean, random.Random(seed)))
            lines = changed_lines(text, wrong)
            if not lines:
                continue
            found = held.findings(wrong, other)
            right = [f for f in found if f.anchor.line in lines and f.code in across.codes]
            counts["errors"] += 1
            counts["found"] += bool(right)
            counts["beside"] += len(found) - len(right)
            missed = not right or len(right) < len(found)
            yield (
                f"{accounts} {budget} {seed} {kind}: {[(f.code, f.anchor.line, f.message) for f in found]} of {lines}",
                missed,
            )


if __name__ == "__main__":
    main()
