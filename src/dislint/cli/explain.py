"""``dislint explain``: how the findings at a place came about."""

from __future__ import annotations

import re
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dislint.cli.out import show
from dislint.cli.stated import DOCUMENT, READING, Named, stating
from dislint.cli.usage import Command
from dislint.language import say

if TYPE_CHECKING:
    from dislint.comparing.model import Digest
    from dislint.config.configuration import Config
    from dislint.findings import Finding
    from dislint.linter.results import Result

_FINGERPRINT = re.compile(r"[0-9a-f]{6,16}")
"""A fingerprint, or enough of its beginning."""


def command() -> click.Command:
    """The command."""

    @click.command(cls=Command)
    @click.argument("place", metavar=say("文件[:页:行]|指纹", "FILE[:PAGE:LINE]|FINGERPRINT"), type=Named())
    @click.argument("fingerprint", required=False, metavar=say("[指纹]", "[FINGERPRINT]"))
    @click.option(
        "--against",
        type=DOCUMENT,
        help=say("对照的另一份文件（见 dislint compare）", "the document that it was compared with (dislint compare)"),
    )
    @stating(READING)
    @click.option("-v", "--verbose", count=True, help=say("显示过程（-vv 更多）", "say what is done (-vv: more)"))
    def explain(place: str, fingerprint: str | None, against: Path | None, **options: Any) -> int:
        """Explains the findings at a place."""
        from dislint.cli.one_file import made, settled
        from dislint.linter.comparisons import digested

        file, wanted = _split_place(place)
        if _FINGERPRINT.fullmatch(place) and not _exists(place):
            config, linters = settled(Path(), options)
            file, wanted, fingerprint = _file_with(place, config), (), place
        else:
            config, linters = settled(file, options)
        other = None if against is None else made(against, config, linters, digested)
        shown = made(file, config, linters, partial(_explained, wanted, fingerprint or "", other))
        if not shown:
            raise click.UsageError(say(f"{place} 没有问题", f"nothing found at {place}"))
        show(shown)
        return 0

    return explain


def _file_with(fingerprint: str, config: Config) -> Path:
    """The first report of the current folder that has the finding; raises UsageError. What was linted before is cached."""
    from dislint.linter.linter import Linters
    from dislint.running.discovery import Found, discover
    from dislint.running.jobs import Job
    from dislint.running.workers import lint_jobs

    linters = Linters()
    jobs = [Job(path, config) for path in discover([Path()], linters, Found(), config)]
    for result in lint_jobs(jobs, config.jobs, linters):
        accepted = (accepted.finding for accepted in result.accepted)
        if any(finding.fingerprint.startswith(fingerprint) for finding in (*result.findings, *accepted)):
            return Path(result.path)
    raise click.UsageError(
        say(
            f"当前文件夹的报告中没有指纹为 {fingerprint} 的问题",
            f"no report of the current folder has a finding with the fingerprint {fingerprint}",
        )
    )


def _explained(wanted: tuple[int, ...], fingerprint: str, other: Digest | None, result: Result, config: Config) -> str:
    from dislint.cli.explanation import explain
    from dislint.linter.knowledge import Knowledge

    document = result.document
    assert document is not None
    findings = result.findings if other is None else _across(result, other, config)
    found = [f for f in findings if _is_at(f, wanted) and f.fingerprint.startswith(fingerprint)]
    rules = {rule.code: rule for rule in Knowledge(config).rules} if found else {}
    return "\n\n".join(explain(document, finding, rules.get(finding.code), config.lang) for finding in found)


def _across(result: Result, other: Digest, config: Config) -> tuple[Finding, ...]:
    """The findings of a document against another one."""
    from dislint.comparing.recognition import in_order
    from dislint.linter.comparisons import compared, digested, findings_across
    from dislint.linter.linter import Linter

    own, linter = digested(result, config), Linter(config)
    assert own is not None
    comparison = compared(*in_order(other, own), linter)
    return findings_across(comparison, result, linter).findings if comparison.new is own else ()


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
