"""``dislint completion``: a script that lets a shell complete the command line."""

from __future__ import annotations

import click

from dislint.cli.out import show
from dislint.cli.usage import Command, language_option


def command() -> click.Command:
    """The command."""

    @click.command(cls=Command)
    @click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
    @language_option(expose_value=False)
    def completion(shell: str) -> int:
        """Prints the script."""
        from click.shell_completion import get_completion_class

        kind = get_completion_class(shell)
        assert kind is not None
        show(kind(click.get_current_context().find_root().command, {}, "dislint", "_DISLINT_COMPLETE").source())
        return 0

    return completion
