"""The narrative read into claims: elements in order, with the subject, whole and year that carry over."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal

from lark import Token

from dislint.claims.lexicon import Lexicon, scanner, table_names
from dislint.claims.model import (
    Amount,
    Change,
    Claim,
    Comparison,
    Completion,
    Composition,
    Direction,
    Listing,
    Measure,
    Mention,
    Nil,
    Share,
    Subject,
)
from dislint.claims.parser import Element, canonical_subject, parse
from dislint.layout.model import Layout, Passage
from dislint.numbers import UNIT_NAMES, Figure, Unit
from dislint.structure.model import Kind, Section, Structure

_FIGURE = re.compile(r"(-?[\d,]+(?:\.\d+)?)(万元|亿元|元|万|%)?")
_PATH_PART = re.compile(r"(.+?)\((\d*)([类款项])\)")
_DIRECTIONS = {"UP": Direction.UP, "DOWN": Direction.DOWN}
_COMPARED = {"GREATER": Direction.UP, "LESS": Direction.DOWN, "EQUAL": Direction.SAME}
_PAIRS = {
    "收入支出总计": ("收入总计", "支出总计"),
    "财政拨款收入支出总计": ("财政拨款收入总计", "财政拨款支出总计"),
}
# Parts that make up a whole even where no shares are printed with them.
_PARTITIONS = (
    {"人员经费", "公用经费"},
    {"政府采购货物", "政府采购工程", "政府采购服务"},
    {"因公出国(境)费", "公务用车购置及运行维护费", "公务接待费"},
    {"因公出国(境)费", "公务用车购置费", "公务用车运行维护费", "公务接待费"},
)
_FISCAL = frozenset({"财政拨款收入总计", "财政拨款支出总计", "财政拨款收入支出总计"})


@dataclass(frozen=True, slots=True)
class Narrative:
    """What the sentences say: claims, all printed numbers, and why some of them were not understood."""

    claims: tuple[Claim, ...]
    mentions: tuple[Mention, ...]
    unread: tuple[tuple[Mention, str], ...]


@dataclass
class _State:
    """What carries over from element to element."""

    topic: str = ""
    year: int = 0
    subject: Subject = field(default_factory=lambda: Subject(""))
    amounts: dict[str, Mention] = field(default_factory=dict)
    actual: Mention | None = None
    budget: Mention | None = None
    adjusted: Mention | None = None
    whole: Mention | None = None
    whole_name: str = ""
    listed: list[Mention] = field(default_factory=list)
    listed_names: list[str] = field(default_factory=list)
    shares: list[Mention] = field(default_factory=list)
    changed: Change | None = None
    base_year: int = 0
    base: bool = False
    reason: bool = False

    def forget_subject(self) -> None:
        """A new subject: what was said of the last one does not carry over."""
        self.actual = self.budget = self.adjusted = None
        self.changed = None


def read_narrative(layout: Layout, structure: Structure, lexicon: Lexicon) -> Narrative:
    """Reads the sentences of the narrative part."""
    reader = _Reader(structure, lexicon)
    last: Section | None = None
    for number, block in enumerate(layout.blocks):
        if isinstance(block, Passage) and structure.roles[number] == "text":
            section = _narrative_section(structure, number)
            if section is None:
                continue
            if section is not last:
                reader.enter(section)
                last = section
            reader.read(number, block)
    reader.close_list()
    return Narrative(tuple(reader.claims), tuple(reader.mentions), tuple(reader.unread))


def _narrative_section(structure: Structure, number: int) -> Section | None:
    """The innermost section of a block of the narrative; None outside it."""
    around = [section for section in structure.sections if section.start <= number < section.end]
    inside = any(section.topic == "narrative" and section.heading.depth == 0 for section in around)
    if not around or not (inside or structure.kind is Kind.BUDGET):
        return None
    return around[-1]


class _Reader:
    """Reads passages one after another."""

    def __init__(self, structure: Structure, lexicon: Lexicon) -> None:
        names = table_names(structure)
        self.names = sorted(names, key=len, reverse=True)
        self.pattern, self.canonical = scanner(lexicon, names)
        self.aliases = [(re.compile(alias.replace("(境)", r"\(境\)")), name) for alias, name in lexicon.subjects]
        self.year = structure.year or 0
        self.claims: list[Claim] = []
        self.mentions: list[Mention] = []
        self.unread: list[tuple[Mention, str]] = []
        self.state = _State()
        self.block = 0
        self.passage: Passage = Passage.of(())

    def enter(self, section: Section) -> None:
        """A new section: nothing carries over but the report's year."""
        self.close_list()
        self.state = _State(topic=section.topic, year=self.year)

    def read(self, block: int, passage: Passage) -> None:
        """Reads one passage."""
        self.block, self.passage = block, passage
        self.state.reason = False
        self.state.base = False
        for element in parse(passage.compact.text, self.pattern):
            if self.state.reason and element.rule not in ("stop", "semicolon", "comparison"):
                self._skip(element, "原因或用途说明中的数字")
                continue
            getattr(self, f"_on_{element.rule}", self._ignore)(element)

    # Mentions and claims

    def _mention(self, token: Token) -> Mention:
        found = _FIGURE.search(token)
        if found is None:
            raise ValueError(token)
        digits = found.group(1)
        unit = UNIT_NAMES.get(found.group(2) or "", Unit.NONE)
        places = len(digits.partition(".")[2])
        figure = Figure(str(token), Decimal(digits.replace(",", "")), places, unit)
        start, end = token.start_pos or 0, token.end_pos or 0
        mention = Mention(figure, self.block, start, end, self.passage.anchor(start, end), found.group(2) is not None)
        self.mentions.append(mention)
        return mention

    def _skip(self, element: Element, reason: str) -> None:
        for token in element.tokens:
            if token.type in ("MONEY", "PERCENT", "NUMBER"):
                self.unread.append((self._mention(token), reason))

    def _ignore(self, element: Element) -> None:
        self._skip(element, "不明所指")

    def _about(self, mention: Mention) -> tuple[Subject, int, object, str, int]:
        return self.state.subject, self.block, mention.anchor, self.state.topic, self.state.year

    # Elements, one method each

    def _on_subject(self, element: Element) -> None:
        token = element.tokens[0]
        subject = self._path(token) if token.type == "PATH" else self._named(token)
        if subject.name == self.state.subject.name and subject.path == self.state.subject.path:
            return
        self.state.subject = subject
        self.state.forget_subject()
        self.state.actual = self.state.amounts.get(self._key(subject)) or self._of_pair(subject)

    def _of_pair(self, subject: Subject) -> Mention | None:
        """The level of 收、支总计 where both were stated apart, and alike."""
        parts = [self.state.amounts.get(name) for name in _PAIRS.get(subject.name, ())]
        if len(parts) == 2 and parts[0] and parts[1] and parts[0].figure.amount == parts[1].figure.amount:
            return parts[0]
        return None

    def _named(self, token: Token) -> Subject:
        name = canonical_subject(str(token), self.canonical, self.aliases)
        if self.state.topic == "fiscal-overall" and f"财政拨款{name}" in _FISCAL:
            name = f"财政拨款{name}"
        return Subject(name, (), (), str(token), self.passage.anchor(token.start_pos or 0, token.end_pos))

    def _path(self, token: Token) -> Subject:
        names, codes = [], []
        for found in _PATH_PART.finditer(str(token)):
            words = re.sub(r"^(?:\d{1,2}[.、]|其中:?|\)|[^\w]+)", "", found.group(1))
            names.append(next((name for name in self.names if words.endswith(name)), words))
            codes.append(found.group(2))
        anchor = self.passage.anchor(token.start_pos or 0, token.end_pos)
        return Subject(names[-1], tuple(names), tuple(codes), str(token), anchor)

    @staticmethod
    def _key(subject: Subject) -> str:
        return "/".join(subject.path) or subject.name

    def _on_amount(self, element: Element) -> None:
        mention = self._mention(element.tokens[0])
        state = self.state
        if state.base or not state.subject.name:
            self.unread.append((mention, "不明所指"))
            return
        self._level(mention, Measure.ACTUAL)

    def _on_level(self, element: Element) -> None:
        self._level(self._mention(element.tokens[-1]), Measure.ACTUAL)

    def _level(self, mention: Mention, measure: Measure) -> None:
        state = self.state
        self.claims.append(Amount(*self._about(mention), mention, measure))  # type: ignore[arg-type]
        if measure is Measure.ACTUAL:
            state.actual = mention
            state.amounts[self._key(state.subject)] = mention
            for part in _PAIRS.get(state.subject.name, ()):
                state.amounts[part] = mention
            if state.whole is not None:
                state.listed.append(mention)
                state.listed_names.append(state.subject.name)

    def _on_budget(self, element: Element) -> None:
        mention = self._mention(element.tokens[-1])
        initial = "年初" in element.tokens[0]
        self.state.budget = mention
        self._level(mention, Measure.INITIAL_BUDGET if initial else Measure.BUDGET)

    def _on_adjusted(self, element: Element) -> None:
        self.state.adjusted = self._mention(element.tokens[-1])
        self._level(self.state.adjusted, Measure.ADJUSTED_BUDGET)

    def _on_base(self, element: Element) -> None:
        self.state.base_year = 0
        if len(element.tokens) > 1:
            self.state.base_year = int(element.tokens[1][:4])

    def _on_change(self, element: Element) -> None:
        word, money = element.tokens
        mention = self._mention(money)
        self._changed(_DIRECTIONS[word.type], None, mention, None)

    def _changed(
        self, direction: Direction, rate_direction: Direction | None, difference: Mention | None, rate: Mention | None
    ) -> None:
        state = self.state
        stated = difference or rate
        anchor = stated.anchor if stated else self.passage.anchor()
        change = Change(
            state.subject, self.block, anchor, state.topic, state.year,
            direction, rate_direction, difference, rate, state.actual, state.base_year,
        )  # fmt: skip
        self.claims.append(change)
        state.changed = change if difference is not None else None

    def _on_rate(self, element: Element) -> None:
        word, percent = element.tokens
        mention = self._mention(percent)
        before = self.state.changed
        if before is not None and before.rate is None and self.claims and self.claims[-1] is before:
            self.claims.pop()
            self._changed(before.direction, _DIRECTIONS[word.type], before.difference, mention)
            self.state.changed = None
        else:
            self.unread.append((mention, "没有与之相应的增减额"))

    def _on_same(self, element: Element) -> None:
        self.state.changed = None

    def _on_share(self, element: Element) -> None:
        state = self.state
        mention = self._mention(element.tokens[-1])
        stated = str(element.tokens[1]).rstrip("的") if len(element.tokens) == 3 else ""
        whole = None if stated else state.whole
        part = state.actual
        name = stated or state.whole_name
        if whole is not None and part is whole:
            whole = None
        self.claims.append(
            Share(state.subject, self.block, mention.anchor, state.topic, state.year, part, mention, whole, name)
        )
        if whole is not None and part is not None:
            state.shares.append(mention)

    def _on_completion(self, element: Element) -> None:
        state = self.state
        mention = self._mention(element.tokens[-1])
        word = str(element.tokens[0])
        adjusted = "全年" in word or "调整" in word
        budget = state.adjusted if adjusted else state.budget
        if not adjusted and "年初" not in word and state.adjusted is not None:
            # 完成预算 after both budgets: of which one it is stays open.
            budget = state.adjusted if state.budget is None else None
        of = Measure.ADJUSTED_BUDGET if adjusted else Measure.INITIAL_BUDGET
        self.claims.append(
            Completion(
                state.subject,
                self.block,
                mention.anchor,
                state.topic,
                state.year,
                budget,
                state.actual,
                mention,
                of,
            )
        )

    def _on_comparison(self, element: Element) -> None:
        state, token = self.state, element.tokens[0]
        state.reason = False
        if token.type not in _COMPARED:
            return
        anchor = self.passage.anchor(token.start_pos or 0, token.end_pos)
        words = str(token)
        budget = state.adjusted if ("全年" in words or "调整" in words) else state.budget
        if budget is None or state.actual is None or state.actual is budget:
            return
        self.claims.append(
            Comparison(
                state.subject,
                self.block,
                anchor,
                state.topic,
                state.year,
                _COMPARED[token.type],
                budget,
                state.actual,
                words,
            )
        )

    def _on_opening(self, element: Element) -> None:
        state = self.state
        # 其中 within 其中: whether shares are of the inner or the outer whole differs from report to report.
        nested = state.whole is not None and state.whole.block == self.block and bool(state.listed)
        self.close_list()
        if not nested:
            state.whole, state.whole_name = state.actual, state.subject.name

    def close_list(self) -> None:
        """Ends a composition: its shares and parts become one claim."""
        state = self.state
        if state.whole is not None and len(state.listed) >= 2:
            names = state.listed_names
            whole_of = len(set(names)) == len(names) and set(names) in _PARTITIONS
            complete = whole_of or len(state.shares) == len(state.listed)
            self.claims.append(
                Composition(
                    Subject(state.whole_name),
                    state.whole.block,
                    state.whole.anchor,
                    state.topic,
                    state.year,
                    state.whole,
                    tuple(state.listed),
                    tuple(state.shares),
                    complete,
                )
            )
        state.whole, state.listed, state.listed_names, state.shares = None, [], [], []

    def _on_nil(self, element: Element) -> None:
        token = element.tokens[0]
        anchor = self.passage.anchor(token.start_pos or 0, token.end_pos)
        self.claims.append(Nil(self.state.subject, self.block, anchor, self.state.topic, self.state.year))

    def _on_listing(self, element: Element) -> None:
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
        anchor = self.passage.anchor(start, stop)
        self.claims.append(
            Listing(self.state.subject, self.block, anchor, self.state.topic, self.state.year, tuple(items), open_ended)
        )

    def _on_reason(self, element: Element) -> None:
        self.state.reason = True

    def _on_stop(self, element: Element) -> None:
        self.state.reason = False
        self.state.changed = None
        if self.state.listed and self.state.whole is not None and self.state.whole.block == self.block:
            self.close_list()

    def _on_semicolon(self, element: Element) -> None:
        self.state.reason = False
        self.state.changed = None

    def _on_sep(self, element: Element) -> None:
        pass

    def _on_each(self, element: Element) -> None:
        pass
