"""``from dislint import lint``, as docs/python.md has it."""

from __future__ import annotations

from pathlib import Path

import pytest

from dislint import Config, ConfigError, Document, lint

MANUAL = Path(__file__).parents[1] / "docs" / "python.md"
REPORT = "示例局2024年度部门决算\n第三部分 2024年度部门决算情况说明\n收入总计XX万元。\n"


def test_example_of_the_manual(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    code = MANUAL.read_text(encoding="utf-8").split("```python\n")[1].split("```")[0]
    exec(compile(code, "python.md", "exec"), {})
    out = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in out if "pdf" in line] == ["report.pdf", "scan.pdf"]
    assert sum("E001" in line for line in out) == 2


def test_what_comes_and_what_is_raised(tmp_path: Path) -> None:
    report = tmp_path / "report.txt"
    report.write_text(REPORT, encoding="utf-8")
    (result,) = lint([str(report)], Config(select=("W802",)), keep=True)
    assert isinstance(result.document, Document)
    assert (result.path, result.summary.year, result.size) == (str(report), 2024, len(REPORT.encode()))
    assert [finding.code for finding in result.findings] == ["W802"]
    assert next(iter(lint([report], Config(select=("W802",))))).document is None
    (tmp_path / "dislint.toml").write_text('select = "W"\n', encoding="utf-8")
    with pytest.raises(ConfigError, match=r"dislint\.toml:1: select"):
        list(lint([report]))
    with pytest.raises(ConfigError, match="基线"):
        list(lint([report], Config(baseline=tmp_path / "none.json")))


def test_files_are_read_when_asked_for(tmp_path: Path) -> None:
    results = lint([tmp_path / "later.txt"], Config(select=("W802",)))
    (tmp_path / "later.txt").write_text(REPORT, encoding="utf-8")
    assert [finding.code for result in results for finding in result.findings] == ["W802"]
