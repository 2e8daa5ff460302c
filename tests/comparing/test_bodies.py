"""The units that a department says it is made up of, in the wordings of the regions."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dislint.comparing.bodies import bodies_of
from dislint.document import Document

HEAD = "云河市水务局2024年度部门决算\n\n第一部分 云河市水务局概况\n\n一、主要职责\n\n管理本市水务。\n\n二、机构设置\n\n"
TAIL = "\n\n第二部分 2024年度部门决算表\n"
ALL = ("云河市水务局(本级)", "云河市灌溉试验站", "云河市水文中心")


@pytest.mark.parametrize(("words", "expected"), [
    ("纳入2024年度部门决算编制范围的单位共3个，包括：\n\n1.云河市水务局（本级）\n\n2.云河市灌溉试验站\n\n3.云河市水文中心", ALL),
    ("纳入决算编制范围的单位包括：云河市水务局（本级）、云河市灌溉试验站和云河市水文中心。", ALL),
    ("从单位构成看，本部门决算包括：局本级决算、云河市灌溉试验站、云河市水文中心。", ALL),
    ("纳入部门决算编制范围的二级预算单位名单：\n\n序号\t单位名称\n1\t云河市水务局（本级）\n2\t云河市灌溉试验站\n3\t云河市水文中心", ALL),
    ("内设办公室、人事科、规划科。没有下属单位。", ()),
    ("本部门无所属单位。", ()),
])  # fmt: skip
def test_units(words: str, expected: tuple[str, ...], document_of: Callable[[str], Document]) -> None:
    found = bodies_of(document_of(HEAD + words + TAIL))
    assert tuple(name.replace("（", "(").replace("）", ")") for name in found) == expected
