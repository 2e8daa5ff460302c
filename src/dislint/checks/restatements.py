"""Claims as checks: their own arithmetic, the cells that they restate, and what other sentences say."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from dislint.checks import arithmetic, sentences, subjects
from dislint.checks.cells import (
    PUBLIC,
    Place,
    Tables,
    count_label,
    places,
    public_budget,
    statistic_label,
    wholes,
)
from dislint.checks.model import Check, Operand, Outcome
from dislint.claims.model import (
    Amount,
    Change,
    Claim,
    Comparison,
    Completion,
    Composition,
    Count,
    Deviation,
    Listing,
    Measure,
    Nil,
    Share,
    Tally,
)
from dislint.claims.narrative import Narrative
from dislint.numbers import ZERO, Interval, Unit, parse_figure, show
from dislint.structure.model import Fact, Structure, Table
from dislint.text import squeeze

_NIL_TABLES = {"fund": "T07", "state-capital": "T08"}


def check_claims(narrative: Narrative, structure: Structure) -> tuple[Check, ...]:
    """All checks that the claims give."""
    tables, claims = Tables(structure), _settled(narrative.claims)
    own = [check for claim in claims for check in (*_missing_units(claim), *_checks(claim, tables))]
    return (*own, *sentences.between(claims), *subjects.against_lines(claims, tables))


def _settled(claims: tuple[Claim, ...]) -> tuple[Claim, ...]:
    """The claims, where their lists tell more: 支出总计 of 基本支出 and 项目支出 is the year's expenditure."""
    spent = {
        claim.whole
        for claim in claims
        if isinstance(claim, Composition) and {"基本支出", "项目支出"} <= {subject.name for subject in claim.subjects}
    }
    return tuple(
        replace(claim, subject=replace(claim.subject, qualified=True))
        if isinstance(claim, Amount) and claim.subject.name == "支出总计" and claim.mention in spent
        else claim
        for claim in claims
    )


def _checks(claim: Claim, tables: Tables) -> Iterator[Check]:
    if isinstance(claim, Amount):
        yield from _restated(claim, tables)
    elif isinstance(claim, Change):
        yield from arithmetic.growth(claim)
        yield from _base_year(claim, tables)
    elif isinstance(claim, Share):
        yield from _share(claim, tables)
    elif isinstance(claim, Completion):
        yield from _completion(claim, tables)
    elif isinstance(claim, Deviation):
        yield from arithmetic.deviation(claim)
    elif isinstance(claim, Comparison):
        yield from arithmetic.comparison(claim)
    elif isinstance(claim, Composition):
        yield from arithmetic.composition(claim)
    elif isinstance(claim, Count):
        yield from _counted(claim, tables)
    elif isinstance(claim, Tally):
        yield from arithmetic.tally(claim)
    elif isinstance(claim, Nil):
        yield from _nil(claim, tables)
    elif isinstance(claim, Listing):
        yield from _listed(claim, tables)


def _base_year(claim: Change, tables: Tables) -> Iterator[Check]:
    if not claim.base_year or not tables.year:
        return
    expected = tables.year - 1
    at = Operand(claim.subject.name, Interval.point(claim.base_year), str(claim.base_year), claim.anchor)
    outcome = Outcome.HOLDS if claim.base_year == expected else Outcome.FAILS
    yield Check(
        "base-year", outcome, at, (at,), str(claim.base_year), str(expected), "", claim.topic, "", claim.subject.name
    )


def _missing_units(claim: Claim) -> Iterator[Check]:
    for mention in claim.printed:
        if mention.unit_printed:
            continue
        at, figure = arithmetic.operand(mention, claim.subject.name), mention.figure
        expected = f"{figure.text}{figure.unit.label}"
        yield Check(
            "missing-unit", Outcome.FAILS, at, (at,), figure.text, expected, "", claim.topic, "", claim.subject.name
        )


def cell_operand(fact: Fact, sign: int = 0) -> Operand:
    """A cell as an operand."""
    printed = f"{fact.figure.text}{fact.table.unit.label}" if fact.figure else "空"
    return Operand(fact.name, fact.interval, printed, fact.anchor(), fact.table.name, sign)


