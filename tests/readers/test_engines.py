"""Both engines read alike, whatever fonts the machine has: real reports, and generated ones in every layout."""

from __future__ import annotations

from collections.abc import Callable
from ctypes import ArgumentError
from dataclasses import replace
from pathlib import Path
from types import FunctionType
from typing import NamedTuple

import pytest
from reportlab.pdfgen.canvas import Canvas

from dislint.blocks import Grid, Layout, cells_once
from dislint.cli.show_structure import show_structure
from dislint.cli.show_text import show_text
from dislint.config.configuration import Config
from dislint.linter.linter import Linter
from dislint.readers.model import ReadOptions, Sheet
from dislint.readers.pdf import PdfReader
from dislint.testing.accounts import make_accounts
from dislint.testing.report import Report, TableBlock
from dislint.testing.variants import VARIANTS, installed_font
from dislint.testing.wordings import make_report
from dislint.testing.writers import write_pdf

REAL = [
    "lanxian-2024-chromium",
    "lanxian-2024-cidfont",
    "putuo-finance-2024",
    "putuo-finance-2024-seeded",
    "putuo-template",
    "putuo-commerce-budget-2025",
    "putuo-wanli-budget-2024",
]


class Read(NamedTuple):
    """What a run makes of a file, but for boxes, which the engines compute in single and in double precision."""

    pages: list[tuple[int, bool, bool, int]]
    text: str
    spans: list[tuple[int, int, int, int]]
    structure: str
    findings: list[tuple[object, ...]]


def read_by(engine: str, path: Path) -> Read:
    result = Linter(Config(engine=engine)).lint(path, keep=True)
    assert result.document is not None
    layout = result.document.layout
    return Read(
        [(page.number, page.scanned, page.empty, len(page.marks)) for page in layout.pages],
        show_text(layout),
        spans(layout),
        show_structure(result.document.structure),
        [
            (f.code, f.severity, f.message, f.anchor.page, f.anchor.line, f.anchor.column, f.anchor.text)
            for f in result.findings
        ],
    )


def spans(layout: Layout) -> list[tuple[int, int, int, int]]:
    grids = [block for block in layout.blocks if isinstance(block, Grid)]
    return [(cell.row, cell.column, cell.rowspan, cell.colspan) for grid in grids for cell in cells_once(grid)]


def sheets(path: Path, engine: str) -> list[Sheet]:
    return list(PdfReader().read(path, path.read_bytes(), ReadOptions(engine=engine)).sheets)


def printed(sheet: Sheet) -> list[tuple[str, tuple[float, ...]]]:
    """The letters with their boxes, in points, to what the engines' arithmetic can tell; line by line."""
    letters = [(glyph.text, glyph[1:6]) for glyph in sheet.glyphs if not glyph.text.isspace()]
    return sorted(
        ((text, tuple(round(x, 2) for x in box)) for text, box in letters), key=lambda letter: letter[1][1::-1]
    )


def excerpt(report: Report) -> Report:
    """A table of each shape and some of the narrative: three pages."""
    tables = [report.table(kind) for kind in ("T01", "T03", "T09")]
    narrative = [block for block in report.blocks if not isinstance(block, TableBlock)][:20]
    return replace(report, blocks=[*tables, *narrative])


@pytest.fixture
def made() -> Report:
    return excerpt(make_report(make_accounts(5), "shanghai"))


