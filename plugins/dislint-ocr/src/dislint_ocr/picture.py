"""The picture of a page: rendered, without stamps, straightened, and its ink.

Pictures are arrays of shape (height, width), 0 black to 255 white; ink is 255 where there is ink, else 0.
"""

from __future__ import annotations

from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

Picture = NDArray[np.uint8]
Colors = NDArray[np.uint8]
"""Of shape (height, width, 3)."""

DPI = 200
"""Dots an inch that pages are rendered with: what the models read best, and what most offices scan with."""
_LARGEST = 9_000_000
"""No page is rendered into more dots than this, which is A3: pictures without a size come as pages as large as a poster."""
_MOST_SKEW = 3.0
_RED = 40
"""Ink is a stamp's where red is brighter than green and blue by this much."""
_BLACK = 110
"""Print under a stamp is darker than this in red light, the stamp alone is brighter."""
_DARKEST = 0.02
"""Print is as dark as this percentile of a page's dots."""
_SHADE = 5
"""Shades are at least so many dots across; the soft edges of print are less."""
_SHADED = 0.0005
"""A page has a watermark, or shaded cells, where shades cover more than this share of it."""
_PALE = 0.4
"""Dots that differ from the paper by less than this share of what print does are no print."""
_EVEN = 16
"""Dots differ from their neighbours by less than this where a shade is even, and from paper by more."""
_FINE = 4
"""Paper on which a dot usually differs more from those around it is grainy."""
_LETTER = (0.03, 0.35)
"""Letters are larger and smaller than so many inches."""
_BESIDE = 0.06
"""Letters of a line stand nearer to each other than so many inches, and lines stand further apart."""
_SIDEWAYS = 1.5
_NEGATIVE = 80
"""Paper is brighter than this."""
_BORDER = 0.65
"""What lies around the paper, if it touches the picture's edge, is darker than this share of the paper's brightness."""
_BROAD = 0.12
"""It is so many inches broad, and no ruling or letter is."""
_CONTRAST = 18
"""Ink is darker than the paper around it by this much, and more on grainy paper."""


def render(page: Any) -> tuple[Colors, float]:
    """The picture of a page of a PDF (pypdfium2) in blue, green, red, and its dots a point."""
    width, height = page.get_size()
    scale = min(DPI / 72, (_LARGEST / max(width * height, 1)) ** 0.5)
    colors = page.render(scale=scale, rev_byteorder=False, prefer_bgrx=False).to_numpy()
    return np.ascontiguousarray(colors[:, :, :3]), scale


def without_stamps(colors: Colors) -> tuple[Picture, Picture]:
    """A picture in blue, green, red as grey in which red ink, and its soft edge, is paper; and where that ink lies.

    Black print below red ink stays, but what it leaves of thin strokes is not sure.
    """
    blue, green, red = (colors[:, :, channel].astype(np.int16) for channel in range(3))
    grey: Picture = cv2.cvtColor(colors, cv2.COLOR_BGR2GRAY)
    stamp = (red - np.maximum(blue, green) > _RED).astype(np.uint8)
    around = np.asarray(cv2.dilate(stamp, np.ones((5, 5), dtype=np.uint8)) * 255, dtype=np.uint8)
    return np.where((around > 0) & (red > _BLACK), 255, grey).astype(np.uint8), around


def dark_on_light(picture: Picture) -> Picture:
    """The picture, of a negative its positive: paper is most of a page."""
    return np.asarray(255 - picture, dtype=np.uint8) if np.median(picture) < _NEGATIVE else picture


def without_borders(picture: Picture, dpi: float) -> Picture:
    """A picture in which what lies around the paper is paper as well: the lid of the scanner, the shadow of a fold."""
    dark = np.asarray(picture < _BORDER * float(np.median(picture)), dtype=np.uint8)
    broad = max(3, int(_BROAD * dpi))
    dark = np.asarray(cv2.morphologyEx(dark, cv2.MORPH_OPEN, np.ones((broad, broad), dtype=np.uint8)), dtype=np.uint8)
    _, labels = cv2.connectedComponents(np.asarray(cv2.dilate(dark, np.ones((7, 7), dtype=np.uint8)), dtype=np.uint8))
    outer = {*labels[0], *labels[-1], *labels[:, 0], *labels[:, -1]} - {0}
    return np.where(np.isin(labels, [*outer]), 255, picture).astype(np.uint8) if outer else picture


