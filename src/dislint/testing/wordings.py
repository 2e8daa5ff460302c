"""Regional wordings: the same accounts told in the fixed sentences of different provinces."""

from __future__ import annotations

from collections.abc import Callable

from dislint.testing import tables
from dislint.testing.accounts import Accounts, percent, wan
from dislint.testing.report import Heading, Paragraph, Report, TableBlock

Block = Heading | Paragraph | TableBlock
_REASON = "主要原因是本年度工作任务调整"


def _change(now: int, before: int, up: str = "增加", down: str = "减少") -> str:
    """增加D万元，增长P%."""
    word, rate = (up, "增长") if now >= before else (down, "下降")
    return f"{word}{wan(abs(now - before))}万元，{rate}{percent(abs(now - before), before)}%"


def _compared(actual: int, budget: int) -> str:
    return (
        "大于" if wan(actual) != wan(budget) and actual > budget else "小于" if wan(actual) != wan(budget) else "等于"
    )


def _listed(accounts: Accounts, classes: tuple[str, ...]) -> str:
    return "、".join(name for code, name, amount in accounts.economic if code[:3] in classes and amount)


def shanxi(accounts: Accounts) -> list[Block]:
    """Percent with 占比, subjects of 类 with budget, execution and change."""
    a, year = accounts, accounts.year
    last = a.last_total
    general_last = sum(item.last_year for item in a.items)
    blocks: list[Block] = [
        Heading("一、收入支出决算总体情况说明", 1),
        Paragraph(
            f"{year}年度收入总计{wan(a.total)}万元，支出总计{wan(a.total)}万元。与上年相比，收入总计{_change(a.total, last)}，"
            f"支出总计{_change(a.total, last)}。{_REASON}。"
        ),
        Heading("二、收入决算情况说明", 1),
        Paragraph(f"{year}年度收入合计{wan(a.income)}万元，其中："),
        Paragraph(f"财政拨款收入{wan(a.spent)}万元，占比{percent(a.spent, a.income)}%；"),
        Paragraph(f"其他收入{wan(a.other_income)}万元，占比{percent(a.other_income, a.income)}%。"),
        Heading("三、支出决算情况说明", 1),
        Paragraph(f"{year}年度支出合计{wan(a.spent)}万元，其中："),
        Paragraph(f"基本支出{wan(a.basic)}万元，占比{percent(a.basic, a.spent)}%；"),
        Paragraph(f"项目支出{wan(a.spent - a.basic)}万元，占比{percent(a.spent - a.basic, a.spent)}%。"),
        Heading("四、财政拨款收支决算总体情况说明", 1),
        Paragraph(
            f"{year}年度财政拨款收入总计{wan(a.spent + a.fiscal_carried)}万元，"
            f"支出总计{wan(a.spent + a.fiscal_carried)}万元。"
        ),
        Heading("五、一般公共预算财政拨款支出决算情况说明", 1),
        Heading("（一）一般公共预算财政拨款支出决算总体情况", 2),
        Paragraph(
            f"{year}年一般公共预算财政拨款决算支出{wan(a.spent)}万元，占本年支出合计的100.00%。与上年相比，"
            f"一般公共预算财政拨款支出{_change(a.spent, general_last)}。{_REASON}。"
        ),
        Heading("（二）一般公共预算财政拨款支出决算结构情况", 2),
        Paragraph(f"{year}年度一般公共预算财政拨款支出{wan(a.spent)}万元，主要用于以下方面："),
    ]
    classes = a.classes()
    for at, (_, name, amount) in enumerate(classes):
        end = "。" if at + 1 == len(classes) else "；"
        blocks.append(Paragraph(f"{name}(类){wan(amount)}万元，占比{percent(amount, a.spent)}%{end}"))
    budget = sum(item.budget for item in a.items)
    blocks += [
        Heading("（三）一般公共预算财政拨款支出决算具体情况", 2),
        Paragraph(
            f"{year}年度一般公共预算财政拨款支出年初预算{wan(budget)}万元，支出决算{wan(a.spent)}万元，"
            f"完成年初预算的{percent(a.spent, budget)}%。其中："
        ),
    ]
    for code, name, amount in classes:
        own = sum(item.budget for item in a.items if item.class_code == code)
        before = sum(item.last_year for item in a.items if item.class_code == code)
        blocks.append(
            Paragraph(
                f"{name}年初预算{wan(own)}万元，支出决算{wan(amount)}万元，完成年初预算的{percent(amount, own)}%，"
                f"用于保障履职。较上年决算{_change(amount, before)}，{_REASON}。"
            )
        )
    return [*blocks, *_rest(a, "六", "七", "八", "九", "十")]


