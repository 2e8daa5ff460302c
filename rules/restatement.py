"""C6 and U7: the narrative against the tables. The checks come from the claims stage."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from dislint import (
    Cause,
    Check,
    CheckRule,
    Document,
    Finding,
    Related,
    RoundingRule,
    Text,
    related_operands,
    template_words,
)

from .budgets import monies_apart, periods_apart


class Restatement(CheckRule):
    """说明中的金额与所述报表单元格不一致。

    是什么：说明按主体、口径、年度所对应的报表单元格与其金额。
    为什么：说明是对报表的文字复述，不一致即有一处错。
    错误示例：收入总计 300.00 万元；01 表收入总计 310.00。
    正确示例：收入总计 310.00 万元；01 表收入总计 310.00。
    依据：地方预决算公开操作规程（财预〔2016〕143号）关于公开内容真实、准确的要求。

    What: Amounts of the narrative, by whose, of what and of which year they are, against the cell of the table that
    they restate.
    Why: The narrative tells the tables in words: where they differ, one is wrong.
    Wrong: 收入总计 300.00 万元, where table 01 has 310.00.
    Right: 收入总计 310.00 万元, where table 01 has 310.00.
    Source: 财预〔2016〕143号 (publication of local budgets and final accounts): what is published must be true and
    exact.
    """

    code, name = "C601", "restatement"
    summary, summary_en = "金额与报表不一致", "an amount is not the table cell it restates"
    relations = ("restates",)
    message = Text(
        "{subject}写为{actual}，{odds}{should}",
        "{subject} is {actual}, {odds}{should}",
    )

    def words(self, check: Check, document: Document) -> dict[str, Text]:
        """What the amount is at odds with: what a cell prints, or that it is blank."""
        words = template_words(check, document)
        odds = Text(f"与{words['others'].zh}不一致", f"which does not agree with {words['others'].en}")
        told = [operand for operand in check.operands if operand.anchor != check.at.anchor]
        if not told:
            odds = Text(f"而{check.table_name}是空表", f"but {check.table_name} is empty")
        elif all(operand.is_blank for operand in told):
            odds = Text(f"而{words['other'].zh}为空白", f"but {words['other'].en} is blank")
        return {**words, "odds": odds}

    def check(self, document: Document) -> Iterable[Finding]:
        """Amounts against cells; and a project's money of the year against its form."""
        yield from super().check(document)
        for stated, form in monies_apart(document):
            yield self.finding(
                stated.anchor,
                f"年度预算安排{stated.printed}，与绩效目标申报表的年度资金{form.printed}不一致",
                f"the year's money is {stated.printed}, {form.printed} on the form",
                expected=form.printed,
                actual=stated.printed,
                related=[Related("申报表", form.anchor, english="form")],
            )


class NothingStated(CheckRule):
    """说没有收支而报表有金额，或相反。

    是什么：“无政府性基金预算财政拨款收支”等说法与相应报表。
    为什么：文字和报表互相否定。
    错误示例：本年度无政府性基金预算收支；07 表合计 30.00。
    正确示例：本年度无政府性基金预算收支；07 表为空表。
    依据：地方预决算公开操作规程（财预〔2016〕143号）关于空表须说明的要求。

    What: Statements that there was nothing (“无政府性基金预算财政拨款收支”) against the table that shows it.
    Why: Words and table deny each other.
    Wrong: 本年度无政府性基金预算收支, where table 07 has a total of 30.00.
    Right: The same where table 07 is empty.
    Source: 财预〔2016〕143号: an empty table must be explained.
    """

    code, name = "C602", "nothing-stated"
    summary, summary_en = "称无收支而报表有金额", "said to be nothing where the table has amounts"
    relations = ("nil",)
    message = Text(
        "写“{actual}”，而{others}",
        "said to be nothing (“{actual}”), but {others}",
    )


class UnknownSubject(CheckRule):
    """说明中的科目在报表中没有。

    是什么：说明逐项列示的科目与报表科目。
    为什么：读者无法对照。
    错误示例：说明列“教育支出”；报表没有 205 类。
    正确示例：说明所列科目报表中都有。
    依据：政府收支分类科目；部门决算公开情况说明的填写要求。

    What: The subjects that the narrative lists one by one against those of the tables.
    Why: A reader cannot find them.
    Wrong: The narrative lists 教育支出; no table has class 205.
    Right: All subjects of the narrative are in the tables.
    Source: The classification of the year; how the narrative is to be filled in.
    """

    code, name, severity = "C603", "unknown-subject", "warning"
    summary, summary_en = "报表中没有的科目", "a subject that no table has"
    relations = ("unknown-subject",)
    message = Text(
        "{table}中没有“{subject}”",
        "{table} has no “{subject}”",
    )


