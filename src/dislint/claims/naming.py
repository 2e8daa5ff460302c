"""Who is spoken of: the subject that the phrases after it are about."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from dislint.claims.model import Measure, Mention, Subject
from dislint.claims.paragraph import Paragraph
from dislint.claims.parser import OWN, Phrase
from dislint.claims.scope import Frame
from dislint.grammars import Token
from dislint.numbers import NUMERAL

ACCOUNTS = frozenset({"overall", "income", "expenditure", "fiscal-overall"})
"""The sections on the accounts as a whole."""
HALVES = ("收入", "支出")
"""The two halves of an account."""
# Of more subjects in a row nothing is told at once.
_MOST_NAMED = 8
_JOINS = frozenset({"、", "和", "与", "及", "以及"})
# The numbers of items, the outer ones first: 一、 (一) 1. (1)
_ITEMS = tuple(
    re.compile(pattern)
    for pattern in (rf"{NUMERAL}{{1,3}}、", rf"\({NUMERAL}{{1,3}}\)", r"\d{1,2}[.、](?!\d)", r"\(\d{1,2}\)")
)
_OWN_WORD = re.compile(r"20\d{2}年度?(?:本部门|本单位)?的?(收入|支出)")


def read_subject(here: Paragraph, phrase: Phrase) -> None:
    """收入总计; 教育支出(类)普通教育(款)小学教育(项)."""
    (token,) = phrase.tokens
    subject = _other_half(here, subject_of(here, token))
    # What is told of several at once is not narrowed by those before.
    joined = _joins(here)
    if not joined:
        here.before_named = here.scope.frame
    alike = replace(subject, qualified=here.named[-1].qualified) if joined else subject
    here.named = (*here.named, alike)[-_MOST_NAMED:] if joined else (subject,)
    turn_to(here, subject)


def _other_half(here: Paragraph, subject: Subject) -> Subject:
    """政府性基金预算财政拨款收入A；本年支出B: what the sentence spoke of before is told of its expenditure, not all the body's."""
    frame, halves = here.scope.frame, here.report.lexicon.names.own.get("overall", ())
    if (
        subject.name not in halves
        or subject.printed.removeprefix("本年") not in HALVES
        or here.scope.named != here.block
    ):
        return subject
    income, spent = HALVES
    before = frame.subject.name
    stem = before.removesuffix(income).removesuffix(spent)
    if (here.lists.inner is not None and here.lists.inner.block == here.block) or not stem.endswith("财政拨款"):
        return subject
    return replace(subject, name=stem + subject.printed.removeprefix("本年"))


def _joins(here: Paragraph) -> bool:
    """Whether a subject is named in a row with the one before it: 人员经费和公用经费."""
    joined = len(here.before) > 1 and str(here.before[1]) in _JOINS and here.before[0].type in ("SUBJECT", "PATH")
    return joined and bool(here.named)


def subject_of(here: Paragraph, token: Token) -> Subject:
    """The subject that a token names."""
    subjects = here.report.subjects
    if token.type == "PATH":
        return subjects.path(token, here.passage)
    return subjects.named(token, here.before, here.passage, here.scope.topic)


def read_name(here: Paragraph, phrase: Phrase) -> None:
    """办案专项经费: a subject that the lexicon does not know, or what the section is on."""
    (token,) = phrase.tokens
    if OWN.fullmatch(token) and here.scope.frame.bare:
        return
    turn_to(here, own_subject(here, token) or _purse(here, token) or here.unknown(token))


def read_year(here: Paragraph, phrase: Phrase) -> None:
    """2024年度."""
    here.scope.year = int(phrase.tokens[0][:4])


def depth_of_item(here: Paragraph) -> int:
    """How deep the list is that the paragraph is an item of, 0 for the outermost; -1 if of none."""
    return next((depth for depth, pattern in enumerate(_ITEMS) if pattern.match(here.text)), -1)


def is_item(here: Paragraph) -> bool:
    """Whether the paragraph is an item of a list."""
    return depth_of_item(here) >= 0


def own_subject(here: Paragraph, token: Token) -> Subject | None:
    """All the income or expenditure that a section is on: whether with what was carried over is not told."""
    found = OWN.fullmatch(token) or _OWN_WORD.fullmatch(token)
    own = here.report.lexicon.names.own.get(here.scope.topic, ())
    name = next((name for half, name in zip(HALVES, own, strict=False) if found and half == found.group(1)), None)
    if name is None:
        return None
    return Subject(name, (), (), str(token), here.anchor(token), qualified=True)


def own_totals(here: Paragraph, half: str) -> Sequence[str]:
    """What all the income or expenditure that a section is on may be called."""
    own, at = here.report.lexicon.names.own, HALVES.index(half)
    return [own[topic][at] for topic in dict.fromkeys((here.scope.topic, "overall")) if topic in own]


def _purse(here: Paragraph, token: Token) -> Subject | None:
    """财政拨款收入N万元(其中一般公共预算M万元): which of the budgets the fiscal money is from."""
    listed = here.lists.inner
    around = (here.scope.frame.subject.name, listed.subject.name if listed else "")
    half = next((half for half in HALVES for name in around if name.endswith(f"财政拨款{half}")), None)
    words = str(token).removesuffix("财政拨款")
    name = next(
        (purse for purse in here.report.lexicon.names.purses if words in (purse, purse.removesuffix("预算"))), None
    )
    if half is None or name is None or here.scope.topic not in ACCOUNTS:
        return None
    return Subject(f"{name}财政拨款{half}", (), (), str(token), here.anchor(token))


def turn_to(here: Paragraph, subject: Subject) -> None:
    """What follows is about a subject."""
    scope = here.scope
    scope.named, scope.of_item = here.block, is_item(here)
    here.counting.counted = ""
    old = scope.frame.subject
    if subject.key == old.key and subject.qualified == old.qualified:
        scope.frame.bare = True
        return
    scope.frame = Frame(subject)
    if subject.known and not subject.qualified:
        known = scope.amounts.get(subject.key) or _of_pair(here, subject)
        if known is not None:
            scope.frame.levels[Measure.ACTUAL] = known


def _of_pair(here: Paragraph, subject: Subject) -> Mention | None:
    """The level of 收、支总计 where both were stated apart, and alike."""
    parts = [here.scope.amounts.get(name) for name in here.report.lexicon.names.pairs.get(subject.name, ())]
    if len(parts) == 2 and parts[0] and parts[1] and parts[0].figure.amount == parts[1].figure.amount:
        return parts[0]
    return None
