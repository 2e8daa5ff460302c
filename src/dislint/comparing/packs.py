"""What is known of figures in several documents, as data: TOML files that the hook dislint_comparisons names.

``[[same]]`` is a relation between cells of two documents, ``[[means]]`` says where the figure that a sentence compares with
stands in the other one, ``[[counted]]`` is what is held and bought, ``[[moved]]`` are the rows of the table of what moved, ``[words]`` tell of restated figures and
reorganised bodies. docs/comparing.md describes the keys.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from dislint.comparing.model import Address, Between, Grade
from dislint.domain.files import Entry, read_file
from dislint.language import Text
from dislint.structure.model import Kind, Level

_PLACE = re.compile(r"([A-Z]\d{1,2})\[([^\[\]]+)\]\.(.+)")
_LEVELS = {level.value: level for level in (Level.CLASS, Level.SECTION, Level.ITEM)}
_KINDS = {kind.value: kind for kind in Kind}
_GRADES = {grade.value: grade for grade in Grade}
_CODE = re.compile(r"[A-Z]+\d+")
_ANY = "*"


class Pattern(NamedTuple):
    """Cells by kind of table, row and column; ``*`` stands for every row, or every column."""

    table: str
    row: str
    column: str

    def fits(self, address: Address) -> bool:
        """Whether a cell is one of them."""
        return address.table == self.table and self.row in (_ANY, address.row) and self.column in (_ANY, address.column)

    def filled(self, address: Address) -> Address:
        """The cell of this pattern that corresponds to a cell of another."""
        row = address.row if self.row == _ANY else self.row
        return Address(self.table, row, address.column if self.column == _ANY else self.column)

    @property
    def level(self) -> Level | None:
        """The level whose rows are meant, where the row names one."""
        return _LEVELS.get(self.row)


class Same(NamedTuple):
    """A relation between cells: what ``new`` prints is what ``old`` prints (or at most that, of units)."""

    code: str
    between: Between
    kinds: frozenset[Kind]
    new: Pattern
    old: Pattern
    words: Text
    grade: Grade
    operator: str


class Means(NamedTuple):
    """Where the figure that a sentence compares with stands in the other document, by where its own stands."""

    between: Between
    new: Pattern
    old: Pattern


class Counted(NamedTuple):
    """Things of which one year holds what the last one did and what was bought: the names of their counts, the measure word."""

    code: str
    held: str
    bought: str
    measure_word: str
    words: Text


class Row(NamedTuple):
    """A row of the table of what moved: the first of its places that a document has, or what its sentences say.

    A place with a level (T03[类].…) stands for a row for each of its rows.
    """

    words: Text
    kinds: frozenset[Kind]
    places: tuple[Pattern, ...]
    claim: str
    indent: int


class Comparisons(NamedTuple):
    """All packs together. ``restated`` and ``reorganised`` are patterns of words in compact text."""

    same: tuple[Same, ...]
    means: tuple[Means, ...]
    counted: tuple[Counted, ...]
    moved: tuple[Row, ...]
    restated: tuple[re.Pattern[str], ...]
    reorganised: tuple[re.Pattern[str], ...]


def load_comparisons(paths: Iterable[Path]) -> Comparisons:
    """What all packs say, in order. Raises KnowledgeError."""
    same: list[Same] = []
    means: list[Means] = []
    counted: list[Counted] = []
    moved: list[Row] = []
    words: dict[str, list[re.Pattern[str]]] = {"restated": [], "reorganised": []}
    for path in paths:
        file = read_file(path)
        same += file.made("same", _same)
        means += file.made("means", _means)
        counted += file.made("counted", _counted)
        moved += file.made("moved", _row)
        for key, patterns in file.named("words").items():
            if key not in words:
                raise file.refuse(f"words.{key}", "restated 或 reorganised", "restated or reorganised")
            words[key] += [_pattern(file, f"words.{key}", pattern) for pattern in patterns]
        file.close()
    restated, reorganised = (tuple(patterns) for patterns in words.values())
    return Comparisons(tuple(same), tuple(means), tuple(counted), tuple(moved), restated, reorganised)


def _same(entry: Entry) -> Same:
    code, title = entry.text("code"), entry.text("title")
    if not _CODE.fullmatch(code):
        raise entry.refuse("code", "字母加数字，如 ACME001", "letters and digits, such as ACME001")
    return Same(
        code,
        _between(entry),
        _kinds(entry),
        place_of(entry, "new", entry.text("new")),
        place_of(entry, "old", entry.text("old")),
        Text(title, entry.text("title_en") or title),
        _GRADES[entry.one_of("severity", _GRADES, "error")],
        entry.one_of("relation", ("=", "<="), "="),
    )


def _means(entry: Entry) -> Means:
    new, old = (place_of(entry, key, entry.text(key)) for key in ("new", "old"))
    return Means(_between(entry), new, old)


def _counted(entry: Entry) -> Counted:
    title = entry.text("title")
    words = Text(title, entry.text("title_en") or title)
    return Counted(entry.text("code"), entry.text("held"), entry.text("bought"), entry.text("measure-word"), words)


def _row(entry: Entry) -> Row:
    name = entry.text("name")
    return Row(
        Text(name, entry.text("english") or name),
        _kinds(entry),
        tuple(place_of(entry, "places", place) for place in entry.texts("places")),
        entry.text("claim"),
        entry.number("indent"),
    )


def place_of(entry: Entry, key: str, text: str) -> Pattern:
    """A pattern as it is written: T01[总计].收入, T05[*].合计."""
    found = _PLACE.fullmatch(text)
    if found is None:
        raise entry.refuse(key, f"P01[合计].年末数 的样子，不是 {text!r}", f"like P01[合计].年末数, not {text!r}")
    return Pattern(*found.groups())


def _between(entry: Entry) -> Between:
    return Between(entry.one_of("between", [one.value for one in Between]))


def _kinds(entry: Entry) -> frozenset[Kind]:
    names = entry.texts("kinds")
    for name in names:
        if name not in _KINDS:
            raise entry.refuse("kinds", "、".join(_KINDS), ", ".join(_KINDS))
    return frozenset(_KINDS[name] for name in names)


def _pattern(file: Entry, key: str, text: str) -> re.Pattern[str]:
    try:
        return re.compile(text)
    except (re.error, OverflowError, RecursionError) as error:
        raise file.refuse(key, f"正则表达式（{error}）", f"a regular expression ({error})") from error
