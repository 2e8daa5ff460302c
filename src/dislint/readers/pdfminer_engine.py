"""The reference engine: pdfminer.six interprets the page, this device takes glyphs and rulings.

pdfminer's own layout analysis is not used: it follows the content stream, which real reports draw out of
reading order. Glyph boxes are em boxes set on the baseline, since fonts' own ascents cannot be trusted.
"""

from __future__ import annotations

import io
import logging
import re
import sys
from collections.abc import Sequence
from typing import Any

from pdfminer.pdfdevice import PDFTextDevice
from pdfminer.pdfdocument import PDFDocument, PDFEncryptionError, PDFPasswordIncorrect
from pdfminer.pdffont import PDFType3Font, PDFUnicodeNotDefined
from pdfminer.pdfinterp import PDFGraphicState, PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser
from pdfminer.pdftypes import PDFStream, resolve1
from pdfminer.psparser import PSEOF
from pdfminer.utils import MATRIX_IDENTITY, Matrix, apply_matrix_pt, apply_matrix_rect, mult_matrix

from dislint.readers.annotations import Worded, letters, placed, worded
from dislint.readers.codes import Fonts
from dislint.readers.emboxes import ASCENT, DESCENT, LIGATURES, turned
from dislint.readers.layers import Layers
from dislint.readers.model import (
    Glyph,
    ReadOptions,
    Ruling,
    Sheet,
    Sheets,
    UnreadableError,
    is_bug,
    pages_missing,
    too_many_objects,
)
from dislint.readers.rulings import THIN, Clip, clipped, path_rulings, shows
from dislint.readers.visibility import (
    Colour,
    Cover,
    Ink,
    is_clear,
    is_opaque,
    is_overlay,
    rectangle,
    under_pictures,
    unseen,
)
from dislint.text import fold

logging.getLogger("pdfminer").setLevel(logging.CRITICAL)

_SURROGATE = re.compile("[\ud800-\udfff]")
_INVISIBLE = 3
_STROKED = (1, 5)
"""Modes of text that draw outlines only."""
_PATTERNED = (2, 4, 6, 7)
"""Modes of text that draw outlines too, or that leave it to what is painted through the letters."""
_AFTER_STREAM = 32
"""Where a stream ends, its end is told within so many bytes."""
_SPACES = frozenset(("DeviceGray", "DeviceRGB", "DeviceCMYK", "CalGray", "CalRGB", "ICCBased"))


_SEEN_THROUGH = ("SMask", "Mask", "ImageMask", "IM")
"""What a picture has that does not hide what lies beneath it."""


class TooManyError(Exception):
    """More is drawn on a page than may be."""


