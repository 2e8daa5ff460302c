"""What layout found, drawn on the pages: lines in blue, cells in red, tables in green.

``draw(path, layout, out_dir, password)`` needs the extra ``draw`` (pypdfium2 and Pillow).
"""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

from dislint.layout.model import Box, Grid, Layout
from dislint.layout.show import cells_once

SCALE = 1.5
"""Pixels a point."""
_LINE, _CELL, _TABLE = "#3060ff", "#e02020", "#00a040"
_Marks = dict[int, list[tuple[Box, str, int]]]


def draw(path: Path, layout: Layout, out_dir: Path, password: str = "") -> list[Path]:
    """Writes one PNG a page (page-001.png, …) to ``out_dir``; returns their paths.

    Raises ImportError where the extra is not installed.
    """
    import pypdfium2
    from PIL import ImageDraw

    out_dir.mkdir(parents=True, exist_ok=True)
    marks = _marks(layout)
    document = pypdfium2.PdfDocument(path, password=password or None)
    written = []
    for info in layout.pages:
        image = document[info.number - 1].render(scale=SCALE).to_pil().convert("RGB")
        pen = ImageDraw.Draw(image)
        for box, color, width in marks[info.number]:
            pen.rectangle([SCALE * value for value in box], outline=color, width=width)
        target = out_dir / f"page-{info.number:03}.png"
        image.save(target)
        written.append(target)
    document.close()
    return written


def _marks(layout: Layout) -> _Marks:
    marks: _Marks = defaultdict(list)
    for block in layout.blocks:
        passages = [cell.passage for cell in cells_once(block)] if isinstance(block, Grid) else [block]
        for passage in passages:
            for line in passage.lines:
                if line.page is not None and line.box is not None:
                    marks[line.page].append((line.box, _LINE, 1))
        if isinstance(block, Grid):
            for cell in cells_once(block):
                if cell.page is not None and cell.box is not None:
                    marks[cell.page].append((cell.box, _CELL, 1))
            for page, box in block.boxes:
                marks[page].append((box, _TABLE, 3))
    return marks
