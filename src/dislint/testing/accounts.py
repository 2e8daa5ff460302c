"""A small, consistent model of a department's final accounts; all amounts are whole 元."""

from __future__ import annotations

import random
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

# Codes and names of the classification (facts); a department spends on some of them.
SUBJECTS: tuple[tuple[str, str, str, str, str], ...] = (
    ("201", "一般公共服务支出", "20106", "财政事务", "2010601 行政运行"),
    ("201", "一般公共服务支出", "20106", "财政事务", "2010602 一般行政管理事务"),
    ("201", "一般公共服务支出", "20106", "财政事务", "2010607 信息化建设"),
    ("206", "科学技术支出", "20605", "科技条件与服务", "2060503 科技条件专项"),
    ("208", "社会保障和就业支出", "20805", "行政事业单位养老支出", "2080501 行政单位离退休"),
    ("208", "社会保障和就业支出", "20805", "行政事业单位养老支出", "2080505 机关事业单位基本养老保险缴费支出"),
    ("208", "社会保障和就业支出", "20805", "行政事业单位养老支出", "2080506 机关事业单位职业年金缴费支出"),
    ("210", "卫生健康支出", "21011", "行政事业单位医疗", "2101101 行政单位医疗"),
    ("221", "住房保障支出", "22102", "住房改革支出", "2210201 住房公积金"),
)
# What the government funds pay for.
FUND_SUBJECTS: tuple[tuple[str, str, str, str, str], ...] = (
    ("212", "城乡社区支出", "21208", "国有土地使用权出让收入安排的支出", "2120803 城市建设支出"),
    ("212", "城乡社区支出", "21208", "国有土地使用权出让收入安排的支出", "2120804 农村基础设施建设支出"),
    ("229", "其他支出", "22960", "彩票公益金安排的支出", "2296002 用于社会福利的彩票公益金支出"),
)
# What the state capital budget pays for.
CAPITAL_SUBJECTS: tuple[tuple[str, str, str, str, str], ...] = (
    (
        "223",
        "国有资本经营预算支出",
        "22301",
        "解决历史遗留问题及改革成本支出",
        "2230105 国有企业退休人员社会化管理补助支出",
    ),
    ("223", "国有资本经营预算支出", "22302", "国有企业资本金注入", "2230208 其他国有企业资本金注入"),
)
FUNCTIONS: tuple[str, ...] = (
    "一般公共服务支出", "外交支出", "国防支出", "公共安全支出", "教育支出", "科学技术支出", "文化旅游体育与传媒支出",
    "社会保障和就业支出", "卫生健康支出", "节能环保支出", "城乡社区支出", "农林水支出", "交通运输支出",
    "资源勘探工业信息等支出", "商业服务业等支出", "金融支出", "援助其他地区支出", "自然资源海洋气象等支出", "住房保障支出",
    "粮油物资储备支出", "国有资本经营预算支出", "灾害防治及应急管理支出", "其他支出", "债务还本支出", "债务付息支出",
    "抗疫特别国债安排的支出",
)  # fmt: skip
STAFF: tuple[tuple[str, str], ...] = (
    ("30101", "基本工资"), ("30102", "津贴补贴"), ("30103", "奖金"), ("30107", "绩效工资"),
    ("30108", "机关事业单位基本养老保险缴费"), ("30113", "住房公积金"), ("30199", "其他工资福利支出"),
    ("30302", "退休费"), ("30305", "生活补助"), ("30309", "奖励金"),
)  # fmt: skip
RUNNING: tuple[tuple[str, str], ...] = (
    ("30201", "办公费"), ("30202", "印刷费"), ("30206", "电费"), ("30211", "差旅费"), ("30217", "公务接待费"),
    ("30228", "工会经费"), ("30231", "公务用车运行维护费"), ("30299", "其他商品和服务支出"), ("31002", "办公设备购置"),
)  # fmt: skip
ECONOMIC_CLASSES = {"301": "工资福利支出", "302": "商品和服务支出", "303": "对个人和家庭的补助", "310": "资本性支出"}


