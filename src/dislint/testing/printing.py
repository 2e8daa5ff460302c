"""Reports printed as PDF by reportlab, in a layout."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import accumulate, pairwise
from pathlib import Path
from typing import Any

from dislint.testing.report import MARK, Heading, Paragraph, Report, TableBlock
from dislint.testing.variants import Variant

_MARGIN, _TOP = 56, 64
_AMOUNT = frozenset("0123456789.,-%")


def print_pdf(report: Report, path: Path, variant: Variant) -> frozenset[int]:
    """Writes the report as a PDF; returns the pages that marked words stand on."""
    from reportlab.platypus import SimpleDocTemplate

    font = _register(variant)
    document = SimpleDocTemplate(
        str(path), pagesize=variant.paper, leftMargin=_MARGIN, rightMargin=_MARGIN, topMargin=_TOP, bottomMargin=_TOP,
        title=report.cover[-1], invariant=1, rotation=90 if variant.turned else 0,
    )  # fmt: skip

    marked: set[int] = set()

    def decorate(canvas: Any, template: Any) -> None:
        canvas.linkURL = lambda *_, **__: marked.add(canvas.getPageNumber())
        _decorate(canvas, template.page, variant, font)

    width = variant.paper[0] - 2 * _MARGIN
    document.build(
        list(_flowables(report, variant, width, font)),
        onFirstPage=decorate,
        onLaterPages=decorate,
        canvasmaker=_canvas(variant),
    )
    return frozenset(marked)


_MARKED = "https://marked.invalid"


def _canvas(variant: Variant) -> Any:
    """What draws the pages: reportlab's canvas, or one whose lines are thin filled rectangles."""
    from reportlab.pdfgen.canvas import Canvas

    if variant.rules != "boxes":
        return Canvas

    class BoxCanvas(Canvas):  # type: ignore[misc]
        def line(self, x0: float, y0: float, x1: float, y1: float) -> None:
            pen = self._lineWidth
            self.rect(x0 - pen / 2, y0 - pen / 2, x1 - x0 + pen, y1 - y0 + pen, stroke=0, fill=1)

    return BoxCanvas


