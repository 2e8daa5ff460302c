"""What comparing documents is about: what is kept of each, how two of them stand to one another, where they disagree.

A document is read in a worker process; what is kept of it, a ``Digest``, is small, can be pickled, and holds every place.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import Enum
from typing import NamedTuple

from dislint.blocks import Anchor
from dislint.claims.model import Claim, Direction
from dislint.language import Text
from dislint.numbers import ZERO, Figure, Interval, Unit
from dislint.structure.model import Kind, Level


class Address(NamedTuple):
    """Where a figure stands, by meaning: kind of table, key of the row, canonical column."""

    table: str
    row: str
    column: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A cell of an understood table: a number, or nothing (``figure`` is None). ``table`` is how messages call its table."""

    at: Address
    table: str
    code: str
    label: str
    level: Level
    figure: Figure | None
    unit: Unit
    anchor: Anchor

    @property
    def interval(self) -> Interval:
        """In 元; blank is exactly nothing."""
        return ZERO if self.figure is None else self.figure.interval

    @property
    def printed(self) -> str:
        """The print with its unit; "" where nothing is printed."""
        return "" if self.figure is None else f"{self.figure.text}{self.figure.unit.label}"

    @property
    def name(self) -> str:
        """How messages call it: 公开03表“201 一般公共服务支出”（本年支出合计）."""
        label = f"{self.code} {self.label}" if self.code else self.label
        return f"{self.table}“{label}”" + (f"（{self.at.column}）" if self.at.column else "")


@dataclass(frozen=True, slots=True)
class Said:
    """What a sentence says, and where the figure that it speaks of stands in the document's own tables.

    ``firm`` says that nothing else can be meant. ``section`` is the path of headings above it, ``paragraph`` its whole text.
    """

    claim: Claim
    places: tuple[Address, ...]
    firm: bool
    section: str
    paragraph: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence or heading outside tables, compact, and the path of headings above it."""

    section: str
    text: str
    anchor: Anchor


@dataclass(frozen=True, slots=True)
class Digest:
    """What is kept of a document to hold it against others.

    ``bodies`` are the units that it says it is made up of; ``entries`` are the cells of the first table of each kind.
    """

    path: str
    kind: Kind
    entity: str
    year: int | None
    bodies: tuple[str, ...]
    entries: Mapping[Address, Entry]
    said: tuple[Said, ...]
    sentences: tuple[Sentence, ...]

    @property
    def tables(self) -> frozenset[str]:
        """The kinds of its tables that were understood."""
        return frozenset(address.table for address in self.entries)


class Between(Enum):
    """How two documents stand to one another."""

    YEARS = "years"
    """Two of one kind, of years that follow one another."""
    BUDGET = "budget"
    """A budget and the final accounts of its year."""
    VERSIONS = "versions"
    """Two of one kind and year."""
    UNITS = "units"
    """A unit's and its department's, of one kind and year."""
    NOTHING = "nothing"
    """None of these: only what both print can be set side by side."""


class Spot(NamedTuple):
    """A printed number in one of the documents: its file, what it is called, its print, where it stands."""

    path: str
    name: Text
    printed: str
    anchor: Anchor
    table: str = ""


class Grade(Enum):
    """How sure it is that a difference is wrong."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "info"


@dataclass(frozen=True, slots=True)
class Difference:
    """A figure that is not what another document says of it.

    ``code`` is the rule that reports it, ``words`` is the relation that does not hold. ``at`` is the number reported,
    ``others`` are those that it disagrees with, the first of them the other document's. ``wanted`` is what should stand
    there, in 元 (a ratio for rates, a number for counts), to be printed with ``unit`` and ``places``; ``direction`` is which
    way a change should go, ``stated`` the way that it is said to go.
    """

    code: str
    words: Text
    subject: str
    at: Spot
    others: tuple[Spot, ...]
    wanted: Interval | None
    unit: Unit
    places: int
    grade: Grade
    direction: Direction | None = None
    section: str = ""
    stated: Direction | None = None


def softened(difference: Difference, grade: Grade) -> Difference:
    """A difference that is less sure: never surer than it was."""
    order = (Grade.NOTE, Grade.WARNING, Grade.ERROR)
    return replace(difference, grade=min(difference.grade, grade, key=order.index))


class Moved(NamedTuple):
    """A figure of both documents: what it is, what each says (None where one says nothing); amounts in 元, or counts."""

    name: Text
    old: Entry | Spoken | None
    new: Entry | Spoken | None
    indent: int = 0


class Spoken(NamedTuple):
    """An amount that only a sentence states."""

    figure: Figure
    anchor: Anchor

    @property
    def interval(self) -> Interval:
        """In 元."""
        return self.figure.interval


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two documents held against each other. ``notes`` say what was not compared, or only with care, and why."""

    old: Digest
    new: Digest
    between: Between
    differences: tuple[Difference, ...]
    agreed: int
    moved: tuple[Moved, ...]
    notes: tuple[Text, ...]
