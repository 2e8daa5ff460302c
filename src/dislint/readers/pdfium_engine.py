"""The fast engine: PDFium reads the page, its characters and paths are taken from it (extra ``fast``).

It hands on what the reference engine would: em boxes on the baseline, rulings, what the clip shows. Pages
that it cannot be trusted with (turned pages, ligatures in turned text, characters without a Unicode value, fonts that are neither
embedded nor on this machine, text that nobody sees, figures under pictures, annotations that print words) are left to the reference, and so are
documents with layers that are off.

Many reports draw each character on its own, so that each takes half a dozen calls. These are mapped over a block of
characters at a time, with no Python between two calls.
"""

from __future__ import annotations

import re
from array import array
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from ctypes import (
    PYFUNCTYPE,
    addressof,
    c_char,
    c_char_p,
    c_double,
    c_float,
    c_int,
    c_size_t,
    c_uint,
    c_void_p,
    cast,
    create_string_buffer,
)
from itertools import islice, pairwise, repeat
from struct import calcsize, iter_unpack
from typing import TYPE_CHECKING, Any, NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium

from dislint.readers.emboxes import ASCENT, DESCENT, LIGATURES, turned
from dislint.readers.model import Glyph, ReadOptions, Ruling, Sheet, Sheets, pages_missing
from dislint.readers.names import may_have_layers
from dislint.readers.rulings import THIN, Clip, clipped, path_rulings, rect_rulings
from dislint.readers.visibility import Colour, Cover, Ink, is_clear, is_overlay, rectangle, under_pictures, unseen
from dislint.text import fold

if TYPE_CHECKING:
    from dislint.readers.pdfminer_engine import Reference

_TEXT, _PATH, _IMAGE, _SHADING, _FORM = 1, 2, 3, 4, 5
_DRAWN = (3, 13, 20, 4, 5, 6, 7, 8, 15, 24, 28)
"""Annotations that print words (free text, stamps, form fields), and those that print shapes, which may cover words."""
_REPEATED = 7
"""PDFium leaves a letter out that stands where one of so many before it does, though a clip may hide that one."""
_INVISIBLE = 3
_STROKED, _PATTERNED = (1, 5), (2, 4, 6, 7)
"""Modes of text that draw outlines only; that draw them too, or leave it to what is painted through the letters."""
_CURVE, _MOVE = 1, 2
_BLANKS = frozenset("\t\n\r ")
_UNKNOWN = re.compile("[\0\ud800-\udfff\ufffd-\uffff]")
_JOINED = re.compile("|".join(LIGATURES))
_RADICAL = re.compile("[\u2e80-\u2fdf]")
_NESTING = 16
"""Forms within forms deeper than this are not followed."""
_SAME = 1e-2
"""Places closer than this, in points, are the same to PDFium's arithmetic."""
_FLAT = 0.002
"""What is drawn lower than this, in letter sizes, is no letter."""
_BLOCK = 256
"""So many characters or paths are taken at a time."""
_Matrix = tuple[float, ...]
_IDENTITY: _Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def _short(call: Any, result: Any, *arguments: Any) -> Callable[..., Any]:
    """A function of the library as it is called for every character: with addresses as integers, holding the
    interpreter's lock. That costs half of a call that gives the lock up and wraps what it takes and returns.

    Without ``arguments`` nothing is converted, which is half again: addresses must then be given as c_void_p.
    """
    address = cast(call, c_void_p).value
    assert address is not None
    return PYFUNCTYPE(result, *arguments)(address)


