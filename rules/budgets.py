"""What budgets alone must hold: whose budget it is, a project's money and period."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import NamedTuple

from dislint.blocks import Anchor, Grid, Passage
from dislint.document import Document
from dislint.findings import Finding, Related
from dislint.rule.rules import Rule
from dislint.structure.model import Kind, Section

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
    为什么：这一节要公开的正是当年给这个项目多少钱。
    错误示例：（2031年预算）年度预算安排：项目批复总投资900.00万元，2030年安排300.00万元。
    正确示例：（2031年预算）年度预算安排：2031年安排200.00万元。
    依据：部门预算公开关于项目经费情况说明的要求。
    """

    code, name, severity = "S113", "missing-amount", "warning"
    summary = "应写明金额的事项没有写金额"
    summary_en = "a disclosure that should state an amount states none"

    def check(self, document: Document) -> Iterable[Finding]:
        """One finding for each section on a year's money that has none."""
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


class Word(NamedTuple):
    """部门 or 单位 in a place where it says whose budget it is."""

    word: str
    anchor: Anchor
    block: int


_OWN = re.compile(
    r"(部门|单位)(?=(?:财务)?(?:收支|收入|支出|预算|财政拨款|主要职能|机构设置|“?三公|一般公共|政府性基金|国有资本))"
)
_CAPTION = re.compile(r"(?:编制|公开|填报)(部门|单位)(?=(?:名称)?:)")
_ITSELF = re.compile(r"本部门")
_COVER = re.compile(r"(?:区级|市级|省级|县级|本级|年度?)?(部门|单位)预算")
_FEWEST = 4
"""So many titles must say whose budget it is before another word in one of them is wrong."""
_MOST_OTHERS = 4
"""At most one in so many titles is a slip; more are a form that says both."""


class DepartmentOrUnit(Rule):
    """把单位预算写成部门预算，或相反。

    是什么：封面、目录、各表标题和表头的“部门”“单位”应当一致；单位预算的说明中不应自称“本部门”。
    为什么：部门预算包括所属各单位，单位预算只是一个单位的；用错一个词，读者就不知道数字包括谁。
    错误示例：封面“2031年单位预算”，表的标题“2031年部门收入预算总表”。
    正确示例：封面和各表都称“单位”。
    依据：预算公开分部门预算和单位预算的规定。
    """

    code, name, severity = "U705", "department-or-unit", "warning"
    summary = "“部门”“单位”与预算的主体不符"
    summary_en = "部门 where it is a unit's budget, or 单位 where it is a department's"

    def check(self, document: Document) -> Iterable[Finding]:
        """One finding for the titles, one for the captions, one for the text: each with all its places."""
        if not is_budget(document):
            return
        titles = list(_words(document, _OWN, ("cover", "contents", "heading", "title")))
        captions = list(_words(document, _CAPTION, ("caption", "title", "text")))
        own = _own_word(document, titles)
        for words in (titles, captions):
            yield from self._slips(document, words, own if words is titles else "")
        if own == "单位":
            itself = [
                Word("部门", passage.anchor(found.start(), found.end()), block)
                for block, passage in document.passages("text", "note")
                for found in _ITSELF.finditer(passage.compact.text)
            ]
            yield from self._told(document, itself, own)

    def _slips(self, document: Document, words: list[Word], own: str) -> Iterator[Finding]:
        """The few that say another word than the others."""
        if len(words) < _FEWEST:
            return
        own = own or max(("部门", "单位"), key=lambda word: sum(w.word == word for w in words))
        others = [word for word in words if word.word != own]
        if others and len(others) * _MOST_OTHERS <= len(words):
            yield from self._told(document, others, own)

    def _told(self, document: Document, words: list[Word], own: str) -> Iterator[Finding]:
        if words:
            first, rest = words[0], words[1:]
            yield self.finding(
                first.anchor,
                f"此处是“{first.word}”，本报告是{own}预算" + (f"，共{len(words)}处" if rest else ""),
                f"says {first.word}, the report is the budget of a {own}",
                section=document.section_name(first.block),
                expected=own,
                actual=first.word,
                related=[Related(word.word, word.anchor, english=word.word) for word in rest],
            )


def _words(document: Document, pattern: re.Pattern[str], roles: tuple[str, ...]) -> Iterator[Word]:
    for block, passage in document.passages(*roles):
        found = pattern.search(passage.compact.text)
        if found and len(passage.compact.text) <= 80:
            yield Word(found.group(1), passage.anchor(found.start(1), found.end(1)), block)


def _own_word(document: Document, titles: list[Word]) -> str:
    """Whose budget it is: as the cover says, if most titles agree; "" where they don't."""
    covers = [
        found.group(1)
        for _, passage in [*document.passages()][:8]
        if len(passage.compact.text) <= 60 and (found := _COVER.search(passage.compact.text))
    ]
    own = covers[0] if covers else ""
    same = sum(word.word == own for word in titles)
    return own if own and len(titles) >= _FEWEST and same * 2 > len(titles) else ""


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


RULES = (MissingAmount, DepartmentOrUnit)