def _rest(a: Accounts, basic: str, fund: str, capital: str, public: str, other: str) -> list[Block]:
    """The sections that both wordings word alike."""
    public_budget, public_actual = a.reception_budget + a.vehicles_budget, a.reception + a.vehicles
    goods, works, services = a.procurement
    return [
        Heading(f"{basic}、一般公共预算财政拨款基本支出决算情况说明", 1),
        Paragraph(
            f"{a.year}年度一般公共预算财政拨款基本支出{wan(a.basic)}万元。其中：人员经费{wan(a.staff)}万元，主要包括："
            f"{_listed(a, ('301', '303'))}；公用经费{wan(a.running)}万元，主要包括：{_listed(a, ('302', '310'))}。"
        ),
        Heading(f"{fund}、政府性基金预算财政拨款收入支出决算情况说明", 1),
        Paragraph(f"{a.entity}{a.year}年度无政府性基金预算财政拨款收入和支出。"),
        Heading(f"{capital}、国有资本经营预算财政拨款收入支出决算情况说明", 1),
        Paragraph(f"{a.entity}{a.year}年度无国有资本经营预算财政拨款收入和支出。"),
        Heading(f"{public}、财政拨款“三公”经费支出决算情况说明", 1),
        Heading("（一）“三公”经费财政拨款支出决算总体情况说明", 2),
        Paragraph(
            f"“三公”经费财政拨款支出年初预算为{wan(public_budget)}万元，支出决算为{wan(public_actual)}万元，"
            f"完成预算的{percent(public_actual, public_budget)}%。决算数小于预算数的主要原因：厉行节约。"
        ),
        Heading("（二）“三公”经费财政拨款支出决算具体情况说明", 2),
        Paragraph("1、因公出国（境）费支出0万元，出国（境）团组共0个，0人次。"),
        Paragraph(
            f"2、公务用车购置支出0万元，购置公务用车0辆；公务用车运行维护费支出{wan(a.vehicles)}万元，"
            f"公务用车保有量{a.cars}辆。"
        ),
        Paragraph(f"3、公务接待费支出{wan(a.reception)}万元，共接待2批次，16人次，其中外事接待0批次，0人次。"),
        Heading(f"{other}、其他重要事项的情况说明", 1),
        Heading("（一）机关运行经费支出情况说明", 2),
        Paragraph(
            f"{a.year}年机关运行经费支出{wan(a.running)}万元，比{a.year - 1}年{_change(a.running, a.last_running)}，"
            f"{_REASON}。"
        ),
        Heading("（二）政府采购支出情况说明", 2),
        Paragraph(
            f"{a.year}年度政府采购支出总额{wan(goods + works + services)}万元，其中：政府采购货物支出{wan(goods)}万元、"
            f"政府采购工程支出{wan(works)}万元、政府采购服务支出{wan(services)}万元。"
        ),
        Heading("（三）国有资产占有使用情况说明", 2),
        Paragraph(
            f"截至{a.year}年12月31日，本部门共有车辆{a.cars}辆。单价100万元（含）以上设备（不含车辆）0台（套）。"
        ),
        Heading("（四）预算绩效情况说明", 2),
        Paragraph(f"根据预算绩效管理要求，{a.entity}对{a.year}年度项目支出全面开展绩效自评。"),
    ]


