"""The Word document with comments: each at the words of its finding, whatever the document is made of."""

from __future__ import annotations

import io
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from dislint.blocks import Anchor
from dislint.cli.program import run
from dislint.config.configuration import Config
from dislint.findings import Finding, Severity
from dislint.linter.linter import Linter
from dislint.reporters.annotate import annotate
from dislint.reporters.notes import NotAnnotatedError
from dislint.running.own import is_own
from dislint.testing.accounts import make_accounts
from dislint.testing.injection import inject
from dislint.testing.variants import VARIANTS
from dislint.testing.wordings import make_report
from dislint.testing.writers import write_docx, write_pdf, write_text
from dislint.text import squeeze

docx = pytest.importorskip("docx")
pytest.importorskip("pikepdf")
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
HOSTILE = '</w:t><x>&"\x1b[2J\u202e'


def commented(path: Path) -> list[tuple[str, str]]:
    """The comments in the order of the document: their first line, and the words that they are at."""
    document = docx.Document(path)
    texts = {comment.comment_id: comment.paragraphs[0].text for comment in document.comments}
    return [(texts[number], words) for number, words in ranges(document.element.body)]


def ranges(body: Any) -> Iterator[tuple[int, str]]:
    """The comments' numbers, and what stands between their ends."""
    open_ones: dict[str, str] = {}
    for element in body.iter():
        if element.tag == W + "commentRangeStart":
            open_ones[element.get(W + "id")] = ""
        elif element.tag == W + "commentRangeEnd":
            yield int(element.get(W + "id")), open_ones.pop(element.get(W + "id"))
        elif element.tag == W + "t":
            open_ones = {key: text + (element.text or "") for key, text in open_ones.items()}


def body(inner: str, path: Path) -> Path:
    """A document with this body."""
    document = docx.Document()
    out = io.BytesIO()
    document.save(out)
    namespace = W[1:-1]
    element = docx.oxml.parse_xml(f'<w:body xmlns:w="{namespace}">{inner}<w:sectPr/></w:body>')
    document.element.replace(document.element.body, element)
    document.save(path)
    return path


def finding(words: str, line: int, column: int) -> Finding:
    return Finding("W801", Severity.ERROR, f"说{words}", Anchor(None, line, column, words), "")


def run_of(text: str, before: str = "") -> str:
    return f'<w:r>{before}<w:t xml:space="preserve">{text}</w:t></w:r>'


ROW = "<w:tr>{}</w:tr>"
CELL = "<w:tc><w:p>{}</w:p></w:tc>"
TABLE = "<w:tbl>{}</w:tbl>".format(
    ROW.format(CELL.format(run_of("项目")) + CELL.format(run_of("甲")) + CELL.format(run_of("乙")))
    + ROW.format(CELL.format(run_of("支出")) + CELL.format(run_of("5.00")) + CELL.format(run_of("5.") + run_of("00")))
)


