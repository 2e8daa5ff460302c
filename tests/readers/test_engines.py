"""Both engines read a page alike, whatever fonts the machine has."""

from __future__ import annotations

from pathlib import Path

import pytest

from dislint.readers.model import Glyph, ReadOptions, Sheet
from dislint.readers.pdf import PdfReader
from dislint.testing.accounts import make_accounts
from dislint.testing.wordings import make_report
from dislint.testing.writers import write_pdf


def sheets(path: Path, engine: str) -> list[Sheet]:
    return list(PdfReader().read(path, path.read_bytes(), ReadOptions(engine=engine)).sheets)


def printed(sheet: Sheet) -> list[Glyph]:
    return [glyph for glyph in sheet.glyphs if not glyph.text.isspace()]


def test_fonts_that_are_not_embedded_are_measured_as_the_file_says(tmp_path: Path) -> None:
    pytest.importorskip("pypdfium2")
    path = tmp_path / "report.pdf"
    write_pdf(make_report(make_accounts(5), "shanghai"), path)
    for fast, reference in zip(sheets(path, "pdfium"), sheets(path, "pdfminer"), strict=True):
        assert printed(fast) == printed(reference)
