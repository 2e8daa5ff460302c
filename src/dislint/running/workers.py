"""Linting in processes of their own: a report that hangs, crashes or eats memory loses its worker, not the run."""

from __future__ import annotations

import gc
import multiprocessing
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from pathlib import Path

from dislint import language
from dislint.config.options import ConfigError
from dislint.language import Text
from dislint.linter.analysis import Delay
from dislint.linter.linter import Linters, lost
from dislint.linter.results import Result
from dislint.running.jobs import Job
from dislint.running.processes import PROCESSES, collect_seldom, limit_memory, peak_memory, settle
from dislint.running.work import run_job

GRACE = 5
"""Seconds that a worker gets beyond its own time limit."""
_BLOATED = 512 * 1024
"""A worker that has ever been larger than this, in KiB, is ended when its report is done: it may not get small again."""
_AHEAD = 8  # files a worker that may be done before an earlier one is


@dataclass(slots=True)
class _Worker:
    """A process that takes jobs and sends results, and the job that it has."""

    process: BaseProcess
    connection: Connection
    number: int = -1
    job: Job | None = None
    deadline: float = 0.0


Tell = Callable[[Path, Text], None]
"""Told what a file is taking long over."""


def lint_jobs(
    jobs: Sequence[Job], workers: int, linters: Linters | None = None, tell: Tell = lambda _, __: None
) -> Iterator[Result]:
    """The results of jobs in the given order, linted by so many workers at a time; raises ConfigError.

    Workers inherit what ``linters`` have loaded, where the system can do that.
    """
    linters = linters or Linters()
    crew: list[_Worker] = []
    done: dict[int, Result] = {}
    given = yielded = 0
    try:
        while yielded < len(jobs):
            while given < min(len(jobs), yielded + workers * _AHEAD) and (worker := _free(crew, workers, linters)):
                _give(worker, given, jobs[given])
                given += 1
            for worker in _finished(crew):
                if (result := _take(worker, crew, tell)) is not None:
                    done[worker.number] = result
            while yielded in done:
                yield done.pop(yielded)
                yielded += 1
    finally:
        for worker in crew:
            _end(worker)


def _free(crew: list[_Worker], most: int, linters: Linters) -> _Worker | None:
    worker = next((worker for worker in crew if worker.job is None), None)
    if worker is None and len(crew) < most:
        try:
            worker = _hired(linters)
        except OSError:
            if not crew:
                raise
            return None  # The system gives no more processes or descriptors: those that are there do the work.
        crew.append(worker)
    return worker


def _hired(linters: Linters) -> _Worker:
    ours, theirs = PROCESSES.Pipe()
    try:
        process = PROCESSES.Process(target=_work, args=(theirs, language.current(), linters), daemon=True)
        process.start()
    except OSError:
        ours.close()
        raise
    finally:
        theirs.close()
    return _Worker(process, ours)


def _give(worker: _Worker, number: int, job: Job) -> None:
    worker.number, worker.job = number, job
    worker.deadline = time.monotonic() + job.config.timeout + GRACE
    with suppress(OSError):  # Its death shows when its result is taken.
        worker.connection.send(job)


def _finished(crew: Sequence[_Worker]) -> list[_Worker]:
    """Workers that have a result, or will never have one."""
    busy = [worker for worker in crew if worker.job is not None]
    first = min(worker.deadline for worker in busy)
    ready = wait([worker.connection for worker in busy], max(first - time.monotonic(), 0))
    now = time.monotonic()
    return [worker for worker in busy if worker.connection in ready or now >= worker.deadline]


def _take(worker: _Worker, crew: list[_Worker], tell: Tell) -> Result | None:
    """The result of a worker's job; None where it only says that it takes longer. A worker that says nothing is ended."""
    job = worker.job
    assert job is not None
    seconds: float | None = None
    result, spent = None, True
    try:
        if worker.connection.poll():
            result, spent = worker.connection.recv()
            if isinstance(result, Delay):
                worker.deadline += result.seconds
                tell(job.path, result.doing)
                return None
        else:
            seconds = job.config.timeout + GRACE
    except Exception:  # Its end, or what cannot be unpickled here.
        result, spent = None, True
    worker.job = None
    if spent:
        crew.remove(worker)
        _end(worker)
    if isinstance(result, ConfigError):
        raise result
    return result or lost(job.path, seconds, job.config.selection(str(job.path)))


def _end(worker: _Worker) -> None:
    worker.process.kill()
    worker.process.join()
    worker.connection.close()


def _work(connection: Connection, lang: str, linters: Linters) -> None:
    """The life of a worker: jobs in, results out with whether it is spent, until there are no more."""
    settle()
    parent = multiprocessing.parent_process()
    assert parent is not None
    language.use(lang)
    gc.freeze()  # What is loaded stays; collections need not look through it.
    collect_seldom()

    def wait_for(delay: Delay) -> None:
        connection.send((delay, False))

    with suppress(Exception):  # What goes wrong here, the parent tells: it gets no result.
        while connection in wait([connection, parent.sentinel]):  # Without its parent, a worker ends.
            job: Job = connection.recv()
            limit_memory(job.config.max_memory)
            try:
                result: Result | ConfigError = run_job(job, linters, wait_for)
            except ConfigError as error:  # It is for the parent to tell.
                result = error
            connection.send((result, peak_memory() > _BLOATED))
