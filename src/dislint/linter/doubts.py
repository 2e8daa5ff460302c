"""Findings that rest on characters which the recogniser of scanned pages was not sure of: told so, and graded lower."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from dislint.blocks import Anchor, Box, Doubt, Layout
from dislint.findings import Finding, Severity

_LOWER = {Severity.ERROR: Severity.WARNING, Severity.WARNING: Severity.INFO, Severity.INFO: Severity.INFO}


def graded(findings: Sequence[Finding], layout: Layout) -> Iterable[Finding]:
    """The findings; one whose number, or a number that it is held against, is in doubt is a grade lower and says so."""
    doubts = {page.number: page.doubts for page in layout.pages if page.doubts}
    return (_graded(finding, doubts) for finding in findings) if doubts else findings


def _graded(finding: Finding, doubts: dict[int, tuple[Doubt, ...]]) -> Finding:
    anchors = (finding.anchor, *(related.anchor for related in finding.related))
    found = [doubt for anchor in anchors for doubt in _within(anchor, doubts) if _matters(doubt, finding)]
    if not found:
        return finding
    letters = "、".join(dict.fromkeys(f"“{doubt.text}”" for doubt in found[:5] if doubt.text))
    chinese, english = (
        (f"其中{letters}不能确定", f"{letters} not sure")
        if letters
        else ("此处有未认出的笔迹", "where not all ink was read")
    )
    return replace(
        finding,
        severity=_LOWER[finding.severity],
        message=f"{finding.message}（由图像识别，{chinese}，请核对原件）",
        english=finding.english and f"{finding.english} (recognised from a picture, {english}: see the original)",
    )


def _matters(doubt: Doubt, finding: Finding) -> bool:
    """Whether a finding rests on a character: on each digit of its figures, and on the letters that it speaks of.

    Of what is missing it only tells a place, whose letters say nothing for or against it. Ink that was not read may
    be a figure, or part of one.
    """
    return doubt.text.isdecimal() or doubt.text in finding.message


def _within(anchor: Anchor, doubts: dict[int, tuple[Doubt, ...]]) -> Iterable[Doubt]:
    """The doubtful characters in a place, and the ink in it that was not read."""
    for page, box in anchor.boxes:
        for doubt in doubts.get(page, ()):
            x, y = (doubt.box.x0 + doubt.box.x1) / 2, (doubt.box.y0 + doubt.box.y1) / 2
            if _holds(box, x, y) if doubt.text else _meets(box, doubt.box):
                yield doubt


def _meets(one: Box, other: Box) -> bool:
    return one.x0 < other.x1 and other.x0 < one.x1 and one.y0 < other.y1 and other.y0 < one.y1


def _holds(box: Box, x: float, y: float) -> bool:
    return box.x0 <= x <= box.x1 and box.y0 <= y <= box.y1
