"""What a reporter is given: the results of a run."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dislint.linter import Result


class Reporter(Protocol):
    """Writes the results of a run in one format; ``name`` is what --output-format takes."""

    name: str

    def write(self, results: Sequence[Result], out: IO[str], lang: str) -> None:
        """Writes all results."""
        ...
