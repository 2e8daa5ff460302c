"""What a Word document says elsewhere of its paragraphs: their styles, and the numbers that Word generates."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_OFF = ("0", "false", "off")
_HEADING = re.compile(r"(?:heading|标题) ?(\d)", re.IGNORECASE)
_PLACE = re.compile(r"%([1-9])")
_DEEPEST = 50
"""A style that is based on more others than this goes in a circle."""
_CHINESE, _CAPITALS = "〇一二三四五六七八九", "零壹贰叁肆伍陆柒捌玖"
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
          (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip


def value(properties: Any, name: str) -> str:
    """What a property is set to; "" where it is not."""
    found = properties.find(W + name) if properties is not None else None
    return found.get(W + "val") or "" if found is not None else ""


def is_on(properties: Any, name: str) -> bool | None:
    """Whether a property that is on or off is on; None where it is not set."""
    found = properties.find(W + name) if properties is not None else None
    return None if found is None else (found.get(W + "val") or "") not in _OFF


class Styles:
    """The styles of a document, each looked up once."""

    def __init__(self, root: Any) -> None:
        self._styles: dict[str, Any] = {}
        self._default = ""
        for style in root.iter(W + "style") if root is not None else ():
            name = style.get(W + "styleId") or ""
            self._styles.setdefault(name, style)
            if style.get(W + "type") == "paragraph" and (style.get(W + "default") or "0") not in _OFF:
                self._default = name
        # A document has few styles and many paragraphs.
        self._hidden = lru_cache(maxsize=None)(self._hides)
        self._list = lru_cache(maxsize=None)(self._list_of)
        self._level = lru_cache(maxsize=None)(self._level_of)

    def hides(self, properties: Any) -> bool | None:
        """Whether the properties of a run or a paragraph hide its text; None where they leave that open."""
        own = is_on(properties, "vanish")
        if own is not None:
            return own
        return self._hidden(value(properties, "rStyle") or value(properties, "pStyle"))

    def shades(self, name: str) -> bool:
        """Whether a style, or one that it is based on, may set a colour behind the text."""
        parts = (style.find(W + part) for style in self._chain(name) for part in ("rPr", "pPr"))
        return any(part.find(W + "shd") is not None for part in parts if part is not None)

    def level(self, paragraph: Any) -> int | None:
        """The outline level of a heading, by the name of its style."""
        return self._level(self._of(paragraph))

    def list_of(self, paragraph: Any) -> tuple[str, int] | None:
        """The list that a paragraph belongs to and its level there, by itself or by its style."""
        return _numbered(paragraph.find(W + "pPr")) or self._list(self._of(paragraph))

    def _of(self, paragraph: Any) -> str:
        return value(paragraph.find(W + "pPr"), "pStyle") or self._default

    def _chain(self, name: str) -> Iterator[Any]:
        """A style and those it is based on."""
        for _ in range(_DEEPEST):
            style = self._styles.get(name)
            if style is None:
                return
            yield style
            name = value(style, "basedOn")

    def _hides(self, name: str) -> bool | None:
        settings = (is_on(style.find(W + "rPr"), "vanish") for style in self._chain(name))
        return next((setting for setting in settings if setting is not None), None)

    def _list_of(self, name: str) -> tuple[str, int] | None:
        for style in self._chain(name):
            found = _numbered(style.find(W + "pPr"))
            if found is not None:
                return found
        return None

    def _level_of(self, name: str) -> int | None:
        style = self._styles.get(name)
        found = _HEADING.fullmatch(value(style, "name")) if style is not None else None
        return int(found.group(1)) if found else None


def _numbered(properties: Any) -> tuple[str, int] | None:
    given = properties.find(W + "numPr") if properties is not None else None
    number, level = value(given, "numId"), value(given, "ilvl") or "0"
    return (number, int(level)) if number and level.isdecimal() and len(level) < 3 else None


class Numbering:
    """The numbers that Word generates for list paragraphs and numbered headings."""

    def __init__(self, root: Any) -> None:
        self._lists: dict[str, tuple[str, dict[int, tuple[str, str, int]], dict[int, int]]] = {}
        """Of each list: whose count it goes on with, its levels (kind, pattern, first number), where it starts anew."""
        self._counts: dict[str, dict[int, int]] = {}
        self._begun: set[str] = set()
        if root is None:
            return
        kinds = {kind.get(W + "abstractNumId"): kind for kind in root.iter(W + "abstractNum")}
        levels = {key: dict(map(_level, kind.iter(W + "lvl"))) for key, kind in kinds.items()}
        for number in root.iter(W + "num"):
            key = value(number, "abstractNumId")
            if key in levels:
                own = levels[key] | dict(map(_level, number.iter(W + "lvl")))
                anew = {
                    _whole(override.get(W + "ilvl")): _whole(value(override, "startOverride"), 1)
                    for override in number.iter(W + "lvlOverride")
                    if value(override, "startOverride")
                }
                self._lists[number.get(W + "numId") or ""] = key, own, anew

    def prefix(self, paragraph: Any, styles: Styles) -> str:
        """The number as printed before the paragraph's text; "" for none."""
        given = styles.list_of(paragraph)
        if given is None or given[0] not in self._lists or given[1] not in self._lists[given[0]][1]:
            return ""
        (number, depth), (key, levels, anew) = given, self._lists[given[0]]
        counts = self._counts.setdefault(key, {})
        if number not in self._begun:
            self._begun.add(number)
            counts.update({level: first - 1 for level, first in anew.items()})
        for deeper in [level for level in counts if level > depth]:
            del counts[deeper]
        kind, pattern, first = levels[depth]
        counts[depth] = counts.get(depth, first - 1) + 1

        def printed(place: re.Match[str]) -> str:
            level = int(place.group(1)) - 1
            of_level = levels.get(level, (kind, "", first))
            return numeral(counts.get(level, of_level[2]), of_level[0])

        return "" if kind in ("bullet", "none") else _PLACE.sub(printed, pattern)