@pytest.mark.parametrize("drawn", [True, False])
def test_fonts_that_are_not_embedded_are_measured_as_the_file_says(
    drawn: bool, made: Report, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = pytest.importorskip("dislint.readers.pdfium_engine")
    if not drawn:  # As on a machine that has no font for them: then the reference reads the page.
        monkeypatch.setattr(engine, "_FLAT", 10.0)
    path = tmp_path / "report.pdf"
    write_pdf(made, path)
    for fast, reference in zip(sheets(path, "pdfium"), sheets(path, "pdfminer"), strict=True):
        assert drawn or fast == reference
        for (text, box), (expected, place) in zip(printed(fast), printed(reference), strict=True):
            assert text == expected
            assert box == pytest.approx(place, abs=0.02)


@pytest.mark.parametrize("name", REAL)
def test_real_reports_are_read_alike(name: str, corpus: Path) -> None:
    pytest.importorskip("pypdfium2")
    path = corpus / f"{name}.pdf"
    assert read_by("pdfium", path) == read_by("pdfminer", path)


@pytest.mark.parametrize(
    ("layout", "embedded"), [*((layout, True) for layout in sorted(VARIANTS)), ("plain", False), ("watermark", False)]
)
def test_every_layout_is_read_alike(layout: str, embedded: bool, made: Report, tmp_path: Path) -> None:
    pytest.importorskip("pypdfium2")
    font = installed_font() if embedded else None
    if embedded and font is None:
        pytest.skip("no Chinese TrueType font is installed")
    path = tmp_path / "report.pdf"
    write_pdf(made, path, replace(VARIANTS[layout], font=font))
    assert read_by("pdfium", path) == read_by("pdfminer", path)


@pytest.mark.parametrize("suffix", [".doc", ".xls"])
def test_old_formats_say_what_to_do(suffix: str, tmp_path: Path) -> None:
    path = tmp_path / f"report{suffix}"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
    (finding,) = Linter(Config()).lint(path).findings
    assert finding.code == "E001"
    assert "另存为" in finding.message


def drawn(path: Path, draw: Callable[[Canvas], None]) -> Path:
    """A page of A4 drawn by hand."""
    canvas = Canvas(str(path), pagesize=(595, 842))
    draw(canvas)
    canvas.save()
    return path


def form(canvas: Canvas) -> None:
    canvas.beginForm("stamp", 0, 0, 300, 300)
    canvas.rect(10, 10, 80, 30)
    canvas.drawString(15, 20, "Inside 12.30")
    canvas.endForm()
    canvas.drawString(72, 700, "Total 123.45")
    canvas.translate(100, 200)
    canvas.scale(2, 1.5)
    canvas.doForm("stamp")


def test_forms_are_read_alike(tmp_path: Path) -> None:
    pytest.importorskip("pypdfium2")
    path = drawn(tmp_path / "form.pdf", form)
    (fast,), (reference,) = sheets(path, "pdfium"), sheets(path, "pdfminer")
    assert [text for text, _ in printed(fast)] == list("Total123.45Inside12.30")
    assert [text for text, _ in printed(fast)] == [text for text, _ in printed(reference)]
    assert sorted(fast.rulings) == [pytest.approx(ruling, abs=0.02) for ruling in sorted(reference.rulings)]


@pytest.mark.parametrize("error", [TypeError, AttributeError, ArgumentError])
def test_an_error_of_the_program_is_no_damage(
    error: type[Exception], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("pypdfium2")

    def wrong(*_: object) -> None:
        raise error

    # A wrong call is raised in the frame that makes it: one of the engine's.
    made = FunctionType(wrong.__code__, {"__name__": "dislint.readers.pdfium_engine"}, closure=wrong.__closure__)
    monkeypatch.setattr("dislint.readers.pdfium_engine._letters", made)
    result = Linter(Config(engine="pdfium")).lint(drawn(tmp_path / "form.pdf", form))
    assert result.failed
    assert [finding.code for finding in result.findings] == ["E009"]


def test_a_page_that_the_fast_engine_cannot_read_goes_to_the_reference(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = pytest.importorskip("dislint.readers.pdfium_engine")
    path = drawn(tmp_path / "form.pdf", form)
    monkeypatch.setattr(engine, "_letters", lambda _: "".encode("utf-16").decode("ascii"))
    assert sheets(path, "pdfium") == sheets(path, "pdfminer")
