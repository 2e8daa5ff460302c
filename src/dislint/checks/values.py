"""The value that a wrong print should have: among those that mend all it breaks, the one that tells itself.

The values that the relations leave open are an interval; in the decimals of the print it often holds several. The right
one is the one that other cells or sentences print, or else likely the one that a single slip of the keys turned into
what is printed: a digit for another, a digit lost or doubled, two digits exchanged, the point in the wrong place.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from dislint.checks.model import Check, Operand
from dislint.numbers import Interval, Unit

_MOST_VALUES = 40
"""An interval with more values than this, in the decimals of the print, is no answer that another print could choose from."""
_ALIKE = 3
_DIGITS = "0123456789"


# How often a slip is made, against that of one digit for another given one (of nine for each digit).
_OTHER_DIGIT, _LOST, _EXCHANGED, _RARE = Fraction(1), Fraction(3), Fraction(3), Fraction(1, 2)


class Value(NamedTuple):
    """What a print should say: the values that mend what it breaks, the one of them that is right or likely so."""

    values: Interval
    one: Fraction | None
    certain: bool


def form_of(operand: Operand, check: Check) -> tuple[Unit, int]:
    """The unit and the decimals in which a value is shown in place of a print."""
    figures = [other.figure for other in check.operands if other.figure is not None]
    like = operand.figure or next((figure for figure in figures), None)
    if like is None:
        return Unit.YUAN, 2
    unit = like.unit if operand.fact is None or operand.figure is not None else operand.fact.table.unit
    places = max((figure.places for figure in figures if figure.unit is unit), default=like.places)
    rounded = unit is Unit.PERCENT or (unit is Unit.WAN and any(figure.unit is not unit for figure in figures))
    return unit, max(places, 2) if rounded else places


def value_of(values: Interval, operand: Operand, check: Check, printed: Collection[Fraction]) -> Value:
    """The right one of the values that an operand may have; ``printed`` are the amounts that the report prints."""
    unit, places = form_of(operand, check)
    step = Fraction(unit.scale) / 10**places
    shown: list[Fraction] = []
    if _count(values, step) < _MOST_VALUES:
        shown = list(_shown(values, step))
        if len(shown) == 1:
            return Value(values, shown[0], True)
        elsewhere = [value for value in shown if value in printed and value] if unit.is_money else []
        if len(elsewhere) == 1:
            return Value(values, elsewhere[0], True)
    likely = list(_slips(operand, values, places))
    # Values that differ by no more than a rounding are as right as one another.
    near = 0 < len(shown) <= _ALIKE
    return Value(values, likely[0] if len(likely) == 1 else None, near and len(likely) == 1)


def likelihood(operand: Operand, values: Interval, check: Check) -> Fraction:
    """How likely a single slip made the print out of one of the values; comparable between the prints of a check.

    Each value that can be printed is as likely to have been meant as any other: one that has to be among many says little.
    """
    unit, places = form_of(operand, check)
    step = Fraction(unit.scale) / 10**places
    slips = _slips(operand, values, places)
    return sum(slips.values(), Fraction(0)) / max(_count(values, step), len(slips), 1)


def _count(values: Interval, step: Fraction) -> int:
    """How many prints stand for one of the values, nearly."""
    return int((values.hi - values.lo) / step) + 1


def _shown(values: Interval, step: Fraction) -> Iterator[Fraction]:
    """The prints, in steps of the last digit, that stand for one of the values."""
    for count in range(int(values.lo // step), int(-(-values.hi // step)) + 1):
        if _stands_for(count * step, step, values):
            yield count * step


def _stands_for(printed: Fraction, step: Fraction, values: Interval) -> bool:
    """Whether one of the values is printed so, in steps of its last digit; exact values of counts are themselves."""
    return values.contains(printed) or (printed - step / 2 < values.hi and values.lo < printed + step / 2)


def _slips(operand: Operand, values: Interval, places: int) -> dict[Fraction, Fraction]:
    """Those of the values, with at most so many decimals, that a single slip turns into what is printed, and how
    readily it does."""
    figure = operand.figure
    if figure is None:
        return {}
    scale = Fraction(figure.unit.scale)
    exact = figure.unit is Unit.NONE
    found: dict[Fraction, Fraction] = {}
    for value, weight in _before_slip(f"{figure.value:.{figure.places}f}").items():
        meant = Fraction(value) * scale
        decimals = max(-int(value.as_tuple().exponent), 0)
        step = Fraction(0) if exact else scale / 10**decimals
        if decimals <= max(places, figure.places) and _stands_for(meant, step, values):
            found[meant] = max(weight, found.get(meant, weight))
    return found


@lru_cache(maxsize=4096)
def _before_slip(text: str) -> dict[Decimal, Fraction]:
    """What may have been meant by digits that one slip made, and how readily it is made."""
    texts: dict[str, Fraction] = {}
    places = [at for at, char in enumerate(text) if char.isdigit()]
    for at in places:
        texts[text[:at] + text[at + 1 :]] = _RARE
    for at in places:
        texts.update({text[:at] + digit + text[at + 1 :]: _OTHER_DIGIT for digit in _DIGITS})
    for at in range(len(text) + 1):
        texts.update({text[:at] + digit + text[at:]: _LOST for digit in _DIGITS})
    for one, other in pairwise(places):
        chars = list(text)
        chars[one], chars[other] = chars[other], chars[one]
        texts["".join(chars)] = _EXCHANGED
    own = Decimal(text)
    meant = {own.scaleb(shift): _RARE for shift in (-4, -2, -1, 1, 2, 4)} | {-own: _RARE}
    meant |= {value: weight for text, weight in texts.items() if (value := _decimal(text)) is not None}
    return {value: weight for value, weight in meant.items() if value != own}


def _decimal(text: str) -> Decimal | None:
    try:
        return Decimal(text)
    except InvalidOperation:
        return None
