"""The relations between table cells, each with what came of it in a document, or why it was not asked."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from difflib import get_close_matches

from dislint.checks.expressions import Reference, RowSet
from dislint.checks.model import Check, Outcome
from dislint.checks.packs import Relation
from dislint.checks.rowsets import has_parts
from dislint.document import Document
from dislint.language import Text
from dislint.ledger.model import Kept, Standing
from dislint.structure.model import CODE_LENGTHS, Table


def relations_kept(
    relations: Sequence[Relation], document: Document, own: Collection[Relation] = ()
) -> tuple[Kept, ...]:
    """The relations that are for a document of this kind, year and region, each with its standing.

    Of the user's ``own``, a row or column that the report does not have may be misspelt: then the like one is named.
    """
    checks: dict[tuple[str, Text, frozenset[str]], list[Check]] = {}
    for check in document.checks:
        kinds = frozenset(operand.fact.table.kind for operand in check.operands if operand.fact is not None)
        checks.setdefault((check.relation, check.kind.words, kinds), []).append(check)
    asked = [each for each in relations if each.applies(document.kind, document.year, document.settings.region)]
    return tuple(
        _kept(
            relation,
            checks.get((relation.code, relation.kind.words, frozenset(relation.tables)), []),
            document,
            any(relation is one for one in own),
        )
        for relation in asked
    )


def together(kept: Sequence[Kept]) -> tuple[Kept, ...]:
    """Relations of one code and one wording as one: they differ in the tables that they are for."""
    found: dict[tuple[str, Text], Kept] = {}
    for one in kept:
        known = found.get((one.code, one.words))
        found[one.code, one.words] = one if known is None else _both(known, one)
    return tuple(found.values())


def _both(one: Kept, other: Kept) -> Kept:
    first, second = sorted((one, other), key=lambda kept: STANDINGS_IN_ORDER.index(kept.standing))
    same = first.standing is second.standing
    return Kept(
        first.code,
        tuple(dict.fromkeys((*first.tables, *second.tables))) if same else first.tables,
        first.words,
        first.standing,
        first.held + second.held,
        first.rounded + second.rounded,
        (*first.broken, *second.broken),
        first.why,
    )


STANDINGS_IN_ORDER = (Standing.BROKEN, Standing.DONE, Standing.UNREAD, Standing.NOT_APPLICABLE)
"""Of two standings the one that comes first is that of both."""


def _kept(relation: Relation, checks: Sequence[Check], document: Document, own: bool) -> Kept:
    words = relation.kind.words
    broken = tuple(check.at.anchor for check in checks if check.outcome is Outcome.FAILS)
    rounded = sum(check.outcome is Outcome.ROUNDING for check in checks)
    held = len(checks) - len(broken)
    if broken:
        return Kept(relation.code, relation.tables, words, Standing.BROKEN, held, rounded, broken)
    if checks:
        return Kept(relation.code, relation.tables, words, Standing.DONE, held, rounded)
    standing, why = _lacking(relation, document, own)
    return Kept(relation.code, relation.tables, words, standing, why=why)


def _lacking(relation: Relation, document: Document, own: bool) -> tuple[Standing, Text]:
    """Why a relation was not asked: the report has no such table, or not the place in it, or it could not be read."""
    tables = {kind: [table for table in document.tables if table.kind == kind] for kind in relation.tables}
    absent = [kind for kind, found in tables.items() if not found]
    if absent:
        return Standing.NOT_APPLICABLE, Text(f"没有表 {'、'.join(absent)}", f"no table {', '.join(absent)}")
    unread = [kind for kind, found in tables.items() if not any(table.rows for table in found)]
    if unread:
        named = [tables[kind][0].title or kind for kind in unread]
        if not any(table.has_amounts or _prints(table) for kind in unread for table in tables[kind]):
            return Standing.NOT_APPLICABLE, Text(f"空表：{'、'.join(named)}", f"empty: {', '.join(named)}")
        return Standing.UNREAD, Text(f"没有读懂表 {'、'.join(named)}", f"tables not understood: {', '.join(named)}")
    lacks: dict[Text, None] = {}
    for term in (*relation.left, *relation.right):
        first = next(table for table in tables[term.reference.table] if table.rows)
        lacks |= dict.fromkeys(_absent_parts(term.reference, first, own))
    if lacks:
        return Standing.UNREAD if own else Standing.NOT_APPLICABLE, Text(
            "；".join(each.zh for each in lacks), "; ".join(each.en for each in lacks)
        )
    others = dict.fromkeys(
        filter(None, (_other_rows(term.reference, tables) for term in (*relation.left, *relation.right)))
    )
    if others:
        return Standing.NOT_APPLICABLE, Text(
            "；".join(each.zh for each in others), "; ".join(each.en for each in others)
        )
    if not all(any(table.has_amounts for table in found) for found in tables.values()):
        return Standing.NOT_APPLICABLE, Text("表中没有金额", "the table holds no amounts")
    if all(_is_blank(term.reference, tables[term.reference.table]) for term in (*relation.left, *relation.right)):
        return Standing.NOT_APPLICABLE, Text("所涉各格都是空白", "all its cells are blank")
    return Standing.UNREAD, Text("有空白、不是金额或没有读全", "blank, no amounts, or not read whole")


def _other_rows(reference: Reference, tables: Mapping[str, Sequence[Table]]) -> Text | None:
    """Why no table of a kind has rows of the set that a reference speaks of; None where one may have."""
    rows = [row for table in tables[reference.table] for row in table.rows]
    codes = {row.code for row in rows if row.code}
    name = reference.table
    if reference.rows.how is RowSet.LEVEL:
        (level,) = reference.rows.names
        if level not in CODE_LENGTHS and codes:
            return Text(f"{name} 各行是科目", f"{name} lists subjects")
        if level in CODE_LENGTHS and not any(len(code) == CODE_LENGTHS[level] for code in codes):
            return Text(f"{name} 没有“{level}”级科目", f"{name} has no subject of the level {level}")
    if reference.rows.how is RowSet.CHILDREN and not any(has_parts(rows, row) for row in rows):
        return Text(f"{name} 没有列其中各项", f"{name} lists no parts of its rows")
    return None


def _is_blank(reference: Reference, tables: Sequence[Table]) -> bool:
    """Whether the named cells are there and print nothing, or are none that must be there."""
    table = next(table for table in tables if table.rows)
    columns = reference.columns or table.columns
    facts = [table.fact(row, column) for row in reference.rows.names for column in columns]
    return all(reference.optional if fact is None else fact.is_blank for fact in facts) and bool(facts)


def _prints(table: Table) -> bool:
    """Whether a table that was not understood has digits in its cells."""
    return any(any(letter.isdigit() for letter in cell.text) for row in table.grid.cells[1:] for cell in row)


def _absent_parts(reference: Reference, table: Table, own: bool) -> Iterator[Text]:
    if reference.optional:
        return
    for column in reference.columns:
        if column not in table.columns:
            yield _absent(reference.table, "栏", "column", column, table.columns if own else ())
    if reference.rows.how in (RowSet.LEVEL, RowSet.ABOVE):
        return
    keys = {row.key for row in table.rows}
    for name in reference.rows.names:
        if name not in keys:
            yield _absent(reference.table, "行", "row", name, [row.key for row in table.rows] if own else ())


def _absent(table: str, what: str, english: str, name: str, known: Sequence[str]) -> Text:
    """That a table has no such row or column, and which one may be meant."""
    near = get_close_matches(name, [each for each in known if len(each) == len(name)], 1, 0.5)
    asks = Text(f"，是否指“{near[0]}”？", f": did you mean “{near[0]}”?") if near else Text("", "")
    return Text(f"{table} 没有{what}“{name}”{asks.zh}", f"{table} has no {english} “{name}”{asks.en}")
