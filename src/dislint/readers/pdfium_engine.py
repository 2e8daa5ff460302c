"""The fast engine: PDFium reads the page, its characters and paths are taken one by one (extra ``fast``).

It hands on what the reference engine would: em boxes on the baseline, rulings, what the clip shows. Pages
that it cannot be trusted with (turned pages, characters without a Unicode value, fonts that are not embedded) are
left to the reference.
"""

from __future__ import annotations

from collections.abc import Iterator
from ctypes import byref, c_double, c_float, c_int, c_void_p, cast, create_string_buffer
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

from dislint.readers.model import Glyph, ReadOptions, Ruling, Sheet, Sheets, UnreadableError
from dislint.readers.pdfminer_engine import Reference, turned, upright_box
from dislint.readers.rulings import clipped, path_rulings, rect_rulings, shows
from dislint.text import fold

_PASSWORD = 4
_PATH, _IMAGE, _FORM = 2, 3, 5
_MOVE = 2
_BLANKS = frozenset((9, 10, 13, 32))
_UNKNOWN = frozenset((0, 0xFFFD, 0xFFFE, 0xFFFF))
_NESTING = 16
"""Forms within forms deeper than this are not followed."""


class UnsureError(Exception):
    """The page holds something that this engine may read wrongly."""


class _Style(NamedTuple):
    """What the characters of one text object share: matrix, letter size, direction, font, clip."""

    matrix: tuple[float, float, float, float]
    fontsize: float
    size: float
    upright: bool
    font: str
    clip: Ruling


def read_sheets(data: bytes, options: ReadOptions) -> Sheets | None:
    """The pages of a PDF; None where PDFium cannot open it, for the reference engine to judge."""
    password = options.password.encode("utf-8") if options.password else None
    document = pdfium.FPDF_LoadMemDocument64(data, len(data), password)
    if not document:
        if pdfium.FPDF_GetLastError() == _PASSWORD:
            raise UnreadableError(
                "E002", "文件已加密，需要密码：请用 --password 给出", "the file is encrypted: give --password"
            )
        return None
    count = pdfium.FPDF_GetPageCount(document)
    if not count:
        pdfium.FPDF_CloseDocument(document)
        return None
    return Sheets(count, _sheets(document, count, data, options))


