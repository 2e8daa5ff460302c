"""Counts: 接待2批次、26人次; 公务用车保有量9辆; and averages over them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile

from dislint.claims.lexicon import Partition
from dislint.claims.model import Amount, Average, Count, Mention, Tally
from dislint.claims.paragraph import Paragraph
from dislint.claims.parser import Phrase

# Guests are counted in 人 and 人次 alike; those abroad are never among those at home.
_GUESTS = {"人": "人次", "批": "批次"}
_ABROAD = "国(境)外接待"
# What an average is over: 车均, 人均, 批均.
_AVERAGED = {"车": "辆", "辆": "辆", "人": "人次", "批": "批次"}
# Only vehicles are told by their kinds; of guests some are told of once more.
_BROKEN_DOWN = "辆"
# As the words end: 不合格 before 合格.
_GRADES = (
    ("开展", "自评项目"),
    ("进行", "自评项目"),
    ("优", "评为优"),
    ("良", "评为良"),
    ("中", "评为中"),
    ("一般", "评为中"),
    ("差", "评为差"),
    ("不合格", "评为不合格"),
    ("合格", "评为合格"),
)
# A count and two parts of it.
_FEWEST_TOLD = 3
# So many grades are told of all projects.
_MOST_GRADES = 3
_NUMBER = re.compile(r"^[\d,]+")
_NOT_WORDS = re.compile(r"[^\w]")


def read_counted(here: Paragraph, phrase: Phrase) -> None:
    """公务用车保有量: what the next count is of."""
    (token,) = phrase.tokens
    if token.startswith("其中"):
        here.counting.go_within()
    here.counting.counted = here.report.scanner.counts(here.text, token.start_pos, token.end_pos)


def read_count(here: Paragraph, phrase: Phrase) -> None:
    """9辆."""
    (token,) = phrase.tokens
    mention, counting = here.mention(token), here.counting
    word = _NUMBER.sub("", token)
    whole = counting.tally[0] if counting.tally is not None and counting.tally[0].measure_word == word else None
    if whole is not None and counting.tally is not None:
        counting.tally[1].append(mention)
    elif not counting.counted:
        here.leave_number(mention)
        return
    counted = counting.counted or _NOT_WORDS.sub("", here.before[-1] if here.before else "")
    of = whole.counted if whole is not None else _among(here, mention, counted, word)
    counting.last = Count(*here.about(mention.anchor), mention, counted, word, of)
    here.said.claims.append(counting.last)
    counting.told.append(counting.last)
    if not of:
        key = _GUESTS.get(word, word)
        counting.here[key], counting.counts[key] = mention, counting.last


def read_graded(here: Paragraph, phrase: Phrase) -> None:
    """19个项目自评等级为“优”: a count, and what grade those counted have."""
    count, grade = phrase.tokens
    here.counting.counted = next((name for mark, name in _GRADES if mark in grade), "")
    read_count(here, Phrase("count", (count,)))


def share_of_count(here: Paragraph) -> tuple[Count, Mention | None] | None:
    """16个，占80%: the count that a share follows directly, and what was counted of which it is a kind; None where none was."""
    counting, last = here.counting, here.counting.last
    if last is None or last.block != here.block:
        return None
    actual = here.scope.frame.actual
    if actual is not None and actual.block == here.block and actual.start > last.mention.start:
        return None
    partitions = {known.whole: known for known in here.report.lexicon.partitions}
    wholes = (
        count for count in reversed(counting.told) if count is not last and count.measure_word == last.measure_word
    )
    for count in wholes:
        known = partitions.get(count.counted)
        if last.of == count.counted or (known is not None and last.counted in known.allowed):
            return last, count.mention
    return last, None


def add_tallies(here: Paragraph) -> None:
    """Counts that by their nature are made up of those that follow: grades of projects, problems solved and open."""
    told = here.counting.told
    if len(told) < _FEWEST_TOLD:
        return
    partitions = {known.whole: known for known in here.report.lexicon.partitions}
    for at, whole in enumerate(told):
        known = partitions.get(whole.counted)
        if known is None:
            continue
        parts = list(_leading(told[at + 1 :], known))
        if len(parts) > 1 and known.is_of(whole.counted, [count.counted for count in parts]):
            mentions = tuple(count.mention for count in parts)
            full = bool(known.needed) or len(parts) >= _MOST_GRADES
            here.said.claims.append(Tally(*here.about(whole.anchor), whole.mention, mentions, whole.counted, full))


def _leading(counts: Sequence[Count], known: Partition) -> Iterator[Count]:
    """The counts up to the first of what is no part."""
    return takewhile(lambda count: count.counted in known.allowed, counts)


def _among(here: Paragraph, mention: Mention, counted: str, word: str) -> str:
    """What a count is told to be among: 接待2批次、16人次,其中外事接待1批次、3人次."""
    whole = here.counting.within.get(_GUESTS.get(word, word))
    if whole is None or counted in (_ABROAD, whole.counted):
        return ""
    here.said.claims.append(Tally(*here.about(whole.anchor), whole.mention, (mention,), whole.counted))
    return whole.counted


def begin_breakdown(here: Paragraph) -> None:
    """其中: what is counted next is among what was counted before; vehicles are broken down by their kinds."""
    counting = here.counting
    after = here.last is not None and here.last.rule in ("count", "count_change", "sep")
    begins = bool(here.before) and here.before[-1].type == "STOP"
    whole = counting.last if after else counting.before if begins else None
    if whole is not None and whole.measure_word == _BROKEN_DOWN:
        counting.tally = (whole, [])
    counting.go_within()
    counting.counted, counting.last = "", None


def end_breakdown(here: Paragraph) -> None:
    """Ends the breakdown of a count: it and its kinds become one claim."""
    counting = here.counting
    counting.before = counting.counts.get(_BROKEN_DOWN)
    counting.counts, counting.within = {}, {}
    tally, counting.tally, counting.last = counting.tally, None, None
    if tally is not None and (len(tally[1]) > 1 or tally[1] == [tally[0].mention.figure.value]):
        whole, parts = tally
        here.said.claims.append(Tally(*here.about(whole.anchor), whole.mention, tuple(parts), whole.counted))


def read_words(here: Paragraph, phrase: Phrase) -> None:
    """Words that speak of something else end what is counted."""
    counting = here.counting
    if not here.report.scanner.is_filler(_NOT_WORDS.sub("", phrase.tokens[0])):
        counting.counted = ""
        if counting.tally is None:
            counting.last = None


def read_average(here: Paragraph, phrase: Phrase) -> None:
    """车均运行维护费2.50万元: over the vehicles, persons or batches that the paragraph counts."""
    word, money = phrase.tokens
    mention = here.mention(money)
    counted = next((unit for mark, unit in _AVERAGED.items() if mark in word), "")
    count = here.counting.here.get(counted)
    amount = here.scope.frame.actual or _amount_named(here, str(word))
    if count is None or amount is None:
        here.leave_number(mention)
        return
    here.said.claims.append(Average(*here.about(mention.anchor), mention, amount, count, word[:2]))


def _amount_named(here: Paragraph, words: str) -> Mention | None:
    """The last level whose subject the words name: 车均运行维护费."""
    amounts = (claim for claim in here.claims_here() if isinstance(claim, Amount))
    return next((claim.mention for claim in amounts if words[2:] and words[2:] in claim.subject.name), None)
