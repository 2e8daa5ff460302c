"""P9 on made-up self-evaluation reports: what must be found and what must not."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from dislint.config.selection import Selection
from dislint.document import Document
from dislint.findings import Finding
from dislint.linter.application import decide
from dislint.plugins import load_plugins

MONEY = """资金来源	年初预算数		全年预算数(元)	全年执行数(元)	资金结(转)余(元)	执行率	得分	偏差原因
	目标申报(元)	预算编制(元)						
合计	{applied}	{budget}	{adjusted}	{spent}	{left}	{rate}	{score}	
县级财政资金	{applied}	{budget}	{adjusted}	{spent}	{left}			无"""
INDICATORS = """一级指标	二级指标	指标名称	年度指标		实际完成值	权重	得分	偏差原因
			年初指标	调整后指标				
产出指标	数量指标	灯具数量		≥20盏	{lamps}	{weight}	{lamp_score}	
	成本指标	项目费用		{cost}	{paid}	20	20	
效益指标	社会效益	照明改善		提升	达成预期指标	40	40	
满意度指标	服务对象满意度	居民满意度		≥95%	96	10	10	"""
VALUES = {
    "applied": "400,000", "budget": "400,000", "adjusted": "400,000", "spent": "396,000", "left": "4,000", "rate": "99",
    "score": "9.9", "lamps": "20", "weight": "20", "lamp_score": "20", "cost": "≤40万元", "paid": "39.6",
    "text": "现申请路灯资金40万元。年初预算40万元，实际支付39.6万元，执行率99%。居民满意度达96%。",
    "scores": "综合考虑预算执行情况得分9.9分，指标完成情况得分90分，总得分99.9分，属于“优”。",
    "counted": "自评结果为：1个项目自评等级为“优”，0个项目自评等级为“差”。",
}  # fmt: skip

CASES = [
    ({}, []),
    ({"text": "预算下达400000元，实际支付396000。执行率99%。"}, []),
    ({"text": "2023年下达资金80万元。实际支付39.6万元。"}, []),
    ({"text": "每盏补贴500元。满意度达96%以上。"}, []),
    ({"paid": "40", "cost": "=40万元"}, []),
    ({"counted": "共有1个项目。"}, []),
    ({"weight": "10", "lamp_score": "10", "scores": "总得分99.9分，属于“优”。"}, ["P901"]),
    ({"scores": "预算执行情况得分9.9分，指标完成情况得分85分，总得分94.9分，属于“优”。"}, ["P902"]),
    ({"weight": "20", "lamp_score": "25"}, ["P902"]),
    ({"scores": "预算执行情况得分9.9分，指标完成情况得分90分，总得分98.9分，属于“优”。"}, ["P903"]),
    ({"scores": "总得分85分，属于“优”。"}, ["P904"]),
    ({"scores": "总得分59.9分，属于“合格”。"}, ["P904"]),
    ({"scores": "总得分60分，属于“中”。", "counted": ""}, []),
    ({"rate": "90", "text": "执行率90%。"}, ["P905"]),
    ({"score": "9"}, ["P905"]),
    ({"left": "0"}, ["P906"]),
    ({"text": "现申请路灯资金400000万元。"}, ["P907"]),
    ({"text": "年初预算45万元。"}, ["P907"]),
    ({"text": "全年预算数为401000元。"}, ["P907"]),
    ({"text": "执行率100%。"}, ["P907"]),
    ({"text": "居民满意度达95%。"}, ["P907"]),
    ({"cost": "≤400000万元"}, ["P907"]),
    ({"counted": "自评结果为：0个项目自评等级为“优”，1个项目自评等级为“差”。"}, ["P908"]),
    ({"lamps": "15"}, ["P910"]),
    ({"text": "上年执行率为85%。"}, []),
    ({"text": "居民满意度达95%以上。"}, []),
    ({"scores": "评价总分100分。总得分99.9分，属于“优”。"}, []),
    ({"scores": "总得分99.9分，属于“优”。该项目属于中小企业扶持。"}, []),
    ({"text": "年初预算45万元。年初预算45万元。"}, ["P907"]),
    ({"text": "下达预算39万元，实际支付39万元，全年执行数39万元。"}, ["P907", "P907"]),
    ({"lamps": "2"}, ["P910"]),
    ({"cost": "=396000元"}, []),
    ({"cost": "=45万元"}, ["P910"]),
    ({"counted": "本部门开展了绩效自评，涉及二级项目1个，资金40.00万元。"}, []),
    ({"counted": "本部门开展了绩效自评，涉及二级项目1个，资金39.60万元。"}, []),
    ({"counted": "本部门开展了绩效自评，涉及二级项目3个，资金900万元。"}, []),
    ({"counted": "本部门开展了绩效自评，涉及二级项目1个，资金41.00万元。"}, ["P909"]),
    ({"counted": "本部门开展了绩效自评，涉及二级项目0个，资金0万元。"}, ["P909"]),
    ({"counted": "本部门开展了绩效自评，共涉及部门项目1个，资金4.00万元。"}, ["P909"]),
    ({"adjusted": "0", "spent": "58,000", "left": "-58,000", "rate": "0", "score": "0", "text": "",
      "scores": "预算执行情况得分0分，指标完成情况得分90分，总得分90分，属于“优”。"}, ["P912"]),
]  # fmt: skip


def report(changes: dict[str, str]) -> str:
    values = {**VALUES, **changes}
    parts = [
        "青川县示例局", "2024年度部门决算", "第三部分 2024年度部门决算情况说明", "十、其他重要事项情况说明",
        "（四）预算绩效情况说明", values["counted"] or "本部门开展了绩效自评。", "第五部分 附件", "项目支出绩效自评报告",
        "项目名称：路灯更新", "项目单位：青川县示例局", "（一）预算执行情况", MONEY.format(**values), "（二）绩效指标完成情况",
        INDICATORS.format(**values), "三、项目自评结果", values["scores"], values["text"] or "无",
    ]  # fmt: skip
    return "\n\n".join(parts) + "\n"


@pytest.mark.parametrize(("changes", "codes"), CASES)
def test_annex(changes: dict[str, str], codes: list[str], document_of: Callable[[str], Document]) -> None:
    document = document_of(report(changes))
    assert len(document.evaluations) == 1
    findings = annex_findings(document)
    assert sorted(finding.code for finding in findings) == codes


def annex_findings(document: Document) -> list[Finding]:
    rules = [rule for rule in load_plugins().rules if rule.code.startswith("P9")]
    return decide((finding for rule in rules for finding in rule().check(document)), Selection())


MESSAGES = [
    ({"scores": "预算执行情况得分9.9分，指标完成情况得分85分，总得分94.9分，属于“优”。"},
     "“路灯更新”指标得分写为85分，表中各指标得分合计90分（20+20+40+10）"),
    ({"score": "9"}, "“路灯更新”预算执行情况“得分”写为9分，应为9.9分"),
    ({"weight": "10", "lamp_score": "10", "scores": "总得分99.9分，属于“优”。"},
     "“路灯更新”指标权重之和为80，应为90或100（10+20+40+10）"),
    ({"cost": "=45万元"}, "指标“项目费用”的指标值“=45万元”，实际完成值“39.6”，未达到却得满分"),
    ({"counted": "自评结果为：0个项目自评等级为“优”，1个项目自评等级为“差”。"},
     "自评等级个数与附件不一致：“优”正文0个、附件1个，“差”正文1个、附件0个"),
    ({"counted": "本部门开展了绩效自评，涉及二级项目1个，资金41.00万元。"},
     ("正文写自评项目资金41.00万元，附件1份报告目标申报合计40.00万元、预算编制合计40.00万元、"
      "全年预算数合计40.00万元、全年执行数合计39.60万元")),
]  # fmt: skip


@pytest.mark.parametrize(("changes", "message"), MESSAGES)
def test_messages(changes: dict[str, str], message: str, document_of: Callable[[str], Document]) -> None:
    assert [finding.message for finding in annex_findings(document_of(report(changes)))] == [message]


def test_a_wrong_unit_is_called_one(document_of: Callable[[str], Document]) -> None:
    document = document_of(report({"text": "现申请路灯资金400000万元。"}))
    (finding,) = annex_findings(document)
    assert finding.anchor.text == "400000万元"
    assert "单位错误" in finding.message
    assert finding.expected == "400000元"


def annexed(form: str, told: str = "本部门开展了绩效自评。") -> str:
    """A report whose annex is a form (rows of cells separated by bars) and whose part three tells something."""
    rows = [row.split("|") for row in form.split("\n")]
    width = max(map(len, rows))
    table = "\n".join("\t".join(cell.strip() for cell in row + [""] * (width - len(row))) for row in rows)
    parts = [
        "青川县示例局", "2024年度部门决算", "第三部分 2024年度部门决算情况说明", "十、其他重要事项情况说明",
        "（四）预算绩效情况说明", told, "第五部分 附件", "项目支出绩效自评表", table,
    ]  # fmt: skip
    return "\n\n".join(parts) + "\n"


FORMS = tomllib.loads((Path(__file__).parent / "annex_forms.toml").read_text(encoding="utf-8"))["form"]


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form["name"])
def test_forms(form: dict[str, Any], document_of: Callable[[str], Document]) -> None:
    document = document_of(annexed(form["rows"].strip("\n")))
    assert document.evaluations
    assert sorted(finding.code for finding in annex_findings(document)) == form["codes"]


TOLD = [
    ("路灯更新项目绩效自评综述：自评得分为99.9分。项目全年预算数为40.00万元，执行数为39.60万元。", []),
    ("路灯更新项目自评得分为89.9分。项目全年预算数为40.00万元，执行数为39.60万元。", ["P907"]),
    ("路灯更新项目绩效自评综述：自评得分为99.9分。项目全年预算数为45.00万元，执行数为39.60万元。", ["P907"]),
    ("其他道路养护项目自评得分为89.9分，全年预算数为45.00万元。", []),
    ("对路灯更新等3个项目开展绩效自评，全年预算数为300.00万元，自评得分为95分。", []),
    ("路灯更新项目上年自评得分为80分。", []),
]  # fmt: skip


@pytest.mark.parametrize(("told", "codes"), TOLD)
def test_part_three_on_a_project(told: str, codes: list[str], document_of: Callable[[str], Document]) -> None:
    rows = """项目名称 | 路灯更新
项目资金（万元） | | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分
 | 年度资金总额 | 40 | 40 | 39.6 | 10 | 99% | 9.9
绩效指标 | 一级指标 | 二级指标 | 三级指标 | 指标值 | 实际完成值 | 分值 | 得分
 | 产出指标 | 数量指标 | 任务数 | 10项 | 10项 | 50 | 50
 | 效益指标 | 社会效益指标 | 社会影响 | 良好 | 良好 | 30 | 30
 | 满意度指标 | 满意度指标 | 群众满意度 | ≥95% | 96% | 10 | 10
总分 | | | | | | 100 | 99.9"""
    document = document_of(annexed(rows, told))
    assert sorted(finding.code for finding in annex_findings(document)) == codes


def test_a_list_of_projects_is_no_report(document_of: Callable[[str], Document]) -> None:
    listed = "项目名称：路灯更新\n\n项目资金40.00万元，自评得分99.9分。"
    document = document_of(annexed("栏目 | 内容", listed))
    assert document.evaluations == ()
    assert any("自评得分99.9分" in passage.compact.text for _, passage in document.passages("text"))
