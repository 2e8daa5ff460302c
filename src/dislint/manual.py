"""The manual's page of a rule, made from its docstring.

``python -m dislint.manual docs/rules`` writes the pages of all built-in rules; a test keeps them in step.
"""

from __future__ import annotations

import inspect
import re
import sys
from collections.abc import Iterable
from pathlib import Path

from dislint.rule import PAGE_HEADINGS, Rule

_SEVERITIES = {"error": "错误", "warning": "警告", "info": "提示"}


def page(rule: type[Rule], lang: str = "zh") -> str:
    """A rule's page: its code, name and severity, its summary, and its docstring."""
    english = lang == "en"
    severity = rule.severity if english else _SEVERITIES[rule.severity]
    summary = (rule.summary_en if english else "") or rule.summary
    return f"{rule.code} {rule.name} ({severity})\n{summary}\n\n{inspect.cleandoc(rule.__doc__ or summary)}\n"


def markdown(rule: type[Rule]) -> str:
    """A rule's page as Markdown."""
    text = inspect.cleandoc(rule.__doc__ or rule.summary)
    for heading in PAGE_HEADINGS:
        text = re.sub(rf"^{heading}：\s*", f"\n**{heading}**  \n", text, flags=re.MULTILINE)
    facts = f"`{rule.name}` · {_SEVERITIES[rule.severity]} ({rule.severity})"
    return f"# {rule.code} {rule.summary}\n\n{facts}\n\n{rule.summary_en}\n\n{text.strip()}\n"


def write_pages(rules: Iterable[type[Rule]], folder: Path) -> None:
    """Writes a page for each rule, and their list."""
    folder.mkdir(parents=True, exist_ok=True)
    listed = sorted(rules, key=lambda rule: rule.code)
    for rule in listed:
        (folder / f"{rule.code}.md").write_text(markdown(rule), encoding="utf-8")
    rows = [f"| [{rule.code}]({rule.code}.md) | {rule.severity} | {rule.summary} |" for rule in listed]
    table = "\n".join(["# Rules", "", "| code | severity | finds |", "| --- | --- | --- |", *rows])
    (folder / "README.md").write_text(table + "\n", encoding="utf-8")


if __name__ == "__main__":
    from dislint.plugins import load_plugins

    builtin = [rule for rule in load_plugins().rules if rule.__module__.startswith("dislint.rules")]
    write_pages(builtin, Path(sys.argv[1]))
