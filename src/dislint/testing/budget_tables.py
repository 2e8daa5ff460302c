"""A budget's tables, each in the forms of several regions."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from dislint.testing.accounts import wan
from dislint.testing.budgets import Budget, Line, percent
from dislint.testing.report import TableBlock

Cells = Callable[[Line], list[str]]
_SOURCES = ("事业收入", "事业单位经营收入", "其他收入")
_NUMERALS = "一二三四五六七八九十"


def caption(budget: Budget, number: str = "", unit: str = "") -> tuple[str, ...]:
    """The lines above a table: its number, the body and the unit."""
    words = f"编制{budget.whose}：{budget.entity}　单位：{unit or budget.unit}"
    return (number, words) if number else (words,)


def table(
    kind: str, title: str, lines: Sequence[str], rows: list[list[str]], header: int, notes: Sequence[str] = ()
) -> TableBlock:
    """A table whose rows are all as wide as the widest; blank heads right of one are spanned by it."""
    width = max(map(len, rows))
    rows = [row + [""] * (width - len(row)) for row in rows]
    return TableBlock(kind, title, tuple(lines), rows, header, _spans(rows[:header]), tuple(notes))


def _spans(heads: Sequence[Sequence[str]]) -> list[tuple[int, int, int, int]]:
    """Heads with blank places to their right or below them span those."""
    spans, taken = [], set()
    for r, row in enumerate(heads):
        for c, text in enumerate(row):
            if not text or (r, c) in taken:
                continue
            across = 1
            while (
                c + across < len(row)
                and not row[c + across]
                and (r, c + across) not in taken
                and _below(heads, r, c + across)
            ):
                across += 1
            down = 1
            while r + down < len(heads) and not any(heads[r + down][c : c + across]):
                down += 1
            taken |= {(r + i, c + j) for i in range(down) for j in range(across)}
            if across > 1 or down > 1:
                spans.append((r, c, down, across))
    return spans


def _below(heads: Sequence[Sequence[str]], r: int, c: int) -> bool:
    """Whether a blank head has a head of its own below it: then the head to its left is a group's."""
    return any(row[c] for row in heads[r + 1 :])


def overall(
    budget: Budget, title: str, lines: Sequence[str], source: str, totals: tuple[str, str], *, years: bool = False
) -> TableBlock:
    """B01: sources beside functions. ``source`` is how the general budget is called, ``totals`` the last line's names."""
    heads = f"{budget.year}年预算" if years else "预算数"
    left = [(f"一、{source}", budget.total), *((f"{_NUMERALS[n + 1]}、{name}", 0) for n, name in enumerate(_SOURCES))]
    right = [(f"{_NUMERALS[n]}、{line.name}", line.total("total")) for n, line in enumerate(budget.classes())]
    rows = [["收入", "", "支出", ""], ["项目", heads, "项目", heads], *_halves(budget, left, right)]
    if totals[0] == "收入总计":
        rows.append(["本年收入合计", budget.printed(budget.total), "本年支出合计", budget.printed(budget.total)])
        rows.append(["上年结转", "", "结转下年", ""])
    rows.append([totals[0], budget.printed(budget.total), totals[1], budget.printed(budget.total)])
    return table("B01", title, lines, rows, 2)


def _halves(budget: Budget, left: Sequence[tuple[str, int]], right: Sequence[tuple[str, int]]) -> list[list[str]]:
    rows = []
    for n in range(max(len(left), len(right))):
        one = left[n] if n < len(left) else ("", 0)
        other = right[n] if n < len(right) else ("", 0)
        rows.append([one[0], budget.cell(one[1]), other[0], budget.cell(other[1])])
    return rows


def fiscal(budget: Budget, title: str, lines: Sequence[str], *, numbered: bool, split: bool) -> TableBlock:
    """B04: fiscal income beside functions; ``numbered`` puts all under 本年收入; ``split`` has a column a purse."""
    money = budget.printed(budget.total)
    if numbered:
        left = [
            ("一、本年收入", budget.total),
            ("（一）一般公共预算拨款", budget.total),
            ("（二）政府性基金预算拨款", 0),
            ("二、上年结转", 0),
        ]
        right = [("一、本年支出", budget.total)]
        right += [(f"（{_NUMERALS[n]}）{line.name}", line.total("total")) for n, line in enumerate(budget.classes())]
        right += [("二、结转下年", 0)]
    else:
        left = [("一、一般公共预算", budget.total), ("二、政府性基金预算", 0), ("三、国有资本经营预算", 0)]
        right = [(f"{_NUMERALS[n]}、{line.name}", line.total("total")) for n, line in enumerate(budget.classes())]
    more = ["一般公共预算", "政府性基金预算", "国有资本经营预算"] if split else []
    heads = ["项目", "预算数", "项目", "合计" if split else "预算数", *more]
    rows = [["收入", "", "支出", *[""] * (len(heads) - 3)], heads]
    rows += [[*row, *([row[3], "", ""] if split else [])] for row in _halves(budget, left, right)]
    rows.append(["收入总计", money, "支出总计", money, *([money, "", ""] if split else [])])
    return table("B04", title, lines, rows, 2)


