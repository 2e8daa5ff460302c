"""Doubtful digits of scanned tables, read as the sums of the table have them.

The arithmetic of a report is a checksum: it may choose between the readings that the recogniser itself thinks possible,
and only where one choice alone mends all that is broken around it and breaks nothing that holds. It never corrects a
report: a digit of which the recogniser is sure, or a value that is none of its readings, stays as it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice, product
from typing import NamedTuple

from dislint.blocks import Anchor, Box, Cell, Doubt, Grid, Layout, Line, PageInfo, Passage, Settled
from dislint.checks.isolate import components
from dislint.checks.model import Check, Outcome
from dislint.checks.requirements import breaks_with, holds_with
from dislint.checks.suspects import members_of
from dislint.numbers import Interval, parse_figure
from dislint.structure.model import Fact

_MOST = 64
"""So many readings of one figure are tried."""

_Doubts = Mapping[int, Sequence[Doubt]]
"""The doubtful characters by page."""


class _Choice(NamedTuple):
    """Another reading of a figure: the doubtful digits that it is made of, each with what it is taken for."""

    fact: Fact
    digits: tuple[tuple[Doubt, str], ...]
    text: str


def settle(layout: Layout, checks: Sequence[Check]) -> Layout:
    """The layout with the doubtful digits that its sums single out; itself where there are none."""
    doubts = {page.number: found for page in layout.pages if (found := [*filter(_is_open, page.doubts)])}
    broken = [check for check in checks if check.outcome is Outcome.FAILS and check.in_tables] if doubts else []
    if not broken:
        return layout
    members = members_of(broken)
    held = members_of([check for check in checks if check.outcome is not Outcome.FAILS], only=members)
    chosen = []
    for component in components(broken, members):
        choices = [*_mending(component, doubts, held)]
        if len(choices) == 1:
            chosen += choices
    return _read_again(layout, chosen) if chosen else layout


def _is_open(doubt: Doubt) -> bool:
    return doubt.text.isdecimal() and any(other.isdecimal() for other in doubt.others)


def _mending(broken: Sequence[Check], doubts: _Doubts, held: Mapping[Anchor, list[Check]]) -> Iterator[_Choice]:
    """The readings each of which mends all of these checks and breaks none of those that hold."""
    for operand in broken[0].operands:  # What mends all stands in each of them.
        anchor, fact = operand.anchor, operand.fact
        if fact is None or not all(any(other.anchor == anchor for other in check.operands) for check in broken):
            continue
        for choice, value in _readings(fact, doubts):
            mends = all(holds_with(check, anchor, value, {}) for check in broken)
            if mends and not any(breaks_with(check, anchor, value, {}) for check in held.get(anchor, ())):
                yield choice


def _readings(fact: Fact, doubts: _Doubts) -> Iterator[tuple[_Choice, Interval]]:
    """The other readings of a figure, with their values."""
    found = [doubt for doubt in doubts.get(fact.cell.page or 0, ()) if _place(fact.cell.passage, doubt) is not None]
    options = [(doubt.text, *filter(str.isdecimal, doubt.others)) for doubt in found]
    for digits in islice(product(*options), 1, _MOST) if found else ():  # The first is the figure as it was read.
        read = [(doubt, digit) for doubt, digit in zip(found, digits, strict=True) if doubt.text != digit]
        cell = _with(fact.cell, read)
        figure = parse_figure(cell.text, fact.table.unit)
        if figure is not None:
            yield _Choice(fact, tuple(read), cell.text), figure.interval


def _place(passage: Passage, doubt: Doubt) -> tuple[int, int] | None:
    """Which line of a passage, and which of its letters, a doubtful character is."""
    x, y = (doubt.box.x0 + doubt.box.x1) / 2, (doubt.box.y0 + doubt.box.y1) / 2
    for number, line in enumerate(passage.lines):
        if line.box is not None and line.box.y0 <= y <= line.box.y1:
            for at, ((start, end), letter) in enumerate(zip(line.extents, line.text, strict=False)):
                if start <= x <= end and letter == doubt.text:
                    return number, at
    return None


def _with(cell: Cell, digits: Sequence[tuple[Doubt, str]]) -> Cell:
    """A cell with other digits."""
    lines: list[Line] = list(cell.passage.lines)
    for doubt, digit in digits:
        place = _place(cell.passage, doubt)
        if place is not None:
            number, at = place
            text = lines[number].text
            lines[number] = replace(lines[number], text=f"{text[:at]}{digit}{text[at + 1 :]}")
    return replace(cell, passage=Passage.of(lines, cell.passage.level))


def _read_again(layout: Layout, chosen: Sequence[_Choice]) -> Layout:
    """The layout with other digits in its grids, and the pages that say which."""
    digits: dict[int, list[tuple[Doubt, str]]] = {}
    settled: dict[int, list[Settled]] = {}
    for choice in chosen:
        page = choice.fact.cell.page or 0
        digits.setdefault(page, []).extend(choice.digits)
        settled.setdefault(page, []).append(Settled(choice.fact.anchor(), choice.fact.cell.text, choice.text))
    blocks = tuple(_grid(block, digits) if isinstance(block, Grid) else block for block in layout.blocks)
    pages = tuple(
        _page(page, digits[page.number], settled[page.number]) if page.number in digits else page
        for page in layout.pages
    )
    return replace(layout, blocks=blocks, pages=pages)


def _grid(grid: Grid, digits: Mapping[int, Sequence[tuple[Doubt, str]]]) -> Grid:
    known: dict[int, Cell] = {}  # A merged cell stays one.
    for cell in {id(cell): cell for row in grid.cells for cell in row}.values():
        here = [(doubt, digit) for doubt, digit in digits.get(cell.page or 0, ()) if _place(cell.passage, doubt)]
        known[id(cell)] = _with(cell, here) if here else cell
    return replace(grid, cells=tuple(tuple(known[id(cell)] for cell in row) for row in grid.cells))


def _page(page: PageInfo, digits: Sequence[tuple[Doubt, str]], settled: Sequence[Settled]) -> PageInfo:
    """A page whose digits were chosen: they stay in doubt, as what rests on them should be looked at."""
    taken: dict[tuple[str, Box], str] = {(doubt.text, doubt.box): digit for doubt, digit in digits}
    doubts = tuple(
        Doubt(digit, doubt.box, (doubt.text, *(other for other in doubt.others if other != digit)))
        if (digit := taken.get((doubt.text, doubt.box)))
        else doubt
        for doubt in page.doubts
    )
    return replace(page, doubts=doubts, settled=(*page.settled, *settled))
