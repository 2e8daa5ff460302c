"""How a finding came about: the printed words, the numbers and their places, the arithmetic, the rule."""

from __future__ import annotations

import inspect
from collections.abc import Iterator

from dislint.causes import Cause
from dislint.checks import Check, Operand
from dislint.document import Document
from dislint.findings import Finding
from dislint.layout.model import Anchor, Passage
from dislint.plugins import load_plugins
from dislint.text import squeeze


def explain(document: Document, finding: Finding, lang: str = "zh") -> str:
    """The explanation of one finding, in lines."""
    return "\n".join(_lines(document, finding, lang == "en"))


def _lines(document: Document, finding: Finding, english: bool) -> Iterator[str]:
    message = finding.english if english and finding.english else finding.message
    yield f"{_place(finding.anchor)}  {finding.code}  {message}"
    if finding.section:
        yield f"  {finding.section}"
    passage = _passage(document, finding.anchor)
    if passage is not None:
        yield ("  words: " if english else "  原文：") + passage.text.strip()
    cause = next((c for c in document.causes if _leads(c, finding)), None)
    if cause is not None:
        yield from _arithmetic(cause, english)
    else:
        for related in finding.related:
            yield f"  {_place(related.anchor)}  {related.english if english and related.english else related.message}"
    rule = load_plugins().rule(finding.code)
    if rule is not None:
        yield ""
        yield inspect.cleandoc(rule.__doc__ or rule.summary)


def _leads(cause: Cause, finding: Finding) -> bool:
    anchors = {cause.lead.at.anchor} | ({cause.operand.anchor} if cause.operand else set())
    return finding.anchor in anchors


def _arithmetic(cause: Cause, english: bool) -> Iterator[str]:
    for check in (cause.lead, *cause.others):
        yield from _check(check, english)


def _check(check: Check, english: bool) -> Iterator[str]:
    stated, expected = ("stated", "expected") if english else ("所写", "应为")
    yield f"  [{check.relation}] {stated} {check.actual}  {expected} {check.expected}  {check.proof}".rstrip()
    for operand in check.operands:
        yield f"    {_operand(operand)}"


def _operand(operand: Operand) -> str:
    low, high = operand.value.lo, operand.value.hi
    between = f"[{float(low):.10g}, {float(high):.10g}]"
    return f"{_place(operand.anchor)}  {operand.name} {squeeze(operand.printed)}  {between}"


def _place(anchor: Anchor) -> str:
    return f"{anchor.line}:{anchor.column}" if anchor.page is None else f"{anchor.page}:{anchor.line}"


def _passage(document: Document, anchor: Anchor) -> Passage | None:
    """The paragraph that the words stand in."""
    for _, passage in document.passages():
        numbers = {(line.page, line.number) for line in passage.lines}
        if (anchor.page, anchor.line) in numbers and squeeze(anchor.text) in passage.compact.text:
            return passage
    return None
