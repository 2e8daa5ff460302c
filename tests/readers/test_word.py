"""What a reader of a Word document sees: what was inserted, moved, boxed or computed; not what was deleted or hidden."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from dislint.blocks import Grid, Passage, cells_once
from dislint.readers.docx import DocxReader
from dislint.readers.model import Flow, ReadOptions
from dislint.readers.wordstyles import numeral

NAMES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)
STYLES = (
    '<w:style w:type="paragraph" w:styleId="H"><w:name w:val="heading 2"/><w:pPr><w:numPr><w:ilvl w:val="0"/>'
    '<w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    '<w:style w:type="character" w:styleId="Away"><w:rPr><w:vanish/></w:rPr></w:style>'
    '<w:style w:type="character" w:styleId="Dark"><w:rPr><w:shd w:val="clear" w:fill="000000"/></w:rPr></w:style>'
    '<w:style w:type="character" w:styleId="Farther"><w:basedOn w:val="Away"/></w:style>'
)
LISTS = (
    '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/>'
    '<w:lvlText w:val="%1、"/></w:lvl><w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
    '<w:lvlText w:val="%1.%2"/></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/>'
    "</w:lvlOverride></w:num>"
)


def read(body: str) -> list[Passage | Grid]:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.writestr("word/document.xml", f"<w:document {NAMES}><w:body>{body}</w:body></w:document>")
        made.writestr("word/styles.xml", f"<w:styles {NAMES}>{STYLES}</w:styles>")
        made.writestr("word/numbering.xml", f"<w:numbering {NAMES}>{LISTS}</w:numbering>")
    flow = DocxReader().read(Path("a.docx"), out.getvalue(), ReadOptions())
    assert isinstance(flow, Flow)
    return list(flow.blocks)


def run(text: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>"


def paragraph(*runs: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{''.join(runs)}</w:p>"


def field(result: str) -> str:
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>REF x</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        f'{run("9")}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run(result)}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


@pytest.mark.parametrize(
    ("middle", "seen"),
    [
        (f"<w:ins>{run('5')}</w:ins>", "5"),
        (f"<w:moveTo>{run('5')}</w:moveTo>", "5"),
        (f"<w:moveFrom>{run('5')}</w:moveFrom>", ""),
        ("<w:del><w:r><w:delText>5</w:delText></w:r></w:del>", ""),
        (f"<w:del>{run('5')}</w:del>", ""),
        (f"<w:ins><w:del>{run('5')}</w:del>{run('6')}</w:ins>", "6"),
        (f"<w:sdt><w:sdtPr><w:alias w:val='x'/></w:sdtPr><w:sdtContent>{run('5')}</w:sdtContent></w:sdt>", "5"),
        (f"<w:fldSimple w:instr='PAGE'>{run('5')}</w:fldSimple>", "5"),
        (field("5"), "5"),
        (f"<w:smartTag>{run('5')}</w:smartTag>", "5"),
        (f"<w:hyperlink>{run('5')}</w:hyperlink>", "5"),
        (f"<w:customXml><w:customXmlPr/>{run('5')}</w:customXml>", "5"),
        ("<m:oMath><m:r><m:t>5</m:t></m:r></m:oMath>", "5"),
        ("<m:oMath><m:f><m:num><m:r><m:t>3</m:t></m:r></m:num><m:den><m:r><m:t>4</m:t></m:r></m:den></m:f></m:oMath>", "3/4"),
        (run("5", "<w:vanish/>"), ""),
        (run("5", '<w:vanish w:val="0"/>'), "5"),
        (run("5", "<w:strike/>"), ""),
        (run("5", '<w:dstrike w:val="0"/>'), "5"),
        (run("5", '<w:rStyle w:val="Farther"/>'), ""),
        (run("5", '<w:rStyle w:val="Farther"/><w:vanish w:val="false"/>'), "5"),
        (run("5", '<w:vertAlign w:val="superscript"/>'), "⁵"),
        (run("5", '<w:vertAlign w:val="subscript"/>'), "⁵"),
        (run("5", '<w:sz w:val="1"/>'), ""),
        (run("5", '<w:sz w:val="10"/>'), "5"),
        (run("5", '<w:color w:val="ffffff"/>'), ""),
        (run("5", '<w:color w:val="FEFEFE"/>'), "5"),
        (run("5", '<w:color w:val="FFFFFF"/><w:shd w:val="clear" w:fill="1F3864"/>'), "5"),
        (run("5", '<w:color w:val="FFFFFF"/><w:highlight w:val="blue"/>'), "5"),
        (run("5", '<w:color w:val="FFFFFF"/><w:rStyle w:val="Dark"/>'), "5"),
        (f"<mc:AlternateContent><mc:Choice>{run('5')}</mc:Choice><mc:Fallback>{run('5')}</mc:Fallback></mc:AlternateContent>", "5"),
        ("<w:r><w:noBreakHyphen/></w:r>", "-"),
    ],
)  # fmt: skip
def test_what_is_seen_of_a_paragraph(middle: str, seen: str) -> None:
    (block,) = read(paragraph(run("支出1"), middle, run("0万元")))
    assert isinstance(block, Passage)
    assert block.text == f"支出1{seen}0万元"


def test_a_paragraph_whose_end_is_deleted_goes_on_in_the_next() -> None:
    (block,) = read(paragraph(run("支出"), properties="<w:rPr><w:del/></w:rPr>") + paragraph(run("10万元")))
    assert isinstance(block, Passage)
    assert block.text == "支出10万元"


def test_text_boxes_are_read_after_their_paragraph() -> None:
    box = f"<w:r><w:pict><v:textbox><w:txbxContent>{paragraph(run('单位：万元'))}</w:txbxContent></v:textbox></w:pict></w:r>"
    assert [b.text for b in read(paragraph(run("收入"), box, run("总表"))) if isinstance(b, Passage)] == [
        "收入总表",
        "单位：万元",
    ]


def cell(content: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{content}</w:tc>"


def test_cells_and_rows_within_content_controls_and_tables_within_cells() -> None:
    inner = f"<w:tbl><w:tr>{cell(paragraph(run('甲')))}{cell(paragraph(run('乙')))}</w:tr></w:tbl>"
    rows = (
        f"<w:tr><w:sdt><w:sdtContent>{cell(paragraph(run('项目')))}</w:sdtContent></w:sdt>{cell(paragraph(run('1')))}</w:tr>"
        f"<w:sdt><w:sdtContent><w:tr>{cell(inner + paragraph())}{cell(paragraph(run('2')))}</w:tr></w:sdtContent></w:sdt>"
        f"<w:tr><w:trPr><w:del/></w:trPr>{cell(paragraph(run('旧')))}{cell(paragraph(run('3')))}</w:tr>"
    )
    (grid,) = read(f"<w:tbl>{rows}</w:tbl>")
    assert isinstance(grid, Grid)
    assert [c.passage.text for c in cells_once(grid)] == ["项目", "1", "甲 乙", "2"]


def test_a_frame_of_one_cell_is_no_table() -> None:
    inner = f"<w:tbl><w:tr>{cell(paragraph(run('甲')))}{cell(paragraph(run('乙')))}</w:tr></w:tbl>"
    title, grid = read(f"<w:tbl><w:tr>{cell(paragraph(run('表名')) + inner)}</w:tr></w:tbl>")
    assert isinstance(title, Passage)
    assert isinstance(grid, Grid)


def test_numbers_of_lists_come_from_the_paragraph_or_its_style() -> None:
    def item(number: int, level: int) -> str:
        return paragraph(
            run("x"), properties=f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
        )

    heading = paragraph(run("x"), properties='<w:pStyle w:val="H"/>')
    blocks = read(heading + item(1, 1) + item(1, 1) + heading + item(1, 1) + item(2, 0))
    assert [b.text for b in blocks if isinstance(b, Passage)] == ["一、x", "一.1x", "一.2x", "二、x", "二.1x", "一、x"]
    assert blocks[0].level == 2  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("count", "kind", "printed"),
    [
        (10, "chineseCounting", "十"),
        (19, "chineseCountingThousand", "十九"),
        (20, "chineseCounting", "二十"),
        (105, "chineseCounting", "一百〇五"),
        (110, "chineseCounting", "一百一十"),
        (2024, "chineseCountingThousand", "二千〇二十四"),
        (12, "chineseLegalSimplified", "壹拾贰"),
        (14, "upperRoman", "XIV"),
        (28, "lowerLetter", "bb"),
        (3, "decimalEnclosedCircle", "③"),
        (12345, "chineseCounting", "12345"),
    ],
)
def test_numerals(count: int, kind: str, printed: str) -> None:
    assert numeral(count, kind) == printed


def test_white_words_are_seen_where_something_may_be_dark_behind_them() -> None:
    white = run("5", '<w:color w:val="FFFFFF"/>')
    cells = f"<w:tr><w:tc>{paragraph(white)}</w:tc><w:tc>{paragraph(run('7'))}</w:tc></w:tr>"
    (grid,) = read(f"<w:tbl>{cells}{cells}</w:tbl>")
    assert isinstance(grid, Grid)
    assert [cell.text for cell in cells_once(grid)] == ["5", "7"] * 2
    (block,) = read(paragraph(white, properties='<w:shd w:val="clear" w:fill="000000"/>'))
    assert isinstance(block, Passage)
    assert block.text == "5"
