"""What is kept of a document to hold it against others."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from dislint.blocks import Anchor, Grid
from dislint.checks.cells import Place, Tables, places
from dislint.claims.model import Amount, Change, Claim, Count, Measure, Mention
from dislint.comparing.bodies import bodies_of
from dislint.comparing.model import Address, Digest, Entry, Said, Sentence
from dislint.document import Document
from dislint.structure.model import Fact

_LEFT_OUT = frozenset({"contents", "table", "caption"})
_SENTENCE = re.compile("[^。;]+[。;]?")


def digest_of(document: Document) -> Digest:
    """What is kept of a document."""
    tables = Tables(document.structure)
    return Digest(
        document.path,
        document.kind,
        document.entity,
        document.year,
        bodies_of(document),
        dict(_entries(document)),
        tuple(_said(document, tables)),
        tuple(_sentences(document)),
    )


def _entries(document: Document) -> Iterator[tuple[Address, Entry]]:
    """The cells of the first table of each kind, the first of several rows of one key."""
    seen: set[str] = set()
    known: set[Address] = set()
    for table in document.tables:
        if not table.kind or table.kind in seen or not table.columns:
            continue
        seen.add(table.kind)
        for fact in table.facts:
            entry = _entry(fact)
            if fact.is_number and entry.at not in known:
                known.add(entry.at)
                yield entry.at, entry


def _entry(fact: Fact) -> Entry:
    row, table = fact.row, fact.table
    at = _address(fact)
    return Entry(at, table.name, row.code or "", row.label, row.level, fact.figure, table.unit, fact.anchor())


def _address(fact: Fact) -> Address:
    return Address(fact.table.kind, fact.row.key, fact.column)


def _said(document: Document, tables: Tables) -> Iterator[Said]:
    """The amounts, changes and counts of the narrative, with the cells of the figures that they speak of."""
    amounts = {claim.mention.anchor: claim for claim in document.claims.amount}
    texts = {number: passage.compact.text for number, passage in document.passages()}
    sections: dict[int, str] = {}
    for claim in document.claims:
        if not isinstance(claim, Amount | Change | Count):
            continue
        if claim.block not in sections:
            sections[claim.block] = document.section_name(claim.block)
        found = [] if isinstance(claim, Count) else _places(claim, amounts, tables)
        firm = bool(found) and all(place.firm for place in found) and not claim.subject.qualified
        addresses = tuple(dict.fromkeys(_address(place.fact) for place in found))
        yield Said(claim, addresses, firm, sections[claim.block], texts.get(claim.block, ""))


def _places(claim: Amount | Change, amounts: dict[Anchor, Amount], tables: Tables) -> list[Place]:
    """The cells of this year's amount of whatever the claim speaks of."""
    if isinstance(claim, Amount):
        now = replace(claim, measure=Measure.ACTUAL)
    else:
        mention = claim.current or claim.difference or claim.rate or claim.before
        if mention is None:
            return []
        stated = amounts.get(mention.anchor)
        now = replace(stated, measure=Measure.ACTUAL) if stated is not None else _as_amount(claim, mention)
    return places(now, tables)


def _as_amount(claim: Claim, mention: Mention) -> Amount:
    return Amount(claim.subject, claim.block, claim.anchor, claim.topic, claim.year, mention)


def _sentences(document: Document) -> Iterator[Sentence]:
    """The sentences outside tables, each with its place."""
    for number, block in enumerate(document.layout.blocks):
        if isinstance(block, Grid) or document.structure.roles[number] in _LEFT_OUT:
            continue
        section = document.section_name(number)
        for found in _SENTENCE.finditer(block.compact.text):
            yield Sentence(section, found.group(), block.anchor(*found.span()))
