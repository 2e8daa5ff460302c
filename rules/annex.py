"""P9: the annexed self-evaluation reports (绩效自评): their money, their scores, the text that restates both."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from dislint import (
    Cell,
    Check,
    CheckRule,
    Document,
    Evaluation,
    Fact,
    Figure,
    Finding,
    Level,
    Outcome,
    Related,
    Row,
    Rule,
    Table,
    Text,
    Unit,
    figure_of,
    grade_of,
    name_of,
    plain,
    points,
    read_scheme,
)

_POWERS = (10, 100, 1000, 10_000)


class WeightsSum(CheckRule):
    """指标权重之和不是90或100。

    是什么：指标“权重”（分值）之和应为100分；预算执行另占10分的，指标之和为90分；印有总分分值的，以印出的为准。
    为什么：权重不满分时，得分和等级都不可比。
    错误示例：权重 20、10、10、10、20、10，合计80。
    正确示例：权重 20、10、10、10、20、10、10，合计90。
    依据：项目支出绩效评价管理办法（财预〔2020〕10号）对指标权重的要求。

    What: The weights (points) of a report's indicators add up to 100, or to 90 where execution has 10 of its own;
    where a total is printed, to that.
    Why: If they do not, scores and grades cannot be compared.
    Wrong: Weights 20, 10, 10, 10, 20, 10: 80.
    Right: Weights 20, 10, 10, 10, 20, 10, 10: 90.
    Source: 财预〔2020〕10号 (performance evaluation of projects) on weights.
    """

    code, name, severity = "P901", "weights-sum", "error"
    summary, summary_en = "指标权重之和不是90或100", "weights of the indicators do not add up to 90 or 100"
    relations = ("weights-sum",)
    message = Text("{at}为{actual}，应为{full}{proof}", "{at} is {actual}, should be {full}{proof}")

    def words(self, check: Check, document: Document) -> dict[str, Text]:
        """What the weights add up to, and what they should: either sum, where the points for execution may count."""
        added = points(check.at.value.middle)
        wanted = check.computed or check.at.value
        ends = dict.fromkeys(points(end) for end in (wanted.lo, wanted.hi))
        weights = [operand for operand in check.operands if operand.sign > 0 and operand.figure is not None]
        listed = "+".join(operand.figure.text for operand in weights if operand.figure is not None)
        return super().words(check, document) | {
            "at": Text(f"“{check.subject}”指标权重之和", f"the sum of the weights of “{check.subject}”"),
            "actual": plain(added),
            "full": Text("或".join(ends), " or ".join(ends)),
            "proof": Text(f"（{listed}）", f" ({listed})"),
        }


class IndicatorScore(CheckRule):
    """指标得分与指标表不一致。

    是什么：文字中的“指标完成情况得分”应等于指标表“得分”一列之和；每项得分（包括预算执行得分）不超过权重。
    为什么：得分决定评价等级。
    错误示例：各项得分合计20分，文字写“指标完成情况得分30分”。
    正确示例：各项得分合计85分，文字写“指标完成情况得分85分”。
    依据：项目支出绩效评价管理办法（财预〔2020〕10号）。

    What: The score of indicators in the text against the sum of the table's column 得分; no score (that of execution
    too) above its weight.
    Why: Scores decide the grade.
    Wrong: The scores add up to 20, the text has 指标完成情况得分30分.
    Right: The scores add up to 85, the text has 指标完成情况得分85分.
    Source: 财预〔2020〕10号.
    """

    code, name, severity = "P902", "indicator-score", "error"
    summary, summary_en = "指标得分与指标表不一致", "indicator score differs from the table"
    relations = ("indicator-score", "score-limit")
    message = Text(
        "{at}写为{actual}{should}{proof}",
        "{at} is {actual}{should}{proof}",
    )
    open_message = Text(
        "{at}写为{actual}，表中各指标得分合计{computed}{proof}",
        "{at} is {actual}, the table adds up to {computed}{proof}",
    )


class TotalScore(CheckRule):
    """总得分不等于执行得分加指标得分。

    是什么：总得分 = 预算执行得分 + 各项指标得分；自评表的“总分”和自评报告的文字都核对。
    为什么：总得分决定评价等级。
    错误示例：执行10分、指标85分，总得分写100分。
    正确示例：执行10分、指标85分，总得分95分。
    依据：项目支出绩效评价管理办法（财预〔2020〕10号）。

    What: Total score = score of execution + scores of the indicators, in the form and in the text.
    Why: The total decides the grade.
    Wrong: Execution 10, indicators 85, total 100.
    Right: Execution 10, indicators 85, total 95.
    Source: 财预〔2020〕10号.
    """

    code, name, severity = "P903", "total-score", "error"
    summary, summary_en = "总得分不等于执行得分加指标得分", "total score is not the sum of its parts"
    relations = ("total-score",)
    message = Text(
        "{at}写为{actual}{should}{proof}",
        "{at} is {actual}{should}{proof}",
    )
    open_message = Text(
        "{at}写为{actual}，各部分得分合计{computed}{proof}",
        "{at} is {actual}, its parts add up to {computed}{proof}",
    )


class GradeOfScore(Rule):
    """评价等级与总得分不符。

    是什么：90分及以上为优，80分及以上为良，60分及以上为中，60分以下为差；文件写明其他分数线的，以文件为准。
    为什么：等级是预算安排的依据。
    错误示例：总得分85分，属于“优”。
    正确示例：总得分85分，属于“良”。
    依据：项目支出绩效评价管理办法（财预〔2020〕10号）第二十条的等级划分。

    What: 90 and more is 优, 80 and more 良, 60 and more 中, less 差; where the document states other bounds, those.
    Why: Budgets are decided by the grade.
    Wrong: Total 85, grade 优.
    Right: Total 85, grade 良.
    Source: 财预〔2020〕10号, article 20, on grades.
    """

    code, name, severity = "P904", "grade-of-score", "error"
    summary, summary_en = "评价等级与总得分不符", "grade does not match the total score"

    def check(self, document: Document) -> Iterator[Finding]:
        """Compares grade and score of each report; a total that is itself wrong says nothing of the grade."""
        scheme = read_scheme(document.layout.blocks)
        wrong = {check.at.anchor for check in document.checks if check.outcome is Outcome.FAILS}
        for evaluation, reading in zip(document.evaluations, document.readings, strict=True):
            if reading.grade is None or reading.total is None or scheme is None:
                continue
            score, grade = reading.total, reading.grade
            true = grade_of(score.figure.value, scheme)
            passed = "合格" if score.figure.value >= scheme["中"] else "不合格"
            if not 0 <= score.figure.value <= 100 or grade.grade in (true, passed) or score.anchor in wrong:
                continue
            yield self.finding(
                grade.anchor, f"“{evaluation.project}”总得分{score.figure.text}分，等级应为“{true}”，写为“{grade.grade}”",
                f"“{evaluation.project}”: a total of {score.figure.text}分 is “{true}”, not “{grade.grade}”",
                expected=true, actual=grade.grade,
                related=[Related(f"总得分{score.figure.text}分", score.anchor, english=f"total {score.figure.text}分")],
            )  # fmt: skip


class ExecutionRate(CheckRule):
    """执行率或其得分算错。

    是什么：执行率 = 全年执行数 / 全年预算数；执行得分 = 分值（一般10分）× 执行率。按档计分的地区，得分只在全部执行完毕、
    或得分显然不是档次分时核对。
    为什么：执行率是绩效得分的一部分。
    错误示例：预算200万元、执行198万元，执行率写90%。
    正确示例：预算200万元、执行198万元，执行率99%，得分9.9分。
    依据：项目支出绩效自评表填报说明。

    What: Rate of execution = spent ÷ budget of the year; its score = its points (mostly 10) × the rate. Where scores
    go by steps, they are checked only if all was spent or the score can be no step.
    Why: The rate of execution is a part of the score.
    Wrong: Budget 200万元, spent 198万元, rate 90%.
    Right: Budget 200万元, spent 198万元, rate 99%, score 9.9.
    Source: How the self-evaluation form of a project is to be filled in.
    """

    code, name, severity = "P905", "execution-rate", "error"
    summary, summary_en = "执行率或其得分算错", "execution rate or its score is wrong"
    relations = ("execution-rate", "execution-score")
    message = Text(
        "{at}写为{actual}{should}{proof}",
        "{at} is {actual}{should}{proof}",
    )
    open_message = Text(
        "{at}写为{actual}，按其他数推算为{computed}{proof}",
        "{at} is {actual}, the other numbers give {computed}{proof}",
    )


class Balance(CheckRule):
    """结余或资金合计算错。

    是什么：资金结余 = 全年预算数 − 全年执行数；年度资金总额 = 财政拨款 + 上年结转资金 + 其他资金（各来源列全时）。
    为什么：结余资金要收回或结转，写错会误导安排。
    错误示例：预算200万元、执行198万元，结余写0。
    正确示例：预算200万元、执行198万元，结余2万元。
    依据：项目支出绩效自评表填报说明。

    What: Balance = budget of the year − spent; all money = fiscal money + carried over + other, where all sources are
    listed.
    Why: What is left is taken back or carried over: a wrong number misleads.
    Wrong: Budget 200万元, spent 198万元, balance 0.
    Right: Budget 200万元, spent 198万元, balance 2万元.
    Source: How the self-evaluation form of a project is to be filled in.
    """

    code, name, severity = "P906", "balance", "error"
    summary, summary_en = "结余或资金合计算错", "balance or the sum of the money is wrong"
    relations = ("balance", "sources")
    message = Text(
        "{at}写为{actual}{should}{proof}",
        "{at} is {actual}{should}{proof}",
    )
    open_message = Text(
        "{at}写为{actual}，按其他数推算为{computed}{proof}{candidates}",
        "{at} is {actual}, the other numbers give {computed}{proof}{candidates}",
    )


class Overspent(CheckRule):
    """执行数大于预算数。

    是什么：全年执行数不应大于全年预算数。
    为什么：无预算不得支出。
    错误示例：全年预算0元，全年执行58000元。
    正确示例：全年预算60000元，全年执行58000元。
    依据：预算法第十三条：未列入预算的不得支出。

    What: What was spent in the year is not more than the year's budget.
    Why: Nothing may be spent without a budget.
    Wrong: Budget 0元, spent 58000元.
    Right: Budget 60000元, spent 58000元.
    Source: Budget Law, article 13: what is not in the budget may not be spent.
    """

    code, name, severity = "P912", "overspent", "warning"
    summary, summary_en = "执行数大于预算数", "spent more than the budget"
    relations = ("overspent",)
    message = Text(
        "{at}{actual}，大于{others}",
        "{at} is {actual}, more than {others}",
    )


class RestatedInText(CheckRule):
    """自评文字与自评表不一致。

    是什么：文字里的年初预算、全年预算、执行数、执行率、申请金额、执行得分、满意度，与本报告的两张表核对；成本指标的指标值
    与预算核对单位。
    为什么：常见错误是万元与元混淆，或沿用上一年的文字。
    错误示例：表中预算26,000元，文字写“申请维修费用26000万”。
    正确示例：表中预算26,000元，文字写“申请维修费用2.6万元”。
    依据：项目支出绩效自评报告应与自评表一致。

    What: Initial and yearly budget, amount spent, rate, amount applied for, score of execution and satisfaction in
    the text against the two tables of the same report; targets of cost against the budget by their unit.
    Why: Mostly 元 and 万元 are mixed up, or last year's text was kept.
    Wrong: The table has a budget of 26,000元, the text 申请维修费用26000万.
    Right: The table has a budget of 26,000元, the text 申请维修费用2.6万元.
    Source: A self-evaluation report must agree with its form.
    """

    code, name, severity = "P907", "restated-in-text", "error"
    summary, summary_en = "自评文字与自评表不一致", "the text does not restate the report's own tables"
    relations = ("own-tables",)
    message = Text(
        "{at}写为{actual}，{other}为{printed}{hint}",
        "{at} is {actual} in the text, {printed} in {other}{hint}",
    )

    def check(self, document: Document) -> Iterator[Finding]:
        """A wrong number that the text repeats is reported once; what was applied for only where nothing else tells it."""
        told: set[tuple[str, ...]] = set()
        applied = [cause for cause in document.causes if cause.lead.at.label == "目标申报"]
        for cause in (*(cause for cause in document.causes if cause not in applied), *applied):
            check = cause.by(self.relations)
            key = (check.table_name, *(operand.printed for operand in check.operands)) if check else ()
            if check is not None and key not in told:
                told.add(key)
                yield self.finding_of(cause, check, document)
        for evaluation in document.evaluations:
            yield from self._targets(evaluation)

    def words(self, check: Check, document: Document) -> dict[str, Text]:
        """With the hint that the unit is wrong, where the two amounts differ by a power of ten."""
        stated, cell = (operand.value.middle for operand in check.operands[:2])
        money = check.at.figure is not None and check.at.figure.unit.is_money
        unit = money and _tenfold(stated, cell)
        hint = Text("（疑为单位错误）", " (the unit may be wrong)") if unit else plain("")
        printed = plain(check.operands[1].printed)
        return super().words(check, document) | {
            "hint": hint,
            "printed": printed,
            "other": name_of(check.operands[1], check),
        }

    def _targets(self, evaluation: Evaluation) -> Iterator[Finding]:
        """Targets of cost that are the budget in the wrong unit: 340000万元 for 340,000元."""
        table, budget = evaluation.indicators, _budget(evaluation)
        if table is None or budget is None or budget.figure is None or not budget.table.unit_printed:
            return
        for row in table.rows:
            target = _target(row, table)
            if target is None or not target.figure.unit.is_money:
                continue
            if not _tenfold(target.figure.amount, budget.figure.amount):
                continue
            printed = f"{budget.figure.text}{budget.table.unit.label}"
            yield self.finding(
                target.cell.anchor(),
                f"“{evaluation.project}”指标“{row.label}”为{target.figure.text}，预算为{printed}（疑为单位错误）",
                f"“{evaluation.project}”: the target of “{row.label}” is {target.figure.text}, the budget {printed}"
                " (the unit may be wrong)",
                expected=printed, actual=target.figure.text,
                related=[Related(f"{budget.table.title}“{budget.column}” {printed}", budget.anchor(), budget.table.title)],
            )  # fmt: skip


def _tenfold(one: Fraction, other: Fraction) -> bool:
    """Whether an amount is another times a power of ten."""
    return bool(one) and bool(other) and (one / other in _POWERS or other / one in _POWERS)


def _budget(evaluation: Evaluation) -> Fact | None:
    """The project's budget as first set."""
    table = evaluation.money
    for column in ("预算编制", "年初预算数"):
        fact = table.fact("合计", column) if table else None
        if fact is not None and fact.figure is not None:
            return fact
    return None


