"""``dislint clean``: empties the cache."""

from __future__ import annotations

import click

from dislint.cli.out import show
from dislint.cli.usage import Command, language_option
from dislint.language import current, say, use


def command() -> click.Command:
    """The command."""

    @click.command(cls=Command)
    @language_option()
    def clean(lang: str | None) -> int:
        """Empties it."""
        from dislint import cache

        use(lang or current())
        count, size = cache.clean()
        told = f"{count} / {size / 1024 / 1024:.1f} MiB"
        show(say(f"{cache.folder()}：删去 {told}", f"{cache.folder()}: removed {told}"))
        return 0

    return clean
