"""S1: structure. What a report must hold, in which order, and how its parts are named and numbered."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from dislint.document import Document
from dislint.findings import Finding, Related
from dislint.layout.model import Anchor, Grid, Passage
from dislint.rule import Rule
from dislint.structure.headings import enumerator, topic_of
from dislint.structure.model import ContentsEntry, Kind, Section, Table
from dislint.structure.tables import title_kind

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
    "overall": ("收入支出决算总体情况说明", r"收入支出总计|收入总计|收、支总计|支出总计"),
    "income": ("收入决算情况说明", r"收入合计|收入决算"),
    "expenditure": ("支出决算情况说明", r"支出合计"),
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


def _is_final(document: Document) -> bool:
    return document.kind is Kind.FINAL_ACCOUNTS


def _topics(document: Document) -> set[str]:
    return {section.topic for section in document.sections if section.topic}


def _body(document: Document) -> list[tuple[int, Passage]]:
    """Passages of the report proper: no contents page, no annex."""
    return [(n, p) for n, p in document.passages() if document.structure.roles[n] not in ("contents", "annex")]


def _texts(document: Document, *roles: str) -> str:
    return "\n".join(passage.compact.text for _, passage in document.passages(*roles))


def _knows_narrative(document: Document) -> bool:
    return _is_final(document) and len(_topics(document) & set(_NARRATIVE)) >= _KNOWN_ENOUGH


def _section_anchor(section: Section) -> Anchor:
    return section.heading.passage.anchor()


class MissingPart(Rule):
    """缺少规定的部分或者说明。

    是什么：部门概况、决算表、情况说明、名词解释四个部分，以及情况说明中与各张决算表对应的说明；标题的写法各地不同，
    正文任何地方说到了同一内容的不算缺少。
    为什么：缺少的部分是社会公众有权看到的内容。
    错误示例：报告从决算表直接到附件，没有名词解释
    正确示例：第四部分 名词解释
    依据：财预〔2016〕143号：公开部门职责、机构设置、决算表、决算说明和专业性名词解释。
    """

    code, name, severity = "S101", "missing-part", "error"
    summary = "缺少规定的部分或说明"
    summary_en = "a required part or narrative section is missing"

    def check(self, document: Document) -> Iterable[Finding]:
        """One finding for each part or section."""
        if not _is_final(document):
            return
        for title in missing_sections(document).values():
            entry = _entry_like(document, title)
            yield self.finding(
                entry.anchor if entry else document.start,
                f"缺少“{title}”" + ("，目录中列有这一部分" if entry else ""),
                f"the part {title!r} is missing" + (" though the contents list it" if entry else ""),
                expected=title,
            )


def missing_sections(document: Document) -> dict[str, str]:
    """Titles of the parts and sections that are missing, by topic."""
    topics = _topics(document)
    roles = set(document.structure.roles)
    missing = {}
    words = "\n".join(passage.compact.text for _, passage in _body(document))
    if not topics & {"duties", "organisation"} and not re.search(r"职责|职能|机构设置|单位构成|概况", words):
        missing["duties"] = "部门概况"
    if not topics & set(_NARRATIVE) and not re.search(r"决算(?:情况)?说明|情况说明", words):
        missing["narrative"] = "决算情况说明"
    if "glossary" not in topics | roles and not re.search(r"名词解释|名词说明|术语解释|专业名词", words):
        missing["glossary"] = "名词解释"
    if _knows_narrative(document):
        narrative = _texts(document, "text", "heading")
        for topic, (title, pattern) in _NARRATIVE.items():
            if topic == "state-capital" and (document.year or 0) < 2020:
                continue
            related = any(found.startswith(topic) or found == f"general-{topic}" for found in topics)
            told = related or (topic == "general-budget" and "general-overall" in topics)
            if not told and not re.search(pattern, narrative):
                missing[topic] = title
    return missing


def _plain(words: str) -> str:
    """Words as titles are compared: without quotation marks, brackets' contents, years, endings."""
    words = re.sub(r"[“”\"'。:;,、\s]|(?:19|20)\d{2}年(?:度)?", "", words)
    return re.sub(r"^第[一二三四五六七八九十]+部分|^(?:部门|单位)", "", words)


