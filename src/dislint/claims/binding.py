"""Claims bound to the cells that they restate, by subject, section, measure and period; never by value."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from dislint.checks import Check, Operand, Outcome
from dislint.claims import arithmetic
from dislint.claims.model import (
    Amount,
    Change,
    Claim,
    Comparison,
    Completion,
    Composition,
    Listing,
    Measure,
    Nil,
    Share,
    Subject,
)
from dislint.claims.narrative import Narrative
from dislint.numbers import Interval, Unit, show
from dislint.structure.model import Fact, Level, Row, Structure, Table
from dislint.text import squeeze

_PLACES: dict[str, dict[str, tuple[tuple[str, str, str], ...]]] = {
    "overall": {
        "收入支出总计": (("T01", "总计", "收入"), ("T01", "总计", "支出")),
        "收入总计": (("T01", "总计", "收入"),),
        "支出总计": (("T01", "总计", "支出"),),
        "本年收入合计": (("T01", "本年收入合计", "收入"),),
        "本年支出合计": (("T01", "本年支出合计", "支出"),),
    },
    "income": {
        "本年收入合计": (("T02", "合计", "本年收入合计"), ("T01", "本年收入合计", "收入")),
        **{
            name: (("T02", "合计", name),)
            for name in ("财政拨款收入", "上级补助收入", "事业收入", "经营收入", "附属单位上缴收入", "其他收入")
        },
    },
    "expenditure": {
        "本年支出合计": (("T03", "合计", "本年支出合计"), ("T01", "本年支出合计", "支出")),
        **{
            name: (("T03", "合计", name),)
            for name in ("基本支出", "项目支出", "上缴上级支出", "经营支出", "对附属单位补助支出")
        },
    },
    "fiscal-overall": {
        "财政拨款收入支出总计": (("T04", "总计", "收入"), ("T04", "总计", "合计")),
        "财政拨款收入总计": (("T04", "总计", "收入"),),
        "财政拨款支出总计": (("T04", "总计", "合计"),),
        "本年收入合计": (("T04", "本年收入合计", "收入"),),
        "本年支出合计": (("T04", "本年支出合计", "合计"),),
    },
    "basic": {
        "一般公共预算财政拨款基本支出": (("T05", "合计", "基本支出"),),
        "基本支出": (("T05", "合计", "基本支出"),),
        "人员经费": (("T06", "人员经费合计", "决算数"),),
        "公用经费": (("T06", "公用经费合计", "决算数"),),
    },
}
_GENERAL = ("general-budget", "general-overall", "general-structure", "general-detail")
_PUBLIC = ("three-public", "three-public-overall", "three-public-detail")
_ITEMS = {
    "“三公”经费": "合计",
    "因公出国(境)费": "因公出国(境)费",
    "公务用车购置及运行维护费": "公务用车购置及运行维护费",
    "公务用车购置费": "公务用车购置费",
    "公务用车运行维护费": "公务用车运行维护费",
    "公务接待费": "公务接待费",
}
_NIL_TABLES = {"fund": "T07", "state-capital": "T08"}


def check_claims(narrative: Narrative, structure: Structure) -> tuple[Check, ...]:
    """All checks that the claims give: their own arithmetic, and the cells they restate."""
    tables = _Tables(structure)
    return tuple(check for claim in narrative.claims for check in _checks(claim, tables))


class _Tables:
    """The report's tables as claims look into them: the first of each kind, where it was understood."""

    def __init__(self, structure: Structure) -> None:
        self.year = structure.year
        self._by_kind: dict[str, Table] = {}
        for table in structure.tables:
            if table.kind and table.columns:
                self._by_kind.setdefault(table.kind, table)

    def get(self, kind: str) -> Table | None:
        """The table of a kind."""
        return self._by_kind.get(kind)

    def fact(self, kind: str, key: str, column: str) -> Fact | None:
        """A cell by kind, row and column, if it can take part in arithmetic."""
        table = self.get(kind)
        fact = table.fact(key, column) if table else None
        return fact if fact is not None and fact.is_number else None


def _checks(claim: Claim, tables: _Tables) -> Iterator[Check]:
    if isinstance(claim, Amount):
        yield from _restated(claim, tables)
    elif isinstance(claim, Change):
        yield from arithmetic.growth(claim)
        yield from _base_year(claim, tables)
    elif isinstance(claim, Share):
        yield from arithmetic.share(claim, _whole(claim, tables))
    elif isinstance(claim, Completion):
        yield from arithmetic.completion(claim)
    elif isinstance(claim, Comparison):
        yield from arithmetic.comparison(claim)
    elif isinstance(claim, Composition):
        yield from arithmetic.composition(claim)
    elif isinstance(claim, Nil):
        yield from _nil(claim, tables)
    elif isinstance(claim, Listing):
        yield from _listed(claim, tables)


