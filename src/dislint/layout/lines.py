"""Lines of print out of glyphs, by where they stand on the page, not by when they were drawn."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from dislint.layout.model import Box, Line
from dislint.readers.model import Glyph

GAP = 0.45
"""White space wider than this share of the letter size stands for a space between words."""
BREAK = 2.2
"""A gap wider than this share of the letter size may separate columns of print."""


class Run(NamedTuple):
    """Glyphs of one line, left to right."""

    glyphs: tuple[Glyph, ...]
    x0: float
    y0: float
    x1: float
    y1: float
    size: float


def _run(glyphs: list[Glyph]) -> Run:
    glyphs.sort(key=lambda g: g.x0)
    return Run(
        tuple(glyphs),
        min([g.x0 for g in glyphs]),
        min([g.y0 for g in glyphs]),
        max([g.x1 for g in glyphs]),
        max([g.y1 for g in glyphs]),
        _common_size(glyphs),
    )


def _common_size(glyphs: list[Glyph]) -> float:
    """The size of most of the letters: one larger word makes no heading of a line."""
    sizes = [g.size for g in glyphs]
    size = sizes[0]
    return size if sizes.count(size) * 2 > len(sizes) else Counter(sizes).most_common(1)[0][0]


def runs(glyphs: Sequence[Glyph]) -> list[Run]:
    """Glyphs grouped into lines, top to bottom.

    A glyph belongs to the line whose middle it overlaps; small raised or lowered glyphs (superscripts,
    amounts set a little off) join the line that they overlap most.
    """
    lines: list[list[Glyph]] = []
    bands: list[tuple[float, float]] = []
    # Large glyphs first: they set the bands that small ones join.
    for glyph in sorted(glyphs, key=lambda g: (g.y0 + g.y1) / 2):
        _, _, y0, _, y1, *_ = glyph
        middle = (y0 + y1) / 2
        home = -1
        for at in range(len(lines) - 1, max(-1, len(lines) - 4), -1):
            top, bottom = bands[at]
            if not (top < middle < bottom and y0 < (top + bottom) / 2 < y1):
                continue
            overlap = min(bottom, y1) - max(top, y0)
            if overlap > 0.5 * min(bottom - top, y1 - y0):
                home = at
                break
        if home < 0:
            lines.append([glyph])
            bands.append((y0, y1))
        else:
            lines[home].append(glyph)
            top, bottom = bands[home]
            # The band follows the line's larger letters only.
            if y1 - y0 > bottom - top:
                bands[home] = (y0, y1)
    return sorted((_run(line) for line in lines), key=lambda r: ((r.y0 + r.y1) / 2, r.x0))


def line_of(run: Run, page: int, number: int) -> Line:
    """A run as a line; a space is put in where the page shows a gap between words."""
    text: list[str] = []
    extents: list[tuple[float, float]] = []
    spread = _letter_spacing(run)
    bold = 0
    previous: Glyph | None = None
    for glyph in run.glyphs:
        if previous is not None and glyph.x0 - previous.x1 > spread + GAP * max(glyph.size, previous.size):
            text.append(" ")
            extents.append((previous.x1, glyph.x0))
        for char in glyph.text:
            text.append(char)
            extents.append((glyph.x0, glyph.x1))
        bold += _is_bold(glyph.font)
        previous = glyph
    box = Box(run.x0, run.y0, run.x1, run.y1)
    return Line("".join(text), page, number, 1, box, tuple(extents), run.size, bold * 2 > len(run.glyphs))


@lru_cache(maxsize=256)
def _is_bold(font: str) -> bool:
    return "bold" in font.lower() or "hei" in font.lower()


def _letter_spacing(run: Run) -> float:
    """The gap that stands between most letters of a letter-spaced line; 0.0 in a common line."""
    gaps = sorted([b.x0 - a.x1 for a, b in zip(run.glyphs, run.glyphs[1:], strict=False)])
    return max(gaps[len(gaps) // 2], 0.0) if gaps else 0.0
