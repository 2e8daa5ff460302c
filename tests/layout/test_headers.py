"""Headers without rulings: drawn from their cells, read back as the same cells; alike ones that are not clear."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dislint.layout.headers import Place, Print, header, leaves, names

SIZE = 10.0
LINE, PAD = 12.0, 12.0
"""The height of a line, and the white above and below a name, in points."""

Tree = tuple[str, tuple["Tree", ...]]
"""A name and the names under it; none under a column's own."""


def width(tree: Tree) -> int:
    return sum(map(width, tree[1])) or 1


def depth(tree: Tree) -> int:
    return 1 + max(map(depth, tree[1]), default=0)


def cells(trees: Sequence[Tree], rows: int, row: int = 0, column: int = 0) -> list[tuple[Place, str]]:
    """The cells of a header: a name without others under it reaches down to the last row."""
    found = []
    for tree in trees:
        found.append(((row, column, 1 if tree[1] else rows - row, width(tree)), tree[0]))
        found += cells(tree[1], rows, row + 1, column)
        column += width(tree)
    return found


def drawn(trees: Sequence[Tree], xs: Sequence[float], at_left: bool) -> tuple[list[Place], list[Print]]:
    """The cells, and their names' lines: broken where the column is full, in the middle of its height."""
    placed = cells(trees, max(map(depth, trees)))
    room = {place: max(int((xs[place[1] + place[3]] - xs[place[1]] - 12) // SIZE), 1) for place, _ in placed}
    broken = [(place, [text[n : n + room[place]] for n in range(0, len(text), room[place])]) for place, text in placed]
    height = PAD * 2 + LINE * max(len(lines) for _, lines in broken)
    words = []
    for (r, c, down, across), lines in broken:
        top = (r + down / 2) * height - len(lines) * LINE / 2
        for n, line in enumerate(lines):
            long = SIZE * len(line)
            x = xs[c] + 6 if at_left else (xs[c] + xs[c + across] - long) / 2
            words.append(Print(line, x, x + long, top + n * LINE, top + n * LINE + SIZE))
    return [place for place, _ in placed], words


def read(words: Sequence[Print], columns: Sequence[tuple[float, float]]) -> list[Place] | None:
    xs = [
        columns[0][0] - 2,
        *((a[1] + b[0]) / 2 for a, b in pairwise(columns)),
        columns[-1][1] + 2,
    ]
    found = header(names(words, SIZE), columns, xs, SIZE)
    return None if found is None else sorted(found.cells)


def columns_of(xs: Sequence[float]) -> list[tuple[float, float]]:
    return [(a + 6, b - 6) for a, b in pairwise(xs)]


TEXT = st.integers(2, 9).map(lambda n: "支出决算合计数额表"[:n])
LEAF = TEXT.map(lambda text: (text, ()))
GROUP = st.tuples(TEXT, st.lists(LEAF, min_size=2, max_size=3).map(tuple))
WIDE = st.tuples(TEXT, st.lists(LEAF | GROUP, min_size=2, max_size=3).map(tuple))


@given(st.lists(LEAF | GROUP | WIDE, min_size=3, max_size=5), st.data(), st.booleans())
def test_a_header_is_read_as_it_was_drawn_or_not_at_all(trees: list[Tree], data: st.DataObject, at_left: bool) -> None:
    xs = [60.0]
    for each in data.draw(
        st.lists(st.integers(50, 130), min_size=sum(map(width, trees)), max_size=sum(map(width, trees)))
    ):
        xs.append(xs[-1] + each)
    true, words = drawn(trees, xs, at_left)
    assert read(words, columns_of(xs)) in (sorted(true), None)


def named(*texts: str) -> tuple[Tree, ...]:
    return tuple((text, ()) for text in texts)


SUBJECTS: tuple[Tree, ...] = (("项目", named("科目编码", "科目名称")),)
HEADERS: dict[str, tuple[Tree, ...]] = {
    "one level": named("科目编码", "科目名称", "本年支出合计", "基本支出", "项目支出"),
    "two levels": (*SUBJECTS, *named("本年支出合计", "基本支出", "附属单位上缴收入支出合计")),
    "a group in a group": (
        *SUBJECTS,
        ("本年支出", (*named("小计"), ("项目支出", named("本级", "下级")))),
        *named("结余"),
    ),
    "pairs": tuple((text, named("预算数", "决算数")) for text in ("合计", "因公出国(境)费", "公务接待费")),
    "code columns": (("项目", (("科目编码", named("类", "款", "项")), *named("科目名称"))), *named("合计", "基本支出")),
}


@pytest.mark.parametrize("at_left", [True, False])
@pytest.mark.parametrize("trees", HEADERS.values(), ids=HEADERS.keys())
def test_headers_of_the_tables_are_read(trees: tuple[Tree, ...], at_left: bool) -> None:
    xs = [60.0 + 66 * n for n in range(sum(map(width, trees)) + 1)]
    true, words = drawn(trees, xs, at_left)
    assert read(words, columns_of(xs)) == sorted(true)


def lines(*rows: tuple[float, tuple[str, ...]]) -> list[Print]:
    """Words in columns of 80 points: for each line its top, and what stands in the columns."""
    return [
        Print(text, 60.0 + 80 * c, 60.0 + 80 * c + SIZE * len(text), y, y + SIZE)
        for y, texts in rows
        for c, text in enumerate(texts)
        if text
    ]


XS = [50.0, 130.0, 210.0, 290.0]
CASES = {
    "lines far apart that part no group are one name": (
        lines((0, ("科目", "本年支出", "基本支出")), (18, ("名称", "合计", "合计"))), [(0, 0, 1, 1), (0, 1, 1, 1), (0, 2, 1, 1)],
    ),
    "numbers of the columns are a row of their own": (
        lines((0, ("科目名称", "合计", "基本支出")), (18, ("栏次", "1", "2"))),
        [(0, 0, 1, 1), (0, 1, 1, 1), (0, 2, 1, 1), (1, 0, 1, 1), (1, 1, 1, 1), (1, 2, 1, 1)],
    ),
    "a column between two groups that may be of either": (
        [Print(text, x - 10, x + 10, y, y + SIZE) for y, xs in ((0, (90, 250)), (30, (90, 170, 250)))
         for text, x in zip(("收入", "支出", "结余"), xs, strict=False)], None,
    ),
    "a column without a name": (lines((0, ("科目名称", "", "基本支出")), (18, ("", "合计", ""))), None),
}  # fmt: skip


@pytest.mark.parametrize(("words", "expected"), CASES.values(), ids=CASES.keys())
def test_rows_of_a_header(words: list[Print], expected: list[Place] | None) -> None:
    assert read(words, columns_of(XS)) == expected


def test_a_group_over_neither_of_its_columns_is_no_column() -> None:
    group = Print("项目", 120, 140, 0, 10)
    single = lines((18, ("编码", "名称")), (9, ("", "", "合计")))
    assert leaves([group, *single], SIZE) == single
