"""Isolation on checks made by hand: who is singled out, who leads, who is evidence."""

from __future__ import annotations

from dataclasses import replace

from dislint.blocks import Anchor, Cell, Grid, Passage
from dislint.checks.isolate import isolate
from dislint.checks.kinds import KINDS, CheckKind, Form
from dislint.checks.model import Check, Operand, Outcome, Role
from dislint.claims.model import Direction
from dislint.language import plain
from dislint.numbers import Interval, Unit
from dislint.structure.model import Fact, Level, Row, Table


def _fact(name: str, table: str, row: str = "", column: str = "金额") -> Fact:
    """A cell by its place alone."""
    place = Anchor(1, 1, 1, "")
    sheet = Table("", table, "", Unit.NONE, True, place, None, Grid((), ()), (column,), ())
    code = row if row.isdigit() else None
    return Fact(
        sheet, Row(row or name, code, name, Level.LINE, ()), column, Cell(0, 0, 1, 1, Passage.of(()), None), None
    )


def _print(name: str, value: int, sign: int = 1, table: str = "", row: str = "") -> Operand:
    """A print with whole values; its name is its place."""
    anchor = Anchor(1, sum(map(ord, name)), 1, name)
    fact = _fact(name, table, row) if table else None
    return Operand(Role.CELL, Interval.point(value), str(value), anchor, sign=sign, fact=fact, label=name)


def _kind(name: str) -> CheckKind:
    """A kind of the registry; a code is a relation of a pack."""
    return KINDS.get(name) or CheckKind(name, Form.SUM, plain(name), rows=name in ("T202", "T203"), declared=True)


def _check(relation: str, *operands: Operand) -> Check:
    left = sum(operand.sign * operand.value.middle for operand in operands)
    return Check(_kind(relation), Outcome.HOLDS if left == 0 else Outcome.FAILS, operands)


def _name(operand: Operand | None) -> str:
    return operand.label if operand is not None else ""


def _confirmed(name: str, value: int) -> Check:
    """A check that holds and in which a print stands."""
    return _check("X302", _print(name, value, 1, "表"), _print(f"{name}又", value, -1, "别表"))


def test_nothing_broken_has_no_cause() -> None:
    assert isolate([_check("T201", _print("合计", 3), _print("甲", 3, -1))]) == ()


def test_cell_in_two_broken_sums_is_singled_out_with_its_value() -> None:
    row = _check("T201", _print("行", 9, 1, "表"), _print("甲", 4, -1, "表"), _print("乙", 3, -1, "表"))
    column = _check("T202", _print("类", 7, 1, "表"), _print("行", 9, -1, "表"))
    (cause,) = isolate([row, column])
    assert cause.operand is not None
    assert cause.operand.label == "行"
    assert cause.wrong is not None
    assert cause.wrong.value.values == Interval.point(7)
    assert cause.lead is row
    assert cause.others == (column,)


def test_two_sums_that_ask_for_different_values_are_two_causes() -> None:
    row = _check("T201", _print("行", 9, 1, "表"), _print("甲", 4, -1, "表"))
    column = _check("T202", _print("类", 7, 1, "表"), _print("行", 9, -1, "表"))
    assert len(isolate([row, column])) == 2


def test_one_broken_sum_singles_out_nothing() -> None:
    (cause,) = isolate([_check("T203", _print("合计", 9, 1, "表"), _print("甲", 4, -1, "表"))])
    assert cause.operand is None
    assert cause.wrong is None


def test_narrative_amount_leads_with_its_restatement() -> None:
    restates = _check("restates", _print("说明", 8), _print("单元格", 5, -1, "表"))
    parts = _check("parts-sum", _print("说明", 8), _print("甲", 2, -1), _print("乙", 3, -1))
    held = _check("T203", _print("单元格", 5, 1, "表"), _print("丙", 5, -1, "表"))
    (cause,) = isolate([parts, restates, held])
    assert cause.lead is restates
    assert cause.operand is not None
    assert cause.operand.label == "说明"
    assert cause.wrong is not None
    assert cause.wrong.value.values == Interval.point(5)


