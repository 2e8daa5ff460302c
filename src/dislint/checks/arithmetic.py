"""The arithmetic of sentences: rates, shares, completions and comparisons, as checks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction

from dislint.checks.kinds import KINDS
from dislint.checks.model import Check, Operand, Outcome, Role, stated
from dislint.claims.model import (
    Average,
    Balance,
    Change,
    ChangesOfParts,
    Claim,
    Comparison,
    Completion,
    Composition,
    Deviation,
    Direction,
    Extent,
    Measure,
    Mention,
    Share,
    Shares,
    Tally,
    ToldAgain,
)
from dislint.numbers import ZERO, Figure, Interval, Unit, show, total


def of_claim(
    claim: Claim,
    kind: str,
    outcome: Outcome,
    operands: Sequence[Operand],
    *,
    computed: Interval | None = None,
    direction: Direction | None = None,
) -> Check:
    """A check of what a claim says; it points at the first of its operands."""
    return Check(
        KINDS[kind],
        outcome,
        tuple(operands),
        subject=claim.subject.name,
        called=claim.subject.printed,
        topic=claim.topic,
        computed=computed,
        direction=direction,
    )


def outcome_of(exact: bool, near: bool) -> Outcome:
    """How a relation holds: as printed, within the rounding of its numbers, or not."""
    return Outcome.HOLDS if exact else Outcome.ROUNDING if near else Outcome.FAILS


def ratio_outcome(printed: Figure, computed: Interval) -> Outcome:
    """Whether a printed rate is the computed one: it meets it, misses by one unit of its last digit, or more."""
    rate, step = printed.interval, printed.last_unit
    return outcome_of(rate.meets(computed), Interval(rate.lo - step, rate.hi + step).meets(computed))


def _ratio(kind: str, claim: Claim, rate: Mention, computed: Interval, operands: Sequence[Operand]) -> Check:
    outcome = ratio_outcome(rate.figure, computed)
    check = of_claim(claim, kind, outcome, (stated(rate, Role.RATE), *operands), computed=computed)
    if outcome is Outcome.FAILS and rate.figure.value != 0:
        printed = rate.figure.interval
        for factor in (Fraction(100), Fraction(1, 100)):
            if Interval(printed.lo * factor, printed.hi * factor).meets(computed):
                # What it is computed from stays the same.
                return replace(check, kind=replace(KINDS["hundredfold"], form=check.kind.form, rate=check.kind.rate))
    return check


def _sign(claim: Change) -> int:
    return 1 if claim.direction is Direction.UP else -1


def _change(claim: Change, difference: Mention, sign: int = 0) -> Operand:
    return replace(stated(difference, Role.CHANGE, sign), direction=claim.direction)


def _level(current: Mention, sign: int = 0) -> Operand:
    return stated(current, Role.LEVEL, sign)


def _base(claim: Change, before: Mention, sign: int = 0) -> Operand:
    return stated(before, Role.BASE, sign, measure=claim.base or Measure.LAST_YEAR)


def growth(claim: Change) -> Iterator[Check]:
    """增长P% = 增减额 / 上年; 上年 = 本年 − 增加额. What is compared with may be a budget as well."""
    yield from _reason(claim)
    if claim.direction is Direction.SAME:
        yield from _unchanged(claim)
        return
    true = _true_direction(claim)
    if claim.rate is not None and (true is not claim.direction or _is_contradictory(claim)):
        rate = replace(stated(claim.rate, Role.RATE), direction=claim.rate_direction or claim.direction)
        change = (_change(claim, claim.difference),) if claim.difference else ()
        yield of_claim(claim, "direction", Outcome.FAILS, (rate, *change), direction=true)
        if true is None:
            return
        claim = replace(claim, direction=true)
    yield from _difference(claim)
    yield from _completed(claim)
    if claim.difference is None and claim.rate is not None:
        yield from _rate_of_levels(claim, claim.rate)
    if claim.difference is None or claim.current is None or not _money(claim.difference, claim.current):
        return
    if claim.rate is not None and claim.rate.figure.unit.is_rate:
        yield from _rate_of_change(claim, claim.rate, claim.difference, claim.current)
    elif claim.rate is None and claim.direction is Direction.UP and _is_nothing(claim.current, claim.difference):
        yield of_claim(claim, "direction", Outcome.FAILS, (_change(claim, claim.difference),), direction=Direction.DOWN)
    elif claim.rate is None and claim.direction is Direction.UP and _below_nothing(claim.difference, claim.current):
        # No level can have grown by more than it is.
        limit = stated(claim.current, Role.LIMIT, -1, claim.subject.name)
        check = of_claim(claim, "at-most", Outcome.FAILS, (stated(claim.difference, Role.TERM, 1), limit))
        most = Interval(ZERO.lo, claim.current.figure.amount)
        yield replace(check, subject=f"{claim.subject.name}的增加额", computed=most)
    elif claim.rate is None and claim.direction is Direction.UP and _nothing_before(claim.difference, claim.current):
        # No rate is stated, and none can be: there was nothing before.
        operands = (_change(claim, claim.difference, 1), _level(claim.current, -1))
        yield of_claim(claim, "difference", Outcome.HOLDS, operands)


def _is_contradictory(claim: Change) -> bool:
    """增加5.00万元，下降3%."""
    return claim.rate_direction is not None and claim.rate_direction is not claim.direction


def _true_direction(claim: Change) -> Direction | None:
    """Which way a change goes by its amounts and rate: as the words say, unless they agree only the other way round.

    None where the words contradict each other and the numbers do not tell which of them is right.
    """
    other = Direction.DOWN if claim.direction is Direction.UP else Direction.UP
    here, there = _fit(claim), _fit(replace(claim, direction=other))
    if _is_contradictory(claim):
        return None if here is there else claim.direction if here else other
    return other if there and not here else claim.direction


def _fit(claim: Change) -> bool:
    """Whether a rate is just that of the amounts, if the change goes the way it is said to."""
    rate, difference, current = claim.rate, claim.difference, claim.current
    if rate is None or difference is None or current is None or not rate.figure.unit.is_rate:
        return False
    if not _money(difference, current) or rate.figure.value == 0:
        return False
    return any(check.outcome is Outcome.HOLDS for check in _rate_of_change(claim, rate, difference, current))


def _rate_of_change(claim: Change, rate: Mention, difference: Mention, current: Mention) -> list[Check]:
    checks = list(_rate(claim, rate, difference, current))
    if claim.around is not None and _money(claim.around):
        # Whose change it is stays open: one reading that fits is enough; where neither does, either may be meant.
        checks += _rate(claim, rate, difference, claim.around)
        first, *others = [check for check in checks if check.outcome is not Outcome.FAILS] or sorted(checks, key=_gap)
        checks = [replace(first, readings=tuple(others) if first.outcome is Outcome.FAILS else ())]
    return checks


def _gap(check: Check) -> tuple[bool, Fraction]:
    """How far a rate is from the computed one; last where there is none."""
    if check.computed is None:
        return True, Fraction(0)
    return False, abs(check.computed.middle - check.operands[0].value.middle)


def _completed(claim: Change) -> Iterator[Check]:
    """完成预算的P%，比预算减少D: the budget that the change implies gives the rate of completion."""
    rate, difference, current = claim.completed, claim.difference, claim.current
    if rate is None or difference is None or current is None or not _money(difference, current):
        return
    if _before(claim, difference, current).lo <= 0:
        return
    growth, one = _growth(claim, difference, current), Interval.point(1)
    computed = one + growth if _sign(claim) > 0 else one - growth
    operands = (_change(claim, difference), _level(current))
    yield _ratio("completion-by-change", claim, rate, computed, operands)


def average(claim: Average) -> Iterator[Check]:
    """车均运行维护费 = amount / number of vehicles."""
    if claim.count.figure.value <= 0 or not _money(claim.mention, claim.amount):
        return
    computed = claim.amount.figure.interval / Interval.point(claim.count.figure.value)
    exact = claim.amount.figure.amount == claim.mention.figure.amount * Fraction(claim.count.figure.value)
    near = claim.mention.figure.interval.meets(computed)
    count = replace(stated(claim.count, Role.TERM), value=Interval.point(claim.count.figure.value))
    operands = (stated(claim.mention, Role.RATE, label=claim.words), stated(claim.amount, Role.LEVEL), count)
    yield of_claim(claim, "average", outcome_of(exact, near), operands, computed=computed)


def _is_nothing(current: Mention, difference: Mention) -> bool:
    """Whether a level is nothing after a change: it cannot have risen."""
    return current.figure.value == 0 and difference.figure.interval.lo > current.figure.interval.hi


def _below_nothing(difference: Mention, current: Mention) -> bool:
    """Whether a level before the change would have been less than nothing."""
    return difference.figure.interval.lo > current.figure.interval.hi > 0


def _nothing_before(difference: Mention, current: Mention) -> bool:
    return difference.figure.amount == current.figure.amount != 0


def _rate(claim: Change, rate: Mention, difference: Mention, current: Mention) -> Iterator[Check]:
    operands = (_change(claim, difference), _level(current))
    if _before(claim, difference, current).lo <= 0:
        printed = current.figure.amount - _sign(claim) * difference.figure.amount
        if printed == 0 and rate.figure.value == 0 and difference.figure.value == 0:
            yield of_claim(claim, "growth", Outcome.HOLDS, (stated(rate, Role.RATE), *operands))
        elif printed < 0:
            # More than there is: no rate would mend that.
            yield of_claim(claim, "growth", Outcome.FAILS, (stated(rate, Role.RATE), *operands))
        elif printed == 0:
            at = replace(stated(rate, Role.RATE), direction=claim.direction)
            base = claim.base or Measure.LAST_YEAR
            nothing = Operand(Role.BASE, Interval.point(printed), "", rate.anchor, measure=base)
            yield of_claim(claim, "zero-base", Outcome.FAILS, (at, *operands, nothing))
        return
    yield _ratio("growth", claim, rate, _growth(claim, difference, current), operands)


def _before(claim: Change, difference: Mention, current: Mention) -> Interval:
    """What the level was before the change."""
    now, change = current.figure.interval, difference.figure.interval
    return now - change if _sign(claim) > 0 else now + change


def _growth(claim: Change, difference: Mention, current: Mention) -> Interval:
    """The change over the level before it, where that was more than nothing."""
    now, change, sign = current.figure.interval, difference.figure.interval, _sign(claim)
    # The rate rises with the change and falls with the level: its extremes lie at the corners.
    corners = [d / (n - sign * d) for n in (now.lo, now.hi) for d in (change.lo, change.hi) if n - sign * d > 0]
    return Interval(min(corners), max(corners))


def _rate_of_levels(claim: Change, rate: Mention) -> Iterator[Check]:
    """由N万元增加到M万元，增长P%: the rate of two levels."""
    before, current = claim.before, claim.current
    if before is None or current is None or not _money(before, current):
        return
    if before.figure.interval.lo <= 0:
        yield from _from_nothing(claim, rate, before, current)
        return
    now, then = current.figure, before.figure
    ratio = now.interval / then.interval - Interval.point(1)
    computed = ratio if _sign(claim) > 0 else -ratio
    true = Direction.UP if now.amount > then.amount else Direction.DOWN
    turned = true is not claim.direction and not now.interval.meets(then.interval)
    astray = turned or ratio_outcome(rate.figure, computed) is Outcome.FAILS
    if astray and _fit(replace(claim, difference=before)):
        # 较上年38.31万元，下降6.31%: no level, but a change whose word was left out.
        said = (_change(claim, before), stated(rate, Role.RATE), _level(current))
        yield of_claim(claim, "unsaid", Outcome.FAILS, said)
    elif turned:
        at = replace(stated(rate, Role.RATE), direction=claim.direction)
        yield of_claim(claim, "direction", Outcome.FAILS, (at, _level(current), _base(claim, before)), direction=true)
    else:
        operands = (replace(_level(current), direction=claim.direction), _base(claim, before))
        yield _ratio("growth-of-levels", claim, rate, computed, operands)


def _from_nothing(claim: Change, rate: Mention, before: Mention, current: Mention) -> Iterator[Check]:
    """A rate of growth from a printed zero, unless what the zero may be rounded from gives that rate."""
    base, now = before.figure.interval, current.figure.interval
    if before.figure.value != 0 or rate.figure.value == 0 or now.lo <= 0 or base.hi <= 0:
        return
    if rate.figure.interval.hi < (now.lo / base.hi) - 1:
        at = replace(stated(rate, Role.RATE), direction=claim.direction)
        yield of_claim(claim, "zero-base", Outcome.FAILS, (at, _level(current), _base(claim, before)))


def _unchanged(claim: Change) -> Iterator[Check]:
    """与上年持平: both levels, where they are stated."""
    before, current = claim.before, claim.current
    if before is None or current is None or not _money(before, current):
        return
    now, then = current.figure, before.figure
    true = Direction.UP if now.amount > then.amount else Direction.DOWN if now.amount < then.amount else Direction.SAME
    outcome = outcome_of(true is Direction.SAME, now.interval.meets(then.interval))
    at = Operand(Role.STATED, now.interval, claim.anchor.text, claim.anchor, direction=Direction.SAME)
    yield of_claim(claim, "equality", outcome, (at, _level(current), _base(claim, before)), direction=true)


def _reason(claim: Change) -> Iterator[Check]:
    """减少2.98%, 主要原因是…经费增加: the reason must not say the contrary."""
    told = claim.rate or claim.difference
    if claim.reason in (None, claim.direction):
        return
    if claim.direction is Direction.SAME:
        words = Operand(Role.STATED, ZERO, claim.anchor.text, claim.anchor, direction=claim.direction)
        yield of_claim(claim, "reason", Outcome.FAILS, (words,), direction=claim.reason)
    if told is None or claim.direction is Direction.SAME:
        return
    at = replace(stated(told, Role.RATE if told is claim.rate else Role.CHANGE), direction=claim.direction)
    yield of_claim(claim, "reason", Outcome.FAILS, (at,), direction=claim.reason)


def told_again(claim: ToldAgain) -> Iterator[Check]:
    """Which way a change went, against the change as it was told with its amounts."""
    change = claim.change
    at = Operand(Role.STATED, ZERO, claim.anchor.text, claim.anchor, direction=claim.direction)
    told = change.difference or change.rate
    if told is not None:
        role = Role.CHANGE if told is change.difference else Role.RATE
        operands = (at, replace(stated(told, role), direction=change.direction))
        outcome = outcome_of(claim.direction is change.direction, False)
        yield of_claim(claim, "told-again", outcome, operands, direction=change.direction)


def _difference(claim: Change) -> Iterator[Check]:
    """The change against the two levels that it lies between, where both are stated."""
    before, current, difference = claim.before, claim.current, claim.difference
    if before is None or current is None or difference is None or not _money(before, current, difference):
        return
    checks = [
        difference_of(claim, difference, _level(level, 1), _base(claim, before, -1))
        for level in (current, claim.around)
        if level is not None and _money(level)
    ]
    # Whose change it is stays open: one reading that fits is enough.
    yield next((check for check in checks if check.outcome is not Outcome.FAILS), checks[0])


def difference_of(claim: Change, difference: Mention, current: Operand, before: Operand) -> Check:
    """A change against the levels that it led to and started from, whose signs are 1 and -1."""
    operands = (_change(claim, difference, -_sign(claim)), current, before)
    exact = sum((operand.sign * _amount(operand) for operand in operands), Fraction(0)) == 0
    near = total(operand.value if operand.sign > 0 else -operand.value for operand in operands).contains(0)
    return of_claim(claim, "difference", outcome_of(exact, near), operands)


def _money(*mentions: Mention) -> bool:
    return all(mention.figure.unit.is_money for mention in mentions)


def _counts(*mentions: Mention | None) -> bool:
    return all(mention is not None and mention.figure.unit is Unit.NONE for mention in mentions)


def share(claim: Share, wholes: tuple[Operand, ...]) -> Check | None:
    """占P% = part / whole. Of several wholes that may be meant one that fits is enough; else it is held against the first."""
    if claim.part is None or not (_money(claim.part, *claim.more) or _counts(claim.part, claim.whole)):
        return None
    # What is less than its part is another whole than the sentence means, unless it names it.
    possible = [whole for whole in wholes if claim.named or whole.value.hi >= claim.part.figure.interval.lo]
    checks = [_share_of(claim, claim.part, whole) for whole in possible if whole.value.lo > 0]
    fitting = (check for check in checks if check.outcome is not Outcome.FAILS)
    return next(fitting, checks[0] if checks else None)


def _share_of(claim: Share, part: Mention, whole: Operand) -> Check:
    parts, role = (part, *claim.more), Role.TERM if claim.more else Role.STATED
    computed = _quotient(total(each.figure.interval for each in parts), whole.value)
    return _ratio("share", claim, claim.rate, computed, (*(stated(each, role) for each in parts), whole))


def _quotient(part: Interval, whole: Interval) -> Interval:
    """part / whole, where neither is negative; two amounts printed alike are one amount."""
    if part == whole:
        return Interval.point(1)
    return Interval(max(part.lo, Fraction(0)) / whole.hi, part.hi / whole.lo)


def completion(claim: Completion, budget: Operand | None) -> Check | None:
    """完成预算的P% = actual / budget."""
    if claim.actual is None or not _money(claim.actual):
        return None
    rate = stated(claim.rate, Role.RATE, measure=claim.of)
    actual = stated(claim.actual, Role.LEVEL, measure=Measure.ACTUAL)
    if budget is None or budget.value.lo <= 0:
        operands = (rate, actual, *(() if budget is None else (budget,)))
        if claim.actual.figure.value == 0 and claim.rate.figure.value == 0:
            # Nothing was spent, whatever the budget: 0% is right.
            return of_claim(claim, "completion", Outcome.HOLDS, operands)
        if budget is not None and budget.value == ZERO and claim.rate.figure.value != 0:
            return of_claim(claim, "zero-base", Outcome.FAILS, operands)
        return None
    computed = _quotient(claim.actual.figure.interval, budget.value)
    check = _ratio("completion", claim, claim.rate, computed, (actual, budget))
    return replace(check, operands=(rate, *check.operands[1:]))


def deviation(claim: Deviation) -> Iterator[Check]:
    """预决算差异率P% = (actual − budget) / budget."""
    if claim.budget is None or claim.actual is None or not _money(claim.budget, claim.actual):
        return
    budget, actual = claim.budget.figure.interval, claim.actual.figure.interval
    if budget.lo <= 0:
        return
    computed = (actual / budget) - Interval.point(1)
    if claim.budget.figure.amount == claim.actual.figure.amount:
        computed = ZERO
    level = stated(claim.actual, Role.LEVEL, measure=Measure.ACTUAL)
    base = stated(claim.budget, Role.BASE, measure=Measure.INITIAL_BUDGET)
    yield _ratio("deviation", claim, claim.rate, computed, (level, base))


def comparison(claim: Comparison) -> Iterator[Check]:
    """决算数大于/小于/等于预算数: by the two amounts, or where one is not stated by the rate of completion."""
    if claim.budget is None or claim.actual is None or not _money(claim.budget, claim.actual):
        yield from _compared_by_rate(claim)
        return
    actual, budget = claim.actual.figure, claim.budget.figure
    difference = actual.amount - budget.amount
    near = actual.interval.meets(budget.interval)
    if claim.roughly and not near:
        return
    true = Direction.UP if difference > 0 else Direction.DOWN if difference < 0 else Direction.SAME
    holds = claim.direction is true or (claim.or_equal and true is Direction.SAME)
    outcome = outcome_of(holds, near and difference != 0)
    at = _words(claim, actual.interval)
    level = stated(claim.actual, Role.LEVEL, measure=Measure.ACTUAL)
    base = stated(claim.budget, Role.BASE, measure=Measure.BUDGET)
    yield of_claim(claim, _kind_of(claim), outcome, (at, level, base), direction=true)


def _words(claim: Comparison, value: Interval) -> Operand:
    """The words of a comparison, as they stand."""
    return Operand(Role.STATED, value, claim.words, claim.anchor, direction=claim.direction)


def _kind_of(claim: Comparison) -> str:
    return "equality" if claim.direction is Direction.SAME else "comparison"


def _compared_by_rate(claim: Comparison) -> Iterator[Check]:
    """完成预算的98%: less than the budget. 100% says nothing: it may be rounded."""
    rate = claim.completed
    if rate is None or not rate.figure.unit.is_rate or rate.figure.interval.contains(1) or claim.roughly:
        return
    true = Direction.UP if rate.figure.interval.lo > 1 else Direction.DOWN
    at, completed = _words(claim, rate.figure.interval), stated(rate, Role.RATE, measure=Measure.BUDGET)
    yield of_claim(claim, _kind_of(claim), outcome_of(claim.direction is true, False), (at, completed), direction=true)


def composition(claim: Composition) -> Iterator[Check]:
    """The shares of a full list add up to 100%, its parts to the whole.

    A list is full where its parts are all that there can be, where its parts add up to the whole, or its shares to
    100%. Any other list may leave something out, and its sums say nothing.
    """
    if claim.whole is None or not _money(claim.whole, *claim.parts):
        return
    amounts, shares = parts_sum(claim), _shares_sum(claim)
    if (
        claim.partition
        or exceeds(claim)
        or amounts.outcome is not Outcome.FAILS
        or (shares and shares.outcome is not Outcome.FAILS)
    ):
        yield amounts
        if shares is not None:
            yield shares


def balance(claim: Balance) -> Iterator[Check]:
    """What was there and came = what went and is left."""
    if not _money(*claim.amounts):
        return
    terms = [stated(mention, Role.TERM, sign) for mention, sign in zip(claim.amounts, claim.signs, strict=True)]
    at = replace(terms[-1], role=Role.WHOLE)
    exact = sum(m.figure.amount * s for m, s in zip(claim.amounts, claim.signs, strict=True)) == 0
    near = total(term.value if term.sign > 0 else -term.value for term in terms).contains(0)
    yield of_claim(claim, "parts-sum", outcome_of(exact, near), (at, *terms[:-1]))


def changes_of_parts(claim: ChangesOfParts) -> Iterator[Check]:
    """The changes of all parts, as a sentence lists them, add up to the change of the whole."""
    changes = (claim.whole, *claim.parts)
    if all(change.difference is not None and _money(change.difference) for change in changes):
        yield changes_sum(claim.whole, claim.parts)


def changes_sum(whole: Change, parts: Sequence[Change]) -> Check:
    """The change of a whole against those of its parts; a part without a difference did not change."""
    terms = [(whole, 1), *((part, -1) for part in parts)]
    operands = [
        replace(_change(change, change.difference, sign * _sign(change)), label=change.subject.name)
        for change, sign in terms
        if change.difference is not None
    ]
    exact = sum(operand.sign * _amount(operand) for operand in operands) == 0
    near = total(o.value if o.sign > 0 else -o.value for o in operands).contains(0)
    return of_claim(whole, "changes-sum", outcome_of(exact, near), operands)


def _amount(operand: Operand) -> Fraction:
    """The amount that an operand of a sentence prints."""
    assert operand.figure is not None
    return operand.figure.amount


def exceeds(claim: Composition) -> bool:
    """Whether parts are more than what they are of: by their nature, or as named costs, which no table has."""
    in_tables = any(subject.known and not subject.qualified for subject in claim.subjects)
    if claim.whole is None or (in_tables and not claim.some):
        return False
    return total(part.figure.interval for part in claim.parts).lo > claim.whole.figure.interval.hi


def shares(claim: Shares) -> Iterator[Check]:
    """Shares without amounts: all there are add up to 100%, some of them to no more."""
    check = _added(claim, claim.rates)
    over = total(rate.figure.interval for rate in claim.rates).lo > 1
    if check is not None and (claim.partition or over or check.outcome is not Outcome.FAILS):
        yield check


def _shares_sum(claim: Composition) -> Check | None:
    return _added(claim, claim.rates) if len(claim.rates) == len(claim.parts) else None


def _added(claim: Claim, shares: Sequence[Mention]) -> Check | None:
    """Shares against 100%."""
    if any(rate.figure.unit is not Unit.PERCENT for rate in shares):
        return None
    rates = total(rate.figure.interval for rate in shares)
    printed = sum((rate.figure.amount for rate in shares), Fraction(0))
    operands = [stated(rate, Role.TERM, 1) for rate in shares]
    outcome = outcome_of(printed == 1, rates.contains(1))
    check = of_claim(claim, "shares-sum", outcome, operands, computed=Interval.point(1))
    # Not one of the shares is reported, but what they add up to.
    added = replace(operands[0], role=Role.WHOLE, value=rates, printed=show(printed, Unit.PERCENT))
    return replace(check, reported=added)


def parts_sum(claim: Composition) -> Check:
    """The parts of a list against the whole that the sentence states."""
    assert claim.whole is not None
    whole = stated(claim.whole, Role.WHOLE, 1)
    names = [subject.name for subject in claim.subjects]
    names = names if len(names) == len(claim.parts) else [""] * len(claim.parts)
    parts = [stated(part, Role.TERM, -1, name) for part, name in zip(claim.parts, names, strict=True)]
    added = sum((part.figure.amount for part in claim.parts), Fraction(0))
    near = total(part.figure.interval for part in claim.parts).meets(whole.value)
    return of_claim(claim, "parts-sum", outcome_of(added == claim.whole.figure.amount, near), (whole, *parts))


def extent(claim: Extent) -> Iterator[Check]:
    """The parts of a measure: more than the whole, or all there are and not the whole."""
    whole, parts = claim.whole.figure, [part.figure for part in claim.parts]
    added = sum(part.value for part in parts)
    exact = added == whole.value
    near = total(part.interval for part in parts).meets(whole.interval)
    if exact or near or claim.partition or added > whole.value:
        operands = (stated(claim.whole, Role.WHOLE, 1), *(stated(part, Role.TERM, -1) for part in claim.parts))
        yield of_claim(claim, "parts-sum", outcome_of(exact, near), operands)


_FULL_TALLY = 6
"""A count that is broken down into so many kinds is broken down into all of them."""


def tally(claim: Tally) -> Iterator[Check]:
    """The kinds of a count add up to it; fewer kinds may not be all of them."""
    operands = (stated(claim.whole, Role.WHOLE, 1), *(stated(part, Role.TERM, -1) for part in claim.parts))
    added = sum(part.figure.value for part in claim.parts)
    if added == claim.whole.figure.value:
        outcome = Outcome.HOLDS
    elif claim.partition or added > claim.whole.figure.value or len(claim.parts) >= _FULL_TALLY:
        outcome = Outcome.FAILS
    else:
        return
    kind = "tally-of-all" if claim.partition and not claim.names else "tally"
    yield replace(of_claim(claim, kind, outcome, operands), subject=claim.counted)
