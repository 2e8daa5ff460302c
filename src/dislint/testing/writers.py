"""Reports written out: as text with tab-separated tables, and as PDF in several layouts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dislint.testing.report import Heading, Paragraph, Report, TableBlock


@dataclass(frozen=True, slots=True)
class Variant:
    """A layout: table rules ("lines", "open": no outer verticals, "boxes": thin filled rectangles), page
    orientation, watermark text, page numbers, whether headers repeat on the next page."""

    rules: str = "lines"
    landscape: bool = False
    watermark: str = ""
    page_numbers: bool = True
    repeat_header: bool = True
    size: float = 12.0


VARIANTS: dict[str, Variant] = {
    "plain": Variant(),
    "open": Variant(rules="open"),
    "landscape": Variant(landscape=True),
    "once": Variant(repeat_header=False, page_numbers=False),
    "large": Variant(size=15.0),
    "small-open": Variant(rules="open", size=10.5, repeat_header=False),
}


def write_text(report: Report) -> str:
    """The plain-text form: a paragraph a line, cells separated by tabs."""
    return "\n\n".join(_text_lines(report)) + "\n"


def _text_lines(report: Report) -> Iterator[str]:
    yield from report.cover
    yield "目 录"
    yield "\n".join(report.contents)
    for block in report.blocks:
        if isinstance(block, TableBlock):
            yield block.title
            yield from block.caption
            yield "\n".join("\t".join(row) for row in block.rows)
            yield from block.notes
        else:
            yield block.text


def write_html(report: Report) -> str:
    """The report as a web page."""
    from html import escape

    parts = ["<!DOCTYPE html><html><head><meta charset='utf-8'><title>report</title></head><body>"]
    parts += [f"<p>{escape(line)}</p>" for line in (*report.cover, "目 录", *report.contents)]
    for block in report.blocks:
        if isinstance(block, TableBlock):
            parts += [f"<p>{escape(line)}</p>" for line in (block.title, *block.caption)]
            parts.append(f"<table>{''.join(_html_rows(block))}</table>")
            parts += [f"<p>{escape(line)}</p>" for line in block.notes]
        else:
            parts.append(f"<p>{escape(block.text)}</p>")
    return "\n".join([*parts, "</body></html>"])


def _html_rows(block: TableBlock) -> Iterator[str]:
    from html import escape

    spans = {(r, c): (down, across) for r, c, down, across in block.spans}
    covered = {
        (r + i, c + j) for (r, c), (down, across) in spans.items() for i in range(down) for j in range(across) if i or j
    }
    for r, row in enumerate(block.rows):
        cells = []
        for c, text in enumerate(row):
            if (r, c) not in covered:
                down, across = spans.get((r, c), (1, 1))
                cells.append(f"<td rowspan='{down}' colspan='{across}'>{escape(text)}</td>")
        yield f"<tr>{''.join(cells)}</tr>"


def write_docx(report: Report, path: Path) -> None:
    """The report as a Word document (python-docx)."""
    import docx

    document = docx.Document()
    for line in (*report.cover, "目 录", *report.contents):
        document.add_paragraph(line)
    for block in report.blocks:
        if isinstance(block, TableBlock):
            for line in (block.title, *block.caption):
                document.add_paragraph(line)
            table = document.add_table(rows=len(block.rows), cols=len(block.rows[0]))
            for r, row in enumerate(block.rows):
                for cell, text in zip(table.rows[r].cells, row, strict=True):
                    cell.text = text
            for r, c, down, across in block.spans:
                table.cell(r, c).merge(table.cell(r + down - 1, c + across - 1))
            for line in block.notes:
                document.add_paragraph(line)
        else:
            document.add_paragraph(block.text)
    document.save(str(path))


def write_pdf(report: Report, path: Path, variant: Variant | None = None) -> None:
    """The report as a PDF with the Adobe-GB1 font STSong-Light, which needs no font file."""
    from reportlab.lib.pagesizes import A4, landscape
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.platypus import SimpleDocTemplate

    variant = variant or Variant()
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    size = landscape(A4) if variant.landscape else A4
    document = SimpleDocTemplate(
        str(path), pagesize=size, leftMargin=56, rightMargin=56, topMargin=64, bottomMargin=64,
        title=report.cover[-1], invariant=1,
    )  # fmt: skip

    def decorate(canvas: Any, template: Any) -> None:
        _decorate(canvas, template, variant, size)

    width = size[0] - 112
    document.build(list(_flowables(report, variant, width)), onFirstPage=decorate, onLaterPages=decorate)


def _decorate(canvas: Any, template: Any, variant: Variant, size: tuple[float, float]) -> None:
    canvas.saveState()
    if variant.page_numbers and template.page > 1:
        canvas.setFont("STSong-Light", 9)
        canvas.drawCentredString(size[0] / 2, 32, f"- {template.page} -")
    if variant.watermark:
        canvas.setFont("STSong-Light", 48)
        canvas.setFillGray(0.85)
        canvas.translate(size[0] / 2, size[1] / 2)
        canvas.rotate(40)
        canvas.drawCentredString(0, 0, variant.watermark)
    canvas.restoreState()


def _flowables(report: Report, variant: Variant, width: float) -> Iterator[Any]:
    from reportlab.lib.enums import TA_CENTER
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.platypus import PageBreak, Spacer
    from reportlab.platypus import Paragraph as Flow

    size = variant.size
    body = ParagraphStyle(
        "body", fontName="STSong-Light", fontSize=size, leading=size * 1.6, wordWrap="CJK", firstLineIndent=2 * size
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
            yield Flow(_escape(block.title), title)
            for line in block.caption:
                yield Flow(_escape(line), entry)
            yield _table(block, variant, width)
            for line in block.notes:
                yield Flow(_escape(line), entry)
        elif isinstance(block, Heading):
            if block.depth == 0:
                yield PageBreak()
            yield Flow(_escape(block.text), title if block.depth == 0 else heading)
        elif isinstance(block, Paragraph):
            yield Flow(_escape(block.text), body)


def _escape(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")


def _table(block: TableBlock, variant: Variant, width: float) -> Any:
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.platypus import Paragraph as Flow
    from reportlab.platypus import Table as TableFlow

    style = ParagraphStyle("cell", fontName="STSong-Light", fontSize=8, leading=10, wordWrap="CJK")
    columns = len(block.rows[0])
    longest = [max(len(row[c]) for row in block.rows[block.header :]) for c in range(columns)]
    weights = [min(max(n, 4), 14) for n in longest]
    scale = width / sum(weights)
    cells = [[Flow(_escape(text), style) if text else "" for text in row] for row in block.rows]
    table = TableFlow(
        cells,
        colWidths=[weight * scale for weight in weights],
        repeatRows=block.header if variant.repeat_header else 0,
    )
    rules: list[Any] = [("SPAN", (c, r), (c + across - 1, r + down - 1)) for r, c, down, across in block.spans]
    rules.append(("VALIGN", (0, 0), (-1, -1), "MIDDLE"))
    if variant.rules == "open":
        rules += [("LINEABOVE", (0, 0), (-1, -1), 0.5, "black"), ("LINEBELOW", (0, -1), (-1, -1), 0.5, "black")]
        rules.append(("INNERGRID", (0, 0), (-1, -1), 0.5, "black"))
    else:
        rules.append(("GRID", (0, 0), (-1, -1), 0.5, "black"))
    table.setStyle(rules)
    return table
