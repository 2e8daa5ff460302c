"""W8: wording. Patterns are declared in ``wordings/``; pairing and marks need a few lines of code."""

from __future__ import annotations

import re
from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from dislint import Anchor, Document, Finding, Grid, Passage, Related, Rule, Text, WordingRule, load_wordings

_FILES = Path(__file__).parent / "wordings"
_NARRATIVE = ("text", "heading", "note", "caption", "title", "cover")


class TemplateInstruction(WordingRule):
    """模板中写给填报人的提示语没有删去。

    是什么：正文、表下注释中仍有模板的填写要求，如按何种格式说明、哪些情况可以不列。
    为什么：提示语不是报告的内容；读者会认为报告没有写完，也没有人审核过。
    错误示例：因公出国（境）费支出减少3.00万元。（如持平作持平表述）
    正确示例：因公出国（境）费支出减少3.00万元，主要原因是本年未安排出国团组。
    依据：财预〔2016〕143号要求公开真实、完整的部门决算；提示语属于地方模板，只供填报人使用。

    What: Instructions of a template that are still in the text or in a table's note: how to write something, what may
    be left out.
    Why: They are no part of the report; a reader thinks it was neither finished nor read by anybody.
    Wrong: 因公出国（境）费支出减少3.00万元。（如持平作持平表述）.
    Right: 因公出国（境）费支出减少3.00万元，主要原因是本年未安排出国团组.
    Source: 财预〔2016〕143号: what is published is true and whole; instructions are for whoever fills in the
    template.
    """

    code, name, severity = "W801", "template-instruction", "error"
    summary = "模板的填写提示没有删去"
    summary_en = "a template's instruction was left in"
    message = "“{text}”是模板的填写提示，应删去或改为实际内容"
    message_en = "{text!r} is an instruction of the template and should be removed"
    wordings = load_wordings(_FILES / "instructions.toml")


class Placeholder(WordingRule):
    """占位符没有换成实际内容。

    是什么：XX、××、＿＿、○○、（单位名称）等只用来占位的符号，每段报告一次；表中整格只有省略号的，每表报告一次。
    为什么：该写单位名称、金额或原因的地方没有写，报告没有完成。
    错误示例：第二部分 安平市XX局2024年度部门决算表
    正确示例：第二部分 安平市水务局2024年度部门决算表
    依据：财预〔2016〕143号要求公开真实、完整的部门决算。

    What: XX, ××, ＿＿, ○○, （单位名称） and the like, told once a paragraph; cells with nothing but dots, once a
    table.
    Why: A name, an amount or a reason is missing: the report is not finished.
    Wrong: 第二部分 安平市XX局2024年度部门决算表.
    Right: 第二部分 安平市水务局2024年度部门决算表.
    Source: 财预〔2016〕143号: what is published is true and whole.
    """

    code, name, severity = "W802", "placeholder", "error"
    summary = "占位符没有换成实际内容"
    summary_en = "a placeholder was not filled in"
    message = "占位符“{text}”没有换成实际内容"
    message_en = "the placeholder {text!r} was not filled in"
    wordings = load_wordings(_FILES / "placeholders.toml")

    def check(self, document: Document) -> Iterable[Finding]:
        """Placeholders in passages and cells, and ellipses that fill a cell, once a table."""
        yield from super().check(document)
        for block in document.layout.blocks:
            if isinstance(block, Grid):
                dots = [cell for row in block.cells for cell in row if _ELLIPSIS.fullmatch(cell.text)]
                if dots:
                    words = dots[0].text
                    yield self.finding(
                        dots[0].anchor(),
                        f"表中以“{words}”占位的行没有填写或删去",
                        f"rows of the table hold only {words!r}",
                        actual=words,
                    )


_ELLIPSIS = re.compile(r"(?:…{1,4}|\.{3,}|。{2,})")


