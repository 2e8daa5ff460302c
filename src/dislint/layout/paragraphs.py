"""Paragraphs: which lines belong together, over page breaks too."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from dislint.blocks import Line, Passage
from dislint.numbers import NUMERAL, PART
from dislint.text import squeeze

_ENUMERATOR = re.compile(rf"{PART}|{NUMERAL}{{1,3}}、|\({NUMERAL}{{1,3}}\)|\d{{1,2}}[、.．](?!\d)|\(\d{{1,2}}\)")
_ENDS = frozenset("。；;:：!?！？")
_SPACE, _FAR = 0.6, 1.9
"""White between paragraphs, in letter sizes: what is added to the distance of lines; what is plainly too much."""
_LEADER = re.compile(r"[.…·]{4,}\d{0,4}$")


class Margins(NamedTuple):
    """Where the text of a page begins and ends, in points from its left edge.

    ``pitch`` is the distance of a paragraph's lines, top to top, in letter sizes; 0.0 where no paragraph shows it.
    """

    left: float
    right: float
    pitch: float = 0.0

    def indent(self, line: Line) -> float:
        """How far a line is set in from the left margin."""
        return line.box.x0 - self.left if line.box else 0.0

    def room(self, line: Line) -> float:
        """How much room a line leaves at the right margin."""
        return self.right - line.box.x1 if line.box else 0.0

    def apart(self, last: Line, line: Line) -> bool:
        """Whether more white stands between two lines than between those of a paragraph."""
        if last.box is None or line.box is None:
            return True
        size = max(last.size, line.size, 1.0)
        if self.pitch:
            return line.box.y0 - last.box.y0 > (self.pitch + _SPACE) * size
        return line.box.y0 - last.box.y1 > _FAR * size


Pages = Mapping[int, Margins]


def margins(pages: Iterable[tuple[int, float, Sequence[Line]]]) -> dict[int, Margins]:
    """The margins of each page, given as (number, width, lines).

    Pages of one width share their margins, but for a page that shows others with enough lines of its own.
    """
    by_width: dict[int, list[Line]] = defaultdict(list)
    pages = list(pages)
    for _, width, lines in pages:
        by_width[round(width)].extend(lines)
    common = {width: _with_pitch(_margins(lines), lines) for width, lines in by_width.items()}
    return {number: _own_margins(lines, common[round(width)]) for number, width, lines in pages}


def _margins(lines: Sequence[Line]) -> Margins:
    """Where lines mostly begin, and the farthest that several of them reach."""
    boxes = [line.box for line in lines if line.box is not None]
    if not boxes:
        return Margins(0.0, 0.0)
    starts = Counter(round(box.x0) for box in boxes)
    ends = Counter(round(box.x1 / 4) for box in boxes)
    often = max(2, len(boxes) // 40)
    left = min((x for x, count in starts.items() if count >= often), default=min(starts))
    reached = [4.0 * x for x, count in ends.items() if count >= often]
    return Margins(left, max(reached) + 2 if reached else max(box.x1 for box in boxes))


def _with_pitch(page: Margins, lines: Sequence[Line]) -> Margins:
    """The margins with the distance at which lines mostly follow those that are full and break off mid-sentence."""
    pitches = sorted(
        (line.box.y0 - last.box.y0) / last.size
        for last, line in pairwise(lines)
        if last.box is not None
        and line.box is not None
        and last.page == line.page
        and 0 < line.box.y0 - last.box.y0 < 4 * last.size
        and abs(last.size - line.size) < 0.1 * last.size
        and page.room(last) < 1.5 * last.size
        and squeeze(last.text)[-1:] not in _ENDS
    )
    return page._replace(pitch=pitches[len(pitches) // 2]) if len(pitches) >= 3 else page


def _own_margins(lines: Sequence[Line], common: Margins) -> Margins:
    if len(lines) < 8:
        return common
    own, size = _margins(lines), max(line.size for line in lines)
    # A page of first lines only, each set in, has no margin of its own.
    left = common.left if common.left < own.left < common.left + 2.6 * size else own.left
    full = sum(own.room(line) < size for line in lines)
    # Where lines reach far beyond, the right margin is not where some short ones happen to end.
    farthest = max(line.box.x1 for line in lines if line.box is not None)
    shown = full >= 4 and farthest - own.right < size
    return Margins(left, own.right if shown else max(own.right, common.right), common.pitch)


def paragraphs(lines: Sequence[Line], pages: Pages) -> Iterator[Passage]:
    """Passages out of lines in reading order, by the margins of their pages."""
    group: list[Line] = []
    for line in lines:
        if group and _starts_anew(group, line, pages):
            yield Passage.of(group)
            group = []
        group.append(line)
    if group:
        yield Passage.of(group)


def _starts_anew(group: list[Line], line: Line, pages: Pages) -> bool:
    last = group[-1]
    if last.box is None or line.box is None:
        return True
    size = max(last.size, line.size, 1.0)
    if abs(last.size - line.size) > 0.1 * size or _LEADER.search(squeeze(last.text)):
        return True
    own, before = pages[line.page or 0], pages[last.page or 0]
    if line.page == last.page and own.apart(last, line):
        return True
    if _title(last, before) or _title(line, own):
        return not _wraps_title(last, line, before, own)
    ended = squeeze(last.text)[-1:] in _ENDS
    short, indented = before.room(last) > 2.2 * size, own.indent(line) > 0.8 * size
    if _ENUMERATOR.match(squeeze(line.text)) and (short or ended or indented or _like_first(group[0], line)):
        return True
    if short:
        # A line that ends early ends its paragraph, unless the next is pulled back to the margin mid-sentence.
        set_in = len(group) == 1 and before.indent(last) > 3 * size
        return set_in or indented or ended or _breaks_off(last, before)
    return indented and (ended or _indented_as(group[0], line, pages))


def _title(line: Line, page: Margins) -> bool:
    """Whether a line stands in the middle of the text, or at its right end: a title, a date, a unit."""
    indent, room = page.indent(line), page.room(line)
    return indent > 4 * line.size and (abs(indent - room) < 2.5 * line.size or indent > 0.5 * (page.right - page.left))


def _wraps_title(last: Line, line: Line, before: Margins, own: Margins) -> bool:
    """Whether a title that fills the first line runs on, centred, on the second."""
    if last.page != line.page or squeeze(last.text)[-1:] in _ENDS or _ENUMERATOR.match(squeeze(line.text)):
        return False
    indent, room = before.indent(last), before.room(last)
    full = room < 3 * last.size and abs(indent - room) < 1.5 * last.size
    return full and abs(own.indent(line) - own.room(line)) < 2.5 * line.size


def _like_first(first: Line, line: Line) -> bool:
    """Whether the paragraph itself began with an enumerator at the same indent: a list's next item."""
    if first.box is None or line.box is None or not _ENUMERATOR.match(squeeze(first.text)):
        return False
    return abs(first.box.x0 - line.box.x0) < line.size


def _breaks_off(line: Line, page: Margins) -> bool:
    """Whether a line is so short that nothing could be meant to follow on it."""
    return page.room(line) > 0.25 * (page.right - page.left)


def _indented_as(first: Line, line: Line, pages: Pages) -> bool:
    """Whether a line is set in as the paragraph's first line was: then it begins one itself."""
    indent = pages[first.page or 0].indent(first)
    return indent > 0.8 * line.size and abs(indent - pages[line.page or 0].indent(line)) < line.size
