"""Code runs from where the user said so, not from wherever the reports lie."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from dislint import lint
from dislint.cli.program import run
from dislint.config import trust
from dislint.config.configuration import config_for, find_file

HOUSE = "from pathlib import Path\nPath({mark!r}).write_text('ran')\n"
HEAD = 'plugins = ["house.py"]\nselect = ["ACME", "W802"]\n[plugin-settings.house]\nx = 1\n'


@pytest.fixture
def given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of reports as somebody gave it away, with a configuration in it that names a plugin."""
    folder = tmp_path / "given"
    folder.mkdir()
    (folder / "house.py").write_text(HOUSE.format(mark=str(tmp_path / "mark")), encoding="utf-8")
    (folder / "dislint.toml").write_text(HEAD, encoding="utf-8")
    (folder / "report.txt").write_text("支出为XX万元。\n", encoding="utf-8")
    monkeypatch.setenv(trust.FOLDER_VARIABLE, str(tmp_path / "own"))
    monkeypatch.chdir(folder)
    return folder


@pytest.mark.parametrize(
    "arguments",
    [
        ["report.txt"],
        ["."],
        ["claims", "report.txt"],
        ["extract", "report.txt"],
        ["explain", "report.txt:1:4"],
        ["relations", "report.txt"],
        ["rule", "W802"],
        ["config", "."],
        ["plugins"],
    ],
)
def test_a_plugin_of_a_found_configuration_is_not_run_and_that_is_told(
    given: Path, arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    run(arguments)
    captured = capsys.readouterr()
    assert not (given.parent / "mark").exists()
    told = [line for line in captured.err.splitlines() if "house.py" in line]
    assert len(told) == 1
    assert "--trust-plugins" in told[0]
    assert "dislint.toml" in told[0]


def test_the_rest_of_it_holds_and_the_exit_status_says_that_it_is_not_whole(
    given: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["-q", "report.txt"]) == 2
    assert "W802" in capsys.readouterr().out


def test_neither_does_python_run_it(given: Path) -> None:
    (result,) = lint(["report.txt"])
    assert [finding.code for finding in result.findings] == ["W802"]
    assert not (given.parent / "mark").exists()


@pytest.mark.parametrize("arguments", [["--trust-plugins"], ["--config", "dislint.toml"]])
def test_the_user_says_that_it_may_run(given: Path, arguments: list[str]) -> None:
    run([*arguments, "report.txt"])
    assert (given.parent / "mark").exists()


@pytest.mark.parametrize("named", ["given/dislint.toml", "given", "."])
def test_the_users_own_list_names_it(given: Path, named: str) -> None:
    own = given.parent / "own"
    own.mkdir()
    (own / "trusted.toml").write_text(f"configurations = ['{given.parent / named}']\n", encoding="utf-8")
    run(["report.txt"])
    assert (given.parent / "mark").exists()


@pytest.mark.parametrize("words", ["configurations = 'x'", "configurations = [1]", "= broken", "\udc80"])
def test_a_broken_list_trusts_nothing(given: Path, words: str) -> None:
    own = given.parent / "own"
    own.mkdir()
    (own / "trusted.toml").write_bytes(words.encode("utf-8", "surrogatepass"))
    assert config_for(given).plugins == ()


def test_a_runner_is_code_too(given: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (given / "dislint.toml").write_text('runner = "dask"\n[plugin-settings.dask]\nscheduler = "x"\n', encoding="utf-8")
    run(["report.txt"])
    captured = capsys.readouterr()
    assert "W802" in captured.out
    assert "runner dask" in captured.err


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="owners are POSIX's")
def test_a_strangers_configuration_where_anybody_may_write_is_not_taken(
    given: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (given.parent / "dislint.toml").write_text('region = "上海"\n', encoding="utf-8")
    given.chmod(0o1777)
    monkeypatch.setattr(os, "geteuid", lambda: (given / "dislint.toml").stat().st_uid + 1)
    if (given / "dislint.toml").stat().st_uid == 0:
        real = os.stat
        monkeypatch.setattr(trust, "_owner", lambda file: real(file).st_uid + 2)
    assert find_file(given) == (given.parent / "dislint.toml", (given / "dislint.toml",))
    config = config_for(given)
    assert config.region == "上海"
    assert "dislint.toml" in config.refused[0][0]
