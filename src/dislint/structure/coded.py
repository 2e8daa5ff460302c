"""Tables of subjects: code, name, amount columns."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from dislint.blocks import Cell, Grid
from dislint.domain.tables import TableKind
from dislint.numbers import parse_figure
from dislint.structure.heads import (
    CODE_AND_NAME,
    SPLIT_HEADS,
    Parsed,
    column_name,
    ends_header,
    header_height,
    header_path,
    is_body,
    is_numbering,
)
from dislint.structure.labels import canonical_label
from dislint.structure.model import CODE_LENGTHS, Level, Row

_CODE = re.compile(r"\d{2,7}")
_LEVELS = {length: Level(word) for word, length in CODE_LENGTHS.items()}


def read_coded(grid: Grid, kind: TableKind) -> Parsed:
    """Tables of subjects, units or projects; ((), (), 0) with fewer columns understood."""
    height = header_height(grid)
    amounts: dict[str, list[int]] = {}
    labels: list[int] = []
    for c in range(grid.width):
        name = column_name(grid, height, c, kind.columns, kind.groups)
        if name is None:
            labels.append(c)
        else:
            amounts.setdefault(name, []).append(c)
    if len(amounts) < kind.fewest or not labels or min(min(cs) for cs in amounts.values()) <= min(labels):
        return (), (), 0
    first = min(min(cs) for cs in amounts.values())
    # Sums over columns would be wrong where one of them is not understood, or two are taken for one: then none is.
    if any(_unknown(grid, height, c) for c in labels if c > first):
        return (), (), 0
    if not all(_is_one(grid, height, places) for places in amounts.values()):
        return (), (), 0
    labels = [c for c in labels if c < first]
    rows = []
    for number in range(height - ends_header(grid.cells[height - 1]), grid.height):
        row = grid.cells[number]
        if is_body(row) or (number >= height and not is_numbering(row)):
            cells = tuple(_pick(row, columns) for columns in amounts.values())
            made = coded_row([row[c] for c in labels], cells, kind.rows)
            if made is not None:
                rows.append(made)
    return tuple(amounts), tuple(rows), height


def _is_one(grid: Grid, height: int, places: Sequence[int]) -> bool:
    """Whether columns of one name are one column that the grid has split: no row has two amounts in them."""
    if len(places) == 1:
        return True
    bodies = (row for row in grid.cells[height:] if not is_numbering(row))
    return all(len({id(row[c]) for c in places if row[c].text}) <= 1 for row in bodies)


_OF_WHICH = re.compile(
    r"其中|人员经费|公用经费|日常公用|备注|增减|(?:20\d\d|上)年(?:度)?(?:预算)?(?:执行数|完成数|决算数)$"
)


def _unknown(grid: Grid, height: int, column: int) -> bool:
    """Whether a column of numbers stands under a head that is not understood."""
    heads = header_path(grid, height, column)
    if any(map(_OF_WHICH.match, heads)):
        return False
    return any(parse_figure(grid.cells[r][column].text) is not None for r in range(height, grid.height))


def _pick(row: Sequence[Cell], columns: Sequence[int]) -> Cell:
    """The cell of a column that the grid may have split: the one with a text."""
    return next((row[c] for c in columns if row[c].text), row[columns[0]])


def coded_row(label_cells: Sequence[Cell], cells: tuple[Cell, ...], names: Mapping[str, str]) -> Row | None:
    """A row of a list of subjects, by the cells of its code and name, canonical by ``names``; None where they say nothing."""
    seen: list[Cell] = []
    for cell in label_cells:
        if cell not in seen:
            seen.append(cell)
    code, name, name_cell = "", "", None
    for cell in seen:
        text = cell.text
        joined = CODE_AND_NAME.fullmatch(text)
        if joined:
            code, name, name_cell = joined.group(1), joined.group(2), cell
        elif _CODE.fullmatch(text) or (code and not name and text.isdecimal()):
            # Spreadsheets drop the zero of 02.
            code += text.zfill(2)
            name_cell = name_cell or cell
        elif text and text not in SPLIT_HEADS:
            name, name_cell = name + text, cell
    if not code and not name:
        return None
    if code and len(code) not in _LEVELS:
        code, name = "", code + name
    mark, label = canonical_label(name, names)
    level = _LEVELS.get(len(code), Level.LINE) if code else Level.TOTAL if label in ("合计", "总计") else Level.LINE
    return Row(code or label, code or None, label if not code else name, level, cells, name_cell, mark)
