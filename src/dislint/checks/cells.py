"""The cells that a claim restates: found by subject, section, measure and period, never by value.

Which sentence restates which cell is data (dislint.domain.restatements). A place is firm where nothing else can be meant:
only then does a difference contradict. A place that only may be meant verifies a number that agrees, and says nothing of
one that does not.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from dislint.blocks import Cell
from dislint.claims.model import Amount, Claim, Count, Measure, Share, Subject
from dislint.domain import restatements as data
from dislint.domain.restatements import Meaning, Restated, Section
from dislint.numbers import parse_figure
from dislint.structure.model import CODE_LENGTHS, Fact, Kind, Level, Row, Structure, Table
from dislint.text import squeeze


class Place(NamedTuple):
    """A cell that a claim speaks of."""

    fact: Fact
    firm: bool = True


GENERAL = frozenset({"general-budget", "general-overall", "general-structure", "general-detail"})
_TOTAL = "合计"


class Tables:
    """The report's tables as claims look into them: the first of each kind, where it was understood."""

    def __init__(self, structure: Structure) -> None:
        self.year = structure.year
        self.is_budget = structure.kind is Kind.BUDGET
        self.restated: Restated = structure.domain.restatements.of(structure.kind.value)
        self._domain = structure.domain.tables
        self._by_kind: dict[str, Table] = {}
        for table in structure.tables:
            if table.kind and (table.columns or self._domain.shape(table.kind) == "statistics"):
                self._by_kind.setdefault(table.kind, table)
        self._facts: dict[data.Cell, Fact | None] = {}

    def get(self, kind: str) -> Table | None:
        """The table of a kind."""
        return self._by_kind.get(kind)

    def of_subjects(self) -> Iterator[Table]:
        """The tables of the subjects that sentences name."""
        return (table for kind, table in self._by_kind.items() if self._domain.is_of_subjects(kind))

    def is_subject(self, subject: Subject) -> bool:
        """Whether a subject is a row of the tables of subjects."""
        return bool(subject.path) or any(find_row(table, subject) is not None for table in self.of_subjects())

    def fact(self, cell: data.Cell) -> Fact | None:
        """A cell, if it can take part in arithmetic."""
        if cell not in self._facts:
            table = self.get(cell.table)
            fact = table.fact(cell.row, cell.column) if table else None
            self._facts[cell] = fact if fact is not None and fact.is_number else None
        return self._facts[cell]

    def lacks(self, cell: data.Cell) -> bool:
        """Whether a table is there, but without the column of a cell."""
        table = self.get(cell.table)
        return table is not None and bool(table.columns) and cell.column not in table.columns

    def facts(self, meanings: Iterable[Meaning]) -> Iterator[Fact]:
        """All cells that are there of several meanings."""
        return (fact for meaning in meanings for cell in meaning if (fact := self.fact(cell)) is not None)

    def of_row(self, cell: data.Cell, subject: Subject) -> Fact | None:
        """The cell of the one row that a subject means in a table: by its name and path, without codes by its name alone."""
        table = self.get(cell.table)
        if table is None:
            return None
        if any(row.code for row in table.rows):
            row = find_row(table, subject)
        else:
            row = table.row(subject.name) if len(subject.path) <= 1 else None
        fact = table.fact_at(row, cell.column) if row else None
        return fact if fact is not None and fact.is_number else None

    def statistic(self, kind: str, label: str) -> Fact | None:
        """The cell of a table of statistics that stands beside a label: where just one label contains the words."""
        table = self.get(kind)
        if table is None or not label:
            return None
        rows = table.grid.cells
        lines = _line_columns(rows)
        found = [cell for row in rows for cell in _beside(row, label, lines)]
        if len(found) != 1:
            return None
        return Fact(table, Row(label, None, label, Level.LINE, (found[0],)), "", found[0], parse_figure(found[0].text))


_NOTHING = re.compile("[-—–─]+")
_ENOUGH_LINES = 4


