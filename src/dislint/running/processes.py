"""What a process of the program asks of Python and of the system for itself."""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import sys
from contextlib import suppress


def collect_seldom() -> None:
    """Lets the garbage collector look seldom: code that loads, or a report, is many small things that stay."""
    gc.set_threshold(200_000, 20, 20)


def limit_memory(mebibytes: int) -> None:
    """Lets the system refuse this process memory beyond a limit, where it can: what asks for more is a MemoryError."""
    try:
        import resource
    except ImportError:  # Windows.
        return
    _, hard = resource.getrlimit(resource.RLIMIT_DATA)
    wanted = mebibytes * 1024 * 1024
    with suppress(ValueError, OSError, OverflowError):
        resource.setrlimit(resource.RLIMIT_DATA, (wanted if hard < 0 else min(wanted, hard), hard))


def peak_memory() -> int:
    """The largest that this process has been, in KiB; 0 where that cannot be told."""
    try:
        import resource
    except ImportError:  # Windows.
        return 0
    largest = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return largest // 1024 if sys.platform == "darwin" else largest


# Forking is quick and hands on what is loaded; the parent has no threads that it could harm.
PROCESSES = multiprocessing.get_context("fork" if sys.platform == "linux" else None)


def settle() -> None:
    """Makes a process one that works for its parent: it ends with it, leaves Ctrl-C to it, and writes nothing."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    _end_with_parent()
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1):
        os.dup2(nowhere, stream)
    os.close(nowhere)


def _end_with_parent() -> None:
    """Lets the system end this process when its parent has ended, however that came, where it can."""
    if sys.platform != "linux":
        return
    parent = multiprocessing.parent_process()
    with suppress(OSError, AttributeError):
        import ctypes

        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if parent is not None and os.getppid() != parent.pid:
        os._exit(1)


_PR_SET_PDEATHSIG = 1
