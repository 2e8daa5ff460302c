"""A web page as a browser shows it: elements, words, and the blocks they make."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice

from dislint.blocks import Block, Line, Passage
from dislint.readers.markup import Source, Tag, Text
from dislint.readers.model import UnreadableError
from dislint.readers.spans import SpannedCell, grid_of
from dislint.text import raised

_BLOCKS = frozenset(
    [
        "p",
        "div",
        "li",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "br",
        "section",
        "article",
        "header",
        "footer",
        "main",
        "nav",
        "aside",
        "address",
        "figure",
        "figcaption",
        "hr",
        "pre",
        "form",
        "fieldset",
        "legend",
        "details",
        "summary",
        "dl",
        "dt",
        "dd",
        "blockquote",
        "caption",
        "ul",
        "ol",
        "center",
    ]
)
_IN_HEAD = frozenset(
    ["base", "basefont", "bgsound", "html", "link", "meta", "noscript", "script", "style", "template", "title"]
)
_SILENT = frozenset(
    [
        "script",
        "style",
        "title",
        "template",
        "noscript",
        "rt",
        "rp",
        "noframes",
        "noembed",
        "iframe",
        "object",
        "datalist",
        "del",
        "s",
        "strike",
    ]
)
"""Elements whose text is not shown, or struck out."""
_VOID = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"]
)
_CLOSES = {
    "li": ("li",), "dt": ("dt", "dd"), "dd": ("dt", "dd"), "tr": ("td", "th", "tr"), "td": ("td", "th"), "th": ("td", "th"),
    "thead": ("td", "th", "tr", "thead"), "tbody": ("td", "th", "tr", "thead", "tbody"),
    "tfoot": ("td", "th", "tr", "thead", "tbody"), "option": ("option",), "body": ("head",),
}  # fmt: skip
"""Elements that end where another begins, though nothing says so."""
_HEADING = re.compile(r"h([1-6])")
_HIDDEN = re.compile(
    r"display:none|visibility:(?:hidden|collapse)|opacity:0(?:\.0*)?(?![.\d])|font-size:0(?:\.0*)?(?![.\d])"
    r"|font-size:0?\.\d+p[xt]|text-decoration(?:-line)?:[a-z]{0,20}line-through|transform:scale\(0(?:\.0*)?[,)]"
    r"|(?<![\w-])color:(?:transparent|(?:rgba|hsla)\([^()]{1,40}[,/]0(?:\.0*)?%?\))|text-indent:-\d{3}"
)
_FLAT = re.compile(r"(?<![\w-])(?:max-)?(?:width|height):0(?:\.0*)?(?:px|pt|em)?(?![\w.%])")
"""Of no width or height: unseen where what does not fit is not shown."""
_AWAY = re.compile(
    r"(?<![\w-])(?:left|top|right|bottom):-\d{3}|clip:rect\((?:0(?:px)?,?){4}\)|clip-path:inset\((?:50|100)%"
)
"""Set beside the page, or cut to nothing: unseen where the place is set."""
_BRACES = re.compile(r"([^{}]*)([{}])")
_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
_SELECTOR = re.compile(r"([a-z][a-z0-9]*)?([.#][\w-]+)?")
_NEAR = 60
"""An element ends another only where no more than so many lie open within that."""
_MOST = 2_000_000
"""A page of more elements than this is no report."""


class Page:
    """Collects blocks. A table within a table is read as text of its cell."""

    def __init__(self, text: str) -> None:
        self._source = Source(text)
        self._blocks: list[Block] = []
        self._words: list[str] = []
        self._blank = True
        """Whether nothing is printed yet of the paragraph or cell."""
        self._start = (1, 1)
        self._level: int | None = None
        self._open: list[tuple[str, bool]] = []
        """The open elements, and whether they hide what they hold."""
        self._counts: Counter[str] = Counter()
        self._unseen = 0
        self._hiding: set[str] = set()
        """Selectors of the style sheets whose elements are not shown."""
        self._tables = 0
        self._rows: list[list[SpannedCell]] = []
        self._cell: tuple[int, int, tuple[int, int]] | None = None

    def blocks(self) -> list[Block]:
        """The blocks in order; raises UnreadableError."""
        elements = 0
        for part in self._source.parts():
            if isinstance(part, Text):
                self._take(part)
                continue
            elements += 1
            if elements > _MOST:
                raise UnreadableError(
                    "E004",
                    f"网页的元素超过 {_MOST} 个，不像报告，未检查",
                    f"more than {_MOST} elements, no report: not checked",
                )
            if part.closes:
                self._close(part.name)
            else:
                self._begin(part)
        if self._tables:
            self._end_cell()
            self._end_table()
        self._end_paragraph()
        return self._blocks

    def _begin(self, tag: Tag) -> None:
        name = tag.name
        self._make_room(name)
        if name in _BLOCKS and not self._tables and not self._unseen:
            self._end_paragraph()
        hides = name in _SILENT or self._is_hidden(tag)
        if name not in _VOID:
            self._open.append((name, hides))
            self._counts[name] += 1
            self._unseen += hides
        if self._unseen:
            return
        if name == "table":
            self._tables += 1
            if self._tables == 1:
                self._end_paragraph()
                self._rows = []
        elif self._tables == 1 and name == "tr":
            self._end_cell()
            self._rows.append([])
        elif self._tables == 1 and name in ("td", "th"):
            self._end_cell()
            self._cell = (
                _span(tag.attributes.get("rowspan")), _span(tag.attributes.get("colspan")), self._source.place(tag.at)
            )  # fmt: skip
            self._words, self._blank = [], True
        elif name in _BLOCKS and not self._tables:
            heading = _HEADING.fullmatch(name)
            self._level = int(heading.group(1)) if heading else None
        elif name == "br":
            self._words.append(" ")

    def _make_room(self, name: str) -> None:
        """Ends what the element ends that now begins."""
        if name not in _IN_HEAD:
            self._leave("head")
        if name in _BLOCKS:
            self._leave("p")
        for ended in _CLOSES.get(name, ()):
            self._leave(ended)

    def _leave(self, name: str) -> None:
        """Ends an element that another ends; only the innermost, and within its table."""
        if not self._counts[name]:
            return
        for open_name, _ in islice(reversed(self._open), _NEAR):
            if open_name == name:
                self._close(name)
                return
            if open_name in ("table", "ul", "ol", "dl", "div", "td", "th", "body"):
                return

    def _close(self, name: str) -> None:
        """Closes an element, and those within it that were left open."""
        if not self._counts[name]:
            return
        while self._open:
            inner, hides = self._open.pop()
            self._counts[inner] -= 1
            seen = not self._unseen
            self._unseen -= hides
            if seen:
                self._closed(inner)
            if inner == name:
                return

    def _closed(self, name: str) -> None:
        if name == "table" and self._tables:
            self._tables -= 1
            if not self._tables:
                self._end_cell()
                self._end_table()
        elif self._tables == 1 and name in ("td", "th"):
            self._end_cell()
        elif name in _BLOCKS and not self._tables:
            self._end_paragraph()

    def _take(self, part: Text) -> None:
        """Takes text."""
        if self._open and self._open[-1][0] == "style":
            self._hiding |= set(_hiding(part.text))
        if self._counts["head"] and not self._unseen and self._open[-1][0] == "head" and part.text.strip():
            self._leave("head")
        if self._unseen or self._counts["head"] or (self._tables and self._cell is None):
            return
        if self._blank:
            bare = part.text.lstrip()
            self._start = self._source.place(part.at + len(part.text) - len(bare))
            self._blank = not bare
        self._words.append(raised(part.text) if self._counts["sup"] or self._counts["sub"] else part.text)

    def _is_hidden(self, tag: Tag) -> bool:
        attributes = tag.attributes
        style = attributes.get("style")
        if "hidden" in attributes or (style and _hides(style)):
            return True
        if not self._hiding:
            return False
        marks = [*("." + name for name in attributes.get("class", "").split()), "#" + attributes.get("id", "")]
        return any(
            selector in self._hiding for mark in ("", *marks) for selector in (mark, tag.name + mark) if selector
        )

    def _text(self) -> str:
        return " ".join("".join(self._words).split())

    def _end_paragraph(self) -> None:
        text = self._text()
        self._words, self._blank = [], True
        if text:
            self._blocks.append(Passage.of([Line(text, None, *self._start)], self._level))
        self._level = None

    def _end_cell(self) -> None:
        if self._cell is None:
            return
        down, across, place = self._cell
        text = self._text()
        self._words, self._blank, self._cell = [], True, None
        if not self._rows:
            self._rows.append([])
        self._rows[-1].append(SpannedCell(Passage.of([Line(text, None, *place)]), down, across))

    def _end_table(self) -> None:
        """Ends the open table; one of a single cell is layout, not a table."""
        rows = [row for row in self._rows if row]
        self._rows = []
        grid = grid_of(rows)
        if grid is not None and grid.height * grid.width > 1:
            self._blocks.append(grid)
        elif rows:
            self._blocks.append(rows[0][0].passage)


def _hides(style: str) -> bool:
    """Whether nobody sees what has such a style."""
    close = "".join(style.lower().split())
    if _HIDDEN.search(close) is not None:
        return True
    if "overflow:hidden" in close and _FLAT.search(close) is not None:
        return True
    return ("position:absolute" in close or "position:fixed" in close) and _AWAY.search(close) is not None


def _hiding(sheet: str) -> Iterator[str]:
    """The plain selectors (a tag, a class, an id) that a style sheet hides; rules for some media only are left out."""
    outer: list[str] = []
    for words, brace in _BRACES.findall(_COMMENT.sub("", sheet.lower())):
        if brace == "{":
            outer.append(words)
        elif outer:
            selectors = outer.pop()
            if not outer and _hides(words):
                stripped = (selector.strip() for selector in selectors.rpartition(";")[2].split(","))
                yield from (selector for selector in stripped if _SELECTOR.fullmatch(selector))


def _span(value: str | None) -> int:
    try:
        return min(max(int(value or 1), 1), 1000)
    except ValueError:
        return 1