@dataclass(frozen=True, slots=True)
class Item:
    """A subject with its spending: 类, 款, 项 codes and names; basic and project expenditure; its initial budget."""

    class_code: str
    class_name: str
    section_code: str
    section_name: str
    code: str
    name: str
    basic: int
    project: int
    budget: int
    last_year: int

    @property
    def total(self) -> int:
        """All its spending."""
        return self.basic + self.project


@dataclass(frozen=True, slots=True)
class Accounts:
    """One department's year: ``items`` are paid from the general budget, ``fund`` from the government funds, ``capital``
    from the state capital budget.

    ``unit`` is what the report prints its amounts in, 万元 or 元.
    """

    entity: str
    year: int
    items: tuple[Item, ...]
    other_income: int
    carried_in: int
    fiscal_carried: int
    economic: tuple[tuple[str, str, int], ...]
    reception: int
    reception_budget: int
    vehicles: int
    vehicles_budget: int
    cars: int
    last_total: int
    last_running: int
    procurement: tuple[int, int, int]
    fund: tuple[Item, ...] = ()
    unit: str = "万元"
    capital: tuple[Item, ...] = ()
    last_carried: int | None = None
    """What last year took over; None: as much as this year did."""

    def printed(self, amount: int) -> str:
        """An amount in the report's unit."""
        return wan(amount) if self.unit == "万元" else f"{amount:,}.00"

    def cell(self, amount: int) -> str:
        """An amount as a table prints it: nothing for 0."""
        return self.printed(amount) if amount else ""

    @property
    def general(self) -> int:
        """Expenditure from the general budget."""
        return sum(item.total for item in self.items)

    @property
    def funded(self) -> int:
        """Expenditure from the government funds."""
        return sum(item.total for item in self.fund)

    @property
    def owned(self) -> int:
        """Expenditure from the state capital budget."""
        return sum(item.total for item in self.capital)

    @property
    def spent(self) -> int:
        """All expenditure, all of it from fiscal appropriation."""
        return self.general + self.funded + self.owned

    @property
    def income(self) -> int:
        """All income of the year."""
        return self.spent + self.other_income

    @property
    def total(self) -> int:
        """Income and what was carried in."""
        return self.income + self.carried_in

    @property
    def last_income(self) -> int:
        """All income of the year before."""
        return self.last_total - (self.carried_in if self.last_carried is None else self.last_carried)

    @property
    def basic(self) -> int:
        """Basic expenditure."""
        return sum(item.basic for item in self.items)

    @property
    def staff(self) -> int:
        """人员经费."""
        return sum(amount for code, _, amount in self.economic if code[:3] in ("301", "303"))

    @property
    def running(self) -> int:
        """公用经费."""
        return self.basic - self.staff

    @property
    def by_fund(self) -> dict[str, tuple[Item, ...]]:
        """What was spent on, by who paid."""
        return {"general": self.items, "fund": self.fund, "capital": self.capital}

    @property
    def all_items(self) -> tuple[Item, ...]:
        """What was spent on, whoever paid, in the order of the codes."""
        return tuple(sorted((*self.items, *self.fund, *self.capital), key=lambda item: item.code))

    def classes(self, of: str = "general") -> list[tuple[str, str, int]]:
        """Code, name, total of each 类 that one of the budgets paid for."""
        found: dict[str, tuple[str, int]] = {}
        for item in self.by_fund[of]:
            name, amount = found.get(item.class_code, (item.class_name, 0))
            found[item.class_code] = (name, amount + item.total)
        return [(code, name, amount) for code, (name, amount) in found.items()]


def wan(amount: int) -> str:
    """元 printed in 万元 with two decimals, as the reports do."""
    return f"{(Decimal(amount) / 10_000).quantize(Decimal('0.01'), ROUND_HALF_UP):f}"


