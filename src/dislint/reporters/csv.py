"""CSV for spreadsheets; no cell can act as a formula."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from typing import IO

from dislint.escaping import one_line
from dislint.findings import Finding
from dislint.language import Text
from dislint.linter.results import Result
from dislint.reporters.model import Run
from dislint.reporters.overview import HEADS
from dislint.reporters.text import SEVERITIES

COLUMNS = (
    HEADS["path"],
    HEADS["entity"],
    HEADS["year"],
    Text("页", "page"),
    Text("行", "line"),
    Text("列", "column"),
    Text("代码", "code"),
    Text("规则", "rule"),
    Text("级别", "severity"),
    Text("问题", "message"),
    Text("原文", "text"),
    Text("章节", "section"),
    Text("表", "table"),
    Text("应为", "expected"),
    Text("所写", "actual"),
    Text("指纹", "fingerprint"),
)
"""The heads; a row's values are in the same order."""
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
        writer.writerow(head.of(run.lang) for head in COLUMNS)
        for result in run.results:
            for finding in result.findings:
                writer.writerow(map(cell, values(run, result, finding)))


def values(run: Run, result: Result, finding: Finding) -> Iterator[str]:
    """The values of a finding, in the order of ``COLUMNS``."""
    anchor, summary = finding.anchor, result.summary
    yield from (result.path, summary.entity, str(summary.year or ""))
    yield from ("" if anchor.page is None else str(anchor.page), str(anchor.line), str(anchor.column))
    yield from (finding.code, run.rule_name(finding.code), SEVERITIES[finding.severity.value].of(run.lang))
    yield from (run.message(finding), anchor.text, finding.section, finding.table)
    yield from (finding.expected, finding.actual, finding.fingerprint)


def cell(value: str) -> str:
    """A value on one line; an apostrophe makes text of one that begins like a formula, which a spreadsheet would run."""
    line = one_line(value)
    return f"'{line}" if line.startswith(_FORMULA) else line
