"""Doubtful letters settled by their company: of the model's readings, the one that the words of the field have there.

收人 is 收入, as 收人 stands in no name of a table, column or subject. Digits and signs are never settled so.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from importlib import resources
from importlib.resources.abc import Traversable

from dislint_ocr.characters import Character

_SURE = 0.9
_YEAR = re.compile(r"[〔(（\[]\d{4}[〕)）\]]")
_WIDE = dict(zip("(),:;", "（），：；", strict=True))
"""Signs of which no picture shows whether they are half or full width: beside a Chinese letter they are full."""


def by_context(texts: Sequence[Sequence[Character]]) -> list[tuple[Character, ...]]:
    """The texts of a page, each doubtful letter read as the one that fits between its neighbours."""
    pairs = _pairs()
    return [_paired([_settled(text, number, pairs) for number in range(len(text))]) for text in texts]


def _paired(text: list[Character]) -> tuple[Character, ...]:
    """The text in which the brackets of a document's year are a pair: 〔2024) is 〔2024〕, which a picture hardly shows apart."""
    for found in _YEAR.finditer("".join(character.text[0] for character in text)):
        ends = found.start(), found.end() - 1
        if any(text[end].text in "〔〕" for end in ends):
            for end, sign in zip(ends, "〔〕", strict=True):
                text[end] = text[end]._replace(text=sign)
    return tuple(text)


def _settled(text: Sequence[Character], number: int, pairs: frozenset[str]) -> Character:
    character = text[number]
    before = text[number - 1].text if number else ""
    after = text[number + 1].text if number + 1 < len(text) else ""
    if character.text in _WIDE and (_is_han(before) or _is_han(after)):
        return character._replace(text=_WIDE[character.text])
    if character.confidence >= _SURE:
        return character
    if character.text == "," and "." in character.others and _parts_decimals(text, number):
        return character._replace(text=".", others=(",", *(other for other in character.others if other != ".")))
    if not _is_han(character.text):
        return character

    def fits(reading: str) -> int:
        return (before + reading in pairs) + (reading + after in pairs)

    best = max((character.text, *filter(_is_han, character.others)), key=fits)  # The likelier of equals comes first.
    return character._replace(text=best) if fits(best) > fits(character.text) else character


def _parts_decimals(text: Sequence[Character], number: int) -> bool:
    """Whether a comma stands in a number where only a point can: before one or two last digits."""
    after = "".join(character.text for character in text[number + 1 : number + 4])
    digits = len(after) - len(after.lstrip("0123456789"))
    return number > 0 and text[number - 1].text.isdecimal() and digits in (1, 2)


def _is_han(char: str) -> bool:
    return bool(char) and "\u4e00" <= char <= "\u9fff"


@lru_cache(maxsize=1)
def _pairs() -> frozenset[str]:
    """All pairs of neighbouring letters in the linter's data on tables, words and subjects."""
    texts = [file.read_text(encoding="utf-8") for file in _files(resources.files("dislint.rules"))]
    return frozenset(
        text[at : at + 2]
        for text in texts
        for at in range(len(text) - 1)
        if _is_han(text[at]) and _is_han(text[at + 1])
    )


def _files(folder: Traversable) -> list[Traversable]:
    found: list[Traversable] = []
    for entry in folder.iterdir():
        if entry.is_dir():
            found += _files(entry)
        elif entry.name.endswith((".toml", ".tsv")):
            found.append(entry)
    return found
