"""``dislint check``: lints files and folders."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from dislint.cli.stated import DOCUMENT, FILE, Named, T, stating, taken
from dislint.cli.usage import Command
from dislint.language import say


def command() -> click.Command:
    """The command."""

    @click.command(cls=Command)
    @linted_paths
    @stating()
    @click.option("--output-file", type=FILE, help=say("写入文件而不是标准输出", "write to a file"))
    @more_outputs
    @click.option("--format", "template", default="", help=say("每行的模板，如 {path}:{code}", "template of a line"))
    @click.option("--show-source", is_flag=True, help=say("引出原文并标出数字", "quote the line, words underlined"))
    @click.option("--color", type=click.Choice(["auto", "always", "never"]), default="auto", help=say("颜色", "colour"))
    @click.option("--statistics", is_flag=True, help=say("按代码和核对结果计数", "count by code and verdict"))
    @click.option("--write-baseline", type=FILE, help=say("把现有问题写成基线", "write findings as a baseline"))
    @click.option(
        "--annotate", type=DOCUMENT,
        help=say("把问题标在副本上（PDF、Word）；文件夹：每份一个", "mark findings in a copy (PDF, Word); a folder: one each"),
    )  # fmt: skip
    @click.option("--exit-zero", is_flag=True, help=say("有问题也返回 0", "exit 0 although there are findings"))
    @click.option(
        "--only-reports", is_flag=True,
        help=say("跳过不是公开报告的文本和网页", "pass over text and web pages that are no reports"),
    )  # fmt: skip
    @click.option("--stdin-filename", default="", help=say("标准输入的文件名", "file name for standard input"))
    @click.option("-q", "--quiet", is_flag=True, help=say("只输出结果", "results only"))
    @click.option("-v", "--verbose", count=True, help=say("显示过程（-vv 更多）", "say what is done (-vv: more)"))
    def check(**options: Any) -> int:
        """Lints files."""
        from dislint.readers.model import ReadOptions
        from dislint.running import ahead

        stated = taken(options)
        if len(options["paths"]) == 1 and not options["verbose"]:
            how = ReadOptions(stated.values["engine"] or "auto", stated.values["password"] or "")
            ahead.start(options["paths"][0], how, cached=stated.values["cache"] is not False)
        try:
            from dislint.cli.checking import check_files
            from dislint.cli.request import Request

            return check_files(Request(stated=stated, **options))
        finally:
            ahead.stop()

    return check


def linted_paths(command: T) -> T:
    """Gives a command the argument of what is linted."""
    kind = Named(allow_dash=True, path_type=Path)
    argument = click.argument("paths", nargs=-1, required=True, metavar=say("文件…", "PATH..."), type=kind)
    return argument(command)


def more_outputs(command: T) -> T:
    """Gives a command the option of further outputs."""
    help_text = say("再输出一种格式，可多次", "one more output, may be repeated")
    option = click.option(
        "--output", "outputs", multiple=True, callback=_outputs, metavar=say("格式=文件", "FORMAT=FILE"), help=help_text
    )
    return option(command)


def _outputs(_: click.Context, __: click.Parameter, values: Sequence[str]) -> tuple[tuple[str, Path], ...]:
    pairs = []
    for value in values:
        name, separator, file = value.partition("=")
        if not (name and separator and file):
            raise click.BadParameter(say(f"应写成 格式=文件：{value!r}", f"write FORMAT=FILE: {value!r}"))
        pairs.append((name, Path(file)))
    return tuple(pairs)
