"""Workbooks (.xlsx), in which nothing that a report says is ever a formula. Needs the extra ``xlsx``.

Rows are written as they come, so that thousands of reports need no more memory than few.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from dislint.escaping import printable, width
from dislint.files import written
from dislint.language import SpokenError
from dislint.reporters.sheets.model import Listing, Row, Sheet, Table
from dislint.running.own import OWN_NAME

_LONGEST = 32_000
"""Letters of a cell; Excel takes a few more."""
_MOST_ADDRESSES = 60_000
"""Links of a sheet; Excel takes a few more."""
_LINE, _MOST_LINES = 15, 24
"""The height of a line in points; so many are shown of a cell at most."""
_A4 = 9
"""The number of this paper."""
_SET_IN = 2
"""Columns of a cell that its edges take."""
_NAME = 28
"""The name of a sheet may be a little longer than this."""

Value = str | int | Decimal | None


class WorkbookError(SpokenError):
    """No workbook can be written."""


class Book:
    """A workbook in the making."""

    def __init__(self) -> None:
        """Raises WorkbookError without the extra."""
        try:
            from xlsxwriter import Workbook
        except ImportError as error:
            raise WorkbookError(
                "写 Excel 文件需要：pip install 'XlsxWriter>=3.2'",
                "writing a workbook needs: pip install 'XlsxWriter>=3.2'",
            ) from error
        self._made = io.BytesIO()
        # No word of a report is taken for a formula, a number or a link.
        how = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        self._book = Workbook(self._made, how)
        self._book.set_properties({"author": OWN_NAME})
        self._pages = 0

    def page(self, name: str, heads: Sequence[str], widths: Sequence[int], words: int | None = None) -> Page:
        """A further sheet; of its columns the first ``words`` are words, the others numbers."""
        self._pages += 1
        plain = re.sub(r"[\[\]:*?/\\']", " ", printable(name)).strip()
        named = f"{plain[:_NAME]}{self._pages}" if len(plain) > _NAME else plain or str(self._pages)
        return Page(self._book, named, heads, widths, len(heads) if words is None else words)

    def save(self, file: Path) -> None:
        """Writes it; raises OSError."""
        self._book.close()
        with written(file) as out:
            out.write(self._made.getbuffer())


class Page:
    """A sheet with its heads; rows are added below."""

    def __init__(self, book: Any, name: str, heads: Sequence[str], widths: Sequence[int], words: int) -> None:
        self.name, self.rows = name, 0
        self._book, self._widths, self._words, self._links = book, widths, words, 0
        self._columns = len(heads)
        self._shapes: dict[tuple[int, str], Any] = {}
        self._sheet = book.add_worksheet(name)
        head = {"bold": True, "bg_color": "#EEF1F4", "bottom": 1, "indent": 1}
        sides = book.add_format({**head, "align": "left"}), book.add_format({**head, "align": "right"})
        self._sheet.freeze_panes(1, 0)
        self._sheet.repeat_rows(0)
        self._sheet.set_landscape()
        self._sheet.set_paper(_A4)
        self._sheet.fit_to_pages(1, 0)
        for column, size in enumerate(widths):
            self._sheet.set_column(column, column, size)
        for column, text in enumerate(heads):
            self._sheet.write_string(0, column, printable(text), sides[column >= words])

    def add(self, values: Sequence[Value], links: Mapping[int, str] | None = None, indent: int = 0) -> None:
        """Adds a row; ``links`` are the addresses that columns lead to, ``indent`` sets the first cell in."""
        self.rows += 1
        self._sheet.set_row(self.rows, _LINE * min(_lines(values, self._widths), _MOST_LINES))
        for column, value in enumerate(values):
            if value is not None and value != "":
                self._put(column, value, (links or {}).get(column, ""), indent if column == 0 else 0)

    def close(self) -> None:
        """Lets the rows be filtered."""
        self._sheet.autofilter(0, 0, self.rows, self._columns - 1)

    def _put(self, column: int, value: str | int | Decimal, address: str, indent: int) -> None:
        text = printable(str(value), frozenset("\n"))[:_LONGEST]
        kind = "link" if address and self._links < _MOST_ADDRESSES else "text"
        shape = self._shape(indent, "number" if column >= self._words and kind == "text" else kind)
        if kind == "link":
            self._links += 1
            self._sheet.write_url(self.rows, column, address, shape, text)
        if isinstance(value, Decimal):
            self._sheet.write_number(self.rows, column, value, self._shape(indent, "amount"))
        elif isinstance(value, int):
            self._sheet.write_number(self.rows, column, value, shape)
        else:
            self._sheet.write_string(self.rows, column, text, shape)

    def _shape(self, indent: int, kind: str) -> Any:
        if (indent, kind) not in self._shapes:
            kinds: dict[str, dict[str, object]] = {
                "link": {"font_color": "#0B57D0", "underline": 1},
                "number": {"align": "right"},
                "amount": {"align": "right", "num_format": "#,##0.00"},
            }
            shape = {"align": "left", "valign": "top", "text_wrap": True, "indent": 1 + indent, **kinds.get(kind, {})}
            self._shapes[indent, kind] = self._book.add_format(shape)
        return self._shapes[indent, kind]


def write_workbook(file: Path, sheet: Sheet) -> None:
    """Writes a sheet of the workbook for each part; raises WorkbookError and OSError."""
    book = Book()
    parts = [_listed(part) if isinstance(part, Listing) else part for part in sheet.parts]
    if sheet.notes or not parts:
        heading = sheet.notes_heading
        parts.append(Table(heading, (heading,), tuple(Row((note,)) for note in sheet.notes), widths=(80,)))
    for table in parts:
        page = book.page(table.heading or sheet.title, table.heads, table.widths, table.words)
        for values, indent in _rows(table):
            page.add(values, indent=indent)
    book.save(file)


def _listed(part: Listing) -> Table:
    rows = tuple(Row((item.place, item.code, item.mark, "\n".join((item.text, *item.below)))) for item in part.items)
    return Table(part.heading, ("", "", "", part.heading), rows, 4, (34, 8, 8, 90))


def _lines(values: Sequence[Value], widths: Sequence[int]) -> int:
    """How many lines the longest cell of a row takes."""
    cells = [(str(value).split("\n"), size - _SET_IN) for value, size in zip(values, widths, strict=False) if value]
    return max((sum(max(-(-width(line) // size), 1) for line in lines) for lines, size in cells), default=1)


def _rows(table: Table) -> Iterator[tuple[Sequence[Value], int]]:
    for row in table.rows:
        amounts = (*row.amounts, *[None] * (len(row.cells) - len(row.amounts)))
        values = [cell if amount is None else amount for cell, amount in zip(row.cells, amounts, strict=True)]
        yield values, row.indent
