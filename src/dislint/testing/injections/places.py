"""Where errors are put: paragraphs by the section they stand in, cells of tables; and how the place is marked."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator

from dislint.testing.report import MARK, Heading, Paragraph, Report, TableBlock

Apply = Callable[[Report, random.Random], str]
"""Puts an error into a report, in place, and marks it; returns the words that are wrong now, "" where words lack.

Raises LookupError where the report has no room for such an error.
"""
Kind = tuple[str, str, str, Apply]
"""Its name, what it is, the codes that report it rightly, how it is put in."""


_AMOUNT = re.compile(r"[\d,]+\.\d\d|\d{1,3}(?:,\d{3})+")
"""Of 万元 with cents, or whole 元."""


def sections(report: Report) -> Iterator[tuple[str, Paragraph]]:
    """The paragraphs of the parts that explain the accounts, each with the words of the headings above it.

    A report without numbered parts explains throughout.
    """
    parted = any(isinstance(block, Heading) and block.depth == 0 for block in report.blocks)
    part, path = "" if parted else "说明", ["", "", ""]
    for block in report.blocks:
        if isinstance(block, Heading):
            part = block.text if block.depth == 0 else part
            path[block.depth :] = [block.text, *[""] * (2 - block.depth)]
        elif isinstance(block, Paragraph) and ("说明" in part or "分析" in part):
            yield "/".join(path[1:]), block


def under(report: Report, *words: str) -> list[Paragraph]:
    """The paragraphs of those parts under headings with any of the words."""
    return [paragraph for path, paragraph in sections(report) if any(word in path for word in words)]


def paragraph_with(report: Report, pattern: str, draw: random.Random) -> tuple[Paragraph, re.Match[str]]:
    """One of the paragraphs, anywhere in the report, in which a pattern occurs, and where it does."""
    found = [(block, match) for block in report.paragraphs() for match in re.finditer(pattern, block.text)]
    if not found:
        raise LookupError(pattern)
    return draw.choice(found)


def put(block: Paragraph | Heading, start: int, end: int, new: str) -> str:
    """Replaces words of a block and marks the place."""
    block.text = f"{block.text[:start]}{MARK}{new}{block.text[end:]}"
    return new


def replacing(pattern: str, new: str | Callable[[re.Match[str]], str], told: str | None = None) -> Apply:
    """Replaces one occurrence of a pattern in a paragraph; ``told`` is what is wrong then, by default the new words."""

    def apply(report: Report, draw: random.Random) -> str:
        paragraph, match = paragraph_with(report, pattern, draw)
        words = put(paragraph, match.start(), match.end(), new(match) if callable(new) else match.expand(new))
        return words if told is None else told

    return apply


def amount_rows(table: TableBlock) -> range:
    """The rows below the head."""
    return range(table.header, len(table.rows))


def amounts(table: TableBlock, rows: range | list[int] | None = None) -> list[tuple[int, int]]:
    """The places of its printed amounts."""
    rows = amount_rows(table) if rows is None else rows
    return [(r, c) for r in rows for c, text in enumerate(table.rows[r]) if _AMOUNT.fullmatch(text)]


def mark_cell(table: TableBlock, row: int, column: int) -> None:
    """Marks a cell, or where it is blank the first one of its row that is not."""
    filled = [c for c, text in enumerate(table.rows[row]) if text]
    at = column if table.rows[row][column] or not filled else filled[0]
    table.rows[row][at] = MARK + table.rows[row][at]


def code_of(row: list[str]) -> str:
    """The code of a row of a table of subjects, in one cell or in three."""
    return "".join(text for text in row[:3] if text.isdigit())
