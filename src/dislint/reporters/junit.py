"""JUnit XML: a test suite a file, a failed case a finding."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING

from dislint.config.selection import ALWAYS
from dislint.findings import Finding
from dislint.linter.results import Result
from dislint.reporters.model import Run
from dislint.reporters.text import where
from dislint.reporters.xml import child, element, write_document

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element


class JunitReporter:
    """A file without findings is a passed case; one that could not be read is an error."""

    name = "junit"

    def write(self, run: Run, out: IO[str]) -> None:
        """Writes the document."""
        errors = sum(_unread(finding) for result in run.results for finding in result.findings)
        failures = sum(len(result.findings) for result in run.results) - errors
        tests = sum(max(len(result.findings), 1) for result in run.results)
        root = element("testsuites", name="dislint", tests=tests, failures=failures, errors=errors)
        for result in run.results:
            _suite(root, run, result)
        write_document(root, out)


def _suite(root: Element, run: Run, result: Result) -> None:
    count = len(result.findings)
    errors = sum(map(_unread, result.findings))
    suite = child(
        root, "testsuite", name=result.path, tests=max(count, 1), failures=count - errors, errors=errors,
        time=f"{result.seconds:.3f}",
    )  # fmt: skip
    if not count:
        child(suite, "testcase", name="dislint", classname=result.path, time=f"{result.seconds:.3f}")
    for finding in result.findings:
        case = child(suite, "testcase", name=f"{finding.code} {where(result.path, finding)}", classname=result.path)
        message = run.message(finding)
        body = f"{where(result.path, finding)}: {finding.code} {message}"
        child(case, "error" if _unread(finding) else "failure", body, type=finding.severity.value, message=message)


def _unread(finding: Finding) -> bool:
    """Whether a document could not be read or checked: JUnit tells errors from failures."""
    return finding.code in ALWAYS
