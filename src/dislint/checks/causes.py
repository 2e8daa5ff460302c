"""Causes: broken checks grouped, so that one wrong print gives one finding."""

from __future__ import annotations

from dataclasses import dataclass

from dislint.checks.model import Check, Operand
from dislint.checks.values import Value


@dataclass(frozen=True, slots=True)
class Candidate:
    """A print that may be the wrong one, and what it should say then."""

    operand: Operand
    value: Value


@dataclass(frozen=True, slots=True)
class Cause:
    """Broken checks with one cause. ``lead`` is the check that reports, the most basic of them; ``others`` are its
    evidence, the most basic first.

    ``wrong`` is the print that the checks single out, with the value that would mend all of them; None where they do not
    single one out: then ``candidates`` are the prints any of which may be it. ``rows`` is how many rows of a table out of
    order are at odds; 0 for any other cause. ``partner`` is the print that the wrong one has changed places with.
    """

    lead: Check
    others: tuple[Check, ...] = ()
    wrong: Candidate | None = None
    candidates: tuple[Candidate, ...] = ()
    rows: int = 0
    partner: Operand | None = None

    @property
    def operand(self) -> Operand | None:
        """The print that is wrong, if one is singled out."""
        return self.wrong.operand if self.wrong is not None else None

    @property
    def checks(self) -> tuple[Check, ...]:
        """All its broken checks, the most basic first."""
        return (self.lead, *self.others)

    def by(self, relations: tuple[str, ...]) -> Check | None:
        """The most basic of its checks that is of one of the relations."""
        return next((check for check in self.checks if check.relation in relations), None)
