"""Broken checks grouped into causes, so that one wrong print gives one finding.

A print that stands in broken checks is singled out where changing it to one value mends them: the intervals that
the broken checks require of it have a common part. Every check that now holds and that the change would break votes
against it. Sums and ratios (growth, share, completion) say which values they require; of the others a broken one
counts as mended by any change, and one that holds between narrative numbers votes against.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import NamedTuple

from dislint.blocks import Anchor
from dislint.checks.causes import Cause
from dislint.checks.exchange import exchanges
from dislint.checks.kinds import LAST, Form
from dislint.checks.model import Check, Operand, Outcome
from dislint.checks.requirements import required
from dislint.numbers import Interval, total
from dislint.structure.model import Level

# So many numbers that agree in another unit are no accident.
_UNIT_EVIDENCE = 3
# One wrong cell is at odds with its row, with the rows above and below it and with the total: so many rows at odds are
# no sum of slips, but amounts that stand in other rows or columns than their own.
_OUT_OF_ORDER = 8


class _Suspect(NamedTuple):
    """A print that may be the cause: the broken checks that a change mends, the value they ask for, its score."""

    operand: Operand
    mended: tuple[Check, ...]
    expected: Interval | None
    score: int


def isolate(checks: Sequence[Check]) -> tuple[Cause, ...]:
    """The causes of all broken checks, in the order of their first check."""
    broken = [check for check in checks if check.outcome is Outcome.FAILS]
    if not broken:
        return ()
    causes, broken = _other_units(broken)
    disorder, broken = _out_of_order(broken)
    causes += disorder
    swapped, broken = exchanges(broken, checks)
    causes += swapped
    members = _members(broken)
    held = _members([check for check in checks if check.outcome is not Outcome.FAILS], only=members)
    unexplained: list[Check] = []
    for component in _components(broken, members):
        found, rest = _causes(component, held)
        causes += found
        unexplained += rest
    causes = _by_statement(_by_row([*causes, *_grouped(unexplained)]))
    order = {id(check): number for number, check in enumerate(checks)}
    return tuple(sorted(causes, key=lambda cause: order[id(cause.lead)]))


def _other_units(broken: list[Check]) -> tuple[list[Cause], list[Check]]:
    """A table that agrees with all the others once its amounts are read as 万元 for 元, or 元 for 万元: one cause."""
    causes: list[Cause] = []
    counts = Counter(table for check in broken for table in {operand.table for operand in check.operands} if table)
    for table, count in counts.most_common():
        for factor in (Fraction(10_000), Fraction(1, 10_000)):
            mended = [check for check in broken if _agrees_in_unit(check, table, factor)]
            if len(mended) >= _UNIT_EVIDENCE and 2 * len(mended) > count:
                lead = min(mended, key=lambda check: check.relation != "magnitude")
                causes.append(Cause(lead, tuple(check for check in mended if check is not lead), None, None))
                gone = set(map(id, mended))
                broken = [check for check in broken if id(check) not in gone]
    return causes, broken


def _out_of_order(broken: list[Check]) -> tuple[list[Cause], list[Check]]:
    """A table many of whose rows break its own sums: one cause for whatever it breaks, here or elsewhere."""
    rows: dict[str, set[_Row]] = defaultdict(set)
    for check in broken:
        row = _row_of(check.at)
        if row is not None and check.within:
            rows[check.at.table].add(row)
    causes = []
    for table, odd in rows.items():
        if len(odd) >= _OUT_OF_ORDER:
            touched = [check for check in broken if any(operand.table == table for operand in check.operands)]
            within = [check for check in touched if check.within]
            lead = min(within, key=lambda check: (check.at.anchor.page or 0, check.at.anchor.line))
            causes.append(Cause(lead, tuple(c for c in touched if c is not lead), None, None, len(odd)))
            gone = set(map(id, touched))
            broken = [check for check in broken if id(check) not in gone]
    return causes, broken


def _agrees_in_unit(check: Check, table: str, factor: Fraction) -> bool:
    """Whether a check across tables, or of the narrative, would hold with a table's amounts in another unit."""
    inside = [operand.table == table for operand in check.operands]
    if all(inside) or not any(inside):
        return False
    scale = Interval.point(factor)
    values = [operand.value * scale if operand.table == table else operand.value for operand in check.operands]
    if check.kind.form is Form.RATIO and values[-1].lo > 0:
        return values[0].meets(values[1] / values[-1])
    if check.kind.form is not Form.SUM:
        return False
    signs = [operand.sign for operand in check.operands]
    signed = [value if sign > 0 else -value for sign, value in zip(signs, values, strict=True)]
    return total(signed).contains(0)


