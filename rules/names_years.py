"""U7: years and names (units are told apart by the narrative's rules)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from dislint import Anchor, CheckRule, Document, Finding, Kind, Passage, Related, Rule, Text

_YEAR = r"((?:19|20)\d{2})"
_FISCAL = (
    r"(?:(?:本年)?(?:收入|支出)|收支|收、支|国内公务接待|财政拨款|一般公共预算|政府性基金|国有资本经营|“三公”|三公|机关运行|政府采购|部门决算|单位决算"
    r"|本部门|本单位|预算绩效|度?无|度?没有|总收入|总支出)"
)
# Words before a year that make it another year's on purpose.
_COMPARED = re.compile(r"(?:与|和|较|比|同|于|自|从|至|到|上年|去年|跨|原|由|在)$")
_TITLE = re.compile(_YEAR + r"年(?:度)?(?:区级|市级|省级|县级|本级)?(?:部门|单位)?(?:收入支出|收支)?(?:决算|预算)")
_OF_TABLE = re.compile(_YEAR + r"年度?(?=[^\d,。]*表[.…·]*\d*$)")
_ALONE = re.compile(_YEAR + r"年度?")
_CAPTION = re.compile(_YEAR + r"年度?(?=(?:金额)?单位:|$)")
_AS_OF = re.compile(r"截[至止]到?" + _YEAR + r"年(?:12月(?:31日)?|度?(?:末|底))")
_FROM_YEAR = re.compile(_YEAR + r"年度?[^。,;:\d]{0,8}")
_STATES = re.compile(r"^(?P<who>[^,。;:、\d]{0,30}?)" + _YEAR + r"年(?:度)?" + _FISCAL)
# Letters are told by what they are not: a range of all Chinese characters takes a millisecond each time it is compiled.
_CHINESE = r"[^\W\d_A-Za-z]"
_ASSETS = re.compile(r"车辆\d|(?:车辆|设备)[^。]{0,40}\d+(?:辆|台)")
_EVALUATED = re.compile(r"对" + _YEAR + r"年度?[^。,;]{0,25}?(?:开展|进行)了?(?:全面)?(?:部门|绩效)?(?:绩效)?自评")
_ORGANISATION = (
    rf"(?:{_CHINESE}|[A-Z()]){{2,30}}?"
    r"(?:局|委员会|委|厅|办公室|办|中心|院|所|站|校|学|会|处|队|馆|政府|部)(?:\(本级\)|\(汇总\)|本级)?"
)


class Meant(NamedTuple):
    """A year printed where the report's own year is meant."""

    passage: Passage
    block: int
    start: int
    end: int
    year: int


class WrongYear(Rule):
    """该写决算年度的地方写了别的年份。

    是什么：封面、标题、表头的年度，“截至…年12月31日”的国有资产占用情况，以“…年度收入总计”一类开头的句子，
    与报告的决算年度核对；与上年比较、文号、项目名称、历史沿革和附件不在核对之列。
    为什么：多半是沿用上年的报告没有改年份，读者无从知道数字属于哪一年。
    错误示例：（2024年度决算）截至2023年12月31日，本部门共有车辆3辆。
    正确示例：（2024年度决算）截至2024年12月31日，本部门共有车辆3辆。
    依据：财预〔2016〕143号：按年度公开部门决算；国有资产占用情况以决算年度末为准。

    What: Years on the cover, in titles and heads, of the assets (截至…年12月31日) and in sentences that begin
    某年度收入总计 against the report's year; comparisons with last year, numbers of documents, names of projects,
    history and annexes are left aside.
    Why: Mostly last year's text was kept, and nobody knows of which year the numbers are.
    Wrong: (Accounts of 2024) 截至2023年12月31日，本部门共有车辆3辆.
    Right: (Accounts of 2024) 截至2024年12月31日，本部门共有车辆3辆.
    Source: 财预〔2016〕143号: accounts are published by year; assets are those at its end.
    """

    code, name, severity = "U701", "wrong-year", "error"
    summary = "年份不是报告的决算年度"
    summary_en = "a year that is not the report's"

    def check(self, document: Document) -> Iterable[Finding]:
        """One finding for each place."""
        year = document.year
        if year is None or document.kind is Kind.UNKNOWN:
            return
        for meant in years_meant(document, year):
            words = meant.passage.compact.text[meant.start : meant.end]
            kind = "预算" if document.kind is Kind.BUDGET else "决算"
            yield self.finding(
                meant.passage.anchor(meant.start, meant.end),
                f"“{words}”写的是{meant.year}年，报告的{kind}年度是{year}年",
                f"{words!r} says {meant.year}, the report is for {year}",
                section=document.section_name(meant.block),
                expected=str(year),
                actual=str(meant.year),
            )


