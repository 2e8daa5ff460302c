"""Columns and rows of a budget's tables, in the forms of the regions.

A column is told by all its heads, from the lowest up: 2024年预算数/小计 is this year's total, 2023年执行数 last year's,
上年结转/一般公共预算 what was carried over. A column of numbers whose heads are not known is an unread column: it is no
part of a name, and no sum over columns is believed while it holds amounts.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from dislint.blocks import Cell, Grid
from dislint.domain.tables import TableKind
from dislint.numbers import NUMERAL, parse_figure
from dislint.structure.coded import coded_row
from dislint.structure.heads import Parsed, header_path, is_body, is_numbering
from dislint.structure.model import Level, Row
from dislint.structure.names import BUDGET

LAST_BUDGET = "上年预算数"
_LABEL = re.compile(
    r"^(?:类|款|项|目|项目|序号|栏次|行次)$|科目|编码|编号|代码|名称|类型|性质|类别|品目|目录|功能分类$|经济分类$"
    r"|^(?:预算)?(?:单位|部门)$|说明|备注"
)
_OF_UNIT = re.compile("单位|部门(?:编码|代码|名称)")
_TOTALS = frozenset(
    {"合计", "小计", "总计", "金额", "预算数", "预算", "预算金额", "项目金额", "支出合计", "收入合计", "支出", "收入"}
)
_YEAR = re.compile(r"(20\d{2})年?(?:度)?")
_LAST = re.compile(r"上年(?:度)?|去年|上一年(?:度)?")
_FIGURE_OF_YEAR = re.compile("执行|完成|决算|预算")
_SPENT = re.compile("执行|完成|决算")
_CHANGED = re.compile("增减|比.{0,12}(?:增|减)|预算数比|变动")
_RATE = re.compile(r"%|率|幅|比例")
_CARRIED = re.compile(r"上年(?:财政拨款)?结转|年初结转|上年结余")


class _Column(NamedTuple):
    """A column's canonical name ("" unread, None a label) and its heads."""

    name: str | None
    heads: tuple[str, ...]


def read_budget(grid: Grid, kind: TableKind) -> Parsed:
    """Columns and rows of a list of subjects, of projects or purchases; ((), (), 0) where its headers are not understood."""
    names = kind.columns
    if not names:
        return (), (), 0
    height = _height(grid)
    paths = [tuple(header_path(grid, height, c)) for c in range(grid.width)]
    columns = _parts_named([_column(heads, names, _this_year(grid, height)) for heads in paths])
    amounts: dict[str, list[int]] = {}
    for c, column in enumerate(columns):
        if column.name:
            amounts.setdefault(column.name, []).append(c)
    amounts = {name: places for name, places in amounts.items() if _is_one(grid, height, places)}
    if "合计" not in amounts and len(amounts) < 2:
        return (), (), 0
    counting = (c for c, column in enumerate(columns) if column.name is not None and _counts(grid, height, c))
    first = min(counting, default=0)
    labels = _labels(columns, first)
    if not labels:
        return (), (), 0
    rows = []
    for number in range(height, grid.height):
        row = grid.cells[number]
        if is_body(row) or not is_numbering(row):
            cells = tuple(next((row[c] for c in places if row[c].text), row[places[0]]) for places in amounts.values())
            made = _listed_row(kind, row, labels, columns, cells)
            if made is not None:
                rows.append(made)
    return tuple(amounts), tuple(rows), height


def _height(grid: Grid) -> int:
    """How many rows are header: those before the first that has a code, begins with 合计, or holds amounts."""
    for number, row in enumerate(grid.cells):
        amounts = [cell for cell in row if _PRINTED.search(cell.text) and parse_figure(cell.text) is not None]
        if number and (is_body(row) or is_numbering(row) or amounts):
            return number
    return min(grid.height, 4)


_PRINTED = re.compile(r"\d[.,]\d|^\d{5,}$")
"""What amounts are printed like, and no year of a head is."""


def _counts(grid: Grid, height: int, column: int) -> bool:
    """Whether a column holds amounts, or nothing: not the words of a label whose head is not known."""
    texts = [grid.cells[r][column].text for r in range(height, grid.height)]
    return all(not text or parse_figure(text) is not None or text in "—-" for text in texts)


