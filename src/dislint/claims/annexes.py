"""The text of self-evaluation reports, and what part three says of them, read by grammar/evaluations.lark."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache, partial
from typing import Any, NamedTuple

from dislint.blocks import Anchor, Block, Passage
from dislint.grammars import Parser, Token, tables_of
from dislint.numbers import UNIT_NAMES, Figure, Unit
from dislint.structure.model import Evaluation, Structure

_WHAT = {
    "INITIAL": "预算编制", "BUDGET": "全年预算数", "SPENT": "全年执行数", "APPLIED": "目标申报", "RATE": "执行率",
    "SATISFACTION": "满意度", "EXECUTION": "执行得分", "INDICATORS": "指标得分", "TOTAL": "总得分",
    "SELF": "自评得分", "LEFT": "资金结余",
}  # fmt: skip
_PRINTED = re.compile(r"(\d[\d,]*(?:\.\d+)?)(\D*)")
_SHORTEST_NAME = 4
_GRADES = ("优", "良", "中", "差")
# What no statement can do without: a word of it, and a number or a grade.
_TELLING = re.compile(r"预算|执行|实际|结余|申请|满意|得分|总分|属于|等级|等次|结果|自评|控制在")
_TOLD = re.compile(r"\d|[优良中差]|合格")


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
    """The grade that the text or the form states (优, 良, 中, 差, 合格, 不合格)."""

    grade: str
    anchor: Anchor


@dataclass(frozen=True, slots=True)
class Reading:
    """What a report states: the statements of its text in order, its grade, its total score.

    ``told`` holds what part three tells of its project.
    """

    statements: tuple[Statement, ...]
    grade: Grade | None
    total: Statement | None
    told: tuple[Statement, ...] = ()


@dataclass(frozen=True, slots=True)
class Count:
    """So many projects in part three: of a grade, or ("") all that were evaluated, then perhaps with their money."""

    grade: str
    number: int
    anchor: Anchor
    money: Figure | None = None
    money_anchor: Anchor | None = None


class _Element(NamedTuple):
    """What states one thing, or a text's elements: its rule in grammar/evaluations.lark, and what that holds."""

    rule: str
    parts: Sequence[Any]


@lru_cache(maxsize=1)
def _load() -> Parser:
    return Parser(tables_of("evaluations.lark"), lambda rule: partial(_Element, rule))


def _elements(passage: Passage) -> Iterator[_Element]:
    text = passage.compact.text
    if _TELLING.search(text) and _TOLD.search(text):
        yield from _load().read(text).parts


def read_evaluations(blocks: Sequence[Block], structure: Structure) -> tuple[Reading, ...]:
    """What each report states, and what part three tells of it."""
    told = _told(blocks, structure)
    return tuple(
        replace(read_evaluation(blocks, evaluation), told=tuple(told.get(evaluation.project, ())))
        for evaluation in structure.evaluations
    )


def _told(blocks: Sequence[Block], structure: Structure) -> dict[str, list[Statement]]:
    """What part three tells of a project after its name: scores, money. Where names are listed it tells of them all."""
    counts = Counter(evaluation.project for evaluation in structure.evaluations if not evaluation.whole)
    names = [name for name, count in counts.items() if count == 1 and len(name) >= _SHORTEST_NAME]
    told: dict[str, list[Statement]] = {}
    for block, role in zip(blocks, structure.roles, strict=True):
        if role != "text" or not isinstance(block, Passage):
            continue
        text = block.compact.text
        mentions = sorted((text.find(name), name) for name in names if text.count(name) == 1)
        if not mentions:
            continue
        ends = [at for at, _ in mentions[1:]] + [len(text)]
        parts: list[list[Statement]] = [[] for _ in mentions]
        for kind, tokens in _elements(block):
            at = tokens[0].start_pos
            part = next((n for n, end in enumerate(ends) if mentions[n][0] <= at < end), None)
            if part is not None and kind == "statement":
                parts[part].append(_statement(block, tokens))
            elif part is not None and kind in ("counted", "evaluated", "earlier"):
                break
        if all(parts):
            for (_, name), part_of in zip(mentions, parts, strict=True):
                told.setdefault(name, []).extend(part_of)
    return told


