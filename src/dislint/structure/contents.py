"""The contents page: its entries, and where it ends."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dislint.layout.model import Block, Passage
from dislint.structure.headings import enumerator
from dislint.structure.model import ContentsEntry

_PAGE = re.compile(r"[.…·\s]*(\d{1,3})?$")
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
        entry = _entry(block)
        if entry is None or (entries and _same(entry, entries[0])):
            return tuple(entries), number
        entries.append(entry)
    return tuple(entries), len(blocks)


def _same(a: ContentsEntry, b: ContentsEntry) -> bool:
    return (a.enumerator, a.words) == (b.enumerator, b.words)


def _entry(block: Passage) -> ContentsEntry | None:
    text = block.compact.text
    depth, mark = enumerator(text)
    if depth < 0 or len(text) > 60 or text.endswith("。"):
        return None
    found = _PAGE.search(text)
    page = int(found.group(1)) if found and found.group(1) else None
    words = text[len(mark) : found.start() if found else len(text)]
    return ContentsEntry(mark, words, depth, page, block.anchor())
