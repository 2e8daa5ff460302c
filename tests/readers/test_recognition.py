"""Scanned pages: which ones need a recogniser, what it is given, and what becomes of findings on doubtful characters."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from dislint.rules.reading import ScannedPages

from dislint.blocks import Anchor, Box, Doubt, Layout, PageInfo, as_shown
from dislint.cache import FOLDER_VARIABLE
from dislint.document import Document
from dislint.findings import Finding, Severity
from dislint.language import SpokenError, Text
from dislint.linter.doubts import graded
from dislint.readers.model import Glyph, Sheet, Sheets
from dislint.readers.recognition import Recognition, needs_recognition, recognised


def page(text: str, images: float) -> Sheet:
    glyphs = tuple(Glyph(letter, 10.0 * n, 0, 10.0 * n + 10, 10, 10, True, "") for n, letter in enumerate(text))
    return Sheet(1, 600, 800, glyphs, (), (), images)


@pytest.mark.parametrize(
    ("text", "images", "needed"),
    [
        ("", 1.0, True),
        ("", 0.1, False),
        ("第3页", 0.9, True),
        ("本年收入合计一千二百三十四点五六万元，其中财政拨款收入", 0.9, False),
        ("\ue001\ue002\ufffd收" * 10, 0.0, True),
        ("", 0.0, False),
    ],
)
def test_pages_without_a_text_layer_need_it(text: str, images: float, needed: bool) -> None:
    assert needs_recognition(page(text, images)) is needed


def test_what_another_program_read_of_a_picture_is_read_anew_and_taken_where_that_fails() -> None:
    theirs = page("本年收入合计一千二百三十四点五六万元，其中财政拨款收入", 1.0)._replace(overlay=True)
    sheets = [theirs._replace(number=number) for number in (1, 2, 3)] + [theirs._replace(number=4, overlay=False)]
    typist = Typist({2: ValueError("no")})
    read = [*recognised(Sheets(4, iter(sheets)), b"", Recognition(typist, "", 1, False, False, lambda *_: None))]
    assert [sheet.recognised for sheet in read] == [True, False, True, False]
    assert read[1] == sheets[1]


@pytest.mark.parametrize(
    ("text", "anew"),
    [
        ("!$#\"&'(%)*+,-./:;<=>?@ABCDEFGH" * 2, True),
        ("ÀÁÂ¢£¤¥¦§¨©ª«¬®°±²³´µ¶·" * 3, True),
        ("2010101 1,733.50 —— 86.4%" * 3, False),
        ("Final accounts 2024 部门决算 of the department", False),
        ("Page 7", False),
    ],
)
def test_codes_of_a_font_in_place_of_letters_are_read_anew(text: str, anew: bool) -> None:
    typist = Typist()
    (read,) = recognised(
        Sheets(1, iter([page(text, 0.0)])), b"", Recognition(typist, "", 1, False, False, lambda *_: None)
    )
    assert read.recognised is anew


class Typist:
    """A recogniser that reads every page as the same words, but for the pages that it ``fails`` at."""

    name = "typist"

    def __init__(self, fails: Mapping[int, Exception] | None = None) -> None:
        self.fails = fails or {}
        self.opened = self.closed = 0
        self.read: list[int] = []

    def open(self, data: bytes, password: str, threads: int) -> Typist:
        self.opened += 1
        return self

    def close(self) -> None:
        self.closed += 1

    def page(self, number: int) -> Typed:
        return Typed(self, number)


class Typed:
    """A picture of the typist's: pages 2 and 3 look the same."""

    def __init__(self, typist: Typist, number: int) -> None:
        self.typist, self.number, self.key = typist, number, f"picture {min(number, 2)}"

    def read(self, sheet: Sheet) -> Sheet:
        self.typist.read.append(self.number)
        if self.number in self.typist.fails:
            raise self.typist.fails[self.number]
        doubts = (Doubt("收", Box(0, 0, 10, 10), ("牧",)),)
        return page("收入总计", 0.0)._replace(number=sheet.number, recognised=True, doubts=doubts, skew=0.5)


