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

Tests: `pip install -e ".[test]" && python -m pytest`
"""

_PLUGIN = '''\
"""Rules for dislint: @NAME@."""

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

    code, name, severity = "@CODE@001", "unnamed-project", "warning"
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
'''

_RELATIONS = """\
# Relations between table cells; the language is described in dislint's docs/relations.md.

[[relation]]
code = "@CODE@101"
title = "财政拨款收入不大于本年收入合计"
title_en = "fiscal income is no more than all income of the year"
left = "T02[合计].财政拨款收入"
relation = "<="
right = "T02[合计].本年收入合计"
source = "@NAME@"
"""

_TESTS = '''\
"""Tests of the plugin: texts, and the findings they must and must not give."""

from __future__ import annotations

from pathlib import Path

import pytest
from @PACKAGE@ import UnnamedProject, dislint_relations

from dislint import lint
from dislint.config import Config
from dislint.plugins import load_plugins
from dislint.relations.packs import load_packs

HERE = Path(__file__).parent
PLUGIN = HERE.parent / "src" / "@PACKAGE@" / "__init__.py"


@pytest.fixture
def config() -> Config:
    """Loads the plugin from its file where it is not installed."""
    installed = any(plugin.name == "@NAME@" for plugin in load_plugins().plugins)
    return Config(select=("@CODE@",), plugins=() if installed else (PLUGIN,))


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("某项目支出 12.00 万元。\\n", ["@CODE@001"]),
        ("其中，某 项目已完成。\\n", ["@CODE@001"]),
        ("道路养护项目支出 12.00 万元。\\n", []),
        ("某些项目尚未完成。\\n", []),
    ],
)
def test_unnamed_project(tmp_path: Path, config: Config, text: str, codes: list[str]) -> None:
    report = tmp_path / "report.txt"
    report.write_text(text, encoding="utf-8")
    (result,) = lint([report], config)
    assert [finding.code for finding in result.findings] == codes


def test_rule_has_a_page() -> None:
    assert "是什么" in (UnnamedProject.__doc__ or "")


def test_relations_can_be_read(config: Config) -> None:
    assert not load_plugins(config.plugins).problems
    assert [relation.code for relation in load_packs(dislint_relations())] == ["@CODE@101"]
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
    code = re.sub(r"[^A-Z]", "", name.upper())[:4].ljust(2, "X")
    root = folder / f"dislint-{name}"
    if root.exists():
        raise ScaffoldError(f"{root} 已存在", f"{root} exists already")
    files = {
        "pyproject.toml": _PYPROJECT,
        "README.md": _README,
        f"src/{package}/__init__.py": _PLUGIN,
        f"src/{package}/relations.toml": _RELATIONS,
        "tests/test_plugin.py": _TESTS,
    }
    for path, template in files.items():
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        text = template.replace("@NAME@", name).replace("@PACKAGE@", package).replace("@CODE@", code)
        file.write_text(text, encoding="utf-8")
    return f"{root}\n  cd {root} && pip install -e '.[test]' && python -m pytest"
