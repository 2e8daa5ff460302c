"""The baseline: the fingerprints of findings that are known, kept in a file for review and comparison."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

from dislint.config import ConfigError
from dislint.linter import Result


def read_baseline(file: Path) -> frozenset[str]:
    """The fingerprints of a baseline file; raises ConfigError."""
    try:
        content = json.loads(file.read_text(encoding="utf-8"))
        return frozenset(str(entry["fingerprint"]) for entry in content["findings"])
    except OSError as error:
        raise ConfigError(f"{file}: 无法读取基线（{error.strerror}）") from error
    except (ValueError, KeyError, TypeError) as error:
        raise ConfigError(f"{file}: 不是 dislint 的基线文件") from error


def write_baseline(file: Path, results: Iterable[Result]) -> int:
    """Writes all findings, those already known included, as the new baseline; returns how many."""
    entries = [
        {"fingerprint": f.fingerprint, "path": result.path, "code": f.code, "message": f.message}
        for result in results
        for f in (*result.findings, *(a.finding for a in result.accepted if a.known))
    ]
    entries.sort(key=lambda entry: (entry["path"], entry["code"], entry["fingerprint"]))
    text = json.dumps({"version": 1, "findings": entries}, ensure_ascii=False, indent=1)
    file.write_text(text + "\n", encoding="utf-8")
    return len(entries)