def _entry_like(document: Document, title: str) -> ContentsEntry | None:
    plain = _plain(title)
    return next((e for e in document.structure.contents if _plain(e.words).endswith(plain)), None)


class MissingTable(Rule):
    """缺少规定的决算表，或者目录所列的表正文中没有。

    是什么：按标题、表号、表头认表；正文中既没有这张表，也没有它的标题的，才算缺少。
    为什么：决算表是公开的主要内容；没有数据的表也应当保留空表并注明。
    错误示例：目录列有“三、支出决算表”，正文从收入决算表直接到财政拨款收入支出决算总表
    正确示例：正文依次有目录所列各表
    依据：财预〔2016〕143号及部门决算公开表样：没有数据的表应列出空表并说明。
    """

    code, name, severity = "S102", "missing-table", "error"
    summary = "缺少规定的决算表"
    summary_en = "a required table is missing"

    def check(self, document: Document) -> Iterable[Finding]:
        """One finding for each table; one in all where there is none."""
        if not _is_final(document):
            return
        missing = missing_tables(document)
        if len(missing) > 6 and not any(table.kind in TITLES for table in document.tables):
            if not re.search(
                r"(?:附表|附件|另附|详见)[^。]{0,20}表", _texts(document, "text", "note", "caption", "annex")
            ):
                yield self.finding(
                    document.start,
                    "没有找到任何一张决算表（" + "、".join(TITLES.values()) + "）",
                    "none of the tables was found",
                )
            return
        for title, entry in missing.items():
            yield self.finding(
                entry.anchor if entry else _tables_start(document),
                f"正文中没有《{title}》" + ("，目录中列有此表" if entry else ""),
                f"the table {title!r} is missing" + (" though the contents list it" if entry else ""),
                table=title,
                expected=title,
            )


def missing_tables(document: Document) -> dict[str, ContentsEntry | None]:
    """Titles of the tables that are missing, with the entry of the contents that announces each."""
    kinds = {table.kind for table in document.tables}
    shown = set()
    for _, passage in _body(document):
        text = passage.compact.text
        if text.endswith("表") or "公开" in text:
            shown.add(_plain_table(text))
            kinds.add(title_kind(text))
    for block in document.layout.blocks:
        if isinstance(block, Grid):
            for cell in {id(cell): cell for row in block.cells[:3] for cell in row if cell.text}.values():
                kinds.add(title_kind(cell.text))
                shown.add(_plain_table(cell.text))
    entries: dict[str, ContentsEntry] = {}
    missing: dict[str, ContentsEntry | None] = {}
    for entry in document.structure.contents:
        if entry.depth > 0 and entry.words.endswith("表"):
            kind = title_kind(entry.words)
            if kind in TITLES:
                entries.setdefault(kind, entry)
            elif kind not in kinds - {""} and not any(_plain_table(entry.words) in words for words in shown):
                missing[entry.words] = entry
    required = {
        (entries[kind].words if kind in entries else title): entries.get(kind)
        for kind, title in TITLES.items()
        if kind not in kinds and (kind != "T08" or kind in entries or (document.year or 0) >= 2020)
    }
    return required | missing


def _plain_table(text: str) -> str:
    return re.sub(r"公开\d+表", "", _plain(text))


def _tables_start(document: Document) -> Anchor:
    section = next((section for section in document.sections if section.topic == "tables"), None)
    if section is not None:
        return _section_anchor(section)
    table = next((table for table in document.tables if table.kind in TITLES), None)
    return table.anchor if table else document.start


