"""Reports as data: which tables, sections and identity are recognised."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import dislint.rules
import pytest

from dislint.document import Document
from dislint.domain.tables import load_kinds
from dislint.domain.topics import load_topics
from dislint.structure.headings import enumerator


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("收入支出决算总表", "T01"),
        ("2024年度收入支出决算总表", "T01"),
        ("财政拨款收入支出决算总表", "T04"),
        ("支出决算表", "T03"),
        ("青川县示例局支出决算表", "T03"),
        ("基本支出决算表", ""),
        ("项目支出决算表", "T16"),
        ("一般公共预算财政拨款支出决算表", "T05"),
        ("一般公共预算财政拨款基本支出决算明细表", "T06"),
        ("财政拨款“三公”经费支出决算表", "T09"),
        ('财政拨款"三公"经费支出决算表', "T09"),
        ("财政拨款“三公”经费支出决算表公开09表", "T09"),
        ("本表反映部门本年度各项支出情况。", ""),
        ("2025年部门财务收支预算总表", "B01"),
        ("部门收支总表", "B01"),
        ("部门收入总表", "B02"),
        ("2025年部门财政拨款收支预算总表", "B04"),
        ("一般公共预算基本支出表", "B06"),
        ("部门“三公”经费和机关运行经费预算表", "B09"),
    ],
)
def test_titles(text: str, kind: str) -> None:
    assert load_kinds(dislint.rules.dislint_tables()).of_title(text) == kind


@pytest.mark.parametrize(
    ("words", "topic"),
    [
        ("收入支出决算总体情况说明", "overall"),
        ("财政拨款收支决算总体情况说明", "fiscal-overall"),
        ("财政拨款收入支出决算总体情况说明", "fiscal-overall"),
        ("一般公共预算财政拨款支出决算结构情况", "general-structure"),
        ("财政拨款支出决算具体情况", "general-detail"),
        ("一般公共预算财政拨款基本支出决算情况说明", "basic"),
        ("“三公”经费财政拨款支出决算总体情况说明", "three-public-overall"),
        ("国有资产占用情况说明", "assets"),
        ("主要职能", "duties"),
    ],
)
def test_topics(words: str, topic: str) -> None:
    assert load_topics(dislint.rules.dislint_topics()).of(words) == topic


def test_enumerators() -> None:
    assert enumerator("第三部分情况说明") == (0, "第三部分")
    assert enumerator("十一、其他") == (1, "十一、")
    assert enumerator("(二)结构") == (2, "(二)")
    assert enumerator("3.教育") == (3, "3.")
    assert enumerator("3.14万元") == (-1, "")


TOTALS_AMONG_HEADS = (
    "政府性基金预算财政拨款收入支出决算表\n单位：万元\n项目\t\t年初结转和结余\t本年收入\t本年支出\t\t\t年末结转和结余\n"
    "科目编码\t科目名称\t\t\t\t\t\t\n合计\t\t0\t9.00\t合计\t基本支出\t项目支出\t0\n"
    "229\t其他支出\t0\t9.00\t8.00\t\t8.00\t1.00"
)
TABLES = [
    (
        ("收入决算表\n单位：万元\n"
        "项目\t\t\t\t本年收入合计\t财政拨款收入\t其他收入\n类\t款\t项\t科目名称\t\t\t\n\t\t\t合计\t9.00\t8.00\t1.00\n"
        "205\t\t\t教育支出\t9.00\t8.00\t1.00\n205\t02\t\t普通教育\t9.00\t8.00\t1.00\n205\t02\t01\t学前教育\t9.00\t8.00\t1.00"),
        "T02", ("2050201", "其他收入"), "1.00",
    ),
    (
        "支出决算表\n金额单位：元\n科目编码\t科目名称\t本年支出合计\t基本支出\t项目支出\n合计\t\t9\t8\t1\n205\t教育支出\t9\t8\t1",
        "T03", ("合计", "基本支出"), "8",
    ),
    (
        ("财政拨款“三公”经费支出决算表\n单位：万元\n"
        "预算数\t\t\t\t\t\t决算数\t\t\t\t\t\n"
        "合计\t因公出国（境）费\t公务用车购置及运行费\t\t\t公务接待费\t合计\t因公出国（境）费\t公务用车购置及运行费\t\t\t公务接待费\n"
        "\t\t小计\t公务用车购置费\t公务用车运行费\t\t\t\t小计\t公务用车购置费\t公务用车运行费\t\n"
        "1\t2\t3\t4\t5\t6\t7\t8\t9\t10\t11\t12\n"
        "6.00\t1.00\t2.00\t\t2.00\t3.00\t5.00\t1.00\t2.00\t\t2.00\t2.00"),
        "T09", ("决算数", "公务接待费"), "2.00",
    ),
    (
        ("财政拨款“三公”经费支出决算表\n单位：万元\n项目\t预算数\t决算数\n合计\t6.00\t5.00\n1.因公出国（境）费\t1.00\t1.00\n"
        "2.公务接待费\t3.00\t2.00\n3.公务用车购置及运行维护费\t2.00\t2.00\n其中：公务用车购置费\t\t\n公务用车运行维护费\t2.00\t2.00"),
        "T09", ("预算数", "公务接待费"), "3.00",
    ),
    (
        ("一般公共预算财政拨款支出决算表\n单位：万元\n科目编码\t科目名称\t合计\t基本支出\t\t\t项目支出\n"
        "\t\t\t小计\t人员经费\t公用经费\t\n合计\t\t9.00\t8.00\t5.00\t3.00\t1.00\n205\t教育支出\t9.00\t8.00\t5.00\t3.00\t1.00"),
        "T05", ("合计", "合计"), "9.00",
    ),
    (TOTALS_AMONG_HEADS, "T07", ("229", "本年支出"), "8.00"),
    (TOTALS_AMONG_HEADS, "T07", ("合计", "本年收入"), "9.00"),
    (
        ("政府性基金预算财政拨款收入支出决算表\n单位：万元\n"
        "科目编码\t科目名称\t年初结转和结余\t\t\t本年收入\t\t\t本年支出\t\t\t年末结转和结余\n"
        "\t\t合计\t基本支出结转\t项目支出结转和结余\t合计\t基本支出\t项目支出\t合计\t基本支出\t项目支出\t\n"
        "合计\t\t1.00\t1.00\t\t9.00\t4.00\t5.00\t8.00\t2.00\t6.00\t2.00\n"
        "229\t其他支出\t1.00\t1.00\t\t9.00\t4.00\t5.00\t8.00\t2.00\t6.00\t2.00"),
        "T07", ("229", "基本支出"), "2.00",
    ),
    (
        ("部门一般公共预算基本支出部门预算经济分类预算表\n单位：元\n"
        "类\t款\t经济分类科目名称\t合计\t人员经费\t公用经费\n"
        "301\t\t工资福利支出\t90\t90\t0\n301\t01\t基本工资\t50\t50\t0\n301\t2\t津贴补贴\t40\t40\t0\n合计\t\t\t90\t90\t0"),
        "B06", ("30102", "人员经费"), "40",
    ),
    (
        ("部门收支总表\n单位：万元\n收入\t\t支出\t\n项目\t2024年预算\t项目\t2024年预算\n"
        "一、一般公共预算拨款收入\t9.00\t一、教育支出\t8.00\n二、其他收入\t\t二、住房保障支出\t1.00\n收入总计\t9.00\t支出总计\t9.00"),
        "B01", ("一般公共预算财政拨款", "收入"), "9.00",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("text", "kind", "place", "value"), TABLES)
def test_cells(
    text: str, kind: str, place: tuple[str, str], value: str, document_of: Callable[[str], Document]
) -> None:
    table = document_of("第二部分 决算表\n\n" + text + "\n").table(kind)
    assert table is not None
    fact = table.fact(*place)
    assert fact is not None
    assert fact.cell.text == value


UNREAD = {
    "a single row whose note tells what it is of": (
        "第二部分 决算表\n\n2160299\t其他商业流通事务支出\t4.73\t\t4.73\n\n注：本表反映部门本年度一般公共预算财政拨款支出情况。", "T05",
    ),
    "a column that is not understood": (
        ("第二部分 决算表\n\n支出决算表\n单位：万元\n科目编码\t科目名称\t本年支出合计\t基本支出\t项目支出\t某支出\n"
        "合计\t\t9\t5\t3\t1\n205\t教育支出\t9\t5\t3\t1"), "T03",
    ),
    "columns without names": (
        "第二部分 决算表\n\n支出决算表\n单位：万元\n科目编码\t科目名称\t甲\t乙\t丙\n合计\t\t9\t8\t1\n205\t教育支出\t9\t8\t1", "T03",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("text", "kind"), UNREAD.values(), ids=UNREAD)
def test_a_table_that_is_not_understood_has_no_columns(
    text: str, kind: str, document_of: Callable[[str], Document]
) -> None:
    table = document_of(text + "\n").table(kind)
    assert table is not None
    assert table.columns == ()


@pytest.mark.parametrize("name", ["lanxian-2024.txt", "lanxian-2024-chromium.pdf", "putuo-finance-2024.pdf"])
def test_real_reports_balance(name: str, corpus: Path) -> None:
    from dislint.config.configuration import Config
    from dislint.linter.linter import Linter

    path = corpus / name
    document = Linter(Config()).analyse(path, path.read_bytes())
    first = document.table("T01")
    assert first is not None
    left, right = first.fact("总计", "收入"), first.fact("总计", "支出")
    assert left is not None
    assert right is not None
    assert left.cell.text == right.cell.text
    assert {"T01", "T02", "T03", "T04", "T06", "T07", "T08"} <= {table.kind for table in document.tables}
