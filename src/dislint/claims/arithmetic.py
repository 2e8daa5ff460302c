"""The arithmetic of sentences: rates, shares, completions and comparisons, as checks."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from dislint.checks import Check, Operand, Outcome
from dislint.claims.model import Change, Claim, Comparison, Completion, Composition, Direction, Mention, Share
from dislint.numbers import Figure, Interval, Unit, show, total


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
        relation, outcome, at, (at, *operands), rate.figure.text, expected, proof, claim.topic, "", claim.subject.name
    )


def growth(claim: Change) -> Iterator[Check]:
    """增长P% = 增减额 / 上年; 上年 = 本年 − 增加额."""
    if claim.rate_direction is not None and claim.rate is not None and claim.rate_direction is not claim.direction:
        at = operand(claim.rate, claim.subject.name)
        words = {Direction.UP: "增长", Direction.DOWN: "下降"}
        told = f"{claim.direction.value}{claim.difference.figure.text}" if claim.difference else claim.direction.value
        yield Check(
            "direction", Outcome.FAILS, at, (at,), f"{words[claim.rate_direction]}{claim.rate.figure.text}",
            words[claim.direction], told, claim.topic, "", claim.subject.name,
        )  # fmt: skip
    if claim.rate is None or claim.difference is None or claim.current is None:
        return
    if claim.rate.figure.unit is not Unit.PERCENT or not _money(claim.difference, claim.current):
        return
    now, change = claim.current.figure.interval, claim.difference.figure.interval
    sign = 1 if claim.direction is Direction.UP else -1
    before = now - change if sign > 0 else now + change
    operands = (operand(claim.difference, claim.direction.value), operand(claim.current, "本年"))
    if before.lo <= 0:
        printed = claim.current.figure.amount - sign * claim.difference.figure.amount
        if printed <= 0:
            at = operand(claim.rate, claim.subject.name)
            proof = f"上年={show(printed)}"
            yield Check(
                "zero-base", Outcome.FAILS, at, (at, *operands), claim.rate.figure.text, "", proof, claim.topic, "",
                claim.subject.name,
            )  # fmt: skip
        return
    # The rate rises with the change and falls with the level: its extremes lie at the corners.
    corners = [d / (n - sign * d) for n in (now.lo, now.hi) for d in (change.lo, change.hi) if n - sign * d > 0]
    proof = f"上年={show(claim.current.figure.amount - sign * claim.difference.figure.amount)}"
    yield _ratio("growth", claim, claim.rate, Interval(min(corners), max(corners)), operands, proof)


def _money(*mentions: Mention) -> bool:
    return all(mention.figure.unit.is_money for mention in mentions)


def share(claim: Share, whole: Operand | None) -> Iterator[Check]:
    """占P% = part / whole."""
    if claim.part is None or whole is None or not _money(claim.part):
        return
    if whole.value.lo <= 0:
        return
    part = claim.part.figure.interval
    computed = Interval(max(part.lo, Fraction(0)) / whole.value.hi, part.hi / whole.value.lo)
    if claim.part.figure.interval == whole.value:
        computed = Interval.point(1)
    proof = f"{claim.part.figure.text}/{whole.printed}"
    yield _ratio("share", claim, claim.rate, computed, (operand(claim.part, claim.subject.name), whole), proof)


def completion(claim: Completion) -> Iterator[Check]:
    """完成预算的P% = actual / budget."""
    if claim.budget is None or claim.actual is None or not _money(claim.budget, claim.actual):
        return
    budget, actual = claim.budget.figure.interval, claim.actual.figure.interval
    operands = (operand(claim.actual, "决算数"), operand(claim.budget, claim.of.value))
    if claim.budget.figure.value == 0:
        if claim.rate.figure.value != 0:
            at = operand(claim.rate, claim.subject.name)
            yield Check(
                "zero-base", Outcome.FAILS, at, (at, *operands), claim.rate.figure.text, "", f"{claim.of.value}=0",
                claim.topic, "", claim.subject.name,
            )  # fmt: skip
        return
    if budget.lo <= 0:
        return
    computed = Interval(max(actual.lo, Fraction(0)) / budget.hi, actual.hi / budget.lo)
    if claim.budget.figure.amount == claim.actual.figure.amount:
        computed = Interval.point(1)
    proof = f"{claim.actual.figure.text}/{claim.budget.figure.text}"
    yield _ratio("completion", claim, claim.rate, computed, operands, proof)


def comparison(claim: Comparison) -> Iterator[Check]:
    """决算数大于/小于/等于预算数."""
    if claim.budget is None or claim.actual is None or not _money(claim.budget, claim.actual):
        return
    actual, budget = claim.actual.figure, claim.budget.figure
    difference = actual.amount - budget.amount
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


def composition(claim: Composition) -> Iterator[Check]:
    """The shares of a full list add up to 100%, its parts to the whole."""
    if not claim.complete or claim.whole is None or not _money(claim.whole, *claim.parts):
        return
    yield parts_sum(claim)
    if len(claim.rates) != len(claim.parts) or any(rate.figure.unit is not Unit.PERCENT for rate in claim.rates):
        return
    rates = total(rate.figure.interval for rate in claim.rates)
    printed = sum((rate.figure.amount for rate in claim.rates), Fraction(0))
    outcome = Outcome.HOLDS if printed == 1 else Outcome.ROUNDING if rates.contains(1) else Outcome.FAILS
    first = operand(claim.rates[0], claim.subject.name)
    yield Check(
        "shares-sum", outcome, first, tuple(operand(rate, claim.subject.name, 1) for rate in claim.rates),
        show(printed, Unit.PERCENT), "100%", "+".join(rate.figure.text for rate in claim.rates),
        claim.topic, "", claim.subject.name,
    )  # fmt: skip


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
    return Check(
        "parts-sum", outcome, whole, (whole, *parts), claim.whole.figure.text,
        show(added, claim.whole.figure.unit), proof, claim.topic, "", claim.subject.name,
    )  # fmt: skip
