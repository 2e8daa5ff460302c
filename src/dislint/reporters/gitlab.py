"""GitLab's code quality report (the Code Climate issue format, as GitLab reads it)."""

from __future__ import annotations

import hashlib
from typing import IO

from dislint.escaping import json_text, one_line, printable
from dislint.reporters.model import Run, in_repository

_SEVERITIES = {"error": "major", "warning": "minor", "info": "info"}


class GitlabReporter:
    """A list of issues; fingerprints differ within a report, as GitLab requires."""

    name = "gitlab"

    def write(self, run: Run, out: IO[str]) -> None:
        """Writes the list."""
        issues, seen = [], set()
        for result in run.results:
            for finding in result.findings:
                anchor = finding.anchor
                fingerprint = hashlib.sha256(f"{printable(result.path)}\x1f{finding.fingerprint}".encode()).hexdigest()[
                    :32
                ]
                while fingerprint in seen:
                    fingerprint = hashlib.sha256(fingerprint.encode()).hexdigest()[:32]
                seen.add(fingerprint)
                issues.append(
                    {
                        "description": one_line(run.message(finding)),
                        "check_name": finding.code,
                        "fingerprint": fingerprint,
                        "severity": _SEVERITIES[finding.severity.value],
                        "location": {
                            "path": in_repository(result.path),
                            "lines": {"begin": anchor.page or anchor.line},
                        },
                    }
                )
        out.write(json_text(issues, 1) + "\n")
