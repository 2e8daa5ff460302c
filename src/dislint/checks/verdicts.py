"""Verdicts: what became of every number that the narrative prints."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from dislint.blocks import Anchor
from dislint.checks.model import Check, Outcome
from dislint.claims.model import Claim, Mention, Narrative


class State(Enum):
    """What became of a number."""

    VERIFIED = "verified"
    CONTRADICTED = "contradicted"
    UNCHECKED = "unchecked"


@dataclass(frozen=True, slots=True)
class Verdict:
    """The state of a printed number and why: the check that verifies or contradicts it, or else the ``reason`` why
    nothing could be said ("" where it was understood, and nothing else prints it)."""

    mention: Mention
    state: State
    claim: Claim | None
    check: Check | None = None
    reason: str = ""


def judge(narrative: Narrative, checks: Sequence[Check]) -> tuple[Verdict, ...]:
    """One verdict a number, in the order of the text."""
    by_place: dict[Anchor, list[Check]] = {}
    for check in checks:
        for operand in check.operands:
            by_place.setdefault(operand.anchor, []).append(check)
    claims = {mention.anchor: claim for claim in narrative.claims for mention in claim.printed}
    reasons = {mention.anchor: reason for mention, reason in narrative.unread}
    return tuple(
        _verdict(mention, by_place.get(mention.anchor, []), claims.get(mention.anchor), reasons.get(mention.anchor, ""))
        for mention in sorted(narrative.mentions, key=lambda mention: (mention.block, mention.start))
    )


def _verdict(mention: Mention, checks: list[Check], claim: Claim | None, reason: str) -> Verdict:
    failed = next(
        (check for check in checks if check.outcome is Outcome.FAILS and check.at.anchor == mention.anchor), None
    )
    if failed is not None:
        return Verdict(mention, State.CONTRADICTED, claim, failed)
    held = next((check for check in checks if check.outcome is not Outcome.FAILS), None)
    if held is not None:
        return Verdict(mention, State.VERIFIED, claim, held)
    return Verdict(mention, State.UNCHECKED, claim, reason=reason or ("" if claim is not None else "未能理解"))
