"""What was read, drawn on the pages: lines in blue, cells in red, tables in green with their kind.

``draw(path, layout, tables, out_dir, password)`` needs the extra ``html-report`` (pypdfium2 and Pillow).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from dislint.blocks import Box, Grid, Layout, PageInfo, cells_once, lines_of
from dislint.reporters.pictures import LONGEST, PicturesError, open_pdf, picture
from dislint.structure.model import Table

SCALE = 1.5
"""Pixels a point."""
_LINE, _CELL, _TABLE, _ASIDE = "#3060ff", "#e02020", "#00a040", "#909090"
_LETTER = 16
"""Height of the kinds' letters, in pixels."""


class _Mark(NamedTuple):
    box: Box
    color: str
    width: int = 1
    words: str = ""


def draw(path: Path, layout: Layout, tables: Sequence[Table], out_dir: Path, password: str = "") -> list[Path]:
    """Writes one PNG a page (page-001.png, …) to ``out_dir``; returns their paths.

    A table is marked with its kind ("?" for a table of none), rows and columns. Page numbers and running heads are
    grey. A page that PDFium does not draw is white under its marks. Raises PicturesError where the extra is not installed or the file does not open.
    """
    document = open_pdf(path, password)
    from PIL import ImageDraw, ImageFont

    out_dir.mkdir(parents=True, exist_ok=True)
    marks = _marks(layout, tables)
    font = ImageFont.load_default(_LETTER)
    written = []
    for info in layout.pages:
        image = _paper(document, info)
        if info.skew:  # As it was read.
            quarters = 90 * info.quarters
            image = image.rotate(quarters, expand=True).rotate(info.skew - quarters, fillcolor="white")
        pen = ImageDraw.Draw(image)
        scale = image.width / max(info.width, 1)
        for mark in marks[info.number]:
            x0, y0, x1, y1 = (scale * value for value in mark.box)
            pen.rectangle((x0, y0, x1, y1), outline=mark.color, width=mark.width)
            if mark.words:
                pen.text((x0, max(y0 - 1.25 * _LETTER, 0)), mark.words, fill=mark.color, font=font)
        target = out_dir / f"page-{info.number:03}.png"
        image.save(target)
        written.append(target)
    document.close()
    return written


def _paper(document: Any, info: PageInfo) -> Any:
    """The picture of a page; white paper of its size where it cannot be drawn."""
    from PIL import Image

    try:
        return picture(document, info.number, SCALE)
    except PicturesError:
        across, down = (min(max(round(SCALE * side), 1), LONGEST) for side in (info.width, info.height))
        return Image.new("RGB", (across, down), "white")


def _marks(layout: Layout, tables: Sequence[Table]) -> dict[int, list[_Mark]]:
    """What to draw on each page."""
    kinds = {id(table.grid): table.kind for table in tables}
    marks: dict[int, list[_Mark]] = defaultdict(list)
    for info in layout.pages:
        marks[info.number] += [_Mark(line.box, _ASIDE) for line in info.furniture if line.box]
    for block in layout.blocks:
        for line in lines_of(block):
            if line.page is not None and line.box is not None:
                marks[line.page].append(_Mark(line.box, _LINE))
        if isinstance(block, Grid):
            for cell in cells_once(block):
                if cell.page is not None and cell.box is not None:
                    marks[cell.page].append(_Mark(cell.box, _CELL))
            words = f"{kinds.get(id(block)) or '?'}  {block.height} x {block.width}"
            for page, box in block.boxes:
                marks[page].append(_Mark(box, _TABLE, 3, words))
    return marks
