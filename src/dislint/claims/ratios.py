"""How figures compare: 占60.00%; 完成年初预算的98.20%; 决算数大于预算数; 预决算差异率-1.80%."""

from __future__ import annotations

import re
from decimal import Decimal

from dislint.claims.changes import add_change, rate_change
from dislint.claims.counts import share_of_count
from dislint.claims.levels import budget_of, read_budget_of
from dislint.claims.listing import joint_parts, whole_of_section
from dislint.claims.model import (
    GENERAL_TOTALS,
    Comparison,
    Completion,
    Deviation,
    Direction,
    Measure,
    Mention,
    Share,
    Subject,
)
from dislint.claims.paragraph import UNGOVERNED, Paragraph
from dislint.claims.parser import Phrase
from dislint.claims.scope import BUDGETS, Base
from dislint.grammars import Token
from dislint.numbers import Unit

_COMPARED = {
    "GREATER": Direction.UP,
    "LESS": Direction.DOWN,
    "NOT_ABOVE": Direction.DOWN,
    "EQUAL": Direction.SAME,
    "ROUGHLY": Direction.SAME,
}
_ALL = 100
_WHOLE_ENDS = re.compile(r"的?(?:比重|比例)?(?:为|是)?的?$")


# Shares


def read_share(here: Paragraph, phrase: Phrase) -> None:
    """占60.00%; 占本年支出合计816.00万元的60.00%."""
    joint = phrase.tokens[0] if phrase.tokens[0].type == "JOINT" else None
    tokens = phrase.tokens[1:] if joint is not None else phrase.tokens
    rate = _share_rate(here, tokens[-1])
    if rate is None:
        here.leave(phrase, UNGOVERNED)
        return
    if (counted := share_of_count(here)) is not None:
        count, among = counted
        subject = Subject(count.counted, (), (), count.counted, count.anchor, known=False)
        here.said.claims.append(Share(subject, *here.about(rate.anchor)[1:], count.mention, rate, among))
        return
    stated = _WHOLE_ENDS.sub("", tokens[1]) if tokens[1].type == "WHOLE" else ""
    part, whole = here.scope.frame.actual, here.lists.inner
    about = here.about(rate.anchor)
    if len(tokens) > 2 and tokens[-2].type == "MONEY":
        here.said.claims.append(Share(*about, part, rate, here.mention(tokens[-2]), stated, None, True))
        return
    name, of = _whole_of_share(here, stated, part)
    # Where the paragraph states the whole that a share names no other can be meant.
    told_here = bool(stated) and of is not None and of.block == here.block
    around = None if told_here else whole if stated else here.lists.around
    outer = None if around is None or around.mention is part or around.mention is of else around.mention
    more = tuple(mention for _, mention in joint_parts(here, joint)[:-1])
    here.said.claims.append(Share(*about, part, rate, of, name, outer, bool(stated), more))
    if whole is not None and part is None and not (stated or more or whole.parts) and whole.block == here.block:
        whole.rates.append(rate)
    listed = whole is not None and bool(whole.parts) and whole.parts[-1][1] is part
    if whole is not None and listed and not more and of in (whole.mention, None):
        whole.rates.append(rate)


def _is_direct_part(here: Paragraph, whole: str) -> bool:
    """Whether the subject at hand is a part of a section's whole and not of one of its parts."""
    subject = here.scope.frame.subject
    rows = [known for known in here.report.lexicon.partitions if known.whole == whole]
    if whole in GENERAL_TOTALS or not rows:
        return len(subject.path) <= 1
    # The first row of a whole names its parts as the tables have them.
    return subject.name in rows[0].allowed and not subject.qualified


def _share_rate(here: Paragraph, figure: Token) -> Mention | None:
    """The rate of a share, also where its sign is missing; None for a number that cannot be one."""
    if figure.type == "PERCENT":
        return here.mention(figure)
    over_all = Decimal(str(figure).replace(",", "")) > _ALL
    if here.scope.frame.actual is None or not here.ends_phrase(figure) or over_all:
        return None
    return here.mention(figure, Unit.PERCENT)


def _whole_of_share(here: Paragraph, stated: str, part: Mention | None) -> tuple[str, Mention | None]:
    """What a share is of: what the sentence names, else the whole of the list, else that of the section."""
    if stated:
        name = here.report.subjects.canonical(stated, here.scope.topic)
        return name, here.scope.amounts.get(name) or here.said.totals.get(name)
    whole = here.lists.inner
    if whole is None:
        whole_subject, of = whole_of_section(here)
        return "", of if _is_direct_part(here, whole_subject.name) else None
    return whole.subject.name, None if whole.mention is part else whole.mention


