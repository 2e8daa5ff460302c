"""``dislint rule``: the manual's page of a rule, or of all."""

from __future__ import annotations

from typing import Any

import click

from dislint.cli.out import show
from dislint.cli.settings import told
from dislint.cli.stated import stating, taken
from dislint.cli.usage import Command
from dislint.language import current, say


def command() -> click.Command:
    """The command."""

    @click.command(cls=Command)
    @click.argument("code", required=False)
    @click.option("--all", "everything", is_flag=True, help=say("全部规则", "all rules"))
    @stating({"lang"})
    def rule(code: str | None, everything: bool, **options: Any) -> int:
        """Prints the pages of rules."""
        from dislint.cli.manual import page
        from dislint.linter.knowledge import Knowledge

        if everything == bool(code):
            raise click.UsageError(say("请给出一个代码或 --all", "give a code or --all"))
        config = taken(options).spoken()
        knowledge = Knowledge(config)
        rules = sorted(knowledge.rules, key=lambda r: r.code)
        found = rules if everything else [r for r in rules if code and r.code == code.upper()]
        if not found:
            raise click.UsageError(say(f"没有规则 {code}", f"no rule {code}"))
        show("\n\n".join(page(item, current()) for item in found))
        return told(config, knowledge.registry)

    return rule
