"""Hostile text made harmless: a report's words must not steer a terminal, a spreadsheet or a parser."""

from __future__ import annotations

import json
import re
import unicodedata

_KEPT = frozenset("\n\t")
_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Cn", "Zl", "Zp"})
"""Categories of characters that steer a terminal, turn the words around them, that nobody sees or that are none."""


def printable(text: str, keep: frozenset[str] = frozenset()) -> str:
    """Control, direction and surrogate characters written as their code (\\x1b), others as they are."""
    if text.isprintable():
        return text
    return "".join(c if c in keep or _is_plain(c) else _code(c) for c in text)


def one_line(text: str) -> str:
    """Printable text on one line: any white space is one space."""
    return printable(" ".join(text.split()))


def xml_text(text: str) -> str:
    """Text that XML 1.0 may hold; the writer of the document escapes the signs."""
    return printable(text, _KEPT)


def json_text(value: object, indent: int | None = None) -> str:
    """JSON in which what ``printable`` would not show is escaped: it is shown raw by whoever reads it as text."""
    text = json.dumps(value, ensure_ascii=False, indent=indent)
    return text if text.isprintable() else "".join(c if c == "\n" or _is_plain(c) else _json_code(c) for c in text)


def _json_code(char: str) -> str:
    return json.dumps(char)[1:-1]


_COMMAND = re.compile(r"^(\s*)::|##\[", re.MULTILINE)


def no_command(text: str) -> str:
    """Lines for a build server's log, which takes "::" at the start of one, or "##[" in it, for a command."""
    return _COMMAND.sub(lambda found: f"{found[1]}:\\x3a" if found[0].endswith("::") else "#\\x23[", text)


def _is_plain(char: str) -> bool:
    return unicodedata.category(char) not in _HIDDEN


def _code(char: str) -> str:
    number = ord(char)
    return f"\\x{number:02x}" if number < 256 else f"\\u{number:04x}" if number < 65536 else f"\\U{number:08x}"


def width(text: str) -> int:
    """Columns that text takes on a terminal: two for a wide character, none for a combining one."""
    if text.isascii():
        return len(text)
    return sum(_char_width(char) for char in text)


def _char_width(char: str) -> int:
    if unicodedata.combining(char):
        return 0
    return 2 if unicodedata.east_asian_width(char) in ("W", "F") else 1
