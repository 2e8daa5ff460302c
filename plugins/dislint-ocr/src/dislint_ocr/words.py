"""Strips of text on a page: where the model sees text, cut at rulings, and ink that it has overlooked."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from dislint_ocr.characters import text_boxes
from dislint_ocr.lines import Lines
from dislint_ocr.picture import Picture

Strip = tuple[int, int, int, int]
"""Left, top, right, bottom of a line of text, or of its part in a cell, in dots."""
_WIDEST_GAP = 0.09
"""Letters of overlooked ink stand nearer to each other than this, in inches."""
_CUT = 3
"""The model's boxes may cut the tops or feet of letters off by so many dots."""
_SPECK = 6
"""No letter or sign that stands by itself is smaller than so many dots."""
_MOSTLY = 0.6
_NEXT_LINE = 10
"""Boxes whose middles are nearer to each other than so many dots are of one line."""
_MOST = 600
"""Where the model overlooks more pieces of ink than this, they are the grain of a picture."""
_SMALLEST = 0.05
_LARGEST = 0.3
_FLAT = (0.08, 0.01)
"""Letters that are less high than others are broader and higher than this, in inches: a 一 with a frayed edge."""
_STROKE = 0.1
_BESIDE = 1.2
"""Ink that is nearer to a strip than its height by this factor is of its line: a full stop or a space lies between."""
_PAPER = 0.2
"""The model is shown so many inches of paper around ink: what lies further away is blank, and would be looked through for nothing."""


class Strips(NamedTuple):
    """The strips of a page that the model sees, those of other ink of the size of letters, and boxes of ink beside both."""

    seen: list[Strip]
    others: list[Strip]
    strokes: list[Strip]


def find_strips(picture: Picture, letters: Picture, lines: Lines, dpi: float) -> Strips:
    """The strips of a page; ``letters`` is the page's ink without rulings."""
    strips = lines_of([part for box in _seen(picture, letters, dpi) for part in _cut(box, lines)], letters)
    rest = letters.copy()
    for left, top, right, bottom in strips:
        rest[max(top, 0) : bottom, max(left, 0) : right] = 0
    rest[cv2.dilate(lines.ink, np.ones((7, 7), dtype=np.uint8)) > 0] = 0  # The frayed edge of a ruling is no dash.
    others = [part for box in overlooked(rest, dpi) for part in _cut(box, lines)]
    for left, top, right, bottom in others:
        rest[max(top, 0) : bottom, max(left, 0) : right] = 0
    seen, others = with_ends(_whole(_all_tight(strips, letters)), _all_tight(others, letters), lines)
    return Strips(seen, others, strokes_of(rest, dpi))


def with_ends(strips: Sequence[Strip], others: Sequence[Strip], lines: Lines) -> tuple[list[Strip], list[Strip]]:
    """The strips with the ink beside them that the model has cut off (the 一、 before a name), and the ink that stands alone."""
    found, alone = [*strips], []
    for other in sorted(others, key=lambda strip: -strip[0]):  # What begins a line is reached from its right.
        near = [
            (_gap(strip, other), n)
            for n, strip in enumerate(found)
            if strip[1] <= (other[1] + other[3]) / 2 <= strip[3] and not _is_parted(strip, other, lines)
        ]
        gap, place = min(near, default=(math.inf, 0))
        strip = found[place] if near else other
        if gap < _BESIDE * (strip[3] - strip[1]):
            found[place] = (
                min(strip[0], other[0]),
                min(strip[1], other[1]),
                max(strip[2], other[2]),
                max(strip[3], other[3]),
            )
        else:
            alone.append(other)
    return found, alone


def _gap(one: Strip, other: Strip) -> int:
    return max(one[0], other[0]) - min(one[2], other[2])


