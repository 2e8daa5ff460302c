"""Page furniture: page numbers, running headers and footers, kept out of the text."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from dislint.layout.model import Line
from dislint.text import squeeze

if TYPE_CHECKING:
    from dislint.layout.compose import PagePrint

_PAGE_NUMBER = re.compile(r"[-—–_]{0,2}(?:第?\d{1,4}页?(?:[/共]{1,2}\d{1,4}页?)?)[-—–_]{0,2}|[ivxIVX]{1,6}")
_TABLE_NUMBER = re.compile(r"(?:公开)?\d{1,2}(?:-\d)?表")
"""公开05表: stands at the same place on most pages of some reports, and says which table it is."""
_EDGE = 0.12
"""Page numbers and running headers stand within this share of the page's height from its edge."""


def split_furniture(pages: list[PagePrint]) -> list[PagePrint]:
    """Takes page numbers and lines repeated at the edge of most pages out of the lines."""
    repeated = _repeated(pages)
    result = []
    for page in pages:
        furniture = tuple(line for line in page.lines if _is_furniture(line, page, repeated))
        lines = tuple(line for line in page.lines if line not in furniture)
        result.append(page._replace(info=replace(page.info, furniture=furniture), lines=lines))
    return result


def _key(line: Line) -> str:
    return re.sub(r"\d+", "#", squeeze(line.text))


def _at_edge(line: Line, page: PagePrint) -> bool:
    if line.box is None:
        return False
    height = page.info.height
    return line.box.y1 < _EDGE * height or line.box.y0 > (1 - _EDGE) * height


def _repeated(pages: list[PagePrint]) -> set[str]:
    """Texts that stand at the same edge height on at least half of the pages, and on three."""
    counts: Counter[tuple[str, int]] = Counter()
    for page in pages:
        counts.update(
            {(_key(line), round(line.box.y0 / 6)) for line in page.lines if line.box and _at_edge(line, page)}
        )
    needed = max(3, len(pages) // 2)
    return {key for (key, _), count in counts.items() if count >= needed}


def _is_furniture(line: Line, page: PagePrint, repeated: set[str]) -> bool:
    text = squeeze(line.text)
    if not _at_edge(line, page) or _TABLE_NUMBER.fullmatch(text):
        return False
    return bool(_PAGE_NUMBER.fullmatch(text)) or _key(line) in repeated