class TableOrder(Rule):
    """决算表的次序与目录不同，或者同一张表出现两次。

    是什么：正文中各表的先后与目录的先后比较；两张同种的表各有合计行的算重复，分页的续表不算。
    为什么：读者按目录找表；重复的表若数字不同，不知以哪张为准。
    错误示例：目录中支出决算表在收入决算表之后，正文中在其之前
    正确示例：正文各表与目录次序相同
    依据：部门决算公开表样的编号次序。
    """

    code, name, severity = "S103", "table-order", "warning"
    summary = "决算表次序与目录不同或重复"
    summary_en = "tables out of order, or the same table twice"

    def check(self, document: Document) -> Iterable[Finding]:
        """The first table out of its place, and each table that comes twice."""
        if not _is_final(document):
            return
        tables = [table for table in document.tables if table.kind in TITLES]
        counts = Counter(table.kind for table in tables if _has_total(table))
        twice = [kind for kind, count in counts.items() if count > 1]
        if len(twice) > 2:
            return  # A department and its units, each with a full set of tables.
        for kind in twice:
            first, second = [table for table in tables if table.kind == kind and _has_total(table)][:2]
            yield self.finding(
                second.anchor,
                f"《{second.title or TITLES[kind]}》出现了两次",
                f"the table {second.title or TITLES[kind]!r} comes twice",
                table=second.name,
                related=[Related("第一次出现", first.anchor, first.name, "first")],
            )
        announced = [k for e in document.structure.contents if e.depth > 0 and (k := title_kind(e.words)) in TITLES]
        order = list(dict.fromkeys(announced))
        body = [kind for kind in dict.fromkeys(table.kind for table in tables) if kind in order]
        if len(order) < 5 or not body:
            return
        expected = [kind for kind in order if kind in body]
        for kind, wanted in zip(body, expected, strict=True):
            if kind != wanted:
                table = next(table for table in tables if table.kind == kind)
                yield self.finding(
                    table.anchor,
                    f"《{table.title or TITLES[kind]}》的位置与目录不同，按目录此处应为《{TITLES[wanted]}》",
                    f"the contents put {TITLES[wanted]!r} here",
                    table=table.name,
                    expected=TITLES[wanted],
                )
                return


def _has_total(table: Table) -> bool:
    return any(row.key in ("合计", "总计", "本年收入合计", "人员经费合计", "预算数") for row in table.rows)


class ContentsMismatch(Rule):
    """目录与正文的标题不一致。

    是什么：目录中的标题在正文中找不到，或者编号相同而文字不同；只差“说明”“情况”等字的为提示。
    正文缺少整个部分或整张表的，由 S101、S102 报告。
    为什么：读者按目录查找内容；不一致多半是正文改了而目录没有更新。
    错误示例：目录为“六、基本支出决算情况说明”，正文为“六、项目支出决算情况说明”
    正确示例：目录与正文的标题相同
    依据：公文编排的一般要求。
    """

    code, name, severity = "S104", "contents-mismatch", "warning"
    summary = "目录与正文标题不一致"
    summary_en = "the contents and the headings disagree"

    def check(self, document: Document) -> Iterable[Finding]:
        """One finding for each entry."""
        entries = document.structure.contents
        if len(entries) < 5 or document.kind is Kind.UNKNOWN:
            return
        spoken = set(missing_sections(document)) if _is_final(document) else set()
        tables = missing_tables(document) if _is_final(document) else {}
        titles = _body_titles(document)
        for entry in entries:
            if entry.words in tables or (topic_of(entry.words, entry.depth) or "?") in spoken:
                continue
            yield from self._compare(document, entry, titles)

    def _compare(self, document: Document, entry: ContentsEntry, titles: Sequence[Passage]) -> Iterator[Finding]:
        words = _plain(entry.words)
        bodies = {passage: _title_words(passage) for passage in titles}
        if any(body == words or body.startswith(words) for body in bodies.values()):
            return
        same_mark = [p for p in titles if entry.enumerator and p.compact.text.startswith(entry.enumerator)]
        # A table's title and the heading of the section that speaks of it are never the same thing.
        same_mark = [p for p in same_mark if bool(title_kind(_title_words(p))) == bool(title_kind(entry.words))]
        close = max(same_mark, key=lambda p: _alike(bodies[p], words), default=None)
        if close is not None and _alike(bodies[close], words) >= 0.6:
            trifle = _trifles(bodies[close]) == _trifles(words)
            yield self.finding(
                close.anchor(),
                f"正文标题“{close.compact.text}”与目录“{entry.enumerator}{entry.words}”文字不一致",
                f"the heading differs from the contents: {entry.enumerator}{entry.words!r}",
                severity="info" if trifle else "",
                expected=f"{entry.enumerator}{entry.words}",
                actual=close.compact.text,
                related=[Related("目录", entry.anchor, english="contents")],
            )
            return
        if any(_alike(body, words) >= 0.9 for body in bodies.values()):
            return
        kind = title_kind(entry.words)
        table = next((table for table in document.tables if kind and table.kind == kind), None)
        if table is not None and table.title_passage is None:
            yield self.finding(
                table.grid.cells[0][0].anchor(),
                f"目录所列《{entry.words}》的表在正文中没有标题",
                f"the table {entry.words!r} has no title in the body",
                table=table.name,
                expected=entry.words,
                related=[Related("目录", entry.anchor, english="contents")],
            )
        elif table is None and _is_final(document):
            yield self.finding(
                entry.anchor,
                f"目录所列“{entry.enumerator}{entry.words}”在正文中没有",
                f"{entry.enumerator}{entry.words!r} of the contents is not in the body",
                expected=entry.words,
            )


