"""The standard tables of generated accounts, as rows of printed cells."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from dislint.testing.accounts import ECONOMIC_CLASSES, FUNCTIONS, Accounts, Item
from dislint.testing.report import TableBlock

_NUMERALS = "一二三四五六七八九十"
_SOURCES = (
    "一般公共预算财政拨款收入", "政府性基金预算财政拨款收入", "国有资本经营预算财政拨款收入", "上级补助收入", "事业收入",
    "经营收入", "附属单位上缴收入", "其他收入",
)  # fmt: skip


def numeral(n: int) -> str:
    """1 to 99 in Chinese."""
    if n <= 10:
        return _NUMERALS[n - 1]
    tens, ones = divmod(n, 10)
    return ("" if tens == 1 else _NUMERALS[tens - 1]) + "十" + (_NUMERALS[ones - 1] if ones else "")


def overall(accounts: Accounts, numbered: bool) -> TableBlock:
    """01: sources and functions."""
    functions = {
        name: amount
        for _, name, amount in (*accounts.classes(), *accounts.classes("fund"), *accounts.classes("capital"))
    }
    income = [accounts.general, accounts.funded, accounts.owned, 0, 0, 0, 0, accounts.other_income]
    rows = [["收入", "", "支出", ""], ["项目", "决算数", "项目", "决算数"]]
    for at, function in enumerate(FUNCTIONS):
        left = [f"{numeral(at + 1)}、{_SOURCES[at]}", accounts.cell(income[at])] if at < len(_SOURCES) else ["", ""]
        rows.append([*left, f"{numeral(at + 1)}、{function}", accounts.cell(functions.get(function, 0))])
    out = accounts.total - accounts.spent
    rows += [
        ["本年收入合计", accounts.printed(accounts.income), "本年支出合计", accounts.printed(accounts.spent)],
        ["使用非财政拨款结余（含专用结余）", "", "结余分配", ""],
        ["年初结转和结余", accounts.cell(accounts.carried_in), "年末结转和结余", accounts.cell(out)],
        ["总计", accounts.printed(accounts.total), "总计", accounts.printed(accounts.total)],
    ]
    spans = [(0, 0, 1, 2), (0, 2, 1, 2)]
    return TableBlock("T01", "收入支出决算总表", _caption(accounts, 1, numbered), rows, 2, spans)


def _caption(accounts: Accounts, number: int, numbered: bool) -> tuple[str, ...]:
    if not numbered:
        return (f"单位：{accounts.unit}",)
    return (f"公开{number:02d}表", f"部门名称：{accounts.entity}", f"金额单位：{accounts.unit}")


def _coded_rows(items: Sequence[Item], cells: Callable[[int, int], list[str]], split: bool) -> list[list[str]]:
    """Rows of 类, 款, 项 with the cells that basic and project expenditure give."""

    def code(text: str) -> list[str]:
        return [text[:3], text[3:5], text[5:7]] if split else [text]

    rows: list[list[str]] = []
    seen: set[str] = set()
    for item in items:
        for key, name in ((item.class_code, item.class_name), (item.section_code, item.section_name)):
            if key not in seen:
                seen.add(key)
                below = [i for i in items if i.code.startswith(key)]
                rows.append([*code(key), name, *cells(sum(i.basic for i in below), sum(i.project for i in below))])
        rows.append([*code(item.code), item.name, *cells(item.basic, item.project)])
    return rows


def _coded(  # noqa: PLR0913
    accounts: Accounts, items: Sequence[Item], kind: str, title: str, number: int, heads: list[str],
    cells: Callable[[int, int], list[str]], total: list[str], split: bool, numbered: bool,
) -> TableBlock:  # fmt: skip
    width = 3 if split else 1
    header = [
        ["项目", *[""] * width, *heads],
        ["科目编码", *[""] * (width - 1), "科目名称", *[""] * len(heads)],
    ]
    spans = [(0, 0, 1, width + 1), (1, 0, 1, width)] if split else [(0, 0, 1, 2)]
    spans += [(0, width + 1 + c, 2, 1) for c in range(len(heads))]
    rows = [*header, ["合计", *[""] * width, *total], *_coded_rows(items, cells, split)]
    spans.append((2, 0, 1, width + 1))
    return TableBlock(kind, title, _caption(accounts, number, numbered), rows, 2, spans)


def income(accounts: Accounts, split: bool, numbered: bool) -> TableBlock:
    """02: all other income stands in the first subject."""
    first = accounts.items[0].total
    heads = ["本年收入合计", "财政拨款收入", "上级补助收入", "事业收入", "经营收入", "附属单位上缴收入", "其他收入"]
    other = accounts.other_income
    block = _coded(
        accounts, accounts.all_items, "T02", "收入决算表", 2, heads, lambda basic, project: [str(basic + project)],
        [accounts.printed(accounts.income), accounts.printed(accounts.spent), "", "", "", "", accounts.printed(other)], split, numbered,
    )  # fmt: skip
    width = 4 if split else 2
    path = (accounts.items[0].class_code, accounts.items[0].section_code, accounts.items[0].code)
    for row in block.rows[3:]:
        amount = int(row[width])
        extra = other if "".join(row[: width - 1]) in path else 0
        row[width:] = [accounts.printed(amount + extra), accounts.printed(amount), "", "", "", "", accounts.cell(extra)]
    assert first
    return block


def expenditure(accounts: Accounts, split: bool, numbered: bool) -> TableBlock:
    """03."""
    heads = ["本年支出合计", "基本支出", "项目支出", "上缴上级支出", "经营支出", "对附属单位补助支出"]
    return _coded(
        accounts, accounts.all_items, "T03", "支出决算表", 3, heads, lambda b, p: [accounts.printed(b + p), accounts.cell(b), accounts.cell(p), "", "", ""],
        [accounts.printed(accounts.spent), accounts.printed(accounts.basic), accounts.printed(accounts.spent - accounts.basic), "", "", ""], split, numbered,
    )  # fmt: skip


def general(accounts: Accounts, split: bool, numbered: bool) -> TableBlock:
    """05."""
    return _coded(
        accounts, accounts.items, "T05", "一般公共预算财政拨款支出决算表", 5, ["合计", "基本支出", "项目支出"],
        lambda b, p: [accounts.printed(b + p), accounts.cell(b), accounts.cell(p)],
        [accounts.printed(accounts.general), accounts.printed(accounts.basic), accounts.printed(accounts.general - accounts.basic)],
        split, numbered,
    )  # fmt: skip


def fiscal(accounts: Accounts, numbered: bool) -> TableBlock:
    """04."""
    general = {name: amount for _, name, amount in accounts.classes()}
    funded = {name: amount for _, name, amount in accounts.classes("fund")}
    owned = {name: amount for _, name, amount in accounts.classes("capital")}
    printed, cell = accounts.printed, accounts.cell
    kept = accounts.fiscal_carried
    total = accounts.spent + kept
    heads = ["合计", "一般公共预算财政拨款", "政府性基金预算财政拨款", "国有资本经营预算财政拨款"]
    rows = [["收入", "", "支出", "", "", "", ""], ["项目", "决算数", "项目", *heads]]
    sources = ["一般公共预算财政拨款", "政府性基金预算财政拨款", "国有资本经营预算财政拨款"]
    income = [accounts.general, accounts.funded, accounts.owned]
    for at, function in enumerate(FUNCTIONS):
        columns = [general.get(function, 0), funded.get(function, 0), owned.get(function, 0)]
        left = [f"{numeral(at + 1)}、{sources[at]}", cell(income[at])] if at < 3 else ["", ""]
        rows.append([*left, f"{numeral(at + 1)}、{function}", cell(sum(columns)), *map(cell, columns)])
    totals = [printed(accounts.spent), printed(accounts.general), cell(accounts.funded), cell(accounts.owned)]
    rows += [
        ["本年收入合计", printed(accounts.spent), "本年支出合计", *totals],
        ["年初财政拨款结转和结余", cell(kept), "年末财政拨款结转和结余", cell(kept), cell(kept), "", ""],
        ["一、一般公共预算财政拨款", cell(kept), "", "", "", "", ""],
        ["二、政府性基金预算财政拨款", "", "", "", "", "", ""],
        ["三、国有资本经营预算财政拨款", "", "", "", "", "", ""],
        ["总计", printed(total), "总计", printed(total), printed(accounts.general + kept), *totals[2:]],
    ]
    return TableBlock(
        "T04", "财政拨款收入支出决算总表", _caption(accounts, 4, numbered), rows, 2, [(0, 0, 1, 2), (0, 2, 1, 5)]
    )


def basic(accounts: Accounts, numbered: bool) -> TableBlock:
    """06: staff on the left, running costs on the right."""

    def group(classes: tuple[str, ...]) -> list[list[str]]:
        rows = []
        for head in classes:
            items = [entry for entry in accounts.economic if entry[0].startswith(head)]
            rows.append([head, ECONOMIC_CLASSES[head], accounts.cell(sum(amount for _, _, amount in items))])
            rows += [[code, name, accounts.cell(amount)] for code, name, amount in items]
        return rows

    left, right = group(("301", "303")), group(("302", "310"))
    height = max(len(left), len(right))
    blank = ["", "", ""]
    left += [blank] * (height - len(left))
    right += [blank] * (height - len(right))
    rows = [
        ["人员经费", "", "", "公用经费", "", ""],
        ["科目编码", "科目名称", "决算数", "科目编码", "科目名称", "决算数"],
        *[a + b for a, b in zip(left, right, strict=True)],
        ["人员经费合计", "", accounts.printed(accounts.staff), "公用经费合计", "", accounts.printed(accounts.running)],
    ]
    spans = [(0, 0, 1, 3), (0, 3, 1, 3), (len(rows) - 1, 0, 1, 2), (len(rows) - 1, 3, 1, 2)]
    title = "一般公共预算财政拨款基本支出决算明细表" if numbered else "一般公共预算财政拨款基本支出决算表"
    return TableBlock("T06", title, _caption(accounts, 6, numbered), rows, 2, spans)


def nothing(accounts: Accounts, kind: str, numbered: bool) -> TableBlock:
    """07 and 08 of a department without such money."""
    name = {"T07": "政府性基金预算", "T08": "国有资本经营预算"}[kind]
    heads = ["年初结转和结余", "本年收入", "小计", "基本支出", "项目支出", "年末结转和结余"]
    rows = [["科目编码", "科目名称", *heads], ["合计", "", *[""] * len(heads)]]
    title = f"{name}财政拨款收入支出决算表"
    note = (f"说明：{accounts.entity}没有{name}财政拨款收入支出，故本表无数据。",)
    return TableBlock(
        kind, title, _caption(accounts, 7 if kind == "T07" else 8, numbered), rows, 1, [(1, 0, 1, 2)], note
    )


def fund(accounts: Accounts, split: bool) -> TableBlock:
    """07 of a department with such money, spent in its year."""
    heads = ["年初结转和结余", "本年收入", "小计", "基本支出", "项目支出", "年末结转和结余"]

    def cells(basic: int, project: int) -> list[str]:
        return ["", *[accounts.printed(basic + project)] * 2, accounts.cell(basic), accounts.cell(project), ""]

    block = _coded(
        accounts, accounts.fund, "T07", "政府性基金预算财政拨款收入支出决算表", 7, heads, cells, cells(0, accounts.funded),
        split, True,
    )  # fmt: skip
    upper, lower = block.rows[:2]
    width = len(upper) - len(heads)
    lower[width + 2 : width + 5], upper[width + 2 : width + 5] = heads[2:5], ["本年支出", "", ""]
    block.spans = [span for span in block.spans if span[0] or span[1] not in range(width + 2, width + 5)]
    block.spans.append((0, width + 2, 1, 3))
    return block


def capital(accounts: Accounts, split: bool) -> TableBlock:
    """08 of a department with such money."""

    def cells(basic: int, project: int) -> list[str]:
        return [accounts.printed(basic + project), accounts.cell(basic), accounts.cell(project)]

    return _coded(
        accounts, accounts.capital, "T08", "国有资本经营预算财政拨款支出决算表", 8, ["本年支出合计", "基本支出", "项目支出"], cells,
        cells(0, accounts.owned), split, True,
    )  # fmt: skip


def three_public(accounts: Accounts, paired: bool, numbered: bool) -> TableBlock:
    """09: two groups of six, or pairs of 预算数 and 决算数."""
    budget = [accounts.reception_budget + accounts.vehicles_budget, 0, accounts.vehicles_budget, 0,
              accounts.vehicles_budget, accounts.reception_budget]  # fmt: skip
    actual = [accounts.reception + accounts.vehicles, 0, accounts.vehicles, 0, accounts.vehicles, accounts.reception]
    items = ["合计", "因公出国（境）费", "小计", "公务用车购置费", "公务用车运行维护费", "公务接待费"]
    group = "公务用车购置及运行维护费"
    if paired:
        first = ["合计", "", "因公出国（境）费", "", group, "", "", "", "", "", "公务接待费", ""]
        second = ["", "", "", "", "小计", "", "公务用车购置费", "", "公务用车运行维护费", "", "", ""]
        values = [accounts.cell(v) for pair in zip(budget, actual, strict=True) for v in pair]
        rows = [first, second, ["预算数", "决算数"] * 6, values]
        spans = [(0, 0, 2, 2), (0, 2, 2, 2), (0, 4, 1, 6), (0, 10, 2, 2), (1, 4, 1, 2), (1, 6, 1, 2), (1, 8, 1, 2)]
    else:
        head = ["合计", items[1], group, "", "", items[5]]
        rows = [
            ["预算数", "", "", "", "", "", "决算数", "", "", "", "", ""],
            [*head, *head],
            ["", "", *items[2:5], "", "", "", *items[2:5], ""],
            [accounts.cell(v) for v in (*budget, *actual)],
        ]
        spans = [(0, 0, 1, 6), (0, 6, 1, 6)]
        for shift in (0, 6):
            spans += [(1, shift + 2, 1, 3), (1, shift, 2, 1), (1, shift + 1, 2, 1), (1, shift + 5, 2, 1)]
    return TableBlock("T09", "财政拨款“三公”经费支出决算表", _caption(accounts, 9, numbered), rows, 3, spans)


def three_public_list(accounts: Accounts) -> TableBlock:
    """The three public expenses down the page, with their counts, and the running costs (as in Yunnan)."""
    a = accounts
    public_budget, public = a.reception_budget + a.vehicles_budget, a.reception + a.vehicles
    rows = [
        ["项目", "行次", "预算数", "决算数"],
        ["栏次", "", "1", "2"],
        ["一、“三公”经费支出", "1", "", ""],
        ["（一）支出合计", "2", accounts.cell(public_budget), accounts.cell(public)],
        ["1.因公出国（境）费", "3", "", ""],
        ["2.公务用车购置及运行维护费", "4", accounts.cell(a.vehicles_budget), accounts.cell(a.vehicles)],
        ["（1）公务用车购置费", "5", "", ""],
        ["（2）公务用车运行维护费", "6", accounts.cell(a.vehicles_budget), accounts.cell(a.vehicles)],
        ["3.公务接待费", "7", accounts.cell(a.reception_budget), accounts.cell(a.reception)],
        ["（1）国内接待费", "8", "—", accounts.cell(a.reception)],
        ["（2）国（境）外接待费", "9", "—", ""],
        ["（二）相关统计数", "10", "—", "—"],
        ["1.因公出国（境）团组数（个）", "11", "—", ""],
        ["2.公务用车保有量（辆）", "12", "—", str(a.cars)],
        ["3.国内公务接待批次（个）", "13", "—", "2"],
        ["4.国内公务接待人次（人）", "14", "—", "16"],
        ["二、机关运行经费", "15", "—", accounts.cell(a.running)],
    ]
    return TableBlock("LIST", "", (), rows, 2)


def projects(accounts: Accounts) -> TableBlock:
    """Project expenditure by subject."""
    own = [item for item in accounts.items if item.project]
    rows = [["科目编码", "科目名称", "本年支出"], ["合计", "", accounts.printed(accounts.general - accounts.basic)]]
    rows += [[item.code, item.name, accounts.printed(item.project)] for item in own]
    return TableBlock("PROJECT", "", (), rows, 1, [(1, 0, 1, 2)])


def assets(accounts: Accounts) -> TableBlock:
    """Vehicles and large equipment."""
    rows = [
        ["项目", "行次", "数量"],
        ["车辆数合计（辆）", "1", str(accounts.cars)],
        ["其中：机要通信用车", "2", ""],
        ["其他用车", "3", str(accounts.cars)],
        ["单价100万元（含）以上设备（不含车辆）（台、套）", "4", ""],
    ]
    return TableBlock("ASSETS", "", (), rows, 1)


def procurement(accounts: Accounts) -> TableBlock:
    """Procurement of goods, works and services."""
    goods, works, services = accounts.procurement
    rows = [
        ["项目", "采购决算"],
        ["合计", accounts.printed(goods + works + services)],
        ["货物", accounts.cell(goods)],
        ["工程", accounts.cell(works)],
        ["服务", accounts.cell(services)],
    ]
    return TableBlock("PROCUREMENT", "", (), rows, 1)


def meetings(accounts: Accounts) -> TableBlock:
    """The three public expenses with meetings and training beside them (as in Shaanxi and Jiangsu)."""
    block = three_public(accounts, False, True)
    head, names, below, values = block.rows
    half = len(names) // 2
    wide = ["会议费", "培训费"]
    rows = [
        ["预算数", *[""] * (half + 1), "决算数", *[""] * (half + 1)],
        ["“三公”经费合计", *names[1:half], *wide, "“三公”经费合计", *names[half + 1 :], *wide],
        [*below[:half], "", "", *below[half:], "", ""],
        [*values[:half], "", "", *values[half:], "", ""],
    ]
    assert head
    spans = [(0, 0, 1, half + 2), (0, half + 2, 1, half + 2)]
    for shift in (0, half + 2):
        spans += [(1, shift + 2, 1, 3), *((1, shift + c, 2, 1) for c in (0, 1, 5, 6, 7))]
    return TableBlock("MEETINGS", "", (), rows, 3, spans)


def office(accounts: Accounts) -> TableBlock:
    """The running costs of the office by economic subject."""
    own = [entry for entry in accounts.economic if entry[0][:3] in ("302", "310") and entry[2]]
    rows = [["科目编码", "科目名称", "机关运行经费支出决算"], ["合计", "", accounts.printed(accounts.running)]]
    rows += [[code, name, accounts.printed(amount)] for code, name, amount in own]
    return TableBlock("OFFICE", "", (), rows, 1, [(1, 0, 1, 2)])


def carried(accounts: Accounts) -> TableBlock:
    """The general budget by subject with what was carried in and on (as in Beijing and Yunnan)."""
    heads = ["年初结转和结余", "本年收入", "本年支出", "年末结转和结余"]
    rows = [["科目编码", "科目名称", *heads]]
    kept = accounts.fiscal_carried
    rows.append(
        [
            "合计",
            "",
            accounts.cell(kept),
            accounts.printed(accounts.general),
            accounts.printed(accounts.general),
            accounts.cell(kept),
        ]
    )
    first = {accounts.items[0].class_code, accounts.items[0].section_code, accounts.items[0].code}
    for row in _coded_rows(accounts.items, lambda basic, project: [accounts.printed(basic + project)], False):
        own = accounts.cell(kept) if row[0] in first else ""
        rows.append([*row[:2], own, row[2], row[2], own])
    return TableBlock("CARRIED", "", (), rows, 1, [(1, 0, 1, 2)])


def statistics(accounts: Accounts) -> TableBlock:
    """10: what is told in numbers besides the accounts (as in Shanxi): counts, running costs, assets, procurement."""
    a = accounts
    goods, works, services = a.procurement
    left = [
        ("一、“三公”经费相关统计数", "—"), ("1.因公出国（境）团组数（个）", "0"), ("2.因公出国（境）人次数（人）", "0"),
        ("3.公务用车购置数（辆）", "0"), ("4.公务用车保有量（辆）", str(a.cars)), ("5.国内公务接待批次（个）", "2"),
        ("6.国内公务接待人次（人）", "16"), ("二、机关运行经费", a.printed(a.running)),
    ]  # fmt: skip
    right = [
        ("三、国有资产占用情况", "—"), ("（一）车辆数合计（辆）", str(a.cars)), ("其中：其他用车", str(a.cars)),
        ("（二）单价100万元（含）以上设备（不含车辆）（台、套）", "0"), ("四、政府采购支出合计", a.printed(goods + works + services)),
        ("1.政府采购货物支出", a.printed(goods)), ("2.政府采购工程支出", a.printed(works)), ("3.政府采购服务支出", a.printed(services)),
    ]  # fmt: skip
    rows = [["项目", "行次", "统计数"] * 2]
    for line, ((name, number), (other, count)) in enumerate(zip(left, right, strict=True), 1):
        rows.append([name, str(line), number, other, str(line + len(left)), count])
    return TableBlock("T10", "", (), rows, 1)


def by_function(accounts: Accounts, split: bool) -> TableBlock:
    """What fiscal appropriation of every budget paid for, by subject (as in Jiangsu)."""
    return _coded(
        accounts, accounts.all_items, "FUNCTIONS", "", 0, ["合计", "基本支出", "项目支出"],
        lambda b, p: [accounts.printed(b + p), accounts.cell(b), accounts.cell(p)],
        [accounts.printed(accounts.spent), accounts.printed(accounts.basic), accounts.printed(accounts.spent - accounts.basic)],
        split, True,
    )  # fmt: skip


def by_economic(accounts: Accounts) -> TableBlock:
    """Basic expenditure by economic subject, with columns for staff and running costs (as in Jiangsu)."""
    rows = [["经济科目", "", "合计", "人员经费", "公用经费"], ["科目代码", "科目名称", "", "", ""]]
    rows.append(["合计", "", *map(accounts.printed, (accounts.basic, accounts.staff, accounts.running))])
    for head, name in ECONOMIC_CLASSES.items():
        own = [(code, item, amount) for code, item, amount in accounts.economic if code[:3] == head and amount]
        for code, item, amount in [(head, name, sum(amount for _, _, amount in own)), *own]:
            printed = accounts.printed(amount)
            rows.append([code, item, printed, *([printed, ""] if head in ("301", "303") else ["", printed])])
    spans = [(0, 0, 1, 2), *((0, c, 2, 1) for c in (2, 3, 4)), (2, 0, 1, 2)]
    return TableBlock("ECONOMIC", "", (), rows, 2, spans)


def three_public_rows(accounts: Accounts) -> TableBlock:
    """09 with a row for the budget and one for the actuals."""
    block = three_public(accounts, False, True)
    half = len(block.rows[-1]) // 2
    values = block.rows[-1]
    rows = [
        ["项目", *block.rows[1][:half]],
        ["", *block.rows[2][:half]],
        ["年初预算数", *values[:half]],
        ["决算数", *values[half:]],
    ]
    spans = [(0, 0, 2, 1), (0, 1, 2, 1), (0, 2, 2, 1), (0, 3, 1, 3), (0, 6, 2, 1)]
    return TableBlock("ROWS", "", (), rows, 2, spans)


def overall_until_2018(accounts: Accounts) -> TableBlock:
    """01 of the forms before 2019: fiscal appropriation at once, the government funds of it below."""
    block = overall(accounts, True)
    incomes = [("一、财政拨款收入", accounts.spent), ("其中：政府性基金预算财政拨款", accounts.funded)]
    incomes += [(f"{numeral(at)}、{name}", 0) for at, name in enumerate(_SOURCES[3:7], 2)]
    incomes.append(("六、其他收入", accounts.other_income))
    for row, (name, amount) in zip(block.rows[block.header :], incomes, strict=False):
        row[:2] = [name, accounts.cell(amount)]
    block.rows[block.header + len(incomes)][:2] = ["", ""]
    return block


def with_lines(block: TableBlock) -> TableBlock:
    """A table with its lines (行次) and columns (栏次) numbered, as the forms of the ministry have them."""
    coded = block.name in ("T02", "T03", "T05", "T07", "T08")
    if block.header != 2 or not (coded or block.name in ("T01", "T04")):
        return block
    names = [] if coded else [0, 2]
    rows = [list(row) for row in block.rows]
    first = rows[block.header].index("合计") if coded else 0
    amounts = range(rows[1].index("科目名称") + 1 if coded else 1, len(rows[0]))
    columns = [
        "栏次" if c == first or c in names else str(n) if c in amounts else ""
        for c, n in _counted(amounts, names, len(rows[0]))
    ]
    rows.insert(block.header, columns)
    spans = [(r + (r >= block.header), c, down, across) for r, c, down, across in block.spans]
    for name in reversed(names):
        for at, row in enumerate(rows):
            line = at - block.header - 1
            number = line + 1 + (len(rows) - block.header - 1) * (name > 0)
            row.insert(name + 1, "行次" if at == 1 else str(number) if line >= 0 else "")
        spans = [(r, c + (c > name), down, across + (c <= name < c + across)) for r, c, down, across in spans]
    return TableBlock(block.name, block.title, block.caption, rows, block.header + 1, spans, block.notes)


def _counted(amounts: range, names: list[int], width: int) -> list[tuple[int, int]]:
    """Each column with its number among those of amounts."""
    number, counted = 0, []
    for column in range(width):
        number += column in amounts and column not in names
        counted.append((column, number))
    return counted
