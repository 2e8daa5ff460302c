"""Tables with sources on the left and functions on the right."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from dislint.blocks import Cell, Grid
from dislint.domain.tables import TableKind
from dislint.numbers import is_blank, parse_figure
from dislint.structure.heads import AMOUNT_HEADS, Parsed, column_name, header_path, is_numbering, texts_of
from dislint.structure.labels import canonical_label
from dislint.structure.model import Level, Row

_BUDGET_HEAD = re.compile(r"(?:20\d\d年(?:度)?|本年(?:度)?|当年)?(?:年初)?预算(?:数|金额|安排)?")


def read_halves(grid: Grid, kind: TableKind) -> Parsed:
    """Tables with sources on the left and functions on the right."""
    head = next((n for n, row in enumerate(grid.cells[:4]) if texts_of(row).count("项目") >= 2), None)
    if head is None:
        head = next((n for n, row in enumerate(grid.cells[:4]) if len(_item_columns(row)) >= 2), None)
    if head is None:
        return (), (), 0
    items = _item_columns(grid.cells[head])
    left, right, end = items[0], items[1], items[2] if len(items) > 2 else grid.width
    height = next(
        (n for n in range(head + 1, grid.height) if not _is_head_row(grid.cells[n], kind.columns)), grid.height
    )
    income = _amount_column(grid, height, left, right, kind.is_budget)
    if not kind.purses:
        spent = _amount_column(grid, height, right, end, kind.is_budget)
        columns: dict[str, int | None] = {"收入": income, "支出": spent}
        columns |= _spending_columns(grid, height, right, end if spent is not None else 0)
    else:
        columns = {"收入": income}
        for c in range(right + 1, end):
            name = column_name(grid, height, c, kind.columns)
            if name is not None and name not in columns:
                columns[name] = c
        if len(columns) == 1 and kind.is_budget:
            columns["合计"] = _amount_column(grid, height, right, end, kind.is_budget)
    if income is None or None in columns.values() or len(columns) < 2:
        return (), (), 0
    found = {name: c for name, c in columns.items() if c is not None}
    rows = [
        *_half_rows(grid, height, left, {"收入": found["收入"]}, tuple(found), ("年初", "上年"), kind),
        *_half_rows(
            grid, height, right, {n: c for n, c in found.items() if n != "收入"}, tuple(found), ("年末",), kind
        ),
    ]
    return tuple(found), tuple(rows), height


_ITEMS = re.compile(
    r"项目(?:\(按[^()]{2,14}\))?|(?:按)?(?:支出)?功能分类?(?:科目)?(?:\([^()]{2,8}\))?"
    r"|(?:按)?(?:部门|政府)?(?:预算)?(?:支出)?经济(?:分类)?(?:科目)?(?:\([^()]{2,8}\))?"
)
"""What the columns of labels are headed; a third and a fourth are of other classifications of the same expenditure."""


def _item_columns(row: Sequence[Cell]) -> list[int]:
    return [c for c, cell in enumerate(row) if _ITEMS.fullmatch(cell.text) and (not c or row[c - 1] is not cell)]


def _is_head_row(row: Sequence[Cell], names: Mapping[str, str]) -> bool:
    texts = [text for text in texts_of(row) if text]
    if is_numbering(row) or not texts:
        return True
    return all(
        text in AMOUNT_HEADS
        or text in names
        or text in _SPENDING
        or _BUDGET_HEAD.fullmatch(text)
        or text in ("项目", "行次", "收入", "支出", "栏次")
        for text in texts
    )


def _amount_column(grid: Grid, height: int, first: int, stop: int, budget: bool) -> int | None:
    found, years = None, [0]
    for c in range(first + 1, stop):
        heads = {grid.cells[r][c].text for r in range(height)}
        if heads & AMOUNT_HEADS or (budget and any(map(_BUDGET_HEAD.fullmatch, heads))):
            year = max((int(y) for head in heads for y in re.findall(r"20\d\d", head)), default=0)
            if found is None or year > max(years):  # Of two years' budgets side by side this year's.
                found = c
            years.append(year)
    return found


_SPENDING = {
    "基本支出": "基本支出",
    "人员经费": "人员经费",
    "公用经费": "公用经费",
    "日常公用经费": "公用经费",
    "项目支出": "项目支出",
}


def _spending_columns(grid: Grid, height: int, right: int, end: int) -> dict[str, int | None]:
    """Columns beside the total of expenditure: basic (staff, running costs), projects."""
    found: dict[str, int | None] = {}
    for c in range(right + 1, end):
        heads = [text for text in header_path(grid, height, c) if text != "小计"]
        name = _SPENDING.get(heads[-1], "") if heads else ""
        if name:
            found.setdefault(name, c)
    return found


def _half_rows(  # noqa: PLR0913
    grid: Grid,
    height: int,
    label: int,
    columns: Mapping[str, int],
    names: tuple[str, ...],
    carried: tuple[str, ...],
    kind: TableKind,
) -> list[Row]:
    """The rows of a half; of the income of final accounts, what stands as 其中 below an enumerated line is named by both."""
    parts = "收入" in columns and not kind.is_budget
    rows: list[Row] = []
    within = outer = ""
    for number in range(height, grid.height):
        row = grid.cells[number]
        text = row[label].text
        if not text or is_numbering(row) or is_blank(text) or parse_figure(text):
            continue
        mark, key = canonical_label(text, kind.rows)
        if mark or not text.startswith("其中:"):
            outer = key if mark and parts else ""
        elif outer:
            key = f"{outer}/{key}"
        if key in ("总计", "合计"):
            within = ""
        if within and key in kind.columns:
            key = f"{within}/{key}"
        elif key.startswith(carried) and "结转" in key:
            within = key[:2]
        cells = tuple(row[columns[name]] if name in columns else None for name in names)
        level = Level.TOTAL if key in ("总计", "本年收入合计", "本年支出合计") else Level.LINE
        rows.append(Row(key, None, canonical_label(text, kind.rows)[1], level, cells, row[label], mark))
    return rows
