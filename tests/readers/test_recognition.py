"""Scanned pages: which ones need a recogniser, what it is given, and what becomes of findings on doubtful characters."""

from __future__ import annotations

from pathlib import Path

import pytest

from dislint.blocks import Anchor, Box, Doubt, Layout, PageInfo
from dislint.findings import Finding, Severity
from dislint.linter.doubts import graded
from dislint.readers.model import Glyph, Sheet
from dislint.readers.recognition import needs_recognition, recognised


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


class Typist:
    """A recogniser that reads every page as the same words."""

    name = "typist"

    def read(self, data: bytes, sheet: Sheet, password: str) -> Sheet:
        return page("收入总计", 0.0)._replace(number=sheet.number, recognised=True)


@pytest.mark.parametrize(("when", "pages"), [("auto", [1]), ("always", [1, 2])])
def test_only_pages_that_need_it_are_recognised(when: str, pages: list[int]) -> None:
    told: list[int] = []
    sheets = [page("", 1.0), page("本年收入合计" * 5, 0.0)._replace(number=2)]
    read = [*recognised(iter(sheets), b"%PDF-", "", Typist(), when, told.append)]
    assert told == pages
    assert [sheet.number for sheet in read if sheet.recognised] == pages


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
        "    def read(self, data, sheet, password):\n"
        "        words = '示例局2024年度部门决算公开'\n"
        "        glyphs = tuple(Glyph(c, 20 * n, 100, 20 * n + 20, 120, 20, True, '') for n, c in enumerate(words))\n"
        "        return sheet._replace(glyphs=glyphs, images=0.0, recognised=True)\n"
        "@hookimpl\n"
        "def dislint_recognisers(): return [Typist()]\n",
        encoding="utf-8",
    )
    Image.new("L", (800, 1100), 255).save(tmp_path / "scan.pdf", "PDF")
    for ocr, codes in (("auto", False), ("never", True)):
        config = Config(plugins=(plugin,), ocr=ocr, cache=False)
        (result,) = lint([tmp_path / "scan.pdf"], config, keep=True)
        assert ("E003" in {finding.code for finding in result.findings}) is codes
