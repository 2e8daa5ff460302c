"""Relation packs: what they say, and errors that name file, relation and key."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import dislint.rules
import pytest

from dislint.checks.packs import PackError, check_places, load_packs, read_pack
from dislint.domain.tables import load_kinds
from dislint.rule.declared import rules_of
from dislint.structure.model import Kind, Level

GOOD: dict[str, Any] = {
    "code": "ACME001",
    "title": "两表合计一致",
    "left": "T01[本年收入合计].收入",
    "relation": "=",
    "right": "T02[合计].本年收入合计",
}


def _one(**changes: Any) -> dict[str, Any]:
    return {"relation": [{key: value for key, value in {**GOOD, **changes}.items() if value is not None}]}


def test_built_in_packs_load_and_have_rules() -> None:
    relations = load_packs(dislint.rules.dislint_relations())
    codes = {relation.code for relation in relations}
    known = {name for rule in dislint.rules.dislint_rules() for name in getattr(rule, "relations", ())}
    assert {f"T20{n}" for n in range(1, 8)} | {f"X30{n}" for n in range(1, 10)} | {"X312", "X313"} >= codes
    assert codes <= known


def test_reads_all_keys() -> None:
    entry = _one(**{"for": "T03[类|款]"}, kinds=["final-accounts"], years="2023-2025", regions=["某省"])
    (relation,) = read_pack(entry, "x.toml")
    assert relation.each is not None
    assert relation.each.levels == {Level.CLASS, Level.SECTION}
    assert relation.tables == ("T01", "T02", "T03")
    assert relation.applies(Kind.FINAL_ACCOUNTS, 2024, "某省")
    assert not relation.applies(Kind.BUDGET, 2024, "某省")
    assert not relation.applies(Kind.FINAL_ACCOUNTS, 2026, "某省")
    assert not relation.applies(Kind.FINAL_ACCOUNTS, None, "某省")
    assert not relation.applies(Kind.FINAL_ACCOUNTS, 2024, "别省")


def test_a_relation_is_of_the_tables_of_its_condition_too() -> None:
    (relation,) = read_pack(_one(when="T03[合计].本年支出合计 = T05[合计].本年支出"), "x.toml")
    assert relation.tables == ("T01", "T02", "T03", "T05")


@pytest.mark.parametrize(("years", "applies"), [("2024", True), ("2025-", False), ("-2024", True), (None, True)])
def test_years(years: str | None, applies: bool) -> None:
    (relation,) = read_pack(_one(years=years), "x.toml")
    assert relation.applies(Kind.FINAL_ACCOUNTS, 2024, "") is applies


@pytest.mark.parametrize(
    ("changes", "key"),
    [
        ({"code": None}, "code"),
        ({"when": "T03[合计].本年支出合计"}, "when"),
        ({"when": "T03[合计] = T05[合计].本年支出"}, "when"),
        ({"code": "一"}, "code"),
        ({"title": ""}, "title"),
        ({"left": "T01["}, "left"),
        ({"right": 3}, "right"),
        ({"relation": "≠"}, "relation"),
        ({"for": "T03[三级]"}, "for"),
        ({"kinds": ["book"]}, "kinds"),
        ({"years": "去年"}, "years"),
        ({"regions": "某省"}, "regions"),
        ({"severity": "fatal"}, "severity"),
        ({"leftt": "x"}, "leftt"),
    ],
)
def test_errors_name_file_and_key(changes: dict[str, Any], key: str) -> None:
    with pytest.raises(PackError, match=rf"x\.toml: relation\[1\]: .*{key}"):
        read_pack(_one(**changes), "x.toml")


def test_broken_and_missing_files_are_named(tmp_path: Path) -> None:
    broken = tmp_path / "broken.toml"
    broken.write_text("[[relation", encoding="utf-8")
    with pytest.raises(PackError, match=r"broken\.toml"):
        load_packs([broken])
    with pytest.raises(PackError, match=r"none\.toml"):
        load_packs([tmp_path / "none.toml"])


def test_codes_without_a_rule_get_one() -> None:
    relations = read_pack({"relation": [{**GOOD, "severity": "warning"}, {**GOOD, "code": "T203"}]}, "x.toml")
    (rule,) = rules_of(relations, ["T203"])
    assert (rule.code, rule.severity, rule.relations) == ("ACME001", "warning", ("ACME001",))


@pytest.mark.parametrize(("left", "told"), [("T55[合计].基本支出", "T55"), ("T05[合计].基本支岀", "T05.基本支岀")])
def test_unknown_places(tmp_path: Path, left: str, told: str) -> None:
    pack = tmp_path / "pack.toml"
    pack.write_text(
        f'[[relation]]\ncode = "ACME001"\ntitle = "关系"\nleft = "{left}"\nrelation = "="\nright = "T06[合计].决算数"\n',
        encoding="utf-8",
    )
    with pytest.raises(PackError, match=told):
        check_places(load_packs([pack]), load_kinds(dislint.rules.dislint_tables()))
