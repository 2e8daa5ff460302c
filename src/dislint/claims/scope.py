"""What carries over from phrase to phrase: of whom, of which year and against what a sentence speaks."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from dislint.claims.model import Change, Completion, Measure, Mention, Subject

BUDGETS = (Measure.INITIAL_BUDGET, Measure.ADJUSTED_BUDGET, Measure.BUDGET)


@dataclass(frozen=True, slots=True)
class Base:
    """What changes are told against: a measure (None: nothing, or what the reports state nowhere else), of a year (0: unstated).

    ``amount`` is its level where the comparison states it; ``kind`` what a budget says that it compares with (预算, 执行数).
    """

    measure: Measure | None = None
    year: int = 0
    amount: Mention | None = None
    kind: str = ""


NO_BASE = Base()


@dataclass
class Frame:
    """What was said of one subject: its levels by measure, its last change; ``bare`` while a plain amount may follow.

    ``part`` is the last part of its list, which may be meant where a sentence after the list names nothing.
    ``listed`` says that it was told as a part of a list.
    """

    subject: Subject = field(default_factory=lambda: Subject(""))
    levels: dict[Measure, Mention] = field(default_factory=dict)
    changed: Change | None = None
    bare: bool = True
    completed: Completion | None = None
    said: list[Measure] = field(default_factory=list)
    part: Mention | None = None
    listed: bool = False

    @property
    def actual(self) -> Mention | None:
        """Its final account."""
        return self.levels.get(Measure.ACTUAL)

    @property
    def measure(self) -> Measure:
        """What a list after a sentence is of: the final account, unless the sentence states nothing but a budget."""
        if self.said and Measure.ACTUAL not in self.said and self.said[-1] in BUDGETS:
            return self.said[-1]
        return Measure.ACTUAL


@dataclass
class Scope:
    """What a section has said so far.

    ``amounts`` are the final accounts stated, by the key of their subject; ``outside`` the frames around the brackets that
    are open; ``level_kind`` the kind of last year's figure that was stated last; ``named`` the last block that names a
    subject, and ``of_item`` whether it does in an item of a list; ``pending`` the places, among all claims, of changes whose
    level was not stated before, and ``begins`` that of the section's first claim.
    """

    topic: str = ""
    year: int = 0
    frame: Frame = field(default_factory=Frame)
    amounts: dict[str, Mention] = field(default_factory=dict)
    base: Base = NO_BASE
    last_base: Base = NO_BASE
    level_kind: str = ""
    outside: list[Frame] = field(default_factory=list)
    named: int = -1
    of_item: bool = False
    pending: list[int] = field(default_factory=list)
    begins: int = 0

    def following(self, topic: str, begins: int) -> Scope:
        """The scope of the next section, into which nothing carries over but a part's amounts into the next part."""
        return Scope(topic, amounts=self.amounts if _family(topic) == _family(self.topic) else {}, begins=begins)

    def begin_paragraph(self, is_item: bool) -> None:
        """The subject alone carries over, and no plain amount follows it any more; the part of a list not into an item."""
        self.year, self.base, self.last_base = 0, NO_BASE, NO_BASE
        if is_item and self.frame.listed:
            self.frame = Frame()
        self.frame.bare = False

    def end_paragraph(self) -> None:
        """Ends what was not ended."""
        if self.outside:
            self.frame, self.outside = self.outside[0], []

    def end_sentence(self) -> None:
        """What the next sentence does not state again holds of it no more, but the subject and its levels."""
        self.frame.changed, self.frame.bare, self.frame.said = None, False, []
        if self.base.measure is not None:
            self.last_base = self.base
        self.base, self.year = NO_BASE, 0

    def compare_again(self) -> None:
        """What a list says of its parts is told against what the sentence before was."""
        if self.base.measure is None:
            self.base = Base(self.last_base.measure, self.last_base.year)


def _family(topic: str) -> str:
    """The section that a part of it belongs to: three-public-detail to three-public."""
    return re.sub(r"-(?:overall|structure|detail|budget)$", "", topic)
