"""The pages of a PDF as pictures: needs pypdfium2 and Pillow (the extra ``html-report``)."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import Any

from dislint.language import SpokenError

LONGEST = 2000
"""Pixels; a page as large as a poster is drawn smaller."""


class PicturesError(SpokenError):
    """The pages cannot be drawn: the extra is absent, or the file does not open."""


def can_draw() -> bool:
    """Whether the extra is installed."""
    return find_spec("PIL") is not None and find_spec("pypdfium2") is not None


def open_pdf(path: Path, password: str = "") -> Any:
    """The PDF as a sequence of pages; raises PicturesError."""
    if not can_draw():
        raise PicturesError("需要 dislint[html-report]", "needs the extra dislint[html-report]")
    import pypdfium2

    try:
        return pypdfium2.PdfDocument(path, password=password or None)
    except (pypdfium2.PdfiumError, OSError) as error:
        raise PicturesError(f"{path}: {error}", f"{path}: {error}") from error


def picture(document: Any, number: int, scale: float) -> Any:
    """A page, numbered from 1, as shown (after /Rotate, its crop box) as a Pillow image, ``scale`` pixels a point.

    Raises PicturesError where PDFium does not draw it: the reference engine reads pages that it cannot load.
    """
    import pypdfium2

    try:
        page = document[number - 1]
        return page.render(scale=min(scale, LONGEST / max(*page.get_size(), 1))).to_pil().convert("RGB")
    except (pypdfium2.PdfiumError, IndexError) as error:
        raise PicturesError(f"第 {number} 页画不出来", f"page {number} cannot be drawn") from error
