"""The results of a run as a workbook: the overview, the findings, and what became of every number of the narrative."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import IO, TYPE_CHECKING
from urllib.parse import quote

from dislint.escaping import one_line
from dislint.language import Text
from dislint.reporters.csv import COLUMNS, values
from dislint.reporters.overview import HEADS, row_of

if TYPE_CHECKING:
    from dislint.linter.results import Result
    from dislint.reporters.model import Run
    from dislint.reporters.sheets.workbook import Value

_OVERVIEW = (Text("概览", "Overview"), (30, 8, 12, 8, 8, 8, 8, 40, 50))
_FINDINGS = (Text("问题", "Findings"), (32, 24, 8, 6, 6, 6, 8, 28, 8, 70, 24, 30, 12, 18, 18, 18))
_NUMBERS = (Text("逐数核对", "Numbers"), (32, 6, 6, 20, 10, 28, 60))
"""The names of the sheets and the widths of their columns."""
_NUMBER_HEADS = (
    HEADS["path"],
    Text("页", "page"),
    Text("行", "line"),
    Text("数", "number"),
    Text("结果", "verdict"),
    Text("科目", "subject"),
    Text("依据或原因", "by what, or why not"),
)
_COUNTED = 3
"""The column of the overview that counts begin with."""
_DIGITS = 10
"""Longer numbers are codes."""
_LONGEST_ADDRESS = 2000


class XlsxReporter:
    """A workbook of three sheets. Each result is written as it comes, and none is kept."""

    name = "xlsx"
    streams = True
    on_standard_output = 0

    def part(self, result: Result, lang: str) -> list[tuple[Value, ...]]:
        """What became of the report's numbers, a row each without the name of its file."""
        from dislint.rule.verdicts import VERDICTS, reason_of

        document = result.document
        return [
            (
                verdict.mention.anchor.page,
                verdict.mention.anchor.line,
                one_line(verdict.mention.anchor.text),
                VERDICTS[verdict.state].of(lang),
                one_line(verdict.claim.subject.name) if verdict.claim else "",
                one_line(reason_of(verdict).of(lang)),
            )
            for verdict in (document.verdicts if document else ())
        ]

    def write(self, run: Run, out: IO[str]) -> None:  # noqa: ARG002  # As the protocol has it.
        """A workbook is no text."""
        raise TypeError("a workbook is written to a file")

    def save(self, run: Run, file: Path) -> None:
        """Writes the workbook; raises WorkbookError and OSError."""
        from dislint.reporters.sheets.workbook import Book

        book = Book()
        heads = (
            _overview_heads(run.lang),
            [head.of(run.lang) for head in COLUMNS],
            [head.of(run.lang) for head in _NUMBER_HEADS],
        )
        overview, findings, numbers = pages = [
            book.page(name.of(run.lang), head, widths)
            for (name, widths), head in zip((_OVERVIEW, _FINDINGS, _NUMBERS), heads, strict=True)
        ]
        for result in run.results:
            address = _address(result.path, file)
            first = findings.rows + 1
            for finding in result.findings:
                findings.add([_cell(value) for value in values(run, result, finding)], {0: address})
            for row in run.part(result, self.name) or self.part(result, run.lang):
                numbers.add((one_line(result.path), *row), {0: address})
            place = f"internal:'{findings.name}'!A{first + 1}" if result.findings else ""
            links = {0: place, _COUNTED: place, _COUNTED + 1: place, len(heads[0]) - 2: address}
            overview.add(list(_overview(result, run.lang)), links)
        for page in pages:
            page.close()
        book.save(file)


def _overview_heads(lang: str) -> list[str]:
    """Those of the overview; what was verified and how many there are stand in columns of their own."""
    heads = {key: head.of(lang).split("/") for key, head in HEADS.items()}
    return [one for parts in heads.values() for one in parts]


def _overview(result: Result, lang: str) -> Iterator[Value]:
    row = row_of(result)
    texts = row.texts(lang)
    yield from (texts["entity"], row.year, texts["kind"], row.errors, row.warnings)
    yield from (row.verified, row.numbers) if row.numbers else (None, None)
    yield from (texts["path"], texts["unread"])


def _cell(value: str) -> Value:
    """A value of a finding: years, pages and lines as numbers."""
    text = one_line(value)
    return int(text) if text.isascii() and text.isdecimal() and len(text) < _DIGITS else text


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
