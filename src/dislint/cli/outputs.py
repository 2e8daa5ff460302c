"""Where the results of a run are written: which reporter, which file; no file that the run reads is written over."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import IO, NamedTuple, cast

import click

from dislint.cli.out import as_utf_8
from dislint.cli.request import Request
from dislint.config.configuration import Config
from dislint.config.options import ConfigError
from dislint.files import written_text
from dislint.language import SpokenError, say
from dislint.linter.application import words_of
from dislint.linter.results import Result
from dislint.plugins import Registry
from dislint.reporters.model import Reporter, Run

FOR_PEOPLE = frozenset({"text", "summary"})
"""Reporters whose output is for reading: in the locale's encoding, with the counts of the run after it."""


class Output(NamedTuple):
    """A reporter, and the file that it writes; None is standard output."""

    reporter: Reporter
    file: Path | None


class ReporterError(SpokenError):
    """A reporter failed."""


def outputs_of(name: str, request: Request, registry: Registry) -> list[Output]:
    """What is written; raises UsageError for a format that no reporter has, and for a template that cannot be filled."""
    from dislint.reporters.text import TemplateError, check_template

    if request.template:
        try:
            check_template(request.template)
        except TemplateError as error:
            raise click.UsageError(f"--format: {error}") from error
    outputs = []
    for wanted, file in [(name, request.output_file), *request.outputs]:
        reporter = registry.reporter(wanted)
        if reporter is None:
            names = ", ".join(sorted(r.name for r in registry.reporters))
            raise click.UsageError(
                say(f"没有输出格式 {wanted}；可用：{names}", f"no output format {wanted}; known: {names}")
            )
        outputs.append(Output(reporter, file))
    return outputs


def check_streams(outputs: Iterable[Output], count: int) -> None:
    """Raises UsageError for what does not go to standard output: what is no text, and several pages."""
    for reporter, file in outputs:
        most = getattr(reporter, "on_standard_output", None)
        if file is None and most is not None and max(count, 1) > most:
            name = reporter.name
            raise click.UsageError(
                say(f"{name} 要写入文件：--output {name}=文件", f"{name} needs a file: --output {name}=FILE")
            )


def check_outputs(files: Sequence[Path], linted: Iterable[tuple[Path, Config]], configs: Iterable[Config]) -> None:
    """Raises UsageError where a file to be written is one that is read, is written twice, or has no folder to be in."""
    for file in files:
        if not file.parent.is_dir():
            raise click.UsageError(say(f"没有文件夹 {file.parent}", f"no folder {file.parent}"))
    states = [(file, state) for file in files if (state := identity(file)) is not None]
    if not states:
        return
    read = [path for path, _ in linted]
    for config in configs:
        packs = (*config.relations, *config.lexicon, *config.plugins)
        read += [path for path in (config.file, *packs) if path is not None]
    inputs = {state for path in read if (state := identity(path)) is not None}
    seen: set[tuple[int, int]] = set()
    for file, state in states:
        if state in inputs:
            raise click.UsageError(
                say(f"{file} 是要检查或读取的文件，不能覆盖", f"{file} is read by this run and would be written over")
            )
        if state in seen:
            raise click.UsageError(say(f"{file} 会写两次", f"{file} would be written twice"))
        seen.add(state)


def identity(file: Path) -> tuple[int, int] | None:
    """What tells a file from all others; None where it is none that has content of its own."""
    with suppress(OSError, ValueError):
        if os.path.isfile(file):
            status = os.stat(file)
            return status.st_dev, status.st_ino
    return None


def write_outputs(
    outputs: Sequence[Output],
    results: Iterable[Result],
    run: Run,
    request: Request,
) -> None:
    """Writes all outputs of a run with these results; where one that streams is all that is wanted, each result as it comes."""
    streams = len(outputs) == 1 and getattr(outputs[0].reporter, "streams", False)
    given = cast(Sequence[Result], _flushing(results)) if streams else list(results)
    run = run._replace(results=given)
    for reporter, file in outputs:
        if file is None:
            if reporter.name not in FOR_PEOPLE:  # What programs read is UTF-8 in any locale.
                as_utf_8(sys.stdout)
            _write(reporter, run._replace(colour=_colour(request.color)), sys.stdout)
            continue
        try:
            _save(reporter, run._replace(colour=request.color == "always"), file)
        except OSError as error:
            raise ConfigError(
                f"{file}: 无法写入（{error.strerror}）", f"{file}: cannot be written ({error.strerror})"
            ) from error


def _save(reporter: Reporter, run: Run, file: Path) -> None:
    """Has a reporter write a file; raises OSError, ReporterError."""
    if hasattr(reporter, "save"):
        _guarded(reporter.name, lambda: reporter.save(run, file))
        return
    with written_text(file) as out:
        _write(reporter, run, out)


def _write(reporter: Reporter, run: Run, out: IO[str]) -> None:
    _guarded(reporter.name, lambda: reporter.write(run, out))


def _guarded(name: str, write: Callable[[], None]) -> None:
    """Writes; raises ReporterError where the reporter fails."""
    try:
        write()
    except (OSError, SpokenError):
        raise
    except Exception as error:
        told = words_of(error)
        raise ReporterError(f"输出格式 {name} 出错：{told}", f"the reporter {name} failed: {told}") from error


def _flushing(results: Iterable[Result]) -> Iterator[Result]:
    """The results; what was written of each goes out before the next is waited for."""
    for result in results:
        yield result
        sys.stdout.flush()


def _colour(wish: str) -> bool:
    if wish != "auto":
        return wish == "always"
    return sys.stdout.isatty() and "NO_COLOR" not in os.environ and os.environ.get("TERM") != "dumb"
