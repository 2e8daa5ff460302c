"""The objects of a page: characters with their boxes, rulings, backgrounds, the share that images cover."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from dislint import ASCENT, DESCENT, Glyph, Ruling, Sheet, limit_reached, path_rulings
from dislint_ofd.document import Page
from dislint_ofd.geometry import (
    POINTS,
    Box,
    Matrix,
    box_of,
    matrix_of,
    moved,
    number,
    offsets,
    scaled,
    turned,
)
from dislint_ofd.package import children, name_of

_DEPTH = 16
"""Blocks and composite objects nest no deeper than this; one that holds itself would nest for ever."""


class _Sheet:
    """What is on a page so far, in points; ``number`` from 1."""

    def __init__(self, number: int, page: Page, most: int) -> None:
        self.number, self.page, self.most = number, page, most
        self.glyphs: list[Glyph] = []
        self.rulings: list[Ruling] = []
        self.fills: list[Ruling] = []
        self.images = 0.0
        self.objects = 0

    def count(self) -> None:
        """One more object; raises UnreadableError where there are too many."""
        self.objects += 1
        if self.objects + len(self.glyphs) > self.most:
            raise limit_reached(
                "max-objects",
                f"第 {self.number} 页的字符和线条超过上限 {self.most} 个",
                f"more than {self.most} characters and lines on page {self.number}",
            )


def read_page(number: int, page: Page, most: int) -> Sheet:
    """A page with at most so many objects; raises UnreadableError."""
    sheet = _Sheet(number, page, most)
    around = scaled(POINTS).after(moved(-page.box.x, -page.box.y))
    for layer in page.layers:
        boundary = box_of(layer.get("Boundary"))
        _draw(layer, around.after(moved(boundary.x, boundary.y)) if boundary else around, sheet, 0)
    width, height = page.box.width * POINTS, page.box.height * POINTS
    return Sheet(
        number,
        width,
        height,
        tuple(sheet.glyphs),
        tuple(sheet.rulings),
        tuple(sheet.fills),
        min(1.0, sheet.images / (width * height)) if width * height > 0 else 0.0,
    )


def _draw(holder: Element, around: Matrix, sheet: _Sheet, depth: int) -> None:
    """All objects of a layer, block or composite, in drawing order."""
    for found in holder:
        kind = name_of(found)
        sheet.count()
        if depth > _DEPTH or found.get("Visible", "true") == "false" or found.get("Alpha") == "0":
            continue
        if kind == "PageBlock":
            _draw(found, around, sheet, depth + 1)
        elif kind == "TextObject":
            _text(found, _own(found, around), sheet)
        elif kind == "PathObject":
            _path(found, _own(found, around), sheet)
        elif kind == "ImageObject":
            sheet.images += _covered(box_of(found.get("Boundary")))
        elif kind == "CompositeObject":
            unit = sheet.page.drawn.get(found.get("ResourceID", ""))
            for content in children(unit, "Content") if unit is not None else ():
                _draw(content, _own(found, around), sheet, depth + 1)


def _own(found: Element, around: Matrix) -> Matrix:
    """The transformation of an object's own places to the page's points."""
    boundary = box_of(found.get("Boundary")) or Box(0, 0, 0, 0)
    return around.after(moved(boundary.x, boundary.y)).after(matrix_of(found.get("CTM")))


def _covered(boundary: Box | None) -> float:
    return boundary.width * boundary.height * POINTS * POINTS if boundary else 0.0


def _painted(found: Element, paint: str, default: str) -> bool:
    """Whether an object is filled or stroked ("Fill", "Stroke") with something that can be seen."""
    color = next(children(found, f"{paint}Color"), None)
    return found.get(paint, default) != "false" and (color is None or color.get("Alpha") != "0")


def _text(found: Element, matrix: Matrix, sheet: _Sheet) -> None:
    if not (_painted(found, "Fill", "true") or _painted(found, "Stroke", "false")):
        return
    size = number(found.get("Size"))
    scale = number(found.get("HScale"), 1.0) or 1.0
    turn = turned(number(found.get("CharDirection")))
    x = y = 0.0
    for code in children(found, "TextCode"):
        x, y = number(code.get("X"), x), number(code.get("Y"), y)
        for char, dx, dy, advance in _placed(code, size * scale):
            sheet.count()
            place = matrix.after(moved(x + dx, y + dy)).after(turn)
            if not char.isspace():
                sheet.glyphs.append(_glyph(char, place, advance, size, found.get("Font", "")))


def _placed(code: Element, size: float) -> Iterator[tuple[str, float, float, float]]:
    """Each character of a run: how far from the run's first, and how wide it is.

    A run that states fewer offsets than it has characters goes on as its last states, or by the width of its characters.
    """
    text = code.text or ""
    across = list(offsets(code.get("DeltaX"), len(text)))
    down = list(offsets(code.get("DeltaY"), len(text)))
    x = y = 0.0
    for place, char in enumerate(text):
        natural = size if unicodedata.east_asian_width(char) in "WFA" else size / 2
        step = across[min(place, len(across) - 1)] if across else 0.0 if down else natural
        yield char, x, y, min(natural, step) if step > 0 else natural
        x += step
        y += down[min(place, len(down) - 1)] if down else 0.0


def _glyph(char: str, place: Matrix, advance: float, size: float, font: str) -> Glyph:
    corners = [place.at(x, y) for x in (0, advance) for y in (-ASCENT * size, DESCENT * size)]
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    height = size * (place.c**2 + place.d**2) ** 0.5
    return Glyph(char, min(xs), min(ys), max(xs), max(ys), height, place.upright, font)


def _path(found: Element, matrix: Matrix, sheet: _Sheet) -> None:
    stroke, fill = _painted(found, "Stroke", "true"), _painted(found, "Fill", "false")
    for data in children(found, "AbbreviatedData"):
        for points in _lines(data.text or "", sheet):
            lines, background = path_rulings([matrix.at(*point) for point in points], stroke, fill)
            sheet.rulings += lines
            if background is not None:
                sheet.fills.append(background)


_ENDS = {"Q": 4, "B": 6, "A": 7}
"""Curves and arcs, by how many numbers they take; the last two are where they end."""


def _lines(data: str, sheet: _Sheet) -> Iterator[list[tuple[float, float]]]:
    """The runs of straight lines in a path: S or M starts, L goes on, C closes, curves interrupt."""
    parts = iter(data.split())
    points: list[tuple[float, float]] = []
    for part in parts:
        sheet.count()
        if part in ("S", "M", "L"):
            point = (number(next(parts, None)), number(next(parts, None)))
            if part != "L" and points:
                yield points
                points = []
            points.append(point)
        elif part in _ENDS:
            values = [number(next(parts, None)) for _ in range(_ENDS[part])]
            yield points
            points = [(values[-2], values[-1])]
        elif part == "C" and points:
            points.append(points[0])
    yield points