def _restated(claim: Amount, tables: Tables) -> Iterator[Check]:
    if not claim.mention.figure.unit.is_money:
        return
    found = places(claim, tables)
    checks = [(_restates(claim, place), place.firm and not claim.subject.qualified) for place in found]
    if any(not firm for _, firm in checks):
        # One of several that may be meant is enough; none of them contradicts.
        yield from [check for check, _ in checks if check.outcome is not Outcome.FAILS][:1]
        return
    yield from (check for check, _ in checks)
    if not found:
        yield from _empty_table(claim, tables)
        yield from _statistic(claim, tables)


def _restates(claim: Amount, place: Place) -> Check:
    figure, fact = claim.mention.figure, place.fact
    at, cell = arithmetic.operand(claim.mention, claim.subject.name, 1), cell_operand(fact, -1)
    amount = fact.figure.amount if fact.figure else Fraction(0)
    outcome = _same(figure.amount, amount, figure.interval.meets(fact.interval))
    relation = "restates"
    if outcome is Outcome.FAILS and _magnitude(figure.amount, amount):
        relation = "magnitude"
    expected = show(amount, figure.unit, max(figure.places, 2)) if fact.figure else "空"
    return Check(
        relation, outcome, at, (at, cell), figure.text, expected, "", claim.topic, fact.table.name, claim.subject.name
    )


def _same(stated: Fraction, cell: Fraction, near: bool) -> Outcome:
    if stated == cell:
        return Outcome.HOLDS
    return Outcome.ROUNDING if near else Outcome.FAILS


def _magnitude(stated: Fraction, cell: Fraction) -> bool:
    """Whether the amounts differ by a power of ten alone."""
    if not stated or not cell:
        return False
    ratio = stated / cell if stated > cell else cell / stated
    return ratio in (10, 100, 1000, 10_000, 100_000_000)


def _empty_table(claim: Amount, tables: Tables) -> Iterator[Check]:
    """An amount of the 三公 section where the whole table is empty."""
    table = tables.get("T09")
    if claim.topic not in PUBLIC or table is None or table.rows or not claim.subject.known or not _is_empty(table):
        return
    at = arithmetic.operand(claim.mention, claim.subject.name, 1)
    empty = Operand(f"{table.name}（空表）", ZERO, "空", table.anchor, table.name, -1)
    outcome = Outcome.HOLDS if claim.mention.figure.value == 0 else Outcome.FAILS
    if outcome is Outcome.HOLDS or (claim.subject.name == "“三公”经费" and not claim.subject.qualified):
        yield Check(
            "restates", outcome, at, (at, empty), claim.mention.figure.text, "空", "", claim.topic, table.name,
            claim.subject.name,
        )  # fmt: skip


def _is_empty(table: Table) -> bool:
    """Whether a grid prints no amount: whole numbers number its columns."""
    figures = (parse_figure(cell.text) for row in table.grid.cells for cell in row)
    return not any(figure is not None and figure.places for figure in figures)


def _statistic(claim: Amount, tables: Tables) -> Iterator[Check]:
    """An amount that table 10 prints as well: verified where it agrees; the table's unit is not always told."""
    cell, table = tables.statistic(statistic_label(claim.subject)), tables.get("T10")
    if cell is None or table is None or claim.measure is not Measure.ACTUAL:
        return
    at = arithmetic.operand(claim.mention, claim.subject.name, 1)
    for unit in (Unit.YUAN, Unit.WAN):
        figure = parse_figure(cell.text, unit)
        if figure is not None and figure.interval.meets(claim.mention.figure.interval):
            other = Operand(
                f"{table.name}“{claim.subject.name}”", figure.interval, cell.text, cell.anchor(), table.name, -1
            )
            yield Check(
                "restates", Outcome.HOLDS, at, (at, other), claim.mention.figure.text, "", "", claim.topic, table.name,
                claim.subject.name,
            )  # fmt: skip
            return


def _share(claim: Share, tables: Tables) -> Iterator[Check]:
    """A share of the whole that the sentence states or names; where another may be meant, of one of them."""
    stated = [mention for mention in (claim.whole, claim.outer) if mention is not None]
    operands = [arithmetic.operand(mention, claim.whole_name or "整体") for mention in stated]
    firm = claim.named or claim.outer is None
    if claim.named or claim.whole is None:
        facts, known = wholes(claim, tables)
        operands += [cell_operand(fact) for fact in facts if fact.figure is not None]
        firm = claim.whole is not None or known
    yield from arithmetic.share(claim, tuple(operands), firm and not claim.subject.qualified)


