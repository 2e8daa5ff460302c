"""Which pages must be recognised from their picture, and the reading with those pages recognised."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from dislint import cache
from dislint.blocks import Box, Doubt
from dislint.language import SpokenError, Text
from dislint.readers.model import Glyph, PagePicture, Pictures, Recogniser, Ruling, Sheet, Sheets

_PICTURE = 0.5
"""A page whose images cover this share of it is a picture of a page."""
_FEW = 20
"""A picture of a page with at most so many letters has no text layer: a page number or a stamp's name was added."""
_GARBAGE = 0.3
"""A text layer in which this share of the letters are none stands for glyphs of which nobody knows the letters."""
_NO_LETTERS = frozenset({"Cc", "Cn", "Co", "Cs"})
_FIGURES = 0.5
"""A page of a table may have nothing but figures: digits and signs are at least so many of its letters."""
_SIGNS = frozenset(".,-—%")
_KIND = "pages"
_LONGEST = 100
"""So many letters of an error's own words are shown."""

Tell = Callable[[int, int], None]
"""Told the number of a page that is about to be recognised, of how many: it takes its time."""


class Recognition(NamedTuple):
    """How pages are recognised: by what, on how many threads; ``kept`` in the cache, by their picture."""

    recogniser: Recogniser
    password: str
    threads: int
    kept: bool
    always: bool
    tell: Tell


def recognised(reading: Sheets, data: bytes, how: Recognition) -> Iterator[Sheet]:
    """The pages of a PDF as the recogniser reads their pictures: those that need it, or all of them.

    What another program has read of a picture is read anew: nobody knows of which characters it was sure, and where the
    rulings of its tables are; and what seems to be the codes of a font instead of letters. Both are taken where the
    recogniser fails.
    """
    pictures: Pictures | None = None
    try:
        for sheet in reading.sheets:
            needed = needs_recognition(sheet)
            if not (needed or sheet.overlay or _is_cipher(sheet) or how.always):
                yield sheet
                continue
            try:
                pictures = pictures or how.recogniser.open(data, how.password, how.threads)
                yield _read(pictures.page(sheet.number), sheet, reading.count, how)
            except Exception as error:  # What goes wrong with one page leaves the others.
                yield sheet._replace(unread=_words(error)) if needed else sheet
    finally:
        if pictures is not None:
            pictures.close()


def unrecognised(sheets: Iterator[Sheet], why: Text) -> Iterator[Sheet]:
    """The pages, those that would have to be recognised marked as not read."""
    return (sheet._replace(unread=why) if needs_recognition(sheet) else sheet for sheet in sheets)


def needs_recognition(sheet: Sheet) -> bool:
    """Whether a page's text layer is missing, or plainly none."""
    letters = _letters(sheet)
    if len(letters) <= _FEW:
        return sheet.images >= _PICTURE
    strange = sum(letter == "\ufffd" or unicodedata.category(letter) in _NO_LETTERS for letter in letters)
    return strange > _GARBAGE * len(letters)


def _is_cipher(sheet: Sheet) -> bool:
    """Whether a page has not one Chinese letter, and figures are few: its fonts do not say which letters they draw."""
    letters = _letters(sheet)
    if len(letters) <= _FEW or any("\u4e00" <= letter <= "\u9fff" for letter in letters):
        return False
    return sum(letter.isdecimal() or letter in _SIGNS for letter in letters) < _FIGURES * len(letters)


def _letters(sheet: Sheet) -> list[str]:
    return [glyph.text[0] for glyph in sheet.glyphs if glyph.upright and glyph.text and not glyph.text.isspace()]


def _words(error: Exception) -> Text:
    if isinstance(error, SpokenError):
        return Text(error.chinese, error.english)
    words = f"{type(error).__name__}: {error}"[:_LONGEST]
    return Text(f"识别时出错（{words}）", f"recognition failed ({words})")


def _read(picture: PagePicture, sheet: Sheet, count: int, how: Recognition) -> Sheet:
    """A page as its picture shows it, or as it was when the same picture was last read."""
    known = _recalled(picture.key) if how.kept else None
    if known is None:
        how.tell(sheet.number, count)
        known = picture.read(sheet)
        if how.kept:
            size = known.width, known.height
            cache.store(
                _KIND, picture.key, [*size, known.glyphs, known.rulings, known.doubts, known.images, known.skew]
            )
        return known
    return known._replace(number=sheet.number)


def _recalled(key: str) -> Sheet | None:
    """What the cache knows of a picture."""
    try:
        width, height, glyphs, rulings, doubts, images, skew = cache.load(_KIND, key)
        return Sheet(
            0,
            float(width),
            float(height),
            tuple(_glyph(*glyph) for glyph in glyphs),
            tuple(Ruling(*map(float, ruling)) for ruling in rulings),
            images=float(images),
            recognised=True,
            doubts=tuple(_doubt(*doubt) for doubt in doubts),
            skew=float(skew),
        )
    except (TypeError, ValueError):  # None, or not what this version wrote.
        return None


def _glyph(text: Any, *rest: Any) -> Glyph:
    *places, size, upright, font = rest
    x0, y0, x1, y1 = map(float, places)
    return Glyph(str(text), x0, y0, x1, y1, float(size), bool(upright), str(font))


def _doubt(text: Any, box: Any, others: Any) -> Doubt:
    return Doubt(str(text), Box(*map(float, box)), tuple(map(str, others)))
