"""Both engines read a page alike, whatever fonts the machine has."""

from __future__ import annotations

from pathlib import Path

import pytest

from dislint.config import Config
from dislint.linter import lint_file
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


def told(path: Path, engine: str) -> list[tuple[object, ...]]:
    """Findings but for their boxes, which the engines compute in single and in double precision."""
    found = lint_file(path, Config(engine=engine)).findings
    return [
        (f.code, f.severity, f.message, f.anchor.page, f.anchor.line, f.anchor.column, f.anchor.text) for f in found
    ]


@pytest.mark.parametrize("name", ["putuo-finance-2024", "putuo-finance-2024-seeded", "putuo-commerce-budget-2025"])
def test_both_engines_give_the_same_findings(name: str, corpus: Path) -> None:
    pytest.importorskip("pypdfium2")
    path = corpus / f"{name}.pdf"
    assert told(path, "pdfium") == told(path, "pdfminer")


@pytest.mark.parametrize("suffix", [".doc", ".xls"])
def test_old_formats_say_what_to_do(suffix: str, tmp_path: Path) -> None:
    path = tmp_path / f"report{suffix}"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
    (finding,) = lint_file(path, Config()).findings
    assert finding.code == "E001"
    assert "另存为" in finding.message
