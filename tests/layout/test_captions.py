"""Captions that are rows of a table's own grid, as data: the first rows, and what is lifted out of them."""

from __future__ import annotations

import pytest

from dislint.blocks import Cell, Grid, Line, Passage
from dislint.layout.captions import lift_captions

HEAD, TOTAL = ("项目", "本年支出", "基本支出"), ("合计", "12.50", "12.50")
TITLE = ("支出决算表",) * 3


def grid(*rows: tuple[str, ...]) -> Grid:
    """A grid; neighbours with the same text are one merged cell."""
    cells = []
    for r, row in enumerate(rows):
        line: list[Cell] = []
        for c, text in enumerate(row):
            if c and text == row[c - 1]:
                line.append(line[-1])
            else:
                across = next((n for n in range(c, len(row)) if row[n] != text), len(row)) - c
                line.append(Cell(r, c, 1, across, Passage.of([Line(text, None, r + 1)] if text else [])))
        cells.append(tuple(line))
    return Grid(tuple(cells))


CASES = {
    "title, number, department and unit": (
        [TITLE, ("", "", "公开03表"), ("部门：某局", "部门：某局", "金额单位：万元")],
        ["支出决算表", "公开03表", "部门:某局", "金额单位:万元"],
    ),
    "a name beside its label, a blank row": (
        [("附表3", "", ""), TITLE, ("", "", ""), ("编制单位：", "某局", "单位：元")],
        ["附表3", "支出决算表", "编制单位:", "某局", "单位:元"],
    ),
    "a title alone": ([TITLE], ["支出决算表"]),
    "no title": ([("单位：万元",) * 3], []),
    "the title of a form": ([("项目支出绩效目标自评表（含决算）",) * 3, ("单位：万元",) * 3], []),
    "a title of something else": ([("人员情况统计表",) * 3, ("单位：人",) * 3], []),
    "amounts beside a unit": ([TITLE, ("单位：万元", "3.50", "")], ["支出决算表"]),
}


@pytest.mark.parametrize(("rows", "expected"), CASES.values(), ids=CASES.keys())
def test_captions_are_lifted_out_of_grids(rows: list[tuple[str, ...]], expected: list[str]) -> None:
    *above, table = lift_captions([grid(*rows, HEAD, TOTAL)])
    assert [passage.compact.text for passage in above if isinstance(passage, Passage)] == expected
    assert isinstance(table, Grid)
    assert [cell.text for cell in table.cells[-2]] == list(HEAD)
    assert [[cell.row for cell in row] for row in table.cells] == [[r] * 3 for r in range(table.height)]


def test_a_grid_of_captions_alone_stays() -> None:
    alone = grid(TITLE, ("单位：万元",) * 3)
    assert list(lift_captions([alone])) == [alone]
