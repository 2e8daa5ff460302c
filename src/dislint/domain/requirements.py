"""What a form for inspecting documents asks, as data, from the TOML files that the hook dislint_requirements names."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from dislint.domain.files import Entry, read_file

_DOCUMENTS = ("final-accounts", "budget")


class Requirement(NamedTuple):
    """A row of the form: what is asked of which documents, what shows it, which findings break it.

    It is shown by a table of one of the kinds, a section of one of the topics, a block of one of the roles, or words
    (within the sections of its topics, where it has some). Words ``mentioned`` anywhere show it where
    nothing else does. ``nothing`` are words that say that there is nothing to show.
    Findings in those tables and sections break it, and those whose code begins with one of ``findings`` (and, where
    ``named`` says so, whose message has one of its words). ``unknown`` is what is said where nothing shows it, and its
    absence tells nothing; ``since`` is the first fiscal year of which it is asked.
    """

    name: str
    english: str
    documents: frozenset[str]
    tables: frozenset[str]
    topics: tuple[str, ...]
    roles: frozenset[str]
    words: re.Pattern[str] | None
    mentioned: re.Pattern[str] | None
    nothing: re.Pattern[str] | None
    findings: tuple[str, ...]
    named: tuple[str, ...]
    since: int
    unknown: str
    unknown_english: str


def load_requirements(paths: Iterable[Path]) -> tuple[Requirement, ...]:
    """The rows of all files, in order. Raises KnowledgeError."""
    rows: list[Requirement] = []
    for path in paths:
        file = read_file(path)
        rows += file.made("requirement", _requirement)
        file.close()
    return tuple(rows)


def _requirement(entry: Entry) -> Requirement:
    name, documents = entry.text("name"), entry.texts("documents")
    if not name:
        raise entry.refuse("name", "要求的名称", "the name of the requirement")
    if not set(documents) <= set(_DOCUMENTS):
        raise entry.refuse("documents", "、".join(_DOCUMENTS), " or ".join(_DOCUMENTS))
    row = Requirement(
        name,
        entry.text("english") or name,
        frozenset(documents or _DOCUMENTS),
        frozenset(entry.texts("tables")),
        entry.texts("topics"),
        frozenset(entry.texts("roles")),
        entry.pattern("words"),
        entry.pattern("mentioned"),
        entry.pattern("nothing"),
        entry.texts("findings"),
        entry.texts("named"),
        entry.number("since"),
        entry.text("unknown"),
        entry.text("unknown-english"),
    )
    if not (row.tables or row.topics or row.roles or row.words or row.findings):
        raise entry.refuse(
            "tables", "有内容的（或 topics、roles、words、findings）", "given (or topics, roles, words, findings)"
        )
    return row
