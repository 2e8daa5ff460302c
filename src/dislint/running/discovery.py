"""Which files are linted: files as given, those of folders by suffix, minus what is excluded."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from dislint.config.configuration import Config, config_for, matches
from dislint.linter.linter import Linters

# Notes for programmers lie about in folders; a Markdown report is linted when it is named.
_ONLY_WHEN_NAMED = frozenset({".md"})


def discover(paths: Iterable[Path], linters: Linters, override: Config | None = None) -> Iterator[Path]:
    """Files in the given order, folders searched through in order of name; each file once."""
    seen = set()
    for path in paths:
        for file in _in_folder(path, linters, override) if path.is_dir() else (path,):
            if file not in seen:
                seen.add(file)
                yield file


def _in_folder(folder: Path, linters: Linters, override: Config | None) -> Iterator[Path]:
    config = override or config_for(folder)
    readers = linters.of(config).knowledge.registry.readers
    suffixes = {s for reader in readers for s in reader.suffixes} - _ONLY_WHEN_NAMED
    for parent, folders, names in os.walk(folder):
        folders[:] = sorted(f for f in folders if not f.startswith(".") and not _excluded(Path(parent, f), config))
        for name in sorted(names):
            file = Path(parent, name)
            if file.suffix.lower() in suffixes and not name.startswith((".", "~$")) and not _excluded(file, config):
                yield file


def _excluded(path: Path, config: Config) -> bool:
    return any(matches(glob, str(path), config.root) for glob in config.exclude)
