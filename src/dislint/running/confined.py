"""Work on a document's bytes that needs libraries written in C, in a process of its own with limits."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from multiprocessing.connection import Connection
from typing import Any, NamedTuple, TypeVar

from dislint import language
from dislint.language import SpokenError
from dislint.linter.application import words_of
from dislint.running.processes import PROCESSES, limit_memory, settle

T = TypeVar("T")


class ConfinedError(SpokenError):
    """The work did not come to its end: the process died, or reached a limit."""


class _Failure(NamedTuple):
    """How the work ended; ``error`` is None where all is done."""

    error: SpokenError | None


def confined(work: Callable[..., Iterator[T]], *arguments: Any, seconds: float, mebibytes: int) -> Iterator[T]:
    """What a generator function gives, one by one, from a process that may take so long and so much memory.

    Raises ConfinedError, and whatever SpokenError the work raises.
    """
    ours, theirs = PROCESSES.Pipe(duplex=False)
    process = PROCESSES.Process(target=_run, args=(theirs, language.current(), work, arguments, mebibytes), daemon=True)
    process.start()
    theirs.close()
    end = time.monotonic() + seconds
    try:
        while True:
            given = _next(ours, end, seconds)
            if isinstance(given, _Failure):
                if given.error is not None:
                    raise given.error
                return
            yield given
    finally:
        process.kill()
        process.join()
        ours.close()


def _next(connection: Connection, end: float, seconds: float) -> Any:
    if not connection.poll(max(end - time.monotonic(), 0)):
        raise ConfinedError(f"超过 {seconds:.0f} 秒仍未结束", f"not done after {seconds:.0f} s")
    try:
        return connection.recv()
    except Exception as error:  # Its end, or what cannot be unpickled here.
        raise ConfinedError("处理它的进程意外终止", "the process that worked on it died") from error


def _run(
    connection: Connection, lang: str, work: Callable[..., Iterator[Any]], arguments: tuple[Any, ...], mebibytes: int
) -> None:
    settle()
    language.use(lang)
    limit_memory(mebibytes)
    failure: SpokenError | None = None
    try:
        for item in work(*arguments):
            connection.send(item)
    except SpokenError as error:
        failure = error
    except MemoryError:
        failure = ConfinedError(f"超过内存上限 {mebibytes} MiB", f"memory limit of {mebibytes} MiB reached")
    except Exception as error:
        failure = ConfinedError(words_of(error), words_of(error))
    connection.send(_Failure(failure))
