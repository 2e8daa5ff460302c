"""What readers hand on: either pages of glyphs and rulings, or blocks where the format has them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple, Protocol

from dislint.blocks import Anchor, Block, Doubt
from dislint.language import Text


class Glyph(NamedTuple):
    """One character as drawn: box in points (origin top left, after /Rotate), size, direction.

    ``upright`` is False for text that is turned against the page's own reading direction.
    """

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    size: float
    upright: bool
    font: str


class Ruling(NamedTuple):
    """A horizontal or vertical line, or an edge of a rectangle; x0 == x1 or y0 == y1 to within its width."""

    x0: float
    y0: float
    x1: float
    y1: float


class Sheet(NamedTuple):
    """One page as read: number from 1, size in points as shown (as read, where it was turned to be read), glyphs in drawing order, rulings.

    ``fills`` are filled rectangles (cell backgrounds); ``images`` is the share of the page covered by images.
    ``hidden`` are glyphs that nobody sees; they are not among ``glyphs``. ``covered`` are those of ``glyphs`` that lie under a
    picture, which is what is seen in their place.
    ``overlay`` says that its text is not drawn: another program read it in the page's picture.
    ``recognised`` says that its characters come from its picture; ``doubts`` are those that are not sure, ``skew`` is by
    how many degrees the picture was turned, anticlockwise, to set its lines straight: places are in the turned picture.
    ``unread`` says why what its picture shows is not known.
    """

    number: int
    width: float
    height: float
    glyphs: tuple[Glyph, ...]
    rulings: tuple[Ruling, ...]
    fills: tuple[Ruling, ...] = ()
    images: float = 0.0
    hidden: tuple[Glyph, ...] = ()
    covered: tuple[Glyph, ...] = ()
    overlay: bool = False
    recognised: bool = False
    doubts: tuple[Doubt, ...] = ()
    skew: float = 0.0
    unread: Text | None = None


@dataclass(frozen=True, slots=True)
class Sheets:
    """A paged document: pages are read one by one, as layout asks for them."""

    count: int
    sheets: Iterator[Sheet]


@dataclass(frozen=True, slots=True)
class Flow:
    """An unpaged document: blocks in reading order, lines and columns of the source."""

    blocks: tuple[Block, ...]
    marks: tuple[Anchor, ...] = ()


Reading = Sheets | Flow


class UnreadableError(Exception):
    """The file cannot be read; ``code`` is the E0 finding it becomes, the message says what to do."""

    def __init__(self, code: str, message: str, english: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.english = english


def limit_reached(option: str, chinese: str, english: str) -> UnreadableError:
    """What a file is that goes beyond a limit, which ``option`` of the configuration sets."""
    return UnreadableError(
        "E004",
        f"{chinese}，未检查：确要检查，请在配置中调高 {option}",
        f"{english}, not checked: raise {option} in the configuration to have it checked",
    )


def too_many_objects(page: int, most: int) -> UnreadableError:
    """What a file is on a page of which more is drawn than is laid out."""
    return limit_reached(
        "max-objects",
        f"第 {page} 页的字符和线条超过上限 {most} 个",
        f"more than {most} characters and lines on page {page}",
    )


def pages_missing(stated: int, found: int) -> UnreadableError:
    """What a PDF is whose pages are not all there: which of them are is not known, nor which number each has."""
    return UnreadableError(
        "E001",
        f"PDF 已损坏：写明有 {stated} 页，能读出 {found} 页",
        f"damaged PDF: {stated} pages are stated, {found} can be read",
    )


def is_bug(error: BaseException) -> bool:
    """Whether an error is the program's own: a wrong call in its own code, which no damaged file is the reason of."""
    from ctypes import ArgumentError

    if not isinstance(error, (TypeError, AttributeError, NameError, ImportError, NotImplementedError, ArgumentError)):
        return False
    last = error.__traceback__
    while last is not None and last.tb_next is not None:
        last = last.tb_next
    return last is not None and str(last.tb_frame.f_globals.get("__name__")).startswith("dislint.")


ENGINES = ("auto", "pdfminer", "pdfium")
"""The engines that read PDFs; "auto" is the fast one where it is installed."""
MAX_PAGES = 3000
"""No more pages are read of a document, where the user says nothing else."""
MAX_OBJECTS = 50_000
"""No more characters and lines are read of a page, where the user says nothing else."""


Take = Callable[[bytes, "ReadOptions", Callable[[bytes, "ReadOptions"], "Sheets"]], "Sheets"]


def read_now(data: bytes, options: ReadOptions, read: Callable[[bytes, ReadOptions], Sheets]) -> Sheets:
    """The pages, read when they are asked for."""
    return read(data, options)


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """What a reader may be told: engine name ("auto", "pdfminer", …), password, limits of pages and objects a page.

    ``take`` gives the pages of a PDF: by reading them, or from where they have been read ahead.
    """

    engine: str = "auto"
    password: str = ""
    max_pages: int = MAX_PAGES
    max_objects: int = MAX_OBJECTS
    take: Take = field(default=read_now, compare=False)


class PagePicture(Protocol):
    """The picture of a page. Two of one ``key`` read the same: it is a digest of the picture and of what reads it."""

    key: str

    def read(self, sheet: Sheet) -> Sheet:
        """The page with what its picture shows; raises SpokenError that says why it cannot be read well enough."""
        ...


class Pictures(Protocol):
    """The pictures of the pages of one document."""

    def page(self, number: int) -> PagePicture:
        """The picture of a page, numbered from 1."""
        ...

    def close(self) -> None:
        """Lets go of the document."""
        ...


class Recogniser(Protocol):
    """Reads the pictures of pages."""

    name: str

    def open(self, data: bytes, password: str, threads: int) -> Pictures:
        """The pictures of a PDF, which at most so many threads work on; raises SpokenError where it does not open."""
        ...


class Reader(Protocol):
    """Reads the files that it accepts."""

    name: str
    suffixes: tuple[str, ...]

    def read(self, path: Path, data: bytes, options: ReadOptions) -> Reading:
        """The document's content; raises UnreadableError."""
        ...
