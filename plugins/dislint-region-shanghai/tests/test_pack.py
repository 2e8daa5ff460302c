"""The pack is read, and its relations hold back from reports of other regions."""

from __future__ import annotations

from pathlib import Path

import pytest
from dislint_region_shanghai import dislint_lexicon, dislint_relations

from dislint.claims.lexicon import load_lexicon
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


@pytest.mark.parametrize(("basic", "codes"), [("90.00", []), ("190.00", ["SH001"])])
def test_basic_expenditure_is_bounded(tmp_path: Path, basic: str, codes: list[str]) -> None:
    from dislint import lint
    from dislint.config import Config
    from dislint.plugins import load_plugins

    all_money = "本年支出合计\t基本支出\t项目支出\t上缴上级支出\t经营支出\t对附属单位补助支出"
    tables = (
        ("支出决算表", all_money, "180.00\t120.00\t60.00\t\t\t"),
        ("一般公共预算财政拨款支出决算表", "合计\t基本支出\t项目支出", f"{basic}\t{basic}\t"),
    )
    lines = ["虚构市示例局2024年度部门决算", ""]
    for title, heads, amounts in tables:
        lines += [title, "单位：万元", f"功能分类科目编码\t科目名称\t{heads}", f"\t合计\t{amounts}", ""]
    report = tmp_path / "report.txt"
    report.write_text("\n".join(lines), encoding="utf-8")
    installed = any(plugin.name == "region-shanghai" for plugin in load_plugins().plugins)
    plugin = Path(__file__).parents[1] / "src" / "dislint_region_shanghai" / "__init__.py"
    config = Config(select=("SH",), region="上海", plugins=() if installed else (plugin,))
    (result,) = lint([report], config)
    assert [finding.code for finding in result.findings] == codes
