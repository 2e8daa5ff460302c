"""What a budget's sentences say of one another and of its tables, beyond the cells that they restate."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from fractions import Fraction

from dislint.checks.arithmetic import difference_of, of_claim, outcome_of, ratio_outcome
from dislint.checks.cells import Tables
from dislint.checks.kinds import KINDS
from dislint.checks.model import Check, Operand, Outcome, Role, cell, stated
from dislint.claims.model import (
    Amount,
    Change,
    Claim,
    Count,
    Direction,
    Measure,
)
from dislint.domain.restatements import SUBJECT, Before
from dislint.numbers import ZERO, Interval, Unit
from dislint.structure.model import Fact, Row, Table

_ONE_OF_TWO = ({"财政拨款收入", "财政拨款支出"}, {"收入总计", "支出总计"}, {"本年收入合计", "本年支出合计"})


def restates_exactly(claim: Amount, fact: Fact) -> bool:
    """Whether an amount is a cell of a finer unit (元) rounded to its own last digit (万元): that misses nothing."""
    figure = claim.mention.figure
    return (
        fact.figure is not None and fact.table.unit is not figure.unit and figure.interval.contains(fact.figure.amount)
    )


def budget_sentences(claims: Sequence[Claim], tables: Tables) -> Iterator[Check]:
    """What a budget's sentences say of one another and of its tables, beyond single figures."""
    changes = [claim for claim in claims if isinstance(claim, Change)]
    yield from _two_bases(changes)
    yield from _ways_again(changes)
    yield from _rates_of_rows(tables)
    yield from _from_last_year(changes, tables)
    yield from _bought(claims, tables)


def _two_bases(changes: Iterable[Change]) -> Iterator[Check]:
    """One figure compared with the 执行数 of last year here and with its 预算 there."""
    first: dict[tuple[object, ...], Change] = {}
    for change in changes:
        if change.current is None or not change.base_kind or change.subject.path or not change.subject.known:
            continue
        names = next(
            (tuple(sorted(pair)) for pair in _ONE_OF_TWO if change.subject.name in pair), (change.subject.name,)
        )
        known = first.setdefault((names, change.current.figure.amount, change.topic), change)
        same = known.block == change.block and known.subject.key == change.subject.key
        if same or known.base_kind == change.base_kind or _both_proven(known, change):
            continue
        told, other = (each.difference or each.rate for each in (change, known))
        if told is None or other is None:
            continue
        operands = (
            replace(stated(told, Role.CHANGE, label=change.base_kind), direction=change.direction),
            replace(stated(other, Role.CHANGE, label=known.base_kind), direction=known.direction),
        )
        yield replace(of_claim(change, "two-bases", Outcome.FAILS, operands), wanted=known.base_kind)


def _both_proven(one: Change, other: Change) -> bool:
    """Whether each of two changes of one level has a rate of its own, and not the other's: then both bases are meant."""
    pairs = [(change.difference, change.rate) for change in (one, other)]
    amounts = {(d.figure.amount, change.direction) for change in (one, other) if (d := change.difference)}
    return all(difference and rate for difference, rate in pairs) and len(amounts) > 1


def _ways_again(changes: Sequence[Change]) -> Iterator[Check]:
    """财政拨款收入支出减少的主要原因是…: the way that the changes of these went, as their amounts were told before."""
    for again in changes:
        if again.current is not None or again.difference or again.rate or again.direction is Direction.SAME:
            continue
        names = {name for name in _TOLD_AGAIN if name.removesuffix("总计") in _halves_of(again.subject.name)}
        told = [c for c in changes if c.topic == again.topic and c.subject.name in names and c.difference and c.current]
        told = [c for c in told if c.difference is not None and c.difference.figure.value != 0]
        ways = {change.direction for change in told}
        if len(ways) == 1 and again.direction not in ways and told[0].difference is not None:
            words = Operand(Role.STATED, ZERO, again.anchor.text, again.anchor, direction=again.direction)
            first = replace(stated(told[0].difference, Role.CHANGE), direction=told[0].direction)
            yield of_claim(again, "direction", Outcome.FAILS, (words, first))


def _halves_of(name: str) -> tuple[str, ...]:
    """财政拨款收入支出 is both 财政拨款收入 and 财政拨款支出."""
    whose = name.removesuffix("收支").removesuffix("收入支出")
    return (f"{whose}收入", f"{whose}支出") if whose != name else (name,)


