"""Page furniture: page numbers, running headers and footers, kept out of the text."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from itertools import takewhile
from typing import TYPE_CHECKING

from dislint.blocks import Line
from dislint.numbers import UNIT_CAPTION
from dislint.text import squeeze

if TYPE_CHECKING:
    from dislint.layout.pages import PagePrint

_PAGE_NUMBER = re.compile(r"[-—–_]{0,2}(?:第?\d{1,4}页?(?:[/共]{1,2}\d{1,4}页?)?)[-—–_]{0,2}|[ivxIVX]{1,6}")
_CAPTION = re.compile(rf"^(?:公开)?\d{{1,2}}(?:-\d)?表$|公开\d{{1,2}}表|{UNIT_CAPTION.pattern}")
"""Number and unit of a table, on some reports at the very top of the page: a table is known by them."""
_EDGE = 0.12
"""Page numbers and running headers stand within this share of the page's height from its edge."""


def split_furniture(pages: list[PagePrint]) -> list[PagePrint]:
    """Takes page numbers and lines repeated at the edge of most pages out of the lines."""
    repeated = _repeated(pages)
    result = []
    for page in pages:
        furniture = _furniture(page, repeated)
        lines = tuple(line for line in page.lines if line not in furniture)
        result.append(page._replace(info=replace(page.info, furniture=furniture), lines=lines))
    return result


def _key(line: Line) -> str:
    return re.sub(r"\d+", "#", squeeze(line.text))


def _at_top(line: Line, page: PagePrint) -> bool:
    return line.box is not None and line.box.y1 < _EDGE * page.info.height


def _at_bottom(line: Line, page: PagePrint) -> bool:
    return line.box is not None and line.box.y0 > (1 - _EDGE) * page.info.height


def _repeated(pages: list[PagePrint]) -> set[str]:
    """Texts that stand at the same edge height on at least half of the pages, and on three."""
    counts: Counter[tuple[str, int]] = Counter()
    for page in pages:
        counts.update(
            {
                (_key(line), round(line.box.y0 / 6))
                for line in page.lines
                if line.box and (_at_top(line, page) or _at_bottom(line, page))
            }
        )
    needed = max(3, len(pages) // 2)
    return {key for (key, _), count in counts.items() if count >= needed}


def _furniture(page: PagePrint, repeated: set[str]) -> tuple[Line, ...]:
    """What stands at the edges; a table's captions, repeated under its title from table to table, do not."""
    from_top = takewhile(lambda line: _at_top(line, page) and _is_furniture(line, repeated), page.lines)
    from_bottom = takewhile(lambda line: _at_bottom(line, page) and _is_furniture(line, repeated), reversed(page.lines))
    return (*from_top, *from_bottom)


def _is_furniture(line: Line, repeated: set[str]) -> bool:
    text = squeeze(line.text)
    return not _CAPTION.search(text) and bool(_PAGE_NUMBER.fullmatch(text) or _key(line) in repeated)
