"""Rules whose findings are checks: broken ones by their causes, and those that hold by rounding only."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import ClassVar

from dislint.checks.causes import Candidate, Cause
from dislint.checks.kinds import Form
from dislint.checks.model import Check, Operand, Outcome, Role
from dislint.checks.requirements import wanted
from dislint.checks.values import computed
from dislint.document import Document
from dislint.findings import Finding, Related
from dislint.language import Text, plain
from dislint.numbers import Interval
from dislint.rule import phrases
from dislint.rule.rules import Rule

Words = dict[str, Text]
_MOST_CANDIDATES = 4
"""So many prints that may be wrong are named in a message; all of them are related places."""


class CheckRule(Rule):
    """A rule whose findings are the causes that break one of its relations.

    ``relations`` names them; ``message`` is a template over the check: ``{at}`` (name of the number reported),
    ``{actual}`` (its print), ``{stands}`` (that after the name: a blank cell is 为空白), ``{quote}`` (the words that end with it, as they stand), ``{should}`` (that it should be
    something else, as surely as is known), ``{expected}`` (what that is), ``{others}`` (the other numbers, named),
    ``{other}`` (the first of them, named, without its value), ``{proof}`` (in brackets, or nothing), ``{subject}``,
    ``{table}``. ``open_message`` stands for it where it is not known which of several numbers is wrong; it may also name
    ``{computed}``, ``{reckoned}`` (that and by which numbers), ``{difference}`` and ``{candidates}``. ``of_any``: the
    message fits whichever of the numbers is wrong.
    """

    relations: ClassVar[tuple[str, ...]] = ()
    message: ClassVar[Text] = Text("{at}{stands}{should}{proof}", "{at} is {actual}{should}{proof}")
    open_message: ClassVar[Text | None] = None
    of_any: ClassVar[bool] = False

    def check(self, document: Document) -> Iterable[Finding]:
        """One finding for each cause."""
        for cause in document.causes:
            check = cause.by(self.relations)
            if check is not None:
                yield self.finding_of(cause, check, document)

    def words(self, check: Check, document: Document) -> Words:
        """What the template may name; rules add their own."""
        return template_words(check, document)

    def finding_of(self, cause: Cause, check: Check, document: Document) -> Finding:
        """The finding that reports a cause by one of its checks: at the number singled out, with all the evidence."""
        wrong = cause.operand.anchor if cause.operand is not None else check.at.anchor
        at = next((operand for operand in (check.at, *check.operands) if operand.anchor == wrong), check.at)
        told = check if at.anchor == check.at.anchor else replace(check, reported=at)
        words = self.words(told, document)
        expected = self._expected(cause, told, words)
        template = self._template(cause, check, told)
        words |= _candidates(cause, told)
        more = _more(cause, told)
        return replace(
            self.finding(
                at.anchor,
                filled(template, words, "zh") + more.zh,
                filled(template, words, "en") + more.en,
                table=at.table or told.table_name,
                expected=expected,
                actual=words["actual"].zh,
                related=evidence(cause, told, at),
            ),
            cause=next(number for number, other in enumerate(document.causes) if other is cause),
            depth=next(number for number, other in enumerate(cause.checks) if other is check),
        )

    def _expected(self, cause: Cause, told: Check, words: Words) -> str:
        """Puts the value that is known into the words; returns it."""
        if cause.wrong is not None and cause.operand is not None and told.at.anchor == cause.operand.anchor:
            value = cause.wrong.value
            words["expected"] = phrases.value_words(value, cause.partner or told.at, told)
            words["should"] = phrases.should(
                value, cause.partner if told.at.is_blank and cause.partner else told.at, told
            )
        elif self._is_open(cause, told):
            words["expected"] = words["should"] = plain("")
        return words["expected"].zh

    @staticmethod
    def _is_open(cause: Cause, told: Check) -> bool:
        """Whether it is open which number is wrong; of a rate that is just out of date, the rate is taken for it."""
        if cause.wrong is not None:
            return False
        nothing = told.kind.form is Form.GROWTH and wanted(told) is None
        return told.kind.form in (Form.SUM, Form.SHARES) or bool(cause.candidates) or nothing

    def _template(self, cause: Cause, check: Check, told: Check) -> Text:
        if self.open_message is not None and self._is_open(cause, told):
            return self.open_message
        fits = self.of_any or (check.in_tables and "{should}" in self.message.zh)
        if told is not check and not fits:
            return _AT_ANOTHER
        return self.message


class SumRule(CheckRule):
    """A rule whose relations are sums of cells."""

    message = Text("{at}{stands}{should}{proof}", "{at} is {actual}{should}{proof}")
    open_message = Text(
        "{at}{stands}，按勾稽关系推算为{computed}{proof}，相差{difference}，其中必有一数有误{candidates}",
        "{at} is {actual}, the relation gives {computed}{proof}, {difference} off: one of its numbers is wrong{candidates}",
    )


_AT_ANOTHER = Text(
    "{whose}{quote}与{others}不符{should}{proof}", "{whose}{quote} does not agree with {others}{should}{proof}"
)
"""For a number that is wrong in a relation which is usually told of another one: a budget by the rate of completion."""


def _candidates(cause: Cause, told: Check) -> Words:
    """The prints any of which may be wrong, with what they should say then; by how much the printed numbers miss."""
    shown = [candidate for candidate in cause.candidates if not candidate.operand.is_blank]
    named = [_candidate(candidate, told) for candidate in shown]
    few = named if 1 < len(named) <= _MOST_CANDIDATES else []
    missed = wanted(told)
    off = abs(missed.middle - told.at.value.middle) if missed is not None else None
    return {
        "candidates": Text(
            f"；可能是{'，或'.join(words.zh for words in few)}" if few else "",
            f"; it may be that {', or '.join(words.en for words in few)}" if few else "",
        ),
        "computed": plain(phrases.show_values(missed, told.at, told)) if missed is not None else plain(""),
        "reckoned": _reckoned(told, missed),
        "difference": plain(phrases.show_value(off, told.at, told)) if off is not None else plain(""),
    }


def _reckoned(told: Check, missed: Interval | None) -> Text:
    """What the other numbers of a rate give instead, or that they give none: a rise by more than there is."""
    by = phrases.joined([phrases.named(operand, told) for operand in told.operands if operand.anchor != told.at.anchor])
    if missed is None:
        return Text(f"而{by.zh}推算的基数小于0", f"but {by.en} give a base of less than nothing")
    value = phrases.show_values(missed, told.at, told)
    return Text(f"按{by.zh}推算为{value}", f"but {by.en} give {value}")


def _candidate(candidate: Candidate, check: Check) -> Text:
    name, value = phrases.named(candidate.operand, check), candidate.value
    shown = phrases.value_words(value, candidate.operand, check)
    zh = f"应约为{shown.zh.removeprefix('约')}" if shown.zh.startswith("约") else f"应为{shown.zh}"
    return Text(f"{name.zh}{zh}", f"{name.en} should be {shown.en}")


def _more(cause: Cause, told: Check) -> Text:
    """What a message adds: a table out of order, an exchange, the other relations that the same print breaks."""
    if cause.rows:
        return Text(
            f"；全表有{cause.rows}行与勾稽关系不符，疑似金额错行或错栏，不逐一列出",
            f"; {cause.rows} rows of the table are at odds, as if amounts stood in other rows or columns",
        )
    if cause.partner is not None:
        name = phrases.name_of(cause.partner, told)
        return Text(f"；与{name.zh}对调即相符", f"; it would agree if exchanged with {name.en}")
    if cause.wrong is None and told.kind.rows and cause.others:
        return Text(
            f"；此行共{len(cause.checks)}栏不符，疑漏列或重列一行",
            f"; {len(cause.checks)} columns of this row are at odds: a row may be missing or stand twice",
        )
    declared = [check for check in cause.checks if check.kind.declared and check.relation != told.relation]
    if told.kind.declared and declared:
        codes = ", ".join(dict.fromkeys(check.relation for check in declared))
        return Text(f"；{codes.replace(', ', '、')}因此也不符", f"; this breaks {codes} as well")
    return plain("")


class RoundingRule(Rule):
    """A rule that notes which relations hold only by rounding; ``relations`` as in ``CheckRule``."""

    relations: ClassVar[tuple[str, ...]] = ()
    severity = "info"
    message: ClassVar[Text] = Text(
        "{at} {actual}，与按其他数推算的{expected}相差{difference}，属四舍五入，无需修改{proof}",
        "{at} is {actual}; the other numbers give {expected}, {difference} off: rounding, nothing to mend{proof}",
    )
    bounds: ClassVar[Mapping[Form, Text]] = {
        Form.AT_MOST: Text(
            "{at} {actual}，印出的数略大于{others}，属四舍五入，无需修改{proof}",
            "{at} is {actual}, a little more than {others}: rounding, nothing to mend{proof}",
        ),
        Form.AT_LEAST: Text(
            "{at} {actual}，印出的数略小于{others}，属四舍五入，无需修改{proof}",
            "{at} is {actual}, a little less than {others}: rounding, nothing to mend{proof}",
        ),
    }
    several: ClassVar[Text] = Text(
        "；此表另有{more}处同类尾差，见相关位置", "; {more} more such differences in this table, see the related places"
    )

    def check(self, document: Document) -> Iterable[Finding]:
        """One finding for each table, and each sentence, whose printed values miss what rounding explains."""
        groups: dict[object, list[Check]] = {}
        for check in document.checks:
            if check.outcome is Outcome.ROUNDING and check.relation in self.relations:
                key: object = check.at.table if check.in_tables else (check.at.anchor, check.relation)
                groups.setdefault(key, []).append(check)
        for group in groups.values():
            yield self._note(group, document)

    def _note(self, group: list[Check], document: Document) -> Finding:
        first, *rest = group
        words = template_words(first, document) | _candidates(Cause(first), first) | {"more": plain(str(len(rest)))}
        message = self.bounds.get(first.kind.form, self.message)
        text = [
            filled(message, words, lang) + (filled(self.several, words, lang) if rest else "") for lang in ("zh", "en")
        ]
        return self.finding(
            first.at.anchor,
            text[0],
            text[1],
            table=first.table_name,
            expected=words["expected"].zh,
            actual=words["actual"].zh,
            related=(*related_operands(first), *(_rounded(check) for check in rest)),
        )


def _rounded(check: Check) -> Related:
    name, value = _name_with_subject(check), phrases.expected(check)
    return Related(
        f"{name.zh}，推算为{value.zh}", check.at.anchor, check.table_name, f"{name.en}, {value.en} by the other numbers"
    )


def filled(template: Text, words: Words, lang: str) -> str:
    """A template with its words, in a language."""
    return template.of(lang).format_map({name: text.of(lang) for name, text in words.items()})


def template_words(check: Check, document: Document) -> Words:
    """What message templates may name, from a check."""
    others = [operand for operand in check.operands if operand.anchor != check.at.anchor]
    shown = phrases.others(check)
    proof, expected = phrases.proof(check), phrases.expected(check)
    quote, stands = phrases.clause_of(check.at, check, document.layout.blocks), check.at.fact is None
    whose = phrases.whose(check, quote) if stands else ""
    return {
        "at": phrases.name_of(check.at, check),
        "actual": phrases.printed(check.at, check),
        "stands": Text("为空白" if check.at.is_blank else f" {check.at.printed}", check.at.printed),
        "quote": plain(f"“{quote}”") if stands else _cell_told(check),
        "whose": Text(whose, f"{whose}: ") if whose else plain(""),
        "expected": expected,
        "should": _should(check, expected),
        "others": phrases.joined(shown),
        "other": phrases.name_of(others[0], check) if others else plain(""),
        "proof": Text(f"（{proof.zh}）", f" ({proof.en})") if proof.zh else plain(""),
        "subject": plain(check.subject),
        "table": plain(check.table_name),
    }


def _cell_told(check: Check) -> Text:
    """The cell that a check points at, with what it prints."""
    name = phrases.name_of(check.at, check)
    return Text(f"{name.zh}为空白，", f"the blank {name.en}") if check.at.is_blank else phrases.named(check.at, check)


_IN_WORDS = frozenset(Form) - {Form.SUM, Form.SHARES, Form.RATIO, Form.GROWTH, Form.LEVELS}
"""Forms whose expected value is said by its own words: 不大于, 大于."""


def _should(check: Check, expected: Text) -> Text:
    values = wanted(check)
    if values is None or check.kind.form in _IN_WORDS:
        return Text(f"，应{expected.zh}", f", should be {expected.en}") if expected.zh else plain("")
    if expected == phrases.BLANK:
        return Text("，应为空白", ", should be blank")
    return phrases.should(computed(values, check.at, check), check.at, check)


def evidence(cause: Cause, told: Check, at: Operand) -> tuple[Related, ...]:
    """The numbers of the check, what else may be wrong, then the place of every other broken relation, each place once."""
    places = [_related(operand, told, cause.candidates) for operand in _filled(told)]
    for check in (check for check in cause.checks if check.kind is not told.kind or check.operands != told.operands):
        name, value = _name_with_subject(check), phrases.expected(check)
        words = Text(f"{name.zh}，与之也不符", f"{name.en}, at odds with it too")
        if cause.operand is None and value.zh:
            words = Text(f"{name.zh}，按此应为{value.zh}", f"{name.en}, {value.en} by this")
        places.append(Related(words.zh, check.at.anchor, check.table_name, words.en))
    unique = {place.anchor: place for place in reversed(places) if place.anchor != at.anchor}
    return tuple(place for place in places if unique.get(place.anchor) is place)


def _filled(check: Check) -> list[Operand]:
    """The numbers of a check; blank cells only where nothing else is printed."""
    others = [operand for operand in check.operands if operand.anchor != check.at.anchor]
    return [operand for operand in others if not operand.is_blank] or others


def _name_with_subject(check: Check) -> Text:
    """The number that a check points at, with what it is called; of a rate also whose."""
    named = phrases.named(check.at, check)
    whose = check.subject if check.at.role is Role.RATE and check.at.fact is None else ""
    return Text(f"{whose}{named.zh}", f"{whose} {named.en}".strip())


def related_operands(check: Check) -> tuple[Related, ...]:
    """The other numbers of a check as related places."""
    return tuple(_related(operand, check) for operand in _filled(check))


def _related(operand: Operand, check: Check, candidates: Iterable[Candidate] = ()) -> Related:
    words = list(phrases.named(operand, check))
    for candidate in candidates:
        if candidate.operand.anchor == operand.anchor:
            value = phrases.value_words(candidate.value, operand, check)
            words = [f"{words[0]}，若此数有误，应为{value.zh}", f"{words[1]}, {value.en} if it is the wrong one"]
    return Related(words[0], operand.anchor, operand.table, words[1])
