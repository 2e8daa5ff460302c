"""What a reporter is given: the results of a run."""

from __future__ import annotations

import os
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, NamedTuple, Protocol

if TYPE_CHECKING:
    from dislint.findings import Finding, Related
    from dislint.linter.results import Result
    from dislint.rule.rules import Rule


class Run(NamedTuple):
    """A finished run: its results in order, the rules that took part, and how the user wants them shown.

    ``problems`` are troubles of the program or its plugins; ``template`` is the user's --format, ``rule_url`` where the
    pages of rules are.
    """

    results: Sequence[Result]
    rules: Sequence[type[Rule]] = ()
    lang: str = "zh"
    colour: bool = False
    show_source: bool = False
    template: str = ""
    problems: Sequence[str] = ()
    rule_url: str = ""
    has_baseline: bool = False

    def message(self, finding: Finding | Related) -> str:
        """A finding's message in the run's language."""
        return (finding.english or finding.message) if self.lang == "en" else finding.message

    def rule_page(self, code: str) -> str:
        """The address of a rule's page; empty where none is known."""
        return self.rule_url.replace("{code}", code) if "{code}" in self.rule_url else ""

    def rule_name(self, code: str) -> str:
        """What the rule of a code finds, in a few words of the run's language; empty where the code has no rule."""
        rule = next((rule for rule in self.rules if rule.code == code), None)
        return ((rule.summary_en if self.lang == "en" else "") or rule.summary) if rule else ""

    def part(self, result: Result, name: str) -> Any:
        """What the reporter of a name made of a result where it was linted; None where it made nothing."""
        return (result.made or {}).get(name)


def position(place: Finding | Related) -> tuple[int, int]:
    """Line and column as formats for program text want them: page and line on it stand for them in paged documents."""
    anchor = place.anchor
    line, column = (anchor.line, anchor.column) if anchor.page is None else (anchor.page, anchor.line)
    return max(line, 1), max(column, 1)


def in_repository(path: str) -> str:
    """A path relative to the repository that the current folder lies in, as code scanning wants it; else as ``relative``."""
    here = Path.cwd()
    root = next((folder for folder in (here, *here.parents) if (folder / ".git").exists()), here)
    with suppress(ValueError):
        return Path(os.path.abspath(path)).relative_to(root).as_posix()
    return relative(path)


def relative(path: str) -> str:
    """A path as services that know the repository want it: relative to the current folder where it lies in it."""
    given = Path(path)
    with suppress(ValueError):
        given = given.relative_to(Path.cwd()) if given.is_absolute() else given
    return given.as_posix()


class Reporter(Protocol):
    """Writes the results of a run in one format; ``name`` is what --output-format takes.

    A reporter that shows more than findings has ``part(result, lang)``, which is called in the process that linted the
    file, where the result has its document; what it returns (it must be picklable) is ``run.part(result, name)``. One
    that sets ``streams = True`` goes through the results once, writing each as it comes: they may be still in the
    making, and are not kept. ``on_standard_output = N`` says that no more than N reports go there, ``save(run, file)``
    writes what is no single text: it is called where a file is given.
    """

    name: str

    def write(self, run: Run, out: IO[str]) -> None:
        """Writes all results."""
        ...