def _body_titles(document: Document) -> list[Passage]:
    """Everything in the body that an entry of the contents may mean."""
    return [p for n, p in _body(document) if len(p.compact.text) <= 70 and document.structure.roles[n] != "note"]


def _title_words(passage: Passage) -> str:
    text = passage.compact.text
    return _plain(re.sub(r"公开\d+表$", "", text[len(enumerator(text)[1]) :]))


def _alike(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other, autojunk=False).ratio() if one and other else 0.0


def _trifles(words: str) -> str:
    return re.sub(r"的|情况|说明|有关|部门|单位|\(.*?\)", "", words)


class NumberingJump(Rule):
    """标题或条目的编号跳号、重号。

    是什么：同一级的编号逐个相接；从一重新开始、写在段落中间的编号不算跳号，附件不检查。
    为什么：跳号可能是漏了一段，重号使引用不明。
    错误示例：一、收入情况 二、支出情况 四、三公经费
    正确示例：一、收入情况 二、支出情况 三、三公经费
    依据：公文编排的一般要求。
    """

    code, name, severity = "S105", "numbering-jump", "warning"
    summary = "编号跳号或重号"
    summary_en = "the numbering jumps or repeats"

    def check(self, document: Document) -> Iterable[Finding]:
        """One finding for each jump or repetition."""
        last: dict[int, tuple[int, str, int]] = {}
        for block, passage in _body(document):
            text = passage.compact.text
            depth, mark = enumerator(text)
            number = _number(mark)
            if depth < 0 or number == 0:
                continue
            for deeper in [d for d in last if d > depth]:
                del last[deeper]
            before = last.get(depth)
            last[depth] = (number, mark, block)
            if before is None or before[1][-1] != mark[-1]:
                continue
            if number == before[0] and number > 1:
                message, english = f"编号“{mark}”重复", f"the number {mark} comes twice"
            elif number > before[0] + 1 and not _inline(document, before, number, block):
                message, english = f"编号从“{before[1]}”跳到“{mark}”", f"the numbering jumps from {before[1]} to {mark}"
            else:
                continue
            yield self.finding(
                passage.anchor(0, min(len(text), len(mark) + 12)),
                message,
                english,
                section=document.section_name(block),
                expected=str(before[0] + 1),
                actual=str(number),
            )


_DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")}


def _number(mark: str) -> int:
    """The number of an enumerator: 十二、 gives 12, (3) gives 3; 0 where it is none."""
    arabic = re.search(r"\d+", mark)
    if arabic:
        return int(arabic.group())
    found = re.search("[一二三四五六七八九十]+", mark)
    if not found:
        return 0
    tens, ten, ones = found.group().rpartition("十")
    if not ten:
        return _DIGITS.get(ones, 0) if len(ones) == 1 else 0
    return 10 * (_DIGITS.get(tens, 1) if tens else 1) + (_DIGITS.get(ones, 0) if ones else 0)


def _inline(document: Document, before: tuple[int, str, int], number: int, block: int) -> bool:
    """Whether the numbers between stand inside the text between: in paragraphs that run together, in cells."""
    between = document.layout.blocks[before[2] : block]
    text = "".join(b.compact.text for b in between if isinstance(b, Passage))
    text += "".join(cell.text for b in between if isinstance(b, Grid) for row in b.cells for cell in row)
    plain = {_number(found) for found in re.findall(r"[一二三四五六七八九十]{1,3}(?=[、.)])|\d{1,2}(?=[、.)])", text)}
    return all(missing in plain for missing in range(before[0] + 1, number))


