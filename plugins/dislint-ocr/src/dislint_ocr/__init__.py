"""Reads scanned pages for dislint: rendered, straightened, their rulings found, their characters recognised."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from dislint import hookimpl

if TYPE_CHECKING:
    from dislint_ocr.document import ScannedPdf

DISLINT_API = 1


class PageRecogniser:
    """Reads the pictures of pages with the models of PP-OCR, on this machine."""

    name = "ocr"

    def open(self, data: bytes, password: str, threads: int) -> ScannedPdf:
        """The pictures of a PDF's pages."""
        from dislint_ocr.document import ScannedPdf

        return ScannedPdf(data, password, threads)


@hookimpl
def dislint_recognisers() -> Sequence[PageRecogniser]:
    """The recogniser of this plugin."""
    return [PageRecogniser()]
