"""Folding keeps every character's place."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dislint.text import compact, fold


@given(st.text(max_size=80))
def test_folding_keeps_length(text: str) -> None:
    assert len(fold(text)) == len(text)


@given(st.text(alphabet="甲乙（）％１２ 　,.…", max_size=40))
def test_compact_points_back(text: str) -> None:
    short = compact(text)
    assert all(fold(text[at]) == char for char, at in zip(short.text, short.index, strict=True))
    assert not any(char.isspace() for char in short.text)


def test_radicals_and_full_width_signs() -> None:
    assert compact("⼀般公务⽤⻋增⻓１２．５％").text == "一般公务用车增长12.5%"


@pytest.mark.parametrize(
    ("printed", "read"),
    [
        ("2\u200b00.\xad50\ufeff万元", "200.50万元"),
        ("2\ufe0f00\u2060元", "200元"),
        ("200①万元", "200万元"),
        ("31.50²万元", "31.50万元"),
        ("31.50¹²万元", "31.50万元"),
        ("31⁵0.50万元", "31⁵0.50万元"),
        ("31.5⁰,50", "31.5⁰,50"),
        ("①项目", "①项目"),
        ("60m²", "60m²"),
        ("增长−5.2％", "增长-5.2%"),
        ("１２．５０", "12.50"),
        ("𝟏𝟐", "12"),
    ],
)
def test_a_number_is_what_a_reader_takes_for_it(printed: str, read: str) -> None:
    short = compact(printed)
    assert short.text == read
    assert len(short.index) == len(read)
