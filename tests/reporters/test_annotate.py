"""The annotated report: a highlight for each finding, at its place, with its message."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

import pytest

from dislint.blocks import Anchor, Box
from dislint.cli.program import run
from dislint.config.configuration import Config
from dislint.findings import Finding, Related, Severity
from dislint.linter.linter import Linter
from dislint.reporters.annotate import annotate
from dislint.reporters.notes import NotAnnotatedError
from dislint.testing.accounts import make_accounts
from dislint.testing.injection import inject
from dislint.testing.variants import VARIANTS
from dislint.testing.wordings import make_report
from dislint.testing.writers import write_pdf
from dislint.text import squeeze

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


def test_the_note_names_what_is_contradicted(tmp_path: Path) -> None:
    related = tuple(Related(f"表{n} {n}万元", Anchor(n, 7, 1, ""), "", f"table {n}") for n in range(1, 8))
    found = replace(finding((1, Box(5, 10, 15, 20))), related=related)
    annotate(blank(tmp_path / "a.pdf"), tmp_path / "b.pdf", [found])
    with pikepdf.open(tmp_path / "b.pdf") as document:
        lines = str(document.pages[0].Annots[0].Contents).split("\n")
    assert lines[0] == "N501 增长3%，按数字为4%"
    assert lines[1] == "→ 第1页第7行 表1 1万元"
    assert lines[-1] == "→ 另有 2 处"


def test_an_encrypted_report_stays_encrypted(tmp_path: Path) -> None:
    with pikepdf.open(blank(tmp_path / "plain.pdf")) as document:
        document.save(tmp_path / "a.pdf", encryption=pikepdf.Encryption(owner="o", user="secret"))
    assert annotate(tmp_path / "a.pdf", tmp_path / "b.pdf", [finding()], password="secret") == 1
    with pytest.raises(pikepdf.PasswordError):
        pikepdf.open(tmp_path / "b.pdf")
    with pikepdf.open(tmp_path / "b.pdf", password="secret") as document:
        assert len(document.pages[0].Annots) == 1


def test_each_report_is_shown_with_the_password_of_its_own_configuration(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("PIL")
    pytest.importorskip("pypdfium2")
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        with pikepdf.open(blank(tmp_path / "plain.pdf")) as document:
            document.save(tmp_path / name / "a.pdf", encryption=pikepdf.Encryption(owner="o", user=name))
        (tmp_path / name / "dislint.toml").write_text(f'password = "{name}"\n', encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    run(["--output-format", "html", "--output-file", "all.html", "one", "two"])
    pages = [page.read_text(encoding="utf-8") for page in (tmp_path / "all_files").iterdir()]
    assert [page.count("data:image/") for page in pages] == [1, 1]
    assert run(["extract", "--draw", "pictures", "two/a.pdf"]) == 0
    assert (tmp_path / "pictures" / "page-001.png").is_file()
    run(["--annotate", "marked.pdf", "two/a.pdf"])
    with pikepdf.open(tmp_path / "marked.pdf", password="two") as document:
        assert document.pages[0].Annots


def turned(source: Path, target: Path, turn: int) -> Path:
    """The report with its content turned on the page, and /Rotate to show it upright."""
    with pikepdf.open(source) as document:
        for page in document.pages:
            width, height = (float(value) for value in page.mediabox[2:])
            matrix = {90: (0, 1, -1, 0, height, 0), 180: (-1, 0, 0, -1, width, height), 270: (0, -1, 1, 0, 0, width)}
            start = "q {} {} {} {} {} {} cm".format(*matrix[turn])
            page.contents_add(document.make_stream(start.encode()), prepend=True)
            page.contents_add(document.make_stream(b"Q"))
            page.MediaBox = pikepdf.Array([0, 0, width, height] if turn == 180 else [0, 0, height, width])
            page.Rotate = turn
        document.save(target)
    return target


def cropped(source: Path, target: Path) -> Path:
    """The report on larger sheets that are shown cropped."""
    with pikepdf.open(source) as document:
        for page in document.pages:
            width, height = (float(value) for value in page.mediabox[2:])
            page.MediaBox = pikepdf.Array([-50, -30, width + 70, height + 90])
            page.CropBox = pikepdf.Array([20, 20, width - 20, height - 20])
        document.save(target)
    return target


@pytest.mark.parametrize("kind", ["plain", "90", "180", "270", "cropped"])
def test_highlights_lie_on_the_words(tmp_path: Path, kind: str) -> None:
    """As another reader of the file sees them: the text within the quadrilaterals, in the page's own space."""
    pdfium = pytest.importorskip("pypdfium2")
    made = make_report(make_accounts(4), "shanxi")
    for error in ("growth", "completion", "class-row"):
        inject(made, error, random.Random(4))
    write_pdf(made, tmp_path / "plain.pdf", VARIANTS["plain"])
    source = tmp_path / "plain.pdf"
    if kind == "cropped":
        source = cropped(source, tmp_path / "a.pdf")
    elif kind != "plain":
        source = turned(source, tmp_path / "a.pdf", int(kind))
    findings = [found for found in Linter(Config()).lint(source).findings if found.anchor.boxes]
    assert len(findings) >= 3
    assert annotate(source, tmp_path / "b.pdf", findings) == len(findings)
    with pikepdf.open(tmp_path / "b.pdf") as document:
        places = [
            (number, str(note.Subj), [float(value) for value in note.Rect])
            for number, page in enumerate(document.pages)
            for note in page.get("/Annots", [])
        ]
    text = pdfium.PdfDocument(tmp_path / "b.pdf")
    assert sorted(code for _, code, _ in places) == sorted(found.code for found in findings)
    for number, code, rectangle in places:
        words = {squeeze(f.anchor.text) for f in findings if (f.code, f.anchor.page) == (code, number + 1)}
        covered = squeeze(text[number].get_textpage().get_text_bounded(*rectangle))
        assert any(word in covered for word in words), (covered, words)


