"""Plugins: what they add, how broken ones are told, and the template for new ones."""

from __future__ import annotations

import re
import subprocess
import sys
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path

import pytest

from dislint import lint
from dislint.claims.lexicon import LexiconError, check_lexicon
from dislint.cli.program import run
from dislint.config.configuration import Config
from dislint.plugins import load_plugins
from dislint.testing.cases import load_cases

ROOT = Path(__file__).parents[1]
HEAD = "from dislint import Rule, hookimpl\n"
RULE = '''
class Sample(Rule):
    """A sample."""
    code, name, severity = "{code}", "sample", "warning"
    def check(self, document):
        {body}

@hookimpl
def dislint_rules(): return [Sample]
'''


def plugin(folder: Path, text: str, name: str = "house.py") -> Path:
    file = folder / name
    file.write_text(HEAD + text, encoding="utf-8")
    return file


def report(folder: Path, text: str = "示例局2024年度部门决算\n") -> Path:
    file = folder / "report.txt"
    file.write_text(text, encoding="utf-8")
    return file


def test_local_rule_runs(tmp_path: Path) -> None:
    body = 'yield self.finding(document.start, "找到了", "found")'
    file = plugin(tmp_path, RULE.format(code="HOUSE001", body=body))
    (result,) = lint([report(tmp_path)], Config(select=("HOUSE",), plugins=(file,)))
    assert [finding.code for finding in result.findings] == ["HOUSE001"]


def test_crashing_rule_is_named_and_the_others_run(tmp_path: Path) -> None:
    file = plugin(tmp_path, RULE.format(code="HOUSE001", body='raise KeyError("oops")'))
    config = Config(select=("HOUSE", "W802"), plugins=(file,))
    (result,) = lint([report(tmp_path, "示例局2024年度部门决算\n总计XX万元。\n")], config)
    assert result.failed
    assert [finding.code for finding in result.findings] == ["E009", "W802"]
    assert "HOUSE001" in result.findings[0].message
    assert "house" in result.findings[0].message


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("raise RuntimeError('down')\n", "RuntimeError: down"),
        ("def (:\n", "SyntaxError"),
        ("import sys; sys.exit(3)\n", "SystemExit"),
        ("DISLINT_API = 99\n", "99"),
        ("@hookimpl\ndef dislint_nonsense(): return []\n", "dislint_nonsense"),
        ("@hookimpl\ndef dislint_rules(): return [int]\n", "Rule"),
        ("@hookimpl\ndef dislint_rules(): raise ValueError('bad')\n", "bad"),
        (RULE.format(code="", body="return []"), "code"),
        (RULE.format(code="N501", body="return []"), "N501"),
        ("@hookimpl\ndef dislint_relations(): return ['/no/such.toml']\n", "such.toml"),
        ("@hookimpl\ndef dislint_relations(): return [__file__]\n", "house.py"),
        ("@hookimpl\ndef dislint_lexicon(): return [__file__]\n", "house.py"),
        ("@hookimpl\ndef dislint_options(): return [1]\n", "Option"),
        ("@hookimpl\ndef dislint_readers(): return [object()]\n", "name"),
    ],
)
def test_broken_plugin_is_named_skipped_and_ends_with_2(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, text: str, words: str
) -> None:
    monkeypatch.chdir(tmp_path)
    plugin(tmp_path, text)
    report(tmp_path, "示例局2024年度部门决算\n总计XX万元。\n")
    (tmp_path / "dislint.toml").write_text('plugins = ["house.py"]\nselect = ["W802"]\n', encoding="utf-8")
    assert run(["--config", "dislint.toml", "report.txt"]) == 2
    captured = capsys.readouterr()
    assert "W802" in captured.out
    assert "house" in captured.err
    assert words in captured.err
    assert "Traceback" not in captured.err


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("words = 1", "words"),
        ("[words]\nUP = ['(']", "words.UP"),
        ("[words]\nUP = ['a{99999999999}']", "words.UP"),
        ("[words]\nUP = ['(?i)a']", "words.UP"),
        ("[words]\nUP = ['(?P<UP>a)']", "(?:…)"),
        ("[counted]\nx = ['a*']", "counted.x"),
        ("[subjects]\nx = ['']", "subjects.x"),
    ],
)
def test_a_lexicon_that_cannot_stand_among_others_is_refused(text: str, words: str, tmp_path: Path) -> None:
    (tmp_path / "lexicon.toml").write_text(text, encoding="utf-8")
    with pytest.raises(LexiconError, match=re.escape(words)):
        check_lexicon(tmp_path / "lexicon.toml")


