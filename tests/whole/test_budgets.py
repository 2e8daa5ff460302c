"""Generated budgets through the whole program: clean ones give nothing, one wrong number or word gives its finding."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from dislint import Finding, lint
from dislint.testing.budget_regions import BUDGET_REGIONS, make_budget_report
from dislint.testing.budgets import make_budget
from dislint.testing.injection import BUDGET_INJECTIONS, inject
from dislint.testing.report import Paragraph, Report
from dislint.testing.writers import write_docx, write_html, write_pdf, write_text


def findings(report: Report, path: Path) -> list[Finding]:
    """Errors and warnings of a budget written to a path and read back."""
    if path.suffix == ".txt":
        path.write_text(write_text(report), encoding="utf-8")
    elif path.suffix == ".html":
        path.write_text(write_html(report), encoding="utf-8")
    elif path.suffix == ".docx":
        write_docx(report, path)
    else:
        write_pdf(report, path)
    (result,) = lint([path])
    return [finding for finding in result.findings if finding.severity.value != "info"]


@pytest.mark.parametrize("region", sorted(BUDGET_REGIONS))
@pytest.mark.parametrize(("suffix", "whose", "unit"), [
    (".txt", "部门", "元"), (".txt", "单位", "万元"), (".html", "部门", "万元"), (".docx", "单位", "元"), (".pdf", "部门", "万元"),
])  # fmt: skip
def test_clean_budgets_are_clean(region: str, suffix: str, whose: str, unit: str, tmp_path: Path) -> None:
    report = make_budget_report(make_budget(3, whose=whose, unit=unit), region)
    assert [(f.code, f.message) for f in findings(report, tmp_path / f"budget{suffix}")] == []


SLIPS = [
    ("beijing", r"机关运行经费财政拨款预算[\d.]+万元", "机关运行经费财政拨款预算99999.00万元", "N507"),
    ("shanghai", r"财政拨款收入支出变化的", "财政拨款收入支出减少的", "N502"),
    ("shanghai", r"（三）公务接待费(.*)，(?:与|比).*$", r"（三）公务接待费\g<1>，与2030年预算持平，主要原因是接待经费减少。", "N502"),
    ("shanghai", r"项目预算为[\d.]+万元", "项目预算为99999.00万元", "N507"),
    ("shanghai", r"截至2030年8月31日", "截至2028年8月31日", "U701"),
    ("jiangsu", r"与上年相比(?=收、支|增|减)", "比2029年预算", "U704"),
    ("shanghai", r"(财政拨款支出预算[\d.]+万元，比)2030年预算(?=增加|减少)", r"\g<1>2030年预算执行数", "N514"),
    ("shanghai", r"(政府性基金拨款支出预算0万元，)与(2030年预算)持平", r"\g<1>比\g<2>减少5.00万元", "N507"),
    ("shanghai", r"(政府性基金拨款支出预算0万元，与2030年预算)持平", r"\g<1>增加持平", "W803"),
    ("shanghai", r"^2031年(，云|，青|，南)", r"2030年\g<1>", "U701"),
    ("shanghai", r"^2031年度预算安排[\d.]+万元。", "项目批复总投资900.00万元，2030年安排100.00万元。", "S113"),
    ("shanghai", r"^2031年(\w+财政拨款的机关运行经费)", "2031年临江区别处财政拨款的机关运行经费", "U702"),
    ("shanghai", r"涉及项目预算资金[\d.]+万元", "涉及项目预算资金99999.00万元", "C607"),
    ("shanghai", r"主要用于机关事业单位职业年金缴费支出", "主要用于行政单位离退休", "B404"),
    ("shanghai", r"一般公共服务支出（类）财政事务（款）行政运行", "一般公共服务支出（类）财政事务（款）行政营运", "B403"),
    ("shanghai", r"卫生健康支出（类）", "医疗卫生与计划生育支出（类）", "B403"),
    ("shanghai", r"（款）信息化建设（项）”([\d.]+)", r"（款）信息化建设（项）”9\g<1>", "C601"),
    ("shanghai", r"其他用车\d辆；单价", "其他用车9辆；单价", "C606"),
    ("shanghai", r"数字平台运行项目保障平台全年运行。", "工程总建筑面积900平方米，其中地上建筑面积600平方米，地下建筑面积200平方米。", "N507"),
    ("central", r"主要原因是按工作任务核定", "主要原因是", "W809"),
    ("shanghai", r"^(2031年本部门政府采购预算.*)。$", r"\g<1>，", "W810"),
    ("shanghai", r"^2031年\w{4,10}财政拨款的机关", "2031年长汀市临江区水务局（部门）下属2家机关财政拨款的机关", "U702"),
    ("hunan", r"（三）政府采购情况：2031年政府采购预算总额", "（三）政府采购情况：2031年政府采购预算总额8", "N507"),
]  # fmt: skip


@pytest.mark.parametrize(("region", "old", "new", "code"), SLIPS)
def test_one_slip_is_one_finding(region: str, old: str, new: str, code: str, tmp_path: Path) -> None:
    report = make_budget_report(make_budget(5), region)
    slipped = 0
    for block in report.blocks:
        if isinstance(block, Paragraph) and not slipped:
            block.text, slipped = re.subn(old, new, block.text, count=1)
    assert slipped == 1
    assert {finding.code for finding in findings(report, tmp_path / "budget.txt")} == {code}


def test_a_table_of_another_year(tmp_path: Path) -> None:
    report = make_budget_report(make_budget(5), "central")
    table = report.table("B03")
    table.title = "2030年部门支出总表"
    assert [finding.code for finding in findings(report, tmp_path / "budget.txt")] == ["U701"]


@pytest.mark.parametrize(
    ("slip", "code"), [(lambda words: words.replace("2031年", "2030年"), "U701"), (lambda words: "", "S104")]
)
def test_a_table_in_the_contents(slip: Callable[[str], str], code: str, tmp_path: Path) -> None:
    report = make_budget_report(make_budget(5), "shanghai")
    at = next(n for n, entry in enumerate(report.contents) if entry.endswith("财政拨款收支预算总表"))
    report.contents[at] = slip(report.contents[at])
    assert [finding.code for finding in findings(report, tmp_path / "budget.txt")] == [code]


def test_the_note_of_another_fund(tmp_path: Path) -> None:
    report = make_budget_report(make_budget(5), "shanghai")
    report.table("B07").notes = report.table("B08").notes
    assert [finding.code for finding in findings(report, tmp_path / "budget.txt")] == ["S106"]


CELLS = [
    ("central", "B04", "（五）住房保障支出", 3),
    ("beijing", "B10", "合计", 4),
    ("jiangsu", "B02", "301001", 2),
    ("beijing", "G1", "年度资金总额", 5),
    ("beijing", "G1", "其中：财政拨款", 5),
    ("hunan", "G2", "资金总额", 2),
    ("hunan", "G2", "项目支出", 3),
]


@pytest.mark.parametrize(("region", "kind", "label", "column"), CELLS)
def test_a_cell_that_other_tables_contradict(region: str, kind: str, label: str, column: int, tmp_path: Path) -> None:
    report = make_budget_report(make_budget(5), region)
    table = report.table(kind)
    row = next(row for row in table.rows[table.header :] if label in row)
    right, row[column] = row[column], "8" + row[column]
    (found,) = findings(report, tmp_path / "budget.txt")
    assert (found.actual, found.expected) == (row[column] + "万元", right + "万元")


def test_staff_costs_in_the_column_of_running_costs(tmp_path: Path) -> None:
    report = make_budget_report(make_budget(5), "hunan")
    table = report.table("B06")
    row = next(row for row in table.rows if row[0] == "302" and not row[1])
    for line in table.rows:
        if line[0] == "302":
            line[4], line[5] = line[5], line[4]
    assert row[4]
    assert {finding.code for finding in findings(report, tmp_path / "budget.txt")} >= {"T205"}


def test_what_is_less_than_its_part_is_not_the_whole_of_a_share(tmp_path: Path) -> None:
    report = make_budget_report(make_budget(5), "beijing")
    shares = next(block for block in report.paragraphs() if "占总支出预算的" in block.text)
    classes = "、".join(f"{line.name}{line.total('total') / 10000:.2f}万元" for line in make_budget(5).classes())
    parts = shares.text.partition("其中：")[2].replace("占总支出预算的", "占")
    at = report.blocks.index(shares)
    report.blocks[at + 1 : at + 1] = [
        Paragraph(f"1.按功能分类，包括{classes}。"),
        Paragraph(f"2.按用途分类，包括{parts}"),
    ]
    assert findings(report, tmp_path / "budget.txt") == []


@pytest.mark.parametrize("kind", sorted(BUDGET_INJECTIONS))
def test_a_slip_that_only_budgets_have_room_for(kind: str, tmp_path: Path) -> None:
    for region in ("shanghai", "central"):
        report = make_budget_report(make_budget(5), region)
        with suppress(LookupError):
            error = inject(report, kind, random.Random(3))
            break
    assert {finding.code for finding in findings(report, tmp_path / "budget.txt")} & error.codes


def test_a_rate_of_thirty_digits_is_a_finding(tmp_path: Path) -> None:
    report = make_budget_report(make_budget(5), "central")
    block = next(block for block in report.paragraphs() if re.search(r"，占\d+\.\d+%；", block.text))
    block.text = re.sub(r"，占\d+\.\d+%；", f"，占{'9' * 30}%；", block.text, count=1)
    assert {finding.code for finding in findings(report, tmp_path / "budget.txt")} == {"N503"}


@pytest.mark.parametrize(
    "rows",
    [
        "支出总表\n单位：万元\n科目编码\t科目名称\t合计\t基本支出\n201\t甲\t乙\t丙",
        "收入增加。\n|---|---|",
        "收入增加。\n\t—",
    ],
)
def test_a_table_without_amounts_is_no_error_of_the_program(rows: str, tmp_path: Path) -> None:
    path = tmp_path / "budget.txt"
    path.write_text(f"云河市水文局2031年部门预算\n\n第二部分 部门预算表\n{rows}\n支出减少。\n", encoding="utf-8")
    (result,) = lint([path])
    assert "E009" not in {finding.code for finding in result.findings}


def test_last_years_column_is_what_changes_start_from(tmp_path: Path) -> None:
    report = make_budget_report(make_budget(5), "central")
    table = report.table("B05")
    right = next(row for row in table.rows if row[0] == "2010602")
    block = next(block for block in report.paragraphs() if "一般行政管理事务（项）" in block.text)
    block.text = re.sub(r"比2030年执行数.*?，主要", f"比2030年执行数9{right[2]}万元增加1.00万元，主要", block.text)
    found = findings(report, tmp_path / "budget.txt")
    assert f"应为{right[2]}万元" in "".join(finding.message for finding in found)


def test_entries_of_tables_that_say_what_they_are_arranged_by(tmp_path: Path) -> None:
    report = make_budget_report(make_budget(3), "guangdong")
    report.table("B06").title = "部门综合预算一般公共预算基本支出情况表（按支出经济分类科目）"
    at = next(n for n, entry in enumerate(report.contents) if "基本支出情况表" in entry)
    report.contents[at] = report.table("B06").title
    assert findings(report, tmp_path / "budget.pdf") == []
