"""Workflow commands of GitHub Actions: annotations on the changed files."""

from __future__ import annotations

from typing import IO

from dislint.escaping import one_line, printable
from dislint.reporters.model import Run, in_repository, position

_COMMANDS = {"error": "error", "warning": "warning", "info": "notice"}


class GithubReporter:
    """A command a finding; page and line stand for line and column."""

    name = "github"
    streams = True

    def write(self, run: Run, out: IO[str]) -> None:
        """Writes the commands."""
        for result in run.results:
            for finding in result.findings:
                line, column = position(finding)
                properties = (
                    f"file={_property(in_repository(result.path))},line={line},col={column},title={finding.code}"
                )
                page = finding.anchor.page
                place = "" if page is None else f"第{page}页：" if run.lang == "zh" else f"p. {page}: "
                message = _data(place + one_line(run.message(finding)))
                out.write(f"::{_COMMANDS[finding.severity.value]} {properties}::{message}\n")


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(printable(text)).replace(":", "%3A").replace(",", "%2C")
