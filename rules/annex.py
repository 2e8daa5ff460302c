"""P9: the annexed self-evaluation reports (项目支出绩效自评), their tables, their text, and part three."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from fractions import Fraction

from dislint.claims.evaluations import Grade, Statement, figure_of, read_evaluation
from dislint.document import Document
from dislint.findings import Finding, Related
from dislint.layout.model import Anchor, Cell, Passage
from dislint.numbers import Figure, Interval, Unit, parse_figure, show, total
from dislint.rule import Rule
from dislint.structure.model import Evaluation, Fact, Row, Table

_GRADES = (("优", 90), ("良", 80), ("中", 60), ("差", 0))
_POWERS = (10, 100, 1000, 10_000)


def _fact(table: Table | None, column: str) -> Fact | None:
    """A cell of the money table's 合计 row that prints a number."""
    fact = table.fact("合计", column) if table else None
    return fact if fact is not None and fact.figure is not None else None


def _number(row: Row, table: Table, column: str) -> Figure | None:
    cell = row.cells[table.columns.index(column)] if column in table.columns else None
    return parse_figure(cell.text) if cell is not None else None


def _plain(value: Fraction | None) -> str:
    if value is None:
        return ""
    return show(value, Unit.NONE).rstrip("0").rstrip(".") if value.denominator != 1 else str(value.numerator)


def _related(fact: Fact) -> Related:
    printed = fact.figure.text if fact.figure else "空"
    return Related(f"{fact.table.title}“{fact.column}” {printed}", fact.anchor(), fact.table.title)


class _EvaluationRule(Rule):
    """A rule that looks at one report after another."""

    def check(self, document: Document) -> Iterator[Finding]:
        """The findings in all annexed reports."""
        for evaluation in document.evaluations:
            statements, grade = read_evaluation(document.layout.blocks, evaluation)
            yield from self.look(evaluation, statements, grade)

    def look(self, evaluation: Evaluation, statements: tuple[Statement, ...], grade: Grade | None) -> Iterator[Finding]:
        """The findings in one report."""
        raise NotImplementedError


def _scores(evaluation: Evaluation) -> list[tuple[Row, Figure, Figure]]:
    """Weight and score of each indicator row; rows that a page break cut apart have none."""
    table = evaluation.indicators
    if table is None:
        return []
    found = []
    for row in table.rows:
        weight, score = _number(row, table, "权重"), _number(row, table, "得分")
        if weight is not None and score is not None:
            found.append((row, weight, score))
    return found


def _stated(statements: tuple[Statement, ...], what: str) -> Statement | None:
    return next((statement for statement in statements if statement.what == what), None)


class WeightsSum(_EvaluationRule):
    """The weights of a report's indicators must add up to 90 or 100.

    是什么：指标表“权重”一列之和应为90分（预算执行另占10分）或100分。
    为什么：权重不满分时，得分和等级都不可比。
    错误示例：权重 20、10、10、10、20、10，合计80。
    正确示例：权重 20、10、10、10、20、10、10，合计90。
    依据：项目支出绩效评价管理办法（财预〔2020〕10号）对指标权重的要求。
    """

    code, name, severity = "P901", "weights-sum", "error"
    summary, summary_en = "指标权重之和不是90或100", "weights of the indicators do not add up to 90 or 100"

    def look(self, evaluation: Evaluation, statements: tuple[Statement, ...], grade: Grade | None) -> Iterator[Finding]:
        """Adds the weights."""
        rows = _scores(evaluation)
        added = sum((weight.amount for _, weight, _ in rows), Fraction(0))
        if len(rows) < 3 or added in (90, 100) or evaluation.indicators is None:
            return
        yield self.finding(
            evaluation.indicators.anchor,
            f"“{evaluation.project}”指标权重之和为{_plain(added)}，应为90或100",
            f"weights of {evaluation.project} add up to {_plain(added)}, not 90 or 100",
            table=evaluation.indicators.title, expected="90", actual=_plain(added),
        )  # fmt: skip


