"""JSON: the program's public contract for other programs, as one object or a line a finding."""

from __future__ import annotations

from typing import IO, Any

from dislint.blocks import Anchor
from dislint.escaping import json_text
from dislint.findings import Finding, Related
from dislint.linter.results import Result
from dislint.reporters.model import Run

VERSION = 1


class JsonReporter:
    """One object with all findings and documents."""

    name = "json"

    def write(self, run: Run, out: IO[str]) -> None:
        """Writes the object."""
        content = {
            "version": VERSION,
            "findings": [finding_object(run, result, f) for result in run.results for f in result.findings],
            "documents": [document_object(result) for result in run.results],
        }
        out.write(json_text(content, 1) + "\n")


class JsonLinesReporter:
    """An object a line: each finding, then each document, told apart by "type"."""

    name = "jsonl"
    streams = True

    def write(self, run: Run, out: IO[str]) -> None:
        """Writes the lines of each file together."""
        for result in run.results:
            for finding in result.findings:
                _line({"type": "finding", **finding_object(run, result, finding)}, out)
            _line({"type": "document", **document_object(result)}, out)


def _line(content: dict[str, Any], out: IO[str]) -> None:
    out.write(json_text(content) + "\n")


def finding_object(run: Run, result: Result, finding: Finding) -> dict[str, Any]:
    """A finding as the contract has it."""
    anchor = finding.anchor
    return {
        "code": finding.code,
        "severity": finding.severity.value,
        "message": run.message(finding),
        "path": result.path,
        "page": anchor.page,
        "line": anchor.line,
        "column": anchor.column,
        "bbox": box_list(anchor),
        "text": anchor.text,
        "section": finding.section,
        "table": finding.table,
        "expected": finding.expected,
        "actual": finding.actual,
        "related": [_related(run, result.path, related) for related in finding.related],
        "also": [_place(anchor) for anchor in finding.also],
        "fingerprint": finding.fingerprint,
    }


def box_list(anchor: Anchor) -> list[float] | None:
    """The box of the first line of the words, in points from the page's top left; None without geometry."""
    return [round(value, 2) for value in anchor.box] if anchor.box else None


def _related(run: Run, path: str, related: Related) -> dict[str, Any]:
    place = _place(related.anchor)
    return {"message": run.message(related), "path": related.path or path, **place, "table": related.table}


def _place(anchor: Anchor) -> dict[str, Any]:
    return {"page": anchor.page, "line": anchor.line, "bbox": box_list(anchor), "text": anchor.text}


def document_object(result: Result) -> dict[str, Any]:
    """A document's summary as the contract has it."""
    summary = result.summary
    return {
        "path": result.path,
        "kind": summary.kind,
        "entity": summary.entity,
        "year": summary.year,
        "pages": summary.pages,
        "claims": {
            "verified": summary.verified,
            "contradicted": summary.contradicted,
            "unchecked": summary.unchecked,
        },
        **({"settled": summary.settled} if summary.settled else {}),
    }
