"""The contents page: its entries, and where it ends."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from dislint.blocks import Block, Passage
from dislint.domain.domain import Domain
from dislint.numbers import NUMERAL, PART
from dislint.structure.headings import enumerator
from dislint.structure.model import ContentsEntry
from dislint.structure.titles import is_title_of

_TITLE = re.compile(r"[(\[【]?(?:.{0,40}?)(?:目录|目次)[)\]】]?")
_LEADERS = re.compile(r"[.…·\-_—]*(?:\(?(\d{1,3})\)?)?$")
_PART = re.compile(PART)
_NUMBERED = re.compile(rf"(?:附?表|附件)(?:{NUMERAL}{{1,3}}|\d{{1,2}})?[.:、]?")
_ARRANGED_BY = re.compile(r"表\([^()]{1,20}\)$")
"""A table's title that says what it is arranged by: (按支出经济分类科目)."""
_SEARCHED = 40
"""The contents page begins within this many blocks."""
_LONGEST = 70
"""An entry has at most this many characters."""
_FEWEST = 4
"""So many entries make a contents page that has no title."""


def find_contents(blocks: Sequence[Block], domain: Domain) -> tuple[tuple[ContentsEntry, ...], int]:
    """The entries and the block after the last; ((), 0) where there is no contents page."""
    titled = (n for n, block in enumerate(blocks[:_SEARCHED]) if _is_title(block))
    for start in titled:
        entries, end = _read(blocks, start + 1, domain)
        if entries:
            return entries, end
    return _untitled(blocks, domain)


def _is_title(block: Block) -> bool:
    return isinstance(block, Passage) and len(block.compact.text) <= 48 and bool(_TITLE.fullmatch(block.compact.text))


def _untitled(blocks: Sequence[Block], domain: Domain) -> tuple[tuple[ContentsEntry, ...], int]:
    """A contents page without its title: the first part's name, and again after a list of nothing but entries."""
    first = next((n for n, block in enumerate(blocks[:_SEARCHED]) if _opens_part(block)), None)
    if first is None:
        return (), 0
    entries, end = _read(blocks, first, domain)
    comes_again = end < len(blocks) and _opens_part(blocks[end])
    return (entries, end) if comes_again and len(entries) >= _FEWEST else ((), 0)


def _opens_part(block: Block) -> bool:
    return isinstance(block, Passage) and block.compact.text.startswith("第一部分")


def _read(blocks: Sequence[Block], start: int, domain: Domain) -> tuple[tuple[ContentsEntry, ...], int]:
    """The entries from a block on, and the first block that is none or begins the body."""
    entries: list[ContentsEntry] = []
    for number in range(start, len(blocks)):
        found = _entries_of(blocks, number, domain)
        if entries and _is_rest(found, entries[-1]) and _runs_on(blocks, number, entries[-1], domain):
            entries[-1] = _longer(entries[-1], blocks[number])
            continue
        if not found or (entries and (_same(found[0], entries[0]) or _comes_again(blocks[number], entries[0]))):
            return tuple(entries), number
        entries += found
    return tuple(entries), len(blocks)


def _entries_of(blocks: Sequence[Block], number: int, domain: Domain) -> list[ContentsEntry]:
    block = blocks[number] if number < len(blocks) else None
    return list(_entries(block, domain)) if isinstance(block, Passage) else []


def _is_rest(found: Sequence[ContentsEntry], last: ContentsEntry) -> bool:
    """Whether what was found on a line may be the rest of the last entry: no enumerator, and that entry is no whole one."""
    return not found or (not found[0].enumerator and bool(last.enumerator) and not _ended(last.words))


def _runs_on(blocks: Sequence[Block], number: int, entry: ContentsEntry, domain: Domain) -> bool:
    """Whether a block is the second line of an entry: a few words, and then the contents go on."""
    block = blocks[number]
    if entry.page is not None or not isinstance(block, Passage):
        return False
    words = _LEADERS.sub("", block.compact.text)
    return len(words) <= 20 and not re.search("[。;:]", words) and bool(_entries_of(blocks, number + 1, domain))