class EmptyTable(Rule):
    """空表没有注明无数据，或者注明无数据的表有金额。

    是什么：没有任何数字的决算表，下方应有“本表无数据”“没有…支出，故本表为空”一类说明；写着零的不算空表。
    为什么：空白可能是没有发生，也可能是漏填，读者无从判断。
    错误示例：“三公”经费支出决算表全表空白，表下没有说明
    正确示例：说明：本部门本年度没有“三公”经费支出，故本表无数据。
    依据：部门决算公开表样：没有数据的表应列出空表并说明。
    """

    code, name, severity = "S106", "empty-table", "warning"
    summary = "空表没有说明，或说明无数据而有数据"
    summary_en = "an empty table without its note, or the note under a table with amounts"

    def check(self, document: Document) -> Iterable[Finding]:
        """One finding for each table; none where all tables are blank: that is a form."""
        tables = [table for table in document.tables if table.kind in TITLES]
        if not _is_final(document) or not any(table.has_amounts for table in tables):
            return
        for table in tables:
            note = _no_data_note(document, table)
            title = table.title or TITLES[table.kind]
            if note is None and not _has_digits(table) and table.rows:
                yield self.finding(
                    table.anchor,
                    f"《{title}》是空表，没有注明“本表无数据”及其原因",
                    f"the table {title!r} is empty and no note says so",
                    table=table.name,
                )
            elif note is not None and table.has_amounts:
                yield self.finding(
                    note.anchor(),
                    f"《{title}》有金额，却注明无数据",
                    f"the table {title!r} has amounts, but its note says that it has none",
                    table=table.name,
                )


_NO_DATA = re.compile(
    r"(?:本|此|该)表(?:为空|无数据|无内容|无数字|无金额|没有数据|空白|是空表|为零)|为空表|空表列示|故[^。]{0,8}(?:无数据|为空|空表)"
    r"|(?:没有|无|未发生|未安排|未有|不涉及)[^。]{0,40}(?:收入|支出|收支|经费|拨款|业务|情况|数据|预算)"
)


def _no_data_note(document: Document, table: Table) -> Passage | None:
    """The note near a table that says that it has no data."""
    blocks = document.layout.blocks
    at = next((n for n, block in enumerate(blocks) if block is table.grid), None)
    near: list[Passage] = list(table.notes)
    for block in blocks[at + 1 : at + 5] if at is not None else ():
        if not isinstance(block, Passage) or title_kind(block.compact.text) or enumerator(block.compact.text)[0] >= 0:
            break
        near.append(block)
    near += [cell.passage for row in table.grid.cells[-2:] for cell in row if len(cell.text) > 6]
    return next((p for p in near if len(p.compact.text) <= 160 and _NO_DATA.search(p.compact.text)), None)


def _has_digits(table: Table) -> bool:
    """Whether any amount is printed, a zero too."""
    return any(fact.figure is not None for fact in table.facts)


class MissingUnit(Rule):
    """决算表没有注明金额单位。

    是什么：其他决算表都注明了“金额单位：万元”，这张表没有。
    为什么：元和万元相差一万倍。
    错误示例：收入决算表上方只有表号
    正确示例：金额单位：万元
    依据：部门决算公开表样。
    """

    code, name, severity = "S108", "missing-unit", "warning"
    summary = "决算表没有注明金额单位"
    summary_en = "a table without its unit of money"

    def check(self, document: Document) -> Iterable[Finding]:
        """One finding for each table, where most others state theirs."""
        tables = [table for table in document.tables if table.kind in TITLES]
        stated = sum(table.unit_printed for table in tables)
        if not _is_final(document) or stated * 2 <= len(tables):
            return
        for table in tables:
            if not table.unit_printed and table.title_passage is not None:
                yield self.finding(
                    table.anchor,
                    f"《{table.title}》没有注明金额单位",
                    f"the table {table.title!r} does not state its unit of money",
                    table=table.name,
                )


