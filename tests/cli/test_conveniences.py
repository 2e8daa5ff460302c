"""What a new user tries: each is a case of its own."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import click
import pytest

from dislint.cli import extras
from dislint.cli.program import app, run
from dislint.cli.usage import Group
from dislint.testing.accounts import make_accounts
from dislint.testing.wordings import make_report
from dislint.testing.writers import write_text

ROOT = Path(__file__).parents[2]
WARNED = "青川县示例局2024年度部门决算\n第三部分 2024年度部门决算情况说明\n本单位负责示例工作。。\n"
WRONG = "青川县示例局2024年度部门决算\n第三部分 2024年度部门决算情况说明\n收入总计XX万元。\n"
ONLY = ("--isolated", "--no-cache", "-q", "--select", "W8")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "warned.txt").write_text(WARNED, encoding="utf-8")
    (tmp_path / "wrong.txt").write_text(WRONG, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def output(capsys: pytest.CaptureFixture[str], *arguments: str) -> Any:
    run([*ONLY, "--output-format", "json", *arguments])
    return json.loads(capsys.readouterr().out)


@pytest.mark.parametrize("arguments", [[], ["--lang", "en"]])
def test_without_arguments_it_says_how_it_is_used(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(arguments) == 0
    said = capsys.readouterr()
    assert "summary" in said.out
    assert not said.err


@pytest.mark.parametrize(
    ("file", "level", "status"),
    [
        ("warned.txt", "info", 1), ("warned.txt", "warning", 1), ("warned.txt", "error", 0),
        ("wrong.txt", "error", 1), ("absent.txt", "error", 1),
    ],
)  # fmt: skip
def test_fail_on_is_apart_from_what_is_shown(
    folder: Path, file: str, level: str, status: int, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run([*ONLY, "--fail-on", level, file]) == status
    assert file in capsys.readouterr().out


def test_an_engine_that_is_none_is_wrong_configuration(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--engine", "foo", "wrong.txt"]) == 2
    (folder / "dislint.toml").write_text('engine = "foo"\n', encoding="utf-8")
    assert run(["wrong.txt"]) == 2
    said = capsys.readouterr()
    assert "dislint.toml:1: engine: 应为 auto、pdfminer、pdfium 之一" in said.err
    assert not said.out


def test_a_finding_is_accepted_by_its_fingerprint(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (finding,) = output(capsys, "wrong.txt")["findings"]
    entry = f'[[suppress]]\nfingerprint = "{finding["fingerprint"]}"\nreason = "known"\n'
    (folder / "own.toml").write_text(entry, encoding="utf-8")
    assert run(["-q", "--select", "W8", "--config", "own.toml", "wrong.txt"]) == 0
    assert run(["-q", "--select", "W8", "--config", "own.toml", "warned.txt"]) == 1


@pytest.mark.parametrize(
    "entry", ['fingerprint = "xyz"\nreason = "a"', 'text = "a"\nreason = "a"', 'fingerprint = "0123456789abcdef"']
)
def test_a_suppression_that_says_too_little(folder: Path, entry: str) -> None:
    (folder / "own.toml").write_text(f"[[suppress]]\n{entry}\n", encoding="utf-8")
    assert run(["--config", "own.toml", "wrong.txt"]) == 2


def test_a_fingerprint_alone_is_explained(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (finding,) = output(capsys, "wrong.txt")["findings"]
    assert run(["explain", finding["fingerprint"][:8]]) == 0
    assert finding["message"] in capsys.readouterr().out
    assert run(["explain", "0123456789abcdef"]) == 2
    assert "没有指纹为 0123456789abcdef 的问题" in capsys.readouterr().err


def test_a_rule_of_a_plugin_that_is_not_run_is_no_riddle(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "house.py").write_text("", encoding="utf-8")
    (folder / "dislint.toml").write_text('plugins = ["house.py"]\n', encoding="utf-8")
    monkeypatch.chdir(folder)
    assert run(["rule", "ACME001"]) == 2
    assert "--trust-plugins" in capsys.readouterr().err


def test_a_family_of_rules_is_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["rule", "n5"]) == 0
    listed = capsys.readouterr().out.splitlines()
    assert len(listed) >= 10
    assert all(re.match(r"N5\d\d \[(错误|警告|提示)\] [a-z-]+  ", line) for line in listed)
    assert run(["rule", "N501"]) == 0
    assert "是什么：" in capsys.readouterr().out


def test_the_structure_as_json(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "a.txt").write_text(write_text(make_report(make_accounts(3), "shanxi")), encoding="utf-8")
    assert run(["extract", "--structure", "--json", "a.txt"]) == 0
    structure = json.loads(capsys.readouterr().out)
    assert structure["kind"] == "final-accounts"
    tables = {table["kind"]: table for table in structure["tables"]}
    assert len(tables) >= 8
    assert all(len(row["cells"]) == len(table["columns"]) for table in tables.values() for row in table["rows"])
    assert {"overall", "three-public"} <= {section["topic"] for section in structure["sections"]}


@pytest.mark.parametrize("where", ["at its start", "in its check"])
def test_what_a_plugin_prints_does_not_spoil_the_output(folder: Path, where: str) -> None:
    outer, inner = ("print('noise')", "pass") if where == "at its start" else ("", "print('noise')")
    (folder / "house.py").write_text(
        "from dislint import Rule, hookimpl\n"
        f"{outer}\n"
        "class Loud(Rule):\n"
        "    '''是什么：x。'''\n"
        "    code, name, severity, summary = 'HOUSE001', 'loud', 'warning', 'x'\n"
        f"    def check(self, document):\n        {inner}\n        return []\n"
        "@hookimpl\ndef dislint_rules(): return [Loud]\n",
        encoding="utf-8",
    )
    (folder / "own.toml").write_text('plugins = ["house.py"]\ncache = false\n', encoding="utf-8")
    command = [sys.executable, "-m", "dislint", "--config", "own.toml", "--output-format", "json", "wrong.txt"]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    assert "noise" not in done.stdout
    assert json.loads(done.stdout)["findings"]


def commands(group: Group) -> Iterator[tuple[str, click.Command]]:
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        yield name, command


def test_every_option_says_what_it_does() -> None:
    assert isinstance(app, Group)
    bare = [
        f"{name} {option.opts[0]}"
        for name, command in commands(app)
        for option in command.params
        if isinstance(option, click.Option) and not option.help
    ]
    assert not bare


def test_json_is_as_its_schema_says(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    jsonschema = pytest.importorskip("jsonschema")
    schema = json.loads((ROOT / "docs" / "findings.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    text = write_text(make_report(make_accounts(3), "shanxi")).replace("万元，支出", "元，支出", 1)
    (folder / "a.txt").write_text(text, encoding="utf-8")
    run(["-q", "--no-cache", "--severity", "info", "--output-format", "json", "a.txt", "wrong.txt", "absent.pdf"])
    content = json.loads(capsys.readouterr().out)
    assert any(finding["related"] for finding in content["findings"])
    jsonschema.validate(content, schema)
    content["findings"][0]["more"] = 1
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(content, schema)


def sarif(capsys: pytest.CaptureFixture[str], *arguments: str) -> Any:
    run([*ONLY[1:], "--output-format", "sarif", *arguments])
    return json.loads(capsys.readouterr().out)["runs"][0]


def test_sarif_has_a_state_only_with_a_baseline(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (item,) = sarif(capsys, "wrong.txt")["results"]
    assert "baselineState" not in item
    run([*ONLY, "--write-baseline", "known.json", "wrong.txt"])
    items = sarif(capsys, "--baseline", "known.json", "wrong.txt", "warned.txt")["results"]
    assert [item["baselineState"] for item in items] == ["unchanged", "new"]


def test_sarif_leads_to_the_pages_of_rules_where_they_are_known(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert "helpUri" not in sarif(capsys, "wrong.txt")["tool"]["driver"]["rules"][0]
    (folder / "own.toml").write_text('rule-url = "https://example.invalid/{code}/"\n', encoding="utf-8")
    (rule,) = sarif(capsys, "--config", "own.toml", "wrong.txt")["tool"]["driver"]["rules"]
    assert rule["helpUri"] == f"https://example.invalid/{rule['id']}/"


@pytest.mark.parametrize("name", ["sarif", "github", "gitlab"])
def test_paths_are_those_of_the_repository(
    folder: Path, name: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / ".git").mkdir()
    (folder / "局 a").mkdir()
    (folder / "wrong.txt").rename(folder / "局 a" / "b.txt")
    monkeypatch.chdir(folder / "局 a")
    run([*ONLY, "--output-format", name, "b.txt"])
    out = capsys.readouterr().out
    assert ("%E5%B1%80%20a/b.txt" if name == "sarif" else "局 a/b.txt") in out


@pytest.mark.parametrize(
    ("absent", "arguments", "status", "told"),
    [
        ("lxml", ["a.docx"], 1, '读取 Word 文件需要：pip install "lxml'),
        ("lxml", ["a.html"], 0, '读取网页需要：pip install "lxml'),
        ("PIL", ["--output", "html=o.html", "a.pdf"], 1, "HTML 报告中的页面图需要：pip install"),
        ("pikepdf", ["--annotate", "o.pdf", "a.pdf"], 2, '标注副本需要：pip install "lxml'),
        ("pypdfium2", ["--engine", "pdfium", "a.pdf"], 2, '引擎 pdfium 需要：pip install "pypdfium2'),
        ("xlsxwriter", ["--output", "xlsx=o.xlsx", "wrong.txt"], 2, '写 Excel 工作簿需要：pip install "XlsxWriter'),
        ("xlsxwriter", ["--output", "checklist=o.xlsx", "wrong.txt"], 2, "写 Excel 工作簿需要：pip install"),
        ("lxml", ["wrong.txt"], 1, ""),
    ],
)
def test_what_is_not_installed_is_named_with_the_command(
    folder: Path, absent: str, arguments: list[str], status: int, told: str,
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    for name in ("a.docx", "a.pdf"):
        (folder / name).write_bytes(b"none")
    (folder / "a.html").write_text("<p>示例</p>", encoding="utf-8")
    monkeypatch.setattr(extras, "find_spec", lambda name: None if name == absent else find_spec(name))
    assert run(["--isolated", "--no-cache", "--select", "W8", *arguments]) == status
    said = capsys.readouterr()
    assert told in said.err
    assert ("pip install" in said.err) is bool(told)
    assert not (said.out and status == 2)


@pytest.mark.parametrize("arguments", [["compare", "a.txt", "wrong.txt"], ["ledger", "wrong.txt"]], ids=" ".join)
def test_commands_that_write_workbooks_name_the_extra_before_they_read(
    folder: Path, arguments: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(extras, "find_spec", lambda name: None if name == "xlsxwriter" else find_spec(name))
    assert run([*arguments, "--isolated", "--output", "xlsx=o.xlsx"]) == 2
    said = capsys.readouterr()
    assert "写 Excel 工作簿需要：pip install" in said.err
    assert not said.out


@pytest.mark.parametrize(
    ("name", "way"),
    [("甲.doc", "另存为 .docx"), ("乙.xls", "另存为 .pdf"), ("丙.zip", "先解压"), ("丁.caj", "另存为 .pdf")],
)
def test_files_of_a_folder_that_are_not_read_are_named_with_the_way_out(
    folder: Path, name: str, way: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "all").mkdir()
    (folder / "all" / name).write_bytes(b"x")
    assert run([*ONLY, "all"]) == 0
    (told,) = [line for line in capsys.readouterr().err.splitlines() if name in line]
    assert way in told
    assert run([*ONLY, f"all/{name}"]) == 1
    assert way in capsys.readouterr().out


def test_a_file_that_a_department_does_not_have_is_told(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "own.toml").write_text('[[department]]\nfile = "wrong.txt"\nunits = ["warmed.txt", "warned.txt"]\n')
    assert run(["--select", "W8", "--config", "own.toml", "wrong.txt"]) == 1
    told = capsys.readouterr().err
    assert "warmed.txt 不存在" in told
    assert "warned.txt 不存在" not in told


def test_text_that_is_no_report_is_passed_over_where_asked(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "requirements.txt").write_text("xx==1\n占位符XX\n", encoding="utf-8")
    assert run([*ONLY, "requirements.txt"]) == 1
    assert run([*ONLY, "--only-reports", "requirements.txt"]) == 0
    capsys.readouterr()
    assert run([*ONLY, "--only-reports", "requirements.txt", "wrong.txt", "absent.pdf"]) == 1
    assert "requirements" not in capsys.readouterr().out


def test_a_region_that_is_none_of_the_known_is_wrong_configuration(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    relation = 'code = "ACME001"\ntitle = "a"\nleft = "T01[合计].收入"\nright = "T01[合计].收入"\nrelation = "="\n'
    (folder / "pack.toml").write_text(f'[[relation]]\n{relation}regions = ["甲省", "乙市"]\n', encoding="utf-8")
    (folder / "own.toml").write_text('relations = ["pack.toml"]\nregion = "丙县"\n', encoding="utf-8")
    own = str(folder / "own.toml")
    assert run(["--config", own, "wrong.txt"]) == 2
    said = capsys.readouterr().err
    assert "own.toml:2: region: 没有哪个关系是地区 丙县 的；已知的地区：" in said
    assert "乙市" in said
    assert "甲省" in said
    assert run(["-q", "--config", own, "--region", "甲省", "wrong.txt"]) == 1