def _longer(entry: ContentsEntry, block: Block) -> ContentsEntry:
    assert isinstance(block, Passage)
    found = _LEADERS.search(block.compact.text)
    page = int(found.group(1)) if found and found.group(1) else None
    return replace(entry, words=entry.words + _LEADERS.sub("", block.compact.text), page=page)


def _same(entry: ContentsEntry, first: ContentsEntry) -> bool:
    """Whether an entry is the first one come again: the body begins with it."""
    if entry.depth == 0 == first.depth:
        return entry.enumerator.rstrip(":、.") == first.enumerator.rstrip(":、.")
    return (entry.enumerator, entry.words) == (first.enumerator, first.words)


def _comes_again(block: Block, first: ContentsEntry) -> bool:
    """Whether a line is the title that the first entry announces: without its enumerator, with the body's name."""
    if not first.enumerator or not isinstance(block, Passage):
        return False
    text = block.compact.text
    return is_title_of(first.words, text) and _LEADERS.sub("", text) == text


def _entries(block: Passage, domain: Domain) -> Iterator[ContentsEntry]:
    """The entries of a passage: one, or more where the layout joined lines of print; none for other text."""
    text = block.compact.text
    starts = sorted({0, *_line_starts(block), *(found.start() for found in _PART.finditer(text, 1))})
    pieces = [
        (a, b) for a, b in zip(starts, [*starts[1:], len(text)], strict=True) if _begins(text[a:b], text[:a], domain)
    ]
    if not pieces or pieces[0][0] != 0:
        return
    ends = [start for start, _ in pieces[1:]] + [len(text)]
    spans = [(start, end) for (start, _), end in zip(pieces, ends, strict=True)]
    if all(_is_entry(text[start:end], domain) for start, end in spans):
        yield from (_entry(block, start, end) for start, end in spans)


def _is_entry(text: str, domain: Domain) -> bool:
    """No sentence; a full stop may close a heading that is known for one."""
    words = _LEADERS.sub("", text).removesuffix("。")
    return (
        len(words) <= _LONGEST
        and not re.search("[。;]", words)
        and (not text.endswith("。") or bool(domain.topics.of(_words(words))))
    )


def _words(text: str) -> str:
    return text[len(enumerator(text)[1]) :]


def _line_starts(block: Passage) -> list[int]:
    """Where the passage's lines of print begin, in its compact text."""
    index = block.compact.index
    return [
        at for at, place in enumerate(index) if at and any(index[at - 1] < start <= place for start in block.starts)
    ]


def _begins(text: str, before: str, domain: Domain) -> bool:
    """Whether an entry begins with a text: an enumerator, a table's title, or any words after a page number or with one."""
    if enumerator(text)[0] >= 0 or _NUMBERED.match(text):
        return True
    words = _LEADERS.sub("", text)
    known = (
        domain.tables.of_title(words) or (words.endswith("表") and len(words) <= 40) or domain.topics.of(words, True)
    )
    return (bool(known) and not before) or bool(known and _ended(before))


def _ended(before: str) -> bool:
    """Whether the line before is an entry to its end: a table, a statement, or closed by its page number."""
    before = _ARRANGED_BY.sub("表", before)
    return before.endswith(("表", "说明", "情况", "解释", "渠道", "设置", "职责", "概况")) or before[-1:].isdecimal()


def _entry(block: Passage, start: int, end: int) -> ContentsEntry:
    text = block.compact.text[start:end]
    depth, mark = enumerator(text)
    if depth < 0:
        numbered = _NUMBERED.match(text)
        depth, mark = 1, numbered.group() if numbered else ""
    found = _LEADERS.search(text)
    page = int(found.group(1)) if found and found.group(1) else None
    words = text[len(mark) : found.start() if found else len(text)].removesuffix("。")
    if words.startswith("《") and words.endswith("》"):
        words = words[1:-1]
    return ContentsEntry(mark, words, depth, page, block.anchor(start, end))