def _listed_row(
    kind: TableKind, row: Sequence[Cell], labels: Sequence[int], columns: Sequence[_Column], cells: tuple[Cell, ...]
) -> Row | None:
    """A row of a list: of subjects by code and name, of projects and purchases by name alone."""
    if kind.shape == "budget-items":
        named = [c for c in labels if any(map(_names_item, columns[c].heads))]
        total = next((row[c] for c in labels if row[c].text in ("合计", "总计")), None)
        cell = total or next((row[c] for c in named or labels if row[c].text), None)
        if cell is None:
            return None
        key = "合计" if total is not None else cell.text
        return Row(key, None, key, Level.TOTAL if total is not None else Level.LINE, cells, cell)
    if all(_names_unit(columns[c].heads) for c in labels):
        return _unit_row([row[c] for c in labels], cells)
    return coded_row([row[c] for c in labels], cells, kind.rows)


def _names_item(head: str) -> bool:
    """Whether a head is of names of projects: 单位(项目)名称 as well."""
    return "名称" in head and (not _OF_UNIT.search(head) or "项目" in head)


def _names_unit(heads: Sequence[str]) -> bool:
    """Whether a column of labels is of units alone: 单位名称(科目) has subjects in it, too."""
    return bool(heads) and _OF_UNIT.search(heads[-1]) is not None and "科目" not in heads[-1]


def _unit_row(label_cells: Sequence[Cell], cells: tuple[Cell, ...]) -> Row | None:
    """A row of a list of units: their codes are those of no subject."""
    named = [cell for cell in dict.fromkeys(label_cells) if cell.text]
    if not named:
        return None
    words = next((cell.text for cell in named if cell.text in ("合计", "总计")), "")
    key = "合计" if words else "".join(cell.text for cell in named)
    return Row(key, None, key, Level.TOTAL if words else Level.LINE, cells, named[-1])


def _is_one(grid: Grid, height: int, places: Sequence[int]) -> bool:
    """Whether columns of one name are one column that the grid has split: no row has two amounts in them."""
    return all(
        len({id(row[c]) for c in places if row[c].text}) <= 1 for row in grid.cells[height:] if not is_numbering(row)
    )


def _labels(columns: Sequence[_Column], first: int) -> list[int]:
    """The columns that name a row: of two classifications side by side the departments' own, of units and subjects these."""
    labels = [c for c in range(first) if not columns[c].name]
    for unwanted, wanted in (("政府预算", "部门预算"), ("政府", "部门")):
        ours = [c for c in labels if any(wanted in head for head in columns[c].heads)]
        theirs = [c for c in labels if any(unwanted in head for head in columns[c].heads) and c not in ours]
        if ours and theirs:
            return [c for c in labels if c not in theirs]
    of_unit = [c for c in labels if _names_unit(columns[c].heads)]
    of_subject = [
        c for c in labels if any(re.search("科目|类|款|项", head) for head in columns[c].heads) and c not in of_unit
    ]
    return of_subject if of_unit and of_subject else labels


def _this_year(grid: Grid, height: int) -> int:
    """The latest year that the heads name; 0 where they name none."""
    years = [int(y) for r in range(height) for cell in grid.cells[r] for y in _YEAR.findall(cell.text)]
    return max(years, default=0)


def _column(heads: tuple[str, ...], names: Mapping[str, str], this: int) -> _Column:
    if not heads or _LABEL.search(heads[-1]):
        return _Column(None, heads)
    years = {int(year) for head in heads for year in _YEAR.findall(head)}
    if any(_CHANGED.search(head) for head in heads):
        return _Column("增减%" if _RATE.search(heads[-1]) else "增减额", heads)
    if any(_CARRIED.search(head) for head in heads):
        return _carried(heads, names)
    last = any(_LAST.search(head) and _FIGURE_OF_YEAR.search(head) for head in heads)
    if last or (years and max(years) < this):
        what = "上年执行数" if any(_SPENT.search(head) for head in heads) else LAST_BUDGET
        name = _named(heads, names)
        return _Column(what if name in ("", "合计") else f"{what}/{name}", heads)
    return _Column(_named(heads, names), heads)


