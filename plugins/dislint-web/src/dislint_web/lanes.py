"""Lanes: processes of their own, each doing one thing after the other for the server.

A lane is started afresh, not forked, because the server has threads; it has none itself, so that the worker processes of
dislint, which read the reports within their limits, may be forked from it. A lane ends with the server, and takes what is
kept of the reports with it.
"""

from __future__ import annotations

import asyncio
import multiprocessing
import shutil
import signal
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from dislint import Config, SpokenError
from dislint_web.tasks import Desk

_SPAWN = multiprocessing.get_context("spawn")
T = TypeVar("T")


class LostError(SpokenError):
    """A task did not come to its end."""


class _Failure(NamedTuple):
    error: Exception


class _Lane:
    """A process that does tasks at a ``Desk``."""

    def __init__(self, config: Config, folder: Path) -> None:
        self._about = config, folder
        self._ended = False
        self._start()

    def _start(self) -> None:
        self._connection, theirs = _SPAWN.Pipe()
        self._process = _SPAWN.Process(target=_serve, args=(theirs, *self._about), name="dislint-lane")
        self._process.start()
        theirs.close()

    def call(self, task: Callable[..., T], *arguments: Any) -> T:
        """What ``task(desk, *arguments)`` returns, done in the process; raises SpokenError."""
        try:
            self._connection.send((task, arguments))
            given = self._connection.recv()
        except (EOFError, OSError) as error:
            if not self._ended:  # It died, and another takes its place.
                self._process.join()
                self._start()
            raise LostError("处理它的进程意外终止", "the process that worked on it died") from error
        if isinstance(given, _Failure):
            raise given.error
        result: T = given
        return result

    def end(self) -> None:
        """Ends the process; whoever waits for it is told that it died."""
        self._ended = True
        self._process.kill()
        self._process.join()


class Lanes:
    """So many lanes; each task goes to the first that is free."""

    def __init__(self, count: int, config: Config, folder: Path) -> None:
        self._all = [_Lane(config, folder) for _ in range(count)]
        self._threads = ThreadPoolExecutor(count)
        self._free: asyncio.Queue[_Lane] = asyncio.Queue()
        for lane in self._all:
            self._free.put_nowait(lane)

    async def call(self, task: Callable[..., T], *arguments: Any, begin: Callable[[], bool] = lambda: True) -> T:
        """What ``task(desk, *arguments)`` returns; raises SpokenError.

        ``begin`` is called when it is its turn; where it returns False nothing is done (LostError).
        """
        lane = await self._free.get()
        if not begin():
            self._free.put_nowait(lane)
            raise LostError("已移除", "removed")
        future = asyncio.get_running_loop().run_in_executor(self._threads, lambda: lane.call(task, *arguments))
        future.add_done_callback(lambda _: self._free.put_nowait(lane))
        return await asyncio.shield(future)  # Who no longer waits must not leave the lane in the middle of a task.

    def end(self) -> None:
        """Ends them all."""
        for lane in self._all:
            lane.end()
        self._threads.shutdown()


def _serve(connection: Connection, config: Config, folder: Path) -> None:
    """The life of a lane."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the server, which ends us.
    try:
        desk: Desk | _Failure = Desk(config, folder)
    except SpokenError as error:
        desk = _Failure(error)
    try:
        while True:
            task, arguments = connection.recv()
            connection.send(desk if isinstance(desk, _Failure) else _done(desk, task, arguments))
    except (EOFError, OSError):  # The server has ended, however that came.
        shutil.rmtree(folder, ignore_errors=True)


def _done(desk: Desk, task: Callable[..., Any], arguments: tuple[Any, ...]) -> Any:
    try:
        return task(desk, *arguments)
    except SpokenError as error:
        return _Failure(error)
    except Exception as error:
        told = f"{type(error).__name__}: {error}"
        return _Failure(LostError(told, told))
