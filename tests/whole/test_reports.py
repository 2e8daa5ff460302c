"""Generated reports through the whole program: clean ones give nothing, one error gives its finding."""

from __future__ import annotations

import random
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

import pytest

from dislint import Finding, lint
from dislint.testing.accounts import make_accounts
from dislint.testing.injection import INJECTIONS, inject
from dislint.testing.injections import tables, wording
from dislint.testing.report import MARK, Report
from dislint.testing.variants import VARIANTS
from dislint.testing.wordings import WORDINGS, make_report, template
from dislint.testing.writers import write_docx, write_html, write_pdf, write_text
from dislint.text import squeeze


def findings(report: Report, path: Path, layout: str = "plain") -> list[Finding]:
    """Errors and warnings of a report written to a path and read back."""
    if path.suffix == ".txt":
        path.write_text(write_text(report), encoding="utf-8")
    elif path.suffix == ".html":
        path.write_text(write_html(report), encoding="utf-8")
    elif path.suffix == ".docx":
        write_docx(report, path)
    else:
        write_pdf(report, path, VARIANTS[layout])
    (result,) = lint([path])
    return [finding for finding in result.findings if finding.severity.value != "info"]


def told(found: Iterable[Finding]) -> list[tuple[str, str]]:
    return sorted((finding.code, finding.message) for finding in found)


@pytest.mark.parametrize("wording", sorted(WORDINGS))
@pytest.mark.parametrize("suffix", [".txt", ".pdf"])
def test_clean_reports_are_clean(wording: str, suffix: str, tmp_path: Path) -> None:
    assert told(findings(make_report(make_accounts(11), wording), tmp_path / f"report{suffix}")) == []


@pytest.mark.parametrize("layout", sorted(VARIANTS))
def test_every_layout_is_read(layout: str, tmp_path: Path) -> None:
    report = make_report(make_accounts(12), "shanghai")
    inject(report, "total-in-text", random.Random(1))
    inject(report, "item-row", random.Random(1))
    expected = told(findings(report, tmp_path / "report.txt"))
    assert {code for code, _ in expected} & {"C601", "U703"}
    assert told(findings(report, tmp_path / "report.pdf", layout)) == expected


GROUPS = 8


@pytest.mark.parametrize("group", range(GROUPS))
def test_every_format_gives_the_same_findings(group: int, tmp_path: Path) -> None:
    """Each kind of error stands in one of the reports, so that all formats are linted with all kinds."""
    report = make_report(make_accounts(14), "shanxi" if group % 2 else "sichuan")
    for kind in sorted(INJECTIONS)[group::GROUPS]:
        with suppress(LookupError):
            inject(report, kind, random.Random(kind))
    expected = told(findings(report, tmp_path / "report.txt"))
    assert len(expected) > 4
    assert told(findings(report, tmp_path / "report.html")) == expected
    assert told(findings(report, tmp_path / "report.docx")) == expected
    if group < 2:
        assert told(findings(report, tmp_path / "report.pdf")) == expected


def test_pages_of_the_web_are_decoded(tmp_path: Path) -> None:
    report = make_report(make_accounts(14), "sichuan")
    inject(report, "growth", random.Random(2))
    expected = told(findings(report, tmp_path / "report.html"))
    assert expected
    page = write_html(report).replace("charset='utf-8'", "charset='gb2312'")
    (tmp_path / "report.html").write_bytes(page.encode("gb18030"))
    (result,) = lint([tmp_path / "report.html"])
    assert told(result.findings) == expected


@pytest.mark.parametrize("kind", [kind for kind, *_ in (*tables.KINDS, *wording.KINDS) if kind != "draft"])
def test_an_error_gives_its_finding(kind: str, tmp_path: Path) -> None:
    """Benchmarks count all kinds; here each is seen once."""
    report = make_report(make_accounts(13), "hunan")
    error = inject(report, kind, random.Random(kind))
    found = findings(report, tmp_path / "report.txt")
    assert [finding for finding in found if finding.code in error.codes], told(found)


@pytest.mark.parametrize("kind", ["total-in-text", "growth", "completion", "direction", "unit", "drop-table"])
def test_an_error_is_told_once_at_its_words(kind: str, tmp_path: Path) -> None:
    report = make_report(make_accounts(13), "shanxi")
    error = inject(report, kind, random.Random(kind))
    (found,) = findings(report, tmp_path / "report.txt")
    assert squeeze(error.text) in squeeze(found.anchor.text + found.message)


def test_marks_stand_on_the_pages_of_the_errors(tmp_path: Path) -> None:
    report = make_report(make_accounts(13), "shanxi")
    inject(report, "item-row", random.Random(1))
    (page,) = write_pdf(report, tmp_path / "report.pdf")
    (result,) = lint([tmp_path / "report.pdf"])
    assert {finding.anchor.page for finding in result.findings} == {page}
    assert MARK not in write_text(report)


TOLD = [wording for wording in WORDINGS if "+fund" in template(wording)]
"""Wordings that say what they say of departments with money of the government funds."""


@pytest.mark.parametrize("wording", TOLD)
@pytest.mark.parametrize("unit", ["万元", "元"])
def test_clean_reports_with_every_budget_are_clean(wording: str, unit: str, tmp_path: Path) -> None:
    report = make_report(make_accounts(15), wording, unit=unit, fund="2", capital="3")
    assert told(findings(report, tmp_path / "report.txt")) == []
