"""Doubtful characters settled by the page itself: of the model's readings, the one that the page has in the same company.

收人 beside many 收入 is 收入. Digits and signs are never settled so: only the sums of a table could tell.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from dislint_ocr.characters import Character

_SURE = 0.9


def by_context(texts: Sequence[Sequence[Character]]) -> list[tuple[Character, ...]]:
    """The texts of a page, each doubtful letter read as one that stands elsewhere between such neighbours."""
    pairs: Counter[str] = Counter()
    for text in texts:
        for before, after in zip(text, text[1:], strict=False):
            if min(before.confidence, after.confidence) >= _SURE:
                pairs[before.text + after.text] += 1
    return [tuple(_settled(text, number, pairs) for number in range(len(text))) for text in texts]


def _settled(text: Sequence[Character], number: int, pairs: Counter[str]) -> Character:
    character = text[number]
    if character.confidence >= _SURE or not character.text.isalpha():
        return character
    before = text[number - 1].text if number else ""
    after = text[number + 1].text if number + 1 < len(text) else ""

    def company(reading: str) -> int:
        return (pairs[before + reading] if before else 0) + (pairs[reading + after] if after else 0)

    readings = (character.text, *(other for other in character.others if other.isalpha()))
    best = max(readings, key=company)  # The likelier of equals: they come in that order.
    return character._replace(text=best) if company(best) > company(character.text) else character
