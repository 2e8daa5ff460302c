"""Fonts of many glyphs: what the codes of a text stand for, where pdfminer does not go by what the PDF says.

It passes over maps of codes that are streams of the PDF, and so over the text; and it looks numbers of glyphs up in /ToUnicode.
``Fonts`` is pdfminer's manager of fonts with this added.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from operator import attrgetter
from typing import Any, NamedTuple

from pdfminer.cmapdb import CMap, CMapBase, CMapDB, FileUnicodeMap, IdentityCMap, UnicodeMap
from pdfminer.pdffont import PDFCIDFont, PDFFont, PDFUnicodeNotDefined
from pdfminer.pdfinterp import PDFResourceManager
from pdfminer.pdftypes import PDFStream, resolve1

_SECTION = re.compile(rb"begin(codespacerange|cidrange|cidchar)(.*?)end", re.DOTALL)
_CODE = rb"\s*<([0-9A-Fa-f]{2,8})>"
_SPACE, _RANGE, _CHAR = (re.compile(form) for form in (_CODE * 2, _CODE * 2 + rb"\s*(\d+)", _CODE + rb"\s*(\d+)"))
_BASE = re.compile(rb"/([^\s/<>\[\]()]+)\s+usecmap")
_FIRST = attrgetter("first")


class _Codes(NamedTuple):
    """Codes of one length, from first to last, and the number of the first one's glyph."""

    first: int
    last: int
    glyph: int = 0


class EmbeddedMap(CMapBase):
    """What the codes of a font stand for, as a stream of the PDF says; what it does not say well is left out."""

    def __init__(self, stream: PDFStream) -> None:
        """Reads the stream."""
        super().__init__(WMode=resolve1(stream.get("WMode")) or 0)
        data = stream.get_data()
        self._spaces: dict[int, list[_Codes]] = defaultdict(list)
        self._glyphs: dict[int, list[_Codes]] = defaultdict(list)
        self._base = _base(stream, data)
        for kind, body in _SECTION.findall(data):
            if kind == b"codespacerange":
                self._take(self._spaces, ((first, last, b"0") for first, last in _SPACE.findall(body)))
            elif kind == b"cidrange":
                self._take(self._glyphs, _RANGE.findall(body))
            else:
                self._take(self._glyphs, ((code, code, glyph) for code, glyph in _CHAR.findall(body)))
        for codes in (*self._spaces.values(), *self._glyphs.values()):
            codes.sort(key=_FIRST)

    @property
    def says_something(self) -> bool:
        """Whether it maps any code."""
        return bool(self._spaces and self._glyphs)

    @staticmethod
    def _take(known: dict[int, list[_Codes]], found: Any) -> None:
        for first, last, glyph in found:
            if len(first) == len(last) and len(glyph) <= len(str(0xFFFF)):
                known[(len(first) + 1) // 2].append(_Codes(int(first, 16), int(last, 16), int(glyph)))

    def decode(self, code: bytes) -> Iterator[int]:
        """The numbers of the glyphs that a text shows."""
        return (glyph for _, glyph in self.pairs(code))

    def pairs(self, text: bytes) -> Iterator[tuple[int, int]]:
        """The codes of a text, each with the number of its glyph."""
        at, sizes = 0, sorted(self._spaces)
        while at < len(text):
            # What begins no code is passed over, as many bytes as the shortest code has.
            size = next((n for n in sizes if _within(self._spaces[n], text[at : at + n], n)), 0)
            if size:
                code = text[at : at + size]
                yield int.from_bytes(code), self._glyph(code)
            at += size or sizes[0]

    def _glyph(self, code: bytes) -> int:
        found = _within(self._glyphs.get(len(code), []), code, len(code))
        if found is not None:
            return found.glyph + int.from_bytes(code) - found.first
        return next(iter(self._base.decode(code)), 0) if self._base is not None else 0


def _within(known: list[_Codes], code: bytes, size: int) -> _Codes | None:
    value = int.from_bytes(code)
    at = bisect_right(known, value, key=_FIRST) - 1
    return known[at] if len(code) == size and at >= 0 and value <= known[at].last else None


def _base(stream: PDFStream, data: bytes) -> CMapBase | None:
    """The map that this one adds to."""
    named = _BASE.search(data)
    name = getattr(resolve1(stream.get("UseCMap")), "name", None) or (named and named[1].decode("latin-1"))
    try:
        return CMapDB.get_cmap(name) if name else None
    except CMapDB.CMapNotFound:
        return None


def _pairs(known: CMapBase, text: bytes) -> Iterator[tuple[int, int]]:
    """The codes of a text, each with the number of its glyph, by a map of any kind."""
    if isinstance(known, EmbeddedMap):
        yield from known.pairs(text)
    elif isinstance(known, CMap):
        code, there = 0, known.code2cid
        for byte in text:
            code, found = code << 8 | byte, there.get(byte)
            if isinstance(found, int):
                yield code, found
            code, there = (code, found) if isinstance(found, dict) else (0, known.code2cid)
    else:
        yield from ((glyph, glyph) for glyph in known.decode(text))


class _Glyph(int):
    """The number of a glyph, with the code that stands for it in the text."""

    code: int


class _Font(PDFCIDFont):
    """A font of many glyphs. Its /ToUnicode is of codes, which pdfminer takes for numbers of glyphs."""

    def __init__(self, manager: PDFResourceManager, spec: Mapping[str, Any]) -> None:
        """Reads what the PDF says of it."""
        super().__init__(manager, spec)
        self._by_code = isinstance(self.unicode_map, FileUnicodeMap) and not isinstance(self.cmap, IdentityCMap)
        self._collection: UnicodeMap | None = None
        if self._by_code:
            with suppress(CMapDB.CMapNotFound):
                self._collection = CMapDB.get_unicode_map(self.cidcoding, self.vertical)

    def get_cmap_from_spec(self, spec: Mapping[str, Any], strict: bool) -> CMapBase:
        """The map of its codes: the PDF's own where there is one."""
        encoding = resolve1(spec.get("Encoding"))
        own = EmbeddedMap(encoding) if isinstance(encoding, PDFStream) else None
        return own if own is not None and own.says_something else super().get_cmap_from_spec(spec, strict)

    def decode(self, text: bytes) -> Iterable[int]:
        """The numbers of the glyphs that a text shows."""
        return self._coded(text) if self._by_code else super().decode(text)

    def _coded(self, text: bytes) -> Iterator[int]:
        for code, number in _pairs(self.cmap, text):
            glyph = _Glyph(number)
            glyph.code = code
            yield glyph

    def to_unichr(self, cid: int) -> str:
        """The characters of a glyph; raises PDFUnicodeNotDefined."""
        if not isinstance(cid, _Glyph):
            return super().to_unichr(cid)
        try:
            return super().to_unichr(cid.code)
        except PDFUnicodeNotDefined:
            if self._collection is None:
                raise
        try:
            return str(self._collection.get_unichr(cid))
        except KeyError:
            raise PDFUnicodeNotDefined(self.cidcoding, cid) from None


class Fonts(PDFResourceManager):
    """The fonts of a PDF."""

    def get_font(self, objid: object, spec: Mapping[str, object]) -> PDFFont:
        """The font that a dictionary describes."""
        if objid is None and getattr(spec.get("Subtype"), "name", "") in ("CIDFontType0", "CIDFontType2"):
            return _Font(self, spec)
        return super().get_font(objid, spec)
