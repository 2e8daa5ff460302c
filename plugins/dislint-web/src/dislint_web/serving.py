"""The server from its start to its end: its address, its processes, and the folder that holds what was dropped."""

from __future__ import annotations

import os
import secrets
import signal
import socket
import sys
import webbrowser
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread
from typing import Any

import uvicorn

from dislint import Config, ConfigError, Linters, known_in
from dislint_web.app import Server
from dislint_web.guard import Guard
from dislint_web.lanes import Lanes
from dislint_web.store import Store
from dislint_web.tasks import in_force

_HERE = "127.0.0.1"
_BASELINE = "dislint-baseline.json"
"""The baseline where the configuration names none."""
_MOST_LANES = 4
_SHOWING = 2
"""Lanes for what is looked at, beside those that read."""
_ENDING = 3
"""Seconds that what is being sent may take when the server ends."""


def serve(config: Config, port: int, browser: bool) -> int:
    """Serves until it is interrupted; returns the exit status. Raises ConfigError."""
    home = Path.cwd()
    config = replace(config, baseline=(home / (config.baseline or _BASELINE)))
    settings = checked(config)
    try:
        listening = socket.create_server((_HERE, port))
    except OSError as error:
        raise ConfigError(f"端口 {port} 不能用（{error.strerror}）", f"port {port}: {error.strerror}") from error
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # Else it would end us before our folder is deleted.
    port, secret, once = listening.getsockname()[1], secrets.token_urlsafe(24), secrets.token_urlsafe(24)
    with listening, TemporaryDirectory(prefix="dislint-", ignore_cleanup_errors=True) as folder:
        store = Store(config, settings, Path(folder), home)
        lanes = [Lanes(count, config, Path(folder)) for count in (_lanes(config), _SHOWING)]
        guarded = Guard(Server(config, store, *lanes).app(), secret, once, port)
        how = uvicorn.Config(
            guarded, log_config=None, access_log=False, server_header=False, timeout_graceful_shutdown=_ENDING
        )
        address = f"http://{_HERE}:{port}/{secret}/"
        sys.stdout.write(f"{address}\n")
        sys.stdout.flush()
        if browser:
            first = f"http://{_HERE}:{port}/{once}/"
            Thread(target=webbrowser.open, args=(first,), daemon=True).start()  # Some come back when they are closed.
        try:
            with suppress(KeyboardInterrupt):  # The way in which it is ended.
                uvicorn.Server(how).run([listening])
        finally:
            for some in lanes:
                some.end()
    return 0


def checked(config: Config) -> Mapping[str, Any]:
    """The settings of plugins; raises ConfigError for whatever is wrong with the configuration."""
    knowledge = Linters().of(replace(config, baseline=None)).knowledge
    _ = knowledge.rules
    known_in(in_force(config).baseline, "")
    return dict(knowledge.settings)


def _lanes(config: Config) -> int:
    """How many reports are read at a time: as many as is said, else as there are processors."""
    if "jobs" in dict(config.origins):
        return config.jobs
    return min(len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1, _MOST_LANES)
