"""Sentences parsed: terminals found by the lexicon, elements by the grammar (grammar/claims.lark)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any, NamedTuple

from lark import Lark, Token
from lark.lexer import Lexer

from dislint.grammars import grammar_text

_JOINING = re.compile(r"[的为是约共了计:()\d]{0,3}")
"""Words that may stand between a figure and the word that governs it."""


class Element(NamedTuple):
    """One element of a sentence: its rule in the grammar, its tokens."""

    rule: str
    tokens: tuple[Token, ...]


class _Given(Lexer):
    """A Lark lexer that hands on the tokens it is given."""

    def __init__(self, lexer_conf: Any) -> None:
        pass

    def lex(self, tokens: Any) -> Iterator[Token]:  # type: ignore[override]
        """The tokens."""
        return iter(tokens)


@lru_cache(maxsize=1)
def load_parser() -> Lark:
    """The LALR parser of the narrative."""
    return Lark(grammar_text("claims.lark"), parser="lalr", lexer=_Given)


def tokenize(text: str, pattern: re.Pattern[str]) -> list[Token]:
    """The terminals of a compact text; words between them that govern nothing become SEP."""
    tokens: list[Token] = []
    end = 0
    for found in pattern.finditer(text):
        start = found.start()
        if found.end() == start:
            continue
        if start > end and not _JOINING.fullmatch(text, end, start):
            tokens.append(Token("SEP", text[end:start], start_pos=end, end_pos=start))
        kind = found.lastgroup or "SEP"
        tokens.append(Token(kind, found.group(), start_pos=start, end_pos=found.end()))
        end = found.end()
    return tokens


def parse(text: str, pattern: re.Pattern[str]) -> list[Element]:
    """The elements of a compact text, in order."""
    tree: Any = load_parser().parse(tokenize(text, pattern))
    return [Element(str(child.data), tuple(child.children)) for child in tree.children]


def canonical_subject(printed: str, canonical: Mapping[str, str], aliases: list[tuple[re.Pattern[str], str]]) -> str:
    """The canonical name of a printed subject."""
    if printed in canonical:
        return canonical[printed]
    return next((name for pattern, name in aliases if pattern.fullmatch(printed)), printed)
