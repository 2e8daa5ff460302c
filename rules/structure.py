"""S1: structure. What a report must hold, in which order, and how its parts are named and numbered."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from itertools import pairwise
from typing import NamedTuple

from dislint import (
    Anchor,
    ContentsEntry,
    Document,
    Finding,
    Grid,
    Kind,
    Passage,
    Related,
    Rule,
    Table,
    enumerator,
    ordinal,
)

from .disclosures import untold_matters
from .presence import TITLES, body, is_final, missing_sections, missing_tables, plain


class TableOrder(Rule):
    """决算表的次序与目录不同，或者同一张表出现两次。

    是什么：正文中各表的先后与目录的先后比较；两张同种的表各有合计行的算重复，分页的续表不算。
    为什么：读者按目录找表；重复的表若数字不同，不知以哪张为准。
    错误示例：目录中支出决算表在收入决算表之后，正文中在其之前
    正确示例：正文各表与目录次序相同
    依据：部门决算公开表样的编号次序。

    What: The order of the tables against that of the contents; two tables of one kind that both have a total are a
    repetition, a table that goes on over pages is not.
    Why: Readers find tables by the contents; of two different copies nobody knows which holds.
    Wrong: 支出决算表 after 收入决算表 in the contents, before it in the body.
    Right: The order of the contents.
    Source: The numbers of the published forms.
    """

    code, name, severity = "S103", "table-order", "warning"
    summary = "决算表次序与目录不同或重复"
    summary_en = "tables out of order, or the same table twice"

    def check(self, document: Document) -> Iterable[Finding]:
        """The first table out of its place, and each table that comes twice."""
        if not is_final(document):
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
        announced = [
            k
            for e in document.structure.contents
            if e.depth > 0 and (k := document.domain.tables.of_title(e.words)) in TITLES
        ]
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

    是什么：目录中的标题在正文中找不到，或者编号相同而文字不同；只差“说明”“情况”等字的为提示；
    一条的页码不合其余各条的先后次序。正文缺少整个部分或整张表的，由 S101、S102 报告。
    为什么：读者按目录查找内容；不一致多半是正文改了而目录没有更新。
    错误示例：目录为“六、基本支出决算情况说明”，正文为“六、项目支出决算情况说明”
    正确示例：目录与正文的标题相同
    依据：公文编排的一般要求。

    What: Headings of the contents that the body lacks, or that have the same number and other words (a note where
    only 说明 or 情况 differ), and a page number that is out of the order of the others. Whole parts and tables
    that are missing are S101 and S102.
    Why: Readers use the contents; mostly the body was changed and the contents were not.
    Wrong: 六、基本支出决算情况说明 in the contents, 六、项目支出决算情况说明 in the body.
    Right: The same heading in both.
    Source: How official documents are laid out.
    """

    code, name, severity = "S104", "contents-mismatch", "warning"
    summary = "目录与正文标题不一致"
    summary_en = "the contents and the headings disagree"

    def check(self, document: Document) -> Iterable[Finding]:
        """One finding for each entry."""
        entries = document.structure.contents
        if len(entries) < 5 or document.kind is Kind.UNKNOWN:
            return
        spoken = set(missing_sections(document))
        tables = missing_tables(document)
        titles = _body_titles(document)
        for entry in entries:
            if entry.words in tables or (document.domain.topics.of(entry.words, entry.depth == 0) or "?") in spoken:
                continue
            yield from self._compare(document, entry, titles)
        yield from self._left_out(document)
        yield from self._astray(entries)

    def _astray(self, entries: Sequence[ContentsEntry]) -> Iterator[Finding]:
        """The entry whose page is out of the order of all the others."""
        pages = [(entry, entry.page) for entry in entries if entry.page is not None]
        alone = [at for at in range(len(pages)) if _in_order(pages[:at] + pages[at + 1 :])]
        # The last may be of an annex that is numbered anew.
        if len(alone) != 1 or _in_order(pages) or alone[0] in (0, len(pages) - 1):
            return
        (_, before), (entry, page), (_, after) = pages[alone[0] - 1 : alone[0] + 2]
        yield self.finding(
            entry.anchor,
            f"目录“{entry.enumerator}{entry.words}”的页码{page}不在前后两条的{before}与{after}之间",
            f"page {page} of {entry.words!r} is not between {before} and {after}",
            expected=f"{before}–{after}",
            actual=str(page),
        )

    def _left_out(self, document: Document) -> Iterator[Finding]:
        """Headings and tables of the body at whose number the contents jump, begin too late or end too early."""
        titles = _numbered_titles(document)
        missing: dict[Passage, ContentsEntry | None] = {}
        for before, after in _gaps(document):
            title = _title_between(document, titles, before, after)
            if title is not None:
                missing.setdefault(title.passage, after or before)
        for passage in _unlisted_tables(document):
            missing.setdefault(passage, None)
        for passage, listed in missing.items():
            yield self.finding(
                passage.anchor(),
                f"目录中没有正文的“{passage.compact.text}”",
                f"{passage.compact.text!r} is not in the contents",
                actual=passage.compact.text,
                related=[Related("目录", listed.anchor, english="contents")] if listed else [],
            )

    def _compare(self, document: Document, entry: ContentsEntry, bodies: Mapping[Passage, str]) -> Iterator[Finding]:
        words = _without(document.entity, plain(entry.words))
        if any(body.startswith(words) or _filled(body, entry.words, words) for body in bodies.values()):
            return
        same_mark = [p for p in bodies if entry.enumerator and p.compact.text.startswith(entry.enumerator)]
        # A table's title and the heading of the section that speaks of it are never the same thing.
        same_mark = [
            p
            for p in same_mark
            if bool(document.domain.tables.of_title(bodies[p])) == bool(document.domain.tables.of_title(entry.words))
        ]
        close = max(same_mark, key=lambda p: _alike(bodies[p], words), default=None)
        if close is not None and _alike(bodies[close], words) >= 0.6:
            trifle = _trifles(bodies[close]) == _trifles(words)
            yield self.finding(
                close.anchor(),
                f"正文标题“{close.compact.text}”与目录“{entry.enumerator}{entry.words}”文字不一致",
                f"the heading “{close.compact.text}” differs from the contents: “{entry.enumerator}{entry.words}”",
                severity="info" if trifle else "",
                expected=f"{entry.enumerator}{entry.words}",
                actual=close.compact.text,
                related=[Related("目录", entry.anchor, english="contents")],
            )
            return
        if any(_alike(body, words) >= 0.9 for body in bodies.values()):
            return
        kind = document.domain.tables.of_title(entry.words)
        table = next((table for table in document.tables if kind and table.kind == kind), None)
        if table is not None and table.title_passage is None:
            yield self.finding(
                table.grid.cells[0][0].anchor(),
                f"目录列有《{entry.words}》，正文中的这张表没有标题",
                f"the table {entry.words!r} has no title in the body",
                table=table.name,
                expected=entry.words,
                related=[Related("目录", entry.anchor, english="contents")],
            )
        elif table is None and is_final(document) and not any(page.scanned for page in document.layout.pages):
            yield self.finding(
                entry.anchor,
                f"正文中没有目录所列的“{entry.enumerator}{entry.words}”",
                f"the body lacks “{entry.enumerator}{entry.words}”, which the contents list",
                severity="info" if entry.enumerator.startswith("附件") else "",
                expected=entry.words,
            )


