"""Claims as checks: their own arithmetic, the cells that they restate, and what other sentences say."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Any, NamedTuple

from dislint.checks import arithmetic, budgets, limits, sentences, subjects
from dislint.checks.arithmetic import of_claim, outcome_of
from dislint.checks.budgets import restates_exactly
from dislint.checks.cells import Place, Tables, places, statistic_of, table_level, wholes
from dislint.checks.model import Check, Operand, Outcome, Role, cell, stated
from dislint.claims.lexicon import Names
from dislint.claims.model import (
    PUBLIC,
    Amount,
    Average,
    Balance,
    Change,
    ChangesOfParts,
    Claim,
    Comparison,
    Completion,
    Composition,
    Count,
    Deviation,
    Direction,
    Extent,
    Listing,
    Measure,
    Narrative,
    Nil,
    Share,
    Shares,
    Tally,
    ToldAgain,
)
from dislint.claims.scope import BUDGETS
from dislint.numbers import Interval, Unit, parse_figure
from dislint.structure.model import CODE_LENGTHS, Row, Structure, Table
from dislint.text import squeeze

_WIDE = frozenset("，．")
"""Signs that leave open whether a print is one number or two."""


def check_claims(narrative: Narrative, structure: Structure, names: Names) -> tuple[Check, ...]:
    """All checks that the claims give."""
    tables, claims = Tables(structure), _settled(narrative.claims)
    rates = _rates(claims, tables)
    own = [check for claim in claims for check in (*_missing_units(claim), *_checks(claim, tables, rates))]
    own = [_of_another_budget(check, claims) if check.relation == "zero-base" else check for check in own]
    if structure.evaluations:
        # The annexed reports themselves tell which of the counts is wrong.
        own = [check for check in own if check.relation != "tally-of-all" or check.outcome is not Outcome.FAILS]
    more = budgets.budget_sentences(claims, tables) if tables.is_budget else ()
    lines = tuple(subjects.against_lines(claims, tables))
    return (
        *_explained(own, lines),
        *_off_budgets([claim for claim in claims if isinstance(claim, Change)], tables),
        *_base_years(claims, tables),
        *sentences.between(claims, tables.year, names),
        *limits.within_limits(claims, tables),
        *lines,
        *more,
    )


def _explained(checks: Sequence[Check], lines: Sequence[Check]) -> Iterator[Check]:
    """The checks without the sums of lists that a line left out explains, or all of whose numbers the tables confirm.

    Parts that are all as the tables have them, of a whole that is, are not all there are.
    """
    short = {(check.subject, check.topic) for check in lines if check.relation == "omitted-line"}
    confirmed = {
        check.at.anchor for check in checks if check.relation == "restates" and check.outcome is not Outcome.FAILS
    }
    for check in checks:
        if check.relation in ("parts-sum", "shares-sum") and check.outcome is Outcome.FAILS:
            anchors = {operand.anchor for operand in check.operands}
            if (check.subject, check.topic) in short or anchors <= confirmed:
                continue
        yield check


def _settled(claims: tuple[Claim, ...]) -> tuple[Claim, ...]:
    """The claims, where their lists tell more: 支出总计 that 基本支出 and 项目支出 add up to is the year's expenditure."""
    spent = {
        claim.whole
        for claim in claims
        if isinstance(claim, Composition)
        and claim.whole is not None
        and {"基本支出", "项目支出"} <= {subject.name for subject in claim.subjects}
        and arithmetic.parts_sum(claim).outcome is not Outcome.FAILS
    }
    return tuple(
        replace(claim, subject=replace(claim.subject, qualified=True))
        if isinstance(claim, Amount) and claim.subject.name == "支出总计" and claim.mention in spent
        else claim
        for claim in claims
    )


class _Rated(NamedTuple):
    """A share or a completion, its check against what it may be over, and whether nothing else can be meant."""

    claim: Share | Completion
    check: Check
    firm: bool


def _rates(claims: Sequence[Claim], tables: Tables) -> dict[int, Check]:
    """The checks of shares and completions, by the identity of their claims.

    What a rate is over may be found elsewhere: a broken check counts where nothing else can be meant, or where its
    siblings tell. 占本年财政拨款支出的12% that fits the amount that the list stands under, 完成预算的50% that fits the budget
    in the table.
    """
    rated = [found for claim in claims if isinstance(claim, (Share, Completion)) if (found := _rated(claim, tables))]
    siblings: dict[tuple[object, ...], list[Check]] = defaultdict(list)
    for claim, check, _ in rated:
        if claim.rate.figure.value not in (0, 100) and (key := _kin(claim)) is not None:
            siblings[key].append(check)
    usual = {key for key, checks in siblings.items() if _agree(checks)}
    usual |= {("completion", measure) for measure in _budgets_of_table(claims, tables)}
    return {
        id(claim): check
        for claim, check, firm in rated
        if check.outcome is not Outcome.FAILS
        or ((firm or _kin(claim) in usual) and not (isinstance(claim, Share) and claim.subject.qualified))
    }


