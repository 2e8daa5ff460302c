"""Errors in the standard tables."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from dislint.testing import slips
from dislint.testing.injections.places import Apply, Kind, amount_rows, amounts, code_of, mark_cell
from dislint.testing.report import MARK, Report, TableBlock
from dislint.testing.slips import Slip

_CODED = ("T02", "T03", "T05")
_ALL = ("T01", "T02", "T03", "T04", "T05", "T06", "T09")
_SUMS = "T201 T202 T203 T204 T205 T206 X301 X302 X303 X304 X305 X306 X307 X308 C601 U703"
_LARGE = 1.0
_WIDTHS = {1: 2, 3: 4}


def _tables(report: Report, names: Sequence[str], draw: random.Random) -> Iterator[TableBlock]:
    for name in draw.sample(names, len(names)):
        yield report.table(name)


def _cell(*names: str, slip: Slip = slips.digit, least: str = "0.50", row: str = "") -> Apply:
    """A slip in one of the amounts of the tables, in the rows that hold certain words."""

    def apply(report: Report, draw: random.Random) -> str:
        for table in _tables(report, names, draw):
            rows = [r for r in amount_rows(table) if any(row in text for text in table.rows[r])]
            places = amounts(table, rows)
            draw.shuffle(places)
            for r, c in places:
                for _ in range(9):
                    try:
                        wrong = slip(table.rows[r][c], draw)
                    except LookupError:
                        break
                    if slips.far(table.rows[r][c], wrong, least):
                        table.rows[r][c] = MARK + wrong
                        return wrong
        raise LookupError(names)

    return apply


def _printed(old: str, new: Callable[[str], str]) -> Apply:
    """An amount that fits a pattern printed as no amount is."""

    def apply(report: Report, draw: random.Random) -> str:
        for table in _tables(report, _ALL, draw):
            places = [(r, c) for r, c in amounts(table) if re.search(old, table.rows[r][c])]
            if places:
                r, c = draw.choice(places)
                wrong = new(table.rows[r][c])
                table.rows[r][c] = MARK + wrong
                return wrong
        raise LookupError(old)

    return apply


def _negative(report: Report, draw: random.Random) -> str:
    table = report.table("T09")
    r, c = draw.choice(amounts(table))
    table.rows[r][c] = f"{MARK}-{table.rows[r][c]}"
    return table.rows[r][c].lstrip(MARK)


def _blanked(report: Report, draw: random.Random) -> str:
    """An amount left out."""
    table = report.table(draw.choice(_CODED))
    r, c = draw.choice([(r, c) for r, c in amounts(table) if float(table.rows[r][c]) >= _LARGE])
    table.rows[r][c] = ""
    mark_cell(table, r, c)
    return ""


def _wrong_column(report: Report, draw: random.Random) -> str:
    """A subject's amount in 项目支出 that belongs to 基本支出, or the other way round."""
    table = report.table(draw.choice(("T03", "T05")))
    width = len(table.rows[-1]) - (6 if table.name == "T03" else 3)
    rows = [r for r in amount_rows(table) if bool(table.rows[r][width + 1]) != bool(table.rows[r][width + 2])]
    row = table.rows[draw.choice(rows)]
    row[width + 1], row[width + 2] = row[width + 2], row[width + 1]
    at = width + 1 if row[width + 1] else width + 2
    wrong, row[at] = row[at], MARK + row[at]
    return wrong


def _subjects(table: TableBlock, digits: int) -> list[int]:
    return [r for r in amount_rows(table) if len(code_of(table.rows[r])) == digits]


def _labels(table: TableBlock) -> int:
    """How many columns come before the amounts."""
    return 4 if table.rows[-1][1].isdigit() else 2


def _swapped(report: Report, draw: random.Random) -> str:
    """The amounts of two subjects stand in each other's row."""
    table = report.table(draw.choice(_CODED))
    width = _labels(table)
    one, other = draw.sample(_subjects(table, 7), 2)
    first, second = table.rows[one], table.rows[other]
    if not slips.far(first[width], second[width], "0.5"):
        raise LookupError("alike")
    first[width:], second[width:] = second[width:], first[width:]
    mark_cell(table, one, width)
    mark_cell(table, other, width)
    return first[width].lstrip(MARK)


