"""What is kept of a document to hold it against others."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from dislint.blocks import Anchor, Grid
from dislint.checks.cells import Place, Tables, places
from dislint.claims.model import Amount, Change, Claim, Count, Measure, Mention
from dislint.comparing.model import Address, Digest, Entry, Said, Sentence
from dislint.comparing.recognition import plain_name
from dislint.document import Document
from dislint.structure.identity import BODY
from dislint.structure.model import Fact

_LEFT_OUT = frozenset({"contents", "table", "caption"})
_COUNTED = re.compile(
    r"(?:单位|机构)(?:共)?(?:有)?(?:\d+|[一二三四五六七八九十]+)个|(?:单位|机构)(?:名单|范围|构成)|包括"
)
_LISTED = re.compile(
    r"^(?:\d{1,3}|[一二三四五六七八九十]{1,3}|\([一二三四五六七八九十\d]{1,3}\))[.、．]?([^、,，;；。:：]{4,40})[;；。.]?$"
)
_IN_SENTENCE = re.compile("[、,;。:]|[和及]其?")
_OFFICE = re.compile("(?:局|委|厅|办)?(?:机关)?(?:本级|本部)(?:决算|预算)?")
"""What a body calls its own office among its units."""
_SHORTEST = 5
"""A shorter name is a room within a body: 办公室."""
_MOST_BODIES = 300
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


def bodies_of(document: Document) -> tuple[str, ...]:
    """The units that a department says it is made up of."""
    return tuple(dict.fromkeys(_bodies(document)))[:_MOST_BODIES]


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


def _bodies(document: Document) -> Iterator[str]:
    """The units that a department says it is made up of: those listed, in a table or a sentence, where it tells of its organisation."""
    for section in document.structure.sections:
        if section.topic != "organisation":
            continue
        counted = False
        for number in range(section.start + 1, section.end):
            block = document.layout.blocks[number]
            if isinstance(block, Grid):
                yield from _named((cell.text for row in block.cells for cell in row), document.entity)
                continue
            text = block.compact.text
            if counted and (listed := _LISTED.match(text)):
                yield from _named([listed.group(1)], document.entity)
            if found := _COUNTED.search(text):
                counted = True
                yield from _named(_IN_SENTENCE.split(text[found.end() :]), document.entity)


def _named(words: Iterable[str], entity: str) -> Iterator[str]:
    """Those that are names of bodies; its own office, where it is called by that word alone."""
    for word in words:
        if _OFFICE.fullmatch(word):
            yield f"{entity}(本级)"
        elif len(word) >= _SHORTEST and BODY.fullmatch(plain_name(word)):
            yield word