def _base_year(claim: Change, tables: _Tables) -> Iterator[Check]:
    if not claim.base_year or not tables.year:
        return
    expected = tables.year - 1
    at = Operand(claim.subject.name, Interval.point(claim.base_year), str(claim.base_year), claim.anchor)
    outcome = Outcome.HOLDS if claim.base_year == expected else Outcome.FAILS
    yield Check(
        "base-year", outcome, at, (at,), str(claim.base_year), str(expected), "", claim.topic, "", claim.subject.name
    )


def places(claim: Amount, tables: _Tables) -> list[Fact]:
    """The cells that an amount restates; none where its subject, section or measure leave it open."""
    if claim.topic in _PUBLIC:
        return _public_places(claim, tables)
    if claim.measure is not Measure.ACTUAL:
        return []
    if claim.topic in _GENERAL:
        fact = _general_place(claim, tables)
        return [fact] if fact else []
    wanted = _PLACES.get(claim.topic, {}).get(claim.subject.name, ())
    facts = [fact for place in wanted if (fact := tables.fact(*place)) is not None]
    if len(facts) > 1 and wanted[0][0] != wanted[1][0]:
        return facts[:1]
    return facts


def _public_places(claim: Amount, tables: _Tables) -> list[Fact]:
    table, item = tables.get("T09"), _ITEMS.get(claim.subject.name)
    if table is None or item is None:
        return []
    row = "决算数"
    if claim.measure is not Measure.ACTUAL:
        row = "预算数"
        adjusted = any("全年预算" in note.compact.text or "调整" in note.compact.text for note in table.notes)
        # Where the table prints the adjusted budget, a sentence about the initial one restates nothing.
        if adjusted and claim.measure is not Measure.ADJUSTED_BUDGET:
            return []
    fact = tables.fact("T09", row, item)
    if fact is None:
        return []
    # 预算数 may be the adjusted one though no note says so: another initial budget contradicts nothing.
    initial = claim.measure is Measure.INITIAL_BUDGET and fact.figure is not None
    if initial and not claim.mention.figure.interval.meets(fact.interval):
        return []
    return [fact]


def _general_place(claim: Amount, tables: _Tables) -> Fact | None:
    if claim.subject.name in ("一般公共预算财政拨款支出", "财政拨款支出"):
        return tables.fact("T05", "合计", "合计") or tables.fact("T04", "本年支出合计", "一般公共预算财政拨款")
    table = tables.get("T05")
    if table is not None:
        row = find_row(table, claim.subject)
        fact = table.fact_at(row, "合计") if row else None
        return fact if fact is not None and fact.is_number else None
    if len(claim.subject.path) <= 1:
        return tables.fact("T04", claim.subject.name, "一般公共预算财政拨款")
    return None


def find_row(table: Table, subject: Subject) -> Row | None:
    """The one row of a table of subjects that a name or a 类/款/项 path means; None where several could."""
    if not subject.path:
        rows = [row for row in table.rows if row.level is Level.CLASS and row.label == subject.name]
        return rows[0] if len(rows) == 1 else None
    code = ""
    for names in subject.path:
        length = {0: 3, 3: 5, 5: 7}.get(len(code), 0)
        rows = [
            row
            for row in table.rows
            if row.code and len(row.code) == length and row.code.startswith(code) and row.label == names
        ]
        if len(rows) != 1 or rows[0].code is None:
            return None
        code, found = rows[0].code, rows[0]
    return found


def _restated(claim: Amount, tables: _Tables) -> Iterator[Check]:
    figure = claim.mention.figure
    if not figure.unit.is_money:
        return
    for fact in places(claim, tables):
        at = arithmetic.operand(claim.mention, claim.subject.name, 1)
        printed = fact.figure.text if fact.figure else "空"
        cell = Operand(
            fact.name,
            fact.interval,
            f"{printed}{fact.table.unit.label}" if fact.figure else "空",
            fact.anchor(),
            fact.table.name,
            -1,
        )
        amount = fact.figure.amount if fact.figure else Fraction(0)
        outcome = _same(figure.amount, amount, figure.interval.meets(fact.interval))
        relation = "restates"
        if outcome is Outcome.FAILS and _magnitude(figure.amount, amount):
            relation = "magnitude"
        expected = show(amount, figure.unit, max(figure.places, 2)) if fact.figure else "空"
        yield Check(
            relation, outcome, at, (at, cell), figure.text, expected, "", claim.topic, fact.table.name,
            claim.subject.name,
        )  # fmt: skip


