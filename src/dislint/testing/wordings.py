"""Regional wordings: the same accounts in the structure, the tables and the sentences of different provinces.

A wording is a template in ``regional/``, a line a block, read from top to bottom:

    set NAME VALUE        a setting (below)
    cover: WORDS          a line of the cover
    toc: WORDS            an entry of the contents page; none: entries are made of the headings and table titles
    # ## ###              headings of depth 0, 1, 2
    @KIND TITLE | …       a table: its title and the lines of its caption; the next lines ``> …`` are its notes
    *item WORDS           a paragraph for each subject (*class: for each 类, *fund: for each subject of the government funds,
                          *capital: of the state capital budget, *staff, *office: for each economic subject); `` // `` stands
                          between two paragraphs for each
    +fund LINE            a line of reports of departments with money of the government funds; -fund: of those without
                          (+capital, -capital: of the state capital budget)
    WORDS                 a paragraph; [item|；|WORDS] within it is a list of the subjects, joined by ；

Words hold figures in braces: ``{total}`` is printed in the report's unit (``{unit}``), ``{total.change}`` is 增加…万元，增长…%;
the properties of Amount are what may follow the dot. ``{end}`` is ； after each of several subjects, 。 after the last.
Settings: ``entity``, ``year``; ``unit`` (万元 or 元), ``digits`` (of rates), ``fund`` and ``capital`` (a seed: such money is
spent), ``codes`` (merged or split), ``three-public`` (groups or pairs), ``toc-tables`` (what precedes a table's title in the
contents: ``numeral`` for 一、, or nothing), ``toc-depth``; ``lines`` (numbered: 行次 and 栏次 stand in the tables).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

from dislint.testing import tables
from dislint.testing.accounts import Accounts, Item, make_capital, make_fund
from dislint.testing.report import Heading, Paragraph, Report, TableBlock

_TEMPLATES = Path(__file__).parent / "regional"
WORDINGS: tuple[str, ...] = tuple(sorted(path.stem for path in _TEMPLATES.glob("*.txt")))
_LIST = re.compile(r"\[(item|class|fund|capital|staff|office)\|([^|]*)\|([^\]]*)\]")
_SETTINGS = {
    "unit": "万元", "digits": "2", "codes": "merged", "three-public": "groups", "toc-tables": "numeral", "toc-depth": "1", "lines": "plain",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount with what it is compared with, in 元; every property is printed words."""

    now: int
    accounts: Accounts
    digits: int
    before: int = 0
    initial: int = 0
    whole: int = 0

    def __str__(self) -> str:
        return self._printed(self.now)

    def _printed(self, amount: int) -> str:
        return self.accounts.printed(amount)

    def _percent(self, part: int, whole: int) -> str:
        step = Decimal(1).scaleb(-self.digits)
        return f"{(Decimal(part) * 100 / Decimal(whole)).quantize(step, ROUND_HALF_UP):f}%"

    @property
    def last(self) -> str:
        """Last year's."""
        return self._printed(self.before)

    @property
    def budget(self) -> str:
        """The initial budget."""
        return self._printed(self.initial)

    @property
    def difference(self) -> str:
        """How much it differs from last year's."""
        return self._printed(abs(self.now - self.before))

    @property
    def moved(self) -> str:
        """增加 or 减少."""
        return "增加" if self.now >= self.before else "减少"

    @property
    def grew(self) -> str:
        """增长 or 下降."""
        return "增长" if self.now >= self.before else "下降"

    @property
    def rate(self) -> str:
        """The rate of the change."""
        return self._percent(abs(self.now - self.before), self.before)

    @property
    def change(self) -> str:
        """增加…万元，增长…%."""
        return f"{self.moved}{self.difference}{self.accounts.unit}，{self.grew}{self.rate}"

    @property
    def share(self) -> str:
        """Its share of the whole."""
        return self._percent(self.now, self.whole)

    @property
    def done(self) -> str:
        """The completion of the initial budget."""
        return self._percent(self.now, self.initial)

    @property
    def versus(self) -> str:
        """大于, 小于 or 等于, of the initial budget."""
        return (
            "等于"
            if self._printed(self.now) == self._printed(self.initial)
            else "大于"
            if self.now > self.initial
            else "小于"
        )