def _sheets(document: Any, count: int, data: bytes, options: ReadOptions) -> Iterator[Sheet]:
    """Pages one by one; ``data`` must live as long as the document does."""
    reference: Reference | None = None
    try:
        for number in range(1, count + 1):
            try:
                sheet = _read(document, number)
            except UnsureError:
                reference = reference or Reference(data, options)
                sheet = reference.sheet(number)
            yield sheet
    finally:
        pdfium.FPDF_CloseDocument(document)


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
        self.rulings: list[Ruling] = []
        self.fills: list[Ruling] = []
        self.images = 0.0

    def sheet(self, number: int) -> Sheet:
        glyphs = self._glyphs()
        for at in range(pdfium.FPDFPage_CountObjects(self.page)):
            self._object(pdfium.FPDFPage_GetObject(self.page, at), (1.0, 0.0, 0.0, 1.0, 0.0, 0.0), self.whole, 0)
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
            return self._characters(text)
        finally:
            pdfium.FPDFText_ClosePage(text)

    def _characters(self, text: Any) -> list[Glyph]:
        unicode_of, object_of = pdfium.FPDFText_GetUnicode, pdfium.FPDFText_GetTextObject
        origin_of, box_of = pdfium.FPDFText_GetCharOrigin, pdfium.FPDFText_GetLooseCharBox
        x, y, box = c_double(), c_double(), pdfium.FS_RECTF()
        at_x, at_y, at_box = byref(x), byref(y), byref(box)
        styles: dict[int, _Style] = {}
        glyphs: list[Glyph] = []
        place: tuple[int, float, float] | None = None
        for i in range(pdfium.FPDFText_CountChars(text)):
            code = unicode_of(text, i)
            if code in _BLANKS:
                continue
            if code in _UNKNOWN or 0xD800 <= code < 0xE000:
                raise UnsureError
            handle = cast(object_of(text, i), c_void_p).value
            if handle is None:
                continue
            style = styles.get(handle)
            if style is None:
                style = styles[handle] = self._style(text, i)
            origin_of(text, i, at_x, at_y)
            box_of(text, i, at_box)
            char = chr(code) if not 0x2E80 <= code < 0x2FE0 else fold(chr(code))
            glyph = self._glyph(char, x.value, y.value, box.right - box.left, style)
            before, place = place, (handle, x.value, y.value)
            if place == before and glyphs:
                # PDFium takes a ligature apart; it stays one glyph of several characters.
                last = glyphs[-1]
                glyphs[-1] = last._replace(text=last.text + char, x1=max(last.x1, glyph.x1))
            elif not style.upright or shows(style.clip, glyph):
                glyphs.append(glyph)
            else:
                place = None
        return glyphs

    def _glyph(self, char: str, x: float, y: float, advance: float, style: _Style) -> Glyph:
        if style.upright:
            return upright_box(char, x - self.left, self.top - y, advance, style.size, style.font)
        matrix = (*style.matrix, x - self.left, y - self.top + self.height)
        return turned(char, matrix, 0.0, 0.0, style.fontsize, style.fontsize, style.size, self.height, style.font)

    def _style(self, text: Any, i: int) -> _Style:
        item = pdfium.FPDFText_GetTextObject(text, i)
        font = pdfium.FPDFTextObj_GetFont(item)
        if not pdfium.FPDFFont_GetIsEmbedded(font):
            # PDFium measures the font that this machine has in its place, and drops letters that seem to overlap.
            raise UnsureError
        matrix = pdfium.FS_MATRIX()
        pdfium.FPDFText_GetMatrix(text, i, matrix)
        a, b, c, d = matrix.a, matrix.b, matrix.c, matrix.d
        fontsize = pdfium.FPDFText_GetFontSize(text, i)
        upright = a * d > 0 and abs(b) + abs(c) < 0.02 * (abs(a) + abs(d))
        size = (abs(d) if upright else abs(c) + abs(d)) * fontsize
        name = create_string_buffer(128)
        pdfium.FPDFFont_GetBaseFontName(font, name, 128)
        clip = self._clip(item, (1.0, 0.0, 0.0, 1.0, 0.0, 0.0), self.whole)
        return _Style((a, b, c, d), fontsize, size, upright, name.value.decode("utf-8", "replace"), clip)

    def _clip(self, item: Any, form: tuple[float, ...], clip: Ruling) -> Ruling:
        """What the object's clip path shows of ``clip``: the boxes of its paths, met."""
        path = pdfium.FPDFPageObj_GetClipPath(item)
        for p in range(max(pdfium.FPDFClipPath_CountPaths(path), 0)):
            points = [
                self._point(pdfium.FPDFClipPath_GetPathSegment(path, p, s), form)
                for s in range(pdfium.FPDFClipPath_CountPathSegments(path, p))
            ]
            if points:
                xs, ys = [q[0] for q in points], [q[1] for q in points]
                clip = Ruling(
                    max(clip.x0, min(xs)), max(clip.y0, min(ys)), min(clip.x1, max(xs)), min(clip.y1, max(ys))
                )
        return clip

    def _point(self, segment: Any, matrix: tuple[float, ...]) -> tuple[float, float]:
        x, y = c_float(), c_float()
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        a, b, c, d, e, f = matrix
        return a * x.value + c * y.value + e - self.left, self.top - (b * x.value + d * y.value + f)

    def _object(self, item: Any, form: tuple[float, ...], clip: Ruling, depth: int) -> None:
        kind = pdfium.FPDFPageObj_GetType(item)
        if kind == _PATH:
            self._path(item, form, clip)
        elif kind == _IMAGE:
            box = self._bounds(item)
            area = self.width * self.height
            if area and form == (1.0, 0.0, 0.0, 1.0, 0.0, 0.0):
                self.images += abs((box.x1 - box.x0) * (box.y1 - box.y0)) / area
        elif kind == _FORM and depth < _NESTING:
            inner = _times(_matrix(item), form)
            clip = self._clip(item, form, clip)
            for at in range(pdfium.FPDFFormObj_CountObjects(item)):
                self._object(pdfium.FPDFFormObj_GetObject(item, at), inner, clip, depth + 1)

    def _bounds(self, item: Any) -> Ruling:
        x0, y0, x1, y1 = c_float(), c_float(), c_float(), c_float()
        pdfium.FPDFPageObj_GetBounds(item, x0, y0, x1, y1)
        return Ruling(x0.value - self.left, self.top - y1.value, x1.value - self.left, self.top - y0.value)

    def _path(self, item: Any, form: tuple[float, ...], clip: Ruling) -> None:
        fill, stroke = c_int(), c_int()
        pdfium.FPDFPath_GetDrawMode(item, fill, stroke)
        if not (fill.value or stroke.value):
            return
        clip = self._clip(item, form, clip)
        if fill.value and not stroke.value and form == (1.0, 0.0, 0.0, 1.0, 0.0, 0.0):
            box = self._bounds(item)
            thin = rect_rulings(box)
            if thin:
                self._keep(thin, clip)
                return
        matrix = _times(_matrix(item), form)
        points: list[tuple[float, float]] = []
        for s in range(pdfium.FPDFPath_CountSegments(item)):
            segment = pdfium.FPDFPath_GetPathSegment(item, s)
            kind = pdfium.FPDFPathSegment_GetType(segment)
            if kind == _MOVE:
                self._take(points, bool(stroke.value), bool(fill.value), clip)
                points = []
            elif kind != 0:
                return
            points.append(self._point(segment, matrix))
            if pdfium.FPDFPathSegment_GetClose(segment):
                points.append(points[0])
        self._take(points, bool(stroke.value), bool(fill.value), clip)

    def _take(self, points: list[tuple[float, float]], stroke: bool, fill: bool, clip: Ruling) -> None:
        found, background = path_rulings(points, stroke, fill)
        self._keep(found, clip)
        if background is not None:
            self.fills.append(background)

    def _keep(self, rulings: Any, clip: Ruling) -> None:
        self.rulings += [kept for ruling in rulings if (kept := clipped(ruling, clip)) is not None]


def _matrix(item: Any) -> tuple[float, ...]:
    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFPageObj_GetMatrix(item, matrix)
    return (matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f)


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
