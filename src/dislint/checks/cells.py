"""The cells that a claim restates: found by subject, section, measure and period, never by value.

A place is firm where nothing else can be meant: only then does a difference contradict. A place that only may be
meant verifies a number that agrees, and says nothing of one that does not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from dislint.blocks import Cell
from dislint.claims.model import GENERAL_TOTALS, PUBLIC, Amount, Measure, Share, Subject
from dislint.numbers import parse_figure
from dislint.structure.model import CODE_LENGTHS, Fact, Kind, Level, Row, Structure, Table
from dislint.structure.names import SYNONYMS
from dislint.text import squeeze


class Place(NamedTuple):
    """A cell that a claim speaks of."""

    fact: Fact
    firm: bool = True


_Where = tuple[str, str, str]
_ACCOUNTS: dict[str, tuple[_Where, ...]] = {
    "收入支出总计": (("T01", "总计", "收入"), ("T01", "总计", "支出")),
    "收入总计": (("T01", "总计", "收入"),),
    "支出总计": (("T01", "总计", "支出"),),
    "年初结转和结余": (("T01", "年初结转和结余", "收入"),),
    "年末结转和结余": (("T01", "年末结转和结余", "支出"),),
    "使用非财政拨款结余": (("T01", "使用非财政拨款结余", "收入"),),
    "结余分配": (("T01", "结余分配", "支出"),),
    "本年收入合计": (("T01", "本年收入合计", "收入"), ("T02", "合计", "本年收入合计")),
    "本年支出合计": (("T01", "本年支出合计", "支出"), ("T03", "合计", "本年支出合计")),
    "一般公共预算财政拨款收入": (("T01", "一般公共预算财政拨款", "收入"),),
    "政府性基金预算财政拨款收入": (("T01", "政府性基金预算财政拨款", "收入"),),
    "国有资本经营预算财政拨款收入": (("T01", "国有资本经营预算财政拨款", "收入"),),
    **{
        name: (("T02", "合计", name),)
        for name in ("财政拨款收入", "上级补助收入", "事业收入", "经营收入", "附属单位上缴收入", "其他收入")
    },
    **{
        name: (("T03", "合计", name),)
        for name in ("基本支出", "项目支出", "上缴上级支出", "经营支出", "对附属单位补助支出")
    },
}
_PLACES: dict[str, dict[str, tuple[_Where, ...]]] = {
    "overall": _ACCOUNTS,
    "income": _ACCOUNTS,
    "expenditure": _ACCOUNTS,
    "fiscal-overall": {
        "财政拨款收入支出总计": (("T04", "总计", "收入"), ("T04", "总计", "合计")),
        "财政拨款收入总计": (("T04", "总计", "收入"),),
        "财政拨款支出总计": (("T04", "总计", "合计"),),
        "财政拨款收入": (("T04", "本年收入合计", "收入"),),
        "财政拨款支出": (("T04", "本年支出合计", "合计"),),
        "本年收入合计": (("T04", "本年收入合计", "收入"),),
        "本年支出合计": (("T04", "本年支出合计", "合计"),),
        "年初财政拨款结转和结余": (("T04", "年初结转和结余", "收入"),),
        "年末财政拨款结转和结余": (("T04", "年末结转和结余", "合计"),),
        "年初结转和结余": (("T04", "年初结转和结余", "收入"),),
        "年末结转和结余": (("T04", "年末结转和结余", "合计"),),
        "一般公共预算财政拨款收入": (("T04", "一般公共预算财政拨款", "收入"),),
        "政府性基金预算财政拨款收入": (("T04", "政府性基金预算财政拨款", "收入"),),
        "国有资本经营预算财政拨款收入": (("T04", "国有资本经营预算财政拨款", "收入"),),
    },
    "basic": {
        "一般公共预算财政拨款基本支出": (("T05", "合计", "基本支出"),),
        "基本支出": (("T05", "合计", "基本支出"),),
        "人员经费": (("T06", "人员经费合计", "决算数"),),
        "公用经费": (("T06", "公用经费合计", "决算数"),),
    },
    "fund": {
        "政府性基金预算财政拨款收入": (("T07", "合计", "本年收入"),),
        "政府性基金预算财政拨款支出": (("T07", "合计", "本年支出"),),
        "本年收入合计": (("T07", "合计", "本年收入"),),
        "本年支出合计": (("T07", "合计", "本年支出"),),
        "年初结转和结余": (("T07", "合计", "年初结转和结余"),),
        "年末结转和结余": (("T07", "合计", "年末结转和结余"),),
    },
    "state-capital": {
        "国有资本经营预算财政拨款支出": (("T08", "合计", "本年支出"),),
        "本年支出合计": (("T08", "合计", "本年支出"),),
    },
}
# Where a number may stand as well, whatever the section: what agrees is verified, what differs is not contradicted.
_ELSEWHERE: dict[str, tuple[_Where, ...]] = {
    **_ACCOUNTS,
    "机关运行经费": (("T06", "公用经费合计", "决算数"),),
    "人员经费": (("T06", "人员经费合计", "决算数"),),
    "公用经费": (("T06", "公用经费合计", "决算数"),),
    "一般公共预算财政拨款支出": (("T05", "合计", "合计"), ("T04", "本年支出合计", "一般公共预算财政拨款")),
    "一般公共预算财政拨款基本支出": (("T05", "合计", "基本支出"),),
    "一般公共预算财政拨款项目支出": (("T05", "合计", "项目支出"),),
    "财政拨款支出": (("T04", "本年支出合计", "合计"), ("T05", "合计", "合计")),
    "政府性基金预算财政拨款支出": (("T07", "合计", "本年支出"), ("T04", "本年支出合计", "政府性基金预算财政拨款")),
    "国有资本经营预算财政拨款支出": (
        ("T08", "合计", "本年支出"),
        ("T04", "本年支出合计", "国有资本经营预算财政拨款"),
    ),
    "年初财政拨款结转和结余": (("T04", "年初结转和结余", "收入"),),
    "年末财政拨款结转和结余": (("T04", "年末结转和结余", "合计"),),
    "一般公共预算项目支出": (("T05", "合计", "项目支出"),),
    "项目资金": (("T03", "合计", "项目支出"), ("T05", "合计", "项目支出")),
}
# 总收入 is what some call the year's income, and some the income with what was carried over.
_LOOSE = {
    "收入总计": "本年收入合计",
    "本年收入合计": "收入总计",
    "支出总计": "本年支出合计",
    "本年支出合计": "支出总计",
}
_NARROW = frozenset({"fund", "state-capital"})
"""Sections where 本年支出合计 may be their budget's or the department's."""
GENERAL = frozenset({"general-budget", "general-overall", "general-structure", "general-detail"})
_ITEMS = {
    "“三公”经费": "合计",
    **{
        name: name
        for name in (
            "因公出国(境)费", "公务用车购置及运行维护费", "公务用车购置费", "公务用车运行维护费", "公务接待费", "会议费", "培训费",
        )
    },
}  # fmt: skip
# Rows of table 10 by what their labels contain.
_STATISTICS = {
    "机关运行经费": "机关运行经费",
    "政府采购支出": "政府采购支出合计",
    "政府采购货物": "政府采购货物支出",
    "政府采购工程": "政府采购工程支出",
    "政府采购服务": "政府采购服务支出",
    "授予中小企业合同金额": "授予中小企业合同",
    "授予小微企业合同金额": "授予小微企业合同",
}
_COUNTS = {
    ("因公出国(境)团组", "个"): "出国(境)团组",
    ("因公出国(境)团组", "人次"): "出国(境)人次",
    ("因公出国(境)团组", "人"): "出国(境)人次",
    ("购置公务用车", "辆"): "公务用车购置数",
    ("公务用车保有量", "辆"): "公务用车保有量",
    ("国内公务接待", "批次"): "国内公务接待批次",
    ("国内公务接待", "人次"): "国内公务接待人次",
    ("车辆", "辆"): "车辆数合计",
}


class Tables:
    """The report's tables as claims look into them: the first of each kind, where it was understood."""

    def __init__(self, structure: Structure) -> None:
        self.year = structure.year
        self.is_budget = structure.kind is Kind.BUDGET
        self._by_kind: dict[str, Table] = {}
        for table in structure.tables:
            if table.kind and (table.columns or table.kind == "T10"):
                self._by_kind.setdefault(table.kind, table)
        self._facts: dict[_Where, Fact | None] = {}

    def get(self, kind: str) -> Table | None:
        """The table of a kind."""
        return self._by_kind.get(kind)

    def fact(self, kind: str, key: str, column: str) -> Fact | None:
        """A cell by kind, row and column, if it can take part in arithmetic."""
        where = (kind, key, column)
        if where not in self._facts:
            table = self.get(kind)
            fact = table.fact(key, column) if table else None
            self._facts[where] = fact if fact is not None and fact.is_number else None
        return self._facts[where]

    def facts(self, places: tuple[_Where, ...]) -> Iterator[Fact]:
        """The cells of several places that are there."""
        return (fact for place in places if (fact := self.fact(*place)) is not None)

    def of_row(self, kind: str, subject: Subject, column: str) -> Fact | None:
        """The cell of the one row that a subject means in a table of subjects."""
        table = self.get(kind)
        row = find_row(table, subject) if table else None
        fact = table.fact_at(row, column) if table and row else None
        return fact if fact is not None and fact.is_number else None

    def statistic(self, label: str) -> Fact | None:
        """The cell of table 10 that stands beside a label: where just one label contains the words."""
        table = self.get("T10")
        if table is None or not label:
            return None
        rows = table.grid.cells
        lines = _line_columns(rows)
        found = [cell for row in rows for cell in _beside(row, label, lines)]
        if len(found) != 1:
            return None
        return Fact(table, Row(label, None, label, Level.LINE, (found[0],)), "", found[0], parse_figure(found[0].text))