def _members(checks: Iterable[Check], only: Mapping[Anchor, list[Check]] | None = None) -> dict[Anchor, list[Check]]:
    """The checks that each print stands in."""
    members: dict[Anchor, list[Check]] = defaultdict(list)
    for check in checks:
        for anchor in {operand.anchor for operand in check.operands}:
            if only is None or anchor in only:
                members[anchor].append(check)
    return members


def _components(broken: Sequence[Check], members: Mapping[Anchor, list[Check]]) -> list[list[Check]]:
    """Broken checks that hang together by common prints."""
    seen: set[int] = set()
    components = []
    order = {id(check): number for number, check in enumerate(broken)}
    for start in broken:
        if id(start) in seen:
            continue
        component, todo = [], [start]
        seen.add(id(start))
        while todo:
            check = todo.pop()
            component.append(check)
            for operand in check.operands:
                for other in members[operand.anchor]:
                    if id(other) not in seen:
                        seen.add(id(other))
                        todo.append(other)
        components.append(sorted(component, key=lambda check: order[id(check)]))
    return components


def _causes(component: list[Check], held: Mapping[Anchor, list[Check]]) -> tuple[list[Cause], list[Check]]:
    """Takes the best suspect with all that it mends, then the best of the rest, and so on; and what is left.

    What a print should say is taken for known from then on: the checks of two wrong prints fall into place.
    """
    causes: list[Cause] = []
    known: dict[Anchor, Interval] = {}
    rest = component
    while rest:
        suspect = _best(rest, held, known)
        if suspect is None:
            break
        lead = _lead(suspect)
        if suspect.expected is not None:
            known[suspect.operand.anchor] = suspect.expected
        gone = [check for check in rest if _among(check, suspect.mended) or _mended(check, suspect.operand, known)]
        others = tuple(check for check in gone if check is not lead)
        causes.append(Cause(lead, others, suspect.operand, suspect.expected))
        rest = [check for check in rest if not _among(check, gone)]
    return causes, rest


def _among(check: Check, checks: Iterable[Check]) -> bool:
    return any(check is one for one in checks)


def _mended(check: Check, culprit: Operand, known: Mapping[Anchor, Interval]) -> bool:
    """Whether a broken check holds now that its wrong prints are known."""
    wanted = required(check, culprit.anchor, known)
    return wanted is not None and culprit.anchor in known and wanted.meets(known[culprit.anchor])


def _best(
    broken: Sequence[Check], held: Mapping[Anchor, list[Check]], known: Mapping[Anchor, Interval]
) -> _Suspect | None:
    """The one print that explains most; None where it explains no more than one sum.

    Where another explains as much of the same checks, neither is singled out; a print, though, is likelier wrong
    than a blank.
    """
    suspects: dict[Anchor, _Suspect] = {}
    for check in broken:
        for operand in check.operands:
            if operand.anchor not in suspects and operand.anchor not in known:
                suspects[operand.anchor] = _suspect(operand, broken, held, known)
    ranked = sorted(suspects.values(), key=_weight, reverse=True)
    for suspect in ranked:
        if suspect.score <= 0:
            return None
        rivals = [other for other in ranked if other is not suspect and _weight(other) >= _weight(suspect)]
        if _tells(suspect) and not any(_among(check, suspect.mended) for other in rivals for check in other.mended):
            return suspect
    return None


def _weight(suspect: _Suspect) -> tuple[int, bool]:
    return suspect.score, suspect.operand.printed != ""


def _tells(suspect: _Suspect) -> bool:
    """One broken sum says that something is wrong, not what; the narrative, though, restates what a table says."""
    if len(suspect.mended) >= 2:
        return True
    return not suspect.operand.table and suspect.mended[0].kind.rank < LAST


def _suspect(
    operand: Operand,
    broken: Sequence[Check],
    held: Mapping[Anchor, list[Check]],
    known: Mapping[Anchor, Interval],
) -> _Suspect:
    anchor = operand.anchor
    containing = [check for check in broken if any(member.anchor == anchor for member in check.operands)]
    expected, mended = _most_agreed([(check, required(check, anchor, known)) for check in containing])
    against = sum(_would_break(check, anchor, expected, known) for check in held.get(anchor, ()))
    return _Suspect(operand, mended, expected, len(mended) - against)


def _most_agreed(wanted: Sequence[tuple[Check, Interval | None]]) -> tuple[Interval | None, tuple[Check, ...]]:
    """The values that most of the checks agree on, and those checks with the ones that any change may mend."""
    open_to_any = tuple(check for check, interval in wanted if interval is None)
    best: tuple[Interval | None, tuple[Check, ...]] = None, ()
    for _, seed in wanted:
        common, agreed = seed, []
        for check, interval in wanted:
            narrowed = _intersection(common, interval) if common and interval else None
            if narrowed is not None:
                common = narrowed
                agreed.append(check)
        if len(agreed) > len(best[1]):
            best = common, tuple(agreed)
    return best[0], (*best[1], *open_to_any)


