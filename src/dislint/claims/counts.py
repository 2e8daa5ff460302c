"""Counts: 接待2批次、26人次; 公务用车保有量9辆; and averages over them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import takewhile

from dislint.claims.counting import Breakdown, Counting, measure_of
from dislint.claims.levels import NEAR
from dislint.claims.lexicon import Partition
from dislint.claims.model import Amount, Average, Count, Mention, Tally
from dislint.claims.paragraph import Paragraph
from dislint.claims.parser import Phrase
from dislint.grammars import Token

# What guests may be among.
_OF_GUESTS = frozenset({"外事接待", "接待"})
# What an average is over: 车均, 人均, 批均.
_AVERAGED = {"车": "辆", "辆": "辆", "人": "人次", "批": "批次"}
# Vehicles are one of a kind each; guests may be of several.
_VEHICLES = "辆"
# As the words end: 不合格 before 合格.
_GRADES = (
    ("项目中", "自评项目"),
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
_REST = re.compile(r"[^。;]*?(?:其余|剩余|另外|另有|其他)")
_NUMBER = re.compile(r"^[\d,]+")
_NOT_WORDS = re.compile(r"[^\w]")
_WORDS_BEFORE = re.compile(r"[^,、;:。\d“”]*$")


def read_counted(here: Paragraph, phrase: Phrase) -> None:
    """公务用车保有量: what the next count is of."""
    (token,) = phrase.tokens
    counting = here.counting
    if token.startswith("其中"):
        begin_breakdown(here)
    known = here.report.scanner.counts(here.text, token.start_pos, token.end_pos)
    name = _name_before(here, token.end_pos) if counting.breakdown is not None else ""
    # 上级部门检查接待61批次: one kind of 接待.
    counting.counted = name if len(name) > len(token) else known


def read_count(here: Paragraph, phrase: Phrase) -> None:
    """9辆."""
    (token,) = phrase.tokens
    mention, counting = here.mention(token), here.counting
    word = _NUMBER.sub("", token)
    of = _among(here, token, mention, word)
    if not of and not counting.counted:
        here.leave_number(mention)
        return
    counted = counting.counted or _name_before(here, token.start_pos)
    counting.last = Count(*here.about(mention.anchor), mention, counted, word, of)
    here.said.claims.append(counting.last)
    counting.told.append(counting.last)
    if not of:
        key = measure_of(word)
        counting.here[key], counting.counts[key] = mention, counting.last


def _name_before(here: Paragraph, end: int) -> str:
    """The words right before a count: what it is of."""
    found = _WORDS_BEFORE.search(here.text, max(0, end - NEAR), end)
    return found.group().removeprefix("其中").removeprefix("包括") if found is not None else ""


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
    """Counts that by their nature are made up of those beside them: grades of projects, problems solved and open."""
    told = here.counting.told
    if len(told) < _FEWEST_TOLD:
        return
    listed = [claim.whole for claim in here.claims_here() if isinstance(claim, Tally) and len(claim.parts) > 1]
    for at, whole in enumerate(told):
        rows = [known for known in here.report.lexicon.partitions if known.whole == whole.counted]
        parts = next((parts for known in rows if (parts := _beside(told, at, known))), [])
        if parts and whole.mention not in listed and not _has_rest(here, parts):
            mentions = tuple(count.mention for count in parts)
            here.said.claims.append(Tally(*here.about(whole.anchor), whole.mention, mentions, whole.counted, True))


def _beside(told: Sequence[Count], at: int, known: Partition) -> list[Count]:
    """The counts after or else before another that make it up; none where they are not all there are."""
    whole = told[at]
    rows = (list(_leading(counts, known)) for counts in (told[at + 1 :], told[:at][::-1]))
    parts = next((row for row in rows if len(row) > 1), [])
    alike = all(count.measure_word == whole.measure_word for count in parts)
    return parts if alike and known.is_of(whole.counted, [count.counted for count in parts]) else []


def _has_rest(here: Paragraph, parts: Sequence[Count]) -> bool:
    """Whether the sentence goes on with those that are not told: 优5个、良3个,其余为中."""
    return _REST.match(here.text, max(count.mention.end for count in parts)) is not None


def _leading(counts: Sequence[Count], known: Partition) -> Iterator[Count]:
    """The counts up to the first of what is no part."""
    return takewhile(lambda count: count.counted in known.allowed, counts)


def _among(here: Paragraph, token: Token, mention: Mention, word: str) -> str:
    """What a count is told to be among: 接待2批次、16人次,其中外事接待1批次、3人次; "" where it is of something else."""
    counting, measure = here.counting, measure_of(word)
    told = counting.breakdown
    whole = told.wholes.get(measure) if told is not None else None
    if told is None or whole is None:
        return ""
    name = counting.counted or _name_before(here, token.start_pos)
    if not _is_kind(here, whole, counting.counted) or (word == "台" and "车" not in name):
        end_breakdown(here)
        return ""
    told.add(name, measure, mention)
    return whole.counted


def _is_kind(here: Paragraph, whole: Count, counted: str) -> bool:
    """Whether what is counted may be among what was counted: what the reports always count is not, unless it is a kind by its nature."""
    lexicon = here.report.lexicon
    always = any(name == counted for _, name in lexicon.counted) and counted not in _OF_GUESTS
    return counted != whole.counted and (not always or lexicon.are_some(whole.counted, [counted]))


def begin_breakdown(here: Paragraph) -> None:
    """其中: what is counted next is among what was counted before, in this sentence or else in the one before."""
    counting = here.counting
    end_breakdown(here)
    begins = bool(here.before) and here.before[-1].type == "STOP"
    wholes = counting.counts or (counting.before if begins else {})
    counting.breakdown = Breakdown(dict(wholes)) if wholes else None
    counting.counted, counting.last = "", None


def end_breakdown(here: Paragraph) -> None:
    """Ends the breakdown of counts: each and its kinds become one claim."""
    told, here.counting.breakdown = here.counting.breakdown, None
    if told is not None:
        for measure in told.wholes:
            _add_breakdown(here, told, measure)


def _add_breakdown(here: Paragraph, told: Breakdown, measure: str) -> None:
    whole = told.wholes[measure]
    names, parts = told.parts(measure)
    vehicles = measure == _VEHICLES
    if vehicles and (len(parts) > 1 or [part.figure.value for part in parts] == [whole.mention.figure.value]):
        _add_tally(here, whole, names, parts, here.report.lexicon.is_all(whole.counted, names))
    elif not vehicles and told.is_full(measure):
        _add_tally(here, whole, names, parts, True)
    elif not vehicles:
        # Kinds of guests may overlap: only one alone cannot be more than all.
        for item in told.items[: told.close]:
            if measure in item.counts:
                _add_tally(here, whole, [item.name], (item.counts[measure],), False)


def _add_tally(here: Paragraph, whole: Count, names: Sequence[str], parts: tuple[Mention, ...], full: bool) -> None:
    about = here.about(whole.anchor)
    here.said.claims.append(Tally(*about, whole.mention, parts, whole.counted, full, tuple(names)))


def end_clause(here: Paragraph) -> None:
    """What is counted after a semicolon may be of something else."""
    told = here.counting.breakdown
    if told is not None and told.close is None:
        told.close = len(told.items)


def end_sentence(here: Paragraph) -> None:
    """Ends what the sentence counted; the next one may break it down."""
    end_breakdown(here)
    counting = here.counting
    counting.before, counting.counts, counting.last, counting.counted = counting.counts, {}, None, ""


def enter_bracket(here: Paragraph) -> Counting:
    """What a bracket breaks down is the count before it; gives what was counted around it."""
    around, counting = replace(here.counting), here.counting
    if counting.breakdown is not None and counting.last is not None:
        counting.counts = {measure_of(counting.last.measure_word): counting.last}
    else:
        counting.counts = dict(counting.counts)
    counting.breakdown = None
    return around


def leave_bracket(here: Paragraph, around: Counting) -> None:
    """What is broken down around a bracket goes on after it."""
    end_breakdown(here)
    counting = here.counting
    counting.breakdown, counting.counts = around.breakdown, {**counting.counts, **around.counts}


def read_words(here: Paragraph, phrase: Phrase) -> None:
    """Words that speak of something else end what is counted."""
    counting = here.counting
    if not here.report.scanner.is_filler(_NOT_WORDS.sub("", phrase.tokens[0])):
        counting.counted = ""
        if counting.breakdown is None or _VEHICLES not in counting.breakdown.wholes:
            counting.last = None


def read_average(here: Paragraph, phrase: Phrase) -> None:
    """车均运行维护费2.50万元: over the vehicles, persons or batches that the section counts."""
    word, money = phrase.tokens
    mention = here.mention(money)
    unit = next((unit for mark, unit in _AVERAGED.items() if mark in word), "")
    amount, count = _averaged(here, str(word), unit)
    if count is None or amount is None:
        here.leave_number(mention)
        return
    here.said.claims.append(Average(*here.about(mention.anchor), mention, amount, count, word[:2]))


def _averaged(here: Paragraph, words: str, unit: str) -> tuple[Mention | None, Mention | None]:
    """The amount and the count that an average is of: those that its words name, else those told last."""
    frame, named = here.scope.frame, here.report.lexicon.averaged(words)
    spoken = frame.actual is not None and frame.actual.block == here.block and frame.subject.known
    if named is None or (spoken and frame.subject.name not in named.amounts):
        return frame.actual or _amount_named(here, words), here.counting.here.get(unit)
    amounts = here.scope.amounts
    amount = next((amounts[name] for name in named.amounts if name in amounts), None)
    return amount or frame.actual, _count_of_section(here, named.counted, unit) or here.counting.here.get(unit)


def _count_of_section(here: Paragraph, counted: str, unit: str) -> Mention | None:
    """How many of something the section said there are."""
    for claim in here.claims_of_section():
        if isinstance(claim, Count) and (claim.counted, measure_of(claim.measure_word), claim.of) == (
            counted,
            unit,
            "",
        ):
            return claim.mention
    return None


def _amount_named(here: Paragraph, words: str) -> Mention | None:
    """The last level whose subject the words name: 车均运行维护费."""
    amounts = (claim for claim in here.claims_here() if isinstance(claim, Amount))
    return next((claim.mention for claim in amounts if words[2:] and words[2:] in claim.subject.name), None)