def _line_columns(rows: Sequence[tuple[Cell, ...]]) -> frozenset[int]:
    """The columns that number the lines: headed 行次, or, where the head stands on another page, counting by one."""
    found = set()
    for at, column in enumerate(zip(*rows, strict=False)):
        texts = [squeeze(cell.text) for cell in column if cell.text]
        numbers = [int(text) for text in texts if text.isascii() and text.isdigit()]
        counting = len(numbers) >= _ENOUGH_LINES and all(b - a == 1 for a, b in pairwise(numbers))
        if "行次" in texts or counting:
            found.add(at)
    return frozenset(found)


def _beside(row: tuple[Cell, ...], label: str, lines: frozenset[int]) -> Iterator[Cell]:
    """The last number after a label and before the next; ``lines`` are the columns of the lines' own numbers."""
    for at, cell in enumerate(row):
        if label not in cell.text or (at and row[at - 1] is cell):
            continue
        numbers: list[Cell] = []
        for column, other in enumerate(row[at + 1 :], at + 1):
            if other is cell or column in lines or _NOTHING.fullmatch(other.text.strip()):
                continue
            if other.text and parse_figure(other.text) is None:
                break
            if other.text:
                numbers.append(other)
        yield from numbers[-1:]


def places(claim: Amount, tables: Tables) -> list[Place]:
    """The cells that an amount restates, or may restate."""
    restated = tables.restated
    sections = restated.sections(claim.topic)
    found = _named(claim, sections, tables) or _of_rows(claim, sections, tables)
    if claim.measure is not Measure.ACTUAL or not claim.subject.known:
        return found
    name = claim.subject.name
    if claim.subject.qualified and name in restated.loosely and claim.topic not in restated.unbound:
        found += [Place(fact, False) for fact in tables.facts(restated.totals(restated.loosely[name]))]
    return found or [Place(fact, False) for fact in tables.facts(restated.elsewhere(claim.topic, name))]


def _named(claim: Amount, sections: Sequence[Section], tables: Tables) -> list[Place]:
    """The cells of the name that an amount is called by, or of the part of a whole that it is."""
    if not claim.subject.known or claim.subject.path:
        return []
    part = f"{claim.of.name}/{claim.subject.name}" if claim.of is not None else ""
    of_whole = next((section for section in sections if part in section.places), None)
    if of_whole is not None:
        return _meant(of_whole.places[part], of_whole, claim, tables)
    for section in sections:
        meanings = section.places.get(claim.subject.name, ())
        if found := _meant(meanings, section, claim, tables):
            return found
    return []


def _of_rows(claim: Amount, sections: Iterable[Section], tables: Tables) -> list[Place]:
    """The cells of the subject whose amount is stated, in the tables of subjects."""
    if claim.measure is not Measure.ACTUAL:
        return []
    for section in sections:
        if section.of and (claim.of is None or claim.of.name not in section.of):
            continue
        if (claim.subject.known or section.unknown) and (claim.subject.path or not section.paths):
            found = _meant(section.rows, section, claim, tables)
            if found and not _is_sure(claim, section, tables):
                return [place._replace(firm=False) for place in found]
            if found:
                return found
    return []


def _is_sure(claim: Amount, section: Section, tables: Tables) -> bool:
    """Whether a section states no more of a subject than its cell has, and no less."""
    if any(tables.of_row(cell, claim.subject) for cell in section.unless):
        return False
    if not section.wholes or claim.of is None or claim.of.name in section.wholes:
        return True
    return any(tables.of_row(cell, claim.of) is not None for meaning in section.rows for cell in meaning[:1])


def _meant(meanings: Sequence[Meaning], section: Section, claim: Amount, tables: Tables) -> list[Place]:
    """The places of what may be meant: of several meanings the first for all where they print the same, else all loosely."""
    found = [places for meaning in meanings if (places := _of_meaning(meaning, section, claim, tables))]
    if len(found) == 1 and any(tables.lacks(cell) for cell in meanings[0]):
        # The table that tells it first has it in several columns, say, or not at all: the other's may be less.
        return [place._replace(firm=False) for place in found[0]]
    if len(found) <= 1:
        return found[0] if found else []
    firsts = [places[0] for places in found]
    alike = len({place.fact.interval for place in firsts}) == 1
    return firsts[:1] if alike else [place._replace(firm=False) for place in firsts]