class IndicatorScore(_EvaluationRule):
    """The indicator score in the text must be the sum of the table's scores, and no score above its weight.

    是什么：文字中的“指标完成情况得分”应等于指标表“得分”一列之和；每项得分不超过权重。
    为什么：得分决定评价等级。
    错误示例：各项得分合计20分，文字写“指标完成情况得分30分”。
    正确示例：各项得分合计85分，文字写“指标完成情况得分85分”。
    依据：项目支出绩效评价管理办法（财预〔2020〕10号）。
    """

    code, name, severity = "P902", "indicator-score", "error"
    summary, summary_en = "指标得分与指标表不一致", "indicator score differs from the table"

    def look(self, evaluation: Evaluation, statements: tuple[Statement, ...], grade: Grade | None) -> Iterator[Finding]:
        """Adds the scores."""
        rows, stated = _scores(evaluation), _stated(statements, "指标得分")
        for row, weight, score in rows:
            if score.amount > weight.amount and row.name_cell is not None:
                yield self.finding(
                    row.name_cell.anchor(), f"指标“{row.label}”得分{score.text}，超过权重{weight.text}",
                    f"score {score.text} of {row.label} is above its weight {weight.text}",
                    expected=weight.text, actual=score.text,
                )  # fmt: skip
        weights = sum((weight.amount for _, weight, _ in rows), Fraction(0))
        added = sum((score.amount for _, _, score in rows), Fraction(0))
        if stated is None or weights not in (90, 100) or stated.figure.amount == added or evaluation.indicators is None:
            return
        related = Related(f"指标表得分合计 {_plain(added)}", evaluation.indicators.anchor, evaluation.indicators.title)
        yield self.finding(
            stated.anchor,
            f"“{evaluation.project}”指标完成情况得分{stated.figure.text}分，指标表得分合计{_plain(added)}分",
            f"indicator score {stated.figure.text}, but the table's scores add up to {_plain(added)}",
            expected=_plain(added), actual=stated.figure.text, related=[related],
        )  # fmt: skip


class TotalScore(_EvaluationRule):
    """The total score must be the execution score plus the indicator score.

    是什么：总得分 = 预算执行得分 + 指标完成得分。
    为什么：总得分决定评价等级。
    错误示例：执行10分、指标85分，总得分写100分。
    正确示例：执行10分、指标85分，总得分95分。
    依据：项目支出绩效评价管理办法（财预〔2020〕10号）。
    """

    code, name, severity = "P903", "total-score", "error"
    summary, summary_en = "总得分不等于执行得分加指标得分", "total score is not the sum of its parts"

    def look(self, evaluation: Evaluation, statements: tuple[Statement, ...], grade: Grade | None) -> Iterator[Finding]:
        """Adds the two scores."""
        parts = [_stated(statements, what) for what in ("执行得分", "指标得分")]
        totals = [statement for statement in statements if statement.what == "总得分"]
        if not totals or parts[0] is None or parts[1] is None:
            return
        total, added = totals[0], parts[0].figure.amount + parts[1].figure.amount
        if added not in [statement.figure.amount for statement in totals]:
            yield self.finding(
                total.anchor,
                f"“{evaluation.project}”总得分{total.figure.text}分，"
                f"而{parts[0].figure.text}+{parts[1].figure.text}={_plain(added)}",
                f"total {total.figure.text}, but {parts[0].figure.text}+{parts[1].figure.text}={_plain(added)}",
                expected=_plain(added), actual=total.figure.text,
            )  # fmt: skip


