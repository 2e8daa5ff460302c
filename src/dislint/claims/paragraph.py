"""A paragraph as it is read: its place, what was said before it, and what it adds."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import islice, takewhile
from typing import TypeVar

from dislint.blocks import Anchor, Passage
from dislint.claims.counting import Counting
from dislint.claims.lexicon import Lexicon, Scanner
from dislint.claims.lists import Lists
from dislint.claims.model import Claim, Mention, Subject
from dislint.claims.parser import Phrase, Whole
from dislint.claims.scope import Frame, Scope
from dislint.claims.subjects import Subjects
from dislint.grammars import Token
from dislint.numbers import UNIT_NAMES, Figure, Unit

_Kind = TypeVar("_Kind", bound=Claim)

UNGOVERNED, HIDDEN, SHARED = "不明所指", "原因或用途说明中的数字", "“分别”所列的数字"
"""Why a number is not understood."""
_FIGURE = re.compile(r"(-?[\d,]+(?:\.\d+)?)(万元|亿元|元|万|亿|%|倍)?")
_FIGURES = frozenset({"MONEY", "PERCENT", "NUMBER", "COUNT"})
# So many claims back may stand what a sentence refers to.
_FAR = 100
# The decimals that amounts are printed with.
_CENTS = 2


@dataclass(frozen=True, slots=True)
class Report:
    """What holds of the whole report: ``unit`` is what an amount is in whose unit is missing.

    ``exact`` are the decimals to which amounts in 万元 are known that are printed with fewer.
    """

    lexicon: Lexicon
    scanner: Scanner
    subjects: Subjects
    unit: Unit
    year: int
    is_budget: bool
    exact: int = 0


@dataclass
class Said:
    """What the report has said so far; ``totals`` are the amounts that its accounts as a whole state, by name."""

    claims: list[Claim] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)
    unread: list[tuple[Mention, str]] = field(default_factory=list)
    totals: dict[str, Mention] = field(default_factory=dict)


@dataclass
class Paragraph:
    """The paragraph at hand.

    ``last`` is the phrase read before, in the same clause or bracket; ``siblings`` and ``at`` say which phrase is read;
    ``before`` are the two tokens before it; ``follows`` says that it directly follows the name of a subject.
    ``named`` are the subjects named last in a row (A和B), ``before_named`` what was spoken of before them, ``together`` what was said of those that were last spoken of at once.
    """

    report: Report
    said: Said
    scope: Scope
    lists: Lists
    counting: Counting
    block: int
    passage: Passage
    last: Phrase | None = None
    siblings: Sequence[Phrase | Whole | Token] = ()
    at: int = 0
    before: tuple[Token, ...] = ()
    follows: bool = False
    named: tuple[Subject, ...] = ()
    before_named: Frame = field(default_factory=Frame)
    together: Sequence[Frame] = ()

    @property
    def text(self) -> str:
        """Its compact text, that tokens give places in."""
        return self.passage.compact.text

    def anchor(self, token: Token) -> Anchor:
        """Where a token stands."""
        return self.passage.anchor(token.start_pos, token.end_pos)

    def about(self, anchor: Anchor) -> tuple[Subject, int, Anchor, str, int]:
        """What is common to all claims on the subject at hand."""
        return self.scope.frame.subject, self.block, anchor, self.scope.topic, self.scope.year

    def claims_here(self) -> Iterator[Claim]:
        """The claims of the paragraph so far, the last one first."""
        return takewhile(lambda claim: claim.block == self.block, reversed(self.said.claims))

    def claims_of_section(self) -> Iterator[Claim]:
        """The claims of the section so far, the last one first; so many as a sentence may refer to."""
        claims = self.said.claims
        return islice(reversed(claims), min(len(claims) - self.scope.begins, _FAR))

    def told_before(self, kind: type[_Kind]) -> Iterator[_Kind]:
        """Those of a kind that are on the subject at hand."""
        key = self.scope.frame.subject.key
        return (claim for claim in self.claims_of_section() if isinstance(claim, kind) and claim.subject.key == key)

    def unknown(self, token: Token) -> Subject:
        """The subject of words that the lexicon does not know."""
        return Subject(str(token), (), (), str(token), self.anchor(token), known=False)

    # Going on

    def pass_phrase(self, phrase: Phrase) -> None:
        """Goes on after a phrase."""
        names = phrase.rule in ("subject", "name")
        self.follows = names or (
            self.follows and phrase.rule == "sep" and self.report.scanner.is_filler(phrase.tokens[0])
        )
        self.last = phrase
        self.before = (*self.before, *phrase.tokens)[-2:]

    def pass_over(self, whole: Phrase | Whole) -> None:
        """Goes on after what holds phrases that are not read."""
        self.follows, self.last = False, None
        self.before = tuple(whole.all_tokens())[-2:]

    def pass_token(self, token: Token) -> None:
        """Goes on after a sign between clauses, or the word that opens a list."""
        self.follows, self.last = False, None
        self.before = (*self.before, token)[-2:]

    # Numbers

    def mention(self, token: Token, unit: Unit | None = None, *, printed: bool = False) -> Mention:
        """The number that a token prints; ``unit`` is its unit where it prints none, ``printed`` says that another number prints it."""
        found = _FIGURE.search(token)
        if found is None:
            raise ValueError(token)
        digits = found.group(1)
        own = UNIT_NAMES.get(found.group(2) or "", Unit.NONE)
        places = len(digits.partition(".")[2])
        exact = self.report.exact if (unit or own) is Unit.WAN else 0
        figure = Figure(str(token), Decimal(digits.replace(",", "")), places, unit or own, exact)
        start, end = token.start_pos, token.end_pos
        mention = Mention(figure, self.block, start, end, self.passage.anchor(start, end), printed or unit is None)
        self.said.mentions.append(mention)
        return mention

    def leave(self, phrase: Phrase | Whole, reason: str) -> None:
        """Leaves the numbers of a phrase unread."""
        for token in phrase.all_tokens():
            if token.type in _FIGURES:
                self.leave_number(self.mention(token), reason)

    def leave_number(self, mention: Mention, reason: str = UNGOVERNED) -> None:
        """Leaves a number unread."""
        self.said.unread.append((mention, reason))

    def ends_phrase(self, number: Token) -> bool:
        """Whether nothing follows a number that could be its unit."""
        end = number.end_pos
        return self.text[end : end + 1] in ("", *",;。、)")

    def is_money(self, number: Token) -> bool:
        """Whether a number without a unit is printed as amounts are, and nothing follows that could be its unit."""
        plain = len(number.partition(".")[2]) == _CENTS and self.ends_phrase(number)
        return plain and not self._shares_unit(number)

    def _shares_unit(self, number: Token) -> bool:
        """Whether another figure follows that bears the unit of both: 各是1.00、2.00万元."""
        end = number.end_pos
        rest = (self.siblings[at] for at in range(self.at + 1, len(self.siblings)))
        after = next((phrase.rule for phrase in rest if isinstance(phrase, Phrase) and phrase.rule != "sep"), "")
        return self.text[end : end + 1] in "、和" and after in ("amount", "stray", "percent")
