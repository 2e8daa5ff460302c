"""Tables of budgets in the forms of the regions: which cell stands where."""

from __future__ import annotations

from collections.abc import Callable

import dislint.rules
import pytest

from dislint.document import Document
from dislint.domain.tables import load_kinds
from dislint.structure.model import Kind
from dislint.text import compact

PUBLIC = "合计\t因公出国（境）费\t公务用车购置及运行费\t\t\t公务接待费"
CENTRAL = (
    "一般公共预算支出表\n单位：万元\n"
    "功能分类科目\t\t2030年执行数\t2031年预算数\t\t\t2031年预算数比2030年执行数\t\n"
    "科目编码\t科目名称\t\t小计\t基本支出\t项目支出\t增减额\t增减%\n"
    "205\t教育支出\t90.00\t100.00\t60.00\t40.00\t10.00\t11.11\n"
    "合计\t\t90.00\t100.00\t60.00\t40.00\t10.00\t11.11"
)
TWO_YEARS = (
    "一般公共预算“三公”经费支出表\n单位：万元\n2030年预算数\t\t\t\t\t\t2031年预算数\t\t\t\t\t\n"
    f"{PUBLIC}\t{PUBLIC}\n\t\t小计\t购置费\t运行费\t\t\t\t小计\t购置费\t运行费\t\n"
    "6.00\t1.00\t2.00\t\t2.00\t3.00\t5.00\t1.00\t2.00\t\t2.00\t2.00"
)
YEAR_A_ROW = (
    "财政拨款“三公”经费支出表\n单位：万元\n"
    "年度\t“三公”经费合计\t因公出国（境）费\t公务用车购置和运行费\t公务接待费\n2030年\t8.00\t1.00\t4.00\t3.00\n2031年\t7.00\t1.00\t4.00\t2.00"
)
ITEM_A_ROW = (
    "一般公共预算安排的行政经费及“三公”经费预算表\n单位：万元\n项目\t2031年预算\n行政经费\t50.00\n“三公”经费\t7.00\n"
    "其中：（一）因公出国（境）费\t1.00\n（二）公务用车购置及运行维护费\t4.00\n1.公务用车购置费\t0.00\n2.公务用车运行维护费\t4.00\n（三）公务接待费\t2.00"
)
CARRIED = (
    "收入总表\n单位：万元\n部门代码\t部门名称\t合计\t本年收入\t\t\t上年结转\t\n"
    "\t\t\t小计\t一般公共预算\t事业收入\t小计\t一般公共预算\n301001\t某局\t30.00\t28.00\t20.00\t8.00\t2.00\t2.00\n合计\t\t30.00\t28.00\t20.00\t8.00\t2.00\t2.00"
)
TWO_CLASSIFICATIONS = (
    "一般公共预算基本支出表\n单位：万元\n部门预算支出经济分类科目\t\t政府预算支出经济分类科目\t\t2031年基本支出\t\t\n"
    "科目编码\t科目名称\t科目编码\t科目名称\t合计\t人员经费\t公用经费\n"
    "301\t工资福利支出\t501\t机关工资福利支出\t9.00\t9.00\t\n合计\t\t\t\t9.00\t9.00\t"
)