def shanghai(accounts: Accounts) -> list[Block]:
    """Totals of income and expenditure at once, subjects by their 类/款/项 path."""
    a, year = accounts, accounts.year
    general_last = sum(item.last_year for item in a.items)
    fiscal = a.spent + a.fiscal_carried
    shares = "；".join(
        f"{name}（类）{wan(amount)}万元，占{percent(amount, a.spent)}%" for _, name, amount in a.classes()
    )
    budget = sum(item.budget for item in a.items)
    blocks: list[Block] = [
        Heading("一、收入支出决算总体情况说明", 1),
        Paragraph(
            f"{a.entity}{year}年度收入支出总计{wan(a.total)}万元。与{year - 1}年度相比，收入支出总计"
            f"{_change(a.total, a.last_total)}。主要原因：人员变动。"
        ),
        Heading("二、收入决算情况说明", 1),
        Paragraph(
            f"本年收入合计{wan(a.income)}万元，其中：财政拨款收入{wan(a.spent)}万元，占{percent(a.spent, a.income)}%；"
            f"其他收入{wan(a.other_income)}万元，占{percent(a.other_income, a.income)}%。"
        ),
        Heading("三、支出决算情况说明", 1),
        Paragraph(
            f"本年支出合计{wan(a.spent)}万元，其中：基本支出{wan(a.basic)}万元，占{percent(a.basic, a.spent)}%；"
            f"项目支出{wan(a.spent - a.basic)}万元，占{percent(a.spent - a.basic, a.spent)}%。"
        ),
        Heading("四、财政拨款收入支出决算总体情况说明", 1),
        Paragraph(f"{a.entity}{year}年度财政拨款收入支出总计{wan(fiscal)}万元。"),
        Heading("五、一般公共预算财政拨款支出决算情况说明", 1),
        Heading("（一）一般公共预算财政拨款支出决算总体情况", 2),
        Paragraph(
            f"一般公共预算财政拨款支出{wan(a.spent)}万元，占本年支出合计的100.00%。与{year - 1}年度相比，"
            f"一般公共预算财政拨款支出{_change(a.spent, general_last)}。主要原因：人员变动。"
        ),
        Heading("（二）一般公共预算财政拨款支出决算结构情况", 2),
        Paragraph(f"一般公共预算财政拨款支出{wan(a.spent)}万元，主要用于以下方面：{shares}。"),
        Heading("（三）一般公共预算财政拨款支出决算具体情况", 2),
        Paragraph(
            f"一般公共预算财政拨款支出年初预算为{wan(budget)}万元，支出决算为{wan(a.spent)}万元，"
            f"完成年初预算的{percent(a.spent, budget)}%。其中："
        ),
    ]
    for at, item in enumerate(a.items, 1):
        word = _compared(item.total, item.budget)
        blocks.append(
            Paragraph(
                f"{at}、{item.class_name}（类）{item.section_name}（款）{item.name}（项）。主要用于：日常履职支出。"
                f"年初预算为{wan(item.budget)}万元，支出决算为{wan(item.total)}万元。决算数{word}预算数的主要原因：据实支出。"
            )
        )
    return [*blocks, *_rest(a, "六", "八", "九", "七", "十")]


def _opening(a: Accounts, total: str, income: str, spent: str, fiscal: str) -> list[Block]:
    """Sections one to four with the given sentences."""
    return [
        Heading("一、收入支出决算总体情况说明", 1),
        Paragraph(total),
        Heading("二、收入决算情况说明", 1),
        Paragraph(income),
        Heading("三、支出决算情况说明", 1),
        Paragraph(spent),
        Heading("四、财政拨款收入支出决算总体情况说明", 1),
        Paragraph(fiscal),
        Heading("五、一般公共预算财政拨款支出决算情况说明", 1),
    ]


def _shares(a: Accounts, word: str = "占") -> str:
    return "；".join(
        f"{name}（类）{wan(amount)}万元，{word}{percent(amount, a.spent)}%" for _, name, amount in a.classes()
    )


