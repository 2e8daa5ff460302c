"""The value that a wrong print should have: among those that mend all it breaks, the one that tells itself.

The values that the relations leave open are an interval; in the decimals of the print it often holds several. The right
one is the one that other cells or sentences print, or else likely the one that a single slip of the keys turned into
what is printed: a digit for another, a digit lost or doubled, two digits exchanged, the point in the wrong place.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from dislint.checks.model import Check, Operand, Outcome, Role, Style
from dislint.checks.prints import Prints
from dislint.checks.requirements import required
from dislint.numbers import Interval, Unit

_MOST_VALUES = 40
"""An interval with more values than this, in the decimals of the print, is no answer that another print could choose from."""
_ALIKE = 3
_DIGITS = "0123456789"


# How often a slip is made, against that of one digit for another given one (of nine for each digit).
_OTHER_DIGIT, _LOST, _DOUBLED, _EXCHANGED, _RARE = map(Fraction, ("1", "3", "3", "3", "1/2"))


class Value(NamedTuple):
    """What a print should say: the values that mend what it breaks, the one of them that is right or likely so."""

    values: Interval
    one: Fraction | None
    certain: bool


def style_of(operand: Operand, check: Check) -> Style:
    """How a value is printed in place of a print: as the report prints its like, else as the check's other numbers are."""
    if operand.style is not None:
        return operand.style
    figures = [other.figure for other in check.operands if other.figure is not None]
    like = operand.figure or next(iter(figures), None)
    if like is None:
        return Style(Unit.YUAN, 2)
    unit = like.unit if operand.fact is None or operand.figure is not None else operand.fact.table.unit
    return Style(unit, max((figure.places for figure in figures if figure.unit is unit), default=like.places))


def fine(style: Style, values: Interval) -> Style:
    """A style for amounts that are known more precisely than a print's own decimals tell: with the usual ones."""
    precise = style.unit.is_money and values.hi - values.lo < style.step
    return replace(style, places=style.usual) if precise and style.usual > style.places else style


def settled(checks: Sequence[Check], prints: Prints) -> tuple[Check, ...]:
    """The checks, those that do not hold with the style of each of their numbers and, where they may be read in several
    ways, in the one that a slip in one of their prints explains best."""
    return tuple(check if check.outcome is Outcome.HOLDS else _settled(check, prints) for check in checks)


def _settled(check: Check, prints: Prints) -> Check:
    readings = [prints.dressed(reading) for reading in (check, *check.readings)]
    return max(readings, key=lambda reading: _slipped(reading, prints)) if len(readings) > 1 else readings[0]


def _slipped(check: Check, prints: Prints) -> Fraction:
    """How well a slip in one of its prints explains that a check fails."""
    asked = [(operand, required(check, operand.anchor, {}, strict=True)) for operand in check.operands]
    likely = (likelihood(operand, values, check, prints) for operand, values in asked if values is not None)
    return max(likely, default=Fraction(0))


def value_of(values: Interval, operand: Operand, check: Check, prints: Prints) -> Value:
    """The right one of the values that an operand may have."""
    style = fine(style_of(operand, check), values)
    if style.unit is Unit.NONE and operand.mention is None:
        # A score: zeros at its end are left out, so its print tells nothing of its decimals.
        return Value(values, values.middle, True)
    shown = _prints(values, style.step)
    near = 0 < len(shown) <= _ALIKE
    if len(shown) == 1:
        return Value(values, shown[0], True)
    meant = _meant(operand, values, style, prints)
    best = max(meant, key=lambda value: meant[value], default=None)
    if best is not None and in_another_unit(operand, best) is not None:
        return Value(values, best, True)
    if best is not None and meant[best] > FAR_LIKELIER * (sum(meant.values(), Fraction(0)) - meant[best]):
        return Value(values, best, near)
    reckoned = computed(values, operand, check)
    if reckoned.one is not None:
        return reckoned
    elsewhere = prints.within(values) if style.unit.is_money and shown else ()
    if len(elsewhere) == 1 and not meant:
        return Value(values, elsewhere[0], near)
    return Value(values, None, False)


def computed(values: Interval, operand: Operand, check: Check) -> Value:
    """What whoever computes a rate from the printed numbers gets; any of the values for other numbers."""
    step = style_of(operand, check).step
    if operand.role is Role.RATE and 0 < len(_prints(values, step)) <= _ALIKE:
        return Value(values, _nearest(values.middle, step), True)
    return Value(values, None, False)


def in_another_unit(operand: Operand, value: Fraction) -> Unit | None:
    """The unit in which the printed digits would be a value: 2086.86元 that should be 2086.86万元."""
    figure = operand.figure
    if figure is None or not figure.unit.is_money or operand.fact is not None:
        return None
    units = (Unit.YUAN, Unit.WAN, Unit.YI)
    return next(
        (u for u in units if u is not figure.unit and value == Fraction(figure.value) * Fraction(u.scale)), None
    )


def likelihood(operand: Operand, values: Interval, check: Check, prints: Prints) -> Fraction:
    """How likely a single slip made the print out of one of the values; comparable between the prints of a check."""
    style = style_of(operand, check)
    likely = sum(_meant(operand, values, style, prints).values(), Fraction(0))
    if style.odd:
        likely *= _ODD
    figure = operand.figure
    return likely / _repeated(figure.amount) if figure is not None and prints.repeats(operand) else likely


