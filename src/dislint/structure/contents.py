"""The contents page: its entries, and where it ends."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from dislint.layout.model import Block, Passage
from dislint.structure.headings import enumerator
from dislint.structure.model import ContentsEntry

_PAGE = re.compile(r"[.…·\s]*(\d{1,3})?$")
_PART = re.compile(r"第[一二三四五六七八九十]部分")
_SEARCHED = 40
"""The contents page begins within this many blocks."""


def find_contents(blocks: Sequence[Block]) -> tuple[tuple[ContentsEntry, ...], int]:
    """The entries and the block after the last; ((), 0) where there is no contents page."""
    start = next(
        (
            n
            for n, block in enumerate(blocks[:_SEARCHED])
            if isinstance(block, Passage) and block.compact.text in ("目录", "目次")
        ),
        None,
    )
    if start is None:
        return (), 0
    entries: list[ContentsEntry] = []
    for number in range(start + 1, len(blocks)):
        block = blocks[number]
        if not isinstance(block, Passage):
            return tuple(entries), number
        found = _entries(block)
        if not found or (entries and _same(found[0], entries[0])):
            return tuple(entries), number
        entries += found
    return tuple(entries), len(blocks)


def _same(a: ContentsEntry, b: ContentsEntry) -> bool:
    return (a.enumerator, a.words) == (b.enumerator, b.words)


def _entries(block: Passage) -> list[ContentsEntry]:
    """The entries of a passage: one, or more where the layout joined lines before a 第…部分; none for other text."""
    text = block.compact.text
    if len(text) > 120 or text.endswith("。") or enumerator(text)[0] < 0:
        return []
    starts = [0, *[found.start() for found in _PART.finditer(text, 1)], len(text)]
    return [_entry(block, start, end) for start, end in pairwise(starts)]


def _entry(block: Passage, start: int, end: int) -> ContentsEntry:
    text = block.compact.text[start:end]
    depth, mark = enumerator(text)
    found = _PAGE.search(text)
    page = int(found.group(1)) if found and found.group(1) else None
    words = text[len(mark) : found.start() if found else len(text)]
    return ContentsEntry(mark, words, depth, page, block.anchor(start, end))
