"""The cells that a budget's sentences restate, and what its sentences say of one another.

Several cells may be meant by one name (收入预算: the year's income, or with what was carried over): where all that may be
meant print the same the place is firm; else one that agrees verifies, and none contradicts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from dislint.checks.arithmetic import of_claim, ratio_outcome
from dislint.checks.cells import Place, Tables
from dislint.checks.kinds import KINDS
from dislint.checks.model import Check, Operand, Outcome, Role, cell, stated
from dislint.claims.model import (
    Amount,
    Change,
    Claim,
    Count,
    Direction,
    Measure,
    Share,
)
from dislint.numbers import ZERO, Interval, Unit
from dislint.structure.model import Fact, Level, Row, Table

_Where = tuple[str, str, str]
_IN = (("B01", "总计", "收入"), ("B02", "合计", "合计"), ("B01", "本年收入合计", "收入"))
_OUT = (("B01", "总计", "支出"), ("B03", "合计", "合计"), ("B01", "本年支出合计", "支出"))
_GENERAL = (("B05", "合计", "合计"), ("B04", "总计", "一般公共预算财政拨款"))
_FUND = (("B07", "合计", "合计"), ("B04", "总计", "政府性基金预算财政拨款"))
_CAPITAL = (("B08", "合计", "合计"), ("B04", "总计", "国有资本经营预算财政拨款"))
_PLACES: dict[str, tuple[_Where, ...]] = {
    "收入总计": _IN,
    "支出总计": _OUT,
    "收入支出总计": (("B01", "总计", "收入"), ("B01", "总计", "支出")),
    "本年收入合计": (("B01", "本年收入合计", "收入"), *_IN[:2]),
    "本年支出合计": (("B01", "本年支出合计", "支出"), *_OUT[:2]),
    "财政拨款收入": (("B01", "财政拨款收入", "收入"), ("B02", "合计", "财政拨款收入"), ("B04", "总计", "收入"), ("B04", "本年收入合计", "收入")),
    "财政拨款收入总计": (("B04", "总计", "收入"),),
    "财政拨款支出总计": (("B04", "总计", "合计"),),
    "财政拨款收入支出总计": (("B04", "总计", "收入"), ("B04", "总计", "合计")),
    "财政拨款支出": (("B04", "总计", "合计"), ("B04", "本年支出合计", "合计")),
    "一般公共预算财政拨款收入": (("B01", "一般公共预算财政拨款", "收入"), ("B02", "合计", "一般公共预算财政拨款"), ("B04", "一般公共预算财政拨款", "收入")),
    "政府性基金预算财政拨款收入": (("B01", "政府性基金预算财政拨款", "收入"), ("B02", "合计", "政府性基金预算财政拨款"), ("B04", "政府性基金预算财政拨款", "收入")),
    "国有资本经营预算财政拨款收入": (("B01", "国有资本经营预算财政拨款", "收入"), ("B02", "合计", "国有资本经营预算财政拨款"), ("B04", "国有资本经营预算财政拨款", "收入")),
    "一般公共预算财政拨款支出": _GENERAL,
    "一般公共预算": (("B04", "一般公共预算财政拨款", "收入"), *_GENERAL),
    "政府性基金预算": (("B04", "政府性基金预算财政拨款", "收入"), *_FUND),
    "国有资本经营预算": (("B04", "国有资本经营预算财政拨款", "收入"), *_CAPITAL),
    "政府性基金预算财政拨款支出": _FUND,
    "国有资本经营预算财政拨款支出": _CAPITAL,
    "财政专户管理资金收入": (("B01", "财政专户管理资金收入", "收入"), ("B02", "合计", "财政专户管理资金收入")),
    "上级补助收入": (("B01", "上级补助收入", "收入"), ("B02", "合计", "上级补助收入")),
    "事业收入": (("B01", "事业收入", "收入"), ("B02", "合计", "事业收入")),
    "经营收入": (("B01", "事业单位经营收入", "收入"), ("B02", "合计", "事业单位经营收入")),
    "附属单位上缴收入": (("B01", "附属单位上缴收入", "收入"), ("B02", "合计", "附属单位上缴收入")),
    "其他收入": (("B01", "其他收入", "收入"), ("B02", "合计", "其他收入")),
    "整体支出绩效目标": _OUT,
    "一般公共预算财政拨款基本支出": (("B05", "合计", "基本支出"), ("B06", "合计", "合计")),
    "一般公共预算财政拨款项目支出": (("B05", "合计", "项目支出"),),
    "基本支出": (("B03", "合计", "基本支出"), ("B05", "合计", "基本支出")),
    "项目支出": (("B03", "合计", "项目支出"), ("B05", "合计", "项目支出")),
    "人员经费": (("B06", "合计", "人员经费"),),
    "公用经费": (("B06", "合计", "公用经费"),),
    "机关运行经费": (("B09", "预算数", "机关运行经费"),),
    "“三公”经费": (("B09", "预算数", "合计"),),
    **{
        name: (("B09", "预算数", name),)
        for name in (
            "因公出国(境)费", "公务用车购置及运行维护费", "公务用车购置费", "公务用车运行维护费", "公务接待费", "会议费", "培训费",
        )
    },
}  # fmt: skip
UNBOUND = frozenset({"projects", "performance", "assets", "procurement", "services"})
"""Sections whose money is a project's or a purchase's, and restates no table of the year's budget."""
_OF_PARTS = frozenset({"basic", "three-public", "fund", "state-capital", "running-costs"})
_COLUMN = {"B05": "合计", "B07": "合计", "B08": "合计", "B03": "合计"}
_ONE_OF_TWO = ({"财政拨款收入", "财政拨款支出"}, {"收入总计", "支出总计"}, {"本年收入合计", "本年支出合计"})


