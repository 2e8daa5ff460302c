"""``dislint explain``: how the findings at a place came about."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dislint.cli.out import show
from dislint.cli.stated import READING, stating
from dislint.cli.usage import Command
from dislint.language import say

if TYPE_CHECKING:
    from dislint.config.configuration import Config
    from dislint.findings import Finding
    from dislint.linter.results import Result


def command() -> click.Command:
    """The command."""

    @click.command(cls=Command)
    @click.argument("place")
    @click.argument("fingerprint", required=False)
    @stating(READING)
    @click.option("-v", "--verbose", count=True, help=say("显示过程（-vv 更多）", "say what is done (-vv: more)"))
    def explain(place: str, fingerprint: str | None, **options: Any) -> int:
        """Explains the findings at a place."""
        from dislint.cli.one_file import made, settled

        file, wanted = _split_place(place)
        config, linters = settled(file, options)
        shown = made(file, config, linters, partial(_explained, wanted, fingerprint or ""))
        if not shown:
            raise click.UsageError(say(f"{place} 没有问题", f"nothing found at {place}"))
        show(shown)
        return 0

    return explain


def _explained(wanted: tuple[int, ...], fingerprint: str, result: Result, config: Config) -> str:
    from dislint.cli.explanation import explain
    from dislint.linter.knowledge import Knowledge

    document = result.document
    assert document is not None
    found = [f for f in result.findings if _is_at(f, wanted) and f.fingerprint.startswith(fingerprint)]
    rules = {rule.code: rule for rule in Knowledge(config).rules} if found else {}
    return "\n\n".join(explain(document, finding, rules.get(finding.code), config.lang) for finding in found)


def _split_place(place: str) -> tuple[Path, tuple[int, ...]]:
    """REPORT.pdf:18:7 as the file and its numbers."""
    head, numbers = place, list[int]()
    while not _exists(head) and head.rpartition(":")[2].isdecimal():
        head, _, number = head.rpartition(":")
        numbers.insert(0, int(number[:9]))
    return Path(head), tuple(numbers)


def _exists(name: str) -> bool:
    try:
        return Path(name).exists()
    except (OSError, ValueError):
        return False


def _is_at(finding: Finding, wanted: tuple[int, ...]) -> bool:
    anchor = finding.anchor
    place = (anchor.line, anchor.column) if anchor.page is None else (anchor.page, anchor.line)
    return place[: len(wanted)] == wanted