def _level(element: Any) -> tuple[int, tuple[str, str, int]]:
    first = _whole(value(element, "start"), 1)
    return _whole(element.get(W + "ilvl")), (value(element, "numFmt"), value(element, "lvlText"), first)


def _whole(printed: str | None, default: int = 0) -> int:
    return int(printed) if printed and printed.isdecimal() and len(printed) < 10 else default


def numeral(count: int, kind: str) -> str:
    """A number as a kind of list prints it."""
    if count < 1:
        return str(count)
    if kind in ("upperLetter", "lowerLetter"):
        letter = chr(ord("a") + (count - 1) % 26) * min((count - 1) // 26 + 1, 9)
        return letter.upper() if kind == "upperLetter" else letter
    if kind in ("upperRoman", "lowerRoman") and count < 4000:
        return _roman(count).upper() if kind == "upperRoman" else _roman(count)
    if kind.startswith("decimalEnclosedCircle") and count <= 20:
        return chr(ord("①") + count - 1)
    if kind.startswith("chineseLegal"):
        return _counted(count, _CAPITALS, "拾佰仟")
    if "hinese" in kind or kind in ("japaneseCounting", "ideographTraditional", "taiwaneseCounting"):
        return _counted(count, _CHINESE, "十百千")
    return str(count)


def _roman(count: int) -> str:
    made = ""
    for size, letters in _ROMAN:
        made += letters * (count // size)
        count %= size
    return made


def _counted(count: int, digits: str, places: str) -> str:
    """A number in Chinese: 十一, 二十, 一百〇五."""
    if count >= 10_000:
        return str(count)
    made, pending = "", False
    for place in (3, 2, 1, 0):
        digit = count // 10**place % 10
        if digit:
            made += (digits[0] if pending and made else "") + digits[digit] + (places[place - 1] if place else "")
        pending = not digit
    return made[1:] if 10 <= count < 20 and places[0] == "十" else made
