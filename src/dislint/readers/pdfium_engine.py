"""The fast engine: PDFium reads the page, its characters and paths are taken one by one (extra ``fast``).

It hands on what the reference engine would: em boxes on the baseline, rulings, what the clip shows. Pages
that it cannot be trusted with (turned pages, characters without a Unicode value, fonts that are not embedded) are
left to the reference.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator
from contextlib import closing
from ctypes import (
    PYFUNCTYPE,
    addressof,
    c_double,
    c_float,
    c_int,
    c_void_p,
    cast,
    create_string_buffer,
)
from typing import TYPE_CHECKING, Any, NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium

from dislint.readers.emboxes import ASCENT, DESCENT, turned, upright_box
from dislint.readers.model import Glyph, ReadOptions, Ruling, Sheet, Sheets, UnreadableError
from dislint.readers.rulings import clipped, path_rulings, rect_rulings, shows
from dislint.text import fold

if TYPE_CHECKING:
    from dislint.readers.pdfminer_engine import Reference

_PASSWORD = 4
_TEXT, _PATH, _IMAGE, _FORM = 1, 2, 3, 5
_MOVE = 2
_BLANKS = frozenset((9, 10, 13, 32))
_UNKNOWN = frozenset((0, 0xFFFD, 0xFFFE, 0xFFFF))
_NESTING = 16
"""Forms within forms deeper than this are not followed."""
_SAME = 1e-3
"""Places closer than this, in points, are the same to PDFium's arithmetic."""
_IDENTITY = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def _short(call: Any, result: Any, *arguments: Any) -> Callable[..., Any]:
    """A function of the library as it is called for every character: with addresses as integers, holding the
    interpreter's lock. That costs half of a call that gives the lock up and wraps what it takes and returns."""
    address = cast(call, c_void_p).value
    assert address is not None
    return PYFUNCTYPE(result, *arguments)(address)


_text_object = _short(pdfium.FPDFText_GetTextObject, c_void_p, c_void_p, c_int)
_char_box = _short(pdfium.FPDFText_GetLooseCharBox, c_int, c_void_p, c_int, c_void_p)
_char_origin = _short(pdfium.FPDFText_GetCharOrigin, c_int, c_void_p, c_int, c_void_p, c_void_p)
_char_matrix = _short(pdfium.FPDFText_GetMatrix, c_int, c_void_p, c_int, c_void_p)
_font_size = _short(pdfium.FPDFText_GetFontSize, c_double, c_void_p, c_int)
_font = _short(pdfium.FPDFTextObj_GetFont, c_void_p, c_void_p)
_page_object = _short(pdfium.FPDFPage_GetObject, c_void_p, c_void_p, c_int)
_form_object = _short(pdfium.FPDFFormObj_GetObject, c_void_p, c_void_p, c_int)
_type = _short(pdfium.FPDFPageObj_GetType, c_int, c_void_p)
_object_matrix = _short(pdfium.FPDFPageObj_GetMatrix, c_int, c_void_p, c_void_p)
_object_bounds = _short(pdfium.FPDFPageObj_GetBounds, c_int, c_void_p, c_void_p, c_void_p, c_void_p, c_void_p)
_clip_path = _short(pdfium.FPDFPageObj_GetClipPath, c_void_p, c_void_p)
_clip_paths = _short(pdfium.FPDFClipPath_CountPaths, c_int, c_void_p)
_clip_segments = _short(pdfium.FPDFClipPath_CountPathSegments, c_int, c_void_p, c_int)
_clip_segment = _short(pdfium.FPDFClipPath_GetPathSegment, c_void_p, c_void_p, c_int, c_int)
_draw_mode = _short(pdfium.FPDFPath_GetDrawMode, c_int, c_void_p, c_void_p, c_void_p)
_segments = _short(pdfium.FPDFPath_CountSegments, c_int, c_void_p)
_segment = _short(pdfium.FPDFPath_GetPathSegment, c_void_p, c_void_p, c_int)
_segment_point = _short(pdfium.FPDFPathSegment_GetPoint, c_int, c_void_p, c_void_p, c_void_p)
_segment_type = _short(pdfium.FPDFPathSegment_GetType, c_int, c_void_p)
_segment_close = _short(pdfium.FPDFPathSegment_GetClose, c_int, c_void_p)