_NOTHING = re.compile("[-—–─]+")
_ENOUGH_LINES = 4


def _line_columns(rows: Sequence[tuple[Cell, ...]]) -> frozenset[int]:
    """The columns that number the lines: headed 行次, or, where the head stands on another page, counting by one."""
    found = set()
    for at, column in enumerate(zip(*rows, strict=False)):
        texts = [squeeze(cell.text) for cell in column if cell.text]
        numbers = [int(text) for text in texts if text.isascii() and text.isdigit()]
        counting = len(numbers) >= _ENOUGH_LINES and all(b - a == 1 for a, b in pairwise(numbers))
        if "行次" in texts or counting:
            found.add(at)
    return frozenset(found)


def _beside(row: tuple[Cell, ...], label: str, lines: frozenset[int]) -> Iterator[Cell]:
    """The last number after a label and before the next; ``lines`` are the columns of the lines' own numbers."""
    for at, cell in enumerate(row):
        if label not in cell.text or (at and row[at - 1] is cell):
            continue
        numbers: list[Cell] = []
        for column, other in enumerate(row[at + 1 :], at + 1):
            if other is cell or column in lines or _NOTHING.fullmatch(other.text.strip()):
                continue
            if other.text and parse_figure(other.text) is None:
                break
            if other.text:
                numbers.append(other)
        yield from numbers[-1:]


