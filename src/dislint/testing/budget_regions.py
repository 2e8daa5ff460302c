"""Budgets of five regions and the central form: the same figures in their structure, their tables and their wording."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from dislint.testing import budget_tables as forms
from dislint.testing.accounts import wan
from dislint.testing.budgets import Budget, Cost, Line, changed, percent
from dislint.testing.report import Heading, Paragraph, Report, TableBlock

Block = Heading | Paragraph | TableBlock


def make_budget_report(budget: Budget, region: str) -> Report:
    """The budget as a region prints it."""
    return BUDGET_REGIONS[region](budget)


def _money(amount: int) -> str:
    return f"{wan(amount)}万元"


def _text(*lines: str) -> list[Block]:
    return [Paragraph(line) for line in lines]


def _report(budget: Budget, cover: str, blocks: list[Block], contents: list[str] | None = None) -> Report:
    entries = contents or [
        block.text if isinstance(block, Heading) else block.title
        for block in blocks
        if (isinstance(block, Heading) and block.depth < 2)
        or (isinstance(block, TableBlock) and not block.name.startswith("G"))
    ]
    return Report(budget.entity, budget.year, [budget.entity, cover], entries, blocks)


def _items(budget: Budget) -> list[str]:
    return [f"{item.class_name}（类）{item.section_name}（款）{item.name}（项）" for item in budget.items]


def _reasoned(cost: Cost, base: str, up: str, down: str) -> str:
    """比上年…，主要原因是…: the change of a cost with a reason that fits it."""
    if cost.now == cost.last:
        return f"与{base}持平，主要原因是厉行节约"
    return f"比{base}{changed(cost.now, cost.last)}，主要原因是{up if cost.now > cost.last else down}"


def _vehicles(budget: Budget) -> str:
    cars = budget.cars
    return (
        f"截至{budget.year - 1}年8月31日，{budget.entity}共有车辆{cars}辆，其中：部级领导干部用车0辆、主要领导干部用车0辆、机要通信用车1辆、"
        f"应急保障用车0辆、执法执勤用车0辆、特种专业技术用车0辆、离退休干部用车0辆、其他用车{cars - 1}辆；单价100万元（含）以上设备（不含车辆）0台（套）。"
    )


def _bought(budget: Budget) -> str:
    count = 1 if budget.car_bought.now else 0
    return f"{budget.year}年部门预算安排购置车辆{count}辆，其中：机要通信用车0辆、应急保障用车0辆、其他用车{count}辆。"


def shanghai(budget: Budget) -> Report:
    """Titles without numbers, tables of each purse by function, an account of a project; amounts of tables in 元."""
    year, whose, last = budget.year, budget.whose, f"{budget.year - 1}年预算"
    lines, total = forms.caption(budget), _money(budget.total)
    move = changed(budget.total, budget.last).partition("，")[0]
    empty = f"注：本{whose}{year}年无{{}}财政拨款安排的预算，故本表为空表。"
    heads = [["合计", "基本支出", "项目支出"], ["", "", ""]]
    labels = (("功能分类科目编码", "", "", "功能分类科目名称"), ("类", "款", "项", ""))

    def cells(line: Line) -> list[str]:
        return [budget.cell(line.total(of)) for of in ("total", "basic", "project")]

    def of(kind: str, title: str, *, empty_of: str = "") -> TableBlock:
        notes = (empty.format(empty_of),) if empty_of else ()
        return forms.listed(
            budget,
            kind,
            f"{year}年{whose}{title}",
            lines,
            heads,
            cells,
            split=True,
            labels=labels,
            notes=notes,
            empty=bool(empty_of),
        )

    income = [["合计", "财政拨款收入", "事业收入", "事业单位经营收入", "其他收入"], [""] * 5]
    public, title = budget.public, f"{year}年{whose}预算"
    name, money = budget.projects[0]
    overall = forms.overall(budget, f"{year}年{whose}财务收支预算总表", lines, "财政拨款收入", ("收入总计", "支出总计"))
    tables = [
        overall,
        forms.listed(
            budget, "B02", f"{year}年{whose}收入预算总表", lines, income,
            lambda line: [budget.printed(line.total("total"))] * 2 + ["", "", ""], split=True, labels=labels,
        ),
        of("B03", "支出预算总表"),
        forms.fiscal(budget, f"{year}年{whose}财政拨款收支预算总表", lines, numbered=False, split=True),
        of("B05", "一般公共预算支出功能分类预算表"),
        of("B07", "政府性基金预算支出功能分类预算表", empty_of="政府性基金预算"),
        of("B08", "国有资本经营预算支出功能分类预算表", empty_of="国有资本经营预算"),
        forms.economic(budget, f"{year}年{whose}一般公共预算基本支出部门预算经济分类预算表", lines, split=True),
        forms.public(budget, f"{year}年{whose}“三公”经费和机关运行经费预算表", forms.caption(budget, unit="万元"), "one-row"),
    ]  # fmt: skip
    parts: list[tuple[str, list[Block]]] = [
        (f"{whose}主要职能", _text(f"{budget.entity}负责本区公共事务的组织和服务。")),
        (f"{whose}机构设置", _text(f"{budget.entity}{whose}预算包括本部的收支计划。")),
        ("名词解释", _text("（一）基本支出预算：是为保障机构正常运转而编制的年度支出计划，包括人员经费和公用经费两部分。")),
        (f"{whose}预算编制说明", _text(
            f"{year}年，{budget.entity}收入预算{total}，其中：财政拨款收入{total}，比{last}{move}；事业收入0万元；事业单位经营收入0万元；其他收入0万元。",
            f"支出预算{total}，其中：财政拨款支出预算{total}，比{last}{move}。财政拨款支出预算中，一般公共预算拨款支出预算{total}，比{last}{move}；"
            f"政府性基金拨款支出预算0万元，与{last}持平；国有资本经营预算拨款支出预算0万元，与{last}持平。",
            "财政拨款收入支出变化的主要原因是按实际工作安排编制预算。", "财政拨款支出主要内容如下：",
            *(
                f"{n}. “{path}”{_money(item.total)}，主要用于{item.name}。{year - 1}年当年预算执行数为{_money(item.last_year)}，"
                f"{year}年预算安排{_money(item.total)}，比{year - 1}年预算执行数{'增加' if item.total > item.last_year else '减少'}"
                f"{percent(abs(item.total - item.last_year), item.last_year)}。主要原因是：工作任务调整。"
                for n, (path, item) in enumerate(zip(_items(budget), budget.items, strict=True), 1)
            ),
        )),
        (f"{whose}预算表", list(tables)),
        ("其他相关情况说明", [
            Heading(f"一、{year}年“三公”经费预算情况说明", 1),
            *_text(
                f"{year}年“三公”经费预算数为{_money(public.now)}，{'与' if public.now == public.last else '比'}{last}{changed(public.now, public.last).partition('，')[0]}。其中：",
                f"（一）因公出国（境）费0万元，与{last}持平，主要原因是无出国任务。",
                f"（二）公务用车购置及运行费{_money(budget.cars_cost.now)}，{_reasoned(budget.cars_cost, last, '购置车辆', '减少用车').partition('，增长')[0].partition('，下降')[0]}。"
                f"其中：公务用车购置费{_money(budget.car_bought.now)}，{_short(budget.car_bought, last)}；公务用车运行费{_money(budget.car_run.now)}，{_short(budget.car_run, last)}。",
                f"（三）公务接待费{_money(budget.reception.now)}，{_short(budget.reception, last)}。",
            ),
            Heading("二、机关运行经费预算", 1),
            *_text(f"{year}年{budget.entity}财政拨款的机关运行经费预算为{_money(budget.running)}。"),
            Heading("三、政府采购预算情况", 1),
            *_text(
                f"{year}年本{whose}政府采购预算{_money(budget.goods + budget.services)}，其中：政府采购货物预算{_money(budget.goods)}、政府采购工程预算0万元、政府采购服务预算{_money(budget.services)}。",
                f"{year}年本{whose}面向中小企业预留政府采购项目预算金额{_money(budget.small)}，其中，预留给小型和微型企业的政府采购项目预算为{_money(budget.smallest)}。",
            ),
            Heading("四、绩效目标设置情况", 1),
            *_text(f"{year}年度，本{whose}编报绩效目标的项目共2个，涉及项目预算资金{_money(budget.targeted)}。"),
            Heading("五、国有资产占有使用情况", 1),
            *_text(_vehicles(budget), _bought(budget)),
        ]),
        ("项目经费情况说明", [
            Heading("一、项目概述", 1), *_text(f"{name}保障平台全年运行。"),
            Heading("二、实施周期", 1), *_text(f"{year}年1月1日至{year}年12月31日。"),
            Heading("三、年度预算安排", 1), *_text(f"{year}年度预算安排{_money(money)}。"),
            Heading("四、绩效目标", 1), *_text("详见项目绩效目标表。"),
        ]),
    ]  # fmt: skip
    blocks: list[Block] = []
    contents = []
    for n, (part, inside) in enumerate(parts):
        contents.append(f"{'一二三四五六七'[n]}、{part}")
        if inside and isinstance(inside[0], TableBlock):
            contents += [f"{k}. {block.title}" for k, block in enumerate(tables, 1)]
        else:
            words = f"{budget.entity}{part.removeprefix(whose)}" if part.startswith(whose) and n < 2 else part
            blocks.append(Paragraph(f"{year}年{part}" if "编制说明" in part else words))
        blocks += inside
    return _report(budget, title, blocks, contents)


def _short(cost: Cost, base: str) -> str:
    words = changed(cost.now, cost.last).partition("，")[0]
    return f"{'与' if cost.now == cost.last else '比'}{base}{words}，主要原因是按需安排"


def _four_parts(  # noqa: PLR0913
    budget: Budget, tables: Sequence[TableBlock], narrative: list[Block], *, tables_first: bool,
    tables_called: str = "预算表", told: str = "预算情况说明", of: str = "年",
) -> Report:  # fmt: skip
    """The form of four parts: the body, the tables and the narrative in either order, the glossary."""
    whose = budget.whose
    title = f"{budget.year}{of}{whose}"
    tabled: list[Block] = [Heading(f"第{{}}部分 {title}{tables_called}", 0), *tables]
    explained: list[Block] = [Heading(f"第{{}}部分 {title}{told}", 0), *narrative]
    body: list[Block] = [
        Heading(f"第{{}}部分 {whose}概况", 0), Heading("一、主要职责", 1), *_text("负责辖区公共事务的组织和服务。"),
        Heading("二、机构设置", 1), *_text(f"{budget.entity}设办公室等内设机构。"),
    ]  # fmt: skip
    end: list[Block] = [
        Heading("第{}部分 名词解释", 0),
        *_text(
            "一、财政拨款收入：指本级财政当年拨付的资金。",
            "二、基本支出：指为保障机构正常运转发生的人员支出和公用支出。",
        ),
    ]
    parts = iter("一二三四五")
    blocks = [
        Heading(b.text.format(next(parts)), 0) if isinstance(b, Heading) and b.depth == 0 else b
        for b in (*body, *(tabled + explained if tables_first else explained + tabled), *end)
    ]
    return _report(budget, f"{title}预算", blocks)


def _basic_and_project(budget: Budget) -> list[list[str]]:
    return [["合计", "基本支出", "项目支出"]]


def _spending(budget: Budget) -> Callable[[Line], list[str]]:
    return lambda line: [budget.cell(line.total(of)) for of in ("total", "basic", "project")]


def central(budget: Budget) -> Report:
    """The form of the Ministry of Finance: last year's execution and the change in B05, two years in B09."""
    year, last = budget.year, budget.year - 1
    total, cells, heads = _money(budget.total), _spending(budget), _basic_and_project(budget)
    carried = [["合计", "上年结转", "一般公共预算拨款收入", "政府性基金预算拨款收入", "事业收入", "其他收入"]]

    def income(line: Line) -> list[str]:
        money = budget.printed(line.total("total"))
        return [money, "", money, "", "", ""]

    def lines(number: int) -> tuple[str, ...]:
        return forms.caption(budget, f"公开{number:02}表")

    nothing = ("注：本表为空表，本年没有使用{}安排的支出。",)
    tables = [
        forms.overall(budget, f"{budget.whose}收支总表", lines(1), "一般公共预算拨款收入", ("收入总计", "支出总计")),
        forms.listed(budget, "B02", f"{budget.whose}收入总表", lines(2), carried, income),
        forms.listed(budget, "B03", f"{budget.whose}支出总表", lines(3), heads, cells),
        forms.fiscal(budget, "财政拨款收支总表", lines(4), numbered=True, split=False),
        forms.compared(budget, "一般公共预算支出表", lines(5)),
        forms.economic(budget, "一般公共预算基本支出表", lines(6), split=False),
        forms.public(budget, "一般公共预算“三公”经费支出表", forms.caption(budget, "公开07表", "万元"), "two-years"),
        *(
            forms.listed(
                budget,
                kind,
                f"{fund}预算支出表",
                lines(n),
                heads,
                cells,
                empty=True,
                notes=(nothing[0].format(f"{fund}预算"),),
            )
            for n, kind, fund in ((8, "B07", "政府性基金"), (9, "B08", "国有资本经营"))
        ),
        forms.targets(budget, "项目支出绩效目标表"),
    ]
    public = budget.public
    narrative: list[Block] = [
        Heading("一、关于收支总表的说明", 1), *_text(f"{year}年收支总预算{total}。收入包括一般公共预算拨款收入，支出按功能分类列示。"),
        Heading("二、关于收入总表的说明", 1),
        *_text(f"{year}年收入预算{total}，其中：一般公共预算拨款收入{total}，占100.00%；政府性基金预算拨款收入0万元，占0.00%。"),
        Heading("三、关于支出总表的说明", 1),
        *_text(
            f"{year}年支出预算{total}，其中：基本支出{_money(budget.basic)}，占{percent(budget.basic, budget.total)}；"
            f"项目支出{_money(budget.project)}，占{percent(budget.project, budget.total)}。"
        ),
        Heading("四、关于财政拨款收支总表的说明", 1), *_text(f"{year}年财政拨款收支总预算{total}。"),
        Heading("五、关于一般公共预算支出表的说明", 1),
        *_text(f"{year}年一般公共预算当年拨款{total}，比{last}年执行数{changed(budget.total, budget.last)}，主要原因是按工作任务核定。", "具体安排情况如下："),
        *_text(*(
            f"{n}.{path}{year}年预算数为{_money(item.total)}，比{last}年执行数{changed(item.total, item.last_year)}，主要原因是按实际需要核定。"
            for n, (path, item) in enumerate(zip(_items(budget), budget.items, strict=True), 1)
        )),
        Heading("六、关于一般公共预算基本支出表的说明", 1),
        *_text(
            f"{year}年一般公共预算基本支出{_money(budget.basic)}，其中：人员经费{_money(budget.staff)}，主要包括：基本工资、津贴补贴等；"
            f"公用经费{_money(budget.running)}，主要包括：办公费、差旅费等。"
        ),
        Heading("七、关于一般公共预算“三公”经费支出表的说明", 1),
        *_text(
            f"{year}年“三公”经费预算数为{_money(public.now)}，其中：因公出国（境）费0万元，公务用车购置及运行费{_money(budget.cars_cost.now)}，"
            f"公务接待费{_money(budget.reception.now)}。{year}年“三公”经费预算{_reasoned(public, f'{last}年预算', '更新车辆', '压缩接待')}。"
        ),
        Heading("八、其他重要事项的情况说明", 1),
        *_text(
            f"{year}年机关运行经费财政拨款预算{_money(budget.running)}。",
            f"{year}年政府采购预算总额{_money(budget.goods + budget.services)}，其中：政府采购货物预算{_money(budget.goods)}、政府采购工程预算0万元、政府采购服务预算{_money(budget.services)}。",
            _vehicles(budget), f"{year}年项目支出全部实行绩效目标管理，涉及一般公共预算拨款{_money(budget.project)}。",
        ),
    ]  # fmt: skip
    return _four_parts(budget, tables, narrative, tables_first=True)


