"""Errors put into a report, by kind, each with the codes of the findings that report it rightly.

The kinds are what a tired clerk does, at a place drawn at random among those that the report itself contradicts;
none of them knows the rules.
"""

from __future__ import annotations

import random
from dataclasses import dataclass

from dislint.testing.injections import annex, narrative, structure, tables, wording
from dislint.testing.injections.places import Apply
from dislint.testing.report import Report


@dataclass(frozen=True, slots=True)
class Injection:
    """A kind of error: what it does, the codes that count as finding it."""

    description: str
    codes: frozenset[str]
    apply: Apply


@dataclass(frozen=True, slots=True)
class Injected:
    """An error that was put in: its kind, and the printed words that are wrong now ("" where words are missing)."""

    kind: str
    text: str
    codes: frozenset[str]


def inject(report: Report, kind: str, draw: random.Random) -> Injected:
    """Puts one error of a kind into the report (in place) and marks where. LookupError: it has no room for one."""
    injection = INJECTIONS[kind]
    try:
        return Injected(kind, injection.apply(report, draw), injection.codes)
    except (IndexError, StopIteration, ValueError) as error:  # nothing to choose from
        raise LookupError(kind) from error


INJECTIONS: dict[str, Injection] = {
    kind: Injection(description, frozenset(codes.split()), apply)
    for kind, description, codes, apply in (
        *narrative.KINDS,
        *tables.KINDS,
        *structure.KINDS,
        *wording.KINDS,
        *annex.KINDS,
    )
}