@dataclass(frozen=True, slots=True)
class _Target:
    """An indicator's target or result: its comparison (≥, =, ≤), its number, what it counts, its cell."""

    mark: str
    figure: Figure
    counted: str
    cell: Cell


_MARKS = {"≥": "≥", ">": "≥", "﹥": "≥", "=": "=", "≡": "=", "≤": "≤", "<": "≤", "﹤": "≤"}
_MEASURED = re.compile(r"([≥≤=≡><﹥﹤]{0,2})(\d[\d,]*(?:\.\d+)?)(万元|元|万|%)?([^\d]{0,6})")


def _column(row: Row, table: Table, column: str) -> Cell | None:
    return row.cells[table.columns.index(column)] if column in table.columns else None


def _measured(cell: Cell | None, mark: str = "", measure: str = "") -> _Target | None:
    """A cell that is a single number with its comparison and measure, these from their own columns where there are."""
    found = _MEASURED.fullmatch(cell.text) if cell is not None else None
    if cell is None or found is None:
        return None
    unit, counted = found.group(3) or "", found.group(4)
    if not unit and not counted:
        unit, counted = (measure, "") if measure in ("万元", "元", "万", "%") else ("", measure)
    if counted.startswith("百分比"):
        unit, counted = "%", ""
    printed = found.group(1) or mark
    return _Target(_MARKS.get(printed[:1], printed), figure_of(found.group(2), unit), counted, cell)