class SheetDevice(PDFTextDevice):
    """Collects the glyphs, rulings and fills of one page, in points from the top left."""

    def __init__(self, manager: PDFResourceManager) -> None:
        """An empty device."""
        super().__init__(manager)
        self.most = sys.maxsize
        """So many things are taken of a page."""
        self.clear(0.0, 0.0)

    def clear(self, width: float, height: float) -> None:
        """Starts a page."""
        self.width, self.height = width, height
        self.glyphs: list[Glyph] = []
        self.rulings: list[Ruling] = []
        self.fills: list[Ruling] = []
        self.images = 0.0
        self.clip = Clip(0.0, 0.0, width, height)
        self.inks: list[Ink] = []
        self.covers: list[Cover] = []
        self.off = False
        """Whether what is drawn belongs to a layer that is off."""
        self.forms = 0
        self.solid = True
        """Whether nothing shows through what is drawn."""

    def count(self) -> None:
        """Raises TooManyError where more is drawn than is taken of a page: forms in forms multiply."""
        if len(self.glyphs) + len(self.rulings) + len(self.fills) + self.forms > self.most:
            raise TooManyError

    def narrow(self, path: Sequence[tuple[Any, ...]], ctm: Matrix) -> None:
        """Narrows the clip to the bounding box of a path: what lies outside is not seen."""
        points = self._points(path, ctm)
        if not points:
            return
        self.clip = self.clip.within(points, rectangle(points) is not None)

    def _points(self, path: Sequence[tuple[Any, ...]], ctm: Matrix) -> list[tuple[float, float]]:
        """Where the segments of a path end."""
        placed = (apply_matrix_pt(ctm, segment[-2:]) for segment in path if len(segment) > 2)
        return [(x, self.height - y) for x, y in placed]

    def cover(self, box: Ruling, colour: Colour | None, picture: bool = False) -> None:
        """Something was painted over what the clip shows of a box."""
        x0, y0 = max(box.x0, self.clip.x0), max(box.y0, self.clip.y0)
        x1, y1 = min(box.x1, self.clip.x1), min(box.y1, self.clip.y1)
        if x1 - x0 >= THIN and y1 - y0 >= THIN and not self.off:
            colour, picture = colour if self.clip.exact else None, picture and self.clip.exact
            self.covers.append(Cover(x0, y0, x1, y1, 2 * len(self.covers) + 1, colour, picture))

    def render_string(self, textstate: Any, seq: Any, ncs: Any, graphicstate: Any) -> None:
        """Notes how the text is drawn, and takes it."""
        self.count()
        mode = textstate.render
        colour = graphicstate.stroking() if mode in _STROKED else graphicstate.filling()
        alpha = graphicstate.stroke_alpha if mode in _STROKED else graphicstate.fill_alpha
        if mode in _PATTERNED or isinstance(textstate.font, PDFType3Font):
            colour = None
        drawn = mode != _INVISIBLE and not is_clear(alpha) and not self.off
        ink = Ink(len(self.glyphs), 2 * len(self.covers), colour, drawn)
        if not self.inks or self.inks[-1][1:] != ink[1:]:
            self.inks.append(ink)
        super().render_string(textstate, seq, ncs, graphicstate)

    def begin_page(self, page: PDFPage, ctm: Matrix) -> None:
        """Takes the page's size as shown."""
        self.page_ctm = ctm
        x0, y0, x1, y1 = apply_matrix_rect(ctm, page.mediabox)
        self.clear(abs(x1 - x0), abs(y1 - y0))

    def render_image(self, name: str, stream: Any) -> None:
        """Adds the share of the page that the image covers (the unit square under the matrix)."""
        x0, y0, x1, y1 = apply_matrix_rect(self.ctm, (0, 0, 1, 1)) if self.ctm else (0, 0, 0, 0)
        area = self.width * self.height
        if area and not self.off:
            self.images += abs((x1 - x0) * (y1 - y0)) / area
            a, b, c, d = self.ctm[:4] if self.ctm else (0, 0, 0, 0)
            straight = min(abs(b) + abs(c), abs(a) + abs(d)) < THIN
            hides = self.solid and straight and not any(stream.get(name) for name in _SEEN_THROUGH)
            self.cover(Ruling(x0, self.height - y1, x1, self.height - y0), None, hides)

    def render_string_horizontal(
        self,
        seq: Any,
        matrix: Matrix,
        pos: tuple[float, float],
        font: Any,
        fontsize: float,
        scaling: float,
        charspace: float,
        wordspace: float,
        rise: float,
        dxscale: float,
        ncs: Any,
        graphicstate: Any,
    ) -> tuple[float, float]:
        """Takes the glyphs of one show-text operator; returns the pen's place after it."""
        x, y = pos
        a, b, c, d, e, f = matrix
        upright = a * d * scaling > 0 and abs(b) + abs(c) < 0.02 * (abs(a) + abs(d))
        size = abs(d) * fontsize if upright else (abs(c) + abs(d)) * fontsize
        advance_scale = fontsize * scaling
        name = font.fontname or ""
        add, height = self.glyphs.append, self.height
        pending = False
        start = len(self.glyphs)
        for item in seq:
            if isinstance(item, (int, float)):
                x -= item * dxscale
                pending = True
            elif isinstance(item, bytes):
                for cid in font.decode(item):
                    if pending:
                        x += charspace
                    advance = font.char_width(cid) * advance_scale
                    text = _character(font, cid)
                    if upright:
                        x0, base = a * x + e, height - (d * (y + rise) + f)
                        add(
                            Glyph(
                                text,
                                x0,
                                base - ASCENT * size,
                                x0 + a * advance,
                                base + DESCENT * size,
                                size,
                                True,
                                name,
                            )
                        )
                    else:
                        add(turned(text, matrix, x, y + rise, advance, fontsize, size, height, name))
                    x += advance
                    if cid == 32 and wordspace:
                        x += wordspace
                    pending = True
        self._clip_from(start)
        return x, y

    def _clip_from(self, start: int) -> None:
        """Drops the glyphs from ``start`` on that the clip hides."""
        glyphs, clip = self.glyphs, self.clip
        if start < len(glyphs) and not (_seen(glyphs[start], clip) and _seen(glyphs[-1], clip)):
            glyphs[start:] = [glyph for glyph in glyphs[start:] if _seen(glyph, clip)]

    def render_char(
        self,
        matrix: Matrix,
        font: Any,
        fontsize: float,
        scaling: float,
        rise: float,
        cid: int,
        ncs: Any,
        graphicstate: Any,
    ) -> float:
        """Takes one glyph of vertical writing."""
        advance = float(font.char_width(cid) * fontsize * scaling)
        size = (abs(matrix[2]) + abs(matrix[3])) * fontsize
        self.glyphs.append(
            turned(_character(font, cid), matrix, 0, rise, fontsize, fontsize, size, self.height, font.fontname or "")
        )
        self._clip_from(len(self.glyphs) - 1)
        return advance

    def paint_path(
        self, graphicstate: Any, stroke: bool, fill: bool, evenodd: bool, path: Sequence[tuple[Any, ...]]
    ) -> None:
        """Takes straight horizontal and vertical strokes, thin filled rectangles, and backgrounds."""
        if not (stroke or fill) or self.ctm is None or self.off:
            return
        self._painted(graphicstate, stroke, fill, self._points(path, self.ctm), path)
        points: list[tuple[float, float]] = []
        for segment in path:
            op = segment[0]
            if op == "m":
                self._take(points, stroke, fill)
                points = []
            elif op not in "lh":
                points = []
                return
            if op == "h":
                if points:
                    points.append(points[0])
            else:
                x, y = apply_matrix_pt(self.ctm, segment[-2:])
                points.append((x, self.height - y))
        self._take(points, stroke, fill)

    def _painted(
        self, state: Any, stroke: bool, fill: bool, points: list[tuple[float, float]], path: Sequence[tuple[Any, ...]]
    ) -> None:
        """Notes what a path covers: one rectangle that is filled with one colour, or what may let things through."""
        wide = state.linewidth * max(map(abs, self.ctm[:4])) if stroke and self.ctm else 0.0
        if not points or is_clear(state.fill_alpha if fill else state.stroke_alpha) or not (fill or wide >= THIN):
            return
        xs, ys = [p[0] for p in points], [p[1] for p in points]
        half = wide / 2 if wide >= THIN else 0.0
        plain = fill and not half and all(segment[0] in "mlh" for segment in path) and rectangle(points) is not None
        box = Ruling(min(xs) - half, min(ys) - half, max(xs) + half, max(ys) + half)
        self.cover(box, state.filling() if plain and is_opaque(state.fill_alpha) and state.plain else None)

    def _take(self, points: list[tuple[float, float]], stroke: bool, fill: bool) -> None:
        found, background = path_rulings(points, stroke, fill)
        self.rulings += [kept for ruling in found if (kept := clipped(ruling, self.clip)) is not None]
        if background is not None:
            self.fills.append(background)

    def sheet(self, number: int) -> Sheet:
        """The page collected since ``begin_page``."""
        hidden = unseen(self.glyphs, self.inks, self.covers, self.images)
        away = frozenset(hidden)
        return Sheet(
            number,
            self.width,
            self.height,
            tuple([glyph for i, glyph in enumerate(self.glyphs) if i not in away] if away else self.glyphs),
            tuple(self.rulings),
            tuple(self.fills),
            min(self.images, 1.0),
            tuple([self.glyphs[i] for i in hidden]),
            tuple(
                [
                    self.glyphs[i]
                    for i in under_pictures(self.glyphs, self.inks, self.covers, self.images)
                    if i not in away
                ]
            ),
            overlay=is_overlay(self.glyphs, self.inks, self.covers, self.images),
        )


