"""What the linter decides: selection, order, limits, lost workers."""

from __future__ import annotations

import multiprocessing
import os
import time
from dataclasses import replace
from pathlib import Path

import pytest

from dislint import Rule, lint
from dislint.blocks import Anchor
from dislint.config.configuration import Config
from dislint.config.selection import Selection
from dislint.findings import Finding, Severity
from dislint.linter.application import decide
from dislint.linter.results import Result, Summary
from dislint.running.jobs import Job
from dislint.running.workers import lint_jobs


def finding(code: str, line: int = 1, severity: Severity = Severity.ERROR) -> Finding:
    return Finding(code, severity, "x", Anchor(1, line, 1, "x"))


@pytest.mark.parametrize(
    ("select", "ignore", "code", "selected"),
    [
        ((), (), "N501", True),
        (("N",), (), "N501", True),
        (("N",), (), "C601", False),
        (("N",), ("N5",), "N501", False),
        (("N501",), ("N",), "N501", True),
        (("N5",), ("N5",), "N501", False),
        (("ALL",), ("N",), "N501", False),
        (("ALL", "N501"), ("N5",), "N501", True),
        (("N",), (), "E001", True),
        ((), ("E",), "E001", True),
        ((), ("E001",), "E001", False),
        ((), ("E",), "E003", False),
        (("ACME",), (), "A001", False),
    ],
)
def test_the_longest_prefix_wins(select: tuple[str, ...], ignore: tuple[str, ...], code: str, selected: bool) -> None:
    assert Selection(select, ignore).selects(code) is selected


def test_notes_are_shown_where_asked_for() -> None:
    note = finding("W808", severity=Severity.INFO)
    assert not Selection().shows(note)
    assert not Selection(("W8",)).shows(note)
    assert Selection(("W808",)).shows(note)
    assert Selection(minimum=Severity.INFO).shows(note)


def test_findings_are_in_order_and_each_once() -> None:
    found = [finding("N501", 9), finding("C601", 2), finding("N501", 9), finding("N501", 2)]
    assert [(f.anchor.line, f.code) for f in decide(found, Selection())] == [(2, "C601"), (2, "N501"), (9, "N501")]


def test_time_limit_is_a_finding_and_the_next_file_is_linted(tmp_path: Path) -> None:
    house = tmp_path / "slow.py"
    house.write_text(
        "import time\nfrom dislint import Rule, hookimpl\n"
        'class Slow(Rule):\n    """Slow."""\n    code, name, severity = "SLOW001", "slow", "warning"\n'
        "    def check(self, document):\n"
        "        if 'slow' in document.path.rsplit('/')[-1]: time.sleep(30)\n        return []\n"
        "@hookimpl\ndef dislint_rules(): return [Slow]\n",
        encoding="utf-8",
    )
    for name in ("slow.txt", "quick.txt"):
        (tmp_path / name).write_text("示例局2024年度部门决算\n", encoding="utf-8")
    config = Config(select=("SLOW",), plugins=(house,), timeout=5)
    slow, quick = lint([tmp_path / "slow.txt", tmp_path / "quick.txt"], config)
    assert [f.code for f in slow.findings] == ["E009"]
    assert quick.findings == ()


def test_what_a_reader_stumbles_over_is_damage(tmp_path: Path) -> None:
    house = tmp_path / "reader.py"
    house.write_text(
        "from dislint import hookimpl\nfrom dislint.readers.model import Sheets\n"
        "def sheets():\n    raise IndexError('list index')\n    yield\n"
        "class Stumbling:\n    name, suffixes = 'stumbling', ('.odd',)\n"
        "    def read(self, path, data, options): return Sheets(1, sheets())\n"
        "@hookimpl\ndef dislint_readers(): return [Stumbling()]\n",
        encoding="utf-8",
    )
    (tmp_path / "a.odd").write_bytes(b"x")
    (result,) = lint([tmp_path / "a.odd"], Config(plugins=(house,)))
    assert [f.code for f in result.findings] == ["E001"]
    assert not result.failed


@pytest.mark.skipif(multiprocessing.get_start_method() != "fork", reason="the stand-in must reach the workers")
@pytest.mark.parametrize("workers", [1, 2])
def test_a_lost_worker_is_named_and_the_others_go_on(workers: int, monkeypatch: pytest.MonkeyPatch) -> None:
    def stand_in(job: Job, *_: object) -> Result:
        if job.path.name == "dies":
            os._exit(9)
        if job.path.name == "hangs":
            time.sleep(60)
        return Result(str(job.path), Summary(), ())

    monkeypatch.setattr("dislint.running.workers.run_job", stand_in)
    monkeypatch.setattr("dislint.running.workers.GRACE", 0.5)
    jobs = [Job(Path(name), Config(timeout=1)) for name in ("a", "dies", "hangs", "b")]
    results = list(lint_jobs(jobs, workers))
    assert [result.path for result in results] == ["a", "dies", "hangs", "b"]
    assert [[f.code for f in result.findings] for result in results] == [[], ["E004"], ["E004"], []]
    assert [result.failed for result in results] == [False, True, True, False]


def test_same_input_gives_the_same_output(tmp_path: Path) -> None:
    report = tmp_path / "report.txt"
    report.write_text("示例局2024年度部门决算\n收入总计XX万元。“未完\n支出总计××万元。\n", encoding="utf-8")
    first, second = (list(lint([report], Config(minimum_severity="info"))) for _ in range(2))
    assert first[0].findings == second[0].findings
    assert first[0].findings


def test_engine_knows_no_single_rule() -> None:
    """src/dislint must not import the built-in rules: they come by their hook alone."""
    source = Path(__file__).parents[2] / "src" / "dislint"
    named = [
        file.name
        for file in source.rglob("*.py")
        if "import dislint.rules" in (text := file.read_text(encoding="utf-8")) or "from dislint.rules" in text
    ]
    assert named == []


def test_public_names_are_there() -> None:
    import dislint

    assert all(hasattr(dislint, name) for name in dislint.__all__)
    assert issubclass(dislint.Rule, Rule)


@pytest.mark.parametrize(
    ("select", "ignore", "told"),
    [
        ((), (), "T203"),
        (("X", "T201"), (), "T201"),
        (("X",), (), "X307"),
        ((), ("T203",), "T201"),
        ((), ("T2",), "X307"),
    ],
)
def test_a_cause_is_told_by_the_most_basic_rule_selected(
    select: tuple[str, ...], ignore: tuple[str, ...], told: str
) -> None:
    codes = ("X307", "T203", "T201")
    depths = {"T203": 0, "T201": 1, "X307": 2}
    found = [replace(finding(code), cause=4, depth=depths[code]) for code in codes]
    assert [f.code for f in decide([*found, finding("W802")], Selection(("W", *select) if select else (), ignore))] == [
        *sorted((told, "W802"))
    ]
