"""The rules for tables, between tables and for subjects: cases as data (arithmetic_cases.toml)."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from dislint.rules import between, narrative, restatement, subjects, tables

from dislint.config import Config
from dislint.findings import Finding
from dislint.linter import lint_file
from dislint.rule import PAGE_HEADINGS
from dislint.testing.accounts import make_accounts
from dislint.testing.wordings import make_report
from dislint.testing.writers import write_text

CASES = tomllib.loads(Path(__file__).with_name("arithmetic_cases.toml").read_text(encoding="utf-8"))["case"]
FAMILIES = (tables, between, subjects, narrative, restatement)
RULES = [rule for family in FAMILIES for rule in family.RULES]


def _lint(text: str) -> list[Finding]:
    result = lint_file(Path("report.txt"), Config(), data=text.encode())
    return [finding for finding in result.findings if finding.severity.value != "info"]


def _report(case: dict[str, Any]) -> str:
    report = make_report(make_accounts(2), case.get("wording", "shanxi"))
    if "table" in case:
        table = report.table(case["table"])
        row = next(row for row in table.rows[table.header :] if case["row"] in row)
        if case.get("drop"):
            table.rows.remove(row)
        else:
            row[case["column"]] = case["text"]
    return write_text(report)


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_case(case: dict[str, Any]) -> None:
    found = _lint(_report(case))
    assert sorted(finding.code for finding in found) == sorted(case["finds"])
    if "at" in case:
        assert found[0].anchor.text == case["at"]
        assert found[0].expected


NARRATIVE = [
    ("收入总计N万元，支出", r"收入总计(\d)", "C601"),
    ("growth", r"，增长(\d)", "N501"),
    ("share", r"占比(\d)", "N503"),
    ("completion", r"完成年初预算的(\d)", "N505"),
]


@pytest.mark.parametrize(("pattern", "code"), [(case[1], case[2]) for case in NARRATIVE])
@pytest.mark.parametrize("seed", [2, 5, 9])
def test_a_digit_in_the_narrative_is_one_finding(pattern: str, code: str, seed: int) -> None:
    import re

    text = write_text(make_report(make_accounts(seed), "shanxi"))
    start = text.index("第三部分", text.index("公开09表"))
    match = re.compile(pattern).search(text, start)
    assert match is not None
    at = match.start(1)
    changed = text[:at] + str((int(text[at]) + 3) % 9 + 1) + text[at + 1 :]
    assert [finding.code for finding in _lint(changed)] == [code]


@pytest.mark.parametrize("rule", RULES, ids=[rule.code for rule in RULES])
def test_pages_follow_the_format(rule: type) -> None:
    page = rule.__doc__ or ""
    places = [page.find(f"{heading}：") for heading in PAGE_HEADINGS]
    assert -1 not in places
    assert places == sorted(places)
    assert page.splitlines()[0].endswith("。")