def _swapped_economic(report: Report, draw: random.Random) -> str:
    """The amounts of two economic subjects of different classes stand in each other's place."""
    table = report.table("T06")
    places = [(r, c) for r, c in amounts(table) if len(table.rows[r][c - 2]) == 5]
    one, other = draw.sample(places, 2)
    codes = [table.rows[r][c - 2] for r, c in (one, other)]
    values = [table.rows[r][c] for r, c in (one, other)]
    if codes[0][:3] == codes[1][:3] or not slips.far(values[0], values[1], "0.5"):
        raise LookupError("one class")
    for (r, c), value in zip((one, other), reversed(values), strict=True):
        table.rows[r][c] = MARK + value
    return values[0]


def _drop(table: TableBlock, row: int) -> None:
    del table.rows[row]
    table.spans = [(r - (r > row), c, down, across) for r, c, down, across in table.spans if r != row]


def _dropped(digits: int) -> Apply:
    """A subject's row is left out; marked are the rows beside the gap and that of the subject above it."""

    def apply(report: Report, draw: random.Random) -> str:
        table = report.table(draw.choice(_CODED))
        row = draw.choice(_subjects(table, digits))
        code = code_of(table.rows[row])
        _drop(table, row)
        beside = {row - 1, min(row, len(table.rows) - 1)}
        above = [r for r in amount_rows(table) if code_of(table.rows[r]) == code[:-2]] if digits > 3 else [table.header]
        for r in {*beside, *above}:
            mark_cell(table, r, 0)
        return ""

    return apply


def _repeated(report: Report, draw: random.Random) -> str:
    """A subject's row stands twice."""
    table = report.table(draw.choice(_CODED))
    row = draw.choice(_subjects(table, 7))
    table.rows.insert(row, list(table.rows[row]))
    mark_cell(table, row, 0)
    mark_cell(table, row + 1, 0)
    return code_of([text.strip(MARK) for text in table.rows[row]])


def _out_of_order(report: Report, draw: random.Random) -> str:
    """Two subjects of a section in the wrong order."""
    table = report.table(draw.choice(_CODED))
    rows = _subjects(table, 7)
    pairs = [
        (a, b) for a, b in pairwise(rows) if b == a + 1 and code_of(table.rows[a])[:5] == code_of(table.rows[b])[:5]
    ]
    a, b = draw.choice(pairs)
    table.rows[a], table.rows[b] = table.rows[b], table.rows[a]
    mark_cell(table, a, 0)
    mark_cell(table, b, 0)
    return ""


def _code_digit(report: Report, draw: random.Random) -> str:
    """A digit of an item's code."""
    table = report.table(draw.choice(_CODED))
    row = table.rows[draw.choice(_subjects(table, 7))]
    at = 2 if _labels(table) == 4 else 0
    last = str((int(row[at][-1]) + draw.randint(1, 8)) % 10)
    row[at] = f"{row[at][:-1]}{last}"
    code = code_of(row)
    row[at] = MARK + row[at]
    return code


def _other_name(report: Report, draw: random.Random) -> str:
    """A code with another subject's name."""
    table = report.table(draw.choice(_CODED))
    at = _labels(table) - 1
    one, other = draw.sample(_subjects(table, 7), 2)
    table.rows[one][at] = MARK + table.rows[other][at]
    return table.rows[other][at]


def _misspelt(report: Report, draw: random.Random) -> str:
    """Two characters of a subject's name change places."""
    table = report.table(draw.choice(_CODED))
    at = _labels(table) - 1
    row = table.rows[draw.choice(_subjects(table, 7))]
    pairs = [n for n in range(len(row[at]) - 1) if row[at][n] != row[at][n + 1]]
    n = draw.choice(pairs)
    wrong = f"{row[at][:n]}{row[at][n + 1]}{row[at][n]}{row[at][n + 2 :]}"
    row[at] = MARK + wrong
    return wrong


