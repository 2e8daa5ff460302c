"""The house: what rules and plugins may import, how many modules stand outside a room, an engine without our rules."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import dislint.rules
import pytest

import dislint
from dislint import testing
from dislint.cli.explanation import explain
from dislint.config.configuration import Config
from dislint.domain.tables import load_kinds
from dislint.linter.linter import Linter
from dislint.plugins import Registry, load_plugins
from dislint.testing.accounts import make_accounts
from dislint.testing.wordings import make_report
from dislint.testing.writers import write_text

ROOT = Path(__file__).parents[1]
PUBLIC = {"dislint": set(dislint.__all__), "dislint.testing": set(testing.__all__)}
SOURCES = sorted(
    [*ROOT.glob("rules/**/*.py"), *ROOT.glob("plugins/*/src/**/*.py"), *ROOT.glob("plugins/*/tests/**/*.py")]
)


def imported(file: Path) -> Iterator[tuple[str, str]]:
    """The modules and names of the program that a file imports."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "dislint":
            yield from ((str(node.module), alias.name) for alias in node.names)
        elif isinstance(node, ast.Import):
            yield from ((alias.name, "") for alias in node.names if alias.name.split(".")[0] == "dislint")


@pytest.mark.parametrize("file", SOURCES, ids=lambda file: str(file.relative_to(ROOT)))
def test_rules_and_plugins_import_what_is_public_alone(file: Path) -> None:
    assert [f"{m}.{name}" for m, name in imported(file) if name not in PUBLIC.get(m, ())] == []


@pytest.mark.parametrize("module", [dislint, testing], ids=lambda module: module.__name__)
def test_what_is_public_is_there(module: object) -> None:
    for name in module.__all__:  # type: ignore[attr-defined]
        assert getattr(module, name) is not None
    with pytest.raises(AttributeError):
        _ = module.nothing_of_the_kind  # type: ignore[attr-defined]


def test_few_modules_stand_outside_a_room() -> None:
    assert len(list((ROOT / "src" / "dislint").glob("*.py"))) <= 14


def constants(file: Path) -> Iterator[str]:
    """The strings of a file that are no docstrings."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    told = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told:
            yield node.value


ENGINE = sorted(
    file
    for file in (ROOT / "src" / "dislint").glob("**/*.py")
    if "testing" not in file.parts and file.name != "scaffold.py"  # What it writes is a pack of the user's.
)


@pytest.mark.parametrize("file", ENGINE, ids=lambda file: str(file.relative_to(ROOT)))
def test_the_engine_names_no_table(file: Path) -> None:
    """Neither a kind of table, nor a cell of one, nor a title: all that is data."""
    kinds = load_kinds(dislint.rules.dislint_tables())
    named = re.compile(rf"(?<![A-Z\d])(?:{'|'.join(kinds.names)})(?!\d)")
    found = [text for text in constants(file) if named.search(text) or kinds.of_title(text)]
    assert found == []


@pytest.fixture(scope="module")
def bare() -> Registry:
    """The plugins without a rule and without a relation."""
    return load_plugins()._replace(rules=(), relations=())


PACK = """
[[relation]]
code = "ALIEN001"
title = "总表的收入不小于收入决算表"
title_en = "the general table's income is no less than the income table's"
left = "T01[本年收入合计].收入"
relation = ">="
right = "T02[合计].本年收入合计"
severity = "error"
source = "自拟"

[[relation]]
code = "ALIEN002"
title = "收入决算表与总表相符"
title_en = "the income table agrees with the general table"
left = "T02[合计].本年收入合计"
relation = "="
right = "T01[本年收入合计].收入"
severity = "error"
source = "自拟"
"""


def altered(text: str) -> str:
    """The report with another sum of income in its first table, which both relations of the pack read."""
    line = next(line for line in text.splitlines() if line.count("本年收入合计") and any(c.isdigit() for c in line))
    number = next(word for word in line.replace("|", " ").split() if word[0].isdigit() and "." in word)
    return text.replace(line, line.replace(number, f"{int(number[0]) - 1}{number[1:]}", 1), 1)


@pytest.fixture(scope="module")
def text() -> str:
    return write_text(make_report(make_accounts(5), "shanxi"))


def test_an_engine_without_rules_runs_and_finds_nothing(bare: Registry, text: str) -> None:
    result = Linter(Config(minimum_severity="info"), bare).lint(Path("a.txt"), data=text.encode(), keep=True)
    assert (result.findings, result.failed) == ((), False)
    assert result.document is not None
    assert result.document.tables
    assert result.document.claims


def test_a_foreign_packs_relations_are_grouped_by_cause_like_ours(bare: Registry, text: str, tmp_path: Path) -> None:
    (tmp_path / "alien.toml").write_text(PACK, encoding="utf-8")
    linter = Linter(Config(relations=(tmp_path / "alien.toml",)), bare)
    assert [rule.code for rule in linter.knowledge.rules] == ["ALIEN001", "ALIEN002"]
    assert linter.lint(Path("a.txt"), data=text.encode()).findings == ()
    result = linter.lint(Path("a.txt"), data=altered(text).encode(), keep=True)
    (finding,) = result.findings
    assert finding.code in ("ALIEN001", "ALIEN002")
    assert len(finding.related) >= 1
    assert result.document is not None
    rule = next(rule for rule in linter.knowledge.rules if rule.code == finding.code)
    assert finding.code in explain(result.document, finding, rule)


SHANGHAI = ROOT / "plugins" / "dislint-region-shanghai" / "src" / "dislint_region_shanghai" / "__init__.py"
ASSETS = """
虚构市示例局2024年度部门决算
第二部分 2024年度部门决算表
国有资产变动情况表
单位：万元
项目	期初数	增加	减少	期末数
合计	300.00	40.00	10.00	330.00
房屋	200.00	0.00	0.00	200.00
设备	100.00	40.00	10.00	130.00
第三部分 2024年度部门决算情况说明
一、资产变动情况说明
年末国有资产总额{total}万元。其中：房屋{part}万元。
"""


@pytest.mark.parametrize(
    ("total", "part", "wrong"),
    [("330.00", "200.00", []), ("350.00", "200.00", ["350.00万元"]), ("330.00", "230.00", ["230.00万元"])],
)
def test_a_foreign_packs_sentences_are_checked_where_nothing_of_ours_is_known(
    total: str, part: str, wrong: list[str]
) -> None:
    registry = load_plugins((SHANGHAI,))
    foreign = {
        hook: tuple(path for path in getattr(registry, hook) if path.is_relative_to(SHANGHAI.parent))
        for hook in ("tables", "topics", "restatements", "disclosures", "relations")
    }
    assert all(foreign.values())
    linter = Linter(Config(region="上海"), registry._replace(rules=(), **foreign))
    text = ASSETS.format(total=total, part=part)
    document = linter.lint(Path("a.txt"), data=text.encode(), keep=True).document
    assert document is not None
    checks = list(document.of("restates"))
    assert len(checks) == 2
    assert [check.at.anchor.text for check in checks if check.outcome.value == "fails"] == wrong


def test_linters_share_nothing(bare: Registry, document_of: Callable[[str], object]) -> None:
    one, other = Linter(Config(), bare), Linter(Config())
    assert one.knowledge.rules == ()
    assert other.knowledge.rules
