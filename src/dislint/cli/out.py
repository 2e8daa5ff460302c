"""What the program says: results on standard output, everything else on standard error, and nothing raw.

Words of reports, names of files and errors of libraries steer no terminal: control and direction characters are shown
as their codes.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import IO, TypeVar

from dislint.escaping import printable, width
from dislint.language import Text

T = TypeVar("T")

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


class Status:
    """A line on the terminal that says what takes long, until there is something else to say."""

    def __init__(self, wanted: bool) -> None:
        """``wanted`` says whether there is to be one, where standard error is a terminal."""
        self._shown = wanted and sys.stderr.isatty()
        self._there = False

    def tell(self, path: Path, doing: Text) -> None:
        """What a file is taking long over."""
        if self._shown and str(doing):
            self._there = True
            words = printable(f"{path.name}: {doing}")
            while width(words) >= shutil.get_terminal_size().columns:  # What it is doing stands at the end.
                words = words[1:]
            self._write(f"\r{words}\x1b[K")

    def until(self, results: Iterable[T]) -> Iterator[T]:
        """The results; the line is gone when there is one."""
        try:
            for result in results:
                self._clear()
                yield result
        finally:
            self._clear()

    def _clear(self) -> None:
        if self._there:
            self._there = False
            self._write("\r\x1b[K")

    def _write(self, text: str) -> None:
        with suppress(OSError, ValueError):
            sys.stderr.write(text)
            sys.stderr.flush()