def _target(row: Row, table: Table) -> _Target | None:
    """The target as last set; None where it is no single number."""
    own = [cell.text if (cell := _column(row, table, column)) else "" for column in ("指标性质", "度量单位")]
    for column in ("调整后指标", "年度指标值"):
        cell = _column(row, table, column)
        if cell is not None and cell.text:
            return _measured(cell, *own)
    return None


def _misses(actual: _Target, target: _Target) -> bool:
    """Whether a result plainly misses its target: numbers of one measure, on the wrong side of it.

    A result may come in another unit (0.96 for 96%, 0.5 for 5000元) or count something else: then it says nothing.
    """
    one, other = actual.figure, target.figure
    if actual.counted and target.counted and actual.counted != target.counted:
        return False
    if one.unit is not other.unit and one.unit is not Unit.NONE:
        return one.unit.is_money and other.unit.is_money and _beyond(one.amount, other.amount, target.mark)
    if other.unit.is_money and one.unit is Unit.NONE:
        if target.mark == "≤" or _tenfold(Fraction(one.value), Fraction(other.value)):
            return False
    elif 0 < one.value <= 1 < other.value and one.places:
        return False
    return _beyond(Fraction(one.value), Fraction(other.value), target.mark)


def _beyond(actual: Fraction, target: Fraction, mark: str) -> bool:
    return actual > target if mark == "≤" else mark in ("≥", "=") and actual < target


