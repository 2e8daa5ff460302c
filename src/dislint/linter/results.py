"""What came of linting a file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dislint.document import Document
    from dislint.findings import Finding
    from dislint.linter.acceptance import Accepted
    from dislint.linter.quotes import Quote


@dataclass(frozen=True, slots=True)
class Summary:
    """What a document is: kind, publishing body, year, pages, and its numbers counted by verdict.

    ``settled`` counts the figures of scans of whose readings the sums of their table chose one; ``bodies`` are
    the units that a department names as its own.
    """

    kind: str = "unknown"
    entity: str = ""
    year: int | None = None
    pages: int | None = None
    verified: int = 0
    contradicted: int = 0
    unchecked: int = 0
    settled: int = 0
    bodies: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Result:
    """What came of one file. ``quotes[i]`` is the line of ``findings[i]``.

    ``used`` are the places of the suppressions that took effect. ``failed`` says that the program or a
    plugin failed on the file; ``document`` is there only where the caller asked for it, ``made`` is what was made of it
    where it was linted.
    """

    path: str
    summary: Summary
    findings: tuple[Finding, ...]
    quotes: tuple[Quote | None, ...] = ()
    accepted: tuple[Accepted, ...] = ()
    used: tuple[str, ...] = ()
    failed: bool = False
    sha256: str = ""
    size: int = 0
    seconds: float = 0.0
    document: Document | None = None
    made: Any = None
