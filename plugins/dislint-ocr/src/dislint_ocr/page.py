"""A scanned page read: from its picture to glyphs and rulings in points, as print has them."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median

import numpy as np

from dislint import Box, Doubt, Glyph, Ruling, Sheet
from dislint_ocr.characters import Character, read_strips
from dislint_ocr.context import by_context
from dislint_ocr.lines import Lines, find_lines
from dislint_ocr.picture import Picture, ink_of, render, skew_of, turned
from dislint_ocr.words import Strip, crops, find_strips

SURE = 0.9
"""A character that the model is less sure of is in doubt."""
_TOO_MANY = 0.4
"""A page on which more than this share of the characters is in doubt cannot be read."""
_WIDE_STEP = 1.6
"""Digits of a number stand evenly: a step wider than the usual one by this much has room for another digit."""
_HAN, _DIGIT = 0.92, 0.72
"""The height of the ink of Chinese characters, and of digits, as a share of the type size."""


def read_page(data: bytes, sheet: Sheet, password: str = "") -> Sheet:
    """The page with what its picture shows; as it was where the picture cannot be read well enough."""
    picture, stamps, scale = render(data, sheet.number, password)
    skew = skew_of(picture)
    glyphs, doubts, lines = recognise(turned(picture, skew), turned(stamps, skew, 0), scale)
    if len(doubts) > _TOO_MANY * len(glyphs):
        return sheet
    return sheet._replace(
        glyphs=tuple(glyphs),
        rulings=tuple(_rulings(lines, scale)),
        fills=(),
        images=0.0,
        recognised=True,
        doubts=tuple(doubts),
    )


def recognise(picture: Picture, stamps: Picture, scale: float) -> tuple[list[Glyph], list[Doubt], Lines]:
    """The glyphs of a picture in points, those in doubt, its rulings in dots; ``scale`` is dots a point."""
    ink = ink_of(picture)
    lines = find_lines(ink, scale * 72)
    letters = np.where(lines.ink > 0, 0, ink).astype(np.uint8)
    clean = np.where(lines.ink > 0, 255, picture).astype(np.uint8)
    strips, others = find_strips(clean, letters, lines, scale * 72)
    read = read_strips(crops(clean, [*strips, *others]))
    seen = [*zip(strips, read, strict=False), *_surely(others, read[len(strips) :])]
    texts = by_context([characters for _, characters in seen])
    glyphs: list[Glyph] = []
    doubts: list[Doubt] = []
    for (strip, _), characters in zip(seen, texts, strict=True):
        left, top, right, bottom = strip
        stamped = bool(stamps[top:bottom, left:right].any())
        placed = [*_glyphs(strip, characters, scale)]
        glyphs += placed
        for number, (character, glyph) in enumerate(zip(characters, placed, strict=True)):
            if character.confidence < SURE or stamped or _after_gap(characters, number):
                doubts.append(Doubt(character.text, Box(*glyph[1:5]), character.others))
    return glyphs, doubts, lines


def _after_gap(characters: Sequence[Character], number: int) -> bool:
    """Whether a digit stands so far from the one before it that another may be lost between them."""
    if number == 0 or not (characters[number].text.isdigit() and characters[number - 1].text.isdigit()):
        return False
    steps = [
        after.middle - before.middle
        for before, after in pairwise(characters)
        if before.text.isdigit() and after.text.isdigit()
    ]
    return characters[number].middle - characters[number - 1].middle > _WIDE_STEP * median(steps)


def _surely(
    strips: Sequence[Strip], read: Sequence[tuple[Character, ...]]
) -> Iterator[tuple[Strip, tuple[Character, ...]]]:
    """Of the ink in which the model saw no text by itself, what it reads without doubt: the rest is specks and stamps."""
    for strip, characters in zip(strips, read, strict=True):
        if all(character.confidence >= SURE for character in characters):
            yield strip, characters


def _glyphs(strip: Strip, characters: Sequence[Character], scale: float) -> Iterator[Glyph]:
    """The characters of a strip as glyphs: em boxes about the middle of its ink."""
    if not characters:
        return
    left, top, right, bottom = strip
    margin = max(4, (bottom - top) // 5)
    size = _size(strip, characters)
    middle = (top + bottom) / 2
    start, width = left - margin, right - left + 2 * margin
    places = [start + character.middle * width for character in characters]
    for place, before, after, character in zip(
        places, [left - size, *places], [*places[1:], right + size], characters, strict=False
    ):
        half = size / 2 if _is_wide(character.text) else size / 4
        x0, x1 = max(place - half, (before + place) / 2), min(place + half, (place + after) / 2)
        yield Glyph(
            character.text,
            x0 / scale,
            (middle - size / 2) / scale,
            x1 / scale,
            (middle + size / 2) / scale,
            size / scale,
            True,
            "",
        )


def _size(strip: Strip, characters: Sequence[Character]) -> float:
    """The type size of a strip, in dots."""
    left, top, right, bottom = strip
    wide = sum(_is_wide(character.text) for character in characters)
    advances = wide + (len(characters) - wide) / 2
    by_height = (bottom - top) / (_HAN if wide else _DIGIT)
    return (
        min(by_height, (right - left) / max(advances - 0.5, 0.5) * 1.2) if len(characters) > 1 else max(by_height, 1.0)
    )


def _is_wide(char: str) -> bool:
    return unicodedata.east_asian_width(char) in "WFA"


def _rulings(lines: Lines, scale: float) -> Iterator[Ruling]:
    for place, start, end in lines.across:
        yield Ruling(start / scale, place / scale, end / scale, place / scale)
    for place, start, end in lines.down:
        yield Ruling(place / scale, start / scale, place / scale, end / scale)