def beijing(budget: Budget) -> Report:
    """The narrative before the tables; projects and procurement as tables; a year a row in B09."""
    year, last = budget.year, f"{budget.year - 1}年"
    cells, heads, total = _spending(budget), _basic_and_project(budget), _money(budget.total)
    lines = forms.caption(budget)
    sources = [
        ["合计", "一般公共预算", "政府性基金预算", "国有资本经营预算", "财政专户管理资金", "事业收入", "其他收入"]
    ]

    def income(line: Line) -> list[str]:
        money = budget.printed(line.total("total"))
        return [money, money, *[""] * 5]

    tables = [
        forms.overall(budget, "收支总表", lines, "一般公共预算拨款收入", ("收入总计", "支出总计")),
        forms.listed(budget, "B02", "收入总表", lines, sources, income),
        forms.listed(budget, "B03", "支出总表", lines, heads, cells),
        forms.projects(budget, "项目支出表", lines),
        forms.fiscal(budget, "财政拨款收支总表", lines, numbered=True, split=True),
        forms.listed(budget, "B05", "一般公共预算财政拨款支出表", lines, heads, cells, total_first=True),
        forms.economic(budget, "一般公共预算财政拨款基本支出表", lines, split=False),
        forms.public(budget, "财政拨款“三公”经费支出表", forms.caption(budget, unit="万元"), "year-a-row"),
        *(forms.targets(budget, "项目支出绩效目标表", project) for project in range(len(budget.projects))),
    ]
    cars, public = budget.cars_cost, budget.public
    narrative: list[Block] = [
        Heading("一、收入预算情况说明", 1), *_text(f"{year}年收入预算{total}，比{last}年初预算数{changed(budget.total, budget.last)}，主要原因是工作任务调整。"),
        Heading("二、支出预算情况说明", 1),
        *_text(
            f"{year}年支出预算{total}，其中：基本支出预算{_money(budget.basic)}，占总支出预算的{percent(budget.basic, budget.total)}；"
            f"项目支出预算{_money(budget.project)}，占总支出预算的{percent(budget.project, budget.total)}。"
        ),
        Heading("三、财政拨款“三公”经费预算情况说明", 1),
        *_text(
            f"{year}年财政拨款“三公”经费预算{_money(public.now)}，{_reasoned(public, f'{last}年初预算', '更新车辆', '压缩开支')}。其中：",
            f"1.因公出国（境）费用。{year}年预算数0万元，与{last}年初预算持平。",
            f"2.公务接待费。{year}年预算数{_money(budget.reception.now)}，{_reasoned(budget.reception, f'{last}年初预算', '会商活动增多', '严控接待')}。",
            f"3.公务用车购置和运行维护费。{year}年预算数{_money(cars.now)}，其中：公务用车购置费{_money(budget.car_bought.now)}，公务用车运行维护费{_money(budget.car_run.now)}。",
        ),
        Heading("四、机关运行经费说明", 1), *_text(f"{year}年机关运行经费财政拨款预算{_money(budget.running)}。"),
        Heading("五、政府采购预算说明", 1),
        *_text(f"{year}年政府采购预算总额{_money(budget.goods + budget.services)}，其中：政府采购货物预算{_money(budget.goods)}，政府采购工程预算0万元，政府采购服务预算{_money(budget.services)}。"),
        Heading("六、项目支出绩效目标情况说明", 1), *_text(f"{year}年填报绩效目标的预算项目2个，涉及资金{_money(budget.targeted)}。"),
        Heading("七、国有资产占用情况说明", 1), *_text(_vehicles(budget)),
    ]  # fmt: skip
    return _four_parts(budget, tables, narrative, tables_first=False, tables_called="预算报表")


