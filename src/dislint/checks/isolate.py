"""Broken checks grouped into causes, so that one wrong print gives one finding.

First what is no single wrong print: a table in another unit, a table out of order, prints that changed places. Then
the broken checks that hang together by common prints, and the prints that explain most of them (suspects). What none
of them explains is grouped by its place.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from dislint.blocks import Anchor
from dislint.checks.causes import Cause
from dislint.checks.exchange import exchanges
from dislint.checks.kinds import Form
from dislint.checks.model import Check, Operand, Outcome
from dislint.checks.prints import Prints
from dislint.checks.suspects import Suspects, members_of
from dislint.numbers import Interval, total
from dislint.structure.model import Level

# So many numbers that agree in another unit are no accident.
_UNIT_EVIDENCE = 3
# One wrong cell is at odds with its row, with the rows above and below it and with the total: so many rows at odds are
# no sum of slips, but amounts that stand in other rows or columns than their own.
_OUT_OF_ORDER = 8


def isolate(checks: Sequence[Check], prints: Prints | None = None) -> tuple[Cause, ...]:
    """The causes of all broken checks, in the order of their first check; ``prints`` is what the report prints."""
    broken = [check for check in checks if check.outcome is Outcome.FAILS]
    if not broken:
        return ()
    causes, broken = _other_units(broken)
    disorder, broken = _out_of_order(broken)
    causes += disorder
    swapped, broken = exchanges(broken, checks)
    causes += swapped
    lost, broken = _lost_rows(broken)
    causes += lost
    members = members_of(broken)
    held = members_of([check for check in checks if check.outcome is not Outcome.FAILS], only=members)
    suspects = Suspects(held, prints or Prints(checks))
    unexplained: list[Check] = []
    for component in components(broken, members):
        found, rest = suspects.causes(component)
        causes += found
        unexplained += rest
    causes += map(suspects.unsettled, _grouped(unexplained))
    causes = _by_statement(causes)
    order = {id(check): number for number, check in enumerate(checks)}
    return tuple(sorted(causes, key=lambda cause: order[id(cause.lead)]))


def _other_units(broken: list[Check]) -> tuple[list[Cause], list[Check]]:
    """A table that agrees with all the others once its amounts are read as 万元 for 元, or 元 for 万元: one cause."""
    causes: list[Cause] = []
    counts = Counter(table for check in broken for table in {operand.table for operand in check.operands} if table)
    for table, count in counts.most_common():
        for factor in (Fraction(10_000), Fraction(1, 10_000)):
            mended = [check for check in broken if _agrees_in_unit(check, table, factor)]
            cells = {operand.anchor for check in mended for operand in check.operands if operand.table == table}
            if len(cells) >= _UNIT_EVIDENCE and 2 * len(mended) > count:
                lead = min(mended, key=lambda check: check.relation != "magnitude")
                causes.append(Cause(lead, tuple(check for check in mended if check is not lead)))
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
            causes.append(Cause(lead, tuple(c for c in touched if c is not lead), rows=len(odd)))
            gone = set(map(id, touched))
            broken = [check for check in broken if id(check) not in gone]
    return causes, broken


def _lost_rows(broken: list[Check]) -> tuple[list[Cause], list[Check]]:
    """Sums over the rows below a row that break in several columns, while every row adds up in itself: a row is missing,
    or stands there twice."""
    askew = {operand.row for check in broken if _is_of_one_row(check) for operand in check.operands}
    groups: dict[tuple[str, _Row], list[Check]] = defaultdict(list)
    for check in broken:
        row = check.at.row
        if check.kind.rows and row is not None and not any(operand.row in askew for operand in check.operands):
            groups[check.relation, row].append(check)
    lost = [group for group in groups.values() if len(group) > 1]
    gone = {id(check) for group in lost for check in group}
    causes = [Cause(group[0], tuple(group[1:])) for group in lost]
    return causes, [check for check in broken if id(check) not in gone]


def _is_of_one_row(check: Check) -> bool:
    return check.in_tables and len({operand.row for operand in check.operands}) == 1


def _agrees_in_unit(check: Check, table: str, factor: Fraction) -> bool:
    """Whether a check across tables, or of the narrative, would hold with a table's amounts in another unit."""
    inside = [operand.table == table for operand in check.operands]
    nothing = any(operand.value.contains(0) for operand in check.operands if operand.table == table)
    if all(inside) or not any(inside) or nothing:
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


def components(broken: Sequence[Check], members: Mapping[Anchor, list[Check]]) -> list[list[Check]]:
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


def _grouped(rest: Sequence[Check]) -> list[list[Check]]:
    """What no single print explains, by its place: the columns of a row, or the sums of a list, together."""
    groups: list[list[Check]] = []
    for check in rest:
        found = next((group for group in groups if any(_belong(check, other) for other in group)), None)
        if found is None:
            groups.append([check])
        else:
            found.append(check)
    return groups


def _belong(one: Check, other: Check) -> bool:
    """Whether two broken checks may well have one cause that no print is."""
    if one.kind.rows or other.kind.rows:
        # A sum that breaks in several columns of one row lacks a row below it; no more can be said.
        return one.relation == other.relation and one.at.row == other.at.row
    if one.in_tables and other.in_tables:
        # The rows above a row, and the columns beside it, miss by what it misses by.
        same = {operand.table for operand in one.operands} == {operand.table for operand in other.operands}
        shared = {operand.anchor for operand in one.operands} & {operand.anchor for operand in other.operands}
        return bool(same or shared) and abs(_difference(one)) == abs(_difference(other))
    # A list that lacks a part lacks its amount and its share.
    return one.kind.listed and other.kind.listed and (one.topic, one.subject) == (other.topic, other.subject)


def _difference(check: Check) -> Fraction:
    """By how much the printed numbers of a check between cells miss it."""
    first, *rest = check.operands
    signs = [operand.sign or -1 for operand in rest]
    others = sum((sign * operand.value.middle for sign, operand in zip(signs, rest, strict=True)), Fraction(0))
    return (first.sign or 1) * first.value.middle + others
