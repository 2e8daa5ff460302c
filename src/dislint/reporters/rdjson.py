"""reviewdog's diagnostic format (rdjson)."""

from __future__ import annotations

import json
from typing import IO, Any

from dislint.findings import Finding, Related
from dislint.reporters.escaping import one_line
from dislint.reporters.model import Run

_SEVERITIES = {"error": "ERROR", "warning": "WARNING", "info": "INFO"}


class RdjsonReporter:
    """One DiagnosticResult."""

    name = "rdjson"

    def write(self, run: Run, out: IO[str]) -> None:
        """Writes the object."""
        diagnostics = [_diagnostic(run, result.path, f) for result in run.results for f in result.findings]
        content = {"source": {"name": "dislint"}, "severity": "WARNING", "diagnostics": diagnostics}
        json.dump(content, out, ensure_ascii=False, indent=1)
        out.write("\n")


def _diagnostic(run: Run, path: str, finding: Finding) -> dict[str, Any]:
    diagnostic: dict[str, Any] = {
        "message": one_line(run.message(finding)),
        "location": _location(path, finding),
        "severity": _SEVERITIES[finding.severity.value],
        "code": {"value": finding.code},
    }
    if finding.related:
        diagnostic["relatedLocations"] = [
            {"message": one_line(run.message(related)), "location": _location(path, related)}
            for related in finding.related
        ]
    return diagnostic


def _location(path: str, place: Finding | Related) -> dict[str, Any]:
    anchor = place.anchor
    line, column = (anchor.line, anchor.column) if anchor.page is None else (anchor.page, anchor.line)
    return {"path": path, "range": {"start": {"line": line, "column": column}}}
