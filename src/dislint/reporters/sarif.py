"""SARIF 2.1.0, for code scanning: rules with help, results with place, snippet, relations and fingerprints."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import IO, Any
from urllib.parse import quote

from dislint import __version__
from dislint.blocks import Anchor
from dislint.config.selection import ALWAYS
from dislint.escaping import json_text, printable
from dislint.findings import Finding, Related
from dislint.linter.acceptance import Accepted
from dislint.linter.quotes import Quote
from dislint.linter.results import Result
from dislint.reporters.json import box_list
from dislint.reporters.model import Run, in_repository, position
from dislint.rule.rules import Rule, documentation

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVELS = {"error": "error", "warning": "warning", "info": "note"}
_MIME = {".pdf": "application/pdf", ".txt": "text/plain", ".html": "text/html", ".htm": "text/html"}
_PROBLEMS = {"error": "error", "warning": "warning", "info": "recommendation"}


class SarifReporter:
    """One run with all results."""

    name = "sarif"

    def write(self, run: Run, out: IO[str]) -> None:
        """Writes the log."""
        rules = _rules(run)
        order = {rule["id"]: index for index, rule in enumerate(rules)}
        log = {
            "$schema": SCHEMA,
            "version": "2.1.0",
            "runs": [
                {
                    "tool": {
                        "driver": {
                            "name": "dislint",
                            "version": __version__,
                            "semanticVersion": __version__,
                            "rules": rules,
                        }
                    },
                    "invocations": [_invocation(run)],
                    "artifacts": [_artifact(result) for result in run.results],
                    "columnKind": "unicodeCodePoints",
                    "results": [
                        item
                        for number, result in enumerate(run.results)
                        for item in _results(run, number, result, order)
                    ],
                }
            ],
        }
        out.write(json_text(log, 1) + "\n")


def _rules(run: Run) -> list[dict[str, Any]]:
    """The rules that found something; a code without a rule class gets an entry too."""
    known = {rule.code: rule for rule in run.rules}
    found: dict[str, str] = {}
    for result in run.results:
        for finding in (*result.findings, *(accepted.finding for accepted in result.accepted)):
            found.setdefault(finding.code, finding.severity.value)
    return [_rule(run, code, known.get(code), severity) for code, severity in sorted(found.items())]


def _rule(run: Run, code: str, rule: type[Rule] | None, severity: str) -> dict[str, Any]:
    summary = run.rule_name(code) or code
    page = documentation(rule, run.lang) if rule else summary
    severity = rule.severity if rule else severity
    return {
        "id": code,
        "name": (rule.name if rule else "") or code,
        "shortDescription": {"text": summary},
        "fullDescription": {"text": summary},
        "help": {"text": page, "markdown": page},
        **({"helpUri": run.rule_page(code)} if run.rule_page(code) else {}),
        "defaultConfiguration": {"level": _LEVELS[severity]},
        "properties": {
            "tags": [code.rstrip("0123456789") or code],
            "precision": "very-high",
            "problem.severity": _PROBLEMS[severity],
        },
    }


def _invocation(run: Run) -> dict[str, Any]:
    notes = [
        {
            "level": "error",
            "descriptor": {"id": finding.code},
            "message": {"text": printable(run.message(finding))},
            "locations": [{"physicalLocation": {"artifactLocation": _location(result, number)}}],
        }
        for number, result in enumerate(run.results)
        for finding in result.findings
        if finding.code in ALWAYS
    ]
    notes += [{"level": "error", "message": {"text": printable(problem)}} for problem in run.problems]
    failed = bool(run.problems) or any(result.failed for result in run.results)
    return {"executionSuccessful": not failed, "toolExecutionNotifications": notes}


def _location(result: Result, number: int) -> dict[str, Any]:
    return {"uri": uri(result.path), "index": number}


def uri(path: str) -> str:
    """A path as a URI: relative to the repository where it lies in it, its bytes percent-encoded."""
    if path == "-":
        return "stdin"
    given = in_repository(path)
    return Path(given).as_uri() if Path(given).is_absolute() else quote(os.fsencode(given))


def _artifact(result: Result) -> dict[str, Any]:
    artifact: dict[str, Any] = {"location": {"uri": uri(result.path)}}
    if result.sha256:
        artifact |= {"length": result.size, "hashes": {"sha-256": result.sha256}}
    mime = _MIME.get(Path(result.path).suffix.lower())
    return artifact | ({"mimeType": mime} if mime else {})


def _results(run: Run, number: int, result: Result, order: dict[str, int]) -> list[dict[str, Any]]:
    quotes: Sequence[Quote | None] = result.quotes or (None,) * len(result.findings)
    items = [
        _result(run, result, number, finding, quote, order) | _state(run, "new")
        for finding, quote in zip(result.findings, quotes, strict=True)
    ]
    items += [_accepted(run, result, number, accepted, order) for accepted in result.accepted]
    seen: Counter[str] = Counter()
    for item in items:
        fingerprint = item["partialFingerprints"]["dislint/v1"]
        seen[fingerprint] += 1
        # The only one that GitHub reads; it would make one out of a PDF's bytes else.
        item["partialFingerprints"]["primaryLocationLineHash"] = f"{fingerprint}:{seen[fingerprint]}"
    return items


def _accepted(run: Run, result: Result, number: int, accepted: Accepted, order: dict[str, int]) -> dict[str, Any]:
    item = _result(run, result, number, accepted.finding, None, order)
    if accepted.known:
        return item | _state(run, "unchanged")
    suppression = {"kind": "external", "status": "accepted", "justification": printable(accepted.reason)}
    return item | _state(run, "unchanged") | {"suppressions": [suppression]}


def _state(run: Run, state: str) -> dict[str, str]:
    """How a result stands to the baseline, where there is one."""
    return {"baselineState": state} if run.has_baseline else {}


def _result(
    run: Run, result: Result, number: int, finding: Finding, quoted: Quote | None, order: dict[str, int]
) -> dict[str, Any]:
    location: dict[str, Any] = {
        "physicalLocation": {
            "artifactLocation": _location(result, number),
            "region": _region(finding, finding.anchor.text or (quoted.text if quoted else "")),
        }
    }
    logical = _logical(finding)
    if logical:
        location["logicalLocations"] = logical
    item: dict[str, Any] = {
        "ruleId": finding.code,
        "ruleIndex": order[finding.code],
        "level": _LEVELS[finding.severity.value],
        "message": {"text": printable(run.message(finding))},
        "locations": [location, *(_also(result, number, anchor) for anchor in finding.also)],
        "partialFingerprints": {"dislint/v1": finding.fingerprint},
        "properties": {
            "page": finding.anchor.page,
            "boxes": [{"page": page, "bbox": [round(v, 2) for v in box]} for page, box in finding.anchor.boxes],
            "expected": finding.expected,
            "actual": finding.actual,
        },
    }
    if finding.related:
        item["relatedLocations"] = [
            {
                "id": index,
                "message": {"text": printable(run.message(related))},
                "physicalLocation": {
                    "artifactLocation": {"uri": uri(related.path)} if related.path else _location(result, number),
                    "region": _region(related, related.anchor.text),
                },
            }
            for index, related in enumerate(finding.related, 1)
        ]
    return item


def _also(result: Result, number: int, anchor: Anchor) -> dict[str, Any]:
    region = _region(Related("", anchor), anchor.text)
    return {"physicalLocation": {"artifactLocation": _location(result, number), "region": region}}


def _region(place: Finding | Related, snippet: str) -> dict[str, Any]:
    """Line and column as the text output has them: page and line on it in paged documents."""
    line, column = position(place)
    length = max(len(place.anchor.text), 1) if place.anchor.page is None else 1
    region: dict[str, Any] = {"startLine": line, "startColumn": column, "endLine": line, "endColumn": column + length}
    if snippet:
        region["snippet"] = {"text": printable(snippet)}
    box = box_list(place.anchor)
    if box:
        region["properties"] = {"bbox": box}
    return region


def _logical(finding: Finding) -> list[dict[str, Any]]:
    named = (("section", finding.section), ("table", finding.table))
    return [
        {"name": printable(name.rsplit(" / ", 1)[-1]), "fullyQualifiedName": printable(name), "kind": kind}
        for kind, name in named
        if name
    ]
