"""The self-evaluation reports (绩效自评) that a document carries: reports in text with two tables, and single forms."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import pairwise, takewhile
from typing import NamedTuple

from dislint.blocks import Anchor, Block, Cell, Grid, Passage
from dislint.numbers import NUMERAL, PART, UNIT_CAPTION, UNIT_NAMES, Unit
from dislint.structure.forms import Form, Rows, read_form, united
from dislint.structure.model import Evaluation

_PROJECT = re.compile(r"项目名称:(.{1,60}?)(?:项目单位:(.{1,40}?))?(?:主管部门:.*)?$")
_NEXT = re.compile(rf"项目(?:名称|单位|类型|属性)|(?:主管|实施|预算)(?:部门|单位)|\(?{NUMERAL}、?\)?|\d{{4}}年\d|目录")
_PROJECT_LABEL = re.compile(r"(?:\d、|[一二三四]、)?项目\(?(?:政策)?\)?名称:?")
_BODY_LABEL = re.compile(r"(?:预算)?(?:部门|单位)\(?(?:单位|部门)?\)?名称:?")
_UNIT_LABEL = re.compile(r"(?:项目)?(?:实施|承担|预算)单位(?:\(盖章\))?:?|项目单位:?")
_PART = re.compile(PART)
_SCORE = re.compile(r"总得?分(?:为)?\d")


class _Start(NamedTuple):
    """Where a report begins: its block, in a grid its row; the project (or, ``whole``, the body) it is about."""

    block: int
    row: int
    name: str
    unit: str
    anchor: Anchor
    whole: bool = False


class _Run(NamedTuple):
    """Rows of one grid and of those that go on with it, by grid and as one table; the block after the last of them."""

    parts: tuple[tuple[Grid, Rows], ...]
    rows: Rows
    end: int

    def go_on(self, number: int, grid: Grid, rows: Rows) -> _Run | None:
        """The run with the rows of the next grid; None where that is another table."""
        parts = (*self.parts, (grid, rows))
        whole = united(parts) if number == self.end else None
        return _Run(parts, whole, number + 1) if whole is not None else None


def find_evaluations(blocks: Sequence[Block], first: int) -> tuple[Evaluation, ...]:
    """The reports from block ``first`` on, in order."""
    starts = list(_starts(blocks, first))
    found = []
    for at, start in enumerate(starts):
        following = starts[at + 1] if at + 1 < len(starts) else None
        runs = list(_runs(blocks, start, following))
        form = _form(blocks, start, runs)
        single = isinstance(blocks[start.block], Grid)
        end = (
            _end_of_form(blocks, start, runs[0], following)
            if single and runs
            else _end_of_text(blocks, start, following)
        )
        if form.money is None and form.indicators is None and (single or not _scored(blocks[start.block : end])):
            continue
        found.append(
            Evaluation(
                start.name,
                start.unit,
                start.anchor,
                start.block,
                end,
                form.money,
                form.indicators,
                form.grade,
                form.points,
                start.whole,
            )
        )
    return tuple(found)


def _starts(blocks: Sequence[Block], first: int) -> Iterator[_Start]:
    for number in range(first, len(blocks)):
        block = blocks[number]
        if isinstance(block, Grid):
            yield from _form_starts(number, block)
        else:
            yield from _text_starts(number, block)


def _text_starts(number: int, passage: Passage) -> Iterator[_Start]:
    """项目名称 at the start of a line; its name ends where 项目单位, 主管部门 or another line's beginning does it."""
    text, index = passage.compact.text, passage.compact.index
    if "项目名称:" not in text:
        return
    lines = sorted(bisect_left(index, start) for start in passage.starts)
    marks = [at for at in lines if _NEXT.match(text, at)]
    for at in lines:
        if text.startswith("项目名称:", at):
            end = min((mark for mark in marks if mark > at), default=len(text))
            found = _PROJECT.match(text[at:end])
            if found:
                unit = next(
                    (text[m + 5 : n] for m, n in pairwise([*marks, len(text)]) if text.startswith("项目单位:", m)), ""
                )
                yield _Start(number, 0, found.group(1), found.group(2) or unit, passage.anchor(at, end))


