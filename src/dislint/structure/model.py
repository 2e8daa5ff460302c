"""What structure hands on: the report's identity, its headings and sections, its typed tables."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import Enum

from dislint.blocks import Anchor, Cell, Grid, Passage
from dislint.domain.domain import Domain
from dislint.numbers import ZERO, Figure, Interval, Unit, is_blank, parse_figure


class Kind(Enum):
    """What a document is."""

    FINAL_ACCOUNTS = "final-accounts"
    BUDGET = "budget"
    UNKNOWN = "unknown"


class Level(Enum):
    """What a row of a table is."""

    TOTAL = "合计"
    CLASS = "类"
    SECTION = "款"
    ITEM = "项"
    LINE = ""


CODE_LENGTHS = {"类": 3, "款": 5, "项": 7}
"""How many digits the code of a subject has, by its level."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row (of one half, where a table has halves): ``cells[i]`` belongs to ``table.columns[i]``.

    ``key`` finds the row: its code where it has one, else its canonical label ("合计",
    "本年收入合计", "一般公共服务支出", without the enumerator 一、). ``label`` is the name as printed, compact.
    """

    key: str
    code: str | None
    label: str
    level: Level
    cells: tuple[Cell | None, ...]
    name_cell: Cell | None = None
    enumerator: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """A table of the report; no two are the same.

    ``kind``: as the knowledge of tables names it (dislint.domain.tables), "A1" (money of a self-evaluation),
    "A2" (its indicators), "" for any other. ``columns`` holds canonical names of the amount columns; halves are told apart by column
    ("收入", "支出"; "收入", "合计" and a column a purse). A table of economic subjects is one list of codes with the
    column "决算数", however many groups stand side by side; that of the 三公 has the rows "预算数" and "决算数" and the
    items as columns.
    """

    kind: str
    title: str
    number: str
    unit: Unit
    unit_printed: bool
    anchor: Anchor
    title_passage: Passage | None
    grid: Grid
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    notes: tuple[Passage, ...] = ()
    header_height: int = 0
    page: int | None = None
    last_page: int | None = None
    names: Mapping[str, str] = field(default_factory=dict, repr=False)
    """Canonical labels of rows by others that mean the same."""
    facts: tuple[Fact, ...] = field(init=False, repr=False)
    """All cells, row by row, each parsed once."""
    _by_key: Mapping[tuple[str, str], Fact] = field(init=False, repr=False)
    _by_row: Mapping[tuple[int, str], Fact] = field(init=False, repr=False)

    @property
    def name(self) -> str:
        """How messages call the table: 公开04表 where it is numbered, else its title."""
        return self.number or self.title or self.kind

    def row(self, key: str) -> Row | None:
        """The first row with that key."""
        return next((row for row in self.rows if row.key == key), None)

    def __post_init__(self) -> None:
        facts = [
            Fact(self, row, column, cell, parse_figure(cell.text, self.unit))
            for row in self.rows
            for column, cell in zip(self.columns, row.cells, strict=False)
            if cell is not None
        ]
        by_key: dict[tuple[str, str], Fact] = {}
        for fact in facts:
            by_key.setdefault((fact.row.key, fact.column), fact)
        object.__setattr__(self, "facts", tuple(facts))
        object.__setattr__(self, "_by_key", by_key)
        # Rows are looked up as themselves: to compare them by what they hold would cost more than to read them.
        object.__setattr__(self, "_by_row", {(id(fact.row), fact.column): fact for fact in facts})

    def fact(self, key: str, column: str) -> Fact | None:
        """The fact at a row key and a column, the first if several rows have it; None where the table has no such place."""
        return self._by_key.get((key, column))

    def fact_at(self, row: Row, column: str) -> Fact | None:
        """The fact of a row of this table in a column."""
        return self._by_row.get((id(row), column))

    def prints(self, row: Row) -> bool:
        """Whether a row of this table holds a number."""
        facts = (self.fact_at(row, column) for column in self.columns)
        return any(fact is not None and fact.figure is not None for fact in facts)

    @property
    def has_amounts(self) -> bool:
        """Whether any cell holds a number other than zero."""
        return any(fact.figure is not None and fact.figure.value != 0 for fact in self.facts)


@dataclass(frozen=True, slots=True)
class Fact:
    """A table's cell as an amount: where it stands and what it says. ``figure`` is None where no number is."""

    table: Table
    row: Row
    column: str
    cell: Cell
    figure: Figure | None

    @property
    def is_blank(self) -> bool:
        """Whether the cell prints nothing (blank, —)."""
        return is_blank(self.cell.text)

    @property
    def is_number(self) -> bool:
        """Whether the cell can take part in arithmetic: a number, or nothing."""
        return self.figure is not None or self.is_blank

    @property
    def interval(self) -> Interval:
        """In 元; blank is exactly nothing. Call only where ``is_number``."""
        return ZERO if self.figure is None else self.figure.interval

    @property
    def name(self) -> str:
        """How messages call it: 公开04表“总计”（一般公共预算财政拨款）."""
        label = f"{self.row.code} {self.row.label}" if self.row.code else self.row.label
        return f"{self.table.name}“{label}”（{self.column}）"

    def anchor(self) -> Anchor:
        """The place of the cell."""
        return self.cell.anchor()


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of the body: depth 0 第一部分, 1 一、, 2 （一）, 3 1. ; enumerator and words apart, compact."""

    depth: int
    enumerator: str
    words: str
    passage: Passage
    block: int


@dataclass(frozen=True, slots=True)
class Section:
    """The blocks under a heading, up to the next heading of the same or a lesser depth.

    ``topic`` says what it speaks of, canonical: "overall" (收入支出总体), "income", "expenditure",
    "fiscal-overall", "general-budget", "general-overall", "general-structure", "general-detail", "basic",
    "fund", "state-capital", "three-public", "three-public-overall", "three-public-detail", "performance",
    "other-matters", "running-costs", "procurement", "assets", "duties", "organisation", "glossary",
    "services", "projects", "meetings", "annex", "tables", "narrative"; "" where unknown. ``start``/``end`` index the document's blocks.
    """

    heading: Heading
    topic: str
    start: int
    end: int
    parent: int | None


@dataclass(frozen=True, slots=True)
class ContentsEntry:
    """An entry of the contents page: words (compact), depth, the printed page number if any."""

    enumerator: str
    words: str
    depth: int
    page: int | None
    anchor: Anchor


@dataclass(frozen=True, slots=True)
class Evaluation:
    """A self-evaluation report (绩效自评), in text or as a form: its project's name, its blocks, its two tables.

    ``grade`` is the cell in which a form states its grade, ``points`` the points that its head gives for execution.
    ``whole`` says that a body's whole expenditure (部门整体支出) is evaluated; ``project`` is the body's name then.
    """

    project: str
    unit_name: str
    anchor: Anchor
    start: int
    end: int
    money: Table | None
    indicators: Table | None
    grade: Cell | None = None
    points: Decimal | None = None
    whole: bool = False


def around(sections: Sequence[Section], block: int) -> tuple[Section, ...]:
    """Of all sections of a report, in order, those that hold a block, the outermost first."""
    # Whatever holds a block holds the last section that begins before it, or is that.
    at: int | None = bisect_right(sections, block, key=lambda section: section.start) - 1
    found: list[Section] = []
    while at is not None and at >= 0:
        section = sections[at]
        if block < section.end:
            found.append(section)
        at = section.parent
    return tuple(reversed(found))


@dataclass(frozen=True, slots=True)
class Structure:
    """A report understood as a document. ``role[i]`` tells what block i is: "cover", "contents", "heading",
    "text", "table", "title" (of a table), "caption" (its unit, number, department), "note", "annex", "glossary"."""

    kind: Kind
    entity: str
    year: int | None
    headings: tuple[Heading, ...]
    sections: tuple[Section, ...]
    contents: tuple[ContentsEntry, ...]
    tables: tuple[Table, ...]
    evaluations: tuple[Evaluation, ...]
    roles: tuple[str, ...]
    domain: Domain

    def sections_around(self, block: int) -> tuple[Section, ...]:
        """The sections that hold a block, from the part down to the innermost."""
        return around(self.sections, block)

    def is_open(self, block: int) -> bool:
        """Whether no section around a block says that it is no narrative: a budget's narrative may be in any other."""
        return not any(section.topic in self.domain.topics.outside for section in self.sections_around(block))

    def narrative_topic(self, block: int) -> str | None:
        """What a block of the narrative speaks of: the topic of the innermost section that has one; None outside it.

        The narrative is a part called so, or sections that speak of its matters in any other part.
        """
        topics = [section.topic for section in self.sections_around(block) if section.topic]
        if "narrative" in topics or (
            set(topics) & self.domain.topics.narrative and not set(topics) & self.domain.topics.outside
        ):
            return topics[-1]
        return None
