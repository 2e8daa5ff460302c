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
from dislint.layout.headers import Header, Place, Print, Span, header, leaves, names
from dislint.layout.lines import Run
from dislint.numbers import NUMERAL, PART, UNIT_CAPTION
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
_PART = re.compile(PART)
_TITLE_ENDS = frozenset("表)）]")
_AMOUNTS = 4
"""So many amounts that begin or end at one place are a column."""
_PAGE_NUMBER = re.compile(r"\D{0,2}\d{1,4}\D{0,2}")
_NUMBER = re.compile(r"-?\d[\d,]*(?:\.\d+)?%?|-{1,2}|—{1,2}")
_BODY = re.compile(
    rf"-?\d{{1,3}}(?:,\d{{3}})*\.\d+|\d{{1,3}}(?:,\d{{3}})+|\d+\.\d\d|\d{{3}}|\d{{5}}|\d{{7}}|{NUMERAL}{{1,3}}、.*"
)
_TOTAL = re.compile(r".{0,8}[合总小]计")
_HEAD = re.compile(r".*(?:数|额|支出|收入|[合总小]计|编码|代码|名称|项目|科目|结转|结余|费|拨款|[行栏]次)|[类款项]")
"""What columns of the tables are named."""
_LARGER = 1.15
"""Print larger than a table's by this is not of the table."""


class Ahead(NamedTuple):
    """What a page ends with and the next one may go on with: a table's columns of print, none of a title alone.

    ``unit`` says that the unit of its amounts stands above the table, ``size`` is that of its letters.
    """

    columns: tuple[Span, ...] = ()
    unit: bool = False
    size: float = 0.0


class Aligned(NamedTuple):
    """The tables without rulings of a page, top to bottom, as frames between their columns and rows.

    ``ahead``: the table or title that reaches the end of the page, and may go on. ``continued``: it is a table that
    came from the page before. ``lost``: something came from there, but was not understood.
    """

    frames: tuple[Frame, ...] = ()
    ahead: Ahead | None = None
    continued: bool = False
    lost: bool = False


class _Region(NamedTuple):
    """Lines that may be a table's; ``unit`` says that the unit of amounts stands above them, ``end`` where they end."""

    lines: list[Run]
    unit: bool
    end: float


class _Table(NamedTuple):
    frame: Frame
    ahead: Ahead


def aligned_tables(
    lines: Sequence[Run], rulings: Sequence[Ruling], ruled: Sequence[Frame], before: Ahead | None
) -> Aligned:
    """The tables among the lines outside ruled grids.

    ``before`` is what the page before ended with: what goes on at the top of this one has its columns.
    """
    starts = [at for at, line in enumerate(lines) if _is_title(line)]
    regions = [_region(lines, at + 1, stop, ruled) for at, stop in pairwise([*starts, len(lines)])]
    top = _region(lines, 0, starts[0] if starts else len(lines), ruled, before is not None and before.unit)
    known = before.columns if before is not None else ()
    goes_on = before is not None and bool(known) and _goes_on(top, before.size)
    first = _table(top, rulings, known) if goes_on or (before is not None and not known) else None
    found = [first or unread(top), *(_table(region, rulings, ()) or unread(region) for region in regions)]
    tables = [table for table in found if table is not None]
    end = max((frame.ys[-1] for frame in (*(table.frame for table in tables), *ruled)), default=0.0)
    ahead = tables[-1].ahead if tables and tables[-1].frame.ys[-1] == end else None
    if regions and not regions[-1].lines and regions[-1].end > end:
        end, ahead = regions[-1].end, Ahead((), regions[-1].unit)
    if not all(_is_page_number(line) for line in lines if line.y0 > end):
        ahead = None
    frames = tuple(table.frame for table in tables)
    return Aligned(frames, ahead, goes_on and tables[-1:] == [first], goes_on and first is None)


def _goes_on(top: _Region, size: float) -> bool:
    """Whether the lines at the top of a page may be more of a table with letters of this size."""
    return any(line.size < _LARGER * size and any(map(_is_body, _prints(line, (), line.size))) for line in top.lines)


def unread(region: _Region) -> _Table | None:
    """Lines that show a table, amounts under one another, which is not clear enough to be read: one cell."""
    lines = region.lines
    amounts = [
        part for line in lines for part in _prints(line, (), line.size)[1:] if "." in part.text and _is_body(part)
    ]
    places = Counter([("left", round(part.x0)) for part in amounts] + [("right", round(part.x1)) for part in amounts])
    if max(places.values(), default=0) < _AMOUNTS:
        return None
    x0, x1 = min(line.x0 for line in lines), max(line.x1 for line in lines)
    return _Table(
        one_cell((x0 - 2, x1 + 2), (lines[0].y0 - 1, lines[-1].y1 + 1)), Ahead(((x0, x1),), region.unit, lines[0].size)
    )


