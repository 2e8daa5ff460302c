"""Grids out of synthetic rulings, lines out of synthetic glyphs."""

from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st

from dislint.layout.glyphs import visible
from dislint.layout.grids import frames
from dislint.layout.lines import runs
from dislint.readers.model import Glyph, Ruling

SIZES = st.lists(st.integers(min_value=12, max_value=90), min_size=2, max_size=8)


def places(sizes: list[int]) -> list[float]:
    at = [50.0]
    for size in sizes:
        at.append(at[-1] + size)
    return at


def ruled(xs: list[float], ys: list[float]) -> list[Ruling]:
    rows = [Ruling(xs[0], y, xs[-1], y) for y in ys]
    return rows + [Ruling(x, ys[0], x, ys[-1]) for x in xs]


@given(SIZES, SIZES, st.integers())
def test_a_full_grid_has_all_its_cells_in_any_drawing_order(widths: list[int], heights: list[int], seed: int) -> None:
    xs, ys = places(widths), places(heights)
    rulings = ruled(xs, ys)
    random.Random(seed).shuffle(rulings)
    (frame,) = frames(rulings)
    expected = {(r, c, 1, 1) for r in range(len(heights)) for c in range(len(widths))}
    assert set(frame.cells) == expected


@given(SIZES, SIZES)
def test_without_outer_verticals_the_columns_are_the_same(widths: list[int], heights: list[int]) -> None:
    xs, ys = places(widths), places(heights)
    rulings = [Ruling(xs[0], y, xs[-1], y) for y in ys] + [Ruling(x, ys[0], x, ys[-1]) for x in xs[1:-1]]
    (frame,) = frames(rulings)
    assert [round(x) for x in frame.xs] == [round(x) for x in xs]


def test_a_missing_ruling_merges_cells() -> None:
    xs, ys = [0.0, 50.0, 100.0], [0.0, 20.0, 40.0]
    rulings = [Ruling(0, y, 100, y) for y in ys] + [Ruling(x, 0, x, 40) for x in (0.0, 100.0)]
    rulings.append(Ruling(50, 20, 50, 40))
    (frame,) = frames(rulings)
    assert sorted(frame.cells) == [(0, 0, 1, 2), (1, 0, 1, 1), (1, 1, 1, 1)]
    assert xs[1] in frame.xs


def glyph(text: str, x: float, y: float, upright: bool = True) -> Glyph:
    return Glyph(text, x, y, x + 10, y + 10, 10.0, upright, "Song")


def test_lines_follow_the_page_not_the_drawing() -> None:
    drawn = [glyph("乙", 10, 40), glyph("甲", 10, 10), glyph("。", 20, 10), glyph("丙", 20, 40)]
    assert ["".join(g.text for g in run.glyphs) for run in runs(drawn)] == ["甲。", "乙丙"]


def test_overprinted_letters_count_once_and_doubled_ones_twice() -> None:
    assert [g.text for g in visible([glyph("甲", 10, 10), glyph("甲", 10.4, 10), glyph("乙", 20, 10)])] == ["甲", "乙"]
    assert [g.text for g in visible([glyph("。", 10, 10), glyph("。", 20, 10)])] == ["。", "。"]


def test_turned_letters_are_no_text() -> None:
    assert visible([glyph("审", 10, 10, upright=False)]) == []
