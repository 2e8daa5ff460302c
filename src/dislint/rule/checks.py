"""Rules whose findings are checks: broken ones by their causes, and those that hold by rounding only."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import ClassVar

from dislint.checks.causes import Cause
from dislint.checks.model import Check, Operand, Outcome
from dislint.document import Document
from dislint.findings import Finding, Related
from dislint.language import Text, plain
from dislint.rule import phrases
from dislint.rule.rules import Rule


class CheckRule(Rule):
    """A rule whose findings are the causes led by one of its relations.

    ``relations`` names them; ``message`` is a template over the lead check: ``{at}`` (name of the number reported),
    ``{actual}``, ``{expected}``, ``{others}`` (the other numbers, named), ``{other}`` (the first of them, named, without
    its value), ``{proof}`` (in brackets, or nothing), ``{subject}``, ``{table}``.
    """

    relations: ClassVar[tuple[str, ...]] = ()
    message: ClassVar[Text] = Text(
        "{at} {actual}，应为{expected}{proof}", "{at} is {actual}, expected {expected}{proof}"
    )

    def check(self, document: Document) -> Iterable[Finding]:
        """One finding for each cause."""
        for cause in document.causes:
            if cause.lead.relation in self.relations:
                yield self.finding_of(cause)

    def words(self, check: Check) -> dict[str, Text]:
        """What the template may name; rules add their own."""
        return template_words(check)

    def finding_of(self, cause: Cause) -> Finding:
        """The finding that reports a cause: at the number singled out, with all the evidence as related places."""
        check, more, corrected = cause.lead, plain(""), plain("")
        at = check.at
        if cause.operand is not None and cause.expected is not None and cause.operand.table:
            at = cause.operand
            like = at if at.printed else cause.partner or check.at
            corrected = plain(phrases.show_values(cause.expected, like, check))
            if check.in_tables and "{expected}" in self.message.zh:
                check = replace(check, reported=at)
            else:
                name = phrases.name_of(at, check)
                more = Text(f"；{name.zh}改为{corrected.zh}即相符", f"; {name.en} = {corrected.en} would agree")
        if cause.rows:
            more = Text(
                f"；全表有{cause.rows}行与勾稽关系不符，疑似金额错行或错栏，不逐一列出",
                f"; {cause.rows} rows of the table are at odds, as if amounts stood in other rows or columns",
            )
        if cause.partner is not None:
            name = phrases.name_of(cause.partner, check)
            more = Text(f"；与{name.zh}对调即相符", f"; it would agree if exchanged with {name.en}")
        words = self.words(check)
        if corrected.zh and at is check.at:
            words["expected"] = corrected
        return self.finding(
            at.anchor,
            filled(self.message, words, "zh") + more.zh,
            filled(self.message, words, "en") + more.en,
            table=at.table or check.table_name,
            expected=(corrected if corrected.zh else words["expected"]).zh,
            actual=(words["actual"] if at is check.at else phrases.printed(at)).zh,
            related=evidence(cause, at),
        )


class RoundingRule(Rule):
    """A rule that notes which relations hold only by rounding; ``relations`` as in ``CheckRule``."""

    relations: ClassVar[tuple[str, ...]] = ()
    severity = "info"
    message: ClassVar[Text] = Text(
        "{at} {actual}，按印出的数字应为{expected}，差额属四舍五入{proof}",
        "{at} is {actual}, the printed numbers give {expected}: rounding{proof}",
    )

    def check(self, document: Document) -> Iterable[Finding]:
        """One finding for each relation that printed values miss and rounding explains."""
        for check in document.checks:
            if check.outcome is Outcome.ROUNDING and check.relation in self.relations:
                words = template_words(check)
                yield self.finding(
                    check.at.anchor,
                    filled(self.message, words, "zh"),
                    filled(self.message, words, "en"),
                    table=check.table_name,
                    expected=phrases.expected(check).zh,
                    actual=phrases.printed(check.at).zh,
                    related=related_operands(check),
                )


def filled(template: Text, words: dict[str, Text], lang: str) -> str:
    """A template with its words, in a language."""
    return template.of(lang).format_map({name: text.of(lang) for name, text in words.items()})


def template_words(check: Check) -> dict[str, Text]:
    """What message templates may name, from a check."""
    others = [operand for operand in check.operands if operand.anchor != check.at.anchor]
    shown = [phrases.named(operand, check) for operand in others]
    proof = phrases.proof(check)
    return {
        "at": phrases.name_of(check.at, check),
        "actual": phrases.printed(check.at),
        "expected": phrases.expected(check),
        "others": Text("、".join(words.zh for words in shown), " and ".join(words.en for words in shown)),
        "other": phrases.name_of(others[0], check) if others else plain(""),
        "proof": Text(f"（{proof.zh}）", f" ({proof.en})") if proof.zh else plain(""),
        "subject": plain(check.subject),
        "table": plain(check.table_name),
    }


def evidence(cause: Cause, at: Operand) -> tuple[Related, ...]:
    """The numbers of the lead, then the place of every other broken relation, each place once."""
    places = [_related(operand, cause.lead) for operand in cause.lead.operands]
    for check in cause.others:
        name, actual, value = phrases.name_of(check.at, check), phrases.printed(check.at), phrases.expected(check)
        places.append(
            Related(
                f"{name.zh} {actual.zh}，按此应为{value.zh}",
                check.at.anchor,
                check.table_name,
                f"{name.en} is {actual.en}, {value.en} by this",
            )
        )
    unique = {place.anchor: place for place in reversed(places) if place.anchor != at.anchor}
    return tuple(place for place in places if unique.get(place.anchor) is place)


def related_operands(check: Check) -> tuple[Related, ...]:
    """The other numbers of a check as related places."""
    return tuple(_related(operand, check) for operand in check.operands if operand.anchor != check.at.anchor)


def _related(operand: Operand, check: Check) -> Related:
    name = phrases.name_of(operand, check)
    shown = Text("（空白）", "(blank)") if operand.is_blank else plain(operand.printed)
    words = [f"{name.of(lang)} {shown.of(lang)}".strip() for lang in ("zh", "en")]
    return Related(words[0], operand.anchor, operand.table, words[1])