BELOW_LABELS = (
    "一般公共预算基本支出预算表\n单位：万元\n科目编码\t\t单位代码\t单位名称（科目）\t基本支出\t\t\n类\t款\t\t\t合计\t人员经费\t公用经费\n"
    "\t\t\t合计\t9.00\t8.00\t1.00\n301\t\t\t工资福利支出\t8.00\t8.00\t\n302\t\t\t商品和服务支出\t1.00\t\t1.00"
)
BY_UNIT = (
    "支出总表\n单位：万元\n单位编码\t单位名称\t合计\t一般公共预算\t\t单位资金\n\t\t\t小计\t基本支出\t项目支出\t\n"
    "\t合计\t12.00\t9.00\t7.00\t2.00\t3.00\n201\t某局\t12.00\t9.00\t7.00\t2.00\t3.00\n201001\t某局机关\t12.00\t9.00\t7.00\t2.00\t3.00"
)
OWN_MONEY = (
    "收入总表\n单位：万元\n单位编码\t单位名称\t合计\t财政拨款\t\t单位资金\t\n\t\t\t小计\t一般公共预算\t事业收入\t其他收入\n"
    "\t合计\t12.00\t9.00\t9.00\t2.00\t1.00\n301\t某局\t12.00\t9.00\t9.00\t2.00\t1.00"
)
FOUR_HALVES = (
    "部门综合预算收支总表\n单位：万元\n收入\t\t支出\t\t\t\n项目\t预算数\t支出功能分科目（按大类）\t预算数\t部门预算支出经济科目（按大类）\t预算数\n"
    "一、一般公共预算拨款\t9.00\t一、教育支出\t9.00\t一、人员经费和公用经费支出\t8.00\n\t\t\t\t二、专项业务经费支出\t1.00\n收入总计\t9.00\t支出总计\t9.00\t支出总计\t9.00"
)
PUBLIC_AND_MEETINGS = (
    "一般公共预算拨款“三公”经费及会议费、培训费支出预算表\n单位：万元\n单位名称\t2030年\t\t\t\t\t\t\t2031年\t\t\t\t\t\t\n"
    + "\t合计\t“三公”经费\t\t\t\t\t会议费" * 2
    + "\n"
    + "\t\t小计\t因公出国（境）费用\t公务接待费\t公务用车购置费\t公务用车运行维护费\t" * 2
    + "\n合计\t9.00\t6.00\t1.00\t2.00\t\t3.00\t3.00\t8.00\t5.00\t1.00\t1.00\t\t3.00\t3.00"
)
ITEM_A_ROW_PURSE_A_COLUMN = (
    "部门预算财政拨款“三公”经费支出表\n单位：万元\n项目\t资金来源\t\n\t合计\t一般公共预算拨款\n“三公”经费合计\t6.00\t6.00\n"
    "一、因公出国（境）支出\t1.00\t1.00\n二、公务用车购置及运维费\t3.00\t3.00\n三、公务接待费支出\t2.00\t2.00"
)
INCOME_OF_THE_YEAR = (
    "部门预算财政拨款收支总表\n单位：万元\n收入\t\t支出\t\t\n项目\t预算金额\t项目\t合计\t政府性基金预算财政拨款\n"
    "一、一般公共预算拨款收入\t9.00\t教育支出\t9.00\t\n本年收入合计\t9.00\t本年支出合计\t9.00\t\n收入总计\t9.00\t支出总计\t9.00\t"
)


@pytest.mark.parametrize(
    ("text", "kind", "row", "column", "value"),
    [
        (BELOW_LABELS, "B06", "301", "人员经费", "8.00"),
        (BELOW_LABELS, "B06", "合计", "公用经费", "1.00"),
        (BY_UNIT, "B03", "201某局", "合计", "12.00"),
        (BY_UNIT, "B03", "合计", "一般公共预算财政拨款/基本支出", "7.00"),
        (BY_UNIT, "B03", "合计", "单位资金", "3.00"),
        (OWN_MONEY, "B02", "合计", "事业收入", "2.00"),
        (OWN_MONEY, "B02", "合计", "财政拨款收入/一般公共预算财政拨款", "9.00"),
        (FOUR_HALVES, "B01", "教育支出", "支出", "9.00"),
        (FOUR_HALVES, "B01", "总计", "支出", "9.00"),
        (PUBLIC_AND_MEETINGS, "B09", "预算数", "合计", "5.00"),
        (PUBLIC_AND_MEETINGS, "B09", "上年预算数", "公务接待费", "2.00"),
        (ITEM_A_ROW_PURSE_A_COLUMN, "B09", "预算数", "公务用车购置及运行维护费", "3.00"),
        (INCOME_OF_THE_YEAR, "B04", "本年收入合计", "收入", "9.00"),
        (CENTRAL, "B05", "205", "合计", "100.00"),
        (CENTRAL, "B05", "合计", "上年执行数", "90.00"),
        (CENTRAL, "B05", "205", "增减%", "11.11"),
        (TWO_YEARS, "B09", "预算数", "合计", "5.00"),
        (TWO_YEARS, "B09", "上年预算数", "公务接待费", "3.00"),
        (YEAR_A_ROW, "B09", "预算数", "公务接待费", "2.00"),
        (YEAR_A_ROW, "B09", "上年预算数", "合计", "8.00"),
        (ITEM_A_ROW, "B09", "预算数", "公务用车运行维护费", "4.00"),
        (ITEM_A_ROW, "B09", "预算数", "合计", "7.00"),
        (CARRIED, "B02", "合计", "事业收入", "8.00"),
        (CARRIED, "B02", "合计", "上年结转", "2.00"),
        (TWO_CLASSIFICATIONS, "B06", "301", "人员经费", "9.00"),
    ],
)
def test_cells(text: str, kind: str, row: str, column: str, value: str, document_of: Callable[[str], Document]) -> None:
    table = document_of(f"某局2031年部门预算\n\n第二部分 部门预算表\n\n{text}\n").table(kind)
    assert table is not None
    fact = table.fact(row, column)
    assert fact is not None
    assert fact.cell.text == value


