"""All that is known of the field and is no rule, relation or word: what tables, sections and reports hold."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from dislint.domain.disclosures import Disclosure, load_disclosures
from dislint.domain.restatements import Restatements, load_restatements
from dislint.domain.tables import TableKinds, load_kinds
from dislint.domain.topics import Topics, load_topics


class Domain(NamedTuple):
    """Kinds of tables, topics of sections, which sentence restates which cell, what must be told."""

    tables: TableKinds
    topics: Topics
    restatements: Restatements
    disclosures: tuple[Disclosure, ...]


def load_domain(
    tables: Sequence[Path],
    topics: Sequence[Path],
    restatements: Sequence[Path] = (),
    disclosures: Sequence[Path] = (),
) -> Domain:
    """What the files say. Raises KnowledgeError."""
    return Domain(
        load_kinds(tables), load_topics(topics), load_restatements(restatements), load_disclosures(disclosures)
    )