def _carried(heads: tuple[str, ...], names: Mapping[str, str]) -> _Column:
    """上年结转, or one of the purses that it comes from."""
    name = "" if _CARRIED.search(heads[-1]) else _named(heads[-1:], names)
    return _Column("上年结转" if name in ("", "合计") else f"上年结转/{name}", heads)


def _named(heads: Sequence[str], names: Mapping[str, str]) -> str:
    """The canonical name of the lowest head that has one; 小计, 合计 and 金额 are those of the head above."""
    if heads and heads[-1].startswith("其中"):
        return heads[-1]
    purse = _purse(heads[:-1], names)
    for at, head in enumerate(reversed(heads)):
        plain = _plain(head)
        if plain in _TOTALS or not plain:
            continue
        name = names.get(plain, "")
        if name or at == 0:
            return f"{purse}/{name}" if purse and name and name != purse else name
    return "合计" if heads and (_plain(heads[-1]) in _TOTALS or not _plain(heads[-1])) else ""


def _parts_named(columns: Sequence[_Column]) -> list[_Column]:
    """The columns; sources below a purse that has no total of its own (单位资金: 事业收入, 其他收入) stand for themselves."""
    there = {column.name for column in columns}
    named = []
    for column in columns:
        purse, _, name = (column.name or "").partition("/")
        alone = purse.endswith(_OF_PURSE) and name and purse not in there and name not in _COSTS
        named.append(column._replace(name=name) if alone else column)
    return named


_COSTS = frozenset({"基本支出", "项目支出", "人员经费", "公用经费"})


def _purse(above: Sequence[str], names: Mapping[str, str]) -> str:
    """The purse that the heads above a column name: 基本支出 below 一般公共预算 is not all basic expenditure."""
    found = (names.get(_plain(head), "") for head in above)
    return next((name for name in found if name.endswith(_OF_PURSE)), "")


_OF_PURSE = ("财政拨款", "财政拨款收入", "单位资金", "财政专户管理资金收入")
"""What a column's name ends in that says where money is from."""


def _plain(head: str) -> str:
    """A head without its year and what stands in brackets behind it."""
    return re.sub(r"^本年(?=预算)|\((?:万元|元|单位.*?)\)$", "", _YEAR.sub("", head))


def read_budget_public(grid: Grid, kind: TableKind) -> Parsed:
    """The 三公, with what stands beside them: one row; last year's and this year's as two groups or rows; an item a row."""
    height = _public_height(grid)
    this = max((int(y) for row in grid.cells for cell in row for y in _YEAR.findall(cell.text)), default=0)
    places: dict[tuple[str, str], int] = {}
    paths = {c: header_path(grid, height, c) for c in range(grid.width)}
    # The total of the 三公 themselves before one that has more in it.
    for c, heads in sorted(paths.items(), key=lambda path: not _is_total(path[1])):
        item = "合计" if _is_total(heads) else _item(heads, kind.columns)
        if item and not any(map(_CHANGED.search, heads)):
            places.setdefault((_measure(heads, this), item), c)
    items = tuple(dict.fromkeys(item for _, item in places))
    if {"会议费", "培训费"} & set(items) and not any(
        "三公" in head for c in places.values() for head in header_path(grid, height, c)
    ):
        # 合计 with meetings and training in it is no total of the 三公.
        places = {place: c for place, c in places.items() if place[1] != "合计"}
        items = tuple(item for item in items if item != "合计")
    if len(items) < 4:
        return _public_rows(grid, this, kind.columns)
    found: list[Row] = []
    for row in grid.cells[height:]:
        if is_numbering(row) or not any(
            parse_figure(row[c].text) or row[c].text in ("—", "-") for c in places.values()
        ):
            continue
        label = next((cell.text for cell in row[: min(places.values())] if cell.text), "")
        of_year = re.search(r"20\d{2}年|^20\d{2}$", label) or _LAST.search(label)
        if found and not of_year:
            break
        for measure in dict.fromkeys(measure for measure, _ in places):
            key = _measure([label], this) if of_year else measure
            cells = tuple(row[places[measure, item]] if (measure, item) in places else None for item in items)
            found.append(Row(key, None, key, Level.LINE, cells))
    unique = {row.key: row for row in reversed(found)}
    rows = tuple(row for row in found if unique.get(row.key) is row) or _empty_row(grid, height, places, items)
    return items, rows, height


