"""What a rule is: the public API that built-in rules and plugins share."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar, Protocol

from dislint.checks import Check, Operand
from dislint.document import Document
from dislint.findings import Finding, Related, Severity
from dislint.layout.model import Anchor


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


def related_operands(check: Check) -> tuple[Related, ...]:
    """The other numbers of a check as related places."""
    return tuple(_related(operand) for operand in check.operands if operand.anchor != check.at.anchor)


def _related(operand: Operand) -> Related:
    message = f"{operand.name} {operand.printed}".strip()
    return Related(message, operand.anchor, operand.table, message)
