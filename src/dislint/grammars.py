"""The grammars of grammar/: Lark makes their LALR tables, which the cache keeps; parsing needs the tables alone.

So that a run whose grammars are known loads neither Lark nor its objects, of which the narrative's table has thousands.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple

from dislint import cache

_GAP, _END = "GAP", "$END"
"""The terminals of the text between two others, and of its end."""
Make = Callable[[list[Any]], Any]
"""Makes something of what the parts of a rule have made; tokens are as they are given."""


class Token(str):
    """A word of a text with the terminal that it is and where it stands."""

    __slots__ = ("end_pos", "start_pos", "type")

    type: str
    start_pos: int
    end_pos: int

    def __new__(cls, kind: str, word: str, start_pos: int = 0, end_pos: int = 0) -> Token:
        """A word of this terminal."""
        token = super().__new__(cls, word)
        token.type, token.start_pos, token.end_pos = kind, start_pos, end_pos
        return token

    def as_(self, kind: str) -> Token:
        """The same word as another terminal."""
        return Token(kind, self, self.start_pos, self.end_pos)


class Rule(NamedTuple):
    """An alternative of a rule, of so many symbols; ``name`` tells what it makes.

    ``kept`` are the numbers of the symbols that it is made of, each with whether what that holds is taken instead; None
    says: all, as they are.
    What is ``dissolved`` is but what it holds, and so is what is ``transparent`` and holds one thing.
    """

    origin: str
    name: str
    size: int
    kept: Sequence[tuple[int, bool]] | None
    dissolved: bool
    transparent: bool


class Tables(NamedTuple):
    """What Lark makes of a grammar, in a form that JSON can hold.

    A state has for each symbol the state that follows or, as -1 - number, the rule that is complete. ``terminals`` are
    names and patterns, in the order in which they are tried.
    """

    states: Sequence[Mapping[str, int]]
    rules: Sequence[Rule]
    start: int
    end: int
    terminals: Sequence[tuple[str, str]]
    ignored: Sequence[str]


class RefusedError(Exception):
    """Tokens that the grammar does not know; ``at`` is where the first stands that cannot follow."""

    def __init__(self, at: int) -> None:
        super().__init__(at)
        self.at = at


def grammar_text(name: str) -> str:
    """The text of a grammar file ("relations.lark"). Raises FileNotFoundError where the package lacks it."""
    # grammar/ holds no Python, so an editable install does not make it a package; rules/ is one and lies beside it.
    rules = find_spec("dislint.rules")
    if rules is None or rules.origin is None:
        raise FileNotFoundError(name)
    return (Path(rules.origin).parent.parent / "grammar" / name).read_text(encoding="utf-8")


def tables_of(name: str) -> Tables:
    """The tables of a grammar file."""
    text = grammar_text(name)
    key = cache.key_of(name, text)
    kept = cache.load("grammars", key)
    try:
        tables = Tables(*kept)
        return tables._replace(rules=[Rule(*rule) for rule in tables.rules])
    except TypeError:  # None, or not what this version wrote.
        pass
    made = _made(text)
    cache.store("grammars", key, made)
    return made


def _made(text: str) -> Tables:
    from lark import Lark
    from lark.parsers.lalr_analysis import Shift

    lark = Lark(text, parser="lalr", maybe_placeholders=False)
    table: Any = lark.parser.parser._parse_table  # noqa: SLF001  # Lark has no other way to its tables.
    number = {rule: at for at, rule in enumerate(lark.rules)}
    return Tables(
        [
            {symbol: to if action is Shift else -1 - number[to] for symbol, (action, to) in table.states[state].items()}
            for state in range(len(table.states))
        ],
        [_rule(rule) for rule in lark.rules],
        table.start_states["start"],
        table.end_states["start"],
        [(t.name, t.pattern.to_regexp()) for t in sorted(lark.terminals, key=lambda terminal: -terminal.priority)],
        list(lark.ignore_tokens),
    )


def _rule(rule: Any) -> Rule:
    """A rule of Lark's. Words that have no name of their own are left out; of names that begin with _ the parts are taken."""
    symbols = list(enumerate(rule.expansion))
    kept = [(at, not s.is_term and s.name.startswith("_")) for at, s in symbols if not (s.is_term and s.filter_out)]
    plain = len(kept) == len(symbols) and not any(spread for _, spread in kept)
    origin = str(rule.origin.name)
    transparent = rule.options.expand1 and not rule.alias
    return Rule(
        origin, str(rule.alias or origin), len(symbols), None if plain else kept, origin.startswith("_"), transparent
    )


class Parser:
    """A grammar's parser; ``make`` gives what makes something of each rule, by its name."""

    def __init__(self, tables: Tables, make: Callable[[str], Make]) -> None:
        self.tables = tables
        self._makes: list[Make] = [list if rule.dissolved else make(rule.name) for rule in tables.rules]

    @cached_property
    def _terminals(self) -> re.Pattern[str]:
        return re.compile("|".join(f"(?P<{name}>{pattern})" for name, pattern in self.tables.terminals))

    def read(self, text: str) -> Any:
        """What a text means whose words the grammar itself describes. Raises RefusedError."""
        return self.parse(self._tokens(text))

    def _tokens(self, text: str) -> Iterator[Token]:
        end = 0
        for found in self._terminals.finditer(text):
            if found.start() > end:
                yield Token(_GAP, text[end : found.start()], end, found.start())
            end = found.end()
            kind = found.lastgroup or _GAP
            if kind not in self.tables.ignored:
                yield Token(kind, found.group(), found.start(), end)
        if end < len(text):
            yield Token(_GAP, text[end:], end, len(text))

    def parse(self, tokens: Iterable[Token]) -> Any:
        """What a row of tokens means. Raises RefusedError."""
        table, states = self.tables.states, [self.tables.start]
        made: list[Any] = []
        for token in _ended(tokens):
            while (action := table[states[-1]].get(token.type)) is not None and action < 0:
                rule = self.tables.rules[~action]
                first = len(made) - rule.size
                parts = _parts(rule, made, first)
                del states[first + 1 :], made[first:]
                made.append(self._whole(~action, parts))
                states.append(table[states[-1]][rule.origin])
            if action is None:
                if token.type == _END and states[-1] == self.tables.end:
                    return made[-1]
                raise RefusedError(token.start_pos)
            states.append(action)
            made.append(token)
        raise AssertionError  # The end is never a token among others.

    def _whole(self, number: int, parts: list[Any]) -> Any:
        rule = self.tables.rules[number]
        if rule.transparent and len(parts) == 1:
            return parts[0]
        return parts if rule.dissolved else self._makes[number](parts)


def _ended(tokens: Iterable[Token]) -> Iterator[Token]:
    at = 0
    for token in tokens:
        yield token
        at = token.end_pos
    yield Token(_END, "", at, at)


def _parts(rule: Rule, made: Sequence[Any], first: int) -> list[Any]:
    """What a rule is made of: of what was made, that from ``first`` on."""
    if rule.kept is None:
        return list(made[first:])
    parts: list[Any] = []
    for at, spread in rule.kept:
        part = made[first + at]
        if not spread:
            parts.append(part)
        elif parts:
            parts += part
        else:  # It is taken once, so it can grow in place: long lists are not copied with each item.
            parts = part
    return parts
