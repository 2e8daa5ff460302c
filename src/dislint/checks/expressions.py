"""Expressions of the relation language: what a side of a relation adds up, read by grammar/relations.lark."""

from __future__ import annotations

from enum import Enum
from functools import lru_cache
from typing import Any, NamedTuple

from dislint.grammars import Parser, RefusedError, tables_of
from dislint.language import SpokenError


class RowSet(Enum):
    """How a reference selects rows."""

    NAMED = "named"
    SAME = "row"
    CHILDREN = "row/*"
    LEVEL = "level"
    ABOVE = ".."


class Rows(NamedTuple):
    """The rows of a reference; ``names`` holds keys, the level's name, or the total's key."""

    how: RowSet
    names: tuple[str, ...] = ()


class Reference(NamedTuple):
    """Cells of one table. ``columns`` is empty for ``*``, the column at hand."""

    table: str
    rows: Rows
    columns: tuple[str, ...]
    optional: bool
    aggregate: bool = False


class Term(NamedTuple):
    """A reference with its sign."""

    sign: int
    reference: Reference


Expression = tuple[Term, ...]


class ExpressionError(SpokenError):
    """An expression that the grammar does not read; the message shows where."""


class _Build:
    """One small method a rule; no logic of its own."""

    def start(self, items: list[Expression]) -> Expression:
        return items[0]

    def expression(self, items: list[Term]) -> Expression:
        return tuple(items)

    def first(self, items: list[Reference]) -> Term:
        return Term(1, items[0])

    plus = first

    def minus(self, items: list[Reference]) -> Term:
        return Term(-1, items[0])

    def cell(self, items: list[Reference]) -> Reference:
        return items[0]

    def aggregate(self, items: list[Reference]) -> Reference:
        one = items[0]
        return Reference(one.table, one.rows, one.columns, one.optional, True)

    def reference(self, items: list[Any]) -> Reference:
        table, rows, optional, columns = items
        return Reference(str(table), rows, columns, optional)

    def optional(self, items: list[Any]) -> bool:
        return bool(items)

    def children(self, items: list[Any]) -> Rows:
        return Rows(RowSet.CHILDREN)

    def same_row(self, items: list[Any]) -> Rows:
        return Rows(RowSet.SAME)

    def level(self, items: list[Any]) -> Rows:
        return Rows(RowSet.LEVEL, (str(items[0]),))

    def above(self, items: list[Any]) -> Rows:
        return Rows(RowSet.ABOVE, (str(items[0]),))

    def named_rows(self, items: list[Any]) -> Rows:
        return Rows(RowSet.NAMED, tuple(map(str, items)))

    def each_column(self, items: list[Any]) -> tuple[str, ...]:
        return ()

    def named_columns(self, items: list[Any]) -> tuple[str, ...]:
        return tuple(map(str, items))


@lru_cache(maxsize=1)
def _parser() -> Parser:
    build = _Build()
    return Parser(tables_of("relations.lark"), lambda rule: getattr(build, rule))


@lru_cache(maxsize=1024)
def parse_expression(text: str) -> Expression:
    """Reads one side of a relation. Raises ExpressionError, naming the place, for anything else."""
    try:
        expression: Expression = _parser().read(text)
    except RefusedError as error:
        raise ExpressionError(
            f"{text!r}: 第{error.at + 1}个字符处不合关系式语法",
            f"{text!r}: not an expression at character {error.at + 1}",
        ) from None
    for term in expression:
        one = term.reference
        many = one.rows.how in (RowSet.CHILDREN, RowSet.LEVEL, RowSet.ABOVE)
        if not one.aggregate and (many or len(one.rows.names) > 1 or len(one.columns) > 1):
            raise ExpressionError(f"{text!r}: 多个单元格须用sum(…)", f"{text!r}: several cells need sum(…)")
    return expression