class OmittedLine(CheckRule):
    """说明漏列报表中有金额的科目。

    是什么：说明中完整的构成清单与报表各类。
    为什么：漏列使构成不完整。
    错误示例：报表有住房保障支出 20.00；构成清单没有。
    正确示例：报表有金额的各类都在清单中。
    依据：部门决算公开情况说明的填写要求。

    What: A list in the narrative that is said to be whole against the classes of the table.
    Why: What is left out makes the composition wrong.
    Wrong: The table has 住房保障支出 20.00; the list has not.
    Right: Every class with an amount is in the list.
    Source: How the narrative of final accounts is to be filled in.
    """

    code, name, severity = "C604", "omitted-line", "warning"
    summary, summary_en = "漏列有金额的科目", "a line with an amount is left out"
    relations = ("omitted-line",)
    message = Text(
        "{table}中{expected}有金额，此处未列",
        "{expected} has an amount in {table} and is left out here",
    )


class EmptyListed(CheckRule):
    """“主要包括”所列经济科目与明细表不符。

    是什么：列出的科目在 06 表中为空，或完整清单漏列了有金额的科目。
    为什么：清单多沿用模板，与本部门实际不符。
    错误示例：主要包括：办公费、会议费；06 表会议费为空。
    正确示例：主要包括：办公费；06 表办公费有金额。
    依据：部门决算公开情况说明的填写要求。

    What: Items listed after “主要包括” that are blank in the table of basic expenditure, or amounts of that table
    that a whole list leaves out.
    Why: Such lists are mostly taken from a template and do not fit the department.
    Wrong: 主要包括：办公费、会议费, where the table's 会议费 is blank.
    Right: 主要包括：办公费, where the table's 办公费 has an amount.
    Source: How the narrative of final accounts is to be filled in.
    """

    code, name, severity = "C605", "empty-listed", "warning"
    summary, summary_en = "“主要包括”与明细表不符", "the list of items and table 06 disagree"
    relations = ("listing-empty", "listing-missing")

    def check(self, document: Document) -> Iterable[Finding]:
        """One finding for each list: its wrong names together."""
        groups: dict[tuple[str, str, int | None], list[Cause]] = {}
        for cause in document.causes:
            if cause.lead.relation in self.relations:
                anchor = cause.lead.at.anchor
                groups.setdefault((cause.lead.relation, cause.lead.topic, anchor.page), []).append(cause)
        for (relation, _, _), causes in groups.items():
            yield self._list(relation, [check for cause in causes for check in (cause.lead, *cause.others)])

    def _list(self, relation: str, checks: list[Check]) -> Finding:
        names = "、".join(dict.fromkeys(check.subject for check in checks))
        first = checks[0]
        if relation == "listing-empty":
            message = f"“主要包括”列有{names}，{first.table_name}中为空白"
            english = f"the list names {names}, blank in {first.table_name}"
        else:
            message = f"{first.table_name}中{names}有金额，“主要包括”未列"
            english = f"the list leaves out {names}, which has an amount in {first.table_name}"
        return self.finding(
            first.at.anchor,
            message,
            english,
            table=first.table_name,
            actual=names,
            related=[place for check in checks for place in related_operands(check)],
            also=dict.fromkeys(check.at.anchor for check in checks if check.at.anchor != first.at.anchor),
        )


_WHOLE_AND_PART = 2


class CountStated(CheckRule):
    """说明中的数量与报表不一致。

    是什么：车辆、团组、人次、批次等数量与 10 表等报表。
    为什么：数量是必须公开的内容，与报表应一致。
    错误示例：公务用车保有量 9 辆；相关信息统计表 8 辆。
    正确示例：两处均为 9 辆。
    依据：地方预决算公开操作规程（财预〔2016〕143号）关于“三公”经费实物量公开的要求。

    What: Numbers of vehicles, delegations, persons and receptions against the tables that count them.
    Why: These counts must be published, and are the same everywhere.
    Wrong: 公务用车保有量 9 辆; the table of related information has 8.
    Right: 9 in both places.
    Source: 财预〔2016〕143号: the counts behind the three public costs (“三公”) are published.
    """

    code, name = "C606", "count-stated"
    summary, summary_en = "数量与报表不一致", "a count is not the table's"
    relations = ("restates-count", "tally", "bought")
    message = Text(
        "{subject}写为{actual}，与{others}不一致{should}",
        "{subject} is {actual}, which does not agree with {others}{should}",
    )

    def check(self, document: Document) -> Iterable[Finding]:
        """Counts, and the periods of projects."""
        yield from super().check(document)
        for stated, form in periods_apart(document):
            yield self.finding(
                stated.anchor,
                f"实施周期{stated.first}至{stated.last}，与绩效目标申报表的{form.first}至{form.last}不一致",
                f"the period {stated.first} to {stated.last} is not the form's, {form.first} to {form.last}",
                expected=f"{form.first}至{form.last}",
                actual=f"{stated.first}至{stated.last}",
                related=[Related("申报表", form.anchor, english="form")],
            )

    def words(self, check: Check, document: Document) -> dict[str, Text]:
        """Says of a breakdown what it adds up to."""
        words = template_words(check, document)
        if check.relation == "tally" and check.at is check.operands[0]:
            one, added, proof = len(check.operands) == _WHOLE_AND_PART, words["expected"].zh, words["proof"]
            words["others"] = Text(
                f"其中的{added}" if one else f"分项之和{added}{proof.zh}",
                f"the {added} that it is said to include" if one else f"the sum of its kinds, {added}{proof.en}",
            )
        return words


