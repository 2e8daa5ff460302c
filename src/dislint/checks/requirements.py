"""What a check asks of one of its prints: the values that would make it hold."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from dislint.blocks import Anchor
from dislint.checks.kinds import Form
from dislint.checks.model import Check, Role
from dislint.claims.model import Direction
from dislint.numbers import ZERO, Interval

RATIO_OPERANDS = 3
"""Rate, part and base, in this order."""
_ONE = Interval.point(1)


def required(
    check: Check, anchor: Anchor, known: Mapping[Anchor, Interval], *, strict: bool = False
) -> Interval | None:
    """The values of the print at the anchor that make a check hold; None where that is not known.

    The other prints stand for what is ``known`` of them, else for what they say. A rate may be off by one unit of its last
    digit, unless it is asked for what a right one would require (``strict``).
    """
    form = check.kind.form
    if form in _RATIOS:
        return _of_ratio(check, anchor, known, strict) if len(check.operands) == RATIO_OPERANDS else None
    sign = sign_of(check, anchor)
    if sign == 0 or form not in _SUMS:
        return None
    rest = _rest(check, anchor, known)
    if form is Form.SUM or form is Form.SHARES:
        return (-rest if sign > 0 else rest) / Interval.point(abs(sign))
    # As far as rounding lets it: the least that the others may be.
    below = (form is Form.AT_MOST) == (sign > 0)
    bound = (-rest if sign > 0 else rest) / Interval.point(abs(sign))
    return Interval(-_FAR, bound.hi) if below else Interval(bound.lo, _FAR)


_SUMS = (Form.SUM, Form.SHARES, Form.AT_MOST, Form.AT_LEAST)
_FAR = Fraction(10**24)
"""More than any amount: what an inequality leaves open."""


def is_open(values: Interval) -> bool:
    """Whether values are bounded on one side only, as an inequality leaves them."""
    return values.lo == -_FAR or values.hi == _FAR


def _rest(check: Check, anchor: Anchor, known: Mapping[Anchor, Interval]) -> Interval:
    """The signed sum of the other prints, less what all should add up to."""
    rest = Interval.point(-1) if check.kind.form is Form.SHARES else ZERO
    if check.computed is not None and check.kind.form in (Form.AT_MOST, Form.AT_LEAST) and len(check.operands) == 1:
        rest = -check.computed
    for operand in check.operands:
        if operand.anchor != anchor:
            for _ in range(abs(operand.sign)):
                value = known.get(operand.anchor, operand.value)
                rest = rest + value if operand.sign > 0 else rest - value
    return rest


def wanted(check: Check) -> Interval | None:
    """The values that the number reported should have by the others; for inequalities the bound; None where the
    relation says nothing of values."""
    if check.computed is not None:
        return check.computed
    if check.kind.form not in (Form.AT_MOST, Form.AT_LEAST):
        return required(check, check.at.anchor, {})
    sign = sign_of(check, check.at.anchor)
    rest = _rest(check, check.at.anchor, {})
    return None if sign == 0 else -rest if sign > 0 else rest


def holds_with(check: Check, anchor: Anchor, value: Interval, known: Mapping[Anchor, Interval]) -> bool:
    """Whether a check would hold if the print at the anchor said something else.

    A comparison in words holds where the two numbers stand as the words say; other words are mended by no number.
    """
    values = required(check, anchor, known)
    if values is not None:
        return values.meets(value)
    numbers = [
        value if operand.anchor == anchor else known.get(operand.anchor, operand.value) for operand in check.operands
    ]
    if check.kind.form is Form.ORDER and len(numbers) == RATIO_OPERANDS:
        return _ordered(check, numbers[1], numbers[2])
    if check.kind.form is Form.ORDER and len(numbers) == 1 and check.operands[0].role is Role.CHANGE:
        return value.contains(0)  # Nothing has not risen, nor fallen.
    if check.kind.form is Form.BASE:
        return _base_of(check, numbers).lo > 0
    cells = [number for operand, number in zip(check.operands, numbers, strict=True) if operand.fact is not None]
    if check.kind.form is Form.NOTHING:
        return all(number.contains(0) for number in cells)
    return check.kind.form is Form.SOMETHING and not any(number.contains(0) for number in cells)


def breaks_with(check: Check, anchor: Anchor, value: Interval, known: Mapping[Anchor, Interval]) -> bool:
    """Whether a check that holds would break if the print at the anchor said something else; words say nothing of that."""
    return check.kind.form is not Form.WORDS and not holds_with(check, anchor, value, known)


def _ordered(check: Check, number: Interval, other: Interval) -> bool:
    """Whether a number may stand to another as words say."""
    said = check.operands[0].direction
    if said is Direction.SAME:
        return number.meets(other)
    return number.hi > other.lo if said is Direction.UP else number.lo < other.hi


def _base_of(check: Check, numbers: Sequence[Interval]) -> Interval:
    """What a rate is of: the last number, or last year's amount, that is the level less the rise or with the fall."""
    change = next((at for at, operand in enumerate(check.operands) if operand.role is Role.CHANGE), None)
    if change is None:
        return numbers[-1]
    level = numbers[change + 1]
    fell = check.operands[change].direction is Direction.DOWN
    return level + numbers[change] if fell else level - numbers[change]


