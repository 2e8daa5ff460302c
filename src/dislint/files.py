"""Files written whole or not at all: beside their place, then moved there."""

from __future__ import annotations

import io
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO


@contextmanager
def written(file: Path, mode: int | None = None) -> Iterator[IO[bytes]]:
    """What is written to the stream is the file's content when the block is done, and nothing is where it fails.

    What is there already and is no file of its own (a terminal, a pipe) is written to as it is. ``mode`` is that of a
    new file; one that is there keeps its own. Raises OSError.
    """
    target = Path(os.path.realpath(file))  # A link stays one.
    try:
        old = target.stat()
    except FileNotFoundError:
        old = None
    if old is not None and not os.path.isfile(target):
        with target.open("wb") as out:
            yield out
        return
    beside = target.with_name(f".{target.name[:100]}.{os.getpid()}.part")
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
    try:
        with os.fdopen(os.open(beside, flags, 0o666 if mode is None else mode), "wb") as out:
            if old is not None and hasattr(os, "fchmod"):
                os.fchmod(out.fileno(), old.st_mode & 0o7777)
            yield out
        beside.replace(target)
    finally:
        beside.unlink(missing_ok=True)


@contextmanager
def written_text(file: Path) -> Iterator[IO[str]]:
    """The same for text: UTF-8, its line ends as they are; the undecodable bytes of a path do not stop it. Raises OSError."""
    with written(file) as out:
        text = io.TextIOWrapper(out, encoding="utf-8", errors="backslashreplace", newline="")
        yield text
        text.flush()
        text.detach()
