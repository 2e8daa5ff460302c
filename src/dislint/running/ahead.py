"""Pages read ahead: a process of its own reads a report while this one still loads what it needs to understand it.

It pays where a run is about one report and there are two processors. Whatever is not as expected (another file by now,
other settings, a process that ended early), the report is read as if nothing had been read ahead.
"""

from __future__ import annotations

import hashlib
import os
import pickle
import signal
import sys
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import IO, Any, NamedTuple, NoReturn

from dislint.readers.model import ReadOptions, Sheet, Sheets
from dislint.running.processes import limit_memory

_LARGEST = 16 * 1024 * 1024
"""Of larger files, in bytes, the pages take so long that loading does not matter."""
_WAITING = 1024 * 1024
"""So many bytes of pages may wait to be taken."""
_SECONDS, _MEBIBYTES = 60, 1024
"""What the process may use; beyond that it ends, and the limits of whoever takes the pages hold."""


class _Ahead(NamedTuple):
    """A report that is being read: its content, how it is read, its pages as they come, the process."""

    data: bytes
    options: ReadOptions
    pages: IO[bytes]
    process: int


_ahead: _Ahead | None = None
"""The one of this process; what is forked later takes its pages."""


def start(path: Path, options: ReadOptions, cached: bool = False) -> None:
    """Begins to read a file, where that can pay: ``cached`` says that what is found out of a file is kept, so that one
    that was read ahead before is most likely not read at all."""
    global _ahead
    if sys.platform != "linux" or len(os.sched_getaffinity(0)) < 2 or path.suffix.lower() != ".pdf":
        return
    try:
        if not path.is_file() or path.stat().st_size > _LARGEST:
            return
        data = path.read_bytes()
        if cached and _read_before(data):
            return
        pages, out = os.pipe()
        process = os.fork()
    except (OSError, ValueError):
        return
    if not process:
        _read(data, options, out)
    os.close(out)
    _ahead = _Ahead(data, options, os.fdopen(pages, "rb"), process)


def _read_before(data: bytes) -> bool:
    """Whether this was asked of the same content before."""
    from dislint import cache

    key = cache.key_of(hashlib.sha256(data).hexdigest())
    known = cache.load("ahead", key) is not None
    if not known:
        cache.store("ahead", key, True)
    return known


def _read(data: bytes, options: ReadOptions, out: int) -> NoReturn:
    """The life of the process: the number of pages goes out, then the pages, until nobody takes them."""
    try:
        nowhere = os.open(os.devnull, os.O_RDWR)
        for stream in (0, 1, 2):  # Nothing is told here, and who waits for the end of our output waits for the parent.
            os.dup2(nowhere, stream)
        limit_memory(_MEBIBYTES)
        signal.alarm(_SECONDS)
        _widen(out)
        from dislint.readers.pdf import read_pages

        with os.fdopen(out, "wb") as pages:
            sheets = read_pages(data, options)
            pickle.dump(sheets.count, pages)
            for sheet in sheets.sheets:
                pickle.dump(sheet, pages, pickle.HIGHEST_PROTOCOL)
                pages.flush()
    finally:
        os._exit(0)


def _widen(pipe: int) -> None:
    if sys.platform == "linux":
        import fcntl

        fcntl.fcntl(pipe, fcntl.F_SETPIPE_SZ, _WAITING)


def take(data: bytes, options: ReadOptions, read: Callable[[bytes, ReadOptions], Sheets]) -> Sheets:
    """The pages of a report: those read ahead, each when it is there, or by ``read`` where there are none (any more)."""
    if _ahead is not None and _ahead.options == options and _ahead.data == data:
        count = _next(_ahead.pages)
        if isinstance(count, int):  # Else they were taken before.
            return Sheets(count, _sheets(_ahead.pages, count, lambda: read(data, options).sheets))
    return read(data, options)


def _sheets(pages: IO[bytes], count: int, again: Callable[[], Iterator[Sheet]]) -> Iterator[Sheet]:
    for number in range(count):
        sheet = _next(pages)
        if sheet is None:
            yield from islice(again(), number, None)
            return
        yield sheet


def _next(pages: IO[bytes]) -> Any:
    """The next thing that the process sent; None where it ended before."""
    try:
        return pickle.load(pages)  # Written by our own process, which nobody else can write for.
    except (EOFError, pickle.UnpicklingError):
        return None


def stop() -> None:
    """Ends the process, whether its pages were taken or not."""
    global _ahead
    ahead, _ahead = _ahead, None
    if ahead is not None:
        ahead.pages.close()
        os.kill(ahead.process, signal.SIGKILL)
        os.waitpid(ahead.process, 0)
