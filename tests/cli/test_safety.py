"""Nothing that a report, a path or a wish holds gets through to the terminal, writes over an input, or ends in silence."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from dislint.cli.program import run

TEXT = "示例局2024年度部门决算\n支出为XX万元。\n"
STEERING = "\x1b\x07\x9b\u202e\u061c\u2066\u200b\u00ad\U000e0041"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "hostile.txt").write_text(TEXT.replace("XX", f"{STEERING}XX{STEERING}"), encoding="utf-8")
    return tmp_path


def is_harmless(text: str) -> bool:
    return not any(char in text for char in STEERING)


FORMATS = [
    "text",
    "json",
    "jsonl",
    "sarif",
    "github",
    "gitlab",
    "junit",
    "checkstyle",
    "rdjson",
    "csv",
    "markdown",
    "html",
    "summary",
]


@pytest.mark.parametrize("name", FORMATS)
def test_no_output_steers_a_terminal(folder: Path, name: str, capsys: pytest.CaptureFixture[str]) -> None:
    run(["--output-format", name, "--show-source", "--severity", "info", "hostile.txt"])
    captured = capsys.readouterr()
    assert is_harmless(captured.out.removeprefix("\ufeff"))
    assert is_harmless(captured.err)


@pytest.mark.parametrize(
    "arguments",
    [
        ["extract", "hostile.txt"],
        ["extract", "--json", "hostile.txt"],
        ["extract", "--structure", "hostile.txt"],
        ["claims", "hostile.txt"],
        ["claims", "--json", "hostile.txt"],
        ["explain", "hostile.txt:2"],
        ["explain", f"hostile{STEERING}.txt:2"],
        ["rule", STEERING],
        [f"no{STEERING}.txt"],
        ["--config", f"no{STEERING}.toml", "a.txt"],
        ["--output-format", STEERING, "a.txt"],
        [f"--{STEERING}"],
    ],
)
def test_neither_does_any_other_command_nor_an_error(
    folder: Path, arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    run(arguments)
    captured = capsys.readouterr()
    assert is_harmless(captured.out)
    assert is_harmless(captured.err)


def test_json_says_what_was_there(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(["--output-format", "json", "--severity", "info", "--select", "W802", "hostile.txt"])
    assert json.loads(capsys.readouterr().out)["findings"][0]["text"].strip(STEERING) == "XX"


@pytest.mark.parametrize("sign", "=+-@＝＋－＠")
def test_no_cell_of_a_spreadsheet_is_a_formula(sign: str) -> None:
    from dislint.blocks import Anchor
    from dislint.findings import Finding, Severity
    from dislint.linter.results import Result, Summary
    from dislint.reporters.csv import CsvReporter
    from dislint.reporters.model import Run

    out = io.StringIO()
    found = Finding("N501", Severity.ERROR, f" {sign}1", Anchor(1, 1, 1, f"{sign}A1"))
    CsvReporter().write(Run([Result("a.pdf", Summary(), (found,))]), out)
    cells = list(csv.reader(out.getvalue().lstrip("\ufeff").splitlines()))[1]
    assert f"'{sign}A1" in cells
    assert f"'{sign}1" in cells


@pytest.mark.parametrize("line", ["::error::x XX", "  ::set-output name=x::XX", "a ##[error]XX"])
def test_a_quoted_line_is_no_command_of_a_build_server(
    folder: Path, line: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "b.txt").write_text(f"示例局\n\n{line}\n", encoding="utf-8")
    run(["--show-source", "--select", "W802", "b.txt"])
    run(["--format", "{text} ", "--select", "W802", "b.txt"])
    out = capsys.readouterr().out
    assert "XX" in out
    assert not [line for line in out.splitlines() if line.lstrip().startswith("::") or "##[" in line]


@pytest.mark.parametrize(
    "arguments",
    [
        ["--output-file", "a.txt", "a.txt"],
        ["--output", "json=a.txt", "a.txt"],
        ["--output", "json=./link.txt", "a.txt"],
        ["--write-baseline", "a.txt", "a.txt"],
        ["--annotate", "a.txt", "a.txt"],
        ["--config", "own.toml", "--output-file", "own.toml", "a.txt"],
        ["--output-file", "old.json", "--output", "csv=old.json", "a.txt"],
    ],
)
def test_no_input_is_written_over(folder: Path, arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "own.toml").write_text("jobs = 1\n", encoding="utf-8")
    (folder / "old.json").write_text("{}", encoding="utf-8")
    (folder / "link.txt").symlink_to("a.txt")
    before = {file: file.read_bytes() for file in folder.iterdir()}
    assert run(arguments) == 2
    assert {file: file.read_bytes() for file in folder.iterdir()} == before


def test_a_report_of_the_last_run_in_the_folder_is_written_anew(folder: Path) -> None:
    for _ in range(2):
        assert run(["-q", "--output-format", "html", "--output-file", "all.html", "."]) == 1
    assert (folder / "all.html").read_text(encoding="utf-8").count("<tr><td") == 2
    assert len(list((folder / "all_files").iterdir())) == 2


def test_what_dislint_has_written_is_no_report(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    written = folder / "written"
    written.mkdir()
    assert run(["--output-format", "html", "--output-file", "written/all.html", "a.txt", "hostile.txt"]) == 1
    assert run(["--output-file", "written/found.txt", "a.txt", "hostile.txt"]) == 1
    capsys.readouterr()
    assert run(["written"]) == 0
    assert "4 份是 dislint 自己写的" in capsys.readouterr().err


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize(
    "command",
    [
        ["ledger", "--output", "html=written/b.html", "--output", "checklist=written/c.txt"],
        ["compare", "--versions", "hostile.txt", "--output", "html=written/b.html", "--output", "text=written/c.txt"],
        ["summary", "--output", "text=written/b.txt", "--output", "summary=written/c.txt"],
    ],
    ids=lambda command: command[0],
)
def test_what_other_commands_have_written_is_no_report(
    folder: Path, command: list[str], lang: str, capsys: pytest.CaptureFixture[str]
) -> None:
    pytest.importorskip("lxml")
    (folder / "written").mkdir()
    assert run([command[0], "a.txt", *command[1:], "--isolated", "--lang", lang, "--output-file", "written/a.txt"]) < 2
    text = "示例局2024年度部门决算\n第三部分 情况说明\n一、收入支出决算总体情况说明\n收入总计100.00万元。\n"
    (folder / "b.txt").write_text(text, encoding="utf-8")
    assert run(["claims", "--isolated", "--lang", lang, "b.txt"]) < 2
    (folder / "written" / "d.txt").write_text(capsys.readouterr().out, encoding="utf-8")
    assert len(list((folder / "written").iterdir())) == 4
    assert run(["written"]) == 0
    assert "4 份是 dislint 自己写的" in capsys.readouterr().err


def test_a_page_is_not_written_over_a_file_of_others(folder: Path) -> None:
    theirs = folder / "all_files" / "001-a.html"
    theirs.parent.mkdir()
    theirs.write_text("<p>theirs</p>", encoding="utf-8")
    assert run(["--output", "html=all.html", "a.txt", "hostile.txt"]) == 2
    assert theirs.read_text(encoding="utf-8") == "<p>theirs</p>"


def test_several_pages_do_not_go_to_standard_output(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--output-format", "html", "a.txt", "hostile.txt"]) == 2
    assert "--output html=文件" in capsys.readouterr().err


def test_what_fails_half_way_leaves_the_old_file(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "old.csv").write_text("old", encoding="utf-8")
    (folder / "half.py").write_text(
        "from dislint import hookimpl\n"
        "class Half:\n    name = 'half'\n    def write(self, run, out):\n        out.write('half'); raise ValueError('no')\n"
        "@hookimpl\ndef dislint_reporters(): return [Half()]\n",
        encoding="utf-8",
    )
    (folder / "set.toml").write_text('plugins = ["half.py"]\n', encoding="utf-8")
    assert run(["--config", "set.toml", "--output-format", "half", "--output-file", "old.csv", "a.txt"]) == 2
    assert (folder / "old.csv").read_text(encoding="utf-8") == "old"
    assert not list(folder.glob(".*part"))


def test_what_is_no_file_is_written_to_as_it_is(folder: Path) -> None:
    assert run(["-q", "--output-file", os.devnull, "a.txt"]) == 1
    assert not Path(os.devnull).is_file()


def dislint(*arguments: str, cwd: Path, **more: object) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "dislint", "--isolated", *arguments]
    return subprocess.run(command, cwd=cwd, capture_output=True, check=False, timeout=60, **more)  # type: ignore[call-overload, no-any-return]


@pytest.mark.skipif(os.name == "nt", reason="POSIX")
def test_standard_input_without_end_is_read_to_the_limit(folder: Path) -> None:
    (folder / "small.toml").write_text("max-size = 1\n", encoding="utf-8")
    with Path("/dev/zero").open("rb") as endless:
        command = [sys.executable, "-m", "dislint", "--config", "small.toml", "-"]
        done = subprocess.run(command, cwd=folder, stdin=endless, capture_output=True, check=False, timeout=60)
    assert "E004" in done.stdout.decode()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="POSIX")
def test_a_pipe_in_a_folder_is_passed_over(folder: Path) -> None:
    os.mkfifo(folder / "b.pdf")
    done = dislint("-q", ".", cwd=folder)
    assert b"b.pdf" not in done.stdout


@pytest.mark.parametrize("encoding", ["gbk", "ascii", "latin-1"])
@pytest.mark.parametrize("arguments", [["a.txt"], ["extract", "a.txt"], ["claims", "a.txt"], ["--help"], ["no.txt"]])
def test_any_encoding_of_the_terminal_will_do(folder: Path, arguments: list[str], encoding: str) -> None:
    (folder / "a.txt").write_text(TEXT + "项目①为𠮷字，金额５万元XX，€\n", encoding="utf-8")
    done = dislint(*arguments, cwd=folder, env=os.environ | {"PYTHONIOENCODING": encoding})
    assert done.returncode in (0, 1)
    assert b"Error" not in done.stderr
    assert done.stdout


@pytest.mark.skipif(os.name == "nt", reason="POSIX")
@pytest.mark.parametrize("stream", [0, 1, 2])
def test_closed_streams_end_nothing(folder: Path, stream: int) -> None:
    done = dislint("a.txt", cwd=folder, preexec_fn=lambda: os.close(stream))
    assert done.returncode == 1
    assert b"Traceback" not in done.stderr


@pytest.mark.parametrize("name", ["", "x" * 300, "a/" * 3000 + "b.pdf"])
def test_names_that_no_file_has(folder: Path, name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run([name]) in (1, 2)
    captured = capsys.readouterr()
    assert "E001" in captured.out or "空" in captured.err
    assert "程序出错" not in captured.err


@pytest.mark.parametrize(
    "arguments",
    [["check", ""], ["summary", ""], ["extract", ""], ["claims", ""], ["ledger", ""], ["explain", ""], ["relations", ""], ["compare", "", "a.txt"]],
)  # fmt: skip
def test_an_empty_name_is_not_the_current_folder(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(arguments) == 2
    assert "文件名是空的" in capsys.readouterr().err


@pytest.mark.skipif(os.name == "nt", reason="POSIX")
def test_a_thousand_folders_in_each_other(folder: Path) -> None:
    here = os.getcwd()
    try:
        for _ in range(1100):
            os.mkdir("d")
            os.chdir("d")
        Path("deep.txt").write_text(TEXT, encoding="utf-8")
        done = dislint("-q", ".", cwd=folder)
    finally:
        os.chdir(here)
        subprocess.run(["rm", "-rf", str(folder / "d")], check=True)  # Python's own way is recursive.
    assert done.returncode == 1
    assert b"Traceback" not in done.stderr
    assert b"deep.txt" in done.stdout


@pytest.mark.skipif(sys.platform != "linux", reason="descriptors are limited on Linux")
def test_few_descriptors_are_enough(folder: Path) -> None:
    import resource

    for number in range(80):
        (folder / f"{number}.txt").write_text(TEXT, encoding="utf-8")
    limit = lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (40, 40))  # noqa: E731
    done = dislint("-q", "-j", "64", ".", cwd=folder, preexec_fn=limit)
    assert done.returncode == 1
    assert done.stdout.decode().count("W802") >= 81


@pytest.mark.parametrize("setting", ["timeout = 99999999999", "max-memory = 0", "jobs = 100000", "fiscal-year = 1"])
def test_absurd_limits_are_refused(folder: Path, setting: str, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "set.toml").write_text(setting + "\n", encoding="utf-8")
    assert run(["--config", "set.toml", "a.txt"]) == 2
    assert "set.toml:1" in capsys.readouterr().err


def test_formats_that_nobody_reads_are_counted(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("b.doc", "c.doc", "d.rar", "e.py", "~$f.doc", ".g.doc"):
        (folder / name).write_bytes(b"x")
    run(["."])
    told = capsys.readouterr().err
    assert "3 份文件的格式不能检查" in told
    assert ".doc 2 份（b.doc、c.doc）" in told
    assert ".rar 1 份" in told


def test_a_region_that_no_pack_has_is_told(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(["--region", "某某", "a.txt"])
    assert "某某" in capsys.readouterr().err


def test_annotate_marks_what_came_by_standard_input(tmp_path: Path) -> None:
    pytest.importorskip("pikepdf")
    from dislint.testing.accounts import make_accounts
    from dislint.testing.variants import VARIANTS
    from dislint.testing.wordings import make_report
    from dislint.testing.writers import write_pdf

    write_pdf(make_report(make_accounts(1), "sichuan"), tmp_path / "r.pdf", VARIANTS["plain"])
    with (tmp_path / "r.pdf").open("rb") as given:
        done = dislint("--annotate", "out.pdf", "--stdin-filename", "named.pdf", "-", cwd=tmp_path, stdin=given)
    assert done.returncode in (0, 1), done.stderr
    assert (tmp_path / "out.pdf").read_bytes().startswith(b"%PDF")


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from dislint.testing import make_accounts, make_report, write_text

    file = tmp_path_factory.mktemp("whole") / "r.txt"
    file.write_text(write_text(make_report(make_accounts(2), "shanxi")), encoding="utf-8")
    return file


RELATION = (
    '[[relation]]\ncode = "ACME00{n}"\ntitle = "甲等于乙"\nleft = "{left}"\nrelation = "="\nright = "T01[总计].支出"\n'
)


@pytest.mark.parametrize(
    ("left", "told"),
    [
        ("T01[总计].收入", "相符 1 处"),
        ("T01[无此行].收入", "T01 没有行“无此行”"),
        ("T01[总计].无此栏", "T01 没有栏“无此栏”"),
    ],
)
def test_a_relation_that_names_what_is_not_there_is_told(
    whole: Path, left: str, told: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "pack.toml").write_text(RELATION.format(n=1, left=left), encoding="utf-8")
    (tmp_path / "set.toml").write_text('relations = ["pack.toml"]\n', encoding="utf-8")
    assert run(["relations", "--config", str(tmp_path / "set.toml"), str(whole)]) == 0
    (line,) = [line for line in capsys.readouterr().out.splitlines() if line.startswith("ACME001")]
    assert line.endswith(told)


def test_a_relation_on_a_table_that_no_kind_is_is_a_wrong_configuration(
    whole: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "pack.toml").write_text(RELATION.format(n=1, left="T88[总计].收入"), encoding="utf-8")
    (tmp_path / "set.toml").write_text('relations = ["pack.toml"]\n', encoding="utf-8")
    assert run(["relations", "--config", str(tmp_path / "set.toml"), str(whole)]) == 2
    assert "T88" in capsys.readouterr().err


@pytest.mark.skipif(os.name == "nt", reason="POSIX")
def test_a_folder_of_the_cache_that_others_may_write_to_is_not_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from dislint import cache

    monkeypatch.setenv(cache.FOLDER_VARIABLE, str(tmp_path / "c"))
    key = cache.key_of(1)
    cache.store("kind", key, 1)
    assert cache.load("kind", key) == 1
    for folder in (tmp_path / "c", tmp_path / "c" / "kind", tmp_path / "c" / "kind" / key[:2]):
        folder.chmod(0o777)
        assert cache.load("kind", key) is None
        cache.store("kind", key, 2)
        folder.chmod(0o700)
        assert cache.load("kind", key) == 1
