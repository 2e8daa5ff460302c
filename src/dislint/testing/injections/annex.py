"""Errors put into self-evaluation annexes. Each kind brings its own annex where the report has none."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from dislint.testing.evaluations import FORMS, add_annex, make_projects
from dislint.testing.injections.places import Apply, Kind, put
from dislint.testing.report import MARK, Report, TableBlock

_WITH_TEXT = ("shanxi",)
_WITH_GRADE = ("shanxi", "yunnan")
_PROJECTS = tuple(form for form in FORMS if form != "department")
_WITH_TOTAL = ("national", "shanghai", "sichuan", "yunnan", "department")
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")


@dataclass(frozen=True, slots=True)
class _Place:
    """A cell of an annexed table."""

    block: TableBlock
    row: int
    column: int

    @property
    def text(self) -> str:
        return self.block.rows[self.row][self.column]

    def write(self, text: str) -> str:
        """Another text, marked."""
        self.block.rows[self.row][self.column] = MARK + text
        return text


def _annexed(report: Report, draw: random.Random, forms: tuple[str, ...]) -> Report:
    """The report with an annex in one of the forms, where it has none."""
    if not any(isinstance(block, TableBlock) and block.name.startswith("A") for block in report.blocks):
        form = draw.choice(forms)
        projects = make_projects(report.entity, report.year, draw.randrange(1000))
        add_annex(report, projects[:1] if form == "department" else projects, form)
    return report


def _places(report: Report, head: str, rows: Callable[[list[str]], bool]) -> Iterator[_Place]:
    """The cells under a head (a pattern) in the rows wanted, of all annexed tables that have such a head."""
    for block in report.blocks:
        if not isinstance(block, TableBlock) or not block.name.startswith("A"):
            continue
        column = None
        for r, row in enumerate(block.rows):
            found = next((c for c, text in enumerate(row) if re.fullmatch(head, text)), None)
            if found is not None:
                column = found
            elif column is not None and rows(row) and _NUMBER.search(row[column]):
                yield _Place(block, r, column)


def _whole(row: list[str]) -> bool:
    """The row of all the money."""
    return any(text in ("合计", "年度资金总额", "总额") for text in row[:2]) and "100" not in row


def _points_row(row: list[str]) -> bool:
    return row[0] in ("总分", "合计") and "100" in row


def _indicator(row: list[str]) -> bool:
    return any("指标" in text for text in row[1:3]) and not any("三级" in text or "指标名称" in text for text in row)


def _wrong(text: str, draw: random.Random) -> str:
    """The number in a text with another first digit."""
    found = _NUMBER.search(text)
    assert found is not None
    first = found.start()
    digit = draw.choice([d for d in "123456789" if d != text[first]])
    return f"{text[:first]}{digit}{text[first + 1 :]}"


_HEADS = {
    "weight": r"权重|分值", "score": "得分", "rate": r"(?:预算)?执行率", "budget": r"全年预算数(?:\(元\))?|调整后预算数",
    "spent": r"(?:全年|预算)执行数(?:\(元\))?", "left": r"资金结\(转\)余\(元\)", "result": r"实际完成值|完成值",
}  # fmt: skip


def _in_table(
    head: str,
    rows: Callable[[list[str]], bool],
    forms: tuple[str, ...] = tuple(FORMS),
    change: Callable[[str, random.Random], str] = _wrong,
) -> Apply:
    """Changes the number in one cell under a head."""

    def apply(report: Report, draw: random.Random) -> str:
        place = draw.choice(list(_places(_annexed(report, draw, forms), _HEADS[head], rows)))
        return place.write(change(place.text, draw))

    return apply


def _in_text(words: str, pattern: str, change: Callable[[str, random.Random], str], forms: tuple[str, ...]) -> Apply:
    """Changes what a pattern finds in the first paragraph of the annex (or of part three) with certain words."""

    def apply(report: Report, draw: random.Random) -> str:
        paragraph = next(p for p in _annexed(report, draw, forms).paragraphs() if words in p.text)
        found = re.search(pattern, paragraph.text)
        assert found is not None
        wrong = change(found.group(), draw)
        return put(paragraph, found.start(), found.end(), wrong)

    return apply


def _grade(report: Report, draw: random.Random) -> str:
    """Another grade in a form or a text."""
    _annexed(report, draw, _WITH_GRADE)
    for block in report.blocks:
        if isinstance(block, TableBlock) and block.name == "A":
            row = next(row for row in block.rows if row[0] == "自评等级")
            wrong = draw.choice([grade for grade in "优良中差" if grade != row[1]])
            row[1] = MARK + wrong
            return wrong
    return _in_text("总得分", "(?<=属于“)[优良中差]", _other_grade, _WITH_GRADE)(report, draw)


def _other_grade(grade: str, draw: random.Random) -> str:
    return draw.choice([other for other in "优良中差" if other != grade])


def _swapped_grades(report: Report, draw: random.Random) -> str:
    """One project less of a grade, one more of another."""
    paragraph = next(p for p in _annexed(report, draw, _PROJECTS).paragraphs() if "自评结果为" in p.text)
    counts = {grade: int(number) for number, grade in re.findall(r"(\d+)个项目自评等级为“([优良中差])", paragraph.text)}
    less = draw.choice([grade for grade, number in counts.items() if number])
    more = draw.choice([grade for grade in counts if grade != less])
    for grade, number in ((less, counts[less] - 1), (more, counts[more] + 1)):
        paragraph.text = re.sub(rf"\d+(?=个项目自评等级为“{grade})", str(number), paragraph.text)
    paragraph.text = MARK + paragraph.text
    first = min((less, more), key="优良中差".index)
    return f"{counts[first] + (1 if first == more else -1)}个项目自评等级为“{first}"


def _tenth(text: str, draw: random.Random) -> str:
    """A tenth of a number that must be reached."""
    return _NUMBER.sub(lambda found: str(int(Decimal(found.group()) / 10)), text, count=1)


def _above(text: str, draw: random.Random) -> str:
    return str(Decimal(text) + 10)


def _fewer(text: str, draw: random.Random) -> str:
    return str(int(text) - 1)


def _source(row: list[str]) -> bool:
    return any("财政" in text for text in row[:2])


def _full_marks(row: list[str]) -> bool:
    return _indicator(row) and any(text.startswith("≥") for text in row) and "20" not in row


KINDS: tuple[Kind, ...] = (
    ("annex-weight", "another weight of an indicator", "P901 P902", _in_table("weight", _indicator)),
    ("annex-score-above", "a score above its weight", "P902", _in_table("score", _indicator, change=_above)),
    ("annex-total", "another total score in a form", "P903", _in_table("score", _points_row, _WITH_TOTAL)),
    (
        "annex-total-in-text",
        "another total score in the text",
        "P903",
        _in_text("总得分", r"(?<=总得分)[\d.]+", _wrong, _WITH_TEXT),
    ),
    (
        "annex-indicators-in-text",
        "another indicator score in the text",
        "P902 P903",
        _in_text("总得分", r"(?<=情况得分)[\d.]+(?=分，总得分)", _wrong, _WITH_TEXT),
    ),
    ("annex-grade", "another grade", "P904 P908", _grade),
    ("annex-rate", "another execution rate", "P905", _in_table("rate", _whole)),
    ("annex-execution-score", "another execution score", "P902 P903 P905", _in_table("score", _whole)),
    ("annex-spent", "another amount spent", "P905 P906 P907 P912", _in_table("spent", _whole)),
    ("annex-budget", "another budget", "P905 P906 P907 P912", _in_table("budget", _whole)),
    ("annex-source", "another amount from the budget of the year", "P906", _in_table("budget", _source)),
    ("annex-balance", "another balance", "P906", _in_table("left", _whole, _WITH_TEXT)),
    (
        "annex-amount-in-text",
        "another amount in the text",
        "P907",
        _in_text("执行率", r"(?<=执行数为)[\d.]+", _wrong, _WITH_TEXT),
    ),
    (
        "annex-rate-in-text",
        "another rate in the text",
        "P907",
        _in_text("执行率", r"(?<=执行率)[\d.]+", _wrong, _WITH_TEXT),
    ),
    (
        "annex-unit-in-text",
        "元 for 万元 in the text",
        "P907",
        _in_text("执行率", r"(?<=全年预算数为)[\d.]+万元", lambda t, _: t.replace("万", ""), _WITH_TEXT),
    ),
    ("annex-missed", "a target missed with full marks", "P910", _in_table("result", _full_marks, change=_tenth)),
    (
        "annex-projects",
        "fewer projects in part three",
        "P909",
        _in_text("自评结果为", r"(?<=对)\d+(?=个项目)", _fewer, _PROJECTS),
    ),
    (
        "annex-funds",
        "other money of the projects in part three",
        "P909",
        _in_text("自评结果为", r"(?<=涉及资金)[\d.]+", _wrong, _PROJECTS),
    ),
    ("annex-grades", "grades counted wrongly in part three", "P908", _swapped_grades),
)
