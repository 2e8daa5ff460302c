"""Changes: 与上年相比，增加2.50万元，增长2.12%."""

from __future__ import annotations

import re
from dataclasses import replace

from dislint.blocks import Anchor
from dislint.claims.bases import kind_of_base
from dislint.claims.levels import NEAR, budget_of, set_level
from dislint.claims.model import Amount, Change, Direction, Measure, Mention, Subject, ToldAgain
from dislint.claims.naming import HALVES, is_item, turn_to
from dislint.claims.paragraph import UNGOVERNED, Paragraph
from dislint.claims.parser import Phrase
from dislint.claims.scope import BUDGETS, NO_BASE, Base, Frame
from dislint.grammars import Token
from dislint.numbers import Unit

DIRECTIONS = {"UP": Direction.UP, "DOWN": Direction.DOWN}
# Of so many subjects changes may be told at once, before their rates are.
_MOST_TOGETHER = 6
_YEAR = re.compile(r"20\d{2}")
_OPENING = re.compile(r"年初(?:财政拨款)?结转和?结余")
_WHOLE_ALONE = re.compile(r"(?<=。)(?:本年|全年)?(收入|支出|收支)(?:总?预算)?$")


def read_base(here: Paragraph, phrase: Phrase) -> None:
    """与上年相比; 与2023年决算数116.00万元."""
    tokens = phrase.tokens
    _resume_whole(here)
    if opening := _OPENING.search(tokens[0]):
        here.scope.base = Base(
            None, 0, here.scope.amounts.get(here.report.subjects.canonical(opening.group(), here.scope.topic))
        )
        return
    # Last year's budget is no level that the reports state otherwise.
    measure = None if "预算" in tokens[0] else Measure.LAST_YEAR
    year = int(tokens[1][:4]) if len(tokens) > 1 and tokens[1].type == "YEAR" else 0
    amount = here.mention(tokens[-1]) if tokens[-1].type == "MONEY" else None
    if amount is not None:
        here.said.claims.append(Amount(*here.about(amount.anchor), amount, Measure.LAST_YEAR))
    here.scope.base = Base(measure, year, amount)


def read_budget_base(here: Paragraph, phrase: Phrase) -> None:
    """较年初预算; 与年初预算118.00万元."""
    if here.report.is_budget:
        _compare_budgets(here, phrase)
        return
    word = phrase.tokens[0]
    year = _YEAR.search(word)
    base = Base(budget_of(word)) if year is None or int(year.group()) == here.report.year else NO_BASE
    here.scope.base = base
    if phrase.tokens[-1].type == "MONEY":
        here.scope.base = replace(base, amount=_base_level(here, phrase, base.measure))


def _resume_whole(here: Paragraph) -> None:
    """总收入N万元，其中：…；其他收入0万元。与上年相比增加: a sentence that begins so after a list is on the whole, if not on its last part."""
    told, frame = here.lists.told, here.scope.frame
    begins = not here.before or here.before[-1].type == "STOP"
    if told is None or told.mention is None or here.lists.open or here.scope.outside or not begins:
        return
    if told.parts and told.parts[-1][1] is frame.actual:
        part = frame.actual
        turn_to(here, told.subject)
        here.scope.frame.levels[told.measure] = told.mention
        here.scope.frame.part = part


def _base_level(here: Paragraph, phrase: Phrase, measure: Measure | None) -> Mention:
    """The level that a comparison states of what it compares with."""
    amount = here.mention(phrase.tokens[-1])
    if measure is not None:
        set_level(here, amount, measure, compared=True)
    return amount


def _compare_budgets(here: Paragraph, phrase: Phrase) -> None:
    """比2023年预算执行数: a budget is compared with last year, by one of several kinds of figures."""
    word = phrase.tokens[0]
    _resume_whole(here)
    end = word.start_pos
    if whole := _WHOLE_ALONE.search(here.text, max(0, end - NEAR), end):
        # 收入较去年减少 after a list is the whole's change, not that of the list's last part.
        for name in here.report.lexicon.names.alone.get(whole.group(1), ()):
            turn_to(here, Subject(name, (), (), whole.group(1), here.anchor(word)))
    year = _YEAR.search(word)
    base = Base(Measure.LAST_YEAR, int(year.group()) if year else 0, None, kind_of_base(word))
    here.scope.base = base
    if phrase.tokens[-1].type == "MONEY":
        here.scope.base = replace(base, amount=_base_level(here, phrase, Measure.LAST_YEAR))


