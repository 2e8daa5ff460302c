"""``dislint compare``: two documents of a body held against each other."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from dislint.cli.check import more_outputs
from dislint.cli.stated import COMPARING, DOCUMENT, FILE, stating, taken
from dislint.cli.usage import Command
from dislint.language import say


def command() -> click.Command:
    """The command."""

    @click.command(cls=Command)
    @click.argument("old", type=DOCUMENT)
    @click.argument("new", type=DOCUMENT)
    @click.option("--versions", is_flag=True, help=say("作为同一份报告的两个版本", "as two versions of one report"))
    @stating(COMPARING)
    @click.option("--output-file", type=FILE, help=say("写入文件而不是标准输出", "write to a file"))
    @more_outputs
    @click.option("--exit-zero", is_flag=True, help=say("有问题也返回 0", "exit 0 although there are findings"))
    @click.option("-v", "--verbose", count=True, help=say("显示过程（-vv 更多）", "say what is done (-vv: more)"))
    def compare(old: Path, new: Path, **options: Any) -> int:
        """Compares two documents."""
        from dislint.cli.comparing import Wanted, compare_files

        outputs = ((None, options.pop("output_file")), *options.pop("outputs"))
        versions, exit_zero, verbose = (options.pop(name) for name in ("versions", "exit_zero", "verbose"))
        return compare_files(Wanted(old, new, taken(options), versions, outputs, exit_zero, verbose))

    return compare
