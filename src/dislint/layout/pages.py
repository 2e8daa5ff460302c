"""Pages taken apart: the lines outside tables, the grids with their cells."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from dislint.blocks import Box, Cell, Grid, Line, PageInfo, Passage
from dislint.layout.alignment import Ahead, aligned_tables, one_cell
from dislint.layout.beneath import beneath
from dislint.layout.glyphs import visible, watermarks
from dislint.layout.grids import Frame, Frames, filled_frames, frames
from dislint.layout.lines import Run, in_columns, line_of, runs
from dislint.readers.model import Glyph, Sheet

CONTENTS = 20
"""The contents stand on one of so many first pages."""
SCAN = 0.5
"""A page without letters whose images cover at least this share of it is a scan."""


_Letters = dict[tuple[int, int], list[Glyph]]
"""Glyphs by the (row, column) of the elementary place that they lie in."""


class PagePrint(NamedTuple):
    """One page taken apart: lines outside grids, and grids with their top edge.

    ``ahead`` is the table without rulings, or the title, that may go on; ``continued`` says that it is a table that
    came from the page before, ``lost`` that what came from there was not understood.
    """

    info: PageInfo
    lines: tuple[Line, ...]
    grids: tuple[Grid, ...]
    ahead: Ahead | None = None
    continued: bool = False
    lost: bool = False


def taken_apart(sheets: Iterable[Sheet]) -> Iterator[PagePrint]:
    """The pages taken apart.

    A table without rulings that reaches the end of its page is held back until it is known how it goes on: half
    of it would add up to nothing.
    """
    held: list[tuple[Sheet, Ahead | None, PagePrint]] = []
    for sheet in sheets:
        before = held[-1][2].ahead if held else None
        page = _page(sheet, before)
        if page.lost:
            yield from (_page(other, above, whole=False) for other, above, _ in held)
            held = []
            page = _page(sheet, None)
        elif not page.continued:
            yield from (done for _, _, done in held)
            held = []
        held.append((sheet, before, page))
        if page.ahead is None:
            yield from (done for _, _, done in held)
            held = []
    yield from (done for _, _, done in held)


def _page(sheet: Sheet, before: Ahead | None, whole: bool = True) -> PagePrint:
    """A page taken apart; ``before`` is what may go on at its top.

    Not ``whole``: the table that goes on from its end was not understood there, and is not read here.
    """
    glyphs = visible(sheet.glyphs)
    found = frames(sheet.rulings)
    found = sorted([*found, *filled_frames(sheet.fills, found)], key=lambda frame: frame.ys[0])
    inside: list[_Letters] = [{} for _ in found]
    free = runs(_sort_in(glyphs, found, inside))
    aligned = aligned_tables(free, sheet.rulings, found, before)
    tables = list(aligned.frames)
    if tables and not whole:
        tables[-1] = one_cell(tables[-1].xs, tables[-1].ys)
    if tables:
        found = sorted([*found, *tables], key=lambda frame: frame.ys[0])
        inside = [{} for _ in found]
        free = runs(_sort_in(glyphs, found, inside))
    elif sheet.number <= CONTENTS:
        free = in_columns(free) or free
    cell_runs = [_cell_runs(frame, letters) for frame, letters in zip(found, inside, strict=True)]
    in_cells = [run for cells in cell_runs for run_list in cells.values() for run in run_list]
    numbers = _line_numbers(free, in_cells)
    lines = tuple(line_of(run, sheet.number, numbers[id(run)]) for run in free)
    grids = tuple(_grid(frame, cells, sheet.number, numbers) for frame, cells in zip(found, cell_runs, strict=True))
    info = PageInfo(
        sheet.number,
        sheet.width,
        sheet.height,
        marks=watermarks(sheet.number, sheet.glyphs),
        scanned=(not glyphs and sheet.images >= SCAN) or sheet.unread is not None,
        empty=not glyphs and sheet.images < SCAN and not found,
        beneath=beneath(sheet, ((run, numbers[id(run)]) for run in (*free, *in_cells))),
        recognised=sheet.recognised,
        doubts=sheet.doubts,
        skew=sheet.skew,
        unread=sheet.unread,
    )
    return PagePrint(info, lines, grids, aligned.ahead, aligned.continued, aligned.lost)


def _sort_in(glyphs: list[Glyph], found: list[Frame], inside: list[_Letters]) -> list[Glyph]:
    """Sorts glyphs into the places of the first frame that holds their middle; returns those outside all."""
    if not found:
        return glyphs
    outside: list[Glyph] = []
    near = Frames(found)
    for glyph in glyphs:
        x, y = (glyph.x0 + glyph.x1) / 2, (glyph.y0 + glyph.y1) / 2
        for number in near.at(y):
            place = found[number].locate(x, y)
            if place is not None:
                inside[number].setdefault(place, []).append(glyph)
                break
        else:
            outside.append(glyph)
    return outside


def _cell_runs(frame: Frame, letters: _Letters) -> dict[tuple[int, int], list[Run]]:
    """The lines in each cell, by the cell's place."""
    cells: _Letters = {}
    for r, c, down, across in frame.cells:
        places = ((r + i, c + j) for i in range(down) for j in range(across))
        found = [glyph for place in places for glyph in letters.get(place, ())]
        if found:
            cells[r, c] = found
    return {place: runs(cell) for place, cell in cells.items()}


def _line_numbers(*groups: Iterable[Run]) -> dict[int, int]:
    """Numbers the lines of a page top to bottom; prints side by side share a number."""
    numbers: dict[int, int] = {}
    number, bottom = 0, -1.0
    for run in sorted((run for group in groups for run in group), key=lambda r: (r.y0 + r.y1) / 2):
        middle = (run.y0 + run.y1) / 2
        if middle > bottom:
            number += 1
            bottom = middle + 0.5 * (run.y1 - run.y0)
        numbers[id(run)] = number
    return numbers


def _grid(frame: Frame, cells: dict[tuple[int, int], list[Run]], page: int, numbers: dict[int, int]) -> Grid:
    height, width = len(frame.ys) - 1, len(frame.xs) - 1
    rows: list[list[Cell | None]] = [[None] * width for _ in range(height)]
    for r, c, down, across in frame.cells:
        lines = [line_of(run, page, numbers[id(run)]) for run in cells.get((r, c), ())]
        box = Box(frame.xs[c], frame.ys[r], frame.xs[c + across], frame.ys[r + down])
        cell = Cell(r, c, down, across, Passage.of(lines), page, box)
        for i in range(down):
            for j in range(across):
                rows[r + i][c + j] = cell
    return Grid(tuple(tuple(cell for cell in row if cell is not None) for row in rows), (page,), ((page, frame.box),))
