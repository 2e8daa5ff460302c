"""Columns and rows of typed tables, by the words of their headers."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from dislint.blocks import Cell, Grid
from dislint.numbers import is_blank, parse_figure
from dislint.structure.model import Level, Row
from dislint.structure.names import ACTUAL, BUDGET, BY_KIND, FISCAL_COLUMNS, SYNONYMS, THREE_PUBLIC

_CODE = re.compile(r"\d{2,7}")
_CODE_AND_NAME = re.compile(r"(\d{7}|\d{5}|\d{3})(\D.*)")
_ENUMERATOR = re.compile(r"[一二三四五六七八九十]{1,3}、|\d{1,2}[.、](?!\d)|\([一二三四五六七八九十]{1,3}\)")
_LEVELS = {3: Level.CLASS, 5: Level.SECTION, 7: Level.ITEM}
_SPLIT_HEADS = frozenset({"类", "款", "项", "栏次", "行次"})
_AMOUNT_HEADS = frozenset({"金额", "决算数", "本年决算数", "决算金额", "合计"})
_BUDGET_HEAD = re.compile(r"(?:20\d\d年(?:度)?|本年(?:度)?)?预算(?:数|金额)?")
_GROUPS = frozenset({"年初结转和结余", "本年收入", "年末结转和结余"})
"""Heads whose columns below, but for their 合计, are a breakdown that no other table has."""

Parsed = tuple[tuple[str, ...], tuple[Row, ...], int]
"""Column names, rows, and how many rows of the grid are header."""


def read_columns(kind: str, grid: Grid) -> Parsed:
    """Columns and rows of a grid of a kind; ((), (), 0) where its headers are not understood."""
    if kind in BY_KIND:
        return _coded(grid, BY_KIND[kind])
    if kind in ("T01", "T04"):
        return read_halves(grid, kind)
    if kind == "T06":
        return _economic(grid)
    if kind == "T09":
        return _three_public(grid)
    return (), (), 0


def canonical_label(text: str) -> tuple[str, str]:
    """The enumerator and the canonical label of a row's compact text."""
    found = _ENUMERATOR.match(text)
    mark = found.group() if found else ""
    label = text[len(mark) :]
    label = re.sub(r"^其中:|^\(类\)|\(类\)$", "", label)
    return mark, SYNONYMS.get(label, label)


def _texts(row: Sequence[Cell]) -> list[str]:
    return [cell.text for cell in row]


def is_numbering(row: Sequence[Cell]) -> bool:
    """A row that numbers the columns: 栏次 1 2 3."""
    texts = [text for text in _texts(row) if text]
    if any(text in ("栏次", "行次") for text in texts[:2]):
        return True
    digits = [text for text in texts if text.isdecimal() and len(text) <= 2]
    return len(digits) >= 3 and len(digits) == len(texts) and digits == sorted(digits, key=int)


def is_body(row: Sequence[Cell]) -> bool:
    """Whether a row is none of the header: it has a code, or begins with 合计."""
    texts = _texts(row)
    if any(re.fullmatch(r"\d{3}|\d{5}|\d{7}", text) or _CODE_AND_NAME.fullmatch(text) for text in texts[:4]):
        return True
    first = [text for text in texts[:5] if text and text not in _SPLIT_HEADS]
    return bool(first) and first[0] in ("合计", "总计") and "类" not in texts[1:2]


def header_height(grid: Grid) -> int:
    """How many rows of a list of subjects are header."""
    for number, row in enumerate(grid.cells):
        if number and (is_body(row) or is_numbering(row)):
            return number + _ends_header(row)
    return min(grid.height, 4)


def _ends_header(row: Sequence[Cell]) -> bool:
    """A row of totals that also names the columns of the spending: 合计, 0, 105.00, 合计, 基本支出, 项目支出, 0."""
    return {"基本支出", "项目支出"} <= set(_texts(row))


