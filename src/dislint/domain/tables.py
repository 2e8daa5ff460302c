"""Kinds of tables as data: their titles, shape and columns, from the TOML files that the hook dislint_tables names."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Set
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from dislint.domain.files import Entry, read_file

SHAPES = (
    "coded", "halves", "economic", "three-public", "budget", "budget-halves", "budget-items", "budget-public", "labelled", "statistics", "",
)  # fmt: skip
"""How the engine can read a table; "statistics" are found by their labels, "" is only recognised."""
_KIND = re.compile(r"[A-Z]\d{1,2}")
_LONGEST = 60
_QUOTES = re.compile("[“”\"'‘’]")
TABLE_NUMBER = re.compile(r"公开0?(\d{1,2})表|附?表0?\d{1,2}(?:[-－—]\d{1,2})?(?=20\d\d年|[^\d-]|$)")
"""A table's number: 公开01表 (its number is the group), 表3-1."""
_BY = re.compile(
    r"\((?:按(?!.{0,8}(?:单位|部门)列)[^()]{2,24}|(?:支出)?(?:功能|(?:部门|政府)?(?:预算)?(?:支出)?经济)(?:分类)?(?:科目)?)\)$"
)
"""What a table's title says that it is arranged by: (按功能分类科目), (经济科目)."""
_BY_UNIT = re.compile(r"\((?:分|按)(?:所属|预算|下属)?(?:单位|部门)(?:列示|编列|分列|汇总)?\)$")
"""What a title says of a table with a unit a row, however the region puts it."""
_BEFORE_TITLE = re.compile(
    r"(?:年度?|部门|单位|局|厅|委|室|会|中心|院|处|办|所|站|校|学|园|馆|队|社|政府|街道|[镇乡县区市]|(?<!全)部|厂|场|台|团|库|宫|联|协|署|海关|监狱"
    r"|(?:^|部门|单位|综合)预算|\)|:|、|表\d*)$"
)


class TableKind(NamedTuple):
    """A kind of table: ``columns`` gives the canonical names by the words of heads; ``pattern`` finds titles that regions
    make of the same words, without quotes.

    ``groups`` are heads whose columns below are named by both; a table with fewer than ``fewest`` columns is not
    understood. ``note`` is what the note below it says that it shows. Where no table of the kind ``stands_for`` is
    there, one of this kind is taken for it. ``subjects`` says that its rows are the subjects that sentences name, ``purses`` that the right half of its two has a
    column a purse. A table with cells like ``unless`` is not read. ``heads``, all of them among its first rows, ``firsts``, all
    of them first in a row, and none of ``without`` among the heads make it certain whatever its title.
    ``rows`` are the canonical labels of rows by others.
    """

    kind: str
    titles: tuple[str, ...]
    pattern: re.Pattern[str] | None
    shape: str
    columns: Mapping[str, str]
    groups: frozenset[str]
    fewest: int
    note: re.Pattern[str] | None
    stands_for: str
    subjects: bool = False
    purses: bool = False
    unless: re.Pattern[str] | None = None
    heads: frozenset[str] = frozenset()
    firsts: frozenset[str] = frozenset()
    without: frozenset[str] = frozenset()
    rows: Mapping[str, str] = MappingProxyType({})

    @property
    def is_budget(self) -> bool:
        """Whether it is read as budgets print their tables."""
        return self.shape.startswith("budget")


