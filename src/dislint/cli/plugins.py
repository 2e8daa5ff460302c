"""``dislint plugins``: the plugins, what they add, and what is wrong with them."""

from __future__ import annotations

from typing import Any

import click

from dislint.cli.out import complain, show
from dislint.cli.stated import stating, taken
from dislint.cli.usage import Command
from dislint.language import say


def command() -> click.Command:
    """The command."""

    @click.command(cls=Command)
    @stating({"lang"})
    def plugins(**options: Any) -> int:
        """Lists them."""
        from dislint.cli.show_settings import show_plugins
        from dislint.plugins import load_plugins

        config = taken(options).spoken()
        registry = load_plugins(config.plugins)
        show(show_plugins(registry))
        for refused in config.refused:
            complain(say(*refused))
        return 2 if registry.problems or config.refused else 0

    return plugins
