"""Grids out of rulings: edges, their crossings, the cells between them, merged cells, the text in them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from heapq import heappop, heappush
from typing import NamedTuple

from dislint.blocks import Box
from dislint.readers.model import Ruling
from dislint.readers.spans import check_size

SNAP = 2.5
"""Rulings closer than this, in points, are one line."""
JOIN = 3.5
"""Rulings whose ends are closer than this touch."""


_OPEN = 6.0
"""Column rulings that reach this far, in points, beyond the first or last row's ruling are a row's left open."""
_BAND = 50.0
"""Frames are looked for in bands of the page so high, in points."""
_FEWEST = 6
"""So few backgrounds make no table."""


class Segment(NamedTuple):
    """A ruling along one axis: ``at`` across it, from ``start`` to ``end`` along it."""

    at: float
    start: float
    end: float


_Spans = dict[float, list[tuple[float, float]]]
"""From where to where rulings reach, by their place across."""


class Frame(NamedTuple):
    """A ruled grid without its text: the places of its rows and columns, and the cells.

    ``cells`` holds (row, column, rowspan, colspan) of each cell.
    """

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    cells: tuple[tuple[int, int, int, int], ...]

    @property
    def box(self) -> Box:
        """The frame's outline."""
        return Box(self.xs[0], self.ys[0], self.xs[-1], self.ys[-1])

    def overlaps(self, other: Frame) -> bool:
        """Whether two frames share some of the page."""
        a, b = self.box, other.box
        return a.x0 < b.x1 and b.x0 < a.x1 and a.y0 < b.y1 and b.y0 < a.y1

    def locate(self, x: float, y: float) -> tuple[int, int] | None:
        """The (row, column) of elementary places that a point lies in; None outside."""
        xs, ys, _ = self
        if not (ys[0] - 1 <= y <= ys[-1] + 1 and xs[0] - 1 <= x <= xs[-1] + 1):
            return None
        # Within the outer rulings: a point on the frame's edge lies in the outermost place.
        return bisect_right(ys, y, 1, len(ys) - 1) - 1, bisect_right(xs, x, 1, len(xs) - 1) - 1


def frames(rulings: Sequence[Ruling]) -> list[Frame]:
    """The ruled grids of a page, top to bottom: at least two cells each."""
    rows, columns = _segments(rulings)
    found = []
    for part_rows, part_columns in _components(rows, columns):
        frame = _frame(part_rows, part_columns)
        if frame is not None:
            found.append(frame)
    return sorted(_outermost(found), key=lambda frame: (frame.ys[0], frame.xs[0]))


def filled_frames(fills: Sequence[Ruling], ruled: Sequence[Frame]) -> list[Frame]:
    """The grids that backgrounds of cells show where no rulings do: nearly every cell has one of its own."""
    if len(fills) < _FEWEST:
        return []
    sides, among = [side for fill in fills for side in _sides(fill)], Frames(ruled)
    return [
        frame
        for frame in frames(sides)
        if len(frame.xs) > 2 and len(frame.cells) >= _FEWEST and _is_backed(frame, fills) and not among.meets(frame)
    ]


def _sides(fill: Ruling) -> tuple[Ruling, ...]:
    x0, y0, x1, y1 = fill
    return Ruling(x0, y0, x1, y0), Ruling(x0, y1, x1, y1), Ruling(x0, y0, x0, y1), Ruling(x1, y0, x1, y1)


def _is_backed(frame: Frame, fills: Sequence[Ruling]) -> bool:
    """Whether nine of ten cells are one background each."""
    own = {
        place
        for fill in fills
        if (place := frame.locate((fill.x0 + fill.x1) / 2, (fill.y0 + fill.y1) / 2)) is not None
        and fill.x1 - fill.x0 < 0.9 * (frame.xs[-1] - frame.xs[0])
    }
    backed = sum(
        any((r + i, c + j) in own for i in range(down) for j in range(across)) for r, c, down, across in frame.cells
    )
    return backed >= 0.9 * len(frame.cells)


