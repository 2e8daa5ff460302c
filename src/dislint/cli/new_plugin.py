"""``dislint new-plugin``: a package for a new plugin, with a rule, a relation, tests and its entry point."""

from __future__ import annotations

from pathlib import Path

import click

from dislint.cli.out import show
from dislint.cli.usage import Command
from dislint.language import LANGUAGES, VARIABLE, say


def command() -> click.Command:
    """The command."""

    @click.command(cls=Command)
    @click.argument("name")
    @click.option("--folder", type=click.Path(path_type=Path, file_okay=False), default=Path())
    @click.option(
        "--lang",
        type=click.Choice(LANGUAGES),
        envvar=VARIABLE,
        expose_value=False,
        help=say("消息语言", "language of messages"),
    )
    def new_plugin(name: str, folder: Path) -> int:
        """Writes it."""
        from dislint.cli.scaffold import ScaffoldError, write_plugin

        try:
            show(write_plugin(name, folder))
        except ScaffoldError as error:
            raise click.UsageError(str(error)) from error
        return 0

    return new_plugin
