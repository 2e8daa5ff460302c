"""No row of terminals is a parse error: what a text says may be strange, but never stops the linter."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from lark import Token
from lark.exceptions import UnexpectedToken

from dislint.claims import parser as narrative
from dislint.grammars import GivenTokens, parser_of

READ_TEXTS: dict[str, dict[str, tuple[str, ...]]] = {"claims.lark": narrative._NEEDS, "evaluations.lark": {}}
"""The grammars of free text, with the terminals that are given only before certain others.

Relation packs are written by authors, who are told of their errors.
"""


def dead_ends(name: str) -> Iterator[tuple[str, ...]]:
    """The shortest rows of terminals that the grammar refuses, after each state of its parser that can be reached.

    A parser's stack is all that it knows: rows that lead to the same stack go on alike, so that each is followed once.
    """
    parser = parser_of(name, lexer=GivenTokens)
    terminals = {terminal for row in parser.parser.parser._parse_table.states.values() for terminal in row}
    terminals = {terminal for terminal in terminals if terminal.isupper()}
    assert "$END" in terminals
    seen = set()
    waiting: list[tuple[tuple[str, ...], Any]] = [((), parser.parse_interactive([]))]
    while waiting:
        row, state = waiting.pop(0)
        needed = READ_TEXTS[name].get(row[-1], terminals) if row else terminals
        for terminal in sorted(terminals.intersection(needed)):
            following = state.copy()
            try:
                following.feed_token(Token(terminal, ""))
            except UnexpectedToken:
                yield (*row, terminal)
                continue
            stack = tuple(following.parser_state.state_stack)
            if terminal != "$END" and stack not in seen:
                seen.add(stack)
                waiting.append(((*row, terminal), following))


@pytest.mark.parametrize("name", READ_TEXTS)
def test_no_row_of_terminals_is_a_parse_error(name: str) -> None:
    assert list(dead_ends(name)) == []