def _outermost(found: list[Frame]) -> list[Frame]:
    """Frames that do not lie within another (a box drawn in a cell is no table)."""
    near = Frames(found)
    kept = []
    for frame in found:
        x0, y0, x1, y1 = frame.box
        inside = any(
            other is not frame
            and other.xs[0] - SNAP <= x0
            and other.ys[0] - SNAP <= y0
            and x1 <= other.xs[-1] + SNAP
            and y1 <= other.ys[-1] + SNAP
            and len(other.cells) > len(frame.cells)
            for other in (found[n] for n in near.at(y0))
        )
        if not inside:
            kept.append(frame)
    return kept


class Frames:
    """The frames of a page, by the height at which they lie."""

    def __init__(self, frames: Sequence[Frame]) -> None:
        self._frames = frames
        self._bands: dict[int, list[int]] = defaultdict(list)
        for number, frame in enumerate(frames):
            for band in _bands(frame):
                self._bands[band].append(number)

    def at(self, y: float) -> Sequence[int]:
        """The numbers of the frames that may lie at a height, in order."""
        return self._bands.get(int(y // _BAND), ())

    def meets(self, frame: Frame) -> bool:
        """Whether one of the frames shares some of the page with another."""
        numbers = (number for band in _bands(frame) for number in self._bands.get(band, ()))
        return any(frame.overlaps(self._frames[number]) for number in numbers)


def _bands(frame: Frame) -> range:
    return range(int((frame.ys[0] - SNAP) // _BAND), int((frame.ys[-1] + SNAP) // _BAND) + 1)


def _segments(rulings: Iterable[Ruling]) -> tuple[list[Segment], list[Segment]]:
    rows: _Spans = defaultdict(list)
    columns: _Spans = defaultdict(list)
    for x0, y0, x1, y1 in rulings:
        if x1 - x0 >= y1 - y0:
            rows[(y0 + y1) / 2].append((x0, x1))
        else:
            columns[(x0 + x1) / 2].append((y0, y1))
    return _merged(rows), _merged(columns)


def _merged(spans: _Spans) -> list[Segment]:
    """Rulings on one line whose ends touch, as one."""
    clusters: dict[float, list[tuple[float, float]]] = defaultdict(list)
    places = _snapped([at for at, there in spans.items() for _ in there])
    for at, there in spans.items():
        clusters[places[_nearest(places, at)]] += there
    merged = []
    for place, cluster in clusters.items():
        cluster.sort()
        start, end = cluster[0]
        for first, last in cluster:
            if first > end + JOIN:
                merged.append(Segment(place, start, end))
                start, end = first, last
            elif last > end:
                end = last
        merged.append(Segment(place, start, end))
    return [segment for segment in merged if segment.end - segment.start > SNAP]


def _snapped(values: Sequence[float]) -> list[float]:
    """Places, with those closer than SNAP to their neighbour made one."""
    places: list[float] = []
    group: list[float] = []
    for value in sorted(values):
        if group and value - group[-1] > SNAP:
            places.append(sum(group) / len(group))
            group = []
        group.append(value)
    if group:
        places.append(sum(group) / len(group))
    return places


def _nearest(places: Sequence[float], value: float) -> int:
    at = bisect_right(places, value)
    if at == len(places):
        return at - 1
    if at and value - places[at - 1] <= places[at] - value:
        return at - 1
    return at


def _components(rows: list[Segment], columns: list[Segment]) -> list[tuple[list[Segment], list[Segment]]]:
    """Rulings grouped by crossing one another."""
    parent = list(range(len(rows) + len(columns)))

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    for i, j in crossings(rows, columns):
        parent[root(i)] = root(len(rows) + j)
    groups: dict[int, tuple[list[Segment], list[Segment]]] = defaultdict(lambda: ([], []))
    for i, row in enumerate(rows):
        groups[root(i)][0].append(row)
    for j, column in enumerate(columns):
        groups[root(len(rows) + j)][1].append(column)
    return [group for group in groups.values() if len(group[0]) >= 2 and group[1]]


def crossings(rows: list[Segment], columns: list[Segment]) -> Iterator[tuple[int, int]]:
    """The rows and columns that cross or touch: from top to bottom, among the columns that reach the row."""
    beginning = sorted(range(len(columns)), key=lambda j: columns[j].start)
    reaching: list[tuple[float, int]] = []  # The columns that have begun, by their place.
    ends: list[tuple[float, float, int]] = []
    begun = 0
    for i in sorted(range(len(rows)), key=lambda i: rows[i].at):
        row = rows[i]
        while begun < len(beginning) and columns[beginning[begun]].start - JOIN <= row.at:
            j = beginning[begun]
            insort(reaching, (columns[j].at, j))
            heappush(ends, (columns[j].end + JOIN, columns[j].at, j))
            begun += 1
        while ends and ends[0][0] < row.at:
            _, at, j = heappop(ends)
            del reaching[bisect_left(reaching, (at, j))]
        first = bisect_left(reaching, (row.start - JOIN, -1))
        for at, j in reaching[first:]:
            if at > row.end + JOIN:
                break
            yield i, j


def _frame(rows: list[Segment], columns: list[Segment]) -> Frame | None:
    ys = _snapped([*(row.at for row in rows), *_open_ends(rows, columns)])
    left, right = min(row.start for row in rows), max(row.end for row in rows)
    # Tables without outer verticals still end where their horizontal rules end.
    xs = _snapped([column.at for column in columns] + [left, right])
    if len(xs) < 2 or len(ys) < 2 or (len(xs) - 1) * (len(ys) - 1) < 2:
        return None
    check_size(len(ys) - 1, len(xs) - 1)
    edges = _Edges(xs, ys, rows, columns)
    return Frame(tuple(xs), tuple(ys), tuple(_cells(edges, len(ys) - 1, len(xs) - 1)))


def _open_ends(rows: list[Segment], columns: list[Segment]) -> list[float]:
    """Where most column rulings end beyond the last row's ruling: a row that a page break left open."""
    top, bottom = min(row.at for row in rows), max(row.at for row in rows)
    above = [column.start for column in columns if top - column.start > _OPEN]
    below = [column.end for column in columns if column.end - bottom > _OPEN]
    return [sorted(ends)[len(ends) // 2] for ends in (above, below) if len(ends) > 2 and 2 * len(ends) > len(columns)]


class _Edges:
    """Which sides of the elementary places are ruled."""

    def __init__(self, xs: list[float], ys: list[float], rows: list[Segment], columns: list[Segment]) -> None:
        self.below = [[False] * (len(xs) - 1) for _ in ys]
        for row in rows:
            at = _nearest(ys, row.at)
            for c in range(len(xs) - 1):
                if _covers(row, xs[c], xs[c + 1]):
                    self.below[at][c] = True
        self.right = [[False] * len(xs) for _ in range(len(ys) - 1)]
        for column in columns:
            at = _nearest(xs, column.at)
            for r in range(len(ys) - 1):
                if _covers(column, ys[r], ys[r + 1]):
                    self.right[r][at] = True


def _covers(segment: Segment, start: float, end: float) -> bool:
    return min(segment.end, end) - max(segment.start, start) > 0.6 * (end - start)


def _cells(edges: _Edges, height: int, width: int) -> list[tuple[int, int, int, int]]:
    """Cells as the largest rectangles of places that no ruling divides."""
    taken = [[False] * width for _ in range(height)]
    cells = []
    for r in range(height):
        for c in range(width):
            if taken[r][c]:
                continue
            across = 1
            while c + across < width and not taken[r][c + across] and not edges.right[r][c + across]:
                across += 1
            down = 1
            while r + down < height and _open(edges, r + down, c, across):
                down += 1
            for i in range(r, r + down):
                for j in range(c, c + across):
                    taken[i][j] = True
            cells.append((r, c, down, across))
    return cells


def _open(edges: _Edges, row: int, column: int, across: int) -> bool:
    """Whether the places of a row continue the cell above them, with no ruling between or within."""
    if any(edges.below[row][column + k] for k in range(across)):
        return False
    return not any(edges.right[row][column + k] for k in range(1, across))
