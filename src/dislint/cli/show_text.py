"""A layout made visible, for people who debug a report: ``show_text(layout)`` and ``show_json(layout)``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from dislint.blocks import Anchor, Block, Cell, Grid, Layout, Line, PageInfo, Passage, cells_once
from dislint.escaping import json_text


def show_text(layout: Layout) -> str:
    """The text by page and line, a blank line between paragraphs; tables as Markdown; marks and furniture last."""
    parts: list[str] = []
    page: int | None = None
    for block in layout.blocks:
        start = _page_of(block)
        if start is not None and start != page:
            parts.append(f"=== {start} ===")
            page = start
        if isinstance(block, Grid):
            parts.append(_markdown(block))
        else:
            parts.append("\n".join(f"{_place(line)}\t{line.text}" for line in block.lines))
            page = block.lines[-1].page if block.lines else page
    parts += [text for info in layout.pages for text in _asides(info)]
    return "\n\n".join(parts) + "\n"


def show_json(layout: Layout) -> str:
    """The layout as JSON: ``pages`` and ``blocks``; a grid's cells once each, with place, spans, text and box."""
    data = {
        "pages": [_page_data(info) for info in layout.pages],
        "blocks": [_block_data(block) for block in layout.blocks],
        "marks": [mark.text for mark in layout.marks],
    }
    return json_text(data, 1) + "\n"


def _page_of(block: Block) -> int | None:
    if isinstance(block, Grid):
        return block.pages[0] if block.pages else None
    return block.lines[0].page if block.lines else None


def _place(line: Line) -> str:
    return f"{line.page}:{line.number}" if line.page is not None else f"{line.number}"


def _markdown(grid: Grid) -> str:
    """One Markdown row for each row of the grid; places that a merged cell covers stay blank."""
    rows = []
    for r, row in enumerate(grid.cells):
        texts = [
            cell.passage.text.replace("|", "\\|").strip() if (cell.row, cell.column) == (r, c) else ""
            for c, cell in enumerate(row)
        ]
        rows.append("| " + " | ".join(texts) + " |")
        if r == 0:
            rows.append("|" + " --- |" * len(row))
    return "\n".join(rows)


def _asides(info: PageInfo) -> Iterator[str]:
    if info.scanned:
        yield f"{info.number}: 扫描页，没有文字层"
    if info.marks:
        yield f"{info.number}: 水印 " + " ".join(mark.text for mark in info.marks)
    if info.furniture:
        yield f"{info.number}: 页眉页脚 " + " ".join(line.text for line in info.furniture)


def _page_data(info: PageInfo) -> dict[str, Any]:
    return {
        "number": info.number,
        "width": round(info.width, 2),
        "height": round(info.height, 2),
        "scanned": info.scanned,
        "empty": info.empty,
        "furniture": [line.text for line in info.furniture],
        "marks": [mark.text for mark in info.marks],
    }


def _block_data(block: Block) -> dict[str, Any]:
    if isinstance(block, Grid):
        return {
            "type": "table",
            "pages": list(block.pages),
            "rows": block.height,
            "columns": block.width,
            "cells": [_cell_data(cell) for cell in cells_once(block)],
        }
    return _passage_data(block)


def _passage_data(passage: Passage) -> dict[str, Any]:
    return {
        "type": "paragraph",
        "text": passage.text,
        "lines": [
            {"page": line.page, "line": line.number, "text": line.text, "box": _box_data(line.box)}
            for line in passage.lines
        ],
    }


def _cell_data(cell: Cell) -> dict[str, Any]:
    anchor: Anchor = cell.anchor()
    return {
        "row": cell.row,
        "column": cell.column,
        "rowspan": cell.rowspan,
        "colspan": cell.colspan,
        "text": cell.passage.text,
        "page": anchor.page,
        "line": anchor.line,
        "box": _box_data(cell.box),
    }


def _box_data(box: tuple[float, float, float, float] | None) -> list[float] | None:
    return [round(value, 2) for value in box] if box is not None else None