def years_meant(document: Document, year: int) -> Iterator[Meant]:
    """The years other than ``year`` that stand where it is meant."""
    for block, passage in document.passages():
        role = document.structure.roles[block]
        text = passage.compact.text
        if "年" not in text or role == "annex":
            continue
        found: Iterable[re.Match[str]] = ()
        if role in ("heading", "title", "cover", "contents", "caption") or _names_tables(text):
            found = [*_in_title(text)] or (_OF_TABLE.finditer(text) if role in ("title", "contents") else ())
        elif role in ("text", "note") and document.kind is Kind.FINAL_ACCOUNTS:
            found = _in_narrative(document, block, text)
        elif role == "text" and document.kind is Kind.BUDGET:
            found = _in_budget(document, block, text, year)
        for match in found:
            stated = int(match.groups()[-1])
            if stated != year:
                yield Meant(passage, block, match.start(), match.end(), stated)


def _names_tables(text: str) -> bool:
    return len(text) <= 60 and bool(re.search(r"(?:决算|预算)(?:公开)?(?:总?表|情况说明)?$|单位:(?:万元|元)$", text))


def _in_title(text: str) -> Iterator[re.Match[str]]:
    """A title's own year; not that of a comparison or a document it names."""
    if len(text) > 60:
        return
    found = _TITLE.search(text) or _ALONE.fullmatch(text) or _CAPTION.search(text)
    years = set(re.findall(_YEAR + "年", text))
    if found and len(years) == 1 and not _COMPARED.search(text[: found.start()]) and not re.search("[〔《]", text):
        yield found


def _in_narrative(document: Document, block: int, text: str) -> Iterator[re.Match[str]]:
    topics = {section.topic for section in document.structure.sections_around(block)}
    if topics & {"duties", "organisation", "glossary", "annex"}:
        return
    if "assets" in topics or _ASSETS.search(text):
        yield from _AS_OF.finditer(text)
    if "performance" in topics:
        yield from _EVALUATED.finditer(text)
        return
    offset = 0
    for sentence in re.split("(?<=[。;])", text):
        found = _STATES.match(sentence)
        if found and not _COMPARED.search(found.group("who")) and len(set(re.findall(_YEAR + "年", sentence))) == 1:
            # Matching again at the sentence's place keeps offsets those of the passage.
            again = _FROM_YEAR.search(text, offset)
            if again:
                yield again
        offset += len(sentence)


_BUDGETED = re.compile(
    r"^(?:[(一二三四五六七八九十\d)、.]{0,5})" + _YEAR + r"年度?,?[^。,;:\d]{0,40}?"
    r"(?:收入(?:总)?预算|支出(?:总)?预算|收支总预算|收支预算|政府采购预算|运行经费预算|“?三公”?经费(?:支出)?预算|预算收入|预算支出)"
)
_NOT_PLANNED = re.compile(
    r"(?:持平|减少[^。;,]{0,20}|下降[^。;,]{0,16}|无增减变化)[,。]?主要原因(?:是|为)?:?"
    + _YEAR
    + r"年度?(?:本部门|本单位)?(?:无|未|没有|不再|取消)[^。;,]{0,30}"
)


_HELD = re.compile(r"截[至止]到?" + _YEAR + r"年\d{1,2}月")