def sichuan(accounts: Accounts) -> list[Block]:
    """收、支总计均为…; subjects with completion and 决算数等于预算数 where they agree."""
    a, year = accounts, accounts.year
    fiscal = a.spent + a.fiscal_carried
    budget = sum(item.budget for item in a.items)
    general_last = sum(item.last_year for item in a.items)
    blocks = _opening(
        a,
        f"{year}年度收、支总计均为{wan(a.total)}万元。与{year - 1}年度相比，收、支总计各{_change(a.total, a.last_total)}。"
        "主要变动原因是人员增减。",
        f"{year}年本年收入合计{wan(a.income)}万元，其中：财政拨款收入{wan(a.spent)}万元，占{percent(a.spent, a.income)}%；"
        f"其他收入{wan(a.other_income)}万元，占{percent(a.other_income, a.income)}%。",
        f"{year}年本年支出合计{wan(a.spent)}万元，其中：基本支出{wan(a.basic)}万元，占{percent(a.basic, a.spent)}%；"
        f"项目支出{wan(a.spent - a.basic)}万元，占{percent(a.spent - a.basic, a.spent)}%。",
        f"{year}年度财政拨款收、支总计均为{wan(fiscal)}万元。",
    )
    blocks += [
        Heading("（一）一般公共预算财政拨款支出决算总体情况", 2),
        Paragraph(
            f"{year}年度一般公共预算财政拨款支出{wan(a.spent)}万元，占本年支出合计的100.00%。与{year - 1}年度相比，"
            f"一般公共预算财政拨款支出{_change(a.spent, general_last)}。主要变动原因是人员增减。"
        ),
        Heading("（二）一般公共预算财政拨款支出决算结构情况", 2),
        Paragraph(f"{year}年度一般公共预算财政拨款支出{wan(a.spent)}万元，主要用于以下方面：{_shares(a)}。"),
        Heading("（三）一般公共预算财政拨款支出决算具体情况", 2),
        Paragraph(
            f"{year}年度一般公共预算财政拨款支出决算数为{wan(a.spent)}万元，年初预算数为{wan(budget)}万元，"
            f"完成预算{percent(a.spent, budget)}%。其中："
        ),
    ]
    for at, item in enumerate(a.items, 1):
        word = _compared(item.total, item.budget)
        blocks.append(
            Paragraph(
                f"{at}.{item.class_name}（类）{item.section_name}（款）{item.name}（项）：年初预算数为{wan(item.budget)}万元，"
                f"支出决算为{wan(item.total)}万元，完成预算{percent(item.total, item.budget)}%，"
                f"决算数{word}预算数的主要原因是据实结算。"
            )
        )
    return [*blocks, *_rest(a, "六", "七", "八", "九", "十")]


def hunan(accounts: Accounts) -> list[Block]:
    """收、支总计各为…; subjects with codes left out, completion of 年初预算."""
    a, year = accounts, accounts.year
    fiscal = a.spent + a.fiscal_carried
    budget = sum(item.budget for item in a.items)
    general_last = sum(item.last_year for item in a.items)
    blocks = _opening(
        a,
        f"{year}年度收、支总计各为{wan(a.total)}万元。与上年相比，{_change(a.total, a.last_total)}，主要是因为人员变动。",
        f"{year}年度收入合计{wan(a.income)}万元，其中：财政拨款收入{wan(a.spent)}万元，占{percent(a.spent, a.income)}%；"
        f"其他收入{wan(a.other_income)}万元，占{percent(a.other_income, a.income)}%。",
        f"{year}年度支出合计{wan(a.spent)}万元，其中：基本支出{wan(a.basic)}万元，占{percent(a.basic, a.spent)}%；"
        f"项目支出{wan(a.spent - a.basic)}万元，占{percent(a.spent - a.basic, a.spent)}%。",
        f"{year}年度财政拨款收、支总计各{wan(fiscal)}万元。",
    )
    blocks += [
        Heading("（一）财政拨款支出决算总体情况", 2),
        Paragraph(
            f"{year}年度财政拨款支出{wan(a.spent)}万元，占本年支出合计的100.00%，与上年相比，"
            f"财政拨款支出{_change(a.spent, general_last)}，主要是因为人员变动。"
        ),
        Heading("（二）财政拨款支出决算结构情况", 2),
        Paragraph(f"{year}年度财政拨款支出{wan(a.spent)}万元，主要用于以下方面：{_shares(a)}。"),
        Heading("（三）财政拨款支出决算具体情况", 2),
        Paragraph(
            f"{year}年度财政拨款支出年初预算数为{wan(budget)}万元，支出决算数为{wan(a.spent)}万元，"
            f"完成年初预算的{percent(a.spent, budget)}%，其中："
        ),
    ]
    for at, item in enumerate(a.items, 1):
        word = _compared(item.total, item.budget)
        blocks += [
            Paragraph(f"{at}、{item.class_name}（类）{item.section_name}（款）{item.name}（项）。"),
            Paragraph(
                f"年初预算为{wan(item.budget)}万元，支出决算为{wan(item.total)}万元，"
                f"完成年初预算的{percent(item.total, item.budget)}%，决算数{word}年初预算数的主要原因是：据实支出。"
            ),
        ]
    return [*blocks, *_rest(a, "六", "七", "八", "九", "十")]


