"""Errors put into a report, by kind, each with the codes of the findings that report it rightly."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from dataclasses import dataclass

from dislint.testing.report import Heading, Paragraph, Report, TableBlock

_AMOUNT = re.compile(r"\d+\.\d\d(?=万元)")
_PERCENT = re.compile(r"\d+\.\d\d(?=%)")


@dataclass(frozen=True, slots=True)
class Injection:
    """A kind of error: what it does, the codes that count as finding it."""

    description: str
    codes: frozenset[str]
    apply: Callable[[Report, random.Random], str]


@dataclass(frozen=True, slots=True)
class Injected:
    """An error that was put in: its kind, and the printed words that are wrong now ("" where words are missing)."""

    kind: str
    text: str
    codes: frozenset[str]


def inject(report: Report, kind: str, draw: random.Random) -> Injected:
    """Puts one error of a kind into the report (in place)."""
    injection = INJECTIONS[kind]
    return Injected(kind, injection.apply(report, draw), injection.codes)


def _other_digit(number: str, draw: random.Random) -> str:
    """One digit of a number changed: its first or second, so that rounding cannot explain it."""
    places = [at for at, char in enumerate(number) if char.isdigit()][:2]
    at = draw.choice(places)
    lowest = 1 if at == 0 else 0
    digit = draw.choice([d for d in range(lowest, 10) if str(d) != number[at]])
    return f"{number[:at]}{digit}{number[at + 1 :]}"


def _paragraph(report: Report, words: str) -> Paragraph:
    return next(paragraph for paragraph in report.paragraphs() if words in paragraph.text)


def _in_text(words: str, pattern: re.Pattern[str], which: int = 0) -> Callable[[Report, random.Random], str]:
    """Changes a digit of the nth number of a pattern in the paragraph with certain words."""

    def apply(report: Report, draw: random.Random) -> str:
        paragraph = _paragraph(report, words)
        found = list(pattern.finditer(paragraph.text))[which]
        wrong = _other_digit(found.group(), draw)
        paragraph.text = paragraph.text[: found.start()] + wrong + paragraph.text[found.end() :]
        return wrong

    return apply


def _in_table(name: str, row: Callable[[TableBlock], int], column: int) -> Callable[[Report, random.Random], str]:
    def apply(report: Report, draw: random.Random) -> str:
        table = report.table(name)
        at = row(table)
        table.rows[at][column] = _other_digit(table.rows[at][column], draw)
        return table.rows[at][column]

    return apply


def _row(words: str) -> Callable[[TableBlock], int]:
    return lambda table: next(n for n, row in enumerate(table.rows) if n >= table.header and words in row)


def _replace(words: str, old: str, new: str) -> Callable[[Report, random.Random], str]:
    def apply(report: Report, draw: random.Random) -> str:
        for block in report.blocks:
            if isinstance(block, (Paragraph, Heading)) and words in block.text and old in block.text:
                block.text = block.text.replace(old, new, 1)
                return new
        raise LookupError(words)

    return apply


def _drop_table(name: str) -> Callable[[Report, random.Random], str]:
    def apply(report: Report, draw: random.Random) -> str:
        table = report.table(name)
        report.blocks.remove(table)
        return table.title

    return apply


def _drop_note(report: Report, draw: random.Random) -> str:
    table = report.table("T07")
    table.notes = ()
    return table.title


def _flip(report: Report, draw: random.Random) -> str:
    paragraph = _paragraph(report, "机关运行经费支出")
    old, new = ("增长", "下降") if "增长" in paragraph.text else ("下降", "增长")
    paragraph.text = paragraph.text.replace(old, new, 1)
    return new


INJECTIONS: dict[str, Injection] = {
    kind: Injection(description, frozenset(codes.split()), apply)
    for kind, description, codes, apply in (
        ("total-in-text", "a digit of the total in the text", "C601 N501 U703", _in_text("总计", _AMOUNT)),
        (
            "income-in-text",
            "a digit of the year's income in the text",
            "C601 N503 N507 N504",
            _in_text("收入合计", _AMOUNT),
        ),
        ("basic-in-text", "a digit of basic expenditure in the text", "C601 N507", _in_text("基本支出", _AMOUNT)),
        ("growth", "a digit of a growth rate", "N501 N513", _in_text("机关运行经费支出", _PERCENT)),
        ("completion", "a digit of a completion rate", "N505 N513", _in_text("，完成", _PERCENT)),
        ("direction", "增长 for 下降", "N502", _flip),
        ("total-row", "a digit of 总计 in table 01", "T204 C601 T203", _in_table("T01", _row("总计"), 1)),
        (
            "class-row",
            "a digit of a 类 in table 05",
            "T201 T202 T203 X304 X307",
            _in_table("T05", _row("卫生健康支出"), -3),
        ),
        ("item-row", "a digit of a 项 in table 03", "T201 T202", _in_table("T03", _row("住房公积金"), -6)),
        ("staff-total", "a digit of 人员经费合计", "T205 X305 C601", _in_table("T06", _row("人员经费合计"), 2)),
        ("drop-expenditure", "table 03 left out", "S102 S104", _drop_table("T03")),
        ("drop-basic", "table 06 left out", "S102 S104", _drop_table("T06")),
        ("drop-note", "the note under an empty table left out", "S106", _drop_note),
        ("year", "last year's year in a heading", "U701", _replace("第三部分", "2024", "2023")),
        ("as-of", "last year's date of the assets", "U701", _replace("截至", "2024年12月31日", "2023年12月31日")),
        ("double-stop", "a doubled full stop", "W804", _replace("开展绩效自评", "。", "。。")),
        ("placeholder", "a placeholder", "W802", _replace("内设三个科室", "三", "XX")),
        ("quote", "an unclosed quotation mark", "W805", _replace("内设三个科室", "三个科室", "“三个科室")),
        ("unit", "元 for 万元", "U703 C601", _replace("公务接待费支出", "万元", "元")),
    )
}
