"""The work of a run: files to lint, and what carries them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from dislint.linter.application import crashed, words_of
from dislint.linter.limits import TimeLimitError, time_limit

if TYPE_CHECKING:
    from dislint.config.configuration import Config
    from dislint.findings import Finding
    from dislint.linter.analysis import Wait
    from dislint.linter.linter import Linters
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


def run_job(job: Job, linters: Linters, wait: Wait = lambda _: None) -> Result:
    """The result of a job; raises ConfigError."""
    keep = job.keep or job.make is not None
    result = linters.of(job.config).lint(job.path, data=job.data, keep=keep, cached=True, wait=wait)
    if job.make is None or result.document is None:
        return result
    wait(job.config.timeout)
    made, trouble = _made(job.make, result, job.config)
    if trouble is not None:
        result = replace(result, findings=(*result.findings, trouble), quotes=(*result.quotes, None), failed=True)
    return replace(result, made=made, document=result.document if job.keep else None)


def _made(make: Make, result: Result, config: Config) -> tuple[Any, Finding | None]:
    """What is made of a result, or why nothing is."""
    try:
        with time_limit(config.timeout):
            return make(result, config), None
    except (TimeLimitError, MemoryError) as error:
        over = isinstance(error, TimeLimitError)
        chinese = f"超过时间上限 {config.timeout} 秒" if over else f"超过内存上限 {config.max_memory} MiB"
        english = f"time limit of {config.timeout} s" if over else f"memory limit of {config.max_memory} MiB"
        return None, crashed("输出", "the output", chinese, f"{english} reached")
    except Exception as error:
        return None, crashed("输出", "the output", words_of(error), words_of(error))
