"""CSV for spreadsheets; no cell can act as a formula."""

from __future__ import annotations

import csv
from typing import IO

from dislint.escaping import one_line
from dislint.reporters.model import Run

COLUMNS = (
    "path", "page", "line", "column", "code", "severity", "message", "text",
    "section", "table", "expected", "actual", "fingerprint",
)  # fmt: skip
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
"""Signs of a formula; spreadsheets of East Asia take the full-width ones for them too."""


class CsvReporter:
    """A head line and a line a finding; UTF-8 with the mark that spreadsheets look for."""

    name = "csv"
    streams = True

    def write(self, run: Run, out: IO[str]) -> None:
        """Writes the lines."""
        out.write("\ufeff")
        writer = csv.writer(out, lineterminator="\r\n")
        writer.writerow(COLUMNS)
        for result in run.results:
            for finding in result.findings:
                anchor = finding.anchor
                page = "" if anchor.page is None else str(anchor.page)
                values = (result.path, page, str(anchor.line), str(anchor.column), finding.code, finding.severity.value)
                words = (run.message(finding), anchor.text, finding.section, finding.table)
                ends = (finding.expected, finding.actual, finding.fingerprint)
                writer.writerow([_cell(value) for value in (*values, *words, *ends)])


def _cell(value: str) -> str:
    # A spreadsheet runs a cell that begins like a formula; an apostrophe makes it text.
    line = one_line(value)
    return f"'{line}" if line.startswith(_FORMULA) else line