def one_cell(xs: Sequence[float], ys: Sequence[float]) -> Frame:
    """A frame of which nothing but its outline is known."""
    return Frame((xs[0], xs[-1]), (ys[0], ys[-1]), ((0, 0, 1, 1),))


def _is_title(line: Run) -> bool:
    return line.glyphs[-1].text[-1:] in _TITLE_ENDS and bool(_TITLE.fullmatch(_text(line.glyphs)))


def _is_page_number(line: Run) -> bool:
    return bool(_PAGE_NUMBER.fullmatch(_text(line.glyphs)))


def _text(glyphs: Iterable[Glyph]) -> str:
    return squeeze("".join(glyph.text for glyph in glyphs))


def _region(lines: Sequence[Run], start: int, stop: int, ruled: Sequence[Frame], unit: bool = False) -> _Region:
    """The lines that may be a table's: from its header on, without captions, up to a note, a grid, blank space,
    or larger print."""
    region: list[Run] = []
    end = lines[start - 1].y1 if start else 0.0
    for line in lines[start:stop]:
        text = _text(line.glyphs)
        if not region and _CAPTION.match(text):
            unit = unit or bool(UNIT_CAPTION.search(text))
        elif (
            _PART.match(text)
            or any(region and end <= frame.ys[0] <= line.y0 for frame in ruled)
            or (region and (_NOTE.match(text) or line.y0 - end > _BLANK * line.size))
            or (region and line.size > _LARGER * region[0].size)
        ):
            break
        elif region or not _is_page_number(line):
            region.append(line)
        end = line.y1
    return _Region(region, unit, end)


def _table(region: _Region, rulings: Sequence[Ruling], known: Sequence[Span]) -> _Table | None:
    """The table that the lines are; None where they are not clearly one. ``known`` are the columns of what goes on."""
    lines = region.lines
    size = max((line.size for line in lines), default=0.0)
    start = _start(lines, size)
    filled = _filled(lines[start:], size)
    channels = [(a[1], b[0]) for a, b in pairwise(filled)]
    heads = names([part for line in lines[:start] for part in _prints(line, channels, size)], size)
    single = leaves(heads, size)
    columns = _widened(known, filled) if known else _columns(single, filled)
    xs = _borders(columns)
    if len(xs) < 4:
        return None
    top = header(heads, columns, xs, size) if heads else None
    # Under so plain a header, with the unit of its amounts above it, there may be no rows, or one of amounts only.
    plain = region.unit and sum(bool(_HEAD.fullmatch(head.text)) for head in single) > len(single) / 2
    found = None
    if top is not None:
        body = _body(lines[start:], rulings, xs, size)
        found = _under(top, heads, body, 1 if known else 0 if plain else 2)
    if found is None and known:
        # What stands above the first amount may be a long name's first line.
        found = _under(None, (), _body(lines, rulings, xs, size), 1)
    if found is None:
        return None
    ys, cells = found
    return _Table(Frame(tuple(xs), tuple(ys), tuple(sorted(cells))), Ahead(tuple(columns), region.unit, size))


_Body = tuple[list[float], dict[Place, list[Print]]]
"""Places between rows, and the words by the cells that they make."""


def _body(lines: Sequence[Run], rulings: Sequence[Ruling], xs: Sequence[float], size: float) -> _Body | None:
    ys = _rows(lines, rulings, size) if lines else []
    cells = _cells(lines, xs, ys, size)
    return None if cells is None else (ys, cells)


def _under(
    top: Header | None, heads: Sequence[Print], body: _Body | None, fewest: int
) -> tuple[list[float], list[Place]] | None:
    """The rows and cells of a table: its body under its header; None where it is not clear."""
    if body is None or not _is_clear(body[1], len(body[0]) - 1, top, fewest):
        return None
    ys, cells = body
    if top is None:
        return ys, list(cells)
    start, end = min(head.y0 for head in heads) - 2, max(head.y1 for head in heads)
    below = [(end + ys[0]) / 2, *ys[1:]] if ys else [end + 2]
    height = len(top.ys) + 1
    return [start, *top.ys, *below], [*top.cells, *((r + height, c, down, across) for r, c, down, across in cells)]


def _start(lines: Sequence[Run], size: float) -> int:
    """The number of the first line under the header: one with an amount or a code, or the total's of an empty table."""
    prints = [_prints(line, (), size) for line in lines]
    filled = next((n for n, parts in enumerate(prints) if any(map(_is_body, parts))), None)
    if filled is not None:
        return filled
    return next(
        (n for n, parts in enumerate(prints) if len(parts) == 1 and _TOTAL.fullmatch(parts[0].text)), len(lines)
    )


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
    return [_print(group) for group in groups]


