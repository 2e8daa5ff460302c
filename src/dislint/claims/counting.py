"""What is being counted while a paragraph is read: 接待2批次、26人次，其中外事接待1批次."""

from __future__ import annotations

from dataclasses import dataclass, field

from dislint.claims.model import Count, Mention

# Guests are counted in 人 and 人次 alike, vehicles in 辆 and 台.
_ALIKE = {"人": "人次", "批": "批次", "台": "辆"}


def measure_of(word: str) -> str:
    """The measure that a measure word is of."""
    return _ALIKE.get(word, word)


@dataclass
class Item:
    """One kind of what is counted: its name, and its counts by measure."""

    name: str
    counts: dict[str, Mention] = field(default_factory=dict)


@dataclass
class Breakdown:
    """Counts by measure, and the kinds that a list breaks them down by.

    ``close`` is how many of them were told before the first semicolon: those after it may be of something else.
    """

    wholes: dict[str, Count]
    items: list[Item] = field(default_factory=list)
    close: int | None = None

    def add(self, name: str, measure: str, mention: Mention) -> None:
        """Adds a count: of the kind told last, unless that has been counted by this measure."""
        if not self.items or measure in self.items[-1].counts:
            self.items.append(Item(name))
        self.items[-1].counts[measure] = mention

    def parts(self, measure: str) -> tuple[list[str], tuple[Mention, ...]]:
        """The names of the kinds that were counted by a measure, and how many each is."""
        told = [(item.name, item.counts[measure]) for item in self.items if measure in item.counts]
        return [name for name, _ in told], tuple(mention for _, mention in told)

    def _makes_up(self, measure: str) -> bool:
        """Whether several kinds add up to the whole in a measure, which then are all there are."""
        whole, numbers = self.wholes[measure], [mention.figure.value for mention in self.parts(measure)[1]]
        several = sum(number > 0 for number in numbers) > 1
        return several and sum(numbers) == whole.mention.figure.value

    def is_full(self, measure: str) -> bool:
        """Whether the kinds are all there are, as they add up in a measure: in this one, or in another that counts the same kinds."""
        others = (other for other in self.wholes if other != measure and self._makes_up(other))
        return self._makes_up(measure) or (any(others) and self._tells_all(measure))

    def _tells_all(self, measure: str) -> bool:
        """Whether each kind that is counted at all is counted by a measure."""
        counted = (any(mention.figure.value > 0 for mention in item.counts.values()) for item in self.items)
        return all(measure in item.counts for item, some in zip(self.items, counted, strict=True) if some)


@dataclass
class Counting:
    """What the words before a count say.

    ``counted`` is what the next count is of; ``last`` the count before; ``counts`` those of what the sentence speaks of and
    ``before`` those of the sentence before, by measure; ``breakdown`` what a list breaks them down by; ``here`` the counts of
    the paragraph, which an average may be over; ``told`` all of them, in order.
    """

    counted: str = ""
    last: Count | None = None
    counts: dict[str, Count] = field(default_factory=dict)
    before: dict[str, Count] = field(default_factory=dict)
    breakdown: Breakdown | None = None
    here: dict[str, Mention] = field(default_factory=dict)
    told: list[Count] = field(default_factory=list)
