"""What every document is made of: passages of text and grids of cells, each with its place."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum
from typing import NamedTuple

from dislint.language import Text
from dislint.text import Compact, compact


class Box(NamedTuple):
    """A rectangle in points, origin at the page's top left, as the page is shown (after /Rotate)."""

    x0: float
    y0: float
    x1: float
    y1: float


@dataclass(frozen=True, slots=True)
class Anchor:
    """A place in the report: page (None in unpaged documents), line and column from 1, words, boxes.

    ``line`` is the line on the page in paged documents, the line of the file in unpaged ones.
    ``boxes`` holds one (page, box) for each line that the words touch; empty without geometry.
    """

    page: int | None
    line: int
    column: int
    text: str
    boxes: tuple[tuple[int, Box], ...] = ()

    @property
    def box(self) -> Box | None:
        """The box of the first line of the words."""
        return self.boxes[0][1] if self.boxes else None


@dataclass(frozen=True, slots=True)
class Line:
    """A line of print: its text, where it stands, and (in paged documents) each character's x extent."""

    text: str
    page: int | None
    number: int
    column: int = 1
    box: Box | None = None
    extents: tuple[tuple[float, float], ...] = ()
    size: float = 0.0
    bold: bool = False


def _is_latin(char: str) -> bool:
    return char.isascii() and char.isalpha()


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph, a heading, or the text of a cell: lines that belong together, and their joined text.

    Offsets given to its methods are offsets in ``compact.text``.
    ``level`` is the outline level where the format itself states one (Word headings, <h1>), else None.
    """

    lines: tuple[Line, ...]
    text: str
    starts: tuple[int, ...]
    compact: Compact
    level: int | None = None

    @classmethod
    def of(cls, lines: Sequence[Line], level: int | None = None) -> Passage:
        """Joins lines; a space is put only between two Latin words."""
        text, starts = "", []
        for line in lines:
            if text and line.text and _is_latin(text[-1]) and _is_latin(line.text[0]):
                text += " "
            starts.append(len(text))
            text += line.text
        return cls(tuple(lines), text, tuple(starts), compact(text), level)

    def anchor(self, start: int = 0, end: int | None = None) -> Anchor:
        """The place of the words ``compact.text[start:end]``."""
        index = self.compact.index
        if not index or not self.lines:
            line = self.lines[0] if self.lines else Line("", None, 1)
            return Anchor(line.page, line.number, line.column, self.text)
        start = min(max(start, 0), len(index) - 1)
        end = len(index) if end is None else min(max(end, start + 1), len(index))
        first, last = index[start], index[end - 1] + 1
        boxes: list[tuple[int, Box]] = []
        place: Line | None = None
        column = 1
        for line, begin in zip(self.lines, self.starts, strict=True):
            a, b = max(first - begin, 0), min(last - begin, len(line.text))
            if a >= b:
                continue
            if place is None:
                place, column = line, line.column + a
            if line.page is not None and line.box is not None:
                x0, x1 = line.box.x0, line.box.x1
                if line.extents:
                    x0, x1 = line.extents[a][0], line.extents[b - 1][1]
                boxes.append((line.page, Box(x0, line.box.y0, x1, line.box.y1)))
        place = place or self.lines[0]
        return Anchor(place.page, place.number, column, self.text[first:last], tuple(boxes))


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a grid: its place (from 0), its spans, its text; empty cells have an empty passage."""

    row: int
    column: int
    rowspan: int
    colspan: int
    passage: Passage
    page: int | None = None
    box: Box | None = None

    @property
    def text(self) -> str:
        """Folded text without white space."""
        return self.passage.compact.text

    def anchor(self) -> Anchor:
        """The place of its words; of the cell itself where it is empty."""
        if self.passage.lines:
            return self.passage.anchor()
        boxes = ((self.page, self.box),) if self.page is not None and self.box is not None else ()
        return Anchor(self.page, 1, self.column + 1, "", boxes)


@dataclass(frozen=True, slots=True)
class Grid:
    """A table as found on the page or pages: ``cells[r][c]`` covers row r, column c; a merged cell
    stands at each place it covers (the same object)."""

    cells: tuple[tuple[Cell, ...], ...]
    pages: tuple[int, ...] = ()
    boxes: tuple[tuple[int, Box], ...] = ()

    @property
    def height(self) -> int:
        """Number of rows."""
        return len(self.cells)

    @property
    def width(self) -> int:
        """Number of columns."""
        return len(self.cells[0]) if self.cells else 0


Block = Passage | Grid


class Doubt(NamedTuple):
    """A character recognised in a picture that may be another one: where it stands, what else it may be.

    Without ``text``: ink that was not read.
    """

    text: str
    box: Box
    others: tuple[str, ...] = ()


class Settled(NamedTuple):
    """A figure recognised in a picture of whose readings the sums of its table chose one: its place, as it was read first,
    as it is taken."""

    anchor: Anchor
    read: str
    taken: str


