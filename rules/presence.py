"""S1: what a report must hold: its parts, sections and tables."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from dislint import Anchor, ContentsEntry, Document, Finding, Grid, Kind, Passage, Rule, Section

TITLES = {
    "T01": "收入支出决算总表",
    "T02": "收入决算表",
    "T03": "支出决算表",
    "T04": "财政拨款收入支出决算总表",
    "T05": "一般公共预算财政拨款支出决算表",
    "T06": "一般公共预算财政拨款基本支出决算表",
    "T07": "政府性基金预算财政拨款收入支出决算表",
    "T08": "国有资本经营预算财政拨款支出决算表",
    "T09": "财政拨款“三公”经费支出决算表",
}
"""The tables that every department publishes, by kind."""

_NARRATIVE = {
    "overall": ("收入支出决算总体情况说明", r"收入支出总计|收入总计|收、支总计|支出总计|总收入|总支出"),
    "income": ("收入决算情况说明", r"收入合计|收入决算|总收入"),
    "expenditure": ("支出决算情况说明", r"支出合计|总支出"),
    "fiscal-overall": (
        "财政拨款收入支出决算总体情况说明",
        r"财政拨款收.{0,4}支.{0,4}总计|财政拨款收入总计|财政拨款收入支出决算",
    ),
    "general-budget": ("一般公共预算财政拨款支出决算情况说明", r"一般公共预算(?:财政拨款)?(?:决算)?支出"),
    "basic": ("一般公共预算财政拨款基本支出决算情况说明", r"人员经费"),
    "three-public": ("财政拨款“三公”经费支出决算情况说明", r"三公"),
    "fund": ("政府性基金预算财政拨款收入支出决算情况说明", r"政府性基金"),
    "state-capital": ("国有资本经营预算财政拨款支出决算情况说明", r"国有资本经营"),
}
"""Sections of the narrative by topic: the usual heading, and words that show that it is spoken of anyway."""

_KNOWN_ENOUGH = 4
"""So many topics must have been recognised before a missing one is believed to be missing."""


class Missing(NamedTuple):
    """What is missing: its usual title, the entry of the contents that announces it, how sure it is ("" for quite)."""

    title: str
    entry: ContentsEntry | None = None
    severity: str = ""


def is_final(document: Document) -> bool:
    """Whether it is a report of final accounts."""
    return document.kind is Kind.FINAL_ACCOUNTS


def _was_read(document: Document) -> bool:
    """Whether all of a report could be read: what stands on a scanned page isn't missing."""
    return (
        is_final(document)
        and not any(page.scanned for page in document.layout.pages)
        and not _of_three_public(document)
    )


def _of_three_public(document: Document) -> bool:
    """Whether it is but the page on the 三公 that some regions publish beside the report, or a government of all its bodies."""
    kinds, topics = {table.kind for table in document.tables if table.kind}, _topics(document) - {"tables"}
    return (kinds == {"T09"} or bool(topics and not kinds)) and all(
        topic.startswith("three-public") for topic in topics
    )


def _topics(document: Document) -> set[str]:
    return {section.topic for section in document.sections if section.topic}


def body(document: Document) -> list[tuple[int, Passage]]:
    """Passages of the report proper: no contents page, no annex."""
    return [(n, p) for n, p in document.passages() if document.structure.roles[n] not in ("contents", "annex")]


def texts_of(document: Document, *roles: str) -> str:
    """The compact texts of all passages in these roles."""
    return "\n".join(passage.compact.text for _, passage in document.passages(*roles))


def knows_narrative(document: Document) -> bool:
    """Whether so much of the narrative was recognised that what is not there may be believed to be missing."""
    if document.kind is Kind.BUDGET:
        return knows_matters(document)
    return is_final(document) and len(_topics(document) & set(_NARRATIVE)) >= _KNOWN_ENOUGH


def knows_matters(document: Document) -> bool:
    """Whether so many of the matters that are told beside the accounts were recognised that one may be believed to be missing."""
    matters = len(_topics(document) & _MATTERS)
    return document.kind is not Kind.UNKNOWN and (
        matters >= _MATTERS_KNOWN or (is_final(document) and knows_narrative(document))
    )


_MATTERS = frozenset({"three-public", "running-costs", "procurement", "assets", "performance", "narrative"})
_MATTERS_KNOWN = 3


def section_anchor(section: Section) -> Anchor:
    """The place of a section's heading."""
    return section.heading.passage.anchor()


