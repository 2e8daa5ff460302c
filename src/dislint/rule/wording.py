"""Wording rules: patterns that must not stand in a report, with their exceptions, declared in TOML.

A wording file is a list of tables ``[[pattern]]`` with the keys

    pattern     a regular expression over compact text: folded to half-width, without white space (required)
    exceptions  expressions; a match that lies within a match of one of them is let pass
    message     what the finding says; {text} is the words found (else the rule's own message)
    english     its English form
    cells       true: the cells of tables are read too
    hints       words of which a match must hold one: texts without any are passed over quickly

Users declare rules of their own in the same words, with ``code``, ``message`` and, if they like, ``severity``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple

import tomli

from dislint.blocks import Passage
from dislint.document import Document
from dislint.findings import Finding
from dislint.rule.rules import Rule

if TYPE_CHECKING:
    from dislint.config.options import WordingEntry

_LONGEST = 20_000
"""Longer passages are read only so far."""


@lru_cache(maxsize=1024)
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


class Wording(NamedTuple):
    """A pattern and what it lets pass; compiled when a text has one of the hints, which few have."""

    pattern: str
    exceptions: tuple[str, ...] = ()
    message: str = ""
    english: str = ""
    cells: bool = False
    hints: tuple[str, ...] = ()

    def matches(self, text: str) -> Iterator[tuple[int, int]]:
        """Start and end of each match that no exception covers."""
        if self.hints:
            for hint in self.hints:
                if hint in text:
                    break
            else:
                return
        excused: list[tuple[int, int]] | None = None
        for found in _compiled(self.pattern).finditer(text, 0, _LONGEST):
            if found.start() == found.end():
                continue
            if excused is None:
                excused = [m.span() for exception in self.exceptions for m in _compiled(exception).finditer(text)]
            start, end = found.span()
            if not any(a <= start and end <= b for a, b in excused):
                yield start, end


class Match(NamedTuple):
    """Words that a wording found: where in the passage, and by which wording."""

    passage: Passage
    start: int
    end: int
    wording: Wording

    @property
    def text(self) -> str:
        """The words, compact."""
        return self.passage.compact.text[self.start : self.end]


class WordingRule(Rule):
    """A rule that reports words; ``wordings`` are its patterns, ``message`` is used where a pattern has none.

    ``roles`` are the parts of the report that it reads (all where empty); ``every`` says that each match is a
    finding, else a passage gives one finding however many matches it has.
    """

    wordings: ClassVar[tuple[Wording, ...]] = ()
    roles: ClassVar[tuple[str, ...]] = ()
    every: ClassVar[bool] = False
    message: ClassVar[str] = "“{text}”不应出现在公开的报告中"
    message_en: ClassVar[str] = "{text!r} should not stand in a published report"

    def check(self, document: Document) -> Iterable[Finding]:
        """One finding for each passage or each match."""
        passages = list(document.passages(*self.roles))
        active = hinted(self.wordings, (passage for _, passage in passages))
        if active:
            for block, passage in passages:
                matches = matches_of(active, passage)
                if matches:
                    yield from self._findings(matches, document.section_name(block))
        for_cells = tuple(wording for wording in self.wordings if wording.cells)
        if for_cells:
            cells = list(document.cells())
            active = hinted(for_cells, cells)
            for cell in cells if active else ():
                yield from self._findings(matches_of(active, cell), "")

    def _findings(self, matches: Sequence[Match], section: str) -> Iterator[Finding]:
        if not self.every and matches:
            words = "、".join(dict.fromkeys(match.text for match in matches))
            yield self._finding(matches[0], words, section)
            return
        for match in matches:
            yield self._finding(match, match.text, section)

    def _finding(self, match: Match, words: str, section: str) -> Finding:
        message = match.wording.message or self.message
        english = match.wording.english or (self.message_en if not match.wording.message else message)
        return self.finding(
            match.passage.anchor(match.start, match.end),
            message.replace("{text}", words),
            english.replace("{text!r}", repr(words)).replace("{text}", words),
            section=section,
            actual=match.text,
        )


def hinted(wordings: Iterable[Wording], passages: Iterable[Passage]) -> tuple[Wording, ...]:
    """The wordings that can match anywhere: those without hints, and those with a hint that occurs."""
    whole = "\n".join([passage.compact.text for passage in passages])
    return tuple(w for w in wordings if not w.hints or any(hint in whole for hint in w.hints))


def matches_of(wordings: Iterable[Wording], passage: Passage) -> list[Match]:
    """What the wordings find in a passage, in order, none within another."""
    text = passage.compact.text
    matches = [Match(passage, start, end, wording) for wording in wordings for start, end in wording.matches(text)]
    matches.sort(key=lambda match: (match.start, -match.end))
    apart: list[Match] = []
    for match in matches:
        if not apart or match.start >= apart[-1].end:
            apart.append(match)
    return apart


@lru_cache(maxsize=64)
def load_wordings(path: Path) -> tuple[Wording, ...]:
    """The wordings of a TOML file."""
    tables = tomli.loads(path.read_text(encoding="utf-8")).get("pattern", [])
    return tuple(wording_of(table) for table in tables)


def wording_of(table: Mapping[str, Any]) -> Wording:
    """A wording from a TOML table."""
    return Wording(
        table["pattern"],
        tuple(table.get("exceptions", ())),
        table.get("message", ""),
        table.get("english", ""),
        bool(table.get("cells", False)),
        tuple(table.get("hints", ())),
    )


def wording_rules(declarations: Iterable[WordingEntry]) -> list[type[WordingRule]]:
    """Rule classes out of a user's wording declarations, one for each code."""
    grouped: dict[str, list[WordingEntry]] = {}
    for declaration in declarations:
        grouped.setdefault(declaration.code, []).append(declaration)
    return [_rule_class(code, group) for code, group in grouped.items()]


def _rule_class(code: str, group: Sequence[WordingEntry]) -> type[WordingRule]:
    wordings = tuple(
        Wording(
            one.pattern,
            tuple(getattr(one, "exceptions", ())),
            one.message,
            one.english,
            cells=True,
        )
        for one in group
    )
    first = group[0]
    attributes = {
        "__doc__": f"{first.message}\n\n是什么：配置文件中自定义的用语规则。\n",
        "__module__": __name__,
        "code": code,
        "name": code.lower(),
        "severity": first.severity,
        "summary": first.message,
        "summary_en": first.english or first.message,
        "wordings": wordings,
        "every": True,
    }
    return type(code, (WordingRule,), attributes)
