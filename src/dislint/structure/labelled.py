"""Forms with a label beside each amount (performance targets): of one project or several, or a project a row."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from dislint.blocks import Cell, Grid
from dislint.numbers import parse_figure
from dislint.structure.heads import Parsed
from dislint.structure.model import Level, Row

TOTAL = "合计"
_NAME = re.compile(r"(?:预算)?项目名称|专项(?:资金)?名称")
_HEADS = re.compile(r"[一二三]级指标|绩效指标|指标名称|指标值")
"""Heads that stand beside the project's name where a row is a project."""
_PLAIN = re.compile(r"^其中[:：]?|\([^()]*\)|[:：]$|^\d[.、]|^\([一二三四五六七八九\d]\)")
_UNIT = re.compile(r"\((万元|元)\)")

_Rows = Sequence[Sequence[Cell]]


def read_labelled(grid: Grid, names: Mapping[str, str]) -> Parsed:
    """A row for each project, or one for a form that names none; ``names`` are the columns' by the words of labels."""
    head = next((r for r, row in enumerate(grid.cells) if _is_head(row, names)), None)
    rows = _listed(grid.cells, head, names) if head is not None else _forms(grid.cells, names)
    found = [(key, amounts, label) for key, amounts, label in rows if amounts]
    columns = tuple(dict.fromkeys(column for _, amounts, _ in found for column in amounts))
    made = tuple(
        Row(key, None, key, Level.LINE if key != TOTAL else Level.TOTAL, tuple(map(amounts.get, columns)), label)
        for key, amounts, label in found
    )
    return columns, made, 0 if head is None else head + 1


def unit_of(grid: Grid) -> str:
    """The unit that the form's labels name, where they all name one: 项目资金（万元）."""
    units = {found for row in grid.cells for cell in row for found in _UNIT.findall(cell.text)}
    return units.pop() if len(units) == 1 else ""


def _plain(text: str) -> str:
    before = ""
    while before != text:
        before, text = text, _PLAIN.sub("", text)
    return text


def _is_head(row: Sequence[Cell], names: Mapping[str, str]) -> bool:
    texts = [_plain(cell.text) for cell in row]
    named = any(map(_NAME.fullmatch, texts)) and any(names.get(text) == TOTAL for text in texts)
    return named and any(map(_HEADS.search, texts))


_Found = tuple[str, Mapping[str, Cell], Cell | None]


def _listed(rows: _Rows, head: int, names: Mapping[str, str]) -> Iterator[_Found]:
    """The projects of a list, whose rows of indicators share the cell of the name."""
    texts = [_plain(cell.text) for cell in rows[head]]
    at = next(c for c, text in enumerate(texts) if _NAME.fullmatch(text))
    columns = {names[text]: c for c, text in reversed([*enumerate(texts)]) if text in names}
    seen: Cell | None = None
    for row in rows[head + 1 :]:
        if row[at] is not seen and row[at].text:
            yield row[at].text, {name: row[c] for name, c in columns.items()}, row[at]
        seen = row[at]


def _forms(rows: _Rows, names: Mapping[str, str]) -> Iterator[_Found]:
    """The projects of forms, one below the other; each begins with its name."""
    starts = [r for r, row in enumerate(rows) if any(_NAME.fullmatch(_plain(cell.text)) for cell in row)]
    for start, end in zip(starts or [0], [*starts[1:], len(rows)], strict=False):
        beside = [(one, other) for row in rows[start:end] for one, other in _pairs(row)]
        named = next((other for one, other in beside if _NAME.fullmatch(_plain(one.text))), None)
        if named is None or named.text:
            yield named.text if named else TOTAL, _amounts(beside, names), named


def _pairs(row: Sequence[Cell]) -> Iterator[tuple[Cell, Cell]]:
    """The cells of a row, each once, with the next."""
    distinct = [cell for at, cell in enumerate(row) if not at or cell is not row[at - 1]]
    yield from pairwise(distinct)


def _amounts(beside: Sequence[tuple[Cell, Cell]], names: Mapping[str, str]) -> Mapping[str, Cell]:
    """The amounts by the labels beside them: those under the label of the total, where the form has two terms."""
    places: dict[str, list[tuple[Cell, Cell]]] = {}
    for label, cell in beside:
        name = names.get(_plain(label.text))
        if name is not None and (not cell.text or parse_figure(cell.text) is not None):
            places.setdefault(name, []).append((label, cell))
    totals = places.get(TOTAL, [])
    if len(totals) != 1:
        return {}
    column = totals[0][0].column
    chosen = {TOTAL: totals[0][1]}
    for name, found in places.items():
        under = [cell for label, cell in found if label.column == column] or [cell for _, cell in found]
        if len(under) == 1:
            chosen[name] = under[0]
    return chosen
