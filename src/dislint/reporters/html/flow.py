"""A document without pages shown as running text and tables, its marks around their words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from dislint.blocks import Grid, Passage, cells_once
from dislint.linter.quotes import words_in
from dislint.reporters.html import safe

if TYPE_CHECKING:
    from dislint.document import Document
    from dislint.reporters.html.marks import Mark

_Place = tuple[int | None, int]


class _Span(NamedTuple):
    start: int
    end: int
    mark: Mark


def flow(document: Document, marks: Sequence[Mark]) -> Iterator[str]:
    """The document's blocks; marks whose words are not found stand before their line or at the head."""
    spans, before, head = _placed(document, marks)
    titles = {heading.block for heading in document.headings}
    yield '<div class="flow">' + "".join(_target(mark) for mark in head)
    for number, block in enumerate(document.layout.blocks):
        if isinstance(block, Grid):
            yield f'<div class="wide" tabindex="0"><table>{"".join(_rows(block, spans, before))}</table></div>\n'
        else:
            tag = "h3" if number in titles else "p"
            yield f"<{tag}>{_passage(block, spans, before)}</{tag}>\n"
    yield "</div>"


def _placed(
    document: Document, marks: Sequence[Mark]
) -> tuple[Mapping[int, list[_Span]], Mapping[int, list[Mark]], list[Mark]]:
    """The marks by the line (its identity) in which their words stand, those that stand before a line, the others."""
    spans: dict[int, list[_Span]] = defaultdict(list)
    before: dict[int, list[Mark]] = defaultdict(list)
    head: list[Mark] = []
    for mark in marks:
        candidates = [line for _, line in document.layout.at(mark.anchor)]
        found = words_in(mark.anchor, candidates)
        if found:
            which, start, end = found
            spans[id(candidates[which])].append(_Span(start, end, mark))
        elif mark.identity:
            (before[id(candidates[0])] if candidates else head).append(mark)
    return spans, before, head


def _rows(grid: Grid, spans: Mapping[int, list[_Span]], before: Mapping[int, list[Mark]]) -> Iterator[str]:
    row = -1
    for cell in cells_once(grid):
        if cell.row != row:
            yield "<tr>"
            row = cell.row
        across = f' colspan="{cell.colspan}"' if cell.colspan > 1 else ""
        down = f' rowspan="{cell.rowspan}"' if cell.rowspan > 1 else ""
        yield f"<td{down}{across}>{_passage(cell.passage, spans, before)}</td>"


def _passage(passage: Passage, spans: Mapping[int, list[_Span]], before: Mapping[int, list[Mark]]) -> str:
    return "".join(
        "".join(_target(mark) for mark in before.get(id(line), [])) + _line(line.text, spans.get(id(line), []))
        for line in passage.lines
    )


def _line(text: str, spans: Sequence[_Span]) -> str:
    """A line with its marks; of marks that cross, the later ones begin where the earlier ones end."""
    ordered = sorted(spans, key=lambda span: (not span.mark.identity, span.start))
    taken: list[_Span] = []
    empty: list[tuple[int, Mark]] = []
    for span in ordered:
        if any(span.start < other.end and other.start < span.end for other in taken):
            if span.mark.identity:
                empty.append((span.start, span.mark))
        else:
            taken.append(span)
    pieces, at = [], 0
    for span in sorted(taken, key=lambda span: span.start):
        targets = "".join(_target(mark) for start, mark in empty if at <= start < span.end)
        words = safe(text[span.start : span.end])
        pieces += [safe(text[at : span.start]), targets, _target(span.mark, words)]
        at = span.end
    pieces.append(safe(text[at:]))
    return "".join(pieces)


def _target(mark: Mark, words: str = "") -> str:
    title = safe(mark.title)
    if not mark.identity:
        return f'<mark class="{mark.kind}" title="{title}">{words}</mark>'
    label = f' data-n="{mark.label}"' if mark.label else ""
    return (
        f'<a id="{mark.identity}" class="{mark.kind}" data-f="{mark.item}"{label} href="#i{mark.item}" '
        f'title="{title}">{words}</a>'
    )
