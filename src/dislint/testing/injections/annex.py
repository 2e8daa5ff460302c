"""Errors in self-evaluation annexes, and in what part three says of them; in whichever form the report has them.

A report without an annex is given one, in a form drawn among those that have room for the error.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from decimal import Decimal

from dislint.testing import slips
from dislint.testing.evaluations import FORMS, add_annex, make_projects
from dislint.testing.injections.places import Apply, Kind, paragraph_with, put
from dislint.testing.report import MARK, Report, TableBlock
from dislint.testing.slips import Slip

_WITH_TEXT = ("shanxi",)
_WITH_GRADE = ("shanxi", "yunnan")
_WITH_TOTAL = ("national", "shanghai", "sichuan", "yunnan", "department")
_TOLD = ("national", "shanghai", "sichuan", "yunnan")
_PROJECTS = tuple(form for form in FORMS if form != "department")
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
_HEADS = {
    "weight": r"权重|分值",
    "score": "得分",
    "rate": r"(?:预算)?执行率",
    "budget": r"全年预算数(?:\(元\))?|调整后预算数",
    "spent": r"(?:全年|预算)执行数(?:\(元\))?",
    "left": r"资金结\(转\)余\(元\)",
    "result": r"实际完成值|完成值",
}
_Place = tuple[TableBlock, int, int]


def _annexed(report: Report, draw: random.Random, forms: tuple[str, ...]) -> Report:
    """The report with an annex in one of the forms, where it has none."""
    if not any(isinstance(block, TableBlock) and block.name.startswith("A") for block in report.blocks):
        form = draw.choice(forms)
        projects = make_projects(report.entity, report.year, draw.randrange(1000))
        add_annex(report, projects[:1] if form == "department" else projects, form)
    return report


def _places(report: Report, head: str, rows: Callable[[list[str]], bool]) -> Iterator[_Place]:
    """The numbers under a head (a pattern) in the rows wanted, of all annexed tables that have such a head."""
    for block in report.blocks:
        if not isinstance(block, TableBlock) or not block.name.startswith("A"):
            continue
        column = None
        for r, row in enumerate(block.rows):
            found = next((c for c, text in enumerate(row) if re.fullmatch(head, text)), None)
            if found is not None:
                column = found
            elif column is not None and rows(row) and _NUMBER.search(row[column]):
                yield block, r, column


def _whole(row: list[str]) -> bool:
    """The row of all the money."""
    return any(text in ("合计", "年度资金总额", "总额") for text in row[:2]) and "100" not in row


def _points_row(row: list[str]) -> bool:
    return row[0] in ("总分", "合计") and "100" in row


def _indicator(row: list[str]) -> bool:
    return any("指标" in text for text in row[1:3]) and not any("三级" in text or "指标名称" in text for text in row)


def _full_marks(row: list[str]) -> bool:
    return _indicator(row) and any(text.startswith("≥") for text in row) and "20" not in row


def _source(row: list[str]) -> bool:
    return any("财政" in text for text in row[:2])


def _other(number: str, draw: random.Random) -> str:
    """Another first digit: no rounding explains it."""
    return draw.choice([digit for digit in "123456789" if digit != number[0]]) + number[1:]


def _lower(number: str, draw: random.Random) -> str:
    return f"{Decimal(number) - draw.choice((1, 2, 3)):f}"


def _above(number: str, draw: random.Random) -> str:
    return f"{Decimal(number) + 21:f}"


def _tenth(number: str, draw: random.Random) -> str:
    return str(int(number) // 10)


def _fewer(number: str, draw: random.Random) -> str:
    return str(int(number) - 1)


def _other_grade(grade: str, draw: random.Random) -> str:
    return draw.choice([other for other in "优良中差" if other != grade])


def _in_table(
    head: str, rows: Callable[[list[str]], bool], forms: tuple[str, ...] = tuple(FORMS), slip: Slip = _other
) -> Apply:
    """A slip in a number under a head."""

    def apply(report: Report, draw: random.Random) -> str:
        block, row, column = draw.choice(list(_places(_annexed(report, draw, forms), _HEADS[head], rows)))
        wrong = _NUMBER.sub(lambda found: slip(found.group(), draw), block.rows[row][column], count=1)
        block.rows[row][column] = MARK + wrong
        return wrong

    return apply


def _in_text(pattern: str, forms: tuple[str, ...], slip: Slip = _other) -> Apply:
    """A slip in what a pattern finds in a paragraph of the annex or of part three."""

    def apply(report: Report, draw: random.Random) -> str:
        block, match = paragraph_with(_annexed(report, draw, forms), pattern, draw)
        return put(block, match.start(), match.end(), slip(match.group(), draw))

    return apply


def _grade(report: Report, draw: random.Random) -> str:
    """Another grade, in a form or in a text."""
    rows = [
        row
        for block in _annexed(report, draw, _WITH_GRADE).blocks
        if isinstance(block, TableBlock) and block.name == "A"
        for row in block.rows
        if row[0] == "自评等级"
    ]
    if not rows:
        return _in_text("(?<=属于“)[优良中差](?=”)", _WITH_GRADE, _other_grade)(report, draw)
    row = draw.choice(rows)
    wrong = _other_grade(row[1], draw)
    row[1] = MARK + wrong
    return wrong


def _unit(text: str, draw: random.Random) -> str:
    """元 for 万元."""
    return text.replace("万", "")


def _grades(report: Report, draw: random.Random) -> str:
    """One project less of a grade, one more of another."""
    pattern = r"(\d+)个项目自评等级为“([优良中差])"
    paragraph, _ = paragraph_with(_annexed(report, draw, _PROJECTS), pattern, draw)
    counts = {grade: int(number) for number, grade in re.findall(pattern, paragraph.text)}
    less = draw.choice([grade for grade, number in counts.items() if number])
    more = draw.choice([grade for grade in counts if grade != less])
    changed = {less: counts[less] - 1, more: counts[more] + 1}
    for grade, number in changed.items():
        paragraph.text = re.sub(rf"\d+(?=个项目自评等级为“{grade})", f"{MARK}{number}", paragraph.text)
    first = min(changed, key="优良中差".index)
    return f"{changed[first]}个项目自评等级为“{first}"


KINDS: tuple[Kind, ...] = (
    ("weight", "a weight", "P901 P902", _in_table("weight", _indicator)),
    ("over-weight", "a score above its weight", "P902", _in_table("score", _indicator, slip=_above)),
    ("indicator-score", "an indicator's score", "P902 P903 P910", _in_table("score", _indicator, slip=_lower)),
    ("text-score", "the indicator score in the text", "P902 P903",
     _in_text(r"(?<=指标完成情况得分)[\d.]+(?=分)", _WITH_TEXT, slips.digit)),
    ("total-score", "the total in the text", "P903 P904", _in_text(r"(?<=总得分)[\d.]+(?=分，属)", _WITH_TEXT)),
    ("form-total", "the total in a form", "P903", _in_table("score", _points_row, _WITH_TOTAL)),
    ("grade", "a grade that its total does not give", "P904", _grade),
    ("execution-rate", "the rate of execution", "P905 P907", _in_table("rate", _whole)),
    ("execution-score", "the score of execution", "P902 P903 P905", _in_table("score", _whole)),
    ("text-rate", "the rate of execution in the text", "P907 P905", _in_text(r"(?<=执行率)\d+\.\d\d(?=%)", _WITH_TEXT)),
    ("left-over", "what is left of the budget", "P906", _in_table("left", _whole, _WITH_TEXT)),
    ("annex-spent", "what was spent of the budget", "P905 P906 P907 P912", _in_table("spent", _whole)),
    ("annex-budget", "the budget of the year", "P905 P906 P907 P912", _in_table("budget", _whole)),
    ("annex-source", "where the money comes from", "P906", _in_table("budget", _source)),
    ("annex-amount", "an amount in the text", "P907", _in_text(r"(?<=[初年]预算数为|年执行数为)\d+\.\d\d(?=万元)", _WITH_TEXT)),
    ("annex-unit", "元 for 万元 in the text", "P907 U703", _in_text(r"(?<=全年执行数为)\d+\.\d\d万元", _WITH_TEXT, _unit)),
    ("told-score", "a project's score in part three", "P907", _in_text(r"(?<=自评得分为)[\d.]+", _TOLD)),
    ("told-budget", "a project's budget in part three", "P907 N505", _in_text(r"(?<=项目全年预算数为)[\d.]+", _TOLD)),
    ("missed-target", "a full score for a missed target", "P910 P907", _in_table("result", _full_marks, slip=_tenth)),
    ("grades-counted", "the grades counted in part three", "P908 P909", _grades),
    ("projects-counted", "the number of projects in part three", "P909 P908",
     _in_text(r"(?<=对)\d(?=个项目开展绩效自评)", _PROJECTS, _fewer)),
    ("projects-money", "the money of the projects in part three", "P909",
     _in_text(r"(?<=绩效自评，涉及资金)[\d.]+", _PROJECTS)),
)  # fmt: skip
