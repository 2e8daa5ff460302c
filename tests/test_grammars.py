"""No row of terminals is a parse error: what a text says may be strange, but never stops the linter."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from dislint.claims import parser as narrative
from dislint.grammars import Tables, tables_of

READ_TEXTS: dict[str, dict[str, tuple[str, ...]]] = {"claims.lark": narrative._NEEDS, "evaluations.lark": {}}
"""The grammars of free text, with the terminals that are given only before certain others.

Relation packs are written by authors, who are told of their errors.
"""


SIGNS = frozenset({"OPEN", "STOP", "SEMICOLON", "NEXT"})
"""What begins a clause: however much stands before it, clauses go on alike."""


def dead_ends(name: str) -> Iterator[tuple[str, ...]]:
    """The shortest rows of terminals that the grammar refuses, after each state of its parser that can be reached.

    A parser's stack is all that it knows: rows that lead to the same stack go on alike, so that each is followed once. Of what stands
    before a clause no more counts than whether a bracket is open; each sign is also followed by every other, so that
    an empty clause ends after whatever stood before it.
    """
    table = tables_of(name)
    terminals = {terminal for row in table.states for terminal in row if terminal.isupper()}
    assert "$END" in terminals
    seen = set()
    waiting: list[tuple[tuple[str, ...], list[int], tuple[int, ...]]] = [((), [table.start], (1,))]
    while waiting:
        row, stack, begun = waiting.pop()
        needed = READ_TEXTS[name].get(row[-1], terminals) if row else terminals
        for terminal in sorted(terminals.intersection(needed) - _unpaired(len(begun) - 1)):
            following = _after(table, stack, terminal)
            if following is None:
                yield (*row, terminal)
                continue
            clauses = begun[:-1] if terminal in SIGNS - {"OPEN"} or terminal == "CLOSE" else begun
            clauses = (*clauses, len(following)) if terminal in SIGNS else clauses
            signs = (row[-1] if terminal in SIGNS and row and row[-1] in SIGNS else "", len(clauses))
            if terminal != "$END" and (known := (*signs, *following[clauses[-1] - 1 :])) not in seen:
                seen.add(known)
                waiting.append(((*row, terminal), following, clauses))


def _after(table: Tables, stack: list[int], terminal: str) -> list[int] | None:
    """The parser's stack of states after a terminal; None where it refuses it."""
    stack = list(stack)
    while (action := table.states[stack[-1]].get(terminal)) is not None:
        if action >= 0:
            return [*stack, action]
        rule = table.rules[~action]
        del stack[len(stack) - rule.size :]
        stack.append(table.states[stack[-1]][rule.origin])
        if terminal == "$END" and stack[-1] == table.end:
            return stack
    return None


def _unpaired(depth: int) -> set[str]:
    """What is never given within so many brackets: they come in pairs, and one within another teaches nothing new."""
    return {"$END", "OPEN"} if depth else {"CLOSE"}


@pytest.mark.parametrize("name", READ_TEXTS)
def test_no_row_of_terminals_is_a_parse_error(name: str) -> None:
    assert list(dead_ends(name)) == []
