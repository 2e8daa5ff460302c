"""The relation language: what it reads, and what it refuses."""

from __future__ import annotations

import pytest

from dislint.checks.expressions import ExpressionError, RowSet, parse_expression

READ = [
    ("T01[本年收入合计].收入", RowSet.NAMED, ("本年收入合计",), ("收入",), False, False),
    ("T02[row].*", RowSet.SAME, (), (), False, False),
    ("sum(T03[row/*].*)", RowSet.CHILDREN, (), (), False, True),
    ("sum(T02[类].财政拨款收入)", RowSet.LEVEL, ("类",), ("财政拨款收入",), False, True),
    ("sum(T01[..本年支出合计].支出)", RowSet.ABOVE, ("本年支出合计",), ("支出",), False, True),
    ("sum(T03[row].基本支出|项目支出)", RowSet.SAME, (), ("基本支出", "项目支出"), False, True),
    ("sum( T06[301 | 303] . 决算数 )", RowSet.NAMED, ("301", "303"), ("决算数",), False, True),
    ("T01[年初结转和结余]?.收入", RowSet.NAMED, ("年初结转和结余",), ("收入",), True, False),
    ("T09[决算数].因公出国(境)费", RowSet.NAMED, ("决算数",), ("因公出国(境)费",), False, False),
]


@pytest.mark.parametrize(("text", "how", "names", "columns", "optional", "aggregate"), READ)
def test_reads(
    text: str, how: RowSet, names: tuple[str, ...], columns: tuple[str, ...], optional: bool, aggregate: bool
) -> None:
    ((term),) = parse_expression(text)
    reference = term.reference
    assert (reference.rows.how, reference.rows.names) == (how, names)
    assert (reference.columns, reference.optional, reference.aggregate) == (columns, optional, aggregate)


def test_signs() -> None:
    expression = parse_expression("T07[row].年初结转和结余 + T07[row].本年收入 - T07[row].本年支出")
    assert [term.sign for term in expression] == [1, 1, -1]


@pytest.mark.parametrize("text", ["", "T01[", "T01[合计]", "合计", "T01[合计].收入 +", "T01[合计].收入 = 3", "sum(3)"])
def test_refuses_and_names_the_place(text: str) -> None:
    with pytest.raises(ExpressionError, match="不合关系式语法"):
        parse_expression(text)


@pytest.mark.parametrize("text", ["T02[类].收入", "T02[row/*].*", "T06[301|303].决算数", "T03[row].基本支出|项目支出"])
def test_many_cells_need_sum(text: str) -> None:
    with pytest.raises(ExpressionError, match="sum"):
        parse_expression(text)
