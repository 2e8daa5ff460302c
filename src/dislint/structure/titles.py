"""Titles without an enumerator: lines that stand alone and are an entry of the contents come again."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from dislint.blocks import Block, Passage
from dislint.numbers import NUMERAL, PART
from dislint.structure.model import ContentsEntry, Heading

_ASIDE = re.compile(r"[“”\"'‘’《》]|20\d{2}年(?:度)?|\((?:部门|单位|本级)\)")
_OWNER = re.compile(r"^(?:本|我)?(?:部门|单位)(?=.{4})")
_OF_PROJECT = re.compile(r"^项目(?:支出|经费)?")
_NO_TITLE = re.compile(rf"[。;:,?!…]|^{PART}|^\(?(?:{NUMERAL}{{1,3}}|\d{{1,2}})[、.)]")
_LONGEST = 60
_SHORTEST = 4
"""A title's matter has at least so many characters: 主要职能."""


def matter(words: str) -> str:
    """What a title or an entry is on: less its year, its quotation marks, and 部门 or 单位 before the matter."""
    return _OWNER.sub("", _ASIDE.sub("", words))


def is_title_of(entry: str, text: str) -> bool:
    """Whether a line is an entry of the contents come again: the same matter, with the body's name before it or not.

    An entry on projects (项目经费情况说明) is answered by one title a project, with its own name (…专项经费情况说明).
    """
    if len(text) > _LONGEST or _NO_TITLE.search(text):
        return False
    wanted, printed = matter(entry), matter(text)
    if len(wanted) >= _SHORTEST and printed.endswith(wanted):
        return True
    own = _OF_PROJECT.match(wanted)
    rest = wanted[2:] if own else ""
    return len(rest) > _SHORTEST and printed.endswith(rest) and ("专项" in printed or "项目" in printed)


def find_titles(blocks: Sequence[Block], first: int, entries: Iterable[ContentsEntry]) -> list[Heading]:
    """The titles from block ``first`` on; the first table of a list of tables stands for the title of that part."""
    listed = [entry for entry in entries if entry.enumerator or not entry.words.endswith("表")]
    top = min((entry.depth for entry in listed), default=0)
    parts = [entry for entry in listed if entry.depth == top]
    found: list[Heading] = []
    seen_table = False
    for number in range(first, len(blocks)):
        block = blocks[number]
        if not isinstance(block, Passage):
            continue
        text = block.compact.text
        entry = next((entry for entry in parts if is_title_of(entry.words, text)), None)
        if entry is None and not seen_table and text.endswith("表"):
            entry = _part_of_tables(text, parts, entries)
            seen_table = entry is not None
        if entry is not None:
            words = entry.words if text.endswith("表") else text
            found.append(Heading(0, "", words, block, number))
    return found


def _part_of_tables(
    text: str, parts: Sequence[ContentsEntry], entries: Iterable[ContentsEntry]
) -> ContentsEntry | None:
    """The part whose tables a table's title begins: 部门预算表."""
    part = next((entry for entry in parts if entry.words.endswith(("预算表", "预算报表"))), None)
    is_listed = any(entry not in parts and is_title_of(_unnumbered(entry.words), text) for entry in entries)
    return part if is_listed else None


def _unnumbered(words: str) -> str:
    return re.sub(r"^\d{1,2}[.、]", "", words)


def with_titles(headings: Sequence[Heading], titles: Sequence[Heading]) -> tuple[Heading, ...]:
    """Headings and titles in the order of the document; a line that is both is a title."""
    taken = {title.block for title in titles}
    both = [*titles, *(heading for heading in headings if heading.block not in taken)]
    return tuple(sorted(both, key=lambda heading: heading.block))
