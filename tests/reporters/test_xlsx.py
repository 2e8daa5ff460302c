"""The workbook of a run, read back."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from dislint import lint
from dislint.testing import make_accounts, make_report, write_text

openpyxl = pytest.importorskip("openpyxl")
pytest.importorskip("xlsxwriter")
HOSTILE = "=HYPERLINK(1)\x1b[2J\u202e"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A clean report, one with a name like a formula and hostile words, one that cannot be read."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.txt").write_text(write_text(make_report(make_accounts(3), "shanxi")), encoding="utf-8")
    text = f"{HOSTILE}局\n\n2024年度部门决算\n\n收入总计XX万元。\n\n{HOSTILE}XX。\n"
    (tmp_path / "=b #1.txt").write_text(text, encoding="utf-8")
    (tmp_path / "c.pdf").write_bytes(b"none")
    return tmp_path


def program(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "dislint", *arguments]
    return subprocess.run(command, capture_output=True, encoding="utf-8", check=False)


def written(*arguments: str) -> Any:
    done = program("-q", "--no-cache", "--output", "xlsx=all.xlsx", *arguments, "a.txt", "=b #1.txt", "c.pdf")
    assert done.returncode == 1, done.stderr
    return openpyxl.load_workbook("all.xlsx")


def test_overview_findings_and_numbers(folder: Path) -> None:
    book = written()
    overview, findings, numbers = book.worksheets
    results = list(lint(["a.txt", "=b #1.txt", "c.pdf"]))
    summary = results[0].summary
    assert [cell.value for cell in overview[1]][3:7] == ["错误", "警告", "已核对", "全部"]
    whole = summary.verified + summary.contradicted + summary.unchecked
    assert whole > 50
    assert [cell.value for cell in overview[2]][1:7] == [2024, "部门决算", 0, 0, summary.verified, whole]
    assert "PDF" in overview["I4"].value
    assert findings.max_row == 1 + sum(len(result.findings) for result in results)
    assert numbers.max_row >= 1 + whole
    assert numbers["E2"].value in ("已核对", "未核对")


def test_links_lead_to_findings_and_files(folder: Path) -> None:
    overview, findings, _ = written().worksheets
    row = int(overview["D3"].hyperlink.location.rpartition("A")[2])
    assert findings.cell(row, 1).value == overview["H3"].value == "=b #1.txt"
    assert overview["H3"].hyperlink.target == "%3Db%20%231.txt"
    assert overview["D2"].hyperlink is None


def test_hostile_words_are_text(folder: Path) -> None:
    cells = [cell for sheet in written().worksheets for line in sheet.iter_rows() for cell in line]
    assert not any(cell.data_type == "f" for cell in cells)
    words = "".join(cell.value for cell in cells if isinstance(cell.value, str))
    assert "=HYPERLINK(1)" in words
    assert words.isprintable()


def test_heads_in_english(folder: Path) -> None:
    book = written("--lang", "en")
    assert book.sheetnames == ["Overview", "Findings", "Numbers"]
    assert book.worksheets[1]["H1"].value == "rule"


def test_a_workbook_needs_a_file(folder: Path) -> None:
    done = program("--output-format", "xlsx", "a.txt")
    assert done.returncode == 2
    assert "--output xlsx=文件" in done.stderr


def test_a_workbook_of_its_own_is_no_report(folder: Path) -> None:
    written()
    assert "有 1 份是 dislint 自己写的" in program(".").stderr
