"""``dislint completion``: a script that lets a shell complete the command line."""

from __future__ import annotations

import click

from dislint.cli.out import show
from dislint.cli.usage import Command
from dislint.language import LANGUAGES, VARIABLE, say


def command() -> click.Command:
    """The command."""

    @click.command(cls=Command)
    @click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
    @click.option(
        "--lang",
        type=click.Choice(LANGUAGES),
        envvar=VARIABLE,
        expose_value=False,
        help=say("消息语言", "language of messages"),
    )
    def completion(shell: str) -> int:
        """Prints the script."""
        from click.shell_completion import get_completion_class

        kind = get_completion_class(shell)
        assert kind is not None
        show(kind(click.get_current_context().find_root().command, {}, "dislint", "_DISLINT_COMPLETE").source())
        return 0

    return completion