def percent(part: int, whole: int) -> str:
    """A share or rate in percent with two decimals."""
    return f"{(Decimal(part) * 100 / Decimal(whole)).quantize(Decimal('0.01'), ROUND_HALF_UP):f}"


def make_accounts(seed: int = 1) -> Accounts:
    """Accounts drawn from a seed: the same seed gives the same accounts."""
    draw = random.Random(seed)
    items = []
    for class_code, class_name, section_code, section_name, item in SUBJECTS:
        code, name = item.split(" ")
        basic = (
            draw.randint(200_000, 9_000_000) if name not in ("信息化建设", "科技条件专项", "一般行政管理事务") else 0
        )
        project = draw.randint(150_000, 6_000_000) if not basic or code == "2010601" else 0
        total = basic + project
        budget = total + draw.choice((-1, 1)) * draw.randint(2_000, total // 5)
        last = total + draw.choice((-1, 1)) * draw.randint(3_000, total // 4)
        items.append(Item(class_code, class_name, section_code, section_name, code, name, basic, project, budget, last))
    spent = sum(item.total for item in items)
    basic = sum(item.basic for item in items)
    reception, vehicles = draw.randint(800, 9_000), draw.randint(10_000, 60_000)
    economic = spread(draw, basic, reception, vehicles)
    running = sum(amount for code, _, amount in economic if code[:3] in ("302", "310"))
    other, carried = draw.randint(100, 90_000), draw.randint(10_000, 500_000)
    name = draw.choice(("青川县示例局", "云河市范例委员会", "南岭区试验中心"))
    return Accounts(
        name, 2024, tuple(items), other, carried, carried // 2, tuple(economic), reception,
        reception + draw.randint(500, 5_000), vehicles, vehicles + draw.randint(1_000, 9_000), draw.randint(1, 9),
        spent + other + carried + draw.choice((-1, 1)) * draw.randint(10_000, spent // 6),
        running + draw.choice((-1, 1)) * draw.randint(1_000, running // 4),
        (draw.randint(10_000, 900_000), 0, draw.randint(10_000, 900_000)),
    )  # fmt: skip


def make_fund(seed: int) -> tuple[Item, ...]:
    """What the government funds pay for in the year of a seed: projects all."""
    return _projects(FUND_SUBJECTS, random.Random(seed))


def make_capital(seed: int) -> tuple[Item, ...]:
    """What the state capital budget pays for in the year of a seed: projects all."""
    return _projects(CAPITAL_SUBJECTS, random.Random(seed))


def _projects(subjects: tuple[tuple[str, str, str, str, str], ...], draw: random.Random) -> tuple[Item, ...]:
    items = []
    for class_code, class_name, section_code, section_name, item in subjects:
        code, name = item.split(" ")
        spent = draw.randint(150_000, 9_000_000)
        budget, last = (spent + draw.choice((-1, 1)) * draw.randint(2_000, spent // 4) for _ in range(2))
        items.append(Item(class_code, class_name, section_code, section_name, code, name, 0, spent, budget, last))
    return tuple(items)


def spread(draw: random.Random, basic: int, reception: int, vehicles: int) -> list[tuple[str, str, int]]:
    """Basic expenditure split over economic subjects; some stay empty."""
    fixed = {"30217": reception, "30231": vehicles}
    names = [*STAFF, *RUNNING]
    empty = {"30309", "30202"}
    weights = {code: draw.randint(1, 20) * (6 if code[:3] in ("301", "303") else 1) for code, _ in names}
    free = [code for code, _ in names if code not in fixed and code not in empty]
    left = basic - sum(fixed.values())
    amounts = dict(fixed)
    scale = sum(weights[code] for code in free)
    for code in free[:-1]:
        amounts[code] = left * weights[code] // scale
    amounts[free[-1]] = left - sum(amounts[code] for code in free[:-1])
    return [(code, name, amounts.get(code, 0)) for code, name in names]