# Budget and final account


def read_completion(here: Paragraph, phrase: Phrase) -> None:
    """完成年初预算的98.20%."""
    word, percent = phrase.tokens
    missing = percent.type == "NUMBER"
    if missing and not here.ends_phrase(percent):
        here.leave(phrase, UNGOVERNED)
        return
    _complete(here, here.mention(percent, Unit.PERCENT if missing else None), _budget_completed(here, word))


def _budget_completed(here: Paragraph, word: Token) -> Measure:
    measure, levels = budget_of(word), here.scope.frame.levels
    if measure is Measure.BUDGET:
        # 完成预算 after both budgets: of which one it is stays open.
        stated = [budget for budget in BUDGETS if budget in levels]
        return stated[0] if len(stated) == 1 else Measure.BUDGET
    if measure is Measure.ADJUSTED_BUDGET and measure not in levels and Measure.INITIAL_BUDGET not in levels:
        # 支出预算N万元, …完成调整预算的P%: the one budget that is stated, if there was any money in it.
        only = levels.get(Measure.BUDGET)
        return Measure.BUDGET if only is not None and only.figure.value else measure
    return measure


def _complete(here: Paragraph, rate: Mention, measure: Measure) -> None:
    frame = here.scope.frame
    claim = Completion(*here.about(rate.anchor), frame.levels.get(measure), frame.actual, rate, measure)
    here.said.claims.append(claim)
    frame.completed = claim


def read_budget_completed(here: Paragraph, phrase: Phrase) -> None:
    """完成年初预算118.00万元的98.20%."""
    measure = read_budget_of(here, phrase)
    if phrase.tokens[-1].type == "PERCENT":
        _complete(here, here.mention(phrase.tokens[-1]), measure)


def read_percent(here: Paragraph, phrase: Phrase) -> None:
    """增加2.50万元(2.12%): the rate of the change before the bracket that it opens."""
    mention = here.mention(phrase.tokens[0])
    opens_bracket = here.last is None and bool(here.scope.outside)
    if not opens_bracket or not rate_change(here, None, mention):
        here.leave_number(mention)


def read_deviation(here: Paragraph, phrase: Phrase) -> None:
    """预决算差异率-1.80%."""
    mention, levels = here.mention(phrase.tokens[-1]), here.scope.frame.levels
    budget, actual = levels.get(Measure.INITIAL_BUDGET), levels.get(Measure.ACTUAL)
    here.said.claims.append(Deviation(*here.about(mention.anchor), budget, actual, mention))


def read_comparison(here: Paragraph, phrase: Phrase) -> None:
    """决算数大于预算数: of levels or of a rate of completion that were stated."""
    token = phrase.tokens[0]
    compare(here, token, _COMPARED[token.type], budget_of(token))


def compare(here: Paragraph, token: Token, direction: Direction, measure: Measure) -> None:
    """What a token says of the final account and a budget."""
    frame = here.scope.frame
    completed = frame.completed or _completed_before(here)
    same = completed is not None and measure in (Measure.BUDGET, completed.of)
    budget = frame.levels.get(measure) or _only_budget(frame.levels, measure)
    actual = frame.actual
    if completed is not None and same and budget is None and completed.actual is not None:
        # Said of its subject before others were spoken of.
        budget, actual = completed.budget, completed.actual
    rate = completed.rate if completed is not None and same and completed.block == here.block else None
    if actual is budget:
        budget = None
    if rate is None and (budget is None or actual is None):
        return
    roughly, or_equal = token.type == "ROUGHLY", token.type == "NOT_ABOVE"
    about = here.about(here.anchor(token))
    here.said.claims.append(Comparison(*about, direction, budget, actual, str(token), roughly, rate, or_equal))


def _completed_before(here: Paragraph) -> Completion | None:
    """What the section has said before of how the subject at hand completed its budget."""
    subject = here.scope.frame.subject
    if not subject.known or subject.qualified:
        return None
    return next(here.told_before(Completion), None)


def _only_budget(levels: dict[Measure, Mention], measure: Measure) -> Mention | None:
    """The one budget that is stated, for words that name none."""
    stated = [levels[budget] for budget in BUDGETS if budget in levels]
    return stated[0] if measure is Measure.BUDGET and len(stated) == 1 else None


def read_exceeded(here: Paragraph, phrase: Phrase) -> None:
    """决算数大于预算数2.50万元: a comparison, and a change from the budget."""
    word, money = phrase.tokens
    read_comparison(here, phrase)
    here.scope.base = Base(budget_of(word), 0, None, here.scope.base.kind)
    add_change(here, _COMPARED[word.type], here.mention(money))
