"""The reader of web pages: paragraphs and tables in document order; nothing is fetched or executed."""

from __future__ import annotations

import re
from pathlib import Path

from dislint.readers.model import Flow, ReadOptions, UnreadableError

_CHARSET = re.compile(rb"""<meta[^>]{0,200}charset=["']?([\w-]{1,40})""", re.IGNORECASE)
_ENCODINGS = {"utf-8", "utf8", "gb2312", "gbk", "gb18030", "big5", "utf-16", "iso-8859-1", "windows-1252", "us-ascii"}
"""What a page may say that it is written in; Python knows others that are none of a page's, or that are no text."""


class HtmlReader:
    """Reads .html and .htm files."""

    name = "html"
    suffixes = (".html", ".htm")

    def read(self, path: Path, data: bytes, options: ReadOptions) -> Flow:
        """The page's blocks; raises UnreadableError where there is no text."""
        from dislint.readers.webpage import Page

        blocks = Page(decode(data)).blocks()
        if not blocks:
            raise UnreadableError("E001", "网页中没有文字", "the page has no text")
        return Flow(tuple(blocks))


def decode(data: bytes) -> str:
    """Text by byte-order mark, by the page's own charset, else UTF-8 or GB18030."""
    declared = _CHARSET.search(data[:4096])
    names = ["utf-8-sig", "gb18030"]
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        names.insert(0, "utf-16")
    elif declared:
        name = declared.group(1).decode("ascii", "replace").lower()
        if name in _ENCODINGS:
            names.insert(0, "gb18030" if name.startswith("gb") else name)
    for name in names:
        try:
            return data.decode(name)
        except (UnicodeDecodeError, LookupError):
            continue
    raise UnreadableError("E001", "编码不是 UTF-8 或 GB18030", "neither UTF-8 nor GB18030")
