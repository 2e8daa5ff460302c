"""The elements of a Word document: what of them a reader of the printed page sees, as blocks.

Insertions, moved text, content controls, fields' results, text boxes and equations are seen; deletions, what was
moved away, what is struck out, fields' instructions and hidden text are not.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

from dislint.blocks import Block, Grid, Line, Passage, cells_once
from dislint.readers.model import UnreadableError
from dislint.readers.spans import SpannedCell, check_size, grid_of
from dislint.readers.wordstyles import Numbering, Styles, W, is_on, value
from dislint.text import raised

_COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_TEXT = {W + "t", _MATH + "t"}
_SIGNS = {W + "tab": "\t", W + "ptab": "\t", W + "br": "\n", W + "cr": "\n", W + "noBreakHyphen": "-"}
_OFF_THE_LINE = ("superscript", "subscript")
_COLOURED = (W + "tc", W + "txbxContent")
"""What may have a colour of its own behind its text."""
_SMALLEST = 2
"""Letters smaller than this, in half points, cannot be read."""
_UNSEEN = {
    *(W + name for name in ("del", "moveFrom", "delText", "instrText", "delInstrText", "rt", "sdtPr", "sdtEndPr")),
    *(W + name for name in ("pPr", "rPr", "tblPr", "tblGrid", "trPr", "tcPr", "smartTagPr", "customXmlPr", "fldData")),
    *(W + name for name in ("comment", "footnote", "endnote", "annotationRef", "footnoteRef", "endnoteRef")),
}
"""Elements whose content is not printed where it stands."""
_EMPTY = Passage.of(())


class Source(NamedTuple):
    """What a line of print, or a cell in it, is printed from: its paragraph or cell, and its runs with what each prints.

    ``column`` is where it begins in the line. What Word generates has no run.
    """

    line: int
    column: int
    element: Any
    runs: list[tuple[Any, str]]


@dataclass(slots=True)
class _Placed:
    """A cell of a table: its text, how many columns and rows it covers."""

    passage: Passage
    across: int
    down: int = 1


class Word:
    """A document's parts; the line number of a block is its ordinal. ``sources`` are what was printed from, once it is read."""

    def __init__(self, document: Any, styles: Any, numbering: Any) -> None:
        self._body = document.find(W + "body") if document is not None else None
        self._styles = Styles(styles)
        self._numbering = Numbering(numbering)
        self.sources: list[Source] = []
        self._runs: list[tuple[Any, str]] = []
        """The runs of the paragraph that is being read."""
        self._line = 0
        self._instructions: list[bool] = []
        """The fields that are open, and whether their instruction is what is being read."""
        self._boxes: list[Any] = []
        """Text boxes met in the paragraph that is being read."""

    def blocks(self) -> Iterator[Block]:
        """The blocks in order; raises UnreadableError."""
        if self._body is None:
            raise UnreadableError("E001", "Word 文件中没有正文", "the Word file has no body")
        yield from self._blocks(self._body)

    def _blocks(self, parent: Any) -> Iterator[Block]:
        joined = ""
        for element in _content(parent, W + "p", W + "tbl"):
            if element.tag == W + "tbl":
                yield from self._table(element)
                continue
            self._line += 1
            number, level = self._numbering.prefix(element, self._styles), self._styles.level(element)
            self._runs.append((None, number))
            text = joined + number + self._paragraph(element)
            joined = ""
            if _ends_nowhere(element):
                joined = text
                continue
            self.sources.append(Source(self._line, 1, element, self._runs))
            self._runs = []
            for part in text.split("\n"):
                if part.strip():
                    yield Passage.of([Line(part.strip(), None, self._line)], level)
            boxes, self._boxes = self._boxes, []
            for box in boxes:
                yield from self._blocks(box)

    def _paragraph(self, paragraph: Any) -> str:
        """What is printed of a paragraph."""
        self._instructions.clear()  # A field that never ends hides no more than its paragraph.
        return "".join(self._print(paragraph, self._styles.hides(paragraph.find(W + "pPr")) is True))

    def _print(self, parent: Any, hidden: bool) -> Iterator[str]:
        """What is printed of the elements in ``parent``; ``hidden`` is what holds for them unless a run says otherwise."""
        for element in parent:
            tag = element.tag
            if tag in _UNSEEN or not isinstance(tag, str):
                continue
            if tag == W + "r":
                properties = element.find(W + "rPr")
                away = _is_struck(properties) or _is_tiny(properties) or self._is_white(element, properties)
                own = True if away else self._styles.hides(properties)
                text = "".join(self._print(element, hidden if own is None else own))
                text = raised(text) if value(properties, "vertAlign") in _OFF_THE_LINE else text
                self._runs.append((element, text))
                yield text
            elif tag == W + "fldChar":
                self._field(element.get(W + "fldCharType"))
            elif tag == W + "txbxContent":
                if not hidden:
                    self._boxes.append(element)
            elif tag == _COMPATIBILITY + "AlternateContent":
                yield from self._print(element[:1], hidden)
            elif hidden or any(self._instructions):
                # Runs of a field's result, and runs that are not hidden, are looked for within.
                yield from self._print(element, hidden)
            elif tag in _TEXT:
                yield element.text or ""
            elif tag in _SIGNS:
                yield _SIGNS[tag]
            elif tag == _MATH + "den":
                yield "/"
                yield from self._print(element, hidden)
            else:
                yield from self._print(element, hidden)

    def _is_white(self, run: Any, properties: Any) -> bool:
        """Whether a run is white on white: with nothing about it that may have a colour of its own."""
        if value(properties, "color").upper() != "FFFFFF":
            return False
        for element in (run, *run.iterancestors()):
            own = element.find(W + "rPr") if element.tag == W + "r" else element.find(W + "pPr")
            if own is not None and (own.find(W + "shd") is not None or own.find(W + "highlight") is not None):
                return False
            if self._styles.shades(value(own, "rStyle") or value(own, "pStyle")):
                return False
            if element.tag in _COLOURED or element.find(W + "background") is not None:
                return False
        return True

    def _field(self, place: str | None) -> None:
        """A field begins with its instruction, which a separator ends; then comes the result."""
        if place == "begin":
            self._instructions.append(True)
        elif self._instructions and place == "separate":
            self._instructions[-1] = False
        elif self._instructions and place == "end":
            self._instructions.pop()

    def _table(self, table: Any) -> Iterator[Block]:
        """The table's grid; what a frame of a single cell holds, as it stands there."""
        rows = [row for row in _content(table, W + "tr") if not _is_gone(row)]
        cells = [list(_content(row, W + "tc")) for row in rows]
        if sum(map(len, cells)) == 1:
            self._line += 1
            yield from self._blocks(next(cell for row in cells for cell in row))
            return
        grid = grid_of(list(self._rows(rows, cells)))
        if grid is not None:
            yield grid

    def _rows(self, rows: list[Any], cells: list[list[Any]]) -> Iterator[list[SpannedCell]]:
        """Rows with merged cells once; a cell merged downwards stands in its first row."""
        made: list[list[_Placed]] = []
        above: dict[int, _Placed] = {}  # The cells of the row above, by their first column.
        for row, elements in zip(rows, cells, strict=True):
            self._line += 1
            column, place = max(_number(row.find(W + "trPr"), "gridBefore", 0), 0), 1
            check_size(len(rows), column + 1)
            made.append([_Placed(_EMPTY, column)] if column else [])
            below: dict[int, _Placed] = {}
            for element in elements:
                properties = element.find(W + "tcPr")
                span = max(_number(properties, "gridSpan", 1), 1)
                check_size(len(rows), column + span)
                cell = above.get(column) if _goes_on(properties) else None
                if cell is not None and cell.across == span:
                    cell.down += 1
                else:
                    text = self._cell(element, place)
                    cell = _Placed(Passage.of([Line(text, None, self._line, place)]), span)
                    made[-1].append(cell)
                    place += len(text) + 1
                below[column] = cell
                column += span
            above = below
        for placed in made:
            yield [SpannedCell(cell.passage, cell.down, cell.across) for cell in placed]

    def _cell(self, cell: Any, place: int) -> str:
        """The text of a cell, that of tables within it among it; ``place`` is where it begins in its line."""
        line, words, before = self._line, [], len(self.sources)
        for block in self._blocks(cell):
            passages = [inner.passage for inner in cells_once(block)] if isinstance(block, Grid) else [block]
            words += [part for passage in passages for part in passage.text.split()]
        self._line = line
        self.sources[before:] = [
            Source(line, place, cell, [run for inner in self.sources[before:] for run in inner.runs])
        ]
        return " ".join(words)


