"""A PDF shown as its pages: a picture each, its words over it (unseen, to be searched and selected), its marks as boxes."""

from __future__ import annotations

import base64
import io
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from dislint.blocks import Box, Line, PageInfo, lines_of, point_as_shown
from dislint.escaping import width
from dislint.reporters.html import safe
from dislint.reporters.pictures import PicturesError, open_pdf, picture
from dislint.running.confined import ConfinedError, confined

if TYPE_CHECKING:
    from dislint.document import Document
    from dislint.reporters.html.marks import Mark
    from dislint.reporters.html.words import Words

PAGE_BYTES = 150_000
"""What a page may weigh in the file."""
_SCALE = 1.6
"""Pixels a point."""
_TRIES = ((1, 55), (1, 25), (2, 25), (4, 10), (8, 10))
"""By what a picture is divided and its WebP quality, tried until a page fits."""
_HOSTED_QUALITY = 70
"""Of pictures that are not carried in a file."""
_MARGIN = 200
_SECONDS, _MEBIBYTES = 15, 1024
"""What the drawing of a page may use."""
_FAILURES = 3
"""So many pages of a document are tried that cannot be drawn."""
_ROW = 8.0
"""Findings whose tops are nearer to each other than this, in points, have their numbers side by side."""
_CORNER = Box(6, 6, 18, 18)
"""Where the mark of a finding without a place on its page stands."""


class SheetOfPaper(NamedTuple):
    """A page before its picture is there: what stands before and over it, and how long the picture may be."""

    before: str
    over: str
    budget: int


def sheets(words: Words, document: Document, marks: Sequence[Mark]) -> tuple[SheetOfPaper, ...]:
    """The pages of a document; none where it has none."""
    lines = _lines_by_page(document)
    shown = _marks_by_page(document, marks) if document.layout.pages else {}
    made = []
    for info in document.layout.pages:
        name = words["sheet"].format(page=info.number)
        over = "".join(
            [
                *(_text(line, info) for line in lines[info.number]),
                *(_mark(mark, box, info, first) for mark, box, first in shown[info.number]),
                *_badges(shown[info.number], info),
                f'<span class="number">{info.number}</span></div>\n',
            ]
        )
        wide, high = info.shown
        before = f'<div class="page"><img alt="{name}" width="{round(wide)}" height="{round(high)}"'
        made.append(SheetOfPaper(before, over, PAGE_BYTES - _MARGIN - len(over.encode())))
    return tuple(made)


def drawn(path: Path, password: str, papers: Sequence[SheetOfPaper]) -> Iterator[str]:
    """The pages one by one with their pictures; a page that cannot be drawn shows its words and marks alone."""
    pictures = _pictures(path, password, [paper.budget for paper in papers])
    for paper, data in zip(papers, pictures, strict=True):
        source = f' src="data:image/webp;base64,{data}"' if data else ""
        yield f"{paper.before}{source}>{paper.over}"


def linked(address: str, papers: Sequence[SheetOfPaper]) -> Iterator[str]:
    """The pages one by one, their pictures asked for when they come near to the window; "{page}" in the address is which."""
    for number, paper in enumerate(papers, 1):
        yield f'{paper.before} loading="lazy" src="{escape(address.format(page=number))}">{paper.over}'


def page_picture(path: Path, number: int, password: str, *, seconds: float, mebibytes: int) -> bytes:
    """The picture (WebP) of a page of a PDF, drawn in a process with limits; raises PicturesError, ConfinedError."""
    (data,) = confined(_draw_one, path, password, number, seconds=seconds, mebibytes=mebibytes)
    return data


def _draw_one(path: Path, password: str, number: int) -> Iterator[bytes]:
    source = open_pdf(path, password)
    if not 1 <= number <= len(source):
        raise PicturesError(f"没有第 {number} 页", f"there is no page {number}")
    buffer = io.BytesIO()
    picture(source, number, _SCALE).save(buffer, "WEBP", quality=_HOSTED_QUALITY, method=2)
    yield buffer.getvalue()


def _pictures(path: Path, password: str, budgets: Sequence[int]) -> Iterator[str]:
    """The pictures of the pages; empty for one at which the process that draws ends, or that takes too long."""
    at = failures = 0
    while at < len(budgets) and failures < _FAILURES:
        try:
            work = confined(_draw, path, password, budgets, at, seconds=_SECONDS, mebibytes=_MEBIBYTES)
            for data in work:
                at += 1
                yield data
            break
        except PicturesError:
            break
        except ConfinedError:
            failures, at = failures + 1, at + 1
            yield ""
    yield from [""] * (len(budgets) - at)


