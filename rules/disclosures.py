"""S1: what a report must tell: the facts that the rules on publication name, and the reasons of changes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import date
from itertools import pairwise

from dislint import (
    Anchor,
    Direction,
    Disclosure,
    Document,
    Finding,
    Kind,
    Level,
    Passage,
    Related,
    Row,
    Rule,
    Section,
    Table,
    enumerator,
)

from .presence import knows_matters, narrative_start, section_anchor, texts_of


class MissingDisclosure(Rule):
    """缺少必须公开的事项。

    是什么：“三公”经费的团组数、人数、购车数、保有量、国内公务接待批次和人次，机关运行经费，政府采购（货物、工程、服务和授予中小企业
    合同），国有资产占用，预算绩效；说明没有相应支出的，不要求其人数、批次、类别。国（境）外接待的批次不能代替国内接待的批次，
    国有资产中的车辆不能代替公务用车保有量。
    为什么：这些是规定必须向社会公开的事项。
    错误示例：公务接待费支出2.30万元。（没有批次和人次）
    正确示例：公务接待费支出2.30万元，国内公务接待12批次、86人次。
    依据：财预〔2016〕143号：公开“三公”经费时应说明团组数、购置数、保有量、接待批次和人数，以及机关运行经费、政府采购等情况；
    财库〔2020〕46号：公开面向中小企业采购的情况。

    What: Of the three public costs: delegations, persons, vehicles bought and held, receptions and guests at home;
    running costs; procurement (goods, works, services, and contracts with small firms); state assets;
    performance. Where nothing was spent, no counts are asked. Receptions of foreign guests do not stand for those
    at home, nor vehicles among the assets for official vehicles held.
    Why: These must be published.
    Wrong: 公务接待费支出2.30万元, without receptions and guests.
    Right: 公务接待费支出2.30万元，国内公务接待12批次、86人次.
    Source: 财预〔2016〕143号 on the counts behind the three public costs, running costs and procurement;
    财库〔2020〕46号 on contracts with small firms.
    """

    code, name, severity = "S110", "missing-disclosure", "warning"
    summary = "缺少必须公开的事项"
    summary_en = "a required disclosure is missing"

    def check(self, document: Document) -> Iterable[Finding]:
        """One finding that names all items missing under a heading."""
        if not knows_matters(document):
            return
        groups: dict[tuple[str, ...], list[Disclosure]] = {(item.name.zh,): [item] for item in untold_matters(document)}
        for item in document.domain.disclosures:
            text = _text_under(document, item.topics) if item.topics and _is_asked(item, document) else ""
            if text and not item.is_told(text + _text_of_tables(document, item.tables)):
                groups.setdefault(item.topics, []).append(item)
        for topics, missing in groups.items():
            section = next((s for s in document.sections if s.topic in topics), None)
            words = "、".join(item.name.zh for item in missing)
            yield self.finding(
                section_anchor(section) if section else narrative_start(document),
                f"没有说明{words}",
                f"a required disclosure is missing: {', '.join(item.name.en for item in missing)}",
                section=document.section_name(section.start) if section else "",
                expected=words,
            )


def _is_asked(item: Disclosure, document: Document) -> bool:
    return item.applies(document.kind.value, document.year, document.settings.region)


def untold_matters(document: Document) -> list[Disclosure]:
    """The items of which the narrative says nothing anywhere."""
    narrative = texts_of(document, "text", "heading") if knows_matters(document) else ""
    return [
        item for item in document.domain.disclosures if not item.topics and narrative and not item.is_told(narrative)
    ]


def _text_under(document: Document, topics: Sequence[str]) -> str:
    sections = [s for s in document.sections if any(s.topic.startswith(topic) for topic in topics)]
    blocks = {n for s in sections for n in range(s.start + 1, s.end)}
    return "\n".join(p.compact.text for n, p in document.passages("text", "heading") if n in blocks)


def _text_of_tables(document: Document, kinds: Sequence[str]) -> str:
    """The rows of tables of counts, each as one line."""
    rows = [row for table in document.tables if table.kind in kinds for row in table.grid.cells]
    return "".join("\n" + "".join(cell.text for cell in row) for row in rows)


class MissingReason(Rule):
    """增减变化、预决算差异没有说明原因。

    是什么：总体收支、一般公共预算支出、机关运行经费、“三公”经费的说明写了比上年增加或减少的金额，或者写了决算数大于、小于预算数，
    整个小节却没有一处说明原因；逐项说明支出的，其他与预算有差异的各项都写了原因，只有个别项没有写。
    为什么：数字的变化而没有原因，等于没有说明。
    错误示例：机关运行经费支出60.00万元，比上年减少8.00万元，下降11.76%。
    正确示例：机关运行经费支出60.00万元，比上年减少8.00万元，下降11.76%，主要原因是压缩会议费。
    依据：财预〔2016〕143号：对增减变化情况作出说明。

    What: A section on totals, general budget expenditure, running costs or the three public costs that tells a
    change, or that the account is above or below the budget, and nowhere a reason; a single item without its
    reason where all others that differ have one.
    Why: A change without its reason tells nothing.
    Wrong: 机关运行经费支出60.00万元，比上年减少8.00万元，下降11.76%.
    Right: 机关运行经费支出60.00万元，比上年减少8.00万元，下降11.76%，主要原因是压缩会议费.
    Source: 财预〔2016〕143号: changes are explained.
    """

    code, name, severity = "S111", "missing-reason", "warning"
    summary = "增减变化没有说明原因"
    summary_en = "a change or a deviation without its reason"

    def check(self, document: Document) -> Iterable[Finding]:
        """One finding for each section without any reason, and for each item that alone lacks one."""
        if document.kind is Kind.UNKNOWN:
            return
        parents = {section.parent for section in document.sections}
        for at, section in enumerate(document.sections):
            if at in parents:
                continue
            if section.topic in _EXPLAINED:
                yield from self._of_section(document, section)
            if section.topic in _ITEMISED:
                yield from self._of_items(document, section)

    def _of_section(self, document: Document, section: Section) -> Iterator[Finding]:
        passages = list(document.passages_of(section, "text"))
        changed = next((p for p in passages if _CHANGE.search(p.compact.text)), None)
        if changed is None or any(_REASON.search(p.compact.text) for p in passages):
            return
        found = _CHANGE.search(changed.compact.text)
        assert found is not None
        yield self.finding(
            changed.anchor(found.start(), found.end()),
            f"“{found.group()}”没有说明原因",
            f"no reason is given for {found.group()!r}",
            section=document.section_name(section.start),
            actual=found.group(),
        )

    def _of_items(self, document: Document, section: Section) -> Iterator[Finding]:
        """The few items without a reason in a list whose others give theirs."""
        deviations = _deviations(document)
        paths = {claim.block for claim in document.claims.amount if claim.subject.path}
        told, silent = 0, []
        for blocks in _items_of(document, section, paths):
            deviation = next((deviations[block] for block in blocks if block in deviations), None)
            if deviation is None:
                continue
            if any(_REASON.search(_compact(document, block)) for block in blocks):
                told += 1
            else:
                silent.append(deviation)
        if told < _FEWEST_TOLD * len(silent):
            return
        for item, words in silent:
            yield self.finding(
                words,
                f"{item}与预算有差异（“{words.text}”），没有说明原因",
                f"{item} is off its budget ({words.text!r}), without a reason",
                section=document.section_name(section.start),
                actual=words.text,
            )


_EXPLAINED = frozenset(
    ("overall", "fiscal-overall", "general-overall", "running-costs", "three-public-overall", "three-public")
)
_ITEMISED = frozenset(("general-detail", "general-budget"))
"""Sections that go through the items of expenditure one by one."""
_FEWEST_TOLD = 3
"""So many items with a reason show of each item without one that it was forgotten."""
_CHANGE = re.compile(
    r"(?:与|较|比)[^。;,]{1,16}[,]?[^。;,]{0,24}?(?:增加|减少)(?:了)?(?:\d{1,3}(?:,\d{3})+|\d{1,12})(?:\.\d{1,6})?(?<![^\d.]0)(?<![^\d.]0\.00)万?元"
    r"|决算数(?:大于|小于|高于|低于)(?:年初|全年|调整)?预算数"
)
_REASON = re.compile(
    r"原因|主要情况|因为|由于|主要是(?!用于)|主要系|主要为|(?<![关联体派])系(?![统列数])[^。]{2}|所致|导致|因[^公此而]|影响|缘于|得益于"
)


def _items_of(document: Document, section: Section, paths: Container[int]) -> list[range]:
    """The blocks of each item of a section: its paragraph, numbered or with its path, and those below it."""
    numbers = range(section.start + 1, section.end)
    texts = [n for n in numbers if document.structure.roles[n] in ("text", "heading")]
    depths = {n: depth for n in texts if (depth := enumerator(_compact(document, n))[0]) > 1 or n in paths}
    usual = Counter(depths.values()).most_common(1)
    ends = pairwise([*depths, section.end])
    return [range(start, end) for start, end in ends if depths[start] == usual[0][0]]


def _compact(document: Document, block: int) -> str:
    passage = document.layout.blocks[block]
    return passage.compact.text if isinstance(passage, Passage) else ""


def _deviations(document: Document) -> dict[int, tuple[str, Anchor]]:
    """The paragraphs that say that what was spent is not what was budgeted: of what, and in which words.

    Words that are wrong themselves say nothing of it.
    """
    wrong = {check.at.anchor for cause in document.causes for check in cause.checks}
    found = {
        claim.block: (claim.subject.name, claim.rate.anchor)
        for claim in document.claims.completion
        if claim.rate.figure.value not in (0, 100) and claim.rate.anchor not in wrong
    }
    for claim in document.claims.comparison:
        sure = not (claim.roughly or claim.or_equal) and claim.anchor not in wrong
        if claim.direction is not Direction.SAME and sure:
            found[claim.block] = (claim.subject.name, claim.anchor)
    return found


class CoarseTable(Rule):
    """支出没有公开到规定的科目级次。

    是什么：一般公共预算财政拨款支出表应列到功能分类的项级科目，基本支出表应列到经济分类的款级科目；有金额的类、款之下没有下一级
    科目的，每张表报告一次，列出这些科目。
    为什么：只公开到类或者款，读者看不出钱用在什么事上；这是财政部门检查公开质量时最常指出的问题。
    错误示例：公开05表只有“205 教育支出”，没有“20502 普通教育”“2050202 小学教育”。
    正确示例：205 教育支出、20502 普通教育、2050202 小学教育逐级列出。
    依据：预算法第十四条、财预〔2016〕143号：一般公共预算支出公开到功能分类项级科目，基本支出公开到经济分类款级科目。

    What: The table of general budget expenditure goes down to 项 (seven digits), that of basic expenditure to 款 of
    the economic classification; a class or section with an amount and nothing below it is told once a table, with
    all of them.
    Why: From classes alone nobody sees what money is for; it is what inspections of publication find most often.
    Wrong: Table 05 with 205 教育支出 only.
    Right: 205 教育支出, 20502 普通教育, 2050202 小学教育.
    Source: Budget Law, article 14; 财预〔2016〕143号: expenditure is published by 项, basic expenditure by 款.
    """

    code, name, severity = "S116", "coarse-table", "warning"
    summary = "支出没有公开到项级（功能分类）或款级（经济分类）科目"
    summary_en = "expenditure is not told down to the items that publication requires"

    def check(self, document: Document) -> Iterable[Finding]:
        """One finding for each table."""
        for table in document.tables:
            if table.kind not in _FINEST:
                continue
            finest, words, english = _FINEST[table.kind]
            coarse = [row for row in table.rows if _ends_early(table, row, finest)]
            if not coarse or _is_misread(table):
                continue
            listed = "、".join(f"{row.code} {row.label}" for row in coarse[:_MOST_NAMED])
            more = f"等{len(coarse)}个科目" if len(coarse) > _MOST_NAMED else ""
            yield self.finding(
                table.anchor,
                f"{table.name}没有列到{words}：{listed}{more}之下没有下级科目",
                f"{table.name} does not go down to {english}: nothing below {', '.join(str(r.code) for r in coarse)}",
                table=table.name,
                expected=words,
            )


_FINEST = {
    **dict.fromkeys(("T05", "B05"), (7, "功能分类项级科目", "the items of the functional classification")),
    **dict.fromkeys(("T06", "B06"), (5, "经济分类款级科目", "the items of the economic classification")),
}
"""The tables that must go down to codes of so many digits."""
_MOST_NAMED = 3


def _ends_early(table: Table, row: Row, finest: int) -> bool:
    """Whether a row with an amount is the last of its branch, and is not as fine as is asked."""
    if not row.code or len(row.code) >= finest or not _has_amount(table, row):
        return False
    return not any(other.code and other.code != row.code and other.code.startswith(row.code) for other in table.rows)


def _is_misread(table: Table) -> bool:
    """Whether a row lacks its code, or its code the one above it: then what seems to be missing may be that row."""
    codes = {row.code for row in table.rows if row.code}
    orphans = any(len(code) > 3 and code[:-2] not in codes for code in codes)
    return orphans or any(
        not row.code and row.level is not Level.TOTAL and _has_amount(table, row) for row in table.rows
    )


def _has_amount(table: Table, row: Row) -> bool:
    facts = (table.fact_at(row, column) for column in table.columns)
    return any(fact is not None and fact.figure is not None and fact.figure.value for fact in facts)


class LatePublication(Rule):
    """批复后超过二十日才公开。

    是什么：报告印有批复日期和公开日期的，公开日期应当在批复日期之后二十日之内，不早于批复日期。
    为什么：按时公开是法定要求；两个日期都印在报告上，读者一看便知。
    错误示例：批复时间：2031年8月20日 公开时间：2031年9月25日
    正确示例：批复时间：2031年8月20日 公开时间：2031年9月5日
    依据：预算法第十四条：经本级政府财政部门批复的部门预算、决算，应当在批复后二十日内由各部门向社会公开。

    What: Where both dates are printed: published within twenty days of approval, and not before it.
    Why: Publication in time is the law, and both dates are there to be seen.
    Wrong: 批复时间：2031年8月20日 公开时间：2031年9月25日.
    Right: 批复时间：2031年8月20日 公开时间：2031年9月5日.
    Source: Budget Law, article 14: departments publish within twenty days of approval.
    """

    code, name, severity = "S117", "late-publication", "warning"
    summary = "批复后超过二十日才公开"
    summary_en = "published later than twenty days after approval"

    def check(self, document: Document) -> Iterable[Finding]:
        """One finding, at the date of publication."""
        approved, published = _dated(document, _APPROVED), _dated(document, _PUBLISHED)
        if approved is None or published is None:
            return
        days = (published[0] - approved[0]).days
        if 0 <= days <= _DAYS:
            return
        yield self.finding(
            published[1],
            f"{published[0].isoformat()}公开，{approved[0].isoformat()}批复，"
            + (f"相隔{days}日，超过{_DAYS}日" if days > 0 else "公开早于批复"),
            f"published on {published[0].isoformat()}, approved on {approved[0].isoformat()}: "
            + (f"{days} days, more than {_DAYS}" if days > 0 else "before it was approved"),
            related=[Related("批复日期", approved[1], english="approved")],
        )


_DAYS = 20
_DATE = r"(20\d{2})[年./-](\d{1,2})[月./-](\d{1,2})(?!\d)"
_BY_LABEL = 60
"""The longest line that gives dates by a label; in longer ones the label may be of anything."""
_APPROVED = re.compile(
    rf"(?:批复|批准)(?:下达)?(?:的)?(?:时间|日期|日)(?:为|是)?:?{_DATE}|{_DATE}日?[^。;,:\d]{{0,20}}(?:批复|批准)(?!时间|日期)"
)
_PUBLISHED = re.compile(
    rf"(?:公开|公布|发布)(?:的)?(?:时间|日期|日)(?:为|是)?:?{_DATE}|{_DATE}日?[^。;,:\d]{{0,20}}(?:公开|公布|发布)(?!时间|日期)"
)


def _dated(document: Document, pattern: re.Pattern[str]) -> tuple[date, Anchor] | None:
    """The one date that short lines before the tables and the text give for what a pattern looks for."""
    found: dict[date, Anchor] = {}
    for _, passage in document.passages("cover", "text", "note", "caption", "title"):
        text = passage.compact.text
        for match in pattern.finditer(text) if len(text) <= _BY_LABEL else ():
            year, month, day = (int(group) for group in match.groups() if group)
            with suppress(ValueError):  # 2024年2月30日 is no date.
                found.setdefault(date(year, month, day), passage.anchor(match.start(), match.end()))
    return next(iter(found.items())) if len(found) == 1 else None


RULES = (MissingDisclosure, MissingReason, CoarseTable, LatePublication)
