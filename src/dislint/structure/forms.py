"""The two tables of a self-evaluation form (绩效自评表), read by the words of their heads.

Regions print the money and the indicators as two tables, or as two blocks of one grid with other cells merged in each
block. So a head is a row whose words name the columns, wherever it stands in the grid; what stands under it is read
column by column until a row begins something else.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from dislint.blocks import Cell, Grid
from dislint.numbers import UNIT_NAMES, Unit, is_blank, parse_figure
from dislint.structure.model import Level, Row, Table

Rows = Sequence[Sequence[Cell]]
"""Consecutive rows of one grid."""


_Words = tuple[tuple[str, re.Pattern[str]], ...]


def _words(*patterns: tuple[str, str]) -> _Words:
    return tuple((name, re.compile(pattern)) for name, pattern in patterns)


# What a head may say, by the column's canonical name. 预算数 alone leaves open whether it is the adjusted budget.
_MONEY = _words(
    ("目标申报", r"目标申报数?"),
    ("预算编制", r"预算编制数?"),
    ("年初预算数", r"(?:年初|期初)(?:批复|安排)?预算(?:数|金额|安排数?)?"),
    ("全年预算数", r"(?:全年|调整后?)预算(?:数|金额)?|预算调整(?:后金额|数)"),
    ("预算数", r"预算数|年度预算(?:数|金额)?"),
    ("全年执行数", r"(?:全年|预算|实际|年度)?执行(?:数|金额)|(?:全年|实际)支出(?:数|金额)?"),
    ("资金结余", r"(?:资金)?(?:结转?)?结?余(?:资金|数|金额)?"),
    ("分值", r"分值|权重|标准分|满分"),
    ("执行率", r"(?:预算|资金)?执行率"),
    ("得分", r"(?:自评|评价|实际)?得分|自评分"),
)
_INDICATORS = _words(
    ("一级指标", r"一级指标"),
    ("二级指标", r"二级指标"),
    ("指标名称", r"三级指标(?:名称)?|指标名称"),
    ("调整后指标", r"调整后指标值?"),
    ("年度指标值", r"(?:年度|全年|年初|预期)?(?:设定)?(?:绩效)?(?:指标|目标)值|年初指标|年度指标|年初设定目标"),
    ("指标性质", r"指标性质|指标符号|运算符号"),
    ("度量单位", r"(?:度量|计量|指标)单位|单位"),
    ("实际完成值", r"(?:全年|年度)?(?:实际)?完成(?:指标)?(?:值|情况)|(?:全年)?实际值"),
    ("权重", r"(?:指标)?(?:分值|权重)|标准分|满分"),
    ("得分", r"(?:自评|评价|实际|指标)?得分|自评分"),
)
# Sets of columns, one of which a head must name.
_MONEY_NEEDS = ({"全年预算数", "全年执行数"}, {"预算数", "全年执行数"})
_INDICATORS_NEED = ({"一级指标", "实际完成值", "得分"},)
_NO_AMOUNTS = frozenset({"一级指标", "二级指标", "指标名称"})
_BRACKETS = re.compile(r"\([^()]*\)")
_POINTS = re.compile(r"(\d{1,3})分")
_UNIT = re.compile(r"万元|亿元|元")
_ALL_MONEY = re.compile(r"(?:年度|项目|部门|单位)?(?:财政|预算|项目)?(?:资金|支出|预算)?(?:总额|总计|合计|小计)")
_MONEY_ENDS = re.compile(r"(?:年度)?(?:总体)?(?:绩效)?目标|预期目标|绩效指标|一级指标|年度主要任务|实际完成情况")
_ALL_POINTS = re.compile(r"(?:自评|得分)?(?:总分|合计|总计|总得分)(?:值)?|自评得分")
_INDICATORS_END = re.compile(
    r"(?:评价|自评)?结论|存在(?:的)?问题|改进措施|下一步|备注|注:|说明:|其他需要|联系|填报|项目负责人|财务负责人|(?:自评|评价)?等级"
)
_GRADE_LABEL = re.compile(r"(?:自评|评价|绩效)?(?:结果)?(?:等级|等次)")
_GRADE = re.compile(r"(优|良|中|差)(?:秀|好)?|合格|不合格")


# Column borders of one table differ from page to page by less than this, in points.
_ALIGN = 4.0


class Form(NamedTuple):
    """What a form's rows hold: its money, its indicators, the cell with its grade, the points that the money's head
    gives for execution (the 20 of 得分(20分*执行率)); None where the form has none."""

    money: Table | None
    indicators: Table | None
    grade: Cell | None
    points: Decimal | None


class _Head(NamedTuple):
    """The rows of a head, and the extent (first column, column after the last) of each column it names."""

    start: int
    end: int
    columns: Mapping[str, tuple[int, int]]
    cells: tuple[Cell, ...]


def read_form(grid: Grid, rows: Rows, name: str, unit: Unit | None) -> Form:
    """The tables in some rows of a grid. ``name`` tells them apart in messages; ``unit`` is the caption's."""
    money_head, indicator_head = _head(rows, _MONEY, _MONEY_NEEDS), _head(rows, _INDICATORS, _INDICATORS_NEED)
    money = indicators = points = None
    if money_head is not None:
        printed = _UNIT.search("".join(cell.text for cell in money_head.cells))
        unit = UNIT_NAMES[printed.group()] if printed else unit
        points = _points(money_head)
        table = _Reader(grid, rows, money_head, unit)
        money = table.made("A1", f"“{name}”预算执行情况", table.money_rows())
    if indicator_head is not None:
        table = _Reader(grid, rows, indicator_head, Unit.NONE)
        indicators = table.made("A2", f"“{name}”绩效指标", table.indicator_rows())
    return Form(money, indicators, _grade(rows), points)


