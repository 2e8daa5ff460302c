"""Tables without column rulings: columns by the white between them, rows by the white above and below.

Only what stands under a title (a line that ends with 表) and is clearly aligned is taken for a table: every column
holds either numbers or words, one number a cell, a label in each row. All else stays lines of text.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Container, Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from dislint.layout.grids import Frame
from dislint.layout.lines import Run
from dislint.readers.model import Glyph, Ruling
from dislint.text import squeeze

_CHANNEL = 0.55
"""White at least this wide, in letter sizes, that runs through all rows parts columns."""
_WORDS = 0.5
"""White wider than this, in letter sizes, parts the headers of neighbouring columns."""
_BLANK = 4.0
"""A table ends where more white follows than this, in letter sizes."""
_TITLE = re.compile(r"\D.{0,58}表(?:[(\[]续[)\]])?|续?表")
_CAPTION = re.compile(r"公开|单位:|部门|编制|.*(?:单位|部门)(?:名称)?:")
_NOTE = re.compile(r"注|说明|备注")
_TITLE_ENDS = frozenset("表)）]")
_AMOUNTS = 4
"""So many amounts that begin or end at one place are a column."""
_PAGE_NUMBER = re.compile(r"\D{0,2}\d{1,4}\D{0,2}")
_NUMBER = re.compile(r"-?\d[\d,]*(?:\.\d+)?%?|-{1,2}|—{1,2}")
_BODY = re.compile(
    r"-?\d{1,3}(?:,\d{3})*\.\d+|\d{1,3}(?:,\d{3})+|\d+\.\d\d|\d{3}|\d{5}|\d{7}|[一二三四五六七八九十]{1,3}、.*"
)
_TOTAL = re.compile(r".{0,8}[合总小]计")


Span = tuple[float, float]
"""From where to where something reaches along a line."""


Place = tuple[int, int, int, int]
"""Row, column, rowspan, colspan of a cell."""


class Print(NamedTuple):
    """Words that stand together on a line: their text, squeezed, and where they stand."""

    text: str
    x0: float
    x1: float
    y0: float
    y1: float


class Aligned(NamedTuple):
    """The tables without rulings of a page, top to bottom, as frames between their columns and rows.

    ``continued``: the first goes on from the page before. ``lost``: something goes on, but was not understood.
    ``open``: the last reaches the end of the page, and may go on.
    """

    frames: tuple[Frame, ...] = ()
    continued: bool = False
    lost: bool = False
    open: bool = False


def aligned_tables(
    lines: Sequence[Run], rulings: Sequence[Ruling], ruled: Sequence[Frame], before: Frame | None
) -> Aligned:
    """The tables among the lines outside ruled grids.

    ``before`` is the table that the page before ended with: what goes on at the top of this one has its columns.
    """
    starts = [at for at, line in enumerate(lines) if _is_title(line)]
    top = _region(lines, 0, starts[0] if starts else len(lines), ruled)
    goes_on = before is not None and any(_is_body(part) for line in top for part in _prints(line, (), line.size))
    first = _frame(top, rulings, before.xs) if before is not None and goes_on else None
    found = [first or unread(top)]
    for at, stop in pairwise([*starts, len(lines)]):
        region = _region(lines, at + 1, stop, ruled)
        found.append(_frame(region, rulings, ()) or unread(region))
    tables = tuple(frame for frame in found if frame is not None)
    end = max((frame.ys[-1] for frame in (*tables, *ruled)), default=0.0)
    below = (line for line in lines if line.y0 > end)
    to_the_end = bool(tables) and tables[-1].ys[-1] == end and all(map(_is_page_number, below))
    return Aligned(tables, first is not None, goes_on and first is None, to_the_end)


def unread(region: Sequence[Run]) -> Frame | None:
    """Lines that show a table, amounts under one another, which is not clear enough to be read: one cell."""
    amounts = [
        part for line in region for part in _prints(line, (), line.size)[1:] if "." in part.text and _is_body(part)
    ]
    places = Counter([("left", round(part.x0)) for part in amounts] + [("right", round(part.x1)) for part in amounts])
    if max(places.values(), default=0) < _AMOUNTS:
        return None
    x0, x1 = min(line.x0 for line in region), max(line.x1 for line in region)
    return one_cell((x0 - 2, x1 + 2), (region[0].y0 - 1, region[-1].y1 + 1))


def one_cell(xs: Sequence[float], ys: Sequence[float]) -> Frame:
    """A frame of which nothing but its outline is known."""
    return Frame((xs[0], xs[-1]), (ys[0], ys[-1]), ((0, 0, 1, 1),))


def _is_title(line: Run) -> bool:
    return line.glyphs[-1].text[-1:] in _TITLE_ENDS and bool(_TITLE.fullmatch(_text(line.glyphs)))


def _is_page_number(line: Run) -> bool:
    return bool(_PAGE_NUMBER.fullmatch(_text(line.glyphs)))


def _text(glyphs: Iterable[Glyph]) -> str:
    return squeeze("".join(glyph.text for glyph in glyphs))


def _region(lines: Sequence[Run], start: int, stop: int, ruled: Sequence[Frame]) -> list[Run]:
    """The lines that may be a table's: from its header on, without captions, up to a note, a grid, or blank space."""
    region: list[Run] = []
    for line in lines[start:stop]:
        text = _text(line.glyphs)
        if not region and _CAPTION.match(text):
            continue
        if region and (_NOTE.match(text) or line.y0 - region[-1].y1 > _BLANK * line.size):
            break
        if any(region and region[-1].y1 <= frame.ys[0] <= line.y0 for frame in ruled):
            break
        region.append(line)
    return region


