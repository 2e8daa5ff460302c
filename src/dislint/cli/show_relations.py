"""Relations between table cells, a line each: what came of them in a report, or which table, row or column it lacks."""

from __future__ import annotations

from collections.abc import Sequence

from dislint.checks.packs import Relation
from dislint.document import Document
from dislint.ledger.model import Standing
from dislint.ledger.relations import relations_kept
from dislint.linter.knowledge import Knowledge
from dislint.reporters.ledger import relations_of
from dislint.reporters.sheets.model import Sheet
from dislint.reporters.sheets.text import as_text


def listed(relations: Sequence[Relation], lang: str) -> str:
    """All relations."""
    return "\n".join(f"{relation.code}  {relation.kind.words.of(lang)}" for relation in relations)


def answered(knowledge: Knowledge, document: Document, lang: str) -> tuple[str, bool]:
    """The relations that are for a document of this kind, year and region, with what came of each; whether one is broken."""
    kept = relations_kept(knowledge.relations, document, knowledge.own_relations)
    table = relations_of(kept, lang)._replace(heading="")
    return as_text(Sheet("", "", (table,))), any(one.standing is Standing.BROKEN for one in kept)
