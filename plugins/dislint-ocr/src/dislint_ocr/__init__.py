"""Reads scanned pages for dislint: rendered, straightened, their rulings found, their characters recognised."""

from __future__ import annotations

from collections.abc import Sequence

from dislint import Sheet, hookimpl

DISLINT_API = 1


class PageRecogniser:
    """Reads the pictures of pages with the models of PP-OCR, on this machine."""

    name = "ocr"

    def read(self, data: bytes, sheet: Sheet, password: str = "") -> Sheet:
        """The page with the characters and rulings of its picture, and the characters that are in doubt."""
        from dislint_ocr.page import read_page

        return read_page(data, sheet, password)


@hookimpl
def dislint_recognisers() -> Sequence[PageRecogniser]:
    """The recogniser of this plugin."""
    return [PageRecogniser()]
