"""The ledger: what publication requires of a document, which relations there are, and what came of each."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from dislint.cli.program import run
from dislint.config.configuration import Config
from dislint.domain.files import KnowledgeError
from dislint.domain.requirements import load_requirements
from dislint.ledger.model import Met, Standing
from dislint.ledger.relations import relations_kept, together
from dislint.linter.linter import Linter
from dislint.reporters.ledger import met_by
from dislint.testing.accounts import make_accounts
from dislint.testing.budget_regions import make_budget_report
from dislint.testing.budgets import make_budget
from dislint.testing.wordings import make_report
from dislint.testing.writers import write_text

LINTER = Linter(Config())
TEXT = write_text(make_report(make_accounts(3), "sichuan"))
PUBLISHED = "在批复后二十日内公开"


def ledger(text: str) -> dict[str, Met]:
    """The requirements by name."""
    result = LINTER.lint(Path("report.txt"), data=text.encode(), keep=True)
    return {met.name.zh: met for met in met_by(result)}


def standings(text: str) -> Iterator[tuple[str, Standing]]:
    """What is not simply done."""
    for name, met in ledger(text).items():
        if met.standing is not Standing.DONE:
            yield name, met.standing


@pytest.mark.parametrize("wording", ["anhui", "guangdong", "hunan", "ministry", "sichuan"])
def test_all_that_is_asked_of_accounts_is_found(wording: str) -> None:
    text = write_text(make_report(make_accounts(3), wording))
    assert [name for name, standing in standings(text) if standing is Standing.BROKEN] == []


def test_all_that_is_asked_of_a_budget_is_found() -> None:
    text = write_text(make_budget_report(make_budget(3), "shanghai"))
    assert list(standings(text)) == [(PUBLISHED, Standing.UNREAD)]


@pytest.mark.parametrize(("pattern", "words", "name", "standing", "codes"), [
    (r"^3、公务接待费.*$", "3、公务接待费支出0.42万元。", "“三公”：国内公务接待批次和人次", Standing.BROKEN, ["S110"]),
    (r"^2、公务用车购置.*$", "2、公务用车购置及运行维护费支出0万元，本年没有公务用车支出。", "“三公”：公务用车购置数和保有量", Standing.NOT_APPLICABLE, []),
    (r"(机关运行经费)支出", r"XX\1支出", "没有模板文字、占位符和内部标记", Standing.BROKEN, ["W802"]),
    (r"占(\d+\.\d\d)%", "占99.99%", "收入决算情况说明", Standing.BROKEN, ["N503"]),
    (r"(第四部分|四、)? ?名词解释", "结语", "名词解释", Standing.BROKEN, []),
])  # fmt: skip
def test_what_is_wrong(pattern: str, words: str, name: str, standing: Standing, codes: list[str]) -> None:
    text, count = re.subn(pattern, words, TEXT, flags=re.M)
    assert count
    met = ledger(text)[name]
    assert met.standing is standing
    assert {finding.code for finding in met.findings} >= set(codes)


def test_a_date_of_publication_is_checked() -> None:
    dated = TEXT.replace("没有下属单位。", "没有下属单位。本决算于2025年8月1日批复，2025年9月30日公开。", 1)
    assert dated != TEXT
    assert ledger(TEXT)[PUBLISHED].standing is Standing.UNREAD
    met = ledger(dated)[PUBLISHED]
    assert (met.standing, [finding.code for finding in met.findings]) == (Standing.BROKEN, ["S117"])


def test_a_form_of_ones_own(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    form = tmp_path / "form.toml"
    form.write_text('[[requirement]]\nname = "有无三公表"\ntables = ["T09"]\n', encoding="utf-8")
    (tmp_path / "dislint.toml").write_text('requirements = ["form.toml"]\n', encoding="utf-8")
    report = tmp_path / "report.txt"
    report.write_text(TEXT, encoding="utf-8")
    assert run(["ledger", "--output-format", "json", str(report)]) == 0
    made = json.loads(capsys.readouterr().out)
    assert [(one["requirement"], one["standing"]) for one in made["requirements"]] == [("有无三公表", "done")]


@pytest.mark.parametrize(("text", "words"), [
    ('[[requirement]]\nname = "无"\n', "tables"),
    ('[[requirement]]\nname = "无"\ntabels = ["T01"]\n', "tables"),
    ('[[requirement]]\nname = "无"\ntables = ["T01"]\ncolour = "red"\n', "colour"),
    ('[[requirement]]\nname = "无"\nwords = "("\n', "words"),
    ('[[requirement]]\nname = "无"\ntables = ["T01"]\ndocuments = ["novel"]\n', "documents"),
])  # fmt: skip
def test_a_form_that_is_wrong_is_told(text: str, words: str, tmp_path: Path) -> None:
    form = tmp_path / "form.toml"
    form.write_text(text, encoding="utf-8")
    with pytest.raises(KnowledgeError, match=words):
        load_requirements([form])


def test_the_checklist_is_a_workbook_without_formulas(tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    pytest.importorskip("xlsxwriter")
    report = tmp_path / "=1+1.txt"
    report.write_text(TEXT.replace("机关运行经费支出", "XX局机关运行经费支出"), encoding="utf-8")
    file = tmp_path / "list.xlsx"
    assert (
        run(
            [
                "ledger",
                "--isolated",
                str(report),
                "--output-file",
                str(tmp_path / "out.txt"),
                "--output",
                f"checklist={file}",
            ]
        )
        == 1
    )
    sheet = openpyxl.load_workbook(file).active
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[0] == ("序号", "检查内容", "是/否", "备注")
    assert {row[2] for row in rows[1:]} <= {"是", "否", "不适用", "未核对"}
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)
    several = tmp_path / "several.xlsx"
    assert run(["check", "--isolated", "-q", "--exit-zero", str(report), "--output", f"checklist={several}"]) == 0
    assert openpyxl.load_workbook(several).sheetnames == ["=1+1"]


def test_relations_hold_break_or_say_why_not() -> None:
    result = LINTER.lint(Path("report.txt"), data=TEXT.encode(), keep=True)
    assert result.document is not None
    kept = relations_kept(LINTER.knowledge.relations, result.document)
    assert {one.standing for one in kept} == {Standing.DONE, Standing.NOT_APPLICABLE}
    assert all(one.why.zh for one in kept if one.standing is Standing.NOT_APPLICABLE)
    assert sum(one.held for one in kept) == sum(one.held for one in together(kept))
    wrong = re.sub(r"^(本年收入合计\t)[\d.]+", r"\g<1>1.23", TEXT, count=1, flags=re.M)
    result = LINTER.lint(Path("report.txt"), data=wrong.encode(), keep=True)
    assert result.document is not None
    broken = [one for one in relations_kept(LINTER.knowledge.relations, result.document) if one.broken]
    assert {"X301", "T203"} <= {one.code for one in broken}


OWN = (
    '[[relation]]\ncode = "ACME001"\ntitle = "试"\nleft = "{left}"\nrelation = "="\nright = "T02[合计].本年收入合计"\n'
)


@pytest.mark.parametrize(("left", "status", "words"), [
    ("T01[本年收入合计].收入", 0, "相符 1 处"),
    ("T01[总计].收入", 1, "不符 1 处"),
    ("T01[总汁].收入", 0, "T01 没有行“总汁”，是否指“总计”？"),
    ("T01[总计].收人", 0, "T01 没有栏“收人”，是否指“收入”？"),
    ("T01[合计数].收入", 0, "T01 没有行“合计数”"),
])  # fmt: skip
def test_relations_of_ones_own(
    left: str, status: int, words: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "own.toml").write_text(OWN.format(left=left), encoding="utf-8")
    (tmp_path / "dislint.toml").write_text('relations = ["own.toml"]\n', encoding="utf-8")
    report = tmp_path / "report.txt"
    report.write_text(TEXT, encoding="utf-8")
    assert run(["relations", "--check", str(report)]) == status
    (line,) = [line for line in capsys.readouterr().out.splitlines() if line.startswith("ACME001")]
    assert line.endswith(words) or words in line


def test_an_unknown_table_is_a_wrong_configuration(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "own.toml").write_text(OWN.format(left="T99[合计].收入"), encoding="utf-8")
    (tmp_path / "dislint.toml").write_text('relations = ["own.toml"]\n', encoding="utf-8")
    report = tmp_path / "report.txt"
    report.write_text(TEXT, encoding="utf-8")
    assert run(["relations", "--check", str(report)]) == 2
    assert "T99" in capsys.readouterr().err


def test_relations_on_rows_that_a_form_does_not_have_do_not_apply(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    report = tmp_path / "budget.txt"
    report.write_text(write_text(make_budget_report(make_budget(3), "shanghai")), encoding="utf-8")
    assert run(["ledger", "--isolated", "--output-format", "text", str(report)]) == 0
    lines = capsys.readouterr().out.splitlines()
    (units,) = [line for line in lines if "合计=各单位之和" in line]
    assert units.endswith("B02 各行是科目")
    (parts,) = [line for line in lines if "本年支出=其中各项之和" in line]
    assert parts.endswith("B04 没有列其中各项")
    asked = ["不适用" not in line for line in lines if re.match(r"[TX]\d{3} ", line)]
    assert asked == sorted(asked, reverse=True)
    assert set(asked) == {True, False}


def test_the_contents_are_told_where_they_begin() -> None:
    text = write_text(make_report(make_accounts(3), "sichuan"))
    (at,) = ledger(text)["目录"].places
    before = [line.replace(" ", "") for line in text.splitlines()[: at.line - 1] if line.strip()]
    assert before[-1] == "目录"
