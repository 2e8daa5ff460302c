"""Causes: broken checks grouped, so that one wrong print gives one finding."""

from __future__ import annotations

from dataclasses import dataclass

from dislint.checks.model import Check, Operand
from dislint.numbers import Interval


@dataclass(frozen=True, slots=True)
class Cause:
    """Broken checks with one cause. ``lead`` is the check that reports; ``others`` are its evidence.

    ``operand`` is the print that the checks single out as wrong, ``expected`` the values that would mend
    all of them; both None where the checks do not single one out. ``rows`` is how many rows of a table out of
    order are at odds; 0 for any other cause. ``partner`` is the print that ``operand`` has changed places with.
    """

    lead: Check
    others: tuple[Check, ...]
    operand: Operand | None
    expected: Interval | None
    rows: int = 0
    partner: Operand | None = None