_text_object = _short(pdfium.FPDFText_GetTextObject, c_void_p)
_char_box = _short(pdfium.FPDFText_GetLooseCharBox, None)
_drawn_box = _short(pdfium.FPDFText_GetCharBox, None)
_char_matrix = _short(pdfium.FPDFText_GetMatrix, None)
_char_origin = _short(pdfium.FPDFText_GetCharOrigin, None)
_font_size = _short(pdfium.FPDFText_GetFontSize, c_double)
_font = _short(pdfium.FPDFTextObj_GetFont, c_void_p, c_void_p)
_is_embedded = _short(pdfium.FPDFFont_GetIsEmbedded, c_int, c_void_p)
_glyph_width = _short(pdfium.FPDFFont_GetGlyphWidth, c_int, c_void_p, c_uint, c_float, c_void_p)
_base_name = _short(pdfium.FPDFFont_GetBaseFontName, c_size_t, c_void_p, c_void_p, c_size_t)
_page_object = _short(pdfium.FPDFPage_GetObject, c_void_p)
_count_form_objects = _short(pdfium.FPDFFormObj_CountObjects, c_int, c_void_p)
_form_object = _short(pdfium.FPDFFormObj_GetObject, c_void_p)
_type = _short(pdfium.FPDFPageObj_GetType, c_int, c_void_p)
_object_matrix = _short(pdfium.FPDFPageObj_GetMatrix, c_int, c_void_p, c_void_p)
_bounds = _short(pdfium.FPDFPageObj_GetBounds, c_int, c_void_p, c_void_p, c_void_p, c_void_p, c_void_p)
_clip_path = _short(pdfium.FPDFPageObj_GetClipPath, c_void_p, c_void_p)
_clip_paths = _short(pdfium.FPDFClipPath_CountPaths, c_int, c_void_p)
_clip_segments = _short(pdfium.FPDFClipPath_CountPathSegments, c_int, c_void_p, c_int)
_clip_segment = _short(pdfium.FPDFClipPath_GetPathSegment, c_void_p, c_void_p, c_int, c_int)
_draw_mode = _short(pdfium.FPDFPath_GetDrawMode, c_int, c_void_p, c_void_p, c_void_p)
_segments = _short(pdfium.FPDFPath_CountSegments, c_int, c_void_p)
_segment = _short(pdfium.FPDFPath_GetPathSegment, c_void_p, c_void_p, c_int)
_segment_point = _short(pdfium.FPDFPathSegment_GetPoint, c_int, c_void_p, c_void_p, c_void_p)
_segment_type = _short(pdfium.FPDFPathSegment_GetType, c_int, c_void_p)
_text_mode = _short(pdfium.FPDFTextObj_GetTextRenderMode, c_int, c_void_p)
_fill_colour = _short(pdfium.FPDFPageObj_GetFillColor, c_int, c_void_p, c_void_p, c_void_p, c_void_p, c_void_p)
_stroke_colour = _short(pdfium.FPDFPageObj_GetStrokeColor, c_int, c_void_p, c_void_p, c_void_p, c_void_p, c_void_p)
_stroke_width = _short(pdfium.FPDFPageObj_GetStrokeWidth, c_int, c_void_p, c_void_p)
_is_blended = _short(pdfium.FPDFPageObj_HasTransparency, c_int, c_void_p)
_marks = _short(pdfium.FPDFPageObj_CountMarks, c_int, c_void_p)
_mark = _short(pdfium.FPDFPageObj_GetMark, c_void_p, c_void_p, c_uint)
_unmark = _short(pdfium.FPDFPageObjMark_RemoveParam, c_int, c_void_p, c_void_p, c_char_p)
_segment_close = _short(pdfium.FPDFPathSegment_GetClose, c_int, c_void_p)

_new = tuple.__new__  # a named tuple's own is a function of Python, and costs twice as much


class UnsureError(Exception):
    """The page holds something that this engine may read wrongly."""


class _Style(NamedTuple):
    """What characters of one font, size and matrix share: direction, letter size, em box about the baseline.

    ``foreign`` is the font where it is not embedded, else 0.
    """

    matrix: tuple[float, float, float, float]
    fontsize: float
    size: float
    upright: bool
    font: str
    above: float
    below: float
    foreign: int


class _Place(NamedTuple):
    """Where an object stands: in the order of drawing, under the matrix and the clip of the forms that it is in."""

    order: int
    form: _Matrix
    clip: Clip


class _Outline(NamedTuple):
    """A path to be followed: whether it is drawn along its lines, and filled; where it stands."""

    item: int
    stroke: bool
    fill: bool
    place: _Place


class _Records:
    """Room for what a call writes of each of many things, used for one block of them after the other.

    ``form`` is a record as the struct module spells it, ``parts`` are the offsets in it that the call is given.
    """

    def __init__(self, form: str, *parts: int) -> None:
        size = calcsize(form)
        self._form, self._bytes = form, bytearray(size * _BLOCK)
        start = addressof(c_char.from_buffer(self._bytes))
        self._places = [[c_void_p(start + size * n + part) for n in range(_BLOCK)] for part in parts]

    def of(self, call: Callable[..., Any], count: int, *columns: Iterable[Any]) -> Iterator[tuple[Any, ...]]:
        """What the call writes, given the columns' first, second … values; one such pass at a time."""
        sources = [iter(column) for column in columns]
        for start in range(0, count, _BLOCK):
            size = min(_BLOCK, count - start)
            deque(map(call, *(islice(source, size) for source in sources), *self._places), maxlen=0)
            yield from islice(iter_unpack(self._form, self._bytes), size)


