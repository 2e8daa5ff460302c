"""The arithmetic of sentences: rates, shares, completions and comparisons, as checks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from dislint.checks.model import Check, Operand, Outcome
from dislint.claims.model import (
    Change,
    Claim,
    Comparison,
    Completion,
    Composition,
    Deviation,
    Direction,
    Measure,
    Mention,
    Share,
    Tally,
)
from dislint.numbers import ZERO, Figure, Interval, Unit, show, total


def operand(mention: Mention, name: str, sign: int = 0) -> Operand:
    """A printed number of the narrative as an operand."""
    return Operand(name, mention.figure.interval, mention.figure.text, mention.anchor, "", sign)


def ratio_outcome(printed: Figure, computed: Interval) -> Outcome:
    """Whether a printed rate is the computed one: it meets it, misses by one unit of its last digit, or more."""
    stated = printed.interval
    if stated.meets(computed):
        return Outcome.HOLDS
    step = printed.last_unit
    if Interval(stated.lo - step, stated.hi + step).meets(computed):
        return Outcome.ROUNDING
    return Outcome.FAILS


def _ratio(
    relation: str, claim: Claim, rate: Mention, computed: Interval, operands: tuple[Operand, ...], proof: str
) -> Check:
    outcome = ratio_outcome(rate.figure, computed)
    places = max(rate.figure.places, 2)
    expected = show(computed.middle, Unit.PERCENT, places)
    if outcome is Outcome.FAILS and rate.figure.value != 0:
        stated = rate.figure.interval
        for factor in (Fraction(100), Fraction(1, 100)):
            if Interval(stated.lo * factor, stated.hi * factor).meets(computed):
                relation = "hundredfold"
    at = operand(rate, claim.subject.name)
    return Check(
        relation, outcome, at, (at, *operands), rate.figure.text, expected, proof, claim.topic, "", claim.subject.name,
        computed,
    )  # fmt: skip


def growth(claim: Change) -> Iterator[Check]:
    """增长P% = 增减额 / 上年; 上年 = 本年 − 增加额. What is compared with may be a budget as well."""
    if claim.rate_direction is not None and claim.rate is not None and claim.rate_direction is not claim.direction:
        at = operand(claim.rate, claim.subject.name)
        words = {Direction.UP: "增长", Direction.DOWN: "下降"}
        told = f"{claim.direction.value}{claim.difference.figure.text}" if claim.difference else claim.direction.value
        yield _check(claim, "direction", Outcome.FAILS, (at,), f"{words[claim.rate_direction]}{claim.rate.figure.text}",
                     words[claim.direction], told)  # fmt: skip
    yield from _difference(claim)
    if claim.difference is None and claim.rate is not None:
        yield from _rate_of_levels(claim, claim.rate)
    if claim.difference is None or claim.current is None or not _money(claim.difference, claim.current):
        return
    if claim.rate is not None and claim.rate.figure.unit is Unit.PERCENT:
        checks = list(_rate(claim, claim.rate, claim.difference, claim.current))
        if claim.around is not None and _money(claim.around):
            # Whose change it is stays open: one reading that fits is enough, and none contradicts.
            checks += _rate(claim, claim.rate, claim.difference, claim.around)
            checks = [check for check in checks if check.outcome is not Outcome.FAILS][:1]
        yield from checks
    elif claim.rate is None and claim.direction is Direction.UP and _nothing_before(claim.difference, claim.current):
        # No rate is stated, and none can be: there was nothing before.
        operands = (operand(claim.difference, claim.direction.value), operand(claim.current, "本年"))
        yield _check(claim, "growth", Outcome.HOLDS, operands, claim.difference.figure.text, "", f"{_before(claim)}=0")


def _check(
    claim: Claim, relation: str, outcome: Outcome, operands: tuple[Operand, ...], actual: str, expected: str, proof: str
) -> Check:
    """A check of a claim that points at the first of its operands."""
    return Check(relation, outcome, operands[0], operands, actual, expected, proof, claim.topic, "", claim.subject.name)


def _before(claim: Change) -> str:
    """What a change starts from, by name."""
    return "上年" if claim.base in (None, Measure.LAST_YEAR) else claim.base.value


def _nothing_before(difference: Mention, current: Mention) -> bool:
    return difference.figure.amount == current.figure.amount != 0


def _rate(claim: Change, rate: Mention, difference: Mention, current: Mention) -> Iterator[Check]:
    now, change = current.figure.interval, difference.figure.interval
    sign = 1 if claim.direction is Direction.UP else -1
    before = now - change if sign > 0 else now + change
    operands = (operand(difference, claim.direction.value), operand(current, "本年"))
    printed = current.figure.amount - sign * difference.figure.amount
    proof = f"{_before(claim)}={show(printed)}"
    if before.lo <= 0:
        if printed == 0 and rate.figure.value == 0 and difference.figure.value == 0:
            at = operand(rate, claim.subject.name)
            yield _check(claim, "growth", Outcome.HOLDS, (at, *operands), rate.figure.text, "", proof)
        elif printed <= 0:
            at = operand(rate, claim.subject.name)
            yield _check(claim, "zero-base", Outcome.FAILS, (at, *operands), rate.figure.text, "", proof)
        return
    # The rate rises with the change and falls with the level: its extremes lie at the corners.
    corners = [d / (n - sign * d) for n in (now.lo, now.hi) for d in (change.lo, change.hi) if n - sign * d > 0]
    yield _ratio("growth", claim, rate, Interval(min(corners), max(corners)), operands, proof)


def _rate_of_levels(claim: Change, rate: Mention) -> Iterator[Check]:
    """由N万元增加到M万元，增长P%: the rate of two levels."""
    before, current = claim.before, claim.current
    if before is None or current is None or not _money(before, current) or before.figure.interval.lo <= 0:
        return
    sign = 1 if claim.direction is Direction.UP else -1
    ratio = current.figure.interval / before.figure.interval - Interval.point(1)
    operands = (operand(current, "本年"), operand(before, _before(claim)))
    proof = f"{current.figure.text}/{before.figure.text}"
    yield _ratio("growth", claim, rate, ratio if sign > 0 else -ratio, operands, proof)


def _difference(claim: Change) -> Iterator[Check]:
    """The change against the two levels that it lies between, where both are stated."""
    before, current, difference = claim.before, claim.current, claim.difference
    if before is None or current is None or difference is None or not _money(before, current, difference):
        return
    sign = 1 if claim.direction is Direction.UP else -1
    operands = (
        operand(difference, claim.direction.value, -sign),
        operand(current, "本年", 1),
        operand(before, _before(claim), -1),
    )
    between = sign * (current.figure.amount - before.figure.amount)
    exact = between == difference.figure.amount
    near = total(member.value if member.sign > 0 else -member.value for member in operands).contains(0)
    outcome = Outcome.HOLDS if exact else Outcome.ROUNDING if near else Outcome.FAILS
    proof = f"{current.figure.text}-{before.figure.text}" if sign > 0 else f"{before.figure.text}-{current.figure.text}"
    expected = show(between, difference.figure.unit, max(difference.figure.places, 2))
    yield _check(claim, "difference", outcome, operands, difference.figure.text, expected, proof)


def _money(*mentions: Mention) -> bool:
    return all(mention.figure.unit.is_money for mention in mentions)


def share(claim: Share, wholes: tuple[Operand, ...], firm: bool) -> Iterator[Check]:
    """占P% = part / whole. Of several wholes that may be meant one that fits is enough; none of them is wrong only
    where no other can be meant (``firm``)."""
    if claim.part is None or not _money(claim.part):
        return
    checks = [_share_of(claim, claim.part, whole) for whole in wholes if whole.value.lo > 0]
    fitting = [check for check in checks if check.outcome is not Outcome.FAILS]
    yield from fitting[:1] or (checks[:1] if firm else [])


def _share_of(claim: Share, part: Mention, whole: Operand) -> Check:
    amount = part.figure.interval
    computed = Interval(max(amount.lo, Fraction(0)) / whole.value.hi, amount.hi / whole.value.lo)
    if amount == whole.value:
        computed = Interval.point(1)
    proof = f"{part.figure.text}/{whole.printed}"
    return _ratio("share", claim, claim.rate, computed, (operand(part, claim.subject.name), whole), proof)


def completion(claim: Completion, budget: Operand | None, firm: bool) -> Iterator[Check]:
    """完成预算的P% = actual / budget; a budget that only may be meant (not ``firm``) contradicts nothing."""
    if claim.actual is None or not _money(claim.actual):
        return
    at, actual = operand(claim.rate, claim.subject.name), claim.actual.figure
    if budget is None or budget.value.lo <= 0:
        operands = (at, operand(claim.actual, "决算数"), *(() if budget is None else (budget,)))
        if actual.value == 0 and claim.rate.figure.value == 0:
            # Nothing was spent, whatever the budget: 0% is right.
            yield _check(claim, "completion", Outcome.HOLDS, operands, claim.rate.figure.text, "", "")
        elif budget is not None and firm and budget.value == ZERO and claim.rate.figure.value != 0:
            proof = f"{claim.of.value}=0"
            yield _check(claim, "zero-base", Outcome.FAILS, operands, claim.rate.figure.text, "", proof)
        return
    interval = actual.interval
    computed = Interval(max(interval.lo, Fraction(0)) / budget.value.hi, interval.hi / budget.value.lo)
    if interval == budget.value:
        computed = Interval.point(1)
    proof = f"{actual.text}/{budget.printed}"
    check = _ratio("completion", claim, claim.rate, computed, (operand(claim.actual, "决算数"), budget), proof)
    if firm or check.outcome is not Outcome.FAILS:
        yield check


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
    operands = (operand(claim.actual, "决算数"), operand(claim.budget, "年初预算数"))
    proof = f"({claim.actual.figure.text}-{claim.budget.figure.text})/{claim.budget.figure.text}"
    yield _ratio("deviation", claim, claim.rate, computed, operands, proof)


def comparison(claim: Comparison) -> Iterator[Check]:
    """决算数大于/小于/等于预算数: by the two amounts, or where one is not stated by the rate of completion."""
    if claim.budget is None or claim.actual is None or not _money(claim.budget, claim.actual):
        yield from _compared_by_rate(claim)
        return
    actual, budget = claim.actual.figure, claim.budget.figure
    difference = actual.amount - budget.amount
    if claim.roughly and not actual.interval.meets(budget.interval):
        return
    wanted = {Direction.UP: difference > 0, Direction.DOWN: difference < 0, Direction.SAME: difference == 0}
    holds = wanted[claim.direction]
    near = actual.interval.meets(budget.interval)
    outcome = Outcome.HOLDS if holds else Outcome.ROUNDING if near and difference != 0 else Outcome.FAILS
    true = "大于" if difference > 0 else "小于" if difference < 0 else "等于"
    at = Operand(claim.subject.name, actual.interval, claim.words, claim.anchor)
    relation = "equality" if claim.direction is Direction.SAME else "direction"
    yield Check(
        relation, outcome, at, (at, operand(claim.actual, "决算数"), operand(claim.budget, "预算数")),
        claim.words, true, f"决算数{actual.text}，预算数{budget.text}", claim.topic, "", claim.subject.name,
    )  # fmt: skip


def _compared_by_rate(claim: Comparison) -> Iterator[Check]:
    """完成预算的98%: less than the budget. 100% says nothing: it may be rounded."""
    rate = claim.completed
    if rate is None or rate.figure.unit is not Unit.PERCENT or rate.figure.interval.contains(1) or claim.roughly:
        return
    true = Direction.UP if rate.figure.interval.lo > 1 else Direction.DOWN
    outcome = Outcome.HOLDS if claim.direction is true else Outcome.FAILS
    at = Operand(claim.subject.name, rate.figure.interval, claim.words, claim.anchor)
    relation = "equality" if claim.direction is Direction.SAME else "direction"
    yield Check(
        relation, outcome, at, (at, operand(rate, "完成预算")), claim.words, {Direction.UP: "大于"}.get(true, "小于"),
        f"完成预算的{rate.figure.text}", claim.topic, "", claim.subject.name,
    )  # fmt: skip


def composition(claim: Composition) -> Iterator[Check]:
    """The shares of a full list add up to 100%, its parts to the whole.

    A list is full where its parts are all that there can be, where its parts add up to the whole, or its shares to
    100%. Any other list may leave something out, and its sums say nothing.
    """
    if claim.whole is None or not _money(claim.whole, *claim.parts):
        return
    amounts, shares = parts_sum(claim), _shares_sum(claim)
    if claim.partition or amounts.outcome is not Outcome.FAILS or (shares and shares.outcome is not Outcome.FAILS):
        yield amounts
        if shares is not None:
            yield shares


def _shares_sum(claim: Composition) -> Check | None:
    if len(claim.rates) != len(claim.parts) or any(rate.figure.unit is not Unit.PERCENT for rate in claim.rates):
        return None
    rates = total(rate.figure.interval for rate in claim.rates)
    printed = sum((rate.figure.amount for rate in claim.rates), Fraction(0))
    outcome = Outcome.HOLDS if printed == 1 else Outcome.ROUNDING if rates.contains(1) else Outcome.FAILS
    operands = tuple(operand(rate, claim.subject.name, 1) for rate in claim.rates)
    proof = "+".join(rate.figure.text for rate in claim.rates)
    check = _check(claim, "shares-sum", outcome, operands, show(printed, Unit.PERCENT), "100%", proof)
    return replace(check, computed=Interval.point(1))


def parts_sum(claim: Composition) -> Check:
    """The parts of a list against the whole that the sentence states."""
    assert claim.whole is not None
    whole = operand(claim.whole, claim.subject.name, 1)
    parts = tuple(operand(part, "", -1) for part in claim.parts)
    added = sum((part.figure.amount for part in claim.parts), Fraction(0))
    near = total(part.figure.interval for part in claim.parts).meets(whole.value)
    exact = added == claim.whole.figure.amount
    outcome = Outcome.HOLDS if exact else Outcome.ROUNDING if near else Outcome.FAILS
    proof = "+".join(part.figure.text.removesuffix(claim.whole.figure.unit.label) for part in claim.parts)
    return _check(
        claim,
        "parts-sum",
        outcome,
        (whole, *parts),
        claim.whole.figure.text,
        show(added, claim.whole.figure.unit),
        proof,
    )


_FULL_TALLY = 6
"""A count that is broken down into so many kinds is broken down into all of them."""


def tally(claim: Tally) -> Iterator[Check]:
    """The kinds of a count add up to it; fewer kinds may not be all of them."""
    whole = operand(claim.whole, claim.counted, 1)
    operands = (whole, *(operand(part, claim.counted, -1) for part in claim.parts))
    added = sum(part.figure.value for part in claim.parts)
    if added == claim.whole.figure.value:
        outcome = Outcome.HOLDS
    elif added > claim.whole.figure.value or len(claim.parts) >= _FULL_TALLY:
        outcome = Outcome.FAILS
    else:
        return
    proof = "+".join(f"{part.figure.value}" for part in claim.parts)
    actual = claim.whole.figure.text
    yield Check("tally", outcome, whole, operands, actual, f"{added}", proof, claim.topic, "", claim.counted)
