"""A PDF shown as its pages: a picture each, its words over it (unseen, to be searched and selected), its marks as boxes."""

from __future__ import annotations

import base64
import io
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dislint.blocks import Box, Line, PageInfo, lines_of
from dislint.reporters.escaping import width
from dislint.reporters.html import safe
from dislint.reporters.pictures import PicturesError, open_pdf, picture

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
_MARGIN = 200
_CORNER = Box(6, 6, 18, 18)
"""Where the mark of a finding without a place on its page stands."""


def pages(words: Words, path: Path, document: Document, marks: Sequence[Mark]) -> Iterator[str] | None:
    """The pages one by one; None where the document has none or they cannot be drawn."""
    if not document.layout.pages:
        return None
    try:
        source = open_pdf(path, document.settings.password)
    except PicturesError:
        return None
    return _pages(words, source, document, marks)


def _pages(words: Words, source: Any, document: Document, marks: Sequence[Mark]) -> Iterator[str]:
    lines = _lines_by_page(document)
    shown = _marks_by_page(document, marks)
    for info in document.layout.pages[: len(source)]:
        name = words["sheet"].format(page=info.number)
        over = "".join(
            [
                *(_text(line, info) for line in lines[info.number]),
                *(_mark(mark, box, info, first) for mark, box, first in shown[info.number]),
                f'<span class="number">{info.number}</span></div>\n',
            ]
        )
        size = f'width="{round(info.width)}" height="{round(info.height)}"'
        data = _picture(source[info.number - 1], PAGE_BYTES - _MARGIN - len(over.encode()))
        yield f'<div class="page"><img alt="{name}" {size} src="data:image/webp;base64,{data}">{over}'


def _picture(page: Any, budget: int) -> str:
    """The page as base64 of the best picture that fits into so many characters."""
    whole = picture(page, _SCALE)
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
    place = f"left:{100 * line.box.x0 / info.width:.1f}%;top:{100 * line.box.y0 / info.height:.1f}%"
    return f'<p style="{place};font-size:{100 * across / info.width:.2f}cqw">{safe(line.text)}</p>'


def _mark(mark: Mark, box: Box, info: PageInfo, first: bool) -> str:
    style, title = _place(box, info), safe(mark.title)
    if not mark.identity:
        return f'<i class="{mark.kind}" style="{style}" title="{title}"></i>'
    identity = f' id="{mark.identity}"' if first else ' tabindex="-1"'
    label = f' data-n="{mark.label}"' if first and mark.label else ""
    return (
        f'<a{identity} class="{mark.kind}" data-f="{mark.item}"{label} href="#i{mark.item}" style="{style}" '
        f'title="{title}" aria-label="{title}"></a>'
    )


def _place(box: Box, info: PageInfo) -> str:
    left, top = 100 * box.x0 / info.width, 100 * box.y0 / info.height
    across, down = 100 * (box.x1 - box.x0) / info.width, 100 * (box.y1 - box.y0) / info.height
    return f"left:{left:.2f}%;top:{top:.2f}%;width:{across:.2f}%;height:{down:.2f}%"
