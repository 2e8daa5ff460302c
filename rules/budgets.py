"""What budgets alone must hold: a project's money and period."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import NamedTuple

from dislint import Anchor, Cell, Document, Figure, Finding, Grid, Kind, Passage, Rule, Section, figure_of

_YEAR = re.compile(r"(20\d{2})年")
_MONEY = re.compile(r"\d(?:[\d,]*\d)?(?:\.\d+)?(?:亿元|万元|元|万(?![\d辆个人次台]))")
_TERM = re.compile(r"总投资|总概算|概算|批复|估算|总额度|三年|五年|累计")
_ELSEWHERE = re.compile(r"详见|见[^。]{0,10}表|无(?:预算|资金)?安排|未安排|不涉及|无项目")
_ARRANGED = re.compile(r"年度预算安排|年度(?:资金|经费)安排|预算安排情况")


def is_budget(document: Document) -> bool:
    """Whether it is a budget."""
    return document.kind is Kind.BUDGET


class MissingAmount(Rule):
    """应当写明金额的事项没有写金额。

    是什么：项目经费情况说明中“年度预算安排”一节，应有当年安排的金额；只有总投资、只有别的年度的金额的，算没有写。
    政府采购、机关运行经费两节，既没有一个金额，也没有说明没有安排的，算没有写。
    为什么：这一节要公开的正是当年给这个项目多少钱。
    错误示例：（2031年预算）年度预算安排：项目批复总投资900.00万元，2030年安排300.00万元。
    正确示例：（2031年预算）年度预算安排：2031年安排200.00万元。
    依据：部门预算公开关于项目经费情况说明的要求。

    What: The section 年度预算安排 of a project states the amount of this year; the whole investment, or another
    year's amount, is none. So it is of sections on procurement and running costs that do not say that there is none.
    Why: What this section is for is how much the project gets this year.
    Wrong: (2031年预算) 年度预算安排：项目批复总投资900.00万元，2030年安排300.00万元.
    Right: (2031年预算) 年度预算安排：2031年安排200.00万元.
    Source: How projects are published with a department's budget.
    """

    code, name, severity = "S113", "missing-amount", "warning"
    summary = "应写明金额的事项没有写金额"
    summary_en = "a disclosure that should state an amount states none"

    def check(self, document: Document) -> Iterable[Finding]:
        """One finding for each section on a project's money of the year, or on procurement, that has none."""
        if not is_budget(document) or document.year is None:
            return
        for section in document.sections:
            if _ARRANGED.search(section.heading.words) and "projects" in _topics(document, section):
                texts = [p.compact.text for p in document.passages_of(section, "text")]
                grids = [b for b in document.layout.blocks[section.start : section.end] if isinstance(b, Grid)]
                if not grids and not any(_states(text, document.year) for text in texts):
                    yield self.finding(
                        section.heading.passage.anchor(),
                        f"“{section.heading.words}”没有写明{document.year}年的金额",
                        f"{section.heading.words!r} states no amount for {document.year}",
                        section=document.section_name(section.start),
                        expected=f"{document.year}年的金额",
                    )
        yield from self._silent(document)

    def _silent(self, document: Document) -> Iterator[Finding]:
        """Sections on procurement and running costs that neither state money nor say that there is none."""
        parents = {section.parent for section in document.sections}
        for at, section in enumerate(document.sections):
            if section.topic not in _OF_MONEY or at in parents:
                continue
            texts = list(document.passages_of(section, "text"))
            words = "".join(passage.compact.text for passage in texts)
            grids = any(isinstance(block, Grid) for block in document.layout.blocks[section.start : section.end])
            if words and not grids and "预算" in words and not _MONEY.search(words) and not _NOTHING.search(words):
                yield self.finding(
                    texts[0].anchor(),
                    f"“{section.heading.words}”没有写明金额，也没有说明没有安排",
                    f"{section.heading.words!r} states no amount, nor that there is none",
                    section=document.section_name(section.start),
                    expected="金额",
                )


_OF_MONEY = ("procurement", "running-costs")
_NOTHING = re.compile(r"无|没有|未|不|详见|见[^。]{0,10}表|为0|为零|附件|附表|\d\.\d")


def _topics(document: Document, section: Section) -> set[str]:
    return {around.topic for around in document.structure.sections_around(section.start)}


def _states(text: str, year: int) -> bool:
    """Whether a text states money of the year, or of no year and no longer term, or says where it stands."""
    if _ELSEWHERE.search(text):
        return True
    for sentence in re.split("[。;]", text):
        years = {int(found) for found in _YEAR.findall(sentence)}
        if _MONEY.search(sentence) and (year in years or (not years and not _TERM.search(sentence))):
            return True
    return False


