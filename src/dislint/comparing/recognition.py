"""How two documents stand to one another: by body, kind and year."""

from __future__ import annotations

from dislint.comparing.bodies import plain_name
from dislint.comparing.model import Between, Digest
from dislint.structure.model import Kind

_SHORTEST = 3
"""A name of fewer letters is too common to be the end of another."""


def is_same_body(one: str, other: str) -> bool:
    """Whether two names are of one body: the same, or one without the region that stands before the other."""
    one, other = sorted((plain_name(one), plain_name(other)), key=len)
    return len(one) >= _SHORTEST and other.endswith(one)


def in_order(one: Digest, other: Digest) -> tuple[Digest, Digest]:
    """The older of two documents first; a budget comes before the accounts of its year. Without years: as given."""
    if one.year is None or other.year is None:
        return one, other
    first = (other.year, other.kind is not Kind.BUDGET) < (one.year, one.kind is not Kind.BUDGET)
    return (other, one) if first else (one, other)


def between(old: Digest, new: Digest) -> Between:
    """How a document stands to an older one of its body."""
    if old.year is None or new.year is None or Kind.UNKNOWN in (old.kind, new.kind):
        return Between.NOTHING
    if old.kind is new.kind:
        return {0: Between.VERSIONS, 1: Between.YEARS}.get(new.year - old.year, Between.NOTHING)
    same_year = old.kind is Kind.BUDGET and old.year == new.year
    return Between.BUDGET if same_year else Between.NOTHING