class UnsureError(Exception):
    """The page holds something that this engine may read wrongly."""


class _Style(NamedTuple):
    """What the characters of one text object share: matrix, letter size, direction, font, clip.

    Where they stand on one baseline and their boxes begin at their origins (``plain``), a character's box tells
    its place: ``bottom`` is the box's lower edge, ``y0`` and ``y1`` the edges of the em box from the page's top.
    """

    matrix: tuple[float, float, float, float]
    fontsize: float
    size: float
    upright: bool
    font: str
    clip: Ruling
    plain: bool
    bottom: float
    y0: float
    y1: float


def read_sheets(data: bytes, options: ReadOptions) -> Sheets | None:
    """The pages of a PDF; None where PDFium cannot open it, for the reference engine to judge."""
    try:
        document = pypdfium2.PdfDocument(data, options.password or None)
    except pypdfium2.PdfiumError:
        if pdfium.FPDF_GetLastError() == _PASSWORD:
            raise UnreadableError(
                "E002", "文件已加密，需要密码：请用 --password 给出", "the file is encrypted: give --password"
            ) from None
        return None
    return Sheets(len(document), _sheets(document, data, options))


def _sheets(document: pypdfium2.PdfDocument, data: bytes, options: ReadOptions) -> Iterator[Sheet]:
    """Pages one by one.

    The library's own document is used since it is closed before the library is, whenever this stops being read:
    closed afterwards, by the end of the interpreter, it would crash.
    """
    reference: Reference | None = None
    with closing(document):
        for number in range(1, len(document) + 1):
            try:
                sheet = _read(document.raw, number)
            except UnsureError:
                reference = reference or _reference(data, options)
                sheet = reference.sheet(number)
            yield sheet


def _reference(data: bytes, options: ReadOptions) -> Reference:
    from dislint.readers.pdfminer_engine import Reference

    return Reference(data, options)


def _read(document: Any, number: int) -> Sheet:
    page = pdfium.FPDF_LoadPage(document, number - 1)
    if not page:
        raise UnsureError
    try:
        if pdfium.FPDFPage_GetRotation(page):
            raise UnsureError
        return _Page(page).sheet(number)
    finally:
        pdfium.FPDF_ClosePage(page)


