"""The pack is read, and its relations hold back from reports of other regions."""

from __future__ import annotations

from pathlib import Path

import pytest
from dislint_region_shanghai import dislint_lexicon, dislint_relations

from dislint import lint
from dislint.claims.lexicon import load_lexicon
from dislint.config import Config
from dislint.plugins import load_plugins
from dislint.relations.packs import load_packs
from dislint.structure.model import Kind


def test_relations_apply_to_the_region_only() -> None:
    relations = load_packs(dislint_relations())
    assert [relation.code for relation in relations] == ["SH001", "SH002"]
    assert all(relation.applies(Kind.FINAL_ACCOUNTS, 2024, "上海") for relation in relations)
    assert not any(relation.applies(Kind.FINAL_ACCOUNTS, 2024, "山西") for relation in relations)


def test_lexicon_adds_names() -> None:
    aliases = dict(load_lexicon(dislint_lexicon()).subjects)
    assert aliases["机关及参公单位运行经费"] == "机关运行经费"


@pytest.mark.parametrize(("spent", "codes"), [("90.00", []), ("190.00", ["SH001"])])
def test_expenditure_is_bounded(tmp_path: Path, spent: str, codes: list[str]) -> None:
    lines = [
        "虚构市示例局2024年度部门决算",
        "收入支出决算总表",
        "单位：万元",
        "收入\t\t支出\t",
        "项目\t决算数\t项目\t决算数",
        "一、一般公共预算财政拨款收入\t180.00\t一、教育支出\t180.00",
        "本年收入合计\t180.00\t本年支出合计\t180.00",
        "总计\t180.00\t总计\t180.00",
        "一般公共预算财政拨款支出决算表",
        "单位：万元",
        "功能分类科目编码\t科目名称\t合计\t基本支出\t项目支出",
        f"\t合计\t{spent}\t{spent}\t",
        f"205\t教育支出\t{spent}\t{spent}\t",
    ]
    report = tmp_path / "report.txt"
    report.write_text("\n".join(lines), encoding="utf-8")
    installed = any(plugin.name == "region-shanghai" for plugin in load_plugins().plugins)
    plugin = Path(__file__).parents[1] / "src" / "dislint_region_shanghai" / "__init__.py"
    config = Config(select=("SH",), region="上海", plugins=() if installed else (plugin,))
    (result,) = lint([report], config)
    assert [finding.code for finding in result.findings] == codes
