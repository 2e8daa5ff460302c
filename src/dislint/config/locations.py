"""Where the keys of a TOML file stand, so that an error can name the line."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

Key = str | int
"""A name in a table, or a number (from 1) in an array of tables."""

_PART = r"""(?:[A-Za-z0-9_-]+|"[^"]*"|'[^']*')"""
_DOTTED = rf"{_PART}(?:\s*\.\s*{_PART})*"
_HEADER = re.compile(rf"\s*(\[\[?)\s*({_DOTTED})\s*\]\]?\s*(?:#.*)?$")
_ASSIGNED = re.compile(rf"\s*({_DOTTED})\s*=")
_BARE = re.compile(r"[A-Za-z0-9_-]+")


def key_lines(text: str) -> dict[tuple[Key, ...], int]:
    """The line (from 1) of each table header and each key; keys within inline tables are not looked for."""
    lines: dict[tuple[Key, ...], int] = {}
    tables: dict[tuple[Key, ...], int] = {}
    table: tuple[Key, ...] = ()
    quoted = ""
    for number, line in enumerate(text.splitlines(), 1):
        if quoted:
            quoted = "" if line.count(quoted) % 2 else quoted
            continue
        header, assigned = _HEADER.match(line), _ASSIGNED.match(line)
        if header:
            table = _path(header.group(2))
            if header.group(1) == "[[":
                tables[table] = tables.get(table, 0) + 1
                table = (*table, tables[table])
            for end in range(1, len(table) + 1):
                lines.setdefault(table[:end], number)
        elif assigned:
            path = _path(assigned.group(1))
            for end in range(1, len(path) + 1):
                lines.setdefault((*table, *path[:end]), number)
        quoted = next((quotes for quotes in ('"""', "'''") if line.count(quotes) % 2), "")
    return lines


def _path(dotted: str) -> tuple[str, ...]:
    return tuple(part.strip("\"'") for part in re.findall(_PART, dotted))


@dataclass(frozen=True, slots=True)
class Place:
    """A key of a file: the keys that lead to it, below the ``section`` that holds the configuration."""

    file: Path
    lines: Mapping[tuple[Key, ...], int]
    section: tuple[Key, ...] = ()
    path: tuple[Key, ...] = ()

    def child(self, key: Key) -> Place:
        """The place of a key under this one."""
        return replace(self, path=(*self.path, key))

    @property
    def key(self) -> str:
        """The key as errors and ``dislint config`` call it: suppress[2].until."""
        text = ""
        for part in self.path:
            name = str(part) if isinstance(part, int) or _BARE.fullmatch(part) else f'"{part}"'
            text += f"[{name}]" if isinstance(part, int) else f".{name}" if text else name
        return text

    @property
    def line(self) -> int:
        """The key's line; that of the nearest key above it where it has none of its own."""
        whole = (*self.section, *self.path)
        return next((self.lines[whole[:end]] for end in range(len(whole), 0, -1) if whole[:end] in self.lines), 1)

    def __str__(self) -> str:
        return f"{self.file}:{self.line}"
