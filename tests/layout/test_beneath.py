"""A figure under a figure is told; the same words drawn twice, and other words beneath, are not."""

from __future__ import annotations

import pytest

from dislint.layout.pages import taken_apart
from dislint.readers.model import Glyph, Sheet


def letters(text: str, x: float, y: float = 100.0, pitch: float = 6.0) -> list[Glyph]:
    return [Glyph(c, x + n * pitch, y, x + n * pitch + 6, y + 12, 12, True, "F") for n, c in enumerate(text)]


@pytest.mark.parametrize(
    ("printed", "hidden", "told"),
    [
        (letters("支出31.50万元", 50), letters("87.20", 62), [("31.50", "87.20")]),
        (letters("支出31.50万元", 50), letters("187.2", 62), [("31.50", "187.2")]),
        (letters("支出31.50万元", 50), letters("31.50", 62.5), []),
        (letters("支出31.50万元", 50), letters("31.50", 66, pitch=6.4), []),
        (letters("支出31.50万元", 50), letters("支出31.50万元", 50), []),
        (letters("支出31.50万元", 50), letters("87.20", 62, y=300), []),
        (letters("支出31.50万元", 50), letters("87.20", 300), []),
        (letters("支出31.50万元", 50), letters("草稿", 62), []),
        (letters("31.50", 50) + letters("44.00", 50, y=130), letters("44.10", 50, y=130), [("44.00", "44.10")]),
    ],
)
def test_figures_beneath(printed: list[Glyph], hidden: list[Glyph], told: list[tuple[str, str]]) -> None:
    (page,) = taken_apart([Sheet(1, 595, 842, tuple(printed), (), hidden=tuple(hidden))])
    assert [(b.printed.text, b.words) for b in page.info.beneath] == told
