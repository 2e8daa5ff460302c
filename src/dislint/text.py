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
_FOLDABLE = re.compile("[^\0-\x7f\u4e00-\u9fff]")
"""Neither ASCII nor a common ideograph, which are their own folded forms."""


@lru_cache(maxsize=8192)
def _fold_char(char: str) -> str:
    folded = _RADICALS.get(char) or unicodedata.normalize("NFKC", char)
    # Characters that expand (…, ㎡, ﬁ) stay: folding must not move the characters after them.
    return folded if len(folded) == 1 else char


def fold(text: str) -> str:
    """NFKC, one character for one character, so that offsets stay valid."""
    return _FOLDABLE.sub(lambda found: _fold_char(found[0]), text)


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
