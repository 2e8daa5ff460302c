"""Doubtful digits of scanned tables: read as the sums have them, where one reading alone mends all."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dislint import Config
from dislint.blocks import Box, Cell, Doubt, Grid, Layout, Passage, cells_once
from dislint.checks.model import Outcome
from dislint.document import Document
from dislint.linter.analysis import understand_layout
from dislint.linter.linter import Linter

LINTER = Linter(Config(cache=False))


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Document:
    """A generated report as printed: all its sums are right."""
    pytest.importorskip("reportlab")
    from dislint.testing import VARIANTS, make_accounts, make_report, write_pdf

    path = tmp_path_factory.mktemp("readings") / "report.pdf"
    write_pdf(make_report(make_accounts(3), "hunan"), path, VARIANTS["plain"])
    return LINTER.analyse(path, path.read_bytes())


def cell_of(document: Document, kind: str, row: int, column: str) -> Cell:
    """The cell of an item's row: its amount stands in sums down and across."""
    table = next(table for table in document.structure.tables if table.kind == kind)
    rows = [row for row in table.rows if row.level.value == "项"]
    fact = table.fact_at(rows[row], column)
    assert fact is not None
    assert fact.figure is not None
    return fact.cell


def misread(layout: Layout, cell: Cell, digit: str, *others: str, doubtful: bool = True) -> Layout:
    """The layout with the first digit of a cell read as another one, and in doubt."""
    (line,) = cell.passage.lines
    assert line.box is not None
    read = replace(cell, passage=Passage.of([replace(line, text=digit + line.text[1:])]))
    doubt = Doubt(digit, Box(*line.extents[0][:1], line.box.y0, line.extents[0][1], line.box.y1), others)
    blocks = [
        replace(block, cells=tuple(tuple(read if one is cell else one for one in row) for row in block.cells))
        if isinstance(block, Grid)
        else block
        for block in layout.blocks
    ]
    pages = [
        replace(page, doubts=(*page.doubts, doubt)) if doubtful and page.number == cell.page else page
        for page in layout.pages
    ]
    return replace(layout, blocks=tuple(blocks), pages=tuple(pages))


def understood(layout: Layout) -> Document:
    return understand_layout("report.pdf", layout, LINTER.config, LINTER.knowledge)


def texts(document: Document) -> list[str]:
    return [cell.text for block in document.layout.blocks if isinstance(block, Grid) for cell in cells_once(block)]


def broken(document: Document) -> int:
    return sum(check.outcome is Outcome.FAILS for check in document.checks)


def other_than(digit: str) -> str:
    return "8" if digit != "8" else "3"


def test_the_reading_that_mends_all_sums_is_taken_and_noted(printed: Document) -> None:
    cell = cell_of(printed, "T03", 0, "本年支出合计")
    right = cell.text[0]
    document = understood(misread(printed.layout, cell, other_than(right), right, "0"))
    assert texts(document) == texts(printed)
    assert broken(document) == broken(printed) == 0
    (page,) = (page for page in document.layout.pages if page.settled)
    assert [(settled.read[0], settled.taken) for settled in page.settled] == [(other_than(right), cell.text)]
    assert page.doubts[0].text == right
    assert other_than(right) in page.doubts[0].others


@pytest.mark.parametrize(
    ("others", "doubtful"),
    [
        ((), True),
        (("0", "9"), True),
        (("right", "0"), False),
    ],
    ids=["no other reading", "none that mends", "not in doubt"],
)
def test_a_wrong_figure_stays_wrong(printed: Document, others: tuple[str, ...], doubtful: bool) -> None:
    cell = cell_of(printed, "T03", 0, "本年支出合计")
    right = cell.text[0]
    wrong = next(digit for digit in "8365" if digit != right)
    readings = [right if other == "right" else other for other in others if other != right]
    document = understood(misread(printed.layout, cell, wrong, *readings, doubtful=doubtful))
    assert broken(document) > 0
    assert not any(page.settled for page in document.layout.pages)


def test_where_another_figure_is_wrong_as_well_nothing_is_taken(printed: Document) -> None:
    first, second = (cell_of(printed, "T03", row, "本年支出合计") for row in (0, 1))
    layout = misread(printed.layout, second, other_than(second.text[0]), doubtful=False)
    layout = misread(layout, first, other_than(first.text[0]), first.text[0])
    document = understood(layout)
    assert broken(document) > 0
    assert not any(page.settled for page in document.layout.pages)


def test_digits_in_doubt_that_break_nothing_stay(printed: Document) -> None:
    cell = cell_of(printed, "T03", 0, "本年支出合计")
    layout = misread(printed.layout, cell, cell.text[0], other_than(cell.text[0]))
    assert texts(understood(layout)) == texts(printed)


def test_what_was_taken_is_told(printed: Document) -> None:
    from dislint.rules.reading import DigitFromSums

    cell = cell_of(printed, "T03", 0, "本年支出合计")
    document = understood(misread(printed.layout, cell, other_than(cell.text[0]), cell.text[0]))
    (finding,) = DigitFromSums().check(document)
    assert finding.expected == cell.text
    assert cell.text in finding.message
    assert cell.text in finding.english
