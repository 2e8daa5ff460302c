"""Sets of rows that relations add up, given only where they look complete."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from functools import lru_cache
from itertools import accumulate, groupby

from dislint.numbers import NUMERAL, ordinal, parse_figure
from dislint.structure.model import CODE_LENGTHS, Level, Row, Table


class Incomplete(Exception):  # noqa: N818 - not an error: the relation is left alone
    """A set of rows or columns that may not have been read whole."""


_Half = tuple[bool, ...]
"""Which columns a row has no cell in: the rows of one half of a table have the same."""


class _Rows:
    """The rows of a table by what they are looked for by."""

    def __init__(self, table: Table) -> None:
        self.by_key: dict[str, list[Row]] = defaultdict(list)
        self.by_code: dict[str, list[Row]] = defaultdict(list)
        self.below: dict[str, list[Row]] = defaultdict(list)
        """By code: the rows whose code goes on from it."""
        self.halves: dict[_Half, list[Row]] = defaultdict(list)
        self.keys: Counter[tuple[_Half, str]] = Counter()
        for row in table.rows:
            self.by_key[row.key].append(row)
            self.halves[_half(row)].append(row)
            self.keys[_half(row), row.key] += 1
            if row.code:
                self.by_code[row.code].append(row)
                for end in range(1, len(row.code)):
                    self.below[row.code[:end]].append(row)


@lru_cache(maxsize=8)
def _rows(table: Table) -> _Rows:
    return _Rows(table)


def _half(row: Row) -> _Half:
    return tuple([cell is None for cell in row.cells])


def is_single(table: Table, row: Row) -> bool:
    """Whether no other row of the same half has the same key."""
    return _rows(table).keys[_half(row), row.key] == 1


def children(table: Table, parent: Row) -> Sequence[Row]:
    """The rows one level below a row; all descendants must hang on one of them."""
    code = parent.code
    if code is None:
        return _lines_below(table, parent)
    below = _rows(table).below.get(code, [])
    found = [row for row in below if row.code and len(row.code) == len(code) + 2]
    codes = {row.code for row in found}
    if len(codes) < len(found) or any((row.code or "")[: len(code) + 2] not in codes for row in below):
        raise Incomplete
    # Items that print nothing in any column are the form's empty lines, not a breakdown.
    if not any(table.prints(row) for row in found):
        raise Incomplete
    return found


def _lines_below(table: Table, parent: Row) -> Sequence[Row]:
    """The lines 1., 2., 3. between a line and the next of its own style (一、)."""
    if numbered := _units_below(table, parent):
        return numbered
    after = iter(_rows(table).halves[_half(parent)])
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
    if any(not row.enumerator and table.prints(row) for row in below) or not any(table.prints(row) for row in marked):
        raise Incomplete
    return marked


def _units_below(table: Table, parent: Row) -> Sequence[Row]:
    """The units whose numbers go on from that of a row, all of them of one length: 201001, 201002 below 201."""
    number = _number(parent)
    below = {row: inner for row in table.rows if (inner := _number(row)) != number and inner.startswith(number)}
    nearest = min(map(len, below.values()), default=0)
    found = [row for row, inner in below.items() if len(inner) == nearest]
    return found if number and len({below[row] for row in found}) == len(found) else ()


def _number(row: Row) -> str:
    """The number that a line without the code of a subject begins with; "" for others."""
    found = _NUMBERED.match(row.label) if row.level is Level.LINE and not row.code else None
    return found[0] if found else ""


def has_parts(rows: Sequence[Row], parent: Row) -> bool:
    """Whether some of a table's rows may be parts of another: their codes go on from its, or they are numbered in another way."""
    if parent.code:
        return any(row.code and row.code != parent.code and row.code.startswith(parent.code) for row in rows)
    if number := _number(parent):
        return any(_number(row) != number and _number(row).startswith(number) for row in rows)
    half = [row for row in rows if _half(row) == _half(parent) and row.enumerator]
    return bool(parent.enumerator) and any(_style(row) != _style(parent) for row in half)


