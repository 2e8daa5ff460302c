"""Which files are linted: files as given, those of folders by suffix, minus what is excluded."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from dislint.config.configuration import Config, config_for, matches
from dislint.linter.linter import Linters
from dislint.running.own import is_own

if TYPE_CHECKING:
    from dislint.readers.model import Reader

# Notes for programmers lie about in folders; a Markdown report is linted when it is named.
_ONLY_WHEN_NAMED = frozenset({".md"})
_MAY_HOLD_REPORTS = frozenset(
    [
        ".doc",
        ".docx",
        ".wps",
        ".rtf",
        ".odt",
        ".pdf",
        ".ofd",
        ".ceb",
        ".caj",
        ".xls",
        ".xlsx",
        ".xlsm",
        ".et",
        ".ods",
        ".csv",
        ".tif",
        ".tiff",
        ".zip",
        ".rar",
        ".7z",
        ".tar",
        ".gz",
    ]
)
"""Formats in which reports are published or kept: those that no reader reads are counted, so that it can be told."""


class Found:
    """What was found beside the files: ``unread`` are those whose format is not read, by suffix, ``own`` those that
    dislint has written, ``closed`` the folders that cannot be looked into.

    ``written`` are files that the run will write: in a folder they are passed over.
    """

    def __init__(self, written: Sequence[Path] = ()) -> None:
        self.unread: dict[str, list[Path]] = {}
        self.own = 0
        self.closed = 0
        self._written = [os.path.realpath(file) for file in written]

    def is_written(self, file: Path) -> bool:
        """Whether the run will write a file."""
        return bool(self._written) and os.path.realpath(file) in self._written


def discover(
    paths: Iterable[Path], linters: Linters, found: Found, override: Config | None = None, trust: bool = False
) -> Iterator[Path]:
    """Files in the given order, folders searched through in order of name; each file once."""
    seen = set()
    for path in paths:
        for file in _in_folder(path, linters, found, override, trust) if _is_folder(path) else (path,):
            if file not in seen:
                seen.add(file)
                yield file


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except (OSError, ValueError):  # A name longer than the system has, which the reading will tell.
        return False


def _in_folder(folder: Path, linters: Linters, found: Found, override: Config | None, trust: bool) -> Iterator[Path]:
    config = override or config_for(folder, trust=trust)
    suffixes, unread = folder_suffixes(linters.of(config).knowledge.registry.readers)
    for file in _files_below(folder, config, found):
        suffix = file.suffix.lower()
        wanted = suffix in suffixes
        if not (wanted or suffix in unread) or _excluded(file, config):
            continue
        if found.is_written(file) or _is_special(file):
            continue
        if is_own(file):
            found.own += 1
        elif wanted:
            yield file
        else:
            found.unread.setdefault(suffix, []).append(file)


def folder_suffixes(readers: Iterable[Reader]) -> tuple[frozenset[str], frozenset[str]]:
    """The endings of files in a folder that are linted, and of those that are not read but may hold reports."""
    read = frozenset(suffix for reader in readers for suffix in reader.suffixes)
    return read - _ONLY_WHEN_NAMED, _MAY_HOLD_REPORTS - read


def _files_below(folder: Path, config: Config, found: Found) -> Iterator[Path]:
    """All files in a folder and those within it, each folder's own first, however deep they lie."""
    waiting = [folder]
    while waiting:
        parent = waiting.pop()
        try:
            with os.scandir(parent) as entries:
                listed = sorted(entries, key=lambda entry: entry.name)
        except OSError:
            found.closed += 1
            continue
        folders = []
        for entry in listed:
            path = Path(parent, entry.name)
            if entry.is_dir(follow_symlinks=False):
                if not entry.name.startswith(".") and not _excluded(path, config):
                    folders.append(path)
            elif not entry.name.startswith((".", "~$")) and not path.is_dir():
                yield path
        waiting += reversed(folders)


def _is_special(file: Path) -> bool:
    """Whether what has a name is no file, but a pipe or a device; a link that leads nowhere is told when it is read."""
    with suppress(OSError):
        return os.path.exists(file) and not os.path.isfile(file)
    return False


def _excluded(path: Path, config: Config) -> bool:
    return any(matches(glob, str(path), config.root) for glob in config.exclude)
