"""The pack is read, its relations hold back from reports of other regions, and the cases."""

from __future__ import annotations

from pathlib import Path

import dislint_region_shanghai
import pytest

from dislint import Config, Kind, load_lexicon, load_packs
from dislint.testing import Case, load_cases

CASES = [case for name in ("cases.toml", "assets.toml") for case in load_cases(Path(__file__).with_name(name))]
PLUGIN = Path(dislint_region_shanghai.__file__)


def test_relations_apply_to_the_region_only() -> None:
    relations = load_packs(dislint_region_shanghai.dislint_relations())
    assert [relation.code for relation in relations] == ["SH001", "SH002", "SH003"]
    assert all(relation.applies(Kind.FINAL_ACCOUNTS, 2024, "上海") for relation in relations)
    assert not any(relation.applies(Kind.FINAL_ACCOUNTS, 2024, "山西") for relation in relations)


def test_lexicon_adds_names() -> None:
    aliases = dict(load_lexicon(dislint_region_shanghai.dislint_lexicon()).subjects)
    assert aliases["机关及参公单位运行经费"] == "机关运行经费"


@pytest.mark.parametrize("case", CASES, ids=str)
def test_case(case: Case) -> None:
    case.check(Config(region="上海"), plugins=[PLUGIN])
