"""The reference engine: pdfminer.six interprets the page, this device takes glyphs and rulings.

pdfminer's own layout analysis is not used: it follows the content stream, which real reports draw out of
reading order. Glyph boxes are em boxes set on the baseline, since fonts' own ascents cannot be trusted.
"""

from __future__ import annotations

import io
import logging
from collections.abc import Sequence
from typing import Any

from pdfminer.pdfdevice import PDFTextDevice
from pdfminer.pdfdocument import PDFDocument, PDFEncryptionError, PDFPasswordIncorrect
from pdfminer.pdffont import PDFUnicodeNotDefined
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser
from pdfminer.utils import MATRIX_IDENTITY, Matrix, apply_matrix_pt, apply_matrix_rect

from dislint.readers.emboxes import ASCENT, DESCENT, turned
from dislint.readers.model import Glyph, ReadOptions, Ruling, Sheet, Sheets, UnreadableError, is_bug
from dislint.readers.rulings import clipped, path_rulings, shows
from dislint.text import fold

logging.getLogger("pdfminer").setLevel(logging.CRITICAL)

_LIGATURES = {"⸺": "——", "ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl"}
"""Single glyphs that print several characters."""


class SheetDevice(PDFTextDevice):
    """Collects the glyphs, rulings and fills of one page, in points from the top left."""

    def __init__(self, manager: PDFResourceManager) -> None:
        """An empty device."""
        super().__init__(manager)
        self.clear(0.0, 0.0)

    def clear(self, width: float, height: float) -> None:
        """Starts a page."""
        self.width, self.height = width, height
        self.glyphs: list[Glyph] = []
        self.rulings: list[Ruling] = []
        self.fills: list[Ruling] = []
        self.images = 0.0
        self.clip = Ruling(0.0, 0.0, width, height)

    def narrow(self, path: Sequence[tuple[Any, ...]], ctm: Matrix) -> None:
        """Narrows the clip to the bounding box of a path: what lies outside is not seen."""
        points = [apply_matrix_pt(ctm, segment[-2:]) for segment in path if len(segment) > 2]
        if not points:
            return
        xs, ys = [p[0] for p in points], [self.height - p[1] for p in points]
        clip = self.clip
        self.clip = Ruling(max(clip.x0, min(xs)), max(clip.y0, min(ys)), min(clip.x1, max(xs)), min(clip.y1, max(ys)))

    def begin_page(self, page: PDFPage, ctm: Matrix) -> None:
        """Takes the page's size as shown."""
        x0, y0, x1, y1 = apply_matrix_rect(ctm, page.mediabox)
        self.clear(abs(x1 - x0), abs(y1 - y0))

    def render_image(self, name: str, stream: Any) -> None:
        """Adds the share of the page that the image covers (the unit square under the matrix)."""
        x0, y0, x1, y1 = apply_matrix_rect(self.ctm, (0, 0, 1, 1)) if self.ctm else (0, 0, 0, 0)
        area = self.width * self.height
        if area:
            self.images += abs((x1 - x0) * (y1 - y0)) / area

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
        if not (stroke or fill) or self.ctm is None:
            return
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

    def _take(self, points: list[tuple[float, float]], stroke: bool, fill: bool) -> None:
        found, background = path_rulings(points, stroke, fill)
        self.rulings += [kept for ruling in found if (kept := clipped(ruling, self.clip)) is not None]
        if background is not None:
            self.fills.append(background)

    def sheet(self, number: int) -> Sheet:
        """The page collected since ``begin_page``."""
        return Sheet(
            number,
            self.width,
            self.height,
            tuple(self.glyphs),
            tuple(self.rulings),
            tuple(self.fills),
            min(self.images, 1.0),
        )


class SheetInterpreter(PDFPageInterpreter):
    """pdfminer's interpreter, with the clip that it leaves out: slides and sheets hide text behind it."""

    device: SheetDevice

    def do_q(self) -> None:
        """Saves the graphics state."""
        self._clips().append(self.device.clip)
        super().do_q()

    def do_Q(self) -> None:  # noqa: N802
        """Restores the graphics state."""
        clips = self._clips()
        if clips:
            self.device.clip = clips.pop()
        super().do_Q()

    def do_W(self) -> None:  # noqa: N802
        """Clips to the current path."""
        if self.ctm is not None:
            self.device.narrow(self.curpath, self.ctm)

    def do_W_a(self) -> None:  # noqa: N802
        """Clips to the current path, by the even-odd rule."""
        self.do_W()

    def render_contents(self, resources: Any, streams: Any, ctm: Matrix = MATRIX_IDENTITY) -> None:
        """Runs a page or a form; the clip is afterwards what it was."""
        clip = self.device.clip
        super().render_contents(resources, streams, ctm=ctm)
        self.device.clip = clip

    def _clips(self) -> list[Ruling]:
        saved: list[Ruling] = self.__dict__.setdefault("clips", [])
        return saved


def _seen(glyph: Glyph, clip: Ruling) -> bool:
    """Whether the clip shows a glyph; a watermark's words are kept whole, though the page cuts them."""
    return not glyph.upright or shows(clip, glyph)


def _character(font: Any, cid: int) -> str:
    try:
        text = str(font.to_unichr(cid))
    except PDFUnicodeNotDefined:
        return "\ufffd"
    if text in _LIGATURES:
        return _LIGATURES[text]
    # Some producers map letters to the radicals that look like them; a reader of the page sees letters.
    return fold(text) if "\u2e80" <= text <= "\u2fdf" else text


def open_document(data: bytes, options: ReadOptions) -> tuple[PDFDocument, list[PDFPage]]:
    """Opens a PDF; raises UnreadableError with what to do."""
    try:
        document = PDFDocument(PDFParser(io.BytesIO(data)), password=options.password)
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


class Reference:
    """A PDF opened by pdfminer, whose pages are interpreted as they are asked for."""

    def __init__(self, data: bytes, options: ReadOptions) -> None:
        """Opens it; raises UnreadableError."""
        self._document, self._pages = open_document(data, options)
        manager = PDFResourceManager()
        self._device = SheetDevice(manager)
        self._interpreter = SheetInterpreter(manager, self._device)
        self.count = len(self._pages)

    def sheet(self, number: int) -> Sheet:
        """One page, by its number from 1; raises UnreadableError."""
        page = self._pages[number - 1]
        try:
            page.mediabox = _shown(page)
            self._interpreter.process_page(page)
        except MemoryError:
            raise
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
