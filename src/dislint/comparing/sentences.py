"""What a document's sentences say of another document's figures: last year's amounts, changes since then, initial budgets."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import NamedTuple

from dislint.blocks import Anchor
from dislint.checks.arithmetic import ratio_outcome
from dislint.checks.cells import plain_name
from dislint.checks.model import Outcome
from dislint.claims.model import PUBLIC, Amount, Change, Claim, Count, Direction, Measure, Mention
from dislint.comparing.model import Address, Between, Difference, Digest, Entry, Grade, Said, Spot, softened
from dislint.comparing.packs import Comparisons, Counted
from dislint.language import Text, plain
from dislint.numbers import Interval, Unit
from dislint.structure.model import Kind

LAST_YEAR, INITIAL = "D101", "D102"
_WORDS = {
    LAST_YEAR: Text("上年数与上年报告", "last year's figure and last year's report"),
    INITIAL: Text("年初预算与公开的预算", "the initial budget and the budget published"),
}
_BUDGETED = frozenset({"预算", "年初预算"})
"""What a budget compares with where it means the budget of the year before."""


class Answer(NamedTuple):
    """What the other document prints for a figure; ``firm`` says that nothing else can be meant."""

    spot: Spot
    interval: Interval
    firm: bool


class Verdict(NamedTuple):
    """What came of a sentence: it agrees, or its difference, or why nothing can be said ("" where nothing was looked for)."""

    agrees: bool = False
    difference: Difference | None = None
    why: str = ""


ABSENT, RESTATED = "absent", "restated"


class Reader:
    """The sentences of one document held against another one."""

    def __init__(self, new: Digest, old: Digest, between: Between, knowledge: Comparisons) -> None:
        self._new = new
        self._old = old
        self._between = between
        self._knowledge = knowledge
        kinds = {said.claim.base_kind for said in new.said if isinstance(said.claim, Change)} - {""}
        self._always_budgets = bool(kinds) and kinds <= _BUDGETED
        self._spoken: dict[tuple[str, str], list[Said]] = {}
        for said in old.said:
            claim = said.claim
            if isinstance(claim, Amount) and claim.measure is Measure.ACTUAL and not claim.subject.qualified:
                self._spoken.setdefault((claim.subject.key, _topic(claim)), []).append(said)

    def verdicts(self) -> Iterator[Verdict]:
        """What came of each sentence that speaks of the other document's figures, each number once."""
        told: set[Anchor] = set()
        levels = {
            said.claim.before.anchor for said in self._new.said if isinstance(said.claim, Change) and said.claim.before
        }
        for said in self._new.said:
            claim = said.claim
            if isinstance(claim, Amount) and claim.mention.anchor in levels:
                continue  # Its change says what kind of figure it is.
            verdict = self._verdict(said)
            if verdict.difference is not None and verdict.difference.at.anchor in told:
                continue
            if verdict.difference is not None:
                told.add(verdict.difference.at.anchor)
            yield verdict

    def _verdict(self, said: Said) -> Verdict:
        claim = said.claim
        if isinstance(claim, Change) and self._speaks_of_last_year(claim):
            return self._change(said, claim)
        if isinstance(claim, Amount) and self._is_of_the_other(claim):
            return self._amount(said, claim)
        return Verdict()

    def _speaks_of_last_year(self, claim: Change) -> bool:
        """Whether a change is one since the other document's year, from a figure of its kind."""
        if self._between is not Between.YEARS or claim.base is not Measure.LAST_YEAR:
            return False
        years = claim.base_year in (0, self._old.year) and claim.year in (0, self._new.year)
        if self._new.kind is Kind.BUDGET:
            return years and (claim.base_kind in _BUDGETED or (not claim.base_kind and self._always_budgets))
        return years and claim.base_kind in ("", "决算数")

    def _is_of_the_other(self, claim: Amount) -> bool:
        if claim.subject.qualified or not claim.mention.figure.unit.is_money:
            return False
        if self._between is Between.BUDGET:
            return claim.measure is Measure.INITIAL_BUDGET
        # A budget's figures of last year may be what was spent by then.
        if self._between is not Between.YEARS or self._new.kind is Kind.BUDGET:
            return False
        return claim.measure is Measure.LAST_YEAR or (
            claim.measure is Measure.ACTUAL and claim.year != 0 and claim.year == self._old.year
        )

    def _amount(self, said: Said, claim: Amount) -> Verdict:
        answers, why = self._answers(said)
        if not answers:
            return Verdict(why=why)
        value = claim.mention.figure.interval
        if any(value.meets(answer.interval) for answer in answers):
            return Verdict(agrees=True)
        if not _all_say_one(answers):
            return Verdict()
        code = INITIAL if self._between is Between.BUDGET else LAST_YEAR
        return self._differs(code, said, claim.mention, answers, answers[0].interval)

    def _change(self, said: Said, claim: Change) -> Verdict:
        answers, why = self._answers(said)
        level = self._level(said, claim)
        if not answers or level is None:
            return Verdict(why=why)
        missed = [_missed(claim, level, answer.interval) for answer in answers]
        if not all(missed):
            return Verdict(agrees=True)
        about = claim.around is not None and claim.current is not None and claim.around.figure != claim.current.figure
        if not _all_say_one(answers) or about or missed[0] is None:
            return Verdict()
        verdict = self._differs(LAST_YEAR, said, missed[0].mention, answers, missed[0].wanted, missed[0].direction)
        if self._new.kind is Kind.BUDGET and not claim.base_kind and verdict.difference is not None:
            # 比上年, where the others name the budget of last year.
            return Verdict(difference=softened(verdict.difference, Grade.WARNING))
        return verdict

    def _level(self, said: Said, claim: Change) -> Interval | None:
        """This year's amount: as the sentence states it, else as the cell prints it."""
        if claim.current is not None:
            return claim.current.figure.interval
        entries = [self._new.entries[place] for place in said.places if place in self._new.entries]
        values = {entry.interval for entry in entries}
        return values.pop() if len(values) == 1 else None

    def _answers(self, said: Said) -> tuple[list[Answer], str]:
        """The other document's figures that may be meant; where there is none, why."""
        found: list[Answer] = []
        why = ""
        for place in said.places:
            entry = self._entry(place)
            if entry is None:
                why = why or ABSENT
            elif not _is_same_subject(self._new.entries.get(place), entry):
                why = RESTATED
            else:
                found.append(Answer(spot_of(self._old, entry), entry.interval, said.firm))
        if not (found and said.firm) and not why:
            spoken = self._spoken_of(said.claim)
            found = spoken or found
        return ([], why) if why and not found else (found, why)

    def _entry(self, place: Address) -> Entry | None:
        """The other document's cell for a figure."""
        places = [
            means.old.filled(place)
            for means in self._knowledge.means
            if means.between is self._between and means.new.fits(place)
        ]
        if not places and self._between is Between.YEARS:
            places = [place]
        return next((self._old.entries[each] for each in places if each in self._old.entries), None)

    def _spoken_of(self, claim: Claim) -> list[Answer]:
        """What the other document's sentences state of the same subject, in the same section."""
        if self._between is not Between.YEARS or not claim.subject.known or claim.subject.qualified:
            return []
        stated = self._spoken.get((claim.subject.key, _topic(claim)), [])
        amounts = [said.claim.mention for said in stated if isinstance(said.claim, Amount)]
        if not amounts or len({mention.figure.amount for mention in amounts}) > 1:
            return []
        mention, name = amounts[0], claim.subject.name
        spot = Spot(self._old.path, Text(f"“{name}”", f"“{name}”"), mention.figure.text, mention.anchor)
        return [Answer(spot, mention.figure.interval, True)]

    def _differs(
        self,
        code: str,
        said: Said,
        mention: Mention,
        answers: Sequence[Answer],
        wanted: Interval | None,
        direction: Direction | None = None,
    ) -> Verdict:
        subject, figure, claim = said.claim.subject.name, mention.figure, said.claim
        unit = figure.unit if figure.unit is not Unit.NONE else Unit.WAN
        at = Spot(self._new.path, plain(subject), figure.text, mention.anchor)
        restated = any(pattern.search(said.paragraph) for pattern in self._knowledge.restated)
        if restated:
            return Verdict(why=RESTATED)
        others = tuple({answer.spot.anchor: answer.spot for answer in answers}.values())
        grade = Grade.ERROR if all(answer.firm for answer in answers) else Grade.WARNING
        changes = isinstance(claim, Change) and mention in (claim.difference, claim.rate)
        stated = claim.direction if isinstance(claim, Change) and changes else None
        difference = Difference(
            code, _WORDS[code], subject, at, others, wanted, unit, figure.places, grade, direction, said.section, stated
        )
        return Verdict(difference=difference)

    def holdings(self) -> Iterator[Verdict]:
        """What is held: that of last year and what was bought. Less of it was disposed of, which nobody must state."""
        if self._between is Between.YEARS and self._new.kind is Kind.FINAL_ACCOUNTS:
            for counted in self._knowledge.counted:
                yield from self._holding(counted)

    def _holding(self, counted: Counted) -> Iterator[Verdict]:
        held, before = (_count(digest, counted.held, counted) for digest in (self._new, self._old))
        bought = _count(self._new, counted.bought, counted)
        if held is None or before is None or bought is None:
            return
        (said, now), (_, then), (_, more) = held, before, bought
        most = then.figure.value + more.figure.value
        if now.figure.value == most:
            yield Verdict(agrees=True)
            return
        other = _spot(self._old, counted.held, then)
        at = _spot(self._new, counted.held, now)._replace(name=plain(counted.held))
        yield Verdict(
            difference=Difference(
                counted.code,
                counted.words,
                counted.held,
                at,
                (other, _spot(self._new, counted.bought, more)),
                Interval.point(most),
                Unit.NONE,
                0,
                Grade.WARNING if now.figure.value > most else Grade.NOTE,
                section=said.section,
            )
        )


