"""The built-in rules, registered through the same hooks as anybody's plugin."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from dislint import hookimpl

if TYPE_CHECKING:
    from dislint import Rule

_HERE = Path(__file__).parent
# One module a family; each has RULES, the rule classes it holds.
_FAMILIES: tuple[str, ...] = (
    "tables",
    "between",
    "subjects",
    "narrative",
    "restatement",
    "wording",
    "names_years",
    "budgets",
    "presence",
    "disclosures",
    "structure",
    "reading",
    "annex",
    "annex_counts",
    "across",
)


@hookimpl
def dislint_rules() -> Sequence[type[Rule]]:
    """All built-in rules."""
    return [rule for family in _FAMILIES for rule in import_module(f"{__name__}.{family}").RULES]


@hookimpl
def dislint_relations() -> Sequence[Path]:
    """The built-in relation packs."""
    return sorted((_HERE / "relations").glob("*.toml"))


@hookimpl
def dislint_lexicon() -> Sequence[Path]:
    """The built-in lexicon of the narrative."""
    return sorted((_HERE / "lexicon").glob("*.toml"))


@hookimpl
def dislint_tables() -> Sequence[Path]:
    """The built-in kinds of tables."""
    return sorted((_HERE / "facts" / "tables").glob("*.toml"))


@hookimpl
def dislint_topics() -> Sequence[Path]:
    """The built-in topics of sections."""
    return sorted((_HERE / "facts" / "topics").glob("*.toml"))


@hookimpl
def dislint_comparisons() -> Sequence[Path]:
    """What is known of figures in several documents."""
    return sorted((_HERE / "facts" / "comparing").glob("*.toml"))


@hookimpl
def dislint_restatements() -> Sequence[Path]:
    """Which sentence restates which cell of the built-in kinds of tables."""
    return sorted((_HERE / "facts" / "restatements").glob("*.toml"))


@hookimpl
def dislint_disclosures() -> Sequence[Path]:
    """What publication requires to be told."""
    return sorted((_HERE / "facts" / "disclosures").glob("*.toml"))


@hookimpl
def dislint_requirements() -> Sequence[Path]:
    """What publication requires: what is asked of final accounts, of budgets, of all."""
    return [_HERE / "facts" / "requirements" / f"{name}.toml" for name in ("final-accounts", "budget", "all")]
