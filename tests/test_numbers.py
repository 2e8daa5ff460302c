"""Printed numbers as intervals: exact arithmetic, and what rounding can explain."""

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dislint.numbers import Figure, Interval, Unit, is_blank, parse_figure, show, total

AMOUNTS = st.integers(min_value=0, max_value=10**13)


def wan(amount: int) -> Figure:
    value = (Decimal(amount) / 10_000).quantize(Decimal("0.01"), ROUND_HALF_UP)
    return Figure(str(value), value, 2, Unit.WAN)


@pytest.mark.parametrize(
    ("text", "value", "places"),
    [
        ("3,413.73", "3413.73", 2),
        ("0", "0", 0),
        ("57,198.2", "57198.2", 1),
        ("-12.50", "-12.50", 2),
        ("(3.10)", "-3.10", 2),
        (f"({'9' * 40}.5)", f"-{'9' * 40}.5", 1),
    ],
)
def test_numbers_that_are_read(text: str, value: str, places: int) -> None:
    figure = parse_figure(text)
    assert figure is not None
    assert (figure.value, figure.places) == (Decimal(value), places)


@pytest.mark.parametrize("text", ["493.7.3", "1,23.4", "O", "12a", "", "—", "1,2345", "9" * 101])
def test_prints_that_are_no_numbers(text: str) -> None:
    assert parse_figure(text) is None


def test_blanks() -> None:
    assert all(map(is_blank, ("", "—", "——", "-")))
    assert not is_blank("0")


@given(st.lists(AMOUNTS, min_size=1, max_size=12))
def test_a_true_sum_always_holds_after_rounding(parts: list[int]) -> None:
    assert total(wan(part).interval for part in parts).meets(wan(sum(parts)).interval)


@given(AMOUNTS, st.integers(min_value=101, max_value=10**6))
def test_a_wrong_number_is_not_explained_by_rounding(amount: int, off: int) -> None:
    assert not wan(amount).interval.meets(wan(amount + off * 100).interval)


@given(AMOUNTS, AMOUNTS, AMOUNTS, AMOUNTS)
def test_interval_arithmetic_contains_every_value(a: int, b: int, c: int, d: int) -> None:
    left, right = Interval(*sorted(map(Fraction, (a, b)))), Interval(*sorted(map(Fraction, (c, d))))
    assert (left + right).contains(left.middle + right.middle)
    assert (left - right).contains(left.lo - right.hi)
    assert (left * right).contains(left.middle * right.middle)
    if right.lo > 0:
        assert (left / right).contains(left.middle / right.middle)


def test_division_by_an_interval_around_zero_is_refused() -> None:
    with pytest.raises(ZeroDivisionError):
        Interval.point(1) / Interval(Fraction(-1), Fraction(1))


def test_zero_printed_bare_is_exact() -> None:
    assert Figure("0", Decimal(0), 0, Unit.WAN).interval == Interval.point(0)
    assert Figure("0.00", Decimal("0.00"), 2, Unit.WAN).interval.hi == 50


def test_show_rounds_half_up() -> None:
    assert show(Fraction(12_345), Unit.WAN) == "1.23万元"
    assert show(Fraction(1, 3), Unit.PERCENT) == "33.33%"


def test_show_prints_numbers_of_any_length() -> None:
    assert show(Fraction(10) ** 300, Unit.YUAN) == f"1{'0' * 300}.00元"
    assert show(Fraction(1), Unit.YUAN, 300) == f"1.{'0' * 300}元"


def test_rounding_is_exact_for_numbers_of_any_length() -> None:
    assert Figure("9" * 5000, Decimal("9" * 5000), 0).rounded(2) == Fraction(Decimal("9" * 5000))
    assert Figure("1.25", Decimal("1.25"), 2).rounded(1) == Fraction("1.2")
