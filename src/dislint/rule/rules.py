"""What a rule is: the public API that built-in rules and plugins share.

A rule's docstring is its page in the manual. Its first line says in one sentence what the rule finds; then
follow these headings, each at the start of a line and closed by a full-width colon, in this order:

    是什么：what is compared with what.
    为什么：why a reader of the report should care.
    错误示例：words or cells (made up) that the rule reports.
    正确示例：the same, as the rule lets them pass.
    依据：the regulation, the notice or the table's own filling-in instruction that requires it.

Text under a heading may run over several lines. ``PAGE_HEADINGS`` holds the headings for whoever prints pages.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import ClassVar, Protocol

from dislint.blocks import Anchor
from dislint.checks.causes import Cause
from dislint.checks.model import Check, Operand, Outcome
from dislint.document import Document
from dislint.findings import Finding, Related, Severity
from dislint.numbers import UNIT_NAMES, Interval, Unit, show

PAGE_HEADINGS = ("是什么", "为什么", "错误示例", "正确示例", "依据")


class _Anchored(Protocol):
    @property
    def anchor(self) -> Anchor: ...


class Rule:
    """A rule. The docstring is its page in the manual.

    A subclass states ``code``, ``name``, ``severity``, ``summary`` (and ``summary_en``) and yields findings from
    ``check``. ``preview`` rules run only when selected by their full code.
    """

    code: ClassVar[str] = ""
    name: ClassVar[str] = ""
    severity: ClassVar[str] = "error"
    summary: ClassVar[str] = ""
    summary_en: ClassVar[str] = ""

    def check(self, document: Document) -> Iterable[Finding]:
        """The findings of this rule in a document."""
        raise NotImplementedError

    def finding(
        self,
        at: Anchor | _Anchored,
        message: str,
        english: str = "",
        *,
        code: str = "",
        severity: str = "",
        section: str = "",
        table: str = "",
        expected: str = "",
        actual: str = "",
        related: Iterable[Related] = (),
    ) -> Finding:
        """A finding of this rule at a place (an Anchor, or anything that has one)."""
        anchor = at if isinstance(at, Anchor) else at.anchor
        return Finding(
            code or self.code,
            Severity(severity or self.severity),
            message,
            anchor,
            english,
            section,
            table,
            expected,
            actual,
            tuple(related),
        )


class CheckRule(Rule):
    """A rule whose findings are the causes led by one of its relations.

    ``relations`` names them; ``message`` and ``message_en`` are templates over the lead check: ``{at}`` (name of the
    number reported), ``{actual}``, ``{expected}``, ``{others}`` (the other numbers, named), ``{other}`` (the first of
    them, named, without its value), ``{proof}`` (in brackets, or nothing), ``{subject}``, ``{table}``, ``{section}``.
    """

    relations: ClassVar[tuple[str, ...]] = ()
    message: ClassVar[str] = "{at} {actual}，应为{expected}{proof}"
    message_en: ClassVar[str] = "{at} is {actual}, expected {expected}{proof}"

    def check(self, document: Document) -> Iterable[Finding]:
        """One finding for each cause."""
        for cause in document.causes:
            if cause.lead.relation in self.relations:
                yield self.finding_of(cause)

    def words(self, check: Check) -> dict[str, str]:
        """What the templates may name; rules add their own."""
        return template_words(check)

    def finding_of(self, cause: Cause) -> Finding:
        """The finding that reports a cause: at the number singled out, with all the evidence as related places."""
        told, at, more = cause.lead, cause.lead.at, ("", "")
        actual, expected = told.actual, told.expected
        if cause.operand is not None and cause.expected is not None and cause.operand.table:
            at, actual = cause.operand, cause.operand.printed or "空白"
            expected = show_interval(cause.expected, at if at.printed else cause.partner or told.at)
            if all(operand.table for operand in told.operands) and "{expected}" in self.message:
                told = _seen_from(at, expected, told)
            else:
                more = (f"；{at.name}改为{expected}即相符", f"; {at.name} = {expected} would agree")
        if cause.rows:
            more = (
                f"；全表有{cause.rows}行与勾稽关系不符，疑似金额错行或错栏，不逐一列出",
                f"; {cause.rows} rows of the table are at odds, as if amounts stood in other rows or columns",
            )
        if cause.partner is not None:
            more = (f"；与{cause.partner.name}对调即相符", f"; it would agree if exchanged with {cause.partner.name}")
        words = self.words(told)
        return self.finding(
            at.anchor,
            self.message.format_map(words) + more[0],
            self.message_en.format_map({**words, **_english_words(told)}) + more[1],
            table=at.table or told.table,
            expected=expected,
            actual=actual,
            related=evidence(cause, at),
        )


def _seen_from(at: Operand, value: str, check: Check) -> Check:
    """A broken sum told of the member that is wrong, with the value that it should have."""
    proof = check.proof if check.at.anchor == at.anchor else f"{check.at.name}{check.actual}，{check.proof}"
    return replace(check, at=at, actual=at.printed or "空白", expected=value, proof=proof)


class RoundingRule(Rule):
    """A rule that notes which relations hold only by rounding; ``relations`` as in ``CheckRule``."""

    relations: ClassVar[tuple[str, ...]] = ()
    severity = "info"

    def check(self, document: Document) -> Iterable[Finding]:
        """One finding for each relation that printed values miss and rounding explains."""
        for check in document.checks:
            if check.outcome is Outcome.ROUNDING and check.relation in self.relations:
                words = template_words(check)
                yield self.finding(
                    check.at.anchor,
                    "{at} {actual}，按印出的数字应为{expected}，差额属四舍五入{proof}".format_map(words),
                    "{at} is {actual}, the printed numbers give {expected}: rounding{proof}".format_map(
                        {**words, **_english_words(check)}
                    ),
                    table=check.table,
                    expected=check.expected,
                    actual=check.actual,
                    related=related_operands(check),
                )


def template_words(check: Check) -> dict[str, str]:
    """What message templates may name, from a check."""
    others = [operand for operand in check.operands if operand.anchor != check.at.anchor]
    return {
        "at": check.at.name,
        "actual": check.actual,
        "expected": check.expected,
        "others": "、".join(_named(operand) for operand in others),
        "other": others[0].name if others else "",
        "proof": f"（{check.proof}）" if check.proof else "",
        "subject": check.subject,
        "table": check.table,
        "section": check.section,
    }


def _english_words(check: Check) -> dict[str, str]:
    """Those of the words that English puts otherwise: the names and numbers are the report's own."""
    others = [operand for operand in check.operands if operand.anchor != check.at.anchor]
    return {
        "actual": "blank" if check.actual == "空白" else check.actual,
        "expected": _ENGLISH.get(check.expected, check.expected),
        "others": " and ".join(_named(operand, " (blank)") for operand in others),
        "proof": f" ({check.proof})" if check.proof else "",
    }