def read_change(here: Paragraph, phrase: Phrase) -> None:
    """增加2.50万元."""
    word, money = phrase.tokens
    if here.report.is_budget and _ends_a_name(here, word):
        # 支持稳增长30.00万元: an item of a list that happens to end in such a word.
        printed = here.scope.frame.subject.printed + word
        turn_to(here, here.unknown(Token("NAME", printed, word.start_pos, word.end_pos)))
        set_level(here, here.mention(money), Measure.ACTUAL)
        return
    add_change(here, DIRECTIONS[word.type], here.mention(money))


def _ends_a_name(here: Paragraph, word: Token) -> bool:
    """Whether a word of change ends the name of a list's part: nothing is compared, and a name stands right before."""
    whole, last = here.lists.inner, here.last
    if here.scope.base.measure is not None or whole is None or whole.block != here.block or last is None:
        return False
    return last.rule == "name" and last.tokens[-1].end_pos == word.start_pos


def add_change(
    here: Paragraph,
    direction: Direction,
    difference: Mention | None,
    rate: Mention | None = None,
    at: Anchor | None = None,
) -> None:
    """A change of the subject at hand, by what it is said to be compared with."""
    scope, frame = here.scope, here.scope.frame
    stated = difference or rate
    anchor = stated.anchor if stated else at or here.passage.anchor()
    around = _around(here, frame)
    current = frame.actual if around is not None or not _after_list(here, frame) else None
    if frame.actual is None and frame.subject.qualified:
        current, around = _total_alone(here, frame)
    base = scope.base
    change = Change(
        *here.about(anchor), direction, None, difference, rate, current, base.year, base.measure,
        _before(here, frame), around, base.kind, None, _completed(here, frame, base.measure),
    )  # fmt: skip
    if frame.actual is None and change.subject.known and not change.subject.qualified:
        scope.pending.append(len(here.said.claims))
    here.said.claims.append(change)
    frame.changed = change if difference is not None else None


def complete_changes(here: Paragraph) -> None:
    """Gives changes the level of their subject that the section states only after them."""
    claims, amounts = here.said.claims, here.scope.amounts
    for at in here.scope.pending:
        claim = claims[at]
        if isinstance(claim, Change) and claim.current is None:
            claims[at] = replace(claim, current=amounts.get(claim.subject.key))


def _before(here: Paragraph, frame: Frame) -> Mention | None:
    """The level that a change started from."""
    scope, base = here.scope, here.scope.base
    if base.amount is not None or base.measure is None:
        return base.amount
    if base.kind and scope.level_kind not in ("", base.kind):
        return None  # 预算 and 执行数 of last year are two figures.
    return frame.levels.get(base.measure)


def _completed(here: Paragraph, frame: Frame, base: Measure | None) -> Mention | None:
    """The rate of completion of the same budget that the paragraph states before a change from it."""
    completed = frame.completed
    if completed is None or base not in BUDGETS or completed.block != here.block:
        return None
    same = completed.of is base or Measure.BUDGET in (completed.of, base)
    return completed.rate if same else None


def _around(here: Paragraph, frame: Frame) -> Mention | None:
    """The whole's level, where a change told among its parts may be the whole's.

    Or that of the last part, where a sentence after a list is on the whole. So after the paragraphs of a list, after a first part that no colon sets off (总计N万元，其中结转M万元，增加…), and after several parts of which
    none has a change of its own.
    """
    if frame.part is not None:
        return frame.part
    whole = here.lists.inner
    if whole is None or not whole.parts or whole.parts[-1][1] is not frame.actual:
        return None
    if whole.block != here.block:
        # A paragraph after those of the parts that names none of them.
        return whole.mention if here.scope.named != here.block else None
    open_ended = not whole.changed and (whole.inline or len(whole.parts) > 1)
    whole.changed = True
    return whole.mention if open_ended else None


def _total_alone(here: Paragraph, frame: Frame) -> tuple[Mention | None, Mention | None]:
    """收入总计N万元，包括：1.财政拨款收入…。 今年收入增加D: the total just listed, or what it is without what was carried over."""
    whole = here.lists.inner
    if whole is None or not whole.parts or whole.block == here.block:
        return None, None
    names = here.report.lexicon.names
    own = zip(HALVES, names.own.get(here.scope.topic, ()), strict=False)
    totals = [total for half, name in own if name == frame.subject.name for total in names.alone.get(half, ())]
    if whole.subject.name not in totals:
        return None, None
    largest = max((part for _, part in whole.parts), key=lambda part: part.figure.amount)
    return whole.mention, largest