class TableNumber(Rule):
    """决算表没有编号，或者编号重复。

    是什么：其他表有“公开XX表”的编号，这张表没有；或者两张表编号相同。
    为什么：说明和审核意见都按编号引用决算表。
    错误示例：公开01表、公开02表、（没有编号）、公开04表
    正确示例：公开01表、公开02表、公开03表、公开04表
    依据：部门决算公开表样。
    """

    code, name, severity = "S109", "table-number", "info"
    summary = "决算表没有编号或编号重复"
    summary_en = "a table without its number, or with another's"

    def check(self, document: Document) -> Iterable[Finding]:
        """One finding for each table, where most others have a number."""
        tables = [table for table in document.tables if table.kind in TITLES and _has_total(table)]
        numbered = [table for table in tables if table.number]
        if len(numbered) * 2 <= len(tables):
            return
        seen: dict[str, Table] = {}
        for table in tables:
            title = table.title or TITLES[table.kind]
            if not table.number:
                yield self.finding(
                    table.anchor, f"《{title}》没有公开表的编号", f"{title!r} has no number", table=title
                )
            elif seen.setdefault(table.number, table).kind != table.kind:
                yield self.finding(
                    table.anchor,
                    f"《{title}》的编号{table.number}与另一张表相同",
                    f"{title!r} has another's number",
                    table=title,
                )


class Item(NamedTuple):
    """A disclosure that is required: what it is called, what shows it, what shows that it does not apply."""

    name: str
    shown: str
    topics: tuple[str, ...]
    excused: str = ""


_NO_THREE_PUBLIC = r"(?:没有|无|未发生|未安排)[^。]{0,12}(?:“三公”|三公)经费[^。]{0,12}(?:支出|收支|情况)"
ITEMS = (
    Item(
        "因公出国（境）团组数和人数",
        r"团组|人次|未安排[^。]{0,8}出国|无[^。]{0,6}因公出国|没有[^。]{0,6}因公出国",
        ("three-public",),
        _NO_THREE_PUBLIC,
    ),
    Item(
        "公务用车购置数和保有量",
        r"保有量|购置[^。]{0,12}\d+辆|更新[^。]{0,12}\d+辆|共有[^。]{0,8}车辆",
        ("three-public",),
        _NO_THREE_PUBLIC,
    ),
    Item(
        "国内公务接待批次和人次",
        r"批次|(?:接待)[^。]{0,30}批|未发生[^。]{0,10}接待|无[^。]{0,8}接待",
        ("three-public",),
        _NO_THREE_PUBLIC,
    ),
    Item("机关运行经费", r"机关运行经费|公用经费", ()),
    Item("政府采购支出", r"政府采购", ()),
    Item("国有资产占有使用情况", r"车辆\d|车辆[^。]{0,12}\d|固定资产|国有资产", ()),
    Item("预算绩效情况", r"绩效", ()),
)


class MissingDisclosure(Rule):
    """缺少必须公开的事项。

    是什么：“三公”经费的团组数、人数、购车数、保有量、接待批次和人次，机关运行经费，政府采购，国有资产占用，预算绩效；
    说明没有“三公”经费支出的，不要求其人数、批次。
    为什么：这些是规定必须向社会公开的事项。
    错误示例：公务接待费支出2.30万元。（没有批次和人次）
    正确示例：公务接待费支出2.30万元，国内公务接待12批次、86人次。
    依据：财预〔2016〕143号：公开“三公”经费时应说明团组数、购置数、保有量、接待批次和人数，以及机关运行经费、政府采购等情况。
    """

    code, name, severity = "S110", "missing-disclosure", "warning"
    summary = "缺少必须公开的事项"
    summary_en = "a required disclosure is missing"

    def check(self, document: Document) -> Iterable[Finding]:
        """One finding that names all items missing under a heading."""
        if not _knows_narrative(document):
            return
        narrative = _texts(document, "text", "heading")
        groups: dict[tuple[str, ...], list[str]] = {}
        for item in ITEMS:
            text = _text_under(document, item.topics) if item.topics else narrative
            if text and not re.search(item.shown, text) and not (item.excused and re.search(item.excused, text)):
                groups.setdefault(item.topics or (item.name,), []).append(item.name)
        for topics, names in groups.items():
            section = next((s for s in document.sections if s.topic in topics), None)
            words = "、".join(names)
            yield self.finding(
                _section_anchor(section) if section else _narrative_start(document),
                f"没有说明{words}",
                f"a required disclosure is missing: {words}",
                section=document.section_name(section.start) if section else "",
                expected=words,
            )


