"""Generated budgets through the whole program: clean ones give nothing, one wrong number or word gives its finding."""

from __future__ import annotations

from pathlib import Path

import pytest

from dislint import Finding, lint
from dislint.testing.budget_regions import BUDGET_REGIONS, make_budget_report
from dislint.testing.budgets import make_budget
from dislint.testing.report import Report
from dislint.testing.writers import write_docx, write_html, write_pdf, write_text


def findings(report: Report, path: Path) -> list[Finding]:
    """Errors and warnings of a budget written to a path and read back."""
    if path.suffix == ".txt":
        path.write_text(write_text(report), encoding="utf-8")
    elif path.suffix == ".html":
        path.write_text(write_html(report), encoding="utf-8")
    elif path.suffix == ".docx":
        write_docx(report, path)
    else:
        write_pdf(report, path)
    (result,) = lint([path])
    return [finding for finding in result.findings if finding.severity.value != "info"]


@pytest.mark.parametrize("region", sorted(BUDGET_REGIONS))
@pytest.mark.parametrize(("suffix", "whose", "unit"), [
    (".txt", "部门", "元"), (".txt", "单位", "万元"), (".html", "部门", "万元"), (".docx", "单位", "元"), (".pdf", "部门", "万元"),
])  # fmt: skip
def test_clean_budgets_are_clean(region: str, suffix: str, whose: str, unit: str, tmp_path: Path) -> None:
    report = make_budget_report(make_budget(3, whose=whose, unit=unit), region)
    assert [(f.code, f.message) for f in findings(report, tmp_path / f"budget{suffix}")] == []
