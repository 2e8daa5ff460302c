"""Captions inside a grid: title, number, department and unit printed as the first rows of the table itself."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from dislint.blocks import Block, Cell, Grid
from dislint.numbers import parse_figure

_MOST = 6
"""So many rows above the header hold captions at most."""
_TITLE = re.compile(r"\D.{0,58}表(?:\(续\))?")
_FORM = re.compile(r"绩效|自评|评价|目标")
"""Forms of the annexes have their titles inside, and are read with them."""
_ACCOUNTS = re.compile(r"决算|预算")
_MARK = re.compile(
    r"(?:公开|附?表|财决)\d{1,2}表?|(?:编制|填报)?(?:单位|部门)(?:名称)?:.*|(?:金额)?单位:.*元|\d{4}年度?|续?表"
)


def lift_captions(blocks: Iterable[Block]) -> Iterator[Block]:
    """The blocks, with captions that are rows of a grid as passages above it."""
    for block in blocks:
        count = _caption_rows(block) if isinstance(block, Grid) else 0
        if isinstance(block, Grid) and count:
            yield from (cell.passage for row in block.cells[:count] for cell in _printed(row))
            block = _without(block, count)
        yield block


def _printed(row: Iterable[Cell]) -> list[Cell]:
    """The cells of a row that print something, each once."""
    return list({id(cell): cell for cell in row if cell.text}.values())


def _caption_rows(grid: Grid) -> int:
    """How many first rows are a title with its captions; 0 where no title of accounts is among them."""
    count, title = 0, ""
    for n, row in enumerate(grid.cells[:_MOST], 1):
        texts = [cell.text for cell in _printed(row)]
        if len(texts) == 1 and not title and _TITLE.fullmatch(texts[0]) and not _MARK.fullmatch(texts[0]):
            title = texts[0]
        elif texts and not _is_captions(texts):
            break
        if texts:
            count = n
    through = any(cell.row + cell.rowspan > count for row in grid.cells[:count] for cell in row)
    if through or count == grid.height or _FORM.search(title) or not _ACCOUNTS.search(title):
        return 0
    return count


def _is_captions(texts: list[str]) -> bool:
    """Whether a row holds a number, department, unit or year, and no amount; a name may stand beside its label."""
    return (
        len(texts) <= 4
        and any(map(_MARK.fullmatch, texts))
        and not any(parse_figure(text) is not None for text in texts)
    )


def _without(grid: Grid, count: int) -> Grid:
    """The grid from a row on."""
    moved: dict[int, Cell] = {}
    rows = [[moved.setdefault(id(cell), replace(cell, row=cell.row - count)) for cell in row] for row in grid.cells]
    return replace(grid, cells=tuple(map(tuple, rows[count:])))