def _text_under(document: Document, topics: Sequence[str]) -> str:
    sections = [s for s in document.sections if any(s.topic.startswith(topic) for topic in topics)]
    blocks = {n for s in sections for n in range(s.start + 1, s.end)}
    return "\n".join(p.compact.text for n, p in document.passages("text", "heading") if n in blocks)


def _narrative_start(document: Document) -> Anchor:
    section = next((s for s in document.sections if s.topic == "narrative"), None)
    section = section or next((s for s in document.sections if s.topic in _NARRATIVE), None)
    return _section_anchor(section) if section else document.start


class MissingReason(Rule):
    """增减变化没有说明原因。

    是什么：总体收支、一般公共预算支出、机关运行经费、“三公”经费的说明写了比上年增加或减少的金额，或者写了决算数大于、小于预算数，
    整个小节却没有一处说明原因。
    为什么：数字的变化而没有原因，等于没有说明。
    错误示例：机关运行经费支出60.00万元，比上年减少8.00万元，下降11.76%。
    正确示例：机关运行经费支出60.00万元，比上年减少8.00万元，下降11.76%，主要原因是压缩会议费。
    依据：财预〔2016〕143号：对增减变化情况作出说明。
    """

    code, name, severity = "S111", "missing-reason", "warning"
    summary = "增减变化没有说明原因"
    summary_en = "a change or a deviation without its reason"

    def check(self, document: Document) -> Iterable[Finding]:
        """One finding for each section without any reason."""
        if not _is_final(document):
            return
        for section in document.sections:
            if section.topic not in _EXPLAINED or any(
                other.start > section.start and other.end <= section.end for other in document.sections
            ):
                continue
            passages = [p for n, p in document.passages("text") if section.start < n < section.end]
            changed = next((p for p in passages if _CHANGE.search(p.compact.text)), None)
            if changed is None or any(_REASON.search(p.compact.text) for p in passages):
                continue
            found = _CHANGE.search(changed.compact.text)
            assert found is not None
            yield self.finding(
                changed.anchor(found.start(), found.end()),
                f"“{found.group()}”没有说明原因",
                f"no reason is given for {found.group()!r}",
                section=document.section_name(section.start),
                actual=found.group(),
            )


_EXPLAINED = frozenset(
    ("overall", "fiscal-overall", "general-overall", "running-costs", "three-public-overall", "three-public")
)
_CHANGE = re.compile(
    r"(?:与|较|比)[^。;,]{1,16}[,]?[^。;,]{0,24}?(?:增加|减少)(?:了)?(?:\d{1,3}(?:,\d{3})+|\d{1,12})(?:\.\d{1,6})?(?<![^\d.]0)(?<![^\d.]0\.00)万?元"
    r"|决算数(?:大于|小于|高于|低于)(?:年初|全年|调整)?预算数"
)
_REASON = re.compile(r"原因|因为|由于|主要是|主要系|主要为|系[^。]{2}|所致|导致|因[^公此而]|影响|缘于|得益于")


class EmptyPage(Rule):
    """空白页。

    是什么：没有文字、图像和表格的页面。
    为什么：可能是排版多出的分页，也可能是内容丢失。
    错误示例：决算表与情况说明之间有一页空白
    正确示例：各部分之间没有空白页
    依据：公文编排的一般要求。
    """

    code, name, severity = "S112", "empty-page", "info"
    summary = "空白页"
    summary_en = "a page with nothing on it"

    def check(self, document: Document) -> Iterable[Finding]:
        """One finding for each page."""
        for page in document.layout.pages:
            if page.empty:
                yield self.finding(
                    Anchor(page.number, 1, 1, ""), f"第{page.number}页是空白页", f"page {page.number} is empty"
                )


RULES = (
    MissingPart,
    MissingTable,
    TableOrder,
    ContentsMismatch,
    NumberingJump,
    EmptyTable,
    MissingUnit,
    TableNumber,
    MissingDisclosure,
    MissingReason,
    EmptyPage,
)
