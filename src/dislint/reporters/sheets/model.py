"""What is shown on a sheet, in words: lists of places with what is said of them, and tables."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple

from dislint.findings import Finding
from dislint.reporters.model import Run
from dislint.reporters.text import SEVERITIES, where

if TYPE_CHECKING:
    from dislint.linter.results import Result


class Row(NamedTuple):
    """A row of a table: its cells; ``amounts`` are those that are numbers, by column; ``indent`` sets its first cell in.

    ``tone`` is "up", "down", "error", "warning", "good" or "".
    """

    cells: tuple[str, ...]
    amounts: tuple[Decimal | None, ...] = ()
    indent: int = 0
    tone: str = ""


class Table(NamedTuple):
    """A table under a heading: its first ``words`` columns are words, the others numbers. ``widths`` are in characters."""

    heading: str
    heads: tuple[str, ...]
    rows: tuple[Row, ...]
    words: int = 1
    widths: tuple[int, ...] = ()


class Item(NamedTuple):
    """A place, what is said of it, and what it refers to; ``code`` and ``tone`` are those of a finding."""

    place: str
    text: str
    code: str = ""
    mark: str = ""
    tone: str = ""
    below: tuple[str, ...] = ()


class Listing(NamedTuple):
    """Items under a heading."""

    heading: str
    items: tuple[Item, ...]


class Sheet(NamedTuple):
    """All of it: a title, a line below it, the parts, and notes at the end."""

    title: str
    subtitle: str
    parts: tuple[Table | Listing, ...]
    notes: tuple[str, ...] = ()
    notes_heading: str = ""


class Content(NamedTuple):
    """What is to be shown: as a sheet, as an object, and the results with the findings in it."""

    sheet: Sheet
    object: dict[str, Any]
    results: tuple[Result, ...] = ()


def item_of(run: Run, path: str, finding: Finding) -> Item:
    """A finding as an item; what it refers to in other files stands below it."""
    severity = finding.severity.value
    below = tuple(
        f"{where(related.path, related)} {run.message(related)}" for related in finding.related if related.path
    )
    mark = SEVERITIES[severity].of(run.lang)
    return Item(where(path, finding), run.message(finding), finding.code, mark, severity, below)
