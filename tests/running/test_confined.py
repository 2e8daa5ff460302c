"""Work in a process with limits: what it gives comes one by one, and its end is told."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from dislint.language import SpokenError
from dislint.running.confined import ConfinedError, confined

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="processes are forked and limited on Linux")


def numbers(count: int) -> Iterator[int]:
    yield from range(count)


def ends(how: str) -> Iterator[int]:
    yield 1
    if how == "dies":
        os._exit(3)
    elif how == "hangs":
        time.sleep(60)
    elif how == "grows":
        bytearray(3 << 30)
    elif how == "tells":
        raise SpokenError("话", "words")
    elif how == "gives what cannot be sent":
        yield lambda: 1  # type: ignore[misc]
    raise ValueError("odd")


def test_what_it_gives_comes_in_order() -> None:
    assert list(confined(numbers, 5, seconds=20, mebibytes=512)) == [0, 1, 2, 3, 4]


@pytest.mark.parametrize("how", ["dies", "hangs", "grows", "gives what cannot be sent", "fails"])
def test_its_end_is_told_after_what_it_gave(how: str) -> None:
    work = confined(ends, how, seconds=1.5, mebibytes=512)
    assert next(work) == 1
    with pytest.raises(ConfinedError):
        next(work)


def test_what_it_tells_the_user_is_told() -> None:
    work = confined(ends, "tells", seconds=5, mebibytes=512)
    next(work)
    with pytest.raises(SpokenError, match="话"):
        next(work)


ORPHAN = """
import os, sys, time
from pathlib import Path
from dislint.config.configuration import Config
from dislint.running.jobs import Job
from dislint.running.workers import lint_jobs
def make(result, config):
    Path(sys.argv[1]).write_text(str(os.getpid()))
    time.sleep(60)
list(lint_jobs([Job(Path("a.txt"), Config(), b"x", make=make)], 1))
"""


def test_a_worker_does_not_outlive_its_killed_parent(tmp_path: Path) -> None:
    mark = tmp_path / "pid"
    with subprocess.Popen([sys.executable, "-c", ORPHAN, str(mark)]) as parent:
        for _ in range(600):
            if mark.exists() and mark.read_text():
                break
            time.sleep(0.05)
        worker = int(mark.read_text())
        os.kill(worker, 0)
        parent.send_signal(signal.SIGKILL)
    for _ in range(200):
        if not Path(f"/proc/{worker}").exists() or "\nState:\tZ" in Path(f"/proc/{worker}/status").read_text():
            break
        time.sleep(0.05)
    else:
        pytest.fail("it lives")
