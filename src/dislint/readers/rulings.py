"""Rulings out of rectangles: what counts as a line of a table."""

from __future__ import annotations

from dislint.readers.model import Ruling

THIN = 3.0
"""A filled rectangle thinner than this, in points, is a drawn line."""


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
