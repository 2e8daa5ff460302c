"""Forms whose labels stand beside the amounts: of one project, of several below each other, a project a row."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dislint.document import Document
from dislint.numbers import Unit

ONE = "项目名称\t管网改造\t\n年度资金总额（万元）\t60.00\t\n其中：财政拨款\t50.00\t\n其他资金\t10.00\t\n一级指标\t二级指标\t指标值\n产出指标\t数量指标\t5.00"
TWO_TERMS = (
    "项目名称\t管网改造\t\t\n项目资金（元）\t中期资金总额\t900\t年度资金总额\t300\n\t财政拨款\t900\t财政拨款\t200"
)
STACKED = "项目名称\t管网改造\n资金总额（万元）\t60.00\n项目名称\t水质监测\n资金总额（万元）\t8.00"
LISTED = (
    "项目名称\t预算金额（万元）\t一级指标\t指标值\n管网改造\t60.00\t产出指标\t≥5公里\n水质监测\t8.00\t产出指标\t≥12次"
)


@pytest.mark.parametrize(
    ("form", "project", "column", "amount", "unit"),
    [
        (ONE, "管网改造", "合计", "60.00", Unit.WAN),
        (ONE, "管网改造", "其他资金", "10.00", Unit.WAN),
        (TWO_TERMS, "管网改造", "合计", "300", Unit.YUAN),
        (TWO_TERMS, "管网改造", "财政拨款收入", "200", Unit.YUAN),
        (STACKED, "水质监测", "合计", "8.00", Unit.WAN),
        (LISTED, "管网改造", "合计", "60.00", Unit.WAN),
        (LISTED, "水质监测", "合计", "8.00", Unit.WAN),
    ],
)
def test_an_amount_by_its_label(
    form: str, project: str, column: str, amount: str, unit: Unit, document_of: Callable[[str], Document]
) -> None:
    table = document_of(f"某局2031年部门预算\n\n第二部分 部门预算表\n\n项目支出绩效目标表\n\n{form}\n").table("G1")
    assert table is not None
    fact = table.fact(project, column)
    assert fact is not None
    assert (fact.cell.text, table.unit) == (amount, unit)


def test_a_label_twice_says_nothing(document_of: Callable[[str], Document]) -> None:
    form = "项目名称\t管网改造\n资金总额\t60.00\n资金总额\t70.00"
    table = document_of(f"某局2031年部门预算\n\n第二部分 部门预算表\n\n项目支出绩效目标表\n\n{form}\n").table("G1")
    assert table is None or not table.rows
