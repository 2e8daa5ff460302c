"""Self-evaluation annexes (绩效自评): projects, and the forms and reports that regions print of them."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from dislint.testing.accounts import percent, wan
from dislint.testing.report import Heading, Paragraph, Report, TableBlock

Block = Heading | Paragraph | TableBlock
_NAMES = ("街区照明更新", "档案数字化", "河道巡护", "技能培训补助", "办公用房修缮", "图书采购", "宣传服务", "设备运维")
_GRADES = ((90, "优"), (80, "良"), (60, "中"), (0, "差"))
_FULL = Decimal(10)


@dataclass(frozen=True, slots=True)
class Indicator:
    """An indicator: 一级, 二级 and 三级 name, its target (mark, number, measure), what was reached, weight, score."""

    first: str
    second: str
    name: str
    mark: str
    target: str
    measure: str
    result: str
    weight: Decimal
    score: Decimal

    @property
    def printed_target(self) -> str:
        """≥95%."""
        return f"{self.mark}{self.target}{self.measure}"


@dataclass(frozen=True, slots=True)
class Project:
    """A project and its evaluation; money in whole 元, all of it from the year's appropriation and what was carried."""

    name: str
    entity: str
    year: int
    initial: int
    carried: int
    budget: int
    spent: int
    indicators: tuple[Indicator, ...]

    @property
    def rate(self) -> str:
        """The execution rate in percent, two decimals."""
        return percent(self.spent, self.budget)

    @property
    def execution_score(self) -> Decimal:
        """Ten points times the execution rate."""
        return _rounded(_FULL * self.spent / self.budget)

    @property
    def indicator_score(self) -> Decimal:
        """The sum of the indicators' scores."""
        return sum((indicator.score for indicator in self.indicators), Decimal(0))

    @property
    def total(self) -> Decimal:
        """The total score."""
        return self.execution_score + self.indicator_score

    @property
    def grade(self) -> str:
        """优, 良, 中 or 差."""
        return next(grade for least, grade in _GRADES if self.total >= least)


def _rounded(value: Decimal) -> Decimal:
    return value.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)