def _spot(digest: Digest, name: str, mention: Mention) -> Spot:
    return Spot(digest.path, Text(f"“{name}”", f"“{name}”"), mention.anchor.text, mention.anchor)


class _Missed(NamedTuple):
    mention: Mention
    wanted: Interval | None
    direction: Direction | None


def _missed(claim: Change, level: Interval, old: Interval) -> _Missed | None:
    """What of a change does not fit the two amounts; None where all does."""
    change, sign = level - old, 1 if claim.direction is Direction.UP else -1
    true = Direction.SAME if level.meets(old) else Direction.UP if change.lo > 0 else Direction.DOWN
    if claim.before is not None and not claim.before.figure.interval.meets(old):
        return _Missed(claim.before, old, None)
    if claim.direction is Direction.SAME:
        fits = level.meets(old) or claim.current is None
        return None if fits or claim.current is None else _Missed(claim.current, old, true)
    if claim.difference is not None:
        stated = claim.difference.figure.interval
        fits = (stated if sign > 0 else -stated).meets(change)
        return None if fits else _Missed(claim.difference, _size(change), true)
    if claim.rate is not None and old.lo > 0:
        computed = change / old
        fits = ratio_outcome(claim.rate.figure, computed if sign > 0 else -computed) is not Outcome.FAILS
        return None if fits else _Missed(claim.rate, _size(computed), true)
    if claim.rate is None and claim.current is not None and true is not claim.direction and true is not Direction.SAME:
        return _Missed(claim.current, None, true)
    return None


