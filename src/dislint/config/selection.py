"""What select and ignore mean, decided in one place: the longest matching prefix wins."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from dislint.findings import Finding, Severity

# A document that could not be read or checked is reported whatever was selected: silence would be trusted.
ALWAYS = frozenset({"E001", "E002", "E004", "E009"})
_FULL_CODE = re.compile(r"[A-Z]+\d{3}")


class Selection(NamedTuple):
    """Which codes are reported, and from which severity on.

    ``select`` and ``ignore`` are code prefixes ("N", "N5", "N501", "ALL"); an empty ``select`` selects all.
    """

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    minimum: Severity = Severity.WARNING
    severities: tuple[tuple[str, Severity], ...] = ()

    def selects(self, code: str) -> bool:
        """Whether findings of a code are wanted: the longer prefix wins, at equal length ignore does."""
        if code in ALWAYS:
            return code not in self.ignore
        return _longest(self.select or ("ALL",), code) > _longest(self.ignore, code)

    def names(self, code: str) -> bool:
        """Whether a code is selected by its full name, as preview rules and notes ask for."""
        return code in self.select and bool(_FULL_CODE.fullmatch(code))

    def severity(self, code: str, given: Severity) -> Severity:
        """The severity of a code after the user's overrides."""
        matching = [(len(prefix), severity) for prefix, severity in self.severities if code.startswith(prefix)]
        return max(matching, key=lambda pair: pair[0])[1] if matching else given

    def shows(self, finding: Finding) -> bool:
        """Whether a finding is reported: wanted, and severe enough or asked for by its code."""
        if not self.selects(finding.code):
            return False
        return finding.severity.rank >= self.minimum.rank or self.names(finding.code)


def _longest(prefixes: Sequence[str], code: str) -> int:
    """The length of the longest prefix that fits, -1 where none does; ALL fits everything with length 0."""
    return max((0 if p == "ALL" else len(p) for p in prefixes if p == "ALL" or code.startswith(p)), default=-1)