class UnresolvedAlternative(WordingRule):
    """供选择的两种说法没有选定一种。

    是什么：“增加（减少）”“增长/下降”“大于（小于）”等模板中并列的相反说法原样留在正文中。
    为什么：读者不知道金额究竟是增加还是减少。
    错误示例：与上年相比，收入总计增加（减少）12.50万元。
    正确示例：与上年相比，收入总计增加12.50万元。
    依据：财预〔2016〕143号要求说明收支增减变化情况。

    What: Opposite words of a template side by side: 增加（减少）, 增长/下降, 大于（小于）.
    Why: Nobody knows whether it rose or fell.
    Wrong: 与上年相比，收入总计增加（减少）12.50万元.
    Right: 与上年相比，收入总计增加12.50万元.
    Source: 财预〔2016〕143号: changes are explained.
    """

    code, name, severity = "W803", "unresolved-alternative", "error"
    summary = "“增加（减少）”一类的说法没有选定"
    summary_en = "alternatives were not resolved"
    message = "“{text}”没有选定其中一种说法"
    message_en = "{text!r}: one of the alternatives should have been chosen"
    roles = _NARRATIVE
    wordings = load_wordings(_FILES / "alternatives.toml")


class ClashingPunctuation(Rule):
    """标点重复，或者两个不能相连的标点连在一起。

    是什么：同一行中相连的句号、逗号、顿号、分号，如“。。”“，。”；省略号、破折号和引号前的句号不算。
    为什么：多半是删改时留下的，说明这一段改后没有再读。
    错误示例：包括政府性基金预算财政拨款。。
    正确示例：包括政府性基金预算财政拨款。
    依据：GB/T 15834《标点符号用法》。

    What: Full stops, commas and semicolons next to each other on a line, such as 。。 or ，。; dots, dashes and a
    stop before a quotation mark are left aside.
    Why: Mostly left from a deletion: nobody read the paragraph again.
    Wrong: 包括政府性基金预算财政拨款。。
    Right: 包括政府性基金预算财政拨款。
    Source: GB/T 15834 on punctuation.
    """

    code, name, severity = "W804", "clashing-punctuation", "warning"
    summary = "标点重复或者冲突"
    summary_en = "doubled or clashing punctuation"

    def check(self, document: Document) -> Iterable[Finding]:
        """Signs that follow each other on one line of print: letters of other lines prove nothing."""
        for block, passage in document.passages():
            text = passage.compact.text
            for found in _CLASH.finditer(text):
                if _on_one_line(passage, found.start(), found.end()):
                    around = text[max(0, found.start() - 8) : found.end()]
                    yield self.finding(
                        passage.anchor(max(0, found.start() - 8), found.end()),
                        f"标点“{found.group()}”重复或冲突（“{around}”）",
                        f"doubled or clashing punctuation {found.group()!r}",
                        section=document.section_name(block),
                        actual=found.group(),
                    )


_CLASH = re.compile(r"[。;,、](?<!\.)[。;,、]{1,3}|[。;,、]:|:[。;、](?<!:。)|[!?][。;,、]")


def _on_one_line(passage: Passage, start: int, end: int) -> bool:
    first, last = passage.compact.index[start], passage.compact.index[end - 1]
    return last - first == end - 1 - start and not any(first < begin <= last for begin in passage.starts)


class Open(NamedTuple):
    """A bracket or quotation mark that waits for its partner."""

    sign: str
    at: int
    passage: Passage
    place: int


_PAIRS = {")": "(", "]": "[", "〕": "〔", "】": "【", "》": "《", "”": "“", "」": "「", "』": "『"}
_OPENERS = frozenset(_PAIRS.values())
STRAIGHT = '"'
_SIGN = re.compile("[" + re.escape("".join(_PAIRS) + "".join(_PAIRS.values()) + STRAIGHT) + "]")
_NAMES = {"“": "引号", "”": "引号", '"': "引号", "《": "书名号", "》": "书名号", "「": "引号", "」": "引号"}
_INTERVAL = re.compile(r"[\[(]-?\d{1,9}(?:\.\d{1,4})?%?[,~-]-?(?:\d{1,9}(?:\.\d{1,4})?%?|[+∞]{1,2})[\])]")
_ENUMERATOR = re.compile(r"(?:^|[^\d.〔(\[])(?:\d{1,2}|[一二三四五六七八九十]{1,3}|[A-Za-z①-⑳])$")
_REACH = 3
"""A pair may run over this many paragraphs: quotations of several paragraphs, paragraphs split by a page's end."""


