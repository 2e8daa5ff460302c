"""Generated self-evaluation annexes through the whole program, in every form and format."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from dislint import Finding, lint
from dislint.testing.accounts import make_accounts
from dislint.testing.evaluations import FORMS, add_annex, make_projects
from dislint.testing.injection import inject
from dislint.testing.injections.annex import KINDS
from dislint.testing.report import Report
from dislint.testing.wordings import make_report
from dislint.testing.writers import write_docx, write_html, write_pdf, write_text
from dislint.text import squeeze


def annexed(form: str, seed: int = 5) -> Report:
    accounts = make_accounts(seed)
    projects = make_projects(accounts.entity, accounts.year, seed)
    return add_annex(make_report(accounts, "hunan"), projects[:1] if form == "department" else projects, form)


def findings(report: Report, path: Path) -> list[Finding]:
    if path.suffix in (".txt", ".html"):
        write = write_text if path.suffix == ".txt" else write_html
        path.write_text(write(report), encoding="utf-8")
    else:
        (write_docx if path.suffix == ".docx" else write_pdf)(report, path)
    (result,) = lint([path])
    return [finding for finding in result.findings if finding.severity.value != "info"]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("suffix", [".txt", ".html", ".docx", ".pdf"])
def test_clean_annexes_are_clean(form: str, suffix: str, tmp_path: Path) -> None:
    assert [finding.message for finding in findings(annexed(form), tmp_path / f"report{suffix}")] == []


@pytest.mark.parametrize("kind", [kind for kind, *_ in KINDS])
@pytest.mark.parametrize("seed", range(3))
def test_an_error_gives_one_finding(kind: str, seed: int, tmp_path: Path) -> None:
    report = make_report(make_accounts(seed), "hunan")
    error = inject(report, kind, random.Random(f"{seed}{kind}"))
    (found,) = findings(report, tmp_path / "report.txt")
    assert found.code in error.codes
    words = (found.anchor.text, found.message, *(related.message for related in found.related))
    assert squeeze(error.text) in squeeze("".join(words))