class Layer(Enum):
    """How words lie in the place of others: unseen, under a picture, printed over them."""

    UNSEEN = "unseen"
    PICTURE = "picture"
    OVER = "over"


@dataclass(frozen=True, slots=True)
class Beneath:
    """Words in one place with others: figures that are printed, and what else is there.

    UNSEEN: ``printed`` are the figures that are seen. PICTURE: they are read, though a picture is seen in their place.
    OVER: both are printed, and neither can be read for sure.
    """

    words: str
    printed: Anchor
    layer: Layer = Layer.UNSEEN


@dataclass(frozen=True, slots=True)
class PageInfo:
    """A page: its number from 1, its size in points as read, what is printed on it.

    ``furniture`` holds page numbers, running headers and footers: kept out of the blocks.
    ``marks`` holds watermarks: kept out of lines and cells, each as its words and a box.
    ``scanned`` says that the page shows an image and has no text layer. ``recognised`` says that what is printed on it
    was recognised in its picture; ``doubts`` are the characters that were not sure, ``skew`` is by how many degrees the
    picture was turned, anticlockwise, before it was read (lines run down or on their heads: by quarters as well): all
    places, and the size, are of the turned one. ``settled`` are figures that
    sums chose among the readings of. ``unread`` says why its picture was not read.
    """

    number: int
    width: float
    height: float
    furniture: tuple[Line, ...] = ()
    marks: tuple[Anchor, ...] = ()
    scanned: bool = False
    empty: bool = False
    beneath: tuple[Beneath, ...] = ()
    recognised: bool = False
    doubts: tuple[Doubt, ...] = ()
    settled: tuple[Settled, ...] = ()
    skew: float = 0.0
    unread: Text | None = None

    @property
    def quarters(self) -> int:
        """By how many quarters of a circle the picture was turned; the rest of the turn set its lines straight."""
        return round(self.skew / 90)

    @property
    def shown(self) -> tuple[float, float]:
        """Width and height in points as shown."""
        return (self.height, self.width) if self.quarters % 2 else (self.width, self.height)


class Printed(NamedTuple):
    """A line of print and the number of the block that it stands in."""

    block: int
    line: Line


@dataclass(frozen=True, slots=True)
class Layout:
    """A report laid out: pages (none in unpaged documents) and blocks in reading order."""

    blocks: tuple[Block, ...]
    pages: tuple[PageInfo, ...] = ()
    marks: tuple[Anchor, ...] = field(default=())
    _lines: dict[tuple[int | None, int], list[Printed]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def at(self, anchor: Anchor) -> Sequence[Printed]:
        """The print on the line of an anchor, in reading order: cells of a row, or columns side by side, are several."""
        if not self._lines:
            for number, block in enumerate(self.blocks):
                for line in lines_of(block):
                    self._lines.setdefault((line.page, line.number), []).append(Printed(number, line))
        return self._lines.get((anchor.page, anchor.line), ())


def as_shown(anchor: Anchor, pages: Mapping[int, PageInfo]) -> Anchor:
    """An anchor's boxes where the words stand on the page as it is shown, if that was turned to be read.

    A long box becomes several, each of which drifts from the line by half its height at most.
    """
    if not any(page in pages and pages[page].skew for page, _ in anchor.boxes):
        return anchor
    boxes = [(page, part) for page, box in anchor.boxes for part in _turned_back(box, pages.get(page))]
    return replace(anchor, boxes=tuple(boxes))


def _turned_back(box: Box, page: PageInfo | None) -> Iterator[Box]:
    if page is None or not page.skew:
        yield box
        return
    width, height = box.x1 - box.x0, box.y1 - box.y0
    drift = width * abs(math.sin(math.radians(page.skew - 90 * page.quarters)))
    parts = max(1, math.ceil(drift / max(height / 2, 1)))
    across, down = width / parts / 2, height / 2
    for part in range(parts):
        x, y = point_as_shown(box.x0 + (2 * part + 1) * across, box.y0 + down, page)
        half, tall = (down, across) if page.quarters % 2 else (across, down)
        yield Box(x - half, y - tall, x + half, y + tall)


def point_as_shown(x: float, y: float, page: PageInfo) -> tuple[float, float]:
    """Where a point of a page that was turned to be read is on the page as it is shown."""
    sine, cosine = math.sin(math.radians(page.skew)), math.cos(math.radians(page.skew))
    across, down = x - page.width / 2, y - page.height / 2
    width, height = page.shown
    return width / 2 + cosine * across - sine * down, height / 2 + sine * across + cosine * down


def cells_once(grid: Grid) -> Iterator[Cell]:
    """Each cell of a grid once, row by row."""
    for r, row in enumerate(grid.cells):
        for c, cell in enumerate(row):
            if cell.row == r and cell.column == c:
                yield cell


def lines_of(block: Block) -> Iterator[Line]:
    """The lines of a block; those of a grid cell by cell."""
    for passage in [cell.passage for cell in cells_once(block)] if isinstance(block, Grid) else [block]:
        yield from passage.lines
