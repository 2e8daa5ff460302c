"""Lists: 其中：A N万元，占P%；B …; 主要包括：办公费、印刷费; and what adds up without one."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dislint.claims.counts import begin_breakdown
from dislint.claims.extents import find_extents
from dislint.claims.lists import OpenList
from dislint.claims.model import (
    GENERAL_TOTALS,
    PUBLIC,
    Amount,
    Balance,
    Composition,
    Extent,
    Listing,
    Measure,
    Mention,
    Nil,
    Shares,
    Subject,
)
from dislint.claims.naming import HALVES, depth_of_item, own_totals
from dislint.claims.paragraph import Paragraph
from dislint.claims.parser import Phrase, Whole
from dislint.grammars import Token

# Sections that break an amount down into costs which no table names.
_OF_COSTS = PUBLIC | {"running-costs"}
# What the shares of a section are of.
_TOTALS_OF_SECTIONS = {"general-structure": GENERAL_TOTALS, **dict.fromkeys(PUBLIC, ("“三公”经费",))}
# So many parts make a list whose sum tells something; a budget may state the one part of a project.
_FEWEST_PARTS = 2
# So many shares without amounts make a list.
_FEWEST_SHARES = 3
_HOW_MANY = {"两": 2, "二": 2, "三": 3, "四": 4}
# 其他费用 are all others, 其他交通费用 are not.
_OTHERS = re.compile(r"其他(?:支出|费用|经费|开支|方面)?$")
_CLOSING = re.compile(r"等.{0,6}$")
_STOPS = re.compile("[。;]|$")
# 等 may stand so many characters before the end of a list of names.
_LONGEST_CLOSING = 8


def open_list(here: Paragraph, told: Whole) -> None:
    """其中: what follows are parts of what was said."""
    scope, frame = here.scope, here.scope.frame
    begin_breakdown(here)
    if scope.outside:
        _open_in_bracket(here)
        return
    scope.compare_again()
    if not _nests(here):
        close_all(here)
    frame.bare = False
    subject, whole = frame.subject, frame.levels.get(frame.measure)
    over = here.lists.told
    if here.before and here.before[-1].type == "STOP" and over is not None and over.parts[-1][1] is whole:
        # 收入N万元，包括本年收入A、上年结转B。其中：…: parts of the whole, or of one of those.
        subject, whole = over.subject, over.mention
    if whole is None and not subject.name:
        subject, whole = whole_of_section(here)
    elif told.opening.type == "USED_FOR":
        subject, whole = _half_of_section(here, told.opening) or (subject, whole)
    if whole is not None and _is_one_of_several(here, subject, whole):
        whole = None
    inline, announced = told.opening[-1] != ":", told.opening.type == "USED_FOR"
    item = depth_of_item(here)
    here.lists.open.append(
        OpenList(subject, whole, here.block, inline, measure=frame.measure, announced=announced, item=item)
    )


def whole_of_section(here: Paragraph) -> tuple[Subject, Mention | None]:
    """What a section is of that names no whole: the total that it, or the sections before it, state."""
    totals = _TOTALS_OF_SECTIONS.get(here.scope.topic, ())
    amounts = here.scope.amounts
    found = [name for name in totals if name in amounts]
    if len({amounts[name].figure.amount for name in found}) != 1:
        return Subject(""), None
    return Subject(found[0]), amounts[found[0]]


def _is_one_of_several(here: Paragraph, subject: Subject, whole: Mention) -> bool:
    """Whether the paragraph has told the like of another purse right before: 一般公共预算基本支出A,政府性基金基本支出B,其中: what is meant stays open."""
    told = (claim for claim in here.claims_here() if isinstance(claim, Amount))
    _, before = next(told, None), next(told, None)
    return (
        before is not None
        and before.subject.key == subject.key
        and before.mention.figure.amount != whole.figure.amount
        and subject.qualified
    )


def _half_of_section(here: Paragraph, words: str) -> tuple[Subject, Mention] | None:
    """The half of the account that announced parts are of, where another subject was spoken of last: 年末结转N万元。支出具体情况为:."""
    half = next((half for half in HALVES if half in words), "")
    if not half or half in here.scope.frame.subject.name:
        return None
    found = [name for name in own_totals(here, half) if name in here.scope.amounts]
    return (Subject(found[0]), here.scope.amounts[found[0]]) if len(found) == 1 else None


def open_list_of_all(here: Paragraph, subjects: Sequence[Subject]) -> None:
    """基本支出N万元，人员经费和公用经费分别为A、B: subjects that by their nature are all there are of what was spoken of before."""
    before, names = here.before_named, [subject.name for subject in subjects]
    whole = before.levels.get(before.measure)
    if whole is None or whole.block != here.block or here.lists.inner is not None:
        return
    if here.report.lexicon.is_all(before.subject.name, names):
        depth = len(here.scope.outside)
        here.lists.open.append(OpenList(before.subject, whole, here.block, measure=before.measure, depth=depth))


def _nests(here: Paragraph) -> bool:
    """Whether a list is of the part that the list around it has just named."""
    outer, actual = here.lists.inner, here.scope.frame.actual
    if outer is None or not outer.parts or outer.mention is actual:
        return False
    return outer.block == here.block or outer.parts[-1][1] is actual


def _open_in_bracket(here: Paragraph) -> None:
    """支出预算N万元(其中:…): the list ends with its bracket."""
    frame, depth = here.scope.outside[-1], len(here.scope.outside)
    if frame.said and (whole := frame.levels.get(frame.said[-1])) is not None:
        measure = frame.said[-1]
        here.lists.open.append(OpenList(frame.subject, whole, here.block, measure=measure, depth=depth))


def close_all(here: Paragraph) -> None:
    """Ends the open lists: the shares and parts of each become one claim."""
    while here.lists.open:
        close_inner(here)


def close_inner(here: Paragraph) -> None:
    """Ends the list that is being told."""
    whole = here.lists.open.pop()
    here.lists.told = whole if whole.parts and not here.lists.open else None
    # Shares in a list within a list may be of the whole around it: then they add up to no 100%.
    rates = () if here.lists.open else tuple(whole.rates)
    if not whole.parts and len(rates) >= _FEWEST_SHARES:
        about = (whole.subject, whole.block, rates[0].anchor, here.scope.topic, here.scope.year)
        here.said.claims.append(Shares(*about, rates, whole.announced))
    fewest = 1 if here.report.is_budget else _FEWEST_PARTS
    if whole.mention is None or len(whole.parts) < fewest:
        return
    subjects, parts = zip(*whole.parts, strict=True)
    names = [subject.name for subject in subjects]
    lexicon = here.report.lexicon
    partition = lexicon.is_all(whole.subject.name, names) or _is_full(here, whole)
    some = lexicon.are_some(whole.subject.name, names)
    about = (whole.subject, whole.mention.block, whole.mention.anchor, here.scope.topic, here.scope.year)
    here.said.claims.append(Composition(*about, whole.mention, parts, rates, subjects, partition, some))


def _is_full(here: Paragraph, whole: OpenList) -> bool:
    """Whether a list tells all there is: items of the classification that are announced so, or costs of which the last are the others."""
    subjects = [subject for subject, _ in whole.parts]
    spent = whole.subject.name in GENERAL_TOTALS or whole.subject.name in own_totals(here, "支出")
    if spent and all(subject.path for subject in subjects):
        one_level = len({len(subject.path) for subject in subjects}) == 1
        return whole.announced and one_level and len({subject.key for subject in subjects}) == len(subjects)
    costs = here.scope.topic in _OF_COSTS and not any(subject.known for subject in subjects)
    return costs and _OTHERS.search(subjects[-1].name) is not None


def close_at_item(here: Paragraph) -> None:
    """Ends the lists of items that an item of the same depth follows: (一)收入总计N万元,包括:… (二)支出总计N万元."""
    depth = depth_of_item(here)
    while depth >= 0 and (whole := here.lists.inner) and depth <= whole.item:
        close_inner(here)


def close_in_bracket(here: Paragraph) -> None:
    """Ends the list that a bracket ends."""
    whole = here.lists.inner
    if whole is not None and whole.depth and whole.depth == len(here.scope.outside):
        close_inner(here)


def close_at_semicolon(here: Paragraph) -> None:
    """Ends a list within a list."""
    whole = here.lists.inner
    if whole is not None and here.lists.around is not None and not whole.depth and not here.scope.outside:
        close_inner(here)


def close_at_stop(here: Paragraph) -> None:
    """Ends the lists that the sentence has told parts of."""
    while (whole := here.lists.inner) and whole.parts and whole.block == here.block and not here.scope.outside:
        close_inner(here)


def lists_amounts(here: Paragraph, told: Whole) -> bool:
    """Whether names with their amounts follow: 主要用于教育支出N万元、…."""
    kinds = [phrase.rule for phrase in told.phrases if phrase.rule != "sep"][:2]
    known = kinds[:1] == ["subject"] or (kinds[:1] == ["name"] and here.scope.topic in _OF_COSTS)
    return known and kinds[1:] == ["amount"]


def read_listing(here: Paragraph, told: Whole) -> None:
    """主要包括:办公费、印刷费: names without amounts."""
    start = told.opening.end_pos
    stop = _STOPS.search(here.text, start).start()  # type: ignore[union-attr]  # $ is found at least.
    items, at = [], start
    for words in here.text[start:stop].split("、"):
        if name := _CLOSING.sub("", words):
            items.append(Subject(name, (), (), name, here.passage.anchor(at, at + len(name))))
        at += len(words) + 1
    open_ended = "等" in here.text[start:stop][-_LONGEST_CLOSING:]
    here.said.claims.append(Listing(*here.about(here.passage.anchor(start, stop)), tuple(items), open_ended))


def joint_parts(here: Paragraph, joint: Token | None) -> list[tuple[Subject, Mention]]:
    """两项合计: the parts of the list that were told last, so many as the words say; none where it has told fewer."""
    whole = here.lists.inner
    count = 0 if joint is None else _HOW_MANY[joint[0]]
    return whole.parts[-count:] if whole is not None and 0 < count <= len(whole.parts) else []


def read_joint(here: Paragraph, phrase: Phrase) -> None:
    """两项合计30.00万元: what was told last adds up to it."""
    joint, money = phrase.tokens
    mention, told = here.mention(money), joint_parts(here, joint)
    if not told:
        here.leave_number(mention)
        return
    subjects, parts = zip(*told, strict=True)
    about = (here.unknown(joint), here.block, mention.anchor, here.scope.topic, here.scope.year)
    here.said.claims.append(Composition(*about, mention, parts, (), subjects, True))


def read_nil(here: Paragraph, phrase: Phrase) -> None:
    """无此项收支."""
    here.said.claims.append(Nil(*here.about(here.anchor(phrase.tokens[0]))))


# What a paragraph as a whole says


def add_sums_of_section(here: Paragraph) -> None:
    """What a section on the 三公 states of a whole and of all its parts, in sentences of their own."""
    amounts = here.scope.amounts
    if here.scope.topic not in PUBLIC:
        return
    listed = {claim.whole for claim in here.said.claims[here.scope.begins :] if isinstance(claim, Composition)}
    for name in [name for name in amounts if amounts[name] not in listed]:
        rows = [known for known in here.report.lexicon.partitions if known.whole == name]
        told = frozenset(part for known in rows for part in known.allowed if part in amounts)
        if any(known.allowed == told for known in rows):
            whole, parts = amounts[name], sorted(told, key=lambda part: (amounts[part].block, amounts[part].start))
            about = (Subject(name), whole.block, whole.anchor, here.scope.topic, 0)
            mentions = tuple(amounts[part] for part in parts)
            subjects = tuple(Subject(part) for part in parts)
            here.said.claims.append(Composition(*about, whole, mentions, (), subjects, True))


def add_balance(here: Paragraph) -> None:
    """年初结转和结余, income, expenditure and 年末结转和结余 of one paragraph."""
    levels: dict[str, Amount] = {}
    for claim in here.claims_here():
        if not isinstance(claim, Amount) or claim.measure is not Measure.ACTUAL:
            continue
        if levels.setdefault(_plain_name(claim.subject.name), claim) is not claim:
            return  # One of them is told of twice: of two purses.
    for terms in here.report.lexicon.names.balances:
        told = [term for term in terms if term.name in levels]
        if all(term.name in levels for term in terms if term.needed):
            amounts = tuple(levels[term.name].mention for term in told)
            about = (levels[told[-1].name].subject, *here.about(amounts[-1].anchor)[1:])
            here.said.claims.append(Balance(*about, amounts, tuple(term.sign for term in told)))


def _plain_name(name: str) -> str:
    """The name of a carried balance, whichever money it is of."""
    return name.replace("财政拨款结转和结余", "结转和结余")


def add_extents(here: Paragraph) -> None:
    """Areas and the like, with their parts."""
    own = [mention for mention in here.said.mentions if mention.block == here.block]
    for whole, parts, partition in find_extents(here.text, own):
        subject = Subject(whole.name, (), (), whole.name, whole.mention.anchor, known=False)
        about = (subject, here.block, whole.mention.anchor, here.scope.topic, here.scope.year)
        here.said.claims.append(Extent(*about, whole.mention, tuple(part.mention for part in parts), partition))
