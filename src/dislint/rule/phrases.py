"""Checks in words, in both languages: what a number is called, what is expected, how it is computed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from dislint.blocks import Block, Passage
from dislint.checks.kinds import Form
from dislint.checks.model import Check, Operand, Role
from dislint.checks.requirements import RATIO_OPERANDS, wanted
from dislint.checks.values import Value, fine, in_another_unit, style_of
from dislint.claims.model import Direction, Measure
from dislint.language import Text, plain
from dislint.numbers import Interval, Unit, show
from dislint.structure.model import Fact, Level
from dislint.text import squeeze

BLANK = Text("空白", "blank")
_MEASURES = {
    Measure.ACTUAL: Text("决算数", "the final accounts"),
    Measure.LAST_YEAR: Text("上年", "last year"),
    Measure.INITIAL_BUDGET: Text("年初预算数", "the initial budget"),
    Measure.ADJUSTED_BUDGET: Text("全年预算数", "the adjusted budget"),
    Measure.BUDGET: Text("预算数", "the budget"),
}
CHANGES = {
    Direction.UP: Text("增加", "a rise of"),
    Direction.DOWN: Text("减少", "a fall of"),
    Direction.SAME: Text("持平", "no change,"),
}
"""What a change of an amount is called."""
_RATES = {
    Direction.UP: Text("增长", "a rise"),
    Direction.DOWN: Text("下降", "a fall"),
    Direction.SAME: Text("持平", "no change"),
}
_ORDERS = {
    Direction.UP: Text("大于", "greater"),
    Direction.DOWN: Text("小于", "less"),
    Direction.SAME: Text("等于", "equal"),
}
_ROLES = {
    Role.LEVEL: Text("本年", "this year"),
    Role.WHOLE: Text("整体", "the whole"),
    Role.LIMIT: Text("上限", "the limit"),
}
_MOST_TERMS = 20
"""So many terms of a sum are printed."""
_FEW_TERMS = 4
"""Of a sum with more terms than these, the ones taken off the whole are not listed."""


def fact_name(fact: Fact) -> Text:
    """How messages call a cell: 公开04表“总计”（一般公共预算财政拨款); by its column alone where a form has but one row."""
    row, table = fact.row, fact.table.name
    if row.level is Level.TOTAL and fact.table.title_passage is None and not fact.table.number and fact.column:
        return Text(f"{table}“{fact.column}”", f"{table} “{fact.column}”")
    label = f"{row.code} {row.label}" if row.code else row.label
    column = Text(f"（{fact.column}）", f" ({fact.column})") if fact.column else plain("")
    return Text(f"{table}“{label}”{column.zh}", f"{table} “{label}”{column.en}")


def name_of(operand: Operand, check: Check) -> Text:
    """What a number of a check is called; beside the number reported, the project that both are of is not named again."""
    if operand.fact is not None:
        name, project = fact_name(operand.fact), f"“{check.subject}”"
        if operand.anchor == check.at.anchor or not check.subject:
            return name
        return Text(name.zh.removeprefix(project), name.en.removeprefix(project).lstrip())
    if operand.role is Role.CHANGE and operand.direction is not None:
        way = CHANGES[operand.direction]
        return Text(f"{operand.label}{way.zh}", f"{operand.label} {way.en}".strip())
    if operand.label:
        return plain(f"“{check.subject}”{operand.label}" if operand.role is Role.STATED else operand.label)
    if operand.measure is not None and operand.role in (Role.LEVEL, Role.BASE):
        return _MEASURES[operand.measure]
    if operand.role in (Role.STATED, Role.RATE) or operand.anchor == check.at.anchor or check.kind.listed:
        return plain(check.subject if operand.role is not Role.TERM else "")
    return _ROLES.get(operand.role, plain(""))


def _rate_name(operand: Operand, check: Check) -> Text:
    """What a rate is called: 增长, 占比, 完成率, 人均."""
    if operand.label:
        return plain(operand.label)
    direction = operand.direction or next((other.direction for other in check.operands if other.direction), None)
    if check.kind.rate is not None or direction is None:
        return check.kind.rate or plain(check.subject)
    return Text(_RATES[direction].zh, f"{_RATES[direction].en} of")


def measure_words(measure: Measure) -> Text:
    """What a quantity is called."""
    return _MEASURES[measure]


def direction_words(direction: Direction, check: Check) -> Text:
    """A direction, as the words of such a check say it: 增长 of a change, 大于 of a comparison."""
    return (_RATES if check.relation in ("direction", "reason") else _ORDERS)[direction]


def printed(operand: Operand, check: Check) -> Text:
    """The print of a number, or that there is none; of a score with 分, where the print leaves it out."""
    if operand.is_blank:
        return BLANK
    bare = operand.figure is not None and operand.figure.unit is Unit.NONE and operand.printed == _bare(operand)
    return plain(operand.printed + (check.kind.measure if bare else ""))


def named(operand: Operand, check: Check) -> Text:
    """A number with what it is called."""
    if operand.role is Role.STATED and operand.figure is None and operand.fact is None:
        return plain(f"“{operand.printed}”")  # Words.
    name = _rate_name(operand, check) if operand.role is Role.RATE and operand.fact is None else name_of(operand, check)
    if operand.is_blank:
        return Text(f"{name.zh}（空白）", f"{name.en} (blank)")
    return Text(f"{name.zh}{operand.printed}", f"{name.en} {operand.printed}".strip())


def others(check: Check) -> list[Text]:
    """The numbers that the reported one does not agree with, named; of a long list, or one of parts
    without names, the whole and how many parts."""
    rest = [operand for operand in check.operands if operand.anchor != check.at.anchor]
    if not check.kind.listed:
        return [named(operand, check) for operand in rest]
    whole = check.operands[0]
    parts = [
        operand for operand in rest if operand is not whole and operand.figure is not None and operand.figure.value
    ]
    told = [named(whole, check)] if whole in rest else []
    unnamed = len(parts) > 1 and not all(operand.label for operand in parts)
    if len(parts) > _FEW_TERMS or unnamed:
        return [*told, Text(f"其余{len(parts)}项", f"the other {len(parts)}")]
    return [*told, *(named(operand, check) for operand in parts)] or [named(operand, check) for operand in rest]


def joined(words: Sequence[Text]) -> Text:
    """A、B、C; A, B and C."""
    *most, last = (each.en for each in words) if words else ("",)
    return Text("、".join(each.zh for each in words), f"{', '.join(most)} and {last}" if most else last)


def whose(check: Check, quote: str) -> str:
    """Of what the words quoted are, where they do not say it; a part of a list, and a count, say what they are."""
    if check.at.role is Role.TERM:
        return (check.at.label or check.subject) if quote == check.at.printed else ""
    words, subject = squeeze(quote), check.at.label if check.at.role is Role.CHANGE else ""
    told = (subject,) if subject else (check.subject, check.called)
    return "" if any(name and name in words for name in told) else subject or check.subject


def show_values(values: Interval, operand: Operand, check: Check) -> str:
    """Values, by their middle, printed as a number of the check is; points without needless zeros."""
    return show_value(values.middle, operand, check)


def show_value(value: Fraction, operand: Operand, check: Check) -> str:
    """A value printed as a number of the check is."""
    style, figure = fine(style_of(operand, check), Interval.point(value)), operand.figure
    unit = in_another_unit(operand, value)
    if figure is not None and unit is not None:
        return f"{figure.text.removesuffix(figure.unit.label)}{unit.label}"
    if style.unit is Unit.NONE:
        return points(value) + (_measure_word(operand) if operand.mention is not None else check.kind.measure)
    if figure is not None and figure.places < style.places and not style.odd and value % figure.last_unit == 0:
        style = replace(style, places=figure.places)
    return style.show(value)


def _measure_word(operand: Operand) -> str:
    """What a count of a sentence counts: 人次 of 120人次."""
    return operand.printed.removeprefix(_bare(operand))


def points(value: Fraction) -> str:
    """A score or a count without needless zeros: 90, 9.9."""
    return str(value.numerator) if value.denominator == 1 else show(value, Unit.NONE).rstrip("0").rstrip(".")


def value_words(value: Value, operand: Operand, check: Check) -> Text:
    """The value that a print should have, the one of several that a slip makes likely, or about what it is."""
    if value.one is not None:
        return plain(show_value(value.one, operand, check))
    low, high = (show_value(end, operand, check) for end in (value.values.lo, value.values.hi))
    about = show_values(value.values, operand, check)
    return plain(low) if low == high else Text(f"约{about}", f"about {about}")


def should(value: Value, operand: Operand, check: Check) -> Text:
    """That a print should have a value, as surely as it is known."""
    if operand.mention is not None and style_of(operand, check).unit is Unit.NONE:
        value = value._replace(values=_whole(value.values))
    if value.one is not None and value.certain:
        shown = show_value(value.one, operand, check)
        return Text(f"，应为{shown}", f", should be {shown}")
    low, high = (show_value(end, operand, check) for end in (value.values.lo, value.values.hi))
    likely = show_value(value.one, operand, check) if value.one is not None else ""
    if low == high:
        text = Text(f"，应为{low}", f", should be {low}")
        return Text(f"{text.zh}，疑为{likely}", f"{text.en}, probably {likely}") if likely not in ("", low) else text
    bare = low.removesuffix(style_of(operand, check).unit.label or _measure_word(operand))
    if likely:
        return Text(f"，应在{bare}至{high}之间，疑为{likely}", f", should be {bare} to {high}, probably {likely}")
    about = show_values(value.values, operand, check)
    if about in (low, high):
        return Text(f"，应在{bare}至{high}之间", f", should be {bare} to {high}")
    return Text(f"，应约为{about}（{bare}至{high}）", f", should be about {about} ({bare} to {high})")


def clause_of(operand: Operand, check: Check, blocks: Sequence[Block]) -> str:
    """The words that end with a number of a sentence, as they stand: 完成年初预算的154.44%."""
    mention = operand.mention
    passage = blocks[mention.block] if mention is not None and mention.block < len(blocks) else None
    if mention is None or not isinstance(passage, Passage):
        return operand.printed
    text = passage.compact.text
    earliest = max(mention.start - _LONGEST_CLAUSE, 0)
    ends = [end.end() for end in _CLAUSE_END.finditer(text, max(earliest - 1, 0), mention.start)]
    start = max(ends, default=earliest)
    comma = text.rfind("、", start, mention.start) + 1
    if any(char.isdigit() for char in text[start:comma]):
        start = comma  # What stands before it has a number of its own: 收、支总计 has none.
    words, subject = "".join(passage.anchor(start, mention.end).text.split()), check.subject
    if not ends and start == earliest > 0:
        return f"…{words}"
    return words.removeprefix(subject) if len(words) > len(subject) + len(operand.printed) else words


_CLAUSE_END = re.compile(r"[;:。()]|(?<!\d),|,(?!\d{3})")
"""Not the comma of 1,200.00."""
_LONGEST_CLAUSE = 24


def _whole(values: Interval) -> Interval:
    """The whole numbers among values, as persons and vehicles are counted; the values where there is none."""
    low, high = -(-values.lo // 1), values.hi // 1
    return Interval(Fraction(low), Fraction(high)) if low <= high else values


_BOUNDS = {Form.AT_MOST: Text("不大于", "at most "), Form.AT_LEAST: Text("不小于", "at least ")}


def expected(check: Check) -> Text:
    """What should stand where a check points: the value that follows from the others, the true direction, or words."""
    if check.wanted:
        return plain(check.wanted)
    if check.direction is not None:
        return direction_words(check.direction, check)
    if check.kind.form in (Form.WORDS, Form.NOTHING, Form.SOMETHING, Form.BASE):
        return plain("")
    others = [operand for operand in check.operands if operand.anchor != check.at.anchor]
    if len(others) == 1 and others[0].is_blank and check.at.fact is None:
        return BLANK
    values = wanted(check)
    if values is None:
        return plain("")
    if check.kind.form in _BOUNDS and check.computed is not None:
        values = Interval(values.hi, values.hi) if check.kind.form is Form.AT_MOST else Interval(values.lo, values.lo)
    shown = show_values(values, check.at, check)
    bound = _BOUNDS.get(check.kind.form, plain("")) if check.at is check.operands[0] else plain("")
    return Text(bound.zh + shown, bound.en + shown)


def proof(check: Check) -> Text:
    """The arithmetic that gives the expected value; a relation of a pack is named before it."""
    arithmetic = _PROOFS[check.kind.form](check) if check.kind.form in _PROOFS else plain("")
    if not check.kind.declared:
        return arithmetic
    title = check.kind.words
    if not arithmetic.zh:
        return title
    return Text(f"{title.zh}：{arithmetic.zh}", f"{title.en}: {arithmetic.en}")


def _bare(operand: Operand) -> str:
    """A number without its unit."""
    if operand.figure is None:
        return "0"
    text = operand.figure.text
    digits = _DIGITS.match(text) if operand.figure.unit is Unit.NONE else None
    return digits[0] if digits else text.removesuffix(operand.figure.unit.label)


_DIGITS = re.compile(r"[-+\d.,]+")


def _sum_proof(check: Check) -> Text:
    """The other numbers as they add up: 2106.66+326.71+60.99; a part as what the whole leaves for it."""
    own = next((operand.sign for operand in check.operands if operand.anchor == check.at.anchor), 1)
    rest = [o for o in check.operands if o.anchor != check.at.anchor and o.figure is not None and o.figure.value]
    if len(rest) <= 1:
        # Beside nothing else one number is its own sum; which it is needs telling where the message names no other.
        told = check.kind.listed and check.at is check.operands[0]
        return named(rest[0], check) if rest and told else plain("")
    added = [operand for operand in rest if operand.sign * own < 0]
    taken = [operand for operand in rest if operand.sign * own > 0]
    if taken and len(added) == 1 and len(taken) >= _FEW_TERMS:
        return Text(f"{_bare(added[0])}－其余各项", f"{_bare(added[0])} less the others")
    terms = [("+", operand) for operand in added] + [("-", operand) for operand in taken]
    words = "".join(f"{sign}{_times(operand)}" for sign, operand in terms[:_MOST_TERMS]).removeprefix("+")
    return plain((words or "0") + ("+…" if len(terms) > _MOST_TERMS else ""))


def _times(operand: Operand) -> str:
    factor = abs(operand.sign)
    text = _bare(operand)
    text = f"({text})" if text.startswith("-") else text
    return f"{factor}×{text}" if factor > 1 else text


def _ratio_proof(check: Check) -> Text:
    """part ÷ whole; of the part and of the whole the other way round."""
    if len(check.operands) != RATIO_OPERANDS:
        return plain("")
    rate, part, whole = map(_bare, check.operands)
    rate += _percent(check)
    return plain((f"{part}÷{whole}", f"{whole}×{rate}", f"{part}÷{rate}")[_place_of(check)])


def _percent(check: Check) -> str:
    """The sign that the rate of a check has; none where it is a multiple or an average."""
    figure = check.operands[0].figure
    return "%" if figure is not None and figure.unit is Unit.PERCENT else ""


def _growth_proof(check: Check) -> Text:
    """change ÷ last year; of the change and of the level the other way round."""
    if len(check.operands) != RATIO_OPERANDS:
        return plain("")
    rate, change, level = map(_bare, check.operands)
    fell, rate = check.operands[1].direction is Direction.DOWN, f"{rate}{_percent(check)}"
    proofs = (
        f"{change}÷({level}{'+' if fell else '-'}{change})",
        f"{level}×{rate}÷(1{'-' if fell else '+'}{rate})",
        f"{change}÷{rate}{'-' if fell else '+'}{change}",
    )
    return plain(proofs[_place_of(check)])


def _place_of(check: Check) -> int:
    """Which of its numbers a check points at."""
    return next((at for at, operand in enumerate(check.operands) if operand.anchor == check.at.anchor), 0)


def _completed_proof(check: Check) -> Text:
    """level ÷ budget, which is the level less what it is above, or with what it is below; of these the other way round."""
    if len(check.operands) != RATIO_OPERANDS:
        return plain("")
    rate, change, level = map(_bare, check.operands)
    fell, rate = check.operands[1].direction is Direction.DOWN, f"{rate}{_percent(check)}"
    proofs = (
        f"{level}÷({level}{'+' if fell else '-'}{change})",
        f"{level}÷{rate}-{level}" if fell else f"{level}-{level}÷{rate}",
        f"{change}×{rate}÷(1-{rate})" if fell else f"{change}×{rate}÷({rate}-1)",
    )
    return plain(proofs[_place_of(check)])


def _levels_proof(check: Check) -> Text:
    """level ÷ base − 1; of the level and of the base the other way round."""
    rate, level, base = map(_bare, check.operands)
    fell = check.operands[1].direction is Direction.DOWN
    factor = f"(1{'-' if fell else '+'}{rate}{_percent(check)})"
    proofs = (
        f"1-{level}÷{base}" if fell else f"{level}÷{base}-1",
        f"{base}×{factor}",
        f"{level}÷{factor}",
    )
    return plain(proofs[_place_of(check)])


def _order_proof(check: Check) -> Text:
    """The numbers that the words compare, where it is the words that are reported."""
    if check.at.anchor != check.operands[0].anchor:
        return plain("")
    others = [named(operand, check) for operand in check.operands[1:]]
    return Text("，".join(other.zh for other in others), ", ".join(other.en for other in others))


def _shares_proof(check: Check) -> Text:
    return plain("+".join(operand.printed for operand in check.operands))


_PROOFS = {
    Form.SUM: _sum_proof,
    Form.RATIO: _ratio_proof,
    Form.GROWTH: _growth_proof,
    Form.LEVELS: _levels_proof,
    Form.COMPLETED: _completed_proof,
    Form.ORDER: _order_proof,
    Form.SHARES: _shares_proof,
}
