"""The reader of plain text: a paragraph a line, tables as lines with tab-separated cells."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from dislint.blocks import Anchor, Block, Cell, Grid, Line, Passage
from dislint.readers.model import Flow, ReadOptions, UnreadableError
from dislint.readers.spans import check_size

_ENDS = re.compile("\r*\n|\r")
_RULE = re.compile(r"[-—|:\s]+")
_MARK_WORDS = ("审核", "草稿", "征求意见", "内部", "送审", "讨论稿")


class PlainTextReader:
    """Reads .txt and .md files."""

    name = "text"
    suffixes = (".txt", ".md")

    def read(self, path: Path, data: bytes, options: ReadOptions) -> Flow:
        """The file's blocks; raises UnreadableError where it is empty or no text."""
        lines = [Line(text, None, number) for number, text in enumerate(_ENDS.split(decode(data)), 1)]
        words = _marks(lines)
        marks = [line for line in lines if line.text.strip() in words]
        return Flow(
            tuple(_blocks([line for line in lines if line.text.strip() not in words])), tuple(map(_anchor, marks))
        )


def decode(data: bytes) -> str:
    """Text from UTF-8 (with or without a mark), UTF-16 with its mark, or GB18030."""
    if not data.strip():
        raise UnreadableError("E001", "文件是空的", "the file is empty")
    encodings = ("utf-16",) if data[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig", "gb18030")
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise UnreadableError("E001", "不是文本文件，或编码不是 UTF-8/GB18030", "not text, or neither UTF-8 nor GB18030")


def _marks(lines: Sequence[Line]) -> frozenset[str]:
    """The words that a watermark left behind: the same short words again and again, alone on their line."""
    counts = Counter(line.text.strip() for line in lines)
    return frozenset(
        words
        for words, count in counts.items()
        if count >= 3 and len(words) <= 12 and any(word in words for word in _MARK_WORDS)
    )


def _anchor(line: Line) -> Anchor:
    return Anchor(None, line.number, 1, line.text.strip())


def _blocks(lines: Sequence[Line]) -> Iterator[Block]:
    table: list[Line] = []
    gap = False
    for line in lines:
        if not line.text.strip():
            gap = True
            continue
        if _is_row(line.text):
            if table and gap and not _continues(table, line):
                yield from _grids(table)
                table = []
            table.append(line)
        else:
            if table:
                yield from _grids(table)
                table = []
            yield Passage.of([line])
        gap = False
    if table:
        yield from _grids(table)


def _is_row(text: str) -> bool:
    stripped = text.strip(" ")
    return ("\t" in stripped and not _is_contents(text)) or (stripped.startswith("|") and stripped.endswith("|"))


def _is_contents(text: str) -> bool:
    """An entry of the contents: words, a tab, a page number."""
    from dislint.numbers import NUMERAL

    cells = text.strip().split("\t")
    return (
        len(cells) == 2
        and cells[1].isdecimal()
        and len(cells[1]) <= 3
        and bool(re.match(rf"第.{{1,3}}部分|{NUMERAL}+、", cells[0].strip()))
    )


def _split(text: str) -> list[str]:
    if "\t" in text:
        return text.split("\t")
    return [cell.strip() for cell in text.strip().strip("|").split("|")]


def _continues(table: Sequence[Line], line: Line) -> bool:
    """Whether a row after a blank line belongs to the table before it: as many cells."""
    return len(_split(line.text)) == len(_split(table[-1].text))


def _grids(lines: Sequence[Line]) -> Iterator[Grid]:
    """The table that lines make; none of rules alone."""
    rows = [(line, _split(line.text)) for line in lines if not _RULE.fullmatch(line.text)]
    if not rows:
        return
    width = max(len(cells) for _, cells in rows)
    check_size(len(rows), width)
    grid = []
    for r, (line, cells) in enumerate(rows):
        column, row = 1, []
        for c in range(width):
            text = cells[c] if c < len(cells) else ""
            part = Line(text.strip(), None, line.number, column)
            row.append(Cell(r, c, 1, 1, Passage.of([part])))
            column += len(text) + 1
        grid.append(tuple(row))
    yield Grid(tuple(grid))
