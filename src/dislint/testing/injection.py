"""Errors put into a report, by kind, each with the codes of the findings that report it rightly.

The kinds are what a tired clerk does, at a place drawn at random among those that the report itself contradicts;
none of them knows the rules.
"""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import dataclass

from dislint.testing.injections import annex, budgets, narrative, numbers, structure, tables, wording
from dislint.testing.injections.places import Apply, Kind
from dislint.testing.report import Report


@dataclass(frozen=True, slots=True)
class Injection:
    """A kind of error: what it does, the codes that count as finding it."""

    description: str
    codes: frozenset[str]
    apply: Apply


@dataclass(frozen=True, slots=True)
class Injected:
    """An error that was put in: its kind, and the printed words that are wrong now ("" where words are missing).

    ``codes`` are those of the findings that report it rightly; none: any finding does. ``was`` is the number that stood there.
    """

    kind: str
    text: str
    codes: frozenset[str] = frozenset()
    was: str = ""


def inject(report: Report, kind: str, draw: random.Random) -> Injected:
    """Puts one error of a kind into the report (in place) and marks where. LookupError: it has no room for one."""
    injection = INJECTIONS[kind] if kind in INJECTIONS else BUDGET_INJECTIONS[kind]
    try:
        return Injected(kind, injection.apply(report, draw), injection.codes)
    except (IndexError, StopIteration, ValueError) as error:  # nothing to choose from
        raise LookupError(kind) from error


def inject_number(report: Report, place: str, draw: random.Random) -> Injected:
    """Slips in one number of a place ("table", "text"), drawn at random among those that the report determines."""
    spots = list(NUMBERS[place](report))
    draw.shuffle(spots)
    for spot in spots:
        if wrong := numbers.slipped(spot, draw):
            spot.put(wrong)
            return Injected(place, wrong, was=spot.printed)
    raise LookupError(place)


NUMBERS = {"table": numbers.in_tables, "text": numbers.in_narrative}
"""Where numbers stand that the report determines."""


def _named(kinds: Iterable[Kind]) -> dict[str, Injection]:
    return {kind: Injection(words, frozenset(codes.split()), apply) for kind, words, codes, apply in kinds}


INJECTIONS = _named((*narrative.KINDS, *tables.KINDS, *structure.KINDS, *wording.KINDS, *annex.KINDS))
BUDGET_INJECTIONS = _named(budgets.KINDS)
"""Those that only budgets have room for."""
