"""``dislint new-plugin``: a package for a new plugin, with a rule, a relation, tests and its entry point."""

from __future__ import annotations

from pathlib import Path

import click

from dislint.cli.out import show
from dislint.cli.usage import Command, language_option
from dislint.language import say


def command() -> click.Command:
    """The command."""

    @click.command(cls=Command)
    @click.argument("name")
    @click.option(
        "--folder",
        type=click.Path(path_type=Path, file_okay=False),
        default=Path(),
        help=say("写入哪个文件夹（默认当前文件夹）", "the folder to write it in (the current one)"),
    )
    @language_option(expose_value=False)
    def new_plugin(name: str, folder: Path) -> int:
        """Writes it."""
        from dislint.cli.scaffold import ScaffoldError, write_plugin

        try:
            show(write_plugin(name, folder))
        except ScaffoldError as error:
            raise click.UsageError(str(error)) from error
        return 0

    return new_plugin
