"""Printed numbers: what the digits say, and the interval of values they may stand for.

A number printed with two decimals stands for every value that rounds to it, half a unit of its last
printed digit to each side, as in XBRL Calculations 1.1. All arithmetic is on these intervals, exact,
in Decimal. Amounts are compared in 元, rates as ratios (4.25% is 0.0425).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Context, Decimal, localcontext
from enum import Enum
from fractions import Fraction
from functools import lru_cache
from typing import Self

HALF = Decimal("0.5")


class Unit(Enum):
    """What a printed number counts; the value is its size in 元, in one, or None for mere counts."""

    YUAN = ("元", Decimal(1))
    WAN = ("万元", Decimal(10_000))
    YI = ("亿元", Decimal(100_000_000))
    PERCENT = ("%", Decimal("0.01"))
    TIMES = ("倍", Decimal(1))
    NONE = ("", Decimal(1))

    @property
    def label(self) -> str:
        """The unit as it is printed."""
        return self.value[0]

    @property
    def scale(self) -> Decimal:
        """The size of one such unit in 元 (for percent: as a ratio)."""
        return self.value[1]

    @property
    def is_rate(self) -> bool:
        """Whether numbers in this unit are ratios."""
        return self in (Unit.PERCENT, Unit.TIMES)

    @property
    def is_money(self) -> bool:
        """Whether amounts in this unit can be compared in 元."""
        return self in (Unit.YUAN, Unit.WAN, Unit.YI)


UNIT_NAMES = {
    "元": Unit.YUAN,
    "万元": Unit.WAN,
    "万": Unit.WAN,
    "亿元": Unit.YI,
    "亿": Unit.YI,
    "%": Unit.PERCENT,
    "倍": Unit.TIMES,
}
UNIT_CAPTION = re.compile(r"单位:?(?:人民币)?(万元|亿元|元)")
"""What the caption of a table says of its unit."""


@dataclass(frozen=True, slots=True)
class Interval:
    """A closed interval of exact rational values, lo ≤ hi."""

    lo: Fraction
    hi: Fraction

    @classmethod
    def point(cls, value: Decimal | Fraction | int) -> Self:
        """The interval of one value."""
        exact = Fraction(value)
        return cls(exact, exact)

    def __add__(self, other: Interval) -> Interval:
        return Interval(self.lo + other.lo, self.hi + other.hi)

    def __sub__(self, other: Interval) -> Interval:
        return Interval(self.lo - other.hi, self.hi - other.lo)

    def __neg__(self) -> Interval:
        return Interval(-self.hi, -self.lo)

    def __mul__(self, other: Interval) -> Interval:
        corners = [a * b for a in (self.lo, self.hi) for b in (other.lo, other.hi)]
        return Interval(min(corners), max(corners))

    def __truediv__(self, other: Interval) -> Interval:
        if other.lo <= 0 <= other.hi:
            raise ZeroDivisionError("interval division by an interval that contains 0")
        corners = [a / b for a in (self.lo, self.hi) for b in (other.lo, other.hi)]
        return Interval(min(corners), max(corners))

    def meets(self, other: Interval) -> bool:
        """Whether some value lies in both: rounding explains the difference."""
        return self.lo <= other.hi and other.lo <= self.hi

    def contains(self, value: Decimal | Fraction | int) -> bool:
        """Whether the value lies in the interval."""
        return self.lo <= Fraction(value) <= self.hi

    @property
    def middle(self) -> Fraction:
        """The value in the middle: the printed value, for a printed number."""
        return (self.lo + self.hi) / 2


ZERO = Interval.point(0)


def total(intervals: Iterable[Interval]) -> Interval:
    """The sum; n rounded addends give n half-units of slack."""
    lo = hi = Fraction(0)
    for interval in intervals:
        lo += interval.lo
        hi += interval.hi
    return Interval(lo, hi)


@lru_cache(maxsize=16_384)
def _interval(value: Decimal, places: int, unit: Unit) -> Interval:
    """The interval of a print; the same amounts stand in many checks."""
    scale, exact = Fraction(unit.scale), Fraction(value)
    if unit is Unit.NONE or (value == 0 and places == 0):
        return Interval(exact * scale, exact * scale)
    half = Fraction(HALF.scaleb(-places))
    return Interval((exact - half) * scale, (exact + half) * scale)


@dataclass(frozen=True, slots=True)
class Figure:
    """A printed number: its text, its value in its own unit, its decimals, its unit.

    ``exact`` is to how many decimals it is known where the report prints no zeros at the end: 3万元 among 2.85万元 is 3.00.
    """

    text: str
    value: Decimal
    places: int
    unit: Unit = Unit.NONE
    exact: int = 0

    @property
    def interval(self) -> Interval:
        """The values the print may stand for, scaled to 元 (or to a ratio for percent).

        A bare 0 says that there was nothing: it is exact. Counts are exact too.
        """
        return _interval(self.value, max(self.places, self.exact), self.unit)

    @property
    def amount(self) -> Fraction:
        """The printed value itself, scaled to 元 (or to a ratio)."""
        return Fraction(self.value) * Fraction(self.unit.scale)

    @property
    def last_unit(self) -> Fraction:
        """One unit of the last printed digit, scaled like ``amount``."""
        return Fraction(Decimal(1).scaleb(-max(self.places, self.exact))) * Fraction(self.unit.scale)

    def rounded(self, places: int) -> Fraction:
        """The value in its own unit to so many decimals; exact for numbers of any length, which Decimal is not."""
        return round(Fraction(self.value), places)

    def with_unit(self, unit: Unit) -> Figure:
        """The same print, read in another unit."""
        return Figure(self.text, self.value, self.places, unit, self.exact)


_NUMBER = re.compile(r"[-+]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?")
_LONGEST = 100
"""A longer row of digits is no number of a report."""
_BLANKS = frozenset({"", "-", "--", "—", "——", "–", "―", "─", "——-", "/"})


def is_blank(text: str) -> bool:
    """Whether a compact cell text is one of the prints that mean: nothing."""
    return text in _BLANKS


def parse_figure(text: str, unit: Unit = Unit.NONE) -> Figure | None:
    """The number that a compact text is, as a whole; None where it is none.

    Thousands separators must stand at thousands: ``1,23.4`` is no number. Nor is what is longer than any number printed.
    """
    negative = False
    digits = text
    if len(text) > 2 and text[0] == "(" and text[-1] == ")":
        negative, digits = True, text[1:-1]
    if len(digits) > _LONGEST or not _NUMBER.fullmatch(digits):
        return None
    value = Decimal(digits.replace(",", ""))
    _, _, fraction = digits.partition(".")
    return Figure(text, value.copy_negate() if negative else value, len(fraction), unit)


def show(value: Fraction, unit: Unit = Unit.WAN, places: int = 2) -> str:
    """A value in 元 (or a ratio) printed in a unit, rounded half up, without thousands separators."""
    scaled = value / Fraction(unit.scale)
    # As many digits as the number has, and those asked for: a damaged file prints hundreds of them.
    with localcontext(Context(prec=60 + scaled.numerator.bit_length() // 3 + places)):
        quotient = Decimal(scaled.numerator) / Decimal(scaled.denominator)
        shown = quotient.quantize(Decimal(1).scaleb(-places), rounding="ROUND_HALF_UP")
    return f"{shown:f}{unit.label}"


NUMERAL = "[一二三四五六七八九十]"
"""A Chinese numeral, as a pattern."""
PART = f"第{NUMERAL}+部分"
"""第三部分, as a pattern."""
_DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")}
_ORDINAL = re.compile(rf"\d+|{NUMERAL}+")


def ordinal(mark: str) -> int:
    """The number of an enumerator: 十二、 gives 12, (3) gives 3; 0 where it is none."""
    found = _ORDINAL.search(mark)
    if found is None:
        return 0
    if found.group().isdecimal():
        return int(found.group())
    tens, ten, ones = found.group().rpartition("十")
    if not ten:
        return _DIGITS.get(ones, 0) if len(ones) == 1 else 0
    return 10 * (_DIGITS.get(tens, 1) if tens else 1) + (_DIGITS.get(ones, 0) if ones else 0)