def _points(value: Decimal) -> str:
    """10, 9.5, 9.58: no zeros at the end."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def make_projects(entity: str, year: int, seed: int, count: int = 3) -> tuple[Project, ...]:
    """Projects of a body; the last did poorly. The same for the same arguments."""
    draw = random.Random(f"{entity}{year}{seed}")
    names = draw.sample(_NAMES, count)
    return tuple(_project(name, entity, year, draw, poor=at == count - 1) for at, name in enumerate(names))


def _project(name: str, entity: str, year: int, draw: random.Random, poor: bool) -> Project:
    initial = draw.randrange(800, 6000) * 100
    carried = draw.choice((0, draw.randrange(50, 500) * 100))
    budget = initial + carried
    spent = budget * draw.randrange(40, 60) // 100 if poor else budget - draw.choice((0, draw.randrange(1, 40) * 100))
    return Project(name, entity, year, initial, carried, budget, spent, tuple(_indicators(draw, poor)))


def _indicators(draw: random.Random, poor: bool) -> list[Indicator]:
    done = draw.randrange(10, 90)
    missed = done // 2 if poor else done
    share = Decimal(missed) / Decimal(done)
    low = draw.randrange(90, 95)
    rows = (
        ("产出指标", "数量指标", "完成数量", "≥", str(done), "件", str(missed), 20, _rounded(20 * share)),
        ("产出指标", "质量指标", "验收合格率", "≥", "95", "%", "97", 10, Decimal(10)),
        ("产出指标", "时效指标", "完成时间", "", "12月底前", "", "按期完成", 10, Decimal(10)),
        ("产出指标", "成本指标", "成本节约率", "≥", "1", "%", "2", 10, Decimal(10)),
        ("效益指标", "社会效益指标", "服务能力", "", "有所提升", "", "达成预期指标", 20, Decimal(6 if poor else 20)),
        ("效益指标", "可持续影响指标", "运行机制", "", "健全", "", "达成预期指标", 10, Decimal(10)),
        ("满意度指标", "服务对象满意度指标", "服务对象满意度", "≥", str(low), "%", str(low + 2), 10, Decimal(10)),
    )  # fmt: skip
    return [
        Indicator(first, second, name, mark, target, measure, result, Decimal(weight), score)
        for first, second, name, mark, target, measure, result, weight, score in rows
    ]


def shanxi(project: Project) -> list[Block]:
    """A report in text with two tables; money in 元."""
    p = project
    left = p.budget - p.spent
    money = [
        ["资金来源", "年初预算数", "", "全年预算数(元)", "全年执行数(元)", "资金结(转)余(元)", "执行率", "得分", "偏差原因"],
        ["", "目标申报(元)", "预算编制(元)", "", "", "", "", "", ""],
        ["合计", f"{p.initial:,}", f"{p.initial:,}", f"{p.budget:,}", f"{p.spent:,}", f"{left:,}", p.rate,
         _points(p.execution_score), ""],
        ["县级财政资金", f"{p.initial:,}", f"{p.initial:,}", f"{p.budget:,}", f"{p.spent:,}", f"{left:,}", "", "", "无"],
    ]  # fmt: skip
    spans = [(0, 1, 1, 2), *((0, c, 2, 1) for c in (0, 3, 4, 5, 6, 7, 8))]
    indicators = [
        ["一级指标", "二级指标", "指标名称", "年度指标", "", "实际完成值", "定性值情况说明", "权重", "得分", "偏差原因分析"],
        ["", "", "", "年初指标", "调整后指标", "", "", "", "", ""],
        *([*_kinds(p, at), i.name, "", i.printed_target, i.result, "", _points(i.weight), _points(i.score), ""]
          for at, i in enumerate(p.indicators)),
    ]  # fmt: skip
    heads = [(0, 3, 1, 2), *((0, c, 2, 1) for c in (0, 1, 2, 5, 6, 7, 8, 9))]
    return [
        Paragraph("项目支出绩效自评报告"),
        Paragraph(f"项目名称：{p.name}"),
        Paragraph(f"项目单位：{p.entity}"),
        TableBlock("A1", "（一）预算执行情况", (), money, 2, spans),
        TableBlock("A2", "（二）绩效指标完成情况", (), indicators, 2, heads + _kind_spans(p, 2)),
        Paragraph("三、项目自评结果"),
        Paragraph(
            f"综合考虑预算执行情况得分{_points(p.execution_score)}分，指标完成情况得分{_points(p.indicator_score)}分，"
            f"总得分{_points(p.total)}分，属于“{p.grade}”。"
        ),
        Paragraph(
            f"年初预算数为{wan(p.initial)}万元，全年预算数为{wan(p.budget)}万元，全年执行数为{wan(p.spent)}万元，"
            f"执行率{p.rate}%。"
        ),
    ]


def _kinds(project: Project, at: int) -> list[str]:
    """一级 and 二级 of an indicator; 一级 only where it begins."""
    own = project.indicators[at]
    begins = at == 0 or project.indicators[at - 1].first != own.first
    return [own.first if begins else "", own.second]


def _kind_spans(project: Project, top: int, column: int = 0) -> list[tuple[int, int, int, int]]:
    """The merged cells of 一级."""
    firsts = [indicator.first for indicator in project.indicators]
    return [(top + firsts.index(first), column, firsts.count(first), 1) for first in dict.fromkeys(firsts)]


def national(project: Project) -> list[Block]:
    """The single form of the Ministry of Finance, in 万元."""
    return [_form(project, "项目支出绩效自评表", ["项目名称", project.name], "项目资金（万元）", wan)]


def shanghai(project: Project) -> list[Block]:
    """The same form in 元."""
    return [_form(project, "财政项目支出绩效自评表", ["项目名称", project.name], "项目资金（元）", lambda n: f"{n}.00")]


def department(project: Project) -> list[Block]:
    """The form of a body's whole expenditure."""
    return [_form(project, "部门整体支出绩效自评表", ["部门名称", project.entity], "年度预算申请（万元）", wan)]


def _form(project: Project, title: str, named: list[str], money: str, amount: Callable[[int], str]) -> TableBlock:
    """Nine columns: money and indicators in one grid, each with its own merged cells."""
    p = project
    sources = [
        ("年度资金总额", p.initial, p.budget, p.spent),
        ("其中：当年财政拨款", p.initial, p.initial, p.spent - min(p.carried, p.spent)),
        ("上年结转资金", 0, p.carried, min(p.carried, p.spent)),
        ("其他资金", 0, 0, 0),
    ]  # fmt: skip
    points = [["10", f"{p.rate}%", _points(p.execution_score)], *(["—", "", "—"] for _ in range(3))]
    rows = [
        [*named, "", "", "", "", "", "", ""],
        ["主管部门", p.entity, "", "", "实施单位", p.entity, "", "", ""],
        [money, "", "", "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"],
        *(["", label, "", *(amount(n) if n else "" for n in amounts), *points[at]]
          for at, (label, *amounts) in enumerate(sources)),
        ["年度总体目标", "预期目标", "", "", "", "实际完成情况", "", "", ""],
        ["", "按计划完成年度任务。", "", "", "", "年度任务已完成。", "", "", ""],
        ["绩效指标", "一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分", "偏差原因分析及改进措施"],
        *(["", *_kinds(p, at), i.name, i.printed_target, i.result + i.measure, _points(i.weight), _points(i.score), ""]
          for at, i in enumerate(p.indicators)),
        ["总分", "", "", "", "", "", "100", _points(p.total), ""],
    ]  # fmt: skip
    count = len(p.indicators)
    spans = [
        (0, 1, 1, 8), (1, 1, 1, 3), (1, 5, 1, 4), (2, 0, 5, 1), *((r, 1, 1, 2) for r in range(2, 7)), (7, 0, 2, 1),
        (7, 1, 1, 4), (7, 5, 1, 4), (8, 1, 1, 4), (8, 5, 1, 4), (9, 0, count + 1, 1), *_kind_spans(p, 10, 1),
        (10 + count, 0, 1, 6),
    ]  # fmt: skip
    return TableBlock("A", title, (f"（{p.year}年度）",), rows, 1, spans)


