"""What is being counted while a paragraph is read: 接待2批次、26人次，其中外事接待1批次."""

from __future__ import annotations

from dataclasses import dataclass, field

from dislint.claims.model import Count, Mention


@dataclass
class Counting:
    """What the words before a count say.

    ``counted`` is what the next count is of; ``last`` the count before, which a list may break down, and ``before`` that of the
    sentence before; ``tally`` a count and those
    of the kinds it is broken down by; ``counts`` and ``within`` the counts of what is spoken of and of what that is among, by
    measure word; ``here`` the counts of the paragraph, which an average may be over; ``told`` all of them, in order.
    """

    counted: str = ""
    last: Count | None = None
    before: Count | None = None
    tally: tuple[Count, list[Mention]] | None = None
    counts: dict[str, Count] = field(default_factory=dict)
    within: dict[str, Count] = field(default_factory=dict)
    here: dict[str, Mention] = field(default_factory=dict)
    told: list[Count] = field(default_factory=list)

    def go_within(self) -> None:
        """What is counted next is among what was counted before."""
        self.within, self.counts = self.counts, {}
