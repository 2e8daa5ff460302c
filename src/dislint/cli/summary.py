"""``dislint summary``: files and folders linted, and told in a line each."""

from __future__ import annotations

from typing import Any

import click

from dislint.cli.check import linted_paths, more_outputs
from dislint.cli.stated import FILE, stating, taken
from dislint.cli.usage import Command
from dislint.language import say
from dislint.reporters.overview import SummaryReporter


def command() -> click.Command:
    """The command."""

    @click.command(cls=Command)
    @linted_paths
    @stating(but={"output-format"})
    @click.option("--output-file", type=FILE, help=say("写入文件而不是标准输出", "write to a file"))
    @more_outputs
    @click.option("--exit-zero", is_flag=True, help=say("有问题也返回 0", "exit 0 although there are findings"))
    @click.option("-q", "--quiet", is_flag=True, help=say("只输出结果", "results only"))
    @click.option("-v", "--verbose", count=True, help=say("显示过程（-vv 更多）", "say what is done (-vv: more)"))
    def summary(**options: Any) -> int:
        """Prints the overview."""
        from dislint.cli.checking import check_files
        from dislint.cli.request import Request

        stated = taken(options)
        stated.values["output_format"] = SummaryReporter.name
        return check_files(Request(stated=stated, **options))

    return summary
