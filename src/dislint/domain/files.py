"""The TOML files of the field's knowledge: each value is read once, by its key and its type; nothing is left unread."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, TypeVar

import tomli

from dislint.language import SpokenError

_Made = TypeVar("_Made")


class KnowledgeError(SpokenError):
    """A file of knowledge that cannot be used; the message names the file, the entry and the key."""


class Entry:
    """A table of such a file. Whoever reads it asks for each key by its type, and says at the end that it knows no more."""

    def __init__(self, where: str, values: dict[str, Any]) -> None:
        self.where = where
        self._values = values
        self._known: set[str] = set()

    def text(self, key: str, default: str = "") -> str:
        """A string."""
        value = self._take(key, default)
        return value if isinstance(value, str) else self._wrong(key, "字符串", "a string")

    def flag(self, key: str, default: bool = False) -> bool:
        """true or false."""
        value = self._take(key, default)
        return value if isinstance(value, bool) else self._wrong(key, "true 或 false", "true or false")

    def number(self, key: str, default: int = 0) -> int:
        """A whole number."""
        value = self._take(key, default)
        return value if type(value) is int else self._wrong(key, "整数", "a whole number")

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of strings; nothing where it is not there."""
        value = self._take(key, [])
        return tuple(value) if _are_texts(value) else self._wrong(key, "字符串列表", "a list of strings")

    def words(self, key: str) -> dict[str, str]:
        """Strings by name."""
        value = self._take(key, {})
        if not isinstance(value, dict) or not all(isinstance(word, str) for word in value.values()):
            self._wrong(key, "名称 = 字符串 的表", "a table of NAME = string")
        return dict(value)

    def sets(self, key: str) -> dict[str, dict[str, tuple[str, ...]]]:
        """Tables of lists of strings, by name: [key.NAME]."""
        value = self._take(key, {})
        if not isinstance(value, dict) or not all(isinstance(item, dict) for item in value.values()):
            self._wrong(key, f"[{key}.名称] 表", f"[{key}.NAME] tables")
        return {name: Entry(f"{self.where}: {key}", value).named(name) for name in value}

    def named(self, key: str) -> dict[str, tuple[str, ...]]:
        """Lists of strings by name."""
        value = self._take(key, {})
        if not isinstance(value, dict) or not all(map(_are_texts, value.values())):
            self._wrong(key, "名称 = [字符串…] 的表", "a table of NAME = [strings…]")
        return {name: tuple(texts) for name, texts in value.items()}

    def pattern(self, key: str) -> re.Pattern[str] | None:
        """A regular expression; None where it is not there."""
        text = self.text(key)
        return self.compiled(key, text) if text else None

    def compiled(self, key: str, text: str) -> re.Pattern[str]:
        """A regular expression that was made of what stands under a key."""
        try:
            return re.compile(text)
        except (re.error, OverflowError, RecursionError) as error:
            raise self.refuse(key, f"正则表达式（{error}）", f"a regular expression ({error})") from error

    def one_of(self, key: str, choices: Iterable[str], default: str = "") -> str:
        """One of the words."""
        value, known = self.text(key, default), tuple(choices)
        listed = "、".join(filter(None, known)), ", ".join(filter(None, known))
        return value if value in known else self._wrong(key, f"{listed[0]} 之一", f"one of {listed[1]}")

    def entries(self, key: str) -> Iterator[Entry]:
        """Tables within the table: [[key]]."""
        value = self._take(key, [])
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            self._wrong(key, f"[[{key}]] 表", f"[[{key}]] tables")
        for number, item in enumerate(value, 1):
            yield Entry(f"{self.where}: {key}[{number}]", item)

    def made(self, key: str, make: Callable[[Entry], _Made]) -> list[_Made]:
        """What each of the tables [[key]] makes; a key of one that nothing asked for is an error."""
        found = []
        for entry in self.entries(key):
            found.append(make(entry))
            entry.close()
        return found

    def close(self) -> None:
        """Raises KnowledgeError where there is a key that nothing asked for."""
        unknown = next((key for key in self._values if key not in self._known), "")
        if unknown:
            raise KnowledgeError(f"{self.where}: 不认识的键 {unknown}", f"{self.where}: no such key: {unknown}")

    def refuse(self, key: str, chinese: str, english: str) -> KnowledgeError:
        """The error that a key should be something else."""
        return KnowledgeError(f"{self.where}: {key} 应为{chinese}", f"{self.where}: {key} should be {english}")

    def _take(self, key: str, default: Any) -> Any:
        self._known.add(key)
        return self._values.get(key, default)

    def _wrong(self, key: str, chinese: str, english: str) -> Any:
        raise self.refuse(key, chinese, english)


def _are_texts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) for item in value)


def read_file(path: Path) -> Entry:
    """A file as one entry. Raises KnowledgeError where it is no TOML."""
    try:
        return Entry(str(path), tomli.loads(path.read_text(encoding="utf-8")))
    except (OSError, UnicodeDecodeError, tomli.TOMLDecodeError, RecursionError) as error:
        raise KnowledgeError(f"{path}: {error}", f"{path}: {error}") from error
