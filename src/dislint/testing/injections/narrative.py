"""Errors in the sentences of part three."""

from __future__ import annotations

import random
import re
from decimal import Decimal

from dislint.testing import slips
from dislint.testing.accounts import ECONOMIC_CLASSES, RUNNING, STAFF
from dislint.testing.injections.places import Apply, Kind, paragraph_with, put, replacing, under
from dislint.testing.report import Heading, Paragraph, Report
from dislint.testing.slips import Slip

_RESTATED = r"(?<!增加)(?<!减少)(?<!预算)(?<!预算数)(?<!预算为)(?<!预算数为)(?<![\d.])\d+\.\d\d(?=万元)"
_AMOUNT_CODES = "C601 C602 U703 N501 N503 N505 N506 N507 N510 N511 N502 N509"
_RATE_CODES = "N501 N503 N504 N505 N513"
_SECTIONS = ("收入支出决算总体", "收入决算", "支出决算", "财政拨款收", "一般公共预算", "财政拨款支出", "三公")
# What rounding cannot explain, in 万元 and in percent.
_AMOUNT, _RATE = "0.50", "2"
# A rate follows from amounts of so much closely enough to tell.
_LARGE = Decimal(10)


def _slip(words: tuple[str, ...], pattern: str, slip: Slip, least: str) -> Apply:
    """A slip in one of the numbers of a pattern under certain headings."""

    def apply(report: Report, draw: random.Random) -> str:
        found = [(block, match) for block in under(report, *words) for match in re.finditer(pattern, block.text)]
        draw.shuffle(found)
        for block, match in found:
            number = match.group()
            for _ in range(9):
                try:
                    wrong = slip(number, draw)
                except LookupError:
                    break
                if slips.far(number, wrong, least) and _tells(block, match.start()):
                    return put(block, match.start(), match.end(), wrong)
        raise LookupError(pattern)

    return apply


def _tells(block: Paragraph, at: int) -> bool:
    """Whether the amounts before a rate are large enough to say what it should be."""
    if not block.text[at:].lstrip("0123456789.").startswith("%"):
        return True
    before = re.findall(r"(\d+\.\d\d)万元", block.text[:at])[-2:]
    return bool(before) and all(Decimal(text) >= _LARGE for text in before)


def _amount(*words: str, slip: Slip = slips.digit, pattern: str = _RESTATED) -> Apply:
    return _slip(words, pattern, slip, _AMOUNT)


def _rate(pattern: str, slip: Slip = slips.digit, least: str = _RATE) -> Apply:
    return _slip(("情况",), pattern, slip, least)


def _direction(report: Report, draw: random.Random) -> str:
    paragraph, match = paragraph_with(report, r"(?<=万元，)(增长|下降)(?=\d)", draw)
    return put(paragraph, match.start(), match.end(), {"增长": "下降", "下降": "增长"}[match.group()])


def _turned(report: Report, draw: random.Random) -> str:
    """Both words of a change turned round: the rate tells, where it is large enough."""
    pattern = r"(增加|减少)(\d+\.\d\d)万元，(增长|下降)(\d+\.\d\d)(?=%)"
    found = [
        (block, match)
        for block in under(report, "总体情况", "具体情况", "机关运行")
        for match in re.finditer(pattern, block.text)
        if Decimal(match.group(4)) >= 3 and Decimal(match.group(2)) >= 1
    ]
    if not found:
        raise LookupError(pattern)
    block, match = draw.choice(found)
    less, fall = ("减少", "下降") if match.group(1) == "增加" else ("增加", "增长")
    return put(block, match.start(), match.end(), f"{less}{match.group(2)}万元，{fall}{match.group(4)}")


def _compared(report: Report, draw: random.Random) -> str:
    paragraph, match = paragraph_with(report, r"(?<=决算数)(大于|小于)(?=(年初)?预算数)", draw)
    return put(paragraph, match.start(), match.end(), {"大于": "小于", "小于": "大于"}[match.group()])


def _unnamed_item(report: Report, draw: random.Random) -> str:
    """主要包括 names an item that table 06 leaves blank."""
    table = report.table("T06")
    blank = [name for row in table.rows for name, amount in ((row[1], row[2]), (row[4], row[5])) if name and not amount]
    names = {name for _, name in (*STAFF, *RUNNING)}
    name = draw.choice([name for name in blank if name in names and name not in ECONOMIC_CLASSES.values()])
    paragraph, match = paragraph_with(report, r"(?<=主要包括：)", draw)
    put(paragraph, match.start(), match.end(), f"{name}、")
    return name


