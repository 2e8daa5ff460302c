"""The manual's page of a rule, made from its docstring.

``python -m dislint.cli.manual docs/rules`` writes the pages of all built-in rules; a test keeps them in step.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path

from dislint.rule.rules import ENGLISH_HEADINGS, PAGE_HEADINGS, Rule, documentation

FAMILIES = {
    "B": "B4 Budget subjects (科目)",
    "C": "C6 The narrative against the tables (说明与报表)",
    "D": "D1, D2 Documents against each other (文件之间)",
    "E": "E0 Reading (读取)",
    "N": "N5 The narrative's own arithmetic (说明中的算术)",
    "P": "P9 Self-evaluation reports (绩效自评)",
    "S": "S1 Structure (结构)",
    "T": "T2 Arithmetic within a table (表内勾稽)",
    "U": "U7 Units, years, names (单位、年份、名称)",
    "W": "W8 Wording (用语)",
    "X": "X3 Between tables (表间勾稽)",
}
_SEVERITIES = {"error": "错误", "warning": "警告", "info": "提示"}


def page(rule: type[Rule], lang: str = "zh") -> str:
    """A rule's page: its code, name and severity, its summary, and its docstring in a language."""
    english = lang == "en"
    severity = rule.severity if english else _SEVERITIES[rule.severity]
    summary = (rule.summary_en if english else "") or rule.summary
    return f"{rule.code} {rule.name} ({severity})\n{summary}\n\n{documentation(rule, lang)}\n"


def line(rule: type[Rule], lang: str = "zh") -> str:
    """A rule in a line: its code, severity, name and summary."""
    english = lang == "en"
    severity = rule.severity if english else _SEVERITIES[rule.severity]
    return f"{rule.code} [{severity}] {rule.name}  {(rule.summary_en if english else '') or rule.summary}"


def markdown(rule: type[Rule], lang: str = "zh") -> str:
    """A rule's page as Markdown."""
    english = lang == "en"
    text = documentation(rule, lang)
    for heading in (*PAGE_HEADINGS, *ENGLISH_HEADINGS):
        text = re.sub(rf"^{heading}(?:：|: )\s*", f"\n**{heading}**  \n", text, flags=re.MULTILINE)
    severity = rule.severity if english else f"{_SEVERITIES[rule.severity]} ({rule.severity})"
    title, other = (rule.summary_en, rule.summary) if english else (rule.summary, rule.summary_en)
    return f"# {rule.code} {title}\n\n`{rule.name}` · {severity}\n\n{other}\n\n{text.strip()}\n"


def write_pages(rules: Iterable[type[Rule]], folder: Path) -> None:
    """Writes a page for each rule, and their list."""
    folder.mkdir(parents=True, exist_ok=True)
    listed = sorted(rules, key=lambda rule: rule.code)
    for rule in listed:
        (folder / f"{rule.code}.md").write_text(markdown(rule), encoding="utf-8")
    (folder / "README.md").write_text("\n".join(["# Rules", *_index(listed)]) + "\n", encoding="utf-8")


def _index(rules: Iterable[type[Rule]]) -> Iterator[str]:
    """The rules by family, a table each."""
    for family, members in groupby(rules, key=lambda rule: rule.code[0]):
        yield f"\n## {FAMILIES.get(family, family)}\n\n| code | severity | 内容 | finds |\n| --- | --- | --- | --- |"
        for rule in members:
            yield f"| [{rule.code}]({rule.code}.md) | {rule.severity} | {rule.summary} | {rule.summary_en} |"


if __name__ == "__main__":
    from dislint.plugins import load_plugins

    builtin = [rule for rule in load_plugins().rules if rule.__module__.startswith("dislint.rules")]
    write_pages(builtin, Path(sys.argv[1]))
