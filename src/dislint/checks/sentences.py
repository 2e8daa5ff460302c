"""What sentences say of one another: the same figure stated twice, last year's level implied by two changes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from dislint.checks.arithmetic import changes_sum, of_claim, outcome_of
from dislint.checks.cells import GENERAL
from dislint.checks.model import Check, Operand, Outcome, Role, stated
from dislint.claims.lexicon import Names
from dislint.claims.model import (
    GENERAL_TOTALS,
    PUBLIC,
    Amount,
    Change,
    Claim,
    Composition,
    Count,
    Direction,
    Measure,
    Mention,
)
from dislint.numbers import Figure, Interval, total

_ACCOUNTS = frozenset({"overall", "income", "expenditure"})
_PATH_OF_ITEM = 3


def between(claims: Sequence[Claim], year: int | None, names: Names) -> Iterator[Check]:
    """The checks of claims against one another."""
    yield from _stated_twice([claim for claim in claims if isinstance(claim, Amount)], names)
    yield from _nothing_counted(claims)
    counted = [claim for claim in claims if isinstance(claim, Count) and claim.year in (0, year)]
    yield from _counted_twice(counted, names)
    yield from _last_year([claim for claim in claims if isinstance(claim, Change)], year, names)
    yield from _budgets([claim for claim in claims if isinstance(claim, Amount)])
    yield from _changes_of_lists(claims)
    yield from _totals([claim for claim in claims if isinstance(claim, Amount)], names)


def _changes_of_lists(claims: Sequence[Claim]) -> Iterator[Check]:
    """The changes of the parts of lists against the changes of their wholes."""
    own = {claim.current: claim for claim in claims if isinstance(claim, Change) and claim.current is not None}
    for claim in claims:
        if isinstance(claim, Composition):
            yield from _changes_of_list(claim, own)


def _changes_of_list(claim: Composition, own: Mapping[Mention, Change]) -> Iterator[Check]:
    """The changes of parts that make up a whole make up its change; ``own`` are the changes by the level that they led to."""
    if claim.whole is None or not all(mention.figure.unit.is_money for mention in (claim.whole, *claim.parts)):
        return
    added = sum(part.figure.amount for part in claim.parts)
    if added != claim.whole.figure.amount:
        return
    whole, parts = own.get(claim.whole), [own.get(part) for part in claim.parts]
    if whole is None or whole.difference is None:
        return
    told = [part for part in parts if part is not None]
    # Parts of nothing that were nothing before need no change.
    silent = [mention for mention, part in zip(claim.parts, parts, strict=True) if part is None]
    if any(part.difference is None and part.direction is not Direction.SAME for part in told):
        return
    if any(mention.figure.value != 0 for mention in silent) or (silent and not told):
        return
    if len({(change.base_kind, change.base_year) for change in (whole, *told)}) > 1:
        return
    check = changes_sum(whole, told)
    if check.outcome is not Outcome.FAILS or not silent:
        yield check


def _scope(topic: str) -> str:
    """Sections that speak of the same figures."""
    if topic in _ACCOUNTS:
        return "accounts"
    if topic in GENERAL:
        return "general"
    return "three-public" if topic in PUBLIC else topic


_ANYWHERE = "*"


def _once(name: str, topic: str, names: Names) -> bool:
    """Whether the sections of a topic have but one of what is so called."""
    return name in names.once.get(_scope(topic), ())


def _stated_twice(amounts: Iterable[Amount], names: Names) -> Iterator[Check]:
    anywhere = names.once.get(_ANYWHERE, ())
    groups: dict[tuple[str, str, str, Measure], list[Amount]] = defaultdict(list)
    for claim in amounts:
        subject = claim.subject
        if subject.known and not subject.qualified and subject.name and claim.mention.figure.unit.is_money:
            of = claim.of.key if claim.of is not None and subject.name in ("基本支出", "项目支出") else ""
            scope = "" if subject.name in anywhere else _scope(claim.topic)
            groups[scope, of, subject.key, claim.measure].append(claim)
    for same in groups.values():
        for later in same[1:]:
            yield from _again(same[0], later, names)


def _again(first: Amount, later: Amount, names: Names) -> Iterator[Check]:
    """A figure and the same figure stated again; of figures that there may be several of, only agreement tells."""
    outcome = _alike(first.mention.figure, later.mention.figure)
    subject = later.subject
    apart = first.block != later.block
    # In one paragraph a second amount of an item may be what was meant to be spent on it.
    item = _once(subject.name, later.topic, names) and later.measure is Measure.ACTUAL and apart
    one = subject.name in names.once.get(_ANYWHERE, ()) or item or (len(subject.path) == _PATH_OF_ITEM and not apart)
    if outcome is Outcome.HOLDS or one:
        at, other = stated(later.mention, Role.STATED, 1), stated(first.mention, Role.STATED, -1)
        yield of_claim(later, "twice", outcome, (at, other))


def _alike(one: Figure, other: Figure) -> Outcome:
    if one.amount == other.amount:
        return Outcome.HOLDS
    # One unit of the last digit is a slip in copying a rounded number.
    step = max(one.last_unit, other.last_unit)
    near = abs(one.amount - other.amount) <= step or one.interval.meets(other.interval)
    return Outcome.ROUNDING if near else Outcome.FAILS


def _nothing_counted(claims: Sequence[Claim]) -> Iterator[Check]:
    """公务接待费支出0万元，共接待0批次: where nothing was spent nothing is counted. Guests may have been received for nothing."""
    nothing = {
        (claim.block, claim.subject.key): claim
        for claim in claims
        if isinstance(claim, Amount) and claim.measure is Measure.ACTUAL and claim.mention.figure.value == 0
    }
    for claim in claims:
        if isinstance(claim, Count) and claim.mention.figure.value == 0 and claim.subject.name:
            amount = nothing.get((claim.block, claim.subject.key))
            if amount is not None:
                operands = (stated(claim.mention, Role.STATED), stated(amount.mention, Role.LEVEL))
                yield of_claim(claim, "no-money-no-count", Outcome.HOLDS, operands)


def _counted_twice(counts: Iterable[Count], names: Names) -> Iterator[Check]:
    """Vehicles, groups and persons that two sentences count, where there can be but one count: 接待 may be of some guests."""
    counts = [claim for claim in counts if _once(claim.counted, claim.topic, names) and not claim.of]
    first: dict[tuple[str, str], Count] = {}
    for claim in counts:
        before = first.setdefault((claim.counted, claim.measure_word), claim)
        if before is claim:
            continue
        equal = before.mention.figure.value == claim.mention.figure.value
        at, other = stated(claim.mention, Role.STATED, 1), stated(before.mention, Role.STATED, -1)
        check = of_claim(claim, "restates-count", outcome_of(equal, False), (at, other))
        yield replace(check, subject=claim.counted)


def _last_year(changes: Iterable[Change], year: int | None, names: Names) -> Iterator[Check]:
    """本年 − 增加额 of one subject is the same wherever it is implied."""
    totals, equal = (
        {part: whole for whole, parts in of.items() for part in parts} for of in (names.pairs, names.equal)
    )
    first: dict[tuple[str, str], tuple[Change, Interval]] = {}
    for claim in changes:
        before = _implied(claim)
        if before is None or (year and claim.base_year not in (0, year - 1)):
            continue
        name = totals.get(claim.subject.key, claim.subject.key)
        if claim.base_kind:
            # A budget names what it compares with: its fiscal income and expenditure have one last year, too.
            name = f"{equal.get(name, name)}（{claim.base_kind}）"
        known, value = first.setdefault((_scope(claim.topic), name), (claim, before))
        # Income and expenditure had the same total last year where they have it this year.
        alike = known.subject.key == claim.subject.key or _level(known) == _level(claim)
        if known is not claim and known.difference is not claim.difference and alike:
            yield _same_last_year(known, value, claim, before)


def _implied(claim: Change) -> Interval | None:
    if claim.base is not Measure.LAST_YEAR or claim.current is None or claim.difference is None or claim.around:
        return None
    if not claim.subject.known or claim.subject.qualified or not claim.subject.name:
        return None
    if not (claim.current.figure.unit.is_money and claim.difference.figure.unit.is_money):
        return None
    now, change = claim.current.figure.interval, claim.difference.figure.interval
    return now - change if claim.direction is Direction.UP else now + change


def _same_last_year(known: Change, value: Interval, claim: Change, before: Interval) -> Check:
    """The levels less their changes, one against the other."""
    operands: list[Operand] = []
    for change, sign in ((claim, 1), (known, -1)):
        assert change.difference is not None
        assert change.current is not None
        up = change.direction is Direction.UP
        difference = stated(change.difference, Role.CHANGE, -sign if up else sign)
        operands += [replace(difference, direction=change.direction), stated(change.current, Role.LEVEL, sign)]
    same = _level_before(claim) == _level_before(known)
    return of_claim(claim, "last-year", outcome_of(same, value.meets(before)), operands)


def _level(claim: Change) -> Fraction | None:
    return claim.current.figure.amount if claim.current else None


def _level_before(claim: Change) -> Fraction:
    assert claim.difference is not None
    assert claim.current is not None
    sign = 1 if claim.direction is Direction.UP else -1
    return claim.current.figure.amount - sign * claim.difference.figure.amount


def _budgets(amounts: Sequence[Amount]) -> Iterator[Check]:
    """The initial budgets of all subjects make up that of the whole.

    Only agreement tells: money is moved between subjects, and one that lost all of it is listed nowhere.
    """
    detail = [claim for claim in amounts if claim.topic in GENERAL and claim.mention.figure.unit.is_money]
    for measure in (Measure.INITIAL_BUDGET, Measure.ADJUSTED_BUDGET, Measure.BUDGET):
        stated = [claim for claim in detail if claim.measure is measure]
        whole = next((claim for claim in stated if claim.subject.name in GENERAL_TOTALS), None)
        if whole is None:
            continue
        for length in {len(claim.subject.path) for claim in stated}:
            parts = _first_of_each(
                claim
                for claim in stated
                if len(claim.subject.path) == length
                and claim.subject.name not in GENERAL_TOTALS
                and claim.subject.known
            )
            if len(parts) > 1:
                yield from _made_up(whole, parts)


def _first_of_each(claims: Iterable[Amount]) -> list[Mention]:
    return list({claim.subject.key: claim.mention for claim in claims}.values())


def _made_up(whole: Amount, parts: Sequence[Mention]) -> Iterator[Check]:
    at = stated(whole.mention, Role.WHOLE, 1, measure=whole.measure)
    operands = (at, *(stated(part, Role.TERM, -1) for part in parts))
    added = sum((part.figure.amount for part in parts), Fraction(0))
    if added == whole.mention.figure.amount:
        outcome = Outcome.HOLDS
    elif total(part.figure.interval for part in parts).meets(at.value):
        outcome = Outcome.ROUNDING
    else:
        return
    yield of_claim(whole, "budgets", outcome, operands)


_CALLED = "总计"


def _totals(amounts: Iterable[Amount], names: Names) -> Iterator[Check]:
    """Income and expenditure of a section have one total, where both are called so, and each is told alike throughout.

    总收入 and 总支出 are the year's alone in some reports; 支出总计 of 基本支出 and 项目支出 is qualified.
    """
    told: dict[tuple[str, str], list[Amount]] = defaultdict(list)
    for claim in amounts:
        subject = claim.subject
        if subject.known and not subject.qualified and claim.measure is Measure.ACTUAL and _CALLED in subject.printed:
            told[claim.topic, subject.name].append(claim)
    balanced = {pair[0]: pair[1] for pair in names.pairs.values() if pair[1:]}
    for (topic, name), income in list(told.items()):
        spent = told.get((topic, balanced.get(name, "")), [])
        if spent and all(len({claim.mention.figure.amount for claim in same}) == 1 for same in (income, spent)):
            one, other = spent[0], income[0]
            outcome = _alike(one.mention.figure, other.mention.figure)
            yield of_claim(one, "equal-totals", outcome, (_total(one, Role.WHOLE, 1), _total(other, Role.TERM, -1)))


def _total(claim: Amount, role: Role, sign: int) -> Operand:
    return stated(claim.mention, role, sign, claim.subject.name)
