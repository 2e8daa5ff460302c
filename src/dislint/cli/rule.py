"""``dislint rule``: the manual's page of a rule or of all, or the rules of a family in a line each."""

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
        from dislint.cli.manual import line, page
        from dislint.linter.knowledge import Knowledge

        if everything == bool(code):
            raise click.UsageError(say("请给出一个代码或 --all", "give a code or --all"))
        config = taken(options).spoken()
        knowledge = Knowledge(config)
        rules = sorted(knowledge.rules, key=lambda r: r.code)
        wanted = (code or "").upper()
        found = [rule for rule in rules if rule.code.startswith(wanted)]
        if not found:
            told(config, knowledge.registry)  # A plugin that was not loaded may have it.
            raise click.UsageError(say(f"没有规则 {code}", f"no rule {code}"))
        pages = everything or found[0].code == wanted
        show("\n\n".join(page(r, current()) for r in found) if pages else "\n".join(line(r, current()) for r in found))
        return told(config, knowledge.registry)

    return rule
