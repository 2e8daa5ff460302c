"""P9: what part three says of all self-evaluation reports: how many, of which grades, over how much money."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from dislint import (
    Anchor,
    Count,
    Document,
    Evaluation,
    Finding,
    Grade,
    Interval,
    Passage,
    Reading,
    Related,
    Rule,
    grade_of,
    read_counts,
    read_scheme,
    show_number,
    total,
)


def _projects(document: Document) -> list[tuple[Evaluation, Reading]]:
    """The annexed reports on projects, one printed twice only once; a body's whole expenditure is none."""
    found: dict[tuple[str, ...], tuple[Evaluation, Reading]] = {}
    for evaluation, reading in zip(document.evaluations, document.readings, strict=True):
        if not evaluation.whole:
            found.setdefault(_same(evaluation), (evaluation, reading))
    return list(found.values())


def _same(evaluation: Evaluation) -> tuple[str, ...]:
    """What tells a report from others on a project of the same name: its numbers."""
    tables = [table for table in (evaluation.money, evaluation.indicators) if table is not None]
    return (evaluation.project, *(cell.text for table in tables for row in table.rows for cell in row.cells if cell))


def _contested(document: Document) -> set[Anchor]:
    """The numbers that other rules report: what follows from them is not told a second time."""
    return {(cause.operand or cause.lead.at).anchor for cause in document.causes}


def _grades(document: Document) -> tuple[list[Grade], list[Grade]]:
    """The grade of each report as it states it, and as its total score says; of one that lacks either, the other.

    Without grades where a total score is wrong.
    """
    scheme, contested = read_scheme(document.layout.blocks), _contested(document)
    stated: list[Grade] = []
    scored: list[Grade] = []
    for _, reading in _projects(document):
        if reading.total is not None and reading.total.anchor in contested:
            return [], []
        by_score = reading.grade
        if reading.total is not None and scheme is not None:
            by_score = Grade(grade_of(reading.total.figure.value, scheme), reading.total.anchor)
        if by_score is not None:
            stated.append(reading.grade or by_score)
            scored.append(by_score)
    return stated, scored


def _counts(document: Document) -> Iterator[tuple[Passage, tuple[Count, ...]]]:
    for _, passage in document.passages("text"):
        if "绩效" in passage.compact.text or "自评" in passage.compact.text:
            yield passage, read_counts(passage)


class GradesCounted(Rule):
    """正文的等级个数与附件不一致。

    是什么：“N个项目自评等级为‘优’”“优N个”等各等级个数，与附件各自评报告的等级逐一核对；附件没有写等级的，按总分折算。
    为什么：正文的汇总是读者最先看到的结论。
    错误示例：正文写0个项目为“差”，附件有4个报告为“差”。
    正确示例：正文各等级个数与附件一致。
    依据：财预〔2016〕143号对公开预算绩效情况的要求。

    What: How many projects part three says have which grade against the grades of the annexed reports; where one
    states no grade, the one of its score.
    Why: The summary is what is read first.
    Wrong: No project is 差 in part three, four are in the annex.
    Right: The grades of part three are those of the annex.
    Source: 财预〔2016〕143号: how the budget performed is published.
    """

    code, name, severity = "P908", "grades-counted", "error"
    summary, summary_en = "正文的等级个数与附件不一致", "grades counted in part three differ from the annex"

    def check(self, document: Document) -> Iterator[Finding]:
        """One finding for the sentence, which names every grade that differs."""
        if not document.evaluations:
            return
        graded, scored = _grades(document)
        annexed, by_score = (Counter(grade.grade for grade in grades) for grades in (graded, scored))
        for _, counts in _counts(document):
            counted = {count.grade: count for count in counts if count.grade}
            stated = {grade: count.number for grade, count in counted.items()}
            comparable = set(annexed) <= set("优良中差") and sum(annexed.values()) == sum(stated.values())
            wrong = [grade for grade, number in stated.items() if number != annexed[grade]]
            if not comparable or not wrong or all(number == by_score[grade] for grade, number in stated.items()):
                continue
            told = "，".join(f"“{grade}”正文{stated[grade]}个、附件{annexed[grade]}个" for grade in wrong)
            english = ", ".join(f"“{g}” {stated[g]} in the text, {annexed[g]} in the annex" for g in wrong)
            # The reports that part three passes over.
            more = [grade for grade in wrong if annexed[grade] > stated[grade]]
            related = [Related(f"“{grade.grade}”", grade.anchor) for grade in graded if grade.grade in more]
            yield self.finding(
                counted[wrong[0]].anchor, f"自评等级个数与附件不一致：{told}",
                f"grades differ from the annex: {english}", related=related[:6],
            )  # fmt: skip


