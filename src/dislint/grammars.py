"""The grammars of grammar/: where their files are, and parsers made of them, whose tables the cache keeps."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import lark
from lark import Lark, Token
from lark.grammar import Rule
from lark.lexer import Lexer, TerminalDef

from dislint import cache

_PAIRS, _LEXER = "pairs", "lexer"
"""Marks of what JSON cannot hold as it is: dicts whose keys are no strings, and the class of a lexer."""


class GivenTokens(Lexer):
    """A Lark lexer that hands on the tokens it is given."""

    def __init__(self, lexer_conf: Any) -> None:
        """Called by Lark."""

    def lex(self, tokens: Any) -> Iterator[Token]:  # type: ignore[override]
        """The tokens."""
        return iter(tokens)


def grammar_text(name: str) -> str:
    """The text of a grammar file ("relations.lark"). Raises FileNotFoundError where the package lacks it."""
    # grammar/ holds no Python, so an editable install does not make it a package; rules/ is one and lies beside it.
    rules = find_spec("dislint.rules")
    if rules is None or rules.origin is None:
        raise FileNotFoundError(name)
    return (Path(rules.origin).parent.parent / "grammar" / name).read_text(encoding="utf-8")


def parser_of(name: str, transformer: Any = None, lexer: type[Lexer] | None = None, **options: Any) -> Lark:
    """The LALR parser of a grammar file."""
    text = grammar_text(name)
    key = cache.key_of(lark.__version__, name, text, sorted(options.items()))
    decoded = partial(_decoded, lexer=lexer)
    try:
        kept = cache.load("grammars", key, decoded)
        if kept is not None:
            return _parser(kept, transformer)
    except Exception:  # Lark raises anything on tables that are none; then they are made anew.
        pass
    if lexer is not None:
        options["lexer"] = lexer
    data, memo = Lark(text, parser="lalr", **options).memo_serialize([TerminalDef, Rule])
    tables = _encoded({"data": data, "memo": memo}, lexer)
    cache.store("grammars", key, tables)
    # What is kept is also what is used, so that a first run and a later one parse with the same tables.
    return _parser(json.loads(json.dumps(tables), object_hook=decoded), transformer)


def _parser(tables: Any, transformer: Any) -> Lark:
    load: Any = Lark._load_from_dict  # noqa: SLF001  # What Lark's own generated parsers call.
    made: Lark = load(**tables, transformer=transformer)
    return made


def _encoded(value: Any, lexer: Any) -> Any:
    if isinstance(value, dict):
        if all(isinstance(key, str) for key in value):
            return {key: _encoded(item, lexer) for key, item in value.items()}
        return {_PAIRS: [[_encoded(key, lexer), _encoded(item, lexer)] for key, item in value.items()]}
    if isinstance(value, (list, tuple, set, frozenset)):
        return [_encoded(item, lexer) for item in value]
    return {_LEXER: True} if lexer is not None and value is lexer else value


def _decoded(value: dict[str, Any], lexer: Any) -> Any:
    """What an object of JSON stands for; what it holds is decoded before it."""
    if value == {_LEXER: True}:
        return lexer
    return dict(value[_PAIRS]) if value.keys() == {_PAIRS} else value