def _of_ratio(check: Check, anchor: Anchor, known: Mapping[Anchor, Interval], strict: bool) -> Interval | None:
    rate, part, base = (known.get(operand.anchor, operand.value) for operand in check.operands)
    which = [operand.anchor == anchor for operand in check.operands]
    if which.count(True) != 1:
        return None
    trend = -1 if check.operands[1].direction is Direction.DOWN else 1
    rate = rate if strict else _wide(rate)
    try:
        return _RATIOS[check.kind.form](which.index(True), rate, part, base, trend)
    except ZeroDivisionError:
        return None


def _wide(rate: Interval) -> Interval:
    """A rate may be off by one unit of its last digit, which is the width of its interval."""
    return Interval(rate.lo - (rate.hi - rate.lo), rate.hi + (rate.hi - rate.lo))


def _ratio(which: int, rate: Interval, part: Interval, whole: Interval, _: int) -> Interval:
    """rate = part / whole."""
    if which == 0:
        # Two amounts printed alike are one amount.
        return _ONE if part == whole else part / whole
    return rate * whole if which == 1 else part / rate


def _growth(which: int, rate: Interval, change: Interval, level: Interval, trend: int) -> Interval:
    """rate = change / last year, which is the level less the rise, or with the fall, and was more than nothing."""
    if which == 0:
        last = level - change if trend > 0 else level + change
        if last.hi <= 0:
            raise ZeroDivisionError
        return change / last
    if which == 1:
        return rate * level / (_ONE + rate if trend > 0 else _ONE - rate)
    last = change / rate
    return last + change if trend > 0 else last - change


def _levels(which: int, rate: Interval, level: Interval, base: Interval, trend: int) -> Interval:
    """rate = level / base less one, or one less that where it fell."""
    if which == 0:
        return level / base - _ONE if trend > 0 else _ONE - level / base
    factor = _ONE + rate if trend > 0 else _ONE - rate
    return base * factor if which == 1 else level / factor


def _completed(which: int, rate: Interval, change: Interval, level: Interval, trend: int) -> Interval:
    """rate = level / budget, which is the level less what it is above it, or with what it is below."""
    if which == 0:
        return level / (level - change if trend > 0 else level + change)
    budget = level / rate
    if which == 1:
        return level - budget if trend > 0 else budget - level
    # level = rate · (level ∓ change)
    return rate * change / (rate - _ONE if trend > 0 else _ONE - rate)


_RATIOS = {Form.COMPLETED: _completed, Form.RATIO: _ratio, Form.GROWTH: _growth, Form.LEVELS: _levels}


def sign_of(check: Check, anchor: Anchor) -> int:
    """The signs of a print in a check, added up; 0 where it takes no part in a sum."""
    return sum(operand.sign for operand in check.operands if operand.anchor == anchor)