def _in_order(pages: Sequence[tuple[ContentsEntry, int]]) -> bool:
    return all(one <= other for (_, one), (_, other) in pairwise(pages))


class Title(NamedTuple):
    """A heading or a table's title in the body, as the contents may list it; 0 and no words for the heading of a part."""

    number: int
    words: str
    kind: str
    passage: Passage


def _numbered_titles(document: Document) -> list[Title]:
    """The headings of parts and first-level sections, and the titles of the tables, each once, in the body's order."""
    kinds: dict[Passage, str] = {}
    for table in document.tables:
        if table.kind in TITLES and table.kind not in kinds.values() and table.title_passage is not None:
            kinds[table.title_passage] = table.kind
    headings = {heading.passage: heading for heading in document.headings if heading.depth <= 1}
    titles = []
    for _, passage in body(document):
        heading = headings.get(passage)
        if heading is not None and heading.depth == 0 and passage not in kinds:
            titles.append(Title(0, "", "", passage))
        elif heading is not None or passage in kinds:
            number = ordinal(heading.enumerator) if heading else 0
            titles.append(
                Title(number, _without(document.entity, _title_words(passage)), kinds.get(passage, ""), passage)
            )
    return titles


def _gaps(document: Document) -> Iterator[tuple[ContentsEntry | None, ContentsEntry | None]]:
    """The places of the contents where an entry may be missing: the entries beside it, None at the ends of a part."""
    parts: list[list[ContentsEntry]] = [[]]
    for entry in document.structure.contents:
        if entry.depth == 0:
            parts.append([])
        elif entry.depth == 1 and entry.enumerator:
            parts[-1].append(entry)
    for part in parts:
        for before, after in pairwise([None, *part, None] if part else []):
            if before and after and before.enumerator[-1] != after.enumerator[-1]:
                continue
            if after is None or ordinal(after.enumerator) == (ordinal(before.enumerator) if before else 0) + 2:
                yield before, after


