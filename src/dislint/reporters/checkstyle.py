"""Checkstyle XML, which many build servers read."""

from __future__ import annotations

from typing import IO

from dislint.reporters.model import Run, position, relative
from dislint.reporters.xml import child, element, write_document


class CheckstyleReporter:
    """Page and line stand for line and column in paged documents."""

    name = "checkstyle"

    def write(self, run: Run, out: IO[str]) -> None:
        """Writes the document."""
        root = element("checkstyle", version="4.3")
        for result in run.results:
            file = child(root, "file", name=relative(result.path))
            for finding in result.findings:
                line, column = position(finding)
                child(
                    file,
                    "error",
                    line=line,
                    column=column,
                    severity=finding.severity.value,
                    message=run.message(finding),
                    source=f"dislint.{finding.code}",
                )
        write_document(root, out)