class UnpairedSign(Rule):
    """引号、括号、书名号没有成对。

    是什么：在一个段落内（跨段引用的，在相邻几段内）左右符号不成对；“1）”一类的编号和数学区间不算。
    为什么：读者分不清引文、文件名从哪里到哪里，往往是漏字或者漏删。
    错误示例：培育“懂技术、会经营的人才队伍，促进发展。
    正确示例：培育“懂技术、会经营”的人才队伍，促进发展。
    依据：GB/T 15834《标点符号用法》。

    What: Quotation marks, brackets and title marks that do not pair within a paragraph, or within a few where a
    quotation goes on; numbers such as 1） and intervals are left aside.
    Why: Nobody sees where a quotation or a title ends; mostly a word was lost, or not deleted.
    Wrong: 培育“懂技术、会经营的人才队伍，促进发展。
    Right: 培育“懂技术、会经营”的人才队伍，促进发展。
    Source: GB/T 15834 on punctuation.
    """

    code, name, severity = "W805", "unpaired-sign", "warning"
    summary = "引号、括号没有成对"
    summary_en = "quotation marks or brackets do not pair"

    def check(self, document: Document) -> Iterable[Finding]:
        """Signs that found no partner in their paragraph or the next few, in their cell or the one below."""
        found = [(sign, document.section_name(sign.place)) for sign in unsettled(document.passages(), _REACH)]
        for grid in document.layout.blocks:
            if isinstance(grid, Grid):
                found += [(sign, "") for column in range(grid.width) for sign in _in_column(grid, column)]
        # A paragraph copied to several places is one slip, shown with all of them.
        groups: dict[tuple[str, str], list[tuple[Open, str]]] = {}
        for sign, section in found:
            groups.setdefault((sign.sign, words_around(sign)[2]), []).append((sign, section))
        for copies in groups.values():
            (sign, section), others = copies[0], copies[1:]
            related = [Related("同样的文字", _anchor(other), english="the same words") for other, _ in others]
            yield self._report(sign, section, related)

    def _report(self, sign: Open, section: str, related: Sequence[Related]) -> Finding:
        words = words_around(sign)[2]
        name = _NAMES.get(sign.sign, "括号")
        opens = sign.sign in _OPENERS
        # The words that follow an opening sign, or stand before a closing one, and what is cut off of them.
        quote = f"{words}……" if opens else f"……{words}"
        if sign.sign == STRAIGHT:
            side = Text(f"{name}不成对", f"{sign.sign} is not paired")
        elif opens:
            side = Text(f"左{name}未闭合", f"{sign.sign} is never closed")
        else:
            side = Text(f"右{name}没有对应的左{name}", f"{sign.sign} was never opened")
        return self.finding(
            _anchor(sign),
            f"{side.zh}，见：{quote}",
            f"{side.en}: {quote}",
            section=section,
            actual=sign.sign,
            related=related,
        )


def _anchor(sign: Open) -> Anchor:
    start, end, _ = words_around(sign)
    return sign.passage.anchor(start, end)


def words_around(sign: Open) -> tuple[int, int, str]:
    """The words that an opening sign stands before, or a closing one behind: start, end, text."""
    text = sign.passage.compact.text
    if sign.sign in _OPENERS:
        start, end = sign.at, min(sign.at + 16, len(text))
    else:
        start, end = max(0, sign.at - 15), sign.at + 1
    return start, end, text[start:end]


