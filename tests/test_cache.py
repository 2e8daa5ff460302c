"""The cache: the same findings from it as without it, whatever has happened to its files, and nothing stale."""

from __future__ import annotations

import random
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from dislint import cache
from dislint.config import Config
from dislint.grammars import grammar_text, parser_of
from dislint.linter import lint_file
from dislint.results import Result
from dislint.testing.accounts import make_accounts
from dislint.testing.injection import inject
from dislint.testing.wordings import make_report
from dislint.testing.writers import write_text


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty cache."""
    place = tmp_path / "cache"
    monkeypatch.setenv("DISLINT_CACHE_DIR", str(place))
    return place


@pytest.fixture
def report(tmp_path: Path) -> Path:
    file = tmp_path / "report.txt"
    made, draw = make_report(make_accounts(5), "shanxi"), random.Random(5)
    for kind in ("growth", "total-row", "income-in-text"):
        inject(made, kind, draw)
    file.write_text(write_text(made), encoding="utf-8")
    return file


def told(result: Result) -> tuple[object, ...]:
    return result.findings, result.quotes, result.summary, result.accepted, result.failed


def entries(folder: Path) -> list[Path]:
    return sorted((folder / "documents").rglob("*.json"))


def test_a_second_run_tells_the_same_without_reading(
    folder: Path, report: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    config = Config(minimum_severity="info")
    plain, first = lint_file(report, config), lint_file(report, config, cached=True)
    monkeypatch.setattr("dislint.linter.analyse", lambda *_: pytest.fail("the document was read again"))
    second = lint_file(report, config, cached=True)
    assert told(plain) == told(first) == told(second)
    assert first.findings
    # What is reported of the findings is decided anew each time.
    milder = Config(severity=tuple((finding.code, "info") for finding in first.findings))
    assert lint_file(report, milder, cached=True).findings == ()


@pytest.mark.parametrize(
    "change",
    [
        lambda file: (file, Config(fiscal_year=2019)),
        lambda file: (file, Config(region="shanghai")),
        lambda file: (file, Config(select=("N",))),
        lambda file: (file.write_text(file.read_text("utf-8") + "又一段。\n", encoding="utf-8") and file, Config()),
        lambda file: (file.rename(file.with_name("other.txt")), Config()),
    ],
    ids=["year", "region", "selection", "content", "name"],
)
def test_another_content_or_setting_is_another_entry(
    folder: Path, report: Path, change: Callable[[Path], tuple[Path, Config]]
) -> None:
    lint_file(report, Config(), cached=True)
    file, config = change(report)
    assert told(lint_file(file, config, cached=True)) == told(lint_file(file, config))
    assert len(entries(folder)) == 2


def test_changed_code_of_a_plugin_is_another_entry(folder: Path, report: Path, tmp_path: Path) -> None:
    (tmp_path / "dislint.toml").write_text('plugins = ["house.py"]\nselect = ["ACME"]\n', encoding="utf-8")
    for words in ("first", "second"):
        (tmp_path / "house.py").write_text(
            "from dislint import Rule, hookimpl\n"
            'class Own(Rule):\n    code, name, severity = "ACME001", "own", "warning"\n'
            f"    def check(self, document): yield self.finding(document.start, '{words}')\n"
            "@hookimpl\ndef dislint_rules(): return [Own]\n",
            encoding="utf-8",
        )
        for _ in range(2):
            done = subprocess.run([sys.executable, "-m", "dislint", str(report)], capture_output=True, check=False)
            assert done.stdout.decode().split()[-1] == words
    assert len(entries(folder)) == 2


@pytest.mark.parametrize(
    "damage",
    [
        lambda file: file.write_bytes(b""),
        lambda file: file.write_bytes(file.read_bytes()[:-20]),
        lambda file: file.write_bytes(file.read_bytes().replace(b"E", b"F")),
        lambda file: file.write_bytes(b"\xff" * 300),
        lambda file: cache.store("documents", file.stem, {"summary": []}),
        lambda file: cache.store("documents", file.stem, [[], [["E001"]], [None]]),
        lambda file: (file.unlink(), file.mkdir()),
    ],
    ids=["empty", "cut off", "changed", "no text", "no list", "other findings", "folder"],
)
def test_a_damaged_entry_is_as_good_as_none(folder: Path, report: Path, damage: Callable[[Path], object]) -> None:
    first = lint_file(report, Config(), cached=True)
    damage(entries(folder)[0])
    assert told(lint_file(report, Config(), cached=True)) == told(first)


def test_a_folder_that_others_may_write_to_is_not_used(folder: Path, report: Path) -> None:
    folder.mkdir()
    folder.chmod(0o777)
    lint_file(report, Config(), cached=True)
    assert list(folder.iterdir()) == []


def test_failures_and_what_was_not_read_are_not_kept(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.4 nothing more")
    assert [f.code for f in lint_file(tmp_path / "broken.pdf", Config(), cached=True).findings] == ["E001"]
    assert entries(folder) == []


def test_grammars_from_the_cache_are_those_of_the_file(folder: Path) -> None:
    text = "sum(T02[row/*].本年收入合计) - T01[总计|合计]?.收入"
    fresh, kept = (parser_of("relations.lark", maybe_placeholders=False) for _ in range(2))
    assert fresh.parse(text) == kept.parse(text)
    (file,) = (folder / "grammars").rglob("*.json")
    cache.store("grammars", file.stem, {"data": {}, "memo": {}})
    assert parser_of("relations.lark", maybe_placeholders=False).parse(text) == fresh.parse(text)
    assert grammar_text("relations.lark")


def test_runs_at_the_same_time_do_not_disturb_each_other(folder: Path, report: Path) -> None:
    command = [sys.executable, "-m", "dislint", "--isolated", str(report)]
    runs = [subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) for _ in range(3)]
    outputs = {run.communicate() for run in runs}
    assert len(outputs) == 1
    assert not list(folder.rglob("*.part"))


def test_clean_empties_the_cache_and_touches_nothing_else(folder: Path, report: Path) -> None:
    lint_file(report, Config(), cached=True)
    (folder / "mine.json").write_text("{}", encoding="utf-8")
    done = subprocess.run([sys.executable, "-m", "dislint", "clean"], capture_output=True, encoding="utf-8", check=True)
    assert str(folder) in done.stdout
    assert [file.name for file in folder.rglob("*") if file.is_file()] == ["mine.json"]


def test_no_cache_leaves_no_trace(folder: Path, report: Path) -> None:
    command = [sys.executable, "-m", "dislint", "--isolated", "--no-cache", str(report)]
    assert subprocess.run(command, capture_output=True, check=False).returncode == 1
    assert not folder.exists()
