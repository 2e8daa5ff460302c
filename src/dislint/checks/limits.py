"""What is no more than what, beyond the relations between tables: amounts of sentences, and cells (data: [[limit]])."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from dislint.checks.arithmetic import of_claim
from dislint.checks.cells import Tables
from dislint.checks.model import Check, Outcome, Role, cell, stated
from dislint.claims.model import Amount, Claim, Measure
from dislint.domain.restatements import Cell, Limit
from dislint.numbers import ZERO, Interval
from dislint.structure.model import Fact


def within_limits(claims: Sequence[Claim], tables: Tables) -> Iterator[Check]:
    """What the limits of the document's kind say of its amounts and cells."""
    amounts = [claim for claim in claims if isinstance(claim, Amount) and claim.mention.figure.unit.is_money]
    for limit in tables.restated.limits:
        yield from _limited(limit, amounts, tables)


def _limited(limit: Limit, amounts: Sequence[Amount], tables: Tables) -> Iterator[Check]:
    """What is no more than what: cells, and amounts by their names, each held against the next of the chain that is there."""
    if limit.unless is not None and tables.fact(limit.unless) is not None:
        return
    own = [claim for claim in amounts if claim.measure is Measure.ACTUAL and claim.topic not in limit.excepted]
    stages = [stage for part in limit.chain if (stage := _stage(part, limit, own, tables))]
    for parts, wholes in pairwise(stages):
        # Each amount is held against a cell; of amounts that are held against one another the first stands for all.
        for part in parts if isinstance(wholes[0], Fact) else parts[:1]:
            yield from _at_most(limit, part, wholes[0])


def _stage(part: str | Cell, limit: Limit, amounts: Sequence[Amount], tables: Tables) -> Sequence[Amount | Fact]:
    """The cell, or the amounts of a name: those that other words narrow only where the limit is for them, too."""
    if isinstance(part, Cell):
        fact = tables.fact(part)
        return [fact] if fact is not None and fact.figure is not None else []
    return [c for c in amounts if c.subject.name == part and (limit.narrowed or not c.subject.qualified)]


def _at_most(limit: Limit, part: Amount | Fact, whole: Amount | Fact) -> Iterator[Check]:
    claim = part if isinstance(part, Amount) else whole
    assert isinstance(claim, Amount)
    low = cell(part, 1) if isinstance(part, Fact) else stated(part.mention, Role.STATED, 1)
    if isinstance(whole, Fact):
        high = cell(whole, -1, Role.LIMIT)
    else:
        high = stated(whole.mention, Role.LIMIT, -1, whole.subject.name)
    fact = high.fact or low.fact
    fails = low.value.lo > high.value.hi
    if fails or limit.verifies:
        outcome = Outcome.FAILS if fails else Outcome.HOLDS
        most = Interval(ZERO.lo, max(high.figure.amount if high.figure else high.value.hi, ZERO.lo))
        yield replace(
            of_claim(claim, limit.check, outcome, (low, high)),
            computed=most,
            table=fact.table if fact is not None else None,
        )