class TargetMoney(CheckRule):
    """绩效目标涉及的资金多于项目支出。

    是什么：编报绩效目标的项目所涉及的预算资金与支出总表的项目支出合计；少于项目支出是常有的，不报告。
    为什么：绩效目标按项目支出编报，资金多于全部项目支出说明有一处写错。
    错误示例：编报绩效目标的项目5个，涉及项目预算资金260.00万元；项目支出合计250.00万元。
    正确示例：涉及项目预算资金250.00万元；项目支出合计250.00万元。
    依据：预算绩效目标管理的一般要求。

    What: The money of the projects that have performance targets against all project expenditure; less is common and
    not reported.
    Why: Targets are set for project expenditure: more money than all projects have means that a number is wrong.
    Wrong: 编报绩效目标的项目5个，涉及项目预算资金260.00万元; all projects 250.00万元.
    Right: 涉及项目预算资金250.00万元; all projects 250.00万元.
    Source: General requirements on performance targets.
    """

    code, name, severity = "C607", "target-money", "warning"
    summary, summary_en = "绩效目标资金多于项目支出", "money of performance targets exceeds project expenditure"
    relations = ("targets",)
    message = Text(
        "绩效目标涉及的资金{actual}，多于{others}",
        "the performance targets cover {actual}, more than {others}",
    )


class RestatementRounding(RoundingRule):
    """复述报表的金额相差尾数。

    是什么：说明中的金额与单元格在印出位数的舍入范围内可以相等。
    为什么：不是错误；列出供核对。
    错误示例：报表 310.05，说明写 310.1 万元。
    正确示例：报表 310.05，说明写 310.05 万元。
    依据：XBRL Calculations 1.1 的舍入口径。

    What: Amounts of the narrative that can be the cell's within the rounding of the digits printed.
    Why: It is no error, and listed to be looked at.
    Wrong: The table has 310.05, the narrative 310.1 万元.
    Right: The table has 310.05, the narrative 310.05 万元.
    Source: Rounding as in XBRL Calculations 1.1.
    """

    code, name = "C690", "restatement-rounding"
    summary, summary_en = "复述报表的尾差", "restated within rounding"
    relations = ("restates",)


class Magnitude(CheckRule):
    """数量级错误。

    是什么：金额与所复述的单元格只差 10 的整数次幂，多为元与万元混淆或小数点错位。
    为什么：差一万倍的金额最易引起误解。
    错误示例：报表 310.05 万元，说明写 3100500 万元。
    正确示例：报表 310.05 万元，说明写 3100500 元。
    依据：部门决算报表编制说明关于金额单位的规定。

    What: An amount that differs from the cell which it restates by a power of ten only: 元 and 万元 mixed up, or a
    point moved.
    Why: An amount ten thousand times too large misleads most.
    Wrong: The table has 310.05 万元, the narrative 3100500 万元.
    Right: The table has 310.05 万元, the narrative 3100500 元.
    Source: How units of money are stated in final accounts.
    """

    code, name = "U703", "magnitude"
    summary, summary_en = "数量级或单位错误", "wrong magnitude or unit"
    relations = ("magnitude",)
    message = Text(
        "{subject}写为{actual}，与{others}数量级不符{should}",
        "{subject} is {actual}, of another magnitude than {others}{should}",
    )

    def check(self, document: Document) -> Iterable[Finding]:
        """One finding for each cause; at the table where it is the table's unit that all the others contradict."""
        for cause in document.causes:
            check = cause.by(self.relations)
            if check is None:
                continue
            finding = self.finding_of(cause, check, document)
            table = next((table for table in document.tables if table.name == cause.lead.table_name), None)
            if cause.operand is None and cause.others and table is not None:
                finding = replace(
                    finding,
                    anchor=table.anchor,
                    message=f"{table.name}的金额单位与说明及其他报表不符：{finding.message}",
                    english=f"the unit of {table.name} contradicts the other tables: {finding.english}",
                    related=(*related_operands(cause.lead), *finding.related),
                )
            yield finding


RULES = (
    Restatement,
    NothingStated,
    UnknownSubject,
    OmittedLine,
    EmptyListed,
    CountStated,
    TargetMoney,
    RestatementRounding,
    Magnitude,
)
