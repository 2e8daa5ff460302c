"""Glyphs sorted out: the print itself apart from watermarks, doubles and blanks."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence

from dislint.layout.model import Anchor, Box
from dislint.readers.model import Glyph

_STRIP = 32.0
"""Places are looked up by strips of the page of this width, in points."""
WATERMARK_RATIO = 2.6
"""Upright letters this many times larger than the page's text may belong to a watermark."""


def body_size(glyphs: Sequence[Glyph]) -> float:
    """The commonest size of upright glyphs, in points; 0.0 on a page without any."""
    sizes = Counter(round(glyph.size, 1) for glyph in glyphs if glyph.upright)
    return sizes.most_common(1)[0][0] if sizes else 0.0


def visible(glyphs: Iterable[Glyph]) -> list[Glyph]:
    """Upright glyphs that print something, each once: overprinted copies (fake bold) are dropped."""
    kept: list[Glyph] = []
    seen: dict[tuple[str, int], list[tuple[float, float]]] = {}
    for glyph in glyphs:
        text = glyph.text
        if not glyph.upright or not text or text.isspace() or glyph.size <= 0:
            continue
        if text[0] < " ":
            continue
        # A copy lies within a fraction of a letter of the first print; a doubled word does not.
        slack = 0.18 * glyph.size
        x0, y0 = glyph.x0, glyph.y0
        if _printed(seen, text, x0, y0, slack):
            continue
        seen.setdefault((text, int(x0 // _STRIP)), []).append((x0, y0))
        kept.append(glyph)
    return kept


def _printed(
    seen: dict[tuple[str, int], list[tuple[float, float]]], text: str, x0: float, y0: float, slack: float
) -> bool:
    """Whether the same text was printed within ``slack`` of a place; ``seen`` keeps places by strips of the page."""
    for strip in range(int((x0 - slack) // _STRIP), int((x0 + slack) // _STRIP) + 1):
        for x, y in seen.get((text, strip), ()):
            if -slack < y - y0 < slack and -slack < x - x0 < slack:
                return True
    return False


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
