"""Lines of print out of glyphs, by where they stand on the page, not by when they were drawn."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import pairwise
from operator import itemgetter, sub
from typing import NamedTuple

from dislint.blocks import Box, Line
from dislint.readers.emboxes import ASCENT
from dislint.readers.model import Glyph
from dislint.text import raised

GAP = 0.45
"""White space wider than this share of the letter size stands for a space between words."""
COLUMNS = 3
"""So many lines with an entry of the contents in each half make a page of two columns."""
COPY = 0.18
"""A copy stands within this share of the letter size of the first print; a doubled letter does not."""
SMALL, RAISED = 0.8, 0.2
"""Digits smaller than this share of the line's letters, that stand this share of their size above its baseline, number notes."""
_X0 = itemgetter(1)
_ENTRY = re.compile(r"[^.…·]{2,60}[.…·]{2,200}\(?\d{1,3}\)?")


class Run(NamedTuple):
    """Glyphs of one line, left to right."""

    glyphs: tuple[Glyph, ...]
    x0: float
    y0: float
    x1: float
    y1: float
    size: float


def _run(glyphs: list[Glyph]) -> Run:
    glyphs.sort(key=_X0)
    _, x0, y0, x1, y1, sizes, _, _ = zip(*glyphs, strict=True)
    if min(map(sub, x0[1:], x0), default=COPY * sizes[0]) < COPY * max(sizes) and len(once := _once(glyphs)) < len(x0):
        return _run(once)
    return Run(tuple(glyphs), x0[0], min(y0), max(x1), max(y1), _common_size(sizes))


def _once(glyphs: Sequence[Glyph]) -> list[Glyph]:
    """The glyphs of a line, left to right, without overprinted copies (fake bold)."""
    kept: list[Glyph] = []
    last: dict[str, Glyph] = {}
    for glyph in glyphs:
        before, slack = last.get(glyph.text), COPY * glyph.size
        if before is None or glyph.x0 - before.x0 >= slack or abs(glyph.y0 - before.y0) >= slack:
            last[glyph.text] = glyph
            kept.append(glyph)
    return kept


def _common_size(sizes: Sequence[float]) -> float:
    """The size of most of the letters: one larger word makes no heading of a line."""
    size = sizes[0]
    return size if sizes.count(size) * 2 > len(sizes) else Counter(sizes).most_common(1)[0][0]


def runs(glyphs: Iterable[Glyph]) -> list[Run]:
    """Glyphs grouped into lines, top to bottom, each printed once.

    A glyph belongs to the line whose middle it overlaps; small raised or lowered glyphs (superscripts,
    amounts set a little off) join the line that they overlap most.
    """
    # Letters printed at one height go together: there are few such heights on a page.
    level: dict[tuple[float, ...], list[Glyph]] = defaultdict(list)
    for glyph in glyphs:
        level[glyph[2:5:2]].append(glyph)
    lines: list[list[Glyph]] = []
    bands: list[tuple[float, float]] = []
    for (y0, y1), print_ in sorted(level.items(), key=lambda item: sum(item[0])):
        middle = (y0 + y1) / 2
        home = -1
        for at in range(len(lines) - 1, max(-1, len(lines) - 4), -1):
            top, bottom = bands[at]
            if not (top < middle < bottom and y0 < (top + bottom) / 2 < y1):
                continue
            overlap = min(bottom, y1) - max(top, y0)
            if overlap > 0.5 * min(bottom - top, y1 - y0):
                home = at
                break
        if home < 0:
            lines.append(print_)
            bands.append((y0, y1))
        else:
            lines[home] += print_
            top, bottom = bands[home]
            # The band follows the line's larger letters only.
            if y1 - y0 > bottom - top:
                bands[home] = (y0, y1)
    return sorted((_run(line) for line in lines), key=lambda r: ((r.y0 + r.y1) / 2, r.x0))


