"""The hooks of dislint; the built-in rules, readers and reporters come through them like anybody's."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import pluggy

if TYPE_CHECKING:
    from dislint.cli.added import PluginCommand
    from dislint.config.options import Option
    from dislint.document import DocumentKind
    from dislint.readers.model import Reader, Recogniser
    from dislint.reporters.model import Reporter
    from dislint.rule.rules import Rule
    from dislint.running.jobs import Runner

API_VERSION = 1

hookspec = pluggy.HookspecMarker("dislint")
hookimpl = pluggy.HookimplMarker("dislint")


@hookspec
def dislint_rules() -> Sequence[type[Rule]]:  # type: ignore[empty-body]
    """Rule classes to add."""


@hookspec
def dislint_relations() -> Sequence[Path]:  # type: ignore[empty-body]
    """TOML files with relations between table cells (relation packs)."""


@hookspec
def dislint_lexicon() -> Sequence[Path]:  # type: ignore[empty-body]
    """TOML files with entries for the lexicon of the narrative."""


@hookspec
def dislint_tables() -> Sequence[Path]:  # type: ignore[empty-body]
    """TOML files with kinds of tables: their titles, shape and columns."""


@hookspec
def dislint_topics() -> Sequence[Path]:  # type: ignore[empty-body]
    """TOML files with topics of sections: what their headings say."""


@hookspec
def dislint_requirements() -> Sequence[Path]:  # type: ignore[empty-body]
    """TOML files with what publication requires: the rows of the checklist."""


@hookspec
def dislint_comparisons() -> Sequence[Path]:  # type: ignore[empty-body]
    """TOML files with what is known of figures in several documents."""


@hookspec
def dislint_restatements() -> Sequence[Path]:  # type: ignore[empty-body]
    """TOML files that say which sentence restates which cell."""


@hookspec
def dislint_disclosures() -> Sequence[Path]:  # type: ignore[empty-body]
    """TOML files that say what publication requires to be told."""


@hookspec
def dislint_readers() -> Sequence[Reader]:  # type: ignore[empty-body]
    """Readers for more file types."""


@hookspec
def dislint_recognisers() -> Sequence[Recogniser]:  # type: ignore[empty-body]
    """Recognisers of scanned pages; the last one is used."""


@hookspec
def dislint_reporters() -> Sequence[Reporter]:  # type: ignore[empty-body]
    """Reporters for more output formats."""


@hookspec
def dislint_options() -> Sequence[Option]:  # type: ignore[empty-body]
    """Settings of the plugin's own, read from [plugin-settings]."""


@hookspec
def dislint_runners() -> Sequence[Runner]:  # type: ignore[empty-body]
    """Engines that carry the work of a run (a cluster), chosen by --runner."""


@hookspec
def dislint_kinds() -> Sequence[DocumentKind]:  # type: ignore[empty-body]
    """Further kinds of documents, known by the words of their title."""


@hookspec
def dislint_commands() -> Sequence[PluginCommand]:  # type: ignore[empty-body]
    """Further commands of the program: ``dislint NAME``."""
