"""Headers of tables without column rulings: what words make a cell, and what columns and rows it stands over.

A name may be wrapped; the name of a group stands over the columns of the group, in their middle or at their left;
a column of no group has its name at the height of all levels. A header is understood where its cells, so placed,
cover its rows and columns once each, and no other placing fits about as well.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import combinations, pairwise
from typing import NamedTuple

Span = tuple[float, float]
"""From where to where something reaches along a line."""
Place = tuple[int, int, int, int]
"""Row, column, rowspan, colspan of a cell."""

_WRAP = 0.5
"""Less white than this, in letter sizes, stands between the lines of a wrapped name."""
_LEVEL = 0.25
"""Names of one level stand at one height, to within this share of the letter size."""
_DEPTH = 4
"""So many rows has a header at most."""
_WORDS, _COLUMNS = 80, 40
"""So many names and columns has a header at most."""
_STEPS = 4000
"""A header that takes more steps to find its cells is not understood."""
_COUNT = re.compile(r"[\d=+\-()]{1,12}")
"""The number of a column, in a row of its own under the names."""


class Print(NamedTuple):
    """Words that stand together: their text, squeezed, and where they stand."""

    text: str
    x0: float
    x1: float
    y0: float
    y1: float

    @property
    def middle(self) -> float:
        """The height of its middle."""
        return (self.y0 + self.y1) / 2

    def beside(self, other: Print) -> bool:
        """Whether it shares no vertical with another."""
        return self.x1 <= other.x0 or other.x1 <= self.x0

    def over(self, other: Print) -> bool:
        """Whether it ends above another's beginning."""
        return self.y1 < other.y0 + 0.3 * (other.y1 - other.y0) and self.middle < other.y0


class Header(NamedTuple):
    """A header's cells and the heights between its rows."""

    cells: tuple[Place, ...]
    ys: tuple[float, ...]


class _Box(NamedTuple):
    """A name placed: its number, and its first and last row and column."""

    name: int
    top: int
    bottom: int
    left: int
    right: int


def names(words: Sequence[Print], size: float) -> list[Print]:
    """The names in a header: wrapped lines under one another as one."""
    joined: list[Print] = []
    words = sorted(words, key=lambda word: word.y0)
    whole: dict[int, int] = {}
    for n, word in enumerate(words):
        at = _wrapped(words, n, size)
        if at is None:
            whole[n] = len(joined)
            joined.append(word)
        else:
            whole[n] = whole[at]
            name = joined[whole[at]]
            joined[whole[at]] = Print(
                name.text + word.text, min(name.x0, word.x0), max(name.x1, word.x1), name.y0, word.y1
            )
    return joined


def _wrapped(words: Sequence[Print], n: int, size: float) -> int | None:
    """The word whose next line a word is: close above it, and no group's name over others beside it."""
    word = words[n]
    above = [at for at in range(n) if words[at].over(word) and not words[at].beside(word)]
    near = [at for at in above if word.y0 - words[at].y1 < _WRAP * size]
    if len(near) != 1 or _COUNT.fullmatch(word.text):
        return None
    last = words[near[0]]
    level = (other for other in words if last.over(other) and other.y0 - word.y1 < _WRAP * size)
    others = (other for other in level if not last.beside(other) and not _COUNT.fullmatch(other.text))
    return None if any(other.beside(word) for other in others) else near[0]


def leaves(heads: Sequence[Print], size: float) -> list[Print]:
    """The names that stand over one column each: those that are no group's."""
    return [head for head in heads if not _is_group(head, heads, size)]


def _is_group(head: Print, heads: Sequence[Print], size: float) -> bool:
    under = [other for other in heads if head.over(other)]
    if any(not head.beside(other) for other in under):
        return True
    if any(other.middle < head.middle - _LEVEL * size for other in heads):
        return False
    # In the middle between the two columns of its group it may stand over neither.
    left = max((other for other in heads if other.x1 <= head.x0), key=lambda other: other.x1, default=None)
    right = min((other for other in heads if other.x0 >= head.x1), key=lambda other: other.x0, default=None)
    return any(
        other is not None and other in under and not any(p.over(other) and not p.beside(other) for p in heads)
        for other in (left, right)
    )


