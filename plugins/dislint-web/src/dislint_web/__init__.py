"""dislint in the browser: ``dislint serve`` opens a page on this machine, where reports are dropped, read and passed on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import click

from dislint import Config, ConfigError, Option, Text, hookimpl, say

DISLINT_API = 1


class ServeCommand:
    """``dislint serve``."""

    name = "serve"
    help = Text("在浏览器中检查报告（只在本机）", "check reports in the browser, on this machine alone")
    settings = frozenset(
        {"select", "ignore", "extend-select", "extend-ignore", "region", "fiscal-year", "engine", "ocr"}
        | {"jobs", "lang", "baseline", "minimum-severity", "password"}
    )

    @property
    def parameters(self) -> Sequence[click.Parameter]:
        """Its own options."""
        return [
            click.Option(
                ["--port"],
                type=click.IntRange(0, 65535),
                default=0,
                help=say("端口；0 是任一空闲端口", "port; 0 is any free one"),
            ),
            click.Option(["--browser/--no-browser"], default=True, help=say("打开浏览器", "open the browser")),
        ]

    def run(self, config: Config, port: int, browser: bool) -> int:
        """Serves until it is interrupted."""
        try:
            from dislint_web.serving import serve
        except ImportError as error:
            what = str(error.name)
            raise ConfigError(
                f"serve 需要 {what}：pip install starlette uvicorn",
                f"serve needs {what}: pip install starlette uvicorn",
            ) from error
        return serve(config, port, browser)


@hookimpl
def dislint_commands() -> Sequence[Any]:
    """The command."""
    return [ServeCommand()]


@hookimpl
def dislint_options() -> Sequence[Option]:
    """How much the page takes."""
    return [
        Option("web.most-files", "integer", 2000, "页面最多收多少份文件", "files that the page takes at most"),
        Option(
            "web.most-mebibytes", "integer", 4096, "全部文件的大小上限（MiB）", "limit of all files together in MiB"
        ),
    ]