def listed(  # noqa: PLR0913
    budget: Budget, kind: str, title: str, lines: Sequence[str], heads: list[list[str]], cells: Cells, *, split: bool = False,
    total_first: bool = False, labels: Sequence[Sequence[str]] = (("科目编码", "科目名称"),), notes: Sequence[str] = (), empty: bool = False,
) -> TableBlock:  # fmt: skip
    """A list of functional subjects with amount columns; ``split`` has 类, 款 and 项 in columns of their own."""
    whole = Line("", 0, "合计", budget.items)
    body = []
    for line in () if empty else budget.lines():
        codes = [line.code[:3], line.code[3:5], line.code[5:]] if split else [line.code]
        body.append([*codes, line.name, *cells(line)])
    total = [
        *(["合计", "", "", ""] if split else ["合计", ""]),
        *(cells(whole) if not empty else [""] * len(cells(whole))),
    ]
    rows = [[*label, *head] for label, head in zip(labels, heads, strict=True)]
    rows += [total, *body] if total_first else [*body, total]
    return table(kind, title, lines, rows, len(heads), notes)


def economic(budget: Budget, title: str, lines: Sequence[str], *, split: bool, two: bool = False) -> TableBlock:
    """B06: economic items with 人员 and 公用; ``two`` has the government's classification beside the departments'."""
    rows = [["经济分类科目编码", "", "经济分类科目名称", "合计", "人员经费", "公用经费"], ["类", "款", "", "", "", ""]]
    if not split:
        rows = [["科目编码", "科目名称", "合计", "人员经费", "公用经费"]]
    if two:
        rows = [
            ["部门预算支出经济分类科目", "", "政府预算支出经济分类科目", "", f"{budget.year}年基本支出", "", ""],
            ["科目编码", "科目名称", "科目编码", "科目名称", "合计", "人员经费", "公用经费"],
        ]
    header = len(rows)
    for code, name, amount in budget.economic_lines():
        staff = code[:3] in ("301", "303")
        money = [budget.printed(amount), budget.cell(amount if staff else 0), budget.cell(0 if staff else amount)]
        label = [code[:3], code[3:], name] if split else [code, name]
        rows.append(
            [
                *label,
                *(["501" if staff else "502", "机关工资福利支出" if staff else "机关商品和服务支出"] if two else []),
                *money,
            ]
        )
    width = len(rows[-1]) - 4
    rows.append(
        [
            "合计",
            *[""] * width,
            budget.printed(budget.basic),
            budget.printed(budget.staff),
            budget.printed(budget.running),
        ]
    )
    return table("B06", title, lines, rows, header)


def _costs(budget: Budget, last: bool) -> list[int]:
    costs = (budget.public, budget.travel, budget.cars_cost, budget.car_bought, budget.car_run, budget.reception)
    return [cost.last if last else cost.now for cost in costs]


def public(budget: Budget, title: str, lines: Sequence[str], form: str) -> TableBlock:
    """B09 in a form: one-row, two-years, year-a-row, item-a-row, meetings."""
    now, last = ([wan(amount) for amount in _costs(budget, old)] for old in (False, True))
    year = budget.year
    if form == "item-a-row":
        names = (
            "“三公”经费",
            "（一）因公出国（境）费",
            "（二）公务用车购置及运行维护费",
            "1.公务用车购置费",
            "2.公务用车运行维护费",
            "（三）公务接待费",
        )
        rows = [["项目", f"{year}年预算"], *([name, amount] for name, amount in zip(names, now, strict=True))]
        return table("B09", title, lines, rows, 1)
    heads = ["合计", "因公出国（境）费", "公务用车购置及运行维护费", "", "", "公务接待费"]
    inner = ["", "", "小计", "公务用车购置费", "公务用车运行维护费", ""]
    if form == "year-a-row":
        rows = [["年度", "“三公”经费合计", *heads[1:]], ["", *inner], [f"{year - 1}年", *last], [f"{year}年", *now]]
        return table("B09", title, lines, rows, 2)
    if form == "two-years":
        top = [f"{year - 1}年预算数", *[""] * 5, f"{year}年预算数", *[""] * 5]
        return table("B09", title, lines, [top, heads * 2, inner * 2, last + now], 3)
    if form == "meetings":
        rows = [
            ["“三公”经费合计", *heads[1:], "会议费", "培训费"],
            [*inner, "", ""],
            [*now, wan(budget.meetings), wan(budget.training)],
        ]
        return table("B09", title, lines, rows, 2)
    rows = [
        ["“三公”经费预算数", *[""] * 5, "机关运行经费预算数"],
        [*heads, ""],
        [*inner, ""],
        [*now, wan(budget.running)],
    ]
    return table("B09", title, lines, rows, 3)


