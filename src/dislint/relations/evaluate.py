"""Relations applied to the tables of a report: each instance becomes a check.

A relation is evaluated only where all its cells are amounts and the rows it adds up look complete; a table
that was not read whole must not look like one that does not add up.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from dislint.checks import Check, Operand, Outcome
from dislint.numbers import Interval, show, total
from dislint.relations.expressions import Expression, Reference, RowSet
from dislint.relations.packs import Relation
from dislint.relations.rowsets import Incomplete, children, is_single, lines_above, of_level, same_row, whole_columns
from dislint.structure.model import Fact, Row, Structure, Table

_SHOWN_TERMS = 6


@dataclass(frozen=True, slots=True)
class _Place:
    """What an instance of a relation is about: its tables by kind, the row and the column at hand."""

    tables: tuple[Table, ...]
    row: Row | None
    column: str

    def table(self, kind: str) -> Table:
        return next(table for table in self.tables if table.kind == kind)


_Signed = tuple[tuple[int, Fact], ...]


def evaluate(
    structure: Structure, relations: Sequence[Relation], region: str = "", year: int | None = None
) -> tuple[Check, ...]:
    """The checks of all relations that apply to the report."""
    year = year or structure.year
    checks: list[Check] = []
    for relation in relations:
        if relation.applies(structure.kind, year, region):
            for tables in _table_sets(structure, relation):
                checks += _instances(relation, tables)
    return tuple(checks)


def _table_sets(structure: Structure, relation: Relation) -> Iterator[tuple[Table, ...]]:
    """The tables to apply a relation to. A kind that stands twice is checked within each, never across."""
    wanted = relation.tables
    found = {kind: [table for table in structure.tables if table.kind == kind and table.rows] for kind in wanted}
    if len(wanted) == 1:
        for table in found[wanted[0]]:
            yield (table,)
    elif all(len(tables) == 1 for tables in found.values()):
        yield tuple(tables[0] for tables in found.values())


def _instances(relation: Relation, tables: tuple[Table, ...]) -> Iterator[Check]:
    rows: Sequence[Row | None] = [None]
    if relation.each is not None:
        main = next(table for table in tables if table.kind == relation.each.table)
        rows = [row for row in main.rows if row.level in relation.each.levels and is_single(main, row)]
    columns = _columns_at_hand(relation, tables)
    for row in rows:
        for column in columns:
            check = _check(relation, _Place(tables, row, column))
            if check is not None:
                yield check


def _columns_at_hand(relation: Relation, tables: tuple[Table, ...]) -> Sequence[str]:
    """The columns that ``*`` stands for: those that all its tables have."""
    starred = {term.reference.table for term in (*relation.left, *relation.right) if not term.reference.columns}
    if not starred:
        return [""]
    first, *rest = [table for table in tables if table.kind in starred]
    wanted = relation.columns or first.columns
    return [column for column in wanted if all(column in table.columns for table in (first, *rest))]


def _check(relation: Relation, place: _Place) -> Check | None:
    try:
        left, right = _side(relation.left, place), _side(relation.right, place)
    except Incomplete:
        return None
    facts = [fact for _, fact in (*left, *right)]
    if not left or not all(fact.is_number for fact in facts) or all(fact.figure is None for fact in facts):
        return None
    if len({fact.anchor() for fact in facts}) < len(facts):
        # A merged cell on both sides: the table says nothing about the two amounts apart.
        return None
    linear = relation.operator == "="
    operands = (*_operands(left, 1 if linear else 0), *_operands(right, -1 if linear else 0))
    at, unit = left[0][1], left[0][1].table.unit
    expected = _amount(right) - _amount(left[1:])
    return Check(
        relation.code,
        _outcome(relation.operator, left, right),
        operands[0],
        operands,
        operands[0].printed or "空白",
        show(expected * left[0][0], unit, _places(facts)),
        f"{relation.title}：{_arithmetic(left[1:], right)}",
        table=at.table.name,
        subject=at.row.key,
    )


def _outcome(operator: str, left: _Signed, right: _Signed) -> Outcome:
    difference = _amount(left) - _amount(right)
    slack = _interval(left) - _interval(right)
    if operator == "=":
        exact, rounded = difference == 0, slack.contains(0)
    elif operator == "<=":
        exact, rounded = difference <= 0, slack.lo <= 0
    else:
        exact, rounded = difference >= 0, slack.hi >= 0
    return Outcome.HOLDS if exact else Outcome.ROUNDING if rounded else Outcome.FAILS


def _amount(side: _Signed) -> Fraction:
    return sum((sign * fact.figure.amount for sign, fact in side if fact.figure is not None), Fraction(0))


def _interval(side: _Signed) -> Interval:
    return total(fact.interval if sign > 0 else -fact.interval for sign, fact in side)


def _places(facts: Sequence[Fact]) -> int:
    return max((fact.figure.places for fact in facts if fact.figure is not None), default=2)


def _operands(side: _Signed, sign: int) -> tuple[Operand, ...]:
    return tuple(
        Operand(
            fact.name,
            fact.interval,
            f"{fact.cell.text}{fact.table.unit.label}" if fact.figure is not None else "",
            fact.anchor(),
            fact.table.name,
            sign * own,
        )
        for own, fact in side
    )


def _arithmetic(left: _Signed, right: _Signed) -> str:
    """The other numbers of the relation as they add up: 2106.66+326.71+60.99."""
    terms = [(sign, fact.cell.text) for sign, fact in right] + [(-sign, fact.cell.text) for sign, fact in left]
    printed = [(sign, text) for (sign, text), (_, fact) in zip(terms, (*right, *left), strict=True) if fact.figure]
    words = "".join(f"{'+' if sign > 0 else '-'}{text}" for sign, text in printed[:_SHOWN_TERMS]).removeprefix("+")
    return (words or "0") + ("+…" if len(printed) > _SHOWN_TERMS else "")


def _side(expression: Expression, place: _Place) -> _Signed:
    """The facts of a side with their signs. Raises Incomplete where one that must be there is not."""
    return tuple((term.sign, fact) for term in expression for fact in _facts(term.reference, place))


def _facts(reference: Reference, place: _Place) -> Iterator[Fact]:
    table = place.table(reference.table)
    columns = reference.columns or (place.column,)
    rows = _rows(reference, table, place, columns[0])
    if len(columns) > 1:
        whole_columns(table)
        columns = tuple(column for column in columns if column in table.columns)
    found = 0
    for row in rows:
        for column in columns:
            fact = table.fact_at(row, column)
            if fact is not None:
                found += 1
                yield fact
    if not found and not reference.optional:
        raise Incomplete


def _rows(reference: Reference, table: Table, place: _Place, column: str) -> Sequence[Row]:
    how, names = reference.rows.how, reference.rows.names
    if how is RowSet.NAMED:
        at = table.columns.index(column) if column in table.columns else 0
        rows = [row for row in table.rows if row.key in names and (column not in table.columns or row.cells[at])]
        if not reference.aggregate and len(rows) > 1:
            raise Incomplete
        return rows
    if how is RowSet.ABOVE:
        return lines_above(table, names[0], column)
    if how is RowSet.LEVEL:
        return of_level(table, names[0])
    if place.row is None:
        raise Incomplete
    return children(table, place.row) if how is RowSet.CHILDREN else same_row(table, place.row)
