"""X3: agreement between tables. The relations themselves are in relations/between.toml."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dislint import CheckRule, Document, Finding, Level, Related, RoundingRule, Row, Rule, Table, Text

from .subjects import fits, known_code, same_name

_SUBJECT_TABLES = ("T02", "T03", "T05", "T07", "T08", "B02", "B03", "B05", "B07", "B08")


class _BetweenRule(CheckRule):
    message = Text("{at} {actual}，与{others}不一致{should}{proof}", "{at} is {actual}, but {others}{should}{proof}")
    open_message = Text("{at} {actual}，与{others}不一致{proof}", "{at} is {actual}, but {others}{proof}")


class IncomeTables(_BetweenRule):
    """收入支出决算总表与收入决算表的收入不一致。

    是什么：本年收入合计及每一来源（财政拨款、上级补助、事业、经营、附属单位上缴、其他）在两表中的数。
    为什么：两表说的是同一笔收入。
    错误示例：总表本年收入合计 300.00，收入决算表合计 310.00。
    正确示例：两处均为 300.00。
    依据：部门决算报表编制说明中的表间勾稽关系。

    What: 本年收入合计 and each source (fiscal money, grants from above, own activities, business, payments of units,
    other) in both tables.
    Why: Both speak of the same income.
    Wrong: 300.00 in the summary, 310.00 in the table of income.
    Right: 300.00 in both.
    Source: The sums between tables of final accounts, as they are to be filled in.
    """

    code, name = "X301", "income-tables"
    summary, summary_en = "01表收入≠02表", "income differs between tables 01 and 02"
    relations = ("X301",)


class ExpenditureTables(_BetweenRule):
    """收入支出决算总表与支出决算表的支出不一致。

    是什么：本年支出合计及每一功能分类（类）在两表中的数。
    为什么：两表说的是同一笔支出。
    错误示例：总表教育支出 50.00，支出决算表 205 类 55.00。
    正确示例：两处均为 50.00。
    依据：部门决算报表编制说明中的表间勾稽关系。

    What: 本年支出合计 and each function (类) in both tables.
    Why: Both speak of the same expenditure.
    Wrong: 教育支出 50.00 in the summary, class 205 55.00 in the table of expenditure.
    Right: 50.00 in both.
    Source: The sums between tables of final accounts, as they are to be filled in.
    """

    code, name = "X302", "expenditure-tables"
    summary, summary_en = "01表支出≠03表", "expenditure differs between tables 01 and 03"
    relations = ("X302",)


class FiscalSources(_BetweenRule):
    """两张总表的财政拨款来源不一致。

    是什么：一般公共预算、政府性基金预算、国有资本经营预算财政拨款在 01 表与 04 表中的数。
    为什么：财政拨款收支总表取自收支总表。
    错误示例：01 表一般公共预算财政拨款收入 200.00，04 表 210.00。
    正确示例：两处均为 200.00。
    依据：部门决算报表编制说明中的表间勾稽关系。

    What: Fiscal money of the general budget, of government funds and of state capital in tables 01 and 04.
    Why: The summary of fiscal money is taken from the summary of all money.
    Wrong: 200.00 of the general budget in table 01, 210.00 in table 04.
    Right: 200.00 in both.
    Source: The sums between tables of final accounts, as they are to be filled in.
    """

    code, name = "X303", "fiscal-sources"
    summary, summary_en = "01表财政拨款来源≠04表", "fiscal sources differ between tables 01 and 04"
    relations = ("X303",)


class GeneralBudget(_BetweenRule):
    """04 表一般公共预算栏与 05 表不一致。

    是什么：本年支出合计及每一功能分类（类）的一般公共预算财政拨款支出。
    为什么：05 表是 04 表该栏的展开。
    错误示例：04 表卫生健康支出 20.00，05 表 210 类 22.00。
    正确示例：两处均为 20.00。
    依据：部门决算报表编制说明中的表间勾稽关系。

    What: General budget expenditure in all and by function (类) in tables 04 and 05.
    Why: Table 05 spreads out that column of table 04.
    Wrong: 卫生健康支出 20.00 in table 04, class 210 22.00 in table 05.
    Right: 20.00 in both.
    Source: The sums between tables of final accounts, as they are to be filled in.
    """

    code, name = "X304", "general-budget"
    summary, summary_en = "04表一般公共预算≠05表", "general budget expenditure differs between tables 04 and 05"
    relations = ("X304",)


class BasicExpenditure(_BetweenRule):
    """05 表基本支出与 06 表人员经费、公用经费之和不一致。

    是什么：05 表基本支出合计=06 表人员经费合计+公用经费合计。
    为什么：06 表是基本支出按经济分类的展开。
    错误示例：基本支出 100.00，人员经费 80.00，公用经费 25.00。
    正确示例：基本支出 100.00，人员经费 80.00，公用经费 20.00。
    依据：部门决算报表编制说明中的表间勾稽关系。

    What: Basic expenditure of table 05 = 人员经费合计 + 公用经费合计 of table 06.
    Why: Table 06 spreads out basic expenditure by the economic classification.
    Wrong: Basic expenditure 100.00, staff 80.00, running 25.00.
    Right: Basic expenditure 100.00, staff 80.00, running 20.00.
    Source: The sums between tables of final accounts, as they are to be filled in.
    """

    code, name = "X305", "basic-expenditure"
    summary, summary_en = "05表基本支出≠06表人员经费+公用经费", "basic expenditure differs between tables 05 and 06"
    relations = ("X305",)


class FiscalIncome(_BetweenRule):
    """02 表财政拨款收入与 04 表本年收入合计不一致。

    是什么：两表的本年财政拨款收入。
    为什么：两表说的是同一笔收入。
    错误示例：02 表财政拨款收入 200.00，04 表本年收入合计 205.00。
    正确示例：两处均为 200.00。
    依据：部门决算报表编制说明中的表间勾稽关系。

    What: This year's fiscal income in tables 02 and 04.
    Why: Both speak of the same income.
    Wrong: 200.00 in table 02, 205.00 in table 04.
    Right: 200.00 in both.
    Source: The sums between tables of final accounts, as they are to be filled in.
    """

    code, name = "X306", "fiscal-income"
    summary, summary_en = "02表财政拨款收入≠04表本年收入合计", "fiscal income differs between tables 02 and 04"
    relations = ("X306",)


class GeneralWithinAll(CheckRule):
    """一般公共预算财政拨款支出大于部门全部支出。

    是什么：05 表每个科目的合计、基本支出、项目支出不应大于 03 表同一科目。
    为什么：财政拨款支出是全部支出的一部分。
    错误示例：05 表行政运行 60.00，03 表行政运行 55.00。
    正确示例：05 表行政运行 55.00，03 表行政运行 60.00。
    依据：03 表与 05 表的口径：后者是前者的一部分。

    What: Total, basic and project expenditure of each subject of table 05 are not more than in table 03.
    Why: Fiscal expenditure is a part of all expenditure.
    Wrong: 行政运行 60.00 in table 05, 55.00 in table 03.
    Right: 行政运行 55.00 in table 05, 60.00 in table 03.
    Source: What tables 03 and 05 show: the latter is a part of the former.
    """

    code, name = "X307", "general-within-all"
    summary, summary_en = "05表大于03表", "general budget expenditure exceeds all expenditure"
    relations = ("X307",)
    message = Text(
        "{at} {actual}，大于{others}{proof}",
        "{at} is {actual}, more than {others}{proof}",
    )


class BasicThreePublic(CheckRule):
    """基本支出中的“三公”经济科目大于“三公”经费决算。

    是什么：06 表 30212、30217、30231、31013 不应大于 09 表对应项目的决算数。
    为什么：09 表包括基本支出和项目支出，不会小于其中一部分。
    错误示例：06 表公务接待费 2.00，09 表公务接待费 1.50。
    正确示例：06 表公务接待费 1.50，09 表公务接待费 2.00。
    依据：财政拨款“三公”经费支出决算表的填列口径。

    What: 30212, 30217, 30231 and 31013 of table 06 are not more than the same costs in table 09.
    Why: Table 09 has basic and project expenditure, and is not less than a part of it.
    Wrong: 公务接待费 2.00 in table 06, 1.50 in table 09.
    Right: 公务接待费 1.50 in table 06, 2.00 in table 09.
    Source: What the table of the three public costs shows.
    """

    code, name, severity = "X308", "basic-three-public", "warning"
    summary, summary_en = "06表“三公”科目大于09表", "three-public items of table 06 exceed those of table 09"
    relations = ("X308",)
    message = Text(
        "{at} {actual}，大于{others}{proof}",
        "{at} is {actual}, more than {others}{proof}",
    )


class OtherBudgets(_BetweenRule):
    """04 表的政府性基金、国有资本经营栏与 07、08 表不一致。

    是什么：本年收入、本年支出合计在 04 表与 07、08 表中的数。
    为什么：07、08 表是 04 表相应栏的展开。
    错误示例：04 表政府性基金支出 30.00，07 表合计 35.00。
    正确示例：两处均为 30.00。
    依据：部门决算报表编制说明中的表间勾稽关系。

    What: This year's income and expenditure of government funds and state capital in table 04 and in tables 07 and
    08.
    Why: Tables 07 and 08 spread out those columns of table 04.
    Wrong: Government funds 30.00 in table 04, 35.00 in table 07.
    Right: 30.00 in both.
    Source: The sums between tables of final accounts, as they are to be filled in.
    """

    code, name = "X309", "other-budgets"
    summary, summary_en = "04表基金、国资栏≠07、08表", "fund or state-capital money differs from tables 07, 08"
    relations = ("X309",)


class BudgetColumns(_BetweenRule):
    """收支总表的人员、公用、项目栏与支出总表、基本支出表不一致。

    是什么：预算收支总表把支出按人员经费、公用经费、项目支出分栏列出的，与支出总表和基本支出表核对。
    为什么：三张表说的是同一笔支出。
    错误示例：收支总表人员经费合计 300.00，基本支出表人员经费 310.00。
    正确示例：两处均为 300.00。
    依据：部门预算公开表的表间勾稽关系。

    What: Where the summary of a budget divides expenditure into staff, running and project columns, these against the
    tables of expenditure and of basic expenditure.
    Why: The three tables speak of the same expenditure.
    Wrong: 人员经费合计 300.00 in the summary, 310.00 in the table of basic expenditure.
    Right: 300.00 in both.
    Source: The sums between the published tables of a budget.
    """

    code, name = "X312", "budget-columns"
    summary, summary_en = "收支总表的分栏≠支出总表、基本支出表", "the columns of B01 differ from B03 and B06"
    relations = ("X312",)


class Contributions(_BetweenRule):
    """各项缴费在功能科目和经济科目中不一致。

    是什么：一般公共预算基本支出中，30108 与 2080505，30109 与 2080506，30110 与 2101101、2101102，30113 与 2210201。
    为什么：同一笔缴费按功能和按经济用途各列一次，金额本应相同。
    错误示例：2080505 基本支出 60.00，30108 为 66.00。
    正确示例：两处均为 60.00。
    依据：政府收支分类科目对各项缴费的规定。

    What: In basic expenditure of the general budget, 30108 and 2080505, 30109 and 2080506, 30110 and 2101101 with
    2101102, 30113 and 2210201.
    Why: The same contribution is listed once by function and once by economic item.
    Wrong: 2080505 60.00 of basic expenditure, 30108 66.00.
    Right: 60.00 in both.
    Source: The classification on contributions.
    """

    code, name, severity = "X313", "contributions", "warning"
    summary, summary_en = "缴费的功能科目≠经济科目", "contributions differ by function and by economic item"
    relations = ("X313",)


class EquipmentBought(CheckRule):
    """办公设备购置多于政府采购货物预算。

    是什么：基本支出表的 31002 办公设备购置与说明中的政府采购货物预算。
    为什么：办公设备属于政府集中采购目录，其预算应在货物采购预算之内。
    错误示例：31002 为 8.00，政府采购货物预算 5.00。
    正确示例：31002 为 5.00，政府采购货物预算 5.00 或更多。
    依据：政府采购法关于集中采购目录的规定。

    What: 31002 办公设备购置 of the table of basic expenditure against the budget for goods in the section on
    procurement.
    Why: Office equipment is on the list of central procurement: its budget lies within that for goods.
    Wrong: 31002 8.00, goods 5.00.
    Right: 31002 5.00, goods 5.00 or more.
    Source: Government Procurement Law on the list of central procurement.
    """

    code, name, severity = "X314", "equipment-bought", "warning"
    summary, summary_en = "办公设备购置>政府采购货物预算", "office equipment exceeds the procurement of goods"
    relations = ("goods",)
    message = Text("{at} {actual}，大于{others}", "{at} is {actual}, more than {others}")


def _named_rows(document: Document) -> Iterator[tuple[Table, Row]]:
    for table in document.tables:
        if table.kind in _SUBJECT_TABLES:
            for row in table.rows:
                if row.code and row.label and row.name_cell:
                    yield table, row


class TwoNames(Rule):
    """同一科目编码在不同表中名称不同。

    是什么：各表同一编码的科目名称；标点、括号全半角和被单元格截断的名称不算不同。
    为什么：一个编码只有一个名称，不同即有一处写错。
    错误示例：02 表 20604 技术研究与开发，03 表 20604 技术研究开发与应用。
    正确示例：两表均为 技术研究与开发。
    依据：政府收支分类科目。

    What: The name of a code in all tables; punctuation, width of brackets and names cut off by their cell are no
    difference.
    Why: A code has one name: one of them is wrong.
    Wrong: 20604 技术研究与开发 in table 02, 技术研究开发与应用 in table 03.
    Right: 技术研究与开发 in both.
    Source: The classification of the year.
    """

    code, name, severity = "X310", "two-names", "warning"
    summary, summary_en = "同一编码两个名称", "the same code under two names"

    def check(self, document: Document) -> Iterable[Finding]:
        """Each code once, at its first differing name."""
        first: dict[str, tuple[Table, Row]] = {}
        told: set[str] = set()
        for table, row in _named_rows(document):
            code = row.code or ""
            before, seen = first.setdefault(code, (table, row))
            # Where the classification knows the name, B401 reports the wrong one.
            year = document.year
            if code in told or not (fits(code, row.label, year) and fits(code, seen.label, year)):
                continue
            if same_name(seen.label, row.label) or row.name_cell is None or seen.name_cell is None:
                continue
            told.add(code)
            yield self.finding(
                row.name_cell.anchor(),
                f"{code} 在{table.name}为“{row.label}”，在{before.name}为“{seen.label}”",
                f"{code} is {row.label} in {table.name} but {seen.label} in {before.name}",
                table=table.name,
                actual=row.label,
                expected=seen.label,
                related=[Related(f"{before.name} {code} {seen.label}", seen.name_cell.anchor(), before.name)],
            )


class MissingSubject(Rule):
    """有财政拨款支出的科目在支出决算表中没有。

    是什么：05 表有金额的项级编码应在 03 表中；缺的是上级科目由 T209 报告，使合计不符的由 T202 报告。
    为什么：05 表是 03 表的一部分，缺行说明漏列或编码写错。
    错误示例：05 表有 2080505，03 表没有。
    正确示例：两表都有 2080505。
    依据：03 表与 05 表的口径：后者是前者的一部分。

    What: Codes of 项 with an amount in table 05 are in table 03; where an upper level is missing it is T209, where
    sums break it is T202.
    Why: Table 05 is a part of table 03: a row was left out, or a code is wrong.
    Wrong: 2080505 in table 05, not in table 03.
    Right: 2080505 in both.
    Source: What tables 03 and 05 show: the latter is a part of the former.
    """

    code, name, severity = "X311", "missing-subject", "warning"
    summary, summary_en = "05表有的科目03表没有", "a code of table 05 is not in table 03"

    def check(self, document: Document) -> Iterable[Finding]:
        """Codes of table 05 against those of table 03, where both have rows."""
        general, spent = document.table("T05"), document.table("T03")
        if general is None or spent is None:
            return
        above = {row.code: row for row in spent.rows if row.code}
        # A sum of table 03 that lacks the row tells the same.
        told = tuple(
            cause.lead.row.key for cause in document.causes if cause.lead.row and cause.lead.table_name == spent.name
        )
        for row in general.rows:
            fact = general.fact_at(row, "合计")
            amount = fact.figure if fact else None
            parent = above.get((row.code or "")[:-2])
            if row.level is not Level.ITEM or row.code is None or row.code in above or parent is None:
                continue
            # So does the rule that finds the row there under a code that is none of its name.
            miscoded = any(same_name(row.label, other.label) and not known_code(other) for other in spent.rows)
            if miscoded or not known_code(row) or row.code.startswith(told):
                continue
            if row.name_cell and parent.name_cell and amount and amount.value:
                yield self.finding(
                    parent.name_cell.anchor(),
                    f"{spent.name}“{parent.code} {parent.label}”之下没有{general.name}所列的{row.code} {row.label}",
                    f"{spent.name} lacks {row.code} of {general.name} under {parent.code}",
                    table=spent.name,
                    actual=row.code,
                    related=[Related(f"{general.name} {row.code} {row.label}", row.name_cell.anchor(), general.name)],
                )


class BetweenRounding(RoundingRule):
    """表间数字因四舍五入相差尾数。

    是什么：两表印出的数字不严格相等，但在末位四舍五入的范围内可以相等。
    为什么：各表分别由元转万元会产生尾差，不是错误；列出供核对。
    错误示例：04 表 326.71，05 表 326.72。
    正确示例：两处均为 326.72。
    依据：XBRL Calculations 1.1 的舍入口径。

    What: Numbers of two tables that are not equal, but may be within the rounding of their last digits.
    Why: Tables turned from 元 into 万元 each by itself leave such differences; no error, listed to be looked at.
    Wrong: 326.71 in table 04, 326.72 in table 05.
    Right: 326.72 in both.
    Source: Rounding as in XBRL Calculations 1.1.
    """

    code, name = "X390", "between-rounding"
    summary, summary_en = "表间尾差", "tables differ by rounding only"
    relations = ("X301", "X302", "X303", "X304", "X305", "X306", "X307", "X308", "X309", "X312", "X313")


RULES = (
    IncomeTables,
    ExpenditureTables,
    FiscalSources,
    GeneralBudget,
    BasicExpenditure,
    FiscalIncome,
    GeneralWithinAll,
    BasicThreePublic,
    OtherBudgets,
    BudgetColumns,
    Contributions,
    EquipmentBought,
    TwoNames,
    MissingSubject,
    BetweenRounding,
)