def _size(values: Interval) -> Interval:
    """The amount of a change, whichever way it goes."""
    if values.lo >= 0:
        return values
    return -values if values.hi <= 0 else Interval(Fraction(0), max(-values.lo, values.hi))


def _all_say_one(answers: Sequence[Answer]) -> bool:
    """Whether there is but one value that may be meant."""
    return all(answer.firm for answer in answers) and len({answer.interval for answer in answers}) == 1


def _topic(claim: Claim) -> str:
    return "three-public" if claim.topic in PUBLIC else claim.topic


def _count(digest: Digest, name: str, counted: Counted) -> tuple[Said, Mention] | None:
    """A count that a document states, always the same."""
    found = [
        (said, said.claim.mention)
        for said in digest.said
        if isinstance(said.claim, Count)
        and said.claim.counted == name
        and said.claim.measure_word == counted.measure_word
    ]
    return found[0] if len({mention.figure.value for _, mention in found}) == 1 else None


def _is_same_subject(one: Entry | None, other: Entry) -> bool:
    """Whether two rows of one code have one name as well: a code may be given to something else."""
    return one is None or not one.code or plain_name(one.label) == plain_name(other.label)


def spot_of(digest: Digest, entry: Entry) -> Spot:
    """A cell as messages show it."""
    return Spot(digest.path, plain(entry.name), entry.printed or "0", entry.anchor, entry.table)
