"""What a file may use: its size in bytes, and the time that its linting takes."""

from __future__ import annotations

import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from dislint.readers.model import UnreadableError, limit_reached

MEBIBYTE = 1024 * 1024
_LONGEST = 10_000_000
"""No limit is longer than this, in seconds: timers take no more."""


class TimeLimitError(BaseException):
    """The time for a file is over. No ``Exception``: no library on the way takes it for an error of the file."""


@dataclass(slots=True)
class Limit:
    """A time limit; ``over`` says that it was the one that ended what it was set for."""

    over: bool = False


@contextmanager
def time_limit(seconds: float) -> Iterator[Limit]:
    """Raises TimeLimitError in the block after so many seconds, where the platform and the thread allow it.

    A limit within another one holds only where it ends before that.
    """
    limit, seconds = Limit(), min(seconds, _LONGEST)

    def expire(*_: object) -> None:
        limit.over = True
        raise TimeLimitError

    try:
        before = signal.signal(signal.SIGALRM, expire)
    except (AttributeError, ValueError):  # Windows, or not the main thread.
        yield limit
        return
    outer, again = signal.getitimer(signal.ITIMER_REAL)
    if 0 < outer <= seconds:
        signal.signal(signal.SIGALRM, before)
        yield limit
        return
    started = time.monotonic()
    # Again each second: what is raised while an object is being deleted goes nowhere.
    signal.setitimer(signal.ITIMER_REAL, seconds, 1)
    try:
        yield limit
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
        if outer:
            signal.setitimer(signal.ITIMER_REAL, max(outer - (time.monotonic() - started), 0.001), again)


def lengthen_limit(seconds: float) -> None:
    """Lengthens the time limit in force in this process."""
    if hasattr(signal, "setitimer"):
        left, _ = signal.getitimer(signal.ITIMER_REAL)
        if left:
            signal.setitimer(signal.ITIMER_REAL, left + seconds, 1)


def content_of(path: Path, most: int) -> bytes:
    """The content of a file of at most so many MiB; raises UnreadableError."""
    try:
        if path.is_dir():
            raise UnreadableError("E001", "是文件夹", "is a folder")
        with path.open("rb") as file:
            return checked_size(file.read(most * MEBIBYTE + 1), most)
    except OSError as error:
        reasons = {
            FileNotFoundError: ("文件不存在", "no such file"),
            PermissionError: ("没有读取权限", "no permission"),
        }
        zh, en = reasons.get(type(error), (f"无法打开（{error.strerror}）", f"cannot be opened ({error.strerror})"))
        raise UnreadableError("E001", zh, en) from error
    except ValueError as error:  # A name that no file can have.
        raise UnreadableError("E001", "文件不存在", "no such file") from error


def checked_size(data: bytes, most: int) -> bytes:
    """The data; raises UnreadableError where it is more than so many MiB."""
    if len(data) > most * MEBIBYTE:
        raise limit_reached("max-size", f"大小超过上限 {most} MiB", f"larger than the limit of {most} MiB")
    return data