def _content(parent: Any, *wanted: str) -> Iterator[Any]:
    """The wanted elements in ``parent``, those within content controls and the like among them."""
    for element in parent:
        tag = element.tag
        if tag in wanted:
            yield element
        elif tag == _COMPATIBILITY + "AlternateContent":
            yield from _content(element[:1], *wanted)
        elif isinstance(tag, str) and tag not in _UNSEEN and tag not in (W + "p", W + "tbl", W + "tr", W + "tc"):
            yield from _content(element, *wanted)


def _is_tiny(properties: Any) -> bool:
    """Whether a run's letters are too small to be read: its size is told in half points."""
    size = value(properties, "sz")
    return size.isdecimal() and int(size[:4]) < _SMALLEST


def _is_struck(properties: Any) -> bool:
    """Whether the words of a run are struck out."""
    return is_on(properties, "strike") is True or is_on(properties, "dstrike") is True


def _ends_nowhere(paragraph: Any) -> bool:
    """Whether the paragraph's end is deleted: the next goes on with it."""
    mark = paragraph.find(f"{W}pPr/{W}rPr")
    return mark is not None and (mark.find(W + "del") is not None or mark.find(W + "moveFrom") is not None)


def _is_gone(row: Any) -> bool:
    properties = row.find(W + "trPr")
    return properties is not None and (properties.find(W + "del") is not None or is_on(properties, "hidden") is True)


def _goes_on(properties: Any) -> bool:
    merge = properties.find(W + "vMerge") if properties is not None else None
    return merge is not None and (merge.get(W + "val") or "continue") == "continue"


def _number(properties: Any, name: str, default: int) -> int:
    printed = value(properties, name)
    return int(printed) if printed.lstrip("-").isdecimal() and len(printed) < 12 else default
