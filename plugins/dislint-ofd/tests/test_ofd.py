"""OFD packages made here, what is read of them, and reports that say the same as OFD and as PDF."""

from __future__ import annotations

import random
import sys
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parent))

import dislint_ofd
from dislint_ofd import OfdReader
from ofd_writer import NAMESPACE, document, package, rewritten, text

from dislint import Config, Finding, PdfReader, ReadOptions, Sheet, UnreadableError, lint
from dislint.testing import VARIANTS, inject, make_accounts, make_report, write_pdf


def said(finding: Finding) -> tuple[str, int | None, int, str]:
    """What a finding says, and where."""
    return finding.code, finding.anchor.page, finding.anchor.line, finding.message


def sheets(data: bytes, **options: Any) -> list[Sheet]:
    """The pages of a package."""
    return [*OfdReader().read(Path("a.ofd"), data, ReadOptions(**options)).sheets]


def words(sheet: Sheet) -> str:
    """The characters of a page in drawing order."""
    return "".join(glyph.text for glyph in sheet.glyphs)


def test_places_are_in_points_from_the_top_left() -> None:
    (sheet,) = sheets(document([text("甲1", 25.4, 50.8, 12.7, code='DeltaX="12.7"')]))
    first, second = sheet.glyphs
    assert (round(sheet.width), round(sheet.height)) == (595, 842)
    assert [round(value, 2) for value in first[1:6]] == [72, 144 - 0.88 * 36, 108, 144 + 0.12 * 36, 36]
    assert round(second.x0, 2) == 108
    assert first.upright


@pytest.mark.parametrize(
    ("code", "starts"),
    [
        ('DeltaX="4 5 6"', [0, 4, 9, 15]),
        ('DeltaX="g 2 4 9"', [0, 4, 8, 17]),
        ('DeltaX="4"', [0, 4, 8, 12]),
        ("", [0, 4, 8, 12]),
        ('DeltaX="g 999999999 2"', [0, 2, 4, 6]),
        ('DeltaY="5 5 5"', [0, 0, 0, 0]),
        ('DeltaX="x 4"', [0, 0, 4, 8]),
    ],
)
def test_offsets(code: str, starts: list[float]) -> None:
    (sheet,) = sheets(document([text("财政拨款", 0, 10, 4.0, code=code)]))
    assert [round(glyph.x0 * 25.4 / 72, 3) for glyph in sheet.glyphs] == starts


def test_a_transformation_moves_enlarges_and_turns() -> None:
    boxes = 'CTM="2 0 0 2 10 20"'
    (sheet,) = sheets(document([text("甲", 1, 2, 4, boxes) + text("乙", 0, 0, 4, 'CTM="0.7 -0.7 0.7 0.7 50 50"')]))
    plain, turned = sheet.glyphs
    assert round(plain.x0 * 25.4 / 72, 3) == 12
    assert round(plain.size * 25.4 / 72, 3) == 8
    assert (plain.upright, turned.upright) == (True, False)


def test_what_cannot_be_seen_is_not_read() -> None:
    hidden = [
        text("甲", 1, 1, more='Visible="false"'),
        text("乙", 1, 1, more='Fill="false"'),
        text("丙", 1, 1, more='Alpha="0"'),
        text("丁", 1, 1).replace("<ofd:TextCode", '<ofd:FillColor Value="0 0 0" Alpha="0"/><ofd:TextCode'),
        f'<ofd:PageBlock Visible="false">{text("戊", 1, 1)}</ofd:PageBlock>',
    ]
    assert words(sheets(document(["".join([*hidden, text("己", 1, 1)])]))[0]) == "己"