class _Room:
    """Records of boxes (left, top, right, bottom), origins and matrices of characters; of what paths are."""

    def __init__(self) -> None:
        self.boxes, self.origins, self.matrices = _Records("4f", 0), _Records("2d", 0, 8), _Records("6f", 0)
        self.bounds, self.modes, self.points = _Records("4f", 0, 4, 8, 12), _Records("2i", 0, 4), _Records("2f", 0, 4)
        self.drawn = _Records("4d", 0, 8, 16, 24)
        self.colours, self.paints = _Records("4I", 0, 4, 8, 12), _Records("4I", 0, 4, 8, 12)
        self.widths = _Records("f", 0)
        self.name, self.width = create_string_buffer(128), c_float()


def read_sheets(data: bytes, options: ReadOptions) -> Sheets | None:
    """The pages of a PDF; None where PDFium cannot open it, for the reference engine to judge: what is damaged, what password."""
    if may_have_layers(data):
        reference = _reference(data, options)
        if reference.layers.off:
            return Sheets(reference.count, map(reference.sheet, range(1, reference.count + 1)))
    try:
        document = pypdfium2.PdfDocument(data, options.password or None)
    except pypdfium2.PdfiumError:
        return None
    return Sheets(len(document), _sheets(document, data, options))


def _sheets(document: pypdfium2.PdfDocument, data: bytes, options: ReadOptions) -> Iterator[Sheet]:
    """Pages one by one.

    The library's own document is used since it is closed before the library is, whenever this stops being read:
    closed afterwards, by the end of the interpreter, it would crash.
    """
    reference: Reference | None = None
    room = _Room()
    with closing(document):
        for number in range(1, len(document) + 1):
            try:
                sheet = _read(document.raw, number, room, options.max_objects)
            except (UnsureError, ValueError, ArithmeticError, LookupError):  # Of a page that is damaged.
                reference = reference or _reference(data, options)
                if reference.count != len(document):
                    raise pages_missing(len(document), reference.count) from None
                sheet = reference.sheet(number)
            yield sheet


def _reference(data: bytes, options: ReadOptions) -> Reference:
    from dislint.readers.pdfminer_engine import Reference

    return Reference(data, options)


def _read(document: Any, number: int, room: _Room, most: int) -> Sheet:
    page = pdfium.FPDF_LoadPage(document, number - 1)
    if not page:
        raise UnsureError
    try:
        if pdfium.FPDFPage_GetRotation(page):
            raise UnsureError
        if any(_kind_of(page, n) in _DRAWN for n in range(pdfium.FPDFPage_GetAnnotCount(page))):
            raise UnsureError
        return _Page(page, room, most).sheet(number)
    finally:
        pdfium.FPDF_ClosePage(page)


def _kind_of(page: Any, number: int) -> int:
    """The kind of an annotation."""
    annotation = pdfium.FPDFPage_GetAnnot(page, number)
    if not annotation:
        return 0
    try:
        return int(pdfium.FPDFAnnot_GetSubtype(annotation))
    finally:
        pdfium.FPDFPage_CloseAnnot(annotation)


