"""``dislint clean``: empties the cache."""

from __future__ import annotations

import click

from dislint.cli.out import show
from dislint.cli.usage import Command
from dislint.language import LANGUAGES, VARIABLE, current, say, use


def command() -> click.Command:
    """The command."""

    @click.command(cls=Command)
    @click.option("--lang", type=click.Choice(LANGUAGES), envvar=VARIABLE, help=say("消息语言", "language of messages"))
    def clean(lang: str | None) -> int:
        """Empties it."""
        from dislint import cache

        use(lang or current())
        count, size = cache.clean()
        told = f"{count} / {size / 1024 / 1024:.1f} MiB"
        show(say(f"{cache.folder()}：删去 {told}", f"{cache.folder()}: removed {told}"))
        return 0

    return clean
