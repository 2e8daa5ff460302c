"""The reference engine: pdfminer.six interprets the page, this device takes glyphs and rulings.

pdfminer's own layout analysis is not used: it follows the content stream, which real reports draw out of
reading order. Glyph boxes are em boxes set on the baseline, since fonts' own ascents cannot be trusted.
"""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator, Sequence
from typing import Any

from pdfminer.pdfdevice import PDFTextDevice
from pdfminer.pdfdocument import PDFDocument, PDFEncryptionError, PDFPasswordIncorrect
from pdfminer.pdffont import PDFUnicodeNotDefined
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser
from pdfminer.utils import Matrix, apply_matrix_pt, apply_matrix_rect, mult_matrix

from dislint.readers.model import Glyph, ReadOptions, Ruling, Sheet, Sheets, UnreadableError
from dislint.readers.rulings import THIN, rect_rulings

logging.getLogger("pdfminer").setLevel(logging.CRITICAL)

ASCENT, DESCENT = 0.88, 0.12
"""The em box about the baseline, as East Asian fonts draw it."""


class SheetDevice(PDFTextDevice):
    """Collects the glyphs, rulings and fills of one page, in points from the top left."""

    def __init__(self, manager: PDFResourceManager) -> None:
        super().__init__(manager)
        self.clear(0.0, 0.0)

    def clear(self, width: float, height: float) -> None:
        """Starts a page."""
        self.width, self.height = width, height
        self.glyphs: list[Glyph] = []
        self.rulings: list[Ruling] = []
        self.fills: list[Ruling] = []
        self.images = 0.0

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
                        add(_turned(text, matrix, x, y + rise, advance, fontsize, size, height, name))
                    x += advance
                    if cid == 32 and wordspace:
                        x += wordspace
                    pending = True
        return x, y

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
            _turned(_character(font, cid), matrix, 0, rise, fontsize, fontsize, size, self.height, font.fontname or "")
        )
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
        if len(points) < 2:
            return
        if fill and len(points) >= 4:
            xs, ys = [p[0] for p in points], [p[1] for p in points]
            box = Ruling(min(xs), min(ys), max(xs), max(ys))
            thin = rect_rulings(box)
            if thin:
                self.rulings.extend(thin)
                return
            self.fills.append(box)
        if stroke:
            for (x0, y0), (x1, y1) in zip(points, points[1:], strict=False):
                if abs(x0 - x1) < THIN or abs(y0 - y1) < THIN:
                    self.rulings.append(Ruling(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)))

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


def _character(font: Any, cid: int) -> str:
    try:
        return str(font.to_unichr(cid))
    except PDFUnicodeNotDefined:
        return "\ufffd"


def _turned(
    text: str,
    matrix: Matrix,
    x: float,
    y: float,
    advance: float,
    fontsize: float,
    size: float,
    height: float,
    name: str,
) -> Glyph:
    a, b, c, d, e, f = matrix
    corners = [
        (a * u + c * v + e, b * u + d * v + f)
        for u in (x, x + advance)
        for v in (y - DESCENT * fontsize, y + ASCENT * fontsize)
    ]
    xs, ys = [p[0] for p in corners], [height - p[1] for p in corners]
    return Glyph(text, min(xs), min(ys), max(xs), max(ys), size, False, name)


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
    except Exception as error:  # pdfminer raises anything, from KeyError to AssertionError, on damaged files
        raise UnreadableError(
            "E001", f"PDF 已损坏，无法打开（{type(error).__name__}）", f"damaged PDF ({type(error).__name__})"
        ) from None
    if not pages:
        raise UnreadableError("E001", "PDF 中没有页面，文件可能不完整", "the PDF has no pages; it may be truncated")
    return document, pages


def read_sheets(data: bytes, options: ReadOptions) -> Sheets:
    """The pages of a PDF, interpreted one by one."""
    _, pages = open_document(data, options)
    if len(pages) > options.max_pages:
        raise UnreadableError(
            "E004",
            f"共 {len(pages)} 页，超过上限 {options.max_pages} 页，未检查",
            f"{len(pages)} pages, more than the limit of {options.max_pages}: not checked",
        )
    return Sheets(len(pages), _interpret(pages))


def _interpret(pages: list[PDFPage]) -> Iterator[Sheet]:
    manager = PDFResourceManager()
    device = SheetDevice(manager)
    interpreter = PDFPageInterpreter(manager, device)
    for number, page in enumerate(pages, 1):
        try:
            interpreter.process_page(page)
        except Exception as error:
            raise UnreadableError(
                "E001",
                f"第 {number} 页已损坏，无法读取（{type(error).__name__}）",
                f"page {number} is damaged ({type(error).__name__})",
            ) from None
        yield device.sheet(number)
