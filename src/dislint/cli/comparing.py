"""What ``dislint compare`` does: both documents read by worker processes, held against each other, written."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from dislint.cli.checking import check_configs
from dislint.cli.out import complain
from dislint.cli.outputs import check_outputs
from dislint.cli.quiet import quiet_libraries
from dislint.cli.sheets import Content, write_sheets
from dislint.cli.stated import Stated
from dislint.comparing.model import Between, Digest
from dislint.comparing.recognition import between, in_order
from dislint.config.configuration import Config
from dislint.escaping import printable
from dislint.language import say
from dislint.linter.comparisons import compared, digested, findings_across
from dislint.linter.linter import Linters
from dislint.linter.results import Result
from dislint.reporters.text import where
from dislint.running.jobs import Job
from dislint.running.workers import lint_jobs

_CLEAN, _FOUND, _FAILED = 0, 1, 2


class Wanted(NamedTuple):
    """What was asked for; an output without a format has that of the configuration, one without a file is standard output."""

    old: Path
    new: Path
    stated: Stated
    versions: bool
    outputs: tuple[tuple[str | None, Path | None], ...]
    exit_zero: bool
    verbose: int


def compare_files(wanted: Wanted) -> int:
    """Compares, writes, and returns the exit status."""
    quiet_libraries(wanted.verbose)
    config, linters = wanted.stated.spoken(wanted.new), Linters()
    linter = linters.of(config)
    outputs = [(name or config.output_format, file) for name, file in wanted.outputs]
    problems = [*linter.knowledge.registry.problems, *(say(*told) for told in config.refused)]
    check_configs([config], linters)
    files = [(wanted.old, config), (wanted.new, config)]
    check_outputs([file for _, file in outputs if file is not None], files, [config])
    results = list(lint_jobs([Job(path, config, make=digested) for path, _ in files], min(config.jobs, 2), linters))
    for told in problems:
        complain(told)
    if any(result.made is None for result in results):
        return _unread(results)
    shown, found = _held(wanted, config, linters, results)
    write_sheets(shown, outputs, linter.knowledge, config.lang)
    if problems or any(result.failed for result in shown.results):
        return _FAILED
    return _FOUND if found and not wanted.exit_zero else _CLEAN


def _unread(results: list[Result]) -> int:
    """Tells why a document could not be read: nothing was compared."""
    for result in results:
        for finding in result.findings if result.made is None else ():
            complain(f"{where(result.path, finding)}: {finding.code} {say(finding.message, finding.english)}")
        if result.made is None and not result.findings:
            complain(f"{printable(result.path)}: E009")
    return _FAILED if any(result.failed for result in results) else _FOUND


def _held(wanted: Wanted, config: Config, linters: Linters, results: list[Result]) -> tuple[Content, bool]:
    """What is shown of two results, and whether something is wrong."""
    from dislint.reporters import compared as years

    digests: dict[int, Result] = {id(result.made): result for result in results}
    old, new = (result.made for result in results)
    assert isinstance(old, Digest)
    assert isinstance(new, Digest)
    if wanted.versions or between(old, new) is Between.VERSIONS:
        return _as_versions(results, config.lang)
    old, new = in_order(old, new)
    linter = linters.of(config)
    comparison = compared(old, new, linter)
    before, now = digests[id(old)], findings_across(comparison, digests[id(new)], linter)
    view = years.Compared(comparison, before, now)
    content = Content(years.sheet_of(view, config.lang), years.object_of(view, config.lang), (now,))
    return content, bool(now.findings)


def _as_versions(results: list[Result], lang: str) -> tuple[Content, bool]:
    """Two versions of one report: what is new or remains is wrong."""
    from dislint.reporters import versions

    view = versions.versions_of(*results)
    content = Content(versions.sheet_of(view, lang), versions.object_of(view, lang), (view.left,))
    return content, bool(view.left.findings)