_STANDARD = re.compile("[TB]0[1-9]")
_MOST = 6
"""So many of the standard tables are listed where the contents list tables at all."""


def _unlisted_tables(document: Document) -> list[Passage]:
    """The title of the one standard table that the contents leave out."""
    listed = {document.domain.tables.of_title(entry.words) for entry in document.structure.contents}
    titles = {table.kind: table.title_passage for table in document.tables if _STANDARD.fullmatch(table.kind)}
    absent = [title for kind, title in titles.items() if kind not in listed]
    if len(absent) != 1 or len(titles) <= _MOST:
        return []
    return [title for title in absent if title is not None]


def _title_between(
    document: Document, titles: list[Title], before: ContentsEntry | None, after: ContentsEntry | None
) -> Title | None:
    """The title that stands alone in the body between those of two entries, and that the contents don't list."""
    listed = {_without(document.entity, plain(entry.words)) for entry in document.structure.contents}
    kinds = {document.domain.tables.of_title(entry.words) for entry in document.structure.contents}
    number = (ordinal(before.enumerator) if before else 0) + 1
    ends = [_without(document.entity, plain(entry.words)) if entry else "" for entry in (before, after)]
    end = Title(0, "", "", document.headings[0].passage) if document.headings else None
    for one, between, other in zip(titles, titles[1:], [*titles[2:], end], strict=False):
        alone = one.words == ends[0] and other is not None and other.words == ends[1]
        unlisted = between.kind not in kinds if between.kind else between.number > 0 and between.words not in listed
        if alone and unlisted and (between.number or number) == number:
            return between
    return None


def _body_titles(document: Document) -> dict[Passage, str]:
    """Everything in the body that an entry of the contents may mean, with its words as they are compared."""
    titles = {
        passage: _title_words(passage)
        for number, passage in body(document)
        if len(passage.compact.text) <= 70 and document.structure.roles[number] != "note"
    }
    titles |= {heading.passage: plain(heading.words) for heading in document.headings if heading.depth == 0}
    return {passage: _without(document.entity, words) for passage, words in titles.items()}


def _without(entity: str, words: str) -> str:
    """Words without the publishing body's name: contents and headings put it in or leave it out."""
    left = words.replace(entity, "") if entity else words
    return re.sub("^(?:部门|单位)", "", left) or words


