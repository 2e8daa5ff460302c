"""``dislint config``: the configuration in force, and where each part of it was set."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from dislint.cli.out import show, show_data
from dislint.cli.settings import told
from dislint.cli.stated import DOCUMENT, stating, taken
from dislint.cli.usage import Command
from dislint.language import say


def command() -> click.Command:
    """The command."""

    @click.command(cls=Command)
    @click.argument("path", type=DOCUMENT, default=Path())
    @click.option("--schema", is_flag=True, help=say("输出 JSON Schema", "print the JSON Schema"))
    @stating({"lang"})
    def config(path: Path, schema: bool, **options: Any) -> int:
        """Prints the configuration."""
        from dislint.cli.checking import check_configs
        from dislint.cli.show_settings import show_config
        from dislint.config.configuration import OPTIONS
        from dislint.config.options import schema as config_schema
        from dislint.linter.linter import Linters

        settings, linters = taken(options).spoken(path), Linters()
        registry = linters.of(settings).knowledge.registry
        if schema:
            show_data(json.dumps(config_schema(OPTIONS, registry.options), ensure_ascii=False, indent=2))
            return 0
        check_configs([settings], linters)
        show(show_config(settings, registry))
        return told(settings, registry)

    return config
