"""B4: budget subjects against the classification of government revenue and expenditure (data in classification/)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from importlib.resources import files
from itertools import pairwise
from typing import NamedTuple

from dislint import (
    CODE_LENGTHS,
    Anchor,
    CheckRule,
    Document,
    Finding,
    Kind,
    Passage,
    Related,
    Row,
    Rule,
    Table,
    Text,
    squeeze,
)

_TABLES = ("T02", "T03", "T05", "T06", "T07", "T08", "B02", "B03", "B05", "B06", "B07", "B08")
_SIGNS = re.compile(r"\((?:类|款|项)\)$|[()\[\]〔〕“”\"'‘’、,，.。:;·\-—…]")
# A name cut off by a narrow cell, or shortened, keeps at least this part of its characters: 3 of 5.
_KEPT, _OF = 3, 5
_MOST_WRONG = 3


@lru_cache(maxsize=1)
def classification() -> tuple[dict[str, tuple[str, ...]], frozenset[str]]:
    """Names by code (the official one first, then variants), and the codes whose children are all listed.

    A variant that ends in @2019 was the name until that year.
    """
    names: dict[str, tuple[str, ...]] = {}
    complete: set[str] = set()
    for part in ("functional.tsv", "economic.tsv"):
        text = files(__package__).joinpath("classification", part).read_text(encoding="utf-8")
        for line in text.splitlines():
            if line and not line.startswith("#"):
                code, name, *mark = line.split("\t")
                names[code] = tuple(name.split("|"))
                if mark:
                    complete.add(code)
    return names, frozenset(complete)


def plain_name(name: str) -> str:
    """A name without white space, brackets and punctuation."""
    return _SIGNS.sub("", squeeze(name))


def same_name(one: str, other: str) -> bool:
    """Whether two prints may be the same name: equal but for signs, or one a cut or shortened form of the other."""
    a, b = sorted((plain_name(one), plain_name(other)), key=len)
    if a == b or not a:
        return True
    return len(a) * _OF >= len(b) * _KEPT and (b.startswith(a) or _shortened(a, b))


def _shortened(short: str, full: str) -> bool:
    """Whether all characters of the short form stand in the full one, in order."""
    rest = iter(full)
    return all(char in rest for char in short)


def fits(code: str, name: str, year: int | None = None) -> bool:
    """Whether a name may belong to a code, in a year or in any; True for codes that the data do not hold."""
    names, _ = classification()
    printed = plain_name(name)
    for known in names.get(code, (name,)):
        words, _, last = known.partition("@")
        if year is not None and last and int(last) < year:
            continue
        official = plain_name(words)
        long_enough = len(printed) * _OF >= len(official) * _KEPT
        if printed == official or (long_enough and _shortened(printed, official)):
            return True
        # 其他支出 is printed with or without its last word.
        if printed.removesuffix("支出") == official.removesuffix("支出"):
            return True
    return False


def known_code(row: Row) -> bool:
    """Whether a row's code may be one, and one of its name: what B401 and B402 let pass."""
    names, complete = classification()
    if row.code is None:
        return True
    return fits(row.code, row.label) and (row.code in names or row.code[:-2] not in complete)


def _coded_rows(document: Document) -> Iterator[tuple[Table, Row, str]]:
    for table in document.tables:
        if table.kind in _TABLES:
            for row in table.rows:
                if row.code and row.label and row.name_cell is not None:
                    yield table, row, row.code


def _misread(table: Table) -> bool:
    """Whether so many names do not fit their codes that the columns must have been read wrongly."""
    coded = [row for row in table.rows if row.code and row.label]
    wrong = sum(not fits(row.code or "", row.label) for row in coded)
    return wrong > _MOST_WRONG and 3 * wrong > len(coded)