def _after_list(here: Paragraph, frame: Frame) -> bool:
    """Whether a paragraph after the items of a list speaks of no subject of its own: whose change it is stays open."""
    own = here.scope.named == here.block or (frame.actual is not None and frame.actual.block == here.block)
    return not own and here.scope.of_item and not is_item(here)


def read_rate(here: Paragraph, phrase: Phrase) -> None:
    """增长2.12%: the rate of the change just stated, or a change of which no more is stated."""
    word, percent = phrase.tokens
    _add_rate(here, DIRECTIONS[word.type], here.mention(percent))


def _add_rate(here: Paragraph, direction: Direction, rate: Mention) -> None:
    if not rate_change(here, direction, rate):
        add_change(here, direction, None, rate)


def rate_change(here: Paragraph, direction: Direction | None, rate: Mention) -> bool:
    """Gives the change just stated its rate, if there is one without."""
    claims, before = here.said.claims, here.scope.frame.changed
    last = range(len(claims) - 1, max(len(claims) - 1 - _MOST_TOGETHER, -1), -1)
    at = next((at for at in last if claims[at] is before), None)
    if before is None or before.rate is not None or at is None:
        return False
    claims[at] = replace(before, rate_direction=direction, rate=rate)
    here.scope.frame.changed = None
    return True


def read_trend(here: Paragraph, phrase: Phrase) -> None:
    """增减率-2.12%: the sign tells which way it goes."""
    figure = phrase.tokens[1]
    direction = Direction.DOWN if figure.startswith("-") else Direction.UP
    mention = here.mention(Token(figure.type, figure.removeprefix("-"), figure.start_pos, figure.end_pos))
    if figure.type == "MONEY":
        add_change(here, direction, mention)
    else:
        _add_rate(here, direction, mention)


def read_unsigned(here: Paragraph, phrase: Phrase) -> None:
    """增加2.50; 增长2.12: a change without its unit, or its rate without the percent sign."""
    word, number = phrase.tokens
    changed = here.scope.frame.changed
    rated = changed is not None and changed.rate is None and here.said.claims[-1] is changed
    if rated and here.ends_phrase(number):
        rate_change(here, DIRECTIONS[word.type], here.mention(number, Unit.PERCENT))
    elif changed is None and here.scope.base.measure is not None and here.is_money(number):
        add_change(here, DIRECTIONS[word.type], here.mention(number, here.report.unit))
    else:
        here.leave(phrase, UNGOVERNED)


def read_turned(here: Paragraph, phrase: Phrase) -> None:
    """决算数大于上年决算数: which way it went, told once more or with its amount."""
    word = phrase.tokens[0]
    direction = Direction.UP if word.type == "ABOVE_LAST" else Direction.DOWN
    here.scope.base = Base(Measure.LAST_YEAR)
    if len(phrase.tokens) > 1:
        add_change(here, direction, here.mention(phrase.tokens[1]))
    else:
        tell_again(here, word, direction)


def tell_again(here: Paragraph, word: Token, direction: Direction) -> None:
    """Which way the subject went since last year, told again: the change that the section tells of it must have gone so."""
    change = next((claim for claim in here.told_before(Change) if claim.base is Measure.LAST_YEAR), None)
    if change is not None and change.printed and change.direction is not Direction.SAME:
        here.said.claims.append(ToldAgain(*here.about(here.anchor(word)), direction, change))


def read_stray(here: Paragraph, phrase: Phrase) -> None:
    """Words without a figure, or a figure without the word that governs it; 增加1辆, which is no count of what there is.

    较上年有所下降 tells once more which way it went.
    """
    word = phrase.tokens[0]
    alone = len(phrase.tokens) == 1 and word.type in DIRECTIONS and here.ends_phrase(word)
    if alone and here.scope.base.measure is Measure.LAST_YEAR and _follows_base(here):
        tell_again(here, word, DIRECTIONS[word.type])
    here.leave(phrase, UNGOVERNED)


def _follows_base(here: Paragraph) -> bool:
    """Whether nothing but words like 有所 stand after what is compared with."""
    if not here.before:
        return False
    last = here.before[-1]
    return last.type in ("BASE", "YEAR") or (last.type == "SEP" and here.report.scanner.is_filler(last))


def read_same(here: Paragraph, phrase: Phrase) -> None:
    """与上年持平."""
    here.scope.frame.changed = None
    if here.scope.base.measure is Measure.LAST_YEAR:
        add_change(here, Direction.SAME, None, at=here.anchor(phrase.tokens[0]))
