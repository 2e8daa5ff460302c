"""What the program says: results on standard output, everything else on standard error, and nothing raw.

Words of reports, names of files and errors of libraries steer no terminal: control and direction characters are shown
as their codes.
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from typing import IO

from dislint.escaping import printable

_KEPT = frozenset("\n\t")


def settle_streams() -> None:
    """Makes the streams such that nothing said raises an error: closed ones lead nowhere, no character is impossible."""
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:  # Closed by whoever started us.
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115  # It lives as long as we do.
        elif hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")


def show(text: str) -> None:
    """A result for people."""
    sys.stdout.write(printable(text, _KEPT) + "\n")


def show_data(text: str) -> None:
    """A result for programs: UTF-8 in any locale."""
    as_utf_8(sys.stdout)
    sys.stdout.write(text + "\n")


def as_utf_8(stream: IO[str]) -> None:
    """Lets a stream write UTF-8 in any locale."""
    if hasattr(stream, "reconfigure"):
        stream.reconfigure(encoding="utf-8")


def complain(text: str) -> None:
    """A note or an error."""
    with suppress(OSError, ValueError):  # Nobody can be told that nobody can be told.
        sys.stderr.write(printable(text, _KEPT) + "\n")
        sys.stderr.flush()
