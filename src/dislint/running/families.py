"""The departments and units among the documents that were linted: found, and held against each other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from dislint.comparing.units import Family, Known, families, held_together
from dislint.linter.comparisons import digested, findings_across
from dislint.linter.limits import time_limit
from dislint.running.jobs import STDIN, Job
from dislint.running.workers import lint_jobs

if TYPE_CHECKING:
    from dislint.config.configuration import Config
    from dislint.config.options import Department
    from dislint.linter.linter import Linters
    from dislint.linter.results import Result


def held(results: list[Result], files: Sequence[tuple[Path, Config]], linters: Linters) -> list[Result]:
    """The results with the findings of the families among them."""
    known = [_known(result) for result in results]
    stated = {department for _, config in files for department in config.department}
    found = [*_stated(stated, results), *families(known)]
    told: set[int] = set()
    for family in found:
        members = (family.department, *family.units)
        if family.department in told or any(str(files[at][0]) == STDIN for at in members):
            continue
        told.add(family.department)
        results = _with_findings(results, files, family, linters)
    return results


def _known(result: Result) -> Known:
    summary = result.summary
    return Known(result.path, summary.kind, summary.year, summary.entity, summary.bodies)


def _stated(departments: Iterable[Department], results: Sequence[Result]) -> Iterator[Family]:
    """The families that the configuration names."""
    places = {_real(result.path): at for at, result in enumerate(results)}
    for department in sorted(departments):
        units = [places.get(_real(unit)) for unit in department.units]
        own, there = places.get(_real(department.file)), tuple(unit for unit in units if unit is not None)
        if own is not None and there:
            yield Family(own, there, department.complete and len(there) == len(units))


def _real(path: str | Path) -> Path:
    return Path(path).resolve()


def _with_findings(
    results: list[Result], files: Sequence[tuple[Path, Config]], family: Family, linters: Linters
) -> list[Result]:
    """The results, those of a family with what its documents say of each other; they are read once more for it."""
    members = (family.department, *family.units)
    config = files[family.department][1]
    linter = linters.of(config)
    jobs = [Job(files[at][0], files[at][1], make=digested) for at in members]
    digests = [result.made for result in lint_jobs(jobs, min(config.jobs, len(jobs)), linters)]
    if any(digest is None for digest in digests):
        return results
    with time_limit(config.timeout):
        comparisons = held_together(digests[0], digests[1:], family.complete, linter.knowledge.comparisons)
    found = list(results)
    for comparison in comparisons:
        at = next(at for at in members if results[at].path == comparison.new.path)
        found[at] = _merged(found[at], findings_across(comparison, found[at], linter))
    return found


def _merged(result: Result, across: Result) -> Result:
    """A result with more findings, in the order of the document."""
    quotes = result.quotes or (None,) * len(result.findings)
    pairs = [*zip(result.findings, quotes, strict=True), *((finding, None) for finding in across.findings)]
    pairs.sort(key=lambda pair: pair[0].sort_key)
    return replace(
        result,
        findings=tuple(finding for finding, _ in pairs),
        quotes=tuple(quote for _, quote in pairs),
        accepted=(*result.accepted, *across.accepted),
        used=(*result.used, *across.used),
        failed=result.failed or across.failed,
    )
