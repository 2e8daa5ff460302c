"""Claims: what the sentences of the narrative say, each with its numbers and their place."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

from dislint.blocks import Anchor
from dislint.numbers import Figure
from dislint.structure.model import CODE_LENGTHS

PUBLIC = frozenset({"three-public", "three-public-overall", "three-public-detail"})
"""The sections on the 三公."""
GENERAL_TOTALS = ("一般公共预算财政拨款支出", "财政拨款支出")
"""What the section on general-budget expenditure calls the whole."""


class Direction(Enum):
    """Which way a change or a comparison goes."""

    UP = "增加"
    DOWN = "减少"
    SAME = "持平"


class Measure(Enum):
    """Which quantity of a subject is meant."""

    ACTUAL = "决算数"
    LAST_YEAR = "上年决算数"
    INITIAL_BUDGET = "年初预算数"
    ADJUSTED_BUDGET = "全年预算数"
    BUDGET = "预算数"


@dataclass(frozen=True, slots=True)
class Mention:
    """A number printed in the narrative: ``block`` and ``start``/``end`` are its place in the compact text.

    ``unit_printed`` is False where the print lacks the unit or percent sign that ``figure`` has.
    """

    figure: Figure
    block: int
    start: int
    end: int
    anchor: Anchor
    unit_printed: bool = True

    def __eq__(self, other: object) -> bool:
        """A mention equals itself, and the number that it prints, in its own unit: ``claim.rate == 100``."""
        if isinstance(other, Mention):
            return (self.figure, self.block, self.start, self.end) == (
                other.figure,
                other.block,
                other.start,
                other.end,
            )
        return bool(self.figure.value == other)

    def __hash__(self) -> int:
        return hash(self.figure.value)

    def __lt__(self, number: int | Decimal) -> bool:
        return NotImplemented if isinstance(number, Mention) else self.figure.value < number

    def __gt__(self, number: int | Decimal) -> bool:
        return NotImplemented if isinstance(number, Mention) else self.figure.value > number


@dataclass(frozen=True, slots=True)
class Subject:
    """What a claim speaks of: canonical name, the names and codes of its 类/款/项 path, as printed.

    ``levels`` tells which of the three each name of the path is ("类款项", "款项"). ``known`` is False for words that the lexicon does not know. ``qualified`` says that other words stand before the
    name, so that less may be meant than the name alone says (下属单位基本支出).
    """

    name: str
    path: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    printed: str = ""
    anchor: Anchor | None = None
    known: bool = True
    qualified: bool = False
    levels: str = ""

    @property
    def key(self) -> str:
        """What tells this subject from others."""
        return self.code + ("/".join(self.path) or self.name)

    @property
    def code(self) -> str:
        """The full code of a name that stands alone with it (2010601行政运行); "" for others."""
        alone = len(self.path) == len(self.codes) == 1 and len(self.codes[0]) == CODE_LENGTHS.get(self.levels)
        return self.codes[0] if alone else ""

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True, slots=True)
class Claim:
    """Common to all claims: who is spoken of, where, in which section topic, of which year (0 = unstated)."""

    subject: Subject
    block: int
    anchor: Anchor
    topic: str
    year: int

    @property
    def printed(self) -> list[Mention]:
        """The numbers that the claim itself prints; others it relates them to."""
        values = [getattr(self, name, None) for name in ("mention", "difference", "rate")]
        return [value for value in values if isinstance(value, Mention)]


@dataclass(frozen=True, slots=True)
class Amount(Claim):
    """X支出决算为N万元: a level of a measure. ``of`` is the whole whose part X is said to be (其中), if any."""

    mention: Mention
    measure: Measure = Measure.ACTUAL
    of: Subject | None = None


@dataclass(frozen=True, slots=True)
class Change(Claim):
    """与上年相比，X增加D万元，增长P%.

    ``current`` is the level that the change led to and ``before`` the one that it started from, where they are
    stated; ``base`` says what X is compared with, None where the paragraph does not. ``base_year`` is 0 where unstated.
    ``around`` is the level of the whole that may be meant instead (收入总计N万元，其中年初结转M万元，较上年增加D万元).
    ``base_kind`` is what a budget says that it compares with (预算, 执行数, …), "" where it names none; ``reason`` the one
    way that the money of the reason given goes (主要原因是…经费增加). ``completed`` is the rate of completion of the budget
    that it is compared with.
    """

    direction: Direction
    rate_direction: Direction | None
    difference: Mention | None
    rate: Mention | None
    current: Mention | None
    base_year: int
    base: Measure | None = None
    before: Mention | None = None
    around: Mention | None = None
    base_kind: str = ""
    reason: Direction | None = None
    completed: Mention | None = None


@dataclass(frozen=True, slots=True)
class ToldAgain(Claim):
    """决算数较上年增加的主要原因是: which way a change went that was told before with its amounts."""

    direction: Direction
    change: Change


@dataclass(frozen=True, slots=True)
class Average(Claim):
    """车均运行维护费N万元: an amount over a count; ``words`` are what it is called (车均)."""

    mention: Mention
    amount: Mention
    count: Mention
    words: str


@dataclass(frozen=True, slots=True)
class Share(Claim):
    """A N万元，占P%: part, rate, and the whole it is a share of.

    ``named`` says that the sentence names the whole (占本年支出合计的P%). ``outer`` is another whole that may be meant:
    the one around a list within a list, or the list's own where the sentence names another. ``more`` are other parts
    that the share is of as well (两项合计占P%).
    """

    part: Mention | None
    rate: Mention
    whole: Mention | None
    whole_name: str = ""
    outer: Mention | None = None
    named: bool = False
    more: tuple[Mention, ...] = ()


@dataclass(frozen=True, slots=True)
class Shares(Claim):
    """主要用于以下方面：A占P%；B占Q%: the shares that a list tells without amounts; ``partition`` says that these are all there are."""

    rates: tuple[Mention, ...]
    partition: bool


@dataclass(frozen=True, slots=True)
class Completion(Claim):
    """年初预算为B万元，支出决算为N万元，完成年初预算的P%."""

    budget: Mention | None
    actual: Mention | None
    rate: Mention
    of: Measure = Measure.INITIAL_BUDGET


@dataclass(frozen=True, slots=True)
class Deviation(Claim):
    """预决算差异率P%: the difference of actual and budget as a rate of the budget."""

    budget: Mention | None
    actual: Mention | None
    rate: Mention


@dataclass(frozen=True, slots=True)
class Comparison(Claim):
    """决算数大于预算数: a direction between actual and budget; ``words`` as printed; ``roughly``: 基本持平.

    ``completed`` is the rate of completion that was stated before. ``or_equal``: 未超过.
    """

    direction: Direction
    budget: Mention | None
    actual: Mention | None
    words: str
    roughly: bool = False
    completed: Mention | None = None
    or_equal: bool = False


@dataclass(frozen=True, slots=True)
class Composition(Claim):
    """其中：A N万元，占P%；B …: a whole and its parts, with the subject of each.

    ``partition`` says that by their nature these parts are all there are (人员经费、公用经费), ``some`` that each is another part of
    the whole, be they all or not.
    """

    whole: Mention | None
    parts: tuple[Mention, ...]
    rates: tuple[Mention, ...]
    subjects: tuple[Subject, ...]
    partition: bool
    some: bool = False


@dataclass(frozen=True, slots=True)
class Balance(Claim):
    """年初结转和结余A，本年收入B，本年支出C，年末结转和结余D: what was there and came, less what went and is left.

    ``signs`` say of each amount whether it is added (1) or taken off (-1).
    """

    amounts: tuple[Mention, ...]
    signs: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ChangesOfParts(Claim):
    """减少D，主要是A减少E，B减少F: the changes of parts that by their nature are all there are, and the whole's."""

    whole: Change
    parts: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Nil(Claim):
    """无政府性基金预算财政拨款收入和支出: there was nothing of the subject."""