_TOLD_AGAIN = ("财政拨款收入", "财政拨款支出", "收入总计", "支出总计")


_ENOUGH = 2
"""So many changes that fit a table's column of last year show that it is what they start from."""


def _from_last_year(changes: Sequence[Change], tables: Tables) -> Iterator[Check]:
    """Changes against the levels of last year that a table prints, where most of them show that these are meant."""
    for before in tables.restated.before:
        checks = [check for change in changes for check in _from_table(change, before, tables)]
        fitting = [check for check in checks if check.outcome is not Outcome.FAILS]
        # What was nothing and is nothing fits any column.
        telling = any(operand.value != ZERO for check in fitting for operand in check.operands)
        if telling and len(fitting) >= _ENOUGH and 2 * len(fitting) > len(checks):
            yield from checks


def _from_table(change: Change, before: Before, tables: Tables) -> Iterator[Check]:
    subject, current = change.subject, change.current
    if subject.qualified or current is None or not current.figure.unit.is_money or change.around is not None:
        return
    if change.base is not Measure.LAST_YEAR or (
        change.base_kind and before.bases and change.base_kind not in before.bases
    ):
        return
    if tables.year and change.base_year not in (0, tables.year - 1):
        return
    cells = [places[0] for places in before.places.get(subject.name, ())]
    cells += before.rows if subject.path else ()
    found = (tables.of_row(c, subject) if c.row == SUBJECT else tables.fact(c) for c in cells)
    last = next((fact for fact in found if fact is not None and fact.figure is not None), None)
    if last is None:
        return
    base = cell(last, -1, Role.BASE)
    if change.before is not None:
        stands = change.before.figure
        outcome = outcome_of(stands.amount == _amount_of(last), stands.interval.meets(last.interval))
        check = of_claim(change, "restates", outcome, (stated(change.before, Role.STATED, 1), cell(last, -1)))
        yield replace(check, table=last.table)
    elif change.direction is Direction.SAME:
        outcome = outcome_of(current.figure.amount == _amount_of(last), current.figure.interval.meets(last.interval))
        if outcome is not Outcome.FAILS:
            yield of_claim(change, "equality", outcome, (stated(current, Role.LEVEL), base))
    elif change.difference is not None and change.difference.figure.unit.is_money:
        check = difference_of(change, change.difference, stated(current, Role.LEVEL, 1), base)
        yield replace(check, table=last.table)


def _amount_of(fact: Fact) -> Fraction | None:
    return fact.figure.amount if fact.figure is not None else None


def _rates_of_rows(tables: Tables) -> Iterator[Check]:
    """增减% of each row of a table that compares with last year."""
    for table in tables.of_subjects():
        if "增减%" in table.columns:
            for row in table.rows:
                yield from _rate_of_row(table, row)


def _rate_of_row(table: Table, row: Row) -> Iterator[Check]:
    base = next((column for column in ("上年执行数", "上年预算数") if column in table.columns), "")
    rate, last, now = (table.fact_at(row, column) for column in ("增减%", base, "合计"))
    if not (rate and last and now and rate.figure and last.figure and now.figure) or last.interval.lo <= 0:
        return
    # The column's head has the sign; a few print it again.
    figure = replace(rate.figure, unit=Unit.PERCENT)
    computed = now.interval / last.interval - Interval.point(1)
    operands = (
        replace(cell(rate, 0, Role.RATE), value=figure.interval, figure=figure),
        cell(now, 0, Role.LEVEL),
        cell(last, 0, Role.BASE),
    )
    operands = (operands[0], replace(operands[1], direction=Direction.UP), operands[2])
    yield Check(
        KINDS["growth-of-levels"],
        ratio_outcome(figure, computed),
        operands,
        subject=row.label,
        table=table,
        row=row,
        computed=computed,
    )


def _bought(claims: Sequence[Claim], tables: Tables) -> Iterator[Check]:
    """What is to be bought (vehicles), where money for buying it is budgeted."""
    for bought in tables.restated.bought:
        money = tables.fact(bought.money)
        for claim in claims:
            if not isinstance(claim, Count) or (claim.counted, claim.measure_word) != bought[:2] or claim.of:
                continue
            if money is not None and money.figure and money.figure.value > 0 and claim.mention.figure.value == 0:
                operands = (stated(claim.mention, Role.STATED), cell(money))
                check = of_claim(claim, "bought", Outcome.FAILS, operands)
                yield replace(check, subject=claim.counted, table=money.table)