def test_reader_reporter_kind_and_settings(tmp_path: Path) -> None:
    text = '''
from dislint.document import DocumentKind
from dislint.blocks import Line, Passage
from dislint.readers.model import Flow

class LetterReader:
    name, suffixes = "letter", (".letter",)
    def read(self, path, data, options):
        return Flow((Passage.of([Line(data.decode(), None, 1)]),))

class CountReporter:
    name = "count"
    def write(self, run, out): out.write(f"{len(run.results)}")

class Limit(Rule):
    """Reads its own setting."""
    code, name, severity = "HOUSE002", "limit", "warning"
    def check(self, document):
        yield self.finding(document.start, f"{document.settings.option('house.limit', 1)} {document.settings.kind}")

@hookimpl
def dislint_readers(): return [LetterReader()]
@hookimpl
def dislint_reporters(): return [CountReporter()]
@hookimpl
def dislint_rules(): return [Limit]
@hookimpl
def dislint_kinds(): return [DocumentKind("letter", "公开信")]
'''
    file = plugin(tmp_path, text)
    registry = load_plugins((file,))
    assert not registry.problems
    assert registry.reporter("count")
    letter = tmp_path / "a.letter"
    letter.write_text("公开信", encoding="utf-8")
    config = Config(select=("HOUSE",), plugins=(file,), plugin_settings=(("house.limit", 7),))
    (result,) = lint([letter], config)
    assert [finding.message for finding in result.findings] == ["7 letter"]
    assert result.summary.kind == "letter"


def test_relation_pack_and_wording_need_no_python(tmp_path: Path) -> None:
    (tmp_path / "pack.toml").write_text(
        '[[relation]]\ncode = "HOUSE101"\ntitle = "示例关系"\nleft = "T03[合计].基本支出"\nrelation = "<="\n'
        'right = "T03[合计].项目支出"\n',
        encoding="utf-8",
    )
    (tmp_path / "dislint.toml").write_text(
        'relations = ["pack.toml"]\nselect = ["HOUSE"]\n[[wording]]\ncode = "HOUSE102"\npattern = "有关部门"\nmessage = "写明部门"\n',
        encoding="utf-8",
    )
    table = (
        "示例局2024年度部门决算\n\n支出决算表\n单位：万元\n"
        "功能分类科目编码\t科目名称\t本年支出合计\t基本支出\t项目支出\t上缴上级支出\t经营支出\t对附属单位补助支出\n"
        "\t合计\t30.00\t20.00\t10.00\t\t\t\n\n第三部分 2024年度部门决算情况说明\n由有关部门负责。\n"
    )
    (result,) = lint([report(tmp_path, table)])
    assert sorted(finding.code for finding in result.findings) == ["HOUSE101", "HOUSE102"]


def test_rule_of_the_manual_works(tmp_path: Path) -> None:
    text = (ROOT / "docs" / "plugins.md").read_text(encoding="utf-8")
    code = text.split("```python\n")[1].split("```")[0]
    assert len([line for line in code.splitlines() if line.strip()]) == 10
    file = tmp_path / "house_rules.py"
    file.write_text(code, encoding="utf-8")
    sentence = "教育支出（类）年初预算为100.00万元，支出决算为100.00万元，完成年初预算的100%。"
    body = (
        "示例局2024年度部门决算\n第三部分 2024年度部门决算情况说明\n五、一般公共预算财政拨款支出决算情况说明\n"
        f"（三）一般公共预算财政拨款支出决算具体情况\n{sentence}\n"
    )
    (result,) = lint([report(tmp_path, body)], Config(select=("ACME",), plugins=(file,)))
    assert [finding.code for finding in result.findings] == ["ACME001"]


def test_cases_of_the_manual_pass(tmp_path: Path) -> None:
    text = (ROOT / "docs" / "plugins.md").read_text(encoding="utf-8")
    house, cases = tmp_path / "house_rules.py", tmp_path / "cases.toml"
    house.write_text(text.split("```python\n")[1].split("```")[0], encoding="utf-8")
    cases.write_text(
        next(part for part in text.split("```toml\n") if "[[case]]" in part).split("```")[0], encoding="utf-8"
    )
    for case in load_cases(cases):
        case.check(plugins=[house])


