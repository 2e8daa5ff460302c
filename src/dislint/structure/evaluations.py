"""The annexed self-evaluation reports of projects (项目支出绩效自评): their extent and their two tables."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from dislint.layout.model import Block, Cell, Grid, Passage
from dislint.numbers import Unit
from dislint.structure.model import Evaluation, Level, Row, Table

_PROJECT = re.compile(r"项目名称:(.{1,60}?)(?:项目单位:(.{1,40}?))?(?:主管部门:.*)?$")
_MONEY_COLUMNS = (
    ("目标申报", "目标申报"),
    ("预算编制", "预算编制"),
    ("全年预算", "全年预算数"),
    ("全年执行", "全年执行数"),
    ("余", "资金结余"),
    ("执行率", "执行率"),
    ("得分", "得分"),
)
_INDICATOR_COLUMNS = (
    ("年初指标", "年初指标"),
    ("调整后指标", "调整后指标"),
    ("实际完成", "实际完成值"),
    ("权重", "权重"),
    ("得分", "得分"),
)


def find_evaluations(blocks: Sequence[Block], first: int) -> tuple[Evaluation, ...]:
    """The reports, each from its 项目名称 to the next one's."""
    starts = [
        (number, block, found)
        for number in range(first, len(blocks))
        if isinstance(block := blocks[number], Passage) and (found := _PROJECT.match(block.compact.text))
    ]
    result = []
    for at, (number, block, found) in enumerate(starts):
        end = starts[at + 1][0] if at + 1 < len(starts) else len(blocks)
        grids = [grid for grid in blocks[number:end] if isinstance(grid, Grid)]
        money = next((table for grid in grids if (table := _money(grid)) is not None), None)
        indicators = next((table for grid in grids if (table := _indicators(grid)) is not None), None)
        result.append(Evaluation(found.group(1), found.group(2) or "", block.anchor(), number, end, money, indicators))
    return tuple(result)


def _heads(grid: Grid, height: int, names: Sequence[tuple[str, str]]) -> dict[str, int]:
    """The column of each canonical name, by what its header says."""
    found: dict[str, int] = {}
    for c in range(grid.width):
        for r in range(height - 1, -1, -1):
            text = grid.cells[r][c].text
            name = next((name for words, name in names if words in text), None)
            if name is not None:
                found.setdefault(name, c)
                break
    return found


def _table(
    kind: str, title: str, unit: Unit, grid: Grid, columns: Mapping[str, int], rows: Iterator[Row], height: int
) -> Table:
    return Table(
        kind, title, "", unit, True, grid.cells[0][0].anchor(), None, grid, tuple(columns), tuple(rows), (), height,
        grid.pages[0] if grid.pages else None, grid.pages[-1] if grid.pages else None,
    )  # fmt: skip


def _money(grid: Grid) -> Table | None:
    """The table of the project's money; its amounts are in 元 unless its header says 万元."""
    head = "".join(cell.text for cell in grid.cells[0])
    if "资金来源" not in head or "全年预算" not in head:
        return None
    height = next((n for n, row in enumerate(grid.cells) if row[0].text == "合计"), 0)
    columns = _heads(grid, height, _MONEY_COLUMNS) if height else {}
    if not {"全年预算数", "全年执行数"} <= set(columns):
        return None
    rows = (
        Row(row[0].text, None, row[0].text, Level.TOTAL if row[0].text == "合计" else Level.LINE,
            tuple(row[c] for c in columns.values()), row[0])
        for row in grid.cells[height:]
        if row[0].text
    )  # fmt: skip
    unit = Unit.WAN if "万元" in head else Unit.YUAN
    return _table("A1", "预算执行情况", unit, grid, columns, rows, height)


def _indicators(grid: Grid) -> Table | None:
    """The table of indicators: one row an indicator, its name as label."""
    head = [cell.text for row in grid.cells[:2] for cell in row]
    if not any(text == "一级指标" for text in head) or not any("权重" in text for text in head):
        return None
    height = 2 if grid.height > 1 and not any(cell.text.isdigit() for cell in grid.cells[1]) else 1
    columns = _heads(grid, height, _INDICATOR_COLUMNS)
    name = next((c for c in range(grid.width) if grid.cells[0][c].text == "指标名称"), None)
    if name is None or not {"实际完成值", "权重", "得分"} <= set(columns):
        return None
    rows = (_indicator(row, name, columns) for row in grid.cells[height:] if any(cell.text for cell in row))
    return _table("A2", "绩效指标完成情况", Unit.NONE, grid, columns, rows, height)


def _indicator(row: Sequence[Cell], name: int, columns: Mapping[str, int]) -> Row:
    label = row[name].text
    kind = "".join(dict.fromkeys(cell.text for cell in row[:name]))
    return Row(label, None, label, Level.LINE, tuple(row[c] for c in columns.values()), row[name], kind)
