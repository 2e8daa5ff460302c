"""The lists that are open while a paragraph is read: 其中：A N万元，占P%；B …."""

from __future__ import annotations

from dataclasses import dataclass, field

from dislint.claims.model import Measure, Mention, Subject


@dataclass
class OpenList:
    """A list and what it has listed so far.

    ``subject`` and ``mention`` are its whole, stated in ``block``; ``inline`` says that no colon sets it off from the whole; ``changed`` that a
    change was told of one of its parts; ``measure`` is what the whole and so its parts are; ``depth`` the number of brackets around it;
    ``announced`` that the words before it say that it tells all there is (用于以下方面, 按功能分类); ``item`` how deep the item is that
    opens it, -1 if none does.
    """

    subject: Subject
    mention: Mention | None
    block: int
    inline: bool = False
    changed: bool = False
    measure: Measure = Measure.ACTUAL
    depth: int = 0
    announced: bool = False
    item: int = -1
    parts: list[tuple[Subject, Mention]] = field(default_factory=list)
    rates: list[Mention] = field(default_factory=list)


@dataclass
class Lists:
    """The open lists, a list within a list after the one around it, and the last one that is over."""

    open: list[OpenList] = field(default_factory=list)
    told: OpenList | None = None
    """The list that ended last, with none around it."""

    @property
    def inner(self) -> OpenList | None:
        """The list that is being told."""
        return self.open[-1] if self.open else None

    @property
    def around(self) -> OpenList | None:
        """The list around the one that is being told."""
        return self.open[-2] if len(self.open) > 1 else None

    def part_of(self, subject: Subject, depth: int) -> OpenList | None:
        """The list that a subject within so many brackets is a part of."""
        inner = self.inner
        if inner is None or inner.depth != depth:
            return None
        # 项目支出N万元，其中财政拨款项目支出M万元: a narrower one of the same name is a part as well.
        same = subject.key == inner.subject.key and subject.qualified <= inner.subject.qualified
        return None if same else inner

    def add(self, subject: Subject, mention: Mention, measure: Measure, depth: int) -> bool:
        """Adds a level to the list that is being told; whether it is of its parts."""
        whole = self.part_of(subject, depth)
        if whole is None or measure is not whole.measure:
            return False
        whole.parts.append((subject, mention))
        return True
