"""A department and its units: which documents of a run are theirs, and whether the units' figures make up the department's."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from dislint.checks.cells import plain_name as plain_subject
from dislint.comparing.bodies import plain_name
from dislint.comparing.model import Address, Between, Comparison, Difference, Digest, Entry, Spot
from dislint.comparing.packs import Comparisons, Same
from dislint.comparing.sentences import spot_of
from dislint.numbers import Interval, total

_NO_AMOUNTS = ("%", "增减")
"""Columns that are no amounts of the year."""


_Found = tuple[Address, Difference]
"""A difference and the cell that it is at."""


class Known(NamedTuple):
    """What is known of a document without its figures: its body, and the bodies that it says it is made up of."""

    path: str
    kind: str
    year: int | None
    entity: str
    bodies: tuple[str, ...]


class Family(NamedTuple):
    """A department's document and its units', by their places in the run; ``complete`` says that all units are there."""

    department: int
    units: tuple[int, ...]
    complete: bool


def families(documents: Sequence[Known]) -> Iterator[Family]:
    """The departments among documents whose units are there, too; whatever could be another's is left out.

    A department names its units. Its own office (本级) may bear its name, and names none.
    """
    for at, department in enumerate(documents):
        bodies = list(dict.fromkeys(map(_plain, department.bodies)))
        if not department.entity or department.year is None or len(bodies) < 2 or _is_twice(documents, at):
            continue
        others = [
            (number, other)
            for number, other in enumerate(documents)
            if number != at and (other.kind, other.year) == (department.kind, department.year)
        ]
        found: dict[str, list[int]] = {body: [] for body in bodies}
        for number, other in others:
            for body in bodies:
                if _is_body(other, body, department):
                    found[body].append(number)
        units = tuple(numbers[0] for numbers in found.values() if len(numbers) == 1)
        if units and len(set(units)) == len(units):
            yield Family(at, units, len(units) == len(bodies))


def _plain(name: str) -> str:
    return name.replace("（", "(").replace("）", ")").replace(" ", "")


def _is_twice(documents: Sequence[Known], at: int) -> bool:
    """Whether another document claims to be the same department's of the same year."""
    own = documents[at]
    return any(
        other.bodies and (other.kind, other.year, _plain(other.entity)) == (own.kind, own.year, _plain(own.entity))
        for number, other in enumerate(documents)
        if number != at
    )


def _is_body(document: Known, body: str, department: Known) -> bool:
    """Whether a document is that of a body named by a department."""
    entity = _plain(document.entity)
    if entity == body:
        return entity != _plain(department.entity) or not document.bodies
    own_office = body != plain_name(body) and plain_name(body) == _plain(department.entity)
    return own_office and entity == _plain(department.entity) and not document.bodies


def held_together(
    department: Digest, units: Sequence[Digest], complete: bool, knowledge: Comparisons
) -> list[Comparison]:
    """The documents of a department that others disagree with, each with what is wrong in it."""
    relations = [same for same in knowledge.same if same.between is Between.UNITS]
    relations = [same for same in relations if not same.kinds or department.kind in same.kinds]
    comparisons = []
    larger: set[str] = set()
    for unit in units:
        found = [each for same in relations if same.operator == "<=" for each in _larger(same, unit, department)]
        told = list(_lowest(found))
        larger |= {address.row for address, _ in told}
        comparisons.append(_comparison(department, unit, _by_row(told)))
    if complete:
        sums = [each for same in relations if same.operator == "=" for each in _sums(same, department, units)]
        # What a unit has too much of, its own finding tells.
        told = [
            (address, difference)
            for address, difference in _lowest(sums)
            if not any(address.row == row or _is_above(address.row, row) for row in larger)
        ]
        comparisons.append(_comparison(units[0], department, _by_row(told)))
    return [comparison for comparison in comparisons if comparison.differences]


def _comparison(old: Digest, new: Digest, differences: Sequence[Difference]) -> Comparison:
    return Comparison(old, new, Between.UNITS, tuple(differences), 0, (), ())


def _larger(same: Same, unit: Digest, department: Digest) -> Iterator[_Found]:
    """The cells of a unit that print more than the department's."""
    for address, entry in _amounts(same, unit):
        other = department.entries.get(same.old.filled(address))
        if other is None or (entry.code and plain_subject(entry.label) != plain_subject(other.label)):
            continue
        if entry.interval.lo > other.interval.hi >= 0:
            yield address, _difference(same, unit, entry, [spot_of(department, other)], other.interval)


def _lowest(found: Sequence[_Found]) -> Iterator[_Found]:
    """Of a column the rows that no row below explains: totals and classes are wrong where one of their items is."""
    for address, difference in found:
        below = [
            other
            for other, _ in found
            if (other.table, other.column) == (address.table, address.column) and _is_above(address.row, other.row)
        ]
        if not below:
            yield address, difference


def _is_above(row: str, other: str) -> bool:
    """Whether a row sums up another one: a class its items, a total all that have codes."""
    return row != other and (other.startswith(row) or (not row.isdigit() and other.isdigit()))


def _by_row(found: Sequence[_Found]) -> list[Difference]:
    """Of what is wrong in a row, in whatever tables and columns, the first reports the others."""
    first: dict[str, Difference] = {}
    for address, difference in found:
        known = first.get(address.row)
        first[address.row] = difference if known is None else replace(known, others=(*known.others, difference.at))
    return list(first.values())


def _sums(same: Same, department: Digest, units: Sequence[Digest]) -> Iterator[_Found]:
    """The department's cells that are not the sum of the units'."""
    if any(same.new.table not in unit.tables for unit in units):
        return
    for address, entry in _amounts(same, department):
        parts = [unit.entries.get(address) for unit in units]
        there = [part for part in parts if part is not None]
        if not there or any(part.code and plain_subject(part.label) != plain_subject(entry.label) for part in there):
            continue
        whole = total(part.interval for part in there)
        if not whole.meets(entry.interval):
            spots = [spot_of(unit, part) for unit, part in zip(units, parts, strict=True) if part is not None]
            yield address, _difference(same, department, entry, spots, whole)


def _amounts(same: Same, digest: Digest) -> Iterator[tuple[Address, Entry]]:
    for address, entry in digest.entries.items():
        if (
            same.new.fits(address)
            and entry.figure is not None
            and not any(mark in address.column for mark in _NO_AMOUNTS)
        ):
            yield address, entry


def _difference(same: Same, digest: Digest, entry: Entry, others: Sequence[Spot], wanted: Interval) -> Difference:
    places = entry.figure.places if entry.figure is not None else 2
    return Difference(
        same.code,
        same.words,
        entry.label,
        spot_of(digest, entry),
        tuple(others),
        wanted,
        entry.unit,
        places,
        same.grade,
    )