class MissingPart(Rule):
    """缺少规定的部分或者说明。

    是什么：部门概况、决算表、情况说明、名词解释四个部分，以及情况说明中与各张决算表对应的说明；标题的写法各地不同，
    正文任何地方说到了同一内容的不算缺少。
    为什么：缺少的部分是社会公众有权看到的内容。
    错误示例：报告从决算表直接到附件，没有名词解释
    正确示例：第四部分 名词解释
    依据：财预〔2016〕143号：公开部门职责、机构设置、决算表、决算说明和专业性名词解释。

    What: The four parts (the department, the tables, the narrative, the glossary) and the narrative's sections for
    each table; regions title them differently, and what is said anywhere is not missing.
    Why: What is missing is what the public has a right to see.
    Wrong: From the tables straight to the annex, without a glossary.
    Right: 第四部分 名词解释.
    Source: 财预〔2016〕143号: duties, organisation, tables, narrative and glossary are published.
    """

    code, name, severity = "S101", "missing-part", "error"
    summary = "缺少规定的部分或说明"
    summary_en = "a required part or narrative section is missing"

    def check(self, document: Document) -> Iterable[Finding]:
        """One finding for each part or section."""
        for missing in missing_sections(document).values():
            title, entry = missing.title, missing.entry
            yield self.finding(
                entry.anchor if entry else document.start,
                f"缺少“{title}”" + ("，目录中列有这一部分" if entry else ""),
                f"the part {title!r} is missing" + (" though the contents list it" if entry else ""),
                severity=missing.severity,
                expected=title,
            )


def missing_sections(document: Document) -> dict[str, Missing]:
    """The parts and sections that are missing, by topic."""
    if document.kind is Kind.BUDGET:
        return _missing_in_budget_parts(document)
    if not _was_read(document):
        return {}
    topics = _topics(document)
    missing = {}
    words = "\n".join(passage.compact.text for _, passage in body(document))
    if not topics & {"duties", "organisation"} and not re.search(r"职责|职能|机构设置|单位构成|概况|基本情况", words):
        missing["duties"] = "部门概况"
    if not topics & set(_NARRATIVE) and not re.search(r"决算(?:情况)?说明|情况说明", words):
        missing["narrative"] = "决算情况说明"
    if "glossary" not in topics | set(document.structure.roles) and not re.search(
        r"名词解释|名词说明|术语解释|专业名词|术语说明", words
    ):
        missing["glossary"] = "名词解释"
    parts = {topic: Missing(title, _promised(document, topic)) for topic, title in missing.items()}
    return parts | _missing_narrative(document)


_BUDGET_PARTS = ("duties", "organisation", "glossary", "narrative", "projects")


def _missing_in_budget_parts(document: Document) -> dict[str, Missing]:
    """The parts that the contents of a budget promise and its body does not have; where most are there, one is forgotten."""
    if any(page.scanned for page in document.layout.pages):
        return {}
    topics = _topics(document)
    promised = {topic: entry for topic in _BUDGET_PARTS if (entry := _promised_part(document, topic))}
    stated = {heading.words for heading in document.headings}
    missing = {
        topic: Missing(entry.words, entry)
        for topic, entry in promised.items()
        if topic not in topics and entry.words not in stated
    }
    return missing if 2 * len(missing) < len(promised) else {}


def _promised_part(document: Document, topic: str) -> ContentsEntry | None:
    """The one entry of the contents whose words are on a topic."""
    entries = [
        e
        for e in document.structure.contents
        if not e.words.endswith("表") and document.domain.topics.of(e.words, True) == topic
    ]
    return entries[0] if len(entries) == 1 else None


def _missing_narrative(document: Document) -> dict[str, Missing]:
    """The sections of the narrative that are missing.

    What the contents promise must be there. Of what they don't, a single one is believed to be forgotten: regions whose
    template is another one lack several.
    """
    if not knows_narrative(document):
        return {}
    narrative = texts_of(document, "text", "heading")
    topics = _topics(document)
    untold = [
        topic
        for topic, (_, pattern) in _NARRATIVE.items()
        if not any(found.startswith((topic, f"general-{topic}")) for found in topics)
        and not (topic == "general-budget" and "general-overall" in topics)
        and not re.search(pattern, narrative)
    ]
    promised = {topic: entry for topic in untold if (entry := _promised(document, topic))}
    if promised:
        return {topic: Missing(_NARRATIVE[topic][0], entry) for topic, entry in promised.items()}
    if len(untold) != 1 or not _published_by_all(document, untold[0]):
        return {}
    listed = sum(
        document.domain.topics.of(entry.words) in _NARRATIVE
        for entry in document.structure.contents
        if entry.depth == 1
    )
    certainty = "info" if listed >= _KNOWN_ENOUGH else "warning"
    return {untold[0]: Missing(_NARRATIVE[untold[0]][0], None, certainty)}