@pytest.mark.parametrize(
    ("inner", "words", "line", "column", "at"),
    [
        (f"<w:p>{run_of('支出5.00万元。')}</w:p>", "5.00", 1, 3, "5.00"),
        (f"<w:p>{run_of('5.00万元和5.00万元')}</w:p>", "5.00", 1, 8, "5.00"),
        (f"<w:p>{run_of('支出5.')}{run_of('0', '<w:rPr><w:b/></w:rPr>')}{run_of('0万元')}</w:p>", "5.00", 1, 3, "5.00"),
        (f"<w:p>{run_of('支出 5.00 万元')}</w:p>", "5.00万元", 1, 4, "5.00 万元"),
        (f"<w:p><w:ins w:id='1' w:author='a'>{run_of('支出5.00')}</w:ins>{run_of('万元')}</w:p>", "5.00万", 1, 3, "5.00万"),
        (f"<w:p><w:hyperlink>{run_of('见5.00')}</w:hyperlink></w:p>", "5.00", 1, 2, "5.00"),
        (f"<w:p>{run_of('甲')}<w:r><w:t>乙</w:t><w:tab/><w:t>5.00丙</w:t></w:r></w:p>", "5.00", 1, 4, "5.00"),
        (f"<w:p><w:del w:id='1' w:author='a'>{run_of('5.00')}</w:del>{run_of('支出5.00')}</w:p>", "5.00", 1, 3, "5.00"),
        (TABLE, "5.00", 2, 4, "5.00"),
        (TABLE, "5.00", 2, 9, "5.00"),
        ("<w:p/>" + f"<w:p>{run_of('支出')}</w:p>", "不在其中", 2, 1, "支出"),
        (f"<w:p>{run_of('支出')}</w:p>", "", 99, 1, "支出"),
        ("<w:p/>", "", 1, 1, ""),
    ],
)  # fmt: skip
def test_place(tmp_path: Path, inner: str, words: str, line: int, column: int, at: str) -> None:
    source = body(inner, tmp_path / "a.docx")
    before = docx.Document(source).element.body.xpath("string()")
    assert annotate(source, tmp_path / "b.docx", [finding(words, line, column)]) == 1
    assert commented(tmp_path / "b.docx") == [(f"W801 说{words}", at)]
    assert docx.Document(tmp_path / "b.docx").element.body.xpath("string()") == before


def test_equal_cells_are_told_apart(tmp_path: Path) -> None:
    source = body(TABLE, tmp_path / "a.docx")
    for number, column in enumerate((4, 9), 1):
        annotate(source, tmp_path / "b.docx", [finding("5.00", 2, column)])
        cell = docx.Document(tmp_path / "b.docx").tables[0].rows[1].cells[number]
        assert cell._tc.find(f".//{W}commentRangeStart") is not None


def test_words_in_a_text_box_are_commented_on_where_it_is_anchored(tmp_path: Path) -> None:
    box = f"<w:pict><w:txbxContent><w:p>{run_of('支出5.00')}</w:p></w:txbxContent></w:pict>"
    source = body(f"<w:p>{run_of('前')}<w:r>{box}</w:r></w:p>", tmp_path / "a.docx")
    annotate(source, tmp_path / "b.docx", [finding("5.00", 2, 3)])
    (start,) = docx.Document(tmp_path / "b.docx").element.body.iter(W + "commentRangeStart")
    assert not list(start.iterancestors(W + "txbxContent"))


def test_several_findings_in_one_run_and_comments_that_are_there(tmp_path: Path) -> None:
    source = body(f"<w:p>{run_of('甲1.00乙2.00丙3.00')}</w:p>", tmp_path / "a.docx")
    findings = [finding("2.00", 1, 7), finding("1.00", 1, 2), finding("1.00乙2.00", 1, 2)]
    annotate(source, tmp_path / "b.docx", findings)
    annotate(tmp_path / "b.docx", tmp_path / "c.docx", [finding("3.00", 1, 12)])
    assert sorted(words for _, words in commented(tmp_path / "c.docx")) == ["1.00", "1.00乙2.00", "2.00", "3.00"]


def test_hostile_words_are_text(tmp_path: Path) -> None:
    source = body(f"<w:p>{run_of('支出')}</w:p>", tmp_path / "a.docx")
    annotate(source, tmp_path / "b.docx", [finding(HOSTILE, 1, 1)])
    ((text, _),) = commented(tmp_path / "b.docx")
    assert text == 'W801 说</w:t><x>&"\\x1b[2J\\u202e'


@pytest.mark.parametrize("seed", [3, 5])
def test_every_comment_of_a_report_is_at_the_words(tmp_path: Path, seed: int) -> None:
    made = make_report(make_accounts(seed), "shanxi")
    for error in ("growth", "completion", "class-row", "year", "blank-item-listed"):
        inject(made, error, random.Random(seed))
    write_docx(made, tmp_path / "a.docx")
    findings = Linter(Config()).lint(tmp_path / "a.docx").findings
    assert len({f.code for f in findings}) >= 4
    places = [(f.code, anchor) for f in findings for anchor in (f.anchor, *f.also)]
    assert annotate(tmp_path / "a.docx", tmp_path / "b.docx", findings) == len(places)
    found = [(text.partition(" ")[0], squeeze(words)) for text, words in commented(tmp_path / "b.docx")]
    assert sorted(found) == sorted((code, squeeze(anchor.text)) for code, anchor in places)