def test_wrong_cell_with_right_narrative_is_reported_at_the_cell() -> None:
    restates = _check("restates", _print("说明", 5), _print("单元格", 8, -1, "表"))
    total = _check("T203", _print("单元格", 8, 1, "表"), _print("丙", 5, -1, "表"))
    (cause,) = isolate([restates, total])
    assert cause.lead is total
    assert cause.operand is not None
    assert cause.operand.label == "单元格"
    assert cause.others == (restates,)


def test_wrong_level_takes_the_growth_rate_with_it() -> None:
    change = replace(_print("增加", 50, 0), role=Role.CHANGE, direction=Direction.UP)
    growth = Check(KINDS["growth"], Outcome.FAILS, (_print("率", 1, 0), change, _print("说明", 80, 0)))
    restates = _check("restates", _print("说明", 80), _print("单元格", 100, -1, "表"))
    (cause,) = isolate([growth, restates])
    assert cause.lead is restates
    assert cause.others == (growth,)


def test_columns_of_one_row_are_one_cause() -> None:
    checks = [
        _check("T202", *(_print(f"{name}{n}", value, sign, "表", row) for name, value, sign, row in _SUM))
        for n in range(3)
    ]
    (cause,) = isolate(checks)
    assert cause.others == tuple(checks[1:])


_SUM = (("类", 9, 1, "201"), ("款甲", 4, -1, "20101"), ("款乙", 4, -1, "20102"))


def test_a_table_in_another_unit_is_one_cause() -> None:
    checks = [
        _check(relation, _print(f"说明{n}", 30_000 * n), _print(f"单元格{n}", 3 * n, -1, "表"))
        for n, relation in enumerate(("restates", "magnitude", "restates", "restates"), 1)
    ]
    (cause,) = isolate(checks)
    assert cause.lead is checks[1]
    assert len(cause.others) == 3


def test_two_amounts_in_another_unit_are_two_causes() -> None:
    checks = [_check("magnitude", _print(f"说明{n}", 30_000 * n), _print(f"格{n}", 3 * n, -1, "表")) for n in (1, 2)]
    assert len(isolate(checks)) == 2


def test_two_wrong_cells_of_different_sums_are_each_singled_out() -> None:
    section = _check("T202", _print("款", 1, 1, "表"), _print("项", 10, -1, "表"))
    section_row = _check(
        "T201", _print("款合计", 15, 1, "表"), _print("款", 1, -1, "表"), _print("款项目", 5, -1, "表")
    )
    top = _check("T203", _print("合计", 30, 1, "表"), _print("类", 1, -1, "表"), _print("别类", 20, -1, "表"))
    top_row = _check("T201", _print("类合计", 15, 1, "表"), _print("类", 1, -1, "表"), _print("类项目", 5, -1, "表"))
    same = _check("T202", _print("类", 1, 1, "表"), _print("款", 1, -1, "表"))
    held = [
        same,
        *map(_confirmed, ("项", "款合计", "款项目", "合计", "别类", "类合计", "类项目"), (10, 15, 5, 30, 20, 15, 5)),
    ]
    causes = isolate([section, section_row, top, top_row, *held])
    assert [(_name(c.operand), c.wrong and c.wrong.value.values) for c in causes] == [
        ("款", Interval.point(10)),
        ("类", Interval.point(10)),
    ]


def test_a_print_is_likelier_wrong_than_a_blank() -> None:
    blank = replace(_print("空", 0, -1, "表"), printed="")
    row = _check("T201", _print("行", 5, 1, "表"), _print("甲", 4, -1, "表"), blank)
    column = _check("T202", _print("类", 5, 1, "表"), _print("甲", 4, -1, "表"), replace(blank, label="又"))
    (cause,) = isolate([row, column, _confirmed("行", 5), _confirmed("类", 5)])
    assert cause.operand is not None
    assert cause.operand.label == "甲"


