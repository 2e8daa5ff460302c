"""What a report prints, and how: its amounts, and the decimals, zeros and separators that are customary where they stand.

A value is shown as the report would print it: 增长4.3% where its rates have one decimal, 3,010.69万元 where its amounts have
separators. A print that has other decimals than those around it is likelier the wrong one.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction

from dislint.blocks import Anchor
from dislint.checks.model import Check, Operand, Style
from dislint.numbers import Figure, Interval, Unit

_Realm = tuple[str, Unit]
"""A table by its name, or "" for all sentences, and a unit."""
_SOME = 2
"""Decimals that so many other prints have are no slip."""


@dataclass(slots=True)
class _Custom:
    """How the numbers of one unit are printed in a table, or in the sentences."""

    places: Counter[int] = field(default_factory=Counter)
    zeros: Counter[str] = field(default_factory=Counter)
    ended: int = 0
    separated: int = 0
    plain: int = 0

    def add(self, figure: Figure) -> None:
        """Counts a print."""
        digits = figure.text.removesuffix(figure.unit.label)
        if figure.value == 0:
            self.zeros[digits] += 1
            return
        self.places[figure.places] += 1
        self.ended += figure.places > 0 and digits.endswith("0")
        if abs(figure.value) >= _THOUSAND:
            self.separated += "," in digits
            self.plain += "," not in digits

    def style(self, own: int | None, unit: Unit) -> Style:
        """The style of a print with so many decimals of its own: of its kind, or that of most."""
        usual = self.usual
        short = sum(count for places, count in self.places.items() if places < usual)
        dropped = bool(short and not self.ended)
        others = self.places[own] - 1 if own else 0
        places = own if own and others >= _SOME and not dropped else usual
        alone = own is not None and own != usual and self.places[own] == 1 and self.places[usual] > _SOME
        return Style(
            unit,
            places,
            usual,
            dropped=dropped,
            separated=self.separated > self.plain,
            zero=next((digits for digits, _ in self.zeros.most_common(1)), "0"),
            odd=alone and not (dropped and own is not None and own < usual),
        )

    @property
    def usual(self) -> int:
        """The most frequent number of decimals among prints that have any."""
        with_point = [(count, places) for places, count in self.places.items() if places]
        return max(with_point)[1] if with_point else 0


_THOUSAND = 1000


class Prints:
    """The numbers that a report prints, as far as checks speak of them."""

    def __init__(self, checks: Iterable[Check]) -> None:
        found: dict[Anchor, Operand] = {}
        for check in checks:
            for operand in check.operands:
                if operand.figure is not None:
                    found.setdefault(operand.anchor, operand)
        self._customs: dict[_Realm, _Custom] = defaultdict(_Custom)
        amounts: Counter[Fraction] = Counter()
        for operand in found.values():
            assert operand.figure is not None
            self._customs[operand.table, operand.figure.unit].add(operand.figure)
            if operand.figure.unit.is_money and operand.figure.value:
                amounts[operand.figure.amount] += 1
        self._amounts = sorted(amounts)
        self._repeated = frozenset(amount for amount, count in amounts.items() if count > 1)

    def repeats(self, operand: Operand) -> bool:
        """Whether an amount is printed elsewhere too."""
        figure = operand.figure
        return figure is not None and figure.unit.is_money and figure.amount in self._repeated

    def within(self, values: Interval) -> Sequence[Fraction]:
        """The amounts printed anywhere that lie among values."""
        return self._amounts[bisect_left(self._amounts, values.lo) : bisect_right(self._amounts, values.hi)]

    def dressed(self, check: Check) -> Check:
        """A check with the style of each of its numbers."""
        operands = tuple(self._styled(operand) for operand in check.operands)
        reported = self._styled(check.reported) if check.reported is not None else None
        return replace(check, operands=operands, reported=reported)

    def _styled(self, operand: Operand) -> Operand:
        figure, fact = operand.figure, operand.fact
        unit = figure.unit if figure is not None else fact.table.unit if fact is not None else None
        if unit is None or unit is Unit.NONE or (operand.table, unit) not in self._customs:
            return operand
        style = self._customs[operand.table, unit].style(figure.places if figure is not None else None, unit)
        return replace(operand, style=style)
