"""Layout: from the glyphs and rulings of pages to passages and grids in reading order."""

from __future__ import annotations

from itertools import accumulate

from dislint.blocks import Block, Grid, Layout, Line
from dislint.layout.captions import lift_captions
from dislint.layout.furniture import split_furniture
from dislint.layout.joining import join_grids
from dislint.layout.pages import PagePrint, taken_apart
from dislint.layout.paragraphs import margins, paragraphs
from dislint.layout.spreads import without_spread
from dislint.readers.model import Flow, Reading


def compose(reading: Reading) -> Layout:
    """Lays a reading out; unpaged documents come laid out by their reader."""
    if isinstance(reading, Flow):
        return Layout(tuple(lift_captions(reading.blocks)), (), reading.marks)
    pages = split_furniture(list(taken_apart(map(without_spread, reading.sheets))))
    return Layout(
        tuple(_in_order(pages)),
        tuple(page.info for page in pages),
        tuple(mark for page in pages for mark in page.info.marks),
    )


def _in_order(pages: list[PagePrint]) -> list[Block]:
    """Blocks of all pages in reading order; paragraphs and grids run on over page breaks."""
    blocks: list[Block] = []
    pending: list[Line] = []
    edges = margins((page.info.number, page.info.width, page.lines) for page in pages)
    for page in pages:
        # Where there are two columns of print, what follows in the second follows the end of the first.
        tops = accumulate((line.box.y0 if line.box else 0.0 for line in page.lines), max)
        items: list[tuple[float, Line | Grid]] = list(zip(tops, page.lines, strict=True))
        items += [(grid.boxes[0][1].y0, grid) for grid in page.grids]
        for _, item in sorted(items, key=lambda pair: pair[0]):
            if isinstance(item, Grid):
                blocks.extend(paragraphs(pending, edges))
                pending = []
                blocks.append(item)
            else:
                pending.append(item)
    blocks.extend(paragraphs(pending, edges))
    return join_grids(list(lift_captions(blocks)))
