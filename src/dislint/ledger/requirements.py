"""The requirements of publication, each with what a document shows of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from dislint.blocks import Anchor, Passage
from dislint.document import Document
from dislint.domain.requirements import Requirement
from dislint.findings import Finding, Severity
from dislint.language import Text
from dislint.ledger.model import Met, Standing
from dislint.structure.model import Kind, Section, Table

_BODY = frozenset({"text", "heading", "glossary"})
_CONTENTS = "contents"
_OUTSIDE = frozenset({_CONTENTS, "annex", "caption"})
_LONGEST = 40


def requirements_met(
    requirements: Iterable[Requirement], document: Document, findings: Sequence[Finding]
) -> tuple[Met, ...]:
    """The requirements that are asked of such a document, each with its standing."""
    kind, year = document.kind.value, document.year
    asked = [row for row in requirements if kind in row.documents or document.kind is Kind.UNKNOWN]
    asked = [row for row in asked if year is None or row.since <= year]
    looked = [_Look(row, document, findings) for row in asked]
    return tuple(look.met() for look in looked)


@dataclass(frozen=True, slots=True)
class _Look:
    """A requirement looked for in a document."""

    row: Requirement
    document: Document
    findings: Sequence[Finding]

    def met(self) -> Met:
        """Its standing, and why."""
        places, name = self._shown(), Text(self.row.name, self.row.english)
        broken = tuple(dict.fromkeys(self._breaking()))
        unread = self._unread_table()
        if broken:
            return Met(name, Standing.BROKEN, places, findings=broken)
        if not places and (nothing := self._nothing()):
            return Met(name, Standing.NOT_APPLICABLE, why=_quoted(nothing))
        if unread is not None:
            why = Text("表的栏目没有读全，未核对", "not all columns of the table were understood: not checked")
            return Met(name, Standing.UNREAD, places, why)
        if places or self._is_of_absence:
            return Met(name, Standing.DONE, places)
        if self.row.unknown:
            return Met(name, Standing.UNREAD, why=Text(self.row.unknown, self.row.unknown_english or self.row.unknown))
        return self._absent(name)

    def _absent(self, name: Text) -> Met:
        scanned = [page.number for page in self.document.layout.pages if page.scanned and not page.recognised]
        if scanned:
            told = "、".join(map(str, scanned[:10]))
            why = Text(f"未见；第{told}页是扫描件，没有读出", f"not seen; page {told} is scanned and was not read")
            return Met(name, Standing.UNREAD, why=why)
        if self.document.kind is Kind.UNKNOWN:
            return Met(
                name,
                Standing.UNREAD,
                why=Text("未能识别文件是决算还是预算", "neither accounts nor a budget, as far as known"),
            )
        return Met(name, Standing.BROKEN, why=Text("未见", "not found"))

    @property
    def _is_of_absence(self) -> bool:
        """Whether it asks that something be not there: that no such finding is made."""
        row = self.row
        return not (row.tables or row.topics or row.roles or row.words)

    def _shown(self) -> tuple[Anchor, ...]:
        """Where what shows it stands."""
        found = [table.anchor for table in self._tables()]
        found += [section.heading.passage.anchor() for section in self._sections()]
        if self.row.roles == {_CONTENTS}:
            found += [entry.anchor for entry in self.document.structure.contents[:1]]
        elif self.row.roles:
            found += [passage.anchor() for _, passage in self.document.passages(*self.row.roles)][:1]
        if not found and self.row.mentioned is not None:
            found += [
                passage.anchor(match.start(), match.end()) for passage, match in self._anywhere(self.row.mentioned)
            ][:1]
        if not found and self.row.words is not None:
            found += [passage.anchor(match.start(), match.end()) for passage, match in self._matches(self.row.words)][
                :1
            ]
        return tuple(dict.fromkeys(found))

    def _tables(self) -> list[Table]:
        return [table for table in self.document.tables if table.kind in self.row.tables]

    def _sections(self) -> list[Section]:
        """The sections of its topics; none where words within them must show it."""
        if self.row.words is not None and not self.row.tables:
            return []
        return [section for section in self.document.sections if self._is_of(section.topic)]

    def _is_of(self, topic: str) -> bool:
        return any(topic == wanted or topic.startswith(f"{wanted}-") for wanted in self.row.topics)

    def _matches(self, pattern: re.Pattern[str]) -> Iterator[tuple[Passage, re.Match[str]]]:
        """Where words stand: in the sections of its topics, else anywhere; in the other sections where these lack them."""
        structure = self.document.structure
        within: list[tuple[Passage, re.Match[str]]] = []
        elsewhere: list[tuple[Passage, re.Match[str]]] = []
        for number, passage in self.document.passages():
            if structure.roles[number] in _OUTSIDE or (match := pattern.search(passage.compact.text)) is None:
                continue
            inside = any(self._is_of(section.topic) for section in structure.sections_around(number))
            (within if inside else elsewhere).append((passage, match))
        yield from within
        if not self.row.topics:
            yield from elsewhere

    def _anywhere(self, pattern: re.Pattern[str]) -> Iterator[tuple[Passage, re.Match[str]]]:
        """Where words stand in the body of the document."""
        for number, passage in self.document.passages():
            if (
                self.document.structure.roles[number] in _BODY
                and (match := pattern.search(passage.compact.text)) is not None
            ):
                yield passage, match

    def _nothing(self) -> str:
        """The words that say that there is nothing to show; "" where none do."""
        if self.row.nothing is None:
            return ""
        return next((match.group() for _, match in self._matches(self.row.nothing)), "")

    def _breaking(self) -> Iterator[Finding]:
        """The findings about it, errors and warnings."""
        tables = {table.name for table in self._tables()}
        sections = self._names(section for section in self.document.sections if self._is_of(section.topic))
        told = self._names(section for section in self.document.sections if self._is_told(section))
        printed = {table.name for table in self.document.tables}
        for finding in self.findings:
            if finding.severity is Severity.INFO:
                continue
            named = bool(self.row.findings) and finding.code.startswith(self.row.findings)
            if named and (not self.row.named or any(word in finding.message for word in self.row.named)):
                yield finding
            elif self.row.words is None:
                # What is wrong in a sentence on a table is wrong in the sentence.
                of_table = finding.table in printed and not _is_in(finding, told)
                if finding.table in tables if of_table else _is_in(finding, sections):
                    yield finding

    def _is_told(self, section: Section) -> bool:
        """Whether a section holds sentences on the tables."""
        return section.topic not in ("", "tables", *self.document.structure.domain.topics.outside)

    def _names(self, sections: Iterable[Section]) -> set[str]:
        """The paths of headings of sections."""
        return {self.document.section_name(section.start) for section in sections}

    def _unread_table(self) -> Table | None:
        """A table that prints amounts of which nothing was understood."""
        return next((table for table in self._tables() if not table.columns and self._is_read(table)), None)

    def _is_read(self, table: Table) -> bool:
        kind = self.document.structure.domain.tables.get(table.kind)
        return kind is not None and bool(kind.shape)


def _is_in(finding: Finding, sections: set[str]) -> bool:
    return any(finding.section == name or finding.section.startswith(f"{name} / ") for name in sections)


def _quoted(words: str) -> Text:
    shown = words if len(words) <= _LONGEST else f"{words[:_LONGEST]}…"
    return Text(f"报告写明“{shown}”", f"the report says “{shown}”")
