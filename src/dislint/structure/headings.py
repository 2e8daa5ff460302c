"""Headings and sections: enumerators, depth, and what a section speaks of."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dislint.blocks import Block, Passage
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

# Ordered: the first pattern that is found in a heading's words decides. Years, 关于 and 本部门 before the words are put
# aside: ^ is where the matter begins.
TOPICS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (topic, re.compile(pattern))
    for topic, pattern in (
        ("tables", r"(决算|预算)(公开)?(报)?表(格)?(\(.*\))?$|^附表$"),
        ("narrative", r"(决算|预算)(收支)?(安排)?(情况)?(公开)?说明$|^情况说明|编制说明|决算(数据)?分析"),
        ("glossary", r"名词解释|名词说明|术语解释|专业名词"),
        ("annex", r"^附件|^附表"),
        ("three-public-overall", r"三公.*总体"),
        ("three-public-detail", r"三公.*(具体|分项|明细|实物量)"),
        ("three-public", r"三公"),
        ("running-costs", r"(机关|机构|单位)(\(.{2,4}\))?运行(经)?费"),
        ("procurement", r"政府采购"),
        ("services", r"政府购买服务"),
        ("projects", r"^(?!.*绩效).*(项目|专项)(支出|经费|资金)?.{0,16}(经费|支出|资金)?情况(的)?说明$"),
        ("meetings", r"会议费|培训费"),
        ("general-overall", r"(公共预算(财政拨款)?(收入)?|财政拨款)支出(决算)?总体"),
        ("general-structure", r"(公共预算(财政拨款)?(收入)?|财政拨款)支出(决算)?结构"),
        ("general-detail", r"(公共预算(财政拨款)?(收入)?|财政拨款)支出(决算)?具体"),
        ("basic", r"基本支出"),
        ("general-budget", r"一般公共预算|^财政拨款支出"),
        ("fund", r"政府性基金"),
        ("state-capital", r"国有资本(经营)?预算|国有资本经营"),
        ("fiscal-overall", r"财政拨款收入?、?支出?(决算|总体)"),
        ("overall", r"^收入?、?支出?(及结转结余)?(决算)?总体|^收入?、?支出?决算(情况)?|总收支"),
        ("income", r"^(本年)?收入(决算|情况|说明|$)"),
        ("expenditure", r"^(本年)?支出(决算|情况|说明|$)"),
        ("performance", r"绩效"),
        ("assets", r"国有资产"),
        ("other-matters", r"其他.*(事项|情况)"),
        ("duties", r"职责|职能"),
        ("organisation", r"机构(设置|情况)|单位构成"),
        ("annex", r"自评"),
    )
)
_LISTS = frozenset({"duties", "organisation", "glossary"})
"""Sections that list: 九、承办…的其他事项 in them is an item on the same matter."""
_BEFORE_MATTER = re.compile(
    r"^(?:关于)?(?:.{0,30}?20\d{2}年(?:度)?)?(?:关于)?(?:本|我)?(?:部门|单位)?(?:20\d{2}年(?:度)?)?"
)
"""What stands before the matter of a heading: 关于…局2024年度, 本部门."""


def enumerator(text: str) -> tuple[int, str]:
    """The depth (0 第一部分, 1 一、, 2 （一）, 3 1、) and the enumerator a compact text begins with; (-1, "") if none."""
    for depth, pattern in enumerate(_ENUMERATORS):
        found = pattern.match(text)
        if found:
            return depth, found.group()
    return -1, ""


def topic_of(words: str, is_part: bool = False) -> str:
    """What a heading's words say that its section speaks of; "" where unknown.

    Only whole parts are called the tables or the narrative.
    """
    plain = _BEFORE_MATTER.sub("", re.sub("[“”\"'。:《》]", "", words))
    topics = (topic for topic, pattern in TOPICS if pattern.search(plain))
    return next((topic for topic in topics if is_part or topic not in ("tables", "narrative")), "")


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
        if depth == 0 and not topic_of(words, True):
            words += _second_line(blocks, number)
        if depth < 0 or not words or not _is_heading(depth, words, text):
            continue
        found.append(Heading(depth, mark, words, block, number))
    return tuple(found)


def _second_line(blocks: Sequence[Block], number: int) -> str:
    """What stands below a part's title that says nothing yet: 第三部分, and on the next line 决算情况说明."""
    below = blocks[number + 1] if number + 1 < len(blocks) else None
    if not isinstance(below, Passage):
        return ""
    text = below.compact.text
    is_title = len(text) <= _LONGEST and enumerator(text)[0] < 0 and not text.endswith(("。", ";"))
    return text if is_title and (topic_of(text, True) or text.endswith(("概况", "情况"))) else ""


def _is_heading(depth: int, words: str, text: str) -> bool:
    if len(text) > _LONGEST or "。" in words or ";" in words:
        return False
    if depth == 0:
        return True
    if re.search(r"\d万?元|:.", words):
        return False
    return "," not in words and (not text.endswith("。") or bool(topic_of(words)))


def find_sections(headings: Sequence[Heading], end: int) -> tuple[Section, ...]:
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
        topic = topic_of(heading.words, heading.depth == shallowest)
        if parent is not None and sections[parent].topic in _LISTS:
            topic = sections[parent].topic
        sections.append(Section(heading, topic, heading.block, close, parent))
    return tuple(sections)