class _Page:
    """A page being read; coordinates are turned to points from the top left of its visible box."""

    def __init__(self, page: Any, room: _Room, most: int) -> None:
        box = pdfium.FS_RECTF()
        pdfium.FPDF_GetPageBoundingBox(page, box)
        self.page, self.room = page, room
        self.left, self.top = box.left, box.top
        self.width, self.height = box.right - box.left, box.top - box.bottom
        self.whole = Clip(0.0, 0.0, self.width, self.height, True)
        self.styles: dict[tuple[Any, ...], _Style] = {}
        self.widths: dict[tuple[int, str], float] = {}
        self.clips: dict[tuple[Any, ...], Clip] = {}
        self.texts: dict[int, _Place] = {}
        self.paths: list[tuple[int, _Place]] = []
        self.forms = most
        """So many forms more are followed: forms in forms multiply."""
        self.painted = 0
        """So many things are drawn that cover what lies beneath."""
        self.inks: list[Ink] = []
        self.covers: list[Cover] = []
        self.glyphs: list[Glyph] = []
        self.rulings: list[Ruling] = []
        self.fills: list[Ruling] = []
        self.images = 0.0

    def sheet(self, number: int) -> Sheet:
        items = map(_page_object, repeat(cast(self.page, c_void_p)), range(pdfium.FPDFPage_CountObjects(self.page)))
        self._walk(list(items), _IDENTITY, self.whole, 0)
        self._draw()
        self._read_glyphs()
        self._text()
        page = self.glyphs, self.inks, self.covers, self.images
        if unseen(*page) or under_pictures(*page) or is_overlay(*page):
            raise UnsureError  # PDFium does not tell whether a picture has a mask.
        return Sheet(
            number,
            self.width,
            self.height,
            tuple(self.glyphs),
            tuple(self.rulings),
            tuple(self.fills),
            min(self.images, 1.0),
        )

    def _text(self) -> None:
        text = pdfium.FPDFText_LoadPage(self.page)
        if not text:
            raise UnsureError
        try:
            self._characters(cast(text, c_void_p), _letters(text))
        finally:
            pdfium.FPDFText_ClosePage(text)

    def _characters(self, text: c_void_p, letters: str) -> None:
        printed = [i for i, letter in enumerate(letters) if letter not in _BLANKS]
        shown: Sequence[str] = (
            [LIGATURES.get(letter, letter) for letter in letters] if _JOINED.search(letters) else letters
        )
        objects = list(map(_text_object, repeat(text), printed))
        if None in objects:
            raise UnsureError
        starts = [n for n, (before, item) in enumerate(pairwise([0, *objects])) if item != before]
        heads = self._heads(text, [printed[n] for n in starts], [objects[n] for n in starts])
        boxes = self.room.boxes.of(_char_box, len(printed), repeat(text), printed)
        origins = self.room.origins.of(_char_origin, len(printed), repeat(text), printed)
        left, top, glyphs, inks = self.left, self.top, self.glyphs, self.inks
        current, drawn, hidden = 0, None, -_REPEATED - 1
        for i, item, (start, _, end, _), origin in zip(printed, objects, boxes, origins, strict=True):
            if item != current:
                current, before = item, None
                style, (cx0, cy0, cx1, cy1, _), ink = next(heads)
                if ink is not drawn:
                    drawn = ink
                    inks.append(Ink(len(glyphs), *ink))
                matrix, fontsize, size, upright, font, above, below, foreign = style
            x0, baseline = origin[0] - left, top - origin[1]
            if upright:
                x1, y0, y1 = x0 + (end - start), baseline - above, baseline + below
                if foreign:
                    # The box is that of this machine's font where it is wider than what the document states.
                    widest, x1 = end - left, x0 + self._width(text, i, letters[i], style)
                    if x1 > widest + _SAME:
                        raise UnsureError
                # What rulings.shows says, without a call for each character.
                if not (cx0 <= (x0 + x1) / 2 <= cx1 and cy0 <= (y0 + y1) / 2 <= cy1):
                    hidden, away = i, (x0, baseline)
                    continue
                if i - hidden <= _REPEATED and abs(x0 - away[0]) + abs(baseline - away[1]) < 2 * size:
                    raise UnsureError
                glyph = _new(Glyph, (shown[i], x0, y0, x1, y1, size, True, font))
            else:
                place = (*matrix, x0, self.height - baseline)
                glyph = turned(shown[i], place, 0.0, 0.0, fontsize, fontsize, size, self.height, font)
            if origin == before and glyphs:
                # PDFium takes a ligature apart and divides its print among the parts; it is one glyph.
                if not upright:
                    raise UnsureError
                first = glyphs.pop()
                glyph = first._replace(text=first.text + shown[i], x1=end - left)
            glyphs.append(glyph)
            before = origin

    def _heads(
        self, text: c_void_p, indices: Sequence[int], objects: Sequence[int]
    ) -> Iterator[tuple[_Style, Clip, tuple[int, Colour | None, bool]]]:
        """Style, clip and ink of each text object, given with the index of a character of it."""
        styles, at_the_end = self.styles, _Place(2 * self.painted, _IDENTITY, self.whole)
        known: dict[tuple[int, int, tuple[int, ...]], tuple[int, Colour | None, bool]] = {}
        clip_paths = list(map(_clip_path, objects))
        for item, (a, b, c, d, _, _), fontsize, font, path, clips, mode, fill in zip(
            objects,
            self.room.matrices.of(_char_matrix, len(indices), repeat(text), indices),
            map(_font_size, repeat(text), indices),
            map(_font, objects),
            clip_paths,
            map(_clip_paths, clip_paths),
            map(_text_mode, objects),
            self.room.colours.of(_fill_colour, len(objects), objects),
            strict=True,
        ):
            key = (font, fontsize, a, b, c, d)
            order, form, within = self.texts.get(item) or at_the_end
            if mode in _STROKED:
                (fill,) = self.room.paints.of(_stroke_colour, 1, [item])
            ink = known.get((order, mode, fill))
            if ink is None:
                drawn = mode != _INVISIBLE and not is_clear(fill[3] / 255)
                ink = known[order, mode, fill] = order, None if mode in _PATTERNED else _colour(fill), drawn
            clip = self._clip(path, clips, form, within) if clips > 0 else within
            yield styles.get(key) or self._style(key), clip, ink

    def _style(self, key: tuple[Any, ...]) -> _Style:
        font, fontsize, a, b, c, d = key
        upright = a * d > 0 and abs(b) + abs(c) < 0.02 * (abs(a) + abs(d))
        size = (abs(d) if upright else abs(c) + abs(d)) * fontsize
        name = self.room.name
        whole = _base_name(font, name, len(name)) <= len(name)
        style = self.styles[key] = _Style(
            (a, b, c, d),
            fontsize,
            size,
            upright,
            name.value.decode("utf-8", "replace") if whole else "",
            ASCENT * size,
            DESCENT * size,
            0 if _is_embedded(font) else font,
        )
        return style

    def _width(self, text: c_void_p, i: int, letter: str, style: _Style) -> float:
        """The width of a letter of a font that is not embedded, as the document states it; raises UnsureError."""
        key = (style.foreign, letter)
        if key not in self.widths:
            ((_, _, bottom, top),) = self.room.drawn.of(_drawn_box, 1, [text], [i])
            if top - bottom < _FLAT * style.size:
                # No font of this machine draws it: then PDFium takes letters that follow one another for one.
                raise UnsureError
            _glyph_width(style.foreign, ord(letter), 1000.0, addressof(self.room.width))
            self.widths[key] = self.room.width.value / 1000
        return self.widths[key] * style.matrix[0] * style.fontsize

    def _clip_of(self, item: int, form: _Matrix, clip: Clip) -> Clip:
        """What the object's clip path shows of ``clip``."""
        path = _clip_path(item)
        count = _clip_paths(path)
        return self._clip(path, count, form, clip) if count > 0 else clip

    def _clip(self, path: int, count: int, form: _Matrix, clip: Clip) -> Clip:
        """What a clip path shows of ``clip``: the boxes of its paths, met."""
        # Objects drawn under one clip share its paths: where the last one lies in memory tells all of them.
        key = (_clip_segment(path, count - 1, 0), form, clip)
        known = self.clips.get(key)
        if known is None or key[0] is None:
            known = self.clips[key] = self._narrowed(path, count, form, clip)
        return known

    def _narrowed(self, path: int, count: int, form: _Matrix, clip: Clip) -> Clip:
        for p in range(count):
            size = max(_clip_segments(path, p), 0)
            segments = [_clip_segment(path, p, s) for s in range(size)]
            points = [self._placed(point, form) for point in self.room.points.of(_segment_point, size, segments)]
            if points:
                clip = clip.within(points, rectangle(points) is not None)
        return clip

    def _placed(self, point: tuple[float, float], matrix: _Matrix) -> tuple[float, float]:
        x, y = point
        a, b, c, d, e, f = matrix
        return a * x + c * y + e - self.left, self.top - (b * x + d * y + f)

    def _walk(self, items: Sequence[int], form: _Matrix, clip: Clip, depth: int) -> None:
        """Notes where each object of the page or of a form stands; takes the images."""
        kinds = list(map(_type, items))
        start = 0
        for n in [n for n, kind in enumerate(kinds) if kind != _TEXT]:
            item, kind = items[n], kinds[n]
            self._texts(items[start:n], form, clip)
            start = n + 1
            if kind == _PATH:
                self.paths.append((item, _Place(2 * self.painted + 1, form, clip)))
                self.painted += 1
            elif kind in (_IMAGE, _SHADING):
                self._picture(item, kind, _Place(2 * self.painted + 1, form, clip))
                self.painted += 1
            elif kind == _FORM and depth < _NESTING:
                self.forms -= 1
                if self.forms < 0:
                    raise UnsureError
                inside = map(_form_object, repeat(c_void_p(item)), range(_count_form_objects(item)))
                (matrix,) = self.room.matrices.of(_object_matrix, 1, [item])
                self._walk(list(inside), _times(matrix, form), self._clip_of(item, form, clip), depth + 1)
        self._texts(items[start:], form, clip)

    def _texts(self, texts: Sequence[int], form: _Matrix, clip: Clip) -> None:
        """Notes where texts stand that are drawn one after the other."""
        if texts:
            self.texts.update(dict.fromkeys(texts, _Place(2 * self.painted, form, clip)))

    def _read_glyphs(self) -> None:
        """Has PDFium read what a text draws: not what the file says that it stands for (/ActualText)."""
        marked = {item: count for item, count in zip(self.texts, map(_marks, self.texts), strict=True) if count > 0}
        for n in range(max(marked.values(), default=0)):
            items = [item for item, count in marked.items() if count > n]
            # Texts of one sequence share its mark.
            for mark, item in dict(zip(map(_mark, items, repeat(n)), items, strict=True)).items():
                if mark is not None:
                    _unmark(item, mark, b"ActualText")

    def _picture(self, item: int, kind: int, place: _Place) -> None:
        (box,) = self.room.bounds.of(_bounds, 1, [item])
        corners = [self._placed((x, y), place.form) for x in box[::2] for y in box[1::2]]
        xs, ys = [x for x, _ in corners], [y for _, y in corners]
        area = self.width * self.height
        if area and kind == _IMAGE:
            self.images += (max(xs) - min(xs)) * (max(ys) - min(ys)) / area
        within = self._clip_of(item, place.form, place.clip)
        # Whether anything shows through the picture is left to the reference.
        self._cover(Ruling(min(xs), min(ys), max(xs), max(ys)), None, within, place.order, kind == _IMAGE)

    def _cover(self, box: Ruling, colour: Colour | None, clip: Clip, order: int, picture: bool = False) -> None:
        """Something is painted over what the clip shows of a box."""
        x0, y0, x1, y1 = max(box.x0, clip.x0), max(box.y0, clip.y0), min(box.x1, clip.x1), min(box.y1, clip.y1)
        if x1 - x0 >= THIN and y1 - y0 >= THIN:
            exact = clip.exact
            self.covers.append(Cover(x0, y0, x1, y1, order, colour if exact else None, picture and exact))

    def _draw(self) -> None:
        """Takes the rulings and fills that the paths draw."""
        paths, left, top = [item for item, _ in self.paths], self.left, self.top
        count = len(paths)
        outlines: list[_Outline] = []
        clip_paths = list(map(_clip_path, paths))
        for (item, (order, form, clip)), (fill, stroke), (x0, y0, x1, y1), path, clips in zip(
            self.paths,
            self.room.modes.of(_draw_mode, count, paths),
            self.room.bounds.of(_bounds, count, paths),
            clip_paths,
            map(_clip_paths, clip_paths),
            strict=True,
        ):
            if not (fill or stroke):
                continue
            within = self._clip(path, clips, form, clip) if clips > 0 else clip
            thin: tuple[Ruling, ...] = ()
            if not stroke and form == _IDENTITY:
                thin = rect_rulings(Ruling(x0 - left, top - y1, x1 - left, top - y0))
            if thin:
                self._keep(thin, within)
            else:
                outlines.append(_Outline(item, bool(stroke), bool(fill), _Place(order, form, within)))
        self._outlines(outlines)

    def _outlines(self, outlines: Sequence[_Outline]) -> None:
        """Takes what paths draw along their segments."""
        paths = [outline.item for outline in outlines]
        counts = list(map(_segments, paths))
        segments = [_segment(path, s) for path, count in zip(paths, counts, strict=True) for s in range(count)]
        points = zip(
            map(_segment_type, segments),
            map(_segment_close, segments),
            self.room.points.of(_segment_point, len(segments), segments),
            strict=True,
        )
        for outline, count, matrix, (width,), paint in zip(
            outlines,
            counts,
            self.room.matrices.of(_object_matrix, len(paths), paths),
            self.room.widths.of(_stroke_width, len(paths), paths),
            self.room.colours.of(_fill_colour, len(paths), paths),
            strict=True,
        ):
            form = outline.place.form
            a, b, c, d, e, f = matrix if form == _IDENTITY else _times(matrix, form)
            e, f = e - self.left, self.top - f
            lines: list[list[tuple[float, float]]] = []
            straight: int | None = None
            for kind, close, (x, y) in list(islice(points, count)):
                if kind == _MOVE or not lines:
                    lines.append([])
                elif kind == _CURVE and straight is None:
                    straight = len(lines) - 1
                line = lines[-1]
                line.append((a * x + c * y + e, f - (b * x + d * y)))
                if close and line[0] != line[-1]:
                    line.append(line[0])
            self._take(outline, lines[:straight])
            wide = width * max(abs(a), abs(b), abs(c), abs(d)) if outline.stroke else 0.0
            if outline.fill or wide >= THIN:
                corners = [point for line in lines for point in line]
                self._painted(outline, corners, wide, None if straight is not None else paint)

    def _take(self, outline: _Outline, lines: Sequence[Sequence[tuple[float, float]]]) -> None:
        """Takes rulings and fills, up to the first curve."""
        for line in lines:
            found, background = path_rulings(line, outline.stroke, outline.fill)
            self._keep(found, outline.place.clip)
            if background is not None:
                self.fills.append(background)

    def _painted(
        self, outline: _Outline, points: Sequence[tuple[float, float]], wide: float, paint: tuple[int, ...] | None
    ) -> None:
        """Notes what a path covers: one rectangle that is filled with one colour, or what may let things through.

        ``wide`` is the width of its lines, ``paint`` what it is filled with; None where it is curved.
        """
        item, _, fill, (order, _, clip) = outline
        if not fill or paint is None:
            (alpha,) = self.room.paints.of(_fill_colour if fill else _stroke_colour, 1, [item])
        else:
            alpha = paint
        if not points or is_clear(alpha[3] / 255):
            return
        half = wide / 2 if wide >= THIN else 0.0
        xs, ys = [x for x, _ in points], [y for _, y in points]
        box = Ruling(min(xs) - half, min(ys) - half, max(xs) + half, max(ys) + half)
        plain = fill and not half and paint is not None and rectangle(points) is not None and not _is_blended(item)
        self._cover(box, _colour(paint) if plain and paint is not None else None, clip, order)

    def _keep(self, rulings: Iterable[Ruling], clip: Clip) -> None:
        self.rulings += [kept for ruling in rulings if (kept := clipped(ruling, clip)) is not None]