_PLACEHOLDER = re.compile(
    r"[X×_]{2,}(?:局|委|厅|办|院|校|镇|乡|街道|中心|部门|单位|\(单位\)){0,2}|\((?:部门|单位)名称\)"
)


def _filled(body: str, printed: str, words: str) -> bool:
    """Whether a heading is an entry but for a placeholder where the entry has the body's name: W802 tells of that."""
    pieces = _PLACEHOLDER.split(body)
    if len(pieces) == 1:
        return False
    return any(re.fullmatch(".{0,30}".join(map(re.escape, pieces)), text) for text in (plain(printed), words))


def _title_words(passage: Passage) -> str:
    text = passage.compact.text
    words = _TABLE_MARK.sub("", text[len(enumerator(text)[1]) :])
    return plain(re.sub(r"(?:财决)?公开\d+表$", "", words))


_TABLE_MARK = re.compile(
    r"^(?:附?表(?:[一二三四五六七八九十]{1,3}|\d{1,2})|附件(?:[一二三四五六七八九十]{1,3}|\d{1,2})?)[.:、]?"
)
"""表一：, 附表1, 附件: how some regions number their tables."""


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

    What: Numbers of one level follow each other; beginning again at one, and numbers within a paragraph, are no jump.
    Annexes are not checked.
    Why: A jump may be a lost paragraph; a repeated number is no reference.
    Wrong: 一、收入情况 二、支出情况 四、三公经费.
    Right: 一、收入情况 二、支出情况 三、三公经费.
    Source: How official documents are laid out.
    """

    code, name, severity = "S105", "numbering-jump", "warning"
    summary = "编号跳号或重号"
    summary_en = "the numbering jumps or repeats"

    def check(self, document: Document) -> Iterable[Finding]:
        """One finding for each jump or repetition; none where what is missing is known: that is S101's, S104's or S110's."""
        promised = _absent_numbers(document)
        untold = len(untold_matters(document))
        for before, mark, expected, alone in (fault for run in _runs(document) for fault in _faults(run)):
            gap = range(expected, mark.number)
            if gap and (_inline(document, before, mark) or (mark.depth == 1 and promised.issuperset(gap))):
                continue
            if not alone and len(gap) == untold and _MATTERS.issuperset(_topic(document, at) for at in (before, mark)):
                continue
            repeated = mark.number == before.number
            text = mark.passage.compact.text
            yield self.finding(
                mark.passage.anchor(0, min(len(text), len(mark.text) + 12)),
                f"编号“{mark.text}”重复" if repeated else f"编号从“{before.text}”跳到“{mark.text}”",
                f"the number {mark.text} comes twice"
                if repeated
                else f"the numbering jumps from {before.text} to {mark.text}",
                section=document.section_name(mark.block),
                expected=str(expected),
                actual=str(mark.number),
            )


class Mark(NamedTuple):
    """An enumerator in the body: its number, its depth, as printed, where."""

    number: int
    depth: int
    text: str
    block: int
    passage: Passage


_MATTERS = frozenset(("running-costs", "procurement", "assets", "performance"))
"""The topics of 其他重要事项, whose headings stand beside each other."""


def _topic(document: Document, mark: Mark) -> str:
    return document.domain.topics.of(mark.passage.compact.text[len(mark.text) :])


def _runs(document: Document) -> Iterator[list[Mark]]:
    """The enumerators that count on from each other: of one depth and style, under the same heading."""
    open_runs: dict[int, list[Mark]] = {}
    for block, passage in body(document):
        depth, text = enumerator(passage.compact.text)
        mark = Mark(ordinal(text), depth, text, block, passage)
        if depth < 0 or mark.number == 0:
            continue
        for deeper in [d for d in open_runs if d > depth]:
            yield open_runs.pop(deeper)
        run = open_runs.get(depth)
        if run and (run[-1].text[-1] != text[-1] or mark.number < run[-1].number):
            yield open_runs.pop(depth)
        open_runs.setdefault(depth, []).append(mark)
    yield from open_runs.values()


