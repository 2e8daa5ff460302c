"""Relations evaluated on the tables of a report."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from dislint.checks import Check, Operand, Outcome
from dislint.numbers import Interval, show, total
from dislint.relations.language import CLASS, EACH, Cells, Children, Sum
from dislint.relations.packs import Relation
from dislint.structure.model import Fact, Level, Row, Structure, Table

_BELOW = {3: 5, 5: 7}
Signed = tuple[int, Fact]


def evaluate(structure: Structure, relations: Sequence[Relation], region: str = "") -> tuple[Check, ...]:
    """The checks that the relations give; none where a cell in question is no number."""
    tables: dict[str, Table] = {}
    for table in structure.tables:
        if table.kind and table.columns:
            tables.setdefault(table.kind, table)
    checks: list[Check] = []
    for relation in relations:
        if relation.years and structure.year not in relation.years:
            continue
        if relation.regions and region not in relation.regions:
            continue
        for left, right in _instances(relation, tables):
            check = _check(relation, left, right)
            if check is not None:
                checks.append(check)
    return tuple(checks)


def _instances(relation: Relation, tables: dict[str, Table]) -> Iterator[tuple[list[Signed], list[Signed]]]:
    if relation.left is None or relation.right is None:
        yield from _matches(relation, tables)
        return
    head = relation.left.terms[0][1]
    table = tables.get(head.table)
    if table is None or not isinstance(head, Cells):
        return
    columns = table.columns if head.columns == (EACH,) else head.columns
    rows: Sequence[Row | None] = table.rows if head.rows == (EACH,) else (None,)
    for row in rows:
        for column in columns:
            left = _facts(relation.left, tables, row, column, relation)
            if left:
                context = row or left[0][1].row
                right = _facts(relation.right, tables, context, column, relation)
                if right:
                    yield left, right


def _facts(
    expression: Sum, tables: dict[str, Table], row: Row | None, column: str, relation: Relation
) -> list[Signed] | None:
    """The cells of an expression for a row and a column; None where any part of it is not to be had."""
    found: list[Signed] = []
    for sign, term in expression.terms:
        table = tables.get(term.table)
        if table is None:
            return None
        if isinstance(term, Cells):
            facts = _cells(term, table, row, column)
        elif isinstance(term, Children):
            facts = _children(table, row, column)
        else:
            facts = [f for r in table.rows if r.level is Level.CLASS and (f := table.fact_at(r, column))]
        if not facts:
            return None
        found += [(sign, fact) for fact in facts]
    return found


def _cells(term: Cells, table: Table, row: Row | None, column: str) -> list[Fact]:
    columns = (column,) if term.columns == (EACH,) else term.columns
    if term.rows == (EACH,):
        rows: list[Row] = [row] if row is not None else []
    elif term.rows == (CLASS,):
        rows = class_rows(table, columns[0])
    else:
        rows = [r for key in term.rows if (r := _row(table, key, columns[0])) is not None]
    return [fact for r in rows for c in columns if (fact := table.fact_at(r, c)) is not None]


def _row(table: Table, key: str, column: str) -> Row | None:
    fact = table.fact(key, column)
    return fact.row if fact else None


def class_rows(table: Table, column: str) -> list[Row]:
    """The rows of functions (类) in a table: by code, or by their enumerator where the table has no codes."""
    coded = [row for row in table.rows if row.level is Level.CLASS]
    if coded:
        return coded
    return [
        row
        for row in table.rows
        if row.enumerator and "/" not in row.key and table.fact_at(row, column) is not None and row.key.endswith("支出")
    ]


def _children(table: Table, row: Row | None, column: str) -> list[Fact]:
    if row is None or row.code is None or len(row.code) not in _BELOW:
        return []
    length = _BELOW[len(row.code)]
    return [
        fact
        for child in table.rows
        if child.code
        and len(child.code) == length
        and child.code.startswith(row.code)
        and (fact := table.fact_at(child, column))
    ]


def _matches(relation: Relation, tables: dict[str, Table]) -> Iterator[tuple[list[Signed], list[Signed]]]:
    (left_kind, left_column), (right_kind, right_column) = relation.match, relation.other
    left_table, right_table = tables.get(left_kind), tables.get(right_kind)
    if left_table is None or right_table is None:
        return
    others = {row.label: row for row in class_rows(right_table, right_column)}
    for row in class_rows(left_table, left_column):
        left = left_table.fact_at(row, left_column)
        other = others.get(row.label)
        right = right_table.fact_at(other, right_column) if other else None
        if left is not None and right is not None:
            yield [(1, left)], [(1, right)]


def _check(relation: Relation, left: list[Signed], right: list[Signed]) -> Check | None:
    facts = left + right
    if not all(fact.is_number for _, fact in facts):
        return None
    if all(fact.figure is None or fact.figure.value == 0 for _, fact in facts):
        return None
    if relation.filled and all(fact.figure is None for _, fact in right):
        return None
    a, b = _side(left), _side(right)
    unit = left[0][1].table.unit
    printed_a, printed_b = _printed(left), _printed(right)
    if relation.kind == "=":
        exact, near = printed_a == printed_b, a.meets(b)
    elif relation.kind == "<=":
        exact, near = printed_a <= printed_b, a.lo <= b.hi
    else:
        exact, near = printed_a >= printed_b, a.hi >= b.lo
    outcome = Outcome.HOLDS if exact else Outcome.ROUNDING if near else Outcome.FAILS
    linear = relation.kind == "="
    operands = tuple(_operand(sign if linear else 0, fact) for sign, fact in left) + tuple(
        _operand(-sign if linear else 0, fact) for sign, fact in right
    )
    first = left[0][1]
    return Check(
        relation.code,
        outcome,
        operands[0],
        operands,
        show(printed_a, unit),
        show(printed_b, unit),
        _proof(right),
        "",
        first.table.name,
        f"{first.row.label}（{first.column}）",
    )


def _side(side: list[Signed]) -> Interval:
    return total(fact.interval if sign > 0 else -fact.interval for sign, fact in side)


def _printed(side: list[Signed]) -> Fraction:
    return sum((sign * fact.figure.amount for sign, fact in side if fact.figure is not None), Fraction(0))


def _operand(sign: int, fact: Fact) -> Operand:
    printed = fact.figure.text if fact.figure else ""
    return Operand(fact.name, fact.interval, printed, fact.anchor(), fact.table.name, sign)


def _proof(side: list[Signed]) -> str:
    """The sum as printed; a long one by its first and last terms."""
    terms = [f"{'+' if sign > 0 else '-'}{fact.figure.text}" for sign, fact in side if fact.figure is not None]
    if len(terms) > 8:
        terms = [*terms[:4], "+…", *terms[-2:]]
    return "".join(terms).removeprefix("+")