def header(heads: Sequence[Print], columns: Sequence[Span], xs: Sequence[float], size: float) -> Header | None:
    """The cells of a header with these names, over columns of print parted at ``xs``; None where it is not clear."""
    own = [_slots(head, xs, size) for head in heads]
    if not heads or len(heads) > _WORDS or len(xs) > _COLUMNS or not all(own):
        return None
    levels, aligned = _levels(heads, size)
    for depth in range(1, _DEPTH + 1):
        placings: list[tuple[_Box, ...]] = []
        for ranges in _ranges(levels, aligned, depth):
            boxes = _boxes(ranges, own, len(xs) - 1)
            for step, placing in enumerate(_placings(boxes, len(heads), depth, len(xs) - 1)):
                if step > _STEPS:
                    return None
                if placing is not None and _heights(placing, heads, depth) is not None:
                    placings.append(placing)
        if placings:
            best = _best(placings, heads, columns, xs, size)
            return None if best is None else _header(best, heads, depth)
    return None


def _slots(head: Print, xs: Sequence[float], size: float) -> range:
    """The columns that a name is printed over."""
    least = min(0.25 * size, 0.5 * (head.x1 - head.x0))
    over = [n for n, (a, b) in enumerate(pairwise(xs)) if min(b, head.x1) - max(a, head.x0) > least]
    return range(over[0], over[-1] + 1) if over else range(0)


class _Aligned(NamedTuple):
    """How names stand in cells of several rows: what of the cell's (first, last) row the names of one height share,
    and how many heights there are in a number of rows."""

    share: Callable[[int, int], int]
    heights: Callable[[int], int]


_IN_THE_MIDDLE = _Aligned(lambda first, last: first + last, lambda depth: 2 * depth - 1)
_AT_THE_TOP = _Aligned(lambda first, _: first, lambda depth: depth)
_AT_THE_BOTTOM = _Aligned(lambda _, last: last, lambda depth: depth)


def _levels(heads: Sequence[Print], size: float) -> tuple[list[int], _Aligned]:
    """The number of the height that each name stands at, by middle, top or bottom, whichever makes fewest."""

    def numbered(heights: Sequence[float]) -> list[int]:
        order = sorted(range(len(heights)), key=heights.__getitem__)
        numbers, level = [0] * len(heights), 0
        for a, b in pairwise(order):
            level += heights[b] - heights[a] > _LEVEL * size
            numbers[b] = level
        return numbers

    ways = (
        (numbered([head.middle for head in heads]), _IN_THE_MIDDLE),
        (numbered([head.y0 for head in heads]), _AT_THE_TOP),
        (numbered([head.y1 for head in heads]), _AT_THE_BOTTOM),
    )
    return min(ways, key=lambda way: max(way[0]))


def _ranges(levels: Sequence[int], aligned: _Aligned, depth: int) -> Iterator[list[list[tuple[int, int]]]]:
    """The first and last rows that each name may have, for each way to give heights to the levels."""
    for heights in combinations(range(aligned.heights(depth)), max(levels) + 1):
        yield [
            [(a, b) for a in range(depth) for b in range(a, depth) if aligned.share(a, b) == heights[level]]
            for level in levels
        ]


def _boxes(ranges: Sequence[Sequence[tuple[int, int]]], own: Sequence[range], width: int) -> Iterator[_Box]:
    """The boxes that each name may have: over its own columns at least, and over none of another's."""
    least = [(max(a for a, _ in rows), min(b for _, b in rows)) for rows in ranges]
    barred = [{(r, c) for r in range(a, b + 1) for c in columns} for (a, b), columns in zip(least, own, strict=True)]
    for n, (rows, columns) in enumerate(zip(ranges, own, strict=True)):
        others = set().union(*(cells for m, cells in enumerate(barred) if m != n))
        for top, bottom in rows:
            free = [not any((r, c) in others for r in range(top, bottom + 1)) for c in range(width)]
            if not all(free[c] for c in columns):
                continue
            start = next((c + 1 for c in range(columns.start - 1, -1, -1) if not free[c]), 0)
            stop = next((c for c in range(columns.stop, width) if not free[c]), width)
            for left in range(start, columns.start + 1):
                yield from (_Box(n, top, bottom, left, right) for right in range(columns.stop - 1, stop))


