"""What ``dislint explain`` says of a finding: the words, the numbers with what they may stand for, the conclusion, the rule."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from dislint.cli.program import app
from dislint.config.configuration import Config
from dislint.findings import Finding
from dislint.linter.linter import Linter
from dislint.linter.results import Result
from dislint.testing.accounts import make_accounts
from dislint.testing.injection import inject
from dislint.testing.wordings import make_report
from dislint.testing.writers import write_text


@pytest.fixture
def report(tmp_path: Path) -> Path:
    made = make_report(make_accounts(4), "shanxi")
    for kind in ("growth", "class-row", "year"):
        inject(made, kind, random.Random(4))
    path = tmp_path / "报告.txt"
    path.write_text(write_text(made), encoding="utf-8")
    return path


def linted(report: Path) -> Result:
    return Linter(replace(Config(), minimum_severity="info")).lint(report, keep=True)


def found(report: Path, code: str) -> Finding:
    return next(finding for finding in linted(report).findings if finding.code == code)


def told(*arguments: str) -> str:
    result = CliRunner().invoke(app, ["explain", *arguments], standalone_mode=False)
    assert result.exception is None, result.exception
    return result.output


def test_a_rate(report: Path) -> None:
    finding = found(report, "N501")
    shown = told(f"{report}:{finding.anchor.line}:{finding.anchor.column}")
    assert finding.message in shown
    assert f"【{finding.anchor.text}】" in shown
    assert finding.section in shown
    assert f" {finding.actual}，即 " in shown.split("所写  ")[1].splitlines()[0]
    assert f"应为  {finding.expected}，即 " in shown
    assert "两段数值不相交，四舍五入不能解释。" in shown
    assert shown.count("万元，即 ") == 2
    assert "规则  N501" in shown
    assert "依据：" in shown


def test_a_cell_that_breaks_several_sums(report: Path) -> None:
    finding = found(report, "T201")
    shown = told(str(report), finding.fingerprint[:8])
    assert "核对 1  T201" in shown
    assert "核对 2" in shown
    assert f"【{finding.anchor.text}】" in shown
    # A sum of so many numbers lets its result be as far off as all of them together.
    assert shown.count("即 ") >= 4


def test_rounding(report: Path) -> None:
    finding = found(report, "T290")
    shown = told("--config", str(severe(report)), f"{report}:{finding.anchor.line}:{finding.anchor.column}")
    assert "两段数值相交，差额可由四舍五入解释。" in shown


def severe(report: Path) -> Path:
    path = report.parent / "dislint.toml"
    path.write_text('minimum-severity = "info"\n', encoding="utf-8")
    return path


def test_words_without_arithmetic_in_english(report: Path) -> None:
    finding = found(report, "U701")
    shown = told("--lang", "en", f"{report}:{finding.anchor.line}")
    assert finding.english in shown
    assert f"【{finding.anchor.text}】" in shown
    assert "rule  U701" in shown
    assert "check" not in shown.partition("rule  ")[0]


def test_a_place_where_nothing_is(report: Path) -> None:
    result = CliRunner().invoke(app, ["explain", f"{report}:1:1"])
    assert result.exit_code == 2
    assert "没有问题" in result.output
