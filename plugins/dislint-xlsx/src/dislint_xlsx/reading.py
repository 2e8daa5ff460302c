"""The reader of Excel workbooks: each sheet's lines of text, and its cells as a table."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from dislint import Block, Cell, Flow, Grid, Line, Passage, ReadOptions, UnreadableError

_MAX_BYTES = 200_000_000  # of all parts unpacked: a workbook of tables is far smaller
_MAX_CELLS = 500_000


class XlsxReader:
    """Reads .xlsx files."""

    name = "xlsx"
    suffixes = (".xlsx",)

    def read(self, path: Path, data: bytes, options: ReadOptions) -> Flow:
        """The sheets one after the other; raises UnreadableError."""
        if not data:
            raise UnreadableError("E001", "文件是空的", "the file is empty")
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                if sum(part.file_size for part in archive.infolist()) > _MAX_BYTES:
                    raise UnreadableError("E004", "工作簿解压后过大，未检查", "workbook too large when unpacked")
            from openpyxl import load_workbook

            book = load_workbook(io.BytesIO(data), data_only=True)
        except UnreadableError:
            raise
        except Exception as error:  # openpyxl raises whatever its parsers do.
            raise UnreadableError("E001", "不是完整的 Excel 工作簿", "not a whole Excel workbook") from error
        return Flow(tuple(block for sheet in book.worksheets for block in _blocks(sheet)))


def _blocks(sheet: Any) -> Iterator[Block]:
    """Rows with one text in them are paragraphs (title, unit, notes); the rows between are the table."""
    if sheet.max_row * sheet.max_column > _MAX_CELLS:
        raise UnreadableError("E004", f"工作表“{sheet.title}”过大，未检查", f"sheet {sheet.title} is too large")
    spans = {(merged.min_row, merged.min_col): merged for merged in sheet.merged_cells.ranges}
    table: list[int] = []
    for row in range(1, sheet.max_row + 1):
        texts = [text for c in range(1, sheet.max_column + 1) if (text := _text(sheet.cell(row, c).value))]
        covered = any(m.min_row <= row <= m.max_row and m.max_row > m.min_row for m in spans.values())
        if len(texts) > 1 or covered:
            table.append(row)
            continue
        if table:
            yield _grid(sheet, table, spans)
            table = []
        if texts:
            yield Passage.of([Line(texts[0], None, row)])
    if table:
        yield _grid(sheet, table, spans)


def _grid(sheet: Any, rows: Sequence[int], spans: dict[tuple[int, int], Any]) -> Grid:
    cells: dict[tuple[int, int], Cell] = {}
    for r, row in enumerate(rows):
        for c in range(sheet.max_column):
            if (r, c) in cells:
                continue
            merged = spans.get((row, c + 1))
            height = min(merged.max_row - row + 1, len(rows) - r) if merged else 1
            width = merged.max_col - c if merged else 1
            passage = Passage.of([Line(_text(sheet.cell(row, c + 1).value), None, row, c + 1)])
            cell = Cell(r, c, height, width, passage)
            cells.update({(i, j): cell for i in range(r, r + height) for j in range(c, c + width)})
    return Grid(tuple(tuple(cells[r, c] for c in range(sheet.max_column)) for r in range(len(rows))))


def _text(value: object) -> str:
    """A cell's value as a report would print it: amounts with two decimals."""
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:.2f}"
    return value.isoformat() if isinstance(value, date) else str(value).strip()
