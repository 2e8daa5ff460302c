"""A small, consistent model of a body's budget; all amounts are whole hundreds of 元, exact in 万元 with two decimals."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from dislint.testing.accounts import ECONOMIC_CLASSES, RUNNING, STAFF, SUBJECTS, Item, wan

_STEP = 100
_PROJECTS = ("信息化建设", "科技条件专项", "一般行政管理事务")
# Economic items that are functional items, too.
CONTRIBUTIONS = {"2080505": "30108", "2080506": "30109", "2101101": "30110", "2210201": "30113"}
_MORE_STAFF = (("30109", "职业年金缴费"), ("30110", "职工基本医疗保险缴费"))


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a list of subjects: its code, level (0 类, 1 款, 2 项), name, and the items that it sums up."""

    code: str
    level: int
    name: str
    items: tuple[Item, ...]

    def total(self, of: str) -> int:
        """The sum of an amount (basic, project, total, last_year) over its items."""
        return sum(int(getattr(item, of)) for item in self.items)


@dataclass(frozen=True, slots=True)
class Cost:
    """A cost of the 三公 and their like: this year's and last year's."""

    now: int
    last: int


@dataclass(frozen=True, slots=True)
class Budget:
    """One body's budget: ``whose`` says whether it is a department (部门) or a unit (单位), ``unit`` what the tables print in."""

    entity: str
    year: int
    whose: str
    unit: str
    items: tuple[Item, ...]
    economic: tuple[tuple[str, str, int], ...]
    travel: Cost
    car_bought: Cost
    car_run: Cost
    reception: Cost
    meetings: int
    training: int
    goods: int
    services: int
    last_goods: int
    small: int
    smallest: int
    projects: tuple[tuple[str, int], ...]
    cars: int

    def printed(self, amount: int) -> str:
        """An amount in the tables' unit."""
        return wan(amount) if self.unit == "万元" else f"{amount:,}"

    def cell(self, amount: int) -> str:
        """An amount as a table prints it: nothing for 0."""
        return self.printed(amount) if amount else ""

    @property
    def total(self) -> int:
        """All income and expenditure, all of it of the general budget."""
        return sum(item.total for item in self.items)

    @property
    def basic(self) -> int:
        """Basic expenditure."""
        return sum(item.basic for item in self.items)

    @property
    def project(self) -> int:
        """Project expenditure."""
        return self.total - self.basic

    @property
    def last(self) -> int:
        """Last year's expenditure."""
        return sum(item.last_year for item in self.items)

    @property
    def staff(self) -> int:
        """人员经费."""
        return sum(amount for code, _, amount in self.economic if code[:3] in ("301", "303"))

    @property
    def running(self) -> int:
        """公用经费."""
        return self.basic - self.staff

    @property
    def cars_cost(self) -> Cost:
        """公务用车购置及运行维护费."""
        return Cost(self.car_bought.now + self.car_run.now, self.car_bought.last + self.car_run.last)

    @property
    def public(self) -> Cost:
        """The 三公 together."""
        parts = (self.travel, self.cars_cost, self.reception)
        return Cost(sum(part.now for part in parts), sum(part.last for part in parts))

    @property
    def targeted(self) -> int:
        """The money of the projects with performance targets: all but the last."""
        return sum(money for _, money in self.projects[:-1])

    def lines(self) -> Iterator[Line]:
        """The rows of a table by function: each 类, its 款, their 项."""
        yield from _lines(self.items)

    def classes(self) -> list[Line]:
        """The rows of the 类 alone."""
        return [line for line in self.lines() if line.level == 0]

    def economic_lines(self) -> Iterator[tuple[str, str, int]]:
        """Code, name and amount of each economic class and its items."""
        for code, name in ECONOMIC_CLASSES.items():
            own = [entry for entry in self.economic if entry[0].startswith(code) and entry[2]]
            if own:
                yield code, name, sum(amount for _, _, amount in own)
                yield from own


