"""Titles without an enumerator."""

from __future__ import annotations

import pytest

from dislint.structure.titles import is_title_of


@pytest.mark.parametrize(
    ("entry", "text", "is_title"),
    [
        ("部门主要职能", "清河市水务局主要职能", True),
        ("部门主要职能", "清河市水务局(部门)主要职能", True),
        ("名词解释", "名词解释", True),
        ("部门预算编制说明", "2031年部门预算编制说明", True),
        ("单位预算编制说明", "2031年单位预算编制说明", True),
        ("项目经费情况说明", "河道疏浚专项经费情况说明", True),
        ("项目经费情况说明", "公用经费情况说明", False),
        ("部门主要职能", "主要职能包括:", False),
        ("名词解释", "三、名词解释", False),
        ("机构设置", "本局机构设置,共五个科室。", False),
    ],
)
def test_a_line_that_is_an_entry_come_again(entry: str, text: str, is_title: bool) -> None:
    assert is_title_of(entry, text) is is_title