def anhui(accounts: Accounts) -> list[Block]:
    """收入总计…、支出总计…; 收、支总计各增加…; codes within the path."""
    a, year = accounts, accounts.year
    fiscal = a.spent + a.fiscal_carried
    budget = sum(item.budget for item in a.items)
    general_last = sum(item.last_year for item in a.items)
    blocks = _opening(
        a,
        f"{year}年度收入总计{wan(a.total)}万元、支出总计{wan(a.total)}万元。与{year - 1}年度相比，收、支总计各"
        f"{_change(a.total, a.last_total)}，主要原因：人员变动。",
        f"{year}年度收入合计{wan(a.income)}万元，其中：财政拨款收入{wan(a.spent)}万元，占{percent(a.spent, a.income)}%；"
        f"其他收入{wan(a.other_income)}万元，占{percent(a.other_income, a.income)}%。",
        f"{year}年度支出合计{wan(a.spent)}万元，其中：基本支出{wan(a.basic)}万元，占{percent(a.basic, a.spent)}%；"
        f"项目支出{wan(a.spent - a.basic)}万元，占{percent(a.spent - a.basic, a.spent)}%。",
        f"{year}年度财政拨款收入总计{wan(fiscal)}万元、支出总计{wan(fiscal)}万元。",
    )
    blocks += [
        Heading("（一）一般公共预算财政拨款支出决算总体情况", 2),
        Paragraph(
            f"{year}年度一般公共预算财政拨款支出{wan(a.spent)}万元，占本年支出的100.00%。与{year - 1}年度相比，"
            f"一般公共预算财政拨款支出{_change(a.spent, general_last)}，主要原因：人员变动。"
        ),
        Heading("（二）一般公共预算财政拨款支出决算结构情况", 2),
        Paragraph(f"{year}年度一般公共预算财政拨款支出{wan(a.spent)}万元，主要用于以下方面：{_shares(a)}。"),
        Heading("（三）一般公共预算财政拨款支出决算具体情况", 2),
        Paragraph(
            f"{year}年度一般公共预算财政拨款支出年初预算为{wan(budget)}万元，支出决算为{wan(a.spent)}万元，"
            f"完成年初预算的{percent(a.spent, budget)}%。其中："
        ),
    ]
    for at, item in enumerate(a.items, 1):
        word = _compared(item.total, item.budget)
        blocks.append(
            Paragraph(
                f"{at}、{item.class_name}（{item.code[:3]}类）{item.section_name}（{item.code[3:5]}款）"
                f"{item.name}（{item.code[5:]}项）年初预算为{wan(item.budget)}万元，支出决算为{wan(item.total)}万元，"
                f"完成年初预算的{percent(item.total, item.budget)}%，决算数{word}年初预算数的主要原因：据实支出。"
            )
        )
    return [*blocks, *_rest(a, "六", "七", "八", "九", "十")]


def guangdong(accounts: Accounts) -> list[Block]:
    """本部门…比上年决算增加…; shares with 占比."""
    a, year = accounts, accounts.year
    fiscal = a.spent + a.fiscal_carried
    budget = sum(item.budget for item in a.items)
    general_last = sum(item.last_year for item in a.items)
    blocks = _opening(
        a,
        f"本部门{year}年度收入总计{wan(a.total)}万元，比上年决算数{_change(a.total, a.last_total)}，主要原因是人员变动；支出总计{wan(a.total)}万元，"
        f"比上年决算数{_change(a.total, a.last_total)}，主要原因是人员变动。",
        f"本部门{year}年度本年收入合计{wan(a.income)}万元，其中：财政拨款收入{wan(a.spent)}万元，"
        f"占比{percent(a.spent, a.income)}%；其他收入{wan(a.other_income)}万元，占比{percent(a.other_income, a.income)}%。",
        f"本部门{year}年度本年支出合计{wan(a.spent)}万元，其中：基本支出{wan(a.basic)}万元，"
        f"占比{percent(a.basic, a.spent)}%；项目支出{wan(a.spent - a.basic)}万元，占比{percent(a.spent - a.basic, a.spent)}%。",
        f"本部门{year}年度财政拨款收入总计{wan(fiscal)}万元，财政拨款支出总计{wan(fiscal)}万元。",
    )
    blocks += [
        Heading("（一）一般公共预算财政拨款支出决算总体情况", 2),
        Paragraph(
            f"一般公共预算财政拨款支出{wan(a.spent)}万元，占本年支出合计的100.00%，比上年决算数"
            f"{_change(a.spent, general_last)}，主要原因是人员变动。"
        ),
        Heading("（二）一般公共预算财政拨款支出决算结构情况", 2),
        Paragraph(f"一般公共预算财政拨款支出{wan(a.spent)}万元，主要用于以下方面：{_shares(a, '占比')}。"),
        Heading("（三）一般公共预算财政拨款支出决算具体情况", 2),
        Paragraph(
            f"一般公共预算财政拨款支出年初预算{wan(budget)}万元，支出决算{wan(a.spent)}万元，"
            f"完成年初预算的{percent(a.spent, budget)}%。其中："
        ),
    ]
    for at, item in enumerate(a.items, 1):
        blocks.append(
            Paragraph(
                f"{at}.{item.class_name}（类）{item.section_name}（款）{item.name}（项）年初预算{wan(item.budget)}万元，"
                f"支出决算{wan(item.total)}万元，完成年初预算的{percent(item.total, item.budget)}%，比上年决算数"
                f"{_change(item.total, item.last_year)}，主要原因是据实支出。"
            )
        )
    return [*blocks, *_rest(a, "六", "七", "八", "九", "十")]


