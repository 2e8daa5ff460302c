"""The cases of cases/*.toml, each a report and the findings that it must and must not give."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from dislint.claims.lexicon import check_lexicon
from dislint.plugins import load_plugins
from dislint.rule.rules import PAGE_HEADINGS, Rule
from dislint.rule.wording import WordingRule
from dislint.testing.cases import Case, load_cases

CASES = [case for file in sorted(Path(__file__).with_name("cases").glob("*.toml")) for case in load_cases(file)]
RULES = load_plugins().rules


@pytest.mark.parametrize("case", CASES, ids=str)
def test_case(case: Case) -> None:
    case.check()


@pytest.mark.parametrize("rule", RULES, ids=[rule.code for rule in RULES])
def test_pages_follow_the_format(rule: type[Rule]) -> None:
    page = rule.__doc__ or ""
    places = [page.find(f"{heading}：") for heading in PAGE_HEADINGS]
    assert -1 not in places
    assert places == sorted(places)


def test_patterns_that_are_compiled_only_when_needed_are_sound() -> None:
    for file in load_plugins().lexicon:
        check_lexicon(file)
    wordings = [wording for rule in RULES if issubclass(rule, WordingRule) for wording in rule.wordings]
    assert len(wordings) > 40
    for wording in wordings:
        for pattern in (wording.pattern, *wording.exceptions):
            re.compile(pattern)
