"""Areas, lengths and other measures with their parts: 总建筑面积9000平方米，其中地上6000平方米，地下3000平方米."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from dislint.claims.model import Mention

_TOKEN = re.compile(
    r"(?P<open>\()|(?P<close>\))|(?P<which>其中:?|包括:?)|(?P<end>[。;])|(?P<comma>[,、:])"
    r"|(?P<number>(?<![\d.])\d[\d,]*(?:\.\d+)?)(?P<unit>平方米|平方公里|平米|㎡|亩|公顷|公里|千米|万平方米|立方米|吨|户|人(?!次))"
)
_PAIRS = (("地上", "地下"), ("计容", "不计容"), ("自有", "租用"), ("自有", "租赁"))
_NAME = re.compile(r"[^,。;:、()]{1,30}$")


@dataclass
class Node:
    """A measure with its name and unit, and the measures that it is said to hold."""

    name: str
    unit: str
    mention: Mention
    parts: list[Node] = field(default_factory=list)


@dataclass
class _Level:
    """A list of measures at hand; ``brackets`` is how many brackets stood open where it began."""

    items: list[Node]
    brackets: int


def find_extents(text: str, mentions: Sequence[Mention]) -> Iterator[tuple[Node, tuple[Node, ...], bool]]:
    """Wholes with their parts, and whether by their names these are all the parts there are.

    ``mentions`` are the numbers of the text as they were read, with their places.
    """
    for root in _nodes(text, {mention.start: mention for mention in mentions}):
        yield from _wholes(root)


def _wholes(node: Node) -> Iterator[tuple[Node, tuple[Node, ...], bool]]:
    parts = tuple(part for part in node.parts if part.unit == node.unit)
    if len(parts) > 1:
        yield node, parts, _is_all(parts)
    for part in node.parts:
        yield from _wholes(part)


def _is_all(parts: Sequence[Node]) -> bool:
    return len(parts) == 2 and any(_named(parts, one, other) for one, other in _PAIRS)


def _named(parts: Sequence[Node], one: str, other: str) -> bool:
    """Whether of two parts one is called the contrary of the other: 不计容 is not 计容."""
    names = [part.name for part in parts]
    return any(one in a and other not in a and other in b for a, b in (names, names[::-1]))


def _nodes(text: str, mentions: dict[int, Mention]) -> list[Node]:
    roots: list[Node] = []
    levels = [_Level(roots, 0)]
    brackets, last, start = 0, None, 0
    for found in _TOKEN.finditer(text):
        kind = found.lastgroup
        if kind == "unit" and found.start("number") in mentions:
            name = _NAME.search(text, start, found.start())
            last = Node(name.group() if name else "", found.group("unit"), mentions[found.start("number")])
            levels[-1].items.append(last)
        elif kind == "open":
            brackets += 1
        elif kind == "close":
            brackets = max(0, brackets - 1)
            while len(levels) > 1 and levels[-1].brackets > brackets:
                levels.pop()
        elif kind == "which" and last is not None:
            levels.append(_Level(last.parts, brackets))
        elif kind == "end" and brackets == 0:
            del levels[1:]
            last = None
        start = found.end()
    return roots