def test_further_places_of_a_finding_are_marked(tmp_path: Path) -> None:
    source = body(f"<w:p>{run_of('办公费、会议费、印刷费')}</w:p>", tmp_path / "a.docx")
    first = finding("办公费", 1, 1)
    also = (Anchor(None, 1, 9, "印刷费"),)
    both = Finding(first.code, first.severity, first.message, first.anchor, also=also)
    assert annotate(source, tmp_path / "b.docx", [both]) == 2
    assert [words for _, words in commented(tmp_path / "b.docx")] == ["办公费", "印刷费"]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Reports of three formats in two folders, two of one name, and one that cannot be read."""
    made = make_report(make_accounts(4), "shanxi")
    inject(made, "completion", random.Random(4))
    for name in ("one", "two"):
        (tmp_path / "reports" / name).mkdir(parents=True)
        write_docx(made, tmp_path / "reports" / name / "a.docx")
    write_pdf(made, tmp_path / "reports" / "b.pdf", VARIANTS["plain"])
    (tmp_path / "reports" / "c.txt").write_text(write_text(made), encoding="utf-8")
    (tmp_path / "reports" / "d.docx").write_bytes(b"PK none")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_folder_of_reports_gives_a_folder_of_copies(folder: Path) -> None:
    for _ in range(2):  # Copies of the last time are written anew.
        assert run(["-q", "--annotate", "marked", "reports"]) == 1
    copies = sorted((folder / "marked").iterdir())
    assert [copy.name for copy in copies] == ["a-2.docx", "a.docx", "b.pdf"]
    assert all(map(is_own, copies))
    assert len(commented(copies[0])) == len(commented(copies[1])) > 0


def test_no_copy_is_written_over_what_is_none(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "marked").mkdir()
    theirs = folder / "marked" / "b.pdf"
    theirs.write_bytes(b"theirs")
    assert run(["--annotate", "marked", "reports"]) == 2
    assert "marked/b.pdf" in capsys.readouterr().err
    assert theirs.read_bytes() == b"theirs"
    assert run(["--annotate", "reports/one", "reports"]) == 2


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--annotate", "all.pdf", "reports"], "要给出文件夹"),
        (["--annotate", "a.pdf", "reports/one/a.docx"], "不能是 .pdf 文件"),
        (["--annotate", "a", "reports/c.txt"], "只能标注 PDF 和 Word"),
    ],
)
def test_what_cannot_be_marked_is_told_before_any_work(
    folder: Path, arguments: list[str], words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(arguments) == 2
    said = capsys.readouterr()
    assert words in said.err
    assert not said.out


@pytest.mark.parametrize(
    "part", ["docProps/core.xml", "[Content_Types].xml", "word/styles.xml", "word/_rels/document.xml.rels"]
)
def test_a_part_that_is_damaged_is_told(part: str, tmp_path: Path) -> None:
    import zipfile

    write_docx(make_report(make_accounts(5), "shanxi"), tmp_path / "a.docx")
    with zipfile.ZipFile(tmp_path / "a.docx") as whole, zipfile.ZipFile(tmp_path / "b.docx", "w") as damaged:
        for name in whole.namelist():
            damaged.writestr(name, whole.read(name) if name != part else b'<?xml version="1.0"?><a b=')
    finding = Finding("X1", Severity.ERROR, "x", Anchor(None, 1, 1, ""), "a.docx")
    with pytest.raises(NotAnnotatedError, match=r"无法写入批注|损坏"):
        annotate(tmp_path / "b.docx", tmp_path / "c.docx", [finding])
    assert not (tmp_path / "c.docx").exists()