def _style(row: Row) -> str:
    """How a line is enumerated: 一、 and 十二、 are alike."""
    return re.sub(rf"{NUMERAL}+|\d+", lambda found: "1" if found[0].isdecimal() else "一", row.enumerator)


def _count_on(rows: Sequence[Row]) -> bool:
    return [ordinal(row.enumerator) for row in rows] == list(range(1, len(rows) + 1))


def of_level(table: Table, level: str) -> Sequence[Row]:
    """All rows of a level; every row of a lower one must hang on one of them, no line may lack its code."""
    if level not in CODE_LENGTHS:
        return _all_lines(table)
    length = CODE_LENGTHS[level]
    found = [row for row in table.rows if row.code and len(row.code) == length]
    codes = {row.code for row in found}
    coded = [row.code for row in table.rows if row.code]
    if not found or len(codes) < len(found) or any(code[:length] not in codes for code in coded):
        raise Incomplete
    if any(row.level is Level.LINE and table.prints(row) for row in table.rows):
        raise Incomplete
    return found


_NUMBERED = re.compile(r"^\d{3,}")


def _all_lines(table: Table) -> Sequence[Row]:
    """The lines of a table without codes of subjects, of numbered units the outermost; none may be a part of another as 其中."""
    found = [row for row in table.rows if row.level is Level.LINE]
    numbers = {number for row in found if (number := _number(row))}
    nested = [row for row in found if any(_number(row) != one and _number(row).startswith(one) for one in numbers)]
    if nested and all(map(_number, found)):
        found, nested = [row for row in found if row not in nested], []
    parts = any("其中" in row.label or "小计" in row.label for row in found)
    if (
        not found
        or nested
        or parts
        or any(row.code for row in table.rows)
        or len({row.key for row in found}) < len(found)
        or _has_subtotals(table, found)
    ):
        raise Incomplete
    return found


def _has_subtotals(table: Table, rows: Sequence[Row]) -> bool:
    """Whether a line is the sum of lines right below it: then it is their heading, and adds nothing."""
    for column in table.columns:
        facts = [table.fact_at(row, column) for row in rows]
        amounts = [fact.figure.amount for fact in facts if fact and fact.figure and fact.figure.value]
        if any(amount in accumulate(amounts[at + 1 :]) for at, amount in enumerate(amounts)):
            return True
    return False


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
        if any(not row.enumerator and table.prints(row) for row in found):
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
        fact = table.fact_at(row, column)
        if not own and not inner and fact is not None and fact.figure is not None:
            raise Incomplete


def same_row(table: Table, row: Row) -> Sequence[Row]:
    """The row of another table with the same code; in a table without codes, with the same name."""
    rows = _rows(table)
    found = rows.by_code.get(row.code, []) if row.code else []
    if not found and not rows.by_code:
        found = rows.by_key.get(table.names.get(row.label, row.label) if row.code else row.key, [])
    if not found and row.code is None:
        found = rows.by_key.get(row.key, [])
    if len(found) > 1:
        raise Incomplete
    return found


_DECIMAL, _LARGE = re.compile(r"[.]"), re.compile(r"[.,]|\d{4}")
"""What no number of a column or line is: decimals; in budgets, which are printed in whole 元, thousands."""


def whole_columns(table: Table) -> None:
    """Raises Incomplete where the grid has amounts in a column whose header was not understood."""
    if not _are_understood(table):
        raise Incomplete


@lru_cache(maxsize=8)
def _are_understood(table: Table) -> bool:
    body = table.grid.cells[table.header_height :]
    amount = _LARGE if table.kind.startswith("B") else _DECIMAL
    known = {id(cell) for row in table.rows for cell in row.cells if cell is not None}
    first = min((cell.column for row in table.rows for cell in row.cells if cell is not None), default=0)
    return not any(
        id(cell) not in known and amount.search(cell.text) and parse_figure(cell.text)
        for row in body
        for cell in row[first:]
    )