def _completion(claim: Completion, tables: Tables) -> Iterator[Check]:
    if claim.budget is not None:
        if claim.budget.figure.unit.is_money:
            yield from arithmetic.completion(claim, arithmetic.operand(claim.budget, claim.of.value), True)
        return
    fact = public_budget(claim.subject, tables) if claim.topic in PUBLIC else None
    budget = cell_operand(fact) if fact is not None and fact.figure is not None else None
    yield from arithmetic.completion(claim, budget, False)


def _counted(claim: Count, tables: Tables) -> Iterator[Check]:
    """A count against table 10."""
    label = "" if claim.of else count_label(claim.counted, claim.measure_word)
    cell, table = tables.statistic(label), tables.get("T10")
    figure = parse_figure(cell.text) if cell is not None else None
    if cell is None or table is None or figure is None:
        return
    at = arithmetic.operand(claim.mention, claim.counted, 1)
    other = Operand(f"{table.name}“{label}”", figure.interval, figure.text, cell.anchor(), table.name, -1)
    outcome = Outcome.HOLDS if figure.value == claim.mention.figure.value else Outcome.FAILS
    yield Check(
        "restates-count", outcome, at, (at, other), claim.mention.figure.text, f"{figure.text}{claim.measure_word}", "",
        claim.topic, table.name, claim.counted,
    )  # fmt: skip


def _nil(claim: Nil, tables: Tables) -> Iterator[Check]:
    table = tables.get(_NIL_TABLES.get(claim.topic, ""))
    if table is None:
        return
    filled = next((fact for fact in table.facts if fact.figure is not None and fact.figure.value != 0), None)
    at = Operand(claim.anchor.text, Interval.point(0), claim.anchor.text, claim.anchor)
    operands: tuple[Operand, ...] = (at,)
    if filled is not None and filled.figure is not None:
        operands += (Operand(filled.name, filled.interval, filled.figure.text, filled.anchor(), table.name),)
    outcome = Outcome.HOLDS if filled is None else Outcome.FAILS
    actual = filled.figure.text if filled and filled.figure else ""
    yield Check("nil", outcome, at, operands, claim.anchor.text, actual, "", claim.topic, table.name, claim.anchor.text)


_FULL_LIST = 6
"""A list of at least so many names, not closed with 等, is plainly meant to be full."""


def _listed(claim: Listing, tables: Tables) -> Iterator[Check]:
    table = tables.get("T06")
    if table is None or claim.topic != "basic" or not table.has_amounts:
        return
    rows = {squeeze(row.label): row for row in table.rows if row.code and len(row.code) == 5}
    known = [(item, rows.get(item.name)) for item in claim.items]
    for item, row in known:
        fact = table.fact_at(row, "决算数") if row else None
        if fact is None or not fact.is_number or item.anchor is None:
            continue
        empty = fact.figure is None or fact.figure.value == 0
        at = Operand(item.name, Interval.point(0), item.name, item.anchor)
        cell = Operand(fact.name, fact.interval, fact.figure.text if fact.figure else "空", fact.anchor(), table.name)
        outcome = Outcome.FAILS if empty else Outcome.HOLDS
        yield Check("listing-empty", outcome, at, (at, cell), item.name, "空", "", claim.topic, table.name, item.name)
    yield from _left_out(claim, table, {item.name for item, row in known if row is not None})


def _left_out(claim: Listing, table: Table, named: set[str]) -> Iterator[Check]:
    """Items with amounts that a plainly full list leaves out: all of its names but few are items."""
    heads = {"人员经费": ("301", "303"), "公用经费": ("302", "307", "309", "310", "311", "312", "399")}
    classes = heads.get(claim.subject.name)
    if claim.open_ended or classes is None or len(named) < _FULL_LIST or len(named) < len(claim.items):
        return
    for row in table.rows:
        if row.code is None or len(row.code) != 5 or row.code[:3] not in classes or squeeze(row.label) in named:
            continue
        fact = table.fact_at(row, "决算数")
        if fact is None or fact.figure is None or fact.figure.value == 0:
            continue
        at = Operand(claim.subject.name, fact.interval, claim.anchor.text, claim.anchor)
        printed = show(fact.figure.amount, Unit.WAN)
        cell = Operand(fact.name, fact.interval, printed, fact.anchor(), table.name)
        yield Check(
            "listing-missing", Outcome.FAILS, at, (at, cell), "", row.label, printed, claim.topic, table.name, row.label
        )