class ProjectsCounted(Rule):
    """正文的项目个数或金额与附件不一致。

    是什么：“涉及二级项目N个，资金M万元”“对N个项目开展自评，涉及资金M万元”与附件中自评报告的份数、各报告预算或执行数的
    合计核对；附件份数少于正文的，其余报告可能另行公开，不核对。
    为什么：读者据此判断自评是否覆盖全部项目资金。
    错误示例：正文写“涉及二级项目2个，资金90万元”，附件2份报告的预算合计80万元。
    正确示例：正文写“涉及二级项目2个，资金80万元”。
    依据：财预〔2016〕143号对公开预算绩效情况的要求。

    What: Number and money of the evaluated projects in part three against the annexed reports; not checked where
    fewer reports are annexed than are spoken of.
    Why: A reader judges by it whether all money was evaluated.
    Wrong: 涉及二级项目2个，资金90万元; the two reports come to 80万元.
    Right: 涉及二级项目2个，资金80万元.
    Source: 财预〔2016〕143号: how the budget performed is published.
    """

    code, name, severity = "P909", "projects-counted", "warning"
    summary, summary_en = (
        "正文的项目个数或金额与附件不一致",
        "projects or their money in part three differ from the annex",
    )
    _COLUMNS = ("目标申报", "预算编制", "年初预算数", "全年预算数", "全年执行数")

    def check(self, document: Document) -> Iterator[Finding]:
        """Fewer reports than projects say nothing: the others may be published elsewhere. Smaller numbers count some of them."""
        projects = [evaluation for evaluation, _ in _projects(document)]
        if not projects:
            return
        contested = _contested(document)
        told = [count for _, counts in _counts(document) for count in counts if not count.grade]
        most = max(told, key=lambda count: count.number, default=None)
        if most is not None and most.number < len(projects):
            yield self.finding(
                most.anchor, f"正文写自评项目{most.number}个，附件有{len(projects)}份自评报告",
                f"projects evaluated: {most.number} in the text, {len(projects)} in the annex",
                expected=str(len(projects)), actual=str(most.number),
            )  # fmt: skip
        for count in told:
            if count.number == len(projects):
                yield from self._money(projects, count, contested)

    def _money(self, projects: list[Evaluation], count: Count, contested: set[Anchor]) -> Iterator[Finding]:
        """Compares with the sum of each column; a report without a readable table ends the matter."""
        money, at = count.money, count.money_anchor
        if money is None or at is None:
            return
        sums: dict[str, Interval] = {}
        for column in self._COLUMNS:
            facts = [e.money.fact("合计", column) for e in projects if e.money and e.money.unit_printed]
            known = [fact for fact in facts if fact is not None and fact.figure is not None]
            if len(known) == len(projects) and not any(fact.anchor() in contested for fact in known):
                sums[column] = total(fact.interval for fact in known)
        if "全年预算数" not in sums or any(money.interval.meets(value) for value in sums.values()):
            return
        expected = show_number(sums["全年预算数"].middle, money.unit)
        told = "、".join(f"{column}合计{show_number(value.middle, money.unit)}" for column, value in sums.items())
        sums_en = ", ".join(f"{column} {show_number(value.middle, money.unit)}" for column, value in sums.items())
        yield self.finding(
            at, f"正文写自评项目资金{money.text}，附件{len(projects)}份报告{told}",
            f"money of the projects evaluated: {money.text} in the text; in the annex ({len(projects)}): {sums_en}", expected=expected, actual=money.text,
        )  # fmt: skip


RULES: tuple[type[Rule], ...] = (GradesCounted, ProjectsCounted)
