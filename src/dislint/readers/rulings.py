"""Rulings out of rectangles: what counts as a line of a table."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from dislint.readers.model import Glyph, Ruling

THIN = 3.0
"""A filled rectangle thinner than this, in points, is a drawn line."""


class Clip(NamedTuple):
    """The box of what is shown; ``exact``: all of the box is."""

    x0: float
    y0: float
    x1: float
    y1: float
    exact: bool = True

    def within(self, points: Sequence[tuple[float, float]], exact: bool) -> Clip:
        """What an outline shows of it; ``exact`` says that the outline is a rectangle."""
        xs, ys = [x for x, _ in points], [y for _, y in points]
        x0, y0, x1, y1, whole = self
        return Clip(max(x0, min(xs)), max(y0, min(ys)), min(x1, max(xs)), min(y1, max(ys)), whole and exact)


def rect_rulings(box: Ruling) -> tuple[Ruling, ...]:
    """The line that a thin rectangle is, along its middle; nothing for a rectangle with a body."""
    width, height = box.x1 - box.x0, box.y1 - box.y0
    if height < THIN and width > height:
        middle = (box.y0 + box.y1) / 2
        return (Ruling(box.x0, middle, box.x1, middle),)
    if width < THIN:
        middle = (box.x0 + box.x1) / 2
        return (Ruling(middle, box.y0, middle, box.y1),)
    return ()


def path_rulings(points: Sequence[tuple[float, float]], stroke: bool, fill: bool) -> tuple[list[Ruling], Ruling | None]:
    """The rulings that a painted run of straight lines gives, and the background that it fills."""
    if len(points) < 2:
        return [], None
    background = None
    if fill and len(points) >= 4:
        xs, ys = [p[0] for p in points], [p[1] for p in points]
        box = Ruling(min(xs), min(ys), max(xs), max(ys))
        thin = rect_rulings(box)
        if thin:
            return list(thin), None
        background = box
    if not stroke:
        return [], background
    return [
        Ruling(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))
        for (x0, y0), (x1, y1) in pairwise(points)
        if abs(x0 - x1) < THIN or abs(y0 - y1) < THIN
    ], background


def clipped(ruling: Ruling, clip: Clip) -> Ruling | None:
    """What of a ruling the clip shows; a ruling on the clip's very edge is still seen."""
    x0, y0, x1, y1 = ruling
    left, top, right, bottom = clip.x0 - 1, clip.y0 - 1, clip.x1 + 1, clip.y1 + 1
    if left <= x0 <= x1 <= right and top <= y0 <= y1 <= bottom:
        return ruling
    x0, y0, x1, y1 = max(x0, left), max(y0, top), min(x1, right), min(y1, bottom)
    return Ruling(x0, y0, x1, y1) if x0 <= x1 and y0 <= y1 else None


def shows(clip: Clip, glyph: Glyph) -> bool:
    """Whether the clip shows the middle of a glyph."""
    return clip.x0 <= (glyph.x0 + glyph.x1) / 2 <= clip.x1 and clip.y0 <= (glyph.y0 + glyph.y1) / 2 <= clip.y1