@dataclass(slots=True)
class _Template:
    """A template's lines on their way into blocks."""

    accounts: Accounts
    settings: dict[str, str]
    words: Mapping[str, object]
    cover: list[str] = field(default_factory=list)
    entries: list[str] = field(default_factory=list)
    blocks: list[Heading | Paragraph | TableBlock] = field(default_factory=list)

    def read(self, lines: list[str]) -> None:
        """Every line in turn."""
        for line in lines:
            mark, _, rest = line.partition(" ")
            if mark in self.conditions:
                self.read([rest] if self.conditions[mark] else [])
            elif mark == "cover:":
                self.cover.append(self._fill(rest))
            elif mark == "toc:":
                self.entries.append(self._fill(rest))
            elif set(mark) == {"#"}:
                self.blocks.append(Heading(self._fill(rest), len(mark) - 1))
            elif mark.startswith("@"):
                title, *caption = (self._fill(part.strip()) for part in rest.split("|"))
                self.blocks.append(_table(self.accounts, mark[1:], title, tuple(caption), self.settings))
            elif mark == ">":
                table = self.blocks[-1]
                assert isinstance(table, TableBlock)
                table.notes = (*table.notes, self._fill(rest))
            elif mark.startswith("*"):
                self.blocks += [Paragraph(words) for each in self._each(mark[1:], rest) for words in each.split(" // ")]
            else:
                self.blocks.append(Paragraph(self._fill(line)))

    @property
    def conditions(self) -> dict[str, bool]:
        """What may stand before a line, and whether the line is printed then."""
        spent = {"fund": bool(self.accounts.fund), "capital": bool(self.accounts.capital)}
        return {f"{sign}{name}": has is (sign == "+") for name, has in spent.items() for sign in "+-"}

    def _fill(self, words: str) -> str:
        whole = _LIST.sub(lambda found: found[2].join(self._each(found[1], found[3])), words)
        return whole.format_map(dict(self.words))

    def _each(self, of: str, words: str) -> Iterator[str]:
        subjects = list(_subjects(self.accounts, of, self.settings))
        for at, subject in enumerate(subjects, 1):
            own = {"n": at, "numeral": tables.numeral(at), "end": "。" if at == len(subjects) else "；"}
            yield words.format_map({**self.words, **subject, **own})


def make_report(accounts: Accounts, wording: str, **settings: str) -> Report:
    """The whole report of accounts in a wording; settings go before the template's own."""
    return fill(template(wording), accounts, **settings)


def template(wording: str) -> str:
    """The template of a wording."""
    return (_TEMPLATES / f"{wording}.txt").read_text(encoding="utf-8")


def fill(words: str, accounts: Accounts, **settings: str) -> Report:
    """The report that a template makes of accounts."""
    lines = [line.strip() for line in words.splitlines() if line.strip()]
    settings = _SETTINGS | dict(line.split()[1:3] for line in lines if line.startswith("set ")) | settings
    accounts = replace(
        accounts,
        entity=settings.get("entity", accounts.entity),
        year=int(settings.get("year", accounts.year)),
        unit=settings["unit"],
        fund=make_fund(int(settings["fund"])) if "fund" in settings else (),
        capital=make_capital(int(settings["capital"])) if "capital" in settings else (),
    )
    filling = _Template(accounts, settings, _words(accounts, settings))
    filling.read([line for line in lines if not line.startswith("set ")])
    contents = filling.entries or _contents(filling.blocks, settings)
    return Report(accounts.entity, accounts.year, filling.cover, contents, filling.blocks)


def _contents(blocks: list[Heading | Paragraph | TableBlock], settings: Mapping[str, str]) -> list[str]:
    entries = []
    number = 0
    for block in blocks:
        if isinstance(block, Heading) and block.depth <= int(settings["toc-depth"]):
            entries.append(block.text)
        elif isinstance(block, TableBlock):
            number += 1
            mark = f"{tables.numeral(number)}、" if settings["toc-tables"] == "numeral" else ""
            entries.append(f"{mark}{block.title}")
    return entries


def _subjects(a: Accounts, of: str, settings: Mapping[str, str]) -> Iterator[dict[str, object]]:
    digits = int(settings["digits"])
    if of in ("item", "fund", "capital"):
        items = {"item": a.items, "fund": a.fund, "capital": a.capital}[of]
        whole = _total(items)
        for item in items:
            yield {
                "klass": item.class_name, "section": item.section_name, "name": item.name, "code": item.code,
                "class_code": item.code[:3], "section_code": item.code[3:5], "item_code": item.code[5:],
                "it": Amount(item.total, a, digits, item.last_year, item.budget, whole),
            }  # fmt: skip
    elif of == "class":
        for code, name, total in a.classes():
            below = [item for item in a.items if item.class_code == code]
            before, budget = sum(item.last_year for item in below), sum(item.budget for item in below)
            yield {"name": name, "code": code, "it": Amount(total, a, digits, before, budget, a.general)}
    else:
        heads = ("301", "303") if of == "staff" else ("302", "310")
        for code, name, total in a.economic:
            if code[:3] in heads and total:
                yield {"name": name, "code": code, "it": Amount(total, a, digits)}