def _same(stated: Fraction, cell: Fraction, near: bool) -> Outcome:
    if stated == cell:
        return Outcome.HOLDS
    return Outcome.ROUNDING if near else Outcome.FAILS


def _magnitude(stated: Fraction, cell: Fraction) -> bool:
    """Whether the amounts differ by a power of ten alone."""
    if not stated or not cell:
        return False
    ratio = stated / cell if stated > cell else cell / stated
    return ratio in (10, 100, 1000, 10_000, 100_000_000)


def _whole(claim: Share, tables: _Tables) -> Operand | None:
    if claim.whole is not None:
        return arithmetic.operand(claim.whole, claim.whole_name)
    wanted = {
        "本年支出合计": (("T03", "合计", "本年支出合计"), ("T01", "本年支出合计", "支出")),
        "本年支出": (("T03", "合计", "本年支出合计"), ("T01", "本年支出合计", "支出")),
        "支出合计": (("T03", "合计", "本年支出合计"), ("T01", "本年支出合计", "支出")),
        "本年收入合计": (("T02", "合计", "本年收入合计"), ("T01", "本年收入合计", "收入")),
    }.get(claim.whole_name, ())
    fact = next((fact for place in wanted if (fact := tables.fact(*place)) is not None), None)
    if fact is None or fact.figure is None:
        return None
    printed = f"{fact.figure.text}{fact.table.unit.label}"
    return Operand(fact.name, fact.interval, printed, fact.anchor(), fact.table.name)


def _nil(claim: Nil, tables: _Tables) -> Iterator[Check]:
    table = tables.get(_NIL_TABLES.get(claim.topic, ""))
    if table is None:
        return
    filled = next((fact for fact in table.facts if fact.figure is not None and fact.figure.value != 0), None)
    at = Operand(claim.anchor.text, Interval.point(0), claim.anchor.text, claim.anchor)
    operands: tuple[Operand, ...] = (at,)
    if filled is not None and filled.figure is not None:
        operands += (Operand(filled.name, filled.interval, filled.figure.text, filled.anchor(), table.name),)
    outcome = Outcome.HOLDS if filled is None else Outcome.FAILS
    actual = filled.figure.text if filled and filled.figure else ""
    yield Check("nil", outcome, at, operands, claim.anchor.text, actual, "", claim.topic, table.name, claim.anchor.text)


_SUMMARY_WORDS = ("及", "和", "等", "支出", "津补贴", "社会保险")
_FULL_LIST = 6
"""A list of at least so many names, not closed with 等, is plainly meant to be full."""


def _listed(claim: Listing, tables: _Tables) -> Iterator[Check]:
    table = tables.get("T06")
    if table is None or claim.topic != "basic" or not table.has_amounts:
        return
    rows = {squeeze(row.label): row for row in table.rows if row.code and len(row.code) == 5}
    known = [(item, rows.get(item.name)) for item in claim.items]
    for item, row in known:
        fact = table.fact_at(row, "决算数") if row else None
        if fact is None or not fact.is_number or item.anchor is None:
            continue
        empty = fact.figure is None or fact.figure.value == 0
        at = Operand(item.name, Interval.point(0), item.name, item.anchor)
        cell = Operand(fact.name, fact.interval, fact.figure.text if fact.figure else "空", fact.anchor(), table.name)
        outcome = Outcome.FAILS if empty else Outcome.HOLDS
        yield Check("listing-empty", outcome, at, (at, cell), item.name, "空", "", claim.topic, table.name, item.name)
    yield from _left_out(claim, table, {item.name for item, row in known if row is not None})


def _left_out(claim: Listing, table: Table, named: set[str]) -> Iterator[Check]:
    """Items with amounts that a plainly full list leaves out: all of its names but few are items."""
    heads = {"人员经费": ("301", "303"), "公用经费": ("302", "307", "309", "310", "311", "312", "399")}
    classes = heads.get(claim.subject.name)
    if claim.open_ended or classes is None or len(named) < _FULL_LIST or len(named) < len(claim.items):
        return
    for row in table.rows:
        if row.code is None or len(row.code) != 5 or row.code[:3] not in classes or squeeze(row.label) in named:
            continue
        fact = table.fact_at(row, "决算数")
        if fact is None or fact.figure is None or fact.figure.value == 0:
            continue
        at = Operand(claim.subject.name, fact.interval, claim.anchor.text, claim.anchor)
        printed = show(fact.figure.amount, Unit.WAN)
        cell = Operand(fact.name, fact.interval, printed, fact.anchor(), table.name)
        yield Check(
            "listing-missing", Outcome.FAILS, at, (at, cell), "", row.label, printed, claim.topic, table.name, row.label
        )
