"""How a finding came about: the printed words, the numbers and their places, the arithmetic with its intervals, the rule."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from dislint.blocks import Anchor, Passage
from dislint.checks.model import Check, Operand, Outcome
from dislint.checks.requirements import wanted
from dislint.document import Document
from dislint.findings import Finding
from dislint.linter.quotes import quotes
from dislint.numbers import UNIT_NAMES, Interval, Unit, show
from dislint.rule import phrases
from dislint.rule.rules import Rule, documentation
from dislint.text import squeeze

_SHOWN = 12
"""So many of a relation's numbers are listed."""
_FINER = 3
"""Decimals that bounds show beyond the printed ones."""


def explain(document: Document, finding: Finding, rule: type[Rule] | None, lang: str = "zh") -> str:
    """The explanation of one finding, in lines; ``rule`` is the rule that reported it."""
    return "\n".join(_Explanation(document, finding, rule, lang == "en").lines())


@dataclass(frozen=True, slots=True)
class _Explanation:
    document: Document
    finding: Finding
    rule: type[Rule] | None
    english: bool

    @property
    def lang(self) -> str:
        return "en" if self.english else "zh"

    def say(self, chinese: str, english: str) -> str:
        return english if self.english else chinese

    def lines(self) -> Iterator[str]:
        finding = self.finding
        message = finding.english if self.english and finding.english else finding.message
        yield f"{self.place(finding.anchor)}  {finding.code}  {message}"
        yield ""
        yield from self.context()
        checks = self.checks()
        for number, check in enumerate(checks):
            yield ""
            words = f"{check.relation} " * check.kind.declared + check.kind.words.of(self.lang)
            yield self.say("核对", "check") + (f" {number + 1}" if len(checks) > 1 else "") + f"  {words}"
            yield from self.check(check)
        if not checks and finding.related:
            yield ""
            yield self.say("对照", "see also")
            for related in finding.related[:_SHOWN]:
                words = related.english if self.english and related.english else related.message
                file = f"{related.path} " if related.path else ""
                yield f"  {file}{self.place(related.anchor)}  {words}"
        yield ""
        yield from self.manual()
        yield ""
        yield self.say("指纹", "fingerprint") + f" {finding.fingerprint}"

    def place(self, anchor: Anchor) -> str:
        if anchor.page is None:
            return self.say(f"第{anchor.line}行第{anchor.column}列", f"line {anchor.line}, column {anchor.column}")
        return self.say(f"第{anchor.page}页第{anchor.line}行", f"page {anchor.page}, line {anchor.line}")

    def context(self) -> Iterator[str]:
        """The headings above the words, the table, and the words in their sentence or row."""
        anchor = self.finding.anchor
        found = _passage(self.document, anchor)
        under = " / ".join(filter(None, (self.finding.section, "" if found else self.finding.table)))
        if under:
            yield self.say("出处  ", "under  ") + under
        if found:
            yield self.say("原文  ", "words  ") + _sentence(found, anchor)
            return
        (quote,) = quotes(self.document, [self.finding])
        if quote is not None:
            text = f"{quote.text[: quote.start]}【{quote.text[quote.start : quote.end]}】{quote.text[quote.end :]}"
            yield self.say("原文  ", "words  ") + text

    def checks(self) -> tuple[Check, ...]:
        """The relations that the finding reports, the one that leads first."""
        relations, anchor = getattr(self.rule, "relations", ()), self.finding.anchor
        for cause in self.document.causes:
            told = cause.by(relations)
            if told is not None and anchor in (told.at.anchor, cause.operand.anchor if cause.operand else None):
                return (told, *(check for check in cause.checks if check is not told))
        rounded = (c for c in self.document.checks if c.relation in relations and c.outcome is Outcome.ROUNDING)
        return tuple(check for check in rounded if check.at.anchor == anchor)

    def check(self, check: Check) -> Iterator[str]:
        """One relation: what is printed, what it should be, the numbers it is computed from, the conclusion."""
        at, stated, computed = check.at, check.at.value, wanted(check)
        how, value = phrases.proof(check).of(self.lang), phrases.expected(check).of(self.lang)
        if at.printed:
            name = phrases.name_of(at, check).of(self.lang)
            name = "" if name in at.printed else f"{name} "
            yield f"  {self.say('所写', 'printed')}  {name}{at.printed}{self.bounds(at, stated)}".rstrip()
        bounds = self.bounds(at, computed) if computed is not None else ""
        if value or how:
            yield f"  {self.say('应为', 'expected')}  {value}{bounds}{self.say(f'  （{how}）', f'  ({how})') if how else ''}"
        numbers = [operand for operand in check.operands if operand.anchor != at.anchor or stated != at.value]
        filled = [operand for operand in numbers if not operand.is_blank]
        shown = filled[:_SHOWN] if len(filled) > 1 or len(numbers) > _SHOWN else numbers[:_SHOWN]
        for operand in shown:
            printed = squeeze(operand.printed) if not operand.is_blank else self.say("空白", "blank")
            named = f"{phrases.name_of(operand, check).of(self.lang)} {printed}".strip()
            yield f"    {self.place(operand.anchor)}  {named}{self.bounds(operand, operand.value)}"
        left = len(numbers) - len(shown)
        if left:
            yield self.say(f"    另有 {left} 个空白或未列出的数", f"    {left} more, blank or not listed")
        if computed is not None and stated != computed:
            yield "  " + self.conclusion(check, stated.meets(computed))

    def bounds(self, like: Operand, values: Interval) -> str:
        """The values that a number may stand for, in its printed unit."""
        unit, places = _form(like.printed)
        if unit is Unit.NONE or values.lo == values.hi:
            return ""
        low, high = _exact(values.lo, unit, places), _exact(values.hi, unit, places)
        return self.say(f"，即 {low} 至 {high} 之间", f", between {low} and {high}")

    def conclusion(self, check: Check, meet: bool) -> str:
        if check.outcome is Outcome.FAILS and not meet:
            return self.say(
                "两段数值不相交，四舍五入不能解释。", "The two ranges do not meet: rounding cannot explain it."
            )
        if meet:
            return self.say(
                "两段数值相交，差额可由四舍五入解释。", "The two ranges meet: rounding explains the difference."
            )
        return self.say("只差末位一个单位，按凑整看待。", "Off by one unit of the last digit: taken for rounding.")

    def manual(self) -> Iterator[str]:
        if self.rule is None:
            return
        summary = (self.rule.summary_en if self.english else "") or self.rule.summary
        yield self.say("规则", "rule") + f"  {self.finding.code} {summary}"
        for line in documentation(self.rule, "en" if self.english else "zh").splitlines():
            yield f"  {line}".rstrip()


