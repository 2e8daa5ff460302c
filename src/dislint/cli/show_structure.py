"""A report's structure, printed: what it is, its headings, its typed tables with their rows."""

from __future__ import annotations

from collections.abc import Iterator

from dislint.structure.model import Row, Section, Structure, Table


def show_structure(structure: Structure) -> str:
    """Identity, sections (indented by depth) and tables (a row a line)."""
    return "\n".join(_lines(structure))


def _lines(structure: Structure) -> Iterator[str]:
    yield f"{structure.kind.value}  {structure.entity}  {structure.year or ''}".rstrip()
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
    pages = f"p. {table.page}–{table.last_page}" if table.page else f"line {table.anchor.line}"
    yield f"{table.kind or '?'}  {table.number}  {table.title}  {table.unit.label}  {pages}"
    yield f"    key | {' | '.join(table.columns)}"
    for row in table.rows:
        yield f"    {_row(row)}"


def _row(row: Row) -> str:
    cells = " | ".join(cell.text if cell else "" for cell in row.cells)
    label = f" {row.label}" if row.label != row.key else ""
    return f"{row.key}{label} ({row.level.value}) | {cells}"