def _form_starts(number: int, grid: Grid) -> Iterator[_Start]:
    """Each row that names a project; the first rows of a form on a whole body name that body."""
    for r, row in enumerate(grid.cells):
        if not any("名称" in cell.text for cell in row):
            continue
        named = _beside(row, _PROJECT_LABEL)
        whole = named is None and r < 3
        if whole:
            named = _beside(row, _BODY_LABEL)
        if named is not None and named.text:
            rows = grid.cells[r : r + 3]
            unit = next((cell.text for other in rows if (cell := _beside(other, _UNIT_LABEL))), "")
            yield _Start(number, r, named.text, unit, named.anchor(), whole)
            if whole:
                return


def _beside(row: Sequence[Cell], label: re.Pattern[str]) -> Cell | None:
    """The cell right of the one that is a label."""
    for c, cell in enumerate(row):
        if label.fullmatch(cell.text):
            return next((other for other in row[c + 1 :] if other is not cell), None)
    return None


def _runs(blocks: Sequence[Block], start: _Start, following: _Start | None) -> Iterator[_Run]:
    """The rows that belong to a report: those of grids that follow on each other directly are read as one."""
    run: _Run | None = None
    for number in range(start.block, following.block + 1 if following else len(blocks)):
        block = blocks[number]
        if not isinstance(block, Grid):
            if _PART.match(block.compact.text) or isinstance(blocks[start.block], Grid):
                break
            continue
        rows = block.cells[: following.row] if following and number == following.block else block.cells
        rows = rows[start.row :] if number == start.block else rows
        more = run.go_on(number, block, rows) if run is not None and rows else None
        if rows and more is None:
            if run is not None:
                yield run
            run = _Run(((block, rows),), rows, number + 1)
        run = more or run
    if run is not None:
        yield run


def _end_of_text(blocks: Sequence[Block], start: _Start, following: _Start | None) -> int:
    stop = following.block if following else len(blocks)
    for number in range(start.block + 1, stop):
        block = blocks[number]
        if isinstance(block, Passage) and _PART.match(block.compact.text):
            return number
    return stop


def _end_of_form(blocks: Sequence[Block], start: _Start, run: _Run, following: _Start | None) -> int:
    """Where a form ends, with the report that stands below it: a title that names the project, then text alone."""
    stop = following.block if following else len(blocks)
    title = next((n for n in range(run.end, min(run.end + _NEAR, stop)) if _titles(blocks[n], start.name)), None)
    if title is None:
        return run.end
    texts = takewhile(lambda n: _goes_on(blocks[n]), range(title + 1, stop))
    return max(texts, default=title) + 1


_NEAR = 3
"""A report's title is one of so many paragraphs below its form: notes, who filled it in."""


def _titles(block: Block, project: str) -> bool:
    """Whether a paragraph is the title of the report on a project."""
    text = block.compact.text if isinstance(block, Passage) else ""
    return (
        len(project) >= _SHORTEST and project in text and text.endswith(("报告", "说明", "情况")) and "。" not in text
    )


_SHORTEST = 4


def _goes_on(block: Block) -> bool:
    """Whether a block is text of the report above it: no other part, no form, no other report's title."""
    if not isinstance(block, Passage) or _PART.match(block.compact.text):
        return False
    text = block.compact.text
    return not (text.endswith(("报告", "自评表", "评价表")) and "。" not in text)


def _scored(blocks: Sequence[Block]) -> bool:
    """Whether a text states a total score: a report without tables does, a list of projects does not."""
    return any(isinstance(block, Passage) and _SCORE.search(block.compact.text) for block in blocks)


def _form(blocks: Sequence[Block], start: _Start, runs: Sequence[_Run]) -> Form:
    """What the runs hold together: of each table the first."""
    unit = _caption_unit(blocks, start.block)
    forms = [read_form(run.parts[0][0], run.rows, start.name, unit) for run in runs]
    return Form(
        next((form.money for form in forms if form.money), None),
        next((form.indicators for form in forms if form.indicators), None),
        next((form.grade for form in forms if form.grade), None),
        next((form.points for form in forms if form.points), None),
    )


def _caption_unit(blocks: Sequence[Block], at: int) -> Unit | None:
    """The unit of money in the few lines above a form."""
    for number in range(at - 1, max(at - 4, -1), -1):
        block = blocks[number]
        if not isinstance(block, Passage):
            return None
        if found := UNIT_CAPTION.search(block.compact.text):
            return UNIT_NAMES[found.group(1)]
    return None
