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
_ASSETS = re.compile(r"车辆\d|(?:车辆|用车|保有量|设备)[^。]{0,40}\d+(?:辆|台)")
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
    r"(?:收入(?:总)?预算|支出(?:总)?预算|收支总预算|收支预算|政府采购预算|运行经费预算|政府购买服务(?:支出)?预算|“?三公”?经费(?:支出)?预算|预算收入|预算支出)"
)
_NOT_PLANNED = re.compile(
    r"(?:持平|减少[^。;,]{0,20}|下降[^。;,]{0,16}|无增减变化)[,。]?主要原因(?:是|为)?:?"
    + _YEAR
    + r"年度?(?:本部门|本单位)?(?:无|未|没有|不再|取消)[^。;,]{0,30}"
)


_PLANNED = re.compile(_YEAR + r"年度?(?:部门|单位)?(?:预算)?(?:安排|计划|拟|预计|拟计划)(?:购置|购买|新增|更新|采购)")
_WHOLE_YEAR = re.compile(
    r"(?:实施周期|实施期限|实施时间|起止时间|起止年限|项目周期|项目期限)(?:为|是|:)?"
    + _YEAR
    + r"年0?1月(?:0?1日)?(?:至|到|-|—|~){1,2}\1年12月"
)
_HELD = re.compile(r"截[至止]到?" + _YEAR + r"年\d{1,2}月")


def _in_budget(document: Document, block: int, text: str, year: int) -> Iterator[re.Match[str]]:
    """A paragraph that begins with another year's budget and never names the report's; a reason that is last year's.

    What is bought in another year, where nothing is told of the report's; a project of another year alone.
    """
    topics = {section.topic for section in document.structure.sections_around(block)}
    if topics.isdisjoint({"glossary", "annex"}):
        yield from _WHOLE_YEAR.finditer(text)
    if topics & {"duties", "organisation", "glossary", "annex", "projects"}:
        return
    sentence = re.split("[。]", text, maxsplit=1)[0]
    found = _BUDGETED.search(sentence)
    if found and f"{year}年" not in sentence and not re.search("执行|决算|完成|上年", found.group()):
        yield found
    if "assets" in topics or _ASSETS.search(text):
        yield from (held for held in _HELD.finditer(text) if int(held.group(1)) < year - 1)
        if f"{year}年" not in text:
            yield from _PLANNED.finditer(text)
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
        own = sum(passage.compact.text.count(entity) for _, passage in document.passages())
        if len(places) > 2 or sum(map(len, places.values())) * 2 > max(names.total(), own):
            places = {}  # A report of several bodies names them all.
        for name, anchor, block in (*_misnamed(document, entity), *_elsewhere(document, entity)):
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


_PLACE = re.compile(rf"(?:{_CHINESE}){{2,8}}?[县市区旗州盟]")
_SPEAKS_OF_ITSELF = "(?=内设|下设|设有|贯彻|(?:的)?主要职[责能]|负责|承担|现有|共有|机构设置|20\\d\\d年|截[至止])"


def _elsewhere(document: Document, entity: str) -> Iterator[tuple[str, Anchor, int]]:
    """Names that are the body's but for the place, where a paragraph speaks of the body: 余江县水务局内设… of 金溪县水务局."""
    place = _PLACE.match(entity)
    if place is None or len(entity) - place.end() < 2:
        return
    kind, rest = place.group()[-1], re.escape(entity[place.end() :])
    pattern = re.compile(
        rf"(?:\([一二三四五六七八九十]{{1,3}}\)|\d{{1,2}}[.、])?((?:{_CHINESE}){{1,8}}?{kind}{rest}){_SPEAKS_OF_ITSELF}"
    )
    for block, passage in document.passages("heading", "text", "note"):
        found = pattern.match(passage.compact.text)
        if found and not found.group(1).endswith(entity):
            yield found.group(1), passage.anchor(found.start(1), found.end(1)), block


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


class Word(NamedTuple):
    """部门 or 单位 in a place where it says whose report it is."""

    word: str
    anchor: Anchor
    block: int


_OWN = re.compile(
    r"(?<!所属)(?<!下属)(?<!二级)(?<!预算)(?<!编报)(部门|单位)(?!预算(?:支出)?经济分类)"
    r"(?=(?:财务)?(?:收支|收入|支出|预算|决算|财政拨款|概况|主要职责|主要职能|机构设置|整体支出|“?三公|一般公共|政府性基金|国有资本)(?!单位|编制范围))"
)
_FORM = re.compile(r"(?:编制|公开|填报)(部门|单位)(?=(?:名称)?:)")
_ITSELF = re.compile(r"(?<!保障)(?:本|(?<![对向为由给与])我)(部门|单位)(?![(/、]|和|及|或)")
_COVER = re.compile(r"(?:区级|市级|省级|县级|本级|年度?)?(部门|单位)(?:预算|决算)")
_FEWEST = 4
"""So many titles must say whose report it is before another word in one of them is wrong."""
_MOST_OTHERS = 4
"""At most one in so many titles is a slip; more are a form that says both."""


