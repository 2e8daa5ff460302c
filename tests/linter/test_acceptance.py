"""Accepted findings: the baseline and [[suppress]]."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from dislint.cli.program import run
from dislint.config.configuration import Config
from dislint.linter.acceptance import apply_baseline
from dislint.linter.baseline import accept_in, withdraw_from
from dislint.linter.linter import Linter
from dislint.testing.accounts import make_accounts
from dislint.testing.injection import inject
from dislint.testing.report import Heading, Paragraph
from dislint.testing.variants import VARIANTS
from dislint.testing.wordings import make_report
from dislint.testing.writers import write_pdf

BROKEN = "青川县示例局2024年度部门决算\n第三部分 2024年度部门决算情况说明\n收入总计XX万元。\n"
OURS = ("--isolated", "--select", "W802")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "broken.txt").write_text(BROKEN, encoding="utf-8")
    (tmp_path / "clean.txt").write_text("青川县示例局2024年度部门决算\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_fingerprints_survive_another_page_and_other_words(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    report, draw = make_report(make_accounts(5), "shanxi"), random.Random(5)
    for kind in ("growth", "class-row", "completion", "drop-note"):
        inject(report, kind, draw)
    write_pdf(report, folder / "report.pdf", VARIANTS["plain"])
    assert run(["--isolated", "-q", "--write-baseline", "known.json", "report.pdf"]) == 0
    assert run(["--isolated", "-q", "report.pdf"]) == 1
    before = capsys.readouterr().out.splitlines()
    part = next(n for n, block in enumerate(report.blocks) if isinstance(block, Heading))
    report.blocks[part + 1 : part + 1] = [Paragraph("本部门按要求公开，另附说明如下。" * 8) for _ in range(30)]
    duties = next(paragraph for paragraph in report.paragraphs() if "内设" in paragraph.text)
    duties.text = f"按规定，{duties.text}"
    write_pdf(report, folder / "report.pdf", VARIANTS["plain"])
    assert run(["--isolated", "-q", "report.pdf"]) == 1
    after = capsys.readouterr().out.splitlines()
    pages = [[int(line.split(":")[1]) for line in lines] for lines in (before, after)]
    assert all(old < new for old, new in zip(*pages, strict=True))
    assert run(["--isolated", "-q", "--baseline", "known.json", "report.pdf"]) == 0


def test_a_baseline_knows_a_finding_of_a_file_as_often_as_it_was_there(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    run([*OURS, "-q", "--write-baseline", "known.json", "broken.txt"])
    (folder / "other.txt").write_text(BROKEN, encoding="utf-8")
    (folder / "broken.txt").write_text(BROKEN + "收入总计XX万元。\n", encoding="utf-8")
    (folder / "inner").mkdir()
    monkeypatch.chdir(folder / "inner")
    assert run([*OURS, "-q", "--baseline", "../known.json", "../broken.txt", "../other.txt"]) == 1
    shown = [line.split(": ")[0] for line in capsys.readouterr().out.splitlines()]
    assert shown == ["../broken.txt:4:5", "../other.txt:3:5"]


def test_baseline_hides_what_is_known_and_survives_moved_lines(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run([*OURS, "--write-baseline", "known.json", "broken.txt"]) == 0
    (folder / "broken.txt").write_text(BROKEN.replace("第三", "\n\n第三") + "支出总计××万元。\n", encoding="utf-8")
    capsys.readouterr()
    assert run([*OURS, "--baseline", "known.json", "broken.txt"]) == 1
    (line,) = capsys.readouterr().out.splitlines()
    assert line.startswith("broken.txt:6:")
    assert run([*OURS, "--baseline", "clean.txt", "broken.txt"]) == 2
    assert run([*OURS, "--baseline", "none.json", "broken.txt"]) == 2


def test_a_finding_is_accepted_with_a_reason_and_withdrawn_again(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "broken.txt").write_text(BROKEN + "支出总计××万元。\n", encoding="utf-8")
    report, known = folder / "broken.txt", folder / "known.json"
    first, second = Linter(Config(select=("W802",))).lint(report).findings
    accept_in(known, str(report), first, "经核对无误")
    assert run([*OURS, "--baseline", "known.json", "broken.txt"]) == 1
    assert capsys.readouterr().out.startswith("broken.txt:4:")
    accept_in(known, str(report), second, "")
    result = Linter(Config(select=("W802",), baseline=known)).lint(report)
    assert [(a.finding, a.reason, a.known) for a in result.accepted] == [
        (first, "经核对无误", True),
        (second, "", True),
    ]
    # A result that knew nothing of the baseline is the same when it is applied.
    bare = Linter(Config(select=("W802",))).lint(report)
    applied = apply_baseline(bare, Config(baseline=known))
    assert (applied.findings, applied.quotes, applied.accepted) == (result.findings, result.quotes, result.accepted)
    accept_in(known, str(report), first, "又一次")
    assert apply_baseline(bare, Config(baseline=known)).accepted == result.accepted
    assert withdraw_from(known, str(report), first.fingerprint)
    # A baseline written anew keeps the reasons.
    assert run([*OURS, "--baseline", "known.json", "--write-baseline", "known.json", "broken.txt"]) == 0
    assert Linter(Config(select=("W802",), baseline=known)).lint(report).accepted == result.accepted
    assert withdraw_from(known, str(report), second.fingerprint)
    assert not withdraw_from(known, str(report), second.fingerprint)
    assert not withdraw_from(known, str(folder / "clean.txt"), first.fingerprint)
    assert [a.finding for a in Linter(Config(select=("W802",), baseline=known)).lint(report).accepted] == [first]


def test_suppressions_accept_and_unused_ones_are_told(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    entry = '[[suppress]]\ncode = "{}"\ntext = "{}"\nreason = "说明"\n'
    text = 'select = ["W802"]\n' + entry.format("W802", "XX") + entry.format("N501", "5%")
    (folder / "dislint.toml").write_text(text, encoding="utf-8")
    assert run(["broken.txt"]) == 0
    captured = capsys.readouterr()
    assert captured.out == ""
    assert "suppress[2]（N501）没有用到" in captured.err
    assert "suppress[1]" not in captured.err


def test_expired_suppression_does_nothing(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "dislint.toml").write_text(
        'select = ["W802"]\n[[suppress]]\ncode = "W802"\nreason = "说明"\nuntil = 2020-01-01\n', encoding="utf-8"
    )
    assert run(["broken.txt"]) == 1
    assert "已过期" in capsys.readouterr().err
