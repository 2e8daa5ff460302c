"""A report as its author thinks of it: headings, paragraphs and tables, before any layout."""

from __future__ import annotations

from dataclasses import dataclass, field

MARK = "\ue000"
"""Stands in a report's texts before words that an injection made wrong. Writers leave it out; see ``write_pdf``."""


@dataclass(slots=True)
class Heading:
    """A heading; depth 0 第一部分, 1 一、, 2 （一）."""

    text: str
    depth: int


@dataclass(slots=True)
class Paragraph:
    """A paragraph of the narrative or a caption."""

    text: str


@dataclass(slots=True)
class TableBlock:
    """A table: ``rows`` of cell texts, the first ``header`` of them its head; ``spans`` are (row, column, down, across).

    A spanned place holds "". ``name`` is the kind ("T01").
    """

    name: str
    title: str
    caption: tuple[str, ...]
    rows: list[list[str]]
    header: int
    spans: list[tuple[int, int, int, int]] = field(default_factory=list)
    notes: tuple[str, ...] = ()


@dataclass(slots=True)
class Report:
    """A whole report: cover lines, contents entries, blocks."""

    entity: str
    year: int
    cover: list[str]
    contents: list[str]
    blocks: list[Heading | Paragraph | TableBlock]

    def table(self, name: str) -> TableBlock:
        """The table of a kind. Raises LookupError where the report has none."""
        for block in self.blocks:
            if isinstance(block, TableBlock) and block.name == name:
                return block
        raise LookupError(name)

    def paragraphs(self) -> list[Paragraph]:
        """All paragraphs."""
        return [block for block in self.blocks if isinstance(block, Paragraph)]
