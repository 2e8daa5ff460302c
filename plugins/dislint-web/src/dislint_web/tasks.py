"""What lanes do: read a report, draw one of its pages, write what is downloaded."""

from __future__ import annotations

import os
import pickle
from collections.abc import Mapping, Sequence
from contextlib import chdir, suppress
from dataclasses import replace
from functools import partial
from importlib import import_module
from pathlib import Path
from tempfile import mkstemp
from typing import Any, NamedTuple

from dislint import (
    Config,
    Host,
    HtmlReporter,
    Job,
    Linters,
    Result,
    Run,
    SpokenError,
    Text,
    annotate,
    apply_baseline,
    digested,
    folder_suffixes,
    held,
    lint_jobs,
    load_plugins,
    page_picture,
    printable,
    sheet_html,
    use_language,
)

_PICTURE = (30, 1024)
"""Seconds and MiB that the picture of a page may take."""
_LONGEST, _LONGEST_SUFFIX = 50, 10
"""Letters of a file's name on the disk, where one has up to four bytes."""
_SUFFIXES = {"checklist": "xlsx"}
"""Endings of files that are not the name of their format."""


class Kept(NamedTuple):
    """A file that was dropped: the folder that it is kept in, with all that is made of it, and the path that it is
    linted as."""

    number: int
    folder: Path
    path: Path

    @property
    def content(self) -> Path:
        """The file as it was dropped."""
        return self.folder / f"{self.path.stem[:_LONGEST]}{self.path.suffix[:_LONGEST_SUFFIX]}"

    @property
    def page(self) -> Path:
        """The page that shows it; no file that is dropped has this name."""
        return self.folder / ".page"

    @property
    def parts(self) -> Path:
        """What reporters make of it but the page."""
        return self.folder / ".parts"


def in_force(config: Config) -> Config:
    """The configuration, whose baseline need not be there: it is made when the first finding is accepted."""
    return config if config.baseline and config.baseline.exists() else replace(config, baseline=None)


OFFERED: Mapping[str, Text] = {
    "xlsx": Text("Excel", "Excel"),
    "checklist": Text("检查清单", "Check list"),
    HtmlReporter.name: Text("网页", "HTML"),
    "csv": Text("CSV", "CSV"),
}
"""Outputs that are offered for download, where a plugin has them."""


class UncomparedError(SpokenError):
    """One of two reports could not be read."""


class Desk:
    """What a lane has at hand: the configuration, the linters that it loaded, the folder of what is kept.

    Reports are read without the baseline, which is applied to what was found: it changes while they are looked at.
    """

    def __init__(self, config: Config, folder: Path) -> None:
        use_language(config.lang)
        self.config = config
        self.folder = folder
        self.linters = Linters()
        self.reading = replace(config, baseline=None)
        self.knowledge = self.linters.of(self.reading).knowledge
        # What is loaded here, the processes that work on a file inherit.
        _ = self.knowledge.relations, self.knowledge.rules
        for library in ("PIL.WebPImagePlugin", "pypdfium2"):
            with suppress(ImportError):
                import_module(library)

    def run(self, results: Sequence[Result]) -> Run:
        """Results as reporters take them."""
        return Run(results, self.knowledge.rules, self.config.lang)

    def lint(self, job: Job) -> Result:
        """The result of a job."""
        (result,) = lint_jobs([job], 1, self.linters)
        return result


class Abilities(NamedTuple):
    """The endings of files in folders that are read, and of those that are not but may hold reports; what is offered."""

    suffixes: tuple[str, ...]
    unread: tuple[str, ...]
    formats: tuple[str, ...]


def abilities(desk: Desk) -> Abilities:
    """What the plugins that are installed allow."""
    registry = desk.knowledge.registry
    read, unread = folder_suffixes(registry.readers)
    formats = tuple(name for name in OFFERED if registry.reporter(name) is not None)
    return Abilities(tuple(read), tuple(unread), formats)


