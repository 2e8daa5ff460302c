"""What a rule is: the public API that built-in rules and plugins share.

A rule's docstring is its page in the manual. Its first line says in one sentence what the rule finds; then
follow these headings, each at the start of a line and closed by a full-width colon, in this order:

    是什么：what is compared with what.
    为什么：why a reader of the report should care.
    错误示例：words or cells (made up) that the rule reports.
    正确示例：the same, as the rule lets them pass.
    依据：the regulation, the notice or the table's own filling-in instruction that requires it.

Text under a heading may run over several lines. The same in English may stand after it, under What, Why, Wrong, Right and
Source, each closed by a colon; what reports say stays Chinese there. ``PAGE_HEADINGS`` and ``ENGLISH_HEADINGS`` hold the
headings for whoever prints pages.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar, Protocol

from dislint.blocks import Anchor
from dislint.findings import Finding, Related, Severity

if TYPE_CHECKING:
    from dislint.document import Document

PAGE_HEADINGS = ("是什么", "为什么", "错误示例", "正确示例", "依据")
ENGLISH_HEADINGS = ("What", "Why", "Wrong", "Right", "Source")
_ENGLISH = re.compile(rf"^{ENGLISH_HEADINGS[0]}: ", re.M)


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

    def finding(  # noqa: PLR0913  # Named ones, most of them.
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
        also: Iterable[Anchor] = (),
    ) -> Finding:
        """A finding of this rule at a place (an Anchor, or anything that has one); ``also`` are further places of the fault."""
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
            also=tuple(also),
        )


def documentation(rule: type[Rule], lang: str) -> str:
    """A rule's page in a language, without its title; the whole of it in Chinese where it has no English part."""
    text = inspect.cleandoc(rule.__doc__ or rule.summary)
    english = _ENGLISH.search(text)
    if english is None:
        return text
    return text[english.start() :] if lang == "en" else text[: english.start()].rstrip()
