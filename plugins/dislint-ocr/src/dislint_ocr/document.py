"""A PDF opened once, whose pages are rendered and read one by one."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path

import pypdfium2

from dislint import Sheet
from dislint_ocr.characters import use_threads
from dislint_ocr.page import read_page
from dislint_ocr.picture import Colors, render


class ScannedPdf:
    """The pictures of the pages of a PDF."""

    def __init__(self, data: bytes, password: str, threads: int) -> None:
        """Opens it; the models work on at most so many threads."""
        use_threads(threads)
        self._document = pypdfium2.PdfDocument(data, password=password or None)

    def page(self, number: int) -> ScannedPage:
        """The picture of a page, numbered from 1."""
        return ScannedPage(*render(self._document[number - 1]))

    def close(self) -> None:
        """Closes the document."""
        self._document.close()


class ScannedPage:
    """The picture of a page in blue, green, red, and its dots a point."""

    def __init__(self, colors: Colors, scale: float) -> None:
        """``key`` is a digest of the picture and of all that reads it."""
        self._colors, self._scale = colors, scale
        digest = hashlib.sha256(f"{_reader()} {colors.shape} {scale}".encode())
        digest.update(colors)
        self.key = digest.hexdigest()

    def read(self, sheet: Sheet) -> Sheet:
        """The page with the characters and rulings of its picture; raises UnclearError."""
        return read_page(self._colors, self._scale, sheet)


@lru_cache(maxsize=1)
def _reader() -> str:
    """What a reading depends on besides the picture: this plugin's code, and the models and libraries that it uses."""
    code = b"".join(file.read_bytes() for file in sorted(Path(__file__).parent.glob("*.py")))
    libraries = [version(name) for name in ("dislint", "rapidocr", "onnxruntime")]
    return " ".join([hashlib.sha256(code).hexdigest(), *libraries])
