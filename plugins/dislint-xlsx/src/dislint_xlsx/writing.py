"""The results of a run as a workbook: the overview, the findings, and what became of every number of the narrative."""

from __future__ import annotations

import io
import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import IO, Any
from urllib.parse import quote

from dislint import (
    FINDING_HEADS,
    OVERVIEW_HEADS,
    OWN_NAME,
    VERDICTS,
    Result,
    Run,
    Text,
    finding_values,
    one_line,
    overview_row,
    verdict_reason,
    written,
)

_LONGEST = 32_000
"""Letters of a cell; Excel takes no more."""
_LONGEST_ADDRESS = 2000
_MOST_ADDRESSES = 60_000
"""Links of a sheet; Excel takes no more."""
_NAMES = (Text("概览", "Overview"), Text("问题", "Findings"), Text("逐数核对", "Numbers"))
_OVERVIEW = (30, 8, 12, 8, 8, 8, 8, 40, 50)
_FINDINGS = (32, 24, 8, 6, 6, 6, 8, 28, 8, 70, 24, 30, 12, 18, 18, 18)
_NUMBERS = (32, 6, 6, 20, 10, 28, 60)
"""The widths of the columns."""
_NUMBER_HEADS = (
    OVERVIEW_HEADS["path"],
    Text("页", "page"),
    Text("行", "line"),
    Text("数", "number"),
    Text("结果", "verdict"),
    Text("科目", "subject"),
    Text("依据或原因", "by what, or why not"),
)
_DIGITS = 10
"""Longer numbers are codes."""
_Value = str | int | None


class XlsxReporter:
    """A workbook of three sheets. Each result is written as it comes, and none is kept."""

    name = "xlsx"
    streams = True
    on_standard_output = 0

    def part(self, result: Result, lang: str) -> list[tuple[_Value, ...]]:
        """What became of the report's numbers, a row each without the name of its file."""
        document = result.document
        return [
            (
                verdict.mention.anchor.page,
                verdict.mention.anchor.line,
                verdict.mention.anchor.text,
                VERDICTS[verdict.state].of(lang),
                verdict.claim.subject.name if verdict.claim else "",
                verdict_reason(verdict).of(lang),
            )
            for verdict in (document.verdicts if document else ())
        ]

    def write(self, run: Run, out: IO[str]) -> None:
        """A workbook is no text."""
        raise TypeError("a workbook is written to a file")

    def save(self, run: Run, file: Path) -> None:
        """Writes the workbook."""
        from xlsxwriter import Workbook

        made = io.BytesIO()
        # No word of a report is taken for a formula, a number or a link; rows go out as they come.
        book = Workbook(made, {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
        book.set_properties({"author": OWN_NAME})
        heads = (
            _overview_heads(run.lang),
            [head.of(run.lang) for head in FINDING_HEADS],
            [h.of(run.lang) for h in _NUMBER_HEADS],
        )
        widths = _OVERVIEW, _FINDINGS, _NUMBERS
        overview, findings, numbers = (
            _Sheet(book, name.of(run.lang), *shape)
            for name, shape in zip(_NAMES, zip(heads, widths, strict=True), strict=True)
        )
        for result in run.results:
            address = _address(result.path, file)
            first = findings.rows + 1
            for finding in result.findings:
                findings.add(finding_values(run, result, finding), {0: address})
            for values in run.part(result, self.name) or self.part(result, run.lang):
                numbers.add((result.path, *values), {0: address})
            place = f"internal:'{findings.name}'!A{first + 1}" if result.findings else ""
            overview.add(_overview(result, run.lang), {0: place, 3: place, 4: place, 7: address})
        for sheet in (overview, findings, numbers):
            sheet.close()
        book.close()
        with written(file) as out:
            out.write(made.getbuffer())


def _overview_heads(lang: str) -> list[str]:
    """Those of the overview; what was verified and how many there are stand in columns of their own."""
    heads = {key: head.of(lang).split("/") for key, head in OVERVIEW_HEADS.items()}
    return [one for parts in heads.values() for one in parts]


def _overview(result: Result, lang: str) -> Iterator[_Value]:
    row = overview_row(result)
    texts = row.texts(lang)
    yield from (texts["entity"], row.year, texts["kind"], row.errors, row.warnings)
    yield from (row.verified, row.numbers) if row.numbers else (None, None)
    yield from (texts["path"], texts["unread"])


def _address(path: str, file: Path) -> str:
    """The link from a workbook to a report; none where there is no file."""
    if not Path(path).is_file():
        return ""
    try:
        relative = Path(os.path.relpath(path, file.parent)).as_posix()
    except ValueError:  # On another drive.
        return ""
    address = f"external:{quote(os.fsencode(relative))}"
    return address if len(address) < _LONGEST_ADDRESS else ""


class _Sheet:
    """A sheet with its heads; rows are added below."""

    def __init__(self, book: Any, name: str, heads: Sequence[str], widths: Sequence[int]) -> None:
        self.name, self.rows = name, 0
        self._columns, self._links = len(heads), 0
        self._sheet = book.add_worksheet(name)
        shape = {"valign": "top", "text_wrap": True, "indent": 1}
        self._text = book.add_format(shape)
        self._link = book.add_format({**shape, "font_color": "#0B57D0", "underline": 1})
        head = book.add_format({"bold": True, "bg_color": "#EEF1F4", "bottom": 1, "indent": 1})
        self._sheet.freeze_panes(1, 0)
        self._sheet.repeat_rows(0)
        self._sheet.set_landscape()
        self._sheet.fit_to_pages(1, 0)
        for column, (text, width) in enumerate(zip(heads, widths, strict=True)):
            self._sheet.set_column(column, column, width)
            self._sheet.write_string(0, column, text, head)

    def add(self, values: Iterator[_Value] | Sequence[_Value], links: dict[int, str]) -> None:
        """Adds a row; ``links`` are the addresses that columns lead to."""
        self.rows += 1
        for column, value in enumerate(values):
            address = links.get(column, "")
            if value is None or value == "":
                continue
            text, form = one_line(str(value))[:_LONGEST], self._text
            if address and self._links < _MOST_ADDRESSES:
                self._links, form = self._links + 1, self._link
                self._sheet.write_url(self.rows, column, address, form, text)
            if isinstance(value, int) or (text.isascii() and text.isdecimal() and len(text) < _DIGITS):
                self._sheet.write_number(self.rows, column, int(value), form)
            else:
                self._sheet.write_string(self.rows, column, text, form)

    def close(self) -> None:
        """Lets the rows be filtered."""
        self._sheet.autofilter(0, 0, self.rows, self._columns - 1)