def _coded(grid: Grid, names: Mapping[str, str]) -> Parsed:
    """Tables of subjects: code, name, amount columns."""
    height = header_height(grid)
    amounts: dict[str, list[int]] = {}
    labels: list[int] = []
    for c in range(grid.width):
        name = _column_name(grid, height, c, names)
        if name is None:
            labels.append(c)
        else:
            amounts.setdefault(name, []).append(c)
    if len(amounts) < 2 or not labels or min(min(cs) for cs in amounts.values()) <= min(labels):
        return (), (), 0
    first = min(min(cs) for cs in amounts.values())
    # Sums over columns would be wrong where one of them is not understood: then none is.
    if any(_unknown(grid, height, c) for c in labels if c > first):
        return (), (), 0
    labels = [c for c in labels if c < first]
    rows = []
    for number in range(height - _ends_header(grid.cells[height - 1]), grid.height):
        row = grid.cells[number]
        if is_body(row) or (number >= height and not is_numbering(row)):
            cells = tuple(_pick(row, columns) for columns in amounts.values())
            made = coded_row([row[c] for c in labels], cells)
            if made is not None:
                rows.append(made)
    return tuple(amounts), tuple(rows), height


def _column_name(grid: Grid, height: int, column: int, names: Mapping[str, str]) -> str | None:
    """The canonical name that a column's lowest telling header gives it; None where it tells none.

    小计 and 合计 under a named head (基本支出: 小计, 人员经费, 公用经费) are that head's own column; other columns under
    the head of a group (本年收入: 合计, 基本支出, 项目支出) are that group's breakdown and no column of the table.
    """
    for r in range(height - 1, -1, -1):
        cell = grid.cells[r][column]
        text = cell.text
        if not text or text in _SPLIT_HEADS or parse_figure(text) is not None or cell is grid.cells[r][0]:
            continue
        above = header_path(grid, r + 1, column)[-2::-1]
        subtotal = text in ("小计", "合计")
        if group := next((head for head in above if head in _GROUPS), ""):
            return names.get(group) if subtotal else None
        if subtotal:
            named = next((head for head in above if head in names), "")
            if named:
                return names[named]
            if text not in names:
                continue
        return names.get(text)
    return None


_OF_WHICH = re.compile(
    r"其中|人员经费|公用经费|日常公用|备注|增减|(?:20\d\d|上)年(?:度)?(?:预算)?(?:执行数|完成数|决算数)$"
)


def _unknown(grid: Grid, height: int, column: int) -> bool:
    """Whether a column of numbers stands under a head that is not understood."""
    heads = header_path(grid, height, column)
    if any(map(_OF_WHICH.match, heads)) or _GROUPS.intersection(heads[:-1]):
        return False
    return any(parse_figure(grid.cells[r][column].text) is not None for r in range(height, grid.height))


def _pick(row: Sequence[Cell], columns: Sequence[int]) -> Cell:
    """The cell of a column that the grid may have split: the one with a text."""
    return next((row[c] for c in columns if row[c].text), row[columns[0]])


def coded_row(label_cells: Sequence[Cell], cells: tuple[Cell, ...]) -> Row | None:
    """A row of a list of subjects, by the cells of its code and name; None where they say nothing."""
    seen: list[Cell] = []
    for cell in label_cells:
        if cell not in seen:
            seen.append(cell)
    code, name, name_cell = "", "", None
    for cell in seen:
        text = cell.text
        joined = _CODE_AND_NAME.fullmatch(text)
        if joined:
            code, name, name_cell = joined.group(1), joined.group(2), cell
        elif _CODE.fullmatch(text) or (code and not name and text.isdecimal()):
            # Spreadsheets drop the zero of 02.
            code += text.zfill(2)
            name_cell = name_cell or cell
        elif text and text not in _SPLIT_HEADS:
            name, name_cell = name + text, cell
    if not code and not name:
        return None
    if code and len(code) not in _LEVELS:
        code, name = "", code + name
    mark, label = canonical_label(name)
    level = _LEVELS.get(len(code), Level.LINE) if code else Level.TOTAL if label in ("合计", "总计") else Level.LINE
    return Row(code or label, code or None, label if not code else name, level, cells, name_cell, mark)


