"""Chinese by default, English everywhere under --lang en."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from dislint.cli.program import app, run

CHINESE = re.compile(r"[\u4e00-\u9fff，。：；（）、？]")
REPORT = "Notice 2024\nTotal XX\n"
PLUGIN = "from dislint import hookimpl\n@hookimpl\ndef dislint_rules(): return [int]\n"
FILES = {
    "a.txt": REPORT,
    "b.txt": REPORT,
    "cut.pdf": "%PDF-1.7\n1 0 obj",
    "bad.toml": 'select = ["n5"]\n',
    "typo.toml": "selct = []\n",
    "broken.toml": "select = [\n",
    "plugin.toml": 'plugins = ["house.py"]\n',
    "gone.toml": 'plugins = ["gone.py"]\n',
    "house.py": PLUGIN,
    "unused.toml": '[[suppress]]\ncode = "N501"\nreason = "r"\n[[suppress]]\ncode = "N5"\nreason = "r"\nuntil = 2020-01-01\n',
    "nosuch.toml": 'select = ["Q9"]\n',
    "setting.toml": "[plugin-settings.acme]\nlimit = 1\n",
    "pack.toml": '[[relation]]\ncode = "A001"\n',
    "relations.toml": 'relations = ["pack.toml"]\n',
    "en.toml": 'lang = "en"\n',
}
TELLING = [
    ["--nonsense"],
    ["--selct", "N", "a.txt"],
    ["--select", "n-5", "a.txt"],
    ["--select", "Q9", "a.txt"],
    ["--severity", "fatal", "a.txt"],
    ["--jobs", "0", "a.txt"],
    ["--config"],
    ["--config", ".", "a.txt"],
    ["--quiet=1", "a.txt"],
    ["--output", "json", "a.txt"],
    ["--output-format", "odd", "a.txt"],
    ["--output-file", "no/such/dir", "a.txt"],
    ["--format", "{odd}", "a.txt"],
    ["--format", "{code:>%d}", "a.txt"],
    ["--format", "{", "a.txt"],
    ["--baseline", "a.txt", "a.txt"],
    ["--baseline", "none.json", "a.txt"],
    ["--write-baseline", "known.json", "a.txt"],
    ["--annotate", "out.pdf", "a.txt", "b.txt"],
    ["--annotate", "out.pdf", "a.txt"],
    *(["--config", name, "a.txt"] for name in FILES if name.endswith(".toml") and name not in ("en.toml", "pack.toml")),
    ["--config", "none.toml", "a.txt"],
    ["--isolated", "a.txt", "cut.pdf", "none.pdf", "odd.xyz", "."],
    ["--isolated", "--statistics", "--show-source", "a.txt"],
    ["--isolated", "--severity", "info", "--output-format", "md", "a.txt"],
    ["rule"],
    ["rule", "Q999"],
    ["claims", "none.pdf"],
    ["explain", "a.txt:9:9"],
    ["config", "--config", "typo.toml"],
    ["config", "--isolated"],
    ["plugins", "--config", "plugin.toml"],
    ["new-plugin", "No Name"],
]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name, text in FILES.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("DISLINT_LANG", raising=False)
    return tmp_path


@pytest.mark.parametrize("arguments", TELLING, ids=" ".join)
def test_english_where_asked_for(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    run(["--lang", "en", *arguments])
    captured = capsys.readouterr()
    said = captured.out + captured.err
    # The usage line was made with the help, in the language of the whole process.
    assert not CHINESE.search("".join(line for line in said.splitlines() if not line.startswith("Usage: ")))
    assert "Traceback" not in said
    assert "internal error" not in said


@pytest.mark.parametrize("arguments", TELLING, ids=" ".join)
def test_chinese_by_default(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    run(arguments)
    captured = capsys.readouterr()
    assert CHINESE.search(captured.out + captured.err)
    assert "Error" not in captured.err.replace("TypeError", "")


def test_english_by_configuration_and_environment(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    run(["--config", "en.toml", "none.pdf"])
    captured = capsys.readouterr()
    assert "none.pdf:1:1: E001 [error] no such file" in captured.out
    assert "1 error(s)" in captured.err
    monkeypatch.setenv("DISLINT_LANG", "en")
    run(["none.pdf"])
    assert "no such file" in capsys.readouterr().out
    run(["--lang", "zh", "none.pdf"])
    assert "文件不存在" in capsys.readouterr().out


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_help(lang: str) -> None:
    script = (
        "import sys; from dislint.cli.program import app, run\n"
        "for name in ('', *sorted(app.listed)): run([*([name] if name else []), '--help'])"
    )
    environment = os.environ | {"DISLINT_LANG": lang, "PYTHONIOENCODING": "utf-8"}
    command = [sys.executable, "-c", script]
    out = subprocess.run(command, env=environment, capture_output=True, encoding="utf-8", check=True).stdout
    assert out.count("--help") == len(app.listed) + 1
    if lang == "en":
        assert not CHINESE.search(out)
        assert "Usage: dislint check [OPTIONS] PATH..." in out
    else:
        assert "用法：dislint check [选项] 文件…" in out
        assert not re.search(r"Usage|Options|Commands|Show", out)
