"""What all rules say of one document, before it is decided what of that is reported; and how the cache keeps it."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Sequence
from dataclasses import astuple, dataclass, replace
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dislint import cache
from dislint.blocks import Anchor, Box
from dislint.config.configuration import Config
from dislint.config.selection import Selection
from dislint.findings import Finding, Related, Severity, flaw_of
from dislint.linter.quotes import Quote
from dislint.linter.results import Summary
from dislint.plugins import Registry, plugin_settings

if TYPE_CHECKING:
    from dislint.document import Document

_KIND = "documents"
_LIBRARIES = ("pypdfium2", "pypdfium2_raw", "pdfminer", "lark", "lxml")
_SOURCES = (".py", ".toml", ".tsv", ".lark", ".json")


@dataclass(frozen=True, slots=True)
class Examined:
    """The findings of all rules that ran; ``quotes[i]`` is the line of ``findings[i]``.

    ``failed`` says that the program or a plugin failed on the file. ``document`` is None where the file could not be
    read, or where all this comes from the cache.
    """

    summary: Summary
    findings: tuple[Finding, ...]
    quotes: tuple[Quote | None, ...]
    failed: bool = False
    document: Document | None = None


def key_of(path: Path, data: bytes, config: Config, registry: Registry, selection: Selection) -> str:
    """The cache key of a document: its content, the settings that rules and readers see, and all code that runs."""
    return cache.key_of(
        str(path),
        hashlib.sha256(data).hexdigest(),
        (selection.select, selection.ignore),
        (
            config.region,
            config.fiscal_year,
            config.engine,
            config.ocr,
            config.password,
            config.max_pages,
            config.max_objects,
        ),
        [astuple(entry) for entry in config.wording],
        plugin_settings(config, registry),
        [(plugin.name, plugin.origin, plugin.version, str(plugin.problem)) for plugin in registry.plugins],
        _state_of(
            (
                *registry.sources,
                *registry.relations,
                *registry.lexicon,
                *(path for paths in registry.knowledge for path in paths),
                *config.relations,
                *config.lexicon,
            )
        ),
    )


def recall(key: str) -> Examined | None:
    """What the cache knows under a key."""
    try:
        summary, findings, quotes = cache.load(_KIND, key)
        examined = Examined(
            replace(Summary(*summary), bodies=tuple(summary[-1])),
            tuple(map(_finding, findings)),
            tuple(quote and Quote(*quote) for quote in quotes),
        )
        return examined if _is_sound(examined) else None
    except (TypeError, ValueError, AttributeError, LookupError):  # None, or not what this version wrote.
        return None


def _is_sound(examined: Examined) -> bool:
    """Whether everything is of the type that whoever takes it relies on."""
    summary, quotes = examined.summary, [quote for quote in examined.quotes if quote is not None]
    return (
        len(examined.quotes) == len(examined.findings)
        and all(
            isinstance(text, str)
            for text in (summary.kind, summary.entity, *summary.bodies, *(quote.text for quote in quotes))
        )
        and all(isinstance(number, int | None) for number in (summary.year, summary.pages))
        and all(isinstance(number, int) for number in astuple(summary)[4:-1])
        and all(isinstance(number, int) for quote in quotes for number in (quote.start, quote.end))
        and not any(map(flaw_of, examined.findings))
    )


def remember(key: str, examined: Examined) -> None:
    """Keeps what was found; what depends on more than the key (limits, failures, files not read) is not kept."""
    if examined.document is not None and not examined.failed:
        findings = [_finding_list(finding) for finding in examined.findings]
        cache.store(_KIND, key, [astuple(examined.summary), findings, examined.quotes])


def _finding_list(finding: Finding) -> list[Any]:
    f = finding
    texts = [f.code, f.severity.value, f.message, f.english, f.section, f.table, f.expected, f.actual]
    return [*texts, _anchor_list(f.anchor), [_related_list(related) for related in f.related], f.cause, f.depth]


def _related_list(related: Related) -> list[Any]:
    return [related.message, _anchor_list(related.anchor), related.table, related.english, related.path]


def _anchor_list(anchor: Anchor) -> list[Any]:
    return [anchor.page, anchor.line, anchor.column, anchor.text, anchor.boxes]


def _finding(kept: Sequence[Any]) -> Finding:
    code, severity, message, english, section, table, expected, actual, at, related, cause, depth = kept
    return Finding(
        code,
        Severity(severity),
        message,
        _anchor(at),
        english,
        section,
        table,
        expected,
        actual,
        tuple(map(_related, related)),
        cause,
        depth,
    )


def _related(kept: Sequence[Any]) -> Related:
    message, anchor, table, english, path = kept
    return Related(message, _anchor(anchor), table, english, path)


def _anchor(kept: Sequence[Any]) -> Anchor:
    page, line, column, text, boxes = kept
    return Anchor(page, line, column, text, tuple((number, Box(*box)) for number, box in boxes))


@lru_cache(maxsize=64)
def _state_of(sources: tuple[Path, ...]) -> str:
    """A digest of the size and time of all files that a finding may come from: our own, plugins', libraries', packs."""
    ours = [Path(spec.origin) for name in ("dislint", "dislint.rules") if (spec := find_spec(name)) and spec.origin]
    files = [file for source in (*ours, *sources) for file in _files_of(source)]
    files += sorted(map(str, (ours[-1].parents[1] / "grammar").glob("*.lark")))
    libraries = [spec.origin for name in _LIBRARIES if (spec := find_spec(name)) and spec.origin]
    return cache.key_of([_stamp(file) for file in (*files, *libraries)])


def _files_of(source: Path) -> Iterable[str]:
    """The files of a package, given by its __init__.py; any other file stands for itself."""
    if source.name != "__init__.py":
        return [str(source)]
    # Hundreds of files, at each start: paths as objects would take ten times as long as asking the system.
    walked = os.walk(source.parent)
    return sorted(os.path.join(at, name) for at, _, names in walked for name in names if name.endswith(_SOURCES))


def _stamp(file: str) -> tuple[str, int, int]:
    try:
        status = os.stat(file)
    except OSError:
        return file, 0, 0
    return file, status.st_size, status.st_mtime_ns
