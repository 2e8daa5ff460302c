"""Figures that share their place with other words or a picture: what lies under a number that was written over.

Words that nobody sees where the page prints other figures; figures under a picture; figures printed over one another.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from operator import sub

from dislint.blocks import Anchor, Beneath, Box, Layer
from dislint.layout.lines import COPY, Run, runs
from dislint.readers.model import Glyph, Sheet
from dislint.text import fold

_OVERLAP = 0.4
"""Letters share a place where they overlap by this share of the narrower one."""
_ONE_LINE = 0.5
"""Letters stand on one line where their tops differ by less than this share of their size."""


def beneath(sheet: Sheet, lines: Iterable[tuple[Run, int]]) -> tuple[Beneath, ...]:
    """The places of a page where figures do not stand alone; ``lines`` are its lines with their numbers."""
    lines = list(lines)
    return tuple(
        chain(_unseen(sheet.hidden, lines, sheet.number), _pictured(sheet, lines), _overprinted(lines, sheet.number))
    )


def _unseen(hidden: Sequence[Glyph], lines: Sequence[tuple[Run, int]], page: int) -> Iterator[Beneath]:
    """The hidden words that lie where other figures are printed."""
    if not any(_is_figure(glyph) for glyph in hidden):
        return
    for words in runs(glyph for glyph in hidden if glyph.upright):
        for line, number in lines:
            middle = (line.y0 + line.y1) / 2
            if words.y0 < middle < words.y1 and line.x0 < words.x1 and words.x0 < line.x1:
                yield from _compared(words, line, number, page)


def _compared(words: Run, line: Run, number: int, page: int) -> Iterator[Beneath]:
    shared = [(under, over) for under in words.glyphs for over in line.glyphs if _meet(under, over)]
    figures = [(under, over) for under, over in shared if _is_figure(under) and _is_figure(over)]
    if not any(fold(under.text) != fold(over.text) for under, over in figures):
        return
    if _digits(words.glyphs) in _digits(line.glyphs):
        return  # The same words, a little moved: a shadow, or the layer that makes a scan searchable.
    places = [at for at, glyph in enumerate(line.glyphs) if any(over is glyph for _, over in shared)]
    yield Beneath(_text(words.glyphs), _anchor(line, places[0], places[-1], page, number))


def _pictured(sheet: Sheet, lines: Sequence[tuple[Run, int]]) -> Iterator[Beneath]:
    """The figures that a picture covers, by lines."""
    covered = {id(glyph) for glyph in sheet.covered}
    for line, number in lines if covered else ():
        places = [at for at, glyph in enumerate(line.glyphs) if id(glyph) in covered]
        if places:
            at = _anchor(line, places[0], places[-1], sheet.number, number)
            yield Beneath(at.text, at, Layer.PICTURE)


def _overprinted(lines: Sequence[tuple[Run, int]], page: int) -> Iterator[Beneath]:
    """Figures printed over other ones; copies of a letter are no longer in its line."""
    for line, number in lines:
        x0 = [glyph.x0 for glyph in line.glyphs]
        if min(map(sub, x0[1:], x0), default=line.size) >= COPY * line.size:
            continue
        places = [at for at in range(1, len(x0)) if _are_over(line.glyphs[at - 1], line.glyphs[at])]
        if places:
            first, last = _around(line, places[0] - 1, places[-1])
            below, above = _parted(line.glyphs[first : last + 1])
            yield Beneath(_text(above), _anchor(line, first, last, page, number, _text(below)), Layer.OVER)


def _are_over(one: Glyph, other: Glyph) -> bool:
    return (
        _is_figure(one)
        and _is_figure(other)
        and fold(one.text) != fold(other.text)
        and other.x0 - one.x0 < COPY * min(one.size, other.size)
        and abs(one.y0 - other.y0) < _ONE_LINE * min(one.size, other.size)
    )


def _around(line: Run, first: int, last: int) -> tuple[int, int]:
    """The whole of the numbers that begin at one place and end at another."""
    while first and _is_of_number(line.glyphs[first - 1]):
        first -= 1
    while last + 1 < len(line.glyphs) and _is_of_number(line.glyphs[last + 1]):
        last += 1
    return first, last


def _parted(glyphs: Iterable[Glyph]) -> tuple[list[Glyph], list[Glyph]]:
    """Two rows of letters that lie over one another; a letter that stands alone between others is of both (a point)."""
    places: list[list[Glyph]] = []
    for glyph in glyphs:
        if places and glyph.x0 - places[-1][0].x0 < COPY * glyph.size:
            places[-1].append(glyph)
        else:
            places.append([glyph])
    shared = [at for at, place in enumerate(places) if len(place) > 1]
    return [place[0] for place in places], [place[-1] for place in places[shared[0] : shared[-1] + 1]]


def _anchor(line: Run, first: int, last: int, page: int, number: int, text: str = "") -> Anchor:
    printed = line.glyphs[first : last + 1]
    column = 1 + sum(len(glyph.text) for glyph in line.glyphs[:first])
    box = Box(printed[0].x0, line.y0, max(glyph.x1 for glyph in printed), line.y1)
    return Anchor(page, number, column, text or _text(printed), ((page, box),))


def _meet(under: Glyph, over: Glyph) -> bool:
    shared = min(under.x1, over.x1) - max(under.x0, over.x0)
    return shared > _OVERLAP * min(under.x1 - under.x0, over.x1 - over.x0)


def _is_figure(glyph: Glyph) -> bool:
    return glyph.text.isdecimal()


def _is_of_number(glyph: Glyph) -> bool:
    return glyph.text.isdecimal() or glyph.text in ",.，．"


def _digits(glyphs: Iterable[Glyph]) -> str:
    return "".join(fold(glyph.text) for glyph in glyphs if _is_figure(glyph))


def _text(glyphs: Iterable[Glyph]) -> str:
    return "".join(glyph.text for glyph in glyphs)
