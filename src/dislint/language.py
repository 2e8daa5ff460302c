"""The two languages of the program: whatever it says is written in both, and shown in the one the user asked for.

Chinese is the default; ``--lang en``, ``DISLINT_LANG=en`` or ``lang = "en"`` in the configuration ask for English.
What outlives the moment (a Finding, an Accepted) holds both forms; what is said at once goes through ``say``.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import NamedTuple

LANGUAGES = ("zh", "en")
VARIABLE = "DISLINT_LANG"
_current = "zh"


def use(lang: str) -> None:
    """Sets the language that this process speaks."""
    global _current
    _current = lang


def current() -> str:
    """The language that this process speaks."""
    return _current


class Text(NamedTuple):
    """A wording in both languages; ``str`` of it is the one that this process speaks."""

    zh: str
    en: str

    def of(self, lang: str) -> str:
        """The form in a language: "zh" or "en"."""
        return self.en if lang == "en" else self.zh

    def __str__(self) -> str:
        return self.of(_current)


def plain(words: str) -> Text:
    """Words that are the same in both languages: numbers, names, what the report prints."""
    return Text(words, words)


def say(chinese: str, english: str) -> str:
    """The form of a message in the language that this process speaks."""
    return english if _current == "en" else chinese


def asked(arguments: Sequence[str]) -> str:
    """The language that a command line, or else the environment, asks for: help is printed before options are read."""
    wanted = os.environ.get(VARIABLE, "")
    for before, argument in zip(("", *arguments), arguments, strict=False):
        if before == "--lang" or argument.startswith("--lang="):
            wanted = argument.removeprefix("--lang=")
    return wanted if wanted in LANGUAGES else "zh"


class SpokenError(Exception):
    """An error that is told to the user, in either language."""

    def __init__(self, chinese: str, english: str) -> None:
        super().__init__(chinese, english)
        self.chinese = chinese
        self.english = english

    def __str__(self) -> str:
        return say(self.chinese, self.english)