class GradeOfScore(_EvaluationRule):
    """The grade must be the one of the total score.

    是什么：90分及以上为优，80分及以上为良，60分及以上为中，60分以下为差。
    为什么：等级是预算安排的依据。
    错误示例：总得分85分，属于“优”。
    正确示例：总得分85分，属于“良”。
    依据：项目支出绩效评价管理办法（财预〔2020〕10号）第二十条的等级划分。
    """

    code, name, severity = "P904", "grade-of-score", "error"
    summary, summary_en = "评价等级与总得分不符", "grade does not match the total score"

    def look(self, evaluation: Evaluation, statements: tuple[Statement, ...], grade: Grade | None) -> Iterator[Finding]:
        """Compares the grade with the score."""
        total = _stated(statements, "总得分")
        if total is None or grade is None or not 0 <= total.figure.amount <= 100:
            return
        true = next(name for name, least in _GRADES if total.figure.amount >= least)
        passed = "合格" if total.figure.amount >= 60 else "不合格"
        if grade.grade not in (true, passed):
            yield self.finding(
                grade.anchor, f"“{evaluation.project}”总得分{total.figure.text}分，等级应为“{true}”，写为“{grade.grade}”",
                f"a score of {total.figure.text} is {true}, not {grade.grade}", expected=true, actual=grade.grade,
            )  # fmt: skip


def _overspent(evaluation: Evaluation) -> bool:
    budget, spent = _fact(evaluation.money, "全年预算数"), _fact(evaluation.money, "全年执行数")
    return bool(budget and spent and budget.figure and spent.figure and spent.figure.amount > budget.figure.amount)


class ExecutionRate(_EvaluationRule):
    """The execution rate must be spent over budget, and its score a tenth of it.

    是什么：执行率 = 全年执行数 / 全年预算数；执行得分 = 执行率 × 10%。
    为什么：执行率是绩效得分的一部分。
    错误示例：预算200万元、执行198万元，执行率写90%。
    正确示例：预算200万元、执行198万元，执行率99%，得分9.9分。
    依据：项目支出绩效自评表填报说明。
    """

    code, name, severity = "P905", "execution-rate", "error"
    summary, summary_en = "执行率或其得分算错", "execution rate or its score is wrong"

    def look(self, evaluation: Evaluation, statements: tuple[Statement, ...], grade: Grade | None) -> Iterator[Finding]:
        """Divides."""
        budget, spent = _fact(evaluation.money, "全年预算数"), _fact(evaluation.money, "全年执行数")
        rate, score = _fact(evaluation.money, "执行率"), _fact(evaluation.money, "得分")
        if not (budget and spent and rate and budget.figure and spent.figure and rate.figure):
            return
        if not budget.figure.value or _overspent(evaluation) or 0 < rate.figure.value <= 1:
            return  # A rate of 1 or less is likely a ratio: 0.99 for 99%.
        stated = Figure(rate.figure.text, rate.figure.value, rate.figure.places, Unit.PERCENT)
        computed = spent.figure.amount / budget.figure.amount
        if not stated.interval.contains(computed):
            shown = show(computed, Unit.PERCENT)
            yield self.finding(
                rate.anchor(),
                f"“{evaluation.project}”执行率{rate.figure.text}%，{spent.figure.text}/{budget.figure.text}={shown}",
                f"execution rate {rate.figure.text}%, but {spent.figure.text}/{budget.figure.text}={shown}",
                expected=shown, actual=rate.figure.text, related=[_related(spent), _related(budget)],
            )  # fmt: skip
        if score is not None and score.figure is not None and score.figure.value <= 10:
            half = Fraction(1, 2 * 10**score.figure.places)
            mark = Interval(Fraction(score.figure.value) - half, Fraction(score.figure.value) + half)
            if not mark.contains(computed * 10):
                yield self.finding(
                    score.anchor(), f"“{evaluation.project}”执行得分{score.figure.text}，按执行率应为{_plain(computed * 10)}",
                    f"execution score {score.figure.text}, by its rate {_plain(computed * 10)}",
                    actual=score.figure.text, expected=_plain(computed * 10),
                )  # fmt: skip