class CodeAndName(Rule):
    """科目编码与名称不对应。

    是什么：各表科目编码与政府收支分类科目中的名称；标点、括号、简称、本年仍通行的别名和被截断的名称不算不对应。
    为什么：编码或名称写错，读者会按错误的科目理解这笔钱。
    错误示例：20604 技术与研发开发。
    正确示例：20604 技术研究与开发。
    依据：财政部各年度《政府收支分类科目》。

    What: Codes of subjects in any table, and the names that the government's classification gives them; punctuation,
    brackets, short forms, old names still in use and names cut off by their cell are no difference.
    Why: With the wrong code or name a reader takes the money for another purpose.
    Wrong: 20604 技术与研发开发.
    Right: 20604 技术研究与开发.
    Source: The Ministry of Finance's classification of receipts and expenditure (政府收支分类科目) of the year.
    """

    code, name, severity = "B401", "code-and-name", "warning"
    summary, summary_en = "科目编码与名称不对应", "code and name do not belong together"

    def check(self, document: Document) -> Iterable[Finding]:
        """Each code once; items named after their wrongly named parent go with it."""
        wrong: dict[str, list[tuple[Table, Row]]] = {}
        misread = {id(table) for table in document.tables if _misread(table)}
        for table, row, code in _coded_rows(document):
            if not fits(code, row.label, document.year) and id(table) not in misread:
                wrong.setdefault(self._origin(code, wrong), []).append((table, row))
        for code, places in wrong.items():
            yield self._finding(code, places)

    def _origin(self, code: str, wrong: dict[str, list[tuple[Table, Row]]]) -> str:
        names, _ = classification()
        parent = code[:-2]
        return parent if parent in wrong and names[parent][0] in names[code][0] else code

    def _finding(self, code: str, places: list[tuple[Table, Row]]) -> Finding:
        official = classification()[0][code][0]
        table, row = places[0]
        assert row.name_cell is not None
        return self.finding(
            row.name_cell.anchor(),
            f"{code} 的名称“{row.label}”与《政府收支分类科目》的“{official}”不符",
            f"{code} is called {row.label}, the classification says {official}",
            table=table.name,
            actual=row.label,
            expected=official,
            related=[
                Related(f"{other.name} {line.code} {line.label}", line.name_cell.anchor(), other.name)
                for other, line in places[1:]
                if line.name_cell is not None
            ],
        )


class UnknownCode(Rule):
    """编码不在其上级科目之下。

    是什么：上级科目的下级在数据中列全时，不在其中的编码。
    为什么：通常是编码录入错误。
    错误示例：22102 住房改革支出之下的 2210209。
    正确示例：22102 住房改革支出之下的 2210201 住房公积金。
    依据：财政部各年度《政府收支分类科目》。

    What: Codes that are not among those below their parent, where the classification lists all of them.
    Why: It is mostly a slip in typing the code.
    Wrong: 2210209 under 22102 住房改革支出.
    Right: 2210201 住房公积金 under 22102 住房改革支出.
    Source: The Ministry of Finance's classification of receipts and expenditure of the year.
    """

    code, name, severity = "B402", "unknown-code", "warning"
    summary, summary_en = "上级科目下没有的编码", "unknown code under a known parent"

    def check(self, document: Document) -> Iterable[Finding]:
        """Each unknown code once."""
        names, complete = classification()
        told: set[str] = set()
        for table, row, code in _coded_rows(document):
            if code in names or code in told or code[:-2] not in complete or row.name_cell is None:
                continue
            told.add(code)
            yield self.finding(
                row.name_cell.anchor(),
                f"{code[:-2]} {names[code[:-2]][0]}之下没有编码{code}（{row.label}）",
                f"there is no code {code} under {code[:-2]}",
                table=table.name,
                actual=code,
            )