def _named(operand: Operand, blank: str = "（空白）") -> str:
    return f"{operand.name}{operand.printed if operand.printed not in _NOTHING else blank}"


def show_interval(interval: Interval, like: Operand) -> str:
    """The value in the middle of an interval, printed as the operand is (its unit, its decimals)."""
    match = _PRINTED.search(like.printed)
    unit = UNIT_NAMES.get(match.group(2) or "", Unit.NONE) if match else Unit.YUAN
    places = len(match.group(1) or "") if match else 2
    return show(interval.middle, unit, places)


_NOTHING = ("", "空")
_ENGLISH = {"大于": "greater", "小于": "less", "等于": "equal", "增长": "a rise", "下降": "a fall"}
_PRINTED = re.compile(r"\d(?:\.(\d+))?(亿元|万元|元|亿|万|%)?$")


def evidence(cause: Cause, at: Operand) -> tuple[Related, ...]:
    """The numbers of the lead, then the place of every other broken relation, each place once."""
    places = [_related(operand) for operand in cause.lead.operands]
    for check in cause.others:
        told = f"{check.at.name} {check.actual}，按此应为{check.expected}"
        english = f"{check.at.name} is {check.actual}, {check.expected} by this"
        places.append(Related(told, check.at.anchor, check.at.table or check.table, english))
    unique = {place.anchor: place for place in reversed(places) if place.anchor != at.anchor}
    return tuple(place for place in places if unique.get(place.anchor) is place)


def related_operands(check: Check) -> tuple[Related, ...]:
    """The other numbers of a check as related places."""
    return tuple(_related(operand) for operand in check.operands if operand.anchor != check.at.anchor)


def _related(operand: Operand) -> Related:
    filled = operand.printed not in _NOTHING
    words = [f"{operand.name} {operand.printed if filled else blank}".strip() for blank in ("（空白）", "(blank)")]
    return Related(words[0], operand.anchor, operand.table, words[1])