class Balance(_EvaluationRule):
    """The balance must be budget minus spent.

    是什么：资金结余 = 全年预算数 − 全年执行数。
    为什么：结余资金要收回或结转，写错会误导安排。
    错误示例：预算200万元、执行198万元，结余写0。
    正确示例：预算200万元、执行198万元，结余2万元。
    依据：项目支出绩效自评表填报说明。
    """

    code, name, severity = "P906", "balance", "error"
    summary, summary_en = "结余不等于预算减执行", "balance is not budget minus spent"

    def look(self, evaluation: Evaluation, statements: tuple[Statement, ...], grade: Grade | None) -> Iterator[Finding]:
        """Subtracts."""
        budget, spent = _fact(evaluation.money, "全年预算数"), _fact(evaluation.money, "全年执行数")
        left = _fact(evaluation.money, "资金结余")
        if not (budget and spent and left and budget.figure and spent.figure and left.figure):
            return
        if not (budget.interval - spent.interval).meets(left.interval):
            expected = show(budget.figure.amount - spent.figure.amount, left.table.unit)
            yield self.finding(
                left.anchor(), f"“{evaluation.project}”结余{left.figure.text}，预算减执行为{expected}",
                f"balance {left.figure.text}, but budget minus spent is {expected}",
                expected=expected, actual=left.figure.text, related=[_related(budget), _related(spent)],
            )  # fmt: skip


class Overspent(_EvaluationRule):
    """No more may be spent than the budget.

    是什么：全年执行数不应大于全年预算数。
    为什么：无预算不得支出。
    错误示例：全年预算0元，全年执行58000元。
    正确示例：全年预算60000元，全年执行58000元。
    依据：预算法第十三条：未列入预算的不得支出。
    """

    code, name, severity = "P912", "overspent", "warning"
    summary, summary_en = "执行数大于预算数", "spent more than the budget"

    def look(self, evaluation: Evaluation, statements: tuple[Statement, ...], grade: Grade | None) -> Iterator[Finding]:
        """Compares."""
        budget, spent = _fact(evaluation.money, "全年预算数"), _fact(evaluation.money, "全年执行数")
        if not _overspent(evaluation) or not (budget and spent and budget.figure and spent.figure):
            return
        yield self.finding(
            spent.anchor(), f"“{evaluation.project}”全年执行数{spent.figure.text}，大于全年预算数{budget.figure.text}",
            f"spent {spent.figure.text}, more than the budget {budget.figure.text}",
            expected=budget.figure.text, actual=spent.figure.text, related=[_related(budget)],
        )  # fmt: skip


