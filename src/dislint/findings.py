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
    """A place that a finding refers to: the cell it contradicts, the other sentence; in another file where ``path`` says so."""

    message: str
    anchor: Anchor
    table: str = ""
    english: str = ""
    path: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding. ``message`` is Chinese, ``english`` its English form (the Chinese one where empty).

    Several rules may report one ``cause``; of these findings the first that is selected stands, by ``depth`` (0 is the most
    basic). A finding without a cause (-1) stands by itself. ``also`` are further places of the same fault.
    """

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
    cause: int = -1
    depth: int = 0
    also: tuple[Anchor, ...] = ()

    @property
    def fingerprint(self) -> str:
        """Stays the same when pages move or words elsewhere change: code, place by name, words, not lines."""
        parts = (self.code, self.section, self.table, squeeze(self.anchor.text), self.actual, self.expected)
        # A lone surrogate, which a damaged font or a file's name may hold, has no UTF-8 of its own.
        return hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:16]

    @property
    def sort_key(self) -> tuple[int, int, int, str, str]:
        """Findings are printed in the order of the document."""
        return (self.anchor.page or 0, self.anchor.line, self.anchor.column, self.code, self.message)


_WORDS = ("code", "message", "english", "section", "table", "expected", "actual")


def flaw_of(thing: object) -> tuple[str, str] | None:
    """What is wrong with what should be a finding, in both languages; None where nothing is."""
    if not isinstance(thing, Finding):
        return f"给出了 {type(thing).__name__}，不是 Finding", f"gave {type(thing).__name__}, no Finding"
    texts = {name: getattr(thing, name) for name in _WORDS}
    related = thing.related if isinstance(thing.related, tuple) else (thing.related,)
    fitting = {
        **{name: isinstance(text, str) for name, text in texts.items()},
        "severity": isinstance(thing.severity, Severity),
        "anchor": _is_place(thing.anchor),
        "related": all(isinstance(place, Related) and _is_related(place) for place in related),
        "also": isinstance(thing.also, tuple) and all(map(_is_place, thing.also)),
    }
    wrong = next((name for name, fits in fitting.items() if not fits), None)
    if wrong is None:
        return None
    kind = type(getattr(thing, wrong)).__name__
    return f"给出的 Finding 的 {wrong} 不能是 {kind}", f"gave a Finding whose {wrong} cannot be {kind}"


def _is_related(place: Related) -> bool:
    return all(isinstance(text, str) for text in (place.message, place.table, place.english, place.path)) and _is_place(
        place.anchor
    )


def _is_place(anchor: object) -> bool:
    return (
        isinstance(anchor, Anchor)
        and isinstance(anchor.page, int | None)
        and all(isinstance(number, int) for number in (anchor.line, anchor.column))
        and isinstance(anchor.text, str)
    )
