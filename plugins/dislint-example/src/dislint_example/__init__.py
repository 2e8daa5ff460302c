"""Rules for dislint: example."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from dislint import Document, Finding, Rule, hookimpl

DISLINT_API = 1


class UnnamedProject(Rule):
    """某项目：正式公开的报告不应写“某项目”。

    是什么：正文出现“某项目”。
    为什么：读者无从知道是哪个项目。
    错误示例：某项目支出 12.00 万元。
    正确示例：道路养护项目支出 12.00 万元。
    依据：本单位的写作规范。
    """

    code, name, severity = "EXAMPLE001", "unnamed-project", "warning"
    summary, summary_en = "没有写明项目名称", "a project without its name"

    def check(self, document: Document) -> Iterable[Finding]:
        """Finds the words in the text and in the cells of tables."""
        passages = [passage for _, passage in document.passages()]
        for passage in (*passages, *document.cells()):
            start = passage.compact.text.find("某项目")
            if start >= 0:
                yield self.finding(passage.anchor(start, start + 3), "没有写明是哪个项目", "the project is not named")


@hookimpl
def dislint_rules() -> Sequence[type[Rule]]:
    """The rules of this plugin."""
    return [UnnamedProject]


@hookimpl
def dislint_relations() -> Sequence[Path]:
    """The relation packs of this plugin."""
    return [Path(__file__).with_name("relations.toml")]
