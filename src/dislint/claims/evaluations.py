"""The text of a self-evaluation report read into statements that restate its two tables."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from dislint.layout.model import Anchor, Block, Passage
from dislint.numbers import UNIT_NAMES, Figure, Unit
from dislint.structure.model import Evaluation

_N = r"(?P<n>\d[\d,]*(?:\.\d+)?)(?P<u>万元|元|万|%)?"
# What a number must directly follow to be a restatement, by what it restates.
_PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (what, re.compile(pattern + (_N.removesuffix("?") if what == "目标申报" else _N)))
    for what, pattern in (
        ("预算编制", r"年初预算(?:数)?(?:均?为)?"),
        ("全年预算数", r"(?:(?:全年|年度)预算(?:数)?|预算下达|下达预算)(?:均?为)?"),
        ("全年预算数", r"(?:费用|成本|支出)控制在"),
        ("全年执行数", r"(?:(?:全年|实际)执行数|实际支付|实际支出|实际使用)(?:均?为)?"),
        ("执行率", r"(?:预算)?执行率(?:达到?|为)?"),
        (
            "目标申报",
            r"申请(?:[^。,;:\d]|\d{4}年?(?:-\d{4}年)?|“[^”]{0,20}”){0,50}?",
        ),  # Years stand between: a unit is required.
        ("满意度", r"满意度(?:达到?|为)?"),
        ("执行得分", r"预算执行情况得分"),
        ("指标得分", r"指标完成情况得分"),
        ("总得分", r"(?<!完成)总(?:得)?分(?:为)?"),
    )
)
# A grade ends its phrase: 属于中小企业 states none.
_GRADE = re.compile(r"(?:属于|评价等级为|等级为)[“”\"']?(优|良|中|差|合格|不合格)(?=[秀好等级”“\"'。,;、)]|$)")
_EARLIER = re.compile(r"上年|去年|往年|上一年|以前年度")


@dataclass(frozen=True, slots=True)
class Statement:
    """A number of the text and what it restates; the unit is NONE where none is printed.

    ``at_least`` says that 以上 follows the number.
    """

    what: str
    figure: Figure
    anchor: Anchor
    at_least: bool = False


@dataclass(frozen=True, slots=True)
class Grade:
    """The grade that the text states (优, 良, 中, 差)."""

    grade: str
    anchor: Anchor


def read_evaluation(blocks: Sequence[Block], evaluation: Evaluation) -> tuple[tuple[Statement, ...], Grade | None]:
    """The statements of one report in order, and its grade."""
    statements: list[Statement] = []
    grade = None
    for block in blocks[evaluation.start : evaluation.end]:
        if not isinstance(block, Passage):
            continue
        statements += _statements(block)
        found = _GRADE.search(block.compact.text)
        if found and grade is None:
            grade = Grade(found.group(1), block.anchor(found.start(1), found.end(1)))
    return tuple(statements), grade


def _statements(block: Passage) -> Iterator[Statement]:
    text = block.compact.text
    for what, pattern in _PATTERNS:
        for found in pattern.finditer(text):
            figure = figure_of(found.group("n"), found.group("u") or "")
            if what == "目标申报" and not figure.unit.is_money:
                continue
            if what in ("执行率", "满意度") and figure.unit is not Unit.PERCENT:
                continue
            if _EARLIER.search(text, text.rfind("。", 0, found.start()) + 1, found.start()):
                continue
            at_least = text.startswith("以上", found.end())
            yield Statement(what, figure, block.anchor(found.start("n"), found.end()), at_least)


def figure_of(digits: str, unit: str) -> Figure:
    """A number and its unit as printed."""
    plain = digits.replace(",", "")
    return Figure(digits + unit, Decimal(plain), len(plain.partition(".")[2]), UNIT_NAMES.get(unit, Unit.NONE))
