"""What a check asks of one of its prints: the values that would make it hold."""

from __future__ import annotations

from collections.abc import Mapping

from dislint.blocks import Anchor
from dislint.checks.kinds import Form
from dislint.checks.model import Check, Operand
from dislint.claims.model import Direction
from dislint.numbers import ZERO, Interval

RATIO_OPERANDS = 3
"""Rate, part and base, in this order."""
_ONE = Interval.point(1)


def required(check: Check, anchor: Anchor, known: Mapping[Anchor, Interval]) -> Interval | None:
    """The values of the print at the anchor that make a check hold; None where that is not known.

    The other prints stand for what is ``known`` of them, else for what they say.
    """
    if check.kind.form in _RATIOS:
        return _of_ratio(check, anchor, known) if len(check.operands) == RATIO_OPERANDS else None
    if check.kind.form not in (Form.SUM, Form.SHARES):
        return None
    sign = sign_of(check, anchor)
    if sign == 0:
        return None
    rest = Interval.point(-1) if check.kind.form is Form.SHARES else ZERO
    for operand in check.operands:
        if operand.anchor != anchor:
            for _ in range(abs(operand.sign)):
                value = known.get(operand.anchor, operand.value)
                rest = rest + value if operand.sign > 0 else rest - value
    return (-rest if sign > 0 else rest) / Interval.point(abs(sign))


def wanted(check: Check) -> Interval | None:
    """The values that the number reported should have by the others; None where the relation says nothing of values."""
    return check.computed if check.computed is not None else required_of(check, check.at)


def required_of(check: Check, operand: Operand) -> Interval | None:
    """As ``required``, by the prints alone; for inequalities the bound."""
    if check.kind.form not in (Form.AT_MOST, Form.AT_LEAST):
        return required(check, operand.anchor, {})
    sign = sign_of(check, operand.anchor)
    others = [other for other in check.operands if other.anchor != operand.anchor]
    rest = ZERO
    for other in others:
        rest = rest + other.value if other.sign > 0 else rest - other.value
    return None if sign == 0 else -rest if sign > 0 else rest


def _of_ratio(check: Check, anchor: Anchor, known: Mapping[Anchor, Interval]) -> Interval | None:
    rate, part, base = (known.get(operand.anchor, operand.value) for operand in check.operands)
    which = [operand.anchor == anchor for operand in check.operands]
    if which.count(True) != 1:
        return None
    trend = -1 if check.operands[1].direction is Direction.DOWN else 1
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
        return part / whole
    return _wide(rate) * whole if which == 1 else part / _wide(rate)


def _growth(which: int, rate: Interval, change: Interval, level: Interval, trend: int) -> Interval:
    """rate = change / last year, which is the level less the rise, or with the fall."""
    if which == 0:
        return change / (level - change if trend > 0 else level + change)
    if which == 1:
        return _wide(rate) * level / (_ONE + _wide(rate) if trend > 0 else _ONE - _wide(rate))
    last = change / _wide(rate)
    return last + change if trend > 0 else last - change


def _levels(which: int, rate: Interval, level: Interval, base: Interval, trend: int) -> Interval:
    """rate = level / base less one, or one less that where it fell."""
    if which == 0:
        return level / base - _ONE if trend > 0 else _ONE - level / base
    factor = _ONE + _wide(rate) if trend > 0 else _ONE - _wide(rate)
    return base * factor if which == 1 else level / factor


def _completed(which: int, rate: Interval, change: Interval, level: Interval, trend: int) -> Interval:
    """rate = level / budget, which is the level less what it is above it, or with what it is below."""
    if which == 0:
        return level / (level - change if trend > 0 else level + change)
    budget = level / _wide(rate)
    if which == 1:
        return level - budget if trend > 0 else budget - level
    # level = rate · (level ∓ change)
    return _wide(rate) * change / (_wide(rate) - _ONE if trend > 0 else _ONE - _wide(rate))


_RATIOS = {Form.COMPLETED: _completed, Form.RATIO: _ratio, Form.GROWTH: _growth, Form.LEVELS: _levels}


def sign_of(check: Check, anchor: Anchor) -> int:
    """The signs of a print in a check, added up; 0 where it takes no part in a sum."""
    return sum(operand.sign for operand in check.operands if operand.anchor == anchor)
