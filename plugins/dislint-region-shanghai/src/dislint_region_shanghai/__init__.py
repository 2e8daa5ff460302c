"""A regional pack for dislint: what reports from Shanghai have beside the common ones, all of it data."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from dislint import hookimpl

DISLINT_API = 1
_HERE = Path(__file__).parent


@hookimpl
def dislint_relations() -> Sequence[Path]:
    """Relations of the region's tables."""
    return [_HERE / "relations.toml"]


@hookimpl
def dislint_tables() -> Sequence[Path]:
    """A kind of table that these reports have beside the common ones."""
    return [_HERE / "tables.toml"]


@hookimpl
def dislint_topics() -> Sequence[Path]:
    """What the section on these tables is headed."""
    return [_HERE / "topics.toml"]


@hookimpl
def dislint_restatements() -> Sequence[Path]:
    """Which of its sentences restate which cells."""
    return [_HERE / "restatements.toml"]


@hookimpl
def dislint_disclosures() -> Sequence[Path]:
    """What the section on assets must tell."""
    return [_HERE / "disclosures.toml"]


@hookimpl
def dislint_lexicon() -> Sequence[Path]:
    """Names of the region's wording."""
    return [_HERE / "lexicon.toml"]