def _is_parted(one: Strip, other: Strip, lines: Lines) -> bool:
    """Whether a ruling runs down between two strips of a line."""
    left, right = min(one[2], other[2]), max(one[0], other[0])
    middle = (other[1] + other[3]) / 2
    return any(left - 2 < line.place < right + 2 and line.start <= middle <= line.end for line in lines.down)


def _seen(picture: Picture, letters: Picture, dpi: float) -> list[Strip]:
    """The boxes that the model sees, looking at the rows and columns of the page that have ink in or near them."""
    rows, columns = (np.flatnonzero(_near(letters.any(axis=axis), dpi)) for axis in (1, 0))
    if not len(rows):
        return []
    return [
        (_at(columns, left), _at(rows, top), _at(columns, right - 1) + 1, _at(rows, bottom - 1) + 1)
        for left, top, right, bottom in text_boxes(picture[np.ix_(rows, columns)])
    ]


def _at(places: NDArray[np.int64], place: int) -> int:
    return int(places[min(max(place, 0), len(places) - 1)])


def _near(inked: NDArray[np.bool_], dpi: float) -> NDArray[np.uint8]:
    reach = np.ones((2 * int(_PAPER * dpi) + 1, 1), dtype=np.uint8)
    return np.asarray(cv2.dilate(inked.astype(np.uint8).reshape(-1, 1), reach), dtype=np.uint8)


def _all_tight(strips: list[Strip], letters: Picture) -> list[Strip]:
    return [found for strip in strips if (found := _tight(strip, letters)) is not None]


def _whole(strips: list[Strip]) -> list[Strip]:
    """The strips without those whose ink is in another one: ends of the boxes of neighbours, and specks."""
    return [
        strip
        for strip in strips
        if not (_is_speck(strip) or any(other is not strip and _is_end(strip, other) for other in strips))
    ]


def _is_speck(strip: Strip) -> bool:
    return max(strip[2] - strip[0], strip[3] - strip[1]) < _SPECK


def _is_end(strip: Strip, other: Strip) -> bool:
    """Whether most of a strip lies in a wider one."""
    across = min(strip[2], other[2]) - max(strip[0], other[0])
    down = min(strip[3], other[3]) - max(strip[1], other[1])
    width, height = strip[2] - strip[0], strip[3] - strip[1]
    return width < other[2] - other[0] and across > _MOSTLY * width and down > _MOSTLY * height


def is_dash(strip: Strip) -> bool:
    """Whether a strip has the shape of a dash."""
    return strip[2] - strip[0] > 4 * (strip[3] - strip[1])


def _cut(box: Strip, lines: Lines) -> Iterator[Strip]:
    """A box cut where vertical rulings run through it."""
    left, top, right, bottom = box
    middle = (top + bottom) / 2
    places = sorted(
        int(line.place)
        for line in lines.down
        if left + 4 < line.place < right - 4 and line.start - 4 <= middle <= line.end + 4
    )
    for start, end in zip([left, *places], [*places, right], strict=True):
        if end - start > 4:
            yield start, top, end, bottom