def _in_column(grid: Grid, column: int) -> list[Open]:
    """The signs of a column's cells that have no partner in their cell nor in the one below."""
    own = (row[column] for row in grid.cells if row[column].column == column)
    cells = {id(cell): (cell.row, cell.passage) for cell in own if cell.text}
    return unsettled(cells.values(), 1)


def unsettled(passages: Iterable[tuple[int, Passage]], reach: int) -> list[Open]:
    """The signs that have no partner in their passage nor in one at most ``reach`` places on; places rise."""
    waiting: dict[str, deque[Open]] = defaultdict(deque)
    strays: list[Open] = []
    for place, passage in passages:
        for sign in unpaired(passage, place):
            openers = waiting[_PAIRS.get(sign.sign, sign.sign)]
            while openers and place - openers[0].place > reach:
                strays.append(openers.popleft())
            has_partner = bool(openers) and openers[0].place < place
            if sign.sign in _OPENERS or (sign.sign == STRAIGHT and not has_partner):
                openers.append(sign)
            elif has_partner:
                openers.popleft()
            else:
                strays.append(sign)
    return sorted(chain(strays, *waiting.values()), key=lambda sign: (sign.place, sign.at))


def unpaired(passage: Passage, place: int) -> list[Open]:
    """The signs of a passage that have no partner in it."""
    text = passage.compact.text
    if not _SIGN.search(text):
        return []
    skip = {i for found in _INTERVAL.finditer(text) for i in (found.start(), found.end() - 1)}
    open_signs: dict[str, list[Open]] = defaultdict(list)
    strays: list[Open] = []
    straight: list[int] = []
    for found in _SIGN.finditer(text):
        char, at = found.group(), found.start()
        if at in skip:
            continue
        if char == STRAIGHT:
            straight.append(at)
        elif char in _OPENERS:
            open_signs[char].append(Open(char, at, passage, place))
        elif open_signs[_PAIRS[char]]:
            open_signs[_PAIRS[char]].pop()
        elif not (char == ")" and _ENUMERATOR.search(text[max(0, at - 4) : at])):
            strays.append(Open(char, at, passage, place))
    stack = sorted(chain(*open_signs.values()), key=lambda sign: sign.at)
    if len(straight) % 2:
        _settle_straight(text, straight, stack, strays, passage, place)
    return sorted(stack + strays, key=lambda sign: sign.at)


def _settle_straight(
    text: str, straight: Sequence[int], stack: list[Open], strays: list[Open], passage: Passage, place: int
) -> None:
    """An odd straight quotation mark may be the partner of a curly one."""
    curly = next((sign for sign in stack if sign.sign == "“"), None)
    closing = next((sign for sign in strays if sign.sign == "”"), None)
    if curly is not None:
        stack.remove(curly)
    elif closing is not None:
        strays.remove(closing)
    elif not text[: straight[-1]][-1:].isdecimal():  # 19" is a size.
        strays.append(Open(STRAIGHT, straight[-1], passage, place))


_DRAFT = re.compile(
    r"仅供内部|内部(?:审核|审阅|使用|资料|讨论|文件)|审核(?:专用|稿|中)|草稿|征求意见稿?|讨论稿|送审稿|初稿|未定稿|待审|样稿|测试版?"
    r"|不得外传|请勿外传|严禁外传|机密|绝密|秘密|DRAFT|CONFIDENTIAL|INTERNAL",
    re.IGNORECASE,
)
_MARK = (
    r"(?:仅供内部(?:审核|审阅|使用|参考|传阅|讨论)?|内部(?:审核|审阅|使用|资料|讨论)|草稿|征求意见稿|讨论稿|送审稿|初稿"
    r"|未定稿|待审稿?|审核稿|样稿|(?:请勿|不得|严禁)外传|机密|绝密|秘密)"
)
_STANDING = re.compile(rf"[(\[【]?{_MARK}(?:[,、;]?{_MARK})*[)\]】]?")