def guangdong(budget: Budget) -> Report:
    """Tables called 情况表, an item a row in B09; short accounts of the changes."""
    year, last, whose = budget.year, f"{budget.year - 1}年预算", budget.whose
    cells, heads, total, lines = (
        _spending(budget),
        _basic_and_project(budget),
        _money(budget.total),
        forms.caption(budget),
    )
    sources = [["合计", "财政拨款", "财政专户拨款", "事业收入", "其他收入"]]

    def income(line: Line) -> list[str]:
        return [budget.printed(line.total("total"))] * 2 + ["", "", ""]

    empty = "注：本部门没有政府性基金预算安排的支出，故本表无数据。".replace("部门", whose)
    tables = [
        forms.overall(budget, "收支总体情况表", lines, "一般公共预算拨款", ("收入总计", "支出总计"), years=True),
        forms.listed(budget, "B02", "收入总体情况表", lines, sources, income, total_first=True),
        forms.listed(budget, "B03", "支出总体情况表", lines, heads, cells, total_first=True),
        forms.fiscal(budget, "财政拨款收支总体情况表", lines, numbered=False, split=True),
        forms.listed(budget, "B05", "一般公共预算支出情况表（按功能分类科目）", lines, heads, cells, total_first=True),
        forms.economic(budget, "一般公共预算基本支出情况表（按支出经济分类科目）", lines, split=False, two=True),
        forms.public(
            budget, "一般公共预算安排的行政经费及“三公”经费预算表", forms.caption(budget, unit="万元"), "item-a-row"
        ),
        forms.listed(budget, "B07", "政府性基金预算支出情况表", lines, heads, cells, empty=True, notes=(empty,)),
    ]
    public = budget.public
    narrative: list[Block] = [
        Heading(f"一、{whose}预算收支增减变化情况", 1),
        *_text(
            f"{year}年本{whose}收入预算{total}，比上年{changed(budget.total, budget.last)}，主要原因是工作任务调整；"
            f"支出预算{total}，比上年{changed(budget.total, budget.last)}，主要原因是工作任务调整。"
        ),
        Heading("二、“三公”经费安排情况", 1),
        *_text(
            f"{year}年“三公”经费预算安排{_money(public.now)}，{_reasoned(public, last, '更新车辆', '压减接待')}。其中：因公出国（境）费0万元，与{last}持平；"
            f"公务用车购置及运行费{_money(budget.cars_cost.now)}（其中：公务用车购置费{_money(budget.car_bought.now)}，公务用车运行费{_money(budget.car_run.now)}）；"
            f"公务接待费{_money(budget.reception.now)}。"
        ),
        Heading("三、机关运行经费安排情况", 1), *_text(f"{year}年机关运行经费安排{_money(budget.running)}。"),
        Heading("四、政府采购情况", 1),
        *_text(f"{year}年政府采购安排{_money(budget.goods + budget.services)}，其中：货物类采购预算{_money(budget.goods)}，工程类采购预算0万元，服务类采购预算{_money(budget.services)}。"),
        Heading("五、国有资产占有使用情况", 1), *_text(_vehicles(budget)),
        Heading("六、预算绩效信息公开情况", 1), *_text(f"{year}年设置绩效目标的项目2个，涉及资金{_money(budget.targeted)}。"),
    ]  # fmt: skip
    return _four_parts(budget, tables, narrative, tables_first=True)


