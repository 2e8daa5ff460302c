"""The verdicts on the narrative's numbers, printed for people and as JSON."""

from __future__ import annotations

from collections import Counter
from typing import Any

from dislint.checks.verdicts import Verdict
from dislint.document import Document
from dislint.escaping import json_text
from dislint.rule.verdicts import VERDICTS, reason_of


def show_verdicts(document: Document, lang: str = "zh") -> str:
    """A line a number, in the order of the document: place, number, verdict, why; then the counts."""
    lines = [_line(verdict, lang) for verdict in document.verdicts]
    counts = Counter(verdict.state for verdict in document.verdicts)
    totals = [f"{name.of(lang)} {counts[state]}" for state, name in VERDICTS.items()]
    return "\n".join([*lines, (", " if lang == "en" else "，").join(totals)])


def _line(verdict: Verdict, lang: str) -> str:
    anchor = verdict.mention.anchor
    place = f"{anchor.line}:{anchor.column}" if anchor.page is None else f"{anchor.page}:{anchor.line}"
    subject = verdict.claim.subject.name if verdict.claim else ""
    parts = (
        place,
        "".join(anchor.text.split()),
        VERDICTS[verdict.state].of(lang),
        subject,
        reason_of(verdict).of(lang),
    )
    return "  ".join(" ".join(part.split()) for part in parts if part)


def verdicts_json(document: Document, lang: str = "zh") -> str:
    """The verdicts as a JSON list."""
    return json_text([_object(verdict, lang) for verdict in document.verdicts], 1)


def _object(verdict: Verdict, lang: str) -> dict[str, Any]:
    anchor, claim = verdict.mention.anchor, verdict.claim
    return {
        "page": anchor.page,
        "line": anchor.line,
        "column": anchor.column,
        "text": anchor.text,
        "verdict": verdict.state.value,
        "check": verdict.check.relation if verdict.check else None,
        "reason": reason_of(verdict).of(lang),
        "claim": type(claim).__name__.lower() if claim else None,
        "subject": claim.subject.name if claim else None,
        "topic": claim.topic if claim else None,
    }
