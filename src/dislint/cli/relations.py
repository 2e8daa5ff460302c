"""``dislint relations``: the relations between table cells, and which of them a report answers."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dislint.cli.out import show
from dislint.cli.stated import DOCUMENT, READING, stating
from dislint.cli.usage import Command
from dislint.language import say

if TYPE_CHECKING:
    from dislint.config.configuration import Config
    from dislint.linter.results import Result


def command() -> click.Command:
    """The command."""

    @click.command(cls=Command)
    @click.argument("file", type=DOCUMENT, required=False)
    @click.option(
        "--check", "checked", is_flag=True, help=say("有不符的即返回 1", "exit 1 where one of them does not hold")
    )
    @stating(READING)
    @click.option("-v", "--verbose", count=True, help=say("显示过程（-vv 更多）", "say what is done (-vv: more)"))
    def relations(file: Path | None, checked: bool, **options: Any) -> int:
        """Prints a line a relation."""
        from dislint.cli.one_file import made, settled
        from dislint.cli.show_relations import listed

        config, linters = settled(file or Path(), options)
        if file is None and checked:
            raise click.UsageError(say("--check 要给出一份报告", "--check needs a report"))
        if file is None:
            show(listed(linters.of(config).knowledge.relations, config.lang))
            return 0
        text, broken = made(file, config, linters, _made)
        show(text)
        return 1 if broken and checked else 0

    return relations


def _made(result: Result, config: Config) -> tuple[str, bool]:
    from dislint.cli.show_relations import answered
    from dislint.linter.knowledge import Knowledge

    assert result.document is not None
    return answered(Knowledge(config), result.document, config.lang)
