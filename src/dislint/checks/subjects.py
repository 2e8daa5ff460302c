"""Subjects against the lines of the tables: paths that no table has, lines that a full list leaves out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from dislint.checks.arithmetic import of_claim, parts_sum
from dislint.checks.cells import GENERAL, Tables, find_row, plain_name
from dislint.checks.model import Check, Operand, Outcome, Role, cell, stated
from dislint.claims.model import GENERAL_TOTALS, Amount, Claim, Composition, Measure, Subject
from dislint.numbers import Interval, total
from dislint.structure.model import CODE_LENGTHS, Fact, Level, Row, Table
from dislint.structure.names import SYNONYMS

_TABLES = {**dict.fromkeys(GENERAL, ("T05", "合计")), "fund": ("T07", "本年支出"), "state-capital": ("T08", "本年支出")}
# The columns of which a section's list names the ones with amounts.
_COLUMNS = {"income": ("T02", "本年收入合计"), "expenditure": ("T03", "本年支出合计")}
_PARENTS = {3: Level.CLASS, 5: Level.SECTION, 7: Level.ITEM}
# A cut or shortened name keeps at least this part of its characters: 3 of 5.
_KEPT, _OF = 3, 5


def against_lines(claims: Sequence[Claim], tables: Tables) -> Iterator[Check]:
    """The checks of subjects that the narrative names against the lines of the tables."""
    yield from _paths([claim for claim in claims if isinstance(claim, Amount)], tables)
    for claim in claims:
        if isinstance(claim, Composition):
            yield from _left_out(claim, tables)


def _paths(amounts: Iterable[Amount], tables: Tables) -> Iterator[Check]:
    """Each subject with money once, by the table of its section."""
    stated: dict[tuple[str, str], Amount] = {}
    homes: dict[tuple[str, str], str] = {}
    for claim in amounts:
        home = _home(claim, tables)
        if home is not None and claim.measure is Measure.ACTUAL and claim.mention.figure.value != 0:
            kind, homes[home[0], claim.subject.key] = home
            stated.setdefault((kind, claim.subject.key), claim)
    named = {kind: _named_rows(stated, kind, tables) for kind, _ in stated}
    for (kind, key), claim in stated.items():
        table, column = tables.get(kind), homes[kind, key]
        if table is not None:
            yield from _renamed(claim, table)
        if table is not None and _is_whole(table, column) and not _anywhere(claim.subject, tables):
            yield from _unknown(claim, table, column, named[kind], tables)


def _home(claim: Amount, tables: Tables) -> tuple[str, str] | None:
    """The table that the subject of an amount stands in, and its column; None for sections whose subjects stand in none.

    The items that a budget lists are those of the general budget, wherever the list stands.
    """
    if not tables.is_budget:
        return _TABLES.get(claim.topic)
    kind = "B05" if tables.get("B05") is not None else "B03"
    return (kind, "合计") if claim.subject.path and claim.topic not in _NOT_LISTED else None


_NOT_LISTED = frozenset({"projects", "performance", "fund", "state-capital", "three-public", "procurement", "services"})


def _named_rows(stated: Mapping[tuple[str, str], Amount], kind: str, tables: Tables) -> set[str]:
    """The codes of the rows that the narrative names rightly."""
    table = tables.get(kind)
    rows = [find_row(table, claim.subject) for (own, _), claim in stated.items() if table is not None and own == kind]
    return {row.code for row in rows if row is not None and row.code}


_OF_SUBJECTS = (*(f"{sort}{number}" for sort in "TB" for number in ("05", "03", "02", "07", "08")), "B06")
"""Tables of functional subjects; and of economic ones, whose classes a budget's text may name like those."""


def _anywhere(subject: Subject, tables: Tables) -> bool:
    """Whether any table has the subject."""
    found = (tables.get(kind) for kind in _OF_SUBJECTS)
    return any(find_row(table, subject) is not None for table in found if table is not None)


def _is_whole(table: Table, column: str) -> bool:
    """Whether a table was read from its first class to its last: its classes make up its total."""
    whole = table.fact("合计", column)
    classes = [table.fact_at(row, column) for row in table.rows if row.level is Level.CLASS]
    facts = [fact for fact in classes if fact is not None and fact.is_number]
    if whole is None or not whole.is_number or not facts or len(facts) < len(classes):
        return False
    return total(fact.interval for fact in facts).meets(whole.interval)


def _unknown(claim: Amount, table: Table, column: str, named: set[str], tables: Tables) -> Iterator[Check]:
    subject = claim.subject
    if not subject.path:
        # A class by its plain name; other words may mean anything.
        is_class = (
            subject.known and subject.name.endswith("支出") and tables.fact("T01", subject.name, "支出") is not None
        )
        if is_class and not subject.qualified:
            yield _check(claim, table, "unknown-subject", subject.name, "")
        return
    if subject.qualified:
        return
    coded = table.row(subject.code) if subject.code else None
    meant = coded or _meant(subject, claim, table, column, named)
    if meant is not None:
        right = {level: row.label for row, level in _line(meant, table)}
        expected = "".join(f"{label}({level})" for level, label in right.items())
        if not _similar(plain_name(subject.printed), plain_name(expected)):
            wrong = _wrong_levels(subject, right)
            printed = "".join(f"{name}({level})" for level, name in wrong.items()) or _printed(subject)
            wanted = "".join(f"{right[level]}({level})" for level in wrong) or expected
            yield _check(claim, table, "path", printed, wanted)
    elif not _anything_like(subject, table):
        yield _check(claim, table, "unknown-subject", _printed(subject), "")


