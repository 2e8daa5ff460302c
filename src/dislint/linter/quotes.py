"""The printed lines that findings point into, for people to read and for code scanning to show."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from dislint.blocks import Anchor, Box, Line
from dislint.findings import Finding

if TYPE_CHECKING:
    from dislint.document import Document


class Quote(NamedTuple):
    """The printed line that a finding points into, and the words' place in it."""

    text: str
    start: int
    end: int


def quotes(document: Document | None, findings: Sequence[Finding]) -> tuple[Quote | None, ...]:
    """The line of each finding; None where the document has none for it."""
    if document is None or not findings:
        return (None,) * len(findings)
    return tuple(_quote(f.anchor, [line for _, line in document.layout.at(f.anchor)]) for f in findings)


def _quote(anchor: Anchor, lines: Sequence[Line]) -> Quote | None:
    """The words in their line; the cells of a table's row stand on one line."""
    ordered = sorted(lines, key=lambda line: (line.box.x0 if line.box else 0.0, line.column))
    found = words_in(anchor, ordered)
    if found is None:
        return None
    number, start, end = found
    begin = sum(len(line.text) + 2 for line in ordered[:number])
    return Quote("  ".join(line.text for line in ordered), begin + start, begin + end)


def _covers(line: Box | None, words: Box | None) -> bool:
    return line is None or words is None or (line.x0 <= words.x0 and words.x1 <= line.x1)


def words_in(anchor: Anchor, lines: Sequence[Line]) -> tuple[int, int, int] | None:
    """Where the words of an anchor stand: which of the lines, their start and end in it; None where they do not.

    Words that go on in the next line end with the line.
    """
    if not anchor.text:
        return None
    for number, line in enumerate(lines):
        at = anchor.column - line.column
        if 0 <= at < len(line.text) and _covers(line.box, anchor.box):
            if line.text.startswith(anchor.text, at):
                return number, at, at + len(anchor.text)
            if anchor.text.startswith(line.text[at:]):
                return number, at, len(line.text)
    for number, line in enumerate(lines):
        start = line.text.find(anchor.text)
        if start >= 0:
            return number, start, start + len(anchor.text)
    return None
