"""Errors of wording: punctuation, brackets, placeholders, what a template left behind."""

from __future__ import annotations

import random
import re

from dislint.testing.injections.places import Apply, Kind, put, replacing, sections
from dislint.testing.report import MARK, Report

_DRAFT = "（征求意见稿）"


def _appended(words: str) -> Apply:
    """Words after the end of a paragraph of part three."""

    def apply(report: Report, draw: random.Random) -> str:
        block = draw.choice([block for _, block in sections(report) if block.text.endswith("。")])
        return put(block, len(block.text), len(block.text), words)

    return apply


def _draft(report: Report, draw: random.Random) -> str:
    report.cover[-1] += MARK + _DRAFT
    return _DRAFT.strip("（）")


def _bracket(report: Report, draw: random.Random) -> str:
    """A bracket of a pair left out."""
    found = [(block, m) for _, block in sections(report) for m in re.finditer("[（）]", block.text)]
    block, match = draw.choice(found)
    put(block, match.start(), match.end(), "")
    return ""


KINDS: tuple[Kind, ...] = (
    ("double-stop", "a doubled full stop", "W804", replacing(r"。$", "。。")),
    ("double-comma", "a doubled comma", "W804", replacing(r"(?<=[^\d])，", "，，")),
    ("clash", "a comma before a full stop", "W804", replacing(r"。$", "，。")),
    ("quote", "an unclosed quotation mark", "W805", replacing("(三个科室|日常履职|示例)", r"“\1")),
    ("bracket", "a bracket without its other half", "W805", _bracket),
    ("placeholder", "a placeholder for a number", "W802", replacing(r"(?<=[计为算])\d+\.\d\d(?=万元)", "XX", "XX")),
    ("name-placeholder", "a placeholder for the name", "W802", replacing(r"[^，。]{2,4}(?:局|委员会|中心)(?=内设|负责|对)", "（单位名称）")),
    ("alternatives", "增加（减少） not resolved", "W803", replacing(r"(?<!或)(增加|减少)(?=\d)", "增加（减少）")),
    ("compared-alternatives", "大于（小于） not resolved", "W803", replacing(r"决算数(大于|小于)", "决算数大于（小于）")),
    ("instruction", "a template's instruction", "W801", _appended("（如无此项支出，仍保留该表格式，并在本表下方作下述说明）")),
    ("draft", "a draft's mark on the cover", "W806", _draft),
    ("broken-off", "a reason that is not given", "W809 S111", replacing(r"(主要(?:变动)?原因(?:是|：))[^。；]*", r"\1")),
)  # fmt: skip