def read_halves(grid: Grid, kind: str) -> Parsed:
    """Tables with sources on the left and functions on the right."""
    head = next((n for n, row in enumerate(grid.cells[:4]) if _texts(row).count("项目") >= 2), None)
    if head is None:
        head = next((n for n, row in enumerate(grid.cells[:4]) if len(_item_columns(row)) >= 2), None)
    if head is None:
        return (), (), 0
    items = _item_columns(grid.cells[head])
    left, right = items[0], items[1]
    height = next((n for n in range(head + 1, grid.height) if not _is_head_row(grid.cells[n])), grid.height)
    income = _amount_column(grid, height, left, right, kind)
    if kind in ("T01", "B01"):
        spent = _amount_column(grid, height, right, grid.width, kind)
        columns: dict[str, int | None] = {"收入": income, "支出": spent}
        columns |= _spending_columns(grid, height, right, spent)
    else:
        columns = {"收入": income}
        for c in range(right + 1, grid.width):
            name = _column_name(grid, height, c, FISCAL_COLUMNS)
            if name is not None and name not in columns:
                columns[name] = c
        if len(columns) == 1 and kind == "B04":
            columns["合计"] = _amount_column(grid, height, right, grid.width, kind)
    if income is None or None in columns.values() or len(columns) < 2:
        return (), (), 0
    found = {name: c for name, c in columns.items() if c is not None}
    rows = [
        *_half_rows(grid, height, left, {"收入": found["收入"]}, tuple(found), ("年初", "上年")),
        *_half_rows(grid, height, right, {n: c for n, c in found.items() if n != "收入"}, tuple(found), ("年末",)),
    ]
    return tuple(found), tuple(rows), height


def _item_columns(row: Sequence[Cell]) -> list[int]:
    return [
        c
        for c, cell in enumerate(row)
        if cell.text in ("项目", "项目(按功能分类)", "项目(按支出功能分类)", "支出功能分类", "功能分类")
        and (not c or row[c - 1] is not cell)
    ]


def _is_head_row(row: Sequence[Cell]) -> bool:
    texts = [text for text in _texts(row) if text]
    if is_numbering(row) or not texts:
        return True
    return all(
        text in _AMOUNT_HEADS
        or text in FISCAL_COLUMNS
        or text in _SPENDING
        or _BUDGET_HEAD.fullmatch(text)
        or text in ("项目", "行次", "收入", "支出", "栏次")
        for text in texts
    )


def _amount_column(grid: Grid, height: int, first: int, stop: int, kind: str) -> int | None:
    budget, found, years = kind.startswith("B"), None, [0]
    for c in range(first + 1, stop):
        heads = {grid.cells[r][c].text for r in range(height)}
        if heads & _AMOUNT_HEADS or (budget and any(map(_BUDGET_HEAD.fullmatch, heads))):
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


def _spending_columns(grid: Grid, height: int, right: int, spent: int | None) -> dict[str, int | None]:
    """Columns of B01 beside the total of expenditure: basic (staff, running costs), projects."""
    found: dict[str, int | None] = {}
    for c in range(right + 1, grid.width if spent is not None else 0):
        heads = [text for text in header_path(grid, height, c) if text != "小计"]
        name = _SPENDING.get(heads[-1], "") if heads else ""
        if name and c != spent:
            found.setdefault(name, c)
    return found


def _half_rows(
    grid: Grid, height: int, label: int, columns: Mapping[str, int], names: tuple[str, ...], carried: tuple[str, ...]
) -> list[Row]:
    rows: list[Row] = []
    within = ""
    for number in range(height, grid.height):
        row = grid.cells[number]
        text = row[label].text
        if not text or is_numbering(row) or is_blank(text) or parse_figure(text):
            continue
        mark, key = canonical_label(text)
        if key in ("总计", "合计"):
            within = ""
        if within and key in FISCAL_COLUMNS:
            key = f"{within}/{key}"
        elif key.startswith(carried) and "结转" in key:
            within = key[:2]
        cells = tuple(row[columns[name]] if name in columns else None for name in names)
        level = Level.TOTAL if key in ("总计", "本年收入合计", "本年支出合计") else Level.LINE
        rows.append(Row(key, None, canonical_label(text)[1], level, cells, row[label], mark))
    return rows


def _economic(grid: Grid) -> Parsed:
    """The list of economic subjects, in groups side by side."""
    height = next((n for n, row in enumerate(grid.cells) if is_body(row)), 0)
    amounts = [
        c for c in range(grid.width) if height and any(grid.cells[r][c].text in _AMOUNT_HEADS for r in range(height))
    ]
    amounts = [c for c in amounts if not any(grid.cells[height][c] is grid.cells[height][k] for k in amounts if k < c)]
    if not height or not amounts:
        return (), (), 0
    coded: list[Row] = []
    totals: list[Row] = []
    for number in range(height, grid.height):
        row = grid.cells[number]
        totals += _economic_totals(row)
        start = 0
        for c in amounts:
            made = coded_row(list(row[start:c]), (row[c],))
            if made is not None and made.code:
                coded.append(made)
            start = c + 1
    coded.sort(key=lambda made: made.code or "")
    return (ACTUAL,), (*coded, *totals), height


