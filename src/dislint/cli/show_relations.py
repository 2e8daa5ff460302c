"""Relations between table cells, a line each: how often a report answers one, or which table, row or column it lacks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from dislint.checks.expressions import Reference, RowSet
from dislint.checks.packs import Relation
from dislint.config.configuration import Config
from dislint.document import Document
from dislint.language import say
from dislint.structure.model import Table


def listed(relations: Sequence[Relation], lang: str) -> str:
    """All relations."""
    return "\n".join(f"{relation.code}  {relation.kind.words.of(lang)}" for relation in relations)


def answered(relations: Sequence[Relation], document: Document, config: Config) -> str:
    """The relations that are for a document of this kind, year and region, with what came of each."""
    counts = Counter((check.relation, check.kind.words.zh) for check in document.checks)
    lines = []
    for relation in relations:
        if not relation.applies(document.kind, document.year, config.region):
            continue
        words = relation.kind.words
        count = counts[relation.code, words.zh]
        what = say(f"核对 {count} 处", f"checked {count} times") if count else _lacking(relation, document)
        lines.append(f"{relation.code}  {words.of(config.lang)}  {what}")
    return "\n".join(lines)


def _lacking(relation: Relation, document: Document) -> str:
    """Why a relation was not checked."""
    tables = {kind: [t for t in document.tables if t.kind == kind and t.rows] for kind in relation.tables}
    absent = [kind for kind, found in tables.items() if not found]
    if absent:
        return say("没有表 ", "no table ") + "、".join(absent)
    lacks: dict[str, None] = {}
    for term in (*relation.left, *relation.right):
        lacks |= dict.fromkeys(_absent_parts(term.reference, tables[term.reference.table][0]))
    if lacks:
        return "；".join(lacks) if say("1", "") else "; ".join(lacks)
    return say("未核对：有空白、不是金额或没有读全", "not checked: blank, no amounts, or not read whole")


def _absent_parts(reference: Reference, table: Table) -> Iterator[str]:
    if reference.optional:
        return
    for column in reference.columns:
        if column not in table.columns:
            yield say(f"{reference.table} 没有栏 {column}", f"{reference.table} has no column {column}")
    if reference.rows.how in (RowSet.LEVEL, RowSet.ABOVE):
        return
    keys = {row.key for row in table.rows}
    for name in reference.rows.names:
        if name not in keys:
            yield say(f"{reference.table} 没有行 {name}", f"{reference.table} has no row {name}")
