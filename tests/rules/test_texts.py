"""Wording, years, names, structure: snippets, the codes they must give, and the codes they must not."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dislint.document import Document
from dislint.plugins import load_plugins

HEAD = "青川县示例局\n\n2024年度部门决算\n\n第三部分 2024年度部门决算情况说明\n\n一、收入支出决算总体情况说明\n\n"

FOUND = [
    ("W801", "无此项收支的，仍保留该表格式，并在本表下方作下述说明："),
    ("W801", "主要原因是人员变动（如持平作持平表述）。"),
    ("W801", "不涉及的不列，按上述格式依次说明到各项级科目。"),
    ("W802", "青川县XX局负责示例。"),
    ("W802", "本年收入合计XXX万元。"),
    ("W802", "主要用于××××支出。"),
    ("W803", "收入总计增加（减少）2.00万元。"),
    ("W803", "与上年相比，增长（下降）2.00%。"),
    ("W803", "决算数大于（小于）预算数的主要原因：人员变动。"),
    ("W804", "本年没有此项支出。。"),
    ("W804", "本年没有此项支出，。"),
    ("W804", "主要用于办公费、，印刷费。"),
    ("W805", "培养“懂经营、会管理的人才队伍。"),
    ("W805", "按照十四五”期间的安排执行。"),
    ("W805", "关于下达资金的通知（其中奖励资金20万元。"),
    ("W809", "主要原因是。"),
]

PASSED = [
    ("W802", "乡村E镇项目按期完成。"),
    ("W802", "采购X光机两台。"),
    ("W802", "示例局的主要职责是编制示例。"),
    ("W803", "收入总计增加2.00万元，增长2.00%。"),
    ("W803", "增加（含上年结转）2.00万元。"),
    ("W803", "人员增加、减少均按程序办理。"),
    ("W804", "他说：“完成。”"),
    ("W804", "主要包括办公费、印刷费……"),
    ("W804", "项目名称——示例工程。"),
    ("W805", "（一）总体情况；1）甲；2）乙。"),
    ("W805", "开展“三公”经费（含公务接待费）检查。"),
    ("W805", '评价结果为"优"。'),
    ("W809", "主要原因是人员变动。"),
]


def codes(document: Document, code: str) -> list[str]:
    rule = next(rule for rule in load_plugins().rules if rule.code == code)
    return [finding.code for finding in rule().check(document)]


@pytest.mark.parametrize(("code", "text"), FOUND)
def test_found(code: str, text: str, document_of: Callable[[str], Document]) -> None:
    assert codes(document_of(HEAD + text + "\n"), code) == [code]


@pytest.mark.parametrize(("code", "text"), PASSED)
def test_passed(code: str, text: str, document_of: Callable[[str], Document]) -> None:
    assert codes(document_of(HEAD + text + "\n"), code) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("第三部分 2023年度部门决算情况说明", ["U701"]),
        ("（三）国有资产占有使用情况\n\n截至2023年12月31日，本部门共有车辆2辆。", ["U701"]),
        ("第三部分 2024年度部门决算情况说明", []),
        ("（三）国有资产占有使用情况\n\n截至2024年12月31日，本部门共有车辆2辆。", []),
        ("与2023年度相比，收入总计增加2.00万元。", []),
        ("依据财预〔2016〕143号文件公开。", []),
        ("2023年企业培训项目的奖励资金在本年支付。", []),
    ],
)
def test_years(text: str, found: list[str], document_of: Callable[[str], Document]) -> None:
    assert codes(document_of(HEAD + text + "\n"), "U701") == found


def test_every_rule_has_its_page() -> None:
    for rule in load_plugins().rules:
        assert rule.__doc__, rule.code
        for heading in ("是什么：", "为什么：", "错误示例：", "正确示例：", "依据："):
            assert heading in rule.__doc__, (rule.code, heading)