class RestatedInText(_EvaluationRule):
    """Amounts and rates of the text must be those of the report's own tables.

    是什么：文字里的年初预算、全年预算、执行数、执行率、申请金额、满意度，与本报告的两张表核对。
    为什么：常见错误是万元与元混淆，或沿用上一年的文字。
    错误示例：表中预算26,000元，文字写“申请维修费用26000万”。
    正确示例：表中预算26,000元，文字写“申请维修费用2.6万元”。
    依据：项目支出绩效自评报告应与自评表一致。
    """

    code, name, severity = "P907", "restated-in-text", "error"
    summary, summary_en = "自评文字与自评表不一致", "the text does not restate the report's own tables"

    def look(self, evaluation: Evaluation, statements: tuple[Statement, ...], grade: Grade | None) -> Iterator[Finding]:
        """Compares each statement with its cell; a wrong number that is repeated is reported once."""
        seen: set[tuple[str, str]] = set()
        # What was applied for comes last: where the budget itself is stated with the same wrong number, that is told.
        for statement in sorted(statements, key=lambda statement: statement.what == "目标申报"):
            finding = self._satisfaction(evaluation, statement)
            if statement.what in ("目标申报", "预算编制", "全年预算数", "全年执行数"):
                finding = self._amount(evaluation, statement)
            elif statement.what == "执行率":
                finding = self._rate(evaluation, statement)
            if finding is not None and (finding.actual, finding.expected) not in seen:
                seen.add((finding.actual, finding.expected))
                yield finding
        yield from self._targets(evaluation)

    def _report(self, evaluation: Evaluation, statement: Statement, fact: Fact, hint: str = "") -> Finding:
        printed = fact.figure.text if fact.figure else "空"
        if fact.column not in ("执行率", "实际完成值"):
            printed += fact.table.unit.label
        return self.finding(
            statement.anchor,
            f"“{evaluation.project}”{statement.what}写为{statement.figure.text}，{fact.table.title}表“{fact.column}”为{printed}{hint}",
            f"{statement.what} {statement.figure.text} in the text, {printed} in the table",
            expected=printed, actual=statement.figure.text, related=[_related(fact)],
        )  # fmt: skip

    def _amount(self, evaluation: Evaluation, statement: Statement) -> Finding | None:
        columns = ("目标申报", "预算编制") if statement.what in ("目标申报", "预算编制") else (statement.what,)
        facts = [fact for column in columns if (fact := _fact(evaluation.money, column)) is not None]
        units = [statement.figure.unit] if statement.figure.unit.is_money else [Unit.YUAN, Unit.WAN]
        readings = [statement.figure.with_unit(unit) for unit in units]
        if not facts or any(r.interval.meets(fact.interval) for r in readings for fact in facts):
            return None
        if not statement.figure.unit.is_money:
            return None
        hint = "（疑为单位错误）" if any(_tenfold(statement.figure.amount, fact) for fact in facts) else ""
        return self._report(evaluation, statement, facts[-1], hint)

    def _rate(self, evaluation: Evaluation, statement: Statement) -> Finding | None:
        fact = _fact(evaluation.money, "执行率")
        if fact is None or fact.figure is None:
            return None
        # Two prints of one rate agree where the longer one rounds to the shorter.
        places = min(statement.figure.places, fact.figure.places)
        stated, printed = (round(figure.value, places) for figure in (statement.figure, fact.figure))
        return None if stated == printed else self._report(evaluation, statement, fact)

    def _satisfaction(self, evaluation: Evaluation, statement: Statement) -> Finding | None:
        table = evaluation.indicators
        if statement.what != "满意度" or table is None:
            return None
        facts = [
            fact
            for row in table.rows
            if "满意" in row.label or "满意" in row.enumerator
            if (fact := table.fact_at(row, "实际完成值")) is not None and fact.figure is not None
        ]
        results = [fact.figure.value for fact in facts if fact.figure is not None]
        stated = statement.figure.value
        if not facts or stated in results or (statement.at_least and stated <= max(results)):
            return None
        return self._report(evaluation, statement, facts[0])

    def _targets(self, evaluation: Evaluation) -> Iterator[Finding]:
        """Targets of cost that are the budget in the wrong unit: 340000万元 for 340,000元."""
        table, budget = evaluation.indicators, _fact(evaluation.money, "预算编制")
        if table is None or budget is None:
            return
        for row in table.rows:
            target = _target(row, table)
            if target is None or not target[1].unit.is_money or not _tenfold(target[1].amount, budget):
                continue
            printed = f"{budget.figure.text}{budget.table.unit.label}" if budget.figure else ""
            yield self.finding(
                target[2].anchor(), f"“{evaluation.project}”指标“{row.label}”为{target[1].text}，预算为{printed}（疑为单位错误）",
                f"target {target[1].text} of {row.label}, but the budget is {printed}",
                expected=printed, actual=target[1].text, related=[_related(budget)],
            )  # fmt: skip


def _tenfold(amount: Fraction, fact: Fact) -> bool:
    """Whether an amount is a cell's times a power of ten."""
    if fact.figure is None or not amount or not fact.figure.amount:
        return False
    ratio = amount / fact.figure.amount
    return ratio in _POWERS or 1 / ratio in _POWERS


_TARGET = re.compile(r"([≥≤=≡><＞＜﹥﹤]?)(\d[\d,]*(?:\.\d+)?)(万元|元|万|%)?([^\d]{0,6})")