def jiangsu(budget: Budget) -> Report:
    """Income by unit with what was carried over; meetings and training beside the 三公."""
    year, whose = budget.year, budget.whose
    total, cells = _money(budget.total), _spending(budget)
    more = [["合计", "基本支出", "项目支出", "事业单位经营支出", "上缴上级支出", "对附属单位补助支出"]]
    basic = [["合计", "基本支出", "", "", "项目支出"], ["", "小计", "人员经费", "公用经费", ""]]

    def spending(line: Line) -> list[str]:
        return [*cells(line), "", "", ""]

    def parts(line: Line) -> list[str]:
        staff = line.total("basic")
        if line.level == 0 and not line.code:
            split = [budget.printed(budget.staff), budget.printed(budget.running)]
        else:
            running = budget.running if any(item.code == "2010601" for item in line.items) else 0
            split = [budget.cell(staff - running), budget.cell(running)]
        return [budget.cell(line.total("total")), budget.cell(staff), *split, budget.cell(line.total("project"))]

    def lines(number: int) -> tuple[str, ...]:
        return forms.caption(budget, f"公开{number:02}表")

    money = _money(budget.total)
    tables = [
        forms.overall(budget, "收支总表", lines(1), "一般公共预算拨款收入", ("收入总计", "支出总计")),
        forms.by_unit(budget, "收入总表", lines(2)),
        forms.listed(budget, "B03", "支出总表", lines(3), more, spending),
        forms.fiscal(budget, "财政拨款收支总表", lines(4), numbered=True, split=False),
        forms.listed(
            budget, "B05", "一般公共预算支出表", lines(5), basic, parts, labels=(("科目编码", "科目名称"), ("", ""))
        ),
        forms.economic(budget, "一般公共预算基本支出表", lines(6), split=False),
        forms.public(
            budget,
            "一般公共预算“三公”经费、会议费、培训费支出预算表",
            forms.caption(budget, "公开07表", "万元"),
            "meetings",
        ),
    ]
    public = budget.public
    narrative: list[Block] = [
        Heading("一、收支预算总体情况说明", 1),
        *_text(
            f"{budget.entity}{year}年度收入、支出预算总计{total}，与上年相比收、支预算总计各{changed(budget.total, budget.last)}。其中：",
            f"（一）收入预算总计{total}。包括：1.本年收入合计{money}。（1）一般公共预算拨款收入{money}，与上年相比{changed(budget.total, budget.last)}，主要原因是工作任务调整。",
            f"（二）支出预算总计{total}。包括：1.本年支出合计{money}。",
        ),
        Heading("二、支出预算情况说明", 1),
        *_text(
            f"{budget.entity}{year}年支出预算合计{total}，其中：基本支出{_money(budget.basic)}，占{percent(budget.basic, budget.total)}；"
            f"项目支出{_money(budget.project)}，占{percent(budget.project, budget.total)}。"
        ),
        Heading("三、一般公共预算支出预算情况说明", 1),
        *_text(f"{year}年一般公共预算财政拨款支出预算{total}，与上年相比{changed(budget.total, budget.last)}，主要原因是工作任务调整。"),
        *_text(*(
            f"{n}.{path}支出{_money(item.total)}，与上年相比{changed(item.total, item.last_year)}，主要原因是按需安排。"
            for n, (path, item) in enumerate(zip(_items(budget), budget.items, strict=True), 1)
        )),
        Heading("四、一般公共预算“三公”经费、会议费、培训费支出预算情况说明", 1),
        *_text(
            f"{year}年度一般公共预算拨款安排的“三公”经费支出预算{_money(public.now)}，其中：因公出国（境）费支出0万元；公务用车购置及运行维护费支出{_money(budget.cars_cost.now)}；"
            f"公务接待费支出{_money(budget.reception.now)}。",
            f"{year}年度会议费预算支出{_money(budget.meetings)}，培训费预算支出{_money(budget.training)}。",
        ),
        Heading("五、机关运行经费支出预算情况说明", 1), *_text(f"{year}年机关运行经费预算支出{_money(budget.running)}。"),
        Heading("六、政府采购支出预算情况说明", 1),
        *_text(f"{year}年度政府采购支出预算总额{_money(budget.goods + budget.services)}，其中：拟采购货物支出{_money(budget.goods)}、拟采购工程支出0万元、拟采购服务支出{_money(budget.services)}。"),
        Heading("七、国有资产占用情况说明", 1), *_text(_vehicles(budget)),
        Heading("八、预算绩效目标设置情况说明", 1), *_text(f"{year}年度，本{whose}2个项目纳入绩效目标管理，涉及财政性资金合计{_money(budget.targeted)}。"),
    ]  # fmt: skip
    return _four_parts(budget, tables, narrative, tables_first=True, of="年度")


