"""Annotations and form fields that print words on a page, or shapes over them: what of them to draw, and where."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from pdfminer.pdftypes import PDFStream, resolve1
from pdfminer.utils import MATRIX_IDENTITY, Matrix, apply_matrix_rect, mult_matrix

from dislint.readers.emboxes import ASCENT, DESCENT
from dislint.readers.model import Glyph

WORDED = ("FreeText", "Widget", "Stamp")
"""The kinds of annotations that print words."""
SHAPES = ("Line", "Square", "Circle", "Polygon", "PolyLine", "Ink", "Watermark", "Redact")
"""Those that print shapes, which may cover words; the lines that they draw are no table's."""
_HIDDEN = 2 | 32
"""Flags of annotations that a screen does not show."""
_PASSWORD = 1 << 13
_SIZE = re.compile(rb"([\d.]{1,8})\s+Tf")
_USUAL = 12.0
_MOST = 10_000
"""No more letters than this are taken of one annotation."""


class Worded(NamedTuple):
    """An annotation to be drawn: its rectangle in the page's space, its appearance, else its words and their size."""

    box: tuple[float, float, float, float]
    appearance: PDFStream | None
    words: str = ""
    size: float = _USUAL
    shape: bool = False


def worded(annotations: Any) -> Iterator[Worded]:
    """The annotations of a page that print words or shapes, in order."""
    found = resolve1(annotations)
    for item in found if isinstance(found, list) else ():
        annotation = resolve1(item)
        kind = _name(annotation.get("Subtype")) if isinstance(annotation, dict) else ""
        if kind not in WORDED and kind not in SHAPES:
            continue
        flags, corners = resolve1(annotation.get("F")), numbers(annotation.get("Rect"), 4)
        if corners is None or (isinstance(flags, int) and flags & _HIDDEN):
            continue
        x0, y0, x1, y1 = corners
        box = (min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))
        appearance = _appearance(annotation)
        if appearance is not None:
            yield Worded(box, appearance, shape=kind in SHAPES)
        elif kind in WORDED and (words := _words(annotation)):
            yield Worded(box, None, words[:_MOST], _size(annotation, box[3] - box[1]))


def numbers(value: Any, count: int) -> tuple[float, ...] | None:
    """So many numbers of an array; None where it holds anything else."""
    found = resolve1(value)
    items = [resolve1(item) for item in found] if isinstance(found, list) else []
    return tuple(map(float, items)) if len(items) == count and all(isinstance(i, (int, float)) for i in items) else None


def placed(note: Worded, form: PDFStream) -> Matrix | None:
    """The matrix that puts an annotation's form into its rectangle; None where the form has no size."""
    bbox, matrix = numbers(form.get("BBox"), 4), numbers(form.get("Matrix"), 6) or MATRIX_IDENTITY
    a, b, c, d, e, f = matrix
    left, bottom, right, top = bbox or (0.0, 0.0, 0.0, 0.0)
    x0, y0, x1, y1 = apply_matrix_rect((a, b, c, d, e, f), (left, bottom, right, top))
    if x0 >= x1 or y0 >= y1:
        return None
    left, bottom, right, top = note.box
    across, up = (right - left) / (x1 - x0), (top - bottom) / (y1 - y0)
    return mult_matrix((a, b, c, d, e, f), (across, 0.0, 0.0, up, left - across * x0, bottom - up * y0))


def letters(note: Worded, page: Matrix, height: float) -> Iterator[Glyph]:
    """The words of an annotation without an appearance, as viewers set them: from its rectangle's top left.

    ``page`` turns the page's space into the page as shown, which is so high.
    """
    left, _, right, top = apply_matrix_rect(page, note.box)
    size, x, y = note.size, left, height - top
    for letter in note.words:
        width = size * (0.5 if letter < "\u0100" else 1.0)
        if letter in "\r\n" or x + width > right + size:
            x, y = left, y + 1.2 * size
        if letter not in "\r\n":
            base = y + ASCENT * size
            yield Glyph(letter, x, base - ASCENT * size, x + width, base + DESCENT * size, size, True, "")
            x += width


def _appearance(annotation: dict[str, Any]) -> PDFStream | None:
    """The form that is drawn for an annotation: of its present state, where it has several."""
    appearances = resolve1(annotation.get("AP"))
    normal = resolve1(appearances.get("N")) if isinstance(appearances, dict) else None
    if isinstance(normal, dict):
        normal = resolve1(normal.get(_name(annotation.get("AS"))))
    return normal if isinstance(normal, PDFStream) else None


def _words(annotation: dict[str, Any]) -> str:
    if _name(annotation.get("Subtype")) == "FreeText":
        return _text(annotation.get("Contents"))
    flags = _inherited(annotation, "Ff")
    if _name(_inherited(annotation, "FT")) not in ("Tx", "Ch") or (isinstance(flags, int) and flags & _PASSWORD):
        return ""
    return _text(_inherited(annotation, "V"))


def _inherited(field: dict[str, Any], key: str) -> Any:
    for _ in range(16):
        if key in field:
            return resolve1(field[key])
        parent = resolve1(field.get("Parent"))
        if not isinstance(parent, dict):
            break
        field = parent
    return None


def _text(value: Any) -> str:
    value = resolve1(value)
    if not isinstance(value, bytes):
        return ""
    if value.startswith((b"\xfe\xff", b"\xff\xfe")):
        return value.decode("utf-16", "replace")
    return value.decode("utf-8" if value.startswith(b"\xef\xbb\xbf") else "latin-1", "replace").lstrip("\ufeff")


def _size(annotation: dict[str, Any], height: float) -> float:
    drawn = _inherited(annotation, "DA")
    found = _SIZE.search(drawn) if isinstance(drawn, bytes) else None
    try:
        size = float(found.group(1)) if found else 0.0
    except ValueError:
        size = 0.0
    return size if 0 < size < 200 else min(_USUAL, max(0.7 * height, 1.0))


def _name(value: Any) -> str:
    return str(getattr(resolve1(value), "name", ""))
