"""What layout found, drawn on the pages: lines in blue, cells in red, tables in green.

``draw(path, layout, out_dir, password)`` needs the extra ``html-report`` (pypdfium2 and Pillow).
"""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

from dislint.layout.model import Box, Grid, Layout
from dislint.layout.show import cells_once, lines_of
from dislint.pictures import open_pdf, picture

SCALE = 1.5
"""Pixels a point."""
_LINE, _CELL, _TABLE = "#3060ff", "#e02020", "#00a040"
_Marks = dict[int, list[tuple[Box, str, int]]]


def draw(path: Path, layout: Layout, out_dir: Path, password: str = "") -> list[Path]:
    """Writes one PNG a page (page-001.png, …) to ``out_dir``; returns their paths.

    Raises PicturesError where the extra is not installed or the file does not open.
    """
    document = open_pdf(path, password)
    from PIL import ImageDraw

    out_dir.mkdir(parents=True, exist_ok=True)
    marks = _marks(layout)
    written = []
    for info in layout.pages:
        image = picture(document[info.number - 1], SCALE)
        pen = ImageDraw.Draw(image)
        scale = image.width / max(info.width, 1)
        for box, color, width in marks[info.number]:
            pen.rectangle([scale * value for value in box], outline=color, width=width)
        target = out_dir / f"page-{info.number:03}.png"
        image.save(target)
        written.append(target)
    document.close()
    return written


def _marks(layout: Layout) -> _Marks:
    marks: _Marks = defaultdict(list)
    for block in layout.blocks:
        for line in lines_of(block):
            if line.page is not None and line.box is not None:
                marks[line.page].append((line.box, _LINE, 1))
        if isinstance(block, Grid):
            for cell in cells_once(block):
                if cell.page is not None and cell.box is not None:
                    marks[cell.page].append((cell.box, _CELL, 1))
            for page, box in block.boxes:
                marks[page].append((box, _TABLE, 3))
    return marks
