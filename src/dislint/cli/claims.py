"""``dislint claims``: the verdict on every number of the narrative."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dislint.cli.out import show, show_data
from dislint.cli.stated import DOCUMENT, READING, stating
from dislint.cli.usage import Command
from dislint.language import say

if TYPE_CHECKING:
    from dislint.config.configuration import Config
    from dislint.linter.results import Result


def command() -> click.Command:
    """The command."""

    @click.command(cls=Command)
    @click.argument("file", type=DOCUMENT)
    @click.option("--json", "as_json", is_flag=True, help=say("输出 JSON", "print JSON"))
    @stating(READING)
    @click.option("-v", "--verbose", count=True, help=say("显示过程（-vv 更多）", "say what is done (-vv: more)"))
    def claims(file: Path, as_json: bool, **options: Any) -> int:
        """Prints the verdicts."""
        from dislint.cli.one_file import made, settled

        config, linters = settled(file, options)
        text = made(file, config, linters, partial(_made, as_json))
        (show_data if as_json else show)(text)
        return 0

    return claims


def _made(as_json: bool, result: Result, config: Config) -> str:
    from dislint.cli.show_claims import show_verdicts, verdicts_json

    assert result.document is not None
    return (verdicts_json if as_json else show_verdicts)(result.document, config.lang)
