"""The arithmetic of self-evaluation reports (绩效自评): money, weights, scores, and the text that restates them, as checks.

Relations: "execution-rate" (spent / budget), "execution-score" (its points times the rate), "balance" (budget − spent),
"sources" (where the money comes from adds up to all of it), "overspent", "weights-sum", "score-limit" (a score within
its weight), "indicator-score" (the text's, of the table's scores), "total-score", "own-tables" (the text restates the
report's own tables). What a report does not say for certain makes no check.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from dislint.blocks import Cell
from dislint.checks.arithmetic import outcome_of, ratio_outcome
from dislint.checks.kinds import KINDS
from dislint.checks.model import Check, Operand, Outcome, Role, cell
from dislint.claims.annexes import Reading, Statement
from dislint.numbers import Figure, Interval, Unit, parse_figure, total
from dislint.structure.model import Evaluation, Fact, Level, Row, Table

_FULL = 100
_USUAL_POINTS = 10
_FEWEST_INDICATORS = 3
# So many broken relations of one report, and most of all, show that its tables were not read rightly.
_FEW = 3
_REMAINDER = re.compile(r"其他(?:资金)?|其它(?:资金)?|单位资金|非财政拨款(?:资金)?")
_SOURCE = re.compile(r"(?:当年|本年|本年度|当年度)?财政(?:拨款|资金)|上年(?:度)?结[转余].*|财政专户管理资金")
_LEVEL = re.compile(r"(?:中央|省级?|市级?|县级?|区级?|市县区级?|县区级?|县\(区\)级?|本级|地方)财政.{0,6}")


@dataclass(frozen=True, slots=True)
class _Number:
    """A printed number and the operand it makes."""

    figure: Figure
    operand: Operand

    def signed(self, sign: int) -> Operand:
        return replace(self.operand, sign=sign)


def _number(fact: Fact, value: Interval) -> _Number:
    """A cell that prints a number in a way of its own: points, rates, results."""
    assert fact.figure is not None
    printed = fact.figure.text if fact.figure.unit is Unit.PERCENT else fact.cell.text
    operand = Operand(Role.CELL, value, printed, fact.anchor(), figure=fact.figure, fact=fact)
    return _Number(fact.figure, operand)


def check_evaluations(evaluations: Iterable[Evaluation], readings: Iterable[Reading]) -> tuple[Check, ...]:
    """The checks of all reports, in order; each goes with its reading."""
    checks: list[Check] = []
    for evaluation, reading in zip(evaluations, readings, strict=True):
        report = _Report(evaluation, reading.statements, reading.told)
        tables = [*report.money(), *report.scores()]
        broken = sum(check.outcome is Outcome.FAILS for check in tables)
        if broken <= _FEW or 2 * broken <= len(tables):
            checks += tables
            checks += report.text()
    return tuple(checks)


def execution_points(evaluation: Evaluation) -> Decimal | None:
    """The points for execution: as the form prints them, the usual ten where only a score is printed, None without."""
    table = evaluation.money
    if table is None or "得分" not in table.columns:
        return None
    if "分值" in table.columns:
        row = table.row("合计")
        figure = _points(row.cells[table.columns.index("分值")]) if row else None
        return figure.value if figure else None
    return evaluation.points or Decimal(_USUAL_POINTS)


def _points(cell: Cell | None) -> Figure | None:
    """A weight or score: 10, 9.58, 10分."""
    return parse_figure(cell.text.removesuffix("分")) if cell is not None else None


def _spread(figure: Figure) -> Interval:
    """What a score may stand for: one without decimals is exact."""
    return _rounded(figure) if figure.places else Interval.point(figure.value)


def _rounded(figure: Figure) -> Interval:
    """The values that round to what is printed."""
    half = Fraction(1, 2 * 10**figure.places)
    return Interval(Fraction(figure.value) - half, Fraction(figure.value) + half)


def linear(kind: str, operands: Sequence[Operand], subject: str = "") -> Check:
    """The check that the signed operands add up to nothing; the first is the one a finding points at."""
    added = total(_times(operand.value, operand.sign) for operand in operands)
    return Check(KINDS[kind], outcome_of(added.middle == 0, added.contains(0)), tuple(operands), subject=subject)


def _times(value: Interval, sign: int) -> Interval:
    """An interval times a whole number."""
    return value if sign == 1 else -value if sign == -1 else value * Interval.point(sign)


@dataclass(frozen=True, slots=True)
class _Report:
    """One report: its tables, what its text states, what part three tells of it."""

    evaluation: Evaluation
    statements: tuple[Statement, ...]
    told: tuple[Statement, ...]

    def _amount(self, row: str, column: str) -> _Number | None:
        """An amount of the money table."""
        table = self.evaluation.money
        fact = table.fact(row, column) if table else None
        if fact is None or fact.figure is None:
            return None
        # Without a unit it is an amount all the same, rounded as printed.
        value = fact.interval if fact.table.unit_printed else _spread(fact.figure)
        return _Number(fact.figure, replace(cell(fact), value=value))

    def _point(self, table: Table | None, row: Row | None, column: str) -> _Number | None:
        """A weight or score."""
        if table is None or row is None or column not in table.columns:
            return None
        printed = row.cells[table.columns.index(column)]
        figure = _points(printed)
        if figure is None or printed is None:
            return None
        return _number(Fact(table, row, column, printed, figure), _spread(figure))

    def _rate(self) -> _Number | None:
        """The printed execution rate in percent; a ratio (0.99) is none."""
        table = self.evaluation.money
        row = table.row("合计") if table else None
        if table is None or row is None or "执行率" not in table.columns:
            return None
        printed = row.cells[table.columns.index("执行率")]
        figure = parse_figure(printed.text.removesuffix("%")) if printed is not None else None
        if printed is None or figure is None or (0 < figure.value <= 1 and not printed.text.endswith("%")):
            return None
        figure = Figure(f"{figure.text}%", figure.value, figure.places, Unit.PERCENT)
        return _number(Fact(table, row, "执行率", printed, figure), figure.interval)

    def _money_row(self) -> Row | None:
        return self.evaluation.money.row("合计") if self.evaluation.money else None

    def _execution_score(self) -> _Number | None:
        return self._point(self.evaluation.money, self._money_row(), "得分")

    # Money.

    def money(self) -> Iterator[Check]:
        """The checks of the money table."""
        adjusted, spent = self._amount("合计", "全年预算数"), self._amount("合计", "全年执行数")
        budget = adjusted or self._amount("合计", "预算数")
        if budget and spent:
            over = spent.operand.value.lo > budget.operand.value.hi
            if adjusted:
                operands = (spent.signed(1), replace(adjusted.signed(-1), role=Role.LIMIT))
                yield self._check("overspent", outcome_of(not over, False), operands)
            if budget.figure.value and not over:
                yield from self._execution(budget, spent)
            left = self._amount("合计", "资金结余")
            if left:
                yield self._linear("balance", (left.signed(1), budget.signed(-1), spent.signed(1)))
        for column in ("目标申报", "预算编制", "年初预算数", "全年预算数", "预算数", "全年执行数"):
            yield from self._sources(column)

    def _execution(self, budget: _Number, spent: _Number) -> Iterator[Check]:
        rate = self._rate()
        if rate is not None:
            computed = spent.operand.value / budget.operand.value if budget.operand.value.lo > 0 else None
            initial = self._amount("合计", "年初预算数")
            if computed is not None and not self._of_initial(rate, spent, initial, computed):
                operands = (rate.operand, spent.operand, budget.operand)
                outcome = ratio_outcome(rate.figure, computed)
                yield replace(self._check("execution-rate", outcome, operands), computed=computed)
        score, points = self._execution_score(), execution_points(self.evaluation)
        if score is None or points is None:
            return
        yield self._limit(score, points)
        if rate is None or points != int(points):
            return
        # Zeros at its end are left out, and some round to whole points: 10 for 9.998, 9 for 8.62.
        rounded = replace(score.signed(1), value=_rounded(score.figure))
        check = self._linear("execution-score", (rounded, rate.signed(-int(points))))
        if check.outcome is not Outcome.FAILS or self._proportional(score.figure, rate.figure):
            yield check

    @staticmethod
    def _of_initial(rate: _Number, spent: _Number, initial: _Number | None, computed: Interval) -> bool:
        """Whether a rate is not of the adjusted budget but of the initial one, as some regions compute it."""
        if rate.operand.value.meets(computed) or initial is None or initial.operand.value.lo <= 0:
            return False
        return rate.operand.value.meets(spent.operand.value / initial.operand.value)

    def _proportional(self, score: Figure, rate: Figure) -> bool:
        """Whether the score must be the points times the rate: some regions give full marks from 90% on, or by steps.

        It must where all was spent; where the form says so, by its head or by being the one without 分值; and
        where the score is too odd for steps.
        """
        table = self.evaluation.money
        stated = self.evaluation.points is not None or (table is not None and "分值" not in table.columns)
        return stated or rate.value >= _FULL or (score.value * 2) % 1 != 0

    def _limit(self, score: _Number, most: Decimal, weight: _Number | None = None) -> Check:
        limit = (replace(weight.signed(-1), role=Role.LIMIT),) if weight else ()
        holds = score.figure.value <= most
        check = self._check("score-limit", outcome_of(holds, False), (score.signed(1), *limit))
        return replace(check, computed=Interval.point(most))

    def _check(self, kind: str, outcome: Outcome, operands: Sequence[Operand]) -> Check:
        return Check(KINDS[kind], outcome, tuple(operands), subject=self.evaluation.project)

    def _linear(self, kind: str, operands: Sequence[Operand]) -> Check:
        return linear(kind, operands, self.evaluation.project)

    def _sources(self, column: str) -> Iterator[Check]:
        """All the money is what its sources add up to, where they are all there: 其他资金 closes the list."""
        table = self.evaluation.money
        whole = self._amount("合计", column)
        if table is None or whole is None:
            return
        rows = [row for row in table.rows if row.level is not Level.TOTAL]
        closed = any(_REMAINDER.fullmatch(row.label) for row in rows)
        of_form = closed and all(_REMAINDER.fullmatch(row.label) or _SOURCE.fullmatch(row.label) for row in rows)
        of_levels = all(_LEVEL.fullmatch(row.label) or _REMAINDER.fullmatch(row.label) for row in rows)
        facts = [fact for row in rows if (fact := table.fact_at(row, column)) is not None]
        single = len({row.label for row in rows}) == len(rows) and len({id(fact.cell) for fact in facts}) == len(facts)
        if not (of_form or of_levels) or not single or not all(fact.is_number for fact in facts):
            return
        numbers = [number for row in rows if (number := self._amount(row.key, column))]
        if not any(number.figure.value for number in numbers):
            return
        yield self._linear("sources", (whole.signed(1), *(number.signed(-1) for number in numbers)))

    # Scores.

    def _indicators(self, column: str) -> list[_Number] | None:
        """The numbers of a column, each cell once; None where a row that is not empty prints none."""
        table = self.evaluation.indicators
        found: list[_Number] = []
        seen: set[int] = set()
        for row in table.rows if table else ():
            cell = row.cells[table.columns.index(column)] if table and column in table.columns else None
            if cell is None or row.level is Level.TOTAL or id(cell) in seen:
                continue
            seen.add(id(cell))
            number = self._point(table, row, column)
            if number is None:
                return None
            found.append(number)
        return found

    def _total(self, column: str) -> _Number | None:
        table = self.evaluation.indicators
        return self._point(table, table.row("总分") if table else None, column)

    def scores(self) -> Iterator[Check]:
        """The checks of the indicator table."""
        table = self.evaluation.indicators
        if table is None:
            return
        yield from self._limits(table)
        weights, scores = self._indicators("权重"), self._indicators("得分")
        if weights is None or len(weights) < _FEWEST_INDICATORS:
            return
        whole, stated = self._total("得分"), self.stated("指标得分")
        points = self._points_besides(weights, scores, whole)
        check = self._weights(table, weights, points)
        yield check
        if check.outcome is Outcome.FAILS or scores is None or len(scores) != len(weights):
            return
        execution = self._execution_score() if points else None
        if whole is not None and (execution is not None or not points):
            yield self._added("total-score", whole, scores, execution)
        if stated is not None:
            yield self._added("indicator-score", stated, scores, None)

    def _added(self, relation: str, whole: _Number, scores: Sequence[_Number], execution: _Number | None) -> Check:
        parts = [*scores, execution] if execution else scores
        return self._linear(relation, (whole.signed(1), *(part.signed(-1) for part in parts)))

    def _limits(self, table: Table) -> Iterator[Check]:
        for row in table.rows:
            if row.level is Level.TOTAL:
                continue
            weight, score = self._point(table, row, "权重"), self._point(table, row, "得分")
            if weight is not None and score is not None:
                yield self._limit(score, weight.figure.value, weight)

    def _points_besides(
        self, weights: Sequence[_Number], scores: Sequence[_Number] | None, whole: _Number | None
    ) -> Fraction:
        """The points for execution that the whole takes in besides the indicators; 0 where these are the whole.

        The total score tells, where it is the sum of the scores with or without that of execution; else the weights.
        """
        points, full = execution_points(self.evaluation), self._full()
        added_weights = total(number.operand.value for number in weights)
        # Where no money table was read it is open how many points it has.
        likely = [points] if points is not None else [Decimal(_USUAL_POINTS), Decimal(2 * _USUAL_POINTS)]
        fitting = [Fraction(n) for n in likely if added_weights.contains(full - Fraction(n))]
        besides = fitting[0] if fitting else Fraction(likely[0])
        execution = self._execution_score()
        if whole is not None and scores is not None and execution is not None and execution.figure.value:
            added = sum((Fraction(score.figure.value) for score in scores), Fraction(0))
            if added + Fraction(execution.figure.value) == whole.figure.value:
                return besides
            if added == whole.figure.value:
                return Fraction(0)
        alone = added_weights.contains(full) and not fitting
        return Fraction(0) if alone else besides

    def _full(self) -> Fraction:
        """All points: as the form prints them, else 100."""
        whole = self._total("权重")
        return Fraction(whole.figure.value) if whole else Fraction(_FULL)

    def _weights(self, table: Table, weights: Sequence[_Number], besides: Fraction) -> Check:
        """The weights, with the points for execution where these count besides, add up to all points."""
        execution = self._point(self.evaluation.money, self._money_row(), "分值") if besides else None
        whole = self._total("权重")
        wanted = self._full() - besides
        added = total(number.operand.value for number in weights)
        operands = [number.signed(1) for number in weights]
        full = Operand(Role.WHOLE, Interval.point(wanted), "", table.anchor, sign=-1)
        if whole is not None and (execution is not None or not besides):
            operands += [whole.signed(-1), *([execution.signed(1)] if execution else [])]
        else:
            operands.append(full)
        printed = Operand(Role.STATED, added, "", table.anchor)
        known = execution_points(self.evaluation) is not None and whole is not None
        # Where it is not known whether the points for execution count besides, either sum will do.
        either = Interval(wanted, wanted if known or not besides else self._full())
        check = self._check("weights-sum", outcome_of(added.contains(wanted), False), operands)
        return replace(check, reported=printed, table=table, computed=either)

    # Text.

    def stated(self, what: str) -> _Number | None:
        """A score that the text states."""
        found = next((statement for statement in self.statements if statement.what == what), None)
        return self._of(found) if found else None

    def _of(self, statement: Statement) -> _Number:
        figure = statement.figure
        value = figure.interval if figure.unit is not Unit.NONE else _spread(figure)
        return _Number(
            figure, Operand(Role.STATED, value, figure.text, statement.anchor, figure=figure, label=statement.what)
        )

    def text(self) -> Iterator[Check]:
        """The checks of what the text states."""
        yield from self._total_of_text()
        yield from self._left()
        for statement in (*self.statements, *self.told):
            check = self._restated(statement)
            if check is not None:
                yield check

    def _total_of_text(self) -> Iterator[Check]:
        """总得分 = 执行得分 + 指标得分; of several totals (评价总分100分) the one that is the sum, else the first."""
        execution, indicators = self.stated("执行得分"), self.stated("指标得分")
        totals = [self._of(statement) for statement in self.statements if statement.what == "总得分"]
        if execution is None or indicators is None or not totals:
            return
        parts = (execution.signed(-1), indicators.signed(-1))
        checks = [self._linear("total-score", (whole.signed(1), *parts)) for whole in totals]
        yield next((check for check in checks if check.outcome is Outcome.HOLDS), checks[0])

    def _left(self) -> Iterator[Check]:
        """全年执行数93.10万元,资金结余4.90万元: what is left of the form's budget, told right after what was spent."""
        budget, spent = self._amount("合计", "全年预算数"), self._amount("合计", "全年执行数")
        if budget is None or spent is None:
            return
        for before, statement in pairwise(self.statements):
            if (before.what, statement.what) == ("全年执行数", "资金结余"):
                yield self._linear("balance", (self._of(statement).signed(1), budget.signed(-1), spent.signed(1)))

    def _restated(self, statement: Statement) -> Check | None:
        if statement.what in ("目标申报", "预算编制", "全年预算数", "全年执行数"):
            return self._restated_amount(statement)
        if statement.what == "执行率":
            return self._restated_rate(statement)
        if statement.what == "执行得分":
            cell = self._execution_score()
            return self._own(self._of(statement), cell) if cell else None
        if statement.what in ("自评得分", "总得分") and statement in self.told:
            cell = self._total("得分")
            return self._own(self._of(statement), cell) if cell else None
        return self._satisfaction(statement) if statement.what == "满意度" else None

    def _own(self, stated: _Number, cell: _Number) -> Check:
        check = self._linear("own-tables", (stated.signed(1), cell.signed(-1)))
        return replace(check, table=cell.operand.fact.table if cell.operand.fact else None)

    def _restated_amount(self, statement: Statement) -> Check | None:
        """An amount without its unit is read in either; then it speaks for a cell, never against one."""
        initial = ("目标申报", "预算编制", "年初预算数")
        columns = initial if statement.what in initial else (statement.what,)
        cells = [cell for column in columns if (cell := self._amount("合计", column))]
        table = self.evaluation.money
        if not cells or table is None or not table.unit_printed:
            return None
        units = (statement.figure.unit,) if statement.figure.unit.is_money else (Unit.YUAN, Unit.WAN)
        readings = [self._of(replace(statement, figure=statement.figure.with_unit(unit))) for unit in units]
        checks = [self._own(reading, cell) for reading in readings for cell in cells]
        held = next((check for check in checks if check.outcome is not Outcome.FAILS), None)
        return held or (checks[-1] if len(units) == 1 else None)

    def _restated_rate(self, statement: Statement) -> Check | None:
        """Two prints of one rate agree where the longer one rounds to the shorter."""
        cell = self._rate()
        if cell is None:
            return None
        places = min(statement.figure.places, cell.figure.places)
        same = statement.figure.rounded(places) == cell.figure.rounded(places)
        check = self._own(self._of(statement), cell)
        return replace(check, outcome=Outcome.HOLDS if same else Outcome.FAILS)

    def _satisfaction(self, statement: Statement) -> Check | None:
        """A rate of satisfaction is one of the results of the satisfaction indicators, or one of them is above it."""
        table = self.evaluation.indicators
        results = []
        for row in table.rows if table else ():
            printed = row.cells[table.columns.index("实际完成值")] if table else None
            figure = parse_figure(printed.text.removesuffix("%")) if printed else None
            if printed is not None and figure is not None and table and re.search("满意", row.label + row.enumerator):
                figure = Figure(printed.text, figure.value, figure.places, Unit.PERCENT)
                results.append(_number(Fact(table, row, "实际完成值", printed, figure), figure.interval))
        if not results:
            return None
        stated, values = statement.figure.value, [result.figure.value for result in results]
        agrees = stated in values or (statement.at_least and stated <= max(values))
        nearest = next((result for result in results if result.figure.value == stated), results[0])
        check = self._own(self._of(statement), nearest)
        return replace(check, outcome=Outcome.HOLDS if agrees else Outcome.FAILS)