def united(parts: Sequence[tuple[Grid, Rows]]) -> Rows | None:
    """The rows of grids that follow on each other as rows of one; None where they cannot belong to one table.

    The page on which a form goes on lacks the column borders of the block that ended on the page before, so its grids
    differ in width; the places of their cells on the page tell which columns are the same.
    """
    if len({grid.width for grid, _ in parts}) == 1:
        return [row for _, rows in parts for row in rows]
    cells = [cell for _, rows in parts for row in rows for cell in row]
    if any(cell.box is None for cell in cells):
        return None
    sides = {(round(rows[0][0].box.x0), round(rows[0][-1].box.x1)) for _, rows in parts}  # type: ignore[union-attr]
    if any(abs(a - b) > _ALIGN for one in sides for other in sides for a, b in zip(one, other, strict=True)):
        return None
    edges: list[float] = []
    for x in sorted(x for cell in cells if cell.box for x in (cell.box.x0, cell.box.x1)):
        if not edges or x - edges[-1] > _ALIGN:
            edges.append(x)
    centres = [(left + right) / 2 for left, right in itertools.pairwise(edges)]
    return [[_at(row, centre) for centre in centres] for _, rows in parts for row in rows]


def _at(row: Sequence[Cell], x: float) -> Cell:
    """The cell of a row over an x."""
    return min(row, key=lambda cell: max(cell.box.x0 - x, x - cell.box.x1, 0) if cell.box else 0)


def _bare(text: str) -> str:
    """A head or label without its brackets: 资金结(转)余(元) is 资金结余."""
    return _BRACKETS.sub("", text).strip(":：")


def _distinct(row: Sequence[Cell]) -> Iterator[tuple[int, int, Cell]]:
    """The cells of a row, each once, with its extent in columns."""
    first = 0
    for at in range(1, len(row) + 1):
        if at == len(row) or row[at] is not row[first]:
            yield first, at, row[first]
            first = at


def _named(row: Sequence[Cell], words: _Words) -> dict[str, tuple[int, int]]:
    """The columns that a row of heads names, each where it is first named."""
    found: dict[str, tuple[int, int]] = {}
    cells = [(first, end, _bare(cell.text)) for first, end, cell in _distinct(row) if cell.text]
    for name, pattern in words:
        place = next(((first, end) for first, end, text in cells if pattern.fullmatch(text)), None)
        if place is not None:
            found.setdefault(name, place)
    return found


def _head(rows: Rows, words: _Words, needs: Sequence[set[str]]) -> _Head | None:
    """The first row that names the columns needed, with the row of finer heads under it where there is one."""
    for at, row in enumerate(rows):
        upper = _named(row, words)
        if "全年预算数" in upper:
            upper.pop("预算数", None)
        if not any(need <= upper.keys() for need in needs):
            continue
        lower: dict[str, tuple[int, int]] = {}
        end = at + 1
        if end < len(rows) and not any(parse_figure(cell.text) for cell in rows[end]):
            below = _named(rows[end], words)
            # A head merged over both rows names no finer one.
            lower = {name: place for name, place in below.items() if rows[end][place[0]] is not row[place[0]]}
        if lower:
            covered = {c for first, last in lower.values() for c in range(first, last)}
            upper = {name: place for name, place in upper.items() if name in lower or place[0] not in covered}
            end += 1
        columns = dict(sorted((upper | lower).items(), key=lambda named: named[1]))
        return _Head(at, end, columns, tuple(cell for r in rows[at:end] for _, _, cell in _distinct(r)))
    return None