def test_all_findings_of_a_real_report(corpus: Path, tmp_path: Path) -> None:
    source = corpus / "putuo-finance-2024-seeded.pdf"
    findings = Linter(Config()).lint(source).findings
    assert findings
    assert annotate(source, tmp_path / "b.pdf", findings) >= len(findings)


def test_pages_that_share_their_annotations_get_their_own(tmp_path: Path) -> None:
    source = tmp_path / "a.pdf"
    with pikepdf.new() as document:
        link = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=[0, 0, 9, 9])
        shared = document.make_indirect(pikepdf.Array([document.make_indirect(link)]))
        for _ in range(3):
            document.add_blank_page(page_size=(200, 400)).Annots = shared
        document.save(source)
    assert (
        annotate(source, tmp_path / "b.pdf", [finding((2, Box(5, 10, 15, 20))), finding((2, Box(5, 30, 15, 40)))]) == 2
    )
    with pikepdf.open(tmp_path / "b.pdf") as document:
        assert [len(page.Annots) for page in document.pages] == [1, 3, 1]


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("Rotate", pikepdf.Name.N),
        ("Rotate", pikepdf.Array([90])),
        ("CropBox", pikepdf.Array([0, 0, 210])),
        ("CropBox", pikepdf.Name.N),
        ("CropBox", pikepdf.Array([900, 900, 901, 901])),
        ("Annots", pikepdf.Name.N),
    ],
)
def test_what_a_damaged_page_says_of_itself_is_left_out(key: str, value: object, tmp_path: Path) -> None:
    source = blank(tmp_path / "a.pdf")
    with pikepdf.open(source, allow_overwriting_input=True) as document:
        document.pages[0].obj["/" + key] = value
        document.save(source)
    assert annotate(source, tmp_path / "b.pdf", [finding((1, Box(5, 10, 15, 20)))]) == 1
    with pikepdf.open(tmp_path / "b.pdf") as document:
        assert [float(value) for value in document.pages[0].Annots[0].Rect] == [15, 400, 25, 410]


def test_a_turn_that_all_pages_have_is_a_pages_own(tmp_path: Path) -> None:
    source = blank(tmp_path / "a.pdf")
    with pikepdf.open(source, allow_overwriting_input=True) as document:
        del document.pages[0].obj["/Rotate"]
        document.Root.Pages.Rotate = 90
        document.save(source)
    annotate(source, tmp_path / "b.pdf", [finding((1, Box(5, 10, 15, 20)))])
    with pikepdf.open(tmp_path / "b.pdf") as document:
        assert [float(value) for value in document.pages[0].Annots[0].Rect] == [20, 25, 30, 35]
