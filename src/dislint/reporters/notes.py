"""What the notes in an annotated report say."""

from __future__ import annotations

from pathlib import Path

from dislint.findings import Finding
from dislint.language import SpokenError

_PLACES = 5
"""A note names at most so many of the places that a finding refers to."""


class NotAnnotatedError(SpokenError):
    """The annotated report cannot be written: the extra is absent, or the file is none that opens."""


def note_lines(finding: Finding, english: bool, paged: bool) -> list[str]:
    """The message, then a line for each place that the finding refers to; lines are told where there are pages to count them on."""
    lines = [f"{finding.code} {(finding.english or finding.message) if english else finding.message}"]
    for other in finding.related[:_PLACES]:
        page, line = other.anchor.page, other.anchor.line
        place = (f"page {page}, line {line}: " if english else f"第{page}页第{line}行 ") if paged else ""
        file = f"{Path(other.path).name} " if other.path else ""
        lines.append(f"→ {file}{place}{(other.english or other.message) if english else other.message}")
    more = len(finding.related) - _PLACES
    if more > 0:
        lines.append(f"→ {more} more" if english else f"→ 另有 {more} 处")
    return lines
