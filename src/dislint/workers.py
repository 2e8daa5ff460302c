"""Linting several files at once: a process for each file, so that a lost one takes only its own file with it."""

from __future__ import annotations

import multiprocessing
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from pathlib import Path

from dislint.config import Config
from dislint.linter import Result, lint_file, lost

_GRACE = 5  # seconds that a worker gets beyond its own time limit


@dataclass(frozen=True, slots=True)
class _Task:
    number: int
    path: Path
    config: Config
    process: BaseProcess
    deadline: float


def lint_parallel(files: Sequence[tuple[Path, Config]], jobs: int) -> Iterator[Result]:
    """The results of files with their configurations, in the given order, linted ``jobs`` at a time."""
    running: dict[Connection, _Task] = {}
    done: dict[int, Result] = {}
    started = yielded = 0
    try:
        while yielded < len(files):
            while started < len(files) and len(running) < jobs:
                connection, task = _start(started, *files[started])
                running[connection] = task
                started += 1
            for connection in _ready(running):
                task = running.pop(connection)
                done[task.number] = _receive(connection, task)
            while yielded in done:
                yield done.pop(yielded)
                yielded += 1
    finally:
        for task in running.values():
            task.process.kill()


def _start(number: int, path: Path, config: Config) -> tuple[Connection, _Task]:
    receiver, sender = multiprocessing.Pipe(duplex=False)
    process = multiprocessing.Process(target=_work, args=(sender, path, config), daemon=True)
    process.start()
    sender.close()
    return receiver, _Task(number, path, config, process, time.monotonic() + config.timeout + _GRACE)


def _work(sender: Connection, path: Path, config: Config) -> None:
    try:
        sender.send(lint_file(path, config))
    except KeyboardInterrupt:
        pass
    finally:
        sender.close()


def _ready(running: dict[Connection, _Task]) -> list[Connection]:
    """Connections that have a result or will never have one."""
    first = min(task.deadline for task in running.values())
    ready = [c for c in wait(list(running), max(first - time.monotonic(), 0)) if isinstance(c, Connection)]
    late = [c for c, task in running.items() if c not in ready and time.monotonic() >= task.deadline]
    return ready + late


def _receive(connection: Connection, task: _Task) -> Result:
    try:
        if connection.poll():
            result = connection.recv()
            if isinstance(result, Result):
                return result
            raise EOFError
        seconds: float | None = task.config.timeout + _GRACE
        task.process.kill()
    except (EOFError, OSError):
        seconds = None
    finally:
        task.process.join(1)
        connection.close()
    return lost(task.path, seconds, task.config.selection(str(task.path)))