def moved(operand: Operand) -> Iterator[Interval]:
    """The values of a print that has too many or too few decimals, were its point in the place that is customary."""
    figure, style = operand.figure, operand.style
    if figure is None or style is None or not style.odd:
        return
    value = figure.amount * Fraction(10) ** (figure.places - style.places)
    yield Interval(value - style.step / 2, value + style.step / 2)


FAR_LIKELIER = 4
"""So much likelier than all others is what is taken for right."""
_ODD = 10
"""How much likelier a print is wrong that has decimals which none of its like has."""
_A_DIGIT = 5
"""How much likelier each digit beyond two makes it that two prints of an amount are no coincidence."""
_MOST_DIGITS = 2


def _repeated(amount: Fraction) -> int:
    """How much likelier an amount is right that the report prints elsewhere too: round ones often are by chance."""
    digits = str(abs(round(amount * 100))).rstrip("0")
    return int(_A_DIGIT ** min(max(len(digits) - 2, 0), _MOST_DIGITS))


def _meant(operand: Operand, values: Interval, style: Style, prints: Prints) -> dict[Fraction, Fraction]:
    """Those of the values that a single slip turns into what is printed, and how likely each was meant: rather one that
    the report prints elsewhere."""
    elsewhere = prints.within(values) if style.unit.is_money else ()
    slips = _slips(operand, values, style)
    return {value: weight * (_repeated(value) if value in elsewhere else 1) for value, weight in slips.items()}


def _nearest(value: Fraction, step: Fraction) -> Fraction:
    """A value rounded to a print, half up."""
    return (value / step + Fraction(1, 2)).__floor__() * step


def _prints(values: Interval, step: Fraction) -> list[Fraction]:
    """The prints, in steps of the last digit, that stand for one of the values; none where these are too many."""
    if (values.hi - values.lo) / step >= _MOST_VALUES - 1:
        return []
    steps = range(int(values.lo // step), int(-(-values.hi // step)) + 1)
    return [count * step for count in steps if _stands_for(count * step, step, values)]


def _stands_for(printed: Fraction, step: Fraction, values: Interval) -> bool:
    """Whether one of the values is printed so, in steps of its last digit; exact values of counts are themselves."""
    return values.contains(printed) or (printed - step / 2 < values.hi and values.lo < printed + step / 2)


def _slips(operand: Operand, values: Interval, style: Style) -> dict[Fraction, Fraction]:
    """Those of the values, in the decimals that are customary, that a single slip turns into what is printed, and how
    readily it does."""
    figure = operand.figure
    if figure is None or len(figure.value.as_tuple().digits) > _LONGEST:
        return {}
    scale, step = Fraction(figure.unit.scale), Fraction(0) if figure.unit is Unit.NONE else style.step
    least, most = (values.lo - step / 2) / scale, (values.hi + step / 2) / scale
    found: dict[Fraction, Fraction] = {}
    for value, weight in _before_slip(f"{figure.value:.{figure.places}f}"):
        decimals = max(-int(value.as_tuple().exponent), 0)
        # A digit more or less leaves the decimals as they are; nothing is printed with or without them.
        customary = decimals in (style.places, figure.places) or (style.dropped and decimals < style.places)
        # Most are far from what was meant, which the number as it is printed tells without being scaled.
        if (customary or not value or figure.unit is Unit.NONE) and least <= Fraction(value) <= most:
            meant = Fraction(value) * scale
            if _stands_for(meant, step, values):
                found[meant] = max(weight, found.get(meant, weight))
    return found


_LONGEST = 20
"""A number of more digits is no amount that a hand slipped in, and more than decimals hold exactly."""


@lru_cache(maxsize=4096)
def _before_slip(text: str) -> tuple[tuple[Decimal, Fraction], ...]:
    """What may have been meant by digits that one slip made, in all their prints, and how readily it is made."""
    texts: dict[str, Fraction] = {}
    places = [at for at, char in enumerate(text) if char.isdigit()]
    for at in places:
        twice = text[at] in text[max(at - 1, 0) : at] + text[at + 1 : at + 2]
        texts[text[:at] + text[at + 1 :]] = _DOUBLED if twice else _RARE
    for at in places:
        texts.update({text[:at] + digit + text[at + 1 :]: _OTHER_DIGIT for digit in _DIGITS})
    for at in range(len(text) + 1):
        texts.update({text[:at] + digit + text[at:]: _LOST for digit in _DIGITS})
    for digit in _DIGITS if text.strip("0.") else "":
        # A first digit that is lost takes the zeros behind it along: 609.61, 9.61.
        texts.update({digit + "0" * zeros + text: _LOST for zeros in (1, 2)})
    for one, other in pairwise(places):
        chars = list(text)
        chars[one], chars[other] = chars[other], chars[one]
        texts["".join(chars)] = _EXCHANGED
    own = Decimal(text)
    shifted = [own.scaleb(shift) for shift in (-4, -2, -1, 1, 2, 4)]
    # 24.00 as 2.40 as well as 2.400.
    shifted += [value.quantize(own) for value in shifted if value == value.quantize(own)]
    meant = [(value, _RARE) for value in (*shifted, -own)]
    meant += [(value, weight) for digits, weight in texts.items() if (value := _decimal(digits)) is not None]
    return tuple((value, weight) for value, weight in meant if value != own)


def _decimal(text: str) -> Decimal | None:
    try:
        return Decimal(text)
    except InvalidOperation:
        return None
