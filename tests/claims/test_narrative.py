"""Sentences as data: what they claim, and what comes of the claims against the tables."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dislint.checks.model import Outcome
from dislint.checks.verdicts import State
from dislint.document import Document
from dislint.testing.wordings import WORDINGS

HEAD = """青川县示例局
2024年度部门决算

第二部分 2024年度部门决算表

收入支出决算总表

单位：万元

收入\t\t支出\t
项目\t决算数\t项目\t决算数
一、一般公共预算财政拨款收入\t900.00\t一、一般公共服务支出\t600.00
八、其他收入\t100.00\t二、教育支出\t380.00
本年收入合计\t1000.00\t本年支出合计\t980.00
年初结转和结余\t50.00\t年末结转和结余\t70.00
总计\t1050.00\t总计\t1050.00

一般公共预算财政拨款基本支出决算表

单位：万元

科目编码\t科目名称\t决算数\t科目编码\t科目名称\t决算数
301\t工资福利支出\t50.00\t302\t商品和服务支出\t9.00
30101\t基本工资\t50.00\t30201\t办公费\t9.00
30103\t奖金\t\t30202\t印刷费\t
人员经费合计\t\t50.00\t公用经费合计\t\t9.00

第三部分 2024年度部门决算情况说明

"""
OVERALL = "一、收入支出决算总体情况说明\n\n"
EXPENDITURE = "三、支出决算情况说明\n\n"
DETAIL = "五、一般公共预算财政拨款支出决算情况说明\n\n（三）一般公共预算财政拨款支出决算具体情况\n\n"
BASIC = "六、一般公共预算财政拨款基本支出决算情况说明\n\n"

# Section and sentence, then the relations that must fail (and no others may).
CASES = [
    (OVERALL, "2024年度收入总计1050.00万元，支出总计1050.00万元。", []),
    (OVERALL, "2024年度收、支总计各为1,050.00万元。", []),
    (OVERALL, "2024年度收入支出总计1005.00万元。", ["restates"]),
    (OVERALL, "2024年度收入总计10.50亿元。", ["magnitude"]),
    (OVERALL, "2024年度收入总计1050元。", ["magnitude"]),
    (OVERALL, "2024年度收入总计1050万元。", []),
    (OVERALL, "收入总计1050.00万元。与上年相比，收入总计增加50.00万元，增长5.00%。", []),
    (OVERALL, "收入总计1050.00万元。与上年相比，收入总计增加50.00万元，增长4.76%。", ["growth"]),
    (OVERALL, "收入总计1050.00万元。与2023年度相比，减少50.00万元，下降4.55%。", []),
    (OVERALL, "收入总计1050.00万元。与2022年度相比，减少50.00万元，下降4.55%。", ["base-year"]),
    (OVERALL, "收入总计1050.00万元，较上年减少50.00万元，增长4.55%。", ["direction"]),
    (OVERALL, "收入总计1050.00万元，较上年增加50.00万元，增长0.05%。", ["hundredfold"]),
    (OVERALL, "收入总计1050.00万元。主要原因是新增注册资本金1300万元。", []),
    (EXPENDITURE, "本年支出合计980.00万元，其中：基本支出245.00万元，占25.00%；项目支出735.00万元，占75.00%。", []),
    (
        EXPENDITURE,
        "本年支出合计980.00万元，其中：基本支出245.00万元，占52.00%；项目支出735.00万元，占75.00%。",
        ["share", "shares-sum"],
    ),
    (
        EXPENDITURE,
        "本年支出合计980.00万元，其中：基本支出254.00万元，占25.00%；项目支出735.00万元，占75.00%。",
        ["parts-sum", "share"],
    ),
    (DETAIL, "教育支出年初预算100.00万元，支出决算98.20万元，完成年初预算的98.20%。", []),
    (DETAIL, "教育支出年初预算100.00万元，全年预算120.00万元，支出决算96.00万元，完成全年预算的80.00%。", []),
    (
        DETAIL,
        "教育支出年初预算100.00万元，全年预算120.00万元，支出决算96.00万元，完成全年预算的96.00%。",
        ["completion"],
    ),
    (DETAIL, "教育支出年初预算为100.00万元，全年预算为120.00万元，支出决算为96.00万元，完成预算的80.00%。", []),
    (
        EXPENDITURE,
        "本年支出合计980.00万元，其中：基本支出490.00万元，占50.00%，其中：人员经费98.00万元，占10.00%。",
        [],
    ),
    (DETAIL, "教育支出年初预算100.00万元，支出决算98.20万元，完成年初预算的89.20%。", ["completion"]),
    (DETAIL, "教育支出年初预算0万元，支出决算98.20万元，完成年初预算的100.00%。", ["zero-base"]),
    (DETAIL, "教育支出年初预算0万元，支出决算0万元，完成年初预算的0%。", []),
    (
        DETAIL,
        "教育支出年初预算为100.00万元，支出决算为98.20万元。决算数大于预算数的主要原因：人员增加。",
        ["comparison"],
    ),
    (DETAIL, "教育支出年初预算为100.00万元，支出决算为98.20万元。决算数小于预算数的主要原因：人员减少。", []),
    (DETAIL, "教育支出年初预算为100.00万元，支出决算为98.20万元。决算数等于预算数。", ["equality"]),
    (DETAIL, "教育支出年初预算为100.00万元，支出决算为98.20万元。决算数与预算数基本持平。", []),
    (BASIC, "人员经费50.00万元，主要包括：基本工资；公用经费9.00万元，主要包括：办公费、印刷费。", ["listing-empty"]),
    (BASIC, "人员经费50.00万元，主要包括：基本工资、社会保险支出等；公用经费9.00万元，主要包括：办公费。", []),
]


@pytest.mark.parametrize(("section", "sentence", "failing"), CASES)
def test_what_fails(section: str, sentence: str, failing: list[str], document_of: Callable[[str], Document]) -> None:
    document = document_of(HEAD + section + sentence + "\n")
    narrative = {"restates", "magnitude", "growth", "share", "completion", "direction", "comparison", "growth-of-levels", "equality", "parts-sum",
                 "shares-sum", "hundredfold", "zero-base", "listing-empty", "listing-missing", "base-year", "nil"}  # fmt: skip
    found = {c.relation for c in document.checks if c.outcome is Outcome.FAILS and c.relation in narrative}
    assert sorted(found) == failing


OPEN = {
    "beijing": 13,
    "chongqing": 7,
    "guangdong-city": 3,
    "jiangxi": 1,
    "shaanxi": 5,
    "shanxi-county": 2,
    "sichuan-unit": 4,
    "yunnan": 6,
}
"""How many numbers of a region's report are understood but held against nothing yet: none of the others'."""


@pytest.mark.parametrize("wording", sorted(WORDINGS))
def test_every_amount_of_a_clean_report_is_verified(wording: str, generated: Callable[[str], Document]) -> None:
    document = generated(wording)
    money = [v for v in document.verdicts if v.mention.figure.unit.value[0]]
    left = [(v.mention.figure.text, v.reason) for v in money if v.state is not State.VERIFIED]
    assert len(left) <= OPEN.get(wording, 0), left
    assert not [v for v in money if v.state is State.CONTRADICTED]
    assert len(money) > 30


def test_numbers_in_reasons_stay_visible(document_of: Callable[[str], Document]) -> None:
    document = document_of(HEAD + OVERALL + "收入总计1050.00万元。主要原因是新增注册资本金1300万元。\n")
    states = {v.mention.figure.text: v.state for v in document.verdicts}
    assert states == {"1050.00万元": State.VERIFIED, "1300万元": State.UNCHECKED}