def lines_of(strips: list[Strip], letters: Picture) -> list[Strip]:
    """The strips without what they have of the lines above and below: cut where there is least ink between the lines.

    The model's boxes are twice as tall as the letters, so that those of lines set close reach into each other.
    """
    tops, bottoms = ([strip[side] for strip in strips] for side in (1, 3))
    middles = [(top + bottom) // 2 for top, bottom in zip(tops, bottoms, strict=True)]
    order = sorted(range(len(strips)), key=lambda index: middles[index])
    tallest = max((bottom - top for top, bottom in zip(tops, bottoms, strict=True)), default=0)
    for place, upper in enumerate(order):
        for lower in order[place + 1 :]:
            first, second = middles[upper], middles[lower]
            if second > strips[upper][3] + tallest:
                break
            left, right = max(strips[upper][0], strips[lower][0]), min(strips[upper][2], strips[lower][2])
            if left < right and strips[lower][1] < strips[upper][3] and second - first >= _NEXT_LINE:
                cut = first + _emptiest(letters[first:second, left:right])
                bottoms[upper], tops[lower] = min(bottoms[upper], cut), max(tops[lower], cut)
    return [(strip[0], top, strip[2], bottom) for strip, top, bottom in zip(strips, tops, bottoms, strict=True)]


def _emptiest(rows: Picture) -> int:
    """The middle of the longest run of rows with the least ink."""
    amounts = rows.sum(axis=1, dtype=np.int64)
    least = [*np.flatnonzero(amounts == amounts.min())]
    runs: list[list[int]] = []
    for row in least:
        if runs and runs[-1][-1] == row - 1:
            runs[-1].append(int(row))
        else:
            runs.append([int(row)])
    longest = max(runs, key=len)
    return longest[len(longest) // 2]


def overlooked(rest: Picture, dpi: float) -> list[Strip]:
    """Boxes of letters of ink that stand side by side, of the size of print: a lone 0 or a dash in a cell."""
    near = cv2.getStructuringElement(cv2.MORPH_RECT, (max(3, int(_WIDEST_GAP * dpi)), 1))
    count, _, boxes, _ = cv2.connectedComponentsWithStats(cv2.morphologyEx(rest, cv2.MORPH_CLOSE, near))
    found = []
    for label in range(1, count):
        x, y, width, height, area = (int(value) for value in boxes[label])
        tall = _SMALLEST * dpi < height < _LARGEST * dpi
        flat = width > _FLAT[0] * dpi and _FLAT[1] * dpi < height < _LARGEST * dpi
        dash = width > 0.05 * dpi and height > 1 and is_dash((x, y, x + width, y + height))
        if (tall or flat or dash) and area > 12 and width < 8 * dpi:
            found.append((x, y, x + width, y + height))
    return found if len(found) <= _MOST else []


def strokes_of(rest: Picture, dpi: float) -> list[Strip]:
    """Boxes of ink in which no text is sought, from the size of a letter on: strokes of a pen, that may cover print."""
    count, _, boxes, _ = cv2.connectedComponentsWithStats(rest)
    found = [tuple(int(value) for value in box) for box in boxes[1:count] if max(box[2:4]) > _STROKE * dpi]
    return [(x, y, x + width, y + height) for x, y, width, height, _ in found] if len(found) <= _MOST else []


def _tight(strip: Strip, letters: Picture) -> Strip | None:
    """The strip drawn in to the ink in it, or out to the rest of what it cuts off; None where there is none."""
    left, top, right, bottom = (max(value, 0) for value in strip)
    inked = letters[:, left:right].any(axis=1)
    rows = np.flatnonzero(inked[top:bottom])
    if not len(rows):
        return None
    first, last = top + int(rows[0]), top + int(rows[-1])
    while first > max(top - _CUT, 0) and first <= top and inked[first - 1]:
        first -= 1
    while last < min(bottom + _CUT, len(inked)) - 1 and last >= bottom - 1 and inked[last + 1]:
        last += 1
    columns = np.flatnonzero(letters[first : last + 1, left:right].any(axis=0))
    return left + int(columns[0]), first, left + int(columns[-1]) + 1, last + 1


def margin_of(strip: Strip) -> int:
    """The paper to the left and right of a strip that the model is shown with it, in dots."""
    return max(4, (strip[3] - strip[1]) // 5)


def crops(picture: Picture, strips: Sequence[Strip]) -> list[Picture]:
    """The picture of each strip with some paper around it, as the model knows it."""
    height, width = picture.shape
    found = []
    for left, top, right, bottom in strips:
        margin = margin_of((left, top, right, bottom))
        above = max(margin, (24 - (bottom - top)) // 2)
        part = picture[
            max(0, top - above) : min(height, bottom + above), max(0, left - margin) : min(width, right + margin)
        ]
        found.append(np.ascontiguousarray(part))
    return found