def _would_break(check: Check, anchor: Anchor, changed: Interval | None, known: Mapping[Anchor, Interval]) -> bool:
    """Whether a check that holds would break if the print at the anchor said something else."""
    wanted = required(check, anchor, known)
    if wanted is None and changed is not None and check.kind.form is Form.ORDER:
        return _turns(check, anchor, changed)
    if wanted is None:
        # An inequality between tables says too little about a value to speak for it.
        return not check.in_tables
    return changed is None or not wanted.meets(changed)


def _turns(check: Check, anchor: Anchor, changed: Interval) -> bool:
    """Whether a change turns round which of the two numbers compared is the larger."""
    pair = [operand for operand in check.operands if operand.anchor != check.at.anchor]
    if len(pair) != 2:
        return True
    before = [operand.value.middle for operand in pair]
    after = [changed.middle if operand.anchor == anchor else operand.value.middle for operand in pair]
    return (before[0] > before[1]) != (after[0] > after[1])


def _intersection(one: Interval, other: Interval) -> Interval | None:
    return Interval(max(one.lo, other.lo), min(one.hi, other.hi)) if one.meets(other) else None


def _lead(suspect: _Suspect) -> Check:
    """The check nearest the cause: in the narrative the restatement first, in a table a sum of that table."""
    operand = suspect.operand
    at_narrative = not operand.table

    def distance(check: Check) -> tuple[int, int, int, str]:
        if at_narrative:
            return (check.kind.rank, check.at.anchor != operand.anchor, 0, check.relation)
        return (not check.within, check.kind.rank < LAST, check.at.anchor != operand.anchor, check.relation)

    return min(suspect.mended, key=distance)


def _by_row(causes: Sequence[Cause]) -> list[Cause]:
    """One cause where several say that the same row of a table of subjects is wrong, each in its own column."""
    rows: dict[_Row | int, list[Cause]] = {}
    for number, cause in enumerate(causes):
        rows.setdefault(_row_of(cause.operand or cause.lead.at) or number, []).append(cause)
    merged = []
    for same in rows.values():
        first = min(same, key=lambda cause: not cause.lead.within)
        rest = [check for cause in same if cause is not first for check in (cause.lead, *cause.others)]
        merged.append(replace(first, others=(*first.others, *rest)))
    return merged


def _by_statement(causes: Sequence[Cause]) -> list[Cause]:
    """One cause where a wrong amount is stated again on the same page (in unpaged documents, the same line)."""
    first: dict[object, Cause] = {}
    for cause in causes:
        lead = cause.lead
        key: object = id(cause)
        if lead.at.fact is None and len(lead.operands) == 2 and lead.operands[1].fact is not None:
            here = lead.at.anchor
            key = (here.page or -here.line, lead.at.printed, tuple(o.anchor for o in lead.operands if o.table))
        known = first.get(key)
        first[key] = replace(known, others=(*known.others, lead, *cause.others)) if known else cause
    return list(first.values())


_Row = tuple[str, str]


def _row_of(operand: Operand) -> _Row | None:
    """The row of a table of subjects, or its total, that a number stands in."""
    fact = operand.fact
    return operand.row if fact is not None and (fact.row.code or fact.row.level is Level.TOTAL) else None


def _grouped(rest: Sequence[Check]) -> list[Cause]:
    """What no single print explains: one cause for each place, the columns of a row or the sums of a list together."""
    groups: dict[tuple[object, ...], list[Check]] = {}
    for check in rest:
        key: tuple[object, ...] = (id(check),)
        if check.kind.rows:
            # A sum that breaks in several columns of one row lacks a row below it; no more can be said.
            key = (check.relation, check.at.row)
        elif check.in_tables:
            # The rows above a row, and the columns beside it, miss by what it misses by.
            tables = frozenset(operand.table for operand in check.operands)
            key = (check.relation, tables, abs(_difference(check)))
        elif check.kind.listed:
            # A list that lacks a part lacks its amount and its share.
            key = (check.topic, check.subject)
        groups.setdefault(key, []).append(check)
    return [Cause(group[0], tuple(group[1:]), None, None) for group in groups.values()]


def _difference(check: Check) -> Fraction:
    """By how much the printed numbers of a check between cells miss it."""
    first, *rest = check.operands
    signs = [operand.sign or -1 for operand in rest]
    others = sum((sign * operand.value.middle for sign, operand in zip(signs, rest, strict=True)), Fraction(0))
    return (first.sign or 1) * first.value.middle + others
