"""Which pages must be recognised from their picture, and the reading with those pages recognised."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator

from dislint.readers.model import Recogniser, Sheet

_PICTURE = 0.5
"""A page whose images cover this share of it is a picture of a page."""
_FEW = 20
"""A picture of a page with at most so many letters has no text layer: a page number or a stamp's name was added."""
_GARBAGE = 0.3
"""A text layer in which this share of the letters are none stands for glyphs of which nobody knows the letters."""
_NO_LETTERS = frozenset({"Cc", "Cn", "Co", "Cs"})

Pass = Callable[[int], None]
"""Told the number of a page that is about to be recognised: it takes its time."""


def recognised(
    sheets: Iterator[Sheet], data: bytes, password: str, recogniser: Recogniser, when: str, tell: Pass
) -> Iterator[Sheet]:
    """The pages of a PDF as the recogniser reads their pictures: all of them ("always"), or those that need it ("auto")."""
    for sheet in sheets:
        if when == "always" or (when == "auto" and needs_recognition(sheet)):
            tell(sheet.number)
            yield recogniser.read(data, sheet, password)
        else:
            yield sheet


def needs_recognition(sheet: Sheet) -> bool:
    """Whether a page's text layer is missing, or plainly none."""
    letters = [glyph.text[0] for glyph in sheet.glyphs if glyph.upright and glyph.text and not glyph.text.isspace()]
    if len(letters) <= _FEW:
        return sheet.images >= _PICTURE
    strange = sum(letter == "\ufffd" or unicodedata.category(letter) in _NO_LETTERS for letter in letters)
    return strange > _GARBAGE * len(letters)
