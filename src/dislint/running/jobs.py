"""The work of a run: files to lint, and what carries them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

if TYPE_CHECKING:
    from dislint.config.configuration import Config
    from dislint.linter.results import Result

STDIN = "-"
"""The path that means standard input."""
LOCAL = "local"
"""The runner that needs no plugin: worker processes on this machine."""
Make = Callable[["Result", "Config"], Any]
"""Makes something of a result whose document is there. It can be pickled, and so can what it makes."""


class Job(NamedTuple):
    """A file to lint; ``data`` is its content where it is not read from the disk, ``keep`` asks for the document.

    ``make`` is for what is shown of the document: it is made where the file is linted, within the same limits, and
    comes as ``Result.made``, so that the document itself need not be handed on.
    """

    path: Path
    config: Config
    data: bytes | None = None
    keep: bool = False
    make: Make | None = None


class Runner(Protocol):
    """What carries the work of a run elsewhere: ``name`` is what --runner takes."""

    name: str

    def run(self, jobs: Sequence[Job], config: Config) -> Iterator[Result]:
        """The results of jobs, in their order, as they come."""
        ...
