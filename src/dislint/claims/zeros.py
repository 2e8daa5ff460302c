"""Whether a report leaves out the zeros that amounts end in: then 3万元 among 2.85万元 and 10.62万元 is 3.00, not about 3."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from fractions import Fraction

from dislint.numbers import Unit
from dislint.structure.model import Structure

_AMOUNT = re.compile(r"(\d[\d,]*)(?:\.(\d{1,8}))?万元")
# So many different amounts tell enough, where the tables print them too, and where there is none.
_ENOUGH = 6
_ENOUGH_ALONE = 30
# For each amount that the tables have only rounded so many must stand there as they are.
_AGREEING = 5


def decimals_left_out(texts: Sequence[str], structure: Structure) -> int:
    """The decimals, in 万元, to which amounts with fewer are exact; 0 where zeros are printed, or where it is not sure.

    The tables tell: what the sentences print with fewer decimals stands there as it is, or it was rounded.
    """
    amounts = {(whole.replace(",", ""), part or "") for text in texts for whole, part in _AMOUNT.findall(text)}
    if any(part.endswith("0") for _, part in amounts):
        return 0
    figures = [fact.figure for table in structure.tables for fact in table.facts if fact.figure is not None]
    if not figures:
        usual = _usual(len(part) for _, part in amounts)
        return usual if sum(len(part) == usual for _, part in amounts) >= _ENOUGH_ALONE else 0
    usual = _usual(figure.places for figure in figures)
    shorter = [amount for amount in amounts if 0 < len(amount[1]) < usual]
    exact, rounded = _told(shorter, sorted({figure.amount for figure in figures}))
    return usual if exact >= max(_ENOUGH, _AGREEING * rounded) else 0


def _usual(places: Iterable[int]) -> int:
    """The decimals that most amounts have that have any; 0 where none has."""
    counts = Counter(count for count in places if count)
    return max(counts, key=lambda count: (counts[count], count), default=0)


def _told(shorter: Iterable[tuple[str, str]], known: Sequence[Fraction]) -> tuple[int, int]:
    """How many amounts the tables have as they are, and how many only rounded."""
    exact = rounded = 0
    for whole, part in shorter:
        amount = Fraction(f"{whole}.{part}") * Fraction(Unit.WAN.scale)
        half = Fraction(Unit.WAN.scale) / 2 / 10 ** len(part)
        near = known[bisect_left(known, amount - half) : bisect_left(known, amount + half)]
        exact += amount in near
        rounded += bool(near) and amount not in near
    return exact, rounded
