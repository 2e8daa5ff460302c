"""Two pages side by side on one: a book laid open on the scanner, or two pages printed on a sheet.

Their lines would run into each other: such a page is not read, and says why.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from dislint.language import Text
from dislint.layout.glyphs import visible
from dislint.readers.model import Glyph, Sheet

_UNREAD = Text(
    "两页并排在一张上，请拆成单页后再检查",
    "two pages lie side by side on it: split them to have them checked",
)
_MIDDLE = (0.45, 0.55)
"""The gutter lies about the middle of the sheet, between these shares of its width,"""
_GUTTER = 0.03
"""and nothing is printed on so much of the width."""
_BROAD = 1000.0
"""A sheet is broader than any page that is read by itself, in points; narrower ones are known by the numbers of their pages."""
_FOOT = 0.15
"""Pages' numbers stand within this share of the height from the bottom."""
_NUMBER = re.compile(r"[-—–_·]{0,2}第?(\d{1,4})页?[-—–_·]{0,2}")


def without_spread(sheet: Sheet) -> Sheet:
    """The page as it is, or as one that is not read because it shows two."""
    if not _is_spread(sheet):
        return sheet
    return sheet._replace(glyphs=(), rulings=(), fills=(), doubts=(), hidden=(), unread=_UNREAD)


def _is_spread(sheet: Sheet) -> bool:
    if sheet.width <= sheet.height:
        return False
    glyphs = visible(sheet.glyphs)
    gutter = _gutter(sheet, glyphs)
    if gutter is None:
        return False
    halves = [glyph for glyph in glyphs if glyph.x0 < gutter], [glyph for glyph in glyphs if glyph.x0 >= gutter]
    if not all(halves):
        return False
    left, right = (_number(half, sheet.height) for half in halves)
    return sheet.width > _BROAD if left is None or right is None else right == left + 1


def _gutter(sheet: Sheet, glyphs: Sequence[Glyph]) -> float | None:
    """The middle of the white that runs from the top of the sheet to the bottom; None where there is none."""
    first, last = (round(share * sheet.width) for share in _MIDDLE)
    printed = [False] * (last - first)
    for x0, x1 in (*((g.x0, g.x1) for g in glyphs), *((r.x0, r.x1) for r in sheet.rulings)):
        if x0 < last and x1 >= first:
            start, end = max(int(x0), first), min(int(x1) + 1, last)
            printed[start - first : end - first] = [True] * (end - start)
    run = 0
    for place, there in enumerate(printed, first):
        run = 0 if there else run + 1
        if run >= _GUTTER * sheet.width:
            return place - run / 2
    return None


def _number(half: Sequence[Glyph], height: float) -> int | None:
    """The number at the foot of a half."""
    lowest = max(half, key=lambda glyph: glyph.y0)
    foot = [glyph for glyph in half if abs(glyph.y0 - lowest.y0) < lowest.size / 2]
    text = "".join(glyph.text for glyph in sorted(foot, key=lambda glyph: glyph.x0))
    found = _NUMBER.fullmatch(text) if lowest.y0 > (1 - _FOOT) * height else None
    return int(found[1]) if found else None
