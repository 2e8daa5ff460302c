"""Configuration files, what is made of them, and what is said of wrong ones."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from dislint.cli.show_settings import show_config
from dislint.config.configuration import OPTIONS, Config, config_for, load, matches
from dislint.config.options import ConfigError, schema
from dislint.findings import Severity
from dislint.plugins import load_plugins

ROOT = Path(__file__).parents[2]


def write(folder: Path, text: str, name: str = "dislint.toml") -> Path:
    file = folder / name
    file.write_text(text, encoding="utf-8")
    return file


def options_table() -> str:
    lines = ["| key | value | default | what |", "| --- | --- | --- | --- |"]
    for option in OPTIONS:
        kind = " / ".join(option.choices) or option.kind
        default = option.default if option.default not in ((), None, "") else ""
        lines.append(f"| `{option.key}` | {kind} | {default} | {option.english}（{option.help}） |")
    return "\n".join(lines)


def test_manual_lists_every_option() -> None:
    text = (ROOT / "docs" / "configuration.md").read_text(encoding="utf-8")
    listed = re.search(r"<!-- options -->\n(.*)\n<!-- /options -->", text, re.S)
    assert listed
    assert listed.group(1) == options_table()


def test_options_are_the_fields_of_config_with_their_defaults() -> None:
    config = Config()
    for option in OPTIONS:
        assert getattr(config, option.attribute) == option.default


def test_example_of_the_manual_can_be_read_and_fits_the_schema(tmp_path: Path) -> None:
    jsonschema = pytest.importorskip("jsonschema")
    import tomllib

    text = (ROOT / "docs" / "configuration.md").read_text(encoding="utf-8")
    example = text.split("```toml\n")[1].split("```")[0]
    config = load(write(tmp_path, example))
    assert config.region == "上海"
    assert config.suppress[0].reason
    assert config.wording[0].exceptions == ("上级有关部门",)
    content = tomllib.loads(example)
    content["suppress"][0]["until"] = "2026-12-31"  # JSON has no dates.
    jsonschema.validate(
        content,
        schema(
            OPTIONS,
        ),
    )


def test_schema_refuses_what_the_program_refuses() -> None:
    jsonschema = pytest.importorskip("jsonschema")
    wrong: Any
    for wrong in (
        {"selct": []},
        {"select": "N"},
        {"jobs": 0},
        {"severity": {"W8": "fatal"}},
        {"suppress": [{"code": "N5"}]},
    ):
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate(
                wrong,
                schema(
                    OPTIONS,
                ),
            )


@pytest.mark.parametrize(
    ("text", "line", "key", "words"),
    [
        ('region = "x"\nselct = ["N"]\n', 2, "selct", "select"),
        ('select = "N"\n', 1, "select", "列表"),
        ('select = ["n501"]\n', 1, "select", "n501"),
        ("\njobs = 0\n", 2, "jobs", "的整数"),
        ('lang = "de"\n', 1, "lang", "zh"),
        ('[severity]\nN501 = "fatal"\n', 2, "severity.N501", "error"),
        ('[[suppress]]\ncode = "N501"\n', 1, "suppress[1]", "reason"),
        ('[[suppress]]\ncode = "N501"\nreason = "r"\nutnil = 2026-01-01\n', 4, "suppress[1].utnil", "until"),
        ('[[suppress]]\ncode = "N501"\nreason = "r"\nuntil = "soon"\n', 4, "suppress[1].until", "日期"),
        (
            '[[suppress]]\ncode = "N5"\nreason = """\ncode = x\n"""\n\n[[suppress]]\ncode = "n5"\nreason = "r"\n',
            8,
            "suppress[2].code",
            "n5",
        ),
        ('[per-file-ignores]\n"a.pdf" = ["N5"]\n"b/*" = "N5"\n', 3, 'per-file-ignores."b/*"', "列表"),
        ('severity = { N5 = "info", W8 = "bad" }\n', 1, "severity.W8", "info"),
        ('[[wording]]\ncode = "H001"\npattern = "("\nmessage = "m"\n', 3, "wording[1].pattern", "正则"),
    ],
)
def test_wrong_values_are_errors_with_their_place(tmp_path: Path, text: str, line: int, key: str, words: str) -> None:
    file = write(tmp_path, text)
    with pytest.raises(ConfigError) as caught:
        load(file)
    assert str(caught.value).startswith(f"{file}:{line}: {key}: ")
    assert words in str(caught.value)


def test_broken_toml_is_an_error_of_that_file(tmp_path: Path) -> None:
    file = write(tmp_path, "\nselect = x\n")
    with pytest.raises(ConfigError, match=re.escape(f"{file}:2: ")):
        load(file)


def test_what_is_shown_can_be_read_and_says_where_it_is_from(tmp_path: Path) -> None:
    text = (ROOT / "docs" / "configuration.md").read_text(encoding="utf-8").split("```toml\n")[1].split("```")[0]
    config = load(write(tmp_path, text.replace('plugins = ["./house_rules.py"]\n', "")))
    shown = show_config(config, load_plugins())
    file = tmp_path / "dislint.toml"
    assert f'region = "上海"  # {file}:5' in shown.splitlines()
    assert f'W807 = "error"  # {file}:9' in shown.splitlines()
    assert 'engine = "auto"  # 默认' in shown.splitlines()
    again = load(write(tmp_path, shown))
    assert replace(again, origins=(), suppress=()) == replace(config, origins=(), suppress=())
    assert replace(again.suppress[0], place="") == replace(config.suppress[0], place="")


def test_nearest_file_upwards_governs(tmp_path: Path) -> None:
    inner = tmp_path / "a" / "b"
    inner.mkdir(parents=True)
    write(tmp_path, '[tool.dislint]\nregion = "outer"\n', "pyproject.toml")
    assert config_for(inner / "report.pdf").region == "outer"
    inner = tmp_path / "c" / "d"
    inner.mkdir(parents=True)
    write(tmp_path / "c", 'region = "inner"\n', ".dislint.toml")
    write(inner, "[tool.other]\n", "pyproject.toml")
    assert config_for(inner / "report.pdf").region == "inner"
    assert config_for(inner / "report.pdf", isolated=True).region == ""


def test_selection_of_a_file_takes_its_own_ignores(tmp_path: Path) -> None:
    file = write(tmp_path, 'select = ["N"]\nextend-select = ["C601"]\n[per-file-ignores]\n"annex/*" = ["N50"]\n')
    config = load(file)
    plain, annexed = config.selection("a.pdf"), config.selection(str(tmp_path / "annex" / "a.pdf"))
    assert plain.selects("N501")
    assert not annexed.selects("N501")
    assert annexed.selects("C601")
    assert not plain.selects("C602")


def test_severities(tmp_path: Path) -> None:
    config = load(write(tmp_path, '[severity]\nW = "error"\nW807 = "info"\n'))
    selection = config.selection("a.pdf")
    assert selection.severity("W801", Severity.WARNING) is Severity.ERROR
    assert selection.severity("W807", Severity.WARNING) is Severity.INFO
    assert selection.severity("N501", Severity.WARNING) is Severity.WARNING


@pytest.mark.parametrize(
    ("glob", "fits"),
    [
        ("a.pdf", True),
        ("*.pdf", True),
        ("reports/*.pdf", True),
        ("reports", True),
        ("b.pdf", False),
        ("other/*", False),
    ],
)
def test_globs(tmp_path: Path, glob: str, fits: bool) -> None:
    assert matches(glob, str(tmp_path / "reports" / "a.pdf"), tmp_path) is fits


def test_deep_nesting_is_an_error_of_the_file(tmp_path: Path) -> None:
    file = tmp_path / "dislint.toml"
    file.write_text(f"select = {'[' * 100_000}", encoding="utf-8")
    with pytest.raises(ConfigError, match=r"dislint\.toml"):
        load(file)