_BRACKETED = re.compile(
    r"[(\[【](?:仅供内部\w{0,4}|内部(?:审核|审阅|使用|资料|讨论)\w{0,2}|草稿|征求意见稿|讨论稿|送审稿|初稿|未定稿|待审稿?|审核稿|样稿)"
    rf"(?:[,、;]{_MARK})*[)\]】]"
)
"""A mark beside a title: …部门决算（征求意见稿）."""


class DraftMark(Rule):
    """公开的报告上有草稿、内部审核等字样。

    是什么：水印、页眉页脚或单独成行的“仅供内部审核”“草稿”“征求意见稿”等；同一字样只报告一次，并列出页码。
    为什么：公开的应是批复后的定稿；这样的字样说明发布的不是定稿，或者发布前没有去掉审核标记。
    错误示例：每页都有斜排水印“内部审核稿”
    正确示例：没有水印，或者水印是单位名称
    依据：财预〔2016〕143号：部门决算在批复后20日内向社会公开。

    What: Watermarks, running heads and lines of their own such as 仅供内部审核, 草稿, 征求意见稿; each is told once,
    with its pages.
    Why: What is published is the approved text; such a mark says that it is not, or was not taken off.
    Wrong: 内部审核稿 across every page.
    Right: No watermark, or the body's name.
    Source: 财预〔2016〕143号: accounts are published within 20 days of approval.
    """

    code, name, severity = "W806", "draft-mark", "error"
    summary = "公开的报告上有草稿、内部字样"
    summary_en = "a draft or internal mark on a public document"

    def check(self, document: Document) -> Iterable[Finding]:
        """One finding for each wording of a mark, with its pages."""
        for words, places in _draft_marks(document).items():
            pages = sorted({place.page for place in places if place.page is not None})
            where = f"，见第{_ranges(pages)}页" if pages else f"，共{len(places)}处" if len(places) > 1 else ""
            english = f" (pages {_ranges(pages)})" if pages else f" ({len(places)} times)" if len(places) > 1 else ""
            yield self.finding(
                places[0],
                f"公开的报告上有“{words}”字样{where}",
                f"{words!r} stands on a public document{english}",
                actual=words,
            )


def _draft_marks(document: Document) -> dict[str, list[Anchor]]:
    """Where each wording of a draft mark stands; pieces of a mark cut by the page's edge go with the whole."""
    found: dict[str, list[Anchor]] = {}
    for mark in document.layout.marks:
        found.setdefault("".join(mark.text.split()), []).append(mark)
    whole = sorted((w for w in found if _DRAFT.search(w)), key=lambda w: -len(found[w]))
    groups: dict[str, list[Anchor]] = {}
    for words in whole:
        home = next((w for w in groups if set(words) <= set(w)), words)
        groups.setdefault(home, []).extend(found[words])
    for page in document.layout.pages:
        for line in page.furniture:
            words = "".join(line.text.split())
            if len(words) <= 24 and _DRAFT.search(words):
                boxes = ((line.page, line.box),) if line.page is not None and line.box is not None else ()
                groups.setdefault(words, []).append(Anchor(line.page, line.number, line.column, line.text, boxes))
    for _, passage in document.passages():
        if _STANDING.fullmatch(passage.compact.text):
            groups.setdefault(passage.compact.text, []).append(passage.anchor())
    for _, passage in document.passages("cover", "contents", "heading", "title"):
        text = passage.compact.text
        for beside in _BRACKETED.finditer(text):
            if beside.group() != text:
                groups.setdefault(beside.group(), []).append(passage.anchor(beside.start(), beside.end()))
    for places in groups.values():
        places.sort(key=lambda place: (place.page or 0, place.line, place.column))
    return groups


