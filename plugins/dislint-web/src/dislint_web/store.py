"""The reports of the page: what was dropped, what came of it, and which of its findings are accepted."""

from __future__ import annotations

import hashlib
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from shutil import rmtree
from typing import Any

from dislint import Config, Finding, Result, SpokenError, apply_baseline
from dislint_web.tasks import Kept, in_force

WAITING, READING, READ, FAILED = "waiting", "reading", "read", "failed"
_MEBIBYTE = 1024 * 1024
_LONGEST = 120
"""Letters of a folder's or a file's name; longer ones are cut."""
_DEEPEST = 8
"""Folders above a file that are kept of its name."""


class RefusedError(SpokenError):
    """A file is not taken; ``status`` is that of HTTP."""

    def __init__(self, status: int, chinese: str, english: str) -> None:
        super().__init__(chinese, english)
        self.status = status


@dataclass(slots=True)
class Entry:
    """A report of the page; ``version`` is when it last changed, by the store's own count."""

    kept: Kept
    name: str
    digest: str
    size: int
    state: str = WAITING
    version: int = 0
    found: Result | None = None
    trouble: str = ""


class Store:
    """All reports, within the limits of number and size."""

    def __init__(self, config: Config, settings: Mapping[str, Any], folder: Path, home: Path) -> None:
        self._most_files = settings["web.most-files"]
        self._most_bytes = settings["web.most-mebibytes"] * _MEBIBYTE
        self._most_each = config.max_size
        self._config = config
        self._folder = folder
        self._home = home
        self._entries: dict[int, Entry] = {}
        self._coming = 0
        self._bytes = 0
        self._count = 0
        self.version = 0
        self.removed: list[tuple[int, int]] = []
        """Version and number of what was removed."""

    def entry(self, number: int) -> Entry | None:
        """The report of a number."""
        return self._entries.get(number)

    def entries(self, numbers: Sequence[int] = ()) -> list[Entry]:
        """All reports, or those of the numbers that are there."""
        if not numbers:
            return list(self._entries.values())
        return [self._entries[number] for number in numbers if number in self._entries]

    def changed(self, entry: Entry, **values: Any) -> None:
        """Changes an entry, so that the page hears of it."""
        for key, value in values.items():
            setattr(entry, key, value)
        self.version += 1
        entry.version = self.version

    async def take(self, name: str, chunks: AsyncIterator[bytes]) -> Entry:
        """Keeps a file as it comes; one that is there already with the same name is the one that is there.

        Raises RefusedError.
        """
        if len(self._entries) + self._coming >= self._most_files:
            most = self._most_files
            raise RefusedError(413, f"最多 {most} 份文件", f"at most {most} files")
        self._count += 1
        name = shown_name(name)
        kept = Kept(self._count, self._folder / str(self._count), place_of(name, self._home))
        kept.folder.mkdir()
        self._coming += 1
        try:
            digest, size = await self._written(kept.content, chunks)
        except BaseException:
            rmtree(kept.folder, ignore_errors=True)
            raise
        finally:
            self._coming -= 1
        same = next((e for e in self._entries.values() if (e.name, e.digest) == (name, digest)), None)
        if same is not None:
            rmtree(kept.folder, ignore_errors=True)
            self._bytes -= size
            return same
        entry = Entry(kept, name, digest, size)
        self._entries[kept.number] = entry
        self.changed(entry)
        return entry

    async def _written(self, content: Path, chunks: AsyncIterator[bytes]) -> tuple[str, int]:
        digest, size = hashlib.sha256(), 0
        try:
            with content.open("xb") as out:
                async for chunk in chunks:
                    size += len(chunk)
                    self._bytes += len(chunk)
                    self._check(size)
                    digest.update(chunk)
                    out.write(chunk)
        except BaseException:
            self._bytes -= size
            raise
        return digest.hexdigest(), size

    def _check(self, size: int) -> None:
        """Raises RefusedError where a file, or all together, are too large."""
        if size > self._most_each * _MEBIBYTE:
            most = self._most_each
            raise RefusedError(413, f"大小超过上限 {most} MiB", f"larger than the limit of {most} MiB")
        if self._bytes > self._most_bytes:
            raise RefusedError(413, "全部文件的大小超过上限", "all files together are larger than the limit")

    def remove(self, entry: Entry) -> None:
        """Removes a report with all that is kept of it."""
        del self._entries[entry.kept.number]
        self._bytes -= entry.size
        self.version += 1
        self.removed.append((self.version, entry.kept.number))
        self.clear(entry)

    def clear(self, entry: Entry) -> None:
        """Deletes all that is kept of a report."""
        rmtree(entry.kept.folder, ignore_errors=True)

    def result(self, entry: Entry) -> Result | None:
        """What came of a report, its accepted findings apart; raises ConfigError for a baseline that cannot be used."""
        return None if entry.found is None else apply_baseline(entry.found, in_force(self._config))

    def finding(self, entry: Entry, fingerprint: str) -> Finding | None:
        """A finding of a report that is not accepted."""
        result = self.result(entry)
        return next((f for f in result.findings if f.fingerprint == fingerprint), None) if result else None


def shown_name(name: str) -> str:
    """The name of a dropped file, with the folders it came in: no part leads out of them, none is empty or too long."""
    parts = [part.strip() for part in name.replace("\\", "/").replace("\0", "").split("/")]
    parts = [part[-_LONGEST:] for part in parts if part not in ("", ".", "..")]
    return "/".join(parts[-_DEEPEST:]) or "_"


def place_of(name: str, home: Path) -> Path:
    """The path, seen from the folder that the program was started in, that a dropped file is linted as, so that the
    command line means the same file: where one of its name lies there, with or without the first of its folders, that
    one."""
    path = PurePosixPath(name)
    for candidate in _ends(path):
        with suppress(OSError):
            if (home / candidate).is_file():
                return Path(candidate)
    return Path(path)


def _ends(path: PurePosixPath) -> Iterator[PurePosixPath]:
    for start in range(len(path.parts)):
        yield PurePosixPath(*path.parts[start:])
