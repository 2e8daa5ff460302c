"""Rules for dislint: example."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from dislint import Document, Finding, Rule, hookimpl

DISLINT_API = 1


class UnnamedDepartment(Rule):
    """有关部门：公开的报告应写明是哪个部门。

    是什么：正文或表格出现“有关部门”。
    为什么：读者无从知道是谁负责。
    错误示例：由有关部门负责。
    正确示例：由县财政局负责。
    依据：本单位的写作规范。
    """

    code, name, severity = "EXAMPLE001", "unnamed-department", "warning"
    summary, summary_en = "没有写明是哪个部门", "a department without its name"

    def check(self, document: Document) -> Iterable[Finding]:
        """Finds the words in the text and in the cells of tables."""
        passages = [passage for _, passage in document.passages()]
        for passage in (*passages, *document.cells()):
            start = passage.compact.text.find("有关部门")
            if start >= 0:
                place = passage.anchor(start, start + 4)
                yield self.finding(place, "没有写明是哪个部门", "the department is not named")


@hookimpl
def dislint_rules() -> Sequence[type[Rule]]:
    """The rules of this plugin."""
    return [UnnamedDepartment]


@hookimpl
def dislint_relations() -> Sequence[Path]:
    """The relation packs of this plugin."""
    return [Path(__file__).with_name("relations.toml")]
