"""The lexicon: the words of the narrative and the names of subjects, as one alternation."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from dislint.language import SpokenError
from dislint.structure.model import Structure

_NUMBER = r"-?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
_PATH = r"[^,。;:“”\"、]{2,40}?\((?:\d{3})?类\)(?:[^。;:,]{2,40}?\((?:\d{2})?款\)(?:[^。;:,]{2,40}?\((?:\d{2})?项\))?)?"


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Word patterns by terminal, in order, and canonical subjects by printed alias."""

    words: tuple[tuple[str, tuple[str, ...]], ...]
    subjects: tuple[tuple[str, str], ...]


class LexiconError(SpokenError):
    """A lexicon file is wrong; the message names the file and the key."""


def load_lexicon(paths: Sequence[Path]) -> Lexicon:
    """Lexicon files merged; later files add to earlier ones. Raises LexiconError."""
    words: dict[str, list[str]] = {}
    subjects: list[tuple[str, str]] = []
    for path in paths:
        try:
            data = tomllib.loads(path.read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise LexiconError(f"{path}: {error}", f"{path}: {error}") from None
        for terminal, patterns in data.get("words", {}).items():
            words.setdefault(terminal, []).extend(patterns)
        for name, aliases in data.get("subjects", {}).items():
            subjects += [(alias, name) for alias in aliases]
    return Lexicon(tuple((terminal, tuple(patterns)) for terminal, patterns in words.items()), tuple(subjects))


def table_names(structure: Structure) -> dict[str, str]:
    """Names of functional subjects as the report's own tables print them."""
    names: dict[str, str] = {}
    for table in structure.tables:
        if table.kind in ("T01", "T02", "T03", "T04", "T05", "T07", "T08"):
            for row in table.rows:
                if len(row.label) >= 2 and (row.code or row.label.endswith("支出")):
                    names.setdefault(row.label, row.label)
    return names


def scanner(lexicon: Lexicon, names: Iterable[str]) -> tuple[re.Pattern[str], dict[str, str]]:
    """One pattern that finds every terminal, and the canonical subject of each literal alias."""
    canonical = {name: name for name in names}
    literal = {re.escape(name): name for name in canonical}
    for alias, name in lexicon.subjects:
        # Aliases may use brackets as print; only those with regex marks are patterns.
        pattern = alias if "(?:" in alias or alias.endswith("?") or "用?" in alias else re.escape(alias)
        pattern = pattern.replace("(境)", r"\(境\)") if pattern == alias else pattern
        literal[pattern] = name
    ordered = sorted(literal, key=len, reverse=True)
    parts = [
        f"(?P<MONEY>{_NUMBER}(?:万元|亿元|元|万(?![\\d%辆台个])))",
        f"(?P<PERCENT>{_NUMBER}%)",
        f"(?P<PATH>{_PATH})",
    ]
    early = (
        "STOP",
        "SEMICOLON",
        "NIL",
        "BASE",
        "YEAR",
        "ROUGHLY",
        "GREATER",
        "LESS",
        "EQUAL",
        "COMPLETE",
        "ADJUSTED",
        "WHOLE",
        "USED_FOR",
        "LISTING",
        "REASON",
        "BUDGET",
        "ACTUAL",
    )
    parts += [f"(?P<{t}>{'|'.join(p)})" for t, p in lexicon.words if t in early]
    parts.append(f"(?P<SUBJECT>{'|'.join(ordered)})")
    parts += [f"(?P<{t}>{'|'.join(p)})" for t, p in lexicon.words if t not in early]
    parts.append(f"(?P<NUMBER>{_NUMBER})")
    return re.compile("|".join(parts)), {**dict(lexicon.subjects), **canonical}