def _left_out_item(report: Report, draw: random.Random) -> str:
    """主要包括 leaves out an item that table 06 has."""
    paragraph, match = paragraph_with(report, r"主要包括：[^；。]+?、([^、；。]+)(?=、)", draw)
    put(paragraph, match.start(1) - 1, match.end(1), "")
    return match.group(1)


def _left_out_class(report: Report, draw: random.Random) -> str:
    """The list of classes lacks one; marked are the gap and the whole that the list divides."""
    parts = [block for block in under(report, "结构情况") if re.match(r"[^，。]+[(（]类[)）]\d", block.text)]
    if not parts:
        block, match = paragraph_with(report, r"(?<=；)([^；。：]+（类）)\d[^；。]*；", draw)
        put(block, match.start(), match.end(), "")
        return match.group(1)[:4]
    gone = draw.choice(parts[:-1])
    at = report.blocks.index(gone)
    del report.blocks[at]
    for beside in (under(report, "结构情况")[0], report.blocks[at]):
        assert isinstance(beside, Paragraph)
        put(beside, 0, 0, "")
    return gone.text[:4]


def _other_item(report: Report, draw: random.Random) -> str:
    """A subject's path ends in the name of another item of the report."""
    names = [match for block in report.paragraphs() for match in re.findall(r"款）([^（）]+)（", block.text)]
    paragraph, match = paragraph_with(report, r"(?<=款）)[^（）]+(?=（(?:\d\d)?项）)", draw)
    return put(paragraph, match.start(), match.end(), draw.choice([name for name in names if name != match.group()]))


def _other_section(report: Report, draw: random.Random) -> str:
    names = [match for block in report.paragraphs() for match in re.findall(r"类）([^（）]+)（", block.text)]
    paragraph, match = paragraph_with(report, r"(?<=类）)[^（）]+(?=（(?:\d\d)?款）)", draw)
    return put(paragraph, match.start(), match.end(), draw.choice([name for name in names if name != match.group()]))


def _other_class(report: Report, draw: random.Random) -> str:
    """A class of the list is one that the report has not."""
    blocks = [(b, m) for b in under(report, "结构情况") for m in re.finditer(r"[^，。：；]+(?=[(（]类[)）]\d)", b.text)]
    block, match = draw.choice(blocks)
    return put(block, match.start(), match.end(), "教育支出")


def _of_which(report: Report, draw: random.Random) -> str:
    """More foreign receptions than receptions."""
    paragraph, match = paragraph_with(report, r"(?<=外事接待)\d+(?=批次)", draw)
    return put(paragraph, match.start(), match.end(), str(draw.randint(5, 9)))


def _without(pattern: str) -> Apply:
    """Words left out where they stand."""

    def apply(report: Report, draw: random.Random) -> str:
        paragraph, match = paragraph_with(report, pattern, draw)
        put(paragraph, match.start(), match.end(), "")
        return ""

    return apply


def _stated_fund(report: Report, draw: random.Random) -> str:
    at = next(n for n, b in enumerate(report.blocks) if isinstance(b, Heading) and "、政府性基金预算" in b.text)
    block = report.blocks[at + 1]
    assert isinstance(block, Paragraph)
    return put(block, 0, len(block.text), f"{report.year}年度政府性基金预算财政拨款支出{draw.randint(10, 99)}.50万元。")