def in_columns(lines: Sequence[Run]) -> list[Run] | None:
    """The lines of a contents page of two columns, parted between them, the left column's first; None for others.

    The columns are known by entries with dots and a page's number that others follow on the same line.
    """
    gutters = {n: gutter for n, line in enumerate(lines) if (gutter := _gutter(line)) is not None}
    left, right = max((a for a, _ in gutters.values()), default=0.0), min((b for _, b in gutters.values()), default=0.0)
    if len(gutters) < COLUMNS or left >= right:
        return None
    first: list[Run] = []
    second: list[Run] = []
    rest: list[Run] = []
    for n, line in enumerate(lines):
        if n in gutters:
            first.append(_run([glyph for glyph in line.glyphs if glyph.x1 <= right - 0.1]))
            second.append(_run([glyph for glyph in line.glyphs if glyph.x1 > right - 0.1]))
        elif n > max(gutters) and not _is_entry(line):
            rest.append(line)
        else:
            (second if line.x0 > left else first).append(line)
    return [*first, *second, *rest]


def _is_entry(line: Run) -> bool:
    return bool(_ENTRY.fullmatch("".join(glyph.text[:1] for glyph in line.glyphs)))


def _gutter(line: Run) -> tuple[float, float] | None:
    """From where to where the white reaches after an entry with dots and a page's number."""
    found = _ENTRY.match("".join(glyph.text[:1] for glyph in line.glyphs))
    if found is None or found.end() == len(line.glyphs):
        return None
    last, following = line.glyphs[found.end() - 1], line.glyphs[found.end()]
    return (last.x1, following.x0) if following.x0 - last.x1 > line.size else None


def line_of(run: Run, page: int, number: int) -> Line:
    """A run as a line; a space is put in where the page shows a gap between words."""
    texts, x0, _, x1, _, sizes, _, fonts = zip(*run.glyphs, strict=True)
    if min(sizes) < SMALL * run.size:
        run = run._replace(glyphs=_with_notes(run))
        texts = tuple([glyph.text for glyph in run.glyphs])
    text, extents = "".join(texts), tuple(zip(x0, x1, strict=True))
    if len(text) > len(texts) or max(map(sub, x0[1:], x1), default=0.0) > GAP * min(sizes):
        text, extents = _spaced(run.glyphs)
    bold = sum(fonts.count(font) for font in set(fonts) if _is_bold(font)) * 2 > len(fonts)
    return Line(text, page, number, 1, Box(run.x0, run.y0, run.x1, run.y1), extents, run.size, bold)


def _with_notes(run: Run) -> tuple[Glyph, ...]:
    """The glyphs of a line with small digits behind a number and above its baseline as raised: they number notes."""
    made = list(run.glyphs[:1])
    for before, glyph in pairwise(run.glyphs):
        drop = (before.y0 + ASCENT * before.size) - (glyph.y0 + ASCENT * glyph.size)
        of_number = before.text.isdecimal() and before.size >= SMALL * run.size and drop > RAISED * run.size
        of_note = made[-1].text != before.text and before.size == glyph.size
        small = glyph.size < SMALL * run.size and (of_number or of_note)
        made.append(glyph._replace(text=raised(glyph.text)) if small else glyph)
    return tuple(made)


def _spaced(glyphs: Sequence[Glyph]) -> tuple[str, tuple[tuple[float, float], ...]]:
    """The text of glyphs with its spaces, and the x extent of each character."""
    # The gap that stands between most letters of a letter-spaced line; none in a common line.
    gaps = sorted([b.x0 - a.x1 for a, b in pairwise(glyphs)])
    spread = max(gaps[len(gaps) // 2], 0.0) if gaps else 0.0
    text: list[str] = []
    extents: list[tuple[float, float]] = []
    previous = glyphs[0]
    for glyph in glyphs:
        if glyph.x0 - previous.x1 > spread + GAP * max(glyph.size, previous.size):
            text.append(" ")
            extents.append((previous.x1, glyph.x0))
        text += glyph.text
        extents += [(glyph.x0, glyph.x1)] * len(glyph.text)
        previous = glyph
    return "".join(text), tuple(extents)


@lru_cache(maxsize=256)
def _is_bold(font: str) -> bool:
    return "bold" in font.lower() or "hei" in font.lower()
