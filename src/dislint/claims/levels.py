"""Levels: 支出决算为120.50万元; 年初预算为118.00万元; 上年决算数为116.00万元."""

from __future__ import annotations

import re
from dataclasses import replace

from dislint.claims.bases import kind_of_base
from dislint.claims.model import Amount, Change, Composition, Measure, Mention, Subject
from dislint.claims.naming import ACCOUNTS, is_item, own_subject, turn_to
from dislint.claims.paragraph import UNGOVERNED, Paragraph
from dislint.claims.parser import Phrase
from dislint.claims.scope import Base
from dislint.grammars import Token

_SUMMED = re.compile(r"[,、](?:合计|共计|总计)(?:为)?$")
# Words that must stand right before a place are looked for in so many characters before it.
NEAR = 40


def read_amount(here: Paragraph, phrase: Phrase) -> None:
    """120.50万元: a level of the subject right before it."""
    (token,) = phrase.tokens
    mention, frame = here.mention(token), here.scope.frame
    if _is_of_base(here):
        # 比2023年度收入总计900.00万元减少: what the comparison is with, whatever its name.
        here.scope.base = replace(here.scope.base, amount=mention)
        set_level(here, mention, Measure.LAST_YEAR)
    elif here.report.is_budget and _adds_up(here, token):
        _add_up(here, mention)
    elif not frame.bare or not frame.subject.name or _follows_a_number(here):
        here.leave_number(mention)
    else:
        frame.bare = False
        set_level(here, mention, _listed_measure(here))


def _is_of_base(here: Paragraph) -> bool:
    """Whether the subject just named stands directly after the words that a comparison begins with."""
    base = here.scope.base
    if base.measure is not Measure.LAST_YEAR or len(here.before) < 2 or here.before[1].type != "SUBJECT":
        return False
    first, name = here.before
    begins = first.type == "BASE" or (first.type == "YEAR" and int(first[:4]) == base.year)
    return begins and first.end_pos == name.start_pos and first[-1] not in "比,"


def _listed_measure(here: Paragraph) -> Measure:
    """What a plain amount is: as the whole of its list, else a final account."""
    whole = here.lists.part_of(here.scope.frame.subject, len(here.scope.outside))
    return Measure.ACTUAL if whole is None else whole.measure


def _adds_up(here: Paragraph, money: Token) -> bool:
    """总预算100.00万元，其中A 60.00万元，B 40.00万元，合计100.00万元: whether an amount is told to be the sum of a list's parts."""
    whole, end = here.lists.inner, money.start_pos
    listed = whole is not None and whole.block == here.block and len(whole.parts) > 1
    return listed and _SUMMED.search(here.text, max(0, end - NEAR), end) is not None


def _add_up(here: Paragraph, added: Mention) -> None:
    whole = here.lists.inner
    assert whole is not None
    subjects, parts = zip(*whole.parts, strict=True)
    about = (whole.subject, here.block, added.anchor, here.scope.topic, here.scope.year)
    here.said.claims.append(Composition(*about, added, tuple(parts), (), tuple(subjects), True))


def _follows_a_number(here: Paragraph) -> bool:
    """Two numbers in a row (各为1.00、2.00万元) are of two subjects."""
    return any(token.type == "NUMBER" for token in here.before)


def read_level(here: Paragraph, phrase: Phrase) -> None:
    """支出决算为120.50万元; 增加至120.50万元."""
    set_level(here, here.mention(phrase.tokens[-1]), Measure.ACTUAL)


def read_budget(here: Paragraph, phrase: Phrase) -> None:
    """年初预算为118.00万元; 全年预算为119.00万元."""
    scope = here.scope
    measure, mention = _stated(here, phrase.tokens[0]), here.mention(phrase.tokens[-1])
    set_level(here, mention, measure)
    if scope.base.measure is Measure.LAST_YEAR and scope.base.year == here.report.year:
        # 比2024年度“三公”经费年初预算数20.00万元减少: what it is compared with is the budget.
        scope.base = Base(measure, 0, mention, scope.base.kind)


def read_budget_of(here: Paragraph, phrase: Phrase) -> Measure:
    """完成年初预算118.00万元: a budget, whose rate may follow."""
    measure = budget_of(phrase.tokens[0])
    set_level(here, here.mention(phrase.tokens[1]), measure)
    return measure


