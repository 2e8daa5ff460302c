"""Grids out of rows of cells that span rows and columns, as HTML and Word write them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from dislint.layout.model import Cell, Grid, Passage

_LARGEST = 200_000
"""A table of more places than this is no report's."""


class SpannedCell(NamedTuple):
    """A cell in source order: its text, how many rows and columns it covers."""

    passage: Passage
    rowspan: int = 1
    colspan: int = 1


def grid_of(rows: Sequence[Sequence[SpannedCell]]) -> Grid | None:
    """Places cells as a browser does: each in the first free column of its row. None for no rows."""
    places: dict[tuple[int, int], Cell] = {}
    for r, row in enumerate(rows):
        c = 0
        for spanned in row:
            while (r, c) in places:
                c += 1
            down = min(spanned.rowspan, len(rows) - r)
            cell = Cell(r, c, down, spanned.colspan, spanned.passage)
            for i in range(down):
                for j in range(spanned.colspan):
                    places.setdefault((r + i, c + j), cell)
            c += spanned.colspan
            if len(places) > _LARGEST:
                return None
    if not places:
        return None
    width = max(c for _, c in places) + 1
    empty = Passage.of(())
    return Grid(
        tuple(tuple(places.get((r, c)) or Cell(r, c, 1, 1, empty) for c in range(width)) for r in range(len(rows)))
    )
