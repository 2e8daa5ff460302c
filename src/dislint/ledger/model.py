"""What stands in a ledger: requirements and relations, each with its standing."""

from __future__ import annotations

from enum import Enum
from typing import NamedTuple

from dislint.blocks import Anchor
from dislint.findings import Finding
from dislint.language import Text


class Standing(Enum):
    """What came of a requirement or a relation."""

    DONE = "done"
    BROKEN = "broken"
    NOT_APPLICABLE = "not-applicable"
    UNREAD = "unread"


class Met(NamedTuple):
    """A requirement with its standing: where what shows it stands, why it stands so, the findings that break it."""

    name: Text
    standing: Standing
    places: tuple[Anchor, ...] = ()
    why: Text = Text("", "")
    findings: tuple[Finding, ...] = ()


class Kept(NamedTuple):
    """A relation between tables with its standing: how often it holds, by rounding alone among these, where it does not, why it was not asked."""

    code: str
    tables: tuple[str, ...]
    words: Text
    standing: Standing
    held: int = 0
    rounded: int = 0
    broken: tuple[Anchor, ...] = ()
    why: Text = Text("", "")
