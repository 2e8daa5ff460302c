"""Reports in the manner of many regions: parts in any order, tables at the end, sections under other names."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import dislint.rules
import pytest

from dislint import lint
from dislint.document import Document
from dislint.domain.topics import load_topics
from dislint.numbers import Unit
from dislint.structure.model import Kind
from dislint.testing.accounts import make_accounts
from dislint.testing.wordings import WORDINGS, make_report
from dislint.testing.writers import write_docx, write_html, write_pdf, write_text

EVERYWHERE = {"T01", "T02", "T03", "T04", "T05", "T06", "T07", "T08"}


@pytest.mark.parametrize("region", WORDINGS)
def test_regions_are_understood(region: str, document_of: Callable[[str], Document]) -> None:
    report = make_report(make_accounts(5), region)
    document = document_of(write_text(report))
    structure = document.structure
    assert (structure.kind, structure.year, structure.entity) == (Kind.FINAL_ACCOUNTS, report.year, report.entity)
    assert [entry.enumerator + entry.words for entry in structure.contents] == [
        entry.replace(" ", "").replace("：", ":").replace("（", "(").replace("）", ")").rstrip("。")
        for entry in report.contents
    ]
    # The state capital budget has its table since 2019.
    assert {table.kind for table in document.tables} >= EVERYWHERE - ({"T08"} if report.year < 2019 else set())
    assert all(table.columns and table.rows for table in document.tables if table.kind in EVERYWHERE)
    first = document.table("T01")
    assert first is not None
    assert first.unit is Unit.WAN
    told = {structure.narrative_topic(n) for n, passage in document.passages("text") if "万元" in passage.text}
    assert told - {None} >= {"basic", "procurement"}
    assert {topic.partition("-")[0] for topic in told if topic} >= {"three", "general"} - (
        {"three"} if region == "anhui-county" else set()
    )


@pytest.mark.parametrize("region", WORDINGS)
def test_nothing_is_missing_or_out_of_place(region: str, tmp_path: Path) -> None:
    report = make_report(make_accounts(6), region)
    (tmp_path / "a.txt").write_text(write_text(report), encoding="utf-8")
    (tmp_path / "b.html").write_text(write_html(report), encoding="utf-8")
    write_docx(report, tmp_path / "c.docx")
    write_pdf(report, tmp_path / "d.pdf")
    for result in lint(sorted(tmp_path.iterdir())):
        assert [
            (f.code, f.message) for f in result.findings if f.severity.value != "info" and f.code[0] in "ESUWTXB"
        ] == []


@pytest.mark.parametrize(
    ("words", "topic"),
    [
        ("关于林县水务局2022年度收入决算情况说明", "income"),
        ("2020年度财政拨款收入支出总体情况说明", "fiscal-overall"),
        ("机构运行经费支出决算情况说明", "running-costs"),
        ("机关(单位)运行经费支出情况说明", "running-costs"),
        ("政府采购支出决算情况说明", "procurement"),
        ("财政拨款支出决算情况说明", "general-budget"),
        ("收入支出决算情况", "overall"),
        ("收入决算说明", "income"),
        ("国有资本经营预算财政拨款收支情况", "state-capital"),
        ("2021年度“三公”经费、培训费及会议费支出情况说明", "three-public"),
        ("“三公”经费实物量情况", "three-public-detail"),
        ("财政拨款会议费、培训费支出情况说明", "meetings"),
    ],
)
def test_topics_under_other_names(words: str, topic: str) -> None:
    assert load_topics(dislint.rules.dislint_topics()).of(words) == topic