def budget_places(claim: Amount, tables: Tables) -> list[Place]:
    """The cells that an amount of a budget restates, or may restate."""
    subject = claim.subject
    unbound = claim.topic in UNBOUND and subject.name != "整体支出绩效目标"
    if unbound or claim.measure is not Measure.ACTUAL:
        return []
    facts = list(tables.facts(_PLACES.get(subject.name, ()))) if not subject.path else []
    if not facts and (subject.path or subject.known or claim.topic == "basic"):
        facts = list(_of_subject(claim, tables))
    if not facts and subject.path:
        # An economic class of the basic expenditure; with the projects' the text may state more.
        economic = tables.of_row("B06", subject, "合计")
        return [Place(economic, False)] if economic is not None else []
    if not facts and subject.name == "机关运行经费":
        # So it is where all bodies are offices; of others it is a part.
        return [Place(fact, False) for fact in tables.facts((("B06", "合计", "公用经费"),))]
    values = {fact.interval for fact in facts}
    # The cells of one figure: its first stands for all.
    return [Place(fact, len(values) == 1) for fact in (facts[:1] if len(values) == 1 else facts)]


def _of_subject(claim: Amount, tables: Tables) -> Iterator[Fact]:
    """The cells of a functional or economic subject, in the tables that hold it."""
    if claim.topic == "basic":
        fact = tables.of_row("B06", claim.subject, "合计")
        if fact is not None:
            yield fact
            return
    kinds = {"fund": ("B07",), "state-capital": ("B08",)}.get(claim.topic, tuple(_COLUMN))
    for kind in kinds:
        fact = tables.of_row(kind, claim.subject, _COLUMN[kind])
        if fact is not None:
            yield fact


_ALL_SPENDING = (*_OUT[:2], *_GENERAL, ("B04", "总计", "合计"))


