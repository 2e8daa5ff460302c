"""What a process of the program asks of Python and of the system for itself."""

from __future__ import annotations

import gc
import sys
from contextlib import suppress


def collect_seldom() -> None:
    """Lets the garbage collector look seldom: code that loads, or a report, is many small things that stay."""
    gc.set_threshold(20_000, 20, 20)


def limit_memory(mebibytes: int) -> None:
    """Lets the system refuse this process memory beyond a limit, where it can: what asks for more is a MemoryError."""
    try:
        import resource
    except ImportError:  # Windows.
        return
    _, hard = resource.getrlimit(resource.RLIMIT_DATA)
    wanted = mebibytes * 1024 * 1024
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_DATA, (wanted if hard < 0 else min(wanted, hard), hard))


def peak_memory() -> int:
    """The largest that this process has been, in KiB; 0 where that cannot be told."""
    try:
        import resource
    except ImportError:  # Windows.
        return 0
    largest = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return largest // 1024 if sys.platform == "darwin" else largest
