"""Words that nobody sees where the page prints other figures: what lies under a number that was written over."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from dislint.blocks import Anchor, Beneath, Box
from dislint.layout.lines import Run, runs
from dislint.readers.model import Glyph
from dislint.text import fold

_OVERLAP = 0.4
"""Letters share a place where they overlap by this share of the narrower one."""


def beneath(hidden: Sequence[Glyph], lines: Iterable[tuple[Run, int]], page: int) -> tuple[Beneath, ...]:
    """The hidden words that lie where other figures are printed; ``lines`` are the lines of the page with their numbers."""
    found: list[Beneath] = []
    if not any(_is_figure(glyph) for glyph in hidden):
        return ()
    lines = list(lines)
    for words in runs(glyph for glyph in hidden if glyph.upright):
        for line, number in lines:
            middle = (line.y0 + line.y1) / 2
            if words.y0 < middle < words.y1 and line.x0 < words.x1 and words.x0 < line.x1:
                found += _compared(words, line, number, page)
    return tuple(found)


def _compared(words: Run, line: Run, number: int, page: int) -> Iterator[Beneath]:
    shared = [(under, over) for under in words.glyphs for over in line.glyphs if _meet(under, over)]
    figures = [(under, over) for under, over in shared if _is_figure(under) and _is_figure(over)]
    if not any(fold(under.text) != fold(over.text) for under, over in figures):
        return
    if _digits(words.glyphs) in _digits(line.glyphs):
        return  # The same words, a little moved: a shadow, or the layer that makes a scan searchable.
    places = [at for at, glyph in enumerate(line.glyphs) if any(over is glyph for _, over in shared)]
    printed = line.glyphs[places[0] : places[-1] + 1]
    column = 1 + sum(len(glyph.text) for glyph in line.glyphs[: places[0]])
    box = Box(printed[0].x0, line.y0, printed[-1].x1, line.y1)
    yield Beneath(_text(words.glyphs), Anchor(page, number, column, _text(printed), ((page, box),)))


def _meet(under: Glyph, over: Glyph) -> bool:
    shared = min(under.x1, over.x1) - max(under.x0, over.x0)
    return shared > _OVERLAP * min(under.x1 - under.x0, over.x1 - over.x0)


def _is_figure(glyph: Glyph) -> bool:
    return glyph.text.isdecimal()


def _digits(glyphs: Iterable[Glyph]) -> str:
    return "".join(fold(glyph.text) for glyph in glyphs if _is_figure(glyph))


def _text(glyphs: Iterable[Glyph]) -> str:
    return "".join(glyph.text for glyph in glyphs)