def read_by(typist: Typist, told: list[int], *, always: bool = False, kept: bool = False) -> list[Sheet]:
    sheets = (page("", 1.0), page("", 1.0)._replace(number=2), page("", 1.0)._replace(number=3))
    printed = page("本年收入合计" * 5, 0.0)._replace(number=4)
    how = Recognition(typist, "", 1, kept, always, lambda number, _: told.append(number))
    return [*recognised(Sheets(4, iter((*sheets, printed))), b"%PDF-", how)]


@pytest.mark.parametrize(("always", "pages"), [(False, [1, 2, 3]), (True, [1, 2, 3, 4])])
def test_only_pages_that_need_it_are_recognised(always: bool, pages: list[int]) -> None:
    told: list[int] = []
    typist = Typist()
    read = read_by(typist, told, always=always)
    assert told == pages
    assert [sheet.number for sheet in read if sheet.recognised] == pages
    assert (typist.opened, typist.closed) == (1, 1)


def test_a_page_that_cannot_be_read_is_lost_alone_and_says_why() -> None:
    typist = Typist({1: SpokenError("字迹不清", "not clear"), 3: RuntimeError("no such model")})
    first, second, third, printed = read_by(typist, [])
    assert first.unread == Text("字迹不清", "not clear")
    assert second.recognised
    assert third.unread is not None
    assert "RuntimeError: no such model" in third.unread.en
    assert printed.unread is None
    assert typist.closed == 1


def test_pages_that_print_is_read_of_lose_nothing_when_recognition_fails() -> None:
    *_, printed = read_by(Typist({4: RuntimeError("no")}), [], always=True)
    assert printed.unread is None
    assert len(printed.glyphs) == 30


def test_what_was_read_of_a_picture_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(FOLDER_VARIABLE, str(tmp_path / "cache"))
    first, again = Typist(), Typist()
    told: list[int] = []
    read = read_by(first, [], kept=True)
    assert first.read == [1, 2]
    assert read_by(again, told, kept=True) == read
    assert again.read == told == []


def test_a_finding_on_a_doubtful_figure_says_so_and_is_a_warning() -> None:
    layout = Layout((), (PageInfo(1, 600, 800, recognised=True, doubts=(Doubt("7", Box(10, 0, 20, 10), ("1",)),)),))
    sure = Anchor(1, 1, 1, "甲", ((1, Box(100, 0, 200, 10)),))
    doubtful = Anchor(1, 1, 1, "27.00", ((1, Box(0, 0, 50, 10)),))
    findings = [Finding("T201", Severity.ERROR, "不符", at, "wrong") for at in (sure, doubtful)]
    first, second = graded(findings, layout)
    assert first == findings[0]
    assert second.severity is Severity.WARNING
    assert "“7”" in second.message
    assert "original" in second.english


def test_a_scanned_page_is_read_through_a_plugin(tmp_path: Path) -> None:
    pytest.importorskip("PIL")
    from PIL import Image

    from dislint import Config, lint

    plugin = tmp_path / "typist.py"
    plugin.write_text(
        "from dislint import hookimpl\n"
        "from dislint.readers.model import Glyph\n"
        "class Typist:\n"
        "    name = 'typist'\n"
        "    key = 'typed'\n"
        "    def open(self, data, password, threads): return self\n"
        "    def page(self, number): return self\n"
        "    def close(self): pass\n"
        "    def read(self, sheet):\n"
        "        words = '示例局2024年度部门决算公开'\n"
        "        glyphs = tuple(Glyph(c, 20 * n, 100, 20 * n + 20, 120, 20, True, '') for n, c in enumerate(words))\n"
        "        return sheet._replace(glyphs=glyphs, images=0.0, recognised=True)\n"
        "@hookimpl\n"
        "def dislint_recognisers(): return [Typist()]\n",
        encoding="utf-8",
    )
    Image.new("L", (800, 1100), 255).save(tmp_path / "scan.pdf", "PDF")
    for ocr, said in (("auto", []), ("never", ["--ocr never"])):
        config = Config(plugins=(plugin,), ocr=ocr, cache=False)
        (result,) = lint([tmp_path / "scan.pdf"], config, keep=True)
        found = [finding.message for finding in result.findings if finding.code == "E003"]
        assert [why in message for why, message in zip(said, found, strict=True)] == [True] * len(said)


