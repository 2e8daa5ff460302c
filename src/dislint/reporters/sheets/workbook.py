"""Sheets as workbooks (.xlsx), in which nothing that a report says is ever a formula. Needs the extra ``xlsx``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from dislint.escaping import printable, width
from dislint.files import written
from dislint.language import SpokenError
from dislint.reporters.sheets.model import Listing, Row, Sheet, Table

_LONGEST = 32_000
"""A cell of a workbook holds a few more letters than this."""
_LINE, _MOST_LINES = 15, 24
"""The height of a line in points; so many are shown of a cell at most."""
_NAME = 28
"""The name of a sheet may be a little longer than this."""


class WorkbookError(SpokenError):
    """No workbook can be written."""


def write_workbook(file: Path, sheet: Sheet) -> None:
    """Writes a sheet of the workbook for each part; raises WorkbookError and OSError."""
    try:
        from openpyxl import Workbook
    except ImportError as error:
        raise WorkbookError(
            "写 Excel 文件需要 openpyxl：pip install 'dislint[xlsx]'",
            "writing a workbook needs openpyxl: pip install 'dislint[xlsx]'",
        ) from error
    book = Workbook()
    book.remove(book.active)
    for number, part in enumerate(sheet.parts, 1):
        table = _listed(part) if isinstance(part, Listing) else part
        _fill(book.create_sheet(_name(table.heading or sheet.title, number)), table)
    if sheet.notes or not sheet.parts:
        notes = Table(
            sheet.notes_heading, (sheet.notes_heading,), tuple(Row((note,)) for note in sheet.notes), widths=(80,)
        )
        _fill(book.create_sheet(_name(sheet.notes_heading, len(sheet.parts) + 1)), notes)
    with written(file) as out:
        book.save(out)


def _name(heading: str, number: int) -> str:
    """A name that a workbook takes, and that none of its other sheets has."""
    plain = re.sub(r"[\[\]:*?/\\']", " ", printable(heading)).strip()
    return f"{plain[:_NAME]}{number}" if len(plain) > _NAME else plain or str(number)


def _listed(part: Listing) -> Table:
    rows = tuple(Row((item.place, item.code, item.mark, "\n".join((item.text, *item.below)))) for item in part.items)
    return Table(part.heading, ("", "", "", part.heading), rows, 4, (34, 8, 8, 90))


def _fill(target: Any, table: Table) -> None:
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    for number, (values, indent) in enumerate(_rows(table), 1):
        for column, value in enumerate(values, 1):
            cell = target.cell(number, column)
            if isinstance(value, Decimal):
                cell.value, cell.number_format = value, "#,##0.00"
            elif value:
                cell.value = printable(value, frozenset("\n"))[:_LONGEST]
                cell.data_type = "s"  # Else what begins with = would be a formula.
                set_in = indent if column == 1 else 0
                side = "right" if column > table.words else "left"
                cell.alignment = Alignment(wrap_text=True, vertical="top", indent=set_in, horizontal=side)
            if number == 1:
                cell.font = Font(bold=True)
        target.row_dimensions[number].height = _LINE * min(_lines(values, table.widths), _MOST_LINES)
    for column, size in enumerate(table.widths, 1):
        target.column_dimensions[get_column_letter(column)].width = size
    target.freeze_panes = "A2"
    target.page_setup.orientation, target.page_setup.fitToHeight = "landscape", 0
    target.sheet_properties.pageSetUpPr.fitToPage = True
    target.print_title_rows = "1:1"


def _lines(values: Sequence[str | Decimal | None], widths: Sequence[int]) -> int:
    """How many lines the longest cell of a row takes."""
    sizes = zip(values, widths, strict=False)
    return max((-(-width(line) // size) for value, size in sizes if value for line in [str(value)]), default=1)


def _rows(table: Table) -> Iterator[tuple[Sequence[str | Decimal | None], int]]:
    yield table.heads, 0
    for row in table.rows:
        amounts = (*row.amounts, *[None] * (len(row.cells) - len(row.amounts)))
        values = [cell if amount is None else amount for cell, amount in zip(row.cells, amounts, strict=True)]
        yield values, row.indent
