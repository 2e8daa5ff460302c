"""Rules applied to a document. What a rule does wrong is a finding that names it; the other rules' findings stand."""

from __future__ import annotations

import io
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, redirect_stdout
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from dislint.blocks import Anchor
from dislint.config.selection import Selection
from dislint.findings import Finding, Severity, flaw_of
from dislint.linter.doubts import graded
from dislint.linter.knowledge import Knowledge
from dislint.linter.limits import TimeLimitError, time_limit

if TYPE_CHECKING:
    from dislint.comparing.model import Comparison
    from dislint.document import Document
    from dislint.rule.rules import Rule

_LONGEST = 200
"""So many letters of an error's own words are shown."""


def apply_rules(
    document: Document, knowledge: Knowledge, selection: Selection, seconds: float
) -> tuple[list[Finding], bool]:
    """The findings of all rules that are wanted, each in at most so many seconds; and whether one did wrong."""
    wanted = (rule for rule in knowledge.rules if _wanted(rule, selection))
    findings, failed = _all_asked(wanted, lambda rule: rule().check(document), knowledge, seconds)
    return _in_sections(document, [*graded(findings, document.layout)]), failed


def apply_across(
    comparison: Comparison, knowledge: Knowledge, selection: Selection, seconds: float
) -> tuple[list[Finding], bool]:
    """The findings of all rules that are wanted and hold documents against each other; and whether one did wrong."""
    from dislint.rule.across import AcrossRule

    wanted = (rule for rule in knowledge.rules if issubclass(rule, AcrossRule) and _wanted(rule, selection))
    return _all_asked(wanted, lambda rule: rule().compare(comparison), knowledge, seconds)


_Ask = Callable[[Any], Iterable[Finding]]


def _all_asked(
    rules: Iterable[type[Rule]], ask: _Ask, knowledge: Knowledge, seconds: float
) -> tuple[list[Finding], bool]:
    """What rules find, with what they did wrong; and whether one did."""
    findings: list[Finding] = []
    failed = False
    for rule in rules:
        found, fault = _asked(rule, ask, knowledge, seconds)
        findings += found
        failed = failed or fault
    return findings, failed


def _asked(rule: type[Rule], ask: _Ask, knowledge: Knowledge, seconds: float) -> tuple[list[Finding], bool]:
    """What a rule finds, with what it did wrong; and whether it did."""
    trial = _Trial()
    found = trial.findings_of(rule, ask, seconds)
    if trial.fault:
        home = knowledge.registry.home(rule.code) or "wording"
        found.append(_misbehaved(rule.code, home, *trial.fault))
    return found, trial.fault is not None


def _wanted(rule: type[Rule], selection: Selection) -> bool:
    if getattr(rule, "preview", False):
        return selection.names(rule.code)
    return any(selection.selects(code) for code in (rule.code, *getattr(rule, "codes", ())))


@dataclass(slots=True)
class _Trial:
    """A rule at work; ``fault`` is what it did wrong, in both languages."""

    fault: tuple[str, str] | None = None

    def findings_of(self, rule: type[Rule], ask: _Ask, seconds: float) -> list[Finding]:
        """The findings up to the first fault."""
        found: list[Finding] = []
        try:
            with time_limit(seconds) as limit, _guarded() as watch:
                try:
                    for finding in ask(rule):
                        self.fault = flaw_of(finding)
                        if self.fault:
                            break
                        found.append(finding)
                except TimeLimitError:
                    if not limit.over:
                        raise
                    self.fault = f"{seconds:.0f} 秒仍未结束", f"not done after {seconds:.0f} s"
            self.fault = self.fault or watch.fault
        except (MemoryError, TimeLimitError, KeyboardInterrupt):
            raise
        except BaseException as error:  # A rule may even ask the program to exit; it must not take the run with it.
            self.fault = (words_of(error),) * 2
        return found


@dataclass(slots=True)
class _Watch:
    """What a rule did besides giving findings."""

    forks: int = 0
    said: bool = False

    @property
    def fault(self) -> tuple[str, str] | None:
        if self.forks:
            return "分出了进程", "forks a process"
        return ("向标准输出写了东西", "writes to standard output") if self.said else None


class _Said(io.TextIOBase):
    """Standard output while a rule is at work: what is written goes nowhere, and is noticed."""

    def __init__(self, watch: _Watch) -> None:
        self._watch = watch

    def write(self, text: str) -> int:
        self._watch.said = True
        return len(text)


_watch: _Watch | None = None
"""The rule at work. Python has one list of what happens at a fork, from which nothing is taken off again."""


def _forked() -> None:
    if _watch is not None:
        _watch.forks += 1


def _born() -> None:
    if _watch is not None:  # A second process would go on with our work, and write our results.
        os._exit(1)


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_parent=_forked, after_in_child=_born)


@contextmanager
def _guarded() -> Iterator[_Watch]:
    global _watch
    _watch = watch = _Watch()
    try:
        with redirect_stdout(_Said(watch)):
            yield watch
    finally:
        _watch = None


def _misbehaved(code: str, home: str, chinese: str, english: str) -> Finding:
    return crashed(f"规则 {code}（插件 {home}）", f"rule {code} of plugin {home}", chinese, english)


def crashed(where: str, place: str, chinese: str, english: str) -> Finding:
    """The finding that says what went wrong where, outside the document."""
    return Finding(
        "E009",
        Severity.ERROR,
        f"{where}出错：{chinese}；其余照常检查",
        Anchor(None, 1, 1, ""),
        f"{place} crashed: {english}; the others ran",
    )


def words_of(error: BaseException) -> str:
    """An error's kind and words, on one line."""
    try:
        words = str(error)
    except Exception:  # It may be the plugin's own class.
        words = ""
    return " ".join(f"{type(error).__name__}: {words}".split())[:_LONGEST]


def _in_sections(document: Document, findings: Sequence[Finding]) -> list[Finding]:
    """The findings with the headings that they stand under, where their rule has not said it."""
    told = []
    for finding in findings:
        printed = document.layout.at(finding.anchor) if not finding.section else ()
        told.append(replace(finding, section=document.section_name(printed[0].block)) if printed else finding)
    return told


def decide(findings: Iterable[Finding], selection: Selection) -> list[Finding]:
    """What is reported, with the user's severities, in the order of the document, each once.

    A cause that several rules report is told by the most basic of those that are selected.
    """
    regraded = (replace(f, severity=selection.severity(f.code, f.severity)) for f in findings)
    told: dict[int, Finding] = {}
    shown: dict[Finding, None] = {}
    for finding in (finding for finding in regraded if selection.shows(finding)):
        if finding.cause < 0:
            shown[finding] = None
        elif finding.cause not in told or finding.depth < told[finding.cause].depth:
            told[finding.cause] = finding
    return sorted({**shown, **dict.fromkeys(told.values())}, key=lambda f: f.sort_key)