class _Page:
    """A page being read; coordinates are turned to points from the top left of its visible box."""

    def __init__(self, page: Any) -> None:
        box = pdfium.FS_RECTF()
        pdfium.FPDF_GetPageBoundingBox(page, box)
        self.page = page
        self.left, self.top = box.left, box.top
        self.width, self.height = box.right - box.left, box.top - box.bottom
        self.whole = Ruling(0.0, 0.0, self.width, self.height)
        self.styles: dict[int, _Style] = {}
        self.fonts: dict[int, str] = {}
        self.rulings: list[Ruling] = []
        self.fills: list[Ruling] = []
        self.images = 0.0
        # What the library's short calls fill in; ``at`` are the addresses of ``floats``.
        self.floats, self.doubles = (c_float * 6)(), (c_double * 2)()
        self.at = [addressof(self.floats) + 4 * k for k in range(6)]

    def sheet(self, number: int) -> Sheet:
        glyphs = self._glyphs()
        address = cast(self.page, c_void_p).value
        for at in range(pdfium.FPDFPage_CountObjects(self.page)):
            item = _page_object(address, at)
            if item not in self.styles:
                self._object(item, _IDENTITY, self.whole, 0)
        return Sheet(
            number,
            self.width,
            self.height,
            tuple(glyphs),
            tuple(self.rulings),
            tuple(self.fills),
            min(self.images, 1.0),
        )

    def _glyphs(self) -> list[Glyph]:
        text = pdfium.FPDFText_LoadPage(self.page)
        if not text:
            raise UnsureError
        try:
            codes = _codes(text)
            if not _UNKNOWN.isdisjoint(codes) or any(0xD800 <= code < 0xE000 for code in codes):
                raise UnsureError
            return self._characters(cast(text, c_void_p).value, codes)
        finally:
            pdfium.FPDFText_ClosePage(text)

    def _characters(self, text: int | None, codes: array[int]) -> list[Glyph]:
        box = (c_float * 4)()
        at_box, left = addressof(box), self.left
        glyphs: list[Glyph] = []
        before: tuple[int, float, float] | None = None
        current = 0
        for i, code in enumerate(codes):
            if code in _BLANKS:
                continue
            handle = _text_object(text, i)
            if handle is None:
                continue
            _char_box(text, i, at_box)
            x, _, right, bottom = box
            if handle != current:
                current = handle
                style = self.styles.get(handle) or self._style(text, i, handle, x, bottom)
                font, clip, plain, level, y0, y1 = style[4:]
                size = style.size
            if plain and bottom == level:
                y = bottom
                x0 = x - left
                glyph = Glyph(_letter(code), x0, y0, x0 + (right - x), y1, size, True, font)
            else:
                advance = right - x
                x, y = self._origin(text, i)
                glyph = self._glyph(_letter(code), x, y, advance, style)
            place = (handle, x, y)
            if place == before and glyphs:
                # PDFium takes a ligature apart; it stays one glyph of several characters.
                last = glyphs[-1]
                glyphs[-1] = last._replace(text=last.text + glyph.text, x1=max(last.x1, glyph.x1))
            elif shows(clip, glyph) or not style.upright:
                glyphs.append(glyph)
            else:
                before = None
                continue
            before = place
        return glyphs

    def _glyph(self, char: str, x: float, y: float, advance: float, style: _Style) -> Glyph:
        if style.upright:
            return upright_box(char, x - self.left, self.top - y, advance, style.size, style.font)
        matrix = (*style.matrix, x - self.left, y - self.top + self.height)
        return turned(char, matrix, 0.0, 0.0, style.fontsize, style.fontsize, style.size, self.height, style.font)

    def _style(self, text: int | None, i: int, handle: int, left: float, bottom: float) -> _Style:
        """The style of a text object, by its first character and where that one's box begins."""
        _char_matrix(text, i, self.at[0])
        a, b, c, d, _, _ = self.floats
        x, y = self._origin(text, i)
        fontsize = _font_size(text, i)
        upright = a * d > 0 and abs(b) + abs(c) < 0.02 * (abs(a) + abs(d))
        size = (abs(d) if upright else abs(c) + abs(d)) * fontsize
        baseline = self.top - y
        style = self.styles[handle] = _Style(
            (a, b, c, d),
            fontsize,
            size,
            upright,
            self._font_name(_font(handle)),
            self._clip(handle, _IDENTITY, self.whole),
            upright and abs(left - x) < _SAME,
            bottom,
            baseline - ASCENT * size,
            baseline + DESCENT * size,
        )
        return style

    def _origin(self, text: int | None, i: int) -> tuple[float, float]:
        start = addressof(self.doubles)
        _char_origin(text, i, start, start + 8)
        return self.doubles[0], self.doubles[1]

    def _font_name(self, font: int) -> str:
        if font not in self.fonts:
            pointer, name = cast(font, pdfium.FPDF_FONT), create_string_buffer(128)
            if not pdfium.FPDFFont_GetIsEmbedded(pointer):
                # PDFium measures the font that this machine has in its place, and drops letters that seem to overlap.
                raise UnsureError
            pdfium.FPDFFont_GetBaseFontName(pointer, name, 128)
            self.fonts[font] = name.value.decode("utf-8", "replace")
        return self.fonts[font]

    def _clip(self, item: int, form: tuple[float, ...], clip: Ruling) -> Ruling:
        """What the object's clip path shows of ``clip``: the boxes of its paths, met."""
        path = _clip_path(item)
        for p in range(max(_clip_paths(path), 0)):
            points = [self._point(_clip_segment(path, p, s), form) for s in range(_clip_segments(path, p))]
            if points:
                xs, ys = [q[0] for q in points], [q[1] for q in points]
                clip = Ruling(
                    max(clip.x0, min(xs)), max(clip.y0, min(ys)), min(clip.x1, max(xs)), min(clip.y1, max(ys))
                )
        return clip

    def _point(self, segment: int, matrix: tuple[float, ...]) -> tuple[float, float]:
        _segment_point(segment, self.at[0], self.at[1])
        x, y = self.floats[0], self.floats[1]
        a, b, c, d, e, f = matrix
        return a * x + c * y + e - self.left, self.top - (b * x + d * y + f)

    def _object(self, item: int, form: tuple[float, ...], clip: Ruling, depth: int) -> None:
        kind = _type(item)
        if kind == _PATH:
            self._path(item, form, clip)
        elif kind == _IMAGE:
            box = self._bounds(item)
            area = self.width * self.height
            if area and form == _IDENTITY:
                self.images += abs((box.x1 - box.x0) * (box.y1 - box.y0)) / area
        elif kind == _FORM and depth < _NESTING:
            inner = _times(self._matrix(item), form)
            clip = self._clip(item, form, clip)
            for at in range(pdfium.FPDFFormObj_CountObjects(cast(item, pdfium.FPDF_PAGEOBJECT))):
                self._object(_form_object(item, at), inner, clip, depth + 1)

    def _matrix(self, item: int) -> tuple[float, ...]:
        _object_matrix(item, self.at[0])
        return tuple(self.floats)

    def _bounds(self, item: int) -> Ruling:
        _object_bounds(item, *self.at[:4])
        x0, y0, x1, y1, _, _ = self.floats
        return Ruling(x0 - self.left, self.top - y1, x1 - self.left, self.top - y0)

    def _path(self, item: int, form: tuple[float, ...], clip: Ruling) -> None:
        mode = (c_int * 2)()
        _draw_mode(item, addressof(mode), addressof(mode) + 4)
        fill, stroke = bool(mode[0]), bool(mode[1])
        if not (fill or stroke):
            return
        clip = self._clip(item, form, clip)
        if fill and not stroke and form == _IDENTITY:
            thin = rect_rulings(self._bounds(item))
            if thin:
                self._keep(thin, clip)
                return
        matrix = _times(self._matrix(item), form)
        points: list[tuple[float, float]] = []
        for s in range(_segments(item)):
            segment = _segment(item, s)
            kind = _segment_type(segment)
            if kind == _MOVE:
                self._take(points, stroke, fill, clip)
                points = []
            elif kind != 0:
                return
            points.append(self._point(segment, matrix))
            if _segment_close(segment):
                points.append(points[0])
        self._take(points, stroke, fill, clip)

    def _take(self, points: list[tuple[float, float]], stroke: bool, fill: bool, clip: Ruling) -> None:
        found, background = path_rulings(points, stroke, fill)
        self._keep(found, clip)
        if background is not None:
            self.fills.append(background)

    def _keep(self, rulings: Any, clip: Ruling) -> None:
        self.rulings += [kept for ruling in rulings if (kept := clipped(ruling, clip)) is not None]


