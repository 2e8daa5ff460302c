"""The stages that a document goes through, in their order."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from dislint.blocks import Grid, Layout
from dislint.language import Text, plain
from dislint.linter.limits import lengthen_limit
from dislint.linter.reading import read, reader_for
from dislint.readers.model import Reading, ReadOptions, Sheets, Take

if TYPE_CHECKING:
    from dislint.config.configuration import Config
    from dislint.document import Document
    from dislint.linter.knowledge import Knowledge
    from dislint.plugins import Registry
    from dislint.structure.model import Structure


class Delay(NamedTuple):
    """That a file takes so many seconds more than its time limit, and over what."""

    seconds: float
    doing: Text = plain("")


Wait = Callable[[Delay], None]
"""Told of each delay: whoever waits for a file."""
_A_PAGE = 60
"""Seconds that the recognition of a page may take, beyond the time limit of its file."""
_NO_PDF = Text("只识别 PDF 的扫描页，请另存为 PDF 再检查", "scanned pages are recognised in PDFs alone: save it as one")
_NEVER = Text("按 --ocr never 没有识别", "not recognised: --ocr never")


def analyse(path: Path, data: bytes, config: Config, knowledge: Knowledge, take: Take, wait: Wait) -> Document:
    """Takes a file's content through all stages; raises UnreadableError."""
    from dislint.layout.compose import compose

    reader = reader_for(path, data, knowledge.registry.readers)
    options = ReadOptions(config.engine, config.password, config.max_pages, config.max_objects, take)
    reading = read(reader, path, data, options)
    layout = compose(_recognised(reading, data, config, knowledge.registry, wait))
    return understand_layout(str(path), layout, config, knowledge)


def _recognised(reading: Reading, data: bytes, config: Config, registry: Registry, wait: Wait) -> Reading:
    """The reading with its scanned pages recognised, where a plugin does that; where none does, it is as it was."""
    if not (registry.recognisers and isinstance(reading, Sheets)):
        return reading
    from dislint.readers.recognition import Recognition, recognised, unrecognised

    if config.ocr == "never" or b"%PDF-" not in data[:1024]:
        return Sheets(reading.count, unrecognised(reading.sheets, _NEVER if config.ocr == "never" else _NO_PDF))

    def tell(page: int, count: int) -> None:
        lengthen_limit(_A_PAGE)
        wait(Delay(_A_PAGE, Text(f"正在识别第 {page} 页，共 {count} 页", f"recognising page {page} of {count}")))

    threads = max((os.cpu_count() or 1) // config.jobs, 1)
    always = config.ocr == "always"
    how = Recognition(registry.recognisers[-1], config.password, threads, config.cache, always, tell)
    return Sheets(reading.count, recognised(reading, data, how))


def understand_layout(path: str, layout: Layout, config: Config, knowledge: Knowledge) -> Document:
    """The stages after layout; once more with the doubtful digits of scanned tables that their sums single out."""
    document = _understood(path, layout, config, knowledge)
    if any(page.doubts for page in layout.pages):
        from dislint.checks.readings import settle

        settled = settle(layout, document.checks)
        if settled is not layout:
            return _understood(path, settled, config, knowledge)
    return document


def _understood(path: str, layout: Layout, config: Config, knowledge: Knowledge) -> Document:
    from dislint.checks.annexes import check_evaluations
    from dislint.checks.isolate import isolate
    from dislint.checks.prints import Prints
    from dislint.checks.restatements import check_claims
    from dislint.checks.tables import believable, evaluate
    from dislint.checks.values import settled
    from dislint.checks.verdicts import judge
    from dislint.claims.annexes import read_evaluations
    from dislint.claims.narrative import read_narrative
    from dislint.document import Claims, Document, Settings
    from dislint.structure.outline import understand

    structure = understand(layout, knowledge.domain)
    lexicon = knowledge.lexicon(structure.kind.value)
    narrative = read_narrative(layout, structure, lexicon)
    tables = evaluate(structure, knowledge.relations, year=config.fiscal_year, region=config.region)
    readings = read_evaluations(layout.blocks, structure)
    evaluations = check_evaluations(structure.evaluations, readings)
    found = (*believable((*check_claims(narrative, structure, lexicon.names), *tables)), *evaluations)
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
        Settings(config.region, config.fiscal_year, knowledge.settings, kind, config.password, knowledge.forms),
    )


def _kind(layout: Layout, structure: Structure, registry: Registry) -> str:
    """The name of a plugin's document kind that the first lines fit, for documents that are none of ours."""
    if structure.kind.value != "unknown" or not registry.kinds:
        return ""
    head = "".join(block.compact.text for block in layout.blocks[:8] if not isinstance(block, Grid))
    return next((str(kind.name) for kind in registry.kinds if re.search(kind.pattern, head)), "")