def _in_budget(document: Document, block: int, text: str, year: int) -> Iterator[re.Match[str]]:
    """A paragraph that begins with another year's budget and never names the report's; a reason that is last year's."""
    topics = {section.topic for section in document.structure.sections_around(block)}
    if topics & {"duties", "organisation", "glossary", "annex", "projects"}:
        return
    sentence = re.split("[。]", text, maxsplit=1)[0]
    found = _BUDGETED.search(sentence)
    if found and f"{year}年" not in sentence and not re.search("执行|决算|完成|上年", found.group()):
        yield found
    if "assets" in topics or _ASSETS.search(text):
        yield from (held for held in _HELD.finditer(text) if int(held.group(1)) < year - 1)
    for reason in _NOT_PLANNED.finditer(text):
        if int(reason.group(1)) < year:
            yield reason


class ComparedYear(CheckRule):
    """与之比较的年份不是上一年度。

    是什么：正文中“与…年相比”“比…年增加”的年份，与决算年度的上一年核对。
    为什么：决算说明的增减都是与上年决算比较的，年份写错多半是沿用了往年的文字。
    错误示例：（2024年度决算）与2022年度相比，收入总计增加3.20万元。
    正确示例：（2024年度决算）与2023年度相比，收入总计增加3.20万元。
    依据：财预〔2016〕143号要求说明与上年决算数相比的增减变化。

    What: Years in 与…年相比 and 比…年增加 against the year before the report's.
    Why: Changes are told against last year's accounts; another year is mostly left from an older text.
    Wrong: (Accounts of 2024) 与2022年度相比，收入总计增加3.20万元.
    Right: (Accounts of 2024) 与2023年度相比，收入总计增加3.20万元.
    Source: 财预〔2016〕143号: changes are told against last year's accounts.
    """

    code, name, severity = "U704", "compared-year", "warning"
    summary = "与之比较的年份不是上一年度"
    summary_en = "the year compared with is not the year before"
    relations = ("base-year",)
    message = Text(
        "{subject}与{actual}年度比较，上一年度是{expected}年",
        "{subject} is compared with {actual}; the year before is {expected}",
    )

    def check(self, document: Document) -> Iterable[Finding]:
        """One finding for each comparison by its words; one for each paragraph whose words are unusual."""
        if document.year is None or document.kind is Kind.UNKNOWN:
            return
        told = set()
        by_words = self._by_words(document, document.year) if document.kind is Kind.FINAL_ACCOUNTS else ()
        for finding in by_words:
            told.add(_block_of(document, finding))
            yield finding
        for finding in super().check(document):
            block = _block_of(document, finding)
            if block not in told:
                told.add(block)
                yield finding

    def _by_words(self, document: Document, year: int) -> Iterable[Finding]:
        for block, passage in document.passages("text"):
            topics = {section.topic for section in document.structure.sections_around(block)}
            if not topics or topics & {"duties", "organisation", "glossary", "annex", "performance"}:
                continue
            for found in _COMPARISON.finditer(passage.compact.text):
                stated = int(found.group(1))
                if stated != year - 1 and not _on_purpose(passage.compact.text[: found.start()], year):
                    yield self.finding(
                        passage.anchor(found.start(), found.end()),
                        f"“{found.group()}”比较的是{stated}年，{year}年度决算应与{year - 1}年比较",
                        f"compared with {stated}; the report for {year} compares with {year - 1}",
                        section=document.section_name(block),
                        expected=str(year - 1),
                        actual=str(stated),
                    )


def _block_of(document: Document, finding: Finding) -> int | None:
    return next((printed.block for printed in document.layout.at(finding.anchor)), None)


def _on_purpose(before: str, year: int) -> bool:
    """Whether what stands before in the sentence compares with the year before already, or speaks of the next year."""
    sentence = before[before.rfind("。") + 1 :]
    return re.search(rf"[与较比同](?:上年|去年|{year - 1}年)|{year + 1}年", sentence) is not None


_COMPARISON = re.compile(
    r"(?:与|较|比|同)"
    + _YEAR
    + r"年(?:度)?(?:支出|收入)?(?:决算|执行)?(?:数)?(?:相比|相较|比较|减少|增加|增长|下降|持平|相同|上升|基本持平)"
)


