"""Accepted findings: those that a suppression covers, and those that the baseline knows."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from dislint.config.configuration import Config, matches
from dislint.config.options import Suppression
from dislint.findings import Finding
from dislint.text import squeeze


@dataclass(frozen=True, slots=True)
class Accepted:
    """A finding that the user has accepted: with the reason given in [[suppress]], or ``known`` to the baseline."""

    finding: Finding
    reason: str
    known: bool = False


def accept(
    findings: Iterable[Finding], path: str, config: Config, known: Counter[str]
) -> tuple[list[Finding], list[Accepted], list[str]]:
    """Parts findings into those reported and those that the user has accepted; and the suppressions used.

    ``known`` is how often the baseline knows each fingerprint.
    """
    reported, accepted, used = [], [], []
    for finding in findings:
        suppression = next((s for s in config.suppress if _covers(s, finding, path, config.root)), None)
        if suppression:
            accepted.append(Accepted(finding, suppression.reason))
            used.append(suppression.place)
        elif known[finding.fingerprint]:
            known[finding.fingerprint] -= 1
            accepted.append(Accepted(finding, "", known=True))
        else:
            reported.append(finding)
    return reported, accepted, used


def _covers(suppression: Suppression, finding: Finding, path: str, root: Path) -> bool:
    if suppression.until is not None and time.strftime("%Y-%m-%d") > suppression.until.isoformat():
        return False
    words = squeeze(finding.anchor.text) + squeeze(finding.message)
    return (
        (suppression.code == "ALL" or finding.code.startswith(suppression.code))
        and (not suppression.path or matches(suppression.path, path, root))
        and squeeze(suppression.text) in words
    )