def places(claim: Amount, tables: Tables) -> list[Place]:
    """The cells that an amount restates, or may restate."""
    if claim.topic == "basic" and not claim.subject.known and claim.measure is Measure.ACTUAL:
        fact = tables.of_row("T06", claim.subject, "决算数")
        return [Place(fact)] if fact is not None else []
    if not claim.subject.known or claim.measure is Measure.LAST_YEAR:
        return []
    if claim.topic in PUBLIC or claim.topic == "meetings":
        return _public_places(claim, tables)
    if claim.measure is not Measure.ACTUAL:
        return []
    found = list(_section_places(claim, tables))
    if claim.subject.qualified and claim.subject.name in _LOOSE:
        found += [Place(fact, False) for fact in tables.facts(_ACCOUNTS[_LOOSE[claim.subject.name]])]
    if not found:
        found = [Place(fact, False) for fact in tables.facts(_ELSEWHERE.get(claim.subject.name, ()))]
    return found


def _section_places(claim: Amount, tables: Tables) -> Iterator[Place]:
    if claim.topic in GENERAL:
        yield from _general_places(claim, tables)
        return
    wanted = _PLACES.get(claim.topic, {}).get(claim.subject.name, ())
    facts = list(tables.facts(wanted))
    if wanted:
        # Two halves of one table are both restated; a second table only stands in for the first.
        same_table = [fact for fact in facts if fact.table is facts[0].table]
        yield from (Place(fact) for fact in same_table)
        return
    kind, column = {
        "fund": ("T07", "本年支出"),
        "state-capital": ("T08", "本年支出"),
        "basic": ("T06", "决算数"),
        "expenditure": ("T03", "本年支出合计"),
        "overall": ("T03", "本年支出合计"),
        "fiscal-overall": ("T05", "合计"),
    }.get(claim.topic, ("", ""))
    fact = tables.of_row(kind, claim.subject, column)
    if fact is not None:
        yield Place(fact, claim.topic in ("fund", "state-capital", "basic"))