def _placings(boxes: Iterable[_Box], count: int, depth: int, width: int) -> Iterator[tuple[_Box, ...] | None]:
    """The ways to cover all rows and columns once with a box for each of ``count`` names, each under one name only.

    Yields None at each step that leads to no such way, so that one can give up.
    """
    corners: dict[int, list[tuple[int, _Box]]] = defaultdict(list)
    for box in boxes:
        row = (1 << (box.right + 1)) - (1 << box.left)
        cells = sum(row << (r * width) for r in range(box.top, box.bottom + 1))
        corners[cells & -cells].append((cells, box))

    def cover(free: int, names: int, placed: tuple[_Box, ...]) -> Iterator[tuple[_Box, ...] | None]:
        yield placed if not free and not names else None
        for cells, box in corners.get(free & -free, ()):
            if cells & free == cells and names >> box.name & 1 and _is_nested(box, placed):
                yield from cover(free & ~cells, names & ~(1 << box.name), (*placed, box))

    yield from cover((1 << (depth * width)) - 1, (1 << count) - 1, ())


def _is_nested(box: _Box, placed: Sequence[_Box]) -> bool:
    """Whether a box stands in the first row, or under one box alone."""
    return not box.top or any(
        above.bottom == box.top - 1 and above.left <= box.left and box.right <= above.right for above in placed
    )


def _heights(placing: Sequence[_Box], heads: Sequence[Print], depth: int) -> list[float] | None:
    """The heights between the rows; None where a row is without names or names of different rows overlap."""
    ys = []
    for row in range(1, depth):
        upper = max((heads[box.name].y1 for box in placing if box.bottom < row), default=None)
        lower = min((heads[box.name].y0 for box in placing if box.top >= row), default=None)
        if upper is None or lower is None or upper > lower:
            return None
        ys.append((upper + lower) / 2)
    return ys


def _best(
    placings: Sequence[tuple[_Box, ...]],
    heads: Sequence[Print],
    columns: Sequence[Span],
    xs: Sequence[float],
    size: float,
) -> tuple[_Box, ...] | None:
    """The placing in which the names stand best over their columns; None where another fits about as well."""

    def at_left(box: _Box) -> float:
        return abs(heads[box.name].x0 - columns[box.left][0])

    def in_the_middle(box: _Box) -> float:
        return abs(heads[box.name].x0 + heads[box.name].x1 - xs[box.left] - xs[box.right + 1]) / 2

    ranked = [
        sorted(((sum(map(misfit, placing)), placing) for placing in placings), key=lambda pair: pair[0])
        for misfit in (at_left, in_the_middle)
    ]
    best, *others = min(ranked, key=lambda ranking: ranking[0][0])
    return None if others and others[0][0] < best[0] + 0.5 * size else best[1]


def _header(placing: Sequence[_Box], heads: Sequence[Print], depth: int) -> Header:
    """The cells; rows between which no group is divided are one, but for numbers of columns and the like."""
    ys = _heights(placing, heads, depth) or []
    kept = [row for row in range(1, depth) if _is_divided(placing, heads, row)]
    row_of = [sum(row >= first for first in kept) for row in range(depth)]
    cells = {
        (row_of[box.top], box.left, row_of[box.bottom] - row_of[box.top] + 1, box.right - box.left + 1)
        for box in placing
    }
    return Header(tuple(sorted(cells)), tuple(ys[row - 1] for row in kept))


def _is_divided(placing: Sequence[_Box], heads: Sequence[Print], row: int) -> bool:
    above = {(box.left, box.right) for box in placing if box.bottom == row - 1}
    below = [box for box in placing if box.top == row]
    return any((box.left, box.right) not in above or _COUNT.fullmatch(heads[box.name].text) for box in below)
