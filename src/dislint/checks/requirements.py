"""What a check asks of one of its prints: the values that would make it hold."""

from __future__ import annotations

from collections.abc import Mapping

from dislint.blocks import Anchor
from dislint.checks.model import Check
from dislint.numbers import Interval

# Rate, part, base, in this order.
_RATIOS = frozenset({"growth", "share", "completion", "hundredfold", "execution-rate"})
RATIO_OPERANDS = 3
# The signed operands of a linear check add up to 0; shares add up to the whole.
_SUMS = {"shares-sum": 1}


def required(check: Check, anchor: Anchor, known: Mapping[Anchor, Interval]) -> Interval | None:
    """The values of the print at the anchor that make a check hold; None where that is not known.

    The other prints stand for what is ``known`` of them, else for what they say.
    """
    if check.relation in _RATIOS and len(check.operands) == RATIO_OPERANDS:
        return _of_ratio(check, anchor, known)
    sign = sign_of(check, anchor)
    if sign == 0 or any(operand.sign == 0 for operand in check.operands):
        return None
    rest = Interval.point(-_SUMS.get(check.relation, 0))
    for operand in check.operands:
        if operand.anchor != anchor:
            for _ in range(abs(operand.sign)):
                value = known.get(operand.anchor, operand.value)
                rest = rest + value if operand.sign > 0 else rest - value
    return (-rest if sign > 0 else rest) / Interval.point(abs(sign))


def _of_ratio(check: Check, anchor: Anchor, known: Mapping[Anchor, Interval]) -> Interval | None:
    """For rate = part / base; in growth the base is last year: the level less the increase, or with the decrease."""
    rate, part, base = (known.get(operand.anchor, operand.value) for operand in check.operands)
    which = [operand.anchor == anchor for operand in check.operands]
    # A rate may be off by one unit of its last digit, which is the width of its interval.
    wide = Interval(rate.lo - (rate.hi - rate.lo), rate.hi + (rate.hi - rate.lo))
    one = Interval.point(1)
    trend = {"增加": 1, "减少": -1}.get(check.operands[1].name, 0)
    try:
        if which == [True, False, False]:
            return part / (base - part) if trend > 0 else part / (base + part) if trend < 0 else part / base
        if which == [False, True, False]:
            factor = one + wide if trend > 0 else one - wide if trend < 0 else one
            return wide * base / factor
        if which == [False, False, True]:
            last = part / wide
            return last + part if trend > 0 else last - part if trend < 0 else last
    except ZeroDivisionError:
        pass
    return None


def sign_of(check: Check, anchor: Anchor) -> int:
    """The signs of a print in a check, added up; 0 where it takes no part in a sum."""
    return sum(operand.sign for operand in check.operands if operand.anchor == anchor)
