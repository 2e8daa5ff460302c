"""Claims: what the sentences of the narrative say, each with its numbers and their place."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from dislint.layout.model import Anchor
from dislint.numbers import Figure


class Direction(Enum):
    """Which way a change or a comparison goes."""

    UP = "增加"
    DOWN = "减少"
    SAME = "持平"


class Measure(Enum):
    """Which quantity of a subject is meant."""

    ACTUAL = "决算数"
    INITIAL_BUDGET = "年初预算数"
    ADJUSTED_BUDGET = "全年预算数"
    BUDGET = "预算数"


@dataclass(frozen=True, slots=True)
class Mention:
    """A number printed in the narrative: ``block`` and ``start``/``end`` are its place in the compact text."""

    figure: Figure
    block: int
    start: int
    end: int
    anchor: Anchor
    unit_printed: bool = True


@dataclass(frozen=True, slots=True)
class Subject:
    """What a claim speaks of: canonical name, the codes or names of its 类/款/项 path, as printed."""

    name: str
    path: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    printed: str = ""
    anchor: Anchor | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """Common to all claims: who is spoken of, where, in which section topic, of which year (0 = unstated)."""

    subject: Subject
    block: int
    anchor: Anchor
    topic: str
    year: int


@dataclass(frozen=True, slots=True)
class Amount(Claim):
    """X支出决算为N万元: a level of a measure."""

    mention: Mention
    measure: Measure = Measure.ACTUAL


@dataclass(frozen=True, slots=True)
class Change(Claim):
    """与上年相比，X增加D万元，增长P%; ``current`` is the level that the change led to, where stated."""

    direction: Direction
    rate_direction: Direction | None
    difference: Mention | None
    rate: Mention | None
    current: Mention | None
    base_year: int


@dataclass(frozen=True, slots=True)
class Share(Claim):
    """A N万元，占P%: part, rate, and the whole it is a share of."""

    part: Mention | None
    rate: Mention
    whole: Mention | None
    whole_name: str = ""


@dataclass(frozen=True, slots=True)
class Completion(Claim):
    """年初预算为B万元，支出决算为N万元，完成年初预算的P%."""

    budget: Mention | None
    actual: Mention | None
    rate: Mention
    of: Measure = Measure.INITIAL_BUDGET


@dataclass(frozen=True, slots=True)
class Comparison(Claim):
    """决算数大于预算数: a direction between actual and budget; ``words`` as printed."""

    direction: Direction
    budget: Mention | None
    actual: Mention | None
    words: str


@dataclass(frozen=True, slots=True)
class Composition(Claim):
    """其中：A N万元，占P%；B …: a whole and its parts; ``complete`` where the list is meant to be full."""

    whole: Mention | None
    parts: tuple[Mention, ...]
    rates: tuple[Mention, ...]
    complete: bool


@dataclass(frozen=True, slots=True)
class Nil(Claim):
    """无政府性基金预算财政拨款收入和支出: there was nothing of the subject."""


@dataclass(frozen=True, slots=True)
class Count(Claim):
    """接待2批次、26人次: a count and what is counted."""

    mention: Mention
    counted: str


@dataclass(frozen=True, slots=True)
class Listing(Claim):
    """主要包括：办公费、印刷费: names without amounts; ``open_ended`` where it closes with 等."""

    items: tuple[Subject, ...]
    open_ended: bool


class State(Enum):
    """What became of a number."""

    VERIFIED = "verified"
    CONTRADICTED = "contradicted"
    UNCHECKED = "unchecked"


@dataclass(frozen=True, slots=True)
class Verdict:
    """The state of a printed number and why: the cell or sum that verifies it, the relation that contradicts
    it, or the reason why nothing could be said."""

    mention: Mention
    state: State
    reason: str
    claim: Claim | None
