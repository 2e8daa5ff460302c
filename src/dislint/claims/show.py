"""The verdicts on the narrative's numbers, printed for people and as JSON."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

from dislint.claims.model import State, Verdict
from dislint.document import Document

_NAMES = {
    State.VERIFIED: ("已核对", "verified"),
    State.CONTRADICTED: ("有矛盾", "contradicted"),
    State.UNCHECKED: ("未核对", "unchecked"),
}


def show_verdicts(document: Document, lang: str = "zh") -> str:
    """A line a number, in the order of the document: place, number, verdict, why; then the counts."""
    english = lang == "en"
    lines = [_line(verdict, english) for verdict in document.verdicts]
    counts = Counter(verdict.state for verdict in document.verdicts)
    totals = [f"{names[english]} {counts[state]}" for state, names in _NAMES.items()]
    return "\n".join([*lines, (", " if english else "，").join(totals)])


def _line(verdict: Verdict, english: bool) -> str:
    anchor = verdict.mention.anchor
    place = f"{anchor.line}:{anchor.column}" if anchor.page is None else f"{anchor.page}:{anchor.line}"
    subject = verdict.claim.subject.name if verdict.claim else ""
    parts = (place, anchor.text, _NAMES[verdict.state][english], subject, verdict.reason)
    return "  ".join("".join(part.split()) for part in parts if part)


def verdicts_json(document: Document) -> str:
    """The verdicts as a JSON list."""
    return json.dumps([_object(verdict) for verdict in document.verdicts], ensure_ascii=False, indent=1)


def _object(verdict: Verdict) -> dict[str, Any]:
    anchor, claim = verdict.mention.anchor, verdict.claim
    return {
        "page": anchor.page,
        "line": anchor.line,
        "column": anchor.column,
        "text": anchor.text,
        "verdict": verdict.state.value,
        "reason": verdict.reason,
        "claim": type(claim).__name__.lower() if claim else None,
        "subject": claim.subject.name if claim else None,
        "topic": claim.topic if claim else None,
    }
