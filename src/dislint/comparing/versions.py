"""Two versions of one report: which cells and sentences changed, matched by what they are, not by where they stand."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterator, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from dislint.comparing.model import Digest, Entry, Sentence

_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
_ENUMERATOR = re.compile(r"^(?:第[一二三四五六七八九十]+部分|\(?[一二三四五六七八九十\d]+[)、.．])+")
_ALIKE = 0.5
"""Two sentences of one section are versions of one another from this share of common letters on."""
_VERY_ALIKE = 0.8
"""Those of different sections, from this one on."""
_MOST_PAIRS = 10_000
"""Of more pairs than these, sentences are matched by their words but for numbers, and no further."""


class CellChange(NamedTuple):
    """A cell that prints another amount, or that only one version prints."""

    old: Entry | None
    new: Entry | None


class SentenceChange(NamedTuple):
    """A sentence in other words, or that only one version has."""

    old: Sentence | None
    new: Sentence | None

    @property
    def words(self) -> tuple[str, str]:
        """Both texts, what differs in brackets 【】; the whole where there is but one."""
        if self.old is None or self.new is None:
            return (self.old.text if self.old else "", self.new.text if self.new else "")
        one, other = self.old.text, self.new.text
        head = _common(one, other)
        tail = _common(one[head:][::-1], other[head:][::-1])
        return tuple(_marked(text, head, len(text) - tail) for text in (one, other))  # type: ignore[return-value]


class TableChange(NamedTuple):
    """A table that only one version has, by the name that it has there, its first cell, and how many amounts it prints."""

    old: Entry | None
    new: Entry | None
    amounts: int


class Changes(NamedTuple):
    """What changed between two versions; the cells of a table that only one of them has are not listed."""

    tables: tuple[TableChange, ...]
    cells: tuple[CellChange, ...]
    sentences: tuple[SentenceChange, ...]


def changes(old: Digest, new: Digest) -> Changes:
    """What changed between two versions of one report."""
    cells = list(_cells(old, new))
    alone = old.tables ^ new.tables
    kept = tuple(change for change in cells if _table(change) not in alone)
    return Changes(tuple(_tables(cells, alone)), kept, tuple(_sentences(old.sentences, new.sentences)))


def _table(change: CellChange) -> str:
    entry = change.new or change.old
    return entry.at.table if entry is not None else ""


def _tables(cells: Sequence[CellChange], alone: frozenset[str]) -> Iterator[TableChange]:
    """The tables that only one version has and that print amounts."""
    for kind in sorted(alone):
        members = [change for change in cells if _table(change) == kind]
        if members:
            yield TableChange(*members[0], len(members))


def _cells(old: Digest, new: Digest) -> Iterator[CellChange]:
    for address in dict.fromkeys((*new.entries, *old.entries)):
        one, other = old.entries.get(address), new.entries.get(address)
        amounts = [entry.figure.amount if entry is not None and entry.figure else None for entry in (one, other)]
        if amounts[0] != amounts[1]:
            yield CellChange(one, other)


def _sentences(old: Sequence[Sentence], new: Sequence[Sentence]) -> Iterator[SentenceChange]:
    """The sentences of the new version that changed, in order, then those that are gone."""
    gone, fresh = _without_common(old, new, lambda sentence: sentence.text)
    pairs: dict[int, Sentence] = {}
    for key in (_outline, _matter):
        gone, fresh = _paired(gone, fresh, key, pairs)
    by_section: dict[str, list[Sentence]] = defaultdict(list)
    for sentence in gone:
        by_section[_section(sentence)].append(sentence)
    for section, members in _grouped(fresh).items():
        _alike(by_section[section], members, pairs, _ALIKE)
    paired = {id(sentence) for sentence in pairs.values()}
    left = [sentence for sentence in gone if id(sentence) not in paired]
    _alike(left, [sentence for sentence in fresh if id(sentence) not in pairs], pairs, _VERY_ALIKE)
    matched = {id(sentence) for sentence in pairs.values()}
    known = {id(sentence) for sentence in fresh} | set(pairs)
    yield from (SentenceChange(pairs.get(id(sentence)), sentence) for sentence in new if id(sentence) in known)
    yield from (SentenceChange(sentence, None) for sentence in gone if id(sentence) not in matched)


def _without_common(
    old: Sequence[Sentence], new: Sequence[Sentence], key: Callable[[Sentence], Hashable]
) -> tuple[list[Sentence], list[Sentence]]:
    """The sentences that the other version has not, as often as it has them."""

    def left(mine: Sequence[Sentence], others: Sequence[Sentence]) -> list[Sentence]:
        known = Counter(map(key, others))
        found = []
        for sentence in mine:
            if known[key(sentence)]:
                known[key(sentence)] -= 1
            else:
                found.append(sentence)
        return found

    return left(old, new), left(new, old)


def _paired(
    gone: list[Sentence], fresh: list[Sentence], key: Callable[[Sentence], Hashable], pairs: dict[int, Sentence]
) -> tuple[list[Sentence], list[Sentence]]:
    """Pairs sentences of one key in their order; returns those without a partner."""
    waiting: dict[Hashable, list[Sentence]] = defaultdict(list)
    for sentence in gone:
        waiting[key(sentence)].append(sentence)
    left = []
    for sentence in fresh:
        if waiting[key(sentence)]:
            pairs[id(sentence)] = waiting[key(sentence)].pop(0)
        else:
            left.append(sentence)
    return [sentence for sentence in gone if any(sentence is one for one in waiting[key(sentence)])], left


def _outline(sentence: Sentence) -> Hashable:
    """Its section, and its words without its numbers."""
    return _section(sentence), _NUMBER.sub("#", sentence.text)


def _matter(sentence: Sentence) -> Hashable:
    """Its words without numbers, whatever section they stand in."""
    return _NUMBER.sub("#", sentence.text)


def _section(sentence: Sentence) -> str:
    return _ENUMERATOR.sub("", sentence.section.rpartition(" / ")[2].replace(" ", ""))


def _grouped(sentences: Sequence[Sentence]) -> dict[str, list[Sentence]]:
    found: dict[str, list[Sentence]] = defaultdict(list)
    for sentence in sentences:
        found[_section(sentence)].append(sentence)
    return found


def _alike(gone: Sequence[Sentence], fresh: Sequence[Sentence], pairs: dict[int, Sentence], least: float) -> None:
    """Pairs sentences that have at least such a share of their letters in common, the likest first."""
    if len(gone) * len(fresh) > _MOST_PAIRS:
        return
    found: list[tuple[float, int, Sentence, Sentence]] = []
    for sentence in fresh:
        matcher = SequenceMatcher(b=sentence.text, autojunk=False)
        for other in gone:
            matcher.set_seq1(other.text)
            if matcher.real_quick_ratio() >= least and matcher.quick_ratio() >= least:
                found.append((matcher.ratio(), len(found), sentence, other))
    taken: set[int] = set()
    for ratio, _, sentence, other in sorted(found, key=lambda pair: (-pair[0], pair[1])):
        if ratio >= least and id(sentence) not in pairs and id(other) not in taken:
            pairs[id(sentence)] = other
            taken.add(id(other))


def _common(one: str, other: str) -> int:
    """How many letters both begin with; a number is not divided."""
    count = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    while count and _is_within_number(one, count) | _is_within_number(other, count):
        count -= 1
    return count


def _is_within_number(text: str, at: int) -> bool:
    return at < len(text) and text[at - 1] in "0123456789.," and text[at] in "0123456789.,"


def _marked(text: str, start: int, end: int) -> str:
    return f"{text[:start]}【{text[start:end]}】{text[end:]}"
