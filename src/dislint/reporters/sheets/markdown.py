"""Sheets as Markdown."""

from __future__ import annotations

from collections.abc import Iterator

from dislint.reporters.markdown import escape
from dislint.reporters.sheets.model import Listing, Sheet, Table


def as_markdown(sheet: Sheet) -> str:
    """The document."""
    return "\n".join(_lines(sheet)) + "\n"


def _lines(sheet: Sheet) -> Iterator[str]:
    yield f"# {escape(sheet.title)}"
    if sheet.subtitle:
        yield f"\n{escape(sheet.subtitle)}"
    for part in sheet.parts:
        if part.heading:
            yield f"\n## {escape(part.heading)}"
        yield ""
        yield from _listing(part) if isinstance(part, Listing) else _table(part)
    if sheet.notes:
        yield f"\n## {escape(sheet.notes_heading)}\n"
        yield from (f"- {escape(note)}" for note in sheet.notes)


def _listing(part: Listing) -> Iterator[str]:
    for item in part.items:
        code = f"**{escape(item.code)}** [{escape(item.mark)}] " if item.code else ""
        yield f"- {escape(item.place)} {code}{escape(item.text)}"
        yield from (f"  - {escape(line)}" for line in item.below)


def _table(part: Table) -> Iterator[str]:
    yield f"| {' | '.join(map(escape, part.heads))} |"
    yield f"|{' --- |' * part.words}{' ---: |' * (len(part.heads) - part.words)}"
    for row in part.rows:
        first, *rest = map(escape, row.cells)
        yield f"| {' | '.join(('&emsp;' * row.indent + first, *rest))} |"
