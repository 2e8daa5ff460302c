"""The annotated report: a highlight for each finding, at its place, with its message."""

from __future__ import annotations

from pathlib import Path

import pytest

from dislint.annotate import NotAnnotatedError, annotate
from dislint.config import Config
from dislint.findings import Finding, Severity
from dislint.layout.model import Anchor, Box
from dislint.linter import lint_file

pikepdf = pytest.importorskip("pikepdf")


def blank(path: Path, rotate: int = 0) -> Path:
    with pikepdf.new() as document:
        page = document.add_blank_page(page_size=(200, 400))
        page.MediaBox = pikepdf.Array([10, 20, 210, 420])
        page.Rotate = rotate
        document.save(path)
    return path


def finding(*boxes: tuple[int, Box]) -> Finding:
    return Finding("N501", Severity.ERROR, "增长3%，按数字为4%", Anchor(1, 1, 1, "3%", boxes), "rate")


@pytest.mark.parametrize(
    ("rotate", "rectangle"),
    [(0, [15, 400, 25, 410]), (90, [20, 25, 30, 35]), (180, [195, 30, 205, 40]), (270, [190, 405, 200, 415])],
)
def test_place(tmp_path: Path, rotate: int, rectangle: list[float]) -> None:
    source = blank(tmp_path / "a.pdf", rotate)
    assert annotate(source, tmp_path / "b.pdf", [finding((1, Box(5, 10, 15, 20)))]) == 1
    with pikepdf.open(tmp_path / "b.pdf") as document:
        (note,) = document.pages[0].Annots
        assert str(note.Subtype) == "/Highlight"
        assert str(note.Contents) == "N501 增长3%，按数字为4%"
        assert [float(value) for value in note.Rect] == rectangle
        assert len(note.QuadPoints) == 8


def test_without_a_place_a_note_on_its_page(tmp_path: Path) -> None:
    assert annotate(blank(tmp_path / "a.pdf"), tmp_path / "b.pdf", [finding()], english=True) == 1
    with pikepdf.open(tmp_path / "b.pdf") as document:
        (note,) = document.pages[0].Annots
        assert str(note.Subtype) == "/Text"
        assert str(note.Contents) == "N501 rate"


def test_the_original_is_not_overwritten(tmp_path: Path) -> None:
    source = blank(tmp_path / "a.pdf")
    with pytest.raises(NotAnnotatedError):
        annotate(source, source, [finding()])


def test_no_pdf(tmp_path: Path) -> None:
    source = tmp_path / "a.pdf"
    source.write_bytes(b"nothing")
    with pytest.raises(NotAnnotatedError):
        annotate(source, tmp_path / "b.pdf", [finding()])


def test_all_findings_of_a_real_report(corpus: Path, tmp_path: Path) -> None:
    source = corpus / "putuo-finance-2024-seeded.pdf"
    findings = lint_file(source, Config()).findings
    assert findings
    assert annotate(source, tmp_path / "b.pdf", findings) >= len(findings)
