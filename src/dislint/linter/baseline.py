"""The baseline: the findings of each file that are known, kept in a file for review and comparison.

A finding is known by its file and its fingerprint. A fingerprint that a file has twice is known twice: a third finding
of the same words is new. Paths are relative to the baseline's folder, so that it may be used from anywhere. An entry may
say why its finding is accepted.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dislint.config.options import ConfigError
from dislint.files import written

if TYPE_CHECKING:
    from dislint.findings import Finding
    from dislint.linter.results import Result


def known_in(file: Path | None, path: str) -> dict[str, list[str]]:
    """What the baseline knows in the file at ``path``: by fingerprint, for each time that it knows it, the reason.

    Raises ConfigError.
    """
    if file is None:
        return {}
    known: dict[str, list[str]] = {}
    for entry in _entries(file).get(_name(path, file), ()):
        known.setdefault(entry["fingerprint"], []).append(entry.get("reason", ""))
    return known


def accept_in(file: Path, path: str, finding: Finding, reason: str) -> None:
    """Adds a finding of the file at ``path`` to a baseline, which need not be there yet; raises ConfigError."""
    there = [entry for entries in _entries(file).values() for entry in entries] if file.exists() else []
    _write(file, [*there, _entry(_name(path, file), finding, reason)])


def withdraw_from(file: Path, path: str, fingerprint: str) -> bool:
    """Takes a finding of the file at ``path`` out of a baseline, once; returns whether it was there. Raises ConfigError."""
    there = [entry for entries in _entries(file).values() for entry in entries]
    for entry in reversed(there):
        if (entry["path"], entry["fingerprint"]) == (_name(path, file), fingerprint):
            there.remove(entry)
            _write(file, there)
            return True
    return False


def write_baseline(file: Path, results: Iterable[Result]) -> int:
    """Writes all findings, those already known included, as the new baseline; returns how many."""
    entries = []
    for result in results:
        name = _name(result.path, file)
        entries += [_entry(name, finding) for finding in result.findings]
        entries += [_entry(name, known.finding, known.reason) for known in result.accepted if known.known]
    _write(file, entries)
    return len(entries)


def _entry(name: str, finding: Finding, reason: str = "") -> dict[str, str]:
    entry = {"path": name, "code": finding.code, "fingerprint": finding.fingerprint, "message": finding.message}
    return entry | {"reason": reason} if reason else entry


def _entries(file: Path) -> Mapping[str, Sequence[dict[str, str]]]:
    """The entries of a baseline by file; raises ConfigError."""
    try:
        state = file.stat()
        return _read(file, state.st_mtime_ns, state.st_size)
    except OSError as error:
        raise ConfigError(
            f"{file}: 无法读取基线（{error.strerror}）", f"{file}: cannot be read ({error.strerror})"
        ) from error


@lru_cache(maxsize=8)
def _read(file: Path, _changed: int, _size: int) -> Mapping[str, Sequence[dict[str, str]]]:
    entries: dict[str, list[dict[str, str]]] = {}
    try:
        for entry in json.loads(file.read_text(encoding="utf-8"))["findings"]:
            _ = entry["fingerprint"]
            entries.setdefault(str(entry["path"]), []).append({str(key): str(value) for key, value in entry.items()})
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ConfigError(f"{file}: 不是 dislint 的基线文件", f"{file}: no baseline of dislint") from error
    return entries


def _write(file: Path, entries: list[dict[str, str]]) -> None:
    def place(entry: dict[str, str]) -> tuple[str, ...]:
        return tuple(entry.get(key, "") for key in ("path", "code", "fingerprint"))

    content: dict[str, Any] = {"version": 1, "findings": sorted(entries, key=place)}
    text = json.dumps(content, ensure_ascii=False, indent=1)
    try:
        with written(file) as out:
            out.write((text + "\n").encode("utf-8", "backslashreplace"))
    except OSError as error:
        raise ConfigError(
            f"{file}: 无法写入（{error.strerror}）", f"{file}: cannot be written ({error.strerror})"
        ) from error


def _name(path: str, file: Path) -> str:
    """How a baseline calls a file; standard input has no folder."""
    if path == "-":
        return path
    try:
        return Path(os.path.relpath(path, file.parent)).as_posix()
    except ValueError:  # Windows: another drive.
        return Path(path).absolute().as_posix()
