"""The list of economic subjects, in groups side by side or as one list with columns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dislint.blocks import Cell, Grid
from dislint.domain.tables import TableKind
from dislint.numbers import is_blank, parse_figure
from dislint.structure.coded import coded_row, read_coded
from dislint.structure.heads import AMOUNT_HEADS, Parsed, is_body
from dislint.structure.labels import canonical_label
from dislint.structure.model import Level, Row
from dislint.structure.names import ACTUAL

STAFF, RUNNING = "人员经费", "公用经费"


def read_economic(grid: Grid, kind: TableKind) -> Parsed:
    """The economic subjects: as one list with the columns 合计, 人员经费, 公用经费, or in groups side by side."""
    columns, rows, height = read_coded(grid, kind)
    if {STAFF, RUNNING} <= set(columns):
        return columns, (*rows, *_column_totals(columns, rows)), height
    return _side_by_side(grid, kind.rows)


def _column_totals(columns: Sequence[str], rows: Sequence[Row]) -> list[Row]:
    """What the other form prints as rows, from the row of totals: 人员经费合计, 公用经费合计."""
    total = next((row for row in rows if row.key == "合计"), None)
    if total is None:
        return []
    return [
        Row(
            f"{name}合计", None, f"{name}合计", Level.TOTAL,
            (total.cells[columns.index(name)], *[None] * (len(columns) - 1)), total.name_cell,
        )
        for name in (STAFF, RUNNING)
    ]  # fmt: skip


def _side_by_side(grid: Grid, names: Mapping[str, str]) -> Parsed:
    """Codes, names and amounts in groups side by side."""
    height = next((n for n, row in enumerate(grid.cells) if is_body(row)), 0)
    amounts = [
        c for c in range(grid.width) if height and any(grid.cells[r][c].text in AMOUNT_HEADS for r in range(height))
    ]
    amounts = [c for c in amounts if not any(grid.cells[height][c] is grid.cells[height][k] for k in amounts if k < c)]
    if not height or not amounts:
        return (), (), 0
    coded: list[Row] = []
    totals: list[Row] = []
    for number in range(height, grid.height):
        row = grid.cells[number]
        totals += _economic_totals(row, names)
        start = 0
        for c in amounts:
            made = coded_row(list(row[start:c]), (row[c],), names)
            if made is not None and made.code:
                coded.append(made)
            start = c + 1
    coded.sort(key=lambda made: made.code or "")
    return (ACTUAL,), (*coded, *totals), height


def _economic_totals(row: Sequence[Cell], names: Mapping[str, str]) -> list[Row]:
    """人员经费合计 and 公用经费合计: the next number to the right is their amount."""
    found: list[Row] = []
    for c, cell in enumerate(row):
        key = canonical_label(cell.text, names)[1]
        if key not in ("人员经费合计", "公用经费合计", "合计") or (c and row[c - 1] is cell):
            continue
        rest = []
        for other in row[c + 1 :]:
            if other is cell:
                continue
            if other.text and not is_blank(other.text) and not parse_figure(other.text):
                break
            rest.append(other)
        if rest:
            value = next((other for other in rest if other.text), rest[-1])
            found.append(Row(key, None, key, Level.TOTAL, (value,), cell))
    return found
