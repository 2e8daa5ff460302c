"""A department and its units in one run: recognised by name, held against each other where nothing is in doubt."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest

from dislint.cli.program import run
from dislint.comparing.units import Family, Known, families
from dislint.testing.accounts import Accounts
from dislint.testing.across import WITHIN
from dislint.testing.bodies import Body, make_body, name_units
from dislint.testing.wordings import make_report
from dislint.testing.writers import write_text

BODY = make_body(2, units=2)


def printed(body: Body, accounts: Accounts | None = None) -> str:
    report = make_report(accounts or body.accounts[2024], "anhui", entity=body.name, year="2024")
    return write_text(name_units(report, body) if body.units else report)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A department's documents and those of its units, each in a folder of its own."""
    (tmp_path / "department.txt").write_text(printed(BODY), encoding="utf-8")
    (tmp_path / "units").mkdir()
    for number, unit in enumerate(BODY.units):
        (tmp_path / "units" / f"{number}.txt").write_text(printed(unit), encoding="utf-8")
    return tmp_path


def found(folder: Path, capsys: pytest.CaptureFixture[str], *arguments: str) -> list[dict[str, object]]:
    """The findings of families in a folder."""
    run(["check", "-q", "--output-format", "json", "--select", "D", *arguments, str(folder)])
    return list(json.loads(capsys.readouterr().out)["findings"])


def wrong(folder: Path, kind: str) -> None:
    """Puts an error into a unit's document."""
    made = WITHIN[kind][1](BODY.units[1].accounts[2024], BODY.accounts[2024], random.Random(1))
    (folder / "units" / "1.txt").write_text(printed(BODY.units[1], made), encoding="utf-8")


def test_what_adds_up_is_silent(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert found(folder, capsys) == []


@pytest.mark.parametrize(("kind", "where"), [("unit-larger", "1.txt"), ("unit-off", "department.txt")])
def test_one_wrong_figure_is_one_finding(
    kind: str, where: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    wrong(folder, kind)
    (finding,) = found(folder, capsys)
    assert finding["code"] in WITHIN[kind][0]
    assert Path(str(finding["path"])).name == where
    others = {Path(str(place["path"])).name for place in finding["related"]}  # type: ignore[attr-defined]
    assert others - {where}


def test_sums_need_all_units(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    wrong(folder, "unit-off")
    (folder / "units" / "2.txt").unlink()
    assert found(folder, capsys) == []


def test_the_codes_may_be_off(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    wrong(folder, "unit-off")
    assert found(folder, capsys, "--ignore", "D2") == []


STATED = '[[department]]\nfile = "department.txt"\nunits = ["units/0.txt", "units/1.txt", "units/2.txt"]\n'


@pytest.mark.parametrize(("stated", "codes"), [
    ("", []), (STATED, ["D202"]), (f"{STATED}complete = false\n", []),
])  # fmt: skip
def test_the_configuration_says_whose_a_file_is(
    stated: str, codes: list[str], folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    wrong(folder, "unit-off")
    text = (folder / "department.txt").read_text(encoding="utf-8").replace("编制范围的单位共3个，包括：", "编制范围。")
    (folder / "department.txt").write_text(text, encoding="utf-8")
    (folder / "dislint.toml").write_text(stated, encoding="utf-8")
    assert [finding["code"] for finding in found(folder, capsys)] == codes


@pytest.mark.parametrize(("text", "words"), [
    ('[[department]]\nfile = "a.pdf"\n', "units"),
    ('[[department]]\nfile = "a.pdf"\nunits = "b.pdf"\n', "units"),
    ('[[department]]\nfile = "a.pdf"\nunits = ["b.pdf"]\nwhole = true\n', "whole"),
    ('department = "a.pdf"\n', "department"),
])  # fmt: skip
def test_a_department_that_is_stated_wrongly(
    text: str, words: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "dislint.toml").write_text(text, encoding="utf-8")
    assert run(["check", str(folder)]) == 2
    assert words in capsys.readouterr().err


DEPARTMENT = Known("d", "budget", 2024, "云河市水务局", ("云河市水务局（本级）", "云河市灌溉站"))
STATION = Known("s", "budget", 2024, "云河市灌溉站", ())
OFFICE = Known("o", "budget", 2024, "云河市水务局(本级)", ())


@pytest.mark.parametrize(("documents", "expected"), [
    ([DEPARTMENT, STATION, OFFICE], [Family(0, (2, 1), True)]),
    ([STATION, DEPARTMENT], [Family(1, (0,), False)]),
    ([DEPARTMENT, STATION, OFFICE._replace(entity="云河市水务局")], [Family(0, (2, 1), True)]),
    ([DEPARTMENT, STATION._replace(year=2023)], []),
    ([DEPARTMENT, STATION._replace(kind="final-accounts")], []),
    ([DEPARTMENT, STATION._replace(entity="云河市灌溉总站")], []),
    ([DEPARTMENT, STATION, STATION._replace(path="again")], []),
    ([DEPARTMENT, DEPARTMENT._replace(path="again"), STATION], []),
    ([DEPARTMENT._replace(bodies=("云河市灌溉站",)), STATION], []),
])  # fmt: skip
def test_recognition(documents: list[Known], expected: list[Family]) -> None:
    assert list(families(documents)) == expected
