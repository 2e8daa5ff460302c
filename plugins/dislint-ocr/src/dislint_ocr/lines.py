"""The rulings of tables in a picture: long straight runs of ink that meet each other."""

from __future__ import annotations

from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from dislint_ocr.picture import Picture

_RUN = 0.19
"""A ruling has straight runs of so many inches; strokes of letters in running text are shorter."""
_GAP = 0.08
"""A ruling may be broken by gaps of so many inches."""
_THICKEST = 0.04
_SLOPE = 0.02
"""What a line may rise or fall by after the page was straightened, as a share of its length."""
_SHORT = 0.5
"""Strokes of the letters of titles are no longer than this, in inches."""
_REACH = 0.06
"""Rulings meet where they come as near to each other as this, in inches."""


class Segment(NamedTuple):
    """A horizontal or vertical line in dots: along x or y from ``start`` to ``end``, at ``place`` across."""

    place: float
    start: float
    end: float


class Part(NamedTuple):
    """Dots of a picture: from x and y on, where ``dots`` says so."""

    x: int
    y: int
    dots: NDArray[np.bool_]


class Lines(NamedTuple):
    """The rulings of a page, and the picture of their ink."""

    across: tuple[Segment, ...]
    down: tuple[Segment, ...]
    ink: Picture


def find_lines(ink: Picture, dpi: float) -> Lines:
    """The rulings of a page: lines that meet others."""
    level, upright = _found(ink, dpi), _found(np.ascontiguousarray(ink.T), dpi)
    reach = _REACH * dpi
    across = [segment for segment, _ in level if _meets(segment, [other for other, _ in upright], dpi)]
    down = [segment for segment, _ in upright if _meets(segment, across, dpi)]
    across = [segment for segment in across if _meets(segment, down, dpi)]
    down, across = _fixed(down, across, dpi), _fixed(across, down, dpi)
    drawn = np.zeros_like(ink)
    _draw(level, across, drawn)
    _draw(upright, down, drawn.T)
    return Lines(
        tuple(_joined(segment, down, reach) for segment in across),
        tuple(_joined(segment, across, reach) for segment in down),
        drawn,
    )


def _found(ink: Picture, dpi: float) -> list[tuple[Segment, Part]]:
    """The straight horizontal runs of ink, each with the dots that it covers."""
    bridge = cv2.getStructuringElement(cv2.MORPH_RECT, (max(3, int(_GAP * dpi)), 1))
    run = cv2.getStructuringElement(cv2.MORPH_RECT, (int(_RUN * dpi), 1))
    # A little taller first: a line that is not quite level steps from row to row.
    tall = cv2.dilate(ink, cv2.getStructuringElement(cv2.MORPH_RECT, (1, 2)))
    straight = cv2.morphologyEx(cv2.morphologyEx(tall, cv2.MORPH_OPEN, run), cv2.MORPH_CLOSE, bridge)
    count, labels, boxes, _ = cv2.connectedComponentsWithStats(straight, connectivity=8)
    found = []
    for label in range(1, count):
        x, y, width, height, area = (int(value) for value in boxes[label])
        if area / width <= _THICKEST * dpi + 4 and height <= _THICKEST * dpi + 4 + width * _SLOPE:
            part = np.asarray(labels[y : y + height, x : x + width] == label, dtype=np.bool_)
            found.append((Segment(y + height / 2, x, x + width), Part(x, y, part)))
    return found


def _draw(found: list[tuple[Segment, Part]], kept: list[Segment], picture: Picture) -> None:
    """Draws the ink of the lines that are kept."""
    for segment, (x, y, dots) in found:
        if segment in kept:
            height, width = dots.shape
            picture[y : y + height, x : x + width][dots] = 255


def _meets(segment: Segment, others: list[Segment], dpi: float) -> bool:
    """Whether a line meets at least two others; short ones that meet short ones are the strokes of a letter (国)."""
    reach, short = _REACH * dpi, _SHORT * dpi
    met = {
        round(other.place / reach)
        for other in others
        if max(segment.end - segment.start, other.end - other.start) > short
        and segment.start - reach <= other.place <= segment.end + reach
        and other.start - reach <= segment.place <= other.end + reach
    }
    return len(met) >= 2


def _fixed(segments: list[Segment], others: list[Segment], dpi: float) -> list[Segment]:
    """The lines without short ones with a loose end, unless they are pieces of a broken line: strokes of a pen over a table."""
    reach = _REACH * dpi

    def is_loose(segment: Segment) -> bool:
        met = [other.place for other in others if other.start - reach <= segment.place <= other.end + reach]
        return not all(any(abs(place - end) <= reach for place in met) for end in segment[1:])

    def is_piece(segment: Segment) -> bool:
        return any(other is not segment and abs(other.place - segment.place) < reach / 2 for other in segments)

    return [
        segment
        for segment in segments
        if segment.end - segment.start > _SHORT * dpi or not is_loose(segment) or is_piece(segment)
    ]


def _joined(segment: Segment, others: list[Segment], reach: float) -> Segment:
    """The line with its ends moved to the lines that it meets there."""
    place, start, end = segment
    crossing = [other.place for other in others if other.start - reach <= place <= other.end + reach]
    start = min((at for at in crossing if abs(at - start) <= reach), key=lambda at: abs(at - start), default=start)
    end = min((at for at in crossing if abs(at - end) <= reach), key=lambda at: abs(at - end), default=end)
    return Segment(place, start, end)
