"""Grids continued over pages, as one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from dislint.blocks import Block, Cell, Grid, Passage
from dislint.numbers import NUMERAL

_ALIGN = 6.0
"""Column rulings of a continued table differ by less than this, in points."""
_CAPTIONS = 6
"""Title, number, department and unit are sought among that many passages above a table."""
_PADDING = 12.0
"""What the left and right padding of a cell together come to at most, in points."""
_CONTINUED = re.compile(r"[(\[]?(?:续表?|接上页)\d*[)\]]?$|^[(\[]?续表?[)\]]?:?")
_NUMBER = re.compile(r"-?\d[\d,]*(?:\.\d+)?%?")
_ITEM = re.compile(rf"{NUMERAL}{{1,3}}、|\d+[.、]|\((?:{NUMERAL}|\d){{1,3}}\)|其中:")


def join_grids(blocks: Sequence[Block]) -> list[Block]:
    """Joins a grid to the one before it where nothing stands between them but the page break.

    Title and captions that are printed again above the continuation are dropped.
    """
    joined: list[Block] = []
    last = -1
    for block in blocks:
        if isinstance(block, Grid):
            grid = _continued(joined, last, block) if last >= 0 else None
            if grid is not None:
                del joined[last:]
                block = grid
            last = len(joined)
        joined.append(block)
    return joined


def _continued(blocks: list[Block], last: int, after: Grid) -> Grid | None:
    """The grid at ``last`` with the one after it; None where that is another table."""
    before = blocks[last]
    assert isinstance(before, Grid)
    if not before.pages or not after.pages or after.pages[0] != before.pages[-1] + 1:
        return None
    if not _same_captions(blocks[max(last - _CAPTIONS, 0) : last], blocks[last + 1 :]) or _is_titled(after):
        return None
    end, start = before.boxes[-1][1], after.boxes[0][1]
    if abs(end.x0 - start.x0) >= _ALIGN or abs(end.x1 - start.x1) >= _ALIGN:
        return None
    if before.width == after.width:
        return _joined(before, after)
    places, others = _boundaries(before), _boundaries(after)
    fewer, more = sorted((places, others), key=len)
    if not fewer or not all(_place(more, x) >= 0 for x in fewer):
        return None
    return _joined(_spread(before, places, more), _spread(after, others, more))


def _same_captions(above: Sequence[Block], between: Sequence[Block]) -> bool:
    """Whether all that stands between two grids stands above the first one too."""
    known = {_CONTINUED.sub("", block.compact.text) for block in above if isinstance(block, Passage)}
    return all(
        isinstance(block, Passage) and _CONTINUED.sub("", block.compact.text) in known | {""} for block in between
    )


def _is_titled(grid: Grid) -> bool:
    """Whether the first row is a title of its own."""
    first = grid.cells[0][0]
    return first.colspan == grid.width and first.text.endswith("表")


def _boundaries(grid: Grid) -> list[float]:
    """The places of the column rulings, left to right; none where a column has no cell of its own."""
    places: dict[int, float] = {}
    for row in grid.cells:
        for cell in row:
            if cell.box is not None:
                places.setdefault(cell.column, cell.box.x0)
                places.setdefault(cell.column + cell.colspan, cell.box.x1)
    return [places[c] for c in range(grid.width + 1)] if len(places) == grid.width + 1 else []


def _place(places: Sequence[float], x: float) -> int:
    """The number of the place that is within reach of x; -1 for none."""
    nearest = min(range(len(places)), key=lambda at: abs(places[at] - x))
    return nearest if abs(places[nearest] - x) < _ALIGN else -1


def _spread(grid: Grid, places: Sequence[float], wanted: Sequence[float]) -> Grid:
    """The grid with its cells over the columns between the wanted places, which hold all of its own."""
    at = [_place(wanted, x) for x in places]
    moved: dict[int, Cell] = {}
    rows = []
    for row in grid.cells:
        cells: list[Cell] = []
        for c, cell in enumerate(row):
            start, end = at[cell.column], at[cell.column + cell.colspan]
            placed = moved.setdefault(id(cell), replace(cell, column=start, colspan=end - start))
            cells += [placed] * (at[c + 1] - at[c])
        rows.append(tuple(cells))
    return replace(grid, cells=tuple(rows))


def _joined(before: Grid, after: Grid) -> Grid:
    skip = _repeated_header(before, after)
    rows = list(before.cells)
    body = after.cells[skip:]
    if body and _is_torn(rows[-1], body[0]):
        rows = _mended(rows, body[0])
        body = body[1:]
        skip += 1
    shift = len(rows) - skip
    moved: dict[int, Cell] = {}
    for row in body:
        for cell in row:
            moved.setdefault(id(cell), replace(cell, row=max(cell.row, skip) + shift))
    rows += [tuple(moved[id(cell)] for cell in row) for row in body]
    return Grid(tuple(rows), before.pages + after.pages, before.boxes + after.boxes)


def _texts(row: tuple[Cell, ...]) -> tuple[str, ...]:
    return tuple(cell.text for cell in row)


def _repeated_header(before: Grid, after: Grid) -> int:
    """How many first rows of the continuation repeat the table's own first rows."""
    skip = 0
    while skip < min(after.height, before.height) and skip < 5:
        if _texts(before.cells[skip]) != _texts(after.cells[skip]) or not any(_texts(after.cells[skip])):
            break
        skip += 1
    return skip


def _is_torn(last: tuple[Cell, ...], first: tuple[Cell, ...]) -> bool:
    """Whether the break went through a row: all that its lower half prints runs on under full lines."""
    pairs = [(a, b) for a, b in zip(last, first, strict=True) if b.text]
    return bool(pairs) and all(a.colspan == b.colspan and _runs_on(a, b) for a, b in pairs)


def _runs_on(upper: Cell, lower: Cell) -> bool:
    """Whether the text of a cell goes on in the cell below the page break."""
    if not upper.text or upper.box is None or _ITEM.match(lower.text):
        return False
    if _NUMBER.fullmatch(lower.text) and _NUMBER.fullmatch(upper.text):
        return False
    line = upper.passage.lines[-1]
    if line.box is None:
        return False
    # The line above was broken because the next letter had no room.
    room = (upper.box.x1 - upper.box.x0) - (line.box.x1 - line.box.x0)
    return room < 1.2 * line.size + _PADDING


def _mended(rows: list[tuple[Cell, ...]], lower: tuple[Cell, ...]) -> list[tuple[Cell, ...]]:
    """Rows whose last one goes on with the texts of a torn one."""
    whole = {
        id(a): replace(a, passage=Passage.of(a.passage.lines + b.passage.lines))
        for a, b in zip(rows[-1], lower, strict=True)
        if b.text
    }
    return [tuple(whole.get(id(cell), cell) for cell in row) for row in rows]
