"""Which sentence restates which cell, as data, from the TOML files that the hook dislint_restatements names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from dislint.domain.files import Entry, read_file

_CELL = re.compile(r"([A-Z]\d{1,2})\[([^\[\]]+)\]\.(.+)")
SUBJECT, WHOLE, MEASURE = "row", "of", "measure"
"""Rows that the sentence tells: that of its subject, of the whole whose part it states, of the measure (决算数, 预算数)."""


class Cell(NamedTuple):
    """A cell as relations name it: T01[总计].收入."""

    table: str
    row: str
    column: str


Meaning = tuple[Cell, ...]
"""Cells that print the same figure."""
Places = Mapping[str, tuple[Meaning, ...]]
"""What names may mean."""


class Section(NamedTuple):
    """What sections of some topics, or of any where it names none, restate.

    ``places`` are the cells of names, ``rows`` those of other subjects: also of words that nobody knows (``unknown``), and
    only loosely where one of the cells ``unless`` is there too, or where they are parts of another whole than ``wholes``; ``of`` are the wholes of whose parts alone it says something.
    With ``paths`` only subjects with a path are looked up in ``rows`` and ``lines``.
    Where a section is not ``firm`` what agrees is verified and nothing is contradicted. ``elsewhere`` says that other
    sections may state its names as well, ``totals`` that its names are the whole department's: shares are of them.
    ``shares`` are wholes that only shares call so, those ``of_totals`` may be of the department's. ``lines`` is the table
    of whose lines the section speaks, ``columns`` the row whose columns its list
    names, ``lists`` the table whose items it lists, by the ``classes`` of their codes. ``nil`` is the table that is empty
    if the section says so, ``blank`` the one without which its amounts, but for its ``total``, are nothing.
    """

    topics: tuple[str, ...]
    excepted: tuple[str, ...]
    places: Places
    rows: tuple[Meaning, ...]
    unless: Meaning
    wholes: tuple[str, ...]
    of: tuple[str, ...]
    firm: bool
    unknown: bool
    elsewhere: bool
    totals: bool
    shares: Places
    of_totals: bool
    lines: Meaning
    paths: bool
    columns: Meaning
    lists: Meaning
    classes: Mapping[str, tuple[str, ...]]
    nil: str
    blank: str
    total: str


class Limit(NamedTuple):
    """Amounts and cells, by name, each no more than the next that is there; not in some sections, nor where a cell is.

    ``narrowed`` says that it is also for amounts whose names other words narrow, ``verifies`` that what is no more is right.
    """

    check: str
    chain: tuple[str | Cell, ...]
    excepted: tuple[str, ...]
    unless: Cell | None
    narrowed: bool
    verifies: bool


class Unnamed(NamedTuple):
    """What shares of no named whole are of: ``whole``, if the part is one of ``parts`` or a class of the tables ``classes``."""

    excepted: tuple[str, ...]
    parts: tuple[str, ...]
    classes: Meaning
    whole: Meaning


class Bought(NamedTuple):
    """Something counted, in a measure word, and the cell of the money for buying it."""

    counted: str
    word: str
    money: Cell


class Before(NamedTuple):
    """Where tables print last year's levels, of ``places`` and of subjects' ``rows``, as one of the ``bases`` (of any, if there are none)."""

    bases: tuple[str, ...]
    places: Places
    rows: Meaning


class Statistics(NamedTuple):
    """A table whose rows are found by what their labels contain: of amounts by name, of counts by name and measure word."""

    table: str
    amounts: Mapping[str, str]
    counts: Mapping[str, str]


class _File(NamedTuple):
    kinds: tuple[str, ...]
    unbound: tuple[str, ...]
    classes: Meaning
    loosely: Mapping[str, str]
    sections: list[Section]
    limits: list[Limit]
    unnamed: list[Unnamed]
    statistics: list[Statistics]
    bought: list[Bought]
    before: list[Before]


class Restated:
    """What the sentences of one kind of document restate; what later files say goes first."""

    def __init__(self, files: Sequence[_File] = ()) -> None:
        self.everything = tuple(section for file in files for section in file.sections)
        """What is said of all sections."""
        self.unbound = frozenset(topic for file in files for topic in file.unbound)
        """Sections that restate only what is said of them."""
        self.classes = next((cell for file in files for cell in file.classes), None)
        """The cell of a class of expenditure."""
        self.loosely = {name: other for file in files for name, other in file.loosely.items()}
        """Names that others use for one another."""
        self.limits = tuple(limit for file in files for limit in file.limits)
        self.unnamed = next((unnamed for file in files for unnamed in file.unnamed), None)
        self.statistics = tuple(statistics for file in files for statistics in file.statistics)
        self.bought = tuple(bought for file in files for bought in file.bought)
        self.before = tuple(before for file in files for before in file.before)
        self.wholes = frozenset(name for section in self.everything for name in section.wholes)
        """What sections call the whole of which they state the parts."""
        self._of_topic = lru_cache(maxsize=256)(self._find)

    def sections(self, topic: str) -> tuple[Section, ...]:
        """What sections of a topic restate: what is said of them alone first; nothing else of those that are unbound."""
        return self._of_topic(topic)

    def _find(self, topic: str) -> tuple[Section, ...]:
        own = [section for section in self.everything if topic in section.topics]
        any_ = [s for s in self.everything if not s.topics and not s.elsewhere and topic not in s.excepted]
        return (*own, *(any_ if topic not in self.unbound else ()))

    def elsewhere(self, topic: str, name: str) -> tuple[Meaning, ...]:
        """The cells in which what a name means may stand, whatever the section."""
        if topic in self.unbound:
            return ()
        found = (section.places.get(name) for section in self.everything if section.elsewhere)
        return next((meanings for meanings in found if meanings), ())

    def totals(self, name: str) -> tuple[Meaning, ...]:
        """The cells of a name of the whole department's."""
        found = (section.places.get(name) for section in self.everything if section.totals)
        return next((meanings for meanings in found if meanings), ())