def _register(variant: Variant) -> str:
    """Makes the font known to reportlab; its name there."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfbase.ttfonts import TTFont

    if variant.font is None:
        pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
        return "STSong-Light"
    pdfmetrics.registerFont(TTFont("Embedded", variant.font.path, subfontIndex=variant.font.number))
    return "Embedded"


def _decorate(canvas: Any, page: int, variant: Variant, font: str) -> None:
    width, height = variant.paper
    if variant.turned:
        # The sheet stands upright and is shown turned: what is drawn is turned the other way.
        canvas.transform(0, 1, -1, 0, height, 0)
    canvas.saveState()
    if variant.page_numbers and page > 1:
        canvas.setFont(font, 9)
        canvas.drawCentredString(width / 2, 32, f"- {page} -")
    if variant.watermark:
        canvas.setFont(font, 48)
        canvas.setFillGray(0.85)
        canvas.translate(width / 2, height / 2)
        canvas.rotate(40)
        canvas.drawCentredString(0, 0, variant.watermark)
    canvas.restoreState()


def _flowables(report: Report, variant: Variant, width: float, font: str) -> Iterator[Any]:
    from reportlab.lib.enums import TA_CENTER
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.platypus import PageBreak, Spacer
    from reportlab.platypus import Paragraph as Flow

    size = variant.size
    body = ParagraphStyle(
        "body", fontName=font, fontSize=size, leading=size * 1.6, wordWrap="CJK", firstLineIndent=2 * size
    )
    heading = ParagraphStyle("heading", parent=body, spaceBefore=6, firstLineIndent=2 * size)
    entry = ParagraphStyle("entry", parent=body, firstLineIndent=0)
    title = ParagraphStyle(
        "title", parent=body, fontSize=size * 1.4, leading=size * 2.2, alignment=TA_CENTER, firstLineIndent=0
    )
    yield Spacer(1, 160)
    for line in report.cover:
        yield Flow(_escape(line), title)
    yield PageBreak()
    yield Flow("目 录", title)
    for line in report.contents:
        yield Flow(_escape(line), entry)
    yield PageBreak()
    for block in report.blocks:
        if isinstance(block, TableBlock):
            yield PageBreak()
            for line in () if variant.titles_inside else (block.title, *block.caption):
                yield Flow(_escape(line), title if line == block.title else entry)
            above = 0.0 if variant.titles_inside else title.leading + len(block.caption) * entry.leading
            whole = _titled(block) if variant.titles_inside else block
            yield from _pieces(whole, variant, _widths(whole, width), font, variant.paper[1] - 2 * _TOP - above)
            for line in block.notes:
                yield Flow(_escape(line), entry)
        elif isinstance(block, Heading):
            if block.depth == 0:
                yield PageBreak()
            yield Flow(_escape(block.text), title if block.depth == 0 else heading)
        elif isinstance(block, Paragraph):
            yield Flow(_escape(block.text), body)


def _escape(text: str) -> str:
    """Text for reportlab; the letter after a mark (or the last one, before it) is a link, which tells its page."""
    first, *rest = (_plain(part) for part in re.split(f"{MARK}+(?=.)|{MARK}+$", text))
    if rest and not rest[-1]:
        text = text.rstrip(MARK)
        return _escape(text[:-1] + MARK + text[-1:]) if text else ""
    linked = rf'<a href="{_MARKED}" color="black">\1</a>'
    return first + "".join(re.sub(r"(&\w+;|.)", linked, part, count=1) for part in rest)


def _plain(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")


def _is_amount(text: str) -> bool:
    return bool(text) and set(text.strip(MARK)) <= _AMOUNT


def _titled(block: TableBlock) -> TableBlock:
    """The table with its title and captions as merged cells of its first rows, the last two side by side."""
    width = len(block.rows[0])
    heads = [[block.title], *([text] for text in block.caption[:-2]), list(block.caption[-2:])]
    rows, spans = [], []
    for r, texts in enumerate(heads):
        parts = [width * n // len(texts) for n in range(len(texts) + 1)]
        rows.append([texts[parts.index(c)] if c in parts else "" for c in range(width)])
        spans += [(r, a, 1, b - a) for a, b in pairwise(parts)]
    spans += [(r + len(rows), c, down, across) for r, c, down, across in block.spans]
    return replace(block, rows=[*rows, *block.rows], header=block.header + len(rows), spans=spans)


def _widths(block: TableBlock, width: float) -> list[float]:
    longest = [max(len(row[c].strip(MARK)) for row in block.rows[block.header :]) for c in range(len(block.rows[0]))]
    weights = [min(max(n, 4), 14) for n in longest]
    return [width * weight / sum(weights) for weight in weights]


def _pieces(block: TableBlock, variant: Variant, widths: list[float], font: str, height: float) -> Iterator[Any]:
    """The table; where rows are to be split, in pieces as high as a page, the last row of each going on in the next."""
    from reportlab.platypus import PageBreak

    table = _table(block, variant, widths, font)
    table.wrap(sum(widths), 1e6)
    at = _last_row(block, table._rowHeights, height) if variant.split_rows else None
    if at is None:
        yield table
        return
    # What stands between the rulings of a cell, six points to each side.
    fit = [int((width - 12) // variant.cell_size) for width in widths]
    upper = [text if _is_amount(text) else text[:n] for text, n in zip(block.rows[at], fit, strict=True)]
    lower = ["" if _is_amount(text) else text[n:] for text, n in zip(block.rows[at], fit, strict=True)]
    head = block.header if variant.repeat_header else 0
    moved = [(r - at + head, c, down, across) for r, c, down, across in block.spans if r > at]
    kept = [span for span in block.spans if span[0] <= at]
    yield _table(replace(block, rows=[*block.rows[:at], upper], spans=kept), variant, widths, font)
    yield PageBreak()
    rest = replace(
        block,
        rows=[*block.rows[:head], lower, *block.rows[at + 1 :]],
        header=head,
        spans=[*(span for span in block.spans if span[0] < head), *moved],
    )
    yield from _pieces(rest, variant, widths, font, variant.paper[1] - 2 * _TOP)


def _last_row(block: TableBlock, heights: list[float], room: float) -> int | None:
    """The last row that begins on a page with so much room and has a name of several lines; None where all fit."""
    ends = list(accumulate(heights))
    if ends[-1] <= room - 12:
        return None
    started = [r for r in range(block.header, len(ends)) if ends[r] < room - 12]
    long = [r for r in started if r > block.header and heights[r] > 1.5 * min(heights)]
    return long[-1] if long else None


def _table(block: TableBlock, variant: Variant, widths: list[float], font: str) -> Any:
    from reportlab.lib.enums import TA_RIGHT
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.platypus import Paragraph as Flow
    from reportlab.platypus import Table

    size = variant.cell_size
    style = ParagraphStyle("cell", fontName=font, fontSize=size, leading=size * 1.25, wordWrap="CJK")
    amount = ParagraphStyle("amount", parent=style, alignment=TA_RIGHT)
    right = variant.right
    cells = [
        [Flow(_escape(text), amount if right and _is_amount(text) else style) if text else "" for text in row]
        for row in block.rows
    ]
    table = Table(
        cells,
        colWidths=widths,
        repeatRows=block.header if variant.repeat_header else 0,
    )
    table.setStyle([*_spans(block), *_places(block, variant), *_rules(block, variant)])
    return table


def _spans(block: TableBlock) -> list[Any]:
    return [("SPAN", (c, r), (c + across - 1, r + down - 1)) for r, c, down, across in block.spans]


def _places(block: TableBlock, variant: Variant) -> list[Any]:
    """Where the text of a cell stands in it."""
    places: list[Any] = [
        ("VALIGN", (0, 0), (-1, -1), variant.place),
        ("VALIGN", (0, 0), (-1, block.header - 1), "MIDDLE"),
    ]
    if not variant.lift:
        return places
    side = "BOTTOMPADDING" if variant.lift > 0 else "TOPPADDING"
    # reportlab pads a cell by 3 points; a middle is moved by half of what one side gains.
    share = 2 if variant.place == "MIDDLE" else 1
    for r, row in enumerate(block.rows[block.header :], block.header):
        places += [
            (side, (c, r), (c, r), 3 + share * abs(variant.lift)) for c, text in enumerate(row) if _is_amount(text)
        ]
    return places


def _rules(block: TableBlock, variant: Variant) -> list[Any]:
    """The lines and backgrounds that show the cells."""
    pen = (0.5, "black")
    match variant.rules:
        case "open":
            # Only the outer verticals are missing.
            return [
                ("LINEABOVE", (0, 0), (-1, -1), *pen),
                ("LINEBELOW", (0, -1), (-1, -1), *pen),
                ("INNERGRID", (0, 0), (-1, -1), *pen),
            ]
        case "rows":
            return [("LINEABOVE", (0, 0), (-1, -1), *pen), ("LINEBELOW", (0, -1), (-1, -1), *pen)]
        case "head":
            return [
                ("LINEABOVE", (0, 0), (-1, 0), *pen),
                ("LINEBELOW", (0, block.header - 1), (-1, block.header - 1), *pen),
                ("LINEBELOW", (0, -1), (-1, -1), *pen),
            ]
        case "fills":
            return [
                ("ROWBACKGROUNDS", (0, 0), (-1, -1), ("lightgrey", "whitesmoke")),
                ("GRID", (0, 0), (-1, -1), 1.5, "white"),
            ]
        case "none":
            return []
        case _:
            return [("GRID", (0, 0), (-1, -1), *pen)]
