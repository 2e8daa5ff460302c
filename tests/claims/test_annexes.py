"""Sentences of self-evaluation reports, and what they restate."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dislint.blocks import Line, Passage
from dislint.claims.annexes import USUAL_SCHEME, Reading, read_counts, read_evaluation, read_scheme
from dislint.structure.model import Evaluation

CASES = [
    ("年初预算数为40万元，预算执行率为99%。", [("预算编制", "40万元"), ("执行率", "99%")], None),
    ("预算下达70028.实际支付70028", [("全年预算数", "70028"), ("全年执行数", "70028")], None),
    ("现申请2021年-2023年维修资金2.6万元。", [("目标申报", "2.6万元")], None),
    ("费用控制在50,000元以内。", [("全年预算数", "50,000元")], None),
    ("上年执行率85%。本年执行率90%。", [("执行率", "90%")], None),
    ("每户补助500元，2022年下达30万元。", [], None),
    ("总得分 95.5 分，属于“优”。", [("总得分", "95.5")], "优"),
    ("评价等级为良好。", [], "良"),
    ("该企业属于中小企业。", [], None),
    ("属于差异化管理。", [], None),
    ("自评等级为不合格。", [], "不合格"),
]


def read(text: str) -> Reading:
    passage = Passage.of([Line(text, None, 1)])
    return read_evaluation([passage], Evaluation("路灯", "", passage.anchor(), 0, 1, None, None))


@pytest.mark.parametrize(("text", "stated", "grade"), CASES)
def test_reading(text: str, stated: list[tuple[str, str]], grade: str | None) -> None:
    reading = read(text)
    assert [(s.what, s.figure.text) for s in reading.statements] == stated
    assert (reading.grade.grade if reading.grade else None) == grade


@given(st.integers(0, 10**9), st.integers(0, 99), st.sampled_from(["元", "万元", ""]))
def test_an_amount_reads_as_printed(whole: int, cents: int, unit: str) -> None:
    printed = f"{whole:,}.{cents:02}{unit}"
    (statement,) = read(f"实际支付{printed}，完成了项目。").statements
    assert statement.figure.text == printed
    assert statement.anchor.text == printed
    assert statement.figure.value * 100 == whole * 100 + cents


@pytest.mark.parametrize(
    ("text", "counted"),
    [
        ("对7个项目开展绩效自评，涉及资金共83.50万元。", [("", 7, "83.50万元")]),
        ("对7个项目开展绩效自评，涉及资金约为83.50万元。", [("", 7, "83.50万元")]),
        ("对7个项目开展绩效自评，涉及资金未列明。", [("", 7, None)]),
        ("对7个项目开展绩效自评，涉及资金：一般公共预算83.50万元。", [("", 7, None)]),
        ("开展绩效自评，涉及项目，共7个。", []),
        ("开展绩效自评，涉及项目7个，金额由各单位核定。", [("", 7, None)]),
        ("7个项目自评等级为何尚未公布。", []),
        ("自评等级为“优”，项目情况见附件。", []),
    ],
)
def test_projects_are_counted_where_the_sentence_says_how_many(text: str, counted: list[object]) -> None:
    counts = read_counts(Passage.of([Line(text, None, 1)]))
    assert [(c.grade, c.number, c.money.text if c.money else None) for c in counts] == counted


def test_at_least() -> None:
    (statement,) = read("职工满意度达95%以上。").statements
    assert statement.at_least


def test_limits_of_other_grades_are_no_scheme_of_a_document_without_the_best() -> None:
    passage = Passage.of([Line("得分80分以上为良，60分以上为中，40分以上为差", None, 1)])
    assert read_scheme([passage]) in (None, USUAL_SCHEME)