class Restatements:
    """What the sentences of all kinds of documents restate."""

    def __init__(self, files: Iterable[_File] = ()) -> None:
        self._files = tuple(files)
        self._of_kind: dict[str, Restated] = {}

    def of(self, kind: str) -> Restated:
        """What the sentences of a kind of document restate."""
        if kind not in self._of_kind:
            self._of_kind[kind] = Restated([file for file in self._files if not file.kinds or kind in file.kinds])
        return self._of_kind[kind]


def load_restatements(paths: Sequence[Path]) -> Restatements:
    """What all files say. Raises KnowledgeError."""
    return Restatements(_load(path) for path in reversed(paths))


def _load(path: Path) -> _File:
    entry = read_file(path)
    file = _File(
        entry.texts("kinds"),
        entry.texts("unbound"),
        _one(entry, "classes"),
        entry.words("loosely"),
        entry.made("section", _section),
        entry.made("limit", _limit),
        entry.made("unnamed", _unnamed),
        entry.made("statistics", _statistics),
        entry.made("bought", _bought),
        entry.made("before", _before),
    )
    entry.close()
    return file


def _section(entry: Entry) -> Section:
    return Section(
        topics=entry.texts("topics"),
        excepted=entry.texts("except"),
        places=_places(entry, "places"),
        rows=_meanings(entry, "rows", entry.texts("rows")),
        unless=tuple(_cell(entry, "unless", text) for text in entry.texts("unless")),
        wholes=entry.texts("wholes"),
        of=entry.texts("of"),
        firm=entry.flag("firm", True),
        unknown=entry.flag("unknown"),
        elsewhere=entry.flag("elsewhere"),
        totals=entry.flag("totals"),
        shares=_places(entry, "shares"),
        of_totals=entry.flag("shares-of-totals"),
        lines=_one(entry, "lines"),
        paths=entry.flag("paths"),
        columns=_one(entry, "columns"),
        lists=_one(entry, "lists"),
        classes=entry.named("classes"),
        nil=entry.text("nil"),
        blank=entry.text("blank"),
        total=entry.text("total"),
    )


def _limit(entry: Entry) -> Limit:
    chain = entry.texts("chain") or (entry.text("part"), entry.text("whole"))
    unless = _one(entry, "unless")
    return Limit(
        entry.text("check"),
        tuple(_cell(entry, "chain", text) if _CELL.fullmatch(text) else text for text in chain),
        entry.texts("except"),
        unless[0] if unless else None,
        entry.flag("narrowed"),
        entry.flag("verifies", True),
    )


def _unnamed(entry: Entry) -> Unnamed:
    classes, whole = (tuple(_cell(entry, key, text) for text in entry.texts(key)) for key in ("classes", "whole"))
    return Unnamed(entry.texts("except"), entry.texts("parts"), classes, whole)


def _statistics(entry: Entry) -> Statistics:
    return Statistics(entry.text("table"), entry.words("amounts"), entry.words("counts"))


def _bought(entry: Entry) -> Bought:
    return Bought(entry.text("counted"), entry.text("word"), _cell(entry, "money", entry.text("money")))


def _before(entry: Entry) -> Before:
    return Before(entry.texts("bases"), _places(entry, "places"), _one(entry, "rows"))


def _places(entry: Entry, key: str) -> Places:
    return {name: _meanings(entry, f"{key}.{name}", texts) for name, texts in entry.named(key).items()}


def _meanings(entry: Entry, key: str, texts: Iterable[str]) -> tuple[Meaning, ...]:
    return tuple(tuple(_cells(entry, key, text)) for text in texts)


def _cells(entry: Entry, key: str, text: str) -> Iterator[Cell]:
    return (_cell(entry, key, cell) for cell in text.split(" = "))


def _cell(entry: Entry, key: str, text: str) -> Cell:
    found = _CELL.fullmatch(text)
    if found is None:
        raise entry.refuse(
            key, f"形如 P01[合计].年末数 的单元格，而不是 {text!r}", f"cells such as P01[合计].年末数, not {text!r}"
        )
    return Cell(*found.groups())


def _one(entry: Entry, key: str) -> Meaning:
    """Cells of one figure, in one string; nothing where the key is not there."""
    text = entry.text(key)
    return tuple(_cells(entry, key, text)) if text else ()
