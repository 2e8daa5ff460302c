"""The printed lines that findings point into, for people to read and for code scanning to show."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from dislint.document import Document
from dislint.findings import Finding
from dislint.layout.model import Anchor, Grid, Layout, Line


class Quote(NamedTuple):
    """The printed line that a finding points into, and the words' place in it."""

    text: str
    start: int
    end: int


def quotes(document: Document | None, findings: Sequence[Finding]) -> tuple[Quote | None, ...]:
    """The line of each finding; None where the document has none for it."""
    if document is None or not findings:
        return (None,) * len(findings)
    wanted = {(f.anchor.page, f.anchor.line) for f in findings}
    lines: dict[tuple[int | None, int], list[Line]] = {}
    for line in _lines(document.layout):
        if (line.page, line.number) in wanted:
            lines.setdefault((line.page, line.number), []).append(line)
    return tuple(_quote(f.anchor, lines.get((f.anchor.page, f.anchor.line), [])) for f in findings)


def _lines(layout: Layout) -> Iterator[Line]:
    for block in layout.blocks:
        if not isinstance(block, Grid):
            yield from block.lines
            continue
        for cell in {id(cell): cell for row in block.cells for cell in row}.values():
            yield from cell.passage.lines


def _quote(anchor: Anchor, lines: Sequence[Line]) -> Quote | None:
    """The words in their line; the cells of a table's row stand on one line."""
    ordered = sorted(lines, key=lambda line: (line.box.x0 if line.box else 0.0, line.column))
    begin = 0
    for line in ordered:
        found = _words_in(anchor, line)
        if found:
            whole = "  ".join(other.text for other in ordered)
            return Quote(whole, begin + found[0], begin + found[1])
        begin += len(line.text) + 2
    return None


def _words_in(anchor: Anchor, line: Line) -> tuple[int, int] | None:
    at = anchor.column - line.column
    if not anchor.text:
        return None
    if 0 <= at < len(line.text):
        if line.text.startswith(anchor.text, at):
            return at, at + len(anchor.text)
        if anchor.text.startswith(line.text[at:]):  # Words that go on in the next line.
            return at, len(line.text)
    start = line.text.find(anchor.text)
    return (start, start + len(anchor.text)) if start >= 0 else None
