"""The relation language: expressions of grammar/relations.lark as small trees."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from lark import Lark, Token, Transformer
from lark.exceptions import LarkError

from dislint.claims.parser import grammar_text

EACH = "*"
CLASS = "class"


@dataclass(frozen=True, slots=True)
class Cells:
    """Rows and columns of a table: names, or EACH; ``rows`` may be CLASS. ``summed`` columns add up in a row."""

    table: str
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    summed: bool = False


@dataclass(frozen=True, slots=True)
class Children:
    """The rows right below a code, in the same column."""

    table: str


@dataclass(frozen=True, slots=True)
class Classes:
    """All rows of 类, in the same column."""

    table: str


@dataclass(frozen=True, slots=True)
class Sum:
    """Terms with their signs, +1 or −1."""

    terms: tuple[tuple[int, Cells | Children | Classes], ...]


class RelationSyntaxError(Exception):
    """An expression is not of the language."""


class _Tree(Transformer):  # type: ignore[type-arg]
    def start(self, items: list[Any]) -> Sum:
        return _sum(items[0])

    def add(self, items: list[Any]) -> Sum:
        return Sum(_sum(items[0]).terms + _sum(items[1]).terms)

    def subtract(self, items: list[Any]) -> Sum:
        taken = tuple((-sign, term) for sign, term in _sum(items[1]).terms)
        return Sum(_sum(items[0]).terms + taken)

    def cell(self, items: list[Any]) -> Cells:
        table, rows, (columns, summed) = items
        return Cells(str(table), rows, columns, summed)

    def children(self, items: list[Any]) -> Children:
        return Children(items[0].table)

    def classes(self, items: list[Any]) -> Classes:
        return Classes(str(items[0]))

    def each_row(self, items: list[Token]) -> tuple[str, ...]:
        return (EACH,)

    def each_class(self, items: list[Token]) -> tuple[str, ...]:
        return (CLASS,)

    def named_rows(self, items: list[Token]) -> tuple[str, ...]:
        return tuple(map(str, items))

    def each_column(self, items: list[Token]) -> tuple[tuple[str, ...], bool]:
        return (EACH,), False

    def sum_of_columns(self, items: list[Token]) -> tuple[tuple[str, ...], bool]:
        return tuple(map(str, items)), True

    def named_column(self, items: list[Token]) -> tuple[tuple[str, ...], bool]:
        return (str(items[0]),), False


def _sum(item: Any) -> Sum:
    return item if isinstance(item, Sum) else Sum(((1, item),))


@lru_cache(maxsize=1)
def _parser() -> Lark:
    return Lark(grammar_text("relations.lark"), parser="lalr", transformer=_Tree())


@lru_cache(maxsize=512)
def read_expression(text: str) -> Sum:
    """An expression as a tree; raises RelationSyntaxError."""
    try:
        return _parser().parse(text)  # type: ignore[return-value]
    except LarkError as error:
        raise RelationSyntaxError(str(error).splitlines()[0]) from None