def _ranges(pages: Sequence[int]) -> str:
    """1-3、5 out of page numbers in order."""
    runs: list[list[int]] = []
    for page in pages:
        if runs and page == runs[-1][1] + 1:
            runs[-1][1] = page
        else:
            runs.append([page, page])
    return "、".join(str(a) if a == b else f"{a}-{b}" for a, b in runs)


class KnownSlip(WordingRule):
    """常见的笔误。

    是什么：形近、音近的错字和多打的字，按已知清单核对。
    为什么：公开文件中的错字损害报告的可信度。
    错误示例：与上一度相比基本持平。
    正确示例：与上一年度相比基本持平。
    依据：清单见 wordings/slips.toml，只收没有正确用法或正确用法已列为例外的字词。

    What: Characters that look or sound alike, and characters too many, by a list of known slips.
    Why: Slips in a public document make it less credible.
    Wrong: 与上一度相比基本持平.
    Right: 与上一年度相比基本持平.
    Source: The list is wordings/slips.toml: only words that have no right use, or whose right uses are exceptions.
    """

    code, name, severity = "W807", "known-slip", "info"
    summary = "疑似笔误"
    summary_en = "a likely slip of the pen"
    message = "“{text}”疑为笔误"
    message_en = "{text!r} is a likely slip of the pen"
    wordings = load_wordings(_FILES / "slips.toml")
    every = True


class LookAlike(WordingRule):
    """数字写得不规范，不能当作数来读。

    是什么：金额、比率的数字中间用了字母O、l、I，符号〇、○，其他文字中形似数字的字符，加在数字上的符号，或者上标、下标；千分位用了撇号等别的符号，
    小数点写成句号、间隔号，逗号或小数点位置不对。数字后面注释的编号（200.00①）不算。
    为什么：这样的数看上去是对的，但检索、复制和核对时都不是这个数；含这种字符的数没有核对。
    错误示例：支出决算为2O0.00万元；收入总计1'234.56万元；支出总计12,34.56万元。
    正确示例：支出决算为200.00万元。
    依据：GB/T 15835—2011《出版物上数字用法》。

    What: Letters O, l, I, the signs 〇 and ○, or characters of other scripts that look like digits, within an amount
    or a rate.
    Why: It looks right, but is another number for whoever searches, copies or checks it; such numbers are not
    checked.
    Wrong: 支出决算为2O0.00万元.
    Right: 支出决算为200.00万元.
    Source: GB/T 15835—2011 on numbers in print.
    """

    code, name, severity = "W811", "look-alike", "error"
    summary = "数字写得不规范"
    summary_en = "a number with characters that do not belong to numbers"
    message = "“{text}”中混有形似数字的字符，不是数"
    message_en = "{text!r} holds characters that only look like digits: it is no number"
    wordings = load_wordings(_FILES / "lookalikes.toml")
    every = True


