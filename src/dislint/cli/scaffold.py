"""``dislint new-plugin``: a package with a rule, a relation, tests and its entry point."""

from __future__ import annotations

import re
from pathlib import Path

from dislint.language import SpokenError

_NAME = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")

_PYPROJECT = """\
[build-system]
requires = ["setuptools>=77"]
build-backend = "setuptools.build_meta"

[project]
name = "dislint-@NAME@"
version = "0.1.0"
description = "Rules for dislint: @NAME@"
requires-python = ">=3.11"
dependencies = ["dislint"]

[project.optional-dependencies]
test = ["pytest"]

[project.entry-points.dislint]
@NAME@ = "@PACKAGE@"

[tool.setuptools.packages.find]
where = ["src"]

[tool.setuptools.package-data]
"@PACKAGE@" = ["*.toml"]

[tool.pytest.ini_options]
pythonpath = ["src"]
"""

_README = """\
# dislint-@NAME@

A plugin for dislint. Install it beside dislint (`pip install -e .`); `dislint plugins` lists it, `dislint rule @CODE@001` explains its rule.

Tests: `pip install -e ".[test]" && python -m pytest`; the cases are in tests/cases.toml.
"""

_PLUGIN = '''\
"""Rules for dislint: @NAME@."""

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

    code, name, severity = "@CODE@001", "unnamed-department", "warning"
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
'''

_RELATIONS = """\
# Relations between table cells; the language is described in dislint's docs/relations.md.

[[relation]]
code = "@CODE@101"
title = "项目支出不大于基本支出"
title_en = "project expenditure is no more than basic expenditure"
left = "T03[合计].项目支出"
relation = "<="
right = "T03[合计].基本支出"
source = "@NAME@"
"""

_TESTS = '''\
"""The cases of cases.toml: texts, and the findings they must and must not give."""

from __future__ import annotations

from pathlib import Path

import @PACKAGE@
import pytest

from dislint.testing import Case, load_cases


@pytest.mark.parametrize("case", load_cases(Path(__file__).with_name("cases.toml")), ids=str)
def test_case(case: Case) -> None:
    case.check(plugins=[Path(@PACKAGE@.__file__)])
'''

_CASES = '''\
# What a report says, and what this plugin must and must not find in it; dislint.testing.cases describes the keys.
codes = ["@CODE@"]

[[case]]
text = "由有关部门负责。"
finds = ["@CODE@001"]
at = "有关部门"

[[case]]
text = "经有 关部门批准。"
finds = ["@CODE@001"]

[[case]]
text = "由县财政局负责。"
finds = []

[[case]]
text = "有关各部门的分工另行说明。"
finds = []

[[case]]
name = "more for projects than basic"
text = """
虚构市示例局2024年度部门决算
支出决算表
单位：万元
功能分类科目编码	科目名称	本年支出合计	基本支出	项目支出
	合计	100.00	40.00	60.00
"""
finds = ["@CODE@101"]

[[case]]
name = "less for projects than basic"
text = """
虚构市示例局2024年度部门决算
支出决算表
单位：万元
功能分类科目编码	科目名称	本年支出合计	基本支出	项目支出
	合计	100.00	60.00	40.00
"""
finds = []
'''


class ScaffoldError(SpokenError):
    """The package cannot be written."""


def write_plugin(name: str, folder: Path) -> str:
    """Writes the package into a new folder; returns what to do next. Raises ScaffoldError."""
    name = name.removeprefix("dislint-")
    if not _NAME.fullmatch(name):
        raise ScaffoldError(
            f"{name!r}：插件名只用小写字母、数字和连字符，如 my-county",
            f"{name!r}: a name has lower-case letters, digits and hyphens, such as my-county",
        )
    package = f"dislint_{name.replace('-', '_')}"
    code = re.sub(r"[^A-Z]", "", name.upper())[:8].ljust(2, "X")
    root = folder / f"dislint-{name}"
    if root.exists():
        raise ScaffoldError(f"{root} 已存在", f"{root} exists already")
    files = {
        "pyproject.toml": _PYPROJECT,
        "README.md": _README,
        f"src/{package}/__init__.py": _PLUGIN,
        f"src/{package}/relations.toml": _RELATIONS,
        "tests/cases.toml": _CASES,
        "tests/test_plugin.py": _TESTS,
    }
    for path, template in files.items():
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        text = template.replace("@NAME@", name).replace("@PACKAGE@", package).replace("@CODE@", code)
        file.write_text(text, encoding="utf-8")
    return f"{root}\n  cd {root} && pip install -e '.[test]' && python -m pytest"
