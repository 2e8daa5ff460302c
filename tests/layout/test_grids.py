"""Grids out of synthetic rulings, lines out of synthetic glyphs."""

from __future__ import annotations

import random
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dislint.layout.alignment import Ahead, Aligned, aligned_tables
from dislint.layout.glyphs import visible
from dislint.layout.grids import JOIN, Segment, crossings, filled_frames, frames
from dislint.layout.lines import runs
from dislint.readers.model import Glyph, Ruling, UnreadableError

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


def test_a_row_left_open_by_a_page_break_is_a_row() -> None:
    xs, ys = [0.0, 50.0, 100.0, 150.0], [20.0, 40.0, 60.0]
    rulings = [Ruling(0, y, 150, y) for y in ys] + [Ruling(x, 4, x, 78) for x in xs]
    (frame,) = frames(rulings)
    assert frame.ys == (4.0, *ys, 78.0)
    (closed,) = frames([*rulings[:3], *(Ruling(x, 17, x, 63) for x in xs)])
    assert len(closed.ys) == 3


def glyph(text: str, x: float, y: float, upright: bool = True) -> Glyph:
    return Glyph(text, x, y, x + 10, y + 10, 10.0, upright, "Song")


def test_lines_follow_the_page_not_the_drawing() -> None:
    drawn = [glyph("乙", 10, 40), glyph("甲", 10, 10), glyph("。", 20, 10), glyph("丙", 20, 40)]
    assert ["".join(g.text for g in run.glyphs) for run in runs(drawn)] == ["甲。", "乙丙"]


def test_overprinted_letters_count_once_and_doubled_ones_twice() -> None:
    def printed(*glyphs: Glyph) -> list[str]:
        return ["".join(g.text for g in run.glyphs) for run in runs(glyphs)]

    assert printed(glyph("甲", 10, 10), glyph("甲", 10.4, 10), glyph("乙", 20, 10)) == ["甲乙"]
    assert printed(glyph("甲", 10, 10), glyph("乙", 10.3, 10), glyph("甲", 10.4, 11)) == ["甲乙"]
    assert printed(glyph("。", 10, 10), glyph("。", 20, 10)) == ["。。"]


def test_turned_letters_are_no_text() -> None:
    assert visible([glyph("审", 10, 10, upright=False)]) == []


def word(text: str, x: float, y: float) -> list[Glyph]:
    return [Glyph(char, x + 10 * n, y, x + 10 * n + 10, y + 10, 10.0, True, "Song") for n, char in enumerate(text)]


def placed(rows: Sequence[tuple[str, ...]], top: float, places: tuple[float, ...] = (50, 200, 300)) -> list[Glyph]:
    """Rows of words in columns, 20 points apart."""
    return [
        g
        for n, row in enumerate(rows)
        for x, text in zip(places, row, strict=False)
        for g in word(text, x, top + 20 * n)
    ]


def page(rows: Sequence[tuple[str, ...]]) -> list[Glyph]:
    return placed([("支出决算表",), ("项目", "本年支出", "基本支出"), *rows], 0)


def tables(glyphs: list[Glyph], before: Ahead | None = None) -> Aligned:
    return aligned_tables(runs(glyphs), (), (), before)


ROWS = [("合计", "12.50", "12.50"), ("教育支出", "8.25", "8.25"), ("住房支出", "4.25", "4.25")]


def test_clearly_aligned_columns_under_a_title_are_a_table() -> None:
    (frame,) = tables(page(ROWS)).frames
    assert (len(frame.ys) - 1, len(frame.xs) - 1) == (4, 3)


def test_words_among_the_numbers_of_a_column_make_no_table() -> None:
    assert not tables(page([*ROWS[:2], ("住房支出", "4.25", "见说明")])).frames


def test_without_a_title_there_is_no_table() -> None:
    assert not tables([g for g in page(ROWS) if g.y0 > 10]).frames


