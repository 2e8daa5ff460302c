"""Sets of rows that relations add up, given only where they look complete."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby

from dislint.numbers import parse_figure
from dislint.structure.model import Level, Row, Table
from dislint.structure.names import SYNONYMS

_LENGTHS = {"类": 3, "款": 5, "项": 7}
_TENS = ["", "十", "二十", "三十", "四十"]
_NUMERALS = {ten + one: 10 * t + o for t, ten in enumerate(_TENS) for o, one in enumerate("〇一二三四五六七八九")}
_NUMERALS |= {ten: 10 * t for t, ten in enumerate(_TENS) if ten}
_NUMERALS |= {one: o for o, one in enumerate("〇一二三四五六七八九")}


class Incomplete(Exception):  # noqa: N818 - not an error: the relation is left alone
    """A set of rows or columns that may not have been read whole."""


def is_single(table: Table, row: Row) -> bool:
    """Whether no other row of the same half has the same key."""
    return sum(other.key == row.key for other in _half(table, row)) == 1


def children(table: Table, parent: Row) -> Sequence[Row]:
    """The rows one level below a row; all descendants must hang on one of them."""
    code = parent.code
    if code is None:
        return _lines_below(table, parent)
    below = [row for row in table.rows if row.code and row.code != code and row.code.startswith(code)]
    found = [row for row in below if row.code and len(row.code) == len(code) + 2]
    codes = {row.code for row in found}
    if len(codes) < len(found) or any((row.code or "")[: len(code) + 2] not in codes for row in below):
        raise Incomplete
    # Items that print nothing in any column are the form's empty lines, not a breakdown.
    if not any(_prints(row) for row in found):
        raise Incomplete
    return found


def _lines_below(table: Table, parent: Row) -> Sequence[Row]:
    """The lines 1., 2., 3. between a line and the next of its own style (一、)."""
    after = iter(_half(table, parent))
    for row in after:
        if row is parent:
            break
    below: list[Row] = []
    for row in after:
        if row.level is Level.TOTAL or (row.enumerator and _style(row) == _style(parent)):
            break
        below.append(row)
    marked = [row for row in below if row.enumerator]
    if not parent.enumerator or not marked or len({_style(row) for row in marked}) > 1 or not _count_on(marked):
        raise Incomplete
    if any(not row.enumerator and _prints(row) for row in below) or not any(_prints(row) for row in marked):
        raise Incomplete
    return marked


def _half(table: Table, row: Row) -> list[Row]:
    """The rows of the half of the table that a row stands in."""
    half = [cell is None for cell in row.cells]
    return [other for other in table.rows if [cell is None for cell in other.cells] == half]


def _style(row: Row) -> str:
    """How a line is enumerated: 一、 and 十二、 are alike."""
    return re.sub(r"[一二三四五六七八九十]+|\d+", lambda found: "1" if found[0].isdecimal() else "一", row.enumerator)


def _count_on(rows: Sequence[Row]) -> bool:
    return [_ordinal(row.enumerator) for row in rows] == list(range(1, len(rows) + 1))


def of_level(table: Table, level: str) -> Sequence[Row]:
    """All rows of a level; every row of a lower one must hang on one of them, no line may lack its code."""
    length = _LENGTHS[level]
    found = [row for row in table.rows if row.code and len(row.code) == length]
    codes = {row.code for row in found}
    coded = [row.code for row in table.rows if row.code]
    if not found or len(codes) < len(found) or any(code[:length] not in codes for code in coded):
        raise Incomplete
    if any(row.level is Level.LINE and _prints(row) for row in table.rows):
        raise Incomplete
    return found


def lines_above(table: Table, key: str, column: str) -> Sequence[Row]:
    """The lines above a total in a column; where lines are enumerated, none may be missing.

    Lines enumerated in another style than the first (1. 2. under 一、) are parts of the line above them, if they count on
    from 1. Of a budget, whose sources come with parts of theirs, lines without enumerators tell nothing.
    """
    if column not in table.columns:
        raise Incomplete
    at = table.columns.index(column)
    half = [row for row in table.rows if row.cells[at] is not None]
    stop = next((number for number, row in enumerate(half) if row.key == key), 0)
    found = [row for row in half[:stop] if "其中" not in (row.name_cell.text if row.name_cell else "")]
    marked = [row for row in found if row.enumerator]
    if any(row.level is Level.TOTAL for row in found) or not found:
        raise Incomplete
    if not marked and table.kind.startswith("B"):
        raise Incomplete
    if marked:
        outer = [row for row in marked if _style(row) == _style(marked[0])]
        for style, inner in groupby(marked, _style):
            if style != _style(marked[0]) and not _count_on(list(inner)):
                raise Incomplete
        if not _count_on(outer):
            raise Incomplete
        if any(not row.enumerator and _prints(row) for row in found):
            raise Incomplete
        return outer
    return found


def no_other_lines(table: Table, column: str, keys: Sequence[str]) -> None:
    """Raises Incomplete where, among the named lines of a balance, another one prints an amount.

    Regions add lines of their own (上年结转, 使用专用结余); a balance that leaves one out cannot be judged.
    """
    if column not in table.columns:
        return
    at = table.columns.index(column)
    half = [row for row in table.rows if row.cells[at] is not None]
    places = [number for number, row in enumerate(half) if row.key in keys]
    for row in half[min(places, default=0) : max(places, default=0)]:
        own = row.key in keys or row.enumerator or "/" in row.key
        inner = "其中" in (row.name_cell.text if row.name_cell else "")
        cell = row.cells[at]
        if not own and not inner and cell is not None and parse_figure(cell.text):
            raise Incomplete


def same_row(table: Table, row: Row) -> Sequence[Row]:
    """The row of another table with the same code; in a table without codes, with the same name."""
    found = [other for other in table.rows if row.code and other.code == row.code]
    if not found and not any(other.code for other in table.rows):
        name = SYNONYMS.get(row.label, row.label) if row.code else row.key
        found = [other for other in table.rows if other.key == name]
    if not found and row.code is None:
        found = [other for other in table.rows if other.key == row.key]
    if len(found) > 1:
        raise Incomplete
    return found


def whole_columns(table: Table) -> None:
    """Raises Incomplete where the grid has amounts in a column whose header was not understood."""
    body = table.grid.cells[table.header_height :]
    known = {id(cell) for row in table.rows for cell in row.cells if cell is not None}
    first = min((cell.column for row in table.rows for cell in row.cells if cell is not None), default=0)
    for row in body:
        for cell in row[first:]:
            if id(cell) not in known and "." in cell.text and parse_figure(cell.text):
                raise Incomplete


def _prints(row: Row) -> bool:
    return any(cell is not None and parse_figure(cell.text) for cell in row.cells)


def _ordinal(mark: str) -> int:
    words = re.sub(r"[()、.]", "", mark)
    return int(words) if words.isdecimal() else _NUMERALS.get(words, 0)
