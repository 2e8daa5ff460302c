"""Commands that plugins add: each with the options of the configuration, which the program reads for it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from typing import TYPE_CHECKING, Any, Protocol

import click

from dislint.cli.stated import stating, taken
from dislint.cli.usage import Command
from dislint.language import Text

if TYPE_CHECKING:
    from dislint.config.configuration import Config


class PluginCommand(Protocol):
    """A command of a plugin: ``dislint NAME``; ``help`` is its line in the list of commands.

    ``settings`` are the keys of the configuration's options that it takes besides its own ``parameters`` (of click).
    """

    name: str
    help: Text
    settings: Set[str]
    parameters: Sequence[click.Parameter]

    def run(self, config: Config, **options: Any) -> int:
        """Does the work by the configuration of the current folder, with what the command line states over it; returns
        the exit status."""
        ...


def added_commands() -> Mapping[str, click.Command]:
    """The commands of the installed plugins by name."""
    from dislint.plugins import load_commands

    return {command.name: _command(command) for command in load_commands()}


def _command(added: PluginCommand) -> click.Command:

    @click.command(added.name, cls=Command, help=str(added.help))
    @stating(added.settings)
    def command(**options: Any) -> int:
        from dislint.cli.settings import told
        from dislint.plugins import load_plugins

        config = taken(options).spoken()
        status = told(config, load_plugins(config.plugins))
        return added.run(config, **options) or status

    command.params += added.parameters
    return command