def without_shades(picture: Picture) -> Picture:
    """A picture in which pale areas are paper: watermarks below the print, shaded cells.

    The soft edges and thinnest strokes of print are as pale, but never over an area.
    """
    paper, dark = (float(np.percentile(picture, share)) for share in (50, _DARKEST))
    palest_print = paper - _PALE * (paper - dark)
    near = np.ones((_SHADE, _SHADE), dtype=np.uint8)
    palest, darkest = cv2.dilate(picture, near), cv2.erode(picture, near)
    shades = (palest.astype(np.int16) - darkest < _EVEN) & (darkest > palest_print) & (palest < paper - _EVEN)
    around = cv2.dilate(shades.astype(np.uint8), np.ones((2 * _SHADE - 1, 2 * _SHADE - 1), dtype=np.uint8))
    gone = around > 0
    if shades.mean() > _SHADED:  # The thin strokes of a watermark are no area: they stand away from print.
        gone |= cv2.dilate((picture <= palest_print).astype(np.uint8), near) == 0
    return np.where(gone & (picture > palest_print), 255, picture).astype(np.uint8)


def ink_of(picture: Picture) -> Picture:
    """Where the ink is, on paper that may be grey, grainy or unevenly lit."""
    grain = _grain(picture)
    if grain > _FINE:  # On clean paper this would only wear off thin lines.
        picture = np.asarray(cv2.medianBlur(picture, 3), dtype=np.uint8)
        grain = _grain(picture)
    found = cv2.adaptiveThreshold(
        picture, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 41, _CONTRAST + 3 * grain
    )
    return np.asarray(found, dtype=np.uint8)


def _grain(picture: Picture) -> float:
    return float(np.median(np.abs(cv2.Laplacian(picture, cv2.CV_32F))))


def is_sideways(ink: Picture, dpi: float) -> bool:
    """Whether lines of text run up or down: letters there come together into fewer lines than side by side."""
    _, _, boxes, _ = cv2.connectedComponentsWithStats(ink)
    letters = np.zeros_like(ink)
    for x, y, width, height, _ in boxes[1:]:
        if _LETTER[0] * dpi < max(width, height) < _LETTER[1] * dpi:
            letters[y : y + height, x : x + width] = 255
    reach = max(3, int(_BESIDE * dpi))
    level, upright = (_pieces(letters, size) for size in ((reach, 1), (1, reach)))
    return level > _SIDEWAYS * upright


def _pieces(letters: Picture, size: tuple[int, int]) -> int:
    """How many pieces the letters are when gaps of a size are closed."""
    closed = cv2.morphologyEx(letters, cv2.MORPH_CLOSE, cv2.getStructuringElement(cv2.MORPH_RECT, size))
    return int(cv2.connectedComponents(closed)[0]) - 1


def skew_of(picture: Picture) -> float:
    """The angle, in degrees, by which turning the picture sets its lines of text straight; 0 where none is clearly better."""
    factor = min(1.0, 1000 / max(picture.shape))
    small = cv2.resize(ink_of(picture), None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
    small = np.asarray(small, dtype=np.uint8)
    coarse = max(np.arange(-_MOST_SKEW, _MOST_SKEW + 0.1, 0.25), key=lambda angle: _straightness(small, angle))
    fine = max(np.arange(coarse - 0.2, coarse + 0.21, 0.05), key=lambda angle: _straightness(small, angle))
    return float(fine) if _straightness(small, fine) > 1.02 * _straightness(small, 0.0) else 0.0


def _straightness(ink: Picture, angle: float) -> float:
    """How sharply rows of ink and paper alternate when the picture is turned."""
    rows = turned(ink, angle, 0).sum(axis=1, dtype=np.float64)
    return float(((rows[1:] - rows[:-1]) ** 2).sum())


def turned(picture: Picture, angle: float, paper: int = 255) -> Picture:
    """The picture turned about its middle, anticlockwise, by degrees: first by quarters, with its edges."""
    quarters = round(angle / 90)
    picture = np.ascontiguousarray(np.rot90(picture, quarters))
    angle -= 90 * quarters
    if angle == 0:
        return picture
    height, width = picture.shape
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
    turned = cv2.warpAffine(picture, matrix, (width, height), flags=cv2.INTER_LINEAR, borderValue=(paper,))
    return np.asarray(turned, dtype=np.uint8)