def _other_unit(report: Report, draw: random.Random) -> str:
    """The unit above a table is another: 元 for 万元."""
    table = report.table(draw.choice(_ALL))
    table.caption = tuple(line.replace("万元", f"{MARK}元") for line in table.caption)
    table.title = MARK + table.title
    mark_cell(table, table.header, 0)
    return "元"


def _no_unit(report: Report, draw: random.Random) -> str:
    table = report.table(draw.choice(_ALL))
    table.caption = tuple(line for line in table.caption if "万元" not in line)
    table.title = MARK + table.title
    return table.title.lstrip(MARK)


KINDS: tuple[Kind, ...] = (
    ("overall-cell", "a digit of an amount of table 01", _SUMS, _cell("T01")),
    ("total-row", "a digit of 总计 in table 01 or 04", _SUMS, _cell("T01", "T04", row="总计")),
    ("balance-row", "a digit of what was carried forward or over", _SUMS, _cell("T01", "T04", row="结转和结余")),
    ("income-cell", "a digit of an amount of table 02", _SUMS, _cell("T02")),
    ("item-row", "a digit of an amount of table 03", _SUMS, _cell("T03")),
    ("fiscal-cell", "a digit of an amount of table 04", _SUMS, _cell("T04")),
    ("class-row", "a digit of an amount of table 05", _SUMS, _cell("T05")),
    ("economic-cell", "a digit of an amount of table 06", _SUMS, _cell("T06")),
    ("staff-total", "a digit of 人员经费合计 or 公用经费合计", _SUMS, _cell("T06", row="经费合计")),
    ("public-cell", "a digit of an amount of table 09", _SUMS, _cell("T09", least="0.05")),
    ("transposed-cell", "two digits of an amount change places", _SUMS, _cell(*_ALL, slip=slips.transposed)),
    ("pointless-cell", "an amount without its decimal point", _SUMS, _cell(*_ALL, slip=slips.pointless)),
    ("shifted-cell", "an amount with its decimal point shifted", _SUMS, _cell(*_ALL, slip=slips.shifted)),
    ("lost-digit-cell", "an amount without one of its digits", _SUMS, _cell(*_ALL, slip=slips.lost)),
    ("doubled-digit-cell", "an amount with a digit twice", _SUMS, _cell(*_ALL, slip=slips.doubled)),
    ("blank-cell", "an amount left out", _SUMS, _blanked),
    ("wrong-column", "an amount in the column beside its own", _SUMS, _wrong_column),
    ("swapped-rows", "the amounts of two subjects swapped", f"{_SUMS} T209", _swapped),
    ("swapped-economic", "the amounts of two economic subjects swapped", _SUMS, _swapped_economic),
    ("dropped-item", "an item's row left out", f"{_SUMS} X311 T209", _dropped(7)),
    ("dropped-section", "a section's row left out", f"{_SUMS} X311 T209", _dropped(5)),
    ("dropped-class", "a class's row left out", f"{_SUMS} X311 T209", _dropped(3)),
    ("repeated-row", "an item's row twice", f"{_SUMS} T209", _repeated),
    ("out-of-order", "two items in the wrong order", "T209", _out_of_order),
    ("code-digit", "a digit of a code", f"{_SUMS} B401 B402 T209 X311 X310", _code_digit),
    ("other-name", "a code with another subject's name", "B401 X310", _other_name),
    ("misspelt-name", "two characters of a name change places", "B401 X310", _misspelt),
    ("two-points", "an amount with two points", "T208", _printed(r"\d\.\d", lambda text: text[:-1] + "." + text[-1])),
    ("letter-o", "the letter O for a nought", "T208", _printed("0", lambda text: text.replace("0", "O", 1))),
    ("wrong-comma", "a separator in the wrong place", "T208",
     _printed(r"^\d{3,}\.", lambda text: f"{text[:-5]},{text[-5:]}")),
    ("negative", "a negative amount of 三公", "T208 T206", _negative),
    ("other-unit", "元 for 万元 above a table", f"{_SUMS} S108", _other_unit),
    ("no-unit-table", "no unit above a table", "S108", _no_unit),
)  # fmt: skip
