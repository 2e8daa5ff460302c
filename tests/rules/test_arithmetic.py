"""A wrong digit anywhere in the narrative is one finding."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from dislint.config.configuration import Config
from dislint.findings import Finding
from dislint.linter.linter import Linter
from dislint.testing.accounts import make_accounts
from dislint.testing.wordings import make_report
from dislint.testing.writers import write_text


def _lint(text: str) -> list[Finding]:
    result = Linter(Config()).lint(Path("report.txt"), data=text.encode())
    return [finding for finding in result.findings if finding.severity.value != "info"]


NARRATIVE = [
    ("收入总计N万元，支出", r"收入总计(\d)", "C601"),
    ("growth", r"，增长(\d)", "N501"),
    ("share", r"占比(\d)", "N503"),
    ("completion", r"完成年初预算的(\d)", "N505"),
]


@pytest.mark.parametrize(("pattern", "code"), [(case[1], case[2]) for case in NARRATIVE])
@pytest.mark.parametrize("seed", [2, 5, 9])
def test_a_digit_in_the_narrative_is_one_finding(pattern: str, code: str, seed: int) -> None:
    text = write_text(make_report(make_accounts(seed), "shanxi"))
    start = text.index("第三部分", text.index("公开09表"))
    match = re.compile(pattern).search(text, start)
    assert match is not None
    at = match.start(1)
    changed = text[:at] + str((int(text[at]) + 3) % 9 + 1) + text[at + 1 :]
    assert [finding.code for finding in _lint(changed)] == [code]
