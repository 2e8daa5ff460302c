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
from dislint.comparing.units import held_together
from dislint.config.configuration import Config
from dislint.findings import Finding
from dislint.linter.comparisons import compared, findings_across
from dislint.linter.linter import Linter
from dislint.linter.results import Result, Summary
from dislint.testing.across import ACROSS, WITHIN, Across
from dislint.testing.bodies import Body, make_body, name_units
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

    def together(self, department: str, units: list[str]) -> list[Finding]:
        """Errors and warnings between a department and its units, all of which are there."""
        whole, parts = self._digest(department), [self._digest(unit) for unit in units]
        assert len(whole.bodies) == len(units)
        found: list[Finding] = []
        for comparison in held_together(whole, parts, True, self._linter.knowledge.comparisons):
            result = Result(comparison.new.path, Summary(), ())
            found += findings_across(comparison, result, self._linter).findings
        return found

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
    measured = (_measured, _within)
    for told, count in (each for seed in range(options.seeds) for how in measured for each in how(held, seed, counts)):
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


def _within(held: Held, seed: int, counts: Counter[str]) -> Iterator[tuple[str, int]]:
    """A department and its units, clean and with an error between them."""
    for accounts, _ in WORDINGS:
        body = make_body(seed, units=2)
        whole = _printed(body, accounts, body.accounts[YEAR])
        parts = [_printed(unit, accounts, unit.accounts[YEAR]) for unit in body.units]
        false = held.together(whole, parts)
        counts["pairs"] += 1
        counts["false"] += len(false)
        yield f"{accounts} {seed} units: false {[f.message for f in false]}", len(false)
        for kind, (codes, apply) in WITHIN.items():
            unit = body.units[1]
            wrong = apply(unit.accounts[YEAR], body.accounts[YEAR], random.Random(seed))
            found = held.together(whole, [parts[0], _printed(unit, accounts, wrong), parts[2]])
            right = [finding for finding in found if finding.code in codes]
            counts["errors"] += 1
            counts["found"] += bool(right)
            counts["beside"] += len(found) - len(right)
            yield f"{accounts} {seed} {kind}: {[(f.code, f.message) for f in found]}", not right or len(found) > 1


def _printed(body: Body, wording: str, made: Any) -> str:
    report = make_report(made, wording, entity=body.name, year=str(made.year))
    return write_text(name_units(report, body) if body.units else report)


if __name__ == "__main__":
    main()
