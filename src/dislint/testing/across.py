"""Errors across documents: a figure that a document has from another one, and has wrong, throughout.

The document itself stays consistent: nothing but the other one tells. Where the document does not print the figure, it is
printed as without the error, and there is nothing to find.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from dislint.testing.accounts import Accounts, Item
from dislint.testing.budgets import Budget, Cost


@dataclass(frozen=True, slots=True)
class Across:
    """A kind of error: in which document (accounts or budget), against which (of the year before, the budget, the department),
    which codes report it."""

    description: str
    document: str
    against: str
    codes: frozenset[str]
    apply: Callable[[Any, random.Random], Any]


def _off(amount: int, draw: random.Random) -> int:
    """Another amount, far enough from it to show in 万元, in whole hundreds."""
    return amount + draw.choice((-1, 1)) * draw.randrange(amount // 1000 + 1, amount // 200 + 20) * 100


def _items(field: str) -> Callable[[Any, random.Random], Any]:
    def apply(document: Any, draw: random.Random) -> Any:
        """One amount too high and one too low by as much: the sums stay."""
        items: list[Item] = list(document.items)
        one, other = draw.sample(range(len(items)), 2)
        most = min(getattr(items[one], field), getattr(items[other], field)) // 200
        by = draw.randint(most // 2 + 1, most + 2) * 100
        for at, change in ((one, by), (other, -by)):
            items[at] = replace(items[at], **{field: getattr(items[at], field) + change})
        return replace(document, items=tuple(items))

    return apply


def _total_last(accounts: Accounts, draw: random.Random) -> Accounts:
    return replace(accounts, last_total=_off(accounts.last_total, draw))


def _running_last(accounts: Accounts, draw: random.Random) -> Accounts:
    return replace(accounts, last_running=_off(accounts.last_running, draw))


def _opening(accounts: Accounts, draw: random.Random) -> Accounts:
    return replace(accounts, carried_in=_off(accounts.carried_in, draw))


def _fiscal_opening(accounts: Accounts, draw: random.Random) -> Accounts:
    return replace(accounts, fiscal_carried=_off(accounts.fiscal_carried, draw))


def _public_budget(accounts: Accounts, draw: random.Random) -> Accounts:
    return replace(accounts, reception_budget=accounts.reception_budget + draw.randrange(5, 60) * 100)


def _cars(accounts: Accounts, draw: random.Random) -> Accounts:
    return replace(accounts, cars=accounts.cars + draw.randint(1, 4))


def _budget_last(budget: Budget, draw: random.Random) -> Budget:
    first, *rest = budget.items
    return replace(budget, items=(replace(first, last_year=_off(first.last_year, draw)), *rest))


def _public_last(budget: Budget, draw: random.Random) -> Budget:
    cost = budget.reception
    return replace(budget, reception=Cost(cost.now, cost.last + draw.randrange(5, 60) * 100))


ACROSS: dict[str, Across] = {
    kind: Across(description, document, against, frozenset(codes.split()), apply)
    for kind, description, document, against, codes, apply in (
        ("last-items", "two subjects' amounts of last year", "accounts", "year", "D101", _items("last_year")),
        ("last-total", "last year's total", "accounts", "year", "D101", _total_last),
        ("last-running", "last year's running costs", "accounts", "year", "D101", _running_last),
        ("opening", "the opening balance", "accounts", "year", "D103 D101", _opening),
        ("fiscal-opening", "the opening balance of fiscal money", "accounts", "year", "D103 D101", _fiscal_opening),
        ("cars", "vehicles held", "accounts", "year", "D104", _cars),
        ("initial-items", "two subjects' initial budgets", "accounts", "budget", "D102", _items("budget")),
        ("initial-public", "the initial budget of the 三公", "accounts", "budget", "D102", _public_budget),
        ("budget-last", "the total of last year's budget", "budget", "year", "D101", _budget_last),
        ("public-last", "last year's budget of the 三公", "budget", "year", "D101", _public_last),
    )
}
"""The kinds by name."""


def larger_than(unit: Accounts, department: Accounts, draw: random.Random) -> Accounts:
    """A unit that spent more on one subject than its department did on it."""
    at = draw.randrange(len(unit.items))
    more = department.items[at].total + draw.randrange(10, 9_000) * 1_000
    items = list(unit.items)
    items[at] = replace(items[at], project=more - items[at].basic)
    return replace(unit, items=tuple(items))


def off_by_some(unit: Accounts, department: Accounts, draw: random.Random) -> Accounts:  # noqa: ARG001  # As the other one.
    """A unit of whose spending on one subject its department has another figure."""
    at = draw.randrange(len(unit.items))
    items = list(unit.items)
    items[at] = replace(items[at], project=items[at].project + draw.randrange(20, 300) * 100)
    return replace(unit, items=tuple(items))


WITHIN: dict[str, tuple[frozenset[str], Callable[[Accounts, Accounts, random.Random], Accounts]]] = {
    "unit-larger": (frozenset({"D201"}), larger_than),
    "unit-off": (frozenset({"D202", "D201"}), off_by_some),
}
"""Errors between a unit and its department, with the codes that report them: what a department has none of is larger, too."""