def _of_meaning(meaning: Meaning, section: Section, claim: Amount, tables: Tables) -> list[Place]:
    """The cells of one figure. Two halves of one table are both restated; a second table only stands in for the first.

    It stands in for a list of subjects that is there only if that is not: what a list leaves out is not in it.
    """
    there = next((cell for cell in meaning if tables.get(cell.table) is not None), None)
    if there is not None and there.row == data.SUBJECT:
        meaning = (there,)
    found = [place for cell in meaning if (place := _place(cell, section, claim, tables)) is not None]
    return [place for place in found if place.fact.table is found[0].fact.table]


def _place(cell: data.Cell, section: Section, claim: Amount, tables: Tables) -> Place | None:
    if cell.row == data.MEASURE:
        return _of_measure(cell, claim.measure, tables)
    if claim.measure is not Measure.ACTUAL:
        return None
    if cell.row == data.SUBJECT:
        fact, firm = tables.of_row(cell, claim.subject), section.firm
    elif cell.row == _TOTAL and claim.of is not None and tables.is_subject(claim.of):
        # 教育支出N万元，其中：基本支出: of that subject, not of all.
        fact, firm = tables.of_row(cell, claim.of), section.firm
    elif cell.row != data.WHOLE:
        fact, firm = tables.fact(cell), section.firm
    elif claim.of is None or claim.of.name in section.wholes:
        # Of which whole it is a part is not said: it may be of another.
        fact, firm = tables.fact(cell._replace(row=_TOTAL)), claim.of is not None
    else:
        fact, firm = tables.of_row(cell, claim.of), section.firm
    return Place(fact, firm) if fact is not None else None


def _of_measure(cell: data.Cell, measure: Measure, tables: Tables) -> Place | None:
    """The cell in the row of a measure; of the budgets, the initial and the adjusted one may share a row."""
    if measure is Measure.LAST_YEAR:
        return None
    of = {m: tables.fact(cell._replace(row=m.value)) for m in (Measure.ACTUAL, Measure.BUDGET, Measure.ADJUSTED_BUDGET)}
    budget, own = of[Measure.BUDGET], of.get(measure)
    if measure is Measure.ACTUAL or (budget is not None and of[Measure.ADJUSTED_BUDGET] is not None):
        return Place(own) if own is not None else None
    if budget is None:
        return None
    noted = any("全年预算" in note.compact.text or "调整" in note.compact.text for note in budget.table.notes)
    # Where the table prints the adjusted budget, a sentence about the initial one restates nothing; and it may
    # print it though no note says so. A table that prints nothing at all, though, has neither.
    same = measure is Measure.ADJUSTED_BUDGET or (measure is Measure.BUDGET and not noted)
    return Place(budget, same or not budget.table.has_amounts)


_SIGNS = re.compile(r"\((?:类|款|项)\)$|[()\[\]〔〕“”\"'‘’、,，.。:;·\-—…]")


@lru_cache(maxsize=4096)
def plain_name(name: str) -> str:
    """A name without brackets, punctuation and its last 支出, which the reports print or leave out."""
    return _SIGNS.sub("", name).removesuffix("支出")


def _lasting(name: str, table: Table) -> str:
    """A plain name, or the one that took its place."""
    return plain_name(table.names.get(name, name))


def find_row(table: Table, subject: Subject) -> Row | None:
    """The one row of a table of subjects that a name or a 类/款/项 path means; None where several could."""
    if not subject.path:
        return _only(table, subject.name, (Level.CLASS,)) or _only(table, subject.name, (Level.SECTION, Level.ITEM))
    code, found = "", None
    lengths = {len(row.code) for row in table.rows if row.code}
    for at, (name, level) in enumerate(zip(subject.path, subject.levels, strict=False), 1):
        if CODE_LENGTHS[level] not in lengths and at < len(subject.path):
            continue  # Some tables list the items alone.
        rows = [
            row
            for row in table.rows
            if row.code
            and len(row.code) == CODE_LENGTHS[level]
            and row.code.startswith(code)
            and _lasting(row.label, table) == _lasting(name, table)
            and subject.code in ("", row.code)
        ]
        if len(rows) != 1 or rows[0].code is None:
            return None
        code, found = rows[0].code, rows[0]
    return found


