"""The linter: a file through the stages, the rules over it, and what of that is reported."""

from __future__ import annotations

import hashlib
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from dislint.blocks import Anchor, PageInfo, as_shown
from dislint.config.configuration import Config, config_for
from dislint.config.options import ConfigError
from dislint.config.selection import Selection
from dislint.findings import Finding, Severity
from dislint.linter.acceptance import accept
from dislint.linter.analysis import Wait, analyse
from dislint.linter.application import apply_rules, crashed, decide, words_of
from dislint.linter.baseline import known_in
from dislint.linter.knowledge import Knowledge
from dislint.linter.limits import TimeLimitError, checked_size, content_of, time_limit
from dislint.linter.quotes import quotes
from dislint.linter.remembered import Examined, key_of, recall, remember
from dislint.linter.results import Result, Summary
from dislint.readers.model import Take, UnreadableError, limit_reached, read_now

if TYPE_CHECKING:
    from dislint.document import Document
    from dislint.plugins import Registry

_RULES_SHARE = 4
"""A rule gets one in so many parts of a file's time."""


class Linter:
    """Lints files by one configuration, whose plugins, relations, lexicon and rules it loads once, when first needed.

    ``registry`` stands for the installed plugins where it is given; ``take`` gives the pages of a PDF (see ReadOptions).
    """

    def __init__(self, config: Config, registry: Registry | None = None, take: Take = read_now) -> None:
        self.config = config
        self._registry = registry
        self._take = take

    @cached_property
    def knowledge(self) -> Knowledge:
        """What documents are understood and judged with; raises ConfigError."""
        return Knowledge(self.config, self._registry)

    def analyse(self, path: Path, data: bytes, wait: Wait = lambda _: None) -> Document:
        """The document that a file's content is; raises UnreadableError, ConfigError."""
        return analyse(path, data, self.config, self.knowledge, self._take, wait)

    def lint(
        self,
        path: Path,
        *,
        data: bytes | None = None,
        keep: bool = False,
        cached: bool = False,
        wait: Wait = lambda _: None,
    ) -> Result:
        """Lints one file; ``data`` is its content where it is not read from the disk. Raises ConfigError alone.

        ``cached`` takes from the cache what is known of the file, and keeps there what is found out. ``keep`` asks for
        the document. ``wait`` is told where the file takes longer than its time limit, as scanned pages do.
        """
        try:
            return self._lint(path, data, keep, cached and self.config.cache and not keep, wait)
        except (ConfigError, KeyboardInterrupt):
            raise
        except BaseException as error:  # Whatever went wrong, the other files must still be linted.
            words = words_of(error)
            finding = crashed(f"处理“{path.name}”", f"processing {path.name}", words, words)
            return Result(str(path), Summary(), (finding,), (None,), failed=True)

    def _lint(self, path: Path, data: bytes | None, keep: bool, cached: bool, wait: Wait) -> Result:
        started, config = time.perf_counter(), self.config
        selection, knowledge = config.selection(str(path)), self.knowledge
        try:
            with time_limit(config.timeout):
                most = config.max_size
                data = content_of(path, most) if data is None else checked_size(data, most)
                examined = self._examined(path, data, knowledge, selection, cached, wait)
        except UnreadableError as error:
            examined = _unexamined(path, error)
        except TimeLimitError:
            examined = _unexamined(path, _timed_out(config.timeout))
        except MemoryError:
            limit = config.max_memory
            what = limit_reached("max-memory", f"超过内存上限 {limit} MiB", f"memory limit of {limit} MiB reached")
            examined = _unexamined(path, what)
        known = known_in(config.baseline, str(path))
        reported, accepted, used = accept(decide(examined.findings, selection), str(path), config, known)
        lines = {finding.anchor: quote for finding, quote in zip(examined.findings, examined.quotes, strict=True)}
        return Result(
            str(path),
            examined.summary,
            tuple(reported),
            tuple(lines[finding.anchor] for finding in reported),
            tuple(accepted),
            tuple(used),
            examined.failed,
            hashlib.sha256(data).hexdigest() if data else "",
            len(data or b""),
            time.perf_counter() - started,
            examined.document if keep else None,
        )

    def _examined(
        self, path: Path, data: bytes, knowledge: Knowledge, selection: Selection, cached: bool, wait: Wait
    ) -> Examined:
        """What the rules say of a file, or said of it when it was last looked at; raises what stops that."""
        config = self.config
        key = key_of(path, data, config, knowledge.registry, selection) if cached else ""
        known = recall(key) if cached else None
        if known is not None:
            return known
        document = self.analyse(path, data, wait)
        found, failed = apply_rules(document, knowledge, selection, max(config.timeout / _RULES_SHARE, 1))
        shown = tuple(_as_shown(found, document))
        examined = Examined(_summary(document), shown, quotes(document, found), failed, document)
        if cached:
            remember(key, examined)
        return examined


