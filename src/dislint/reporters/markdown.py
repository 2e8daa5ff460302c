"""Markdown for comments and wikis: a table of findings a file."""

from __future__ import annotations

import re
from collections import Counter
from typing import IO

from dislint.escaping import one_line
from dislint.findings import Finding
from dislint.linter.results import Result
from dislint.reporters.model import Run

_SIGNS = re.compile(r"([\\`*_{}\[\]<>#|!~$])")
_HEADS = {"zh": ("页", "行", "代码", "级别", "问题"), "en": ("page", "line", "code", "severity", "finding")}
_SEVERITIES = {"error": "错误", "warning": "警告", "info": "提示"}


class MarkdownReporter:
    """A heading and a table for each file that has findings, then the counts."""

    name = "md"

    def write(self, run: Run, out: IO[str]) -> None:
        """Writes the document."""
        out.write("# dislint\n")
        for result in run.results:
            if result.findings:
                out.write(_section(run, result))
        counts = Counter(f.severity.value for result in run.results for f in result.findings)
        if run.lang == "zh":
            parts = "，".join(f"{name} {counts[key]}" for key, name in _SEVERITIES.items())
            out.write(f"\n共 {len(run.results)} 份文件：{parts}。\n")
        else:
            parts = ", ".join(f"{counts[key]} {key}" for key in _SEVERITIES)
            out.write(f"\n{len(run.results)} file(s): {parts}.\n")


def _section(run: Run, result: Result) -> str:
    heads = _HEADS.get(run.lang, _HEADS["zh"])
    lines = [f"\n## {escape(result.path)}\n", f"| {' | '.join(heads)} |", f"|{' --- |' * len(heads)}"]
    lines += [_row(run, finding) for finding in result.findings]
    return "\n".join(lines) + "\n"


def _row(run: Run, finding: Finding) -> str:
    severity = finding.severity.value
    shown = _SEVERITIES[severity] if run.lang == "zh" else severity
    page = "" if finding.anchor.page is None else finding.anchor.page
    return f"| {page} | {finding.anchor.line} | {finding.code} | {shown} | {escape(run.message(finding))} |"


def escape(text: str) -> str:
    """Text that Markdown shows as it is."""
    safe = one_line(text).replace("&", "&amp;")
    return _SIGNS.sub(r"\\\1", safe).replace("://", ":&#8203;//")  # No link is made of an address.
