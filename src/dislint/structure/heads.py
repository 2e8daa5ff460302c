"""The heads of a table: which rows of a grid are header, and what stands over a column."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from dislint.blocks import Cell, Grid
from dislint.numbers import is_blank, parse_figure
from dislint.structure.model import Row

CODE_AND_NAME = re.compile(r"(\d{7}|\d{5}|\d{3})(\D.*)")
SPLIT_HEADS = frozenset({"类", "款", "项", "栏次", "行次"})
AMOUNT_HEADS = frozenset({"金额", "决算数", "本年决算数", "决算金额", "合计"})
SUBTOTALS = frozenset({"小计", "合计"})
_TOTALS = frozenset({"小计", "合计", "总计"})

_CAPTION = re.compile(r"(?:金额)?单位:|(?:编制|公开|填报|预算)?(?:部门|单位)(?:名称)?(?:\([^()]*\))?:|公开\d+表$")
"""What stands above a table: whose it is, its number, the unit of its amounts."""
_DECIMAL = re.compile(r"\d\.\d\d?$")
"""No head has decimals."""

Parsed = tuple[tuple[str, ...], tuple[Row, ...], int]
"""Column names, rows, and how many rows of the grid are header."""


def texts_of(row: Sequence[Cell]) -> list[str]:
    """The texts of a row."""
    return [cell.text for cell in row]


def is_numbering(row: Sequence[Cell]) -> bool:
    """A row that numbers the columns: 栏次 1 2 3."""
    texts = [text for text in texts_of(row) if text]
    if any(text in ("栏次", "行次") for text in texts[:2]):
        return True
    digits = [text for text in texts if text.isdecimal() and len(text) <= 2]
    return len(digits) >= 3 and len(digits) == len(texts) and digits == sorted(digits, key=int)


def is_body(row: Sequence[Cell]) -> bool:
    """Whether a row is none of the header: it has a code, or begins with 合计."""
    texts = texts_of(row)
    if any(re.fullmatch(r"\d{3}|\d{5}|\d{7}", text) or CODE_AND_NAME.fullmatch(text) for text in texts[:4]):
        return True
    first = [text for text in texts[:5] if text and text not in SPLIT_HEADS]
    return bool(first) and first[0] in ("合计", "总计") and "类" not in texts[1:2] and not _names_columns(texts)


def _names_columns(texts: Sequence[str]) -> bool:
    """Whether a row that begins with 合计 names columns: 合计, 人员经费, 公用经费 below the heads of the labels."""
    told = [text for text in texts if text and text not in SPLIT_HEADS and text not in _TOTALS and not is_blank(text)]
    return bool(told) and all(parse_figure(text) is None for text in told)


def header_height(grid: Grid) -> int:
    """How many rows of a list of subjects are header."""
    for number, row in enumerate(grid.cells):
        if number and (is_body(row) or is_numbering(row) or any(map(_DECIMAL.search, texts_of(row)))):
            return number + ends_header(row)
    return min(grid.height, 4)


def ends_header(row: Sequence[Cell]) -> bool:
    """A row of totals that also names the columns of the spending: 合计, 0, 105.00, 合计, 基本支出, 项目支出, 0."""
    return {"基本支出", "项目支出"} <= set(texts_of(row))


def header_path(grid: Grid, height: int, column: int) -> list[str]:
    """Header texts over a column, top down; blanks of plain-text tables take the text to their left."""
    path: list[str] = []
    # What stands in the table's first row and is no head: 部门:… 单位:万元.
    first = 1 if height > 1 and _is_caption(grid.cells[0]) else 0
    for r in range(first, height):
        row = grid.cells[r]
        text = row[column].text
        if not text and r + 1 < height:
            above = grid.cells[r - 1][column].text if r > first else ""
            c = column
            while c > 0 and not row[c].text and not above:
                c -= 1
                # An inherited head may not cross the border of the head above it.
                if r > first and grid.cells[r - 1][c + 1].text:
                    break
            text = row[c].text
        if text and (not path or path[-1] != text):
            path.append(text)
    return path


def _is_caption(row: Sequence[Cell]) -> bool:
    # Asked for every column: the first text mostly tells.
    texts = (cell.text for cell in row if cell.text)
    return _CAPTION.match(next(texts, "")) is not None and all(_CAPTION.match(text) for text in texts)


def column_name(
    grid: Grid, height: int, column: int, names: Mapping[str, str], groups: frozenset[str] = frozenset()
) -> str | None:
    """The canonical name that a column's lowest telling header gives it; None where it tells none.

    小计 and 合计 under a named head (基本支出: 小计, 人员经费, 公用经费) are that head's own column; other columns under
    the head of a group (本年收入: 合计, 基本支出, 项目支出) are named by both: 本年收入/基本支出.
    """
    for r in range(height - 1, -1, -1):
        cell = grid.cells[r][column]
        text = cell.text
        if not text or text in SPLIT_HEADS or parse_figure(text) is not None or cell is grid.cells[r][0]:
            continue
        above = header_path(grid, r + 1, column)[-2::-1]
        if group := next((head for head in above if head in groups), ""):
            return _within(group, [text, *above[: above.index(group)]], names)
        if text in SUBTOTALS:
            named = next((head for head in above if head in names), "")
            if named:
                return names[named]
            if text not in names:
                continue
        return names.get(text)
    return None


def _within(group: str, heads: Sequence[str], names: Mapping[str, str]) -> str:
    """The name of a column under the head of a group: 年末结转和结余/项目支出结转和结余/项目支出结余."""
    inner = [head for head in reversed(heads) if head not in SUBTOTALS]
    return "/".join((names.get(group, group), *inner))