class DepartmentOrUnit(Rule):
    """把单位的报告写成部门的，或相反。

    是什么：封面、目录、各部分和各表标题、表头的“部门”“单位”应当一致；单位预算的说明中不应自称“本部门”。决算说明两种自称
    都有的，与封面不同的一种不多于另一种时才报告；部门的说明只有个别地方自称“本单位”、其余都称“本部门”的，也报告。
    为什么：部门的报告包括所属各单位，单位的报告只是一个单位的；用错一个词，读者就不知道数字包括谁。
    错误示例：封面“2031年单位预算”，表的标题“2031年部门收入预算总表”。
    正确示例：封面和各表都称“单位”。
    依据：预算、决算公开分部门和单位的规定。

    What: 部门 and 单位 on the cover, in the contents, in titles and heads of tables are the same word; a unit's budget does
    not call itself 本部门. Where a final account calls itself both, what differs from its cover is told unless it is the
    usual; so is the odd 本单位 of a department that says 本部门 elsewhere.
    Why: A department's report includes its units, a unit's is its own: with the wrong word nobody knows whose numbers
    these are.
    Wrong: 2031年单位预算 on the cover, 2031年部门收入预算总表 over a table.
    Right: 单位 on the cover and over the tables.
    Source: Reports are published by department and by unit.
    """

    code, name, severity = "U705", "department-or-unit", "warning"
    summary = "“部门”“单位”与报告的主体不符"
    summary_en = "部门 where the report is a unit's, or 单位 where it is a department's"

    def check(self, document: Document) -> Iterable[Finding]:
        """One finding for the titles, one for the captions, one for the text: each with all its places."""
        if document.kind is Kind.UNKNOWN:
            return
        titles = list(_words(document, _OWN, ("cover", "contents", "heading", "title")))
        own = _own_word(document, titles)
        if own or document.kind is Kind.BUDGET:  # Forms of final accounts say 部门 in a unit's titles, too.
            yield from self._slips(document, titles, own)
        if document.kind is Kind.BUDGET:
            yield from self._slips(document, list(_words(document, _FORM, ("caption", "title", "text"))), "")
        yield from self._told(document, _called_otherwise(document, own), own)

    def _slips(self, document: Document, words: list[Word], own: str) -> Iterator[Finding]:
        """The few that say another word than the others."""
        if len(words) < _FEWEST:
            return
        own = own or max(("部门", "单位"), key=lambda word: sum(w.word == word for w in words))
        others = [word for word in words if word.word != own]
        if others and len(others) * _MOST_OTHERS <= len(words):
            yield from self._told(document, others, own)

    def _told(self, document: Document, words: list[Word], own: str) -> Iterator[Finding]:
        if words:
            first, rest = words[0], words[1:]
            what, english = ("预算", "budget") if document.kind is Kind.BUDGET else ("决算", "final account")
            yield self.finding(
                first.anchor,
                f"此处是“{first.word}”，本报告是{own}{what}" + (f"，共{len(words)}处" if rest else ""),
                f"says {first.word}, the report is the {english} of a {own}",
                section=document.section_name(first.block),
                expected=own,
                actual=first.word,
                related=[Related(word.word, word.anchor, english=word.word) for word in rest],
            )


def _words(document: Document, pattern: re.Pattern[str], roles: tuple[str, ...]) -> Iterator[Word]:
    for block, passage in document.passages(*roles):
        found = pattern.search(passage.compact.text)
        if found and len(passage.compact.text) <= 80:
            yield Word(found.group(1), passage.anchor(found.start(1), found.end(1)), block)


def _own_word(document: Document, titles: list[Word]) -> str:
    """Whose report it is: as the cover says, if most titles agree; "" where they don't."""
    covers = [
        found.group(1)
        for _, passage in [*document.passages()][:8]
        if len(passage.compact.text) <= 60 and (found := _COVER.search(passage.compact.text))
    ]
    own = covers[0] if covers else ""
    same = sum(word.word == own for word in titles)
    return own if own and len(titles) >= _FEWEST and same * 2 > len(titles) else ""


def _called_otherwise(document: Document, own: str) -> list[Word]:
    """Where the text calls a unit 本部门 or a department 本单位, and is not alone what other reports are.

    Forms of final accounts say 本部门 in a unit's too, and departments speak of their own offices as 本单位 (保障本单位机构正常运转):
    there only what the report says otherwise elsewhere is a slip, in a department's one alone.
    """
    called = [
        Word(found.group(1), passage.anchor(found.start(), found.end()), block)
        for block, passage in document.passages("text", "note")
        for found in _ITSELF.finditer(passage.compact.text)
    ]
    others = [word for word in called if word.word != own]
    usual = len(called) - len(others)
    if own == "单位":
        return others if document.kind is Kind.BUDGET or len(others) <= usual else []
    return others if own and len(others) == 1 and usual >= _MOST_OTHERS else []


RULES = (WrongYear, OtherName, ComparedYear, DepartmentOrUnit)