def _print(glyphs: Sequence[Glyph]) -> Print:
    y0, y1 = min([glyph.y0 for glyph in glyphs]), max([glyph.y1 for glyph in glyphs])
    return Print(_text(glyphs), glyphs[0].x0, glyphs[-1].x1, y0, y1)


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


def _widened(columns: Sequence[Span], filled: Sequence[Span]) -> list[Span]:
    """The columns of the page before, with what fills them here: each span is of the column that it overlaps, or else
    of the nearest."""
    widened = list(columns)
    for start, end in filled:
        n = min(range(len(columns)), key=lambda n: max(columns[n][0] - end, start - columns[n][1], 0.0))
        widened[n] = (min(widened[n][0], start), max(widened[n][1], end))
    return widened


def _columns(single: Sequence[Print], filled: Sequence[Span]) -> list[Span]:
    """The extents of the columns: those that are filled, with their names, and those that have a name only."""
    filled = list(filled)
    headed: list[Span] = []
    bare = set(range(len(filled)))
    for part in single:
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


def _rows(body: Sequence[Run], rulings: Sequence[Ruling], size: float) -> list[float]:
    """The places between the rows: rules, where the rows have them, or the wider of two kinds of white."""
    bands = _merged(((line.y0, line.y1) for line in body), -0.1 * size)
    top, bottom = bands[0][0] - 2, bands[-1][1] + 2
    wide = 0.5 * (max(line.x1 for line in body) - min(line.x0 for line in body))
    rules = sorted((r.y0 + r.y1) / 2 for r in rulings if r.x1 - r.x0 > wide)
    rules = [y for y in rules if bands[0][0] < y < bottom - 2]
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
    body: Sequence[Run], xs: Sequence[float], ys: Sequence[float], size: float
) -> dict[Place, list[Print]] | None:
    """The words by the cells that they make, empty cells too; None where words lie across others' columns."""
    channels = [(x - 0.1, x + 0.1) for x in xs[1:-1]]
    found: dict[Place, list[Print]] = {}
    for line in body:
        r = bisect_right(ys, (line.y0 + line.y1) / 2) - 1
        for part in _prints(line, channels, size):
            if not xs[0] - 4 <= part.x0 <= part.x1 <= xs[-1] + 4 or not 0 <= r < len(ys) - 1:
                return None
            first = max(bisect_right(xs, part.x0 + 0.1) - 1, 0)
            last = min(max(bisect_right(xs, part.x1 - 0.1) - 1, first), len(xs) - 2)
            place = r, first, 1, last - first + 1
            if any(p != place and p[0] == r and p[1] <= last and first < p[1] + p[3] for p in found):
                return None
            found.setdefault(place, []).append(part)
    taken = {(r, c + k) for r, c, _, across in found for k in range(across)}
    free = ((r, c) for r in range(len(ys) - 1) for c in range(len(xs) - 1))
    return found | {(r, c, 1, 1): [] for r, c in free if (r, c) not in taken}


def _is_clear(cells: dict[Place, list[Print]], height: int, top: Header | None, fewest: int) -> bool:
    """Whether the body's columns hold numbers or words, a number a cell, each row says what it is of, and each
    column of amounts has a name of its own. ``fewest`` rows are wanted; with 0, one row may be of amounts only."""
    amounts = set()
    for c in {c for _, c, _, _ in cells}:
        column = [parts for (_, at, _, across), parts in cells.items() if at == c and parts and across == 1]
        column = [parts for parts in column if not _TOTAL.fullmatch(parts[0].text)]
        numbers = [parts for parts in column if all(_NUMBER.fullmatch(part.text) for part in parts)]
        if numbers and (len(numbers) < len(column) or any(len(parts) > 1 for parts in numbers)):
            return False
        if any("." in parts[0].text or "," in parts[0].text for parts in numbers):
            amounts.add(c)
    labelled = {r for (r, _, _, _), parts in cells.items() if parts and not _NUMBER.fullmatch(parts[0].text)}
    if top is not None and not _is_named(top, amounts):
        return False
    if fewest == 0 and height < 2:
        return True
    return bool(amounts) and len(labelled) == height >= fewest


def _is_named(top: Header, amounts: set[int]) -> bool:
    """Whether no two columns of amounts share their lowest name."""
    height = len(top.ys) + 1
    return all(len(amounts & set(range(c, c + across))) < 2 for r, c, down, across in top.cells if r + down == height)
