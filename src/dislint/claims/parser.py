"""Paragraphs parsed: terminals found by the lexicon, elements by the grammar (grammar/claims.lark)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache, partial
from typing import NamedTuple

from dislint.claims.lexicon import Scanner
from dislint.grammars import Parser, Token, tables_of

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
_COMMAS = ",、:"
_DEEPEST = 20
"""Brackets within so many others are but words."""


class Phrase(NamedTuple):
    """What states one thing: its rule in grammar/claims.lark, and its tokens."""

    rule: str
    tokens: Sequence[Token]

    def all_tokens(self) -> Iterator[Token]:
        """Its tokens."""
        return iter(self.tokens)


class Whole(NamedTuple):
    """What holds phrases: its rule, and its parts with the signs and words that open, part and close them."""

    rule: str
    parts: Sequence[Phrase | Whole | Token]

    @property
    def opening(self) -> Token:
        """The word or sign that opens it."""
        (token,) = (part for part in self.parts[:1] if isinstance(part, Token))
        return token

    @property
    def phrases(self) -> Iterator[Phrase]:
        """The phrases that it holds directly."""
        return (part for part in self.parts if isinstance(part, Phrase))

    def all_tokens(self) -> Iterator[Token]:
        """All tokens in it, in order."""
        for part in self.parts:
            if isinstance(part, Token):
                yield part
            else:
                yield from part.all_tokens()


_WHOLES = frozenset(
    {
        "start", "sentence", "clause", "bracket", "list", "listing", "reason", "purpose", "respectively", "resumed",
        "turned_to",
    }
)  # fmt: skip


@lru_cache(maxsize=1)
def load_parser() -> Parser:
    """The parser of the narrative; what it gives is a Whole."""
    return Parser(tables_of("claims.lark"), lambda rule: partial(Whole if rule in _WHOLES else Phrase, rule))


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
            tokens.append(_words(text, start, found.end()))
        else:
            tokens.append(Token(kind, found.group(), start, found.end()))
        end = found.end()
    if end < len(text):
        tokens.append(_words(text, end, len(text)))
    _settle(tokens, "")
    if "(" in text or ")" in text:
        _pair_brackets(tokens)
    return tokens


def _words(text: str, start: int, end: int) -> Token:
    return Token("COMMA" if text[end - 1] in _COMMAS else "SEP", text[start:end], start, end)


def _pair_brackets(tokens: list[Token]) -> None:
    """Makes words of brackets without another, and of those too deep."""
    opened: list[int] = []
    for at, token in enumerate(tokens):
        if token.type == "OPEN":
            opened.append(at)
        elif token.type == "CLOSE":
            if not opened:
                tokens[at] = token.as_("SEP")
            elif len(opened) > _DEEPEST:
                tokens[at], tokens[opened[-1]] = token.as_("SEP"), tokens[opened[-1]].as_("SEP")
            if opened:
                opened.pop()
    for at in opened:
        tokens[at] = tokens[at].as_("SEP")


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
    if alone or (following in _GOVERNED and at < end and not scanner.is_filler(text[at:end])):
        if at > start:
            yield _words(text, start, at)
        yield Token("NAME", text[at:end], at, end)
    else:
        yield _words(text, start, end)


def _settle(tokens: list[Token], following: str) -> None:
    """Words that mean nothing before what follows are but words."""
    if tokens and following not in _NEEDS.get(tokens[-1].type, (following,)):
        tokens[-1] = tokens[-1].as_("SEP")


def parse(text: str, scanner: Scanner) -> Whole:
    """The tree of a compact text: sentences, clauses, what they hold (see grammar/claims.lark)."""
    tree: Whole = load_parser().parse(tokenize(text, scanner))
    return tree
