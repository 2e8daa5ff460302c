"""What ``dislint check`` does: from a request on the command line to written results and an exit status."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

import click

from dislint import cache
from dislint.cli.copies import Copies, copies_of
from dislint.cli.extras import tell_missing
from dislint.cli.notes import known_regions, notes_of, statistics, summary_line
from dislint.cli.out import Status, complain
from dislint.cli.outputs import FOR_PEOPLE, Output, check_outputs, check_streams, outputs_of, write_outputs
from dislint.cli.quiet import quiet_libraries
from dislint.cli.request import Request
from dislint.config.configuration import OPTIONS, Config
from dislint.config.options import ConfigError
from dislint.findings import Severity
from dislint.language import say
from dislint.linter.baseline import known_in, write_baseline
from dislint.linter.linter import Linters
from dislint.linter.results import Result
from dislint.plugins import Registry
from dislint.reporters.model import Run
from dislint.reporters.overview import Row, lines, row_of
from dislint.rule.later import LaterRules
from dislint.running import ahead
from dislint.running.counts import Tally
from dislint.running.discovery import Found, discover
from dislint.running.interruption import Interruption
from dislint.running.jobs import LOCAL, STDIN, Job, Runner
from dislint.running.together import together
from dislint.running.workers import lint_jobs

_CLEAN, _FOUND, _FAILED, _BY_SIGNAL = 0, 1, 2, 128
_PROGRESS_FROM = 4  # files
_ANYTHING = frozenset({".txt", ".html", ".htm", ".md"})
"""Suffixes of files that need not be reports."""
_MEBIBYTE = 1024 * 1024


class _Plan(NamedTuple):
    """What is to be done: the files with their configurations, by which linters; ``main`` is the run's own."""

    request: Request
    main: Config
    linters: Linters
    found: Found
    files: list[tuple[Path, Config]]
    outputs: list[Output]
    runner: Runner | None
    copies: dict[str, tuple[Path, Config]]

    @property
    def configs(self) -> Iterable[Config]:
        """The configurations, each once."""
        return {id(config): config for config in (self.main, *(config for _, config in self.files))}.values()


def check_files(request: Request) -> int:
    """Lints, writes, and returns the exit status."""
    quiet_libraries(request.verbose)
    plan = _plan(request)
    problems = tuple(dict.fromkeys(p for c in plan.configs for p in plan.linters.of(c).knowledge.registry.problems))
    refused = tuple(dict.fromkeys(say(*told) for config in plan.configs for told in config.refused))
    tally, interruption = Tally(), Interruption()
    content = _standard_input(plan)
    linted = _progress(_lint(plan, content), len(plan.files), request)
    held = partial(together, files=plan.files, linters=plan.linters) if plan.runner is None else iter
    if request.only_reports:
        linted = _reports(linted)
    rows: list[Row] = []
    results: Iterable[Result] = _noted(tally.over(held(interruption.over(linted))), rows)
    copies = Copies(plan.copies, {} if content is None else {str(_named(request)): content})
    results = copies.over(results)
    if request.write_baseline:
        _write_baseline(request, request.write_baseline, list(results), interruption)
    else:
        write_outputs(plan.outputs, results, _run(plan, problems), request)
        if request.statistics:
            statistics(tally, sys.stdout if plan.outputs[0].reporter.name == "text" else sys.stderr)
    for told in (*problems, *refused, *copies.problems):
        complain(told)
    if interruption.signal:
        done = f"{tally.files}/{len(plan.files)}"
        complain(say(f"已中断，检查了 {done} 份文件", f"interrupted after {done} file(s)"))
        return _BY_SIGNAL + interruption.signal
    for note in notes_of(plan.files, plan.linters, plan.found, tally):
        complain(note)
    if not plan.files or (
        plan.main.output_format in FOR_PEOPLE and not request.write_baseline and not request.statistics
    ):
        if len(rows) > 1 and plan.main.output_format == "text":
            _tell(request, "\n".join(lines(rows, plan.main.lang)))
        _tell(request, summary_line(len(plan.files), tally))
    if plan.main.cache:
        cache.sweep()
    return _status(plan, tally, (*problems, *refused, *copies.problems))


