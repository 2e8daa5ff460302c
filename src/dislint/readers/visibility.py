"""What of a page's text nobody sees: not drawn, of its background's colour, covered, too small to read.

What cannot be judged counts as seen: text over pictures, over and under gradients, patterns and curved shapes. Figures under a
picture count as seen too, since what the picture shows is not known; they are told apart (``under_pictures``).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from operator import attrgetter, itemgetter
from typing import NamedTuple

from dislint.readers.emboxes import ASCENT
from dislint.readers.model import Glyph, Ruling

Colour = tuple[float, float, float]
"""Red, green and blue, 0 to 1."""
WHITE: Colour = (1.0, 1.0, 1.0)
_ALIKE = 0.06
"""Colours that differ by less than this cannot be told apart."""
_SMALLEST = 1.0
"""Letters smaller than this, in points, cannot be read."""
_SIZE = itemgetter(5)
_ORDER = attrgetter("order")
_OPAQUE, _CLEAR = 0.95, 0.05
_BAND = 20.0
"""Letters are looked for in bands of the page so high, in points."""
_HIGH = 16
"""What covers more bands than this is looked through apart."""
_SCAN = 0.5
"""Words that are not drawn, on a page whose pictures cover this share of it, are what the pictures show."""


class Ink(NamedTuple):
    """How glyphs are drawn, from glyph ``start`` on: place in the order of drawing, colour (None: not known).

    Not ``drawn``: they leave no trace.
    """

    start: int
    order: int
    colour: Colour | None
    drawn: bool = True


class Cover(NamedTuple):
    """An area that is painted over, and its place in the order of drawing.

    ``colour`` is None for what may let through what lies beneath it, or is not of one colour. ``picture`` says that it
    is a picture through which nothing shows.
    """

    x0: float
    y0: float
    x1: float
    y1: float
    order: int
    colour: Colour | None
    picture: bool = False


def is_clear(alpha: float) -> bool:
    """Whether paint of an opacity leaves no trace."""
    return alpha < _CLEAR


def is_opaque(alpha: float) -> bool:
    """Whether paint of an opacity hides what it covers."""
    return alpha > _OPAQUE


def rectangle(points: Sequence[tuple[float, float]]) -> Ruling | None:
    """The rectangle that an outline is, where it is one."""
    xs, ys = {round(x, 2) for x, _ in points}, {round(y, 2) for _, y in points}
    if (
        len(points) in (4, 5)
        and len(xs) == 2
        and len(ys) == 2
        and len({(round(x, 2), round(y, 2)) for x, y in points}) == 4
    ):
        return Ruling(min(xs), min(ys), max(xs), max(ys))
    return None


def unseen(glyphs: Sequence[Glyph], inks: Sequence[Ink], covers: Sequence[Cover], images: float) -> list[int]:
    """The indices of the glyphs that nobody sees, in order; ``images`` is the share of the page that pictures cover."""
    if not glyphs or not inks:
        return []
    undrawn = [] if is_overlay(glyphs, inks, covers, images) else _undrawn(glyphs, inks)
    found = {*undrawn, *_covered(glyphs, inks, covers), *_pale(glyphs, inks, covers)}
    if min(map(_SIZE, glyphs)) < _SMALLEST:
        found |= {i for i, glyph in enumerate(glyphs) if glyph.size < _SMALLEST}
    return sorted(i for i in found if glyphs[i].text.strip())


def under_pictures(glyphs: Sequence[Glyph], inks: Sequence[Ink], covers: Sequence[Cover], images: float) -> list[int]:
    """The indices of the figures that pictures were painted over; none where the pictures are the page, as of a scan."""
    pictures = [cover for cover in covers if cover.picture]
    if not pictures or not inks or is_overlay(glyphs, inks, covers, images):
        return []
    return sorted(i for i in _under(glyphs, inks, pictures) if glyphs[i].text.isdecimal())


def _ends(inks: Sequence[Ink], count: int) -> Iterable[tuple[Ink, int]]:
    """Each ink with the index after its last glyph."""
    for ink, following in pairwise(inks):
        yield ink, following.start
    yield inks[-1], count


def is_overlay(glyphs: Sequence[Glyph], inks: Sequence[Ink], covers: Sequence[Cover], images: float) -> bool:
    """Whether most of a page's text is not drawn, or lies under a picture: what another program read of what that shows."""
    if images < _SCAN or not inks:
        return False
    theirs = {*_undrawn(glyphs, inks), *_under(glyphs, inks, [cover for cover in covers if cover.picture])}
    return 2 * len(theirs) > len(glyphs)