class SubjectPath(CheckRule):
    """说明中的科目路径与报表不符。

    是什么：“X（类）Y（款）Z（项）”的名称与报表，及其上下级关系；报告中没有按科目列的表时，名称、编码和上下级与《政府收支分类科目》。
    为什么：路径写错，读者找不到对应的行。
    错误示例：住房保障支出（类）住房改革支出（款）行政单位医疗（项）。
    正确示例：住房保障支出（类）住房改革支出（款）住房公积金（项）。
    依据：财政部各年度《政府收支分类科目》；部门决算公开情况说明的填写要求。

    What: The names of “X（类）Y（款）Z（项）” and which belongs under which, against the tables; where
    no table has subjects, names, codes and order against the classification.
    Why: With a wrong path a reader does not find the row.
    Wrong: 住房保障支出（类）住房改革支出（款）行政单位医疗（项）.
    Right: 住房保障支出（类）住房改革支出（款）住房公积金（项）.
    Source: The classification of the year; how the narrative of final accounts is to be filled in.
    """

    code, name, severity = "B403", "subject-path", "warning"
    summary, summary_en = "科目路径与报表不符", "a subject path is not the table's"
    relations = ("path",)
    message = Text(
        "科目“{actual}”与{table}不符，应为“{expected}”",
        "subject “{actual}” should be “{expected}”, as in {table}",
    )

    def check(self, document: Document) -> Iterable[Finding]:
        """One finding for each path that the tables contradict; where there are none, for each that the classification does."""
        yield from super().check(document)
        if not any(row.code for table in document.tables for row in table.rows):
            told: set[str] = set()
            for claim in document.claims.amount:
                subject = claim.subject
                if subject.path and not subject.qualified and subject.printed not in told:
                    told.add(subject.printed)
                    path = list(zip(subject.path, subject.codes, subject.levels, strict=False))
                    yield from self._by_classification(document, path, subject.anchor or claim.anchor, claim.block)

    def _by_classification(self, document: Document, path: Path, anchor: Anchor, block: int) -> Iterator[Finding]:
        fault = _miscoded(path) or _given_up(path, document.year) or _misplaced(path)
        if fault is not None:
            actual, expected, why = fault
            yield self.finding(
                anchor,
                f"科目“{actual}”与《政府收支分类科目》不符，{why.zh}",
                f"subject “{actual}” is not as in the classification: {why.en}",
                section=document.section_name(block),
                actual=actual,
                expected=expected,
            )


Path = Sequence[tuple[str, str, str]]
"""The names of a path, each with its code ("" where none is printed) and what it is: 类, 款, 项."""


def _miscoded(path: Path) -> tuple[str, str, Text] | None:
    """A code that is another name's: 民政管理事务(05款) below 208."""
    names, _ = classification()
    above = ""
    for name, printed, level in path:
        code = printed if printed.startswith(above) and len(printed) > len(above) else above + printed
        if not printed or len(code) != CODE_LENGTHS.get(level):
            return None
        if code in names and not fits(code, name):
            official = names[code][0]
            return (
                f"{name}({printed}{level})",
                official,
                Text(f"编码{code}的名称是“{official}”", f"{code} is {official}"),
            )
        above = code
    return None


def _given_up(path: Path, year: int | None) -> tuple[str, str, Text] | None:
    """A class by the name that it had up to an earlier year."""
    name, _, level = path[0]
    names, _ = classification()
    codes = [code for code, known in names.items() if len(code) == CODE_LENGTHS["类"] and name in _all_names(known)]
    if level != "类" or year is None or len(codes) != 1 or fits(codes[0], name, year):
        return None
    official = names[codes[0]][0]
    return f"{name}(类)", f"{official}(类)", Text(f"{year}年的名称是“{official}”", f"in {year} it is called {official}")


def _misplaced(path: Path) -> tuple[str, str, Text] | None:
    """A name below one that is not its parent: a class is known by its name, and so is a section whose items are all known."""
    names, complete = classification()
    for (parent, _, above), (child, _, level) in pairwise(path):
        parents = _codes_of(parent, above)
        children = _codes_of(child, level)
        if above == "款":
            parents, children = parents & complete, {code for code in children if code[:-2] in complete}
        if parents and children and level != above and not any(code[:-2] in parents for code in children):
            real = sorted({names[code[:-2]][0] for code in children})
            if len(real) == 1:
                return (
                    f"{parent}({above}){child}({level})",
                    f"{real[0]}({above}){child}({level})",
                    Text(f"“{child}”在“{real[0]}”之下", f"{child} stands below {real[0]}"),
                )
    return None


def _codes_of(name: str, level: str) -> set[str]:
    """The codes of a level that go by a name, in any year."""
    names, _ = classification()
    length = CODE_LENGTHS.get(level)
    plain = plain_name(name)
    return {code for code, known in names.items() if len(code) == length and plain in _all_names(known)}


def _all_names(known: Sequence[str]) -> set[str]:
    return {plain_name(name.partition("@")[0]) for name in known}


class Item(NamedTuple):
    """A line of the list of functional items: its 款 and 项, its paragraph."""

    section: str
    name: str
    block: int
    passage: Passage

    @property
    def names(self) -> tuple[str, str]:
        """What the item may be called."""
        return self.name, self.section + self.name


