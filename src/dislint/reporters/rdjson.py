"""reviewdog's diagnostic format (rdjson)."""

from __future__ import annotations

from typing import IO, Any

from dislint.escaping import json_text, one_line
from dislint.findings import Finding, Related
from dislint.linter.quotes import Quote
from dislint.reporters.model import Run, position, relative

_SEVERITIES = {"error": "ERROR", "warning": "WARNING", "info": "INFO"}


class RdjsonReporter:
    """One DiagnosticResult."""

    name = "rdjson"

    def write(self, run: Run, out: IO[str]) -> None:
        """Writes the object."""
        diagnostics = [
            _diagnostic(run, result.path, finding, quote)
            for result in run.results
            for finding, quote in zip(result.findings, result.quotes, strict=True)
        ]
        content = {"source": {"name": "dislint"}, "severity": "WARNING", "diagnostics": diagnostics}
        out.write(json_text(content, 1) + "\n")


def _diagnostic(run: Run, path: str, finding: Finding, quote: Quote | None) -> dict[str, Any]:
    diagnostic: dict[str, Any] = {
        "message": one_line(run.message(finding)),
        "location": {"path": relative(path), "range": _range(finding, quote)},
        "severity": _SEVERITIES[finding.severity.value],
        "code": {"value": finding.code} | ({"url": page} if (page := run.rule_page(finding.code)) else {}),
    }
    if finding.related:
        diagnostic["relatedLocations"] = [
            {
                "message": one_line(run.message(related)),
                "location": {"path": relative(related.path or path), "range": _range(related, None)},
            }
            for related in finding.related
        ]
    return diagnostic


def _range(place: Finding | Related, quote: Quote | None) -> dict[str, Any]:
    """Columns are counted in bytes of UTF-8: known where the printed line is; else the range is the whole line."""
    line, column = position(place)
    if place.anchor.page is not None:
        return {"start": {"line": line, "column": column}}
    if quote is None or quote.start + 1 != column:
        return {"start": {"line": line}}
    start, end = (len(quote.text[:at].encode(errors="replace")) + 1 for at in (quote.start, quote.end))
    return {"start": {"line": line, "column": start}, "end": {"line": line, "column": end}}