def _undrawn(glyphs: Sequence[Glyph], inks: Sequence[Ink]) -> list[int]:
    return [i for ink, end in _ends(inks, len(glyphs)) if not ink.drawn for i in range(ink.start, end)]


def _core(glyph: Glyph) -> Ruling:
    """The part of a glyph's box that its print surely touches."""
    width, base = glyph.x1 - glyph.x0, glyph.y0 + ASCENT * glyph.size
    return Ruling(glyph.x0 + 0.2 * width, base - 0.6 * glyph.size, glyph.x1 - 0.2 * width, base - 0.1 * glyph.size)


def _holds(cover: Cover, core: Ruling) -> bool:
    return cover.x0 <= core.x0 and core.x1 <= cover.x1 and cover.y0 <= core.y0 and core.y1 <= cover.y1


def _touches(cover: Cover, core: Ruling) -> bool:
    return cover.x0 < core.x1 and core.x0 < cover.x1 and cover.y0 < core.y1 and core.y0 < cover.y1


def _covered(glyphs: Sequence[Glyph], inks: Sequence[Ink], covers: Sequence[Cover]) -> list[int]:
    """Glyphs under an area of one colour that was painted later."""
    return _under(glyphs, inks, [cover for cover in covers if cover.colour is not None])


def _under(glyphs: Sequence[Glyph], inks: Sequence[Ink], covers: Sequence[Cover]) -> list[int]:
    """Glyphs that lie under one of the covers."""
    first = min(ink.order for ink in inks)
    later = [cover for cover in covers if cover.order > first]
    if not later:
        return []
    order = _orders(inks)
    bands: dict[int, list[int]] = defaultdict(list)
    for i, glyph in enumerate(glyphs):
        if glyph.upright:
            bands[int((glyph.y0 + glyph.y1) / 2 // _BAND)].append(i)
    found: list[int] = []
    for cover in later:
        for band in range(int(cover.y0 // _BAND), int(cover.y1 // _BAND) + 1):
            there = bands.get(band)
            gone = [i for i in there if order(i) < cover.order and _holds(cover, _core(glyphs[i]))] if there else ()
            if gone:
                found += gone
                bands[band] = [i for i in there or () if i not in gone] if len(gone) < len(there or ()) else []
    return found


def _orders(inks: Sequence[Ink]) -> Callable[[int], int]:
    starts = [ink.start for ink in inks]
    return lambda i: inks[bisect_right(starts, i) - 1].order


def _pale(glyphs: Sequence[Glyph], inks: Sequence[Ink], covers: Sequence[Cover]) -> list[int]:
    """Glyphs of the colour of what they are drawn on."""
    shades = {WHITE, *(cover.colour for cover in covers if cover.colour is not None)}
    alike = {
        colour: any(_alike(colour, shade) for shade in shades) for ink in inks if (colour := ink.colour) is not None
    }
    if not any(alike.values()):
        return []
    painted = _Painted(covers)
    found: list[int] = []
    for ink, end in _ends(inks, len(glyphs)):
        if ink.colour is None or not alike[ink.colour]:
            continue
        for i in range(ink.start, end):
            below = painted.colour(_core(glyphs[i]), ink.order) if glyphs[i].upright else None
            if below is not None and _alike(below, ink.colour):
                found.append(i)
    return found


class _Painted:
    """What is painted on a page, by where it lies and in the order of drawing."""

    def __init__(self, covers: Sequence[Cover]) -> None:
        self._high: list[Cover] = []
        self._bands: dict[int, list[Cover]] = defaultdict(list)
        for cover in sorted(covers, key=_ORDER):
            first, last = int(cover.y0 // _BAND), int(cover.y1 // _BAND)
            if last - first > _HIGH:
                self._high.append(cover)
            else:
                for band in range(first, last + 1):
                    self._bands[band].append(cover)

    def colour(self, core: Ruling, order: int) -> Colour | None:
        """The colour that lies under a place when what has the given order is drawn; None where it is not known."""
        bands = range(int(core.y0 // _BAND), int(core.y1 // _BAND) + 1)
        lists = (self._high, *(self._bands.get(band, []) for band in bands))
        last = max((cover for covers in lists if (cover := _last(covers, core, order))), key=_ORDER, default=None)
        if last is None:
            return WHITE
        return last.colour if _holds(last, core) else None


def _last(covers: Sequence[Cover], core: Ruling, order: int) -> Cover | None:
    """The last of the covers before ``order`` that touches a place."""
    for n in range(bisect_left(covers, order, key=_ORDER) - 1, -1, -1):
        if _touches(covers[n], core):
            return covers[n]
    return None


def _alike(one: Colour, other: Colour) -> bool:
    return all(abs(a - b) < _ALIKE for a, b in zip(one, other, strict=True))