def _general_places(claim: Amount, tables: Tables) -> Iterator[Place]:
    name, of = claim.subject.name, claim.of
    if name in GENERAL_TOTALS:
        facts = list(tables.facts(_ELSEWHERE["一般公共预算财政拨款支出"]))[:1]
        if name == "财政拨款支出":
            # Some call all fiscal money so, some that of the general budget alone.
            facts += list(tables.facts(_ELSEWHERE[name]))[:1]
        alike = len({fact.interval for fact in facts}) == 1
        yield from (Place(fact, alike) for fact in facts[: 1 if alike else None])
        return
    if name in ("基本支出", "项目支出"):
        yield from _halves(name, of, tables)
        return
    if name == "一般公共预算财政拨款基本支出":
        yield from (Place(fact) for fact in tables.facts((("T05", "合计", "基本支出"),)))
        return
    within = of is None or of.name in GENERAL_TOTALS or tables.of_row("T05", of, "合计") is not None
    # Of a subject with fund money as well, a section on all fiscal money states more.
    within = within and not any(tables.of_row(kind, claim.subject, "本年支出") for kind in ("T07", "T08"))
    if tables.get("T05") is not None:
        fact = tables.of_row("T05", claim.subject, "合计")
    else:
        fact = None if len(claim.subject.path) > 1 else tables.fact("T04", name, "一般公共预算财政拨款")
    if fact is not None:
        yield Place(fact, within)


def _halves(name: str, of: Subject | None, tables: Tables) -> Iterator[Place]:
    """基本支出 and 项目支出 of the whole, or of the subject whose part they are said to be."""
    if of is not None and of.name not in GENERAL_TOTALS:
        fact = tables.of_row("T05", of, name)
    else:
        fact = tables.fact("T05", "合计", name)
    if fact is not None:
        yield Place(fact, of is not None)


