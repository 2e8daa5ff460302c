"""dislint compare from the command line: its formats, its statuses, places in other files, hostile words."""

from __future__ import annotations

import json
import random
from dataclasses import replace
from pathlib import Path

import pytest

from dislint.cli.program import run
from dislint.testing.across import ACROSS
from dislint.testing.bodies import make_body
from dislint.testing.wordings import make_report
from dislint.testing.writers import write_text

BODY = make_body(1)
HOSTILE = "青川县=1+1‮<b>|`x`局"


@pytest.fixture
def files(tmp_path: Path) -> dict[str, str]:
    """Two years of a body, and the second with an error that only the first tells."""
    wrong = ACROSS["last-running"].apply(BODY.accounts[2024], random.Random(2))
    made = {"old": BODY.accounts[2023], "new": BODY.accounts[2024], "wrong": wrong}
    for name, accounts in made.items():
        report = make_report(accounts, "guangdong", entity=BODY.name, year=str(accounts.year))
        (tmp_path / f"{name}.txt").write_text(write_text(report), encoding="utf-8")
    return {name: str(tmp_path / f"{name}.txt") for name in made}


def test_status(files: dict[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["compare", "--isolated", files["old"], files["new"]]) == 0
    assert run(["compare", "--isolated", files["old"], files["wrong"]]) == 1
    assert run(["compare", "--isolated", "--exit-zero", files["old"], files["wrong"]]) == 0
    assert run(["compare", "--isolated", "--ignore", "D101", files["old"], files["wrong"]]) == 0
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.4 nothing")
    capsys.readouterr()
    assert run(["compare", "--isolated", files["old"], str(tmp_path / "broken.pdf")]) == 1
    assert "E001" in capsys.readouterr().err
    assert run(["compare", "--isolated", files["old"], files["new"], "--output-format", "nonsense"]) == 2
    assert run(["compare", "--isolated", files["old"], files["new"], "--output", f"md={files['old']}"]) == 2


def test_the_finding_stands_in_the_newer_file_with_the_place_in_the_older(
    files: dict[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    run(["compare", "--isolated", "--output-format", "json", files["old"], files["wrong"]])
    made = json.loads(capsys.readouterr().out)
    (finding,) = made["findings"]
    assert finding["path"] == files["wrong"]
    (place,) = finding["related"]
    assert place["path"] == files["old"]
    line = Path(files["old"]).read_text(encoding="utf-8").splitlines()[place["line"] - 1]
    assert place["text"] in line
    assert made["between"] == "years"
    moved = {row["name"]: row for row in made["moved"]}
    assert moved["收入总计"]["old"]["yuan"] == moved["收入总计"]["old"]["printed"].replace(".", "") + "00.00"


def test_sarif_and_rdjson_name_the_other_file(files: dict[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    run(["compare", "--isolated", "--output-format", "sarif", files["old"], files["wrong"]])
    (result,) = json.loads(capsys.readouterr().out)["runs"][0]["results"]
    (place,) = result["relatedLocations"]
    assert place["physicalLocation"]["artifactLocation"]["uri"].endswith("old.txt")
    run(["compare", "--isolated", "--output-format", "rdjson", files["old"], files["wrong"]])
    (diagnostic,) = json.loads(capsys.readouterr().out)["diagnostics"]
    assert diagnostic["relatedLocations"][0]["location"]["path"].endswith("old.txt")


def test_explain_against_the_other_file(files: dict[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    run(["compare", "--isolated", "--output-format", "json", files["old"], files["wrong"]])
    line = json.loads(capsys.readouterr().out)["findings"][0]["line"]
    assert run(["explain", "--isolated", f"{files['wrong']}:{line}", "--against", files["old"]]) == 0
    shown = capsys.readouterr().out
    assert "D101" in shown
    assert "old.txt" in shown
    assert run(["explain", "--isolated", f"{files['new']}:{line}", "--against", files["old"]]) == 2


def test_english_is_whole(files: dict[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    run(["compare", "--isolated", "--lang", "en", files["old"], files["wrong"]])
    shown = capsys.readouterr().out
    assert "[error]" in shown
    assert "since last year" in shown
    assert "What moved" in shown


def test_hostile_words_steer_nothing(tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    pytest.importorskip("xlsxwriter")
    for name, accounts in (("old", BODY.accounts[2023]), ("new", BODY.accounts[2024])):
        items = tuple(replace(item, class_name=HOSTILE) for item in accounts.items)
        report = make_report(replace(accounts, items=items), "guangdong", entity=HOSTILE, year=str(accounts.year))
        (tmp_path / f"{name}.txt").write_text(write_text(report), encoding="utf-8")
    outputs = [f"{kind}={tmp_path / 'out'}.{kind}" for kind in ("text", "md", "html", "json", "xlsx")]
    arguments = [argument for output in outputs for argument in ("--output", output)]
    for mode in ([], ["--versions"]):
        command = ["compare", "--isolated", "--exit-zero", "--output-file", str(tmp_path / "out.first"), *mode]
        assert run([*command, str(tmp_path / "old.txt"), str(tmp_path / "new.txt"), *arguments]) == 0
        for kind in ("text", "md", "html", "json"):
            assert "‮" not in (tmp_path / f"out.{kind}").read_text(encoding="utf-8")
        page = (tmp_path / "out.html").read_text(encoding="utf-8")
        assert "<b>|" not in page
        assert "<script" not in page
        for sheet in openpyxl.load_workbook(tmp_path / "out.xlsx"):
            assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)
