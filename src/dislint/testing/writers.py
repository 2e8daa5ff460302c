"""Reports written out: as text with tab-separated tables, and as PDF in several layouts."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from dislint.testing.report import MARK, Report, TableBlock
from dislint.testing.variants import Variant


def write_text(report: Report) -> str:
    """The plain-text form: a paragraph a line, cells separated by tabs."""
    return marked_text(report).replace(MARK, "")


def marked_text(report: Report) -> str:
    """The plain-text form with the marks of injected errors."""
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


def write_html(report: Report, style: str = "") -> str:
    """The report as a web page, with a style sheet."""
    parts = [
        f"<!DOCTYPE html><html><head><meta charset='utf-8'><title>report</title><style>{style}</style></head><body>"
    ]
    parts += [f"<p>{_html(line)}</p>" for line in (*report.cover, "目 录", *report.contents)]
    for block in report.blocks:
        if isinstance(block, TableBlock):
            parts += [f"<p>{_html(line)}</p>" for line in (block.title, *block.caption)]
            parts.append(f"<table>{''.join(_html_rows(block))}</table>")
            parts += [f"<p>{_html(line)}</p>" for line in block.notes]
        else:
            parts.append(f"<p>{_html(block.text)}</p>")
    return "\n".join([*parts, "</body></html>"])


def _html(text: str) -> str:
    from html import escape

    return escape(text.replace(MARK, ""))


def _html_rows(block: TableBlock) -> Iterator[str]:
    spans = {(r, c): (down, across) for r, c, down, across in block.spans}
    covered = {
        (r + i, c + j) for (r, c), (down, across) in spans.items() for i in range(down) for j in range(across) if i or j
    }
    for r, row in enumerate(block.rows):
        cells = []
        for c, text in enumerate(row):
            if (r, c) not in covered:
                down, across = spans.get((r, c), (1, 1))
                cells.append(f"<td rowspan='{down}' colspan='{across}'>{_html(text)}</td>")
        yield f"<tr>{''.join(cells)}</tr>"


def write_docx(report: Report, path: Path) -> None:
    """The report as a Word document (python-docx)."""
    import docx

    document = docx.Document()
    for line in (*report.cover, "目 录", *report.contents):
        document.add_paragraph(line.replace(MARK, ""))
    for block in report.blocks:
        if isinstance(block, TableBlock):
            for line in (block.title, *block.caption):
                document.add_paragraph(line.replace(MARK, ""))
            table = document.add_table(rows=len(block.rows), cols=len(block.rows[0]))
            table.style = "Table Grid"
            for r, row in enumerate(block.rows):
                for cell, text in zip(table.rows[r].cells, row, strict=True):
                    cell.text = text.replace(MARK, "")
            for r, c, down, across in block.spans:
                table.cell(r, c).merge(table.cell(r + down - 1, c + across - 1))
            for line in block.notes:
                document.add_paragraph(line.replace(MARK, ""))
        else:
            document.add_paragraph(block.text.replace(MARK, ""))
    document.save(str(path))


def write_pdf(report: Report, path: Path, variant: Variant | None = None) -> frozenset[int]:
    """The report as a PDF in a layout; the plain one has a font that needs no file.

    Returns the pages that marked words stand on.
    """
    from dislint.testing.printing import print_pdf

    return print_pdf(report, path, variant or Variant())