class MissingStop(Rule):
    """段落末尾没有句号，而同一部分的其他段落都有。

    是什么：说明文字中成句的段落，与同一部分其余段落比较；标题、列举的条目和以其他标点结尾的段落不算。
    为什么：多半是删改时丢了半句话，说明这一段改后没有再读。
    错误示例：……按程序落实资金拨付
    正确示例：……按程序落实资金拨付。
    依据：GB/T 15834《标点符号用法》。

    What: Paragraphs of whole sentences against the others of their part; headings, items of lists and other final
    marks are left aside.
    Why: Mostly half a sentence was lost: nobody read the paragraph again.
    Wrong: ……按程序落实资金拨付.
    Right: ……按程序落实资金拨付。
    Source: GB/T 15834 on punctuation.
    """

    code, name, severity = "W810", "missing-stop", "warning"
    summary = "段落末尾没有句号"
    summary_en = "a paragraph without its final full stop"

    def check(self, document: Document) -> Iterable[Finding]:
        """One finding for each, where nearly all paragraphs of the text close with a full stop."""
        texts = [
            (block, passage)
            for block, passage in document.passages("text")
            if len(passage.compact.text) >= _SENTENCE and re.search("[,。;]", passage.compact.text)
        ]
        closed = sum(passage.compact.text.endswith("。") for _, passage in texts)
        if closed < _ENOUGH or len(texts) - closed > max(1, len(texts) // 10):
            return
        pattern = _UNSTOPPED
        if sum(bool(_OPEN.search(passage.compact.text)) for _, passage in texts) == 1:
            pattern = re.compile(f"{_UNSTOPPED.pattern}|{_OPEN.pattern}")
        for block, passage in texts:
            if pattern.search(passage.compact.text) and not _goes_on(document, block):
                yield self.finding(
                    passage.anchor(max(0, len(passage.compact.text) - 12)),
                    f"段落末尾没有句号：…{passage.compact.text[-12:]}",
                    f"no full stop closes the paragraph: …{passage.compact.text[-12:]}",
                    section=document.section_name(block),
                )


_SENTENCE = 30
"""A paragraph of so many characters with a comma in it is a sentence."""
_ENOUGH = 5
"""So many paragraphs must close with a full stop before one that doesn't is wrong."""
_UNSTOPPED = re.compile(r"(?:[^\W\d_A-Za-z]|\))(?<!表)$")
_OPEN = re.compile("[,、]$")
"""A comma closes no paragraph, where just one ends in it."""


def _goes_on(document: Document, block: int) -> bool:
    """Whether the paragraph may go on below: at the end of a page, before a table or a stray full stop."""
    blocks = document.layout.blocks
    below = blocks[block + 1] if block + 1 < len(blocks) else None
    if not isinstance(below, Passage) or below.compact.text[:1] in "。,;、)”":
        return True
    role = document.structure.roles[block + 1]
    last, first = blocks[block], below.lines[0] if below.lines else None
    assert isinstance(last, Passage)
    turned = first is not None and bool(last.lines) and last.lines[-1].page != first.page
    return role == "text" and (turned or not re.match(r"\(?[一二三四五六七八九十\d]", below.compact.text))


class MixedWidth(Rule):
    """中文里混用全角和半角标点。

    是什么：汉字之间的半角逗号、分号、冒号、括号，而报告其他地方用全角；每份报告一次，列出前几处。
    为什么：排版不一致，检索和比对时同一句话成了两句话。
    错误示例：人员经费10.00万元,公用经费2.00万元；
    正确示例：人员经费10.00万元，公用经费2.00万元；
    依据：GB/T 15834《标点符号用法》：汉语文本使用全角标点。

    What: Half-width commas, semicolons, colons and brackets between Chinese characters where the rest of the report
    has full-width ones; once a report, with the first places.
    Why: It looks uneven, and a search takes the same sentence for two.
    Wrong: 人员经费10.00万元,公用经费2.00万元；
    Right: 人员经费10.00万元，公用经费2.00万元；
    Source: GB/T 15834: Chinese text has full-width punctuation.
    """

    code, name, severity = "W808", "mixed-width", "info"
    summary = "全角半角标点混用"
    summary_en = "full-width and half-width punctuation mixed"

    def check(self, document: Document) -> Iterable[Finding]:
        """One finding with the first places."""
        places: list[Anchor] = []
        full = 0
        yield from self._numbers(document)
        for _, passage in document.passages("text", "heading", "note", "glossary", "annex"):
            full += len(_FULL.findall(passage.text))
            for found in _HALF.finditer(passage.text):
                at = _compact_offset(passage, found.start())
                places.append(passage.anchor(max(0, at - 6), at + 1))
        if places and full:
            first, others = places[0], places[1:6]
            yield self.finding(
                first,
                f"中文里混用半角标点，共{len(places)}处，如“{''.join(first.text.split())}”",
                f"half-width punctuation in Chinese text, {len(places)} places",
                actual=first.text[-1:],
                related=[Related("半角标点", place, english="half-width sign") for place in others],
            )

    def _numbers(self, document: Document) -> Iterator[Finding]:
        """Numbers with a full-width sign in them: whether they are one number or two stays open."""
        for block, passage in document.passages("text", "note", "annex"):
            for found in _WIDE_NUMBER.finditer(passage.text):
                at, end = _compact_offset(passage, found.start()), _compact_offset(passage, found.end() - 1) + 1
                yield self.finding(
                    passage.anchor(at, end),
                    f"数字“{found.group()}”中有全角标点",
                    f"the number {found.group()!r} holds a full-width sign",
                    section=document.section_name(block),
                    actual=found.group(),
                )


_WIDE_NUMBER = re.compile(r"(?<![\d,，.．])\d{1,3}(?:，\d{3}(?:[.．]\d{1,4})?(?=[万元])|．\d{1,4}(?=[万元%％]))")
_FULL = re.compile("[，；：（）？！]")
_HALF = re.compile(r"(?<=[^\W\d_A-Za-z])(?:[,;:?!()](?=\s?[^\W_A-Za-z])|[)])")


def _compact_offset(passage: Passage, offset: int) -> int:
    index = passage.compact.index
    return next((i for i, place in enumerate(index) if place >= offset), len(index) - 1)


class BrokenOff(WordingRule):
    """句子没有写完，或者该有的数字没有写。

    是什么：“主要原因是。”一类没有下文的句子，以“主要原因：”结尾而下一段已是标题的段落，
    “支出决算为 万元”一类缺少数字的句子。
    为什么：说明是公开的必要内容，空着等于没有说明。
    错误示例：决算数小于预算数，主要原因是。
    正确示例：决算数小于预算数，主要原因是会议改为线上召开。
    依据：财预〔2016〕143号要求对增减变化等情况作出说明。

    What: Sentences without their end (主要原因是。), paragraphs that end in 主要原因： before a heading, sentences
    without their number (支出决算为 万元).
    Why: The explanation must be published; an empty one is none.
    Wrong: 决算数小于预算数，主要原因是。
    Right: 决算数小于预算数，主要原因是会议改为线上召开。
    Source: 财预〔2016〕143号: changes are explained.
    """

    code, name, severity = "W809", "broken-off", "warning"
    summary = "句子没有写完"
    summary_en = "a sentence breaks off"
    message = "“{text}”之后没有内容，句子没有写完"
    message_en = "nothing follows {text!r}: the sentence breaks off"
    roles = ("text", "annex", "note")
    wordings = load_wordings(_FILES / "unfinished.toml")
    every = True

    def check(self, document: Document) -> Iterable[Finding]:
        """Sentences that break off within a paragraph, and at the end of a section."""
        yield from super().check(document)
        for block, passage in document.passages("text"):
            found = _OPEN_END.search(passage.compact.text)
            if found and _ends_section(document, block):
                yield self.finding(
                    passage.anchor(found.start()),
                    f"“{found.group()}”之后没有内容，句子没有写完",
                    f"nothing follows {found.group()!r}: the sentence breaks off",
                    section=document.section_name(block),
                    actual=found.group(),
                )


_OPEN_END = re.compile(r"(?:主要原因|原因|主要用于|主要包括|具体如下|如下)(?:是|为)?[:,]?$")


def _ends_section(document: Document, block: int) -> bool:
    """Whether a heading follows, or nothing: then no list can be meant."""
    following: Iterator[str] = iter(document.structure.roles[block + 1 : block + 2])
    depth = max((s.heading.depth for s in document.structure.sections_around(block)), default=-1)
    if next(following, "heading") != "heading":
        return False
    heading = next((h for h in document.headings if h.block == block + 1), None)
    return heading is None or heading.depth <= depth


RULES = (
    TemplateInstruction,
    Placeholder,
    UnresolvedAlternative,
    ClashingPunctuation,
    UnpairedSign,
    DraftMark,
    KnownSlip,
    LookAlike,
    MissingStop,
    MixedWidth,
    BrokenOff,
)