def test_templates_blocks_composites_and_annotations() -> None:
    layer = f"<ofd:Page {NAMESPACE}><ofd:Content><ofd:Layer>{{}}</ofd:Layer></ofd:Content></ofd:Page>"
    data = document(
        [f'<ofd:PageBlock>{text("块", 1, 1)}</ofd:PageBlock><ofd:CompositeObject Boundary="9 9 9 9" ResourceID="7"/>'],
        '<ofd:TemplatePage ID="5" BaseLoc="Tpls/T.xml"/><ofd:PublicRes>Res.xml</ofd:PublicRes>',
        "<ofd:Annotations>Annots.xml</ofd:Annotations>",
        {
            "Doc_0/Tpls/t.xml": layer.format(text("底", 1, 1)),
            "Doc_0/Res.xml": f'<ofd:Res {NAMESPACE}><ofd:CompositeGraphicUnits><ofd:CompositeGraphicUnit ID="7"><ofd:Content>{text("合", 1, 1)}'
            "</ofd:Content></ofd:CompositeGraphicUnit></ofd:CompositeGraphicUnits></ofd:Res>",
            "Doc_0/Annots.xml": f'<ofd:Annotations {NAMESPACE}><ofd:Page PageID="0"><ofd:FileLoc>A0.xml</ofd:FileLoc></ofd:Page></ofd:Annotations>',
            "Doc_0/A0.xml": f'<ofd:PageAnnot {NAMESPACE}><ofd:Annot><ofd:Appearance Boundary="5 5 9 9">{text("注", 1, 1)}</ofd:Appearance></ofd:Annot>'
            f'<ofd:Annot Visible="false"><ofd:Appearance>{text("隐", 1, 1)}</ofd:Appearance></ofd:Annot></ofd:PageAnnot>',
        },
        '<ofd:Template TemplateID="5" ZOrder="Background"/>',
    )
    (sheet,) = sheets(data)
    assert words(sheet) == "底块合注"
    assert [round(glyph.x0 * 25.4 / 72) for glyph in sheet.glyphs] == [1, 1, 10, 6]


def test_a_composite_that_holds_itself_ends() -> None:
    own = '<ofd:CompositeObject ResourceID="7"/>'
    unit = f'<ofd:CompositeGraphicUnits><ofd:CompositeGraphicUnit ID="7"><ofd:Content>{own * 3}</ofd:Content></ofd:CompositeGraphicUnit></ofd:CompositeGraphicUnits>'
    data = document(
        [own], "<ofd:PublicRes>R.xml</ofd:PublicRes>", "", {"Doc_0/R.xml": f"<ofd:Res {NAMESPACE}>{unit}</ofd:Res>"}
    )
    with pytest.raises(UnreadableError) as caught:
        sheets(data)
    assert caught.value.code == "E004"


def test_paths_are_rulings_and_backgrounds() -> None:
    lines = '<ofd:PathObject Boundary="10 10 50 50"><ofd:AbbreviatedData>M 0 0 L 40 0 L 40 20 L 0 20 C</ofd:AbbreviatedData></ofd:PathObject>'
    filled = lines.replace('50 50"', '50 50" Stroke="false" Fill="true"')
    curve = lines.replace("L 40 0 L 40 20", "B 1 2 3 4 40 0 Q 1 2 40 20")
    (sheet,) = sheets(document([lines + filled + curve]))
    assert len(sheet.rulings) == 4 + 2
    assert len(sheet.fills) == 1


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "E001"),
        (b"PK\x03\x04", "E001"),
        (package({"OFD.xml": "<a/>"}), "E001"),
        (package({"other.xml": "<a/>"}), "E001"),
        (document([]), "E001"),
        (document(["<open>"]), "E001"),
        (package({"OFD.xml": '<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>'}), "E001"),
        (document([text("甲" * 60_000, 1, 1)]), "E004"),
    ],
)
def test_what_cannot_be_read_is_named(data: bytes, code: str) -> None:
    with pytest.raises(UnreadableError) as caught:
        sheets(data)
    assert caught.value.code == code


def test_too_many_pages() -> None:
    with pytest.raises(UnreadableError) as caught:
        sheets(document(["", "", ""]), max_pages=2)
    assert caught.value.code == "E004"


@pytest.mark.parametrize("kinds", [(), ("class-row", "completion")])
def test_a_report_says_the_same_as_pdf_and_as_ofd(kinds: tuple[str, ...], tmp_path: Path) -> None:
    pytest.importorskip("reportlab")
    pdf, ofd = tmp_path / "report.pdf", tmp_path / "report.ofd"
    report = make_report(make_accounts(1), "shanxi")
    for kind in kinds:
        inject(report, kind, random.Random(1))
    write_pdf(report, pdf, VARIANTS["plain"])
    pages = PdfReader().read(pdf, pdf.read_bytes(), ReadOptions("pdfminer")).sheets
    ofd.write_bytes(rewritten(pages))
    config = Config(plugins=(Path(dislint_ofd.__file__),), minimum_severity="info", engine="pdfminer")
    one, other = ([said(finding) for finding in result.findings] for result in lint([pdf, ofd], config))
    assert one == other
    assert {code[0] for code, *_ in one} >= {*("TN" if kinds else "T")}
