"""The cache: what is costly to find out and depends only on its key, kept between runs as files of JSON.

It lies in the user's cache folder (``DISLINT_CACHE_DIR`` names another). Nothing in it is ever executed. An entry
begins with the digest of its content: one that was cut off or damaged is as good as none. Entries are written beside
their place and moved there, so that runs at the same time and crashes leave whole ones. A folder that others may write
to is not used. Whatever goes wrong with the cache, the program does without it.

It is bounded: once a day a run drops what has not been used for a month, then the oldest of what is above its size.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from dislint import __version__
from dislint.files import written

FOLDER_VARIABLE = "DISLINT_CACHE_DIR"
_SUFFIX = ".json"
_DIGEST = 64
_NAME = re.compile(r"[0-9a-f]{64}\.json|\.[0-9a-f]{64}\.json\.\d+\.part")
_SWEPT = "swept"
"""The file whose time says when the cache was last swept."""
_DAY = 24 * 60 * 60
_UNUSED = 30 * _DAY
"""Entries that have not been used for so many seconds go."""
_MOST = 256 * 1024 * 1024
"""The cache is swept to at most this size, in bytes."""
_LARGEST = 16 * 1024 * 1024
"""No entry is larger than this, in bytes."""


def folder() -> Path:
    """The folder of the cache, by the custom of the platform."""
    named = os.environ.get(FOLDER_VARIABLE)
    if named:
        return Path(named)
    try:
        home = Path.home()
    except RuntimeError:  # A user without a home, as in some containers: a folder that cannot be.
        home = Path(os.devnull)
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or home / "AppData" / "Local") / "dislint" / "Cache"
    if sys.platform == "darwin":
        return home / "Library" / "Caches" / "dislint"
    given = os.environ.get("XDG_CACHE_HOME", "")
    return (Path(given) if os.path.isabs(given) else home / ".cache") / "dislint"


def key_of(*parts: object) -> str:
    """The key of what depends on these parts, on the program's version and on Python's."""
    written = json.dumps([__version__, sys.version_info[:2], *parts], ensure_ascii=False, default=str)
    return hashlib.sha256(written.encode("utf-8", "surrogatepass")).hexdigest()


def load(kind: str, key: str, made: Callable[[dict[str, Any]], Any] | None = None) -> Any:
    """The entry of a key; None where there is none that is whole. ``made`` gives what stands for each object in it."""
    entry = _entry(kind, key)
    if not (_is_ours(folder()) and _is_ours(entry.parent.parent) and _is_ours(entry.parent)):
        return None
    try:
        with entry.open("rb") as file:
            written = file.read(_LARGEST)
        digest, content = written[:_DIGEST], written[_DIGEST:]
        if hashlib.sha256(content).hexdigest().encode() != digest:
            return None
        os.utime(entry)  # It has been used.
        return json.loads(content, object_hook=made)
    except (OSError, ValueError, RecursionError):
        return None


def store(kind: str, key: str, value: Any) -> None:
    """Keeps a value that JSON can hold."""
    target = _entry(kind, key)
    with suppress(OSError):
        folder().mkdir(mode=0o700, parents=True, exist_ok=True)
        if not _is_ours(folder()):
            return
        for place in (target.parent.parent, target.parent):
            place.mkdir(mode=0o700, exist_ok=True)
            if not _is_ours(place):
                return
        content = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
        if len(content) + _DIGEST > _LARGEST:
            return
        with written(target, 0o600) as out:
            out.write(hashlib.sha256(content).hexdigest().encode() + content)


def sweep() -> None:
    """Drops what the cache need not keep; does nothing where it was swept less than a day ago."""
    mark, now = folder() / _SWEPT, time.time()
    with suppress(OSError):
        if not _is_ours(folder()) or (mark.exists() and abs(now - mark.stat().st_mtime) < _DAY):
            return
        mark.touch(mode=0o600)
        kept = 0
        for used, size, file in sorted(_entries(), reverse=True):
            half_written = file.suffix != _SUFFIX and now - used > _DAY
            if half_written or now - used > _UNUSED or kept + size > _MOST:
                with suppress(OSError):  # Another run was quicker.
                    file.unlink()
            else:
                kept += size


def clean() -> tuple[int, int]:
    """Empties the cache; returns how many entries went, and their size in bytes. Leaves what is not ours."""
    count = total = 0
    places = set()
    for _, size, file in _entries():
        places |= {file.parent, file.parent.parent}
        with suppress(OSError):
            file.unlink()
            count, total = count + 1, total + size
    with suppress(OSError):
        (folder() / _SWEPT).unlink()
    for place in sorted(places, reverse=True):
        with suppress(OSError):  # Not empty: the user may have named a folder with other things in it.
            place.rmdir()
    return count, total


def _entries() -> Iterator[tuple[float, int, Path]]:
    """Our files in the cache, half-written ones too: when it was last used, its size in bytes, the file."""
    for file in folder().glob("*/??/*"):
        if _NAME.fullmatch(file.name):
            with suppress(OSError):
                status = file.lstat()
                yield status.st_mtime, status.st_size, file


def _entry(kind: str, key: str) -> Path:
    return folder() / kind / key[:2] / f"{key}{_SUFFIX}"


def _is_ours(place: Path) -> bool:
    """Whether a folder is there and only this user writes to it."""
    try:
        status = place.stat()
    except OSError:
        return False
    if not hasattr(os, "geteuid"):
        return True  # Windows keeps a user's local folder to that user.
    return status.st_uid == os.geteuid() and not status.st_mode & 0o022