def _rated(claim: Share | Completion, tables: Tables) -> _Rated | None:
    check, firm = _share(claim, tables) if isinstance(claim, Share) else _completion(claim, tables)
    return _Rated(claim, check, firm) if check is not None else None


def _budgets_of_table(claims: Sequence[Claim], tables: Tables) -> set[Measure]:
    """Which budgets the sentences on the 三公 state wholly as the table has them: completions of one not stated are of the table's."""
    agree: dict[Measure, bool] = {}
    for claim in claims:
        if not isinstance(claim, Amount) or claim.topic not in PUBLIC or claim.measure not in BUDGETS:
            continue
        fact = None if claim.subject.qualified else table_level(claim, tables, Measure.BUDGET)
        if fact is not None and fact.figure is not None and claim.mention.figure.value:
            same = claim.mention.figure.amount == fact.figure.amount
            agree[claim.measure] = agree.get(claim.measure, True) and same
    return {measure for measure, same in agree.items() if same}


_PRECISE = 3
"""A rate of so many digits does not fit by accident."""


def _agree(checks: Sequence[Check]) -> bool:
    """Whether siblings tell what they are over: no fewer fit than don't, and not one alone by accident."""
    rates = [check.operands[0].figure for check in checks if check.outcome is not Outcome.FAILS]
    precise = any(rate is not None and len(rate.value.as_tuple().digits) >= _PRECISE for rate in rates)
    return 2 * len(rates) >= len(checks) and (len(rates) > 1 or precise)


def _kin(claim: Claim) -> tuple[object, ...] | None:
    """What siblings have in common whose whole or budget is not stated but may be found; None for other claims."""
    if isinstance(claim, Share) and claim.named and claim.whole is None and claim.outer is not None:
        return ("share", claim.outer, claim.whole_name)
    if isinstance(claim, Completion) and claim.budget is None and claim.topic in PUBLIC:
        return ("completion", claim.of)
    return None


_ALONE: dict[type[Claim], Callable[[Any], Iterator[Check]]] = {
    Deviation: arithmetic.deviation,
    Comparison: arithmetic.comparison,
    Composition: arithmetic.composition,
    Shares: arithmetic.shares,
    Balance: arithmetic.balance,
    ChangesOfParts: arithmetic.changes_of_parts,
    Extent: arithmetic.extent,
    Tally: arithmetic.tally,
    ToldAgain: arithmetic.told_again,
}
"""Claims that are held against nothing but themselves."""


def _checks(claim: Claim, tables: Tables, rates: Mapping[int, Check]) -> Iterator[Check]:
    if isinstance(claim, Amount):
        yield from _restated(claim, tables)
    elif isinstance(claim, Change):
        yield from arithmetic.growth(claim)
    elif isinstance(claim, Average):
        yield from arithmetic.average(claim)
    elif isinstance(claim, (Share, Completion)):
        if (check := rates.get(id(claim))) is not None:
            yield check
    elif isinstance(claim, Count):
        yield from _counted(claim, tables)
    elif isinstance(claim, Nil):
        yield from _nil(claim, tables)
    elif isinstance(claim, Listing):
        yield from _listed(claim, tables)
    elif type(claim) in _ALONE:
        yield from _ALONE[type(claim)](claim)


def _base_years(claims: tuple[Claim, ...], tables: Tables) -> Iterator[Check]:
    """The years compared with; an earlier one is meant where the same amount was compared with the year before already."""
    compared: set[tuple[int, str]] = set()
    told: set[int] = set()
    for claim in claims:
        if not isinstance(claim, Change) or claim.base is not Measure.LAST_YEAR or not tables.year:
            continue
        if tables.is_budget and claim.topic in tables.restated.unbound:
            continue
        before, about = tables.year - 1, (claim.block, claim.subject.name)
        if claim.base_year in (0, before):
            compared.add(about)
            told.add(claim.block)
        if claim.year and claim.year == claim.base_year + 1:
            continue  # What is told of another year is compared with the one before that.
        # Words that name no subject go on with the paragraph's: 与2019年(疫情前)相比.
        again = about in compared or (not claim.subject.known and claim.block in told)
        if claim.base_year and not (claim.base_year < before and again):
            at = Operand(Role.STATED, Interval.point(claim.base_year), str(claim.base_year), claim.anchor)
            check = of_claim(claim, "base-year", outcome_of(claim.base_year == before, False), (at,))
            yield replace(check, wanted=str(before))


def _missing_units(claim: Claim) -> Iterator[Check]:
    for mention in claim.printed:
        if not mention.unit_printed:
            yield of_claim(claim, "missing-unit", Outcome.FAILS, (stated(mention, Role.STATED),))