KINDS: tuple[Kind, ...] = (
    ("total-in-text", "a digit of a grand total", _AMOUNT_CODES, _amount("收入支出决算总体")),
    ("income-in-text", "a digit of an amount of the income", _AMOUNT_CODES, _amount("二、收入决算")),
    ("spent-in-text", "a digit of an amount of the expenditure", _AMOUNT_CODES, _amount("三、支出决算")),
    ("fiscal-in-text", "a digit of a total of fiscal money", _AMOUNT_CODES, _amount("四、财政拨款")),
    ("general-in-text", "a digit of general budget expenditure", _AMOUNT_CODES, _amount("支出决算总体情况")),
    ("class-in-text", "a digit of a class's amount", _AMOUNT_CODES, _amount("结构情况")),
    ("item-in-text", "a digit of a subject's expenditure", _AMOUNT_CODES, _amount("具体情况", pattern=r"(?<=[出算为])(?<!预算)(?<!预算为)(?<!预算数为)\d+\.\d\d(?=万元)")),
    ("basic-in-text", "a digit of basic expenditure, staff or running costs", _AMOUNT_CODES, _amount("基本支出")),
    ("public-in-text", "a digit of a 三公 amount", _AMOUNT_CODES, _slip(("三公",), _RESTATED, slips.digit, "0.05")),
    ("procurement-in-text", "a digit of an amount of procurement", _AMOUNT_CODES, _amount("政府采购")),
    ("transposed-in-text", "two digits of an amount change places", _AMOUNT_CODES, _amount(*_SECTIONS, slip=slips.transposed)),
    ("pointless-in-text", "an amount without its decimal point", _AMOUNT_CODES, _amount(*_SECTIONS, slip=slips.pointless)),
    ("shifted-in-text", "an amount with its decimal point shifted", _AMOUNT_CODES, _amount(*_SECTIONS, slip=slips.shifted)),
    ("lost-digit-in-text", "an amount without one of its digits", _AMOUNT_CODES, _amount(*_SECTIONS, slip=slips.lost)),
    ("doubled-digit-in-text", "an amount with a digit twice", _AMOUNT_CODES, _amount(*_SECTIONS, slip=slips.doubled)),
    ("budget-in-text", "a digit of an initial budget whose completion is stated", _AMOUNT_CODES,
     _amount("具体情况", pattern=r"(?:(?<=年初预算)|(?<=年初预算为)|(?<=年初预算数为))\d+\.\d\d(?=万元，支出决算为?\d+\.\d\d万元，完成)")),
    ("change", "a digit of an increase or decrease", "N501 N511 N513",
     _amount("总体情况", "机关运行", "具体情况", pattern=r"(?<=增加|减少)\d+\.\d\d(?=万元，(?:增长|下降))")),
    ("growth", "a digit of a growth rate", _RATE_CODES, _rate(r"(?<=增长|下降)\d+\.\d\d(?=%)")),
    ("completion", "a digit of a completion rate", _RATE_CODES, _rate(r"(?<=预算的|成预算)\d+\.\d\d(?=%)")),
    ("share", "a digit of a share", _RATE_CODES, _rate(r"(?<=占|比)\d+\.\d\d(?=%)")),
    ("transposed-rate", "two digits of a rate change places", _RATE_CODES,
     _rate(r"(?:(?<=增长|下降)|(?<=预算的|成预算))\d+\.\d\d(?=%)", slips.transposed)),
    ("hundredth-completion", "a completion rate as a ratio", _RATE_CODES,
     _rate(r"(?<=预算的|成预算)\d+\.\d\d(?=%)", slips.hundredfold)),
    ("hundredth-share", "a share as a ratio", _RATE_CODES, _rate(r"(?<=占|比)\d+\.\d\d(?=%)", slips.hundredfold)),
    ("direction", "增长 for 下降", "N502 N501", _direction),
    ("turned", "增加…增长 for 减少…下降", "N501 N502 N511", _turned),
    ("compared", "大于 for 小于", "N502", _compared),
    ("equal", "持平 though the numbers differ", "N509 N502", replacing(r"决算数(大于|小于)(年初)?预算数的", r"决算数与\2预算数持平的")),
    ("unit", "元 for 万元", "U703 C601 N503 N507 N505", replacing(r"(?<=[支算计]\d\d\d\.\d\d)万元|(?<=[出为计]\d\d\d\d\.\d\d)万元", "元")),
    ("hundred-million", "亿元 for 万元", "U703 C601 N503 N507 N505", replacing(r"(?<=[出为计]\d\d\d\d\.\d\d)万元", "亿元")),
    ("no-percent", "a rate without its percent sign", "N508", replacing(r"(?<=占|比)(\d+\.\d\d)%(?=；)", r"\1")),
    ("no-unit", "an amount without its unit among others", "N508 C601 U703", replacing(r"(（类）\d+\.\d\d)万元(?=，占)", r"\1")),
    ("stated-fund", "expenditure of a fund that the table has not", "C601 C602", _stated_fund),
    ("blank-item-listed", "主要包括 names a blank item", "C605", _unnamed_item),
    ("item-left-out", "主要包括 leaves out an item", "C605", _left_out_item),
    ("class-left-out", "the list of classes lacks one", "C604 N504 N507", _left_out_class),
    ("other-item", "a path with another item's name", "B403 C601 C603", _other_item),
    ("other-section", "a path with another section's name", "B403 C601 C603", _other_section),
    ("other-class", "a class that no table has", "C603 C601 B403", _other_class),
    ("of-which", "more foreign receptions than receptions", "C606 N507 N510", _of_which),
    ("base-year", "compared with two years before", "U704 U701",
     replacing(r"(?<=[与比])(20\d\d)(?=年)", lambda match: str(int(match.group(1)) - 1))),
    ("no-procurement", "the paragraph on procurement without its amounts", "S110", _without(r"年度政府采购支出总额.*$")),
    ("no-reason", "a change without its reason", "S111", _without(r"(?<=%)[，。](?:主要(?:变动)?原因(?:是|：)|主要是因为)[^。；，]*")),
)  # fmt: skip
