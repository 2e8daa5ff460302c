"""PDFs whose parts do not fit together, and fonts that the PDF itself explains: both engines say or read the same."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from dislint.cli.program import run
from dislint.config.configuration import Config
from dislint.linter.linter import Linter
from dislint.readers.model import ReadOptions, UnreadableError
from dislint.readers.pdf import PdfReader

pikepdf = pytest.importorskip("pikepdf")
pytest.importorskip("pypdfium2")

ENGINES = ("pdfium", "pdfminer")
HELVETICA = {"/Type": "/Font", "/Subtype": "/Type1", "/BaseFont": "/Helvetica"}
WORDS = b"BT /F 12 Tf 50 100 Td (%b) Tj ET"


def made(path: Path, *contents: bytes, font: object = None) -> Path:
    """A PDF of pages with these contents, their font named F."""
    with pikepdf.new() as document:
        for content in contents:
            page = document.add_blank_page(page_size=(300, 200))
            given = font(document) if callable(font) else document.make_indirect(named(HELVETICA))
            page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F=given))
            page.Contents = document.make_stream(content)
        document.save(path)
    return path


def named(values: dict[str, str]) -> object:
    return pikepdf.Dictionary(**{key[1:]: pikepdf.Name(value) for key, value in values.items()})


def texts(path: Path, engine: str) -> list[str]:
    sheets = PdfReader().read(path, path.read_bytes(), ReadOptions(engine=engine)).sheets
    return ["".join(glyph.text for glyph in sheet.glyphs).replace(" ", "") for sheet in sheets]


def refusals(path: Path) -> set[tuple[str, str]]:
    told = set()
    for engine in ENGINES:
        with pytest.raises(UnreadableError) as raised:
            texts(path, engine)
        told.add((raised.value.code, raised.value.message))
    return told


def test_a_page_that_is_none_takes_no_other_page_s_place(tmp_path: Path) -> None:
    path = made(tmp_path / "a.pdf", WORDS % b"one", WORDS % b"two", WORDS % b"three")
    data = path.read_bytes()
    with pikepdf.open(path, allow_overwriting_input=True) as document:
        document.pages[1].obj.Type = pikepdf.Name("/Pag")
        document.save(path)
    assert path.read_bytes() != data
    assert refusals(path) == {("E001", "PDF 已损坏：写明有 3 页，能读出 2 页")}


def test_an_empty_owner_s_password_opens(tmp_path: Path) -> None:
    path = made(tmp_path / "plain.pdf", WORDS % b"words")
    with pikepdf.open(path) as document:
        document.save(tmp_path / "a.pdf", encryption=pikepdf.Encryption(owner="", user="secret"))
    assert [texts(tmp_path / "a.pdf", engine) for engine in ENGINES] == [["words"]] * 2


@pytest.mark.parametrize("stated", [0, 3, 99])
def test_a_stream_is_read_to_its_end_whatever_length_it_states(stated: int, tmp_path: Path) -> None:
    path = made(tmp_path / "a.pdf", WORDS % b"words")
    with pikepdf.open(path, allow_overwriting_input=True) as document:
        document.save(path, compress_streams=False)
    data, found = re.subn(rb"/Length (\d+)", lambda at: b"/Length %*d" % (len(at[1]), stated), path.read_bytes())
    assert found == 1
    path.write_bytes(data)
    assert [texts(tmp_path / "a.pdf", engine) for engine in ENGINES] == [["words"]] * 2


def test_each_operator_that_shows_text_goes_to_its_own_line(tmp_path: Path) -> None:
    path = made(tmp_path / "a.pdf", b"BT /F 12 Tf 14 TL 50 100 Td (a) Tj (b) ' 0 0 (c) \" ET")
    heights = []
    for engine in ENGINES:
        (sheet,) = PdfReader().read(path, path.read_bytes(), ReadOptions(engine=engine)).sheets
        heights.append([round(glyph.y0 - sheet.glyphs[0].y0) for glyph in sheet.glyphs])
    assert heights == [[0, 14, 28]] * 2


def test_forms_in_forms_end_at_the_limit_of_what_is_drawn(tmp_path: Path) -> None:
    with pikepdf.new() as document:
        inner = document.make_stream(b"0 0 1 1 re f")
        for _ in range(5):
            inner.Type, inner.Subtype, inner.BBox = pikepdf.Name("/XObject"), pikepdf.Name("/Form"), [0, 0, 9, 9]
            outer = document.make_stream(b"/X Do " * 10)
            outer.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(X=inner))
            inner = outer
        page = document.add_blank_page(page_size=(300, 200))
        page.Resources, page.Contents = inner.Resources, inner
        document.save(tmp_path / "a.pdf")
    for engine in ENGINES:
        result = Linter(Config(engine=engine, max_objects=2000)).lint(tmp_path / "a.pdf")
        assert [finding.code for finding in result.findings] == ["E004"]
        assert "2000" in result.findings[0].message


def font_of(encoding: str, unicode_map: str, collection: str = "Identity") -> object:
    """A font of two glyphs, numbers 7 and 9, its codes by an encoding and what they mean by /ToUnicode."""

    def given(document: Any) -> object:
        made_of = document.make_stream(encoding.encode()) if " " in encoding else pikepdf.Name(f"/{encoding}")
        if " " in encoding:
            made_of.Type, made_of.CMapName = pikepdf.Name("/CMap"), pikepdf.Name("/Own")
        info = pikepdf.Dictionary(Registry=b"Adobe", Ordering=collection.encode(), Supplement=0)
        descendant = pikepdf.Dictionary(
            Type=pikepdf.Name("/Font"), Subtype=pikepdf.Name("/CIDFontType0"), BaseFont=pikepdf.Name("/Own"), CIDSystemInfo=info,
            DW=1000, FontDescriptor=document.make_indirect(
                pikepdf.Dictionary(Type=pikepdf.Name("/FontDescriptor"), FontName=pikepdf.Name("/Own"), Flags=4, ItalicAngle=0, Ascent=800,
                                   Descent=-200, CapHeight=700, StemV=80, FontBBox=[0, -200, 1000, 800])
            ),
        )  # fmt: skip
        return document.make_indirect(
            pikepdf.Dictionary(
                Type=pikepdf.Name("/Font"), Subtype=pikepdf.Name("/Type0"), BaseFont=pikepdf.Name("/Own"), Encoding=made_of,
                DescendantFonts=[document.make_indirect(descendant)], ToUnicode=document.make_stream(unicode_map.encode()),
            )
        )  # fmt: skip

    return given


MEANING = "begincmap 1 begincodespacerange <0000> <FFFF> endcodespacerange\n{} endcmap"


@pytest.mark.parametrize(
    ("encoding", "meaning", "shown"),
    [
        ("begincmap 1 begincodespacerange <0000> <FFFF> endcodespacerange 2 begincidchar <0041> 7 <0042> 9 endcidchar endcmap",
         "2 beginbfchar <0041> <7532> <0042> <4E59> endbfchar", "00410042"),
        ("begincmap 1 begincodespacerange <00> <FF> endcodespacerange 1 begincidrange <41> <42> 7 endcidrange endcmap",
         "2 beginbfchar <41> <7532> <42> <4E59> endbfchar", "4142"),
        # One and two bytes mixed, as GBK has them.
        ("2 begincodespacerange <00> <80> <8140> <FEFE> endcodespacerange 1 begincidchar <41> 7 endcidchar 1 begincidrange <B0A1> <B0A2> 9 endcidrange",
         "2 beginbfchar <41> <7532> <B0A1> <4E59> endbfchar", "41B0A1"),
        # A map that readers know, and /ToUnicode by its codes.
        ("GBK-EUC-H", "2 beginbfchar <BCD7> <7532> <D2D2> <4E59> endbfchar", "BCD7D2D2"),
    ],
)  # fmt: skip
def test_codes_are_read_by_the_pdf_s_own_maps(encoding: str, meaning: str, shown: str, tmp_path: Path) -> None:
    collection = "GB1" if encoding.startswith("GBK") else "Identity"
    content = b"BT /F 12 Tf 50 100 Td <%b> Tj ET" % shown.encode()
    path = made(tmp_path / "a.pdf", content, font=font_of(encoding, MEANING.format(meaning), collection))
    assert [texts(path, engine) for engine in ENGINES] == [["甲乙"]] * 2


@pytest.mark.parametrize(
    "encoding",
    [
        "begincmap 1 begincodespacerange <00> <FF> endcodespacerange 1 begincidrange <0041> <42> 7 <4> endcidrange endcmap",
        "begincidrange <41> <42> 99999999999999999999 endcidrange begincodespacerange <0000> <FFFF> endcodespacerange",
        "1 begincodespacerange <FFFFFFFF> <00000000> endcodespacerange 1 begincidrange <00000000> <FFFFFFFF> 1 endcidrange",
    ],
)
def test_a_map_of_codes_that_makes_no_sense_is_passed_over(encoding: str, tmp_path: Path) -> None:
    path = made(tmp_path / "a.pdf", b"BT /F 12 Tf 50 100 Td <41424142> Tj ET", font=font_of(encoding, MEANING))
    assert len(texts(path, "pdfminer")) == 1


def test_a_page_that_cannot_be_drawn_is_white_under_its_marks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    pytest.importorskip("PIL")
    made(tmp_path / "a.pdf", WORDS % b"one", WORDS % b"two")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("pypdfium2.PdfDocument.__getitem__", _not_loaded)
    assert run(["extract", "--isolated", "--draw", "drawn", "a.pdf"]) == 0
    assert [file.name for file in sorted(Path("drawn").iterdir())] == ["page-001.png", "page-002.png"]


def _not_loaded(document: Sequence[object], number: int) -> object:
    import pypdfium2

    raise pypdfium2.PdfiumError("Failed to load page.")
