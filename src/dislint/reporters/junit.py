"""JUnit XML: a test suite a file, a failed case a finding."""

from __future__ import annotations

from typing import IO

from dislint.linter import Result
from dislint.reporters.model import Run
from dislint.reporters.text import where
from dislint.reporters.xml import Element, child, write_document


class JunitReporter:
    """A file without findings is a passed case."""

    name = "junit"

    def write(self, run: Run, out: IO[str]) -> None:
        """Writes the document."""
        failures = sum(len(result.findings) for result in run.results)
        tests = sum(max(len(result.findings), 1) for result in run.results)
        root = Element("testsuites", {"name": "dislint", "tests": str(tests), "failures": str(failures), "errors": "0"})
        for result in run.results:
            _suite(root, run, result)
        write_document(root, out)


def _suite(root: Element, run: Run, result: Result) -> None:
    count = len(result.findings)
    suite = child(
        root, "testsuite", name=result.path, tests=max(count, 1), failures=count, errors=0, time=f"{result.seconds:.3f}"
    )
    if not count:
        child(suite, "testcase", name="dislint", classname=result.path, time=f"{result.seconds:.3f}")
    for finding in result.findings:
        case = child(suite, "testcase", name=f"{finding.code} {where(result.path, finding)}", classname=result.path)
        message = run.message(finding)
        body = f"{where(result.path, finding)}: {finding.code} {message}"
        child(case, "failure", body, type=finding.severity.value, message=message)
