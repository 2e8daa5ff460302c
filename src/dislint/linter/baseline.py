"""The baseline: the findings of each file that are known, kept in a file for review and comparison.

A finding is known by its file and its fingerprint. A fingerprint that a file has twice is known twice: a third finding
of the same words is new. Paths are relative to the baseline's folder, so that it may be used from anywhere.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from dislint.config.options import ConfigError
from dislint.files import written

if TYPE_CHECKING:
    from dislint.linter.results import Result


def known_in(file: Path | None, path: str) -> Counter[str]:
    """How often the baseline knows each fingerprint in the file at ``path``; raises ConfigError."""
    if file is None:
        return Counter()
    try:
        state = file.stat()
        return Counter(_read(file, state.st_mtime_ns, state.st_size).get(_name(path, file), {}))
    except OSError as error:
        raise ConfigError(
            f"{file}: 无法读取基线（{error.strerror}）", f"{file}: cannot be read ({error.strerror})"
        ) from error


@lru_cache(maxsize=8)
def _read(file: Path, _changed: int, _size: int) -> Mapping[str, Mapping[str, int]]:
    known: dict[str, Counter[str]] = {}
    try:
        for entry in json.loads(file.read_text(encoding="utf-8"))["findings"]:
            known.setdefault(str(entry["path"]), Counter())[str(entry["fingerprint"])] += 1
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ConfigError(f"{file}: 不是 dislint 的基线文件", f"{file}: no baseline of dislint") from error
    return known


def write_baseline(file: Path, results: Iterable[Result]) -> int:
    """Writes all findings, those already known included, as the new baseline; returns how many."""
    entries = [
        {"path": _name(result.path, file), "code": f.code, "fingerprint": f.fingerprint, "message": f.message}
        for result in results
        for f in (*result.findings, *(a.finding for a in result.accepted if a.known))
    ]
    entries.sort(key=lambda entry: (entry["path"], entry["code"], entry["fingerprint"]))
    text = json.dumps({"version": 1, "findings": entries}, ensure_ascii=False, indent=1)
    try:
        with written(file) as out:
            out.write((text + "\n").encode("utf-8", "backslashreplace"))
    except OSError as error:
        raise ConfigError(
            f"{file}: 无法写入（{error.strerror}）", f"{file}: cannot be written ({error.strerror})"
        ) from error
    return len(entries)


def _name(path: str, file: Path) -> str:
    """How a baseline calls a file; standard input has no folder."""
    if path == "-":
        return path
    try:
        return Path(os.path.relpath(path, file.parent)).as_posix()
    except ValueError:  # Windows: another drive.
        return Path(path).absolute().as_posix()