def _wrong_levels(subject: Subject, right: dict[str, str]) -> dict[str, str]:
    """The names of a path that are not those of the line that is meant, by their level."""
    path = dict(zip(subject.levels, subject.path, strict=False))
    return {
        level: name
        for level, name in path.items()
        if level in right and not _similar(plain_name(name), plain_name(right[level]))
    }


def _renamed(claim: Amount, table: Table) -> Iterator[Check]:
    """A class under the name that it had before the one that the table prints."""
    printed = claim.subject.path[:1] or (claim.subject.printed,)
    row = table.row(SYNONYMS.get(printed[0], "")) or find_row(table, Subject("", printed, ("",), levels="类"))
    if row is not None and SYNONYMS.get(printed[0]) == row.label:
        yield _check(claim, table, "path", printed[0], row.label)


def _printed(subject: Subject) -> str:
    return "".join(f"{name}({level})" for name, level in zip(subject.path, subject.levels, strict=False))


def _meant(subject: Subject, claim: Amount, table: Table, column: str, named: set[str]) -> Row | None:
    """The one row that the last name of a path, or its amount under the parent, says is meant."""
    length = CODE_LENGTHS.get(subject.levels[-1:], 0)
    rows = [row for row in table.rows if row.code and len(row.code) == length and row.code not in named]
    same_name = [row for row in rows if plain_name(row.label) == plain_name(subject.name)]
    same_amount = [row for row in rows if _spent(row, claim, table, column)]
    both = [row for row in same_name if row in same_amount]
    if len(both) == 1:
        return both[0]
    parent = Subject("", subject.path[:-1], (), levels=subject.levels[:-1])
    above = find_row(table, parent) if parent.path else None
    if above is None or above.code is None or same_name:
        return None
    children = [row for row in same_amount if row.code and row.code.startswith(above.code)]
    return children[0] if len(children) == 1 else None


def _spent(row: Row, claim: Amount, table: Table, column: str) -> bool:
    fact = table.fact_at(row, column)
    return fact is not None and fact.figure is not None and fact.interval.meets(claim.mention.figure.interval)


def _line(row: Row, table: Table) -> Iterator[tuple[Row, str]]:
    """A row with those above it, and what each of them is."""
    code = row.code or ""
    for length, level in _PARENTS.items():
        found = table.row(code[:length])
        if length <= len(code) and found is not None:
            yield found, level.value


def _anything_like(subject: Subject, table: Table) -> bool:
    """Whether a row's name may be a cut or shortened form of the last name, or the other way round."""
    return any(_similar(plain_name(row.label), plain_name(subject.name)) for row in table.rows if row.code)


def _similar(one: str, other: str) -> bool:
    short, full = sorted((one, other), key=len)
    if not short or len(short) * _OF < len(full) * _KEPT:
        return False
    rest = iter(full)
    return all(char in rest for char in short)


def _check(claim: Amount, table: Table, kind: str, printed: str, wanted: str) -> Check:
    at = Operand(Role.STATED, claim.mention.figure.interval, printed, claim.subject.anchor or claim.anchor)
    check = of_claim(claim, kind, Outcome.FAILS, (at,))
    return replace(check, subject=printed, table=table, wanted=wanted)


def _left_out(claim: Composition, tables: Tables) -> Iterator[Check]:
    """Lines with money that a list leaves out although its parts do not make up the whole without them."""
    if claim.whole is None or any(subject.qualified or not subject.known for subject in claim.subjects):
        return
    money = (claim.whole, *claim.parts)
    if not all(mention.figure.unit.is_money for mention in money) or parts_sum(claim).outcome is not Outcome.FAILS:
        return
    if claim.topic in GENERAL and claim.subject.name in GENERAL_TOTALS:
        missing = _missing_classes(claim, tables)
    elif claim.topic in _COLUMNS and claim.subject.name == _COLUMNS[claim.topic][1]:
        missing = _missing_columns(claim, tables)
    else:
        return
    rest = claim.whole.figure.interval - total(part.figure.interval for part in claim.parts)
    # Only where they are just what is missing was the list meant to be full.
    if not missing or not total(fact.interval for fact in missing).meets(rest):
        return
    last = claim.parts[-1]
    end = Operand(Role.STATED, Interval.point(0), last.figure.text, last.anchor)
    operands = (end, stated(claim.whole, Role.WHOLE), *(cell(fact) for fact in missing))
    names = "、".join(fact.row.label if claim.topic in GENERAL else fact.column for fact in missing)
    check = of_claim(claim, "omitted-line", Outcome.FAILS, operands)
    yield replace(check, table=missing[0].table, wanted=names)


def _missing_classes(claim: Composition, tables: Tables) -> list[Fact]:
    table = tables.get("T05")
    if table is None:
        return []
    rows = [find_row(table, subject) for subject in claim.subjects]
    if any(row is None or row.level is not Level.CLASS for row in rows):
        return []
    listed = {row.code for row in rows if row is not None}
    facts = [table.fact_at(row, "合计") for row in table.rows if row.level is Level.CLASS and row.code not in listed]
    return [fact for fact in facts if fact is not None and fact.figure is not None and fact.figure.value != 0]


def _missing_columns(claim: Composition, tables: Tables) -> list[Fact]:
    kind, whole = _COLUMNS[claim.topic]
    table = tables.get(kind)
    names = {subject.name for subject in claim.subjects}
    if table is None or not names <= set(table.columns):
        return []
    facts = [tables.fact(kind, "合计", column) for column in table.columns if column not in names and column != whole]
    return [fact for fact in facts if fact is not None and fact.figure is not None and fact.figure.value != 0]
