"""Prints that stand in each other's place: two rows of a table whose amounts are swapped, or two columns of a row."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import combinations

from dislint.blocks import Anchor
from dislint.checks.causes import Candidate, Cause
from dislint.checks.kinds import Form
from dislint.checks.model import Check, Operand, Outcome
from dislint.checks.requirements import required
from dislint.checks.values import Value
from dislint.numbers import Interval

# A table with more broken sums than this is not one with two rows swapped.
_MOST_SUMS = 24
_Row = tuple[str, str]


@dataclass(slots=True)
class _Cells:
    """The cells that checks speak of, by row and column, and the checks that each stands in."""

    by_place: dict[tuple[_Row, str], Operand | None] = field(default_factory=dict)
    checks: dict[Anchor, list[Check]] = field(default_factory=lambda: defaultdict(list))
    columns: dict[_Row, list[str]] = field(default_factory=lambda: defaultdict(list))

    @classmethod
    def of(cls, checks: Sequence[Check]) -> _Cells:
        """The cells of all operands; a row and column that two cells have is no place."""
        cells = cls()
        for check in checks:
            for operand in check.operands:
                cells.checks[operand.anchor].append(check)
                place = _place(operand)
                if place is None:
                    continue
                known = cells.by_place.setdefault(place, operand)
                if place[1] not in cells.columns[place[0]]:
                    cells.columns[place[0]].append(place[1])
                if known is not None and known.anchor != operand.anchor:
                    cells.by_place[place] = None
        return cells


def exchanges(broken: list[Check], checks: Sequence[Check]) -> tuple[list[Cause], list[Check]]:
    """The causes that are exchanges, and the broken checks that are left.

    Two broken sums without a common print point at an exchange where each wants, in place of one of its prints, what the
    other has in the same column or the same row, and where nothing that holds would break.
    """
    causes: list[Cause] = []
    sums = [check for check in broken if _is_sum(check)]
    if not 2 <= len(sums) <= _MOST_SUMS:
        return causes, broken
    cells = _Cells.of(checks)
    for one, other in combinations(sums, 2):
        if any(check is gone for cause in causes for gone in cause.checks for check in (one, other)):
            continue
        found = next(_exchanged(one, other, cells), None)
        if found is not None:
            causes.append(found)
    explained = {id(check) for cause in causes for check in cause.checks}
    return causes, [check for check in broken if id(check) not in explained]


def _is_sum(check: Check) -> bool:
    return check.kind.form is Form.SUM and check.in_tables


def _place(operand: Operand) -> tuple[_Row, str] | None:
    return (operand.row, operand.fact.column) if operand.fact is not None and operand.row is not None else None


def _exchanged(one: Check, other: Check, cells: _Cells) -> Iterator[Cause]:
    if {operand.anchor for operand in one.operands} & {operand.anchor for operand in other.operands}:
        return
    wanted = [(y, required(other, y.anchor, {})) for y in other.operands]
    for x in one.operands:
        wish = required(one, x.anchor, {})
        for y, its_wish in wanted:
            if x.table != y.table or wish is None or its_wish is None:
                continue
            if wish.meets(y.value) and its_wish.meets(x.value) and (x.printed or y.printed):
                changed = _changed(x, y, cells)
                mended = _mended(changed, cells) if changed else None
                if mended is not None:
                    others = tuple(check for check in mended if check is not one)
                    value = Value(y.value, y.figure.amount if y.figure else Fraction(0), True)
                    yield Cause(one, others, Candidate(x, value), partner=y)


def _changed(x: Operand, y: Operand, cells: _Cells) -> Mapping[Anchor, Interval]:
    """What the prints would say if the two rows, or the two columns of the row, were exchanged."""
    here, there = _place(x), _place(y)
    if here is None or there is None or cells.by_place.get(here) is None or cells.by_place.get(there) is None:
        return {}
    if here[0] == there[0]:
        return {x.anchor: y.value, y.anchor: x.value}
    if here[1] != there[1]:
        return {}
    changed: dict[Anchor, Interval] = {}
    for column in cells.columns[here[0]]:
        a, b = cells.by_place.get((here[0], column)), cells.by_place.get((there[0], column))
        if a is not None and b is not None and a.value != b.value:
            changed |= {a.anchor: b.value, b.anchor: a.value}
    return changed


def _mended(changed: Mapping[Anchor, Interval], cells: _Cells) -> list[Check] | None:
    """The broken checks that hold after the exchange; None where one breaks by it."""
    mended: list[Check] = []
    seen: set[int] = set()
    for anchor, value in changed.items():
        for check in cells.checks[anchor]:
            if id(check) in seen:
                continue
            seen.add(id(check))
            wish = required(check, anchor, changed)
            fails = check.outcome is Outcome.FAILS
            if fails and (wish is None or wish.meets(value)):
                mended.append(check)
            elif not fails and wish is not None and not wish.meets(value):
                return None
    return mended
