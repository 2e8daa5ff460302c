"""Glyphs as every engine makes them: em boxes set on the baseline, since fonts' own ascents cannot be trusted."""

from __future__ import annotations

from dislint.readers.model import Glyph

ASCENT, DESCENT = 0.88, 0.12
"""The em box about the baseline, as East Asian fonts draw it."""
LIGATURES = {"⸺": "——", "ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl"}
"""Single glyphs that print several characters."""

Matrix = tuple[float, float, float, float, float, float]


def turned(
    text: str,
    matrix: Matrix,
    x: float,
    y: float,
    advance: float,
    fontsize: float,
    size: float,
    height: float,
    font: str,
) -> Glyph:
    """A glyph of turned text at (x, y) under the matrix: the box about its turned em box."""
    a, b, c, d, e, f = matrix
    corners = [
        (a * u + c * v + e, b * u + d * v + f)
        for u in (x, x + advance)
        for v in (y - DESCENT * fontsize, y + ASCENT * fontsize)
    ]
    xs, ys = [p[0] for p in corners], [height - p[1] for p in corners]
    return Glyph(text, min(xs), min(ys), max(xs), max(ys), size, False, font)
