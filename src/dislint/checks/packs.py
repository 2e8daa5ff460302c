"""Relation packs: TOML files that say which cells of the tables must agree.

A pack holds ``[[relation]]`` tables; docs/relations.md describes the keys and the language of the expressions.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple

import tomli

from dislint.checks.expressions import Expression, ExpressionError, RowSet, parse_expression
from dislint.checks.kinds import CheckKind, Form
from dislint.domain.tables import TableKinds
from dislint.language import SpokenError, Text
from dislint.structure.model import Kind, Level

_EACH = re.compile(r"([A-Z]\d{1,2})\[([^\[\]]+)\]")
_LEVELS = {"行": Level.LINE, **{level.value: level for level in Level if level.value}}
_CODE = re.compile(r"[A-Z]+\d+")
_REQUIRED = ("code", "left", "relation", "right", "title")
_ALLOWED = frozenset(
    (
        *_REQUIRED,
        "title_en",
        "for",
        "kinds",
        "years",
        "regions",
        "columns",
        "when",
        "several",
        "source",
        "severity",
        "summary",
    )
)
_KINDS = {kind.value: kind for kind in Kind}


class PackError(SpokenError):
    """A pack that cannot be used; the message names the file, the relation and the key."""


class Each(NamedTuple):
    """The rows that a relation is repeated for: those of a table that are of one of the levels."""

    table: str
    levels: frozenset[Level]


class Relation(NamedTuple):
    """A relation of a pack. ``years`` is a closed range (None: open end); empty ``regions`` and ``kinds`` mean all.

    ``when`` holds two expressions that must print the same for the relation to be asked, or nothing; ``several`` says
    that the table of ``each`` may stand several times.
    """

    kind: CheckKind
    left: Expression
    operator: str
    right: Expression
    each: Each | None
    columns: tuple[str, ...]
    when: tuple[Expression, ...]
    several: bool
    kinds: frozenset[Kind]
    years: tuple[int | None, int | None]
    regions: frozenset[str]
    source: str
    severity: str
    summary: str

    @property
    def code(self) -> str:
        """The code under which it is reported."""
        return self.kind.name

    @property
    def tables(self) -> tuple[str, ...]:
        """The kinds of the tables it speaks of, each once, the left ones first."""
        kinds = [term.reference.table for side in (self.left, self.right, *self.when) for term in side]
        return tuple(dict.fromkeys([*kinds, *([self.each.table] if self.each else [])]))

    def applies(self, kind: Kind, year: int | None, region: str) -> bool:
        """Whether it is meant for such a document; a year or region not known excludes nothing but bounded ones."""
        first, last = self.years
        if self.kinds and kind not in self.kinds:
            return False
        if self.regions and region not in self.regions:
            return False
        if year is None:
            return first is None and last is None
        return (first is None or first <= year) and (last is None or year <= last)


def load_packs(paths: Iterable[Path]) -> tuple[Relation, ...]:
    """The relations of all packs, in order. Raises PackError naming file, relation and key."""
    return tuple(relation for path in paths for relation in _load(path))


def _load(path: Path) -> tuple[Relation, ...]:
    try:
        data = tomli.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomli.TOMLDecodeError, RecursionError) as error:
        raise PackError(f"{path}: {error}", f"{path}: {error}") from error
    return tuple(read_pack(data, str(path)))


def check_places(relations: Iterable[Relation], kinds: TableKinds) -> None:
    """Raises PackError where a relation speaks of a table, or of a column of one, that no kind of table has."""
    for relation in relations:
        where = f"{relation.code} {relation.kind.words.zh}"
        for kind in relation.tables:
            if kinds.get(kind) is None:
                raise _wrong(where, f"没有 {kind} 这种报表", f"there is no kind of table {kind}")
        for term in (term for side in (relation.left, relation.right, *relation.when) for term in side):
            known = kinds.columns_of(term.reference.table)
            wrong = [column for column in term.reference.columns if known and column.split("/")[0] not in known]
            if wrong:
                at = f"{term.reference.table}.{wrong[0]}"
                raise _wrong(where, f"没有 {at} 这一栏", f"there is no column {at}")


def read_pack(data: dict[str, Any], where: str) -> list[Relation]:
    """The relations of a parsed pack; ``where`` names it in errors."""
    entries = data.get("relation", [])
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise _wrong(where, "relation 应为 [[relation]] 表", "relation should be [[relation]] tables")
    return [_relation(entry, f"{where}: relation[{number}]") for number, entry in enumerate(entries, 1)]


def _wrong(where: str, chinese: str, english: str) -> PackError:
    return PackError(f"{where}: {chinese}", f"{where}: {english}")


def _relation(entry: dict[str, Any], where: str) -> Relation:
    for key in _REQUIRED:
        if not isinstance(entry.get(key), str) or not entry[key]:
            raise _wrong(where, f"缺少 {key}，或不是字符串", f"{key} is missing, or no string")
    for key in entry:
        if key not in _ALLOWED:
            raise _wrong(where, f"不认识的键 {key}", f"no such key: {key}")
    if not _CODE.fullmatch(entry["code"]):
        raise _wrong(where, "code 应为字母加数字，如 ACME001", "code should be letters and digits, such as ACME001")
    if entry["relation"] not in ("=", "<=", ">="):
        raise _wrong(where, "relation 应为 =、<= 或 >=", "relation should be =, <= or >=")
    severity = entry.get("severity", "error")
    if severity not in ("error", "warning", "info"):
        raise _wrong(where, "severity 应为 error、warning 或 info", "severity should be error, warning or info")
    left, right = _expression(entry, "left", where), _expression(entry, "right", where)
    return Relation(
        _kind(entry, (*left, *right)),
        left,
        entry["relation"],
        right,
        _each(entry.get("for"), where),
        _strings(entry, "columns", where),
        _when(entry, where),
        entry.get("several") is True,
        _kinds(_strings(entry, "kinds", where), where),
        _years(entry.get("years"), where),
        frozenset(_strings(entry, "regions", where)),
        str(entry.get("source", "")),
        severity,
        str(entry.get("summary", "")) or entry["title"],
    )


_FORMS = {"=": Form.SUM, "<=": Form.AT_MOST, ">=": Form.AT_LEAST}
_ROW_SETS = frozenset({RowSet.CHILDREN, RowSet.LEVEL, RowSet.ABOVE})


def _kind(entry: dict[str, Any], terms: Expression) -> CheckKind:
    words = Text(entry["title"], str(entry.get("title_en", "")) or entry["title"])
    rows = any(term.reference.rows.how in _ROW_SETS for term in terms)
    return CheckKind(entry["code"], _FORMS[entry["relation"]], words, rows=rows, declared=True)


def _expression(entry: dict[str, Any], key: str, where: str) -> Expression:
    try:
        return parse_expression(entry[key])
    except ExpressionError as error:
        raise _wrong(where, f"{key}: {error.chinese}", f"{key}: {error.english}") from None


def _when(entry: dict[str, Any], where: str) -> tuple[Expression, ...]:
    """The two sides of the equation under which a relation is asked."""
    if "when" not in entry:
        return ()
    sides = entry["when"].split("=") if isinstance(entry["when"], str) else ()
    if len(sides) != 2:
        raise _wrong(where, "when 应为一个等式", "when should be an equation")
    return tuple(_expression({"when": side.strip()}, "when", where) for side in sides)


def _strings(entry: dict[str, Any], key: str, where: str) -> tuple[str, ...]:
    value = entry.get(key, [])
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise _wrong(where, f"{key} 应为字符串列表", f"{key} should be a list of strings")
    return tuple(value)


def _kinds(names: tuple[str, ...], where: str) -> frozenset[Kind]:
    unknown = [name for name in names if name not in _KINDS]
    if unknown:
        raise _wrong(where, f"kinds: 不认识的 {unknown[0]}", f"kinds: no such kind: {unknown[0]}")
    return frozenset(_KINDS[name] for name in names)


def _each(text: object, where: str) -> Each | None:
    if text is None:
        return None
    found = _EACH.fullmatch(text) if isinstance(text, str) else None
    levels = found.group(2).split("|") if found else []
    if found is None or any(level not in _LEVELS for level in levels):
        raise _wrong(where, "for 应形如 P01[类|款]", "for should look like P01[类|款]")
    return Each(found.group(1), frozenset(_LEVELS[level] for level in levels))


def _years(value: object, where: str) -> tuple[int | None, int | None]:
    """``"2023-"``, ``"-2022"``, ``"2023-2025"``, ``"2024"``."""
    if value is None:
        return None, None
    found = re.fullmatch(r"(\d{4})?(-)?(\d{4})?", value) if isinstance(value, str) else None
    if found is None or not value:
        raise _wrong(where, "years 应形如 2023-2025、2023-", "years should look like 2023-2025, 2023-")
    first, dash, last = found.groups()
    if dash is None:
        return int(first), int(first)
    return int(first) if first else None, int(last) if last else None