@dataclass(frozen=True, slots=True)
class Count(Claim):
    """接待2批次、26人次: a count, what is counted, and in what (批次); ``of`` is what it is a kind of, if any."""

    mention: Mention
    counted: str
    measure_word: str
    of: str = ""


@dataclass(frozen=True, slots=True)
class Tally(Claim):
    """共有车辆9辆，其中：机要通信用车2辆、…: a count and the counts that make it up.

    ``partition`` says that these are all there are: by their nature (整改完成 and 正在整改 of problems), or as another measure
    of the same shows. ``names`` are what a list calls them, () where the sentence lists nothing.
    """

    whole: Mention
    parts: tuple[Mention, ...]
    counted: str
    partition: bool = False
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Extent(Claim):
    """总建筑面积9000平方米，其中地上6000平方米，地下3000平方米: a measure and its parts.

    ``partition`` says that by their names these parts are all there are.
    """

    whole: Mention
    parts: tuple[Mention, ...]
    partition: bool


@dataclass(frozen=True, slots=True)
class Listing(Claim):
    """主要包括：办公费、印刷费: names without amounts; ``open_ended`` where it closes with 等."""

    items: tuple[Subject, ...]
    open_ended: bool


@dataclass(frozen=True, slots=True)
class Narrative:
    """What the sentences say: claims, all printed numbers, and why some of them were not understood."""

    claims: tuple[Claim, ...]
    mentions: tuple[Mention, ...]
    unread: tuple[tuple[Mention, str], ...]
