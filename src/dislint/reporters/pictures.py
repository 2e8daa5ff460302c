"""The pages of a PDF as pictures: needs pypdfium2 and Pillow (the extra ``html-report``)."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import Any

from dislint.language import SpokenError

_LONGEST = 2000  # pixels; a page as large as a poster is drawn smaller


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


def picture(page: Any, scale: float) -> Any:
    """A page as shown (after /Rotate, its crop box) as a Pillow image, ``scale`` pixels a point."""
    return page.render(scale=min(scale, _LONGEST / max(*page.get_size(), 1))).to_pil().convert("RGB")