def test_a_column_of_numbers_that_is_not_known_is_no_part_of_a_name(document_of: Callable[[str], Document]) -> None:
    text = "支出总表\n单位：万元\n科目编码\t科目名称\t合计\t基本支出\t项目支出\t某种支出\n205\t教育支出\t9.00\t5.00\t3.00\t1.00\n合计\t\t9.00\t5.00\t3.00\t1.00"
    table = document_of(f"某局2031年部门预算\n\n第二部分 部门预算表\n\n{text}\n").table("B03")
    assert table is not None
    assert table.columns == ("合计", "基本支出", "项目支出")
    assert table.rows[0].label == "教育支出"


TITLES = [
    ("表1 2031年部门综合预算收支总表", "B01"),
    ("部门预算收支总表", "B01"),
    ("表1-1 部门收入总表", "B02"),
    ("2031年单位支出总体情况表", "B03"),
    ("2031年财政拨款收支预算总体情况表", "B04"),
    ("表5 一般公共预算支出明细表（按支出功能分类科目）", "B05"),
    ("一般公共预算拨款支出预算表", "B05"),
    ("一般公共预算财政拨款基本支出预算明细表（按经济分类科目）", "B06"),
    ("政府性基金收支预算表", "B07"),
    ("国有资本经营预算收支情况表", "B08"),
    ("2031年财政拨款安排“三公”经费、会议费、培训费支出情况表", "B09"),
    ("一般公共预算拨款“三公”经费及会议费、培训费支出预算表", "B09"),
    ("部门预算项目绩效目标表", "G1"),
    ("2031年部门整体支出绩效目标申报表", "G2"),
    ("一般公共预算项目支出预算表", ""),
    ("三公经费支出决算表", "T09"),
    ("上级补助收入表", ""),
]


@pytest.mark.parametrize(("title", "kind"), TITLES)
def test_titles_of_the_same_words_in_another_order(title: str, kind: str) -> None:
    kinds = load_kinds(dislint.rules.dislint_tables())
    assert kinds.of_title(compact(title).text) == kind


@pytest.mark.parametrize(("cover", "kind"), [
    ("云河市水文局2031年部门预算", Kind.BUDGET), ("2031年单位预算公开说明", Kind.BUDGET), ("云河市水文局", Kind.UNKNOWN),
    ("2031年部门预算执行及决算", Kind.UNKNOWN), ("云河市水文局2031年度部门决算", Kind.FINAL_ACCOUNTS),
    ("2031年单位决算公开报告", Kind.FINAL_ACCOUNTS), ("关于2031年部门决算，请按要求报送", Kind.UNKNOWN),
])  # fmt: skip
def test_the_kind_by_the_cover(cover: str, kind: Kind, document_of: Callable[[str], Document]) -> None:
    assert document_of(f"{cover}\n\n一、收支情况\n\n2031年收入8.00万元。\n").kind is kind
