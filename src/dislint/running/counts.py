"""What is counted of results as they go by, so that they need not be kept."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from dislint.linter.results import Result


@dataclass(slots=True)
class Tally:
    """Counts over a run: files, findings by code and by severity, numbers of the narrative by verdict, accepted findings,
    figures of scans that sums chose the reading of.

    ``used`` are the places of the suppressions that took effect; ``failed`` says that the program or a plugin failed on
    a file.
    """

    files: int = 0
    codes: Counter[str] = field(default_factory=Counter)
    severities: Counter[str] = field(default_factory=Counter)
    verdicts: Counter[str] = field(default_factory=Counter)
    accepted: int = 0
    settled: int = 0
    used: set[str] = field(default_factory=set)
    failed: bool = False

    def over(self, results: Iterable[Result]) -> Iterator[Result]:
        """The results, counted as they go by."""
        for result in results:
            self._add(result)
            yield result

    def _add(self, result: Result) -> None:
        self.files += 1
        self.codes.update(finding.code for finding in result.findings)
        self.severities.update(finding.severity.value for finding in result.findings)
        for verdict in ("verified", "contradicted", "unchecked"):
            self.verdicts[verdict] += getattr(result.summary, verdict)
        self.accepted += len(result.accepted)
        self.settled += result.summary.settled
        self.used.update(result.used)
        self.failed = self.failed or result.failed
