"""Findings: what a rule reports, and where."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from enum import Enum

from dislint.blocks import Anchor
from dislint.text import squeeze


class Severity(Enum):
    """How bad a finding is; ``rank`` orders them."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    @property
    def rank(self) -> int:
        """0 for info, 1 for warning, 2 for error."""
        return {"info": 0, "warning": 1, "error": 2}[self.value]


@dataclass(frozen=True, slots=True)
class Related:
    """A place that a finding refers to: the cell it contradicts, the other sentence."""

    message: str
    anchor: Anchor
    table: str = ""
    english: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding. ``message`` is Chinese, ``english`` its English form (the Chinese one where empty)."""

    code: str
    severity: Severity
    message: str
    anchor: Anchor
    english: str = ""
    section: str = ""
    table: str = ""
    expected: str = ""
    actual: str = ""
    related: tuple[Related, ...] = ()

    @property
    def fingerprint(self) -> str:
        """Stays the same when pages move or words elsewhere change: code, place by name, words, not lines."""
        parts = (self.code, self.section, self.table, squeeze(self.anchor.text), self.actual, self.expected)
        return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:16]

    @property
    def sort_key(self) -> tuple[int, int, int, str, str]:
        """Findings are printed in the order of the document."""
        return (self.anchor.page or 0, self.anchor.line, self.anchor.column, self.code, self.message)