def _lines(items: Sequence[Item]) -> Iterator[Line]:
    for class_code, class_name in _unique((item.class_code, item.class_name) for item in items):
        within = tuple(item for item in items if item.class_code == class_code)
        yield Line(class_code, 0, class_name, within)
        for code, name in _unique((item.section_code, item.section_name) for item in within):
            below = tuple(item for item in within if item.section_code == code)
            yield Line(code, 1, name, below)
            yield from (Line(item.code, 2, item.name, (item,)) for item in below)


def _unique(pairs: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    return list(dict.fromkeys(pairs))


def percent(part: int, whole: int) -> str:
    """A rate in percent with two decimals."""
    return f"{(Decimal(part) * 100 / Decimal(whole)).quantize(Decimal('0.01'), ROUND_HALF_UP):f}%"


def changed(now: int, last: int) -> str:
    """比上年…的变化, by amount and rate: 增加12.00万元，增长3.40%; 持平."""
    if now == last:
        return "持平"
    up = now > last
    words = f"{'增加' if up else '减少'}{wan(abs(now - last))}万元"
    return f"{words}，{'增长' if up else '下降'}{percent(abs(now - last), last)}" if last else words


def make_budget(seed: int = 1, *, whose: str = "部门", unit: str = "万元", year: int = 2031) -> Budget:
    """A budget drawn from a seed: the same seed gives the same budget."""
    draw = random.Random(seed)

    def amount(low: int, high: int) -> int:
        return draw.randrange(low, high, _STEP)

    items = []
    for class_code, class_name, section_code, section_name, words in SUBJECTS:
        code, name = words.split(" ")
        basic = 0 if name in _PROJECTS else amount(200_000, 900_000) * (12 if code == "2010601" else 1)
        project = amount(300_000, 6_000_000) if name in _PROJECTS else 0
        total = basic + project
        last = total + draw.choice((-1, 1)) * amount(5_000, total // 4)
        items.append(Item(class_code, class_name, section_code, section_name, code, name, basic, project, 0, last))
    buys = draw.random() < 0.5
    car_bought = Cost(180_000 if buys else 0, 0)
    car_run = Cost(run := amount(20_000, 90_000), run + draw.choice((0, 1_000)))
    reception = Cost(amount(1_000, 9_000), amount(1_000, 9_000))
    economic = _economic(draw, items, reception.now, run)
    equipment = next(sum_ for code, _, sum_ in economic if code == "31002")
    goods, services = equipment + amount(1_000, 400_000), amount(10_000, 900_000)
    small = (goods + services) // 2 // _STEP * _STEP
    names = ("数字平台运行项目", "公共设施维护项目", "专业培训项目")
    project = sum(item.project for item in items)
    first, second = (project // 2 // _STEP * _STEP, project // 3 // _STEP * _STEP)
    return Budget(
        draw.choice(("云河市范例委员会", "青川县示例局", "南岭区样本中心")), year, whose, unit, tuple(items), tuple(economic),
        Cost(0, 0), car_bought, car_run, reception, amount(1_000, 30_000), amount(1_000, 30_000), goods, services,
        goods + services - amount(500, 9_000), small, small // 2 // _STEP * _STEP,
        tuple(zip(names, (first, second, project - first - second), strict=True)), draw.randint(2, 9),
    )  # fmt: skip


def _economic(draw: random.Random, items: Sequence[Item], reception: int, cars: int) -> list[tuple[str, str, int]]:
    """Basic expenditure by economic items: the contributions as they are by function, the rest drawn."""
    by_code = {item.code: item.basic for item in items}
    amounts = {economic: by_code[code] for code, economic in CONTRIBUTIONS.items()}
    amounts |= {"30217": reception, "30231": cars}
    names = sorted({*STAFF, *_MORE_STAFF, *RUNNING})
    left = sum(item.basic for item in items) - sum(amounts.values())
    free = [code for code, _ in names if code not in amounts and code not in ("30202", "30309")]
    weights = {code: draw.randint(1, 20) * (6 if code[0:3] != "302" else 1) for code in free}
    for code in free[:-1]:
        amounts[code] = left * weights[code] // sum(weights.values()) // _STEP * _STEP
    amounts[free[-1]] = left - sum(amounts[code] for code in free[:-1])
    return [(code, name, amounts.get(code, 0)) for code, name in names]
