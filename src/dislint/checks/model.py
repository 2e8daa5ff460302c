"""A check: one relation that must hold between printed numbers, and whether it does.

Both the sentences (an amount restates a cell, a rate follows from two amounts) and the tables (a total
is the sum of its lines) make checks; rules turn the broken ones into findings.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from dislint.blocks import Anchor
from dislint.numbers import Interval


class Outcome(Enum):
    """Whether a relation holds: exactly as printed, only by rounding, or not at all."""

    HOLDS = "holds"
    ROUNDING = "rounding"
    FAILS = "fails"


@dataclass(frozen=True, slots=True)
class Operand:
    """A printed number in a relation: what it is called, its values (元 or ratio), where it stands.

    Two operands with the same anchor are the same print. ``sign`` is its sign in left − right = 0 for
    linear relations, 0 in others.
    """

    name: str
    value: Interval
    printed: str
    anchor: Anchor
    table: str = ""
    sign: int = 0


@dataclass(frozen=True, slots=True)
class Check:
    """A relation instance. ``relation`` names it: "growth", "share", "completion", "restates", …, or the code
    of a relation pack ("T201"). ``computed`` are the values that a rate, or a sum of rates, may have by the numbers it follows from (None for
    other relations: there the operands' signs say it). ``at`` is the operand that a finding points at; ``proof`` is the
    arithmetic, printed (上年=3274.60)."""

    relation: str
    outcome: Outcome
    at: Operand
    operands: tuple[Operand, ...]
    actual: str
    expected: str
    proof: str
    section: str = ""
    table: str = ""
    subject: str = ""
    computed: Interval | None = None
