"""Slips: what a tired hand does to a printed number. Each takes the print and a source of chance, and gives another.

A slip raises LookupError where the number gives no room for it.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from decimal import Decimal
from itertools import pairwise

Slip = Callable[[str, random.Random], str]


def digit(number: str, draw: random.Random) -> str:
    """One digit is another; not the last of several, which rounding may explain."""
    places = [at for at, char in enumerate(number) if char.isdigit()]
    at = draw.choice(places[:-1] if len(places) > 1 else places)
    lowest = 1 if at == 0 and len(places) > 1 and number[1] != "." else 0
    return number[:at] + str(draw.choice([d for d in range(lowest, 10) if str(d) != number[at]])) + number[at + 1 :]


def transposed(number: str, draw: random.Random) -> str:
    """Two neighbouring digits change places."""
    pairs = [at for at, (a, b) in enumerate(pairwise(number)) if (a + b).isdigit() and a != b]
    if not pairs:
        raise LookupError(number)
    at = draw.choice(pairs)
    return number[:at] + number[at + 1] + number[at] + number[at + 2 :]


def pointless(number: str, draw: random.Random) -> str:
    """The decimal point is lost."""
    whole, _, part = number.partition(".")
    if not part:
        raise LookupError(number)
    return (whole + part).lstrip("0")


def shifted(number: str, draw: random.Random) -> str:
    """The decimal point slips by one place to the left or right."""
    whole, _, part = number.partition(".")
    if len(part) < 2 or len(whole) < 2:
        raise LookupError(number)
    return f"{whole + part[0]}.{part[1:]}" if draw.random() < 0.5 else f"{whole[:-1]}.{whole[-1]}{part}"


def lost(number: str, draw: random.Random) -> str:
    """A digit before the point is left out."""
    whole, point, part = number.partition(".")
    if len(whole) < 2:
        raise LookupError(number)
    at = draw.randrange(len(whole))
    rest = (whole[:at] + whole[at + 1 :]).lstrip("0")
    return f"{rest or '0'}{point}{part}"


def doubled(number: str, draw: random.Random) -> str:
    """A digit before the point is struck twice."""
    at = draw.randrange(len(number.partition(".")[0]))
    return number[: at + 1] + number[at:]


def hundredfold(number: str, draw: random.Random) -> str:
    """A ratio written for a percentage: 1.14 for 114."""
    value = Decimal(number) / 100
    if value < Decimal("0.1"):
        raise LookupError(number)
    return f"{value.quantize(Decimal('0.01')):f}"


def far(one: str, other: str, least: str) -> bool:
    """Whether two prints differ by at least so much."""
    return abs(Decimal(one) - Decimal(other)) >= Decimal(least)