def hunan(budget: Budget) -> Report:
    """The codes split into 类, 款 and 项; income and expenditure told in one section."""
    year, last, whose = budget.year, f"{budget.year - 1}年", budget.whose
    cells, heads, total, lines = (
        _spending(budget),
        [["合计", "基本支出", "项目支出"], ["", "", ""]],
        _money(budget.total),
        forms.caption(budget),
    )
    labels = (("科目编码", "", "", "科目名称"), ("类", "款", "项", ""))
    sources = [
        ["总计", "一般公共预算", "政府性基金预算", "国有资本经营预算", "财政专户管理资金", "上级补助收入", "其他收入"],
        [""] * 7,
    ]

    def income(line: Line) -> list[str]:
        money = budget.printed(line.total("total"))
        return [money, money, *[""] * 5]

    empty = "注：本单位没有政府性基金预算支出，故本表无数据。".replace("单位", whose)
    tables = [
        forms.overall(budget, "收支总表", lines, "一般公共预算拨款收入", ("收入总计", "支出总计")),
        forms.listed(budget, "B02", "收入总表", lines, sources, income, split=True, labels=labels),
        forms.listed(budget, "B03", "支出总表", lines, heads, cells, split=True, labels=labels),
        forms.fiscal(budget, "财政拨款收支总表", lines, numbered=True, split=False),
        forms.listed(budget, "B05", "一般公共预算支出表", lines, heads, cells, split=True, labels=labels),
        forms.economic(budget, "一般公共预算基本支出表", lines, split=True),
        forms.public(budget, "一般公共预算“三公”经费支出表", forms.caption(budget, unit="万元"), "two-years"),
        forms.listed(
            budget,
            "B07",
            "政府性基金预算支出表",
            lines,
            heads,
            cells,
            split=True,
            labels=labels,
            empty=True,
            notes=(empty,),
        ),
        forms.targets(budget, "项目支出绩效目标表"),
        forms.whole_targets(budget, f"{whose}整体支出绩效目标表"),
    ]
    public = budget.public
    shares = "；".join(
        f"{line.name}{_money(line.total('total'))}，占{percent(line.total('total'), budget.total)}"
        for line in budget.classes()
    )
    narrative: list[Block] = [
        Heading("一、收支预算总体情况", 1),
        *_text(
            f"（一）收入预算：{year}年年初预算数{total}，其中，一般公共预算拨款{total}，政府性基金预算拨款0万元。收入较去年{changed(budget.total, budget.last)}，主要原因是工作任务调整。",
            f"（二）支出预算：{year}年年初预算数{total}，其中，{shares}。支出较去年{changed(budget.total, budget.last)}，主要原因是工作任务调整。",
        ),
        Heading("二、一般公共预算拨款支出情况", 1),
        *_text(
            f"{year}年一般公共预算拨款支出预算{total}，具体安排情况如下：",
            f"（一）基本支出：{year}年年初预算数{_money(budget.basic)}，是指为保障机构正常运转而发生的各项支出，其中：人员经费{_money(budget.staff)}，公用经费{_money(budget.running)}。",
            f"（二）项目支出：{year}年年初预算数{_money(budget.project)}，是指为完成特定工作任务而发生的支出。",
        ),
        Heading("三、其他重要事项的情况说明", 1),
        *_text(
            f"（一）机关运行经费：{year}年机关运行经费{_money(budget.running)}。",
            f"（二）“三公”经费预算：{year}年“三公”经费预算数{_money(public.now)}，其中，公务接待费{_money(budget.reception.now)}，公务用车购置及运行费{_money(budget.cars_cost.now)}"
            f"（其中，公务用车购置费{_money(budget.car_bought.now)}，公务用车运行费{_money(budget.car_run.now)}），因公出国（境）费0万元。{year}年“三公”经费预算{_reasoned(public, f'{last}预算', '更新车辆', '厉行节约')}。",
            f"（三）政府采购情况：{year}年政府采购预算总额{_money(budget.goods + budget.services)}，其中，货物类采购预算{_money(budget.goods)}；工程类采购预算0万元；服务类采购预算{_money(budget.services)}。",
            f"（四）国有资产占用情况：{_vehicles(budget)}",
            f"（五）预算绩效目标说明：纳入{year}年{whose}整体支出绩效目标的金额为{total}，其中，基本支出{_money(budget.basic)}，项目支出{_money(budget.project)}。",
        ),
    ]  # fmt: skip
    return _four_parts(budget, tables, narrative, tables_first=False, told="预算说明")


BUDGET_REGIONS: dict[str, Callable[[Budget], Report]] = {
    "shanghai": shanghai,
    "central": central,
    "beijing": beijing,
    "guangdong": guangdong,
    "jiangsu": jiangsu,
    "hunan": hunan,
}
