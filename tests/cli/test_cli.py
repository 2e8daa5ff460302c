"""The command line: what it prints where, and its exit status."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from dislint import __version__
from dislint.cli.program import app, run

BROKEN = (
    "青川县示例局2024年度部门决算\n第三部分 2024年度部门决算情况说明\n一、收入支出决算总体情况说明\n收入总计XX万元。\n"
)
CLEAN = "青川县示例局2024年度部门决算\n第三部分 2024年度部门决算情况说明\n本单位负责示例工作。\n"
OURS = ("--isolated", "--select", "W802")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "broken.txt").write_text(BROKEN, encoding="utf-8")
    (tmp_path / "clean.txt").write_text(CLEAN, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_command_may_be_left_out(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run([*OURS, "broken.txt"]) == 1
    short = capsys.readouterr().out
    assert run(["check", *OURS, "broken.txt"]) == 1
    assert capsys.readouterr().out == short
    assert short.startswith("broken.txt:4:5: W802 ")


@pytest.mark.parametrize(
    ("arguments", "status", "shown"),
    [
        (["--isolated", "claims", "clean.txt"], 0, "已核对 0"),
        (["--isolated", "--region", "上海", "--lang=en", "claims", "clean.txt"], 0, "verified 0"),
        (["-v", "extract", "clean.txt"], 0, "本单位负责"),
        (["--lang", "en", "--isolated", "config"], 0, "no configuration file"),
        (["--select", "W802", "claims", "clean.txt"], 2, "没有选项 --select"),
        (["--isolated", "--", "claims"], 1, "claims:1:1: E001"),
        (["--isolated", "clean.txt", "claims"], 1, "claims:1:1: E001"),
        (["--isolated", "--help"], 0, "dislint check"),
        (["--lang", "en", "--help"], 0, "Commands:"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_options_may_stand_before_the_command(
    arguments: list[str], status: int, shown: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(arguments) == status
    assert shown in "".join(capsys.readouterr())


def test_exit_status(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run([*OURS, "clean.txt"]) == 0
    assert run([*OURS, "--exit-zero", "broken.txt"]) == 0
    assert run(["--no-such-option"]) == 2
    assert run([*OURS, "--output-format", "nonsense", "clean.txt"]) == 2
    assert run([*OURS, "--format", "{nonsense}", "clean.txt"]) == 2
    (folder / "dislint.toml").write_text("selct = []\n", encoding="utf-8")
    assert run(["clean.txt"]) == 2
    assert "dislint.toml:1: selct" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("missing.pdf", None, "不存在"),
        ("empty.pdf", b"", "空"),
        ("photo.pdf", b"\xff\xd8\xff\xe0 not a report", "不是 PDF"),
        ("cut.pdf", b"%PDF-1.7\n1 0 obj\n<<", "不完整"),
        ("sheet.abc", b"x", "不支持"),
        ("binary.txt", bytes(range(256)) * 4, ""),
    ],
)
def test_unreadable_files_are_findings_and_the_others_are_linted(
    folder: Path, capsys: pytest.CaptureFixture[str], name: str, data: bytes | None, words: str
) -> None:
    if data is not None:
        (folder / name).write_bytes(data)
    assert run([*OURS, name, "broken.txt"]) == 1
    captured = capsys.readouterr()
    first, second = captured.out.splitlines()
    assert first.startswith(f"{name}:1:1: E001 ")
    assert words in first
    assert second.startswith("broken.txt:4:5: W802 ")
    assert len(captured.err.splitlines()) == 4  # The overview and the counts.


def test_folders_are_searched_and_files_excluded(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    inner = folder / "a" / "b"
    inner.mkdir(parents=True)
    (inner / "deep.txt").write_text(BROKEN, encoding="utf-8")
    (inner / "notes.md").write_text(BROKEN, encoding="utf-8")
    (folder / "dislint.toml").write_text('exclude = ["broken.*"]\nselect = ["W802"]\n', encoding="utf-8")
    assert run(["."]) == 1
    assert [line.split(":")[0] for line in capsys.readouterr().out.splitlines()] == ["a/b/deep.txt"]


def test_standard_input(folder: Path) -> None:
    result = CliRunner().invoke(app, ["-", *OURS, "--stdin-filename", "given.txt"], input=BROKEN, standalone_mode=False)
    assert result.stdout.startswith("given.txt:4:5: W802")


def test_json_is_the_contract(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run([*OURS, "--output-format", "json", "broken.txt"])
    content = json.loads(capsys.readouterr().out)
    (finding,) = content["findings"]
    assert content["version"] == 1
    assert set(finding) == {
        "code", "severity", "message", "path", "page", "line", "column", "bbox", "text", "section", "table",
        "expected", "actual", "related", "also", "fingerprint",
    }  # fmt: skip
    (document,) = content["documents"]
    assert set(document) == {"path", "kind", "entity", "year", "pages", "claims"}
    assert set(document["claims"]) == {"verified", "contradicted", "unchecked"}


def test_several_outputs_at_once(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["--output", "json=out.json", "--output", "csv=out.csv", "--output-file", "out.txt", "broken.txt"]
    assert run([*OURS, "-q", *arguments]) == 1
    captured = capsys.readouterr()
    assert (captured.out, captured.err) == ("", "")
    assert json.loads((folder / "out.json").read_text(encoding="utf-8"))["findings"]
    assert (folder / "out.csv").read_text(encoding="utf-8-sig").count("W802") == 1
    assert "W802" in (folder / "out.txt").read_text(encoding="utf-8")


def test_parallel_output_is_the_same(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    names = ["broken.txt", "missing.pdf", "clean.txt", "broken.txt"]
    run([*OURS, "-q", *names])
    one = capsys.readouterr().out
    run([*OURS, "-q", "-j", "3", *names])
    assert capsys.readouterr().out == one


def test_statistics_count_codes_and_verdicts(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run([*OURS, "--statistics", "broken.txt"])
    assert "    1  W802\n" in capsys.readouterr().out


def test_source_is_quoted_with_the_words_underlined(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run([*OURS, "--show-source", "broken.txt"])
    _, source, marks = capsys.readouterr().out.splitlines()
    assert source == "    收入总计XX万元。"
    assert marks == "    " + " " * 8 + "^^"


def test_other_commands(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for arguments, words in (
        (["rule", "w802"], "W802"),
        (["rule", "--all", "--lang", "en"], "N501"),
        (["claims", "broken.txt"], "未核对"),
        (["extract", "broken.txt"], "收入总计"),
        (["extract", "--structure", "broken.txt"], "overall"),
        (["explain", "broken.txt:4:5"], "W802"),
        (["config", "."], "select = []"),
        (["config", "--schema"], "$schema"),
        (["plugins"], "builtin-rules"),
        (["completion", "bash"], "_DISLINT_COMPLETE"),
    ):
        assert run(arguments) == 0, arguments
        assert words in capsys.readouterr().out
    assert run(["rule", "Q999"]) == 2
    assert run(["explain", "broken.txt:99:1"]) == 2


def test_version_loads_nothing_heavy() -> None:
    code = "import sys; from dislint.cli.program import run; run(['--version']); print(sorted(sys.modules))"
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert __version__ in out
    for module in ("pluggy", "lark", "pdfminer", "dislint.linter.analysis", "dislint.config.configuration"):
        assert f"'{module}'" not in out


def test_closed_pipe_is_no_traceback(folder: Path) -> None:
    (folder / "many.txt").write_text(BROKEN + "总计XX万元。\n" * 5000, encoding="utf-8")
    process = subprocess.Popen(
        [sys.executable, "-m", "dislint", *OURS, "-q", "many.txt"], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert process.stdout
    assert process.stderr
    process.stdout.readline()
    process.stdout.close()
    error = process.stderr.read()
    process.stderr.close()
    assert process.wait() in (1, 141)
    assert error == b""


@pytest.mark.skipif(os.name == "nt", reason="no pseudo-terminals")
@pytest.mark.parametrize(("files", "options", "seen"), [(4, [], True), (3, [], False), (4, ["-q"], False)])
def test_progress_on_a_terminal_only(folder: Path, files: int, options: list[str], seen: bool) -> None:
    import pty

    ours, theirs = pty.openpty()
    names = [f"{number}.txt" for number in range(files)]
    for name in names:
        (folder / name).write_text(CLEAN, encoding="utf-8")
    command = [sys.executable, "-m", "dislint", *OURS, *options, "--output-file", "out.txt", *names]
    subprocess.run(command, stdout=subprocess.PIPE, stderr=theirs, check=True)
    os.close(theirs)
    told = b""
    while True:
        try:
            told += os.read(ours, 4096)
        except OSError:
            break
        if not told or told.endswith(b"\n"):
            break
    os.close(ours)
    assert (b"100%" in told) is seen
    redirected = subprocess.run(command, capture_output=True, check=True)
    assert b"%" not in redirected.stderr


@pytest.mark.skipif(os.name == "nt", reason="signals")
def test_interrupt_ends_with_130(folder: Path) -> None:
    (folder / "slow.py").write_text(
        "import sys, time\nfrom dislint import Rule, hookimpl\n"
        'class Slow(Rule):\n    code, name, severity = "SLOW001", "slow", "warning"\n'
        "    def check(self, document):\n"
        "        print('ready', file=sys.stderr, flush=True)\n        time.sleep(60)\n        return []\n"
        "@hookimpl\ndef dislint_rules(): return [Slow]\n",
        encoding="utf-8",
    )
    (folder / "slow.toml").write_text('plugins = ["slow.py"]\n', encoding="utf-8")
    command = [sys.executable, "-m", "dislint", "--config", "slow.toml", "--select", "SLOW001", "clean.txt"]
    process = subprocess.Popen(command, stderr=subprocess.PIPE)
    assert process.stderr
    try:
        assert process.stderr.readline() == b"ready\n"
        process.send_signal(signal.SIGINT)
        assert process.wait(20) == 130
        assert b"Traceback" not in process.stderr.read()
    finally:
        process.kill()
        process.communicate()


def test_english(folder: Path) -> None:
    run_ = subprocess.run(
        [sys.executable, "-m", "dislint", "--lang", "en", "missing.pdf"],
        capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert "E001 [error] no such file" in run_.stdout
    assert "1 file(s): 1 error(s)" in run_.stderr
