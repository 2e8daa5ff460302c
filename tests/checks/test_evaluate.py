"""Relations over tables: consistent reports hold, one changed cell breaks its relations and is singled out."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dislint.blocks import Anchor, Cell, Grid, Passage
from dislint.checks.isolate import isolate
from dislint.checks.kinds import CheckKind, Form
from dislint.checks.model import Check, Operand, Outcome, Role
from dislint.checks.tables import believable
from dislint.language import plain
from dislint.numbers import Interval, Unit
from dislint.structure.model import Fact, Level, Row, Table
from dislint.testing.accounts import make_accounts
from dislint.testing.report import Report, TableBlock
from dislint.testing.wordings import make_report
from dislint.testing.writers import write_text

Evaluate = Callable[[str], Sequence[Check]]
WORDINGS = ("shanxi", "shanghai")


def _report(seed: int, wording: str) -> Report:
    return make_report(make_accounts(seed), wording)


def _broken(checks: Sequence[Check]) -> list[Check]:
    return [check for check in checks if check.outcome is Outcome.FAILS]


@settings(max_examples=12, deadline=None)
@given(seed=st.integers(1, 500), wording=st.sampled_from(WORDINGS))
def test_consistent_reports_hold(evaluated: Evaluate, seed: int, wording: str) -> None:
    checks = evaluated(write_text(_report(seed, wording)))
    assert not _broken(checks)
    codes = {check.relation for check in checks}
    assert {"T201", "T202", "T203", "T204", "T205", "T206", "X301", "X302", "X303", "X304", "X305", "X306"} <= codes


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(1, 500), wording=st.sampled_from(WORDINGS), choice=st.randoms(use_true_random=False))
def test_one_changed_cell_is_one_cause(evaluated: Evaluate, seed: int, wording: str, choice: random.Random) -> None:
    report = _report(seed, wording)
    table = report.table(choice.choice(["T02", "T03", "T05"]))
    places = [
        (row, column)
        for row in table.rows[table.header :]
        for column, text in enumerate(row)
        if re.fullmatch(r"\d+\.\d\d", text) and text != "0.00"
    ]
    row, column = choice.choice(places)
    right = row[column]
    row[column] = f"{int(right.split('.')[0]) + choice.choice([1, 7, 40, 900])}.{right.split('.')[1]}"
    (cause,) = isolate(evaluated(write_text(report)))
    assert cause.operand is not None
    assert cause.wrong is not None
    assert cause.operand.anchor.text == row[column]
    # The value that mends all is the one that was there, to within the rounding of the other numbers.
    assert abs(cause.wrong.value.values.middle - _yuan(right)) <= 10_000 // 20
    assert cause.lead.relation.startswith("T2")


def _yuan(printed: str) -> int:
    return int(printed.replace(".", "")) * 100


@pytest.mark.parametrize("wording", WORDINGS)
def test_a_lost_row_is_one_cause_for_all_columns(evaluated: Evaluate, wording: str) -> None:
    report = _report(3, wording)
    table = report.table("T03")
    item = next(row for row in table.rows[table.header :] if "行政运行" in row)
    table.rows.remove(item)
    causes = isolate(evaluated(write_text(report)))
    assert [cause.lead.relation for cause in causes if cause.lead.relation.startswith("T")] == ["T202"]


def _only(report: Report, *names: str) -> str:
    report.blocks = [block for block in report.blocks if not isinstance(block, TableBlock) or block.name in names]
    return write_text(report)


def test_missing_tables_are_no_failures(evaluated: Evaluate) -> None:
    checks = evaluated(_only(_report(1, "shanxi"), "T02", "T04"))
    assert not _broken(checks)
    assert {check.relation for check in checks if check.relation.startswith("X")} == {"X306"}


@pytest.mark.parametrize("text", ["493.7.3", "见附表"])
def test_what_is_no_amount_is_left_alone(evaluated: Evaluate, text: str) -> None:
    report = _report(2, "shanxi")
    table = report.table("T02")
    next(row for row in table.rows if "住房公积金" in row)[2] = text
    assert not _broken(evaluated(write_text(report)))


def test_missing_parent_leaves_sums_alone(evaluated: Evaluate) -> None:
    report = _report(2, "shanxi")
    table = report.table("T03")
    table.rows.remove(next(row for row in table.rows if "住房改革支出" in row))
    assert not _broken(evaluated(write_text(report)))


def test_a_digit_in_the_second_decimal_is_rounding(evaluated: Evaluate) -> None:
    report = _report(2, "shanxi")
    table = report.table("T02")
    row = next(row for row in table.rows if row[0] == "合计")
    at = next(column for column, text in enumerate(row) if "." in text)
    whole, cents = row[at].split(".")
    row[at] = f"{whole}.{int(cents) + 1:02d}" if cents != "99" else f"{whole}.98"
    checks = evaluated(write_text(report))
    assert not _broken([check for check in checks if check.relation == "T203"])
    assert any(check.outcome is Outcome.ROUNDING for check in checks if check.relation == "T203")


def _sum(number: int, outcome: Outcome, *tables: str) -> Check:
    kind = CheckKind("T201", Form.SUM, plain("合计=各项之和"), declared=True)
    operands = tuple(
        Operand(
            Role.CELL,
            Interval.point(number),
            "",
            Anchor(1, number, 1, ""),
            sign=1,
            fact=_fact(table) if table else None,
        )
        for table in tables
    )
    return Check(kind, outcome, operands)


def _fact(table: str) -> Fact:
    sheet = Table("", table, "", Unit.NONE, True, Anchor(1, 1, 1, ""), None, Grid((), ()), ("金额",), ())
    return Fact(sheet, Row("行", None, "行", Level.LINE, ()), "金额", Cell(0, 0, 1, 1, Passage.of(()), None), None)


def test_a_table_that_breaks_most_of_its_sums_was_misread_and_contradicts_no_sentence() -> None:
    inside = [_sum(n, Outcome.FAILS if n < 7 else Outcome.HOLDS, "甲") for n in range(1, 11)]
    against, elsewhere = _sum(11, Outcome.FAILS, "", "甲"), _sum(12, Outcome.FAILS, "", "乙")
    assert believable([*inside, against, elsewhere]) == (*inside[6:], elsewhere)


def test_a_table_that_holds_mostly_is_believed() -> None:
    checks = [_sum(n, Outcome.FAILS if n < 7 else Outcome.HOLDS, "甲") for n in range(1, 13)]
    assert believable(checks) == tuple(checks)