def _codes(text: Any) -> array[int]:
    """The characters of a text page as UTF-16 units, one for each of its character indices."""
    count = max(pdfium.FPDFText_CountChars(text), 0)
    codes = array("H", bytes(2 * (count + 1)))
    units = cast(codes.buffer_info()[0], pdfium.POINTER(pdfium.c_ushort))
    if pdfium.FPDFText_GetText(text, 0, count, units) == count + 1:
        return codes[:count]
    # Characters outside the basic plane take two units: then units and indices do not go together.
    return array("L", [pdfium.FPDFText_GetUnicode(text, i) for i in range(count)])


def _letter(code: int) -> str:
    # Some producers map letters to the radicals that look like them; a reader of the page sees letters.
    return chr(code) if not 0x2E80 <= code < 0x2FE0 else fold(chr(code))


def _times(m: tuple[float, ...], n: tuple[float, ...]) -> tuple[float, ...]:
    """The matrix that applies m, then n."""
    return (
        m[0] * n[0] + m[1] * n[2],
        m[0] * n[1] + m[1] * n[3],
        m[2] * n[0] + m[3] * n[2],
        m[2] * n[1] + m[3] * n[3],
        m[4] * n[0] + m[5] * n[2] + n[4],
        m[4] * n[1] + m[5] * n[3] + n[5],
    )