def sichuan(project: Project) -> list[Block]:
    """A form whose targets stand in three columns (性质, 值, 单位), in 万元."""
    p = project
    sources = (
        ("总额", p.initial, p.budget, p.spent),
        ("其中：财政资金", p.initial, p.budget, p.spent),
        ("单位资金", 0, 0, 0),
    )
    rows = [
        ["项目名称", p.name, "", "", "", "", "", "", "", ""],
        ["主管部门", p.entity, "", "", "实施单位", p.entity, "", "", "", ""],
        ["预算执行情况（10分）", "年度预算数（万元）", "", "年初预算", "调整后预算数", "预算执行数", "预算执行率", "权重", "得分", "原因"],
        *(["", label, "", wan(initial), wan(budget), wan(spent), f"{percent(spent, budget) if budget else '0.00'}%",
           "/" if at else "10", "/" if at else _points(p.execution_score), ""]
          for at, (label, initial, budget, spent) in enumerate(sources)),
        ["绩效指标（90分）", "一级指标", "二级指标", "三级指标", "指标性质", "指标值", "度量单位", "完成值", "权重", "得分"],
        *(["", *_kinds(p, at), i.name, i.mark, i.target, i.measure, i.result, _points(i.weight), _points(i.score)]
          for at, i in enumerate(p.indicators)),
        ["合计", "", "", "", "", "", "", "", "100", _points(p.total)],
        ["评价结论", f"自评总分{_points(p.total)}分。", "", "", "", "", "", "", "", ""],
    ]  # fmt: skip
    count = len(p.indicators)
    spans = [
        (0, 1, 1, 9), (1, 1, 1, 3), (1, 5, 1, 5), (2, 0, 4, 1), *((r, 1, 1, 2) for r in range(2, 6)), (6, 0, count + 1, 1),
        *_kind_spans(p, 7, 1), (7 + count, 0, 1, 8), (8 + count, 1, 1, 9),
    ]  # fmt: skip
    return [TableBlock("A", "部门预算项目支出绩效自评表", (f"（{p.year}年度）",), rows, 1, spans)]


def yunnan(project: Project) -> list[Block]:
    """The single form with the grade in a row of its own."""
    (block,) = national(project)
    assert isinstance(block, TableBlock)
    block.rows[-1][-1] = ""
    block.rows += [
        ["自评等级", project.grade, "", "", "", "", "", "", ""],
        ["注：90分（含）以上为优，80分（含）至90分为良，60分（含）至80分为中，60分以下为差。", *[""] * 8],
    ]
    end = len(block.rows)
    block.spans += [(end - 2, 1, 1, 8), (end - 1, 0, 1, 9)]
    return [block]


FORMS: dict[str, Callable[[Project], list[Block]]] = {
    "shanxi": shanxi, "national": national, "shanghai": shanghai, "sichuan": sichuan, "yunnan": yunnan,
    "department": department,
}  # fmt: skip


def _summary(project: Project) -> str:
    """What part three tells of one project."""
    p = project
    return (
        f"{p.name}项目绩效自评综述：项目自评得分为{_points(p.total)}分。项目全年预算数为{wan(p.budget)}万元，"
        f"执行数为{wan(p.spent)}万元，完成预算的{p.rate}%。"
    )


def add_annex(report: Report, projects: Sequence[Project], form: str) -> Report:
    """Puts the projects' evaluations behind the report, and their number, money and grades into part three."""
    told = next((p for p in report.paragraphs() if "全面开展绩效自评" in p.text), None)
    if told is None:
        raise LookupError(report.entity)
    money = sum(project.budget for project in projects)
    if form != "department":
        grades = [project.grade for project in projects]
        counted = "，".join(f"{grades.count(grade)}个项目自评等级为“{grade}”" for _, grade in _GRADES)
        told.text += f"对{len(projects)}个项目开展绩效自评，涉及资金{wan(money)}万元。自评结果为：{counted}。"
    if form not in ("shanxi", "department"):
        at = report.blocks.index(told) + 1
        report.blocks[at:at] = [Paragraph(_summary(project)) for project in projects]
    annex = Heading("第五部分 附件", 0)
    report.contents.append(annex.text)
    report.blocks.append(annex)
    for project in projects:
        report.blocks += FORMS[form](project)
    return report