def _total(items: tuple[Item, ...]) -> int:
    return sum(item.total for item in items)


def _words(a: Accounts, settings: Mapping[str, str]) -> dict[str, object]:
    """What braces may name."""
    digits = int(settings["digits"])
    before = {name: sum(item.last_year for item in items) for name, items in a.by_fund.items()}
    budget = {name: sum(item.budget for item in items) for name, items in a.by_fund.items()}
    spent_before = sum(before.values())
    goods, works, services = a.procurement

    def amount(now: int, before: int = 0, initial: int = 0, whole: int = 0) -> Amount:
        return Amount(now, a, digits, before, initial, whole)

    return {
        "entity": a.entity, "unit": a.unit, "year": a.year, "last": a.year - 1, "next": a.year + 1, "cars": a.cars,
        "total": amount(a.total, a.last_total), "income": amount(a.income, a.last_income),
        "fiscal_income": amount(a.spent, spent_before, whole=a.income), "other": amount(a.other_income, whole=a.income),
        "carried": amount(a.carried_in), "spent": amount(a.spent, spent_before, sum(budget.values())), "left": amount(a.total - a.spent),
        **{name: amount(_total(items), before[name], budget[name], a.spent) for name, items in a.by_fund.items()},
        "basic": amount(a.basic, whole=a.spent), "project": amount(a.spent - a.basic, whole=a.spent), "projects": amount(a.general - a.basic, whole=a.general),
        "fiscal": amount(a.spent + a.fiscal_carried, spent_before + a.fiscal_carried), "fiscal_carried": amount(a.fiscal_carried),
        "staff": amount(a.staff, whole=a.basic), "office": amount(a.running, a.last_running, whole=a.basic),
        "reception": amount(a.reception, a.reception_budget, a.reception_budget, a.reception + a.vehicles),
        "vehicles": amount(a.vehicles, a.vehicles_budget, a.vehicles_budget, a.reception + a.vehicles),
        "public": amount(a.reception + a.vehicles, a.reception_budget + a.vehicles_budget, a.reception_budget + a.vehicles_budget),
        "goods": amount(goods), "works": amount(works), "services": amount(services), "procured": amount(goods + works + services),
        "small": amount(goods + services // 2, whole=goods + works + services), "smallest": amount(goods, whole=goods + works + services),
        "awarded": amount(goods, whole=goods + services // 2),
    }  # fmt: skip


def _table(a: Accounts, kind: str, title: str, caption: tuple[str, ...], settings: Mapping[str, str]) -> TableBlock:
    split = settings["codes"] == "split"
    makers = {
        "T01": lambda: tables.overall(a, True), "T02": lambda: tables.income(a, split, True),
        "T03": lambda: tables.expenditure(a, split, True), "T04": lambda: tables.fiscal(a, True),
        "T05": lambda: tables.general(a, split, True), "T06": lambda: tables.basic(a, True),
        "T07": lambda: tables.fund(a, split) if a.fund else tables.nothing(a, "T07", True),
        "T08": lambda: tables.capital(a, split) if a.capital else tables.nothing(a, "T08", True),
        "T09": lambda: tables.three_public(a, settings["three-public"] == "pairs", True),
        "LIST": lambda: tables.three_public_list(a), "PROJECT": lambda: tables.projects(a),
        "ASSETS": lambda: tables.assets(a), "PROCUREMENT": lambda: tables.procurement(a),
        "MEETINGS": lambda: tables.meetings(a), "OFFICE": lambda: tables.office(a),
        "CARRIED": lambda: tables.carried(a), "T10": lambda: tables.statistics(a),
        "FUNCTIONS": lambda: tables.by_function(a, split), "ECONOMIC": lambda: tables.by_economic(a),
        "ROWS": lambda: tables.three_public_rows(a), "OLD": lambda: tables.overall_until_2018(a),
    }  # fmt: skip
    block = tables.with_lines(makers[kind]()) if settings["lines"] == "numbered" else makers[kind]()
    block.title, block.caption, block.notes = title, caption, ()
    return block