def _points(head: _Head) -> Decimal | None:
    for cell in head.cells:
        found = _POINTS.search("".join(_BRACKETS.findall(cell.text)))
        if found:
            return Decimal(found.group(1))
    return None


def _grade(rows: Rows) -> Cell | None:
    """The cell right of, or under, the words 自评等级."""
    for r, row in enumerate(rows):
        for _, end, cell in _distinct(row):
            if not _GRADE_LABEL.fullmatch(_bare(cell.text)):
                continue
            beside = [row[end]] if end < len(row) else []
            below = [rows[r + 1][end - 1]] if r + 1 < len(rows) else []
            for other in (*beside, *below):
                if _GRADE.fullmatch(other.text):
                    return other
    return None


class _Reader(NamedTuple):
    """Reads what stands under a head."""

    grid: Grid
    rows: Rows
    head: _Head
    unit: Unit | None

    def made(self, kind: str, title: str, rows: Iterable[Row]) -> Table | None:
        """The table of the rows; None where there are none."""
        found = tuple(rows)
        if not found:
            return None
        pages = self.grid.pages
        anchor = next((cell.anchor() for cell in self.head.cells if cell.text), self.head.cells[0].anchor())
        return Table(
            kind, title, "", self.unit or Unit.NONE, self.unit is not None, anchor, None, self.grid, self._columns(),
            found, (), self.head.end, pages[0] if pages else None, pages[-1] if pages else None,
        )  # fmt: skip

    def _columns(self) -> tuple[str, ...]:
        return tuple(name for name in self.head.columns if name not in _NO_AMOUNTS)

    def _cells(self, row: Sequence[Cell]) -> tuple[Cell, ...]:
        """The cell of each column: the first with a text where the grid has split the column."""
        picked = []
        for name in self._columns():
            first, end = self.head.columns[name]
            inside = [cell for _, _, cell in _distinct(row[first:end])]
            picked.append(next((cell for cell in inside if cell.text), inside[0]))
        return tuple(picked)

    def _amounts_from(self) -> int:
        return min(self.head.columns[name][0] for name in self._columns())

    def money_rows(self) -> Iterator[Row]:
        """The total (key 合计), then where the money comes from, until the form goes on to its goals."""
        first = self._amounts_from()
        for row in self.rows[self.head.end :]:
            if any(_MONEY_ENDS.fullmatch(_bare(cell.text)) for _, _, cell in _distinct(row)):
                return
            labels = [c for _, _, c in _distinct(row[:first]) if c.text and not any(c is h for h in self.head.cells)]
            cells = self._cells(row)
            if not labels:
                continue
            label = _bare(labels[-1].text)
            whole = _ALL_MONEY.fullmatch(label) is not None
            label = label.removeprefix("其中").lstrip(":：")
            yield Row("合计" if whole else label, None, label, Level.TOTAL if whole else Level.LINE, cells, labels[-1])

    def indicator_rows(self) -> Iterator[Row]:
        """An indicator a row, its kind (一级, 二级) as enumerator; the row 总分 last."""
        name = self.head.columns.get("指标名称") or self.head.columns.get("二级指标") or self.head.columns["一级指标"]
        for row in self.rows[self.head.end :]:
            if _named(row, _INDICATORS).keys() >= _INDICATORS_NEED[0]:
                continue  # The head once more, on the next page.
            before = [cell for _, _, cell in _distinct(row[: self._amounts_from()]) if cell.text]
            cells = self._cells(row)
            total = next((cell for cell in before if _ALL_POINTS.fullmatch(_bare(cell.text))), None)
            if total is not None:
                yield Row("总分", None, total.text, Level.TOTAL, cells, total)
                return
            if any(_INDICATORS_END.match(cell.text) for cell in before):
                return
            label = row[name[0]]
            if not any(parse_points(cell.text) for cell in cells) and not (label.text and any(c.text for c in cells)):
                continue
            kind = "".join(dict.fromkeys(cell.text for _, _, cell in _distinct(row[: name[0]])))
            yield Row(label.text, None, label.text, Level.LINE, cells, label, kind)


def parse_points(text: str) -> Decimal | None:
    """A score or weight as printed: 10, 9.58, 10分; None for anything else."""
    figure = parse_figure(text.removesuffix("分"))
    return None if is_blank(text) or figure is None else figure.value