def _restated(claim: Amount, tables: Tables) -> Iterator[Check]:
    if not claim.mention.figure.unit.is_money or _WIDE & set(claim.mention.anchor.text):
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
    amount = fact.figure.amount if fact.figure else Fraction(0)
    exact = figure.amount == amount or restates_exactly(claim, fact)
    outcome = outcome_of(exact, figure.interval.meets(fact.interval))
    wrong_size = outcome is Outcome.FAILS and _magnitude(figure.amount, amount)
    return _against(claim, "magnitude" if wrong_size else "restates", outcome, cell(fact, -1))


def _against(claim: Amount | Count, kind: str, outcome: Outcome, other: Operand) -> Check:
    """What a sentence states against a cell of a table."""
    assert other.fact is not None
    check = of_claim(claim, kind, outcome, (stated(claim.mention, Role.STATED, 1), other))
    return replace(check, table=other.fact.table)


def _magnitude(stated: Fraction, cell: Fraction) -> bool:
    """Whether the amounts differ by a power of ten alone."""
    if not stated or not cell:
        return False
    ratio = stated / cell if stated > cell else cell / stated
    return ratio in (10, 100, 1000, 10_000, 100_000_000)


def _empty_table(claim: Amount, tables: Tables) -> Iterator[Check]:
    """An amount of a section whose whole table is empty."""
    for section in tables.restated.sections(claim.topic):
        table = tables.get(section.blank)
        if table is None or table.rows or not claim.subject.known or not _is_empty(table):
            continue
        outcome = outcome_of(claim.mention.figure.value == 0, False)
        if outcome is Outcome.HOLDS or (claim.subject.name == section.total and not claim.subject.qualified):
            check = of_claim(claim, "restates", outcome, (stated(claim.mention, Role.STATED, 1),))
            yield replace(check, table=table)


def _is_empty(table: Table) -> bool:
    """Whether a grid prints no amount: whole numbers number its columns."""
    figures = (parse_figure(cell.text) for row in table.grid.cells for cell in row)
    return not any(figure is not None and figure.places for figure in figures)


def _statistic(claim: Amount, tables: Tables) -> Iterator[Check]:
    """An amount that a table of statistics prints as well, in whichever unit: where it tells its unit it must agree."""
    fact = statistic_of(claim, tables)
    if fact is None or claim.measure is not Measure.ACTUAL:
        return
    for unit in (Unit.YUAN, Unit.WAN):
        figure = parse_figure(fact.cell.text, unit)
        if figure is not None and figure.interval.meets(claim.mention.figure.interval):
            yield _against(claim, "restates", Outcome.HOLDS, cell(replace(fact, figure=figure), -1))
            return
    figure = parse_figure(fact.cell.text, fact.table.unit)
    if fact.table.unit_printed and figure is not None and figure.places:
        yield _against(claim, "restates", Outcome.FAILS, cell(replace(fact, figure=figure), -1))


def _share(claim: Share, tables: Tables) -> tuple[Check | None, bool]:
    """A share of the whole that the sentence states or names, and whether no other can be meant."""
    said = [mention for mention in (claim.whole, claim.outer) if mention is not None]
    operands = [stated(mention, Role.WHOLE, label=claim.whole_name) for mention in said]
    firm = claim.named or claim.outer is None
    if claim.named or claim.whole is None:
        facts, known = wholes(claim, tables)
        operands += [cell(fact, role=Role.WHOLE) for fact in facts if fact.figure is not None]
        firm = claim.whole is not None or known
    return arithmetic.share(claim, tuple(operands)), firm


def _completion(claim: Completion, tables: Tables) -> tuple[Check | None, bool]:
    """A completion of the budget that is stated, or else of the one in the table, which only may be meant."""
    if claim.budget is not None:
        money = claim.budget.figure.unit.is_money
        budget = stated(claim.budget, Role.BASE, measure=claim.of)
        return arithmetic.completion(claim, budget) if money else None, True
    fact = table_level(claim, tables, Measure.BUDGET) if claim.topic in PUBLIC else None
    of_table = cell(fact, role=Role.BASE) if fact is not None and fact.figure is not None else None
    return arithmetic.completion(claim, of_table), False


def _off_budgets(claims: Sequence[Change], tables: Tables) -> Iterator[Check]:
    """比预算减少D: against the budget and the account in the table, where it is shown to be that budget by most siblings."""
    checks = [check for claim in claims if (check := _off_budget(claim, tables)) is not None]
    fitting = [check for check in checks if check.outcome is not Outcome.FAILS]
    yield from checks if 2 * len(fitting) >= len(checks) else fitting