def _target(row: Row, table: Table) -> tuple[str, Figure, Cell] | None:
    """An indicator's target: its comparison, its number, its cell; None where it is no single number."""
    for column in ("调整后指标", "年初指标"):
        cell = row.cells[table.columns.index(column)] if column in table.columns else None
        if cell is not None and cell.text:
            found = _TARGET.fullmatch(cell.text)
            return (found.group(1), figure_of(found.group(2), found.group(3) or ""), cell) if found else None
    return None


def _reaches(actual: Figure, target: Figure) -> bool:
    """Whether a result reaches its target; one in another unit (0.96 for 96%, 0.5 for 5000元) is taken to do so."""
    if not actual.value or not target.value:
        return actual.value >= target.value
    ratio = Fraction(target.value) / Fraction(actual.value)
    share = target.unit is Unit.PERCENT and actual.value <= 1
    return ratio <= 1 or share or (target.unit.is_money and ratio in _POWERS)


class FullScoreMissed(_EvaluationRule):
    """An indicator that missed its target cannot have full marks.

    是什么：实际完成值没有达到指标值，得分却等于权重。
    为什么：得分应反映完成情况。
    错误示例：指标值≡373.8万元，实际198，权重10，得分10。
    正确示例：指标值≥95%，实际96，权重10，得分10。
    依据：项目支出绩效自评表的评分规则：未完成指标按完成程度计分。
    """

    code, name, severity = "P910", "full-score-missed", "warning"
    summary, summary_en = "未达到指标值却得满分", "full score although the target was missed"

    def look(self, evaluation: Evaluation, statements: tuple[Statement, ...], grade: Grade | None) -> Iterator[Finding]:
        """Compares result and target of each indicator with full marks."""
        table = evaluation.indicators
        if table is None:
            return
        for row, weight, score in _scores(evaluation):
            target, actual = _target(row, table), _number(row, table, "实际完成值")
            if target is None or actual is None or score.amount != weight.amount or not weight.amount:
                continue
            mark, figure, _ = target
            if mark in ("≤", "<", "＜", "﹤", "") or row.name_cell is None or _reaches(actual, figure):
                continue
            yield self.finding(
                row.name_cell.anchor(),
                f"指标“{row.label}”目标{mark}{figure.text}，实际{actual.text}，未完成却得满分{score.text}",
                f"{row.label}: target {mark}{figure.text}, result {actual.text}, yet full score {score.text}",
                expected=figure.text, actual=actual.text,
            )  # fmt: skip


class GradesCounted(Rule):
    """The grades that part three counts must be those of the annexed reports.

    是什么：“N个项目自评等级为‘优’”等各等级个数，与附件各自评报告的等级逐一核对。
    为什么：正文的汇总是读者最先看到的结论。
    错误示例：正文写0个项目为“差”，附件有4个报告为“差”。
    正确示例：正文各等级个数与附件一致。
    依据：财预〔2016〕143号对公开预算绩效情况的要求。
    """

    code, name, severity = "P908", "grades-counted", "error"
    summary, summary_en = "正文的等级个数与附件不一致", "grades counted in part three differ from the annex"
    _COUNT = re.compile(r"(\d{1,4})个项目自评等级为[“”\"'](优|良|中|差)[“”\"']")

    def check(self, document: Document) -> Iterator[Finding]:
        """One finding for the sentence, which names every grade that differs."""
        graded = [read_evaluation(document.layout.blocks, e)[1] for e in document.evaluations]
        annexed = Counter(grade.grade for grade in graded if grade is not None)
        for _, passage in document.passages("text"):
            found = list(self._COUNT.finditer(passage.compact.text))
            stated = {match.group(2): int(match.group(1)) for match in found}
            comparable = all(grade in dict(_GRADES) for grade in annexed)
            if not stated or not comparable or sum(annexed.values()) != sum(stated.values()):
                continue
            wrong = [grade for grade, count in stated.items() if count != annexed[grade]]
            if not wrong:
                continue
            told = "，".join(f"“{grade}”正文{stated[grade]}个、附件{annexed[grade]}个" for grade in wrong)
            more = [
                grade for grade in wrong if annexed[grade] > stated[grade]
            ]  # The reports that part three passes over.
            related = [Related(f"“{grade.grade}”", grade.anchor) for grade in graded if grade and grade.grade in more]
            yield self.finding(
                self._place(passage, found), f"自评等级个数与附件不一致：{told}",
                f"grades differ from the annex: {told}", related=related[:6],
            )  # fmt: skip

    @staticmethod
    def _place(passage: Passage, found: list[re.Match[str]]) -> Anchor:
        return passage.anchor(found[0].start(), found[-1].end())