class OtherName(Rule):
    """公开单位的名称前后不一致。

    是什么：封面、各部分标题、表头“部门名称”和说明文字开头的单位名称，与报告主体核对，简称、本级和汇总不算不一致；
    正文任何地方只差“局”“委”“办”一类末字的名称也算不一致。
    为什么：多半是套用了别的单位的报告，读者会怀疑数字也不是这个单位的。
    错误示例：（安平市水务局的报告）安平市教育局2024年度收入总计120.00万元。
    正确示例：（安平市水务局的报告）安平市水务局2024年度收入总计120.00万元。
    依据：财预〔2016〕143号：各部门公开本部门决算。

    What: The body's name on the cover, in the titles of parts, in 部门名称 of tables and at the beginning of the
    narrative against the report's body; short forms, the body alone and with its units are no difference.
    Anywhere in the text, a name that differs in its last character (局, 委, 办) only is one.
    Why: Mostly another body's report was used, and readers will doubt the numbers too.
    Wrong: (A report of 安平市水务局) 安平市教育局2024年度收入总计120.00万元.
    Right: (The same) 安平市水务局2024年度收入总计120.00万元.
    Source: 财预〔2016〕143号: each department publishes its own accounts.
    """

    code, name, severity = "U702", "other-name", "warning"
    summary = "公开单位的名称前后不一致"
    summary_en = "the publishing body's name is not the same throughout"

    def check(self, document: Document) -> Iterable[Finding]:
        """One finding for each other name, with all its places."""
        entity = document.entity
        if not entity or document.kind is Kind.UNKNOWN or re.search("X{2}|×|某|○", entity):
            return
        places: dict[str, list[tuple[Anchor, int]]] = {}
        names: Counter[str] = Counter()
        for name, anchor, block in _names(document):
            names[name] += 1
            if not same_body(name, entity) or _slipped(name, entity):
                places.setdefault(name, []).append((anchor, block))
        if len(places) > 2 or sum(map(len, places.values())) * 2 > names.total():
            places = {}  # A report of several bodies names them all.
        for name, anchor, block in _misnamed(document, entity):
            if (anchor, block) not in places.setdefault(name, []):
                places[name].append((anchor, block))
        yield from self._blank(document, entity)
        for name, where in places.items():
            (anchor, block), others = where[0], where[1:]
            yield self.finding(
                anchor,
                f"此处的单位名称是“{name}”，报告的公开单位是“{entity}”",
                f"the body is called {name!r} here and {entity!r} elsewhere",
                section=document.section_name(block),
                expected=entity,
                actual=name,
                related=[Related(name, other, english=name) for other, _ in others],
            )

    def _blank(self, document: Document, entity: str) -> Iterator[Finding]:
        """A caption whose body is left out among captions that name it."""
        if document.kind is not Kind.BUDGET:
            return
        captions = [(b, p) for b, p in document.passages("caption", "title") if _CAPTIONED.search(p.compact.text)]
        blank = [(b, p) for b, p in captions if _BLANK.search(p.compact.text)]
        if blank and len(blank) * 2 < len(captions):
            block, passage = blank[0]
            yield self.finding(
                passage.anchor(),
                f"表头“{passage.compact.text}”没有写单位名称，其他各表写的是“{entity}”",
                f"the caption {passage.compact.text!r} names no body, the others say {entity!r}",
                section=document.section_name(block),
                expected=entity,
                related=[Related("同样没有名称", other.anchor(), english="no name either") for _, other in blank[1:]],
            )