def _faults(run: list[Mark]) -> Iterator[tuple[Mark, Mark, int, bool]]:
    """The marks of a run that don't count on: the one before, the mark, the number it should have, and whether it alone is wrong.

    A single wrong number among right ones is one fault: the next is measured as if it had been right.
    """
    last = run[0].number
    for at, (before, mark) in enumerate(pairwise(run), 1):
        expected = last + 1
        last = mark.number
        if mark.number > expected or (mark.number == before.number and mark.number not in (1, expected)):
            alone = at + 1 < len(run) and run[at + 1].number == expected + 1
            yield before, mark, expected, alone
            if alone:
                last = expected


def _absent_numbers(document: Document) -> set[int]:
    """The numbers of the contents' entries whose words no title of the body has."""
    titles = set(_body_titles(document).values())
    entries = document.structure.contents if titles else ()
    return {
        ordinal(entry.enumerator)
        for entry in entries
        if entry.depth == 1 and _without(document.entity, plain(entry.words)) not in titles
    }


def _inline(document: Document, before: Mark, mark: Mark) -> bool:
    """Whether the numbers between stand inside the text between: in paragraphs that run together, in cells."""
    between = document.layout.blocks[before.block : mark.block]
    text = "".join(b.compact.text for b in between if isinstance(b, Passage))
    text += "".join(cell.text for b in between if isinstance(b, Grid) for row in b.cells for cell in row)
    digits = r"\d{1,2}" if mark.text.strip("(、.)").isdecimal() else "[一二三四五六七八九十]{1,3}"
    open_bracket = r"(?<=\()" if mark.text.startswith("(") else r"(?<!\()"
    found = {ordinal(found) for found in re.findall(rf"{open_bracket}{digits}(?=[、.)])", text)}
    return all(missing in found for missing in range(before.number + 1, mark.number))


class EmptyTable(Rule):
    """空表没有注明无数据，或者注明无数据的表有金额。

    是什么：没有任何数字的决算表、预算表，下方应有“本表无数据”“没有…支出，故本表为空”一类说明；写着零的不算空表；
    政府性基金、国有资本经营的空表，说明应当是这张表的。
    为什么：空白可能是没有发生，也可能是漏填，读者无从判断。
    错误示例：“三公”经费支出决算表全表空白，表下没有说明
    正确示例：说明：本部门本年度没有“三公”经费支出，故本表无数据。
    依据：部门决算公开表样：没有数据的表应列出空表并说明。

    What: A table without any number has a note such as 本表无数据 or 没有…支出，故本表为空 below it, and one with
    such a note has no amounts; zeros are numbers. The note under an empty table of government funds or state
    capital must be that table's.
    Why: Empty may mean nothing happened or forgotten; a reader cannot tell.
    Wrong: An empty table of the three public costs without a note.
    Right: 说明：本部门本年度没有“三公”经费支出，故本表无数据.
    Source: The published forms: a table without data is shown empty with a note.
    """

    code, name, severity = "S106", "empty-table", "warning"
    summary = "空表没有说明，或说明无数据而有数据"
    summary_en = "an empty table without its note, or the note under a table with amounts"

    def check(self, document: Document) -> Iterable[Finding]:
        """One finding for each table; none where all tables are blank: that is a form."""
        tables = [table for table in document.tables if table.kind in TITLES or table.kind.startswith("B")]
        if document.kind is Kind.UNKNOWN or not any(table.has_amounts for table in tables):
            return
        for table in tables:
            note = _no_data_note(document, table)
            title = table.title or TITLES.get(table.kind, table.name)
            if note is None and not _has_digits(table) and (table.rows or _is_blank(document, table)):
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
            elif note is not None and (other := _of_another_fund(note, table.kind[1:])):
                yield self.finding(
                    note.anchor(),
                    f"《{title}》下的说明写的是{other}",
                    f"the note under {title!r} speaks of another fund: {other}",
                    table=table.name,
                    actual=other,
                    expected=_FUNDS[table.kind[1:]],
                )