def _passage(document: Document, anchor: Anchor) -> Passage | None:
    """The paragraph that the words stand in."""
    blocks = (document.layout.blocks[number] for number, _ in document.layout.at(anchor))
    passages = (block for block in blocks if isinstance(block, Passage))
    return next((passage for passage in passages if squeeze(anchor.text) in passage.compact.text), None)


def _sentence(passage: Passage, anchor: Anchor) -> str:
    """The sentence around the words, the words in 【】."""
    text = passage.text
    begin = 0
    for line, offset in zip(passage.lines, passage.starts, strict=True):
        if (line.page, line.number) == (anchor.page, anchor.line):
            begin = offset + max(anchor.column - line.column, 0)
            break
    start = text.find(anchor.text, begin)
    if start < 0 or not anchor.text:
        return text.strip()
    end = start + len(anchor.text)
    first = text.rfind("。", 0, start) + 1
    last = text.find("。", end)
    last = len(text) if last < 0 else last + 1
    return f"{text[first:start]}【{text[start:end]}】{text[end:last]}".strip()


_PRINTED = re.compile(r"\d(?:\.(\d+))?(亿元|万元|元|亿|万|%)?$")


def _form(printed: str) -> tuple[Unit, int]:
    """The unit and the decimals of a print."""
    match = _PRINTED.search(squeeze(printed))
    if match is None:
        return Unit.NONE, 0
    return UNIT_NAMES.get(match.group(2), Unit.NONE), len(match.group(1) or "")


def _exact(value: Fraction, unit: Unit, places: int) -> str:
    """A bound with as many decimals as it needs, at most a few more than are printed."""
    text = show(value, unit, places + _FINER).removesuffix(unit.label)
    whole, point, digits = text.partition(".")
    return f"{whole}{point}{digits[:places]}{digits[places:].rstrip('0')}".rstrip(".") + unit.label
