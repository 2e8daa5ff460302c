"""The narrative read into claims: elements in order, with the subject, whole and year that carry over."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal
from itertools import takewhile

from lark import Token

from dislint.blocks import Anchor, Layout, Passage
from dislint.claims.bases import direction_of_reason, kind_of_base
from dislint.claims.extents import find_extents
from dislint.claims.lexicon import Lexicon, scanner, table_names
from dislint.claims.model import (
    GENERAL_TOTALS,
    PUBLIC,
    Amount,
    Average,
    Balance,
    Change,
    ChangesOfParts,
    Claim,
    Comparison,
    Completion,
    Composition,
    Count,
    Deviation,
    Direction,
    Extent,
    Listing,
    Measure,
    Mention,
    Nil,
    Share,
    Subject,
    Tally,
)
from dislint.claims.parser import OWN, Element, is_filler, parse
from dislint.claims.subjects import Subjects
from dislint.numbers import UNIT_NAMES, Figure, Unit
from dislint.structure.model import Kind, Section, Structure

_FIGURE = re.compile(r"(-?[\d,]+(?:\.\d+)?)(万元|亿元|元|万|亿|%|倍)?")
# What was there and came (1) and what went and is left (-1), and whether it must be told for the sum to be whole.
_BALANCE = {
    "年初结转和结余": (1, True),
    "本年收入合计": (1, True),
    "使用非财政拨款结余": (1, False),
    "本年支出合计": (-1, True),
    "结余分配": (-1, False),
    "年末结转和结余": (-1, True),
}
_FIGURES = frozenset({"MONEY", "PERCENT", "NUMBER", "COUNT"})
_DIRECTIONS = {"UP": Direction.UP, "DOWN": Direction.DOWN}
_COMPARED = {
    "GREATER": Direction.UP,
    "LESS": Direction.DOWN,
    "NOT_ABOVE": Direction.DOWN,
    "EQUAL": Direction.SAME,
    "ROUGHLY": Direction.SAME,
}
_BUDGETS = (Measure.INITIAL_BUDGET, Measure.ADJUSTED_BUDGET, Measure.BUDGET)
_PAIRS = {
    "收入支出总计": ("收入总计", "支出总计"),
    "财政拨款收入支出总计": ("财政拨款收入总计", "财政拨款支出总计"),
}
# What 收入 and 支出 alone mean in a section, and what is part of the fiscal money of each.
_OWN = {
    **{topic: {"收入": "本年收入合计", "支出": "本年支出合计"} for topic in ("overall", "income", "expenditure")},
    "fiscal-overall": {"收入": "财政拨款收入", "支出": "财政拨款支出"},
    "fund": {"收入": "政府性基金预算财政拨款收入", "支出": "政府性基金预算财政拨款支出"},
    "state-capital": {"收入": "国有资本经营预算财政拨款收入", "支出": "国有资本经营预算财政拨款支出"},
}
# Sections that break an amount down into costs which no table names.
_OF_COSTS = PUBLIC | {"running-costs"}
_ACCOUNTS = frozenset({"overall", "income", "expenditure", "fiscal-overall"})
_PURSES = ("一般公共预算", "政府性基金预算", "国有资本经营预算")
_ITEM = re.compile(r"\d{1,2}[.、](?!\d)|\((?:\d{1,2}|[一二三四五六七八九十]{1,3})\)|[一二三四五六七八九十]{1,3}、")
_OWN_WORD = re.compile(r"20\d{2}年度?(?:本部门|本单位)?的?(收入|支出)")
# What ends the words after 主要用于 but a full stop: the subject's next level.
_RESUMING = frozenset({"budget", "adjusted", "level", "bare", "completion", "previous", "comparison"})
_NEXT_REASON = re.compile(r"[二三四五六七八九十]是|\([2-9]\)")
_ALL = 100
# So many parts make a list whose sum tells something; a budget may state the one part of a project.
_FEWEST_PARTS = 2
# The decimals that amounts are printed with.
_CENTS = 2
# Only vehicles are told by their kinds; of guests some are told of once more.
_BROKEN_DOWN = "辆"
# Guests are counted in 人 and 人次 alike; those abroad are never among those at home.
_GUESTS = {"人": "人次", "批": "批次"}
# What an average is over: 车均, 人均, 批均.
_AVERAGED = {"车": "辆", "辆": "辆", "人": "人次", "批": "批次"}
_JOINT = re.compile(r"([两二三四])(?:项|者|部分)(?:收入|支出|费用|经费)?(?:合计|共计|合占|共)?$")
_HOW_MANY = {"两": 2, "二": 2, "三": 3, "四": 4}
_ABROAD = "国(境)外接待"
_WORDS_BEFORE = re.compile(r"(?<=[,、:;])[^\W\d]{2,30}$")
_NOT_WORDS = re.compile(r"[^\w]")
_WAY_AGAIN = re.compile(
    r"(?:(?<=。)|^)(财政拨款收入支出|财政拨款收支|财政拨款收入|财政拨款支出|收入支出|收支|收入|支出)(?:预算)?(?:[比较](?:上年|去年))?"
    r"(增加|减少|增长|下降)的$"
)
_SUMMED = re.compile(r"[,、](?:合计|共计|总计)(?:为)?$")
# Words that must stand right before a place are looked for in so many characters before it.
_NEAR = 40
_LONGEST_REASON = 80
_WHOLE_ALONE = re.compile(r"(?<=。)(?:本年|全年)?(收入|支出|收支)(?:总?预算)?$")
_WHOLES = {"收入": "收入总计", "支出": "支出总计", "收支": "收入支出总计"}
_UNGOVERNED, _HIDDEN, _SHARED = "不明所指", "原因或用途说明中的数字", "“分别”所列的数字"


@dataclass(frozen=True, slots=True)
class Narrative:
    """What the sentences say: claims, all printed numbers, and why some of them were not understood."""

    claims: tuple[Claim, ...]
    mentions: tuple[Mention, ...]
    unread: tuple[tuple[Mention, str], ...]


@dataclass
class _Frame:
    """What was said of one subject: its levels by measure, its last change; ``bare`` while a plain amount may follow."""

    subject: Subject = field(default_factory=lambda: Subject(""))
    levels: dict[Measure, Mention] = field(default_factory=dict)
    changed: Change | None = None
    bare: bool = True
    completed: Completion | None = None
    said: list[Measure] = field(default_factory=list)

    @property
    def actual(self) -> Mention | None:
        """Its final account."""
        return self.levels.get(Measure.ACTUAL)


@dataclass
class _Whole:
    """A list that was opened by 其中, and what it has listed so far.

    ``around`` is the list that it stands in; ``inline`` says that no colon sets it off from the whole; ``changed``
    that a change was told of one of its parts; ``measure`` is what the whole and so its parts are; ``depth`` the number of brackets
    around it.
    """

    subject: Subject
    mention: Mention | None
    block: int
    around: _Whole | None = None
    inline: bool = False
    changed: bool = False
    measure: Measure = Measure.ACTUAL
    depth: int = 0
    parts: list[tuple[Subject, Mention]] = field(default_factory=list)
    rates: list[Mention] = field(default_factory=list)


@dataclass
class _State:
    """What carries over from element to element; ``named`` is the last block that names a subject.

    ``of_item`` says that it names it in an item of a list.
    """

    topic: str = ""
    year: int = 0
    frame: _Frame = field(default_factory=_Frame)
    amounts: dict[str, Mention] = field(default_factory=dict)
    whole: _Whole | None = None
    counted: str = ""
    count: Count | None = None
    tally: tuple[Count, list[Mention]] | None = None
    counts: dict[str, Count] = field(default_factory=dict)
    within: dict[str, Count] = field(default_factory=dict)
    base: Measure | None = None
    base_year: int = 0
    base_amount: Mention | None = None
    base_kind: str = ""
    level_kind: str = ""
    last_base: Measure | None = None
    hidden: str = ""
    purpose: bool = False
    outside: list[tuple[_Frame, str, bool]] = field(default_factory=list)
    named: int = -1
    of_item: bool = False
    reason_names: bool = False


def read_narrative(layout: Layout, structure: Structure, lexicon: Lexicon) -> Narrative:
    """Reads the sentences of the narrative part."""
    reader = _Reader(structure, lexicon, _usual_unit(layout, structure))
    last: Section | None = None
    for number, block in enumerate(layout.blocks):
        if isinstance(block, Passage) and structure.roles[number] == "text":
            topic, around = structure.narrative_topic(number), structure.sections_around(number)
            if not around or (topic is None and not (structure.kind is Kind.BUDGET and structure.is_open(number))):
                continue
            if around[-1] is not last:
                last = around[-1]
                reader.enter(topic or last.topic)
            reader.read(number, block)
    reader.close_list()
    return Narrative(tuple(reader.claims), tuple(reader.mentions), tuple(reader.unread))


def _usual_unit(layout: Layout, structure: Structure) -> Unit:
    """What the narrative states most of its amounts in."""
    texts = [
        block.compact.text
        for number, block in enumerate(layout.blocks)
        if isinstance(block, Passage) and structure.roles[number] == "text"
    ]
    small, large = (sum(len(re.findall(rf"\d{unit}", text)) for text in texts) for unit in ("元", "万元"))
    return Unit.YUAN if small > large else Unit.WAN


class _Reader:
    """Reads passages one after another; ``unit`` is what an amount is in whose unit is missing."""

    def __init__(self, structure: Structure, lexicon: Lexicon, unit: Unit) -> None:
        self.unit = unit
        names = table_names(structure)
        self.scanner = scanner(lexicon, names)
        self.partitions = lexicon.partitions
        self.subjects = Subjects(self.scanner, names, structure.entity)
        self.report_year = structure.year or 0
        self.is_budget = structure.kind is Kind.BUDGET
        self.claims: list[Claim] = []
        self.mentions: list[Mention] = []
        self.unread: list[tuple[Mention, str]] = []
        self.state = _State()
        self.block = 0
        self.passage: Passage = Passage.of(())
        self.before: tuple[Token, ...] = ()
        self.counted_here: dict[str, Mention] = {}
        self.ahead: list[Element] = []
        self.totals: dict[str, Mention] = {}
        self.changed_parts: list[Change] = []
        self.last: Element | None = None
        self.follows = False

    def enter(self, topic: str) -> None:
        """A new section: nothing carries over."""
        self.close_list()
        amounts = self.state.amounts if _family(topic) == _family(self.state.topic) else {}
        self.state = _State(topic, amounts=amounts)

    def read(self, block: int, passage: Passage) -> None:
        """Reads one paragraph."""
        self.block, self.passage = block, passage
        state = self.state
        state.hidden, state.purpose, state.year, state.base, state.last_base = "", False, 0, None, None
        state.frame.bare = False
        self.before, self.last, self.follows = (), None, False
        self.counted_here = {}
        elements = parse(passage.compact.text, self.scanner)
        for at, element in enumerate(elements):
            self.ahead = elements[at + 1 : at + 4]
            self._take(element)
            self.before = (*self.before[-1:], *element.tokens)[-2:]
            self.last = element
            self.follows = element.rule in ("subject", "name") or (self.follows and self._leaves(element))
        self._close_tally()
        self._close_reason()
        self._balance()
        if self.is_budget:
            self._measures()
        if state.outside:
            state.frame, state.outside = state.outside[0][0], []

    def _take(self, element: Element) -> None:
        state = self.state
        if state.purpose and element.rule in _RESUMING and self._after_comma():
            state.purpose = False
        if state.hidden == _HIDDEN and element.rule == "base" and self._after_comma() and not state.reason_names:
            self._resume()  # 主要原因是厉行节约，与上年相比减少…: the reason names nothing else that could have changed.
        state.reason_names = state.reason_names or element.rule in ("subject", "name", "counted")
        hidden = state.hidden or (_HIDDEN if state.purpose else "")
        if hidden and element.rule not in ("stop", "semicolon", "comparison", "open", "close"):
            self._skip(element, hidden)
            return
        getattr(self, f"_on_{element.rule}", self._ignore)(element)

    def _leaves(self, element: Element) -> bool:
        """Whether words leave what follows with the subject right before them."""
        return element.rule == "sep" and is_filler(element.tokens[0], self.scanner)

    def _after_comma(self) -> bool:
        return bool(self.before) and self.before[-1].type == "SEP" and str(self.before[-1])[-1] in ",、:"

    # Mentions and claims

    def _mention(self, token: Token, unit: Unit | None = None) -> Mention:
        found = _FIGURE.search(token)
        if found is None:
            raise ValueError(token)
        digits = found.group(1)
        printed = UNIT_NAMES.get(found.group(2) or "", Unit.NONE)
        places = len(digits.partition(".")[2])
        figure = Figure(str(token), Decimal(digits.replace(",", "")), places, unit or printed)
        start, end = token.start_pos or 0, token.end_pos or 0
        mention = Mention(figure, self.block, start, end, self.passage.anchor(start, end), unit is None)
        self.mentions.append(mention)
        return mention

    def _skip(self, element: Element, reason: str) -> None:
        for token in element.tokens:
            if token.type in _FIGURES:
                mention = self._mention(token)
                self.unread.append((mention, reason))
                if element.rule == "change" and self.last is not None and self.last.rule == "subject":
                    self._changed_part(self.last.tokens[0], _DIRECTIONS[element.tokens[0].type], mention)

    def _changed_part(self, name: Token, direction: Direction, difference: Mention) -> None:
        """A change that a reason tells of what may be a part."""
        subject = self.subjects.named(name, (), self.passage, self.state.topic)
        about = (subject, self.block, difference.anchor, self.state.topic, self.state.year)
        self.changed_parts.append(Change(*about, direction, None, difference, None, None, 0))

    def _close_reason(self) -> None:
        """减少D，主要是A减少E，B减少F: where these are all the parts there are, their changes make up the whole's."""
        parts, self.changed_parts = self.changed_parts, []
        if len(parts) < _FEWEST_PARTS:
            return
        whole = next((claim for claim in self._said_here() if isinstance(claim, Change)), None)
        if whole is None or whole.difference is None:
            return
        if any(known.is_of(whole.subject.name, [part.subject.name for part in parts]) for known in self.partitions):
            told = {part.difference for part in parts}
            self.unread = [each for each in self.unread if each[0] not in told]
            self.claims.append(ChangesOfParts(*self._about(whole.anchor), whole, tuple(parts)))

    def _said_here(self) -> Iterator[Claim]:
        """The claims of the paragraph so far, the last one first."""
        return takewhile(lambda claim: claim.block == self.block, reversed(self.claims))

    def _balance(self) -> None:
        """年初结转和结余, income, expenditure and 年末结转和结余 of one paragraph."""
        levels: dict[str, Mention] = {}
        for claim in self._said_here():
            if not isinstance(claim, Amount) or claim.measure is not Measure.ACTUAL:
                continue
            if levels.setdefault(_plain_name(claim.subject.name), claim.mention) is not claim.mention:
                return  # One of them is told of twice: of two purses.
        if not all(name in levels for name, (_, needed) in _BALANCE.items() if needed):
            return
        names = [name for name in _BALANCE if name in levels]
        signs = tuple(_BALANCE[name][0] for name in names)
        last = levels[names[-1]]
        self.claims.append(Balance(*self._about(last.anchor), tuple(levels[name] for name in names), signs))

    def _ignore(self, element: Element) -> None:
        self._skip(element, _UNGOVERNED)

    def _about(self, anchor: Anchor) -> tuple[Subject, int, Anchor, str, int]:
        return self.state.frame.subject, self.block, anchor, self.state.topic, self.state.year

    def _token_anchor(self, token: Token) -> Anchor:
        return self.passage.anchor(token.start_pos or 0, token.end_pos)

    def _measures(self) -> None:
        """Areas and the like, with their parts."""
        own = [mention for mention in self.mentions if mention.block == self.block]
        for whole, parts, partition in find_extents(self.passage.compact.text, own):
            subject = Subject(whole.name, (), (), whole.name, whole.mention.anchor, known=False)
            about = (subject, self.block, whole.mention.anchor, self.state.topic, self.state.year)
            self.claims.append(Extent(*about, whole.mention, tuple(part.mention for part in parts), partition))

    # Who is spoken of

    def _on_subject(self, element: Element) -> None:
        token = element.tokens[0]
        if token.type == "PATH":
            subject = self.subjects.path(token, self.passage)
        else:
            subject = self.subjects.named(token, self.before, self.passage, self.state.topic)
        self._turn_to(subject)

    def _on_name(self, element: Element) -> None:
        token = element.tokens[0]
        if OWN.fullmatch(token) and self.state.frame.bare:
            return
        self._turn_to(self._own(token) or self._purse(token) or self._unknown(token))

    def _is_item(self) -> bool:
        """Whether the paragraph is an item of a list."""
        return _ITEM.match(self.passage.compact.text) is not None

    def _unknown(self, token: Token) -> Subject:
        return Subject(str(token), (), (), str(token), self._token_anchor(token), known=False)

    def _own(self, token: Token) -> Subject | None:
        """All the income or expenditure that a section is on: whether with what was carried over is not told."""
        found = OWN.fullmatch(token) or _OWN_WORD.fullmatch(token)
        name = _OWN.get(self.state.topic, {}).get(found.group(1)) if found else None
        if name is None:
            return None
        return Subject(name, (), (), str(token), self._token_anchor(token), qualified=True)

    def _purse(self, token: Token) -> Subject | None:
        """财政拨款收入N万元(其中一般公共预算M万元): which of the budgets the fiscal money is from."""
        around = (self.state.frame.subject.name, self.state.whole.subject.name if self.state.whole else "")
        half = next((half for half in ("收入", "支出") for name in around if name.endswith(f"财政拨款{half}")), None)
        words = str(token).removesuffix("财政拨款")
        name = next((purse for purse in _PURSES if words in (purse, purse.removesuffix("预算"))), None)
        if half is None or name is None or self.state.topic not in _ACCOUNTS:
            return None
        return Subject(f"{name}财政拨款{half}", (), (), str(token), self._token_anchor(token))

    def _turn_to(self, subject: Subject) -> None:
        state = self.state
        state.named, state.of_item = self.block, self._is_item()
        state.counted = ""
        old = state.frame.subject
        if subject.key == old.key and subject.qualified == old.qualified:
            state.frame.bare = True
            return
        state.frame = _Frame(subject)
        if subject.known and not subject.qualified:
            known = state.amounts.get(subject.key) or self._of_pair(subject)
            if known is not None:
                state.frame.levels[Measure.ACTUAL] = known

    def _of_pair(self, subject: Subject) -> Mention | None:
        """The level of 收、支总计 where both were stated apart, and alike."""
        parts = [self.state.amounts.get(name) for name in _PAIRS.get(subject.name, ())]
        if len(parts) == 2 and parts[0] and parts[1] and parts[0].figure.amount == parts[1].figure.amount:
            return parts[0]
        return None

    def _on_year(self, element: Element) -> None:
        self.state.year = int(element.tokens[0][:4])

    # Levels

    def _on_amount(self, element: Element) -> None:
        token = element.tokens[0]
        frame = self.state.frame
        if self.last is not None and self.last.rule == "stray" and self.last.tokens[0].type == "COMPLETE":
            self._level(self._mention(token), _budget_of(self.last.tokens[0]))
        elif self.is_budget and self._adds_up(token):
            self._added(self._mention(token))
        elif not frame.bare or not frame.subject.name or self._follows_a_number():
            self.unread.append((self._mention(token), _UNGOVERNED))
        else:
            frame.bare = False
            self._level(self._mention(token), self._listed_measure())

    def _listed_measure(self) -> Measure:
        """What a plain amount is: as the whole of its list, else a final account."""
        whole, state = self.state.whole, self.state
        listed = (
            whole is not None and whole.depth == len(state.outside) and state.frame.subject.key != whole.subject.key
        )
        return whole.measure if whole is not None and listed else Measure.ACTUAL

    def _adds_up(self, money: Token) -> bool:
        """总预算100.00万元，其中A 60.00万元，B 40.00万元，合计100.00万元: whether an amount is told to be the sum of a list's parts."""
        whole = self.state.whole
        end = money.start_pos or 0
        listed = whole is not None and whole.block == self.block and len(whole.parts) > 1
        return listed and _SUMMED.search(self.passage.compact.text, max(0, end - _NEAR), end) is not None

    def _added(self, added: Mention) -> None:
        whole = self.state.whole
        assert whole is not None
        subjects, parts = zip(*whole.parts, strict=True)
        about = (whole.subject, self.block, added.anchor, self.state.topic, self.state.year)
        self.claims.append(Composition(*about, added, tuple(parts), (), tuple(subjects), True))

    def _follows_a_number(self) -> bool:
        """Two numbers in a row (各为1.00、2.00万元) are of two subjects."""
        return any(token.type == "NUMBER" for token in self.before)

    def _on_level(self, element: Element) -> None:
        self._level(self._mention(element.tokens[-1]), Measure.ACTUAL)

    def _on_reached(self, element: Element) -> None:
        self._level(self._mention(element.tokens[-1]), Measure.ACTUAL)

    def _on_budget(self, element: Element) -> None:
        state = self.state
        measure, mention = self._stated(element.tokens[0]), self._mention(element.tokens[-1])
        self._level(mention, measure)
        if state.base is Measure.LAST_YEAR and state.base_year == self.report_year:
            # 比2024年度“三公”经费年初预算数20.00万元减少: what it is compared with is the budget.
            state.base, state.base_year, state.base_amount = measure, 0, mention

    _on_adjusted = _on_budget

    def _stated(self, word: Token) -> Measure:
        """Which level a word states: a budget's own figures are budgets, whatever it calls them."""
        return Measure.ACTUAL if self.is_budget else _budget_of(word)

    def _on_previous(self, element: Element) -> None:
        word, money = element.tokens
        year = int(word[:4]) if word[:4].isdecimal() else self.report_year - 1
        if year == self.report_year:
            own = self._own(word) if self.state.named != self.block else None
            if own is not None:
                self._turn_to(own)
            self._level(self._mention(money), Measure.ACTUAL)
        elif year == self.report_year - 1:
            self.state.level_kind = kind_of_base(word)
            self.state.base = self.state.base or Measure.LAST_YEAR
            mention = self._mention(money)
            self._level(mention, Measure.LAST_YEAR)
            self._from(mention)
        else:
            self._skip(element, "不是本年或上年的数字")

    def _from(self, before: Mention) -> None:
        """与上年持平(上年为N万元): a change in the sentence started from the level in the bracket."""
        if not self.state.outside:
            return
        frame = self.state.outside[-1][0]
        for at in range(len(self.claims) - 1, max(len(self.claims) - 4, -1), -1):
            claim = self.claims[at]
            if isinstance(claim, Change) and claim.block == self.block and claim.subject.key == frame.subject.key:
                if claim.before is None and claim.base is Measure.LAST_YEAR:
                    self.claims[at] = replace(claim, before=before)
                return

    def _on_bare(self, element: Element) -> None:
        """A level whose unit is missing: understood in the unit that its siblings are in."""
        word, number = element.tokens
        if number == "0" or not self._ends_phrase(number):
            self._skip(element, "没有单位")
            return
        measure = Measure.ACTUAL if word.type == "ACTUAL" else self._stated(word)
        self._level(self._mention(number, self.unit), measure)

    def _on_stray(self, element: Element) -> None:
        """A figure without the word that governs it; right after its subject it is a level without its unit."""
        token, frame = element.tokens[0], self.state.frame
        if token.type == "NUMBER" and frame.bare and self.follows and self._of_money(token):
            frame.bare = False
            self._level(self._mention(token, self.unit), Measure.ACTUAL)
        else:
            self._ignore(element)

    def _of_money(self, number: Token) -> bool:
        """Whether a number without a unit is printed as amounts are, and nothing follows that could be its unit."""
        plain = len(number.partition(".")[2]) == _CENTS and self._ends_phrase(number)
        return plain and not self._shares_unit(number)

    def _shares_unit(self, number: Token) -> bool:
        """Whether another figure follows that bears the unit of both: 各是1.00、2.00万元."""
        end = number.end_pos or 0
        after = next((element.rule for element in self.ahead if element.rule != "sep"), "")
        return self.passage.compact.text[end : end + 1] in "、和" and after in ("amount", "stray", "percent")

    def _ends_phrase(self, token: Token) -> bool:
        """Whether nothing follows a number that could be its unit."""
        end = token.end_pos or 0
        return self.passage.compact.text[end : end + 1] in ("", *",;。、)")

    def _level(self, mention: Mention, measure: Measure) -> None:
        state = self.state
        if measure is Measure.ACTUAL and state.year and state.year != self.report_year:
            measure = Measure.LAST_YEAR
        of = state.whole.subject if state.whole is not None else None
        self.claims.append(Amount(*self._about(mention.anchor), mention, measure, of))
        state.frame.levels[measure] = mention
        state.frame.said.append(measure)
        subject = state.frame.subject
        whole = state.whole
        listed = whole is not None and measure is whole.measure and whole.depth == len(state.outside)
        if whole is not None and listed and subject.key != whole.subject.key:
            whole.parts.append((subject, mention))
        if measure is not Measure.ACTUAL or state.outside:
            return
        if subject.known and not subject.qualified:
            for name in (subject.key, *_PAIRS.get(subject.name, ())):
                state.amounts[name] = mention
                if state.topic in _ACCOUNTS:
                    self.totals.setdefault(name, mention)

    # Changes

    def _on_base(self, element: Element) -> None:
        state, tokens = self.state, element.tokens
        # Last year's budget is no level that the reports state otherwise.
        state.base = None if "预算" in tokens[0] else Measure.LAST_YEAR
        state.base_year, state.base_amount = 0, None
        if len(tokens) > 1 and tokens[1].type == "YEAR":
            state.base_year = int(tokens[1][:4])
        if tokens[-1].type == "MONEY":
            state.base_amount = self._mention(tokens[-1])
            self.claims.append(Amount(*self._about(state.base_amount.anchor), state.base_amount, Measure.LAST_YEAR))

    def _on_budget_base(self, element: Element) -> None:
        state, word = self.state, element.tokens[0]
        if self.is_budget:
            self._compared_with(element)
            return
        state.base, state.base_year, state.base_amount = _budget_of(word), 0, None
        if found := re.search(r"20\d{2}", word):
            state.base = state.base if int(found.group()) == self.report_year else None
        if element.tokens[-1].type == "MONEY":
            state.base_amount = self._mention(element.tokens[-1])
            if state.base is not None:
                self._level(state.base_amount, state.base)

    def _compared_with(self, element: Element) -> None:
        """比2023年预算执行数: a budget is compared with last year, by one of several kinds of figures."""
        state, word = self.state, element.tokens[0]
        end = word.start_pos or 0
        if whole := _WHOLE_ALONE.search(self.passage.compact.text, max(0, end - _NEAR), end):
            # 收入较去年减少 after a list is the whole's change, not that of the list's last part.
            name = _WHOLES[whole.group(1)]
            self._turn_to(Subject(name, (), (), whole.group(1), self._token_anchor(word)))
        state.base, state.base_amount, state.base_kind = Measure.LAST_YEAR, None, kind_of_base(word)
        found = re.search(r"20\d{2}", word)
        state.base_year = int(found.group()) if found else 0
        if element.tokens[-1].type == "MONEY":
            state.base_amount = self._mention(element.tokens[-1])
            self._level(state.base_amount, Measure.LAST_YEAR)

    def _on_change(self, element: Element) -> None:
        word, money = element.tokens
        if self.is_budget and self._names_a_part(word):
            # 支持稳增长30.00万元: an item of a list that happens to end in such a word.
            self._turn_to(
                self._unknown(Token("NAME", self.state.frame.subject.printed + word, start_pos=word.start_pos))
            )
            self._level(self._mention(money), Measure.ACTUAL)
            return
        self._changed(_DIRECTIONS[word.type], None, self._mention(money), None)

    def _names_a_part(self, word: Token) -> bool:
        """Whether a word of change ends the name of a list's part: nothing is compared, and a name stands right before."""
        whole, last = self.state.whole, self.last
        if self.state.base is not None or whole is None or whole.block != self.block or last is None:
            return False
        return last.rule == "name" and last.tokens[-1].end_pos == word.start_pos

    def _changed(
        self,
        direction: Direction,
        rate_direction: Direction | None,
        difference: Mention | None,
        rate: Mention | None,
        at: Anchor | None = None,
    ) -> None:
        state, frame = self.state, self.state.frame
        stated = difference or rate
        anchor = stated.anchor if stated else at or self.passage.anchor()
        before = state.base_amount
        if before is None and state.base is not None:
            before = frame.levels.get(state.base)
            if state.base_kind and state.level_kind not in ("", state.base_kind):
                before = None  # 预算 and 执行数 of last year are two figures.
        around = self._around(frame)
        current = frame.actual if around is not None or not self._after_list(frame) else None
        change = Change(
            *self._about(anchor), direction, rate_direction, difference, rate, current, state.base_year, state.base,
            before, around, state.base_kind, None, self._completed_of(frame, state.base),
        )  # fmt: skip
        self.claims.append(change)
        frame.changed = change if difference is not None else None

    def _completed_of(self, frame: _Frame, base: Measure | None) -> Mention | None:
        """The rate of completion of the same budget that the paragraph states before a change from it."""
        completed = frame.completed
        if completed is None or base not in _BUDGETS or completed.block != self.block:
            return None
        same = completed.of is base or Measure.BUDGET in (completed.of, base)
        return completed.rate if same else None

    def _around(self, frame: _Frame) -> Mention | None:
        """The whole's level, where a change told among its parts may be the whole's.

        So after the paragraphs of a list, after a first part that no colon sets off (总计N万元，其中结转M万元，增加…), and after several parts of which
        none has a change of its own.
        """
        whole = self.state.whole
        if whole is None or not whole.parts or whole.parts[-1][1] is not frame.actual:
            return None
        if whole.block != self.block:
            # A paragraph after those of the parts that names none of them.
            return whole.mention if self.state.named != self.block else None
        open_ended = not whole.changed and (whole.inline or len(whole.parts) > 1)
        whole.changed = True
        return whole.mention if open_ended else None

    def _after_list(self, frame: _Frame) -> bool:
        """Whether a paragraph after the items of a list speaks of no subject of its own: whose change it is stays open."""
        state = self.state
        own = state.named == self.block or (frame.actual is not None and frame.actual.block == self.block)
        return not own and state.of_item and not self._is_item()

    def _on_rate(self, element: Element) -> None:
        word, percent = element.tokens
        mention = self._mention(percent)
        if not self._rated(_DIRECTIONS[word.type], mention):
            self._changed(_DIRECTIONS[word.type], None, None, mention)

    def _rated(self, direction: Direction | None, rate: Mention) -> bool:
        """Gives the change just stated its rate."""
        before = self.state.frame.changed
        if before is None or before.rate is not None or not self.claims or self.claims[-1] is not before:
            return False
        self.claims[-1] = replace(before, rate_direction=direction, rate=rate)
        self.state.frame.changed = None
        return True

    def _on_trend(self, element: Element) -> None:
        """增减率-2.12%: the sign tells which way it goes."""
        figure = element.tokens[1]
        direction = Direction.DOWN if figure.startswith("-") else Direction.UP
        mention = self._mention(figure.update(value=str(figure).removeprefix("-")))
        if figure.type == "MONEY":
            self._changed(direction, None, mention, None)
        elif not self._rated(direction, mention):
            self._changed(direction, None, None, mention)

    def _on_unsigned(self, element: Element) -> None:
        """A change without its unit, or its rate without the percent sign."""
        word, number = element.tokens
        changed = self.state.frame.changed
        if changed is not None and changed.rate is None and self.claims[-1] is changed and self._ends_phrase(number):
            self._rated(_DIRECTIONS[word.type], self._mention(number, Unit.PERCENT))
        elif changed is None and self.state.base is not None and self._of_money(number):
            self._changed(_DIRECTIONS[word.type], None, self._mention(number, self.unit), None)
        else:
            self._ignore(element)

    def _on_percent(self, element: Element) -> None:
        """增加2.50万元(2.12%); 完成年初预算118.00万元的98.20%."""
        mention = self._mention(element.tokens[0])
        if self.last is not None and self.last.rule == "open" and self.state.outside:
            self.state.frame.changed, self.state.outside[-1][0].changed = self.state.outside[-1][0].changed, None
            if self._rated(None, mention):
                return
        budget = self.claims[-1] if self.claims else None
        if (
            isinstance(budget, Amount)
            and self.last is not None
            and self.last.rule == "amount"
            and (budget.measure in _BUDGETS)
        ):
            self._completed(mention, budget.measure)
            return
        self.unread.append((mention, _UNGOVERNED))

    def _on_same(self, element: Element) -> None:
        self.state.frame.changed = None
        if self.state.base is Measure.LAST_YEAR:
            self._changed(Direction.SAME, None, None, None, self._token_anchor(element.tokens[0]))
            self.state.frame.changed = None

    # Relations

    def _on_share(self, element: Element) -> None:
        state, tokens = self.state, element.tokens
        missing = tokens[-1].type == "NUMBER"
        if missing and (state.frame.actual is None or not self._ends_phrase(tokens[-1]) or _over_all(tokens[-1])):
            self._ignore(element)
            return
        mention = self._mention(tokens[-1], Unit.PERCENT if missing else None)
        stated = re.sub(r"的?(?:比重|比例)?(?:为|是)?的?$", "", tokens[1]) if tokens[1].type == "WHOLE" else ""
        part, whole = state.frame.actual, state.whole
        if len(tokens) > 2 and tokens[-2].type == "MONEY":
            money = self._mention(tokens[-2])
            self.claims.append(Share(*self._about(mention.anchor), part, mention, money, stated, None, True))
            return
        if stated:
            name = self.subjects.canonical(stated, state.topic)
            of = state.amounts.get(name) or self.totals.get(name)
        else:
            name = whole.subject.name if whole is not None else ""
            of = self._whole_of_section() if whole is None else None if whole.mention is part else whole.mention
        around = None if whole is None else whole if stated else whole.around
        outer = None if around is None or around.mention is part or around.mention is of else around.mention
        more = self._joint_parts(tokens[0], whole)
        self.claims.append(Share(*self._about(mention.anchor), part, mention, of, name, outer, bool(stated), more))
        if more:
            return
        if whole is not None and whole.parts and whole.parts[-1][1] is part and of in (whole.mention, None):
            whole.rates.append(mention)

    def _whole_of_section(self) -> Mention | None:
        """What the shares of a section on structure are of: the total that the sections before it state."""
        state = self.state
        if state.topic != "general-structure" or len(state.frame.subject.path) > 1:
            return None
        found = [state.amounts[name] for name in GENERAL_TOTALS if name in state.amounts]
        return found[0] if len({mention.figure.amount for mention in found}) == 1 else None

    def _joint_parts(self, share: Token, whole: _Whole | None) -> tuple[Mention, ...]:
        """两项合计占P%: the other parts that a share is of."""
        end = share.start_pos or 0
        found = _JOINT.search(self.passage.compact.text, max(0, end - _NEAR), end)
        if found is None or whole is None:
            return ()
        count = _HOW_MANY[found.group(1)]
        return tuple(mention for _, mention in whole.parts[-count:-1]) if len(whole.parts) >= count else ()

    def _on_completion(self, element: Element) -> None:
        word, percent = element.tokens
        missing = percent.type == "NUMBER"
        if missing and not self._ends_phrase(percent):
            self._ignore(element)
            return
        measure = _budget_of(word)
        levels = self.state.frame.levels
        if measure is Measure.BUDGET:
            # 完成预算 after both budgets: of which one it is stays open.
            stated = [budget for budget in _BUDGETS if budget in levels]
            measure = stated[0] if len(stated) == 1 else Measure.BUDGET
        elif measure is Measure.ADJUSTED_BUDGET and measure not in levels and Measure.INITIAL_BUDGET not in levels:
            # 支出预算N万元, …完成调整预算的P%: the one budget that is stated, if there was any money in it.
            only = levels.get(Measure.BUDGET)
            measure = Measure.BUDGET if only is not None and only.figure.value else measure
        self._completed(self._mention(percent, Unit.PERCENT if missing else None), measure)

    def _completed(self, rate: Mention, measure: Measure) -> None:
        frame = self.state.frame
        claim = Completion(*self._about(rate.anchor), frame.levels.get(measure), frame.actual, rate, measure)
        self.claims.append(claim)
        frame.completed = claim

    def _on_deviation(self, element: Element) -> None:
        mention = self._mention(element.tokens[-1])
        levels = self.state.frame.levels
        budget = levels.get(Measure.INITIAL_BUDGET)
        self.claims.append(Deviation(*self._about(mention.anchor), budget, levels.get(Measure.ACTUAL), mention))

    def _on_comparison(self, element: Element) -> None:
        state, token = self.state, element.tokens[0]
        state.hidden, state.purpose = "", False
        levels, words = state.frame.levels, str(token)
        measure = _budget_of(token)
        stated = [budget for budget in _BUDGETS if budget in levels]
        budget = levels.get(measure)
        if budget is None and measure is Measure.BUDGET and len(stated) == 1:
            budget = levels[stated[0]]
        actual = state.frame.actual
        completed = state.frame.completed
        same = completed is not None and measure in (Measure.BUDGET, completed.of)
        rate = completed.rate if completed is not None and same and completed.block == self.block else None
        if actual is budget:
            budget = None
        if rate is None and (budget is None or actual is None):
            return
        roughly, or_equal = token.type == "ROUGHLY", token.type == "NOT_ABOVE"
        anchor = self._token_anchor(token)
        self.claims.append(
            Comparison(*self._about(anchor), _COMPARED[token.type], budget, actual, words, roughly, rate, or_equal)
        )

    def _on_exceeded(self, element: Element) -> None:
        """决算数大于预算数2.50万元: a comparison, and a change from the budget."""
        word, money = element.tokens
        self._on_comparison(element)
        state = self.state
        state.base, state.base_year, state.base_amount = _budget_of(word), 0, None
        self._changed(_COMPARED[word.type], None, self._mention(money), None)

    # Averages

    def _on_average(self, element: Element) -> None:
        """车均运行维护费2.50万元: over the vehicles, persons or batches that the paragraph counts."""
        word, money = element.tokens
        mention = self._mention(money)
        counted = next((unit for mark, unit in _AVERAGED.items() if mark in word), "")
        count = self.counted_here.get(counted)
        amount = self.state.frame.actual or self._amount_named(str(word))
        if count is None or amount is None:
            self.unread.append((mention, _UNGOVERNED))
            return
        self.claims.append(Average(*self._about(mention.anchor), mention, amount, count))

    def _amount_named(self, words: str) -> Mention | None:
        """The last level whose subject the words name: 车均运行维护费."""
        amounts = (claim for claim in self._said_here() if isinstance(claim, Amount))
        return next((claim.mention for claim in amounts if words[2:] and words[2:] in claim.subject.name), None)

    # Counts

    def _on_counted(self, element: Element) -> None:
        token = element.tokens[0]
        text = self.passage.compact.text
        if token.startswith("其中"):
            self._among_counts()
        self.state.counted = self.scanner.counts(text, token.start_pos or 0, token.end_pos or 0)

    def _on_count(self, element: Element) -> None:
        token = element.tokens[0]
        mention, state = self._mention(token), self.state
        word = re.sub(r"^[\d,]+", "", token)
        part = state.tally is not None and state.tally[0].measure_word == word
        if part and state.tally is not None:
            state.tally[1].append(mention)
        if not state.counted and not part:
            self.unread.append((mention, _UNGOVERNED))
            return
        counted = state.counted or _NOT_WORDS.sub("", self.before[-1] if self.before else "")
        of = state.tally[0].counted if part and state.tally is not None else ""
        of = of or self._part_of(mention, counted, word)
        state.count = Count(*self._about(mention.anchor), mention, counted, word, of)
        if not of:
            self.counted_here[_GUESTS.get(word, word)] = mention
        self.claims.append(state.count)
        if not of:
            state.counts[_GUESTS.get(word, word)] = state.count

    def _among_counts(self) -> None:
        """What is counted next is among what was counted before."""
        self.state.within, self.state.counts = self.state.counts, {}

    def _part_of(self, mention: Mention, counted: str, word: str) -> str:
        """What a count is told to be among: 接待2批次、16人次,其中外事接待1批次、3人次."""
        whole = self.state.within.get(_GUESTS.get(word, word))
        if whole is None or counted in (_ABROAD, whole.counted):
            return ""
        self.claims.append(Tally(*self._about(whole.anchor), whole.mention, (mention,), whole.counted))
        return whole.counted

    # Lists

    def _on_opening(self, element: Element) -> None:
        state, frame = self.state, self.state.frame
        if (
            self.last is not None
            and self.last.rule in ("count", "sep")
            and state.count is not None
            and (state.count.measure_word == _BROKEN_DOWN)
        ):
            state.tally = (state.count, [])
        self._among_counts()
        state.counted, state.count = "", None
        if state.outside:
            self._open_in_bracket()
            return
        if state.base is None:
            state.base = state.last_base
        outer = state.whole
        nested = (
            outer is not None
            and bool(outer.parts)
            and (outer.mention is not frame.actual)
            and (outer.block == self.block or outer.parts[-1][1] is frame.actual)
        )
        if not nested:
            self.close_list()
        inline = str(element.tokens[0])[-1] != ":"
        measure = _measure_of(frame)
        whole = frame.levels.get(measure)
        state.whole = _Whole(frame.subject, whole, self.block, outer if nested else None, inline, measure=measure)

    def _open_in_bracket(self) -> None:
        """支出预算N万元(其中:…): the list ends with its bracket."""
        state = self.state
        frame = state.outside[-1][0]
        if frame.said and (whole := frame.levels.get(frame.said[-1])) is not None:
            state.whole = _Whole(
                frame.subject, whole, self.block, state.whole, measure=frame.said[-1], depth=len(state.outside)
            )

    def close_list(self) -> None:
        """Ends a list and those around it: its shares and parts become one claim."""
        while self.state.whole is not None:
            self._close_inner(self.state.whole)

    def _close_inner(self, whole: _Whole) -> None:
        self.state.whole = whole.around
        # Shares in a list within a list may be of the whole around it: then they add up to no 100%.
        rates = () if whole.around is not None else tuple(whole.rates)
        fewest = 1 if self.is_budget else _FEWEST_PARTS
        if whole.mention is None or len(whole.parts) < fewest:
            return
        names = [subject.name for subject, _ in whole.parts]
        partition = any(known.is_of(whole.subject.name, names) for known in self.partitions)
        self.claims.append(
            Composition(
                whole.subject, whole.mention.block, whole.mention.anchor, self.state.topic, self.state.year,
                whole.mention, tuple(mention for _, mention in whole.parts), rates,
                tuple(subject for subject, _ in whole.parts), partition,
            )
        )  # fmt: skip

    def _lists_amounts(self) -> bool:
        """Whether names with their amounts follow: 主要用于教育支出N万元、…."""
        kinds = [element.rule for element in self.ahead if element.rule != "sep"][:2]
        known = kinds[:1] == ["subject"] or (kinds[:1] == ["name"] and self.state.topic in _OF_COSTS)
        return known and kinds[1:] == ["amount"]

    def _on_listing(self, element: Element) -> None:
        if self._lists_amounts():
            self._on_opening(element)
            return
        token = element.tokens[0]
        text = self.passage.compact.text
        start = token.end_pos or 0
        stop = min((at for at in (text.find(mark, start) for mark in "。;") if at >= 0), default=len(text))
        items = []
        at = start
        for words in text[start:stop].split("、"):
            name = re.sub(r"等.{0,6}$", "", words)
            if name:
                items.append(Subject(name, (), (), name, self.passage.anchor(at, at + len(name))))
            at += len(words) + 1
        open_ended = "等" in text[start:stop][-8:]
        self.claims.append(Listing(*self._about(self.passage.anchor(start, stop)), tuple(items), open_ended))

    def _on_nil(self, element: Element) -> None:
        self.claims.append(Nil(*self._about(self._token_anchor(element.tokens[0]))))

    # What hides figures, and what ends it

    def _on_respectively(self, element: Element) -> None:
        self.state.hidden = _SHARED

    def _on_reason(self, element: Element) -> None:
        self.state.hidden = _HIDDEN
        if self.is_budget:
            self._told_again(element.tokens[0])
        self.state.reason_names = self.state.base is not None
        last = self.claims[-1] if self.claims else None
        if self.is_budget and isinstance(last, Change) and last.block == self.block and last.reason is None:
            start = element.tokens[0].end_pos or 0
            words = re.split("[。;]", self.passage.compact.text[start : start + _LONGEST_REASON], maxsplit=1)[0]
            self.claims[-1] = replace(last, reason=direction_of_reason(words))

    def _told_again(self, reason: Token) -> None:
        """财政拨款收入支出减少的主要原因是: which way it went, told once more without its amount."""
        end = reason.start_pos or 0
        found = _WAY_AGAIN.search(self.passage.compact.text, max(0, end - _NEAR), end)
        if found is not None:
            name, way = found.groups()
            anchor = self.passage.anchor(found.start(1), found.end(2))
            subject = Subject(name, (), (), name, anchor)
            direction = Direction.UP if way in ("增加", "增长") else Direction.DOWN
            about = (subject, self.block, anchor, self.state.topic, 0)
            self.claims.append(Change(*about, direction, None, None, None, None, 0, Measure.LAST_YEAR))

    def _on_purpose(self, element: Element) -> None:
        if self._lists_amounts() and self.state.whole is None and self.state.frame.actual is not None:
            self._on_opening(element)
        else:
            self.state.purpose = True

    def _on_open(self, element: Element) -> None:
        state, frame = self.state, self.state.frame
        state.outside.append((frame, state.hidden, state.purpose))
        state.frame = _Frame(frame.subject, dict(frame.levels), None, False)
        item = self._item_before(element.tokens[0])
        if item is not None:
            state.frame = _Frame(item)

    def _item_before(self, bracket: Token) -> Subject | None:
        """The item of a list of economic subjects whose amount stands in brackets: 基本工资(50.00万元)."""
        if self.state.topic != "basic":
            return None
        end = bracket.start_pos or 0
        found = _WORDS_BEFORE.search(self.passage.compact.text, 0, end)
        if found is None:
            return None
        return Subject(found.group(), (), (), found.group(), self.passage.anchor(found.start(), end), known=False)

    def _on_close(self, element: Element) -> None:
        state = self.state
        if state.whole is not None and state.whole.depth and state.whole.depth == len(state.outside):
            self._close_inner(state.whole)
        if state.outside:
            state.frame, state.hidden, state.purpose = state.outside.pop()
        state.within = {}

    def _close_tally(self) -> None:
        """Ends the breakdown of a count."""
        self.state.counts, self.state.within = {}, {}
        tally, self.state.tally, self.state.count = self.state.tally, None, None
        if tally is not None and len(tally[1]) > 1:
            whole, parts = tally
            self.claims.append(Tally(*self._about(whole.anchor), whole.mention, tuple(parts), whole.counted))

    def _on_stop(self, element: Element) -> None:
        self._resume()
        self._close_tally()
        state = self.state
        state.frame.bare = False
        state.frame.said = []
        state.last_base = state.base or state.last_base
        state.base, state.base_amount, state.year, state.counted = None, None, 0, ""
        state.base_kind = ""
        while state.whole is not None and state.whole.parts and state.whole.block == self.block and not state.outside:
            self._close_inner(state.whole)
        self._close_reason()

    def _on_semicolon(self, element: Element) -> None:
        end = element.tokens[0].end_pos or 0
        if self.state.hidden == _HIDDEN and _NEXT_REASON.match(self.passage.compact.text, end):
            return
        self._resume()
        self.state.within = {}
        whole = self.state.whole
        if whole is not None and whole.around is not None and not whole.depth and not self.state.outside:
            self._close_inner(whole)

    def _resume(self) -> None:
        state = self.state
        state.hidden, state.purpose = "", False
        state.frame.changed = None

    def _on_sep(self, element: Element) -> None:
        if not is_filler(_NOT_WORDS.sub("", element.tokens[0]), self.scanner):
            self.state.counted = ""
            if self.state.tally is None:
                self.state.count = None


def _over_all(number: Token) -> bool:
    """Whether a number cannot be a share in percent."""
    return Decimal(str(number).replace(",", "")) > _ALL


def _plain_name(name: str) -> str:
    """The name of a carried balance, whichever money it is of."""
    return name.replace("财政拨款结转和结余", "结转和结余")


def _measure_of(frame: _Frame) -> Measure:
    """What a list after a sentence is of: the final account, unless the sentence states nothing but a budget."""
    if frame.said and Measure.ACTUAL not in frame.said and frame.said[-1] in _BUDGETS:
        return frame.said[-1]
    return Measure.ACTUAL


def _family(topic: str) -> str:
    """The section that a part of it belongs to: three-public-detail to three-public."""
    return re.sub(r"-(?:overall|structure|detail|budget)$", "", topic)


def _budget_of(word: Token) -> Measure:
    """Which budget a word names: the initial one, the adjusted one, or none of them expressly."""
    if "年初" in word:
        return Measure.INITIAL_BUDGET
    if "全年" in word or "调整" in word:
        return Measure.ADJUSTED_BUDGET
    return Measure.BUDGET
