"""Which print is the wrong one of those that stand in broken checks.

A print is singled out where changing it to one value mends them: the intervals that the broken checks require of it
have a common part. Every check that now holds and that the change would break votes against it. Where several prints
explain as much, the one that a single slip of the keys made of the value it should have is the likelier.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from dislint.blocks import Anchor
from dislint.checks.causes import Candidate, Cause
from dislint.checks.kinds import LAST, Form
from dislint.checks.model import Check, Operand
from dislint.checks.prints import Prints
from dislint.checks.requirements import breaks_with, holds_with, is_open, required
from dislint.checks.values import FAR_LIKELIER, likelihood, moved, value_of
from dislint.numbers import Interval


def members_of(checks: Iterable[Check], only: Mapping[Anchor, list[Check]] | None = None) -> dict[Anchor, list[Check]]:
    """The checks that each print stands in."""
    members: dict[Anchor, list[Check]] = defaultdict(list)
    for check in checks:
        for anchor in {operand.anchor for operand in check.operands}:
            if only is None or anchor in only:
                members[anchor].append(check)
    return members


@dataclass(frozen=True, slots=True)
class _Suspect:
    """A print that may be the cause: the broken checks that a change mends, the values they ask for, its score, and
    how likely a slip explains it."""

    operand: Operand
    mended: tuple[Check, ...]
    values: Interval
    score: int
    likelihood: Fraction

    @property
    def weight(self) -> tuple[int, bool, bool]:
        """What it explains; a print is likelier wrong than a blank, an amount likelier than one that had to be negative."""
        turned = self.values.hi < 0 <= self.operand.value.hi
        return self.score, self.operand.printed != "", not turned

    def rivals(self, others: Iterable[_Suspect]) -> list[_Suspect]:
        """Others that explain as much of the same checks."""
        return [
            other
            for other in others
            if other is not self and other.weight >= self.weight and any(_among(c, self.mended) for c in other.mended)
        ]

    def stands_out(self, rivals: Sequence[_Suspect]) -> bool:
        """Whether none explains as much, or a slip makes this one far likelier than those that do."""
        if any(rival.weight > self.weight for rival in rivals):
            return False
        return not rivals or self.likelihood > FAR_LIKELIER * max(rival.likelihood for rival in rivals)


class Suspects:
    """The prints of broken checks: ``held`` are the checks that hold, by print, ``prints`` all that the report prints."""

    def __init__(self, held: Mapping[Anchor, list[Check]], prints: Prints) -> None:
        self._held = held
        self._prints = prints

    def causes(self, component: list[Check]) -> tuple[list[Cause], list[Check]]:
        """Takes the best suspect with all that it mends, then the best of the rest, and so on; and what is left.

        What a print should say is taken for known from then on: the checks of two wrong prints fall into place.
        """
        causes: list[Cause] = []
        known: dict[Anchor, Interval] = {}
        rest = component
        while rest:
            suspect = self._best(rest, known)
            if suspect is None:
                break
            lead = _lead(suspect.mended, suspect.operand)
            known[suspect.operand.anchor] = suspect.values
            gone = [check for check in rest if _among(check, suspect.mended)]
            others = sorted((check for check in gone if check is not lead), key=_distance(suspect.operand))
            causes.append(Cause(lead, tuple(others), self._candidate(suspect, lead)))
            rest = [check for check in rest if not _among(check, gone)]
        return causes, rest

    def unsettled(self, group: Sequence[Check]) -> Cause:
        """A cause that singles out nothing: the prints that may be wrong, those alone that a slip explains if there are any.

        Of a rate and its amounts none of which a slip explains, the rate is taken for what is out of date.
        """
        lead, *others = group
        suspects = [s for s in self._suspects([lead], {}) if s.score > 0 and s.operand.printed]
        likely = [suspect for suspect in suspects if suspect.likelihood]
        if not likely and lead.kind.form in (Form.SUM, Form.SHARES):
            likely = suspects
        return Cause(lead, tuple(others), candidates=tuple(self._candidate(suspect, lead) for suspect in likely))

    def _candidate(self, suspect: _Suspect, lead: Check) -> Candidate:
        return Candidate(suspect.operand, value_of(suspect.values, suspect.operand, lead, self._prints))

    def _best(self, broken: Sequence[Check], known: Mapping[Anchor, Interval]) -> _Suspect | None:
        """The one print that explains most; None where none is singled out."""
        suspects = self._suspects(broken, known)
        ranked = sorted(suspects, key=lambda suspect: (suspect.weight, suspect.likelihood), reverse=True)
        for suspect in ranked:
            if suspect.score <= 0:
                break
            if suspect.stands_out(suspect.rivals(ranked)):
                return suspect
        return None

    def _suspects(self, broken: Sequence[Check], known: Mapping[Anchor, Interval]) -> list[_Suspect]:
        found: dict[Anchor, list[_Suspect]] = {}
        for check in broken:
            for operand in check.operands:
                if operand.anchor not in found and operand.anchor not in known:
                    found[operand.anchor] = list(self._of(operand, broken, known))
        return [suspect for suspects in found.values() for suspect in suspects]

    def _of(self, operand: Operand, broken: Sequence[Check], known: Mapping[Anchor, Interval]) -> Iterator[_Suspect]:
        """A print with each of the values that most of its broken checks agree on; one whose point seems to be in the
        wrong place with the values that it would have in the right one."""
        anchor = operand.anchor
        containing = [check for check in broken if any(member.anchor == anchor for member in check.operands)]
        agreed = _most_agreed([required(check, anchor, known, strict=True) for check in containing])
        for values in agreed or moved(operand):
            mended = tuple(check for check in containing if holds_with(check, anchor, values, known))
            if mended and not is_open(values):
                against = sum(breaks_with(check, anchor, values, known) for check in self._held.get(anchor, ()))
                likely = likelihood(operand, values, mended[0], self._prints)
                yield _Suspect(operand, mended, values, len(mended) - against, likely)


def _among(check: Check, checks: Iterable[Check]) -> bool:
    return any(check is one for one in checks)


def _most_agreed(wanted: Sequence[Interval | None]) -> list[Interval]:
    """The values that most of the checks agree on, several where as many ask for each of them; equations are asked
    before inequalities."""
    intervals = sorted((interval for interval in wanted if interval is not None), key=is_open)
    agreed: dict[Interval, int] = {}
    for seed in intervals:
        common, count = seed, 0
        for interval in intervals:
            if common.meets(interval):
                common = Interval(max(common.lo, interval.lo), min(common.hi, interval.hi))
                count += 1
        agreed[common] = count
    most = max(agreed.values(), default=0)
    return [values for values, count in agreed.items() if count == most]


_Distance = tuple[int, int, int, str]


def _lead(mended: Sequence[Check], operand: Operand) -> Check:
    """The check nearest the cause."""
    return min(mended, key=_distance(operand))


def _distance(operand: Operand) -> _Nearness:
    """How basic a check is for a wrong print: in the narrative the restatement first, in a table a sum of that table."""

    def distance(check: Check) -> _Distance:
        elsewhere = check.at.anchor != operand.anchor
        if operand.fact is None:
            return (check.kind.rank, elsewhere, 0, check.relation)
        return (not check.within, check.kind.rank < LAST, elsewhere, check.relation)

    return distance


_Nearness = Callable[[Check], _Distance]
