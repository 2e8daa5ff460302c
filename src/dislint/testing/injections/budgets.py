"""Errors that only budgets have room for: their words, years, names and the places of their amounts."""

from __future__ import annotations

import random
import re
from itertools import pairwise

from dislint.testing.injections.places import Apply, Kind, amount_rows, mark_cell, replacing
from dislint.testing.report import MARK, Heading, Paragraph, Report, TableBlock


def _year_before(match: re.Match[str]) -> str:
    return str(int(match.group(1)) - 1)


def _titled(report: Report, draw: random.Random) -> TableBlock:
    """A table whose title says whose it is or of which year."""
    return draw.choice([b for b in report.blocks if isinstance(b, TableBlock) and re.match("20|部门|单位", b.title)])


def _retitled(pattern: str, new: str) -> Apply:
    """Other words in the title of a table."""

    def apply(report: Report, draw: random.Random) -> str:
        table = _titled(report, draw)
        table.title, changed = re.subn(pattern, new, table.title, count=1)
        if not changed:
            raise LookupError(pattern)
        table.title = MARK + table.title
        return table.title.lstrip(MARK)

    return apply


def _whose(report: Report, draw: random.Random) -> str:
    """部门 for 单位 in the title of a table, or the other way round."""
    table = _titled(report, draw)
    found = re.search("部门|单位", table.title)
    if found is None:
        raise LookupError(table.title)
    other = {"部门": "单位", "单位": "部门"}[found.group()]
    table.title = f"{table.title[: found.start()]}{MARK}{other}{table.title[found.end() :]}"
    return other


def _staff_in_running(report: Report, draw: random.Random) -> str:
    """An economic item in the column of 公用经费 that belongs to 人员经费, or the other way round."""
    table = report.table("B06")
    rows = [r for r in amount_rows(table) if bool(table.rows[r][-1]) != bool(table.rows[r][-2])]
    row = table.rows[draw.choice(rows)]
    row[-1], row[-2] = row[-2], row[-1]
    mark_cell(table, table.rows.index(row), len(row) - 1)
    return next(text for text in (row[-1], row[-2]) if text).lstrip(MARK)


def _note_of_other_fund(report: Report, draw: random.Random) -> str:
    """The note below an empty table names another fund."""
    tables = [b for b in report.blocks if isinstance(b, TableBlock) and any("政府性基金" in note for note in b.notes)]
    table = draw.choice(tables)
    table.notes = tuple(MARK + note.replace("政府性基金预算", "国有资本经营预算") for note in table.notes)
    return "国有资本经营预算"


def _arranged(report: Report, draw: random.Random) -> str:
    """The year's money of a project told without an amount of the year."""
    heading, paragraph = next(
        (one, other)
        for one, other in pairwise(report.blocks)
        if isinstance(one, Heading) and isinstance(other, Paragraph) and "年度预算安排" in one.text
    )
    heading.text = MARK + heading.text
    paragraph.text = f"{MARK}项目批复总投资900.00万元，{report.year - 1}年安排100.00万元。"
    return ""


KINDS: tuple[Kind, ...] = (
    ("budget-year-of-title", "last year in the title of a table", "U701", _retitled(r"^20\d\d", "2029")),
    ("budget-whose", "部门 for 单位 in the title of a table", "U705", _whose),
    ("budget-column", "an item of 人员 in 公用, or the other way round", "T205 T201 T202 T203", _staff_in_running),
    ("budget-note", "the note of another fund below an empty table", "S106", _note_of_other_fund),
    ("budget-assets-date", "the assets of the year before", "U701", replacing(r"(?<=截至)(20\d\d)(?=年)", _year_before)),
    ("budget-base-year", "compared with two years before", "U704", replacing(r"(?<=[与比])(20\d\d)(?=年)", _year_before)),
    ("budget-two-bases", "one figure compared with execution and with budget", "N514",
     replacing(r"(财政拨款支出预算[\d.]+万元，比20\d\d年预算)(?=增加|减少)", r"\1执行数")),
    ("budget-reason", "a reason that says the contrary", "N502",
     replacing(r"(减少[\d.]+万元，(?:下降[\d.]+%，)?主要原因是)[^。；]*", r"\1人员经费增加")),
    ("budget-broken-off", "a reason that breaks off", "W809 S111", replacing(r"(主要原因是：?)[^。；]+。", r"\1。")),
    ("budget-given-up", "a class under a name that was given up", "B403", replacing(r"卫生健康支出（类）", "医疗卫生与计划生育支出（类）")),
    ("budget-purpose", "another item's purpose", "B404", replacing(r"主要用于机关事业单位职业年金缴费支出", "主要用于行政单位离退休")),
    ("budget-targets", "more money of targets than of projects", "C607", replacing(r"(涉及[^\d。，]{2,14})(?=\d+\.\d\d万元)", r"\g<1>9")),
    ("budget-small-firms", "more for small firms than is bought", "N507", replacing(r"(采购项目预算金额)(?=\d)", r"\g<1>9")),
    ("budget-arranged", "a project without its money of the year", "S113", _arranged),
)  # fmt: skip