def _frame(region: list[Run], rulings: Sequence[Ruling], known: Sequence[float]) -> Frame | None:
    """The table that the lines are; None where they are not clearly one."""
    size = max((line.size for line in region), default=0.0)
    heads = next((n for n, line in enumerate(region) if any(map(_is_body, _prints(line, (), size)))), len(region))
    body = region[heads:]
    fewest = 1 if known else 2
    if len(body) < fewest:
        return None
    xs = _shifted(known, _filled(body, size), size) if known else _borders(_columns(region[:heads], body, size))
    ys = _rows(region, rulings, size)
    if len(xs) < 4 or len(ys) <= fewest:
        return None
    cells = _cells(region, xs, ys, heads, size)
    if cells is None or not _is_clear(cells, len(xs) - 1, len(ys) - 1, body[0].y0, ys, fewest):
        return None
    return Frame(tuple(xs), tuple(ys), tuple(sorted(cells)))


def _is_body(part: Print) -> bool:
    return bool(_BODY.fullmatch(part.text))


def _prints(line: Run, channels: Sequence[Span], size: float) -> list[Print]:
    """The words of a line, parted where the white is wide or lies in a channel between columns."""
    groups: list[list[Glyph]] = []
    for glyph in line.glyphs:
        if groups:
            left, right = groups[-1][-1].x1, glyph.x0
            gap = right - left
            parted = gap > 0.2 * size and any(left < b and a < right for a, b in channels)
            if not (parted or gap > _WORDS * size):
                groups[-1].append(glyph)
                continue
        groups.append([glyph])
    return [Print(_text(group), group[0].x0, group[-1].x1, line.y0, line.y1) for group in groups]


def _merged(spans: Iterable[Span], gap: float) -> list[Span]:
    """Spans whose white between is less than a gap, as one."""
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start - merged[-1][1] < gap:
            merged[-1] = (merged[-1][0], max(merged[-1][1], end))
        else:
            merged.append((start, end))
    return merged


def _filled(body: Sequence[Run], size: float) -> list[Span]:
    """Where the rows print something, as far as white parts it all the way down; totals may stand in merged cells."""
    words = [part for line in body for part in _prints(line, (), size) if not _TOTAL.fullmatch(part.text)]
    return _merged(((part.x0, part.x1) for part in words), _CHANNEL * size)


def _shifted(borders: Sequence[float], filled: Sequence[Span], size: float) -> list[float]:
    """The borders of the page before, moved aside where longer words of this page reach over one."""
    xs = list(borders)
    for n in range(1, len(xs) - 1):
        span = next((span for span in filled if span[0] < xs[n] < span[1]), None)
        if span is not None:
            x = min((span[0] - 1, span[1] + 1), key=lambda edge: abs(edge - xs[n]))
            if abs(x - xs[n]) < 2 * size and xs[n - 1] < x < xs[n + 1]:
                xs[n] = x
    return xs


def _columns(heads: Sequence[Run], body: Sequence[Run], size: float) -> list[Span]:
    """The extents of the columns: those of the body, and those that have a header only."""
    filled = _filled(body, size)
    channels = [(a[1], b[0]) for a, b in pairwise(filled)]
    headed: list[Span] = []
    bare = set(range(len(filled)))
    for line in heads:
        for part in _prints(line, channels, size):
            over = [n for n, (a, b) in enumerate(filled) if part.x0 < b and a < part.x1]
            if not over:
                headed.append((part.x0, part.x1))
            elif len(over) == 1:
                a, b = filled[over[0]]
                others = [span for n, span in enumerate(filled) if n != over[0]]
                if not any(part.x0 < d and c < part.x1 for c, d in others):
                    filled[over[0]] = (min(a, part.x0), max(b, part.x1))
                bare.discard(over[0])
    # A header word beside the numbers of a column that a longer one below it reaches over is that column's.
    headed = [span for span in headed if not any(span[0] < b and a < span[1] for a, b in filled)]
    return _paired(filled, {filled[n] for n in bare}, _merged(headed, 0.0))