def _plan(request: Request) -> _Plan:
    """What is to be done; raises whatever is wrong with the request or a configuration, before anything is linted."""
    first = request.paths[0]
    main = request.stated.spoken(Path() if str(first) == STDIN else first)
    linters = Linters(ahead.take)
    registry = linters.of(main).knowledge.registry
    outputs = outputs_of(main.output_format, request, registry)
    runner = _runner(main, registry)
    known_in(main.baseline, STDIN)
    found = Found(request.files_written)
    files = list(_files(request, main, linters, found))
    copies = copies_of(request.annotate, files, request.stdin_filename) if request.annotate else {}
    plan = _Plan(request, main, linters, found, files, outputs, runner, copies)
    check_configs(plan.configs, linters)
    written = [(output.reporter.name, output.file) for output in outputs]
    tell_missing([path for path, _ in files], written, {c.engine for c in plan.configs}, bool(copies), request.quiet)
    check_streams(outputs, len(files))
    check_outputs((*request.files_written, *(copy for copy, _ in copies.values())), files, plan.configs)
    return plan


def check_configs(configs: Iterable[Config], linters: Linters) -> None:
    """Raises ConfigError for what can be known to be wrong only when plugins and relation packs are there."""
    for config in configs:
        knowledge = linters.of(config).knowledge
        if config.relations or config.wording:
            _ = knowledge.rules  # What is wrong with these is told when they are read.
        if knowledge.registry.problems or config.refused:
            continue  # What is unknown may be that plugin's.
        _ = knowledge.settings
        if config.region:
            _check_region(config, known_regions(knowledge))
        prefixes = [(key, prefix) for key, prefix in _prefixes(config) if prefix != "ALL"]
        rules = knowledge.rules if prefixes else ()
        known = {code for rule in rules for code in (rule.code, *getattr(rule, "codes", ()))}
        for key, prefix in prefixes:
            if not any(code.startswith(prefix) for code in known):
                where = dict(config.origins).get(key, "")
                raise ConfigError(
                    f"{where}: {key}: 没有以 {prefix} 开头的规则", f"{where}: {key}: no rule begins with {prefix}"
                )


def _check_region(config: Config, known: Sequence[str]) -> None:
    if known and config.region not in known:
        where, names = dict(config.origins).get("region", ""), known
        raise ConfigError(
            f"{where}: region: 没有哪个关系是地区 {config.region} 的；已知的地区：{'、'.join(names)}",
            f"{where}: region: no relation is for the region {config.region}; known: {', '.join(names)}",
        )


def _prefixes(config: Config) -> Iterator[tuple[str, str]]:
    """Every code prefix that a configuration names, with its key."""
    for option in OPTIONS:
        if option.kind == "codes":
            yield from ((option.key, prefix) for prefix in getattr(config, option.attribute))
    yield from ((f"severity.{prefix}", prefix) for prefix, _ in config.severity)
    for glob, prefixes in config.per_file_ignores:
        yield from ((f'per-file-ignores."{glob}"', prefix) for prefix in prefixes)
    yield from ((f"suppress[{number}]", entry.code) for number, entry in enumerate(config.suppress, 1))


def _files(request: Request, main: Config, linters: Linters, found: Found) -> Iterator[tuple[Path, Config]]:
    fixed = main if request.stated.fixed else None
    known: dict[Path | None, Config] = {main.file: main}  # Thousands of files share few configurations.
    for path in discover(request.paths, linters, found, fixed, request.stated.trust):
        if str(path) == STDIN:
            yield path, main
        elif fixed:
            yield path, fixed
        else:
            config = request.stated.config(path)
            yield path, known.setdefault(config.file, config)


def _runner(config: Config, registry: Registry) -> Runner | None:
    """What carries the work; None for processes of our own."""
    runner = next((runner for runner in registry.runners if runner.name == config.runner), None)
    if runner is None and config.runner != LOCAL:
        names = ", ".join(sorted({LOCAL, *(runner.name for runner in registry.runners)}))
        raise click.UsageError(
            say(f"没有运行方式 {config.runner}；可用：{names}", f"no runner {config.runner}; known: {names}")
        )
    return runner