def _published_by_all(document: Document, topic: str) -> bool:
    """Whether every report of the year has that section: some regions publish the 三公 apart, 08 is younger."""
    if topic == "three-public":
        return document.table("T09") is not None
    return topic != "state-capital" or (document.year or 0) >= _STATE_CAPITAL_SINCE


def _promised(document: Document, topic: str) -> ContentsEntry | None:
    """The entry of the contents that announces a section or part on a topic; entries of tables don't."""
    return next(
        (
            entry
            for entry in document.structure.contents
            if not entry.words.endswith("表") and document.domain.topics.of(entry.words, entry.depth == 0) == topic
        ),
        None,
    )


def plain(words: str) -> str:
    """Words as titles are compared: without quotation marks, brackets' contents, years, endings."""
    words = re.sub(r"[“”\"'。:;,、\s]|(?:19|20)\d{2}年(?:度)?", "", words)
    return re.sub(r"^第[一二三四五六七八九十]+部分|^(?:部门|单位)", "", words)


class MissingTable(Rule):
    """缺少规定的决算表，或者目录所列的表正文中没有。

    是什么：按标题、表号、表头认表；正文中既没有这张表，也没有它的标题的，才算缺少。
    为什么：决算表是公开的主要内容；没有数据的表也应当保留空表并注明。
    错误示例：目录列有“三、支出决算表”，正文从收入决算表直接到财政拨款收入支出决算总表
    正确示例：正文依次有目录所列各表
    依据：财预〔2016〕143号及部门决算公开表样：没有数据的表应列出空表并说明。

    What: Tables by their titles, numbers and heads; missing is one of which neither the table nor its title is in the
    body.
    Why: The tables are what is published above all; one without data stays, empty, with a note.
    Wrong: The contents list 三、支出决算表, the body goes from 收入决算表 to 财政拨款收入支出决算总表.
    Right: The body has every table of the contents.
    Source: 财预〔2016〕143号 and the published forms: a table without data is shown empty with a note.
    """

    code, name, severity = "S102", "missing-table", "error"
    summary = "缺少规定的决算表"
    summary_en = "a required table is missing"

    def check(self, document: Document) -> Iterable[Finding]:
        """One finding for each table; one in all where there is none."""
        missing = missing_tables(document)
        if len(missing) > 6 and not any(table.kind in TITLES for table in document.tables):
            attached = _ATTACHED.search(texts_of(document, "text", "note", "caption", "annex", "heading"))
            yield self.finding(
                document.start,
                "决算表另附在别处，未作检查"
                if attached
                else "没有找到任何一张决算表（" + "、".join(TITLES.values()) + "）",
                "the tables stand elsewhere and were not checked" if attached else "none of the tables was found",
                severity="info" if attached else "",
            )
            return
        for title, (_, entry, severity) in missing.items():
            yield self.finding(
                entry.anchor if entry else _tables_start(document),
                f"正文中没有《{title}》" + ("，目录中列有此表" if entry else ""),
                f"the table {title!r} is missing" + (" though the contents list it" if entry else ""),
                severity=severity,
                table=title,
                expected=title,
            )


_ATTACHED = re.compile(
    r"(?:附表|附件|另附|详见|另见|见附)[^。]{0,20}表|表[^。]{0,8}(?:详见|另附|见附|附后)|另行公开|附件下载"
)
_EVERYWHERE = ("T01", "T02", "T03", "T04", "T05", "T06")
"""The tables that no region leaves out."""
_THREE_PUBLIC = ("公务接待费", "因公出国(境)费")
"""Two lines of the table of the 三公, whatever it is called."""
_LISTS_TABLES = 5
"""A contents page with so many of the tables lists all that the region publishes."""
_STATE_CAPITAL_SINCE = 2020