def _paired(filled: Sequence[Span], bare: Container[Span], headed: Sequence[Span]) -> list[Span]:
    """Columns left to right; a header that stands alone beside numbers without one (set to the right) is theirs."""
    columns: list[Span] = []
    alone = False
    for span in sorted([*filled, *headed]):
        if alone and span in bare:
            columns[-1] = (columns[-1][0], span[1])
            alone = False
        else:
            columns.append(span)
            alone = span in headed
    return columns


def _borders(columns: Sequence[Span]) -> list[float]:
    if not columns or any(a[1] > b[0] for a, b in pairwise(columns)):
        return []
    return [columns[0][0] - 2, *((a[1] + b[0]) / 2 for a, b in pairwise(columns)), columns[-1][1] + 2]


def _rows(region: Sequence[Run], rulings: Sequence[Ruling], size: float) -> list[float]:
    """The places between the rows: rules, where the rows have them, or the wider of two kinds of white."""
    bands = _merged(((line.y0, line.y1) for line in region), -0.1 * size)
    top, bottom = bands[0][0] - 2, bands[-1][1] + 2
    wide = 0.5 * (max(line.x1 for line in region) - min(line.x0 for line in region))
    rules = sorted((r.y0 + r.y1) / 2 for r in rulings if r.x1 - r.x0 > wide)
    rules = [y for y in rules if top + 2 < y < bottom - 2]
    gaps = sorted(b[0] - a[1] for a, b in pairwise(bands))
    steps = [(b - a, (a + b) / 2) for a, b in pairwise(gaps)]
    widest, least = max(steps, default=(0.0, 0.0))
    # Lines of one cell stand closer than rows do; where all stand alike, each is a row.
    if widest < 0.2 * size or least > size:
        least = -size
    places = [
        (a[1] + b[0]) / 2
        for a, b in pairwise(bands)
        if b[0] - a[1] > least and not any(a[1] - 1 < y < b[0] + 1 for y in rules)
    ]
    if len(rules) > len(bands) // 3:
        places = []
    return [top, *sorted([*places, *rules]), bottom]


def _cells(
    region: Sequence[Run], xs: Sequence[float], ys: Sequence[float], heads: int, size: float
) -> dict[Place, list[Print]] | None:
    """The words by the cells that they make, empty cells too; None where words lie across others' columns.

    Headers one above the other in a row (the first ``heads`` lines) are one cell as wide as both.
    """
    channels = [(x - 0.1, x + 0.1) for x in xs[1:-1]]
    found: dict[Place, list[Print]] = {}
    for n, line in enumerate(region):
        r = bisect_right(ys, (line.y0 + line.y1) / 2) - 1
        for part in _prints(line, channels, size):
            if not xs[0] - 4 <= part.x0 <= part.x1 <= xs[-1] + 4 or not 0 <= r < len(ys) - 1:
                return None
            first = max(bisect_right(xs, part.x0 + 0.1) - 1, 0)
            last = min(max(bisect_right(xs, part.x1 - 0.1) - 1, first), len(xs) - 2)
            parts = [part]
            for place in [p for p in found if p[0] == r and p[1] <= last and first < p[1] + p[3]]:
                if n >= heads and place != (r, first, 1, last - first + 1):
                    return None
                first, last = min(first, place[1]), max(last, place[1] + place[3] - 1)
                parts = found.pop(place) + parts
            found[r, first, 1, last - first + 1] = parts
    taken = {(r, c + k) for r, c, _, across in found for k in range(across)}
    free = ((r, c) for r in range(len(ys) - 1) for c in range(len(xs) - 1))
    return found | {(r, c, 1, 1): [] for r, c in free if (r, c) not in taken}


def _is_clear(
    cells: dict[Place, list[Print]], width: int, height: int, start: float, ys: Sequence[float], fewest: int
) -> bool:
    """Whether the body's columns hold numbers or words, a number a cell, and each row says what it is of."""
    first = bisect_right(ys, start + 1) - 1
    amounts = 0
    for c in range(width):
        column = [
            parts for (r, at, _, across), parts in cells.items() if at == c and r >= first and parts and across == 1
        ]
        column = [parts for parts in column if not _TOTAL.fullmatch(parts[0].text)]
        numbers = [parts for parts in column if all(_NUMBER.fullmatch(part.text) for part in parts)]
        if numbers and (len(numbers) < len(column) or any(len(parts) > 1 for parts in numbers)):
            return False
        amounts += any("." in parts[0].text or "," in parts[0].text for parts in numbers)
    rows = range(first, height)
    labelled = all(
        any(parts and not _NUMBER.fullmatch(parts[0].text) for (r, _, _, _), parts in cells.items() if r == row)
        for row in rows
    )
    return amounts > 0 and labelled and len(rows) >= fewest