_CAPTIONED = re.compile("(?:编制|公开|填报)(?:部门|单位)(?:名称)?:")
_BLANK = re.compile("(?:编制|公开|填报)(?:部门|单位)(?:名称)?:(?=(?:金额)?单位:|$)")
_DATED = r"(?:19|20)\d{2}年"
_NAMED = (
    re.compile(
        r"(?:部门名称|编制部门|单位名称|编制单位|公开部门|公开单位|(?:^|(?<=表))(?:部门|单位)):(?!(?:人民币)?[万亿]?元)"
        rf"({_ORGANISATION})(?={_DATED}|金额|单位:|$)"
    ),
    re.compile(rf"第[一二三四五六]部分({_ORGANISATION})(?={_DATED}|概况|基本情况|情况)"),
    re.compile(
        rf"^(?:\([一二三四五六七八九十]{{1,3}}\))?(?!\()({_ORGANISATION})(?={_DATED}(?:度)?(?:部门|单位)?{_FISCAL})"
    ),
    re.compile(rf"^({_ORGANISATION})(?=(?:部门|单位)(?:决算|预算)(?:公开)?$)"),
    re.compile(
        rf"^{_DATED}度?,?({_ORGANISATION})(?=(?:\((?:部门|单位|本级)\))?(?:下属[^,。;]{{2,30}})?(?:使用)?(?:财政拨款的?机关运行|收入预算|支出预算|收支(?:总)?预算))"
    ),
    re.compile(
        rf"^({_ORGANISATION})(?=(?:\((?:部门|单位)\))?(?:主要职能|机构设置|部门预算是|单位预算是)|是.{{2,20}}的(?:政府工作部门|派出机关|直属))"
    ),
    re.compile(rf"^截[至止]{_DATED}\d{{1,2}}月\d{{1,2}}日,({_ORGANISATION})(?=(?:\((?:部门|单位)\))?共有车辆)"),
    re.compile(rf"截[至止]{_DATED}12月31日,({_ORGANISATION})(?=共有车辆)"),
    re.compile(rf"^(?:注|说明):({_ORGANISATION})(?=(?:{_DATED}度?|本年度)?(?:没有|无)(?:政府性|国有资本|“三公))"),
)
_GENERIC = re.compile(
    r"本?(?:部门|单位|局|厅|委|办|院|校|中心|机关)|我(?:部门|单位|局|委|厅|办|院|校|中心).*"
    r"|.*(?:部门|单位)|.*X.*|.*各.*"
)


def _names(document: Document) -> Iterator[tuple[str, Anchor, int]]:
    for block, passage in document.passages():
        if document.structure.roles[block] in ("annex", "glossary"):
            continue
        text = passage.compact.text
        for pattern in _NAMED:
            found = pattern.search(text)
            if found and not _GENERIC.fullmatch(found.group(1)):
                yield found.group(1), passage.anchor(found.start(1), found.end(1)), block
                break


_TYPES = ("委员会", "办公室", "局", "委", "厅", "办", "部")


_NOT_IN = {"委": "(?![派托员])", "办": "(?![法理公事学])", "部": "(?![门分署])", "局": "(?![面限部])"}
"""Other words that begin as the kinds of bodies do: 财政部门, 审计委托."""


def _misnamed(document: Document, entity: str) -> Iterator[tuple[str, Anchor, int]]:
    """Names that are the body's but for the last word, which says what kind of body it is: 局 for 委员会."""
    own = next((kind for kind in _TYPES if entity.endswith(kind)), "")
    stem = entity.removesuffix(own)
    if not own or len(stem) < 4:
        return
    others = "|".join(
        kind + _NOT_IN.get(kind, "") for kind in (*_TYPES, "委员局", "办公局") if not own.startswith(kind)
    )
    pattern = re.compile(rf"(?<!原){re.escape(stem)}(?!{own})(?:{others})(?!{_CHINESE}?[)）])")
    for block, passage in document.passages("cover", "contents", "heading", "title", "caption", "note", "text"):
        for found in pattern.finditer(passage.compact.text):
            yield found.group(), passage.anchor(found.start(), found.end()), block


# One character less makes of these a name that the body goes by.
_LEFT_OUT = frozenset("省市县区州旗盟乡镇和与及")


def _slipped(name: str, entity: str) -> bool:
    """Whether a name is the entity's with a single character lost that no short form leaves out."""
    if len(entity) != len(name) + 1:
        return False
    at = next((at for at, (one, other) in enumerate(zip(entity, name, strict=False)) if one != other), len(name))
    return entity[:at] + entity[at + 1 :] == name and entity[at] not in _LEFT_OUT


def same_body(name: str, entity: str) -> bool:
    """Whether a name is the entity's: the same, a part of it, with a part added, or its short form."""
    plain, full = (re.sub(r"\(?(?:本级|汇总|部门|机关|本部)\)?$", "", text) for text in (name, entity))
    if plain in full or full in plain:
        return True
    letters = iter(full)
    return all(char in letters for char in plain)


RULES = (WrongYear, OtherName, ComparedYear)
