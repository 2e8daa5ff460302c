"""The work of a run: files to lint, and what carries them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from dislint.config.configuration import Config
    from dislint.linter.results import Result

LOCAL = "local"
"""The runner that needs no plugin: worker processes on this machine."""


class Job(NamedTuple):
    """A file to lint; ``data`` is its content where it is not read from the disk, ``keep`` asks for the document."""

    path: Path
    config: Config
    data: bytes | None = None
    keep: bool = False


class Runner(Protocol):
    """What carries the work of a run elsewhere: ``name`` is what --runner takes."""

    name: str

    def run(self, jobs: Sequence[Job], config: Config) -> Iterator[Result]:
        """The results of jobs, in their order, as they come."""
        ...