def _colour(paint: tuple[int, ...]) -> Colour:
    """A colour out of bytes of red, green, blue and opacity."""
    return paint[0] / 255, paint[1] / 255, paint[2] / 255


def _letters(text: Any) -> str:
    """The characters of a text page, one for each of its indices; raises UnsureError."""
    count = max(pdfium.FPDFText_CountChars(text), 0)
    units = array("H", bytes(2 * (count + 1)))
    if (
        pdfium.FPDFText_GetText(text, 0, count, cast(units.buffer_info()[0], pdfium.POINTER(pdfium.c_ushort)))
        == count + 1
    ):
        codes: Iterable[int] = units[:count]
    else:
        # Characters outside the basic plane take two units: then units and indices do not go together.
        codes = [pdfium.FPDFText_GetUnicode(text, i) for i in range(count)]
    letters = "".join(map(chr, codes))
    if _UNKNOWN.search(letters):
        raise UnsureError
    # Some producers map letters to the radicals that look like them; a reader of the page sees letters.
    return _RADICAL.sub(lambda found: fold(found[0]), letters)


def _times(m: _Matrix, n: _Matrix) -> _Matrix:
    """The matrix that applies m, then n."""
    return (
        m[0] * n[0] + m[1] * n[2],
        m[0] * n[1] + m[1] * n[3],
        m[2] * n[0] + m[3] * n[2],
        m[2] * n[1] + m[3] * n[3],
        m[4] * n[0] + m[5] * n[2] + n[4],
        m[4] * n[1] + m[5] * n[3] + n[5],
    )
