"""Verdicts in words: by what a number of the narrative is verified or contradicted, or why nothing can be said of it."""

from __future__ import annotations

from dislint.checks.verdicts import State, Verdict
from dislint.language import Text, plain
from dislint.rule.phrases import expected, name_of, named, proof

VERDICTS = {
    State.VERIFIED: Text("已核对", "verified"),
    State.CONTRADICTED: Text("有矛盾", "contradicted"),
    State.UNCHECKED: Text("未核对", "unchecked"),
}
_REASONS = {
    "": Text("没有可比对的表格数", "no number in the tables to compare with"),
    "不明所指": Text("不明所指", "it is not clear what it speaks of"),
    "未能理解": Text("未能理解", "not understood"),
}
_MOST_NAMED = 2


def reason_of(verdict: Verdict) -> Text:
    """Why a number is verified or contradicted: the check and what it is held against; else why nothing can be said."""
    check = verdict.check
    if check is None:
        return _REASONS.get(verdict.reason, plain(verdict.reason))
    words = check.kind.words
    if verdict.state is State.CONTRADICTED:
        value, how = expected(check), proof(check)
        shown = Text(*(own or other for own, other in zip(value, how, strict=True)))
        return Text(f"{words.zh} {shown.zh}".strip(), f"{words.en} {shown.en}".strip())
    others = [operand for operand in check.operands if operand.anchor != verdict.mention.anchor]
    told = [name_of(o, check) if o.fact is not None else named(o, check) for o in others[:_MOST_NAMED]]
    names = dict.fromkeys(told)
    shown = Text("、".join(name.zh for name in names), ", ".join(name.en for name in names))
    return Text(f"{words.zh} {shown.zh}".strip(), f"{words.en} {shown.en}".strip())
