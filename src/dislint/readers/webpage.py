"""A web page as its parser meets it: elements, words, and the blocks they make."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from dislint.blocks import Block, Line, Passage
from dislint.readers.model import UnreadableError
from dislint.readers.spans import SpannedCell, grid_of

_BLOCKS = frozenset(
    [
        "p",
        "div",
        "li",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "br",
        "section",
        "article",
        "header",
        "footer",
        "dt",
        "dd",
        "blockquote",
        "caption",
        "ul",
        "ol",
    ]
)
_SILENT = frozenset(("script", "style", "head", "template", "noscript"))
_HEADING = re.compile(r"h([1-6])")
_MOST = 2_000_000
"""A page of more elements than this is no report."""


class Page(HTMLParser):
    """Collects blocks. A table within a table is read as text of its cell."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[Block] = []
        self.words: list[str] = []
        self.start = (1, 1)
        self.level: int | None = None
        self.silent = 0
        self.depth = 0
        self.tables = 0
        self.rows: list[list[SpannedCell]] = []
        self.cell: tuple[int, int, tuple[int, int]] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Opens an element."""
        if tag in _SILENT:
            self.silent += 1
        self.depth += 1
        if self.depth > _MOST:
            raise UnreadableError(
                "E004",
                f"网页的元素超过 {_MOST} 个，不像报告，未检查",
                f"more than {_MOST} elements, no report: not checked",
            )
        if tag == "table":
            self.tables += 1
            if self.tables == 1:
                self.end_paragraph()
                self.rows = []
        elif self.tables == 1 and tag == "tr":
            self.end_cell()
            self.rows.append([])
        elif self.tables == 1 and tag in ("td", "th"):
            self.end_cell()
            given = dict(attrs)
            self.cell = (_span(given.get("rowspan")), _span(given.get("colspan")), self._place())
            self.words = []
        elif tag in _BLOCKS and not self.tables:
            self.end_paragraph()
            heading = _HEADING.fullmatch(tag)
            self.level = int(heading.group(1)) if heading else None

    def handle_endtag(self, tag: str) -> None:
        """Closes an element."""
        if tag in _SILENT and self.silent:
            self.silent -= 1
        if tag == "table" and self.tables:
            self.tables -= 1
            if not self.tables:
                self.end_cell()
                self.end_table()
        elif self.tables == 1 and tag in ("td", "th"):
            self.end_cell()
        elif tag in _BLOCKS and not self.tables:
            self.end_paragraph()

    def handle_data(self, data: str) -> None:
        """Takes text."""
        if self.silent or (self.tables and self.cell is None):
            return
        if not "".join(self.words).strip():
            self.start = self._place()
        self.words.append(data)

    def _place(self) -> tuple[int, int]:
        """Line and column in the file, from 1."""
        line, offset = self.getpos()
        return line, offset + 1

    def end(self) -> None:
        """Ends what the page left open, as a browser does."""
        if self.tables:
            self.end_cell()
            self.end_table()
        self.end_paragraph()

    def end_paragraph(self) -> None:
        """Ends the open paragraph."""
        text = " ".join("".join(self.words).split())
        self.words = []
        if text:
            self.blocks.append(Passage.of([Line(text, None, *self.start)], self.level))
        self.level = None

    def end_cell(self) -> None:
        """Ends the open cell."""
        if self.cell is None:
            return
        down, across, place = self.cell
        text = " ".join("".join(self.words).split())
        self.words, self.cell = [], None
        if not self.rows:
            self.rows.append([])
        self.rows[-1].append(SpannedCell(Passage.of([Line(text, None, *place)]), down, across))

    def end_table(self) -> None:
        """Ends the open table; one of a single cell is layout, not a table."""
        rows = [row for row in self.rows if row]
        self.rows = []
        grid = grid_of(rows)
        if grid is not None and grid.height * grid.width > 1:
            self.blocks.append(grid)
        elif rows:
            self.blocks.append(rows[0][0].passage)


def _span(value: str | None) -> int:
    try:
        return min(max(int(value or 1), 1), 1000)
    except ValueError:
        return 1
