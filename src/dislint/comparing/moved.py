"""The table of what moved: the figures of two documents that a reader wants side by side."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dislint.checks.cells import plain_name
from dislint.claims.model import Amount, Measure
from dislint.comparing.model import Address, Digest, Entry, Moved, Spoken
from dislint.comparing.packs import Comparisons, Pattern, Row
from dislint.language import Text, plain


def moved(old: Digest, new: Digest, knowledge: Comparisons) -> tuple[Moved, ...]:
    """The rows that at least one of two documents fills."""
    rows = (line for row in knowledge.moved for line in _lines(row, old, new))
    return tuple(line for line in rows if _says(line.old) or _says(line.new))


def _says(value: Entry | Spoken | None) -> bool:
    return value is not None and value.figure is not None


def _lines(row: Row, old: Digest, new: Digest) -> Iterator[Moved]:
    if any(pattern.level is not None for pattern in row.places):
        yield from _each(row, old, new)
        return
    yield Moved(row.words, _value(row, old), _value(row, new), row.indent)


def _value(row: Row, digest: Digest) -> Entry | Spoken | None:
    """The first of its places that is there; else what the sentences say, where they say one amount."""
    if row.kinds and digest.kind not in row.kinds:
        return None
    for pattern in row.places:
        entry = digest.entries.get(Address(*pattern))
        if entry is not None:
            return entry
    said = [
        one.claim.mention
        for one in digest.said
        if isinstance(one.claim, Amount)
        and row.claim
        and one.claim.subject.name == row.claim
        and not one.claim.subject.qualified
        and one.claim.measure is Measure.ACTUAL
    ]
    return Spoken(said[0].figure, said[0].anchor) if len({mention.figure.amount for mention in said}) == 1 else None


def _each(row: Row, old: Digest, new: Digest) -> Iterator[Moved]:
    """A line for each row of the level, by code; a code that has another name now is another line."""
    before, now = (
        _rows(row.places, digest) if not row.kinds or digest.kind in row.kinds else {} for digest in (old, new)
    )
    for code in sorted({*before, *now}):
        one, other = before.get(code), now.get(code)
        if one is not None and other is not None and plain_name(one.label) != plain_name(other.label):
            yield Moved(_named(one), one, None, row.indent)
            yield Moved(_named(other), None, other, row.indent)
        elif one is not None or other is not None:
            yield Moved(_named(other or one), one, other, row.indent)


def _named(entry: Entry | None) -> Text:
    assert entry is not None
    return plain(f"{entry.code} {entry.label}".strip())


def _rows(patterns: Sequence[Pattern], digest: Digest) -> dict[str, Entry]:
    """The rows of the level in the first of the tables that is there, by code."""
    for pattern in patterns:
        found = {
            entry.code or entry.label: entry
            for address, entry in digest.entries.items()
            if address.table == pattern.table and address.column == pattern.column and entry.level is pattern.level
        }
        if found:
            return found
    return {}