def lint(paths: Iterable[str | Path], config: Config | None = None, *, keep: bool = False) -> Iterator[Result]:
    """Lints files one after the other, in the given order: a Result for each, when it is asked for.

    Without ``config`` each file's own configuration is looked for upwards from it. ``keep`` asks for the documents
    (``Result.document``). A file that cannot be read gives a result with a finding (E001 …). Raises ConfigError for
    a configuration, a baseline or a relation pack that cannot be used; a plugin that is broken is passed over, and
    ``Linter(config).knowledge.registry.problems`` names it.
    """
    linters = Linters()
    for path in paths:
        yield linters.of(config or config_for(Path(path))).lint(Path(path), keep=keep)


class Linters:
    """The linters of a run: one for each configuration, which many files share."""

    def __init__(self, take: Take = read_now) -> None:
        self._take = take
        self._linters: dict[int, Linter] = {}

    def of(self, config: Config) -> Linter:
        """The linter of a configuration."""
        known = next((linter for linter in self._linters.values() if linter.config == config), None)
        known = self._linters.get(id(config), known) or Linter(config, take=self._take)
        return self._linters.setdefault(id(known.config), known)

    def __reduce__(self) -> tuple[type[Linters], tuple[()]]:
        """A process that inherits nothing begins without any."""
        return Linters, ()


def _as_shown(findings: Iterable[Finding], document: Document) -> Iterable[Finding]:
    """The findings with their places where they are on pages that were turned to be read."""
    pages = {page.number: page for page in document.layout.pages if page.skew}
    return (_moved(finding, pages) for finding in findings) if pages else findings


def _moved(finding: Finding, pages: Mapping[int, PageInfo]) -> Finding:
    related = tuple(replace(other, anchor=as_shown(other.anchor, pages)) for other in finding.related)
    also = tuple(as_shown(anchor, pages) for anchor in finding.also)
    return replace(finding, anchor=as_shown(finding.anchor, pages), related=related, also=also)


def _unexamined(path: Path, error: UnreadableError) -> Examined:
    return Examined(Summary(), (_unreadable(path, error),), (None,))


def _summary(document: Document) -> Summary:
    from dislint.comparing.bodies import bodies_of

    counts = Counter(verdict.state.value for verdict in document.verdicts)
    return Summary(
        document.settings.kind or document.kind.value,
        document.entity,
        document.year,
        len(document.layout.pages) or None,
        counts["verified"],
        counts["contradicted"],
        counts["unchecked"],
        sum(len(page.settled) for page in document.layout.pages),
        bodies_of(document),
    )


def _unreadable(path: Path, error: UnreadableError) -> Finding:
    return Finding(error.code, Severity.ERROR, error.message, Anchor(None, 1, 1, path.name), error.english)


def _timed_out(seconds: int) -> UnreadableError:
    return limit_reached("timeout", f"超过时间上限 {seconds} 秒", f"time limit of {seconds} s reached")


def lost(path: Path, seconds: float | None, selection: Selection) -> Result:
    """The result for a file whose worker was lost: it died, or did not end in time."""
    if seconds is None:
        error = UnreadableError(
            "E004",
            "检查它的进程意外终止，未检查：可用 --engine pdfminer 再试，或在配置中调高 max-memory",
            "the process that checked it died, not checked: try --engine pdfminer or raise max-memory",
        )
    else:
        error = limit_reached("timeout", f"超过 {seconds:.0f} 秒仍未结束", f"not done after {seconds:.0f} s")
    return Result(str(path), Summary(), tuple(decide([_unreadable(path, error)], selection)), (None,), failed=True)
