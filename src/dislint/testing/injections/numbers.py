"""Slips in any number that the rest of the report determines, in its tables or in its narrative.

Determined is a number that is printed again elsewhere, that a rate beside it measures, or that stands in a table (every amount
of the generated tables is a sum, a part of one, or printed in another table).
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from dislint.testing import slips
from dislint.testing.injections.places import amounts, sections
from dislint.testing.report import MARK, Paragraph, Report, TableBlock

_AMOUNT = r"\d[\d,]*\.\d\d"
_SAID = re.compile(
    rf"(?<![\d.,])(?:(?P<amount>{_AMOUNT})(?=万?元)|(?P<rate>\d+(?:\.\d+)?)(?=%)|(?P<count>[1-9]\d*)(?=辆))"
)
_LEAST = {"amount": "0.50", "rate": "2", "count": "1"}
"""Smaller slips may be explained by the rounding of what they are compared with."""
_SLIPS = (slips.digit, slips.digit, slips.transposed, slips.shifted, slips.lost, slips.doubled)


@dataclass(frozen=True, slots=True)
class Spot:
    """A printed number: how it reads, how far a slip must take it, how another print is put in its place."""

    printed: str
    least: str
    put: Callable[[str], None]


def in_tables(report: Report) -> Iterator[Spot]:
    """The amounts of all tables."""
    for table in report.blocks:
        if isinstance(table, TableBlock):
            for row, column in amounts(table):
                yield Spot(table.rows[row][column], _LEAST["amount"], _cell(table.rows[row], column))


def _cell(row: list[str], column: int) -> Callable[[str], None]:
    def put(new: str) -> None:
        row[column] = MARK + new

    return put


def in_narrative(report: Report) -> Iterator[Spot]:
    """The amounts, rates and counts of the narrative that the report determines."""
    printed = "\n".join(_words(report))
    for _, paragraph in sections(report):
        for found in _SAID.finditer(paragraph.text):
            kind = str(found.lastgroup)
            least = _LEAST[kind]
            if kind != "rate" and not _again(found, printed):
                if kind != "amount" or not (measured := _measured(found)):
                    continue
                least = max(least, measured, key=Decimal)
            yield Spot(found[0], least, _words_of(paragraph, found))


def _words(report: Report) -> Iterator[str]:
    for block in report.blocks:
        if isinstance(block, TableBlock):
            yield from ("\t".join(row) for row in block.rows)
        else:
            yield block.text


def _again(found: re.Match[str], printed: str) -> bool:
    unit = "辆" if found.lastgroup == "count" else ""
    return len(re.findall(rf"(?<![\d.,]){re.escape(found[0])}(?![\d.,%]){unit}", printed)) > 1


def _measured(found: re.Match[str]) -> str:
    """How far a slip must take an amount that a rate measures, which follows in the same part of the sentence; "" where none does."""
    rest = re.split("[；。]", found.string[found.end() :], maxsplit=1)[0]
    rate = re.match(r"万?元[^\d]*(\d+(?:\.\d+)?)%", rest)
    if rate is None or not float(rate[1]):
        return ""
    # A rate may be off by one unit of its last digit on either side.
    step = Decimal(1).scaleb(-len(rate[1].partition(".")[2]))
    return f"{Decimal(found[0].replace(',', '')) * 3 * step / Decimal(rate[1]):f}"


def _words_of(paragraph: Paragraph, found: re.Match[str]) -> Callable[[str], None]:
    def put(new: str) -> None:
        paragraph.text = f"{paragraph.text[: found.start()]}{MARK}{new}{paragraph.text[found.end() :]}"

    return put


def slipped(spot: Spot, draw: random.Random) -> str | None:
    """Another print of the number, far enough from it; None where no slip is."""
    for slip in draw.sample(_SLIPS, len(_SLIPS)):
        try:
            wrong = slip(spot.printed.replace(",", ""), draw)
        except (LookupError, ValueError):
            continue
        if slips.far(spot.printed.replace(",", ""), wrong, spot.least):
            return f"{Decimal(wrong):,}" if "," in spot.printed else wrong
    return None