def read_evaluation(blocks: Sequence[Block], evaluation: Evaluation) -> Reading:
    """What one report states, in its text and in the cells of its form."""
    statements: list[Statement] = []
    grade = Grade(evaluation.grade.text, evaluation.grade.anchor()) if evaluation.grade else None
    for block in blocks[evaluation.start : evaluation.end]:
        if isinstance(block, Passage):
            earlier = False
            for kind, tokens in _elements(block):
                earlier = kind == "earlier" or (earlier and kind != "stop")
                if kind == "statement" and not earlier:
                    statements.append(_statement(block, tokens))
                elif kind == "grade":
                    grade = grade or Grade(str(tokens[1]), _anchor(block, tokens[1:]))
    total = next((statement for statement in statements if statement.what == "总得分"), None)
    return Reading(tuple(statements), grade, _total(evaluation) or total)


def _total(evaluation: Evaluation) -> Statement | None:
    """The total score of a form."""
    table = evaluation.indicators
    fact = table.fact("总分", "得分") if table else None
    cell = fact.cell if fact else None
    found = _PRINTED.fullmatch(cell.text.removesuffix("分")) if cell else None
    return Statement("总得分", figure_of(found.group(1), ""), cell.anchor()) if cell and found else None


def _anchor(passage: Passage, tokens: Sequence[Token]) -> Anchor:
    return passage.anchor(tokens[0].start_pos, tokens[-1].end_pos)


def _statement(passage: Passage, tokens: Sequence[Token]) -> Statement:
    word, number, *rest = tokens
    return Statement(_WHAT[word.type], _figure(number), _anchor(passage, [number]), bool(rest))


def _figure(token: Token) -> Figure:
    found = _PRINTED.match(token)
    return figure_of(found.group(1), found.group(2).removesuffix("分")) if found else figure_of("0", "")


def figure_of(digits: str, unit: str) -> Figure:
    """A number and its unit as printed."""
    plain = digits.replace(",", "")
    return Figure(digits + unit, Decimal(plain), len(plain.partition(".")[2]), UNIT_NAMES.get(unit, Unit.NONE))


def read_counts(passage: Passage) -> tuple[Count, ...]:
    """How many projects a paragraph of part three counts, in order."""
    found = []
    for kind, tokens in _elements(passage):
        if kind in ("counted", "evaluated"):
            by_type = {token.type: token for token in tokens}
            projects = by_type["PROJECTS"]
            grade = by_type.get("GRADE") or by_type.get("GRADE_OF")
            money = by_type.get("MONEY")
            found.append(
                Count(
                    str(grade)[0] if grade else "",
                    int(str(projects).partition("个")[0]),
                    _anchor(passage, tokens if grade else [projects]),
                    _figure(money) if money else None,
                    _anchor(passage, [money]) if money else None,
                )
            )
    return tuple(found)


_SCHEME = re.compile(r"(?:优|良|中|差).{0,200}?(?:优|良|中|差).{0,200}?(?:优|良|中|差)")
_BAND_AFTER_GRADE = re.compile(r"[^优]*优秀?[(:]")
_BANDS_BEFORE = re.compile(r"([^优良中差]{2,40})(优|良|中)")
_BANDS_AFTER = re.compile(r"(优|良|中)([^优良中差]{2,40})")
_BOUND = re.compile(r"(?<![\d.])(\d{2,3})(?![\d.%年])")
USUAL_SCHEME: Mapping[str, int] = {"优": 90, "良": 80, "中": 60, "差": 0}


def read_scheme(blocks: Iterable[Block]) -> Mapping[str, int] | None:
    """The least score of each grade: as the document states them, else the usual; None where it states others unclearly."""
    for text in _texts(blocks):
        if "分" in text and _SCHEME.search(text) and len(_BOUND.findall(text)) >= 3:
            after = _BAND_AFTER_GRADE.match(text) is not None
            bands = [found.groups() for found in (_BANDS_AFTER if after else _BANDS_BEFORE).finditer(text)]
            least: dict[str, int] = {}
            for one, other in bands:
                grade, words = (one, other) if after else (other, one)
                bounds = [int(bound) for bound in _BOUND.findall(words) if int(bound) <= 100]
                if bounds:
                    least.setdefault(grade, min(bounds))
            if len(least) == 3:
                return least | {"差": 0} if 100 > least["优"] > least["良"] > least["中"] > 0 else None
    return USUAL_SCHEME


def _texts(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Passage):
            yield block.compact.text
        else:
            yield from {id(cell): cell.text for row in block.cells for cell in row if len(cell.text) > 20}.values()


def grade_of(score: Decimal, scheme: Mapping[str, int]) -> str:
    """The grade of a score."""
    return next(grade for grade in _GRADES if score >= scheme[grade])