_FUNDS = {"07": "政府性基金", "08": "国有资本"}


def _of_another_fund(note: Passage, number: str) -> str:
    """The fund that the note under an empty table names in place of the table's own; "" where it names that, or none."""
    text = note.compact.text
    if number not in _FUNDS or _FUNDS[number] in text:
        return ""
    return next((words for words in (*_FUNDS.values(), "三公", "一般公共预算") if words in text), "")


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
        if (
            not isinstance(block, Passage)
            or document.domain.tables.of_title(block.compact.text)
            or enumerator(block.compact.text)[0] >= 0
        ):
            break
        near.append(block)
    near += [cell.passage for row in table.grid.cells[-2:] for cell in row if len(cell.text) > 6]
    return next((p for p in near if len(p.compact.text) <= 160 and _NO_DATA.search(p.compact.text)), None)


def _has_digits(table: Table) -> bool:
    """Whether any amount is printed, a zero too."""
    return any(fact.figure is not None for fact in table.facts)


def _is_blank(document: Document, table: Table) -> bool:
    """Whether nothing stands below a table's head but rows left blank, and another title or heading comes next.

    A table that was not read has numbers in it, one whose rows stand in a grid of their own has that below it.
    """
    blocks, roles = document.layout.blocks, document.structure.roles
    at = next((n for n, block in enumerate(blocks) if block is table.grid), None)
    cells = [cell.text.replace(",", "").replace(".", "") for row in table.grid.cells for cell in row]
    if at is None or any(text.isdecimal() for text in cells) or len(table.grid.cells) > _MOST_OF_HEAD:
        return False
    following = next((n for n in range(at + 1, len(blocks)) if roles[n] in ("title", "heading", "table")), None)
    return following is not None and not isinstance(blocks[following], Grid)


_MOST_OF_HEAD = 4
"""A head and a blank row take so many rows at most."""


class MissingUnit(Rule):
    """决算表没有注明金额单位。

    是什么：其他决算表都注明了“金额单位：万元”，这张表没有。
    为什么：元和万元相差一万倍。
    错误示例：收入决算表上方只有表号
    正确示例：金额单位：万元
    依据：部门决算公开表样。

    What: The other tables state 金额单位：万元, this one does not.
    Why: 元 and 万元 are ten thousand apart.
    Wrong: Only the table's number above 收入决算表.
    Right: 金额单位：万元.
    Source: The published forms.
    """

    code, name, severity = "S108", "missing-unit", "warning"
    summary = "决算表没有注明金额单位"
    summary_en = "a table without its unit of money"

    def check(self, document: Document) -> Iterable[Finding]:
        """One finding for each table, where most others state theirs."""
        tables = [table for table in document.tables if table.kind in TITLES]
        stated = sum(table.unit_printed for table in tables)
        if not is_final(document) or stated * 2 <= len(tables):
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

    What: The other tables have a number such as 公开XX表, this one has none, or that of another.
    Why: Narrative and reviewers name tables by number.
    Wrong: 公开01表, 公开02表, (none), 公开04表.
    Right: 公开01表, 公开02表, 公开03表, 公开04表.
    Source: The published forms.
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


class EmptyPage(Rule):
    """空白页。

    是什么：没有文字、图像和表格的页面。
    为什么：可能是排版多出的分页，也可能是内容丢失。
    错误示例：决算表与情况说明之间有一页空白
    正确示例：各部分之间没有空白页
    依据：公文编排的一般要求。

    What: Pages without text, picture and table.
    Why: A break too many, or lost content.
    Wrong: An empty page between tables and narrative.
    Right: No empty page.
    Source: How official documents are laid out.
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
    TableOrder,
    ContentsMismatch,
    NumberingJump,
    EmptyTable,
    MissingUnit,
    TableNumber,
    EmptyPage,
)
