"""The lexicon: the words of the narrative and the names of subjects, as one scanner."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

import tomli

from dislint.language import SpokenError
from dislint.structure.model import Structure

PRECEDENCE = (
    "MARK", "STOP", "NEXT", "SEMICOLON", "COUNTED", "MONEY", "PERCENT", "COUNT", "GRADE", "NIL", "ROUGHLY", "NOT_ABOVE", "ABOVE_LAST", "BELOW_LAST", "GREATER", "LESS",
    "EQUAL", "COMPLETE", "AVERAGE", "BUDGET_BASE", "BASE", "PREVIOUS", "YEAR", "ADJUSTED", "BUDGET", "ACTUAL", "WHOLE", "USED_FOR",
    "LISTING", "PURPOSE", "REASON", "OF_WHICH", "PATH", "JOINT", "SUBJECT", "RESPECTIVELY", "DEVIATION", "TREND", "UP", "DOWN", "SAME", "SHARE",
    "TO", "OPEN", "CLOSE", "NUMBER",
)  # fmt: skip
"""The terminals in the order in which they are tried at a place of the text."""

_DIGITS = r"-?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
_NAME = r"[^,。;:“”\"、()\d]{2,30}"
# (类), (210类), and with one of the brackets lost; (项目 is another word.
_LEVEL = r"(?:\((?:\d{2,3})?[类款项]\)|\((?:\d{2,3})?[类款项](?![目似别级型额])|(?<=[^各几\d一二三四五])[类款项]\))"
# What ends the name after a code: a figure, a sign, or the words that govern a figure.
_CODED = r"(?<![\d,])2(?:\d{2}[-—]|\d{4}(?:\d{2})?[-—]?)(?![万亿元个人次号])[^\W\d][^,。;:“”\"、()\d]{1,28}?"
_CODED_END = r"(?=[\d,:;。(]|$|(?:支出|年初|全年|调整)?(?:预算|决算)|较|比|与|为)"
_COUNT_WORDS = r"批次|人次|台\(套\)|台套|批|辆|台|套|个|项(?!目)|人|次"
_FIGURES = {
    "MONEY": (rf"{_DIGITS}(?:万元|亿元|元|万(?![\d%辆台个人])|亿(?![\d%]))",),
    "PERCENT": (rf"{_DIGITS}(?:%|倍)",),
    "COUNT": (rf"\d+(?:,\d{{3}})*(?:{_COUNT_WORDS})",),
    "NUMBER": (_DIGITS,),
    "PATH": (
        rf"{_NAME}[”\"]?{_LEVEL}(?:[^。;:,\d]{{2,40}}?{_LEVEL}){{0,2}}",
        rf"{_NAME}\((?:\d{{7}}|\d{{5}}|\d{{3}})\)",
        rf"{_CODED}{_CODED_END}",
    ),
}
_BESIDE = frozenset({"FILLER", "OWNER"})
"""Words that stand beside the terminals, matched as a whole; there may be none."""
_WORDS = frozenset(PRECEDENCE) - _FIGURES.keys() - {"SUBJECT", "COUNTED"} | _BESIDE
_NAMED = ("pairs", "own", "alone", "purses", "balances", "collective", "averages", "equal", "once")
_KEYS = {"words", "subjects", "counted", "partitions", *_NAMED}
_KINDS = "kinds"
"""What kinds of documents a file is for; for all where it names none."""


_ANY = "*"
"""Stands for any whole."""


class Partition(NamedTuple):
    """Parts that by their nature are all there are of a whole: those that must be listed, and those that may."""

    whole: str
    needed: frozenset[str]
    allowed: frozenset[str]

    def is_of(self, whole: str, parts: Sequence[str]) -> bool:
        """Whether parts, each listed once, are all there are of a whole."""
        names = set(parts)
        return self.whole in (whole, _ANY) and len(names) == len(parts) and self.needed <= names <= self.allowed


class Term(NamedTuple):
    """A part of a balance: its sign (1 for what was there and came, -1 for what went and is left), and whether it must be told."""

    name: str
    sign: int
    needed: bool


class Averaged(NamedTuple):
    """What an average is of, by a word in its name: the amounts that may be meant, the first that is told, and what is counted."""

    word: str
    counted: str
    amounts: tuple[str, ...]


class Names(NamedTuple):
    """Names of subjects that stand for others.

    ``pairs`` are totals told in one word where they are alike (收、支总计), by that word; ``own`` what 收入 and 支出 mean alone, by
    the topic of the section, in this order; ``alone`` the totals that 收入 and 支出 may mean at the beginning of a sentence;
    ``purses`` the budgets that money may be from; ``balances`` what adds up to nothing; ``collective`` what examples before it
    do not narrow (基本工资、津贴补贴等人员经费); ``averages`` what falls to a vehicle or a guest; ``equal`` amounts that were the
    same last year if they are this year, though no word tells them together; ``once`` what a report has but one of, by the
    sections that it is told in ("*" for any).
    """

    pairs: dict[str, tuple[str, ...]]
    own: dict[str, tuple[str, ...]]
    alone: dict[str, tuple[str, ...]]
    purses: tuple[str, ...]
    balances: tuple[tuple[Term, ...], ...]
    collective: frozenset[str]
    averages: tuple[Averaged, ...]
    equal: dict[str, tuple[str, ...]]
    once: dict[str, tuple[str, ...]]


class Lexicon(NamedTuple):
    """Word patterns by terminal, in order; canonical subjects by printed alias; canonical counts by pattern; what is
    made up of what; names that stand for others."""

    words: tuple[tuple[str, tuple[str, ...]], ...]
    subjects: tuple[tuple[str, str], ...]
    counted: tuple[tuple[str, str], ...] = ()
    partitions: tuple[Partition, ...] = ()
    names: Names = Names({}, {}, {}, (), (), frozenset(), (), {}, {})

    def is_all(self, whole: str, parts: Sequence[str]) -> bool:
        """Whether parts, each listed once, are by their nature all there are of a whole."""
        return any(partition.is_of(whole, parts) for partition in self.partitions)

    def are_some(self, whole: str, parts: Sequence[str]) -> bool:
        """Whether parts, each listed once, are by their nature some of a whole, and none is of another part."""
        names = set(parts)
        rows = (partition for partition in self.partitions if partition.whole == whole)
        return len(names) == len(parts) and any(names <= partition.allowed for partition in rows)

    def averaged(self, words: str) -> Averaged | None:
        """What the words of an average name: 车均运行维护费; None where they name nothing."""
        return next((average for average in self.names.averages if average.word in words), None)

    def patterns(self, terminal: str) -> tuple[str, ...]:
        """The patterns of a terminal."""
        return dict(self.words).get(terminal, ())


class LexiconError(SpokenError):
    """A lexicon file is wrong; the message names the file and the key."""


def load_lexicon(paths: Sequence[Path], kind: str = "") -> Lexicon:
    """Lexicon files merged, for a kind of document; later files add to earlier ones.

    What is for the kind alone goes before what is for all. Raises LexiconError, but not for a bad pattern.
    """
    words: dict[str, list[str]] = {}
    subjects: list[tuple[str, str]] = []
    counted: list[tuple[str, str]] = []
    files = [data for path in paths for data in [_read(path)] if kind in data.get(_KINDS, (kind,))]
    for data in sorted(files, key=lambda data: _KINDS not in data):
        for terminal, patterns in data.get("words", {}).items():
            words.setdefault(terminal, []).extend(patterns)
        counted += [(pattern, name) for name, patterns in data.get("counted", {}).items() for pattern in patterns]
    # Of two names for the same words the last is taken.
    for data in sorted(files, key=lambda data: _KINDS in data):
        subjects += [(alias, name) for name, aliases in data.get("subjects", {}).items() for alias in aliases]
    parts = [(whole, row) for data in files for whole, rows in data.get("partitions", {}).items() for row in rows]
    return Lexicon(
        tuple((terminal, tuple(patterns)) for terminal, patterns in words.items()),
        tuple(subjects),
        tuple(counted),
        tuple(_partition(whole, row) for whole, row in parts),
        _names(files),
    )


def _names(files: Sequence[dict[str, Any]]) -> Names:
    pairs, own, alone, purses, balances, collective, averages, equal, once = (
        {key: tuple(names) for data in files for key, names in data.get(table, {}).items()} for table in _NAMED
    )
    terms = tuple(tuple(_term(name) for name in names) for names in balances.values())
    purse_names = tuple(name for names in purses.values() for name in names)
    examples = frozenset(name for names in collective.values() for name in names)
    averaged = tuple(Averaged(word, names[0], names[1:]) for word, names in averages.items() if names)
    return Names(pairs, own, alone, purse_names, terms, examples, averaged, equal, once)


def _term(name: str) -> Term:
    """-[结余分配]: taken off, and need not be told."""
    return Term(name.strip("-[]"), -1 if name.startswith("-") else 1, "[" not in name)


def _partition(whole: str, row: str) -> Partition:
    """人员经费、公用经费、[其他]: names in brackets need not be listed."""
    names = row.split("、")
    needed = frozenset(name for name in names if not name.startswith("["))
    return Partition(whole, needed, frozenset(name.strip("[]") for name in names))


def check_lexicon(path: Path) -> None:
    """Raises LexiconError for a file that is none, or that has a bad pattern.

    For files that are not our own; to compile each pattern of those would take longer than to read a page.
    """
    data = _read(path)
    for table in ("words", "counted"):
        for key, patterns in data.get(table, {}).items():
            _compiles(path, f"{table}.{key}", patterns)


def _read(path: Path) -> dict[str, Any]:
    """A lexicon file, its keys looked at."""
    try:
        data = tomli.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise LexiconError(f"{path}: {error}", f"{path}: {error}") from None
    kinds = data.get(_KINDS, [])
    if not isinstance(kinds, list) or not all(isinstance(kind, str) for kind in kinds):
        raise LexiconError(f"{path}：{_KINDS} 应为字符串列表", f"{path}: {_KINDS} should be a list of strings")
    for table, entries in data.items():
        if table == _KINDS:
            continue
        if table not in _KEYS or not isinstance(entries, dict):
            raise LexiconError(f"{path}：没有“{table}”表", f"{path}: there is no table {table}")
        for key, values in entries.items():
            if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
                raise LexiconError(
                    f"{path}：{table}.{key} 应为字符串列表", f"{path}: {table}.{key} should be a list of strings"
                )
            if not all(values):
                raise LexiconError(f"{path}：{table}.{key} 有空字符串", f"{path}: {table}.{key} has an empty string")
            if table == "words" and key not in _WORDS:
                raise LexiconError(f"{path}：没有词类 {key}", f"{path}: there is no terminal {key}")
    return data


def _compiles(path: Path, key: str, patterns: Sequence[str]) -> None:
    """Raises LexiconError for what is no pattern, or none that can stand among the others."""
    for pattern in patterns:
        try:
            compiled = re.compile(f"(?:{pattern})")
        except (re.error, OverflowError, RecursionError) as error:
            raise LexiconError(f"{path}：{key}：{error}", f"{path}: {key}: {error}") from None
        if compiled.groups:
            raise LexiconError(
                f"{path}：{key}：{pattern!r} 中的组应写成 (?:…)", f"{path}: {key}: write groups as (?:…) in {pattern!r}"
            )
        if compiled.match("") and key.removeprefix("words.") not in _BESIDE:
            raise LexiconError(
                f"{path}：{key}：{pattern!r} 不能匹配空文字", f"{path}: {key}: {pattern!r} must not match empty text"
            )


_LONGEST_FILLER = 20
_FUNCTIONAL = frozenset(f"{sort}0{number}" for sort in "TB" for number in (1, 2, 3, 4, 5, 7, 8))


def table_names(structure: Structure) -> frozenset[str]:
    """Names of functional subjects as the report's own tables print them."""
    return frozenset(
        row.label
        for table in structure.tables
        if table.kind in _FUNCTIONAL
        for row in table.rows
        if len(row.label) >= 2 and (row.label.endswith("支出") or (row.code and row.label not in structure.entity))
    )


