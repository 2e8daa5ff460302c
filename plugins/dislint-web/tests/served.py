"""A running ``dislint serve``, and how a test speaks with it."""

from __future__ import annotations

import http.client
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote, urlsplit

SOURCE = Path(__file__).parents[1] / "src"
_LONG = 120
"""Seconds that a test waits for what must come."""


class Answer(NamedTuple):
    """What the server answers."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def told(self) -> Any:
        """The body, which is JSON."""
        return json.loads(self.body)


class Served(NamedTuple):
    """The server: its address, the folder it was started in, the one of its temporary files, its process."""

    address: str
    home: Path
    kept: Path
    process: subprocess.Popen[str]

    @property
    def origin(self) -> str:
        """Where its pages come from."""
        parts = urlsplit(self.address)
        return f"{parts.scheme}://{parts.netloc}"

    def ask(self, method: str, path: str, body: bytes = b"", headers: Mapping[str, str] | None = None) -> Answer:
        """An answer; ``path`` is below the secret part of the address, or begins with a slash. A header of no value is
        left out."""
        parts = urlsplit(self.address)
        connection = http.client.HTTPConnection(parts.netloc, timeout=_LONG)
        given = {name.title(): value for name, value in {"origin": self.origin, **(headers or {})}.items() if value}
        connection.request(method, path if path.startswith("/") else parts.path + path, body or None, given)
        answer = connection.getresponse()
        try:
            return Answer(answer.status, {k.lower(): v for k, v in answer.getheaders()}, answer.read())
        finally:
            connection.close()

    def drop(self, name: str, content: bytes) -> Answer:
        """Drops a file."""
        return self.ask("POST", f"reports?name={quote(name, safe='')}", content)

    def rows(self) -> dict[str, Any]:
        """The reports by name, when all are read."""
        end = time.monotonic() + _LONG
        while (told := self.ask("GET", "reports").told)["done"] < told["count"]:
            assert time.monotonic() < end
            time.sleep(0.2)
        return {row["name"]: row for row in told["reports"]}


@contextmanager
def serving(folder: Path, *options: str, browser: str = "") -> Iterator[Served]:
    """A server in a folder of its own, ended as Ctrl-C ends it; ``browser`` is a command that it opens."""
    home, kept, installed = folder / "home", folder / "kept", folder / "installed" / "dislint_web-0.1.0.dist-info"
    for needed in (home, kept, installed):
        needed.mkdir(parents=True, exist_ok=True)
    (installed / "METADATA").write_text("Metadata-Version: 2.1\nName: dislint-web\nVersion: 0.1.0\n", encoding="utf-8")
    (installed / "entry_points.txt").write_text("[dislint]\nweb = dislint_web\n", encoding="utf-8")
    paths = os.pathsep.join([str(installed.parent), str(SOURCE), os.environ.get("PYTHONPATH", "")])
    process = subprocess.Popen(
        [sys.executable, "-m", "dislint", "serve", *([] if browser else ["--no-browser"]), *options],
        cwd=home,
        env={**os.environ, "PYTHONPATH": paths, "TMPDIR": str(kept), "BROWSER": browser},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    address = process.stdout.readline().strip()
    try:
        yield Served(address, home, kept, process)
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGINT)
        process.wait(_LONG)
        process.stdout.close()


def gone(folder: Path) -> bool:
    """Whether a folder is empty before long."""
    end = time.monotonic() + _LONG
    while list(folder.iterdir()) and time.monotonic() < end:
        time.sleep(0.1)
    return not list(folder.iterdir())