class FullScoreMissed(Rule):
    """未达到指标值却得满分。

    是什么：实际完成值没有达到指标值，得分却等于权重；只比较同一计量单位的数字，成本低于预算不算未达到。
    为什么：得分应反映完成情况。
    错误示例：指标值≡373.8万元，实际198，权重10，得分10。
    正确示例：指标值≥95%，实际96，权重10，得分10。
    依据：项目支出绩效自评表的评分规则：未完成指标按完成程度计分。

    What: What was achieved is below the target, and the score is the whole weight; only numbers of one unit are
    compared, and a cost below its budget is no miss.
    Why: A score should tell what was achieved.
    Wrong: Target ≡373.8万元, achieved 198, weight 10, score 10.
    Right: Target ≥95%, achieved 96, weight 10, score 10.
    Source: How the self-evaluation form is scored: what is not achieved is scored in proportion.
    """

    code, name, severity = "P910", "full-score-missed", "warning"
    summary, summary_en = "未达到指标值却得满分", "full score although the target was missed"

    def check(self, document: Document) -> Iterator[Finding]:
        """Compares result and target of each indicator with full marks."""
        for evaluation in document.evaluations:
            table = evaluation.indicators
            for row in table.rows if table else ():
                if table is None or row.level is Level.TOTAL or not self._full_marks(row, table):
                    continue
                target = _target(row, table)
                actual = _measured(_column(row, table, "实际完成值"))
                if (
                    target is None
                    or actual is None
                    or not _misses(actual, target)
                    or self._saved(evaluation, row, target)
                ):
                    continue
                yield self.finding(
                    (row.name_cell or target.cell).anchor(),
                    f"指标“{row.label}”的指标值“{target.cell.text}”，实际完成值“{actual.cell.text}”，未达到却得满分",
                    f"“{row.label}”: target “{target.cell.text}”, result “{actual.cell.text}”: missed, yet full score",
                    expected=target.figure.text, actual=actual.figure.text,
                    related=[Related(
                            f"实际完成值 {actual.cell.text}", actual.cell.anchor(), table.title, f"result {actual.cell.text}"
                        )],
                )  # fmt: skip

    @staticmethod
    def _full_marks(row: Row, table: Table) -> bool:
        texts = [cell.text for column in ("权重", "得分") if (cell := _column(row, table, column))]
        points = [figure_of(text.removesuffix("分"), "") for text in texts if re.fullmatch(r"\d+(?:\.\d+)?分?", text)]
        return len(points) == 2 and points[0].value == points[1].value != 0

    @staticmethod
    def _saved(evaluation: Evaluation, row: Row, target: _Target) -> bool:
        """Whether a cost stayed below a target that is the project's budget, or one that no table tells."""
        if target.mark != "=" or not (target.figure.unit.is_money or "成本" in row.enumerator + row.label):
            return False
        table = evaluation.money
        columns = ("预算编制", "年初预算数", "全年预算数")
        facts = [fact for column in columns if table and (fact := table.fact("合计", column)) and fact.figure]
        amount = target.figure.amount if target.figure.unit.is_money else None
        return not facts or amount is None or any(fact.interval.contains(amount) for fact in facts)


RULES: tuple[type[Rule], ...] = (
    WeightsSum, IndicatorScore, TotalScore, GradeOfScore, ExecutionRate, Balance, RestatedInText, FullScoreMissed, Overspent,
)  # fmt: skip
