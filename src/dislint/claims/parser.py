"""Paragraphs parsed: terminals found by the lexicon, elements by the grammar (grammar/claims.lark)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any, NamedTuple

from lark import Lark, Token

from dislint.claims.lexicon import Scanner
from dislint.grammars import GivenTokens, parser_of

_JOINING = re.compile(r"[的为是约共了计:]{0,3}")
"""Words that may stand between a figure and the word that governs it."""
_PUNCTUATION = re.compile(r"[,、:;。!?()\[\]“”\"'《》—…·]")
_GOVERNED = frozenset(
    {
        "MONEY", "ACTUAL", "BUDGET", "ADJUSTED", "PREVIOUS", "UP", "DOWN", "BASE", "BUDGET_BASE", "SHARE", "COMPLETE",
        "DEVIATION", "TREND", "SAME", "GREATER", "LESS", "EQUAL", "ROUGHLY", "NOT_ABOVE",
    }
)  # fmt: skip
"""Figures and the words that govern them: other words directly before one say what it speaks of."""
_NEEDS = {"TO": ("MONEY",), "WHOLE": ("PERCENT", "NUMBER", "MONEY")}
"""Terminals that mean nothing but before these."""
OWN = re.compile(
    r"(?:(?:本|我|全)(?:部门|单位|局|委|厅|办|院|校|中心|镇|乡|街道))?(?:本年度?|年度|今年|当年)?(收入|支出)(?:为|是|共计?)?"
)
"""Words that alone before an amount, after a sign, say that it is all the income or expenditure of the section."""
_THIS_YEAR = re.compile(r"(?:本年度?|今年|当年)(?:收入|支出)")
_LONGEST_FILLER = 20


class Element(NamedTuple):
    """One element of a paragraph: its rule in the grammar, its tokens."""

    rule: str
    tokens: tuple[Token, ...]


@lru_cache(maxsize=1)
def load_parser() -> Lark:
    """The LALR parser of the narrative."""
    return parser_of("claims.lark", lexer=GivenTokens)


def tokenize(text: str, scanner: Scanner) -> list[Token]:
    """The terminals of a compact text; words between them become SEP, or NAME before what they govern."""
    tokens: list[Token] = []
    end = 0
    for found in scanner.pattern.finditer(text):
        start, kind = found.start(), found.lastgroup or "SEP"
        if found.end() == start:
            continue
        if start > end:
            tokens += _between(text, end, start, kind, scanner)
        _settle(tokens, kind)
        if kind == "MARK":
            kind = "SEP"
        tokens.append(Token(kind, found.group(), start_pos=start, end_pos=found.end()))
        end = found.end()
    if end < len(text):
        tokens.append(Token("SEP", text[end:], start_pos=end, end_pos=len(text)))
    _settle(tokens, "")
    return tokens


def _between(text: str, start: int, end: int, following: str, scanner: Scanner) -> Iterator[Token]:
    """The words between two terminals, if they are more than joining words."""
    if _JOINING.fullmatch(text, start, end):
        return
    at = start
    for mark in _PUNCTUATION.finditer(text, start, end):
        at = mark.end()
    alone = following in ("MONEY", "TO") and OWN.fullmatch(text, at, end) is not None
    alone = alone or (following in ("UP", "DOWN") and _THIS_YEAR.fullmatch(text, at, end) is not None)
    alone = alone and (_PUNCTUATION.match(text, at - 1) is not None or at == 0)
    if alone or (following in _GOVERNED and at < end and not is_filler(text[at:end], scanner)):
        if at > start:
            yield Token("SEP", text[start:at], start_pos=start, end_pos=at)
        yield Token("NAME", text[at:end], start_pos=at, end_pos=end)
    else:
        yield Token("SEP", text[start:end], start_pos=start, end_pos=end)


def is_filler(words: str, scanner: Scanner) -> bool:
    """Whether words leave a figure with the subject that stands before them."""
    return len(words) <= _LONGEST_FILLER and scanner.filler.fullmatch(words) is not None


def _settle(tokens: list[Token], following: str) -> None:
    """Words that mean nothing before what follows are but words."""
    if tokens and following not in _NEEDS.get(tokens[-1].type, (following,)):
        tokens[-1] = tokens[-1].update(type="SEP")


def parse(text: str, scanner: Scanner) -> list[Element]:
    """The elements of a compact text, in order."""
    tree: Any = load_parser().parse(tokenize(text, scanner))
    return [Element(str(child.data), tuple(child.children)) for child in tree.children]
