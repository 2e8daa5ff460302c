"""Layouts that generated reports are printed in: paper, rules, where amounts stand, what breaks over pages."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

A4, A3, B5 = (595.28, 841.89), (841.89, 1190.55), (498.9, 708.66)
"""Paper, upright, in points."""


class FontFile(NamedTuple):
    """A TrueType font to embed: its file and its number in a collection."""

    path: str
    number: int = 0


@dataclass(frozen=True, slots=True)
class Variant:
    """A layout of the printed report.

    ``rules``: "lines"; "boxes" (thin filled rectangles); "open" (no outer verticals); "rows" (horizontal rules
    only); "head" (three rules: above and below the header, at the end); "fills" (backgrounds of cells, with white
    between them); "none". ``paper`` is (width, height) as read; ``turned`` prints it on a sheet with /Rotate 90.
    ``place`` is where amounts stand beside a name of several lines: TOP, MIDDLE, BOTTOM; ``lift`` sets them that
    many points higher. ``continued`` prints title and captions again where a table goes on; ``split_rows`` lets a
    page break go through a row; ``titles_inside`` prints title and captions as the first rows of the table itself, as
    tables pasted from a spreadsheet have them. ``font`` None is the Adobe-GB1 font STSong-Light, which is not embedded.
    """

    rules: str = "lines"
    paper: tuple[float, float] = A4
    turned: bool = False
    watermark: str = ""
    page_numbers: bool = True
    repeat_header: bool = True
    split_rows: bool = False
    titles_inside: bool = False
    size: float = 12.0
    cell_size: float = 8.0
    place: str = "MIDDLE"
    lift: float = 0.0
    right: bool = True
    font: FontFile | None = None


_WIDE = (A4[1], A4[0])

VARIANTS: dict[str, Variant] = {
    "plain": Variant(),
    "boxes": Variant(rules="boxes", place="TOP"),
    "open": Variant(rules="open", right=False),
    "landscape": Variant(paper=_WIDE),
    "turned": Variant(paper=_WIDE, turned=True),
    "a3": Variant(paper=A3, cell_size=10.5),
    "b5": Variant(paper=B5, cell_size=7.0, size=10.5, place="BOTTOM"),
    "watermark": Variant(watermark="政务公开", lift=1.5),
    "lowered": Variant(lift=-2.0, place="TOP"),
    "once": Variant(repeat_header=False, page_numbers=False),
    "large": Variant(size=15.0, place="BOTTOM"),
    "small-open": Variant(rules="open", size=10.5, repeat_header=False),
    "split-rows": Variant(size=16.0, cell_size=12.0, split_rows=True),
    "titles-inside": Variant(titles_inside=True, size=13.0),
    "fills": Variant(rules="fills"),
    "rows": Variant(rules="rows"),
    "head": Variant(rules="head", place="TOP"),
    "unruled": Variant(rules="none"),
}
"""Layouts by name."""


@cache
def installed_font() -> FontFile | None:
    """A Chinese TrueType font of the machine, the first by name; None where fontconfig knows none."""
    if shutil.which("fc-list") is None:
        return None
    command = ["fc-list", ":lang=zh-cn:lang=en:fontformat=TrueType", "--format", "%{file}\t%{index}\n"]
    found = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    fonts = sorted(line.split("\t") for line in found.splitlines())
    return FontFile(fonts[0][0], int(fonts[0][1])) if fonts else None
