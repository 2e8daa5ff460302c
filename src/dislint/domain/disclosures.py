"""What publication requires to be told, as data, from the TOML files that the hook dislint_disclosures names."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

from dislint.domain.files import Entry, read_file
from dislint.language import Text

_NOTHING = re.compile("(?!)")
_KINDS = ("", "final-accounts", "budget")


class Disclosure(NamedTuple):
    """A disclosure that is required: in sections of some topics, anywhere where it names none.

    One of the patterns ``shown`` shows that it is told, of ``excused`` that there is nothing to tell; what ``beside``
    finds only looks like it. The ``tables`` may tell it instead. It is asked of a ``kind`` of document (of all: ""), from
    the year ``since`` on, in some ``regions`` (everywhere where it names none).
    """

    name: Text
    topics: tuple[str, ...]
    shown: re.Pattern[str]
    excused: re.Pattern[str]
    beside: re.Pattern[str]
    tables: tuple[str, ...]
    kind: str
    since: int
    regions: tuple[str, ...]

    def is_told(self, text: str) -> bool:
        """Whether a text tells it, or why there is nothing to tell."""
        text = self.beside.sub("", text)
        return bool(self.shown.search(text) or self.excused.search(text))

    def applies(self, kind: str, year: int | None, region: str) -> bool:
        """Whether it is asked of a report of that kind, year and region; of a year that is not known, as of a late one."""
        asked = self.kind in ("", kind) and (not self.regions or region in self.regions)
        return asked and (year or self.since) >= self.since


def load_disclosures(paths: Sequence[Path]) -> tuple[Disclosure, ...]:
    """What all files ask for; the words of earlier files stand for the same in later ones. Raises KnowledgeError."""
    words: dict[str, str] = {}
    found: list[Disclosure] = []
    for path in paths:
        file = read_file(path)
        for name, pattern in file.words("words").items():
            words[name] = _filled(pattern, words)
        found += file.made("disclosure", partial(_disclosure, words=words))
        file.close()
    return tuple(found)


def _disclosure(entry: Entry, words: Mapping[str, str]) -> Disclosure:
    name = entry.text("name")
    if not name:
        raise entry.refuse("name", "事项的名称", "what is to be told")
    return Disclosure(
        Text(name, entry.text("english", name)),
        entry.texts("topics"),
        _either(entry, "shown", words),
        _either(entry, "excused", words),
        _either(entry, "beside", words),
        entry.texts("tables"),
        entry.one_of("kind", _KINDS),
        entry.number("since"),
        entry.texts("regions"),
    )


def _either(entry: Entry, key: str, words: Mapping[str, str]) -> re.Pattern[str]:
    """One pattern of several; one that finds nothing where there are none."""
    patterns = [_filled(pattern, words) for pattern in entry.texts(key)]
    return entry.compiled(key, "|".join(patterns)) if patterns else _NOTHING


def _filled(pattern: str, words: Mapping[str, str]) -> str:
    """A pattern with its words in braces put in."""
    for name, word in words.items():
        pattern = pattern.replace(f"{{{name}}}", word)
    return pattern
