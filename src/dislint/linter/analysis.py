"""The stages that a document goes through, in their order."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from dislint.blocks import Grid, Layout
from dislint.document import Claims, Document, Settings
from dislint.linter.limits import lengthen_limit
from dislint.linter.reading import read, reader_for
from dislint.readers.model import Reading, ReadOptions, Sheets, Take

if TYPE_CHECKING:
    from dislint.config.configuration import Config
    from dislint.linter.knowledge import Knowledge
    from dislint.plugins import Registry
    from dislint.structure.model import Structure

Wait = Callable[[float], None]
"""Tells whoever waits for a file that it takes so many seconds more than its time limit."""
_A_PAGE = 60
"""Seconds that the recognition of a page may take, beyond the time limit of its file."""


def analyse(path: Path, data: bytes, config: Config, knowledge: Knowledge, take: Take, wait: Wait) -> Document:
    """Takes a file's content through all stages; raises UnreadableError."""
    from dislint.layout.compose import compose

    reader = reader_for(path, data, knowledge.registry.readers)
    options = ReadOptions(config.engine, config.password, config.max_pages, config.max_objects, take)
    reading = read(reader, path, data, options)
    layout = compose(_recognised(reading, data, config, knowledge.registry, wait))
    return understand_layout(str(path), layout, config, knowledge)


def _recognised(reading: Reading, data: bytes, config: Config, registry: Registry, wait: Wait) -> Reading:
    """The reading with its scanned pages recognised, where a plugin does that."""
    if not (registry.recognisers and isinstance(reading, Sheets) and config.ocr != "never" and b"%PDF-" in data[:1024]):
        return reading
    from dislint.readers.recognition import recognised

    def tell(_: int) -> None:
        lengthen_limit(_A_PAGE)
        wait(_A_PAGE)

    sheets = recognised(reading.sheets, data, config.password, registry.recognisers[-1], config.ocr, tell)
    return Sheets(reading.count, sheets)


def understand_layout(path: str, layout: Layout, config: Config, knowledge: Knowledge) -> Document:
    """The stages after layout."""
    from dislint.checks.annexes import check_evaluations
    from dislint.checks.isolate import isolate
    from dislint.checks.prints import Prints
    from dislint.checks.restatements import check_claims
    from dislint.checks.tables import believable, evaluate
    from dislint.checks.values import settled
    from dislint.checks.verdicts import judge
    from dislint.claims.annexes import read_evaluations
    from dislint.claims.narrative import read_narrative
    from dislint.structure.outline import understand

    structure = understand(layout, knowledge.domain)
    narrative = read_narrative(layout, structure, knowledge.lexicon(structure.kind.value))
    tables = evaluate(structure, knowledge.relations, year=config.fiscal_year, region=config.region)
    readings = read_evaluations(layout.blocks, structure)
    evaluations = check_evaluations(structure.evaluations, readings)
    found = (*believable((*check_claims(narrative, structure), *tables)), *evaluations)
    prints = Prints(found)
    checks = settled(found, prints)
    kind = _kind(layout, structure, knowledge.registry)
    return Document(
        path,
        layout,
        structure,
        Claims(narrative.claims),
        checks,
        isolate(checks, prints),
        judge(narrative, checks),
        readings,
        Settings(config.region, config.fiscal_year, knowledge.settings, kind, config.password),
    )


def _kind(layout: Layout, structure: Structure, registry: Registry) -> str:
    """The name of a plugin's document kind that the first lines fit, for documents that are none of ours."""
    if structure.kind.value != "unknown" or not registry.kinds:
        return ""
    head = "".join(block.compact.text for block in layout.blocks[:8] if not isinstance(block, Grid))
    return next((str(kind.name) for kind in registry.kinds if re.search(kind.pattern, head)), "")
