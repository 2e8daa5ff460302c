"""The table of the 三公: budget and actuals of its items, in one row, in a row each, or an item a row."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from dislint.blocks import Cell, Grid
from dislint.domain.tables import TableKind
from dislint.numbers import is_blank, parse_figure
from dislint.structure.heads import SUBTOTALS, Parsed, header_path, is_numbering, texts_of
from dislint.structure.labels import canonical_label
from dislint.structure.model import Level, Row
from dislint.structure.names import ACTUAL, BUDGET

ADJUSTED = "全年预算数"
_ADJUSTED = re.compile("全年|调整")
_WHOLE = re.compile("三公")
_MEASURE = re.compile(r"(?:预算|决算|统计|支出)(?:统计)?(?:数|金额)?$")
_NO_PART = re.compile(r"^其中:|^[((]?\d[))]?[.、]?")


def read_three_public(grid: Grid, kind: TableKind) -> Parsed:
    """Rows 预算数 (and 全年预算数 where both are printed) and 决算数, the items as columns."""
    height = _public_height(grid)
    paths = [header_path(grid, height, c) for c in range(grid.width)]
    places: dict[tuple[str, str], int] = {}
    unclear: set[str] = set()
    for c, path in enumerate(paths):
        item = _item(path, paths, kind.columns)
        measure = next((head for head in path if _measure(head)), "")
        if item and (measure, item) in places and _differ(grid, height, places[measure, item], c):
            unclear.add(item)
        elif item:
            places.setdefault((measure, item), c)
    places = {place: c for place, c in places.items() if place[1] not in unclear}
    items = tuple(dict.fromkeys(item for _, item in places))
    heads = tuple(dict.fromkeys(head for head, _ in places))
    if len(items) < 4:
        return _item_a_row(grid, kind)
    measures = _named(heads)
    if len(measures) >= 2:
        return items, _one_row(grid, height, places, measures, items), height
    return items, _measure_a_row(grid, height, {item: c for (_, item), c in places.items()}), height


def _differ(grid: Grid, height: int, one: int, other: int) -> bool:
    """Whether two columns under the same heads hold different cells: then the heads stand over other columns."""
    return any(row[one] is not row[other] and row[one].text and row[other].text for row in grid.cells[height:])


def _measure(head: str) -> str:
    """What a head says that amounts are: 预算数 or 决算数; "" for another."""
    plain = re.sub(r"\(.*\)$", "", head)
    if "三公" in plain or not _MEASURE.search(plain):
        return ""
    if plain.endswith(("预算数", "预算", "预算统计数", "预算金额")):
        return BUDGET
    return ACTUAL if plain.endswith(("决算数", "决算", "决算统计数", "决算金额")) else ""


def _named(heads: Sequence[str]) -> dict[str, str]:
    """Heads by the names of their rows. Where the initial and the adjusted budget are printed, they are told apart."""
    measures = {head: _measure(head) for head in heads if _measure(head)}
    budgets = [head for head, measure in measures.items() if measure == BUDGET]
    names: dict[str, str] = {}
    for head, measure in measures.items():
        name = ADJUSTED if measure == BUDGET and len(budgets) > 1 and _ADJUSTED.search(head) else measure
        if name not in names.values():
            names[head] = name
    return names


def _item(path: Sequence[str], paths: Sequence[Sequence[str]], names: Mapping[str, str]) -> str:
    """The item that a column's heads name, from the lowest up; the sum of the 三公 is 合计, that of all beside it 总计."""
    lowest = next((head for head in reversed(path) if not _measure(head)), "")
    above = [head for head in path if not _measure(head) and head != lowest]
    if lowest in SUBTOTALS and above and _WHOLE.search(above[-1]):
        return "合计"
    if lowest == "合计" and not above and any(_WHOLE.search(head) for other in paths for head in other):
        return "总计"
    return next((names[head] for head in (lowest, *reversed(above)) if head in names), "")


def _one_row(
    grid: Grid,
    height: int,
    places: Mapping[tuple[str, str], int],
    names: Mapping[str, str],
    items: Sequence[str],
) -> tuple[Row, ...]:
    body = [row for row in grid.cells[height:] if not is_numbering(row)]
    row = next((row for row in body if any(parse_figure(cell.text) for cell in row)), body[0] if body else None)
    if row is None:
        return ()
    return tuple(
        Row(
            name, None, name, Level.LINE,
            tuple(row[places[head, item]] if (head, item) in places else None for item in items),
        )
        for head, name in names.items()
    )  # fmt: skip


def _measure_a_row(grid: Grid, height: int, places: Mapping[str, int]) -> tuple[Row, ...]:
    """The form with a row for the budget and one for the actuals."""
    first = min(places.values())
    labelled = [(cell.text, row) for row in grid.cells[height:] for cell in row[:first] if _measure(cell.text)]
    names = _named([label for label, _ in labelled])
    found = {names[label]: row for label, row in reversed(labelled) if label in names}
    return tuple(
        Row(name, None, name, Level.LINE, tuple(found[name][c] for c in places.values())) for name in names.values()
    )


def _item_a_row(grid: Grid, kind: TableKind) -> Parsed:
    """The form with an item a row and the columns 预算数 and 决算数."""
    head = next((n for n, row in enumerate(grid.cells[:3]) if ACTUAL in map(_measure, texts_of(row))), None)
    if head is None:
        return (), (), 0
    names = _named([cell.text for cell in grid.cells[head]])
    columns = {
        name: next(c for c, cell in enumerate(grid.cells[head]) if cell.text == text) for text, name in names.items()
    }
    found: dict[str, Sequence[Cell]] = {}
    for row in grid.cells[head + 1 :]:
        label = _NO_PART.sub("", canonical_label(row[0].text, kind.rows)[1])
        if label in kind.columns:
            found.setdefault(kind.columns[label], row)
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
        texts = [text for text in texts_of(row) if text]
        if number and (is_numbering(row) or not texts or all(parse_figure(t) or is_blank(t) for t in texts)):
            return number
        if number and _measure(row[0].text) and any(parse_figure(text) for text in texts):
            return number
    return grid.height
