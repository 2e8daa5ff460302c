"""The reader of Word documents: paragraphs with their generated numbers, tables with merged cells."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dislint.blocks import Block, Line, Passage
from dislint.readers.model import Flow, ReadOptions, UnreadableError, is_bug
from dislint.readers.spans import SpannedCell, check_size, grid_of

_LARGEST = 300 * 1024 * 1024
"""A document that unpacks to more than this, in bytes, is not opened."""
_MOST = 4_000_000
"""A document with more tags than this is not opened."""
_PIECE = 1024 * 1024
_NUMERALS = "〇一二三四五六七八九十"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


class DocxReader:
    """Reads .docx files with python-docx (extra ``docx``)."""

    name = "docx"
    suffixes = (".docx",)

    def read(self, path: Path, data: bytes, options: ReadOptions) -> Flow:
        """The document's blocks; raises UnreadableError."""
        try:
            import docx
        except ImportError:
            raise UnreadableError(
                "E001", "读取 Word 文件需要安装 dislint[docx]", "install dislint[docx] to read Word files"
            ) from None
        _check_archive(data)
        try:
            document = docx.Document(io.BytesIO(data))
            return Flow(tuple(_Blocks(document)))
        except (UnreadableError, MemoryError):
            raise
        except Exception as error:  # python-docx raises KeyError, ValueError, XML errors … on damaged files
            if is_bug(error):
                raise
            raise UnreadableError(
                "E001", f"Word 文件已损坏（{type(error).__name__}）", f"damaged Word file ({type(error).__name__})"
            ) from None


def _check_archive(data: bytes) -> None:
    """Refuses what is no Word document, or unpacks to too much: it is unpacked, since the sizes that it states may lie."""
    size = tags = 0
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
            for name in names:
                with archive.open(name) as part:
                    while piece := part.read(_PIECE):
                        size += len(piece)
                        tags += piece.count(b"<") if name.endswith(".xml") else 0
                        if size > _LARGEST or tags > _MOST:
                            raise UnreadableError(
                                "E004",
                                "Word 文件解压后过大，不像报告，未检查",
                                "the file unpacks to more than any report: not checked",
                            )
    except (zipfile.BadZipFile, zlib.error, ValueError, OSError, EOFError, RuntimeError):  # The last: encrypted parts.
        raise UnreadableError("E001", "不是 Word（.docx）文件，或已损坏", "not a .docx file, or damaged") from None
    if "word/document.xml" not in names:
        raise UnreadableError("E001", "不是 Word（.docx）文件", "not a .docx file")


_EMPTY = Passage.of(())


@dataclass(slots=True)
class _Placed:
    """A cell of a table: its text, how many columns and rows it covers."""

    passage: Passage
    across: int
    down: int = 1


class _Blocks:
    """Iterates over the blocks of a document in order; the line number of a block is its ordinal."""

    def __init__(self, document: Any) -> None:
        self.document = document
        self.numbering = _Numbering(document)
        self.line = 0

    def __iter__(self) -> Iterator[Block]:
        for item in self.document.iter_inner_content():
            self.line += 1
            if hasattr(item, "rows"):
                grid = grid_of(list(self._rows(item)))
                if grid is not None:
                    yield grid
            else:
                text = self.numbering.prefix(item) + item.text
                for part in text.split("\n"):
                    if part.strip():
                        yield Passage.of([Line(part.strip(), None, self.line)], _level(item))

    def _rows(self, table: Any) -> Iterator[list[SpannedCell]]:
        """Rows with merged cells once; a cell merged downwards stands in its first row.

        The elements are gone through once: python-docx looks for each cell's neighbours anew.
        """
        from docx.table import _Cell

        rows = table._tbl.tr_lst
        made: list[list[_Placed]] = []
        above: dict[int, _Placed] = {}  # The cells of the row above, by their first column.
        for row in rows:
            self.line += 1
            column, place = max(row.grid_before, 0), 1
            made.append([_Placed(_EMPTY, column)] if column else [])
            below: dict[int, _Placed] = {}
            for element in row.tc_lst:
                span = max(element.grid_span, 1)
                check_size(len(rows), column + span)
                cell = above.get(column) if element.vMerge == "continue" else None
                if cell is not None and cell.across == span:
                    cell.down += 1
                else:
                    text = " ".join(_Cell(element, table).text.split())
                    cell = _Placed(Passage.of([Line(text, None, self.line, place)]), span)
                    made[-1].append(cell)
                    place += len(text) + 1
                below[column] = cell
                column += span
            above = below
        for cells in made:
            yield [SpannedCell(cell.passage, cell.down, cell.across) for cell in cells]


def _level(paragraph: Any) -> int | None:
    name = (paragraph.style.name or "") if paragraph.style is not None else ""
    digits = name.removeprefix("Heading ").removeprefix("标题 ")
    return int(digits) if digits != name and digits.isdigit() else None


class _Numbering:
    """The numbers that Word generates for list paragraphs and numbered headings."""

    def __init__(self, document: Any) -> None:
        self.counts: Counter[tuple[str, int]] = Counter()
        self.formats: dict[tuple[str, int], tuple[str, str, int]] = {}
        try:
            root = document.part.numbering_part.element
        except (KeyError, NotImplementedError, AttributeError):
            return
        abstract = {element.get(f"{_W}abstractNumId"): element for element in root.iter(f"{_W}abstractNum")}
        for number in root.iter(f"{_W}num"):
            link = number.find(f"{_W}abstractNumId")
            kind = abstract.get(link.get(f"{_W}val")) if link is not None else None
            if kind is not None:
                for level in kind.iter(f"{_W}lvl"):
                    key = (number.get(f"{_W}numId"), int(level.get(f"{_W}ilvl") or 0))
                    self.formats[key] = (
                        _value(level, "numFmt"),
                        _value(level, "lvlText"),
                        int(_value(level, "start") or 1),
                    )

    def prefix(self, paragraph: Any) -> str:
        """The number as printed before the paragraph's text; "" for none."""
        properties = paragraph._p.pPr
        given = properties.numPr if properties is not None else None
        if given is None or given.numId is None:
            return ""
        key = (str(given.numId.val), int(given.ilvl.val) if given.ilvl is not None else 0)
        if key not in self.formats or key[0] == "0":
            return ""
        kind, pattern, start = self.formats[key]
        for deeper in [other for other in self.counts if other[0] == key[0] and other[1] > key[1]]:
            del self.counts[deeper]
        self.counts[key] += 1
        text = pattern
        for level in range(key[1] + 1):
            own = self.formats.get((key[0], level), (kind, "", start))
            count = self.counts[key[0], level] + own[2] - 1
            text = text.replace(f"%{level + 1}", _numeral(count, own[0]))
        return "" if kind == "bullet" else text


def _value(level: Any, name: str) -> str:
    found = level.find(f"{_W}{name}")
    return found.get(f"{_W}val") or "" if found is not None else ""


def _numeral(count: int, kind: str) -> str:
    if "hinese" not in kind and kind != "japaneseCounting":
        return str(count)
    if count <= 10:
        return _NUMERALS[count]
    tens, ones = divmod(count, 10)
    return ("" if tens == 1 else _NUMERALS[tens % 10]) + "十" + (_NUMERALS[ones] if ones else "")