def _economic_totals(row: Sequence[Cell]) -> list[Row]:
    """人员经费合计 and 公用经费合计: the next number to the right is their amount."""
    found: list[Row] = []
    for c, cell in enumerate(row):
        key = canonical_label(cell.text)[1]
        if key not in ("人员经费合计", "公用经费合计", "合计") or (c and row[c - 1] is cell):
            continue
        rest = []
        for other in row[c + 1 :]:
            if other is cell:
                continue
            if other.text and not is_blank(other.text) and not parse_figure(other.text):
                break
            rest.append(other)
        if rest:
            value = next((other for other in rest if other.text), rest[-1])
            found.append(Row(key, None, key, Level.TOTAL, (value,), cell))
    return found


def _three_public(grid: Grid) -> Parsed:
    """预算数 and 决算数 of the items in one row."""
    height = _public_height(grid)
    paths = [header_path(grid, height, c) for c in range(grid.width)]
    places: dict[tuple[str, str], int] = {}
    heads: dict[str, set[str]] = {}
    for c, path in enumerate(paths):
        measure, head = next(((m, text) for m in (BUDGET, ACTUAL) for text in path if text.endswith(m)), ("", ""))
        item = next((THREE_PUBLIC[text] for text in reversed(path) if text in THREE_PUBLIC), "")
        if measure and item:
            places.setdefault((measure, item), c)
            heads.setdefault(measure, set()).add(head)
    items = tuple(dict.fromkeys(item for _, item in places))
    if len(places) < 6 or len(items) < 4:
        return _three_public_rows(grid)
    body = [row for row in grid.cells[height:] if not is_numbering(row)]
    row = next((row for row in body if any(parse_figure(cell.text) for cell in row)), body[0] if body else None)
    if row is None:
        return items, (), height
    rows = tuple(
        Row(
            measure,
            None,
            measure,
            Level.LINE,
            tuple(row[places[measure, item]] if (measure, item) in places else None for item in items),
        )
        for measure in heads
    )
    return items, rows, height


def _three_public_rows(grid: Grid) -> Parsed:
    """The form with an item a row and the columns 预算数 and 决算数."""
    head = next((n for n, row in enumerate(grid.cells[:3]) if any(cell.text.endswith(ACTUAL) for cell in row)), None)
    if head is None:
        return (), (), 0
    columns = {
        m: next((c for c, cell in enumerate(grid.cells[head]) if cell.text.endswith(m)), -1) for m in (BUDGET, ACTUAL)
    }
    found: dict[str, Sequence[Cell]] = {}
    for row in grid.cells[head + 1 :]:
        label = re.sub(r"^其中:|^[((]?\d[))]?[.、]?", "", canonical_label(row[0].text)[1])
        if label in THREE_PUBLIC:
            found.setdefault(THREE_PUBLIC[label], row)
    if len(found) < 4 or columns[ACTUAL] < 1:
        return (), (), 0
    rows = tuple(
        Row(measure, None, measure, Level.LINE, tuple(row[c] for row in found.values()))
        for measure, c in columns.items()
        if c > 0
    )
    return tuple(found), rows, head + 1


def _public_height(grid: Grid) -> int:
    for number, row in enumerate(grid.cells):
        texts = [text for text in _texts(row) if text]
        if number and (is_numbering(row) or not texts or all(parse_figure(t) or is_blank(t) for t in texts)):
            return number
    return grid.height


def header_path(grid: Grid, height: int, column: int) -> list[str]:
    """Header texts over a column, top down; blanks of plain-text tables take the text to their left."""
    path: list[str] = []
    for r in range(height):
        row = grid.cells[r]
        text = row[column].text
        if not text and r + 1 < height:
            above = grid.cells[r - 1][column].text if r else ""
            c = column
            while c > 0 and not row[c].text and not (above and r):
                c -= 1
                # An inherited head may not cross the border of the head above it.
                if r and grid.cells[r - 1][c + 1].text:
                    break
            text = row[c].text
        if text and (not path or path[-1] != text):
            path.append(text)
    return path