class Period(NamedTuple):
    """A period as printed: its first and last day, and where it stands."""

    first: str
    last: str
    anchor: Anchor


_DAY = r"(20\d{2})[年./-](\d{1,2})(?:[月./-](\d{1,2}))?"
_PERIOD = re.compile(_DAY + r"日?(?:至|到|-|—|~|－)+" + _DAY)
_STARTS, _ENDS = re.compile("计划开始|开始日期|起始"), re.compile("计划完成|完成日期|结束日期|终止")


def periods_apart(document: Document) -> Iterator[tuple[Period, Period]]:
    """The periods of projects that the text states otherwise than the form below it."""
    for section in document.sections:
        if not re.search("实施周期|起止时间|实施期限|项目周期", section.heading.words):
            continue
        around = [s for s in document.structure.sections_around(section.start) if s.topic == "projects"]
        stated = next((p for t in document.passages_of(section, "text") for p in _period(t)), None)
        if stated is None or not around:
            continue
        forms = [
            form
            for b in document.layout.blocks[section.start : around[0].end]
            if isinstance(b, Grid)
            for form in _form(b)
        ]
        if len(forms) == 1 and (stated.first, stated.last) != (forms[0].first, forms[0].last):
            yield stated, forms[0]


def _day(parts: tuple[str | None, ...], last: bool) -> str:
    year, month, day = parts
    usual = "31" if last else "01"
    return f"{year}-{int(month or 1):02}-{int(day or usual):02}"


def _period(passage: Passage) -> Iterator[Period]:
    found = _PERIOD.search(passage.compact.text)
    if found:
        groups = found.groups()
        yield Period(_day(groups[:3], False), _day(groups[3:], True), passage.anchor(found.start(), found.end()))


def _form(grid: Grid) -> Iterator[Period]:
    """The period of a project's form: two dates, each beside its label."""
    days: dict[bool, tuple[str, Anchor]] = {}
    for row in grid.cells:
        for one, other in pairwise(row):
            found = re.fullmatch(_DAY + "日?", other.text)
            for last, label in ((False, _STARTS), (True, _ENDS)):
                if found and label.search(one.text):
                    days.setdefault(last, (_day(found.groups(), last), other.anchor()))
    if len(days) == 2:
        yield Period(days[False][0], days[True][0], days[True][1])


class Money(NamedTuple):
    """An amount as printed, in 元 with its last digit, and where it stands."""

    printed: str
    figure: Figure
    anchor: Anchor


_YEARS_MONEY = re.compile(
    "年度资金(?:申请)?总额|年度(?:预算)?(?:安排)?资金总额|当年(?:预算|资金)总额|年度预算(?:安排)?(?:数|金额)$"
)


def monies_apart(document: Document) -> Iterator[tuple[Money, Money]]:
    """The money of the year of a project that the text states otherwise than the form below it."""
    for section in document.sections:
        around = [s for s in document.structure.sections_around(section.start) if s.topic == "projects"]
        if not _ARRANGED.search(section.heading.words) or not around or document.year is None:
            continue
        own = list(document.passages_of(section, "text"))
        stated = [money for passage in own for money in _years_money(passage, document.year)]
        grids = [b for b in document.layout.blocks[section.start : around[0].end] if isinstance(b, Grid)]
        forms = [money for grid in grids for money in _form_money(grid)]
        if len(stated) == len(forms) == 1 and not stated[0].figure.interval.meets(forms[0].figure.interval):
            yield stated[0], forms[0]


_ARRANGED_MONEY = re.compile(r"(?:(20\d{2})年度?)[^。;,\d]{0,16}(\d[\d,]*(?:\.\d+)?)(亿元|万元|元|万)")


def _years_money(passage: Passage, year: int) -> Iterator[Money]:
    for found in _ARRANGED_MONEY.finditer(passage.compact.text):
        if int(found.group(1)) == year:
            figure = figure_of(found.group(2), f"{found.group(3).removesuffix('元')}元")
            yield Money("".join(found.group(2, 3)), figure, passage.anchor(found.start(2), found.end(3)))


_AMOUNT = re.compile(r"\d{1,12}(?:\.\d{1,4})?|\d{1,3}(?:,\d{3}){1,4}(?:\.\d{1,4})?")


def _form_money(grid: Grid) -> Iterator[Money]:
    """The year's money on a project's form, in the unit that a label of its row names."""
    for row in grid.cells:
        units = [found.group(1) for cell in row if (found := re.search(r"\((万元|元)\)", cell.text))]
        for one, other in pairwise(row):
            label = re.sub(r"\(.*?\)", "", one.text)
            if units and _YEARS_MONEY.search(label) and _AMOUNT.fullmatch(other.text):
                yield Money(other.text + units[0], figure_of(other.text, units[0]), other.anchor())