def test_a_known_print_explains_what_another_one_breaks() -> None:
    """甲 is wrong in two sums; once it is known, the sum it shares with the wrong 乙 speaks for 乙 too."""
    both = _check("T203", _print("合计", 10, 1, "表"), _print("甲", 9, -1, "表"), _print("乙", 9, -1, "表"))
    first = [_check("T202", _print(f"甲{n}", 4, 1, "表"), _print("甲", 9, -1, "表")) for n in (1, 2)]
    second = _check("T202", _print("乙下", 6, 1, "表"), _print("乙", 9, -1, "表"))
    causes = isolate([both, *first, second, _confirmed("乙下", 6)])
    assert [(_name(c.operand), c.wrong and c.wrong.value.values) for c in causes] == [
        ("甲", Interval.point(4)),
        ("乙", Interval.point(6)),
    ]


def _rows_at_odds(count: int) -> list[Check]:
    return [
        _check("T202", _print(f"类{n}", 9 + n, 1, "表", f"{200 + n}"), _print(f"款{n}", n, -1, "表"))
        for n in range(count)
    ]


def test_a_table_whose_rows_are_displaced_is_one_cause() -> None:
    restates = _check("restates", _print("说明", 5), _print("单元格", 8, -1, "表"))
    (cause,) = isolate([*_rows_at_odds(8), restates])
    assert cause.rows == 8
    assert len(cause.others) == 8


def test_a_few_wrong_rows_are_so_many_causes() -> None:
    assert len(isolate(_rows_at_odds(7))) == 7


def test_two_rows_that_changed_places_are_one_cause() -> None:
    def cell(row: str, value: int, sign: int = -1) -> Operand:
        return _print(row, value, sign, "表", row)

    first = _check("T202", cell("20101 甲", 4, 1), cell("2010101 甲一", 9))
    second = _check("T202", cell("20102 乙", 9, 1), cell("2010201 乙一", 4))
    held = [
        _check("T202", cell("201 类", 4, 1), cell("20101 甲", 4)),
        _check("T202", cell("202 类", 9, 1), cell("20102 乙", 9)),
    ]
    (cause,) = isolate([first, second, *held])
    assert cause.operand is not None
    assert cause.partner is not None
    assert {cause.operand.label, cause.partner.label} == {"2010101 甲一", "2010201 乙一"}
    assert cause.wrong is not None
    assert cause.wrong.value.values == cause.partner.value


def test_an_exchange_that_breaks_what_holds_is_none() -> None:
    def cell(row: str, value: int, sign: int = -1) -> Operand:
        return _print(row, value, sign, "表", row)

    checks = [
        _check("T202", cell("20101 甲", 4, 1), cell("2010101 甲一", 9)),
        _check("T202", cell("20102 乙", 9, 1), cell("2010201 乙一", 4)),
        *(_check("X302", cell(row, value, 1), _print(f"别{row}", value, -1, "别表"))
          for row, value in (("2010101 甲一", 9), ("20101 甲", 4))),
    ]  # fmt: skip
    assert all(cause.partner is None for cause in isolate(checks))


def test_a_wrong_amount_stated_again_in_its_paragraph_is_one_cause() -> None:
    cell, here, elsewhere = _print("单元格", 5, -1, "表"), Anchor(None, 7, 1, ""), Anchor(None, 9, 1, "")
    held = _check("T203", _print("单元格", 5, 1, "表"), _print("丙", 5, -1, "表"))
    said = [replace(_print("说明", 8), anchor=anchor) for anchor in (here, replace(here, column=30), elsewhere)]
    causes = isolate([*(_check("restates", amount, cell) for amount in said), *[held] * 3])
    assert [cause.lead.at.anchor.line for cause in causes] == [7, 9]
