"""Hostile text made harmless: a report's words must not steer a terminal, a spreadsheet or a parser."""

from __future__ import annotations

import unicodedata

_KEPT = frozenset("\n\t")
# Letters that turn the direction of the words around them, and those that nobody sees.
_INVISIBLE = frozenset("\u200b\u200e\u200f\u2028\u2029\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")


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


def _is_plain(char: str) -> bool:
    return char not in _INVISIBLE and unicodedata.category(char) not in ("Cc", "Cs", "Cn", "Zl", "Zp")


def _code(char: str) -> str:
    number = ord(char)
    return f"\\x{number:02x}" if number < 256 else f"\\u{number:04x}"


def width(text: str) -> int:
    """Columns that text takes on a terminal: two for a wide character, none for a combining one."""
    if text.isascii():
        return len(text)
    return sum(_char_width(char) for char in text)


def _char_width(char: str) -> int:
    if unicodedata.combining(char):
        return 0
    return 2 if unicodedata.east_asian_width(char) in ("W", "F") else 1
