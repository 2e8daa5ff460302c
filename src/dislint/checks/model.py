"""A check: one relation that must hold between printed numbers, and whether it does.

Both the sentences (an amount restates a cell, a rate follows from two amounts) and the tables (a total
is the sum of its lines) make checks; rules turn the broken ones into findings. A check holds values: what its numbers
are called, what is expected and how it was computed is put into words where it is shown (dislint.rule.phrases).
"""

from __future__ import annotations

from dataclasses import KW_ONLY, dataclass, field
from enum import Enum
from fractions import Fraction

from dislint.blocks import Anchor
from dislint.checks.kinds import CheckKind
from dislint.claims.model import Direction, Measure, Mention
from dislint.numbers import Figure, Interval, Unit, show
from dislint.structure.model import Fact, Row, Table


class Outcome(Enum):
    """Whether a relation holds: exactly as printed, only by rounding, or not at all."""

    HOLDS = "holds"
    ROUNDING = "rounding"
    FAILS = "fails"


class Role(Enum):
    """What a number is in its relation."""

    STATED = "stated"
    """What the sentence or the form states of the subject."""
    CELL = "cell"
    TERM = "term"
    """A part of a whole."""
    WHOLE = "whole"
    RATE = "rate"
    CHANGE = "change"
    """By how much it rose or fell."""
    LEVEL = "level"
    """This year's amount."""
    BASE = "base"
    """What it is compared with: last year's amount or a budget, by the measure."""
    LIMIT = "limit"
    """What it must not exceed."""


@dataclass(frozen=True, slots=True)
class Style:
    """How the report prints numbers of a kind: their unit and decimals, whether zeros at their end are dropped and
    thousands separated, what is printed for nothing. ``odd``: the print itself has decimals that no other has; ``usual``
    are those of most."""

    unit: Unit
    places: int
    usual: int = 0
    dropped: bool = False
    separated: bool = False
    zero: str = "0"
    odd: bool = False

    @property
    def step(self) -> Fraction:
        """One unit of the last digit."""
        return Fraction(self.unit.scale) / Fraction(10**self.places)

    def show(self, value: Fraction) -> str:
        """A value (元, or a ratio) as the report would print it."""
        if value == 0:
            return self.zero + self.unit.label
        digits = show(value, self.unit, self.places).removesuffix(self.unit.label)
        if self.dropped and "." in digits:
            digits = digits.rstrip("0").rstrip(".")
        if self.separated:
            whole, point, part = digits.partition(".")
            digits = f"{int(whole):,}{point}{part}" if whole.isdigit() else digits
        return digits + self.unit.label


@dataclass(frozen=True, slots=True)
class Operand:
    """A printed number in a relation: its role, its values (元 or ratio), its print, where it stands.

    Two operands with the same anchor are the same print. ``figure`` is None where nothing, or no number, is printed;
    ``fact`` is the cell, for numbers of tables, ``mention`` the number, for those of sentences. ``sign`` is its sign in a sum, 0 in other relations. ``label`` is what the
    report calls a number that is no cell, ``measure`` which quantity it is, ``direction`` which way a change goes, ``style``
    how its value would be printed, where that is known.
    """

    role: Role
    value: Interval
    printed: str
    anchor: Anchor
    _: KW_ONLY
    sign: int = 0
    figure: Figure | None = None
    fact: Fact | None = field(default=None, compare=False)
    mention: Mention | None = field(default=None, compare=False)
    label: str = ""
    measure: Measure | None = None
    direction: Direction | None = None
    style: Style | None = field(default=None, compare=False)

    @property
    def table(self) -> str:
        """The name of the table that it stands in; "" for numbers of sentences."""
        return self.fact.table.name if self.fact is not None else ""

    @property
    def row(self) -> tuple[str, str] | None:
        """The table and the row that it stands in, by name and key."""
        return (self.fact.table.name, self.fact.row.key) if self.fact is not None else None

    @property
    def is_blank(self) -> bool:
        """Whether it is a cell that prints nothing."""
        return self.fact is not None and self.figure is None


@dataclass(frozen=True, slots=True)
class Check:
    """A relation instance. ``kind`` says what must hold between the operands, which the signs and their order tell.

    The first operand is the one that a finding points at, unless another is ``reported``. ``computed`` are the values that
    it should have where these do not follow from the signs (rates, limits); ``wanted`` are the words that should stand
    there, where words are compared, ``direction`` the true one. ``subject`` and ``topic`` are those of the claim, whose
    words for its subject are ``called``;
    ``table`` is the one that a check is about, ``row`` its row. ``readings`` are the checks that may be meant instead of one
    that fails.
    """

    kind: CheckKind
    outcome: Outcome
    operands: tuple[Operand, ...]
    _: KW_ONLY
    subject: str = ""
    called: str = field(default="", compare=False)
    topic: str = ""
    table: Table | None = field(default=None, compare=False)
    row: Row | None = field(default=None, compare=False)
    computed: Interval | None = None
    wanted: str = ""
    direction: Direction | None = None
    reported: Operand | None = None
    readings: tuple[Check, ...] = ()

    @property
    def at(self) -> Operand:
        """The number that a finding points at."""
        return self.reported or self.operands[0]

    @property
    def relation(self) -> str:
        """The name of its kind: what rules ask for."""
        return self.kind.name

    @property
    def table_name(self) -> str:
        """How messages call the table that it is about; "" for relations between sentences."""
        return self.table.name if self.table is not None else self.at.table

    @property
    def in_tables(self) -> bool:
        """Whether all its numbers stand in tables."""
        return all(operand.fact is not None for operand in self.operands)

    @property
    def within(self) -> bool:
        """Whether all its numbers stand in one table."""
        return self.in_tables and len({operand.table for operand in self.operands}) == 1


def stated(mention: Mention, role: Role, sign: int = 0, label: str = "", measure: Measure | None = None) -> Operand:
    """A printed number of the narrative as an operand."""
    figure = mention.figure
    return Operand(
        role,
        figure.interval,
        figure.text,
        mention.anchor,
        sign=sign,
        figure=figure,
        mention=mention,
        label=label,
        measure=measure,
    )


def cell(fact: Fact, sign: int = 0, role: Role = Role.CELL) -> Operand:
    """A cell that can take part in arithmetic as an operand."""
    printed = f"{fact.cell.text}{fact.figure.unit.label}" if fact.figure is not None else ""
    return Operand(role, fact.interval, printed, fact.anchor(), sign=sign, figure=fact.figure, fact=fact)
