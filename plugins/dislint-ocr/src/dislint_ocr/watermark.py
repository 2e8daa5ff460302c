"""The words of a watermark: pale letters that run across the page below its print, read where the model is sure of each."""

from __future__ import annotations

from collections.abc import Iterator

import cv2
import numpy as np

from dislint import Glyph
from dislint_ocr.characters import Character, read_strips
from dislint_ocr.picture import Picture

_COARSE = 0.4
"""Letters as large as a watermark's are read in a picture so much smaller."""
_APART = 0.4
"""Its letters stand nearer to each other than so many inches."""
_HEIGHT = (0.2, 2.0)
"""They are so many inches high."""
_MOST = 4
"""So many places are tried: a watermark that is repeated lies under print in some, and is cut off in others."""
_SHADE = 236
"""Strokes are darker than this."""
_SURE = 0.9


def watermark(pale: Picture, scale: float) -> Iterator[Glyph]:
    """The letters of a page's watermark, turned as they are; none where not all are sure. ``pale`` is paper but for shades."""
    small = np.asarray(cv2.resize(pale, None, fx=_COARSE, fy=_COARSE, interpolation=cv2.INTER_AREA), dtype=np.uint8)
    scale *= _COARSE
    strokes = np.where(small < _SHADE, 255, 0).astype(np.uint8)
    strokes = np.asarray(cv2.morphologyEx(strokes, cv2.MORPH_OPEN, np.ones((3, 3), dtype=np.uint8)), dtype=np.uint8)
    small[cv2.dilate(strokes, np.ones((9, 9), dtype=np.uint8)) == 0] = (
        255  # The soft edges of print are thin, strokes are not.
    )
    for place in _words(strokes, scale * 72)[:_MOST]:
        strip, back = _level(small, place)
        (characters,) = read_strips([strip])
        if len(characters) > 1 and all(_is_sure_letter(character) for character in characters):
            yield from _glyphs(characters, strip, back, scale)
            return


def _is_sure_letter(character: Character) -> bool:
    """Signs and digits are what is left of letters that are cut off."""
    return character.confidence >= _SURE and character.text.isalpha()


_Place = tuple[tuple[float, float], tuple[float, float], float]
"""Middle, length and height, and the angle by which a line of letters falls, in degrees."""


def _words(strokes: Picture, dpi: float) -> list[_Place]:
    """Where lines of strokes lie, the longest first."""
    near = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (int(_APART * dpi), int(_APART * dpi)))
    outlines, _ = cv2.findContours(
        cv2.morphologyEx(strokes, cv2.MORPH_CLOSE, near), cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE
    )
    found = []
    for outline in outlines:
        middle, (width, height), angle = cv2.minAreaRect(outline)
        if width < height:
            width, height, angle = height, width, angle - 90
        angle = (angle + 90) % 180 - 90
        if _HEIGHT[0] * dpi < height < _HEIGHT[1] * dpi and width > 1.5 * height:
            found.append(((float(middle[0]), float(middle[1])), (float(width), float(height)), float(angle)))
    return sorted(found, key=lambda place: -place[1][0])


def _level(small: Picture, place: _Place) -> tuple[Picture, np.ndarray[tuple[int, int], np.dtype[np.float64]]]:
    """The line of letters set level, with some paper around it, and the map from there back to the page."""
    (x, y), (width, height), angle = place
    margin = height / 5
    size = int(width + 2 * margin), int(height + 2 * margin)
    matrix = cv2.getRotationMatrix2D((x, y), angle, 1.0)
    matrix[:, 2] += size[0] / 2 - x, size[1] / 2 - y
    strip = cv2.warpAffine(small, matrix, size, flags=cv2.INTER_LINEAR, borderValue=(255,))
    return np.asarray(strip, dtype=np.uint8), np.asarray(cv2.invertAffineTransform(matrix), dtype=np.float64)


def _glyphs(
    characters: tuple[Character, ...],
    strip: Picture,
    back: np.ndarray[tuple[int, int], np.dtype[np.float64]],
    scale: float,
) -> Iterator[Glyph]:
    height, width = strip.shape
    half = height / 1.4 / 2
    for character in characters:
        x, y = back @ (character.middle * width, height / 2, 1.0)
        box = ((x - half) / scale, (y - half) / scale, (x + half) / scale, (y + half) / scale)
        yield Glyph(character.text, *box, 2 * half / scale, False, "")
