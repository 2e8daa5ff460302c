"""Amounts whose zeros at the end a report leaves out: how exactly they are known, and what comes of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from dislint.checks.model import Outcome
from dislint.document import Document

_TABLE = """青川县示例局
2024年度部门决算

第二部分 2024年度部门决算表

一般公共预算财政拨款支出决算表

单位：万元

科目编码\t科目名称\t合计\t基本支出\t项目支出
{rows}

第三部分 2024年度部门决算情况说明

五、一般公共预算财政拨款支出决算情况说明

{sentences}

公务接待费预算为3万元，支出决算为1.5万元，完成预算的55%。
"""
_AMOUNTS = ("10.5", "20.3", "31.7", "42.1", "53.9", "64.2", "75.6")


def _text(amounts: Sequence[str], cells: Sequence[str]) -> str:
    rows = "\n".join(f"20{n:02}\t事项{n}\t{cell}\t{cell}\t" for n, cell in enumerate(cells, 1))
    sentences = "\n\n".join(f"{n}.事项{n}支出决算为{amount}万元。" for n, amount in enumerate(amounts, 1))
    return _TABLE.format(rows=rows, sentences=sentences)


@pytest.mark.parametrize(("amounts", "cells", "outcome"), [
    # The tables print the same with a zero: 3万元 is 3.00, and 1.5 of it is half.
    (_AMOUNTS, [f"{amount}0" for amount in _AMOUNTS], Outcome.FAILS),
    # They print it with other digits: it was rounded, and 3万元 may be 2.73万元.
    (_AMOUNTS, [f"{amount}3" for amount in _AMOUNTS], Outcome.HOLDS),
    # A zero at the end is printed somewhere: nothing is left out.
    ((*_AMOUNTS, "88.0"), [*(f"{amount}0" for amount in _AMOUNTS), "88.00"], Outcome.HOLDS),
    # Too few tell.
    (_AMOUNTS[:5], [f"{amount}0" for amount in _AMOUNTS[:5]], Outcome.HOLDS),
])  # fmt: skip
def test_amounts_are_known_to_the_zeros_left_out(
    amounts: Sequence[str], cells: Sequence[str], outcome: Outcome, document_of: Callable[[str], Document]
) -> None:
    checks = document_of(_text(amounts, cells)).checks
    (check,) = [check for check in checks if check.kind.name == "completion"]
    assert check.outcome is outcome
