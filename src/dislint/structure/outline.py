"""Structure: a laid-out report understood as a document."""

from __future__ import annotations

from dislint.blocks import Block, Layout, Passage
from dislint.domain.domain import Domain
from dislint.structure.annexes import find_evaluations
from dislint.structure.contents import find_contents
from dislint.structure.headings import find_headings, find_sections, find_statement
from dislint.structure.identity import find_entity, find_kind, find_year
from dislint.structure.model import Evaluation, Kind, Section, Structure, Table, around
from dislint.structure.tables import find_tables
from dislint.structure.titles import find_titles, with_titles


def understand(layout: Layout, domain: Domain) -> Structure:
    """The report's identity, headings, sections and tables, by what is known of the field."""
    blocks = layout.blocks
    contents, body = find_contents(blocks, domain)
    evaluations = find_evaluations(blocks, body)
    tables = find_tables(blocks, body, domain.tables)
    kind = find_kind(blocks)
    headings = find_headings(blocks, body, domain.topics)
    if kind is Kind.BUDGET:
        headings = with_titles(headings, find_titles(blocks, body, contents))
    sections = find_sections(headings or find_statement(blocks, domain.topics), len(blocks), domain.topics)
    return Structure(
        kind,
        find_entity(blocks),
        find_year(blocks),
        headings,
        sections,
        contents,
        tables,
        evaluations,
        _roles(blocks, body, bool(contents), tables, sections, evaluations),
        domain,
    )


def _roles(
    blocks: tuple[Block, ...],
    body: int,
    has_contents: bool,
    tables: tuple[Table, ...],
    sections: tuple[Section, ...],
    evaluations: tuple[Evaluation, ...],
) -> tuple[str, ...]:
    titles = {id(table.title_passage) for table in tables if table.title_passage}
    notes = {id(note) for table in tables for note in table.notes}
    roles = []
    for number, block in enumerate(blocks):
        if number < body:
            roles.append("contents" if has_contents and number else "cover")
        elif not isinstance(block, Passage):
            roles.append("table")
        elif id(block) in titles:
            roles.append("title")
        elif id(block) in notes:
            roles.append("note")
        else:
            roles.append(_text_role(number, block, sections, evaluations))
    return tuple(roles)


def _text_role(number: int, block: Passage, sections: tuple[Section, ...], evaluations: tuple[Evaluation, ...]) -> str:
    if any(evaluation.start <= number < evaluation.end for evaluation in evaluations):
        return "annex"
    holding = around(sections, number)
    if any(section.heading.block == number for section in holding):
        return "heading"
    topics = {section.topic for section in holding}
    if "annex" in topics and not topics & {"performance", "other-matters"}:
        return "annex"
    if "glossary" in topics:
        return "glossary"
    if not holding:
        return "cover"
    if "tables" in topics and "narrative" not in topics:
        return "caption" if len(block.compact.text) < 60 else "text"
    return "text"
