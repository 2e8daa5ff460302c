"""Knowledge as data: what is wrong in a file is named; what ours say of tables is so."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import dislint.rules
import pytest

from dislint.domain.disclosures import load_disclosures
from dislint.domain.files import KnowledgeError
from dislint.domain.restatements import Cell, load_restatements
from dislint.domain.tables import check_kinds, load_kinds
from dislint.domain.topics import load_topics

WRONG: list[tuple[Callable[[list[Path]], Any], str, str]] = [
    (load_kinds, "[[table]]\nkind = 'p'\ntitles = ['甲表']", "table[1]: kind"),
    (load_kinds, "[[table]]\nkind = 'P01'", "table[1]: titles"),
    (load_kinds, "[[table]]\nkind = 'P01'\ntitles = ['甲表']\nshape = 'round'", "table[1]: shape"),
    (load_kinds, "[[table]]\nkind = 'P01'\ntitles = ['甲表']\nuses = ['nothing']", "table[1]: uses"),
    (load_kinds, "[[table]]\nkind = 'P01'\ntitles = ['甲表']\nnote = '('", "table[1]: note"),
    (load_kinds, "[[table]]\nkind = 'P01'\ntitles = ['甲表']\ncolour = 'red'", "colour"),
    (load_kinds, "tables = 1", "tables"),
    (load_kinds, "[[table]\n", "line 1"),
    (load_topics, "[[topic]]\nheading = '资产'", "topic[1]: name"),
    (load_topics, "[[topic]]\nname = 'assets'", "topic[1]: heading"),
    (load_topics, "[[topic]]\nname = 'assets'\nheading = '资产'\nholds = 'all'", "topic[1]: holds"),
    (load_topics, "[[topic]]\nname = 'assets'\nheading = '资产'\nwhole = 1", "topic[1]: whole"),
    (load_restatements, "[[section]]\nrows = ['P01']", "section[1]: rows"),
    (load_restatements, "[[section]]\n[section.places]\n'资产' = 'P01[合计].年末数'", "section[1]: places"),
    (load_restatements, "[[section]]\n[section.places]\n'资产' = ['P01[合计]']", "section[1]: places.资产"),
    (load_restatements, "[loosely]\n'资产' = 1", "loosely"),
    (load_disclosures, "[[disclosure]]\nshown = ['资产']", "disclosure[1]: name"),
    (load_disclosures, "[[disclosure]]\nname = '资产'\nshown = ['(']", "disclosure[1]: shown"),
    (load_disclosures, "[[disclosure]]\nname = '资产'\nsince = '2020'", "disclosure[1]: since"),
]


@pytest.mark.parametrize(("load", "text", "words"), WRONG, ids=[words for _, _, words in WRONG])
def test_what_is_wrong_is_named(load: Callable[[list[Path]], Any], text: str, words: str, tmp_path: Path) -> None:
    file = tmp_path / "knowledge.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(KnowledgeError, match=re.escape(words)):
        load([file])


def test_a_plugins_file_may_use_the_columns_of_others(tmp_path: Path) -> None:
    file = tmp_path / "tables.toml"
    file.write_text("[[table]]\nkind = 'P01'\ntitles = ['甲表']\nshape = 'coded'\nuses = ['income']", encoding="utf-8")
    check_kinds(file)
    kinds = load_kinds([*dislint.rules.dislint_tables(), file])
    assert "财政拨款收入" in kinds.columns_of("P01")


def cells(value: object) -> Iterator[Cell]:
    """All cells within what was read."""
    if isinstance(value, Cell):
        yield value
    elif isinstance(value, dict):
        yield from (cell for item in value.values() for cell in cells(item))
    elif isinstance(value, tuple | list):
        yield from (cell for item in value for cell in cells(item))


@pytest.mark.parametrize("kind", ["final-accounts", "budget"])
def test_our_restatements_speak_of_tables_and_columns_that_there_are(kind: str) -> None:
    kinds = load_kinds(dislint.rules.dislint_tables())
    restated = load_restatements(dislint.rules.dislint_restatements()).of(kind)
    found = list(cells([*restated.everything, restated.limits, restated.bought, restated.unnamed]))
    assert len(found) > 50
    for cell in found:
        assert cell.table in kinds.names
        assert not kinds.columns_of(cell.table) or cell.column in kinds.columns_of(cell.table)


def test_later_files_go_first(tmp_path: Path) -> None:
    topics, places = tmp_path / "topics.toml", tmp_path / "places.toml"
    topics.write_text("[[topic]]\nname = 'ours'\nheading = '基本支出'", encoding="utf-8")
    places.write_text(
        "[[section]]\ntopics = ['basic']\n[section.places]\n'基本支出' = ['P01[合计].甲']", encoding="utf-8"
    )
    assert load_topics(dislint.rules.dislint_topics()).of("基本支出情况") == "basic"
    assert load_topics([*dislint.rules.dislint_topics(), topics]).of("基本支出情况") == "ours"
    restated = load_restatements([*dislint.rules.dislint_restatements(), places]).of("final-accounts")
    assert restated.sections("basic")[0].places == {"基本支出": ((Cell("P01", "合计", "甲"),),)}
