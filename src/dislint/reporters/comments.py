"""A Word document with its findings as comments at the words, for Word, WPS and LibreOffice."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from copy import deepcopy
from typing import Any

from dislint.blocks import Anchor
from dislint.escaping import printable
from dislint.findings import Finding
from dislint.readers.docx import check_archive, sources_of
from dislint.readers.model import UnreadableError
from dislint.readers.word import Source
from dislint.readers.wordstyles import W
from dislint.reporters.notes import NotAnnotatedError, note_lines
from dislint.running.own import OWN_NAME

_SIGNS = {W + "tab": "\t", W + "br": "\n", W + "cr": "\n", W + "noBreakHyphen": "-"}
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def commented(data: bytes, findings: Sequence[Finding], english: bool) -> Iterator[tuple[bytes, int]]:
    """The content of the copy with comments, and how many it has more than the original."""
    import docx

    try:
        check_archive(data)
        document = docx.Document(io.BytesIO(data))
        comments = _Comments(document, sources_of(document.element, data))
        count = sum(comments.write(finding, english) for finding in findings)
        document.core_properties.last_modified_by = OWN_NAME
        out = io.BytesIO()
        document.save(out)
    except UnreadableError as error:
        raise NotAnnotatedError(error.message, error.english) from error
    except (
        KeyError,
        ValueError,
        AttributeError,
        TypeError,
        SyntaxError,
    ) as error:  # What python-docx raises of parts that are damaged, or not as it thinks.
        told = f"{type(error).__name__}: {error}"
        raise NotAnnotatedError(f"Word 文件无法写入批注（{told}）", f"no comments can be written ({told})") from error
    yield out.getvalue(), count


class _Comments:
    """The comments put into a document."""

    def __init__(self, document: Any, sources: Sequence[Source]) -> None:
        self._document = document
        self._lines: dict[int, list[Source]] = {}
        for source in sources:
            self._lines.setdefault(source.line, []).append(source)
        self._first = sources[0] if sources else None

    def write(self, finding: Finding, english: bool) -> int:
        """Writes a comment at each place of a finding; returns how many."""
        note = printable("\n".join(note_lines(finding, english, paged=False)), frozenset("\n"))
        return sum(self._write(anchor, note) for anchor in (finding.anchor, *finding.also))

    def _write(self, anchor: Anchor, note: str) -> int:
        from docx.text.run import Run

        source = _source_of(anchor, self._lines.get(anchor.line, [])) or self._first
        if source is None:
            return 0
        runs = _runs_of(anchor, source) or [_new_run(source.element)]
        ends = [Run(_outside_boxes(run), self._document) for run in (runs[0], runs[-1])]
        self._document.add_comment(ends, text=note, author=OWN_NAME, initials=OWN_NAME)
        return 1


def _source_of(anchor: Anchor, sources: Sequence[Source]) -> Source | None:
    """What a place is printed from, of what its line is printed from: the cell that the column lies in, a paragraph with the words."""
    words = "".join(anchor.text.split())
    with_words = [source for source in sources if words in _letters(source)[0]]
    before = [source for source in with_words or sources if source.column <= anchor.column]
    return max(before, key=lambda source: source.column, default=sources[0] if sources else None)


def _letters(source: Source) -> tuple[str, list[tuple[int, int]]]:
    """What is printed without white space, and for each letter its run (by number) and its place in what that prints."""
    places = [
        (r, n) for r, (_, text) in enumerate(source.runs) for n, letter in enumerate(text) if not letter.isspace()
    ]
    return "".join(source.runs[r][1][n] for r, n in places), places


def _runs_of(anchor: Anchor, source: Source) -> list[Any]:
    """The runs of the words, cut out of longer ones; all of the source's where the words are not found; none where it has none."""
    text, places = _letters(source)
    words = "".join(anchor.text.split())
    whole = [run for run, printed in source.runs if run is not None and printed.strip()]
    at = _nearest(text, words, anchor.column - source.column) if words else -1
    if at < 0:
        return whole
    (first, start), (last, end) = places[at], places[at + len(words) - 1]
    _cut(source, last, end + 1)
    first, last = (first + 1, last + 1) if _cut(source, first, start) else (first, last)
    return [run for run, _ in source.runs[first : last + 1] if run is not None] or whole


def _nearest(text: str, words: str, wanted: int) -> int:
    """Where the words begin, of all places where they stand the nearest to the wanted one; -1 where they do not."""
    found, at = [], text.find(words)
    while at >= 0:
        found.append(at)
        at = text.find(words, at + 1)
    return min(found, key=lambda at: abs(at - wanted), default=-1)


def _cut(source: Source, number: int, at: int) -> bool:
    """Cuts a run in two where ``at`` letters of it are printed; returns whether it did: not at its ends, nor one with more than text."""
    run, printed = source.runs[number]
    if run is None or not 0 < at < len(printed):
        return False
    parts = [part for part in run if part.tag != W + "rPr"]
    texts = [(part.text or "") if part.tag == W + "t" else _SIGNS.get(part.tag) for part in parts]
    if None in texts or len("".join(filter(None, texts))) != len(printed):
        return False
    second = deepcopy(run)
    run.addnext(second)
    _keep(run, 0, at)
    _keep(second, at, len(printed))
    source.runs[number : number + 1] = [(run, printed[:at]), (second, printed[at:])]
    return True


def _keep(run: Any, start: int, end: int) -> None:
    """Leaves of a run what is printed from ``start`` to ``end``."""
    begin = 0
    for part in [part for part in run if part.tag != W + "rPr"]:
        text = part.text or "" if part.tag == W + "t" else _SIGNS[part.tag]
        kept = text[max(start - begin, 0) : max(end - begin, 0)]
        begin += len(text)
        if not kept:
            run.remove(part)
        elif part.tag == W + "t":
            part.text = kept
            part.set(_SPACE, "preserve")


def _new_run(element: Any) -> Any:
    """A run in a paragraph, or in the first paragraph of a cell, that has none with words."""
    from docx.oxml import OxmlElement

    paragraph = element if element.tag == W + "p" else next(element.iter(W + "p"), None)
    if paragraph is None:
        paragraph = OxmlElement("w:p")
        element.append(paragraph)
    run = OxmlElement("w:r")
    paragraph.append(run)
    return run


def _outside_boxes(run: Any) -> Any:
    """The run, or the one that holds its text box: there are no comments in text boxes."""
    outermost = None
    for above in run.iterancestors(W + "txbxContent"):
        outermost = above
    return run if outermost is None else next(outermost.iterancestors(W + "r"), run)
