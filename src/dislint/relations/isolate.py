"""Cause isolation: one wrong print breaks many checks and gets one finding."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from dislint.causes import Cause
from dislint.checks import Check, Operand, Outcome
from dislint.layout.model import Anchor
from dislint.numbers import Interval, total

# Which check speaks for a wrong print: what it restates before what follows from it.
_RANK = (
    "magnitude", "restates", "hundredfold", "direction", "equality", "growth", "completion", "share",
    "T201", "T202", "T203", "T204", "T205", "T206", "T207", "parts-sum", "shares-sum",
)  # fmt: skip
_NARRATIVE = frozenset(
    {"restates", "magnitude", "growth", "share", "completion", "hundredfold", "parts-sum", "shares-sum", "zero-base"}
)


def isolate(checks: Sequence[Check]) -> tuple[Cause, ...]:
    """Broken checks grouped into causes, in the order of the checks."""
    broken = [check for check in checks if check.outcome is Outcome.FAILS]
    held = [check for check in checks if check.outcome is not Outcome.FAILS]
    votes: dict[Anchor, int] = defaultdict(int)
    for check in held:
        for operand in check.operands:
            votes[operand.anchor] += 1
    left = list(broken)
    causes: list[tuple[int, Cause]] = []
    while left:
        suspect = _suspect(left, votes)
        if suspect is None:
            break
        members = [check for check in left if any(o.anchor == suspect.anchor for o in check.operands)]
        lead = _lead(members, suspect)
        others = tuple(check for check in members if check is not lead)
        causes.append((broken.index(lead), Cause(lead, others, suspect, _needed(members, suspect))))
        left = [check for check in left if check not in members]
    causes += [(broken.index(check), Cause(check, (), None, None)) for check in left]
    return tuple(cause for _, cause in sorted(causes, key=lambda pair: pair[0]))


def _suspect(broken: Sequence[Check], votes: dict[Anchor, int]) -> Operand | None:
    """The print that stands in most broken checks and fewest held ones, where one stands out."""
    counts: dict[Anchor, int] = defaultdict(int)
    sample: dict[Anchor, Operand] = {}
    for check in broken:
        for anchor in {operand.anchor for operand in check.operands}:
            counts[anchor] += 1
        for operand in check.operands:
            sample.setdefault(operand.anchor, operand)
    candidates = [anchor for anchor, count in counts.items() if count >= 2]
    if not candidates:
        return None
    ranked = sorted(candidates, key=lambda anchor: (-counts[anchor], votes[anchor], anchor.page or 0, anchor.line))
    best = ranked[0]
    members = [check for check in broken if any(o.anchor == best for o in check.operands)]
    if _mendable(members, sample[best]):
        return sample[best]
    # No one value mends them all: still one cause where the print is on the narrative's side of them.
    return (
        sample[best]
        if any(check.relation in _NARRATIVE and check.at.anchor == best for check in members)
        else next(
            (
                sample[a]
                for a in ranked[1:]
                if _mendable([c for c in broken if any(o.anchor == a for o in c.operands)], sample[a])
            ),
            None,
        )
    )


def _required(check: Check, operand: Operand) -> Interval | None:
    """The values of a print that would mend a linear check; None where the check is not linear."""
    sign = next((o.sign for o in check.operands if o.anchor == operand.anchor), 0)
    if not sign or any(not o.sign for o in check.operands):
        return None
    rest = total(o.value if o.sign > 0 else -o.value for o in check.operands if o.anchor != operand.anchor)
    return -rest if sign > 0 else rest


def _needed(members: Sequence[Check], operand: Operand) -> Interval | None:
    needed: Interval | None = None
    for check in members:
        required = _required(check, operand)
        if required is None:
            continue
        if needed is None:
            needed = required
        elif needed.meets(required):
            needed = Interval(max(needed.lo, required.lo), min(needed.hi, required.hi))
        else:
            return None
    return needed


def _mendable(members: Sequence[Check], operand: Operand) -> bool:
    return _needed(members, operand) is not None or all(_required(check, operand) is None for check in members)


def _lead(members: Sequence[Check], suspect: Operand) -> Check:
    """The check that reports: one that points at the wrong print, the most telling first."""

    def rank(check: Check) -> tuple[int, int]:
        at = 0 if check.at.anchor == suspect.anchor else 1
        return at, _RANK.index(check.relation) if check.relation in _RANK else len(_RANK)

    return min(members, key=rank)