class Scanner(NamedTuple):
    """``pattern`` finds every terminal, named by its group; ``subjects`` gives the canonical name of an alias;
    ``filler`` and ``owner`` match the words that change nothing before a figure and before a subject; examples change
    nothing before the subjects of ``collective``."""

    pattern: re.Pattern[str]
    subjects: dict[str, str]
    counted: tuple[tuple[re.Pattern[str], str], ...]
    filler: re.Pattern[str]
    owner: re.Pattern[str]
    collective: frozenset[str]

    def is_filler(self, words: str) -> bool:
        """Whether words leave a figure with the subject that stands before them."""
        return len(words) <= _LONGEST_FILLER and self.filler.fullmatch(words) is not None

    def counts(self, text: str, start: int, end: int) -> str:
        """The canonical name of what the words from start to end of a text count."""
        for pattern, name in self.counted:
            found = pattern.match(text, start)
            if found is not None and found.end() == end:
                return name
        return text[start:end]


def scanner(lexicon: Lexicon, names: Iterable[str]) -> Scanner:
    """The scanner of a report whose own tables print ``names`` besides the subjects of the lexicon."""
    subjects = {**{name: name for name in names}, **dict(lexicon.subjects)}
    patterns = {
        **dict(lexicon.words),
        **_FIGURES,
        "SUBJECT": (_alternatives(tuple(sorted(subjects))),),
        "COUNTED": tuple(pattern for pattern, _ in lexicon.counted),
    }
    parts = [f"(?P<{t}>{'|'.join(patterns[t])})" for t in PRECEDENCE if patterns.get(t)]
    return Scanner(
        _compiled("|".join(parts)),
        subjects,
        tuple((_compiled(pattern), name) for pattern, name in lexicon.counted),
        _compiled("|".join(lexicon.patterns("FILLER")) or "(?!)"),
        _compiled("|".join(lexicon.patterns("OWNER")) or "(?!)"),
        lexicon.names.collective,
    )


@lru_cache(maxsize=256)
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


@lru_cache(maxsize=64)
def _alternatives(words: tuple[str, ...]) -> str:
    """A pattern of literal words, sorted, that tries a common beginning once and takes the longest."""
    groups: dict[str, list[str]] = {}
    for word in words:
        groups.setdefault(word[0], []).append(word)
    return "|".join(_group(group) for group in groups.values())


def _group(words: Sequence[str]) -> str:
    # Sorted words have in common what the first and the last have.
    first, last = words[0], words[-1]
    length = next((n for n, (a, b) in enumerate(zip(first, last, strict=False)) if a != b), min(len(first), len(last)))
    rest = tuple(word[length:] for word in words if len(word) > length)
    if not rest:
        return re.escape(first)
    return f"{re.escape(first[:length])}(?:{_alternatives(rest)}){'?' if len(rest) < len(words) else ''}"
