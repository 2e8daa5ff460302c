"""The document as rules see it: everything that the stages before have found out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from dislint.blocks import Anchor, Grid, Layout, Passage
from dislint.checks.causes import Cause
from dislint.checks.model import Check
from dislint.checks.verdicts import Verdict
from dislint.claims.annexes import Reading
from dislint.claims.model import (
    Amount,
    Change,
    Claim,
    Comparison,
    Completion,
    Composition,
    Count,
    Listing,
    Nil,
    Share,
)
from dislint.domain.domain import Domain
from dislint.structure.model import Evaluation, Heading, Kind, Section, Structure, Table

_Kind = TypeVar("_Kind", bound=Claim)


@dataclass(frozen=True, slots=True)
class Settings:
    """What a run says of the document: region and fiscal year where the user states them, what opened it.

    ``forms`` are the files of what publication requires.
    """

    region: str = ""
    fiscal_year: int | None = None
    options: tuple[tuple[str, Any], ...] = ()
    kind: str = ""
    password: str = field(default="", repr=False)
    forms: tuple[Path, ...] = ()

    def option(self, name: str, default: Any = None) -> Any:
        """A plugin's own setting, by "plugin.key"."""
        return dict(self.options).get(name, default)


@dataclass(frozen=True, slots=True)
class DocumentKind:
    """A further kind of document, known by a pattern that its first lines (compact text) contain."""

    name: str
    pattern: str


class Claims(tuple[Claim, ...]):
    """All claims in order; those of one kind by its name: ``document.claims.completion``."""

    __slots__ = ()

    @property
    def amount(self) -> tuple[Amount, ...]:
        """X支出决算为N万元."""
        return self._of(Amount)

    @property
    def change(self) -> tuple[Change, ...]:
        """与上年相比，X增加D万元，增长P%."""
        return self._of(Change)

    @property
    def share(self) -> tuple[Share, ...]:
        """A N万元，占P%."""
        return self._of(Share)

    @property
    def completion(self) -> tuple[Completion, ...]:
        """年初预算为B万元，支出决算为N万元，完成年初预算的P%."""
        return self._of(Completion)

    @property
    def comparison(self) -> tuple[Comparison, ...]:
        """决算数大于预算数."""
        return self._of(Comparison)

    @property
    def composition(self) -> tuple[Composition, ...]:
        """其中：A N万元，占P%；B …."""
        return self._of(Composition)

    @property
    def nil(self) -> tuple[Nil, ...]:
        """无政府性基金预算财政拨款收入和支出."""
        return self._of(Nil)

    @property
    def count(self) -> tuple[Count, ...]:  # type: ignore[override]  # Nobody counts equal claims.
        """接待2批次、26人次."""
        return self._of(Count)

    @property
    def listing(self) -> tuple[Listing, ...]:
        """主要包括：办公费、印刷费."""
        return self._of(Listing)

    def _of(self, kind: type[_Kind]) -> tuple[_Kind, ...]:
        return tuple(claim for claim in self if isinstance(claim, kind))


@dataclass(frozen=True, slots=True)
class Document:
    """A report with its layout, structure, claims, checks, causes and verdicts; ``readings`` go with ``evaluations``."""

    path: str
    layout: Layout
    structure: Structure
    claims: Claims = field(default_factory=Claims)
    checks: tuple[Check, ...] = ()
    causes: tuple[Cause, ...] = ()
    verdicts: tuple[Verdict, ...] = ()
    readings: tuple[Reading, ...] = ()
    settings: Settings = field(default_factory=Settings)

    @property
    def kind(self) -> Kind:
        """Final accounts, budget, or unknown."""
        return self.structure.kind

    @property
    def year(self) -> int | None:
        """The fiscal year: as the user states it, else as the report does."""
        return self.settings.fiscal_year or self.structure.year

    @property
    def entity(self) -> str:
        """The publishing body; empty where not found."""
        return self.structure.entity

    @property
    def tables(self) -> tuple[Table, ...]:
        """All tables in order."""
        return self.structure.tables

    def table(self, kind: str) -> Table | None:
        """The first table of a kind ("T01")."""
        return next((table for table in self.tables if table.kind == kind), None)

    @property
    def domain(self) -> Domain:
        """What is known of tables and sections, by kind and topic."""
        return self.structure.domain

    @property
    def headings(self) -> tuple[Heading, ...]:
        """All headings in order."""
        return self.structure.headings

    @property
    def sections(self) -> tuple[Section, ...]:
        """All sections in order."""
        return self.structure.sections

    @property
    def evaluations(self) -> tuple[Evaluation, ...]:
        """The annexed self-evaluation reports."""
        return self.structure.evaluations

    def passages(self, *roles: str) -> Iterator[tuple[int, Passage]]:
        """Passages (not cells) in order with their block number, those of the given roles or all."""
        for number, block in enumerate(self.layout.blocks):
            if isinstance(block, Passage) and (not roles or self.structure.roles[number] in roles):
                yield number, block

    def cells(self) -> Iterator[Passage]:
        """The texts of all non-empty cells, each once."""
        for block in self.layout.blocks:
            if isinstance(block, Grid):
                for r, row in enumerate(block.cells):
                    for c, cell in enumerate(row):
                        if cell.row == r and cell.column == c and cell.text:
                            yield cell.passage

    def section_name(self, block: int) -> str:
        """The heading path above a block: "第三部分 情况说明 / 二、收入决算情况说明"."""
        above = self.structure.sections_around(block)
        return " / ".join(section.heading.passage.text.strip() for section in above)

    def passages_of(self, section: Section, *roles: str) -> Iterator[Passage]:
        """The passages of a section below its heading, those of the given roles or all."""
        for number in range(section.start + 1, section.end):
            block = self.layout.blocks[number]
            if isinstance(block, Passage) and (not roles or self.structure.roles[number] in roles):
                yield block

    def of(self, relation: str) -> Iterator[Check]:
        """The checks of a relation."""
        return (check for check in self.checks if check.relation == relation)

    @property
    def start(self) -> Anchor:
        """The document's first line: where findings about the whole point."""
        for block in self.layout.blocks:
            if isinstance(block, Passage):
                return block.anchor()
        return Anchor(1 if self.layout.pages else None, 1, 1, "")
