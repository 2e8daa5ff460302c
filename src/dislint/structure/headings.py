"""Headings and sections: enumerators, depth, and what a section speaks of."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dislint.layout.model import Block, Passage
from dislint.structure.model import Heading, Section

_NUMERALS = "一二三四五六七八九十"
_ENUMERATORS = (
    re.compile(rf"第[{_NUMERALS}]+部分[、.:]?"),
    re.compile(rf"[{_NUMERALS}]{{1,3}}[、.]"),
    re.compile(rf"\([{_NUMERALS}]{{1,3}}\)[、.]?"),
    re.compile(r"\d{1,2}[、.](?!\d)"),
)
_LONGEST = 46
"""A heading has at most this many characters, its enumerator included."""

# Ordered: the first pattern that is found in a heading's words decides.
TOPICS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (topic, re.compile(pattern))
    for topic, pattern in (
        ("tables", r"(决算|预算)(公开)?表$|决算表格"),
        ("narrative", r"决算情况说明$|^情况说明|编制说明|决算(数据)?分析"),
        ("three-public-overall", r"三公.*总体"),
        ("three-public-detail", r"三公.*(具体|分项|明细)"),
        ("three-public", r"三公"),
        ("general-overall", r"(财政拨款|公共预算)支出决算总体"),
        ("general-structure", r"(财政拨款|公共预算)支出决算结构"),
        ("general-detail", r"(财政拨款|公共预算)支出决算具体"),
        ("basic", r"基本支出"),
        ("general-budget", r"一般公共预算"),
        ("fund", r"政府性基金"),
        ("state-capital", r"国有资本经营"),
        ("fiscal-overall", r"财政拨款收(入)?支(出)?决算"),
        ("overall", r"^(部门|单位)?收(入)?支(出)?决算总体|收入支出决算总体|收支总体"),
        ("income", r"收入决算"),
        ("expenditure", r"支出决算"),
        ("performance", r"绩效"),
        ("running-costs", r"机关运行经费"),
        ("procurement", r"政府采购"),
        ("assets", r"国有资产"),
        ("other-matters", r"其他.*(事项|情况)"),
        ("duties", r"职责|职能"),
        ("organisation", r"机构设置|单位构成"),
        ("glossary", r"名词解释"),
        ("annex", r"^附件|^附表|自评"),
    )
)


def enumerator(text: str) -> tuple[int, str]:
    """The depth (0 第一部分, 1 一、, 2 （一）, 3 1、) and the enumerator a compact text begins with; (-1, "") if none."""
    for depth, pattern in enumerate(_ENUMERATORS):
        found = pattern.match(text)
        if found:
            return depth, found.group()
    return -1, ""


def topic_of(words: str, depth: int = 1) -> str:
    """What a heading's words say that its section speaks of; "" where unknown.

    Only whole parts (depth 0) are called the tables or the narrative.
    """
    plain = re.sub("[“”\"'。:]", "", words)
    topics = (topic for topic, pattern in TOPICS if pattern.search(plain))
    return next((topic for topic in topics if depth == 0 or topic not in ("tables", "narrative")), "")


def find_headings(blocks: Sequence[Block], first: int) -> tuple[Heading, ...]:
    """Headings from block ``first`` on: short, enumerated, not a sentence."""
    found = []
    for number in range(first, len(blocks)):
        block = blocks[number]
        if not isinstance(block, Passage):
            continue
        text = block.compact.text
        depth, mark = enumerator(text)
        words = text[len(mark) :].rstrip("。:")
        if depth < 0 or not words or not _is_heading(depth, words, text):
            continue
        found.append(Heading(depth, mark, words, block, number))
    return tuple(found)


def _is_heading(depth: int, words: str, text: str) -> bool:
    if len(text) > _LONGEST or "。" in words or ";" in words:
        return False
    if depth == 0:
        return True
    if re.search(r"\d万?元|:.", words):
        return False
    return "," not in words and (not text.endswith("。") or bool(topic_of(words)))


def find_sections(headings: Sequence[Heading], end: int) -> tuple[Section, ...]:
    """The sections that headings open; each ends where one of its depth or above begins."""
    sections = []
    for at, heading in enumerate(headings):
        close = next((h.block for h in headings[at + 1 :] if h.depth <= heading.depth), end)
        parent = next((i for i in range(at - 1, -1, -1) if headings[i].depth < heading.depth), None)
        sections.append(Section(heading, topic_of(heading.words, heading.depth), heading.block, close, parent))
    return tuple(sections)