def _draw(path: Path, password: str, budgets: Sequence[int], first: int) -> Iterator[str]:
    """The pictures of the pages from one on, each as base64 of at most so many characters."""
    source = open_pdf(path, password)
    for number in range(first, min(len(budgets), len(source))):
        yield _picture(source, number + 1, budgets[number])


def _picture(source: Any, number: int, budget: int) -> str:
    """A page as base64 of the best picture that fits into so many characters; empty where it cannot be drawn."""
    try:
        whole = picture(source, number, _SCALE)
    except PicturesError:
        return ""
    for divisor, quality in _TRIES:
        buffer = io.BytesIO()
        whole.reduce(divisor).save(buffer, "WEBP", quality=quality, method=2)
        if buffer.tell() * 4 // 3 + 4 <= budget:
            break
    return base64.b64encode(buffer.getvalue()).decode()


def _lines_by_page(document: Document) -> Mapping[int, list[Line]]:
    lines: dict[int, list[Line]] = defaultdict(list)
    printed = [line for block in document.layout.blocks for line in lines_of(block)]
    for line in (*printed, *(line for info in document.layout.pages for line in info.furniture)):
        if line.page is not None and line.box is not None and line.text.strip():
            lines[line.page].append(line)
    return lines


def _marks_by_page(document: Document, marks: Sequence[Mark]) -> Mapping[int, list[tuple[Mark, Box, bool]]]:
    """The boxes of the marks; the first box of a mark is the one that links lead to."""
    first_page = document.layout.pages[0].number
    shown: dict[int, list[tuple[Mark, Box, bool]]] = defaultdict(list)
    for mark in marks:
        corner = ((mark.anchor.page or first_page, _CORNER),) if mark.identity else ()
        for n, (page, box) in enumerate(mark.anchor.boxes or corner):
            shown[page].append((mark, box, n == 0))
    return shown


def _text(line: Line, info: PageInfo) -> str:
    assert line.box is not None
    across = (line.box.x1 - line.box.x0) / max(width(line.text) / 2, 0.5)
    x, y = point_as_shown(line.box.x0, line.box.y0, info)
    wide, high = info.shown
    place = f"left:{100 * x / wide:.1f}%;top:{100 * y / high:.1f}%"
    place += f";transform:rotate({info.skew:.2f}deg)" if info.skew else ""
    return f'<p style="{place};font-size:{100 * across / wide:.2f}cqw">{safe(line.text)}</p>'


def _mark(mark: Mark, box: Box, info: PageInfo, first: bool) -> str:
    style, title = _place(box, info), safe(mark.title)
    if not mark.identity:
        return f'<i class="{mark.kind}" style="{style}" title="{title}"></i>'
    identity = f' id="{mark.identity}"' if first else ' tabindex="-1"'
    return (
        f'<a{identity} class="{mark.kind}" data-f="{mark.item}" href="#i{mark.item}" style="{style}" '
        f'title="{title}" aria-label="{title}"></a>'
    )


def _badges(shown: Sequence[tuple[Mark, Box, bool]], info: PageInfo) -> Iterator[str]:
    """The numbers of the findings, at the page's edge beside their lines, where they cover no words; those of a line side by side."""
    rows: list[tuple[float, list[Mark]]] = []
    for mark, box, first in sorted(shown, key=lambda entry: (entry[1].y0, entry[1].x0)):
        if first and mark.label:
            if not rows or box.y0 - rows[-1][0] > _ROW:
                rows.append((box.y0, []))
            rows[-1][1].append(mark)
    for top, marks in rows:
        links = "".join(
            f'<a class="{mark.kind}" data-f="{mark.item}" href="#i{mark.item}" title="{safe(mark.title)}" tabindex="-1">{mark.label}</a>'
            for mark in marks
        )
        yield f'<b style="top:{100 * top / info.shown[1]:.2f}%">{links}</b>'


def _place(box: Box, info: PageInfo) -> str:
    wide, high = info.shown
    left, top = 100 * box.x0 / wide, 100 * box.y0 / high
    across, down = 100 * (box.x1 - box.x0) / wide, 100 * (box.y1 - box.y0) / high
    return f"left:{left:.2f}%;top:{top:.2f}%;width:{across:.2f}%;height:{down:.2f}%"
