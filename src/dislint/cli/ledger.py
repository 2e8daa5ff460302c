"""``dislint ledger``: what publication requires of a document, which relations there are, and what came of each."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dislint.cli.check import more_outputs
from dislint.cli.stated import DOCUMENT, FILE, LINTING, stating
from dislint.cli.usage import Command
from dislint.language import say

if TYPE_CHECKING:
    from dislint.cli.sheets import Content
    from dislint.config.configuration import Config
    from dislint.linter.results import Result

_CHECKLIST = "checklist"


def command() -> click.Command:
    """The command."""

    @click.command(cls=Command)
    @click.argument("file", type=DOCUMENT)
    @stating(LINTING)
    @click.option("--output-file", type=FILE, help=say("写入文件而不是标准输出", "write to a file"))
    @more_outputs
    @click.option("--exit-zero", is_flag=True, help=say("有问题也返回 0", "exit 0 although something is broken"))
    @click.option("-v", "--verbose", count=True, help=say("显示过程（-vv 更多）", "say what is done (-vv: more)"))
    def ledger(file: Path, output_file: Path | None, outputs: Any, exit_zero: bool, **options: Any) -> int:
        """Prints the ledger."""
        from dislint.cli.extras import tell_missing
        from dislint.cli.one_file import made, settled
        from dislint.cli.outputs import check_outputs
        from dislint.cli.sheets import write_sheets

        config, linters = settled(file, options)
        wanted = [(config.output_format, output_file), *outputs]
        tell_missing([file], wanted, [config.engine])
        check_outputs([target for _, target in wanted if target is not None], [(file, config)], [config])
        content, form, broken = made(file, config, linters, ledger_of)
        knowledge = linters.of(config).knowledge
        write_sheets(content, [one for one in wanted if one[0] != _CHECKLIST], knowledge, config.lang)
        # The form is a workbook where its file is called so.
        forms = [
            ("xlsx" if target and target.suffix.lower() == ".xlsx" else "text", target)
            for name, target in wanted
            if name == _CHECKLIST
        ]
        write_sheets(form, forms, knowledge, config.lang)
        return 1 if broken and not exit_zero else 0

    return ledger


def ledger_of(result: Result, config: Config) -> tuple[Content, Content, bool]:
    """The whole ledger, the form alone, and whether anything is broken."""
    from dislint.cli.sheets import Content
    from dislint.ledger.model import Standing
    from dislint.ledger.relations import relations_kept
    from dislint.linter.knowledge import Knowledge
    from dislint.reporters import ledger as view

    assert result.document is not None
    knowledge = Knowledge(config)
    made = view.Ledger(
        view.met_by(result), relations_kept(knowledge.relations, result.document, knowledge.own_relations)
    )
    whole = Content(view.sheet_of(made, result, config.lang), view.object_of(made, result, config.lang))
    form = Content(whole.sheet._replace(parts=whole.sheet.parts[:1]), whole.object)
    standings = [*(one.standing for one in made.met), *(one.standing for one in made.kept)]
    return whole, form, Standing.BROKEN in standings
