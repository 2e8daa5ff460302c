"""Two versions of one report as a sheet and as JSON: findings gone, remaining, new; cells and sentences that changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from dislint.comparing.model import Digest, Entry, Sentence
from dislint.comparing.versions import CellChange, Changes, SentenceChange, TableChange, changes
from dislint.findings import Finding
from dislint.language import Text
from dislint.linter.results import Result
from dislint.reporters.json import VERSION, document_object, finding_object
from dislint.reporters.model import Run
from dislint.reporters.sheets.model import Listing, Row, Sheet, Table, item_of
from dislint.reporters.text import place_of
from dislint.text import squeeze


class Versions(NamedTuple):
    """Both results, the findings of the old one that are ``gone``, those of the new one that are ``new``, what changed."""

    old: Result
    left: Result
    gone: tuple[Finding, ...]
    new: frozenset[Finding]
    changes: Changes

    @property
    def fresh(self) -> tuple[Finding, ...]:
        """The findings that are new."""
        return tuple(finding for finding in self.left.findings if finding in self.new)

    @property
    def remaining(self) -> tuple[Finding, ...]:
        """The findings that the old version had too."""
        return tuple(finding for finding in self.left.findings if finding not in self.new)


_TITLE = Text("两个版本的对照", "Two versions compared")
_FRESH = Text("新出现的问题", "New findings")
_REMAINING = Text("仍有的问题", "Remaining findings")
_GONE = Text("已消除的问题", "Findings gone")
_CELLS = Text("改动的单元格", "Cells changed")
_TABLES = Text("只在一个版本中的表", "Tables that one version lacks")
_AMOUNTS = Text("个数", "amount(s)")
_SENTENCES = Text("改动的文字", "Sentences changed")
_HEADS = tuple(
    Text(*words)
    for words in (("表", "table"), ("行", "row"), ("栏", "column"), ("原", "old"), ("新", "new"), ("位置", "place"))
)
_SAME = Text("两个版本的表和文字没有不同", "The tables and the text of both versions are the same")
_CONTEXT, _SHOWN = 20, 80
"""Letters shown on either side of what differs; of a sentence that only one version has."""
_NOTE = Text("说明", "Note")


def versions_of(old: Result, new: Result) -> Versions:
    """The results of two versions, with what was made of them, held against each other."""
    before, now = old.made, new.made
    assert isinstance(before, Digest)
    assert isinstance(now, Digest)
    known = Counter(map(_identity, old.findings))
    fresh = set()
    for finding in new.findings:
        if known[_identity(finding)]:
            known[_identity(finding)] -= 1
        else:
            fresh.add(finding)
    gone = []
    for finding in reversed(old.findings):
        if known[_identity(finding)]:
            known[_identity(finding)] -= 1
            gone.append(finding)
    left = replace(new, made=None)
    return Versions(replace(old, made=None), left, tuple(reversed(gone)), frozenset(fresh), changes(before, now))


def _identity(finding: Finding) -> tuple[str, ...]:
    """What a finding is about, wherever it stands: headings may be what was mended."""
    return finding.code, finding.table, squeeze(finding.anchor.text), finding.actual, finding.expected


def sheet_of(view: Versions, lang: str) -> Sheet:
    """Findings by what became of them, then the changes."""
    run = Run([view.left], lang=lang)
    listings = [
        Listing(f"{heading.of(lang)} ({len(found)})", tuple(item_of(run, result.path, finding) for finding in found))
        for heading, found, result in (
            (_FRESH, view.fresh, view.left),
            (_REMAINING, view.remaining, view.left),
            (_GONE, view.gone, view.old),
        )
        if found
    ]
    tables = [
        *_tables(view.changes.tables, lang),
        *_cells(view.changes.cells, lang),
        *_sentences(view.changes.sentences, lang),
    ]
    notes = () if tables else (_SAME.of(lang),)
    path = f"{view.old.path} → {view.left.path}"
    return Sheet(_TITLE.of(lang), path, (*listings, *tables), notes, _NOTE.of(lang))


def _tables(found: Sequence[TableChange], lang: str) -> list[Table]:
    table, _, _, old, new, place = (head.of(lang) for head in _HEADS)
    rows = []
    for change in found:
        entry = change.new or change.old
        assert entry is not None
        count = f"{change.amounts} {_AMOUNTS.of(lang)}"
        cells = (count if change.old else "—", count if change.new else "—")
        rows.append(Row((entry.table, place_of(entry.anchor, lang), *cells)))
    return [Table(_TABLES.of(lang), (table, place, old, new), tuple(rows), 4, (40, 16, 14, 14))] if rows else []


def _cells(found: Sequence[CellChange], lang: str) -> list[Table]:
    table, row, column, old, new, place = (head.of(lang) for head in _HEADS)
    rows = tuple(Row(_cell_words(change, lang)) for change in found)
    heads = (table, row, column, place, old, new)
    return [Table(f"{_CELLS.of(lang)} ({len(rows)})", heads, rows, 4, (24, 30, 24, 14, 16, 16))] if rows else []


def _cell_words(change: CellChange, lang: str) -> tuple[str, ...]:
    entry = change.new or change.old
    assert entry is not None
    label = f"{entry.code} {entry.label}".strip()
    return entry.table, label, entry.at.column, place_of(entry.anchor, lang), _printed(change.old), _printed(change.new)


def _printed(entry: Entry | None) -> str:
    return "—" if entry is None else entry.printed or "—"


def _sentences(found: Sequence[SentenceChange], lang: str) -> list[Table]:
    _, _, _, old, new, place = (head.of(lang) for head in _HEADS)
    rows = tuple(Row((_place(change.new or change.old, lang), *map(_around, change.words))) for change in found)
    return [Table(f"{_SENTENCES.of(lang)} ({len(rows)})", (place, old, new), rows, 3, (14, 60, 60))] if rows else []


def _around(text: str) -> str:
    """What differs with some words on either side."""
    start, end = text.find("【"), text.rfind("】")
    if start < 0:
        return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
    first, last = max(start - _CONTEXT, 0), end + 1 + _CONTEXT
    middle = text[first:last]
    return ("…" if first else "") + middle + ("…" if last < len(text) else "")


def _place(sentence: Sentence | None, lang: str) -> str:
    return "" if sentence is None else place_of(sentence.anchor, lang)


def object_of(view: Versions, lang: str) -> dict[str, Any]:
    """All of it; findings as --output-format json has them."""
    run = Run([view.left], lang=lang)
    return {
        "version": VERSION,
        "between": "versions",
        "documents": [document_object(result) for result in (view.old, view.left)],
        "new": [finding_object(run, view.left, finding) for finding in view.fresh],
        "remaining": [finding_object(run, view.left, finding) for finding in view.remaining],
        "gone": [finding_object(run, view.old, finding) for finding in view.gone],
        "tables": [_table_object(change) for change in view.changes.tables],
        "cells": [_cell_object(change) for change in view.changes.cells],
        "sentences": [
            {"old": _sentence_object(change.old), "new": _sentence_object(change.new)}
            for change in view.changes.sentences
        ],
    }


def _table_object(change: TableChange) -> dict[str, Any]:
    entry = change.new or change.old
    assert entry is not None
    return {"table": entry.table, "only_in": "new" if change.new else "old", "amounts": change.amounts}


def _cell_object(change: CellChange) -> dict[str, Any]:
    entry = change.new or change.old
    assert entry is not None
    return {
        "table": entry.table,
        "row": entry.label,
        "code": entry.code,
        "column": entry.at.column,
        **{
            name: None if one is None else {"printed": one.printed, "page": one.anchor.page, "line": one.anchor.line}
            for name, one in (("old", change.old), ("new", change.new))
        },
    }


def _sentence_object(sentence: Sentence | None) -> dict[str, Any] | None:
    if sentence is None:
        return None
    anchor = sentence.anchor
    return {"text": sentence.text, "section": sentence.section, "page": anchor.page, "line": anchor.line}