def _only(table: Table, name: str, levels: tuple[Level, ...]) -> Row | None:
    rows = [row for row in table.rows if row.level in levels and _lasting(row.label, table) == _lasting(name, table)]
    return rows[0] if len(rows) == 1 else None


def wholes(claim: Share, tables: Tables) -> tuple[tuple[Fact, ...], bool]:
    """The cells that a share may be of, by the name of its whole, and whether one of them must be meant."""
    restated, name = tables.restated, claim.whole_name
    if not claim.named and restated.unnamed is not None:
        return _unnamed_whole(claim, restated.unnamed, tables)
    sections = restated.sections(claim.topic)
    called = next((section for section in sections if name in section.shares), None)
    if called is not None:
        return tuple(tables.facts(called.shares[name])), False
    stated = next((section for section in sections if _states(section, name)), None)
    own: tuple[Fact, ...] = ()
    if stated is not None and name not in restated.wholes:
        own = tuple(tables.facts(_spent(stated.places[name])))
    facts = own or tuple(tables.facts(restated.elsewhere(claim.topic, name)))
    if any(section.of_totals for section in sections):
        # 占本年支出合计的P%, said of the government funds, is a share of all expenditure.
        facts += tuple(tables.facts(restated.totals(name)))
    if name in restated.loosely:
        facts += tuple(tables.facts(restated.totals(restated.loosely[name])))
    if restated.totals(name) or name in restated.wholes:
        return facts, bool(facts)
    sure = stated is not None and (not stated.topics or claim.topic in restated.unbound)
    return facts, sure and len({fact.interval for fact in facts}) == 1


def _states(section: Section, name: str) -> bool:
    """Whether a section says in which cells a name stands, whatever it is a part of."""
    meanings = section.places.get(name, ())
    return any(cell.row != data.WHOLE for meaning in meanings for cell in meaning)


def _spent(meanings: Iterable[Meaning]) -> list[Meaning]:
    """The cells with the actuals, where a table has several measures."""
    actual = Measure.ACTUAL.value
    return [tuple(c._replace(row=actual) if c.row == data.MEASURE else c for c in meaning) for meaning in meanings]


def _unnamed_whole(claim: Share, unnamed: data.Unnamed, tables: Tables) -> tuple[tuple[Fact, ...], bool]:
    """All that a share of no named whole may be of, where all of that prints the same."""
    unbound = claim.topic in tables.restated.unbound or claim.topic in unnamed.excepted
    if unbound or not claim.subject.known:
        return (), False
    rows = [tables.of_row(cell, claim.subject) for cell in unnamed.classes]
    # A table without codes has the classes alone.
    is_class = any(fact is not None and (fact.row.level is Level.CLASS or not fact.row.code) for fact in rows)
    facts = tuple(tables.facts([unnamed.whole])) if is_class or claim.subject.name in unnamed.parts else ()
    return facts[:1], len({fact.interval for fact in facts}) == 1


def table_level(claim: Claim, tables: Tables, measure: Measure) -> Fact | None:
    """The budget, or the account, that a table with several measures has for the subject of a claim."""
    for section in tables.restated.sections(claim.topic):
        for cell in (cell for meaning in section.places.get(claim.subject.name, ()) for cell in meaning):
            if cell.row == data.MEASURE:
                return tables.fact(cell._replace(row=measure.value))
    return None


def statistic_of(claim: Amount | Count, tables: Tables) -> Fact | None:
    """The cell of a table of statistics that an amount or a count restates."""
    for statistics in tables.restated.statistics:
        if isinstance(claim, Amount):
            label = statistics.amounts.get(claim.subject.name, "")
        else:
            label = "" if claim.of else statistics.counts.get(f"{claim.counted}/{claim.measure_word}", "")
        fact = tables.statistic(statistics.table, label)
        if fact is not None:
            return fact
    return None
