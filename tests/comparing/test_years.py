"""Two years of a body, and a budget with the accounts of its year: what agrees is silent, one wrong figure is one finding."""

from __future__ import annotations

import random
import re
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from dislint.comparing.model import Between
from dislint.testing.across import ACROSS
from dislint.testing.bodies import Body, make_body
from dislint.testing.budget_regions import make_budget_report
from dislint.testing.wordings import make_report
from dislint.testing.writers import write_text

CASES = tomllib.loads((Path(__file__).parent / "years.toml").read_text(encoding="utf-8"))["case"]
Text = Callable[..., str]
Hold = Callable[[str, str], Any]


@pytest.mark.parametrize("wording", ["shanxi", "sichuan", "anhui", "guangdong", "jiangxi", "zhejiang"])
def test_what_agrees_is_silent(wording: str, accounts_text: Text, budget_text: Text, hold: Hold) -> None:
    years = hold(accounts_text(2023, wording), accounts_text(2024, wording))
    plan = hold(budget_text(2024), accounts_text(2024, wording))
    assert (years.told, plan.told) == ([], [])
    assert (years.comparison.between, plan.comparison.between) == (Between.YEARS, Between.BUDGET)
    assert years.comparison.agreed > 3
    assert plan.comparison.agreed > 3


@pytest.mark.parametrize(
    "kind", sorted(kind for kind, across in ACROSS.items() if across.against in ("year", "budget"))
)
def test_a_figure_of_another_document(
    kind: str, accounts_text: Text, budget_text: Text, body: Body, hold: Hold
) -> None:
    across = ACROSS[kind]
    if across.document == "budget":
        made = across.apply(body.budgets[2024], random.Random(5))
        wrong = write_text(make_budget_report(made, "shanghai"))
        right, other = budget_text(2024), budget_text(2023)
    else:
        made = across.apply(body.accounts[2024], random.Random(5))
        wrong = write_text(make_report(made, "guangdong", entity=body.name, year="2024"))
        right, other = accounts_text(2024), budget_text(2024) if across.against == "budget" else accounts_text(2023)
    pairs = zip(right.splitlines(), wrong.splitlines(), strict=True)
    lines = {number for number, (one, changed) in enumerate(pairs, 1) if one != changed}
    found = hold(other, wrong).findings
    assert {finding.code for finding in found} <= across.codes
    assert found
    assert {finding.anchor.line for finding in found} <= lines
    assert all(finding.related[0].path == "document.txt" or finding.related[0].message for finding in found)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_case(case: dict[str, Any], accounts_text: Text, budget_text: Text, hold: Hold) -> None:
    texts = {}
    for which, year in (("old", 2023), ("new", 2024)):
        kind, *form = case.get(which, "accounts guangdong").split()
        made = budget_text if kind == "budget" else accounts_text
        text = made(2024 if "same-year" in case else year, *form)
        for pattern, words in case.get(f"in-{which}", []):
            text, count = re.subn(pattern, words, text, flags=re.M)
            assert count, f"{pattern} is not in the {which} document"
        texts[which] = text
    held = hold(texts["old"], texts["new"])
    assert [f"{code} {severity}" for code, severity in held.told] == case["finds"]
    for words in case.get("notes", []):
        assert any(words in note.zh for note in held.comparison.notes), [note.zh for note in held.comparison.notes]


def test_the_order_given_does_not_matter(accounts_text: Text, hold: Hold) -> None:
    comparison = hold(accounts_text(2024), accounts_text(2023)).comparison
    assert (comparison.old.year, comparison.new.year) == (2023, 2024)


def test_another_body_is_no_list_of_errors(accounts_text: Text, hold: Hold) -> None:
    other = make_body(7)
    text = write_text(make_report(other.accounts[2024], "guangdong", entity=other.name, year="2024"))
    held = hold(accounts_text(2023), text)
    assert held.findings == ()
    assert any("不是同一单位" in note.zh for note in held.comparison.notes)


def test_what_moved(accounts_text: Text, body: Body, hold: Hold) -> None:
    rows = {row.name.zh: row for row in hold(accounts_text(2023), accounts_text(2024)).comparison.moved}
    spent = rows["本年支出合计"]
    assert spent.old is not None
    assert spent.old.figure is not None
    assert abs(spent.old.figure.amount - body.accounts[2023].spent) < 100
    classes = [name for name in rows if re.match(r"\d{3} ", name)]
    assert classes == [f"{code} {name}" for code, name, _ in body.accounts[2024].classes()]
    assert rows["机关运行经费"].new is not None
