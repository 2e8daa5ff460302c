"""A report's structure, printed: what it is, its headings, its typed tables with their rows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from dislint.escaping import json_text
from dislint.language import Text, say
from dislint.structure.model import Evaluation, Kind, Row, Section, Structure, Table


def show_structure(structure: Structure) -> str:
    """Identity, sections (indented by depth) and tables (a row a line)."""
    return "\n".join(_lines(structure))


def structure_json(structure: Structure) -> str:
    """The same as JSON; amounts as they are printed, those of a table in the order of its columns."""
    content = {
        "kind": structure.kind.value,
        "entity": structure.entity,
        "year": structure.year,
        "sections": [_section_object(section) for section in structure.sections],
        "tables": [_table_object(table) for table in structure.tables],
        "evaluations": [_evaluation_object(evaluation) for evaluation in structure.evaluations],
    }
    return json_text(content, 1)


def _section_object(section: Section) -> dict[str, Any]:
    heading = section.heading
    anchor = heading.passage.anchor()
    place = {"page": anchor.page, "line": anchor.line}
    words = {"depth": heading.depth, "enumerator": heading.enumerator, "words": heading.words, "topic": section.topic}
    return {**words, **place, "start": section.start, "end": section.end, "parent": section.parent}


def _table_object(table: Table) -> dict[str, Any]:
    return {
        "kind": table.kind,
        "number": table.number,
        "title": table.title,
        "unit": table.unit.label,
        "page": table.page,
        "last_page": table.last_page,
        "line": table.anchor.line,
        "columns": list(table.columns),
        "rows": [
            {
                "key": row.key,
                "code": row.code,
                "label": row.label,
                "level": row.level.value,
                "cells": [cell.passage.text.strip() if cell else None for cell in row.cells],
            }
            for row in table.rows
        ],
    }


def _evaluation_object(evaluation: Evaluation) -> dict[str, Any]:
    parts = {"money": evaluation.money, "indicators": evaluation.indicators}
    return {
        "project": evaluation.project,
        "unit_name": evaluation.unit_name,
        "page": evaluation.anchor.page,
        "line": evaluation.anchor.line,
        **{name: _table_object(part) if part else None for name, part in parts.items()},
    }


_KINDS = {
    Kind.FINAL_ACCOUNTS: Text("部门决算", "final accounts"),
    Kind.BUDGET: Text("部门预算", "budget"),
    Kind.UNKNOWN: Text("不是决算或预算", "neither final accounts nor a budget"),
}


def _lines(structure: Structure) -> Iterator[str]:
    yield f"{_KINDS[structure.kind]}  {structure.entity}  {structure.year or ''}".rstrip()
    yield from map(_section, structure.sections)
    for table in structure.tables:
        yield ""
        yield from _table(table)
    for evaluation in structure.evaluations:
        yield f"\n{evaluation.project}  {evaluation.unit_name}"
        for part in (evaluation.money, evaluation.indicators):
            if part is not None:
                yield from _table(part)


def _section(section: Section) -> str:
    heading = section.heading
    topic = f"  [{section.topic}]" if section.topic else ""
    return f"{'  ' * heading.depth}{heading.enumerator}{heading.words}{topic}"


def _table(table: Table) -> Iterator[str]:
    first, last = table.page, table.last_page
    pages = say(f"第{first}–{last}页", f"p. {first}–{last}") if last != first else say(f"第{first}页", f"p. {first}")
    place = pages if first else say(f"第{table.anchor.line}行", f"line {table.anchor.line}")
    yield f"{table.kind or '?'}  {table.number}  {table.title}  {table.unit.label}  {place}"
    yield f"    {say('行', 'row')} | {' | '.join(table.columns)}"
    for row in table.rows:
        yield f"    {_row(row)}"


def _row(row: Row) -> str:
    cells = " | ".join(cell.text if cell else "" for cell in row.cells)
    label = f" {row.label}" if row.label != row.key else ""
    level = f" ({row.level.value})" if row.level.value else ""
    return f"{row.key}{label}{level} | {cells}"
