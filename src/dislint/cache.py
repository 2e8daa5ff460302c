"""The cache: what is costly to find out and depends only on its key, kept between runs as files of JSON.

It lies in the user's cache folder (``DISLINT_CACHE_DIR`` names another). Nothing in it is ever executed. An entry
begins with the digest of its content: one that was cut off or damaged is as good as none. Entries are written beside
their place and moved there, so that runs at the same time and crashes leave whole ones. A folder that others may write
to is not used. Whatever goes wrong with the cache, the program does without it.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

from dislint import __version__

FOLDER_VARIABLE = "DISLINT_CACHE_DIR"
_SUFFIX = ".json"
_DIGEST = 64
_NAME = re.compile(r"[0-9a-f]{64}\.json(?:\.\d+\.part)?")
_used = True


def use(wanted: bool) -> None:
    """Says whether this process uses the cache."""
    global _used
    _used = wanted


def folder() -> Path:
    """The folder of the cache, by the custom of the platform."""
    named = os.environ.get(FOLDER_VARIABLE)
    if named:
        return Path(named)
    home = Path("~").expanduser()
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


def load(kind: str, key: str) -> Any:
    """The entry of a key; None where there is none that is whole."""
    if not _used or not _is_ours(folder()):
        return None
    try:
        written = _entry(kind, key).read_bytes()
        digest, content = written[:_DIGEST], written[_DIGEST:]
        if hashlib.sha256(content).hexdigest().encode() != digest:
            return None
        return json.loads(content)
    except (OSError, ValueError, RecursionError):
        return None


def store(kind: str, key: str, value: Any) -> None:
    """Keeps a value that JSON can hold."""
    if not _used:
        return
    target = _entry(kind, key)
    beside = target.with_name(f"{target.name}.{os.getpid()}.part")
    with suppress(OSError):
        folder().mkdir(mode=0o700, parents=True, exist_ok=True)
        if not _is_ours(folder()):
            return
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        content = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
        try:
            beside.write_bytes(hashlib.sha256(content).hexdigest().encode() + content)
            beside.replace(target)
        except OSError:
            beside.unlink(missing_ok=True)


def clean() -> tuple[int, int]:
    """Empties the cache; returns how many entries went, and their size in bytes."""
    count = size = 0
    for parent, folders, names in os.walk(folder(), topdown=False):
        for name in names:
            if not _NAME.fullmatch(name):
                continue  # Not ours: the user may have named a folder with other things in it.
            with suppress(OSError):
                file = Path(parent, name)
                weight = file.stat().st_size
                file.unlink()
                count, size = count + 1, size + weight
        for name in folders:
            with suppress(OSError):
                Path(parent, name).rmdir()
    return count, size


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
