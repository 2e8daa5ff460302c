"""T2: arithmetic within a table. The relations themselves are in relations/tables.toml."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from dislint import Document, Fact, Finding, RoundingRule, Row, Rule, SumRule, Table

from .subjects import fits

_CODED = ("T02", "T03", "T05", "T07", "T08", "B02", "B03", "B05", "B07", "B08")
_STANDARD = (*_CODED, "T01", "T04", "T06", "T09", "B01", "B04", "B06", "B09")
_NEVER_NEGATIVE = ("T09", "B09")


class RowTotal(SumRule):
    """一行的合计不等于该行各栏之和。

    是什么：收入决算表“本年收入合计”与各来源之和、支出决算表“本年支出合计”与基本支出、项目支出等之和，逐行核对。
    为什么：行合计是其他报表和说明引用的数字，错一处便处处不符。
    错误示例：行政运行 本年支出合计 120.00，基本支出 80.00，项目支出 30.00。
    正确示例：行政运行 本年支出合计 110.00，基本支出 80.00，项目支出 30.00。
    依据：部门决算报表编制说明中的表内勾稽关系。

    What: 本年收入合计 = the sum of its sources, 本年支出合计 = 基本支出 + 项目支出 and so on, row by row.
    Why: Row totals are what other tables and the narrative quote: one error spreads.
    Wrong: 行政运行: 本年支出合计 120.00, 基本支出 80.00, 项目支出 30.00.
    Right: 行政运行: 本年支出合计 110.00, 基本支出 80.00, 项目支出 30.00.
    Source: The sums within tables of final accounts, as they are to be filled in.
    """

    code, name = "T201", "row-total"
    summary, summary_en = "行合计≠各栏之和", "row total is not the sum of its columns"
    relations = ("T201",)


class LevelTotal(SumRule):
    """类不等于所属款之和，或款不等于所属项之和。

    是什么：按科目编码逐级核对每一金额栏；下级未列全的不核对。
    为什么：上级科目由下级汇总，不等说明有一处填错或漏列。
    错误示例：20106 财政事务 50.00，下列 2010601 行政运行 30.00、2010602 一般行政管理事务 10.00。
    正确示例：20106 财政事务 40.00，下列 2010601 行政运行 30.00、2010602 一般行政管理事务 10.00。
    依据：部门决算报表编制说明中的表内勾稽关系；政府收支分类科目的类、款、项层级。

    What: Each amount of a class (类) or section (款) against the rows below it, by code; where these are not all
    there, nothing is checked.
    Why: The upper levels sum up the lower: one is wrong, or a row is missing.
    Wrong: 20106 财政事务 50.00 over 2010601 行政运行 30.00 and 2010602 一般行政管理事务 10.00.
    Right: 20106 财政事务 40.00 over the same.
    Source: The sums within tables of final accounts; the levels of the classification.
    """

    code, name = "T202", "level-total"
    summary, summary_en = "类≠Σ款，或款≠Σ项", "a class or section is not the sum of the rows below it"
    relations = ("T202",)


class TableTotal(SumRule):
    """合计不等于各类之和，或本年合计不等于各行之和。

    是什么：收入、支出各表“合计”与各类之和；总表“本年收入合计”“本年支出合计”与其上各行之和。
    为什么：合计是全表的结论，公众首先看到它。
    错误示例：合计 300.00；201 类 200.00，208 类 90.00。
    正确示例：合计 290.00；201 类 200.00，208 类 90.00。
    依据：部门决算报表编制说明中的表内勾稽关系。

    What: 合计 against the classes; 本年收入合计 and 本年支出合计 of summary tables against the lines above.
    Why: The total is the table's conclusion, and what the public sees first.
    Wrong: 合计 300.00; 201 has 200.00, 208 has 90.00.
    Right: 合计 290.00; 201 has 200.00, 208 has 90.00.
    Source: The sums within tables of final accounts, as they are to be filled in.
    """

    code, name = "T203", "table-total"
    summary, summary_en = "合计≠各类之和", "the total is not the sum of its lines"
    relations = ("T203",)


class Balance(SumRule):
    """总表不平衡。

    是什么：总计=本年合计+结转结余（及使用结余、结余分配），且收入总计=支出总计。
    为什么：收支总表必须平衡，不平即有数字错误。
    错误示例：收入总计 310.00，支出总计 301.00。
    正确示例：收入总计 310.00，支出总计 310.00。
    依据：部门决算报表编制说明；收入支出决算总表、财政拨款收入支出决算总表的表内公式。

    What: Grand total = total of the year + what is carried over (with balances used or distributed), and income =
    expenditure.
    Why: A summary table must balance.
    Wrong: 收入总计 310.00, 支出总计 301.00.
    Right: 收入总计 310.00, 支出总计 310.00.
    Source: The formulas of the two summary tables of final accounts.
    """

    code, name = "T204", "balance"
    summary, summary_en = "总表收支不平衡", "the summary table does not balance"
    relations = ("T204",)


class EconomicTotal(SumRule):
    """经济分类汇总有误。

    是什么：类级（如 301）与所属款级之和；人员经费合计=301+303；公用经费合计=302、307、309至313、399之和。
    为什么：人员经费、公用经费的划分由此得出，情况说明直接引用。
    错误示例：301 工资福利支出 100.00，30101 基本工资 60.00，30102 津贴补贴 30.00（其余为空）。
    正确示例：301 工资福利支出 90.00，30101 基本工资 60.00，30102 津贴补贴 30.00（其余为空）。
    依据：部门预算支出经济分类科目；一般公共预算财政拨款基本支出决算表的填列要求。

    What: Classes such as 301 = their sections; 人员经费合计 = 301 + 303; 公用经费合计 = 302, 307, 309 to 313 and 399.
    Why: The division into staff and running costs comes from here, and the narrative quotes it.
    Wrong: 301 100.00 over 30101 60.00 and 30102 30.00, the rest blank.
    Right: 301 90.00 over 30101 60.00 and 30102 30.00, the rest blank.
    Source: The economic classification of departments; how the table of basic expenditure is to be filled in.
    """

    code, name = "T205", "economic-total"
    summary, summary_en = "经济分类类级或人员、公用经费合计有误", "economic classes or their totals do not add up"
    relations = ("T205",)

    def check(self, document: Document) -> Iterable[Finding]:
        """The sums; and in a budget, staff costs in the column of running costs, or the other way round."""
        yield from super().check(document)
        for fact in _misplaced(document):
            code, right = (fact.row.code or "")[:3], "人员经费" if fact.column == "公用经费" else "公用经费"
            yield self.finding(
                fact.anchor(),
                f"{fact.table.name}“{fact.row.code} {fact.row.label}”的{fact.cell.text}列在{fact.column}栏，{code}类属于{right}",
                f"{fact.row.code} of {fact.table.name} stands in the column {fact.column}; class {code} is {right}",
                table=fact.table.name,
                expected=right,
                actual=fact.column,
            )


_STAFF = ("301", "303")
_OTHERS = ("302", "307", "309", "310", "311", "312", "399")


def _misplaced(document: Document) -> Iterator[Fact]:
    """The amounts of B06 in a column that their class has no part of; items before their classes."""
    for table in document.tables:
        for column, classes in (("公用经费", _STAFF), ("人员经费", _OTHERS)) if table.kind == "B06" else ():
            facts = [fact for fact in table.facts if fact.column == column and fact.row.code]
            wrong = [fact for fact in facts if fact.figure is not None and fact.figure.value != 0]
            wrong = [fact for fact in wrong if (fact.row.code or "")[:3] in classes]
            items = [fact for fact in wrong if len(fact.row.code or "") > 3]
            yield from items or wrong


class ThreePublicTotal(SumRule):
    """“三公”经费合计有误。

    是什么：合计=因公出国(境)费+公务用车购置及运行维护费+公务接待费；公务用车=购置费+运行维护费；预算、决算分别核对。
    为什么：“三公”经费最受关注，合计错误最易被指出。
    错误示例：合计 5.00，因公出国(境)费 0.00，公务用车 3.00，公务接待费 1.00。
    正确示例：合计 4.00，因公出国(境)费 0.00，公务用车 3.00，公务接待费 1.00。
    依据：地方预决算公开操作规程（财预〔2016〕143号）关于“三公”经费公开的要求。

    What: The total = travel abroad + vehicles + receptions; vehicles = purchase + running; budget and account each.
    Why: The three public costs are watched most, and a wrong total is noticed first.
    Wrong: 合计 5.00, 因公出国(境)费 0.00, 公务用车 3.00, 公务接待费 1.00.
    Right: 合计 4.00, 因公出国(境)费 0.00, 公务用车 3.00, 公务接待费 1.00.
    Source: 财预〔2016〕143号 on publishing the three public costs.
    """

    code, name = "T206", "three-public-total"
    summary, summary_en = "“三公”经费合计≠各项之和", "the three-public table does not add up"
    relations = ("T206",)


class FundBalance(SumRule):
    """政府性基金表期初、收支与期末不平衡。

    是什么：年末结转和结余=年初结转和结余+本年收入-本年支出，逐行核对。
    为什么：不平说明收支或结转有一处填错。
    错误示例：年初 10.00，本年收入 50.00，本年支出 40.00，年末 30.00。
    正确示例：年初 10.00，本年收入 50.00，本年支出 40.00，年末 20.00。
    依据：政府性基金预算财政拨款收入支出决算表的表内公式。

    What: Closing balance = opening balance + income − expenditure, row by row.
    Why: If not, an amount or a balance is wrong.
    Wrong: Opening 10.00, income 50.00, expenditure 40.00, closing 30.00.
    Right: Opening 10.00, income 50.00, expenditure 40.00, closing 20.00.
    Source: The formula of the table of government funds.
    """

    code, name = "T207", "fund-balance"
    summary, summary_en = "年初+收入-支出≠年末", "fund balances do not carry over"
    relations = ("T207",)


class NotAnAmount(Rule):
    """应为金额的单元格不是金额，或不应为负的金额为负。

    是什么：标准报表金额栏中不能读成数字、也不是空白或“—”的内容；“三公”经费中的负数。
    为什么：这样的单元格无法核对，通常是录入错误。
    错误示例：493.7.3；1,23.4；用字母O代替0。
    正确示例：493.73；1,234.00；—；空白。
    依据：部门决算报表编制说明关于金额单位和小数位的规定。

    What: What stands in an amount's place and is neither a number, nor blank, nor “—”; negative amounts among the
    three public costs.
    Why: Such a cell cannot be checked, and is mostly a slip in typing.
    Wrong: 493.7.3; 1,23.4; a letter O for a zero.
    Right: 493.73; 1,234.00; —; blank.
    Source: How amounts are written in the tables of final accounts.
    """

    code, name = "T208", "not-an-amount"
    summary, summary_en = "金额单元格不是金额", "a cell that should be an amount is none"

    def check(self, document: Document) -> Iterable[Finding]:
        """Cells of the standard tables; not those that a sum singles out already."""
        told = {cause.operand.anchor for cause in document.causes if cause.operand is not None}
        for table in document.tables:
            if table.kind in _STANDARD:
                for fact in _once(table.facts):
                    if fact.anchor() not in told:
                        yield from self._fact(fact)

    def _fact(self, fact: Fact) -> Iterator[Finding]:
        text = fact.cell.text
        if not fact.is_number and _LOOKS_LIKE_AMOUNT.fullmatch(text) and not _SEVERAL.fullmatch(text):
            yield self.finding(
                fact.anchor(), f"{fact.name} “{text}”不是金额", f"{fact.name}: {text!r} is not an amount",
                table=fact.table.name, actual=text,
            )  # fmt: skip
        elif fact.figure is not None and fact.figure.value < 0 and fact.table.kind in _NEVER_NEGATIVE:
            yield self.finding(
                fact.anchor(), f"{fact.name} {text}为负数", f"{fact.name}: {text} is negative",
                table=fact.table.name, actual=text,
            )  # fmt: skip


# Digits with signs that do not make a number, or letters that look like digits among them.
_LOOKS_LIKE_AMOUNT = re.compile(r"(?=[^\d]{0,3}\d)[-+]?[\dOoIl.,·。，:;、]{2,20}(?:万?元)?")


# Two amounts run together are two cells read as one, no slip of the author's.
_SEVERAL = re.compile(r"(?:-?[\d,]{1,15}\.\d\d){2,4}")
# More missing parents than this are a region's way of printing the table, or a table not read whole.
_MOST_MISSING = 3


def _once(facts: Iterable[Fact]) -> Iterator[Fact]:
    seen: set[int] = set()
    for fact in facts:
        if id(fact.cell) not in seen:
            seen.add(id(fact.cell))
            yield fact


class CodeOrder(Rule):
    """科目编码重复、失序或缺上级。

    是什么：收入、支出各表中同一编码出现两次，编码未按从小到大排列，或有下级编码而无其上级。
    为什么：漏列上级或重复列示会使汇总失真，也使读者找不到对应的说明。
    错误示例：201 之下直接列 2010601，没有 20106。
    正确示例：201、20106、2010601 依次列示。
    依据：政府收支分类科目的编码层级；部门决算报表编制说明。

    What: A code twice, codes not in ascending order, or a lower code without the one above it, in tables of income
    and expenditure.
    Why: A missing or repeated row spoils the sums, and a reader does not find what is explained.
    Wrong: 2010601 right under 201, without 20106.
    Right: 201, 20106, 2010601 in this order.
    Source: The levels of the classification; how the tables are to be filled in.
    """

    code, name, severity = "T209", "code-order", "warning"
    summary, summary_en = "科目编码缺上级、重复或失序", "a code without its parent, twice, or out of order"

    def check(self, document: Document) -> Iterable[Finding]:
        """Coded rows of each table of subjects."""
        for table in document.tables:
            rows = [row for row in table.rows if row.code and row.name_cell]
            if table.kind in _CODED and len(rows) > 1:
                yield from self._table(table, rows)

    def _table(self, table: Table, rows: list[Row]) -> Iterator[Finding]:
        codes = [row.code or "" for row in rows]
        counts = Counter(codes)
        lengths = {len(code) for code in codes}
        orphans = [c for c in codes if len(c) > 3 and c[:-2] not in counts and len(c) - 2 in lengths]
        missing = set() if len({c[:-2] for c in orphans}) <= _MOST_MISSING else {c[:-2] for c in orphans}
        last = ""
        for row, code in zip(rows, codes, strict=True):
            parent, label = code[:-2], f"{code} {row.label}"
            if not fits(code, row.label):
                continue  # B401 reports the code; what it displaces has the same cause.
            if code in orphans:
                if parent not in missing and not _miscoded(rows, parent):
                    yield self._at(table, row, f"{label}的上级科目{parent}不在表中", f"{code}: no row {parent}")
                missing.add(parent)
            elif counts[code] > 1:
                counts[code] = 1
                yield self._at(table, row, f"科目编码{code}出现两次", f"code {code} stands twice")
            elif last and code < last:
                yield self._at(table, row, f"{label}排在{last}之后，编码失序", f"{code} comes after {last}")
            last = code

    def _at(self, table: Table, row: Row, message: str, english: str) -> Finding:
        assert row.name_cell is not None
        return self.finding(
            row.name_cell.anchor(), f"{table.name} {message}", f"{table.name}: {english}", table=table.name
        )


def _miscoded(rows: Sequence[Row], code: str) -> bool:
    """Whether the row of a missing code stands there under another: one whose code and name do not fit."""
    return any(row.code and len(row.code) == len(code) and not fits(row.code, row.label) for row in rows)


class TableRounding(RoundingRule):
    """表内合计因四舍五入相差尾数。

    是什么：印出的数字不严格相等，但每个数字按其末位四舍五入的范围可以相等。
    为什么：元转万元会产生尾差，不是错误；列出供核对。
    错误示例：合计 100.01；各项 33.33、33.33、33.34（尾差 0.01）。
    正确示例：合计 100.00；各项 33.33、33.33、33.34。
    依据：XBRL Calculations 1.1 的舍入口径：每个印出数字按末位半个单位的区间比较。

    What: The printed numbers are not equal, but may be within the rounding of each one's last digit.
    Why: Turning 元 into 万元 leaves such differences; no error, listed to be looked at.
    Wrong: 合计 100.01 over 33.33, 33.33, 33.34.
    Right: 合计 100.00 over the same.
    Source: Rounding as in XBRL Calculations 1.1: each printed number is an interval of half a unit of its last digit.
    """

    code, name = "T290", "table-rounding"
    summary, summary_en = "表内尾差", "a table misses a sum by rounding only"
    relations = ("T201", "T202", "T203", "T204", "T205", "T206", "T207")


RULES = (
    RowTotal,
    LevelTotal,
    TableTotal,
    Balance,
    EconomicTotal,
    ThreePublicTotal,
    FundBalance,
    NotAnAmount,
    CodeOrder,
    TableRounding,
)