def read(desk: Desk, kept: Kept, host: Host) -> Result:
    """Lints a file, and writes the page that shows it, and what reporters make of it."""
    result = desk.lint(Job(kept.path, desk.reading, kept.content.read_bytes(), make=_made))
    page = HtmlReporter().hosted(desk.run([result]), result, host)
    kept.page.write_text("".join(page), "utf-8", "backslashreplace")
    parts = {name: part for name, part in (result.made or {}).items() if name != HtmlReporter.name}
    kept.parts.write_bytes(pickle.dumps(parts))
    return replace(result, made=None)


def _made(result: Result, config: Config) -> dict[str, Any]:
    """The page of a report, and the parts of the other reporters that are offered."""
    reporters = [r for r in load_plugins(config.plugins).reporters if r.name in OFFERED and hasattr(r, "part")]
    parts = {r.name: r.part(result, config.lang) for r in reporters if r.name != HtmlReporter.name}
    return parts | {HtmlReporter.name: HtmlReporter().hosted_part(result, config.lang)}


def picture(desk: Desk, kept: Kept, page: int) -> Path:
    """The picture of a page (WebP), drawn once; raises SpokenError."""
    file = kept.folder / f".{page}.webp"
    if not file.exists():
        seconds, mebibytes = _PICTURE
        data = page_picture(kept.content, page, desk.config.password, seconds=seconds, mebibytes=mebibytes)
        file.write_bytes(data)
    return file


def marked(desk: Desk, kept: Kept, result: Result) -> Path:
    """A copy of a report with its findings marked; raises SpokenError."""
    file, config = kept.folder / f".marked{kept.path.suffix}", desk.config
    annotate(
        kept.path,
        file,
        result.findings,
        data=kept.content.read_bytes(),
        english=config.lang == "en",
        password=config.password,
        seconds=config.timeout,
        mebibytes=config.max_memory,
    )
    return file


def comparison(desk: Desk, old: Kept, new: Kept, as_versions: bool) -> str:
    """Two reports held against each other, as HTML; raises SpokenError."""
    jobs = [Job(kept.path, desk.reading, kept.content.read_bytes(), make=digested) for kept in (old, new)]
    results = [apply_baseline(result, in_force(desk.config)) for result in lint_jobs(jobs, len(jobs), desk.linters)]
    for result in results:
        if result.made is None:
            name = printable(result.path)
            raise UncomparedError(f"{name} 没有读出，不能比较", f"{name} could not be read: nothing to compare")
    content = held(results[0], results[1], desk.linters.of(desk.reading), as_versions)
    return "".join(sheet_html(content.sheet))


def with_part(desk: Desk, name: str, kept: Kept, result: Result) -> Result:
    """The result with what a reporter makes of the document, where it makes anything."""
    if not hasattr(desk.knowledge.registry.reporter(name), "part"):
        return result
    alone = name == HtmlReporter.name  # It shows the file, from where it lies.
    if not alone and not any(accepted.known for accepted in result.accepted):
        return replace(result, made=pickle.loads(kept.parts.read_bytes()))  # Nobody else writes there.
    data = None if alone else kept.content.read_bytes()
    make = partial(_part, name, str(kept.path), in_force(desk.config).baseline)
    job = Job(kept.content if alone else kept.path, desk.reading, data, make=make)
    return replace(result, path=str(job.path), made=desk.lint(job).made)


def _part(name: str, path: str, baseline: Path | None, result: Result, config: Config) -> dict[str, Any]:
    """What a reporter makes of a result, but for the findings that the baseline accepts."""
    reporter: Any = load_plugins(config.plugins).reporter(name)
    left = apply_baseline(replace(result, path=path), replace(config, baseline=baseline))
    return {name: reporter.part(replace(left, path=result.path), config.lang)}


def report(desk: Desk, name: str, results: Sequence[Result]) -> Path:
    """The results in the format of a reporter, as a file; raises SpokenError."""
    reporter: Any = desk.knowledge.registry.reporter(name)
    handle, given = mkstemp(f".{_SUFFIXES.get(name, name)}", "out-", desk.folder)
    os.close(handle)
    run, file = desk.run(results), Path(given)
    with chdir(desk.folder):  # Where what is written goes, there are no reports for it to link to.
        if hasattr(reporter, "save"):
            reporter.save(run, file)
        else:
            with file.open("w", encoding="utf-8", errors="backslashreplace", newline="") as out:
                reporter.write(run, out)
    return file
