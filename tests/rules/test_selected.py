"""One cause, several relations: which code tells of it, what it says of the others, and what it never swallows."""

from __future__ import annotations

from pathlib import Path

import pytest

from dislint import Config, Finding, lint
from dislint.testing.accounts import make_accounts
from dislint.testing.wordings import make_report
from dislint.testing.writers import write_text

WRONG = ("2060503\t科技条件专项\t136.57\t\t136.57", "2060503\t科技条件专项\t136.57\t\t163.57")
PACK = """
[[relation]]
code = "ACME101"
title = "科技条件专项不大于其他收入"
title_en = "the grant for science is at most other income"
left = "T05[2060503].项目支出"
relation = "<="
right = "T01[其他收入].收入"
"""


@pytest.fixture
def report(tmp_path: Path) -> Path:
    """A report with one wrong cell, which breaks a row, a column and the limit that another table sets."""
    text = write_text(make_report(make_accounts(21), "sichuan"))
    at = text.index(WRONG[0], text.index("公开05表"))
    path = tmp_path / "report.txt"
    path.write_text(text[:at] + WRONG[1] + text[at + len(WRONG[0]) :], encoding="utf-8")
    return path


def found(path: Path, **options: object) -> list[Finding]:
    (result,) = lint([path], Config(**options))  # type: ignore[arg-type]
    return list(result.findings)


@pytest.mark.parametrize(
    ("options", "code", "others"),
    [
        ({}, "T201", "；T202、X307因此也不符"),
        ({"select": ("X", "T201")}, "T201", "；T202、X307因此也不符"),
        ({"ignore": ("T201",)}, "T202", "；T201、X307因此也不符"),
        ({"ignore": ("T2",)}, "X307", "；T201、T202因此也不符"),
        ({"select": ("X",)}, "X307", "；T201、T202因此也不符"),
    ],
)
def test_the_most_basic_of_the_selected_relations_tells_and_names_the_others(
    report: Path, options: dict[str, object], code: str, others: str
) -> None:
    (finding,) = found(report, **options)
    assert (finding.code, finding.anchor.text) == (code, "163.57")
    assert finding.message.endswith(others)


def test_what_no_relation_that_is_selected_breaks_is_not_told(report: Path) -> None:
    assert found(report, select=("N", "C")) == []


def test_an_unrelated_relation_that_the_same_value_does_not_mend_is_told_by_itself(report: Path) -> None:
    pack = report.with_name("pack.toml")
    pack.write_text(PACK, encoding="utf-8")
    one, other = found(report, relations=(pack,))
    assert {one.code, other.code} == {"T201", "ACME101"}
    (limit,) = (finding for finding in (one, other) if finding.code == "ACME101")
    assert "应不大于" in limit.message
    assert "ACME101" not in "".join(f.message for f in (one, other) if f is not limit)
