"""The annexed self-evaluation reports of projects (项目支出绩效自评)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dislint.layout.model import Block, Passage
from dislint.structure.model import Evaluation

_PROJECT = re.compile(r"项目名称:(.{1,60}?)(?:项目单位:(.{1,40}?))?(?:主管部门:.*)?$")
_UNIT = re.compile(r"项目单位:(.{1,40})$")


def find_evaluations(blocks: Sequence[Block], first: int) -> tuple[Evaluation, ...]:
    """The reports, each from its 项目名称 to the next; their tables are found by the annex rules."""
    starts = [
        (number, block, found)
        for number in range(first, len(blocks))
        if isinstance(block := blocks[number], Passage) and (found := _PROJECT.match(block.compact.text))
    ]
    result = []
    for at, (number, block, found) in enumerate(starts):
        end = starts[at + 1][0] if at + 1 < len(starts) else len(blocks)
        result.append(Evaluation(found.group(1), found.group(2) or "", block.anchor(), number, end, None, None))
    return tuple(result)
