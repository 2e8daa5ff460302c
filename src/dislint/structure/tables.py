"""The tables of a report: recognised by their title, their headers, the note below them, in that order of trust."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import replace

from dislint.blocks import Block, Grid, Passage
from dislint.domain.tables import TABLE_NUMBER, TableKind, TableKinds
from dislint.numbers import UNIT_CAPTION, UNIT_NAMES, Unit
from dislint.structure.budgets import read_budget, read_budget_public
from dislint.structure.coded import read_coded
from dislint.structure.economic import read_economic
from dislint.structure.halves import read_halves
from dislint.structure.headings import enumerator
from dislint.structure.heads import Parsed
from dislint.structure.labelled import read_labelled, unit_of
from dislint.structure.model import Table
from dislint.structure.three_public import read_three_public

_CONTENT = re.compile(r"本表反映(?:部门|本部门|单位|本单位)?(?:本年度|20\d\d年度?)?的?(.{2,60}?)(?:的)?情况")
_NOTE = re.compile(r"注:|注释|说明:|备注|.{0,40}(?:本表|此表)|.{0,40}故.{0,4}表")

_BUDGETED = re.compile("预算(?:数|金额|安排)|年预算$")
_HEAD_ROWS = 5
"""The words of so many rows may be heads."""


def find_tables(blocks: Sequence[Block], first: int, kinds: TableKinds) -> tuple[Table, ...]:
    """The tables from block ``first`` on, in order."""
    tables = []
    for number in range(first, len(blocks)):
        block = blocks[number]
        if isinstance(block, Grid):
            tables.append(_table(blocks, number, block, first, kinds))
    there = {table.kind for table in tables}
    return tuple(_in_place(table, kinds, there) for table in tables)


def _in_place(table: Table, kinds: TableKinds, there: Set[str]) -> Table:
    """A table, as the one that it stands for where that is not there."""
    kind = kinds.get(table.kind)
    if kind is None or not kind.stands_for or kind.stands_for in there:
        return table
    return replace(table, kind=kind.stands_for)


def _captions(blocks: Sequence[Block], number: int, first: int) -> list[Passage]:
    """The passages right above a grid, nearest first, up to the table or text before."""
    found: list[Passage] = []
    for at in range(number - 1, max(first, number - 7) - 1, -1):
        block = blocks[at]
        if not isinstance(block, Passage) or len(block.compact.text) > 70 or block.compact.text.endswith("。"):
            break
        if _NOTE.match(block.compact.text) and not UNIT_CAPTION.search(block.compact.text):
            break
        found.append(block)
    return found


def _notes(blocks: Sequence[Block], number: int) -> tuple[Passage, ...]:
    found = []
    for block in blocks[number + 1 : number + 5]:
        if not isinstance(block, Passage) or not _NOTE.match(block.compact.text):
            break
        found.append(block)
    return tuple(found)


def _table(blocks: Sequence[Block], number: int, grid: Grid, first: int, kinds: TableKinds) -> Table:
    captions = _captions(blocks, number, first)
    title_passage, kind = None, ""
    for passage in captions:
        kind = kinds.of_title(passage.compact.text)
        if kind:
            title_passage = passage
            break
    title = _title_words(title_passage.compact.text) if title_passage else ""
    if not title and captions and kind == "":
        title = captions[0].compact.text.rstrip(":") if captions[0].compact.text.endswith(("统计数:", "统计数")) else ""
    above = "".join(passage.compact.text for passage in reversed(captions))
    notes = _notes(blocks, number)
    titled = kinds.get(kind)
    if titled is None or (titled.is_budget and not _budgets_alone(grid)):
        # Titles of budgets' tables (收支总表) serve some final accounts, too.
        kind = _kind_by_headers(grid, kinds) or kind or _kind_by_notes(notes, kinds)
    unit = _unit(above, grid, kinds.get(kind))
    printed = TABLE_NUMBER.search(above)
    columns, rows, height = _read(kinds.get(kind), grid)
    anchor = title_passage.anchor() if title_passage else grid.cells[0][0].anchor()
    return Table(
        kind,
        title,
        printed.group() if printed and printed.group(1) else "",
        UNIT_NAMES.get(unit, Unit.WAN),
        bool(unit),
        anchor,
        title_passage,
        grid,
        columns,
        rows,
        notes,
        height,
        grid.pages[0] if grid.pages else None,
        grid.pages[-1] if grid.pages else None,
        kinds.rows,
    )


def _unit(above: str, grid: Grid, kind: TableKind | None) -> str:
    """The unit that a table's captions or its first rows name, or the labels of a form; "" where they name none."""
    found = UNIT_CAPTION.search(above) or UNIT_CAPTION.search(
        "".join(cell.text for row in grid.cells[:2] for cell in row)[:200]
    )
    labelled = kind is not None and kind.shape == "labelled"
    return found.group(1) if found else unit_of(grid) if labelled else ""


def _read(kind: TableKind | None, grid: Grid) -> Parsed:
    """Columns and rows of a grid of a kind; ((), (), 0) where its headers are not understood."""
    if kind is None or kind.shape not in _READERS:
        return (), (), 0
    if kind.unless is not None and any(kind.unless.search(cell.text) for row in grid.cells for cell in row):
        return (), (), 0
    return _READERS[kind.shape](grid, kind)


_READERS: Mapping[str, Callable[[Grid, TableKind], Parsed]] = {
    "coded": read_coded,
    "halves": read_halves,
    "economic": read_economic,
    "three-public": read_three_public,
    "budget": read_budget,
    "budget-halves": read_halves,
    "budget-items": read_budget,
    "budget-public": read_budget_public,
    "labelled": lambda grid, kind: read_labelled(grid, kind.columns),
}
"""What reads a grid, by the shape of its kind."""


def _title_words(text: str) -> str:
    plain = TABLE_NUMBER.sub("", text).lstrip(":、.")
    depth, mark = enumerator(plain)
    return plain[len(mark) :] if depth > 0 else plain


def _kind_by_notes(notes: Sequence[Passage], kinds: TableKinds) -> str:
    """The kind whose content the note names: 注：本表反映部门本年度各项支出情况。"""
    for note in notes:
        found = _CONTENT.search(note.compact.text)
        kind = kinds.of_note(found.group(1)) if found else ""
        if kind:
            return kind
    return ""


def _budgets_alone(grid: Grid) -> bool:
    """Whether the heads say that the amounts are budgets, and nothing of accounts."""
    heads = [cell.text for row in grid.cells[:_HEAD_ROWS] for cell in row]
    return any(map(_BUDGETED.search, heads)) and not any("决算" in head for head in heads)


def _kind_by_headers(grid: Grid, kinds: TableKinds) -> str:
    """The kind that the header words alone make certain."""
    heads = {cell.text for row in grid.cells[:_HEAD_ROWS] for cell in row if cell.text}
    return kinds.of_words(heads, {row[0].text for row in grid.cells})
