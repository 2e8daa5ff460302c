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
    parts = (
        place,
        "".join(anchor.text.split()),
        _NAMES[verdict.state][english],
        subject,
        reason_words(verdict, english),
    )
    return "  ".join(" ".join(part.split()) for part in parts if part)


_RELATIONS = {
    "restates": ("复述", "restates"),
    "restates-count": ("复述", "restates"),
    "growth": ("增减率推算", "growth from"),
    "share": ("占比推算", "share from"),
    "shares-sum": ("占比之和", "shares add up"),
    "completion": ("完成率推算", "completion from"),
    "parts-sum": ("各部分之和", "parts add up"),
    "equality": ("持平", "same as"),
    "direction": ("大小方向", "direction"),
    "last-year": ("推算的上年数", "last year from"),
    "twice": ("前后两次", "stated twice"),
    "magnitude": ("数量级", "magnitude"),
    "hundredfold": ("相差100倍", "hundredfold"),
    "zero-base": ("以零为基数", "base of zero"),
    "nil": ("有无收支", "nil"),
    "difference": ("增减额", "difference"),
    "listing-empty": ("所列项目", "listed items"),
    "listing-missing": ("漏列项目", "items left out"),
    "missing-unit": ("单位", "unit"),
    "unknown-subject": ("科目", "subject"),
    "omitted-line": ("漏列科目", "subjects left out"),
    "path": ("科目路径", "path of the subject"),
    "weights-sum": ("权重之和", "weights add up"),
    "indicator-score": ("指标得分之和", "indicator score"),
    "total-score": ("总得分", "total score"),
    "execution-rate": ("执行率", "execution rate"),
    "balance": ("结余", "balance"),
    "overspent": ("超预算", "more than the budget"),
    "own-tables": ("复述自评表", "restates its own tables"),
    "base-year": ("比较年度", "year compared with"),
}
_REASONS = {
    "没有可比对的表格数": "no number in the tables to compare with",
    "不明所指": "it is not clear what it speaks of",
    "未能理解": "not understood",
}


def relation_words(relation: str, english: bool = False) -> str:
    """A relation of the narrative in words; the code of a relation between cells as it is."""
    return _RELATIONS.get(relation, (relation, relation))[english]


def reason_words(verdict: Verdict, english: bool = False) -> str:
    """The reason of a verdict in words: by which relation and number, or why nothing could be said."""
    relation, colon, rest = verdict.reason.partition(": ")
    if colon:
        return f"{relation_words(relation, english)} {rest}".strip()
    return _REASONS.get(verdict.reason, verdict.reason) if english else verdict.reason


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
