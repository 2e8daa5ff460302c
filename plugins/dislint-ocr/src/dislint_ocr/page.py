"""A scanned page read: from its picture to glyphs and rulings in points, as print has them."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import fmean, median
from typing import NamedTuple

import numpy as np

from dislint import Box, Doubt, Glyph, Ruling, Sheet, SpokenError
from dislint_ocr.characters import Character, read_strips
from dislint_ocr.context import by_context
from dislint_ocr.lines import Lines, find_lines
from dislint_ocr.picture import (
    Colors,
    Picture,
    dark_on_light,
    ink_of,
    is_sideways,
    skew_of,
    turned,
    without_borders,
    without_shades,
    without_stamps,
)
from dislint_ocr.watermark import watermark
from dislint_ocr.words import Strip, crops, find_strips, is_dash, margin_of

SURE = 0.9
"""A character that the model is less sure of is in doubt."""
_TOO_MANY = 0.4
"""A page on which more than this share of the characters is in doubt cannot be read."""
_SUSPECT = 0.15
"""Where more than this share of a page is in doubt, it may stand on its head: letters then are seldom taken for others surely."""
_EMPTY = 0.002
"""A page on which ink covers less than this share is empty paper: what is there are specks."""
_ENOUGH = 4
_LOOSE = 1.7
"""Letters may be spaced so that their step is larger than their size by this factor."""
_ALIKE = 1.18
"""Measured sizes of one type size differ by less than this factor."""
_WIDE_STEP = 1.6
"""Letters of a line and digits of a number stand evenly: a step wider than the usual one by this much has room for another one."""
_DASHES = frozenset("—–―-_一ー")
_HAN, _DIGIT = 0.92, 0.72
"""The height of the ink of Chinese characters, and of digits, as a share of the type size."""


class UnclearError(SpokenError):
    """A page that cannot be read well enough."""


class Layers(NamedTuple):
    """The picture of a page, where stamps lay on it, and what was pale below it."""

    picture: Picture
    stamps: Picture
    pale: Picture

    def turned(self, angle: float) -> Layers:
        """All of them turned by degrees, anticlockwise; by quarters the page turns with them."""
        return Layers(*(turned(layer, angle, paper) for layer, paper in zip(self, (255, 0, 255), strict=True)))


class Reading(NamedTuple):
    """What was read of a picture when it was turned by so many degrees.

    Glyphs, those in doubt, ink that was not read, rulings, and the share of the page that other ink than rulings covers.
    """

    angle: float
    glyphs: list[Glyph]
    doubts: list[Doubt]
    unread: list[Box]
    lines: Lines
    rest: float

    @property
    def doubt(self) -> float:
        """The share of characters in doubt."""
        return len(self.doubts) / len(self.glyphs) if self.glyphs else 0.0


def read_page(colors: Colors, scale: float, sheet: Sheet) -> Sheet:
    """The page with what its picture shows; raises UnclearError. ``scale`` is dots a point."""
    grey, stamps = without_stamps(colors)
    grey = without_borders(dark_on_light(grey), scale * 72)
    picture = without_shades(grey)
    page = Layers(picture, stamps, np.where(picture == grey, 255, grey).astype(np.uint8))
    turns = int(is_sideways(ink_of(picture), scale * 72))
    read = _read(page, scale, turns)
    if read.doubt > _SUSPECT:  # As it is of a page that is upside down.
        read = min(read, _read(page, scale, turns + 2), key=lambda reading: reading.doubt)
    if read.doubt > _TOO_MANY:
        raise UnclearError(
            f"字迹不清，{len(read.glyphs)} 个字符中有 {len(read.doubts)} 个不能确定",
            f"not clear: {len(read.doubts)} of {len(read.glyphs)} characters are not sure",
        )
    if not read.glyphs and read.rest > _EMPTY:
        raise UnclearError("图像中没有认出文字", "no text was found in the picture")
    return sheet._replace(
        width=sheet.height if turns else sheet.width,
        height=sheet.width if turns else sheet.height,
        glyphs=(*read.glyphs, *watermark(page.turned(read.angle).pale, scale)),
        rulings=tuple(_rulings(read.lines, scale)),
        fills=(),
        images=0.0,
        recognised=True,
        doubts=(*read.doubts, *(Doubt("", box) for box in read.unread)),
        skew=read.angle,
    )


def _read(page: Layers, scale: float, turns: int) -> Reading:
    """What is read of a page turned by so many quarters, and set straight."""
    angle = 90 * turns + skew_of(page.turned(90 * turns).picture)
    picture, stamps, _ = page.turned(angle)
    ink = ink_of(picture)
    glyphs, doubts, unread, lines = recognise(picture, ink, stamps, scale)
    return Reading(angle, glyphs, doubts, unread, lines, float(np.where(lines.ink > 0, 0, ink).mean()) / 255)


def recognise(
    picture: Picture, ink: Picture, stamps: Picture, scale: float
) -> tuple[list[Glyph], list[Doubt], list[Box], Lines]:
    """The glyphs of a picture in points, those in doubt, ink that was not read, rulings in dots; ``scale`` is dots a point."""
    lines = find_lines(ink, scale * 72)
    letters = np.where(lines.ink > 0, 0, ink).astype(np.uint8)
    clean = np.where(lines.ink > 0, 255, picture).astype(np.uint8)
    strips, others, strokes = find_strips(clean, letters, lines, scale * 72)
    read = read_strips(crops(clean, [*strips, *others]))
    sure = [*_surely(others, read[len(strips) :])]
    seen = [*zip(strips, read, strict=False), *sure]
    unread = [*strokes, *set(others).difference(strip for strip, _ in sure)]
    texts = by_context([characters for _, characters in seen])
    sizes = _common([_size(strip, characters) for (strip, _), characters in zip(seen, texts, strict=True)])
    glyphs: list[Glyph] = []
    doubts: list[Doubt] = []
    for (strip, _), characters, size in zip(seen, texts, sizes, strict=True):
        left, top, right, bottom = strip
        stamped = bool(stamps[top:bottom, left:right].any())
        placed = [*_glyphs(strip, characters, size, scale)]
        glyphs += placed
        for number, (character, glyph) in enumerate(zip(characters, placed, strict=True)):
            if character.confidence < SURE or stamped or _after_gap(characters, number):
                doubts.append(Doubt(character.text, Box(*glyph[1:5]), character.others))
    places = [Box(*(side / scale for side in strip)) for strip in unread]
    return glyphs, doubts, places, lines


def _after_gap(characters: Sequence[Character], number: int) -> bool:
    """Whether a letter stands so far from the one like it before it that another may be lost between them."""
    kind = _kind(characters[number].text)
    if number == 0 or not kind or _kind(characters[number - 1].text) != kind:
        return False
    steps = [
        after.middle - before.middle
        for before, after in pairwise(characters)
        if _kind(before.text) == kind == _kind(after.text)
    ]
    return characters[number].middle - characters[number - 1].middle > _WIDE_STEP * median(steps)


def _kind(char: str) -> str:
    return "digit" if char.isdigit() else "letter" if char.isalpha() else ""


def _surely(
    strips: Sequence[Strip], read: Sequence[tuple[Character, ...]]
) -> Iterator[tuple[Strip, tuple[Character, ...]]]:
    """Of the ink in which the model saw no text by itself, what it reads without doubt: the rest is specks and stamps.

    Of a dash it is seldom sure, which looks the same in any length and as 一: its shape tells.
    """
    for strip, characters in zip(strips, read, strict=True):
        if is_dash(strip) and all(character.text in _DASHES for character in characters):
            yield strip, (Character("—", 0.5, 1.0, ()),)
        elif all(character.confidence >= SURE for character in characters):
            yield strip, characters


def _glyphs(strip: Strip, characters: Sequence[Character], size: float, scale: float) -> Iterator[Glyph]:
    """The characters of a strip as glyphs of a type size in dots: em boxes about the middle of its ink."""
    if not characters:
        return
    left, top, right, bottom = strip
    margin = margin_of(strip)
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
    """The type size of a strip, in dots: the step from letter to letter, or the height of the ink of a few."""
    left, top, right, bottom = strip
    width = right - left + 2 * margin_of(strip)
    steps = [
        (after.middle - before.middle) * width
        for before, after in pairwise(characters)
        if _is_wide(before.text) and before.text.isalpha() and _is_wide(after.text) and after.text.isalpha()
    ]
    by_height = (bottom - top) / (_HAN if any(_is_wide(character.text) for character in characters) else _DIGIT)
    if not steps:
        return max(by_height, 1.0)
    usual = median(steps)
    alike = [value for value in steps if usual / 1.5 < value < usual * 1.5]  # Each is known to a sixth of a letter.
    step = fmean(alike or steps)
    return min(step, by_height * (_LOOSE if len(steps) >= _ENOUGH else 1.0))


def _common(sizes: Sequence[float]) -> list[float]:
    """Sizes that are nearly the same made the same: what a page is set in is few."""
    common: dict[float, float] = {}
    group: list[float] = []
    for size in [*sorted(sizes), math.inf]:
        if group and size > _ALIKE * group[0]:
            common |= dict.fromkeys(group, median(group))
            group = []
        group.append(size)
    return [common[size] for size in sizes]


def _is_wide(char: str) -> bool:
    return unicodedata.east_asian_width(char) in "WFA"


def _rulings(lines: Lines, scale: float) -> Iterator[Ruling]:
    for place, start, end in lines.across:
        yield Ruling(start / scale, place / scale, end / scale, place / scale)
    for place, start, end in lines.down:
        yield Ruling(place / scale, start / scale, place / scale, end / scale)
