"""Grids continued over pages, as one."""

from __future__ import annotations

from dataclasses import replace

from dislint.layout.model import Block, Cell, Grid, Passage

_ALIGN = 6.0
"""Column rulings of a continued table differ by less than this, in points."""


def join_grids(blocks: list[Block]) -> list[Block]:
    """Joins a grid to the one before it where nothing stands between them but the page break."""
    joined: list[Block] = []
    for block in blocks:
        before = joined[-1] if joined else None
        if isinstance(block, Grid) and isinstance(before, Grid) and _continues(before, block):
            joined[-1] = _joined(before, block)
        else:
            joined.append(block)
    return joined


def _continues(before: Grid, after: Grid) -> bool:
    if not before.pages or not after.pages or after.pages[0] != before.pages[-1] + 1:
        return False
    if before.width != after.width:
        return False
    last, first = before.boxes[-1][1], after.boxes[0][1]
    return abs(last.x0 - first.x0) < _ALIGN and abs(last.x1 - first.x1) < _ALIGN


def _joined(before: Grid, after: Grid) -> Grid:
    skip = _repeated_header(before, after)
    rows = list(before.cells)
    body = after.cells[skip:]
    if body and _splits_row(rows[-1], body[0]):
        rows[-1] = _merged_row(rows[-1], body[0])
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


def _splits_row(last: tuple[Cell, ...], first: tuple[Cell, ...]) -> bool:
    """Whether the break went through a row: its continuation has words only where names are, no numbers."""
    filled = [cell for cell in first if cell.text]
    if not filled or any(any(char.isdigit() for char in cell.text) for cell in filled):
        return False
    if len({id(cell) for cell in filled}) != 1 or filled[0].colspan > 1:
        return False
    at = first.index(filled[0])
    above = last[at]
    # A wrapped name runs on in its own column, under an unfinished name.
    return bool(above.text) and any(c.text for c in last if c is not above) and len(filled[0].text) <= 4


def _merged_row(last: tuple[Cell, ...], first: tuple[Cell, ...]) -> tuple[Cell, ...]:
    return tuple(
        replace(a, passage=Passage.of(a.passage.lines + b.passage.lines)) if b.text else a
        for a, b in zip(last, first, strict=True)
    )
