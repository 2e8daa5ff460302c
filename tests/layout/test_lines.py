"""Lines out of letters as real pages place them, as data: letters with their places, and the lines that they make."""

from __future__ import annotations

import pytest

from dislint.layout.lines import in_columns, line_of, runs
from dislint.readers.model import Glyph
from dislint.text import compact


def letters(text: str, x: float, y: float = 0.0, step: float = 10.0, size: float = 10.0) -> list[Glyph]:
    return [
        Glyph(char, x + n * step, y, x + n * step + size, y + size, size, True, "Song")
        for n, char in enumerate(text)
        if not char.isspace()
    ]


CASES = {
    "fake bold is printed once": (letters("支出合计", 50) + letters("支出合计", 50.5), ["支出合计"]),
    "a doubled letter is two": (letters("人人", 50), ["人人"]),
    "a letter-spaced line has no spaces": (letters("本年支出合计", 50, step=17), ["本年支出合计"]),
    "a gap between words is one": (letters("第一部分", 50) + letters("概况", 100), ["第一部分 概况"]),
    "full-width spaces are no text": (letters("部　门　名　称", 50), ["部门名称"]),
    "a superscript is of its line": (letters("注", 50) + letters("1", 60, -1, size=6.5), ["注1"]),
    "a note's number is no digit": (
        letters("200", 50) + letters("12", 80, 0, step=6, size=6) + letters("万元", 92),
        ["200万元"],
    ),
    "an amount set small is one": (letters("合计", 50) + letters("32", 72, 2, step=6, size=6), ["合计32"]),
    "an amount set higher is of its line": (letters("合计", 50) + letters("3.20", 200, -2), ["合计 3.20"]),
    "a full stop drawn last": (letters("乙", 50, 30) + letters("甲", 50) + letters("。", 60), ["甲。", "乙"]),
    "full-width digits and radicals": (letters("１２⻢㎡", 50), ["12马㎡"]),
}


@pytest.mark.parametrize(("glyphs", "expected"), CASES.values(), ids=CASES.keys())
def test_lines(glyphs: list[Glyph], expected: list[str]) -> None:
    lines = [line_of(run, 1, 1) for run in runs(glyphs)]
    if "部门名称" in expected:
        assert compact(lines[0].text).text == expected[0]
    else:
        assert [compact(line.text).text for line in lines] == ["".join(text.split()) for text in expected]
        assert [" " in line.text for line in lines] == [" " in text for text in expected]
    assert all(len(line.text) == len(line.extents) for line in lines)


def contents(*rows: tuple[str, str]) -> list[Glyph]:
    return [
        glyph
        for n, row in enumerate(rows)
        for x, text in zip((50, 300), row, strict=True)
        for glyph in letters(text, x, 20.0 * n)
    ]


def test_a_contents_page_of_two_columns_is_read_column_by_column() -> None:
    page = contents(
        ("目录", ""), ("一、收入……1", "四、支出……4"), ("二、结余……2", "五、说明……5"), ("三、其他……3", "六、名词……6"), ("七、附件……7", ""), ("-2-", "")
    )  # fmt: skip
    lines = in_columns(runs(page))
    assert lines is not None
    texts = ["".join(glyph.text for glyph in line.glyphs) for line in lines]
    assert [text[:1] for text in texts] == list("目一二三七四五六-")


def test_entries_beside_no_others_are_one_column() -> None:
    page = contents(("一、收入……1", ""), ("二、支出……2", ""), ("三、其他……3", ""), ("四、结余……4", "五、说明……5"))
    assert in_columns(runs(page)) is None
