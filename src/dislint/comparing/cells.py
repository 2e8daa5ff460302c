"""Cells of one document held against cells of another, by the relations of the packs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from dislint.checks.cells import plain_name
from dislint.comparing.model import Between, Difference, Digest, Entry
from dislint.comparing.packs import Comparisons, Same
from dislint.comparing.sentences import RESTATED, Verdict, spot_of


def held(new: Digest, old: Digest, between: Between, knowledge: Comparisons) -> Iterator[Verdict]:
    """What came of each pair of cells; of those that differ alike, as a total does with its part, one reports."""
    for same in knowledge.same:
        if same.between is not between or (same.kinds and new.kind not in same.kinds):
            continue
        alike: dict[object, list[Difference]] = {}
        for entry, other in _pairs(same, new, old):
            if entry.interval.meets(other.interval):
                yield Verdict(agrees=True)
            elif _is_restated(entry, new, knowledge):
                yield Verdict(why=RESTATED)
            else:
                alike.setdefault(entry.interval.middle - other.interval.middle, []).append(
                    _differs(same, new, old, entry, other)
                )
        yield from (Verdict(difference=_together(found)) for found in alike.values())


def _is_restated(entry: Entry, new: Digest, knowledge: Comparisons) -> bool:
    """Whether a sentence says that a figure is given on another basis than it was published on."""
    told = (sentence.text for sentence in new.sentences if entry.label and entry.label in sentence.text)
    return any(pattern.search(text) for text in told for pattern in knowledge.restated)


def _pairs(same: Same, new: Digest, old: Digest) -> Iterator[tuple[Entry, Entry]]:
    """The cells that a relation holds against one another; what both leave blank says nothing."""
    for address, entry in new.entries.items():
        if not same.new.fits(address):
            continue
        other = old.entries.get(same.old.filled(address))
        if other is None or (entry.figure is None and other.figure is None):
            continue
        if not entry.code or plain_name(entry.label) == plain_name(other.label):
            yield entry, other


def _differs(same: Same, new: Digest, old: Digest, entry: Entry, other: Entry) -> Difference:
    places = entry.figure.places if entry.figure is not None else 2
    return Difference(
        same.code, same.words, entry.label, spot_of(new, entry), (spot_of(old, other),), other.interval, entry.unit, places, same.grade
    )  # fmt: skip


def _together(found: list[Difference]) -> Difference:
    first, *rest = found
    if not rest:
        return first
    return replace(first, others=(*first.others, *(each.at for each in rest)))
