"""Sentences of many regions, each with a right and a wrong number: data in ``regions/*.toml``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import tomli

from dislint import Finding, lint

_HEAD = "云河市水文测报中心\n2022年度部门决算\n第一部分 部门概况\n一、主要职责\n开展水文测报。\n第三部分 2022年度部门决算情况说明"
_BUDGET = "云河市水文测报中心\n2031年单位预算\n第一部分 单位概况\n一、主要职责\n开展水文测报。\n第三部分 2031年单位预算情况说明"
_OPENING = "一、收入支出决算总体情况说明\n收支总体情况见公开01表。"
CASES = [
    case
    for path in sorted((Path(__file__).parent / "regions").glob("*.toml"))
    for case in tomli.loads(path.read_text(encoding="utf-8"))["case"]
]


def findings(case: dict[str, Any], number: str, path: Path) -> list[Finding]:
    """Errors and warnings of the text with a number, but for the parts and tables that so short a text lacks."""
    opening = [] if case["under"].startswith("一、") else [_OPENING]
    head = _BUDGET if case.get("budget") else _HEAD
    lines = "\n".join([head, *opening, case["under"], case["text"].replace("{}", number)]).split("\n")
    path.write_text("\n\n".join(line for line in lines if line) + "\n", encoding="utf-8")
    (result,) = lint([path])
    return [found for found in result.findings if found.severity.value != "info" and found.code[0] != "S"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['kind']}: {case['text'][:30]}")
def test_the_wrong_number_is_found_and_the_right_one_is_not(case: dict[str, Any], tmp_path: Path) -> None:
    report = tmp_path / "report.txt"
    assert [(found.code, found.message) for found in findings(case, case["right"], report)] == []
    wrong = findings(case, case["wrong"], report)
    assert [found for found in wrong if found.code.startswith(tuple(case["finds"]))], [f.message for f in wrong]
