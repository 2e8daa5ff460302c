"""Errors in the self-evaluation reports of projects, and in what part three says of them."""

from __future__ import annotations

import random
from decimal import Decimal

from dislint.testing import slips
from dislint.testing.injections.places import Apply, Kind, paragraph_with, put
from dislint.testing.report import MARK, Report, TableBlock
from dislint.testing.slips import Slip

_MONEY, _INDICATORS = "A1", "A2"
_RATE, _EXECUTION, _LEFT, _SPENT = 6, 7, 5, 4
_ACTUAL, _WEIGHT, _SCORE = 5, 7, 8


def _table(report: Report, name: str, draw: random.Random) -> TableBlock:
    return draw.choice([b for b in report.blocks if isinstance(b, TableBlock) and b.name == name])


def _set(table: TableBlock, row: int, column: int, text: str) -> str:
    table.rows[row][column] = MARK + text
    return text


def _number(pattern: str, slip: Slip = slips.digit, least: str = "1") -> Apply:
    """A slip in a number of a sentence."""

    def apply(report: Report, draw: random.Random) -> str:
        block, match = paragraph_with(report, pattern, draw)
        for _ in range(20):
            wrong = slip(match.group(), draw)
            if slips.far(match.group(), wrong, least):
                return put(block, match.start(), match.end(), wrong)
        raise LookupError(pattern)

    return apply


def _weight(report: Report, draw: random.Random) -> str:
    table = _table(report, _INDICATORS, draw)
    row = draw.choice(range(2, len(table.rows)))
    return _set(table, row, _WEIGHT, str(int(table.rows[row][_WEIGHT]) + 5))


def _over_weight(report: Report, draw: random.Random) -> str:
    table = _table(report, _INDICATORS, draw)
    row = draw.choice(range(2, len(table.rows)))
    return _set(table, row, _SCORE, str(int(table.rows[row][_WEIGHT]) + draw.randint(1, 5)))


def _score(report: Report, draw: random.Random) -> str:
    table = _table(report, _INDICATORS, draw)
    row = draw.choice(range(2, len(table.rows)))
    return _set(table, row, _SCORE, f"{Decimal(table.rows[row][_SCORE]) - draw.randint(1, 5):f}")


def _missed(report: Report, draw: random.Random) -> str:
    """The target of 95% was missed, the score is full."""
    table = _table(report, _INDICATORS, draw)
    return _set(table, 3, _ACTUAL, str(draw.randint(60, 85)))


def _rate(report: Report, draw: random.Random) -> str:
    table = _table(report, _MONEY, draw)
    rate = Decimal(table.rows[2][_RATE]) - draw.randint(3, 30)
    return _set(table, 2, _RATE, f"{rate:f}")


def _execution(report: Report, draw: random.Random) -> str:
    table = _table(report, _MONEY, draw)
    return _set(table, 2, _EXECUTION, f"{Decimal(table.rows[2][_EXECUTION]) - draw.randint(1, 4):f}")


def _left(report: Report, draw: random.Random) -> str:
    table = _table(report, _MONEY, draw)
    return _set(table, 2, _LEFT, f"{int(table.rows[2][_LEFT].replace(',', '')) + 10_000 * draw.randint(1, 9):,}")


def _overspent(report: Report, draw: random.Random) -> str:
    table = _table(report, _MONEY, draw)
    spent = int(table.rows[2][_SPENT - 1].replace(",", "")) + 10_000 * draw.randint(1, 9)
    table.rows[3][_SPENT] = f"{spent:,}"
    return _set(table, 2, _SPENT, f"{spent:,}")


def _grade(report: Report, draw: random.Random) -> str:
    block, match = paragraph_with(report, "(?<=属于“)[优良中差](?=”)", draw)
    return put(block, match.start(), match.end(), "良" if match.group() != "良" else "差")


def _unit(report: Report, draw: random.Random) -> str:
    """元 for 万元 in a sentence of the annex."""
    block, match = paragraph_with(report, r"(?<=全年执行数为)(\d+\.\d\d)万元", draw)
    put(block, match.start(), match.end(), f"{match.group(1)}元")
    return match.group(1)


def _grades(report: Report, draw: random.Random) -> str:
    block, match = paragraph_with(report, r"(?<=自评结果为：)\d(?=个项目)", draw)
    return put(block, match.start(), match.end(), str(int(match.group()) + draw.randint(1, 4)))


def _projects(report: Report, draw: random.Random) -> str:
    block, match = paragraph_with(report, r"\d(?=个项目开展绩效自评)", draw)
    return put(block, match.start(), match.end(), str(int(match.group()) + draw.randint(1, 4)))


_SENTENCES = r"(?<=[初年]预算数为|年执行数为)\d+\.\d\d(?=万元)"
KINDS: tuple[Kind, ...] = (
    ("weight", "a weight", "P901 P902", _weight),
    ("over-weight", "a score above its weight", "P902", _over_weight),
    ("indicator-score", "an indicator's score", "P902 P910", _score),
    ("text-score", "the indicator score in the text", "P902 P903", _number(r"(?<=指标完成情况得分)[\d.]+(?=分)")),
    ("total-score", "the total in the text", "P903 P904", _number(r"(?<=总得分)[\d.]+(?=分，属)")),
    ("grade", "a grade that its total does not give", "P904", _grade),
    ("execution-rate", "the rate of execution", "P905 P907", _rate),
    ("execution-score", "the score of execution", "P905 P903", _execution),
    ("text-rate", "the rate of execution in the text", "P907 P905", _number(r"(?<=执行率)\d+\.\d\d(?=%)")),
    ("left-over", "what is left of the budget", "P906", _left),
    ("overspent", "more spent than the budget", "P912 P905 P906 P907", _overspent),
    ("annex-amount", "an amount in the text", "P907", _number(_SENTENCES)),
    ("annex-unit", "元 for 万元 in the text", "P907 U703", _unit),
    ("missed-target", "a full score for a missed target", "P910 P907", _missed),
    ("grades-counted", "the number of good projects in part three", "P908 P909", _grades),
    ("projects-counted", "the number of projects in part three", "P909 P908", _projects),
)  # fmt: skip
