"""Accepted findings: those that a suppression covers, and those that the baseline knows."""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from dislint.config.configuration import Config, matches
from dislint.config.options import Suppression
from dislint.findings import Finding
from dislint.linter.baseline import known_in
from dislint.linter.results import Result
from dislint.text import squeeze


@dataclass(frozen=True, slots=True)
class Accepted:
    """A finding that the user has accepted, and the reason: by [[suppress]], or ``known`` to the baseline."""

    finding: Finding
    reason: str
    known: bool = False


def accept(
    findings: Iterable[Finding], path: str, config: Config, known: Mapping[str, Sequence[str]]
) -> tuple[list[Finding], list[Accepted], list[str]]:
    """Parts findings into those reported and those that the user has accepted; and the suppressions used.

    ``known`` is what the baseline knows: by fingerprint the reasons, one each time that it knows it.
    """
    left = {fingerprint: list(reasons) for fingerprint, reasons in known.items()}
    reported, accepted, used = [], [], []
    for finding in findings:
        suppression = next((s for s in config.suppress if _covers(s, finding, path, config.root)), None)
        if suppression:
            accepted.append(Accepted(finding, suppression.reason))
            used.append(suppression.place)
        elif reasons := left.get(finding.fingerprint):
            accepted.append(Accepted(finding, reasons.pop(0), known=True))
        else:
            reported.append(finding)
    return reported, accepted, used


def apply_baseline(result: Result, config: Config) -> Result:
    """The result as it is with the configuration's baseline as that is now, which knew none of its findings; raises
    ConfigError."""
    reported, accepted, _ = accept(result.findings, result.path, config, known_in(config.baseline, result.path))
    left = set(map(id, reported))
    quotes = [quote for finding, quote in zip(result.findings, result.quotes, strict=True) if id(finding) in left]
    return replace(result, findings=tuple(reported), quotes=tuple(quotes), accepted=(*result.accepted, *accepted))


def _covers(suppression: Suppression, finding: Finding, path: str, root: Path) -> bool:
    if suppression.until is not None and time.strftime("%Y-%m-%d") > suppression.until.isoformat():
        return False
    words = squeeze(finding.anchor.text) + squeeze(finding.message)
    return (
        (suppression.code == "ALL" or finding.code.startswith(suppression.code))
        and finding.fingerprint.startswith(suppression.fingerprint)
        and (not suppression.path or matches(suppression.path, path, root))
        and squeeze(suppression.text) in words
    )
