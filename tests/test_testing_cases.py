"""The case runner itself: what it lets pass, what it complains of, and what it refuses to read."""

from __future__ import annotations

from pathlib import Path

import pytest

from dislint.testing.cases import Case, CaseError, load_cases

HEAD = 'codes = ["W8"]\ntemplate = "示例局2024年度部门决算\\n{text}\\n{more}\\n"\n[values]\nmore = "无"\n'


def cases(folder: Path, text: str) -> list[Case]:
    file = folder / "cases.toml"
    file.write_text(text, encoding="utf-8")
    return load_cases(file)


@pytest.mark.parametrize(
    ("case", "complaint"),
    [
        ('text = "总计XX万元。"\nfinds = ["W802"]\nat = "XX"', ""),
        ('text = "总计XX万元。"\nfinds = ["W802", "W802"]', "expected ['W802', 'W802'], found ['W802']"),
        ('text = "总计XX万元。"\nfinds = []', "2: W802"),
        ('text = "总计XX万元。"\nfinds = ["W802"]\nat = "总计"', "at is 'XX'"),
        ('text = "总计XX万元。"\nfinds = ["W802"]\nsays = "年度"', "'年度' is not in"),
        ('text = "总计XX万元。"\npasses = ["W804", "N"]', ""),
        ('text = "总计XX万元。"\npasses = ["W"]', "must not be found: ['W802']"),
        ('text = "总计2万元。"\nfinds = []', ""),
        ('text = "总计2万元。"\nvalues = { more = "××" }\nfinds = ["W802"]', ""),
        (
            'codes = ["T"]\nwording = "shanxi"\ntable = "T05"\nrow = "住房公积金"\ncolumn = 2\ncell = "1.00"\nfinds = ["T201"]',
            "",
        ),
        ('wording = "shanxi"\ncodes = ["U701"]\nold = "截至2024年"\nnew = "截至2023年"\nfinds = ["U701"]', ""),
    ],
)
def test_check(tmp_path: Path, case: str, complaint: str) -> None:
    (one,) = cases(tmp_path, f"{HEAD}[[case]]\n{case}\n")
    if not complaint:
        one.check()
        return
    with pytest.raises(AssertionError) as caught:
        one.check()
    assert complaint in str(caught.value)


@pytest.mark.parametrize(
    ("case", "words"),
    [
        ('txt = "a"', "no such key: txt"),
        ('text = "a"', "finds or passes is missing"),
        ("finds = []", "text, values or wording is missing"),
        ('text = 1\nfinds = ["W802"]', "text should be a str"),
        ('values = { most = "a" }\nfinds = []', "no place {most}"),
        ('wording = "nowhere"\nfinds = []', "nowhere"),
        ('wording = "shanxi"\ntable = "T05"\nrow = "无此行"\nfinds = []', "无此行"),
        ('wording = "shanxi"\nold = "无此句"\nfinds = []', "无此句"),
    ],
)
def test_wrong_files_are_told(tmp_path: Path, case: str, words: str) -> None:
    with pytest.raises(CaseError) as caught:
        cases(tmp_path, f"{HEAD}[[case]]\n{case}\n")
    assert words in str(caught.value)
    assert "cases.toml: case 1: " in str(caught.value)


def test_a_broken_plugin_is_told(tmp_path: Path) -> None:
    (tmp_path / "house.py").write_text("raise RuntimeError('down')\n", encoding="utf-8")
    (one,) = cases(tmp_path, f'{HEAD}[[case]]\ntext = "总计2万元。"\nfinds = []\n')
    with pytest.raises(AssertionError, match="down"):
        one.check(plugins=[tmp_path / "house.py"])
