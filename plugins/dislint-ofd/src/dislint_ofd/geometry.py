"""Places on an OFD page: boxes and transformations in millimetres, origin at the top left."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import NamedTuple

POINTS = 72 / 25.4
"""Points a millimetre."""

_FARTHEST = 1e6
"""No place and no factor is larger than this: products of larger ones would be no numbers any more."""


class Box(NamedTuple):
    """A rectangle: its top left corner, width and height."""

    x: float
    y: float
    width: float
    height: float


class Matrix(NamedTuple):
    """A transformation: x' = a·x + c·y + e, y' = b·x + d·y + f."""

    a: float = 1.0
    b: float = 0.0
    c: float = 0.0
    d: float = 1.0
    e: float = 0.0
    f: float = 0.0

    def at(self, x: float, y: float) -> tuple[float, float]:
        """Where a point comes to lie."""
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f

    def after(self, inner: Matrix) -> Matrix:
        """This transformation of what ``inner`` gives."""
        e, f = self.at(inner.e, inner.f)
        return Matrix(
            self.a * inner.a + self.c * inner.b,
            self.b * inner.a + self.d * inner.b,
            self.a * inner.c + self.c * inner.d,
            self.b * inner.c + self.d * inner.d,
            e,
            f,
        )

    @property
    def upright(self) -> bool:
        """Whether text under it reads from left to right."""
        return abs(self.b) < abs(self.a) / 8 and self.a > 0


def moved(x: float, y: float) -> Matrix:
    """The transformation that moves by x and y."""
    return Matrix(e=x, f=y)


def scaled(factor: float) -> Matrix:
    """The transformation that enlarges."""
    return Matrix(a=factor, d=factor)


def turned(degrees: float) -> Matrix:
    """The transformation that turns clockwise, as the page is seen."""
    cos, sin = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    return Matrix(cos, sin, -sin, cos)


def number(text: str | None, default: float = 0.0) -> float:
    """A number as attributes state it; the default for what is none."""
    try:
        value = float(text or "")
    except ValueError:
        return default
    return max(-_FARTHEST, min(_FARTHEST, value)) if math.isfinite(value) else default


def numbers(text: str | None) -> list[float]:
    """The numbers of an attribute, separated by white space."""
    return [number(part) for part in (text or "").split()]


def box_of(text: str | None) -> Box | None:
    """A box as attributes state it; None for what is none."""
    values = numbers(text)
    return Box(*values) if len(values) == 4 else None


def matrix_of(text: str | None) -> Matrix:
    """A transformation as attributes state it; none changes nothing."""
    values = numbers(text)
    return Matrix(*values) if len(values) == 6 else Matrix()


def offsets(text: str | None, most: int) -> Iterator[float]:
    """DeltaX or DeltaY, at most so many: "g 3 2.5" stands for 2.5 three times."""
    parts = iter((text or "").split())
    given = 0
    for part in parts:
        count, value = 1, part
        if part == "g":
            count, value = int(number(next(parts, None))), next(parts, "")
        for _ in range(min(count, most - given)):
            yield number(value)
            given += 1
