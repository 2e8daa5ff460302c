"""Folding keeps every character's place."""

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