def budget_wholes(claim: Share, tables: Tables) -> tuple[tuple[Fact, ...], bool]:
    """The cells that a share may be of, and whether one of them must be meant.

    A share of no named whole is of all expenditure, where all that may be called so prints the same, and the part is a
    class or one of the two halves of it.
    """
    if claim.named:
        facts = tuple(tables.facts(_PLACES.get(claim.whole_name, ())))
        return facts, bool(facts) and len({fact.interval for fact in facts}) == 1
    if claim.topic in UNBOUND or claim.topic in _OF_PARTS or not claim.subject.known:
        return (), False
    is_half = claim.subject.name in ("基本支出", "项目支出")
    rows = [tables.of_row(kind, claim.subject, "合计") for kind in ("B03", "B05")]
    is_class = any(fact is not None and fact.row.level is Level.CLASS for fact in rows)
    facts = tuple(tables.facts(_ALL_SPENDING)) if is_half or is_class else ()
    return facts[:1], len({fact.interval for fact in facts}) == 1


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
    amounts = [claim for claim in claims if isinstance(claim, Amount)]
    yield from _money_of_targets(amounts, tables)
    yield from _running_costs(amounts, tables)
    yield from _equipment(amounts, tables)
    yield from _rates_of_rows(tables)
    yield from _vehicles(claims, tables)


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
        if same or known.base_kind == change.base_kind:
            continue
        told, other = (each.difference or each.rate for each in (change, known))
        if told is None or other is None:
            continue
        operands = (
            replace(stated(told, Role.CHANGE, label=change.base_kind), direction=change.direction),
            replace(stated(other, Role.CHANGE, label=known.base_kind), direction=known.direction),
        )
        yield replace(of_claim(change, "two-bases", Outcome.FAILS, operands), wanted=known.base_kind)


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


def _money_of_targets(amounts: Sequence[Amount], tables: Tables) -> Iterator[Check]:
    """Money of performance targets is never more than project expenditure (a warning)."""
    whole = tables.fact("B03", "合计", "项目支出")
    for claim in amounts:
        if claim.subject.name == "项目资金" and claim.topic != "projects" and whole is not None:
            limit = cell(whole, -1, Role.LIMIT)
            low = claim.mention.figure.interval
            outcome = Outcome.FAILS if low.lo > limit.value.hi else Outcome.HOLDS
            operands = (stated(claim.mention, Role.STATED, 1), limit)
            yield replace(of_claim(claim, "targets", outcome, operands), computed=limit.value, table=whole.table)


def _running_costs(amounts: Sequence[Amount], tables: Tables) -> Iterator[Check]:
    """Where no table prints the running costs of the offices: they are no more than all running costs."""
    whole = tables.fact("B06", "合计", "公用经费")
    if whole is None or whole.figure is None or tables.fact("B09", "预算数", "机关运行经费") is not None:
        return
    for claim in amounts:
        own = claim.subject.name == "机关运行经费" and not claim.subject.qualified and claim.measure is Measure.ACTUAL
        if own and claim.mention.figure.interval.lo > whole.interval.hi:
            operands = (stated(claim.mention, Role.TERM, 1), cell(whole, -1, Role.LIMIT))
            most = Interval(ZERO.lo, whole.figure.amount)
            yield replace(of_claim(claim, "at-most", Outcome.FAILS, operands), computed=most, table=whole.table)


def _equipment(amounts: Sequence[Amount], tables: Tables) -> Iterator[Check]:
    """Office equipment of basic expenditure is bought as goods."""
    bought = tables.fact("B06", "31002", "合计")
    goods = next((c for c in amounts if c.subject.name == "政府采购货物" and c.measure is Measure.ACTUAL), None)
    if bought is None or bought.figure is None or goods is None or goods.subject.qualified:
        return
    limit = stated(goods.mention, Role.LIMIT, -1, goods.subject.name)
    outcome = Outcome.FAILS if bought.interval.lo > limit.value.hi else Outcome.HOLDS
    check = of_claim(goods, "goods", outcome, (cell(bought, 1), limit))
    yield replace(check, computed=limit.value, table=bought.table)


def _rates_of_rows(tables: Tables) -> Iterator[Check]:
    """增减% of each row of a table that compares with last year."""
    for kind in ("B05", "B07", "B08"):
        table = tables.get(kind)
        if table is None or "增减%" not in table.columns:
            continue
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


def _vehicles(claims: Sequence[Claim], tables: Tables) -> Iterator[Check]:
    """Vehicles to be bought, where money for buying vehicles is budgeted."""
    money = tables.fact("B09", "预算数", "公务用车购置费")
    if money is None:
        return
    for claim in claims:
        if not isinstance(claim, Count) or claim.measure_word != "辆" or claim.counted != "购置车辆" or claim.of:
            continue
        if money.figure is not None and money.figure.value > 0 and claim.mention.figure.value == 0:
            operands = (stated(claim.mention, Role.STATED), cell(money))
            check = of_claim(claim, "bought", Outcome.FAILS, operands)
            yield replace(check, subject=claim.counted, table=money.table)