def test_a_table_whose_rest_is_not_understood_is_not_read_by_half() -> None:
    first = tables(page(ROWS))
    assert first.ahead is not None
    rest = word("住房公积金支出和购房补贴12.50其余见下", 50, 10) + word("3.00", 300, 30)
    assert tables(rest, first.ahead).lost
    more = word("其他支出", 50, 10) + word("3.00", 200, 10) + word("3.00", 300, 10)
    assert tables(more, first.ahead).continued
    prose = [g._replace(size=14.0, y1=g.y1 + 4) for g in word("一、收入决算情况说明", 50, 10)]
    assert not tables(prose, first.ahead).lost


CAPTION, HEADS = word("单位：万元", 300, 10), [("项目", "本年支出", "基本支出")]


@pytest.mark.parametrize(
    ("glyphs", "size"),
    [
        (word("支出决算表", 50, 0) + CAPTION + placed(HEADS, 30), (1, 3)),
        (word("支出决算表", 50, 0) + CAPTION + placed([*HEADS, ("合计", "", "")], 30), (2, 3)),
        (word("支出决算表", 50, 0) + CAPTION + placed([*HEADS, ("1.20", "1.00", "0.20")], 30), (2, 3)),
        (word("支出决算表", 50, 0) + placed(HEADS, 30), None),
        (word("支出决算表", 50, 0) + CAPTION + placed([("甲", "乙", "丙")], 30), None),
        (word("支出决算表", 50, 0) + CAPTION + word("本年无此项收入和支出", 50, 30), None),
    ],
    ids=["header only", "empty total", "amounts only", "no unit", "other words", "prose"],
)
def test_empty_tables_are_known_by_title_unit_and_header(glyphs: list[Glyph], size: tuple[int, int] | None) -> None:
    frames = tables(glyphs).frames
    assert [(len(frame.ys) - 1, len(frame.xs) - 1) for frame in frames] == ([size] if size else [])


def test_a_title_at_the_end_of_a_page_is_of_the_table_on_the_next() -> None:
    ahead = tables(word("支出决算表", 50, 700) + word("单位：万元", 300, 715)).ahead
    assert ahead == Ahead(unit=True)
    top = placed([*HEADS, *ROWS], 10)
    (frame,) = tables(top, ahead).frames
    assert (len(frame.ys) - 1, len(frame.xs) - 1) == (4, 3)
    assert not tables(top).frames


def test_backgrounds_of_cells_are_a_grid_and_one_background_is_none() -> None:
    fills = [Ruling(50 + 60 * c, 20 * r, 109 + 60 * c, 20 * r + 19) for r in range(3) for c in range(3)]
    (frame,) = filled_frames(fills, [])
    assert len(frame.cells) == 9
    assert not filled_frames([Ruling(50, 0, 230, 60)] * 9, [])
    assert not filled_frames(fills, [frame])


SEGMENTS = st.lists(
    st.tuples(st.integers(0, 60), st.integers(0, 60), st.integers(0, 60)).map(
        lambda s: Segment(float(s[0]), float(min(s[1:])), float(max(s[1:])))
    ),
    max_size=12,
)


@given(SEGMENTS, SEGMENTS)
def test_all_crossings_are_found(rows: list[Segment], columns: list[Segment]) -> None:
    crossing = {
        (i, j)
        for i, row in enumerate(rows)
        for j, column in enumerate(columns)
        if row.start - JOIN <= column.at <= row.end + JOIN and column.start - JOIN <= row.at <= column.end + JOIN
    }
    found = list(crossings(rows, columns))
    assert set(found) == crossing
    assert len(found) == len(crossing)


def test_a_grid_of_more_places_than_any_table_is_a_limit() -> None:
    steps = [10.0 * n for n in range(600)]
    with pytest.raises(UnreadableError) as raised:
        frames(ruled(steps, steps))
    assert raised.value.code == "E004"