class CutOff(Rule):
    """文字被单元格或页边截断。

    是什么：PDF 中文字超出所在单元格或页面的边界，或者单元格里只有“####”。
    为什么：被截断的文字和数字读者看不全，也无从核对。
    错误示例：单元格中显示“####”
    正确示例：列宽足够，数字完整显示
    依据：公开的内容应当完整、清晰。

    What: Text of a PDF beyond the edge of its cell or the page, or a cell that shows #### only.
    Why: What is cut off cannot be read, nor checked.
    Wrong: #### in a cell.
    Right: Columns wide enough for their numbers.
    Source: What is published must be whole and legible.
    """

    code, name, severity = "S114", "cut-off", "warning"
    summary = "文字被单元格或页边截断"
    summary_en = "text cut off by its cell or the page's edge"

    def check(self, document: Document) -> Iterable[Finding]:
        """One finding for each cell, and for each line beyond the page's edge."""
        widths = {page.number: page.width for page in document.layout.pages}
        for block in document.layout.blocks:
            if isinstance(block, Grid):
                for cell in _cells(block):
                    if _NOT_SHOWN.fullmatch(cell.text) or _overflows(cell):
                        yield self._told(cell.anchor(), cell.text)
            else:
                for line in block.lines:
                    width = widths.get(line.page or 0, 0)
                    if line.box is not None and width and line.box.x1 > width + _BEYOND * (line.size or 10):
                        yield self._told(Anchor(line.page, line.number, line.column, line.text, ()), line.text)

    def _told(self, anchor: Anchor, text: str) -> Finding:
        return self.finding(anchor, f"“{text[:20]}”没有完整显示", f"{text[:20]!r} is not shown whole", actual=text[:40])


_NOT_SHOWN = re.compile("#{3,}")
_BEYOND = 0.6
"""Text that ends so many characters beyond its cell is cut off: what is printed rightly never touches the border."""


def _cells(grid: Grid) -> Iterator[Cell]:
    for r, row in enumerate(grid.cells):
        for c, cell in enumerate(row):
            if (cell.row, cell.column) == (r, c) and cell.text:
                yield cell


def _overflows(cell: Cell) -> bool:
    for line in cell.passage.lines:
        if cell.box is None or line.box is None or line.page != cell.page:
            continue
        slack = _BEYOND * (line.size or 10)
        if line.box.x1 > cell.box.x1 + slack or line.box.y1 > cell.box.y1 + slack or line.box.x0 < cell.box.x0 - slack:
            return True
    return False


class MixedFormats(Rule):
    """同一张表中数字的格式不一致。

    是什么：同一张表的金额小数位数不同（零除外）；每张表提示一次。
    为什么：格式不一致多半是从不同来源粘贴的，容易掩盖错误。
    错误示例：22,118,861 与 86,959,408.34 在同一张表中
    正确示例：22,118,861.00 与 86,959,408.34
    依据：部门预算、决算公开表的填报要求。

    What: Amounts of one table of which some have decimals and some have not (zeros aside); told once a table.
    Why: They were mostly pasted from several sources, and hide errors.
    Wrong: 22,118,861 and 86,959,408.34 in one table.
    Right: 22,118,861.00 and 86,959,408.34.
    Source: How the tables of budgets and accounts are to be filled in.
    """

    code, name, severity = "S115", "mixed-formats", "info"
    summary = "同一张表中数字格式不一致"
    summary_en = "number formats differ within one table"

    def check(self, document: Document) -> Iterable[Finding]:
        """One note a table, at the first number of the rarer format."""
        for table in document.tables:
            figures = [f for f in table.facts if f.figure is not None and f.figure.value != 0 and f.column != "增减%"]
            places = Counter(fact.figure.places for fact in figures if fact.figure is not None)
            if len(places) > 1:
                ((most, _),) = places.most_common(1)
                usual = next(fact for fact in figures if fact.figure and fact.figure.places == most)
                rare = [fact for fact in figures if fact.figure and fact.figure.places != most]
                yield self.finding(
                    rare[0].anchor(),
                    f"{table.name}的金额小数位数不一致：多如“{usual.cell.text}”，有{len(rare)}处不同，如“{rare[0].cell.text}”",
                    f"{table.name}: most amounts are printed like “{usual.cell.text}”, {len(rare)} otherwise, like “{rare[0].cell.text}”",
                    table=table.name,
                    actual=rare[0].cell.text,
                )


RULES = (MissingAmount, CutOff, MixedFormats)
