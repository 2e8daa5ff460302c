"""What ``dislint compare`` does: both documents read by worker processes, held against each other, written."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from dislint.cli.checking import check_configs
from dislint.cli.extras import tell_missing
from dislint.cli.out import complain
from dislint.cli.outputs import check_outputs
from dislint.cli.quiet import quiet_libraries
from dislint.cli.sheets import write_sheets
from dislint.cli.stated import Stated
from dislint.escaping import printable
from dislint.language import say
from dislint.linter.comparisons import digested
from dislint.linter.linter import Linters
from dislint.linter.results import Result
from dislint.reporters.held import held
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
    tell_missing([wanted.old, wanted.new], outputs, [config.engine])
    check_outputs([file for _, file in outputs if file is not None], files, [config])
    results = list(lint_jobs([Job(path, config, make=digested) for path, _ in files], min(config.jobs, 2), linters))
    for told in problems:
        complain(told)
    if any(result.made is None for result in results):
        return _unread(results)
    old, new = results
    shown = held(old, new, linter, wanted.versions)
    write_sheets(shown, outputs, linter.knowledge, config.lang)
    if problems or any(result.failed for result in shown.results):
        return _FAILED
    return _FOUND if any(result.findings for result in shown.results) and not wanted.exit_zero else _CLEAN


def _unread(results: list[Result]) -> int:
    """Tells why a document could not be read: nothing was compared."""
    for result in results:
        for finding in result.findings if result.made is None else ():
            complain(f"{where(result.path, finding)}: {finding.code} {say(finding.message, finding.english)}")
        if result.made is None and not result.findings:
            complain(f"{printable(result.path)}: E009")
    return _FAILED if any(result.failed for result in results) else _FOUND
