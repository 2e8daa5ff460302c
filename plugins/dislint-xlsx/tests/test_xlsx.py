"""Workbooks made here, and the tables that are read from them."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from dislint_xlsx import XlsxReader
from openpyxl import Workbook

from dislint import Grid, Passage, ReadOptions, UnreadableError


def workbook(rows: list[list[object]], merged: tuple[str, ...] = ()) -> bytes:
    book = Workbook()
    sheet = book.active
    for row in rows:
        sheet.append(row)
    for area in merged:
        sheet.merge_cells(area)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def read(data: bytes) -> tuple[object, ...]:
    return XlsxReader().read(Path("a.xlsx"), data, ReadOptions()).blocks


def test_title_unit_and_table() -> None:
    title, unit, grid = read(
        workbook([["支出决算表"], ["单位：万元"], ["科目", "合计"], ["教育支出", 12.5], ["其他支出", 0.25]])
    )
    assert isinstance(title, Passage)
    assert title.text == "支出决算表"
    assert isinstance(unit, Passage)
    assert isinstance(grid, Grid)
    assert [[cell.text for cell in row] for row in grid.cells] == [
        ["科目", "合计"],
        ["教育支出", "12.50"],
        ["其他支出", "0.25"],
    ]
    assert grid.cells[1][1].anchor().line == 4


def test_merged_cells_stand_at_each_place_they_cover() -> None:
    (grid,) = read(workbook([["项目", "收入", None], [None, "预算", "决算"], ["甲", 1.0, 2.0]], ("A1:A2", "B1:C1")))
    assert isinstance(grid, Grid)
    assert grid.cells[0][1] is grid.cells[0][2]
    assert grid.cells[0][0] is grid.cells[1][0]
    assert (grid.cells[0][1].rowspan, grid.cells[0][1].colspan) == (1, 2)


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"no workbook", workbook([["a", "b"]])[:300]])
def test_what_is_no_workbook_is_named(data: bytes) -> None:
    with pytest.raises(UnreadableError) as caught:
        read(data)
    assert caught.value.code == "E001"
