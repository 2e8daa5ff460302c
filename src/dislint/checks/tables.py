"""Relations applied to the tables of a report: each instance becomes a check.

A relation is evaluated only where all its cells are amounts and the rows it adds up look complete; a table
that was not read whole must not look like one that does not add up.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import NamedTuple

from dislint.checks.expressions import Expression, Reference, RowSet
from dislint.checks.model import Check, Operand, Outcome, cell
from dislint.checks.packs import Relation
from dislint.checks.rowsets import (
    Incomplete,
    children,
    is_single,
    lines_above,
    no_other_lines,
    of_level,
    same_row,
    whole_columns,
)
from dislint.structure.model import Fact, Row, Structure, Table

# So many broken relations of one table may well be its own: one wrong cell breaks up to four.
_FEW = 5


_Exact = Fraction | int
"""Amounts in whole 元 are kept as int: sums of them are several times faster than sums of Fraction."""


class _Number(NamedTuple):
    """A cell as a number: the printed amount, the bounds of what it may stand for, and itself as an operand."""

    fact: Fact
    amount: _Exact
    lo: _Exact
    hi: _Exact
    operand: Operand


_Numbers = dict[tuple[int, int, str], "_Number | None"]
"""The numbers read so far, by table, row and column: a cell stands in many relations."""


class _Place(NamedTuple):
    """What an instance of a relation is about: its tables by kind, the row and the column at hand."""

    tables: tuple[Table, ...]
    row: Row | None
    column: str
    numbers: _Numbers

    def table(self, kind: str) -> Table:
        return next(table for table in self.tables if table.kind == kind)


_Signed = tuple[tuple[int, _Number], ...]


def evaluate(
    structure: Structure, relations: Sequence[Relation], region: str = "", year: int | None = None
) -> tuple[Check, ...]:
    """The checks of all relations that apply to the report."""
    year = year or structure.year
    checks: list[Check] = []
    numbers: _Numbers = {}
    for relation in relations:
        if relation.applies(structure.kind, year, region):
            for tables in _table_sets(structure, relation):
                checks += _instances(relation, tables, numbers)
    return tuple(checks)


def believable(checks: Sequence[Check]) -> tuple[Check, ...]:
    """Without the broken checks of tables that break most of theirs: such a table was not read rightly.

    What a sentence says against such a table is nothing either.
    """
    keys = [frozenset(operand.table for operand in check.operands) for check in checks]
    total = Counter(keys)
    broken = Counter(key for key, check in zip(keys, checks, strict=True) if check.outcome is Outcome.FAILS)
    unclear = {key for key, count in broken.items() if all(key) and count > _FEW and 2 * count > total[key]}
    misread = {table for key in unclear if len(key) == 1 for table in key}
    return tuple(
        check
        for key, check in zip(keys, checks, strict=True)
        if check.outcome is not Outcome.FAILS or not (key in unclear or key & misread)
    )


def _table_sets(structure: Structure, relation: Relation) -> Iterator[tuple[Table, ...]]:
    """The tables to apply a relation to. A kind that stands twice is checked within each, never across.

    Only forms, of which a report has one a project, are each checked against the tables that stand once.
    """
    wanted = relation.tables
    found = {kind: [table for table in structure.tables if table.kind == kind and table.rows] for kind in wanted}
    if len(wanted) == 1:
        for table in found[wanted[0]]:
            yield (table,)
    else:
        each = relation.each.table if relation.each and relation.several else ""
        single = [kind for kind in wanted if kind != each]
        if all(len(found[kind]) == 1 for kind in single):
            for one in found.get(each, [None]):
                once = tuple(one if kind == each and one else found[kind][0] for kind in wanted)
                # A unit that is not printed is only assumed: it cannot speak against one that is.
                if all(table.unit_printed for table in once) or len({table.unit for table in once}) == 1:
                    yield once


def _instances(relation: Relation, tables: tuple[Table, ...], numbers: _Numbers) -> Iterator[Check]:
    rows: Sequence[Row | None] = [None]
    if relation.each is not None:
        main = next(table for table in tables if table.kind == relation.each.table)
        rows = [row for row in main.rows if row.level in relation.each.levels and is_single(main, row)]
    columns = _columns_at_hand(relation, tables)
    for row in rows:
        for column in columns:
            check = _check(relation, _Place(tables, row, column, numbers))
            if check is not None:
                yield check


def _columns_at_hand(relation: Relation, tables: tuple[Table, ...]) -> Sequence[str]:
    """The columns that ``*`` stands for: those that all its tables have."""
    starred = {term.reference.table for term in (*relation.left, *relation.right) if not term.reference.columns}
    if not starred:
        return [""]
    first, *rest = [table for table in tables if table.kind in starred]
    wanted = relation.columns or first.columns
    # Rates do not add up.
    amounts = [column for column in wanted if not column.endswith("%")]
    return [column for column in amounts if all(column in table.columns for table in (first, *rest))]


def _check(relation: Relation, place: _Place) -> Check | None:
    try:
        if relation.when and len({_sum(_side(side, place))[0] for side in relation.when}) > 1:
            return None
        left, right = _side(relation.left, place), _side(relation.right, place)
        _balanced(relation, place)
    except Incomplete:
        return None
    numbers = [number for _, number in (*left, *right)]
    if not left or all(number.fact.figure is None for number in numbers):
        return None
    if len({id(number.fact.cell) for number in numbers}) < len(numbers):
        # A merged cell on both sides: the table says nothing about the two amounts apart.
        return None
    at = left[0][1].fact
    return Check(
        relation.kind,
        _outcome(relation.operator, left, right),
        (*_operands(left, 1), *_operands(right, -1)),
        table=at.table,
        row=at.row,
    )


def _balanced(relation: Relation, place: _Place) -> None:
    """Raises Incomplete where a relation with optional lines may lack a line that it does not name."""
    references = [term.reference for term in (*relation.left, *relation.right)]
    if len(relation.tables) == 1 and any(reference.optional for reference in references):
        keys = [name for reference in references for name in reference.rows.names]
        no_other_lines(place.tables[0], (references[0].columns or (place.column,))[0], keys)


def _outcome(operator: str, left: _Signed, right: _Signed) -> Outcome:
    """left − right, as printed and at its least and most."""
    one, other = _sum(left), _sum(right)
    printed, least, most = one[0] - other[0], one[1] - other[2], one[2] - other[1]
    if operator == "=":
        exact, rounded = printed == 0, least <= 0 <= most
    elif operator == "<=":
        exact, rounded = printed <= 0, least <= 0
    else:
        exact, rounded = printed >= 0, most >= 0
    return Outcome.HOLDS if exact else Outcome.ROUNDING if rounded else Outcome.FAILS


def _sum(side: _Signed) -> tuple[_Exact, _Exact, _Exact]:
    """The sum as printed, at its least and at its most."""
    printed: _Exact = 0
    least: _Exact = 0
    most: _Exact = 0
    for sign, number in side:
        printed += sign * number.amount
        least += number.lo if sign > 0 else -number.hi
        most += number.hi if sign > 0 else -number.lo
    return printed, least, most


def _operands(side: _Signed, sign: int) -> tuple[Operand, ...]:
    return tuple(
        number.operand if sign * own == 1 else replace(number.operand, sign=sign * own) for own, number in side
    )


def _side(expression: Expression, place: _Place) -> _Signed:
    """The numbers of a side with their signs. Raises Incomplete where one that must be there is none."""
    return tuple((term.sign, number) for term in expression for number in _cells(term.reference, place))


def _cells(reference: Reference, place: _Place) -> Iterator[_Number]:
    table = place.table(reference.table)
    columns = reference.columns or (place.column,)
    rows = _rows(reference, table, place, columns[0])
    if len(columns) > 1:
        whole_columns(table)
        columns = tuple(column for column in columns if column in table.columns)
    found = 0
    for row in rows:
        for column in columns:
            number = _number(table, row, column, place.numbers)
            if number is not None:
                found += 1
                yield number
    if not found and not reference.optional:
        raise Incomplete


def _number(table: Table, row: Row, column: str, numbers: _Numbers) -> _Number | None:
    """A cell as a number; None where the table has no such place. Raises Incomplete where it is no amount."""
    key = (id(table), id(row), column)
    if key not in numbers:
        fact = table.fact_at(row, column)
        if fact is not None and not fact.is_number:
            raise Incomplete
        numbers[key] = None if fact is None else _read(fact)
    return numbers[key]


def _read(fact: Fact) -> _Number:
    interval = fact.interval
    amount = _plain(fact.figure.amount) if fact.figure is not None else 0
    return _Number(fact, amount, _plain(interval.lo), _plain(interval.hi), cell(fact, 1))


def _plain(value: Fraction) -> _Exact:
    return value.numerator if value.denominator == 1 else value


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