def _standard_input(plan: _Plan) -> bytes | None:
    """What standard input holds, where it is linted: one byte more than may be, at most."""
    if not any(str(path) == STDIN for path, _ in plan.files):
        return None
    if sys.stdin is None:
        return b""
    return sys.stdin.buffer.read(plan.main.max_size * _MEBIBYTE + 1)


def _named(request: Request) -> Path:
    """What standard input is called."""
    return Path(request.stdin_filename or STDIN)


def _lint(plan: _Plan, content: bytes | None) -> Iterator[Result]:
    parts = [output.reporter.name for output in plan.outputs if hasattr(output.reporter, "part")]
    make = partial(_parts, tuple(parts)) if parts else None
    jobs = [
        Job(_named(plan.request), config, content, make=make) if str(path) == STDIN else Job(path, config, make=make)
        for path, config in plan.files
    ]
    if plan.runner is not None:
        return plan.runner.run(jobs, plan.main)
    status = Status(not plan.request.quiet)
    return status.until(lint_jobs(jobs, plan.main.jobs, plan.linters, status.tell))


def _parts(names: Sequence[str], result: Result, config: Config) -> dict[str, Any]:
    """What the reporters of these names make of a result, in the process that linted the file."""
    from dislint.plugins import load_plugins

    registry = load_plugins(config.plugins)
    reporters = [reporter for name in names if (reporter := registry.reporter(name)) is not None]
    return {reporter.name: reporter.part(result, config.lang) for reporter in reporters}  # type: ignore[attr-defined]


def _progress(results: Iterable[Result], count: int, request: Request) -> Iterator[Result]:
    # On a terminal that shows the results as they come, they are the progress.
    elsewhere = request.output_file or request.outputs or request.write_baseline
    shown = sys.stdout.isatty() and not elsewhere
    if request.quiet or count < _PROGRESS_FROM or not sys.stderr.isatty() or shown:
        yield from results
        return
    with click.progressbar(results, length=count, file=sys.stderr, label="dislint") as bar:
        yield from bar


def _reports(results: Iterable[Result]) -> Iterator[Result]:
    """The results but those of text and web pages that are no report: neither a kind nor a body is known of them."""
    for result in results:
        known = result.summary.kind != "unknown" or result.summary.entity
        if known or Path(result.path).suffix.lower() not in _ANYTHING:
            yield result


def _run(plan: _Plan, problems: Sequence[str]) -> Run:
    """What the reporters are told of the run, its results apart."""
    config, request = plan.main, plan.request
    return Run(
        (),
        LaterRules(lambda: plan.linters.of(config).knowledge.rules),
        config.lang,
        show_source=request.show_source,
        template=request.template,
        problems=problems,
        rule_url=config.rule_url,
        has_baseline=config.baseline is not None,
    )


def _noted(results: Iterable[Result], rows: list[Row]) -> Iterator[Result]:
    """The results; of each that goes by its row of the overview is kept."""
    for result in results:
        rows.append(row_of(result))
        yield result


def _write_baseline(request: Request, file: Path, results: Sequence[Result], interruption: Interruption) -> None:
    if interruption.signal:  # A baseline of half the files would replace a whole one.
        return
    count = write_baseline(file, results)
    _tell(request, say(f"基线 {file}：{count} 个问题", f"baseline {file}: {count} finding(s)"))


def _tell(request: Request, message: str) -> None:
    if not request.quiet:
        complain(message)


def _status(plan: _Plan, tally: Tally, problems: Sequence[str]) -> int:
    if problems or tally.failed:
        return _FAILED
    if plan.request.exit_zero or plan.request.write_baseline:
        return _CLEAN
    least = Severity(plan.main.fail_on).rank
    return _FOUND if any(Severity(severity).rank >= least for severity in tally.severities) else _CLEAN