class ProjectsCounted(Rule):
    """The number and the money of the evaluated projects in part three must be those of the annexed reports.

    是什么：“涉及二级项目N个，资金M万元”与附件中自评报告的份数、各报告预算或执行数的合计核对。
    为什么：读者据此判断自评是否覆盖全部项目资金。
    错误示例：正文写“涉及二级项目2个，资金90万元”，附件2份报告的预算合计80万元。
    正确示例：正文写“涉及二级项目2个，资金80万元”。
    依据：财预〔2016〕143号对公开预算绩效情况的要求。
    """

    code, name, severity = "P909", "projects-counted", "warning"
    summary, summary_en = (
        "正文的项目个数或金额与附件不一致",
        "projects or their money in part three differ from the annex",
    )
    _COUNT = re.compile(
        r"绩效自评,(?:共)?涉及(?:二级|部门|预算)?项目(\d{1,4})个(?:,(?:涉及)?资金(\d[\d,]{0,15}(?:\.\d+)?)(万元|亿元|元))?"
    )
    _COLUMNS = ("目标申报", "预算编制", "全年预算数", "全年执行数")

    def check(self, document: Document) -> Iterator[Finding]:
        """Fewer reports than projects say nothing: the others may be published elsewhere."""
        annexed = len(document.evaluations)
        for _, passage in document.passages("text"):
            found = self._COUNT.search(passage.compact.text)
            if found is None or not annexed:
                continue
            stated = int(found.group(1))
            if stated < annexed:
                yield self.finding(
                    passage.anchor(found.start(1), found.end(1)), f"正文写自评项目{stated}个，附件有{annexed}份自评报告",
                    f"{stated} projects in the text, {annexed} reports in the annex",
                    expected=str(annexed), actual=str(stated),
                )  # fmt: skip
            elif stated == annexed and found.group(2):
                money = figure_of(found.group(2), found.group(3))
                yield from self._money(document, passage.anchor(found.start(2), found.end(3)), money)

    def _money(self, document: Document, at: Anchor, money: Figure) -> Iterator[Finding]:
        """Compares with the sum of each column; a report without a readable table ends the matter."""
        sums: dict[str, Interval] = {}
        for column in self._COLUMNS:
            facts = [_fact(evaluation.money, column) for evaluation in document.evaluations]
            if all(facts):
                sums[column] = total(fact.interval for fact in facts if fact is not None)
        if "全年预算数" not in sums or any(money.interval.meets(value) for value in sums.values()):
            return
        expected = show(sums["全年预算数"].middle, money.unit)
        told = "、".join(f"{column}合计{show(value.middle, money.unit)}" for column, value in sums.items())
        yield self.finding(
            at, f"正文写自评项目资金{money.text}，附件{len(document.evaluations)}份报告{told}",
            f"{money.text} in the text; the annexed reports add up to {expected}", expected=expected, actual=money.text,
        )  # fmt: skip


RULES: tuple[type[Rule], ...] = (
    WeightsSum, IndicatorScore, TotalScore, GradeOfScore, ExecutionRate, Balance, RestatedInText, GradesCounted,
    ProjectsCounted, FullScoreMissed, Overspent,
)  # fmt: skip
