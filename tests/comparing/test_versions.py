"""Two versions of one report: what became of the findings, which cells and sentences changed."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from dislint.cli.program import run
from dislint.comparing.versions import CellChange, SentenceChange, changes

from .conftest import digest

Text = Callable[..., str]


def edited(text: str, *edits: tuple[str, str]) -> str:
    for pattern, words in edits:
        text, count = re.subn(pattern, words, text, count=1, flags=re.M)
        assert count, pattern
    return text


def test_the_same_twice(accounts_text: Text) -> None:
    found = changes(digest(accounts_text(2024)), digest(accounts_text(2024)))
    assert (found.tables, found.cells, found.sentences) == ((), (), ())


def test_a_cell(accounts_text: Text) -> None:
    old = accounts_text(2024)
    new = edited(old, (r"^(2010607\t信息化建设\t)295.18\t", r"\g<1>299.18\t"))
    (change,) = changes(digest(old), digest(new)).cells
    assert isinstance(change, CellChange)
    assert (change.old and change.old.printed, change.new and change.new.printed) == ("295.18万元", "299.18万元")
    assert change.new is not None
    assert change.new.at[1:] == ("2010607", "本年收入合计")


def test_a_table_that_is_not_there_any_more(accounts_text: Text) -> None:
    old = accounts_text(2024)
    new = re.sub(
        r"^三、支出决算表\n\n公开03表.*?(?=^四、财政拨款|^财政拨款收入支出决算总表)", "", old, flags=re.M | re.S
    )
    new = new if new != old else re.sub(r"\n支出决算表\n.*?(?=\n财政拨款收入支出决算总表\n)", "", old, flags=re.S)
    found = changes(digest(old), digest(new))
    assert [table.new for table in found.tables] == [None]
    assert found.cells == ()


@pytest.mark.parametrize(("edit", "expected"), [
    ((r"比2023年减少8.29万元", "比2023年减少9.29万元"), ("减少【8.29】万元", "减少【9.29】万元")),
    ((r"(公务用车保有量)4(辆。)", r"\g<1>5\g<2>"), ("公务用车保有量【4】辆。", "公务用车保有量【5】辆。")),
    ((r"(下降11.59%，主要原因是\w+。)$", r"\g<1>新的一句话说明情况。"), ("", "新的一句话说明情况。")),
])  # fmt: skip
def test_a_sentence(edit: tuple[str, str], expected: tuple[str, str], accounts_text: Text) -> None:
    old = accounts_text(2024)
    (change,) = changes(digest(old), digest(edited(old, edit))).sentences
    assert isinstance(change, SentenceChange)
    assert all(words in told for words, told in zip(expected, change.words, strict=True))


def test_a_paragraph_that_moved_is_no_change(accounts_text: Text) -> None:
    old = accounts_text(2024)
    line = next(line for line in old.splitlines() if line.startswith("3、公务接待费"))
    new = old.replace(f"\n{line}\n", "\n", 1).replace("\n2、公务用车", f"\n{line}\n\n2、公务用车", 1)
    assert new != old
    assert changes(digest(old), digest(new)).sentences == ()


def test_findings_and_the_status(accounts_text: Text, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    clean = accounts_text(2024)
    first = edited(clean, (r"比2023年减少8.29万元，下降11.59%", "比2023年减少8.29万元，下降12.59%"))
    other = edited(clean, (r"^本部门2024年度财政拨款收入总计1744.82", "本部门2024年度财政拨款收入总计1754.82"))
    both = edited(other, (r"比2023年减少8.29万元，下降11.59%", "比2023年减少8.29万元，下降12.59%"))
    files = {}
    for name, text in (("clean", clean), ("first", first), ("other", other), ("both", both)):
        files[name] = str(tmp_path / f"{name}.txt")
        Path(files[name]).write_text(text, encoding="utf-8")

    def told(old: str, new: str) -> tuple[int, list[int]]:
        status = run(["compare", "--versions", "--isolated", "--output-format", "json", files[old], files[new]])
        made = json.loads(capsys.readouterr().out)
        return status, [len(made[key]) for key in ("new", "remaining", "gone", "sentences")]

    assert told("first", "clean") == (0, [0, 0, 1, 1])
    assert told("first", "both") == (1, [1, 1, 0, 1])
    assert told("first", "other") == (1, [1, 0, 1, 2])
    assert told("clean", "clean") == (0, [0, 0, 0, 0])
