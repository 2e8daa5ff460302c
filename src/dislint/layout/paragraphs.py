"""Paragraphs: which lines belong together, over page breaks too."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from dislint.layout.model import Box, Line, Passage
from dislint.text import squeeze

_ENUMERATOR = re.compile(
    r"第[一二三四五六七八九十]+部分|[一二三四五六七八九十]{1,3}、|\([一二三四五六七八九十]{1,3}\)|\d{1,2}[、.．](?!\d)|\(\d{1,2}\)"
)
_ENDS = frozenset("。；;:：!?！？")
_LEADER = re.compile(r"[.…·]{4,}\d{0,4}$")


def paragraphs(lines: Sequence[Line]) -> Iterator[Passage]:
    """Passages out of lines in reading order."""
    if not lines:
        return
    left, right = _margins(lines)
    group: list[Line] = []
    for line in lines:
        if group and _starts_anew(group, line, left, right):
            yield Passage.of(group)
            group = []
        group.append(line)
    if group:
        yield Passage.of(group)


def _margins(lines: Sequence[Line]) -> tuple[dict[int, float], dict[int, float]]:
    """The left and right edge of the text on each page; a page with few lines takes those of the others."""
    left: dict[int, float] = {}
    right: dict[int, float] = {}
    boxes = [line.box for line in lines if line.box is not None]
    everywhere = _edges(boxes) if boxes else (0.0, 0.0)
    for page in {line.page or 0 for line in lines}:
        own = [line.box for line in lines if (line.page or 0) == page and line.box is not None]
        left[page], right[page] = _edges(own) if len(own) >= 8 else everywhere
    return left, right


def _edges(boxes: Sequence[Box]) -> tuple[float, float]:
    """Where lines mostly begin, and the farthest that they reach."""
    starts = Counter(round(box.x0) for box in boxes)
    common = [x for x, count in starts.items() if count >= max(2, len(boxes) // 6)]
    return min(common, default=min(starts)), max(box.x1 for box in boxes)


def _starts_anew(group: list[Line], line: Line, left: dict[int, float], right: dict[int, float]) -> bool:
    last = group[-1]
    if last.box is None or line.box is None:
        return True
    size = max(last.size, line.size, 1.0)
    if abs(last.size - line.size) > 0.18 * size or _LEADER.search(squeeze(last.text)):
        return True
    page, last_page = line.page or 0, last.page or 0
    text = squeeze(line.text)
    short = last.box.x1 < right.get(last_page, last.box.x1) - 2.2 * size
    indent = line.box.x0 - left.get(page, line.box.x0)
    if page == last_page and line.box.y0 - last.box.y1 > 1.9 * size:
        return True
    if _centred(last, left, right) or _centred(line, left, right):
        return not _wraps(last, line, left, right)
    if _ENUMERATOR.match(text) and (
        short or squeeze(last.text)[-1:] in _ENDS or indent > 0.8 * size or _like_first(group[0], line)
    ):
        return True
    if short:
        # A line that ends early ends its paragraph, unless the next is pulled back to the margin mid-sentence.
        first_indent = len(group) == 1 and last.box.x0 - left.get(last_page, 0) > 3 * size
        return first_indent or indent > 0.8 * size or squeeze(last.text)[-1:] in _ENDS or short_line(last, left, right)
    return indent > 0.8 * size and (squeeze(last.text)[-1:] in _ENDS or _indented_more(group[0], line, left))


def _centred(line: Line, left: dict[int, float], right: dict[int, float]) -> bool:
    """Whether a line stands in the middle of the text: a title."""
    if line.box is None:
        return False
    page = line.page or 0
    before, after = line.box.x0 - left.get(page, 0.0), right.get(page, 0.0) - line.box.x1
    return before > 4 * line.size and abs(before - after) < 2.5 * line.size


def _wraps(last: Line, line: Line, left: dict[int, float], right: dict[int, float]) -> bool:
    """Whether a title that fills its line runs on in the next, a shorter one."""
    if last.box is None or line.box is None or last.page != line.page or not _centred(line, left, right):
        return False
    page = last.page or 0
    width = right.get(page, last.box.x1) - left.get(page, last.box.x0)
    return last.box.x1 - last.box.x0 > 0.6 * width and line.box.x1 - line.box.x0 < 0.5 * width


def _like_first(first: Line, line: Line) -> bool:
    """Whether the paragraph itself began with an enumerator at the same indent: a list's next item."""
    if first.box is None or line.box is None or not _ENUMERATOR.match(squeeze(first.text)):
        return False
    return abs(first.box.x0 - line.box.x0) < line.size


def short_line(line: Line, left: dict[int, float], right: dict[int, float]) -> bool:
    """Whether a line is so short that nothing could be meant to follow on it."""
    if line.box is None:
        return True
    page = line.page or 0
    width = right.get(page, line.box.x1) - left.get(page, line.box.x0)
    return line.box.x1 - left.get(page, line.box.x0) < 0.75 * width


def _indented_more(first: Line, line: Line, left: dict[int, float]) -> bool:
    """Whether a line is indented as the paragraph's first line was: then it begins one itself."""
    if first.box is None or line.box is None:
        return False
    first_indent = first.box.x0 - left.get(first.page or 0, first.box.x0)
    indent = line.box.x0 - left.get(line.page or 0, line.box.x0)
    return first_indent > 0.8 * line.size and abs(first_indent - indent) < line.size
