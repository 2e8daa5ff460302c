"""Reasons and purposes: their figures restate nothing but the changes of parts that make up the whole's."""

from __future__ import annotations

import re
from dataclasses import replace

from dislint.claims.bases import direction_of_reason
from dislint.claims.changes import DIRECTIONS, tell_again
from dislint.claims.levels import NEAR
from dislint.claims.model import Change, ChangesOfParts, Direction, Measure, Subject
from dislint.claims.naming import subject_of
from dislint.claims.paragraph import HIDDEN, Paragraph
from dislint.claims.parser import Phrase, Whole
from dislint.claims.ratios import compare
from dislint.grammars import Token

_FEWEST_PARTS = 2
_LONGEST_REASON = 80
_STOPS = re.compile("[。;]")
_WAY_AGAIN = re.compile(
    r"(?:(?<=。)|^)(财政拨款收入支出|财政拨款收支|财政拨款收入|财政拨款支出|收入支出|收支|收入|支出)(?:预算)?(?:[比较](?:上年|去年))?"
    r"(增加|减少|增长|下降)的$"
)


def read_reason(here: Paragraph, reason: Whole) -> None:
    """减少D，主要是A减少E，B减少F: where these are all the parts there are, their changes make up the whole's."""
    if here.report.is_budget:
        _tell_again(here, reason)
        _give_reason(here, reason)
    elif here.last is not None and here.last.rule == "stray" and here.last.tokens[0].type in DIRECTIONS:
        _explain_direction(here, here.last.tokens[0])
    parts: list[Change] = []
    last: Phrase | Whole | Token | None = None
    for part in reason.parts:
        if isinstance(part, Token):
            here.pass_token(part)
            continue
        named = isinstance(last, Phrase) and last.rule == "subject"
        if isinstance(part, Phrase) and isinstance(last, Phrase) and named and part.rule == "change":
            parts.append(_change_of_part(here, last, part))
        else:
            here.leave(part, HIDDEN)
        if isinstance(part, Phrase):
            here.pass_phrase(part)
        else:
            here.pass_over(part)
        last = part
    _add_changes(here, parts)


def _explain_direction(here: Paragraph, word: Token) -> None:
    """决算数较全年预算数增加的主要原因是: which way it went, told once more without its amount."""
    direction, measure = DIRECTIONS[word.type], here.scope.base.measure
    if measure is Measure.LAST_YEAR:
        tell_again(here, word, direction)
    elif measure is not None:
        compare(here, word, direction, measure)


def _change_of_part(here: Paragraph, name: Phrase, change: Phrase) -> Change:
    """A change that a reason tells of what may be a part."""
    word, money = change.tokens
    difference = here.mention(money)
    subject = subject_of(here, name.tokens[0])
    about = (subject, here.block, difference.anchor, here.scope.topic, here.scope.year)
    return Change(*about, DIRECTIONS[word.type], None, difference, None, None, 0)


def _add_changes(here: Paragraph, parts: list[Change]) -> None:
    whole = next((claim for claim in here.claims_here() if isinstance(claim, Change)), None)
    names = [part.subject.name for part in parts]
    stated = whole is not None and whole.difference is not None and len(parts) >= _FEWEST_PARTS
    if whole is not None and stated and here.report.lexicon.is_all(whole.subject.name, names):
        here.said.claims.append(ChangesOfParts(*here.about(whole.anchor), whole, tuple(parts)))
        return
    for part in parts:
        if part.difference is not None:
            here.leave_number(part.difference, HIDDEN)


def _tell_again(here: Paragraph, reason: Whole) -> None:
    """财政拨款收入支出减少的主要原因是: which way it went, told once more without its amount."""
    end = reason.opening.start_pos
    found = _WAY_AGAIN.search(here.text, max(0, end - NEAR), end)
    if found is None:
        return
    name, way = found.groups()
    anchor = here.passage.anchor(found.start(1), found.end(2))
    direction = Direction.UP if way in ("增加", "增长") else Direction.DOWN
    about = (Subject(name, (), (), name, anchor), here.block, anchor, here.scope.topic, 0)
    here.said.claims.append(Change(*about, direction, None, None, None, None, 0, Measure.LAST_YEAR))


def _give_reason(here: Paragraph, reason: Whole) -> None:
    """Gives the change just stated the way that the money of its reason goes."""
    claims = here.said.claims
    last = claims[-1] if claims else None
    if isinstance(last, Change) and last.block == here.block and last.reason is None:
        start = reason.opening.end_pos
        words = _STOPS.split(here.text[start : start + _LONGEST_REASON], maxsplit=1)[0]
        claims[-1] = replace(last, reason=direction_of_reason(words))