class _Graphics(PDFGraphicState):
    """pdfminer's graphics state, with the opacity that it leaves out.

    Not ``plain``: what is painted is blended with what lies below it.
    """

    def __init__(self) -> None:
        super().__init__()
        self.fill_alpha = self.stroke_alpha = 1.0
        self.plain = True

    def copy(self) -> _Graphics:
        """The same state."""
        made = _Graphics.__new__(_Graphics)
        made.__dict__.update(self.__dict__)
        return made

    def filling(self) -> Colour | None:
        """The colour that fills are painted with."""
        return _rgb(self.ncs.name, self.ncolor)

    def stroking(self) -> Colour | None:
        """The colour that lines are drawn with."""
        return _rgb(self.scs.name, self.scolor)


def _rgb(space: str, colour: Any) -> Colour | None:
    """A colour in red, green and blue; None where pdfminer does not tell it."""
    parts = colour if isinstance(colour, tuple) else (colour,)
    if space not in _SPACES or not all(isinstance(part, (int, float)) for part in parts):
        return None
    match parts:
        case (grey,):
            return (grey, grey, grey)
        case (red, green, blue):
            return (red, green, blue)
        case (cyan, magenta, yellow, black):
            return ((1 - cyan) * (1 - black), (1 - magenta) * (1 - black), (1 - yellow) * (1 - black))
    return None