def _off_budget(claim: Change, tables: Tables) -> Check | None:
    known = claim.topic in PUBLIC and claim.base is Measure.BUDGET and claim.before is None
    if not known or claim.difference is None or claim.subject.qualified or claim.direction is Direction.SAME:
        return None
    budget, account = (table_level(claim, tables, measure) for measure in (Measure.BUDGET, Measure.ACTUAL))
    if budget is None or budget.figure is None or account is None or account.figure is None:
        return None
    level = stated(claim.current, Role.LEVEL, 1) if claim.current is not None else cell(account, 1, Role.LEVEL)
    return arithmetic.difference_of(claim, claim.difference, level, cell(budget, -1, Role.BASE))


def _of_another_budget(check: Check, claims: Sequence[Claim]) -> Check:
    """A completion of a budget of nothing: whether the rate is right of another budget that is stated of the subject."""
    rate, actual = check.operands[:2]
    if rate.figure is None or actual.mention is None:
        return check
    for claim in claims:
        if not isinstance(claim, Amount) or claim.block != actual.mention.block or claim.measure not in _BUDGETS:
            continue
        budget = claim.mention.figure
        if claim.subject.name != check.subject or not budget.unit.is_money or budget.interval.lo <= 0:
            continue
        if arithmetic.ratio_outcome(rate.figure, actual.value / budget.interval) is not Outcome.FAILS:
            return replace(check, wanted=claim.measure.value)
    return check


_BUDGETS = frozenset((Measure.INITIAL_BUDGET, Measure.ADJUSTED_BUDGET, Measure.BUDGET))


def _counted(claim: Count, tables: Tables) -> Iterator[Check]:
    """A count against a table of statistics."""
    fact = statistic_of(claim, tables)
    if fact is None or fact.figure is None:
        return
    counted = replace(fact, figure=fact.figure.with_unit(Unit.NONE))
    outcome = outcome_of(fact.figure.value == claim.mention.figure.value, False)
    yield replace(_against(claim, "restates-count", outcome, cell(counted, -1)), subject=claim.counted)


def _nil(claim: Nil, tables: Tables) -> Iterator[Check]:
    named = (section.nil for section in tables.restated.sections(claim.topic))
    table = next((table for kind in named if (table := tables.get(kind)) is not None), None)
    if table is None:
        return
    # A budget's table may print last year beside this one.
    now = (fact for fact in table.facts if not fact.column.startswith(_LAST_YEARS))
    filled = next((fact for fact in now if fact.figure is not None and fact.figure.value != 0), None)
    at = Operand(Role.STATED, Interval.point(0), claim.anchor.text, claim.anchor)
    operands = (at, cell(filled)) if filled is not None else (at,)
    yield replace(of_claim(claim, "nil", outcome_of(filled is None, False), operands), table=table)


_LAST_YEARS = ("上年", "增减")
_FULL_LIST = 6
"""A list of at least so many names, not closed with 等, is plainly meant to be full."""
_OF_ITEMS = CODE_LENGTHS["款"]
"""So long are the codes of economic items: 30101."""


def _listed(claim: Listing, tables: Tables) -> Iterator[Check]:
    section = next((section for section in tables.restated.sections(claim.topic) if section.lists), None)
    table = tables.get(section.lists[0].table) if section is not None else None
    if section is None or table is None or not table.has_amounts:
        return
    column = section.lists[0].column
    rows = {squeeze(row.label): row for row in table.rows if row.code and len(row.code) == _OF_ITEMS}
    known = [(item, rows.get(item.name)) for item in claim.items]
    for item, row in known:
        fact = table.fact_at(row, column) if row else None
        if fact is None or not fact.is_number or item.anchor is None:
            continue
        empty = fact.figure is None or fact.figure.value == 0
        at = Operand(Role.STATED, Interval.point(0), item.name, item.anchor)
        check = of_claim(claim, "listing-empty", outcome_of(not empty, False), (at, cell(fact)))
        yield replace(check, subject=item.name, table=table)
    classes = section.classes.get(claim.subject.name, ())
    named = {item.name for item, row in known if row is not None}
    if classes and not claim.open_ended and _FULL_LIST <= len(named) >= len(claim.items):
        yield from _left_out(claim, table, column, [row for name, row in rows.items() if name not in named], classes)


def _left_out(
    claim: Listing, table: Table, column: str, rows: Sequence[Row], classes: Sequence[str]
) -> Iterator[Check]:
    """Items with amounts that a plainly full list leaves out: all of its names but few are items."""
    for row in rows:
        fact = table.fact_at(row, column) if row.code and row.code.startswith(tuple(classes)) else None
        if fact is None or fact.figure is None or fact.figure.value == 0:
            continue
        at = Operand(Role.STATED, fact.interval, claim.anchor.text, claim.anchor)
        check = of_claim(claim, "listing-missing", Outcome.FAILS, (at, cell(fact)))
        yield replace(check, subject=row.label, table=table)
