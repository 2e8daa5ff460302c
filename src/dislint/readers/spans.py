"""Grids out of rows of cells that span rows and columns, as HTML and Word write them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from dislint.blocks import Cell, Grid, Passage
from dislint.readers.model import UnreadableError

_LARGEST = 200_000


def check_size(height: int, width: int) -> None:
    """Raises UnreadableError for a table of more places than any report has."""
    if height * width > _LARGEST:
        raise UnreadableError(
            "E004",
            f"有一张表超过 {_LARGEST} 格，不像报告，未检查",
            f"a table of more than {_LARGEST} places, no report: not checked",
        )


class SpannedCell(NamedTuple):
    """A cell in source order: its text, how many rows and columns it covers."""

    passage: Passage
    rowspan: int = 1
    colspan: int = 1


def grid_of(rows: Sequence[Sequence[SpannedCell]]) -> Grid | None:
    """Places cells as a browser does: each in the first free column of its row. None for no rows.

    Raises UnreadableError for a table that is too large.
    """
    places: dict[tuple[int, int], Cell] = {}
    for r, row in enumerate(rows):
        c = 0
        for spanned in row:
            while (r, c) in places:
                c += 1
            down = min(spanned.rowspan, len(rows) - r)
            check_size(len(rows), c + spanned.colspan)
            cell = Cell(r, c, down, spanned.colspan, spanned.passage)
            for i in range(down):
                for j in range(spanned.colspan):
                    places.setdefault((r + i, c + j), cell)
            c += spanned.colspan
    if not places:
        return None
    width = max(c for _, c in places) + 1
    empty = Passage.of(())
    return Grid(
        tuple(tuple(places.get((r, c)) or Cell(r, c, 1, 1, empty) for c in range(width)) for r in range(len(rows)))
    )
