"""Sheets as text: items on lines of their own, as flake8 prints findings, tables in columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dislint.escaping import no_command, one_line, width
from dislint.reporters.sheets.model import Listing, Sheet, Table

_WIDEST = 64
"""A column of words is not made wider than this; what is longer stands out."""


def as_text(sheet: Sheet) -> str:
    """The lines of a sheet."""
    parts = ["\n".join(_listing(part) if isinstance(part, Listing) else _table(part)) for part in sheet.parts]
    notes = "\n".join(f"{sheet.notes_heading}: {one_line(note)}" for note in sheet.notes)
    return no_command("\n\n".join(filter(None, [*parts, notes])))


def _listing(part: Listing) -> Iterator[str]:
    if part.heading:
        yield one_line(part.heading)
    for item in part.items:
        code = f" {item.code} [{item.mark}]" if item.code else ""
        yield f"{item.place}:{code} {one_line(item.text)}"
        yield from (f"    → {one_line(line)}" for line in item.below)


def _table(part: Table) -> Iterator[str]:
    rows = [tuple(map(one_line, part.heads))]
    rows += [("  " * row.indent + one_line(row.cells[0]), *map(one_line, row.cells[1:])) for row in part.rows]
    widths = [min(max(width(row[column]) for row in rows), _WIDEST) for column in range(len(part.heads))]
    if part.heading:
        yield one_line(part.heading)
    for row in rows:
        yield _joined(row, widths, part.words)


def _joined(row: Sequence[str], widths: Sequence[int], words: int) -> str:
    cells = []
    for at, (cell, size) in enumerate(zip(row, widths, strict=True)):
        gap = " " * (size - width(cell))
        cells.append(cell + gap if at < words else gap + cell)
    return "  ".join(cells).rstrip()
