"""Two pages on one are not read, and say so; broad pages that are one are read."""

from __future__ import annotations

import pytest

from dislint.layout.compose import compose
from dislint.readers.model import Glyph, Ruling, Sheet, Sheets


def words(text: str, x: float, y: float) -> tuple[Glyph, ...]:
    return tuple(Glyph(c, x + 12 * n, y, x + 12 * n + 12, y + 12, 12, True, "") for n, c in enumerate(text))


LEFT, RIGHT = words("本年收入合计一百万元", 60, 200), words("本年支出合计九十万元", 480, 300)
FEET = words("-7-", 200, 560), words("-8-", 620, 560)
SPREADS: dict[str, tuple[float, tuple[tuple[Glyph, ...], ...]]] = {
    "numbered halves": (842, (LEFT, RIGHT, *FEET)),
    "as broad as two pages": (1190, (LEFT, words("本年支出合计九十万元", 700, 300))),
}
PAGES: dict[str, tuple[float, float, tuple[tuple[Glyph, ...], ...], tuple[Ruling, ...]]] = {
    "upright": (595, 842, (LEFT, words("九十万元", 400, 300)), ()),
    "without numbers": (842, 595, (LEFT, RIGHT), ()),
    "numbers that do not follow": (842, 595, (LEFT, RIGHT, FEET[0], words("-9-", 620, 560)), ()),
    "a title across": (1190, 842, (LEFT, words("本年支出合计", 700, 300), words("收入支出决算总表" * 3, 450, 60)), ()),
    "rulings across": (842, 595, (LEFT, RIGHT, *FEET), (Ruling(50, 190, 800, 190),)),
    "one half": (1190, 842, (LEFT,), ()),
}


def read(width: float, height: float, print_: tuple[tuple[Glyph, ...], ...], rulings: tuple[Ruling, ...] = ()) -> str:
    sheet = Sheet(1, width, height, tuple(glyph for part in print_ for glyph in part), rulings)
    layout = compose(Sheets(1, iter([sheet])))
    (page,) = layout.pages
    return page.unread.en if page.unread and page.scanned and not layout.blocks else ""


@pytest.mark.parametrize("kind", SPREADS)
def test_two_pages_on_one_are_not_read(kind: str) -> None:
    width, print_ = SPREADS[kind]
    assert "two pages" in read(width, width / 1.414, print_)


@pytest.mark.parametrize("kind", PAGES)
def test_one_page_is_read(kind: str) -> None:
    assert read(*PAGES[kind]) == ""
