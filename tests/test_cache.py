"""The cache: the same findings from it as without it, whatever has happened to its files, and nothing stale."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from dislint import cache
from dislint.config.configuration import Config
from dislint.grammars import grammar_text, tables_of
from dislint.linter.linter import Linter
from dislint.linter.results import Result
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
    plain, first = Linter(config).lint(report), Linter(config).lint(report, cached=True)
    monkeypatch.setattr("dislint.linter.linter.analyse", lambda *_: pytest.fail("the document was read again"))
    second = Linter(config).lint(report, cached=True)
    assert told(plain) == told(first) == told(second)
    assert first.findings
    # What is reported of the findings is decided anew each time.
    milder = Config(
        severity=tuple((family, "info") for family in {finding.code[0] for finding in first.findings} | {"N", "C"})
    )
    assert Linter(milder).lint(report, cached=True).findings == ()


LOADED = """
import sys
from pathlib import Path
from dislint.config.configuration import Config
from dislint.linter.linter import Linter
Linter(Config()).lint(Path(sys.argv[1]), cached=True)
print(sorted(sys.modules))
"""


def test_what_is_known_is_told_without_rules_relations_and_stages(folder: Path, report: Path) -> None:
    heavy = ("dislint.rules.tables", "dislint.checks.packs", "dislint.claims.model", "dislint.layout.compose", "lark")
    first, second = (
        subprocess.run([sys.executable, "-c", LOADED, str(report)], capture_output=True, text=True, check=True).stdout
        for _ in range(2)
    )
    assert all(f"'{module}'" in first for module in heavy)
    assert not any(f"'{module}'" in second for module in heavy)


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
    Linter(Config()).lint(report, cached=True)
    file, config = change(report)
    assert told(Linter(config).lint(file, cached=True)) == told(Linter(config).lint(file))
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
            command = [sys.executable, "-m", "dislint", "--trust-plugins", str(report)]
            done = subprocess.run(command, capture_output=True, check=False)
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
    first = Linter(Config()).lint(report, cached=True)
    damage(entries(folder)[0])
    assert told(Linter(Config()).lint(report, cached=True)) == told(first)


def test_a_folder_that_others_may_write_to_is_not_used(folder: Path, report: Path) -> None:
    folder.mkdir()
    folder.chmod(0o777)
    Linter(Config()).lint(report, cached=True)
    assert list(folder.iterdir()) == []


def test_failures_and_what_was_not_read_are_not_kept(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.4 nothing more")
    assert [f.code for f in Linter(Config()).lint(tmp_path / "broken.pdf", cached=True).findings] == ["E001"]
    assert entries(folder) == []


def test_grammars_from_the_cache_are_those_of_the_file(folder: Path) -> None:
    fresh, kept = (tables_of("relations.lark") for _ in range(2))
    assert json.dumps(fresh) == json.dumps(kept)
    (file,) = (folder / "grammars").rglob("*.json")
    cache.store("grammars", file.stem, {"data": {}, "memo": {}})
    assert tables_of("relations.lark").rules == fresh.rules
    assert grammar_text("relations.lark")


def test_runs_at_the_same_time_do_not_disturb_each_other(folder: Path, report: Path) -> None:
    command = [sys.executable, "-m", "dislint", "--isolated", str(report)]
    runs = [subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) for _ in range(3)]
    outputs = {run.communicate() for run in runs}
    assert len(outputs) == 1
    assert not list(folder.rglob("*.part"))


def test_clean_empties_the_cache_and_touches_nothing_else(folder: Path, report: Path) -> None:
    Linter(Config()).lint(report, cached=True)
    (folder / "mine.json").write_text("{}", encoding="utf-8")
    (folder / "mine" / "empty").mkdir(parents=True)
    done = subprocess.run([sys.executable, "-m", "dislint", "clean"], capture_output=True, encoding="utf-8", check=True)
    assert str(folder) in done.stdout
    assert [file.name for file in folder.rglob("*") if file.is_file()] == ["mine.json"]
    assert {place.name for place in folder.rglob("*") if place.is_dir()} == {"mine", "empty"}


def test_no_cache_keeps_no_findings(folder: Path, report: Path) -> None:
    command = [sys.executable, "-m", "dislint", "--isolated", "--no-cache", str(report)]
    assert subprocess.run(command, capture_output=True, check=False).returncode == 1
    assert [kind.name for kind in folder.iterdir()] == ["grammars"]


KILLED = """
import os, signal, sys
from pathlib import Path
from dislint.config.configuration import Config
from dislint.linter.linter import Linter
Path.replace = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
Linter(Config()).lint(Path(sys.argv[1]), cached=True)
"""


@pytest.mark.skipif(os.name == "nt", reason="POSIX")
def test_a_run_that_is_killed_while_it_writes_leaves_nothing_that_is_used(folder: Path, report: Path) -> None:
    killed = subprocess.run([sys.executable, "-c", KILLED, str(report)], check=False)
    assert killed.returncode == -9
    (half,) = folder.rglob("*.part")
    assert not list(folder.rglob("*.json"))
    first, second = (Linter(Config()).lint(report, cached=True) for _ in range(2))
    assert told(first) == told(second) == told(Linter(Config()).lint(report))
    os.utime(half, (0, 0))
    cache.sweep()
    assert not half.exists()
    assert entries(folder)


def test_what_is_not_used_goes_and_the_rest_is_bounded(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(6):
        cache.store("documents", cache.key_of(number), "x" * 1000)
    now, files = time.time(), [folder / "documents" / (k := cache.key_of(n))[:2] / f"{k}.json" for n in range(6)]
    for number, file in enumerate(files):
        os.utime(file, (now, now - (40 - number) * 24 * 3600 if number < 3 else now - 60 * (6 - number)))
    monkeypatch.setattr(cache, "_MOST", 2500)
    assert cache.load("documents", cache.key_of(2)) == "x" * 1000  # Used again, it stays.
    cache.sweep()
    assert [file.exists() for file in files] == [False, False, True, False, False, True]
    cache.store("documents", cache.key_of(7), "x" * 5000)
    cache.sweep()  # It was swept today.
    assert cache.load("documents", cache.key_of(7)) == "x" * 5000


FULL = """
import resource, sys
from dislint.cli.program import run
resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100))
sys.exit(run(["--isolated", sys.argv[1]]))
"""


@pytest.mark.skipif(os.name == "nt", reason="POSIX")
@pytest.mark.parametrize("place", ["/dev/null/cache", "/proc/cache", "full"])
def test_without_a_place_for_the_cache_all_else_is_as_ever(place: str, report: Path, tmp_path: Path) -> None:
    code = FULL if place == "full" else "import sys; from dislint.cli.program import run; sys.exit(run(sys.argv[1:]))"
    environment = {**os.environ, "DISLINT_CACHE_DIR": str(tmp_path / "full") if place == "full" else place}
    done = subprocess.run(
        [sys.executable, "-c", code, str(report)], capture_output=True, encoding="utf-8", check=False, env=environment
    )
    assert done.returncode == 1, done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert [file for file in tmp_path.rglob("*") if file.is_file() and file.stat().st_size] == [report]


@pytest.mark.skipif(os.name == "nt", reason="POSIX")
def test_a_user_without_a_home_has_no_cache(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HOME", "XDG_CACHE_HOME", "DISLINT_CACHE_DIR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("pwd.getpwuid", lambda _: dict[str, str]()["nobody"])
    cache.store("documents", cache.key_of(1), 1)
    assert cache.load("documents", cache.key_of(1)) is None
    assert cache.clean() == (0, 0)
