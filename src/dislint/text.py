"""Text as it is compared: folded to one form, without white space, each character's place kept.

Reports print the same words with full-width or half-width signs, with and without letter-spacing.
Every stage after layout reads the compact form and points back into the printed text through it.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

# Fonts map letters to radicals that look the same; Unicode's own folding leaves this block alone.
_RADICALS = dict(
    zip(
        "⺟⺠⻁⻄⻅⻆⻉⻋⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻨⻩⻬⻮⻰⻳⺁⼾⺫⺬⺾⻌⻏⻎⸺",
        "母民虎西见角贝车长门青韦页风飞食马骨鬼鱼鸟麦黄齐齿龙龟厂户目示艹辶邑辶—",
        strict=True,
    )
)
_NUMBERS = "⁰¹²³⁴⁵⁶⁷⁸⁹" + "".join(map(chr, (*range(0x2460, 0x2474), *range(0x24F5, 0x24FF), *range(0x2776, 0x2794))))
_NOTES = frozenset(_NUMBERS)
"""Raised and circled numbers, as notes are numbered with."""
_NOTED = 4
"""The number that a note belongs to ends so near before it."""
_GOES_ON = re.compile(r"[.,．，]?\d")
"""What follows where the number is not at its end: then no note is numbered there."""
_SIGNS = {"−": "-", "‐": "-", "‑": "-", "‒": "-"}
"""Signs that stand for the minus of numbers; Unicode's own folding leaves them alone."""
_BLANK = re.compile("[\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u2800\u3164"
                    "\ufe00-\ufe0f\ufeff\uffa0\U000e0000-\U000e0fff]")  # fmt: skip
"""Characters that print nothing: of no width, marks of direction, fillers."""
_FOLDABLE = re.compile("[^\0-\x7f\u4e00-\u9fff]")
"""Neither ASCII nor a common ideograph, which are their own folded forms."""


@lru_cache(maxsize=8192)
def _fold_char(char: str) -> str:
    if _BLANK.match(char):
        return " "
    folded = _RADICALS.get(char) or _SIGNS.get(char) or unicodedata.normalize("NFKC", char)
    # Characters that expand (…, ㎡, ﬁ) stay: folding must not move the characters after them. So do numbers that are
    # no digits of a number: ①, ².
    return folded if len(folded) == 1 and not (folded.isdecimal() and not char.isdecimal()) else char


def _fold_found(found: re.Match[str]) -> str:
    char, text, start, end = found[0], found.string, *found.span()
    if char in _NOTES and text[max(start - _NOTED, 0) : start].rstrip(_NUMBERS)[-1:].isdecimal():
        rest = text[end : end + _NOTED].lstrip(_NUMBERS)
        if not _GOES_ON.match(rest):
            return " "  # The number of a note behind a number: a reader of the page does not take it for a digit.
    return _fold_char(char)


def fold(text: str) -> str:
    """NFKC, one character for one character, so that offsets stay valid; what prints nothing becomes a space."""
    return _FOLDABLE.sub(_fold_found, text)


@dataclass(frozen=True, slots=True)
class Compact:
    """Folded text without white space; ``index[i]`` is the offset of ``text[i]`` in the printed text."""

    text: str
    index: tuple[int, ...]


def compact(printed: str) -> Compact:
    """The compact form of printed text."""
    folded = fold(printed)
    text = "".join(folded.split())
    if len(text) == len(folded):
        return Compact(text, tuple(range(len(text))))
    return Compact(text, tuple([i for i, char in enumerate(folded) if not char.isspace()]))


_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def raised(text: str) -> str:
    """Text that stands above the line, as a footnote's number does: its digits belong to no number before them."""
    return text.translate(_RAISED)


def squeeze(printed: str) -> str:
    """Folded text without white space, where no place has to be kept."""
    return "".join(fold(printed).split())
