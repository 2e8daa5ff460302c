"""The tags and texts of a web page in order, with their places; takes time in proportion to the page, whatever it holds."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from html import unescape
from typing import NamedTuple

_RAW = frozenset(("script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes"))
"""Elements whose content holds no tags."""
_TAG = re.compile(r"<(/?)([A-Za-z][^\s/>]{0,100})")
_ATTRIBUTE = re.compile(r"""[\s/]*([^\s/>=][^\s/>=]*)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s>]*))?""")
_END = re.compile(r"[\s/]*(>|\Z)")
_BOGUS = re.compile(r"<(?:!|\?|/[^A-Za-z])")


class Tag(NamedTuple):
    """A tag: its element's name, whether it closes the element, its attributes, where it stands."""

    name: str
    closes: bool
    attributes: Mapping[str, str]
    at: int


class Text(NamedTuple):
    """Text between tags, and where it begins."""

    text: str
    at: int


class Source:
    """A page's text: its parts, and line and column of its places."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._lines = [0, *(found.end() for found in re.finditer("\n", text))]

    def place(self, at: int) -> tuple[int, int]:
        """Line and column, from 1."""
        line = bisect_right(self._lines, at)
        return line, at - self._lines[line - 1] + 1

    def parts(self) -> Iterator[Tag | Text]:
        """The tags and texts in order."""
        text, at = self._text, 0
        while at < len(text):
            start = text.find("<", at)
            start = len(text) if start < 0 else start
            # A sign that opens no tag is text, and so are all that follow it at once.
            while start < len(text) and not _TAG.match(text, start) and not _BOGUS.match(text, start):
                start = text.find("<", start + 1)
                start = len(text) if start < 0 else start
            if start > at:
                yield Text(unescape(text[at:start]), at)
            if start == len(text):
                return
            found = _TAG.match(text, start)
            if found is None:
                at = self._after_comment(start)
                continue
            tag, at = self._tag(found)
            if tag is None:
                return
            yield tag
            if tag.name in _RAW and not tag.closes:
                end = re.compile(f"</{tag.name}", re.IGNORECASE).search(text, at)
                stop = end.start() if end else len(text)
                if stop > at:
                    yield Text(unescape(text[at:stop]) if tag.name in ("title", "textarea") else text[at:stop], at)
                at = stop

    def _after_comment(self, start: int) -> int:
        """The end of a comment, or of what browsers take for one."""
        comment = self._text.startswith("<!--", start)
        end = self._text.find("-->", start + 4) if comment else self._text.find(">", start)
        return len(self._text) if end < 0 else end + (3 if comment else 1)

    def _tag(self, found: re.Match[str]) -> tuple[Tag | None, int]:
        """The tag, and where it ends; none where the page ends within it."""
        attributes: dict[str, str] = {}
        at = found.end()
        while True:
            end = _END.match(self._text, at)
            if end is not None:
                if not end.group(1):
                    return None, len(self._text)
                return Tag(found.group(2).lower(), bool(found.group(1)), attributes, found.start()), end.end()
            attribute = _ATTRIBUTE.match(self._text, at)
            if attribute is None:
                at += 1
                continue
            value = attribute.group(2) or ""
            if value[:1] in ("'", '"') and len(value) > 1 and value[-1] == value[0]:
                value = value[1:-1]
            attributes.setdefault(attribute.group(1).lower(), unescape(value))
            at = attribute.end()
