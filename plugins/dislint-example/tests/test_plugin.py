"""Tests of the plugin: texts, and the findings they must and must not give."""

from __future__ import annotations

from pathlib import Path

import pytest
from dislint_example import UnnamedProject, dislint_relations

from dislint import lint
from dislint.config import Config
from dislint.plugins import load_plugins
from dislint.relations.packs import load_packs

HERE = Path(__file__).parent
PLUGIN = HERE.parent / "src" / "dislint_example" / "__init__.py"


@pytest.fixture
def config() -> Config:
    """Loads the plugin from its file where it is not installed."""
    installed = any(plugin.name == "example" for plugin in load_plugins().plugins)
    return Config(select=("EXAMPLE",), plugins=() if installed else (PLUGIN,))


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("某项目支出 12.00 万元。\n", ["EXAMPLE001"]),
        ("其中，某 项目已完成。\n", ["EXAMPLE001"]),
        ("道路养护项目支出 12.00 万元。\n", []),
        ("某些项目尚未完成。\n", []),
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
    assert [relation.code for relation in load_packs(dislint_relations())] == ["EXAMPLE101"]