def missing_tables(document: Document) -> dict[str, Missing]:
    """The tables that are missing, by their titles.

    What the contents promise must be there, and what every region publishes; of the others, what a contents page that lists
    the tables doesn't list isn't published in that region.
    """
    if document.kind is Kind.BUDGET:
        return _missing_in_budget(document)
    if not _was_read(document):
        return {}
    kinds, shown = _shown_tables(document)
    entries: dict[str, ContentsEntry] = {}
    missing = {}
    for entry in document.structure.contents:
        if entry.depth > 0 and entry.words.endswith("表"):
            kind = _kind_of_title(document, entry.words)
            if kind in TITLES:
                entries.setdefault(kind, entry)
            elif not _OF_ANNEX.search(entry.enumerator + entry.words) and not any(
                plain(entry.words) in words for words in shown
            ):
                missing[entry.words] = Missing(entry.words, entry, "warning")
    for kind, title in TITLES.items():
        if kind in kinds:
            continue
        if kind in entries:
            missing[entries[kind].words] = Missing(entries[kind].words, entries[kind])
        elif kind in _EVERYWHERE or (len(entries) < _LISTS_TABLES and _of_the_year(document, kind)):
            missing[title] = Missing(title, None, "" if kind in _EVERYWHERE else "warning")
    return missing


_BUDGET_TABLES = {
    "B01": "收支预算总表",
    "B02": "收入预算总表",
    "B03": "支出预算总表",
    "B04": "财政拨款收支预算总表",
    "B05": "一般公共预算支出预算表",
    "B06": "一般公共预算基本支出预算表",
    "B07": "政府性基金预算支出预算表",
    "B09": "“三公”经费预算表",
}
"""The tables of a budget that no region leaves out."""
_MOST_MISSING = 2


def _missing_in_budget(document: Document) -> dict[str, Missing]:
    """The tables that the contents of a budget promise; of one whose contents list none, those that all others have.

    One or two are forgotten; where more are missing they stand elsewhere, or were not recognised.
    """
    if (
        any(page.scanned for page in document.layout.pages)
        or sum(t.kind in _BUDGET_TABLES for t in document.tables) < 4
    ):
        return {}
    kinds, shown = _shown_tables(document)
    entries = [e for e in document.structure.contents if e.depth > 0 and e.words.endswith("表")]
    missing = {}
    for entry in entries:
        kind, words = document.domain.tables.of_title(entry.words), plain(re.sub(r"^\d{1,2}[.、]", "", entry.words))
        there = kind in kinds if kind else any(words in other for other in shown)
        if not there and not _OF_ANNEX.search(entry.enumerator + entry.words):
            missing[entry.words] = Missing(entry.words, entry, "" if kind else "warning")
    if not entries:
        missing = {title: Missing(title) for kind, title in _BUDGET_TABLES.items() if kind not in kinds}
    return missing if len(missing) <= _MOST_MISSING else {}


_OF_ANNEX = re.compile("附件|绩效|自评")
"""Tables of the annex are often published apart."""


def _of_the_year(document: Document, kind: str) -> bool:
    return kind != "T08" or (document.year or 0) >= _STATE_CAPITAL_SINCE


def _shown_tables(document: Document) -> tuple[set[str], set[str]]:
    """The kinds of the tables in the body, by grids and titles; and the titles as they are compared."""
    kinds = {table.kind for table in document.tables}
    titles = [p.compact.text for _, p in body(document) if p.compact.text.endswith("表") or "公开" in p.compact.text]
    for block in document.layout.blocks:
        if isinstance(block, Grid):
            titles += {cell.text for row in block.cells[:3] for cell in row if cell.text}
            spent = (cell.text for row in block.cells for cell in row if cell.text.endswith(_THREE_PUBLIC))
            if set(_THREE_PUBLIC) <= {re.sub(r"^[\d(一二三)]+[.、)]?", "", text) for text in spent}:
                kinds.add("T09")
    kinds |= {_kind_of_title(document, title) for title in titles}
    return kinds, {plain(re.sub(r"(?:财决)?公开\d+表", "", title)) for title in titles}


def _kind_of_title(document: Document, words: str) -> str:
    """The kind of a title; a table of the 三公 with other matters beside them is one of them, too."""
    return document.domain.tables.of_title(words) or (
        "T09" if re.search('三公[”"]?经费', words) and words.endswith("表") else ""
    )


def _tables_start(document: Document) -> Anchor:
    section = next((section for section in document.sections if section.topic == "tables"), None)
    if section is not None:
        return section_anchor(section)
    table = next((table for table in document.tables if table.kind in TITLES), None)
    return table.anchor if table else document.start


def narrative_start(document: Document) -> Anchor:
    """Where the narrative begins."""
    section = next((s for s in document.sections if s.topic == "narrative"), None)
    section = section or next((s for s in document.sections if s.topic in _NARRATIVE), None)
    return section_anchor(section) if section else document.start


RULES = (MissingPart, MissingTable)
