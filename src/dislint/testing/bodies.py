"""A body over several years: its budgets and final accounts, and those of its units, each in step with all the others.

A year's accounts say of the year before what that year's accounts say, take over what that year left, keep its vehicles,
and have the year's budget as their initial one. A department is the sum of its units.
"""

from __future__ import annotations

import random
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from dislint.testing.accounts import Accounts, Item, make_accounts, spread
from dislint.testing.budgets import Budget, Cost, make_budget
from dislint.testing.report import Heading, Paragraph, Report, TableBlock

_NAMES = ("云河市范例委员会", "青川县示例局", "南岭区样本局")
_UNITS = ("信息服务中心", "技术推广站", "培训学校", "档案管理所")


@dataclass(frozen=True, slots=True)
class Body:
    """A body by year; ``units`` are those that a department is the sum of, the first of them its own office."""

    name: str
    accounts: Mapping[int, Accounts]
    budgets: Mapping[int, Budget]
    units: tuple[Body, ...] = ()


def make_body(seed: int = 1, years: Sequence[int] = (2022, 2023, 2024), units: int = 0) -> Body:
    """A body drawn from a seed, over years that follow one another; with so many units besides its own office."""
    name = _NAMES[seed % len(_NAMES)]
    if not units:
        return _single(name, seed, years)
    names = (f"{name}（本级）", *(f"{name[:3]}{kind}" for kind in _UNITS[:units]))
    parts = tuple(_single(each, seed * 31 + number, years) for number, each in enumerate(names))
    return Body(
        name,
        {year: _accounts_together(name, [part.accounts[year] for part in parts]) for year in years},
        {year: _budgets_together(name, [part.budgets[year] for part in parts]) for year in years},
        parts,
    )


def _single(name: str, seed: int, years: Sequence[int]) -> Body:
    accounts: dict[int, Accounts] = {}
    budgets: dict[int, Budget] = {}
    for year in years:
        draw = random.Random(seed * 10_000 + year)
        budgets[year] = _budget(name, year, draw, budgets.get(year - 1))
        accounts[year] = _accounts(name, year, draw, accounts.get(year - 1), budgets[year])
        budgets[year] = replace(budgets[year], cars=accounts[year].cars)
    return Body(name, accounts, budgets)


def _budget(name: str, year: int, draw: random.Random, before: Budget | None) -> Budget:
    budget = replace(make_budget(draw.randrange(10**6), year=year), entity=name, car_bought=Cost(0, 0))
    if before is None:
        return budget
    last = {item.code: item.total for item in before.items}
    return replace(
        budget,
        items=tuple(replace(item, last_year=last[item.code]) for item in budget.items),
        car_run=Cost(budget.car_run.now, before.car_run.now),
        reception=Cost(budget.reception.now, before.reception.now),
        last_goods=before.goods + before.services,
    )


def _accounts(name: str, year: int, draw: random.Random, before: Accounts | None, budget: Budget) -> Accounts:
    planned = {item.code: item.total for item in budget.items}
    made = make_accounts(draw.randrange(10**6))
    last = {item.code: item.total for item in before.items} if before else {}
    items = tuple(_spent(item, planned[item.code], last.get(item.code), draw) for item in made.items)
    reception, vehicles = budget.reception.now - draw.randint(50, 400), budget.car_run.now - draw.randint(500, 9_000)
    accounts = replace(
        made,
        entity=name,
        year=year,
        items=items,
        economic=tuple(spread(draw, sum(item.basic for item in items), reception, vehicles)),
        reception=reception,
        reception_budget=budget.reception.now,
        vehicles=vehicles,
        vehicles_budget=budget.car_run.now,
    )
    if before is None:
        return accounts
    return replace(
        accounts,
        carried_in=before.total - before.spent,
        last_carried=before.carried_in,
        fiscal_carried=before.fiscal_carried,
        last_total=before.total,
        last_running=before.running,
        cars=before.cars,
    )


