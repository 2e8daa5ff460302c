"""Rules that hold a document against another one: what differs there becomes findings here."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar

from dislint.claims.model import Direction
from dislint.document import Document
from dislint.findings import Finding, Related
from dislint.language import Text, plain
from dislint.numbers import Unit, show
from dislint.rule import phrases
from dislint.rule.checks import filled
from dislint.rule.rules import Rule

if TYPE_CHECKING:
    from dislint.comparing.model import Comparison, Difference, Spot


class AcrossRule(Rule):
    """A rule whose findings are differences between two documents.

    ``message`` is a template over a difference: ``{at}`` (what the number reported is called), ``{actual}`` (its print),
    ``{other}`` (the other document's number, named, with its print), ``{should}`` (that something else should stand there), ``{wanted}`` (what), ``{subject}``,
    ``{relation}``. A document alone breaks no such rule.
    """

    message: ClassVar[Text] = Text(
        "{at} {actual}与{other}不符{should}", "{at} {actual} does not agree with {other}{should}"
    )

    def check(self, document: Document) -> Iterable[Finding]:  # noqa: ARG002  # Any rule is asked so.
        """Nothing: it takes two documents."""
        return ()

    def compare(self, comparison: Comparison) -> Iterable[Finding]:
        """A finding in the newer document for each difference that is this rule's."""
        for difference in comparison.differences:
            if difference.code == self.code:
                yield self.finding_of(difference)

    def words(self, difference: Difference) -> dict[str, Text]:
        """What the template may name; rules add their own."""
        first, wanted = difference.others[0], wanted_words(difference)
        return {
            "at": difference.at.name,
            "actual": _stated(difference),
            "other": Text(f"{first.name.zh} {first.printed}", f"{first.name.en} {first.printed}"),
            "wanted": wanted,
            "should": Text(f"，应为{wanted.zh}", f", should be {wanted.en}") if wanted.zh else plain(""),
            "subject": plain(difference.subject),
            "relation": difference.words,
        }

    def finding_of(self, difference: Difference) -> Finding:
        """The finding that reports a difference, with the places in other files."""
        words = self.words(difference)
        return self.finding(
            difference.at.anchor,
            filled(self.message, words, "zh"),
            filled(self.message, words, "en"),
            severity=difference.grade.value,
            section=difference.section,
            table=difference.at.table,
            expected=wanted_words(difference).zh,
            actual=difference.at.printed,
            related=[_related(spot, difference.at.path) for spot in difference.others],
        )


def wanted_words(difference: Difference) -> Text:
    """What should stand in a place, as it would be printed there: 增加149.13万元, 3274.60万元, 9."""
    wanted, direction = difference.wanted, difference.direction
    if direction is Direction.SAME or (wanted is None and direction is not None):
        return _way(direction)
    if wanted is None:
        return plain("")
    unit = difference.unit
    value = phrases.points(wanted.middle) if unit is Unit.NONE else show(wanted.middle, unit, difference.places)
    return plain(value) if direction is None else _changed(direction, unit, value)


def _changed(direction: Direction, unit: Unit, value: str) -> Text:
    """A change in words: 增加149.13万元, 增长4.25%."""
    way = _RATES[direction] if unit.is_rate else phrases.CHANGES[direction]
    return Text(f"{way.zh}{value}", f"{way.en} {value}")


def _stated(difference: Difference) -> Text:
    """What a document states: a level, or a change since last year."""
    if difference.stated is None:
        return plain(difference.at.printed)
    words = _changed(difference.stated, difference.unit, difference.at.printed)
    return Text(f"比上年{words.zh}", f"{words.en} since last year,")


_RATES = {Direction.UP: Text("增长", "a rise of"), Direction.DOWN: Text("下降", "a fall of")}


def _way(direction: Direction) -> Text:
    ways = {
        Direction.UP: Text("增加", "a rise"),
        Direction.DOWN: Text("减少", "a fall"),
        Direction.SAME: Text("持平", "no change"),
    }
    return ways[direction]


def _related(spot: Spot, path: str) -> Related:
    words = Text(f"{spot.name.zh} {spot.printed}".strip(), f"{spot.name.en} {spot.printed}".strip())
    return Related(words.zh, spot.anchor, spot.table, words.en, "" if spot.path == path else spot.path)