class SheetInterpreter(PDFPageInterpreter):
    """pdfminer's interpreter, with what it leaves out: the clip, opacity and layers, which hide text."""

    device: SheetDevice
    graphicstate: _Graphics
    layers: Layers
    group: _Graphics | None = None
    """The state that a form is drawn in."""

    def subinterp(self) -> SheetInterpreter:
        """The interpreter of a form."""
        made = super().subinterp()
        assert isinstance(made, SheetInterpreter)
        made.layers, made.group = self.layers, self.graphicstate
        return made

    def init_state(self, ctm: Matrix) -> None:
        """Starts a page or a form: what is clear around a form is clear in it."""
        super().init_state(ctm)
        self.saved: list[Clip] = []
        self.marked: list[bool] = []
        """Whether a layer was off before each open sequence of marked content."""
        state = _Graphics()
        if self.group is not None:
            state = self.group.copy()
        self.graphicstate = state

    def do_q(self) -> None:
        """Saves the graphics state."""
        self.saved.append(self.device.clip)
        super().do_q()

    def do_Q(self) -> None:  # noqa: N802
        """Restores the graphics state."""
        if self.saved:
            self.device.clip = self.saved.pop()
        super().do_Q()

    def do_gs(self, name: Any) -> None:
        """Takes opacity and blending from a dictionary of the resources."""
        states = resolve1(self.resources.get("ExtGState"))
        state = resolve1(states.get(getattr(name, "name", ""))) if isinstance(states, dict) else None
        if not isinstance(state, dict):
            return
        fill, stroke, mode, mask = (resolve1(state.get(key)) for key in ("ca", "CA", "BM", "SMask"))
        given = self.group or _Graphics()
        if isinstance(fill, (int, float)):
            self.graphicstate.fill_alpha = fill * given.fill_alpha
        if isinstance(stroke, (int, float)):
            self.graphicstate.stroke_alpha = stroke * given.stroke_alpha
        if mode is not None or mask is not None:
            usual = mode is None or _named(mode) in ("Normal", "Compatible")
            self.graphicstate.plain = given.plain and usual and (mask is None or _named(mask) == "None")

    def do_cs(self, name: Any) -> None:
        """Sets the colour space, and its first colour, which is black or not known."""
        super().do_cs(name)
        self.graphicstate.ncolor = 0

    def do_CS(self, name: Any) -> None:  # noqa: N802
        """Sets the colour space of lines, and its first colour."""
        super().do_CS(name)
        self.graphicstate.scolor = 0

    def do_F(self) -> None:  # noqa: N802
        """Fills the path, as old programs write it."""
        self.do_f()

    def do__w(self, aw: Any, ac: Any, s: Any) -> None:
        """Shows a text on the next line, spaced as it says; pdfminer leaves it on the line before."""
        self.do_T_a()
        super().do__w(aw, ac, s)

    def do_sh(self, name: object) -> None:
        """Paints a gradient over the clip."""
        self.device.cover(Ruling(*self.device.clip[:4]), None)

    def do_BMC(self, tag: Any) -> None:  # noqa: N802
        """Begins marked content."""
        self.marked.append(self.device.off)

    def do_BDC(self, tag: Any, props: Any) -> None:  # noqa: N802
        """Begins marked content, perhaps of a layer that is off."""
        self.marked.append(self.device.off)
        lists = resolve1(self.resources.get("Properties"))
        if getattr(tag, "name", "") == "OC" and isinstance(lists, dict):
            self.device.off |= self.layers.hides(lists.get(getattr(props, "name", "")))

    def do_EMC(self) -> None:  # noqa: N802
        """Ends marked content."""
        if self.marked:
            self.device.off = self.marked.pop()

    def do_Do(self, xobjid_arg: Any) -> None:  # noqa: N802
        """Draws an image or a form, unless its layer is off."""
        self.device.forms += 1
        self.device.count()
        self._see_through()
        form, before = resolve1(self.xobjmap.get(getattr(xobjid_arg, "name", ""))), self.device.off
        if isinstance(form, PDFStream) and "OC" in form:
            self.device.off |= self.layers.hides(form.attrs["OC"])
        super().do_Do(xobjid_arg)
        self.device.off = before

    def do_EI(self, obj: Any) -> None:  # noqa: N802
        """Draws an image that stands in the page itself."""
        self._see_through()
        super().do_EI(obj)

    def _see_through(self) -> None:
        self.device.solid = is_opaque(self.graphicstate.fill_alpha) and self.graphicstate.plain

    def do_W(self) -> None:  # noqa: N802
        """Clips to the current path."""
        if self.ctm is not None:
            self.device.narrow(self.curpath, self.ctm)

    def do_W_a(self) -> None:  # noqa: N802
        """Clips to the current path, by the even-odd rule."""
        self.do_W()

    def render_contents(self, resources: Any, streams: Any, ctm: Matrix = MATRIX_IDENTITY) -> None:
        """Runs a page or a form; clip and layer are afterwards what they were."""
        clip, off = self.device.clip, self.device.off
        super().render_contents(resources, streams, ctm=ctm)
        self.device.clip, self.device.off = clip, off

    def draw(self, note: Worded) -> None:
        """Draws an annotation over the page."""
        device, form = self.device, note.appearance
        self.group = None
        if form is None:
            device.inks.append(Ink(len(device.glyphs), 2 * len(device.covers), None))
            device.glyphs += letters(note, device.page_ctm, device.height)
        elif not self.layers.hides(form.attrs.get("OC")) and (place := placed(note, form)) is not None:
            resources = resolve1(form.get("Resources"))
            ctm = mult_matrix(place, device.page_ctm)
            rulings, fills = list(device.rulings), list(device.fills)
            self.render_contents(resources if isinstance(resources, dict) else {}, [form], ctm=ctm)
            if note.shape:
                device.rulings, device.fills = rulings, fills