def _empty_row(grid: Grid, height: int, places: Mapping[tuple[str, str], int], items: Sequence[str]) -> tuple[Row, ...]:
    """The row of a table that prints nothing."""
    row = next((row for row in grid.cells[height:] if not is_numbering(row)), None)
    if row is None:
        return ()
    return (
        Row(
            BUDGET,
            None,
            BUDGET,
            Level.LINE,
            tuple(row[places[BUDGET, i]] if (BUDGET, i) in places else None for i in items),
        ),
    )


def _is_total(heads: Sequence[str]) -> bool:
    """Whether a column is the total of the 三公 and of nothing else: 小计 below “三公”经费."""
    if len(heads) > 1 and _plain(heads[-1]) in ("小计", "合计"):
        return bool(_THREE.search(heads[-2]))
    return bool(heads) and bool(_THREE.search(heads[-1])) and heads[-1].endswith(("小计", "合计"))


_THREE = re.compile("三公”?经费(?!.*(?:会议|培训|机关运行))")


_ALL_THREE = re.compile("“?三公”?经费(?:财政拨款|支出|预算)*(?:总额|总计|合计|小计|数)?|总计")


def _item(heads: Sequence[str], names: Mapping[str, str]) -> str:
    """The item that a column's heads name, from the lowest up."""
    for head in reversed(heads):
        plain = re.sub(r"^(?:上年|当年|本年|去年)(?:度)?|\((?:万元|元)\)$|预算数?$", "", _YEAR.sub("", head))
        if plain in names:
            return names[plain]
        if _ALL_THREE.fullmatch(plain):
            return "合计"
        if "机关运行经费" in plain:
            return "机关运行经费"
    return ""


def _measure(heads: Sequence[str], this: int) -> str:
    years = {int(year) for head in heads for year in _YEAR.findall(head)}
    last = any(_LAST.search(head) for head in heads) or (bool(years) and max(years) < this)
    return LAST_BUDGET if last else BUDGET


def _public_height(grid: Grid) -> int:
    for number, row in enumerate(grid.cells):
        texts = [cell.text for cell in row if cell.text]
        numbers = [text for text in texts if parse_figure(text) is not None and not _YEAR.fullmatch(text)]
        if number and (is_numbering(row) or not texts or len(numbers) * 2 > len(texts)):
            return number
    return grid.height


def _public_rows(grid: Grid, this: int, names: Mapping[str, str]) -> Parsed:
    """The form with an item a row and the amounts in columns: of this year, or of both."""
    heads = [n for n, row in enumerate(grid.cells[:4]) if any(_is_amount_head(cell.text) for cell in row[1:])]
    # Of an item a row and a purse a column the total is meant.
    heads += [n for n, row in enumerate(grid.cells[:3]) if "合计" in {cell.text for cell in row[1:]}]
    if not heads:
        return (), (), 0
    columns: dict[str, int] = {}
    head = heads[0]
    for c, cell in enumerate(grid.cells[head]):
        if c and (_is_amount_head(cell.text) or cell.text == "合计") and not _CHANGED.search(cell.text):
            columns.setdefault(_measure([cell.text], this), c)
    found: dict[str, Sequence[Cell]] = {}
    for row in grid.cells[head + 1 :]:
        texts = [cell.text for cell in row[: min(columns.values(), default=0)] if cell.text]
        label = re.sub(rf"^其中:|^\(?(?:{NUMERAL}|\d){{1,2}}[)、.]+", "", texts[-1]) if texts else ""
        label = re.sub("^其中:", "", label)
        item = names.get(label) or ("合计" if re.fullmatch("“?三公”?经费(?:合计|预算)?", label) else "")
        if item:
            found.setdefault(item, row)
    if len(found) < 4 or not columns:
        return (), (), 0
    rows = tuple(
        Row(measure, None, measure, Level.LINE, tuple(row[c] for row in found.values()))
        for measure, c in columns.items()
    )
    return tuple(found), rows, head + 1


def _is_amount_head(text: str) -> bool:
    return bool(
        re.fullmatch(
            r"(?:20\d{2}年(?:度)?|本年(?:度)?|上年(?:度)?)?(?:预算(?:数|金额|安排)?|金额|执行数)(?:\(.{1,4}\))?", text
        )
    )