def _public_places(claim: Amount, tables: Tables) -> list[Place]:
    item = _ITEMS.get(claim.subject.name)
    if item is None:
        return []
    if claim.measure is Measure.ACTUAL:
        fact = tables.fact("T09", "决算数", item)
        return [Place(fact)] if fact is not None else []
    fact, table = tables.fact("T09", "预算数", item), tables.get("T09")
    if fact is None or table is None:
        return []
    both = tables.fact("T09", "全年预算数", item)
    if both is not None:
        wanted = {Measure.ADJUSTED_BUDGET: both, Measure.BUDGET: fact}.get(claim.measure)
        return [Place(wanted)] if wanted is not None else []
    adjusted = any("全年预算" in note.compact.text or "调整" in note.compact.text for note in table.notes)
    # Where the table prints the adjusted budget, a sentence about the initial one restates nothing; and it may
    # print it though no note says so. A table that prints nothing at all, though, has neither.
    same = claim.measure is Measure.ADJUSTED_BUDGET or (claim.measure is Measure.BUDGET and not adjusted)
    return [Place(fact, same or not table.has_amounts)]


_SIGNS = re.compile(r"\((?:类|款|项)\)$|[()\[\]〔〕“”\"'‘’、,，.。:;·\-—…]")


@lru_cache(maxsize=4096)
def plain_name(name: str) -> str:
    """A name without brackets, punctuation and its last 支出, which the reports print or leave out."""
    return _SIGNS.sub("", name).removesuffix("支出")


def _lasting_name(name: str) -> str:
    """A plain name, or the one that took its place."""
    return plain_name(SYNONYMS.get(name, name))


def find_row(table: Table, subject: Subject) -> Row | None:
    """The one row of a table of subjects that a name or a 类/款/项 path means; None where several could."""
    if not subject.path:
        return _only(table, subject.name, (Level.CLASS,)) or _only(table, subject.name, (Level.SECTION, Level.ITEM))
    code, found = "", None
    for name, level in zip(subject.path, subject.levels, strict=False):
        rows = [
            row
            for row in table.rows
            if row.code
            and len(row.code) == CODE_LENGTHS[level]
            and row.code.startswith(code)
            and _lasting_name(row.label) == _lasting_name(name)
            and subject.code in ("", row.code)
        ]
        if len(rows) != 1 or rows[0].code is None:
            return None
        code, found = rows[0].code, rows[0]
    return found


def _only(table: Table, name: str, levels: tuple[Level, ...]) -> Row | None:
    rows = [row for row in table.rows if row.level in levels and _lasting_name(row.label) == _lasting_name(name)]
    return rows[0] if len(rows) == 1 else None


def wholes(claim: Share, tables: Tables) -> tuple[tuple[Fact, ...], bool]:
    """The cells that a share may be of, by the name of its whole, and whether one of them must be meant."""
    name = claim.whole_name
    if claim.topic in PUBLIC:
        item = _ITEMS.get(name, "合计" if name in _LOOSE else None)
        fact = tables.fact("T09", "决算数", item) if item else None
        return ((fact,), name in _ITEMS) if fact else ((), False)
    own = tuple(tables.facts(_PLACES.get(claim.topic, {}).get(name, ())))
    if name in GENERAL_TOTALS:
        own = tuple(tables.facts(_ELSEWHERE[name]))
    facts = own or tuple(tables.facts(_ELSEWHERE.get(name, ())))
    if claim.topic in _NARROW:
        # 占本年支出合计的P%, said of the government funds, is a share of all expenditure.
        facts += tuple(tables.facts(_ACCOUNTS.get(name, ())))
    facts += tuple(tables.facts(_ACCOUNTS[_LOOSE[name]])) if name in _LOOSE else ()
    return facts, bool(facts) and name in (*_ACCOUNTS, *GENERAL_TOTALS)


def public_budget(subject: Subject, tables: Tables) -> Fact | None:
    """The budget of a 三公 item in table 09."""
    item = _ITEMS.get(subject.name)
    return tables.fact("T09", "预算数", item) if item else None


def statistic_label(subject: Subject) -> str:
    """The words of table 10's label for an amount; empty where it has none."""
    return _STATISTICS.get(subject.name, "")


def count_label(counted: str, measure_word: str) -> str:
    """The words of table 10's label for a count; empty where it has none."""
    return _COUNTS.get((counted, measure_word), "")
