"""Verdicts: what became of every number that the narrative prints."""

from __future__ import annotations

from collections.abc import Sequence

from dislint.blocks import Anchor
from dislint.checks.model import Check, Outcome
from dislint.claims.model import Claim, Mention, State, Verdict
from dislint.claims.narrative import Narrative


def judge(narrative: Narrative, checks: Sequence[Check]) -> tuple[Verdict, ...]:
    """One verdict a number, in the order of the text."""
    by_place: dict[Anchor, list[Check]] = {}
    for check in checks:
        if check.relation == "base-year":
            continue
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
        return Verdict(mention, State.CONTRADICTED, f"{failed.relation}: {failed.expected or failed.proof}", claim)
    held = next((check for check in checks if check.outcome is not Outcome.FAILS), None)
    if held is not None:
        others = [operand.name for operand in held.operands if operand.anchor != mention.anchor]
        return Verdict(mention, State.VERIFIED, f"{held.relation}: {'、'.join(filter(None, others[:2]))}", claim)
    if not reason:
        reason = "没有可比对的表格数" if claim is not None else "未能理解"
    return Verdict(mention, State.UNCHECKED, reason, claim)