def _spent(item: Item, planned: int, last: int | None, draw: random.Random) -> Item:
    """What came of a planned amount: near it, basic and project expenditure as they were drawn."""
    total = planned + draw.choice((-1, 1)) * draw.randint(planned // 50, planned // 5)
    basic = total * item.basic // item.total
    return replace(
        item, basic=basic, project=total - basic, budget=planned, last_year=item.last_year if last is None else last
    )


def _accounts_together(name: str, parts: Sequence[Accounts]) -> Accounts:
    first = parts[0]
    added = (
        "other_income", "carried_in", "fiscal_carried", "reception", "reception_budget", "vehicles", "vehicles_budget",
        "cars", "last_total", "last_running",
    )  # fmt: skip
    carried = [part.last_carried for part in parts if part.last_carried is not None]
    return replace(
        first,
        entity=name,
        items=_items_together([part.items for part in parts]),
        economic=_economic_together([part.economic for part in parts]),
        procurement=_three([part.procurement for part in parts]),
        last_carried=sum(carried) if carried else None,
        **{field: sum(getattr(part, field) for part in parts) for field in added},
    )


def _three(parts: Sequence[tuple[int, int, int]]) -> tuple[int, int, int]:
    """Goods, works and services."""
    goods, works, services = (sum(amounts) for amounts in zip(*parts, strict=True))
    return goods, works, services


def _budgets_together(name: str, parts: Sequence[Budget]) -> Budget:
    added = ("meetings", "training", "goods", "services", "last_goods", "small", "smallest", "cars")
    costs: dict[str, Any] = {name: _cost(parts, name) for name in ("travel", "car_bought", "car_run", "reception")}
    return replace(
        parts[0],
        entity=name,
        items=_items_together([part.items for part in parts]),
        economic=_economic_together([part.economic for part in parts]),
        projects=tuple(
            (parts[0].projects[at][0], sum(part.projects[at][1] for part in parts))
            for at in range(len(parts[0].projects))
        ),
        **{field: sum(getattr(part, field) for part in parts) for field in added},
        **costs,
    )


def _cost(parts: Sequence[Budget], field: str) -> Cost:
    costs = [getattr(part, field) for part in parts]
    return Cost(sum(cost.now for cost in costs), sum(cost.last for cost in costs))


def _items_together(lists: Sequence[Sequence[Item]]) -> tuple[Item, ...]:
    amounts = ("basic", "project", "budget", "last_year")
    return tuple(
        replace(same[0], **{amount: sum(getattr(item, amount) for item in same) for amount in amounts})
        for same in zip(*lists, strict=True)
    )


def _economic_together(lists: Sequence[Sequence[tuple[str, str, int]]]) -> tuple[tuple[str, str, int], ...]:
    return tuple((*same[0][:2], sum(amount for _, _, amount in same)) for same in zip(*lists, strict=True))


def name_units(
    report: Report, body: Body, words: str = "纳入{year}年度部门决算编制范围的单位共{count}个，包括："
) -> Report:
    """The report (in place) with the units of a department named where it tells of its organisation."""
    names = [unit.name for unit in body.units]
    told = [words.format(year=report.year, count=len(names))]
    told += [f"{number}.{name}" for number, name in enumerate(names, 1)]
    at = next(n for n, block in enumerate(report.blocks) if _tells_of_organisation(block))
    after = at + 2
    if isinstance(report.blocks[at], Heading):
        after = next(n for n in range(at + 1, len(report.blocks)) if isinstance(report.blocks[n], Heading))
    report.blocks[at + 1 : after] = [Paragraph(line) for line in told]
    return report


def _tells_of_organisation(block: Heading | Paragraph | TableBlock) -> bool:
    """Whether a block is the title, or what stands for one, of what tells of the organisation."""
    return not isinstance(block, TableBlock) and bool(re.search(r"机构设置\w{0,4}$|单位构成$", block.text))