class _Parser(PDFParser):
    """pdfminer's parser, which cuts a stream off where its /Length says, though the stream goes on."""

    def do_keyword(self, pos: int, token: Any) -> None:
        """Takes a keyword; a stream whose /Length is wrong is read up to its end."""
        if token is not self.KEYWORD_STREAM or self.fallback or not self.curstack:
            super().do_keyword(pos, token)
            return
        ((at, described),) = self.pop(1)  # What is looked up or sought in between empties the stack.
        self.fallback = not self._ends_as_stated(pos, described)
        self.push((at, described))
        try:
            super().do_keyword(pos, token)
        finally:
            self.fallback = False

    def _ends_as_stated(self, pos: int, described: Any) -> bool:
        """Whether the stream that begins here ends where its dictionary says."""
        length = resolve1(described.get("Length")) if isinstance(described, dict) else None
        if not isinstance(length, int) or length < 0:
            return False
        self.seek(pos)
        try:
            _, line = self.nextline()
        except PSEOF:
            return True
        self.fp.seek(pos + len(line) + length)
        return bool(self.fp.read(_AFTER_STREAM).lstrip(b"\r\n\t \0").startswith(b"endstream"))


def _named(value: Any) -> str:
    """The name that a value is, or the first of a list of names."""
    if isinstance(value, list):
        value = resolve1(value[0]) if value else None
    return str(getattr(value, "name", ""))


