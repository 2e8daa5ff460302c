"""The cases of cases/*.toml, each a report and the findings that it must and must not give."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from dislint.claims.lexicon import check_lexicon
from dislint.plugins import load_plugins
from dislint.rule.rules import ENGLISH_HEADINGS, PAGE_HEADINGS, Rule, documentation
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
    places += [page.find(f"\n    {heading}: ") for heading in ENGLISH_HEADINGS]
    assert -1 not in places
    assert places == sorted(places)


@pytest.mark.parametrize("rule", RULES, ids=[rule.code for rule in RULES])
def test_pages_are_whole_in_each_language(rule: type[Rule]) -> None:
    chinese, english = documentation(rule, "zh"), documentation(rule, "en")
    assert rule.summary_en
    assert "What:" not in chinese
    assert not any(f"{heading}：" in english for heading in PAGE_HEADINGS)
    # Of what and why an English reader needs no Chinese but the words that reports print.
    assert not re.search(
        r"[\u4e00-\u9fff]", english.partition("Why: ")[2].partition("\nWrong: ")[0].replace("万", "").replace("元", "")
    )


def test_patterns_that_are_compiled_only_when_needed_are_sound() -> None:
    for file in load_plugins().lexicon:
        check_lexicon(file)
    wordings = [wording for rule in RULES if issubclass(rule, WordingRule) for wording in rule.wordings]
    assert len(wordings) > 40
    for wording in wordings:
        for pattern in (wording.pattern, *wording.exceptions):
            re.compile(pattern)