def test_options_have_defaults_and_are_checked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    text = (ROOT / "docs" / "plugins.md").read_text(encoding="utf-8")
    options = next(part for part in text.split("```python\n") if part.startswith("from dislint import Option")).split(
        "```"
    )[0]
    body = 'yield self.finding(document.start, str(document.settings.option("acme.threshold")))'
    (tmp_path / "acme.py").write_text(options + HEAD + RULE.format(code="ACME001", body=body), encoding="utf-8")
    report(tmp_path)
    head = 'plugins = ["acme.py"]\nselect = ["ACME"]\n'
    for number, (settings, words) in enumerate(
        (
            ("", "ACME001 [警告] 90"),
            ("[plugin-settings.acme]\nthreshold = 95\n", "ACME001 [警告] 95"),
            (
                '[plugin-settings.acme]\nthreshold = "x"\n',
                "set.toml:4: plugin-settings.acme.threshold: 应为 1 到 1000000 的整数",
            ),
            ("[plugin-settings.acme]\nlimit = 1\n", "set.toml:4: plugin-settings.acme.limit: 插件没有这个设置"),
            ("[plugin-settings.acem]\nlimit = 1\n", "set.toml:4: plugin-settings.acem.limit: 没有插件 acem"),
        )
    ):
        (tmp_path / f"{number}set.toml").write_text(head + settings, encoding="utf-8")
        run(["--config", f"{number}set.toml", "report.txt"])
        captured = capsys.readouterr()
        assert words in captured.out + captured.err
    run(["config", "--config", "0set.toml", "--schema"])
    assert '"threshold"' in capsys.readouterr().out


def test_new_plugin_passes_its_own_tests(tmp_path: Path) -> None:
    """The example in plugins/ is what ``dislint new-plugin example`` writes; its own tests are run here."""
    assert run(["new-plugin", "example", "--folder", str(tmp_path)]) == 0
    assert run(["new-plugin", "example", "--folder", str(tmp_path)]) == 2
    assert run(["new-plugin", "No Name", "--folder", str(tmp_path)]) == 2
    made, kept = tmp_path / "dislint-example", ROOT / "plugins" / "dislint-example"
    for file in (file for file in made.rglob("*") if file.is_file()):
        assert file.read_text(encoding="utf-8") == (kept / file.relative_to(made)).read_text(encoding="utf-8"), file
    tests = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider"], cwd=made, capture_output=True, check=False
    )
    assert tests.returncode == 0, tests.stdout.decode()


def test_a_local_file_of_an_installed_plugin_counts_once(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    file = plugin(tmp_path, RULE.format(code="HOUSE001", body="return []"), "house_plugin.py")
    monkeypatch.syspath_prepend(tmp_path)
    entry = EntryPoint("house", "house_plugin", "dislint")
    monkeypatch.setattr("dislint.plugins.entry_points", lambda group: [entry])
    registry = load_plugins((file,))
    assert [plugin.name for plugin in registry.plugins] == ["house"]
    assert not registry.problems


COMMAND = """
import click
from dislint import Text

class Greet:
    name, help, settings = "greet", Text("打招呼", "greets"), frozenset({"lang", "region"})
    parameters = [click.Option(["--times"], type=int, default=1)]
    def run(self, config, times):
        print("hello", config.region * times)
        return 7

class Check(Greet):
    name = "check"

@hookimpl
def dislint_commands(): return [Greet(), Check()]
"""


@pytest.fixture
def greeting(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder beside which a plugin is installed that has a command, and one that takes the name of ours."""
    plugin(tmp_path, COMMAND, "greeting.py")
    monkeypatch.syspath_prepend(str(tmp_path))
    entry = EntryPoint("greeting", "greeting", "dislint")
    monkeypatch.setattr("dislint.plugins.entry_points", lambda group: [*entry_points(group=group), entry])
    monkeypatch.chdir(tmp_path)


@pytest.mark.usefixtures("greeting")
def test_a_plugin_adds_a_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["greet", "--region", "上海", "--times", "2"]) == 7
    assert run(["--region", "青浦", "greet"]) == 7
    assert capsys.readouterr().out.splitlines() == ["hello 上海上海", "hello 青浦"]
    assert run(["greet", "--select", "N"]) == 2
    assert "--select" in capsys.readouterr().err
    assert run(["greet", "--help", "--lang", "en"]) == 0
    assert "greets" in capsys.readouterr().out
    assert run(["--help"]) == 0
    assert "打招呼" in capsys.readouterr().out


@pytest.mark.usefixtures("greeting")
def test_our_commands_and_files_go_before_a_plugins_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check", str(report(tmp_path, "会议纪要\n"))]) == 1
    assert "report.txt:1:1: E005" in capsys.readouterr().out
    report(tmp_path, "会议纪要\n").rename("greet")
    assert run(["greet"]) == 1
    assert "greet:1:1: E005" in capsys.readouterr().out