def _seen(glyph: Glyph, clip: Clip) -> bool:
    """Whether the clip shows a glyph; a watermark's words are kept whole, though the page cuts them."""
    return not glyph.upright or shows(clip, glyph)


def _character(font: Any, cid: int) -> str:
    try:
        text = str(font.to_unichr(cid))
    except PDFUnicodeNotDefined:
        return "\ufffd"
    if text in LIGATURES:
        return LIGATURES[text]
    if _SURROGATE.search(text):
        return "\ufffd"  # Half of a character.
    # Some producers map letters to the radicals that look like them; a reader of the page sees letters.
    return fold(text) if "\u2e80" <= text <= "\u2fdf" else text


def open_document(data: bytes, options: ReadOptions) -> tuple[PDFDocument, list[PDFPage]]:
    """Opens a PDF; raises UnreadableError with what to do."""
    try:
        document = PDFDocument(_Parser(io.BytesIO(data)), password=options.password)
        pages = list(PDFPage.create_pages(document))
    except PDFPasswordIncorrect:
        raise UnreadableError(
            "E002", "文件已加密，需要密码：请用 --password 给出", "the file is encrypted: give --password"
        ) from None
    except PDFEncryptionError as error:
        raise UnreadableError("E002", f"无法解密：{error}", f"cannot decrypt: {error}") from None
    except MemoryError:
        raise
    except Exception as error:  # pdfminer raises anything, from KeyError to AssertionError, on damaged files
        raise UnreadableError(
            "E001", f"PDF 已损坏，无法打开（{type(error).__name__}）", f"damaged PDF ({type(error).__name__})"
        ) from None
    if not pages:
        raise UnreadableError("E001", "PDF 中没有页面，文件可能不完整", "the PDF has no pages; it may be truncated")
    return document, pages


def _shown(page: PDFPage) -> tuple[float, float, float, float]:
    """The part of the page that viewers show: its crop box within its media box."""
    x0, y0, x1, y1 = page.mediabox
    u0, v0, u1, v1 = page.cropbox or page.mediabox
    box = (max(x0, u0), max(y0, v0), min(x1, u1), min(y1, v1))
    return box if box[0] < box[2] and box[1] < box[3] else (x0, y0, x1, y1)


def _stated_pages(document: PDFDocument) -> int:
    """How many pages the root of the pages says there are; 0 where it does not say."""
    root = resolve1(document.catalog.get("Pages"))
    count = resolve1(root.get("Count")) if isinstance(root, dict) else 0
    return count if isinstance(count, int) else 0


class Reference:
    """A PDF opened by pdfminer, whose pages are interpreted as they are asked for."""

    def __init__(self, data: bytes, options: ReadOptions) -> None:
        """Opens it; raises UnreadableError."""
        self._document, self._pages = open_document(data, options)
        manager = Fonts()
        self._device = SheetDevice(manager)
        self._device.most = options.max_objects
        self._interpreter = SheetInterpreter(manager, self._device)
        self._interpreter.layers = self.layers = Layers(self._document.catalog)
        self.count = len(self._pages)
        stated = _stated_pages(self._document)
        if stated > self.count:
            raise pages_missing(stated, self.count)

    def sheet(self, number: int) -> Sheet:
        """One page, by its number from 1; raises UnreadableError."""
        page = self._pages[number - 1]
        try:
            page.mediabox = _shown(page)
            self._interpreter.process_page(page)
            for note in worded(page.annots):
                self._interpreter.draw(note)
        except MemoryError:
            raise
        except TooManyError:
            raise too_many_objects(number, self._device.most) from None
        except Exception as error:
            if is_bug(error):
                raise
            raise UnreadableError(
                "E001",
                f"第 {number} 页已损坏，无法读取（{type(error).__name__}）",
                f"page {number} is damaged ({type(error).__name__})",
            ) from None
        return self._device.sheet(number)


def read_sheets(data: bytes, options: ReadOptions) -> Sheets:
    """The pages of a PDF, interpreted one by one."""
    reference = Reference(data, options)
    return Sheets(reference.count, (reference.sheet(number) for number in range(1, reference.count + 1)))