_PATH = re.compile(r"\(类\)(?P<section>[^()]{2,40})\(款\)(?P<name>[^()]{2,40})\(项\)")
_PURPOSE = re.compile(r"(?:主要用于|主要原因是|主要原因为)[:：]?(?P<words>[^。;,]{4,60})")
_AROUND = re.compile(
    r"(?:等)?(?:支出)?(?:经费|费用|资金|预算)?(?:有所|略有)?(?:增加|增长|减少|下降|保持不变|不变|调整)?(?:等)?(?:支出)?$"
)


class OtherPurpose(Rule):
    """用途或原因写的是别的科目。

    是什么：逐项说明的科目，其“主要用于”“主要原因是”之后写的是清单中另一个科目的名称（预算）；养老保险、职业年金、医疗、
    住房公积金、离退休等只有一种用途的科目，其“主要用于”只说了另一种的用途。
    为什么：多半是从另一项复制来没有改，读者不知道这笔钱到底做什么。
    错误示例：城管执法（项）……主要用于一般行政管理事务。（一般行政管理事务是另一项）
    正确示例：城管执法（项）……主要用于城管执法。
    依据：部门预算编制说明、决算情况说明的填写要求。

    What: In a list of items, what stands after “主要用于” or “主要原因是” against the names of the list's other
    items, in budgets; of items that have but one purpose (pensions, annuities, medical care, the housing fund, the
    retired), what another of them is for and not what they are.
    Why: It was mostly copied from another item, and nobody learns what the money is for.
    Wrong: 城管执法（项）…主要用于一般行政管理事务 (which is another item).
    Right: 城管执法（项）…主要用于城管执法.
    Source: How the notes to a department's budget and final account are to be filled in.
    """

    code, name, severity = "B404", "other-purpose", "warning"
    summary = "用途或原因写的是别的科目"
    summary_en = "the purpose or reason stated is another item's"

    def check(self, document: Document) -> Iterable[Finding]:
        """One finding for each item whose purpose or reason names another item of the list, and not its own."""
        if document.kind is Kind.UNKNOWN:
            return
        items = [
            Item(found.group("section"), found.group("name"), block, passage)
            for block, passage in document.passages("text")
            if (found := _PATH.search(passage.compact.text))
        ]
        names = {name for item in items for name in item.names}
        for item in items:
            wrong = [
                found
                for found in _PURPOSE.finditer(item.passage.compact.text)
                if (document.kind is Kind.BUDGET and _of_another(found.group("words"), item, names))
                or _of_other_kind(found, item)
            ]
            if wrong:
                anchors = [item.passage.anchor(found.start(), found.end()) for found in wrong]
                yield self.finding(
                    anchors[0],
                    f"{item.name}的“{wrong[0].group()}”是另一科目的",
                    f"{wrong[0].group()!r} is said of {item.name!r}, but is another item's",
                    section=document.section_name(item.block),
                    actual=wrong[0].group("words"),
                    related=[Related("同一段", anchor, english="the same paragraph") for anchor in anchors[1:]],
                )


def _of_another(words: str, item: Item, names: set[str]) -> bool:
    """Whether words are the name of an item of the list, and not of this one."""
    plain = _AROUND.sub("", words)
    full = {plain, f"{plain}支出"}
    return bool(full & names) and not full & set(item.names) and plain not in "".join(item.names)


@lru_cache(maxsize=1)
def _purposes() -> tuple[tuple[frozenset[str], re.Pattern[str], re.Pattern[str]], ...]:
    """The items with one purpose: their names, the words that tell of it, those that are wrong in the others' purposes."""
    text = files(__package__).joinpath("classification", "purposes.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]
    return tuple((frozenset(names.split("|")), re.compile(own), re.compile(told)) for names, own, told in rows)


def _of_other_kind(found: re.Match[str], item: Item) -> bool:
    """Whether a purpose is that of another of the items with one purpose, and not its own."""
    own = next((own for names, own, _ in _purposes() if item.name in names), None)
    words = found.group("words")
    if own is None or not found.group().startswith("主要用于") or own.search(words):
        return False
    return any(told.search(words) for names, _, told in _purposes() if item.name not in names)


RULES = (CodeAndName, UnknownCode, SubjectPath, OtherPurpose)