class TableKinds:
    """All kinds of tables that are known."""

    def __init__(self, kinds: Iterable[TableKind] = (), rows: Mapping[str, str] = MappingProxyType({})) -> None:
        self.rows = rows
        """Canonical labels of rows by others that mean the same."""
        self._kinds: dict[str, TableKind] = {}
        titles: dict[str, str] = {}
        for kind in kinds:
            self._kinds[kind.kind] = kind
            for title in kind.titles:
                titles.setdefault(_QUOTES.sub("", title), kind.kind)
        # The longest title is the most special one: 收入支出决算总表 also ends others.
        self._titles = tuple(sorted(titles.items(), key=lambda title: -len(title[0])))

    def __iter__(self) -> Iterator[TableKind]:
        return iter(self._kinds.values())

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the kinds."""
        return tuple(self._kinds)

    def get(self, kind: str) -> TableKind | None:
        """The kind of a name."""
        return self._kinds.get(kind)

    def shape(self, kind: str) -> str:
        """The shape of a kind; "" of one that is not known."""
        return self._kinds[kind].shape if kind in self._kinds else ""

    def is_of_subjects(self, kind: str) -> bool:
        """Whether the rows of a kind are the subjects that sentences name."""
        return kind in self._kinds and self._kinds[kind].subjects

    def columns_of(self, kind: str) -> frozenset[str]:
        """The canonical columns of a kind; nothing where its shape has columns of its own."""
        found = self._kinds.get(kind)
        return frozenset(found.columns.values()) if found and found.shape == "coded" else frozenset()

    def of_words(self, heads: Set[str], firsts: Set[str]) -> str:
        """The kind that the words of a grid's first rows, and of its first column, make certain; "" for others."""
        for kind in self._kinds.values():
            if (
                (kind.heads or kind.firsts)
                and kind.heads <= heads
                and kind.firsts <= firsts
                and not kind.without & heads
            ):
                return kind.kind
        return ""

    def of_title(self, text: str) -> str:
        """The kind of table that a compact text is the title of; "" for other texts."""
        plain = _QUOTES.sub("", TABLE_NUMBER.sub("", text)).replace("决算公开表", "决算表")
        plain = _BY_UNIT.sub("(按单位列示)", _BY.sub("", plain))
        if not plain.endswith(("表", "列示)")) or len(plain) > _LONGEST:
            return ""
        for title, kind in self._titles:
            if plain == title or (plain.endswith(title) and _BEFORE_TITLE.search(plain[: -len(title)])):
                return kind
        return next((kind.kind for kind in self._kinds.values() if kind.pattern and _ends_in(plain, kind.pattern)), "")

    def of_note(self, words: str) -> str:
        """The kind whose content a note names: 本表反映部门本年度各项支出情况."""
        return next((kind.kind for kind in self._kinds.values() if kind.note and kind.note.search(words)), "")


def _ends_in(plain: str, pattern: re.Pattern[str]) -> bool:
    """Whether a title is of a pattern, but for whose and of which year it is."""
    return any(
        found.end() == len(plain) and (not found.start() or _BEFORE_TITLE.search(plain[: found.start()]))
        for found in pattern.finditer(plain)
    )


_Columns = Mapping[str, Mapping[str, tuple[str, ...]]]
"""Sets of columns by name: canonical names with the heads that mean them."""


def load_kinds(paths: Iterable[Path]) -> TableKinds:
    """The kinds of all files, which may use each other's sets of columns. Raises KnowledgeError naming file, kind and key."""
    files = [read_file(path) for path in paths]
    columns: dict[str, Mapping[str, tuple[str, ...]]] = {}
    rows: dict[str, str] = {}
    for file in files:
        columns |= file.sets("columns")
        rows |= {label: name for name, labels in file.named("rows").items() for label in labels}
    kinds: list[TableKind] = []
    for file in files:
        kinds += file.made("table", partial(_kind, columns=columns))
        file.close()
    return TableKinds((kind._replace(rows=rows) for kind in kinds), rows)


def check_kinds(path: Path) -> None:
    """Raises KnowledgeError for a file that is wrong by itself; the sets of columns that it uses may stand in others."""
    file = read_file(path)
    file.named("rows")
    own, known = file.sets("columns"), defaultdict[str, Mapping[str, tuple[str, ...]]](dict)
    known.update(own)
    file.made("table", partial(_kind, columns=known))
    file.close()


def _kind(entry: Entry, columns: _Columns) -> TableKind:
    kind, titles, pattern = entry.text("kind"), entry.texts("titles"), entry.pattern("pattern")
    if not _KIND.fullmatch(kind):
        raise entry.refuse("kind", "字母加一两位数字，如 P01", "a letter and digits, such as P01")
    if not titles and not pattern:
        raise entry.refuse("titles", "标题的列表", "a list of titles")
    return TableKind(
        kind,
        titles,
        pattern,
        entry.one_of("shape", SHAPES),
        {head: name for name, heads in _used(entry, columns).items() for head in heads},
        frozenset(entry.texts("groups")),
        entry.number("fewest", 2),
        entry.pattern("note"),
        entry.text("stands-for"),
        entry.flag("subjects"),
        entry.flag("purses"),
        entry.pattern("unless"),
        frozenset(entry.texts("heads")),
        frozenset(entry.texts("firsts")),
        frozenset(entry.texts("without")),
    )


def _used(entry: Entry, columns: _Columns) -> Mapping[str, tuple[str, ...]]:
    """A kind's columns: those of the sets that it uses, with its own."""
    used: dict[str, tuple[str, ...]] = {}
    own = entry.named("columns")
    for name in entry.texts("uses"):
        try:
            some = columns[name]
        except KeyError:
            raise entry.refuse("uses", "[columns.名称] 的名称", "names of [columns.NAME]") from None
        used |= {column: (*used.get(column, ()), *heads) for column, heads in some.items()}
    return used | {column: (*used.get(column, ()), *heads) for column, heads in own.items()}