WORDINGS: dict[str, Callable[[Accounts], list[Block]]] = {
    "shanxi": shanxi,
    "shanghai": shanghai,
    "sichuan": sichuan,
    "hunan": hunan,
    "anhui": anhui,
    "guangdong": guangdong,
}


def make_report(accounts: Accounts, wording: str) -> Report:
    """The whole report of accounts in a wording."""
    numbered = wording != "shanghai"
    split = wording in ("shanghai", "hunan")
    paired = wording in ("shanghai", "sichuan")
    year = accounts.year
    block_list: list[TableBlock] = [
        tables.overall(accounts, numbered),
        tables.income(accounts, split, numbered),
        tables.expenditure(accounts, split, numbered),
        tables.fiscal(accounts, numbered),
        tables.general(accounts, split, numbered),
        tables.basic(accounts, numbered),
    ]
    public = tables.three_public(accounts, paired, numbered)
    funds = [tables.nothing(accounts, kind, numbered) for kind in ("T07", "T08")]
    block_list += [*funds, public] if numbered else [public, *funds]
    narrative = WORDINGS[wording](accounts)
    if not numbered:
        narrative = _reordered(narrative)
    duties: list[Block] = [
        Heading("第一部分 概况", 0),
        Heading("一、主要职能", 1),
        Paragraph(f"{accounts.entity}负责编制示例、维护范例，并组织检查。"),
        Heading("二、机构设置情况", 1),
        Paragraph(f"{accounts.entity}内设三个科室，没有下属单位。"),
    ]
    glossary: list[Block] = [
        Heading("第四部分 名词解释", 0),
        Paragraph("一、财政拨款收入：指从本级财政取得的资金。"),
        Paragraph("二、基本支出：指为保障机构正常运转而发生的支出。"),
    ]
    blocks: list[Block] = [
        *duties,
        Heading(f"第二部分 {year}年度部门决算表", 0),
        *block_list,
        Heading(f"第三部分 {year}年度部门决算情况说明", 0),
        *narrative,
        *glossary,
    ]
    contents = _contents(blocks)
    return Report(accounts.entity, year, [accounts.entity, f"{year}年度部门决算"], contents, blocks)


def _reordered(narrative: list[Block]) -> list[Block]:
    """Shanghai tells of the 三公 before the funds: section 七 before 八 and 九."""
    starts = [n for n, block in enumerate(narrative) if isinstance(block, Heading) and block.depth == 1]
    marks = {narrative[n].text[0]: n for n in starts if isinstance(narrative[n], Heading)}  # type: ignore[union-attr]
    fund, public, other = marks["八"], marks["七"], marks["十"]
    return narrative[:fund] + narrative[public:other] + narrative[fund:public] + narrative[other:]


def _contents(blocks: list[Block]) -> list[str]:
    entries = []
    number = 0
    for block in blocks:
        if isinstance(block, Heading) and block.depth <= 1:
            entries.append(block.text)
        elif isinstance(block, TableBlock):
            number += 1
            entries.append(f"{tables.numeral(number)}、{block.title}")
    return entries