def test_pages_that_were_not_read_are_listed_by_the_reason(document_of: Callable[[str], Document]) -> None:
    unclear = Text("字迹不清", "not clear")
    infos = [PageInfo(n, 600, 800, scanned=True, unread=why) for n, why in ((1, None), (2, unclear), (5, None))]
    document = replace(document_of("示例局2024年度部门决算"), layout=Layout((), tuple(infos)))
    absent, other = ScannedPages().check(document)
    assert "第1、5页" in absent.message
    assert "pip install dislint-ocr" in absent.message
    assert "pip install dislint-ocr" in absent.english
    assert "第2页" in other.message
    assert other.message.endswith("字迹不清")
    assert other.english.endswith("not clear")


def test_places_on_a_page_that_was_turned_are_given_where_they_are_shown() -> None:
    info = {1: PageInfo(1, 600, 800, skew=2.0)}
    long = Anchor(1, 1, 1, "一行字", ((1, Box(50, 100, 550, 110)),))
    boxes = [box for _, box in as_shown(long, info).boxes]
    assert len(boxes) == 4
    assert all(box.y1 - box.y0 == pytest.approx(10) for box in boxes)
    rise = boxes[-1].y0 - boxes[0].y0  # Turned anticlockwise to be straight: the right end of its lines hangs.
    assert rise == pytest.approx(375 * math.sin(math.radians(2)))
    assert as_shown(long, {1: PageInfo(1, 600, 800)}) == long


def test_findings_at_ink_that_was_not_read_are_a_grade_lower() -> None:
    stroke = Doubt("", Box(90, 300, 200, 312))
    layout = Layout((), (PageInfo(1, 600, 800, recognised=True, doubts=(stroke,)),))
    cells = [Box(60, 290, 100, 310), Box(60, 312, 100, 330)]
    struck, beside = graded(
        [Finding("T201", Severity.ERROR, "为空白", Anchor(1, 1, 1, "", ((1, box),)), "blank") for box in cells], layout
    )
    assert (struck.severity, struck.message) == (
        Severity.WARNING,
        "为空白（由图像识别，此处有未认出的笔迹，请核对原件）",
    )
    assert beside.severity is Severity.ERROR


@pytest.mark.parametrize(
    ("skew", "read", "shown"),
    [
        (90.0, Box(100, 500, 160, 510), Box(90, 100, 100, 160)),
        (270.0, Box(100, 500, 160, 510), Box(500, 640, 510, 700)),
        (180.0, Box(100, 500, 160, 510), Box(640, 90, 700, 100)),
    ],
)
def test_places_on_a_page_read_from_its_side_or_head_are_shown_where_they_stand(
    skew: float, read: Box, shown: Box
) -> None:
    """Turned anticlockwise by a quarter, the right edge becomes the top: its rows are counted from there."""
    (_, found), *more = as_shown(
        Anchor(1, 1, 1, "", ((1, read),)), {1: PageInfo(1, 800, 600, recognised=True, skew=skew)}
    ).boxes
    assert not more
    assert tuple(found) == pytest.approx(tuple(shown))


def test_letters_of_a_place_that_a_finding_does_not_speak_of_are_no_doubt_of_it() -> None:
    layout = Layout((), (PageInfo(1, 600, 800, recognised=True, doubts=(Doubt("岭", Box(10, 0, 20, 10)),)),))
    at = Anchor(1, 1, 1, "南岭区", ((1, Box(0, 0, 50, 10)),))
    missing, named = graded(
        [Finding("S101", Severity.ERROR, words, at, "") for words in ("缺少“名词解释”", "“南岭区”与“南岑区”不一致")],
        layout,
    )
    assert missing.severity is Severity.ERROR
    assert named.severity is Severity.WARNING
