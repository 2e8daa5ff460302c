"""Headings and sections: enumerators, depth, and what a section speaks of."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dislint.blocks import Block, Passage
from dislint.domain.topics import Topics
from dislint.numbers import NUMERAL, PART
from dislint.structure.model import Heading, Section

_ENUMERATORS = (
    re.compile(rf"{PART}[、.:]?"),
    re.compile(rf"{NUMERAL}{{1,3}}[、.]"),
    re.compile(rf"\({NUMERAL}{{1,3}}\)[、.]?"),
    re.compile(r"\d{1,2}[、.](?!\d)"),
)
_LONGEST = 46
"""A heading has at most this many characters, its enumerator included."""


def enumerator(text: str) -> tuple[int, str]:
    """The depth (0 第一部分, 1 一、, 2 （一）, 3 1、) and the enumerator a compact text begins with; (-1, "") if none."""
    for depth, pattern in enumerate(_ENUMERATORS):
        found = pattern.match(text)
        if found:
            return depth, found.group()
    return -1, ""


def find_headings(blocks: Sequence[Block], first: int, topics: Topics) -> tuple[Heading, ...]:
    """Headings from block ``first`` on: short, enumerated, not a sentence."""
    found = []
    for number in range(first, len(blocks)):
        block = blocks[number]
        if not isinstance(block, Passage):
            continue
        text = block.compact.text
        depth, mark = enumerator(text)
        words = text[len(mark) :].rstrip("。:")
        if depth == 0 and not topics.of(words, True):
            words += _second_line(blocks, number, topics)
        if depth < 0 or not words or not _is_heading(depth, words, text, topics):
            continue
        found.append(Heading(depth, mark, words, block, number))
    return tuple(found)


def find_statement(blocks: Sequence[Block], topics: Topics) -> tuple[Heading, ...]:
    """The title of a statement without headings, where the field knows its topic: 某县2024年度“三公”经费决算情况说明."""
    title = next((block for block in blocks if isinstance(block, Passage)), None)
    words = title.compact.text if title is not None else ""
    if title is None or len(words) > _LONGEST or not topics.of(words):
        return ()
    return (Heading(1, "", words, title, blocks.index(title)),)


def _second_line(blocks: Sequence[Block], number: int, topics: Topics) -> str:
    """What stands below a part's title that says nothing yet: 第三部分, and on the next line 决算情况说明."""
    below = blocks[number + 1] if number + 1 < len(blocks) else None
    if not isinstance(below, Passage):
        return ""
    text = below.compact.text
    is_title = len(text) <= _LONGEST and enumerator(text)[0] < 0 and not text.endswith(("。", ";"))
    return text if is_title and (topics.of(text, True) or text.endswith(("概况", "情况"))) else ""


def _is_heading(depth: int, words: str, text: str, topics: Topics) -> bool:
    if len(text) > _LONGEST or "。" in words or ";" in words:
        return False
    if depth == 0:
        return True
    if re.search(r"\d万?元|:.", words):
        return False
    return "," not in words and (not text.endswith("。") or bool(topics.of(words)))


def find_sections(headings: Sequence[Heading], end: int, topics: Topics) -> tuple[Section, ...]:
    """The sections that headings open; each ends where one of its depth or above begins.

    The shallowest headings are those of the parts: 第一部分, or 一、 where the report has no 第一部分.
    """
    shallowest = min((heading.depth for heading in headings), default=0)
    ends, parents = [end] * len(headings), list[int | None]()
    open_: list[int] = []
    for at, heading in enumerate(headings):
        while open_ and headings[open_[-1]].depth >= heading.depth:
            ends[open_.pop()] = heading.block
        parents.append(open_[-1] if open_ else None)
        open_.append(at)
    sections: list[Section] = []
    for heading, close, parent in zip(headings, ends, parents, strict=True):
        around = "" if parent is None else sections[parent].topic
        topic = around if around in topics.lists else topics.of(heading.words, heading.depth == shallowest, around)
        sections.append(Section(heading, topic, heading.block, close, parent))
    return tuple(sections)