def _stated(here: Paragraph, word: Token) -> Measure:
    """Which level a word states: a budget's own figures are budgets, whatever it calls them."""
    return Measure.ACTUAL if here.report.is_budget else budget_of(word)


def budget_of(word: Token) -> Measure:
    """Which budget a word names: the initial one, the adjusted one, or none of them expressly."""
    if "年初" in word:
        return Measure.INITIAL_BUDGET
    if "全年" in word or "调整" in word:
        return Measure.ADJUSTED_BUDGET
    return Measure.BUDGET


def read_previous(here: Paragraph, phrase: Phrase) -> None:
    """上年决算数为116.00万元; 2024年支出120.50万元."""
    word, money = phrase.tokens
    scope, report = here.scope, here.report
    year = int(word[:4]) if word[:4].isdecimal() else report.year - 1
    if year == report.year:
        own = own_subject(here, word) if scope.named != here.block else None
        if own is not None:
            turn_to(here, own)
        set_level(here, here.mention(money), Measure.ACTUAL)
    elif year == report.year - 1:
        scope.level_kind = kind_of_base(word)
        if scope.base.measure is None:
            scope.base = replace(scope.base, measure=Measure.LAST_YEAR)
        mention = here.mention(money)
        set_level(here, mention, Measure.LAST_YEAR)
        _begin_change_with(here, mention)
    else:
        here.leave(phrase, "不是本年或上年的数字")


def _begin_change_with(here: Paragraph, before: Mention) -> None:
    """与上年持平(上年为N万元): a change in the sentence started from the level in the bracket."""
    if not here.scope.outside:
        return
    claims, frame = here.said.claims, here.scope.outside[-1]
    for at in range(len(claims) - 1, max(len(claims) - 4, -1), -1):
        claim = claims[at]
        if isinstance(claim, Change) and claim.block == here.block and claim.subject.key == frame.subject.key:
            if claim.before is None and claim.base is Measure.LAST_YEAR:
                claims[at] = replace(claim, before=before)
            return


def read_bare(here: Paragraph, phrase: Phrase) -> None:
    """支出决算为120.50: a level whose unit is missing, understood in the unit that its siblings are in."""
    word, number = phrase.tokens
    if not here.ends_phrase(number):
        here.leave(phrase, "没有单位")
        return
    measure = Measure.ACTUAL if word.type == "ACTUAL" else _stated(here, word)
    # Nothing is nothing in any unit.
    set_level(here, here.mention(number, here.report.unit, printed=number == "0"), measure)


def read_number(here: Paragraph, phrase: Phrase) -> None:
    """120.50: right after its subject it is a level without its unit."""
    (token,), frame = phrase.tokens, here.scope.frame
    if frame.bare and here.follows and here.is_money(token):
        frame.bare = False
        set_level(here, here.mention(token, here.report.unit), Measure.ACTUAL)
    else:
        here.leave(phrase, UNGOVERNED)


def _whole_of(here: Paragraph) -> Subject | None:
    """What a level is a part of; an item of a list of its own (2.按用途分类，包括…) is of no subject that an item before it named."""
    told = here.lists.inner
    if told is None or (told.mention is not None and told.mention.block != told.block and is_item(here)):
        return None
    return told.subject


def set_level(here: Paragraph, mention: Mention, measure: Measure, *, compared: bool = False) -> None:
    """A level of the subject at hand; ``compared`` says that it is but what a change is told against."""
    scope, frame, lists = here.scope, here.scope.frame, here.lists
    if measure is Measure.ACTUAL and scope.year and scope.year != here.report.year:
        measure = Measure.LAST_YEAR
    of = _whole_of(here)
    here.said.claims.append(Amount(*here.about(mention.anchor), mention, measure, of))
    frame.levels[measure] = mention
    if compared:
        return
    frame.said.append(measure)
    subject = frame.subject
    frame.listed = lists.add(subject, mention, measure, len(scope.outside)) or frame.listed
    if measure is Measure.ACTUAL and not scope.outside and subject.known and not subject.qualified:
        for name in (subject.key, *here.report.lexicon.names.pairs.get(subject.name, ())):
            scope.amounts[name] = mention
            if scope.topic in ACCOUNTS:
                here.said.totals.setdefault(name, mention)
