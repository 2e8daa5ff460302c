"""Glyphs sorted out: the print itself apart from watermarks, doubles and blanks."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

from dislint.blocks import Anchor, Box
from dislint.readers.model import Glyph


def visible(glyphs: Iterable[Glyph]) -> list[Glyph]:
    """Upright glyphs that print something."""
    return [
        glyph
        for glyph in glyphs
        if glyph.upright and glyph.size > 0 and (text := glyph.text) and text[0] >= " " and not text.isspace()
    ]


def watermarks(number: int, glyphs: Iterable[Glyph]) -> tuple[Anchor, ...]:
    """The words of turned letters, in the order they were drawn along their baseline."""
    words: list[list[Glyph]] = []
    for glyph in glyphs:
        if glyph.upright or glyph.text.isspace() or not math.isfinite(glyph.x0 + glyph.x1 + glyph.y0 + glyph.y1):
            continue
        if words and _follows(words[-1][-1], glyph):
            words[-1].append(glyph)
        else:
            words.append([glyph])
    return tuple(_mark(number, word) for word in words)


def _follows(before: Glyph, after: Glyph) -> bool:
    if abs(before.size - after.size) > 0.1 * before.size:
        return False
    dx = (after.x0 + after.x1 - before.x0 - before.x1) / 2
    dy = (after.y0 + after.y1 - before.y0 - before.y1) / 2
    return math.hypot(dx, dy) < 2.2 * max(before.size, 1.0)


def _mark(number: int, word: Sequence[Glyph]) -> Anchor:
    box = Box(min(g.x0 for g in word), min(g.y0 for g in word), max(g.x1 for g in word), max(g.y1 for g in word))
    return Anchor(number, 1, 1, "".join(g.text for g in word), ((number, box),))