def projects(budget: Budget, title: str, lines: Sequence[str]) -> TableBlock:
    """B10: the projects with their money."""
    rows = [["类型", "项目名称", "项目单位", "合计", "一般公共预算", "政府性基金预算"]]
    rows += [
        ["特定目标类", name, budget.entity, budget.printed(money), budget.printed(money), ""]
        for name, money in budget.projects
    ]
    rows.append(["合计", "", "", budget.printed(budget.project), budget.printed(budget.project), ""])
    return table("B10", title, lines, rows, 1)


def targets(budget: Budget, title: str, project: int = 0) -> TableBlock:
    """G1: the performance target of a project, whose money is also that of three years."""
    name, money = budget.projects[project]
    rows = [
        ["项目名称", name, "", "", "", ""],
        ["实施单位", budget.entity, "", "项目期", "3年", ""],
        ["项目资金（万元）", "中期资金总额", wan(3 * money), "", "年度资金总额", wan(money)],
        ["", "其中：财政拨款", wan(3 * money), "", "其中：财政拨款", wan(money)],
        ["", "其他资金", "", "", "其他资金", ""],
        ["年度目标", "保障平台全年稳定运行", "", "", "", ""],
        ["一级指标", "二级指标", "三级指标", "", "", "指标值"],
        ["产出指标", "数量指标", "系统巡检次数", "", "", "≥12次"],
        ["效益指标", "社会效益指标", "平台可用率", "", "", "≥99%"],
    ]
    return table("G1", title, (f"（{budget.year}年度）",), rows, 1)


def whole_targets(budget: Budget, title: str) -> TableBlock:
    """G2: the targets of all expenditure."""
    rows = [
        [f"{budget.whose}名称", budget.entity, "", ""],
        ["年度预算申请（万元）", "资金总额", wan(budget.total), ""],
        ["", "按支出性质分", "基本支出", wan(budget.basic)],
        ["", "", "项目支出", wan(budget.project)],
        ["年度目标", "完成辖区公共事务的组织和服务", "", ""],
        ["一级指标", "二级指标", "三级指标", "指标值"],
        ["产出指标", "质量指标", "任务完成率", "≥95%"],
    ]
    return table("G2", title, (f"（{budget.year}年度）",), rows, 1)


def by_unit(budget: Budget, title: str, lines: Sequence[str]) -> TableBlock:
    """B02 by unit: this year's sources and what was carried over, each with its 小计."""
    money = budget.printed(budget.total)
    top = ["部门代码", "部门名称", "合计", "本年收入", "", "", "", "上年结转结余", ""]
    below = ["", "", "", "小计", "一般公共预算", "事业收入", "其他收入", "小计", "一般公共预算"]
    row = [money, money, money, "", "", "", ""]
    return table("B02", title, lines, [top, below, ["301001", budget.entity, *row], ["合计", "", *row]], 2)


def compared(budget: Budget, title: str, lines: Sequence[str]) -> TableBlock:
    """B05 of the central form: last year's execution, this year's budget, the change by amount and rate."""
    this, last = f"{budget.year}年预算数", f"{budget.year - 1}年执行数"
    heads = [[last, this, "", "", f"{this}比{last}", ""], ["", "小计", "基本支出", "项目支出", "增减额", "增减%"]]

    def cells(line: Line) -> list[str]:
        now, before = line.total("total"), line.total("last_year")
        amounts = [
            budget.printed(before),
            budget.printed(now),
            budget.cell(line.total("basic")),
            budget.cell(line.total("project")),
        ]
        rate = percent(now - before, before).removesuffix("%")
        return [*amounts, budget.printed(now - before), rate]

    labels = (("功能分类科目", ""), ("科目编码", "科目名称"))
    return listed(budget, "B05", title, lines, heads, cells, labels=labels)
