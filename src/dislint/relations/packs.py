"""Relation packs: TOML files of relations, read and checked."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from dislint.relations.language import RelationSyntaxError, Sum, read_expression

_KEYS = frozenset(
    {
        "code",
        "left",
        "right",
        "relation",
        "optional",
        "filled",
        "match",
        "with",
        "message",
        "years",
        "regions",
        "source",
    }
)


@dataclass(frozen=True, slots=True)
class Relation:
    """left ∘ right, or (``match``, ``other``): the classes of one table against those of another, by name.

    ``optional`` rows count as nothing where the table has none; with ``filled`` the relation is only asked
    where its right side prints something.
    """

    code: str
    kind: str
    left: Sum | None
    right: Sum | None
    match: tuple[str, str] = ("", "")
    other: tuple[str, str] = ("", "")
    optional: tuple[str, ...] = ()
    filled: bool = False
    years: tuple[int, ...] = ()
    regions: tuple[str, ...] = ()
    message: str = ""


class PackError(Exception):
    """A relation pack is wrong: which file, which relation, what."""


def load_packs(paths: Sequence[Path]) -> tuple[Relation, ...]:
    """All relations of the packs; raises PackError."""
    relations: list[Relation] = []
    for path in paths:
        try:
            data = tomllib.loads(path.read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise PackError(f"{path}: {error}") from None
        for number, entry in enumerate(data.get("relation", []), 1):
            relations.append(read_relation(entry, f"{path}: relation {number}"))
    return tuple(relations)


def read_relation(entry: dict[str, Any], where: str) -> Relation:
    """One relation of a pack; raises PackError naming ``where``."""
    unknown = set(entry) - _KEYS
    if unknown:
        raise PackError(f"{where}: unknown key {', '.join(sorted(unknown))}")
    if "code" not in entry:
        raise PackError(f"{where}: code is missing")
    kind = entry.get("relation", "=")
    if kind not in ("=", "<=", ">="):
        raise PackError(f"{where}: relation must be =, <= or >=")
    common = {
        "optional": tuple(entry.get("optional", ())),
        "filled": bool(entry.get("filled", False)),
        "years": tuple(entry.get("years", ())),
        "regions": tuple(entry.get("regions", ())),
        "message": entry.get("message", ""),
    }
    if "match" in entry:
        return Relation(entry["code"], kind, None, None, _pair(entry["match"]), _pair(entry.get("with", "")), **common)
    try:
        return Relation(entry["code"], kind, read_expression(entry["left"]), read_expression(entry["right"]), **common)
    except KeyError as error:
        raise PackError(f"{where}: {error.args[0]} is missing") from None
    except RelationSyntaxError as error:
        raise PackError(f"{where}: {error}") from None


def _pair(text: str) -> tuple[str, str]:
    table, _, column = text.partition(".")
    return table, column
