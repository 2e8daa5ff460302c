"""Subjects against the lines of the tables: paths that no table has, lines that a full list leaves out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from dislint.checks.arithmetic import of_claim, parts_sum
from dislint.checks.cells import Tables, find_row, plain_name
from dislint.checks.model import Check, Operand, Outcome, Role, cell, stated
from dislint.claims.model import Amount, Claim, Composition, Measure, Subject
from dislint.domain.restatements import Cell
from dislint.numbers import Interval, total
from dislint.structure.model import CODE_LENGTHS, Fact, Level, Row, Table

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
    """The table that the subject of an amount stands in, and its column; None for sections whose subjects stand in none."""
    for section in tables.restated.sections(claim.topic):
        if section.lines and (claim.subject.path or not section.paths):
            there = (line for line in section.lines if tables.get(line.table) is not None)
            return next(((line.table, line.column) for line in there), None)
    return None


def _named_rows(stated: Mapping[tuple[str, str], Amount], kind: str, tables: Tables) -> set[str]:
    """The codes of the rows that the narrative names rightly."""
    table = tables.get(kind)
    rows = [find_row(table, claim.subject) for (own, _), claim in stated.items() if table is not None and own == kind]
    return {row.code for row in rows if row is not None and row.code}


def _anywhere(subject: Subject, tables: Tables) -> bool:
    """Whether any table has the subject."""
    return any(find_row(table, subject) is not None for table in tables.of_subjects())


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
        home = tables.restated.classes
        is_class = home is not None and tables.of_row(home, subject) is not None
        if is_class and subject.known and subject.name.endswith("支出") and not subject.qualified:
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
    row = table.row(table.names.get(printed[0], "")) or find_row(table, Subject("", printed, ("",), levels="类"))
    if row is not None and table.names.get(printed[0]) == row.label:
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
    missing: list[Fact] = []
    for section in tables.restated.sections(claim.topic):
        if section.wholes and section.lines and claim.subject.name in section.wholes:
            missing = _missing_classes(claim, section.lines[0], tables)
        elif section.columns and claim.subject.name == section.columns[0].column:
            missing = _missing_columns(claim, section.columns[0], tables)
    rest = claim.whole.figure.interval - total(part.figure.interval for part in claim.parts)
    # Only where they are just what is missing was the list meant to be full.
    if not missing or not total(fact.interval for fact in missing).meets(rest):
        return
    last = claim.parts[-1]
    end = Operand(Role.STATED, Interval.point(0), last.figure.text, last.anchor)
    operands = (end, stated(claim.whole, Role.WHOLE), *(cell(fact) for fact in missing))
    names = "、".join(fact.column if fact.row.level is Level.TOTAL else fact.row.label for fact in missing)
    check = of_claim(claim, "omitted-line", Outcome.FAILS, operands)
    yield replace(check, table=missing[0].table, wanted=names)


def _missing_classes(claim: Composition, line: Cell, tables: Tables) -> list[Fact]:
    table = tables.get(line.table)
    if table is None:
        return []
    rows = [find_row(table, subject) for subject in claim.subjects]
    if any(row is None or row.level is not Level.CLASS for row in rows):
        return []
    listed = {row.code for row in rows if row is not None}
    classes = [row for row in table.rows if row.level is Level.CLASS and row.code not in listed]
    return _with_money(table.fact_at(row, line.column) for row in classes)


def _missing_columns(claim: Composition, whole: Cell, tables: Tables) -> list[Fact]:
    table = tables.get(whole.table)
    names = {subject.name for subject in claim.subjects}
    if table is None or not names <= set(table.columns):
        return []
    others = [column for column in table.columns if column not in names and column != whole.column]
    return _with_money(tables.fact(whole._replace(column=column)) for column in others)


def _with_money(facts: Iterable[Fact | None]) -> list[Fact]:
    return [fact for fact in facts if fact is not None and fact.figure is not None and fact.figure.value != 0]
