"""The ``check`` command: from a request on the command line to written results and an exit status."""

from __future__ import annotations

import logging
import os
import sys
import warnings
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import IO, Any, NamedTuple, cast

import click

from dislint import cache
from dislint.config.configuration import Config, config_for, load, matches
from dislint.config.options import OPTIONS, ConfigError
from dislint.language import say, use
from dislint.linter.baseline import known_in, write_baseline
from dislint.linter.linter import Linters
from dislint.linter.results import Result
from dislint.plugins import Registry
from dislint.reporters.escaping import printable
from dislint.reporters.model import Reporter, Run
from dislint.rule.rules import Rule
from dislint.running.counts import Tally
from dislint.running.discovery import discover
from dislint.running.interruption import Interruption
from dislint.running.jobs import LOCAL, STDIN, Job, Runner
from dislint.running.workers import lint_jobs

_CLEAN, _FOUND, _FAILED, _BY_SIGNAL = 0, 1, 2, 128
_PROGRESS_FROM = 4  # files


class Request(NamedTuple):
    """The options of ``dislint check``, as the command line gave them; None or empty where not given."""

    paths: tuple[Path, ...]
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    extend_select: tuple[str, ...] = ()
    extend_ignore: tuple[str, ...] = ()
    severity: str | None = None
    output_format: str | None = None
    output_file: Path | None = None
    outputs: tuple[tuple[str, Path], ...] = ()
    template: str = ""
    show_source: bool = False
    color: str = "auto"
    statistics: bool = False
    baseline: Path | None = None
    write_baseline: Path | None = None
    annotate: Path | None = None
    exit_zero: bool = False
    jobs: int | None = None
    runner: str | None = None
    no_cache: bool = False
    stdin_filename: str = ""
    quiet: bool = False
    config_file: Path | None = None
    isolated: bool = False
    engine: str | None = None
    ocr: str | None = None
    password: str | None = None
    region: str | None = None
    fiscal_year: int | None = None
    lang: str | None = None
    verbose: int = 0

    def over(self, config: Config) -> Config:
        """The configuration of a file with what the command line states."""
        return config.override(
            say("命令行", "command line"),
            select=self.select,
            ignore=self.ignore,
            extend_select=self.extend_select and (*config.extend_select, *self.extend_select),
            extend_ignore=self.extend_ignore and (*config.extend_ignore, *self.extend_ignore),
            minimum_severity=self.severity,
            engine=self.engine,
            ocr=self.ocr,
            password=self.password,
            region=self.region,
            fiscal_year=self.fiscal_year,
            jobs=self.jobs,
            runner=self.runner,
            cache=False if self.no_cache else None,
            lang=self.lang,
            output_format=self.output_format,
            baseline=self.baseline,
        )


def base_config(file: Path | None, isolated: bool, path: Path = Path()) -> Config:
    """The configuration before the command line's own values."""
    return load(file) if file and not isolated else config_for(path, isolated)


def configured(path: Path, options: dict[str, Any]) -> Config:
    """The configuration of one file for the commands that look at one; its language is spoken from here on."""
    config = Request((path,), **options).over(base_config(options["config_file"], options["isolated"], path))
    use(config.lang)
    return config


def check_files(request: Request) -> int:
    """Lints, writes, and returns the exit status."""
    quiet_libraries(request.verbose)
    first = request.paths[0]
    main = request.over(base_config(request.config_file, request.isolated, Path() if str(first) == STDIN else first))
    use(main.lang)
    linters = Linters()
    registry = linters.of(main).knowledge.registry
    targets = _targets(request, main, registry)
    runner = _runner(main, registry)
    known_in(main.baseline, STDIN)  # A baseline that cannot be used is told before anything is linted.
    files = list(_files(request, main, linters))
    check_configs([main, *(config for _, config in files)], linters)
    keep = any(getattr(reporter, "needs_document", False) for reporter, _ in targets)
    problems = tuple(dict.fromkeys(p for _, config in files for p in linters.of(config).knowledge.registry.problems))
    tally, interruption = Tally(), Interruption()
    linted = _progress(_lint(request, files, main, keep, runner, linters), len(files), request)
    results: Iterable[Result] = tally.over(interruption.over(linted))
    if request.annotate:
        results = list(results)
        _annotate(request, main, results)
    if request.write_baseline:
        results, file = list(results), request.write_baseline
        if not interruption.signal:  # A baseline of half the files would replace a whole one.
            count = write_baseline(file, results)
            _tell(request, say(f"基线 {file}：{count} 个问题", f"baseline {file}: {count} finding(s)"))
    else:
        _write(request, main, linters.of(main).knowledge.rules, targets, results, problems)
        if request.statistics:
            _write_statistics(tally, sys.stdout if targets[0][0].name == "text" else sys.stderr)
    for problem in problems:
        click.echo(printable(problem), err=True)
    if interruption.signal:
        done = f"{tally.files}/{len(files)}"
        click.echo(say(f"已中断，检查了 {done} 份文件", f"interrupted after {done} file(s)"), err=True)
        return _BY_SIGNAL + interruption.signal
    _write_notes(request, main, files, tally)
    if main.cache:
        cache.sweep()
    return _status(request, tally, problems)


def check_configs(configs: Iterable[Config], linters: Linters) -> None:
    """Raises ConfigError for what can be known to be wrong only when plugins and relation packs are there."""
    for config in {id(config): config for config in configs}.values():
        knowledge = linters.of(config).knowledge
        rules = knowledge.rules
        if knowledge.registry.problems:
            continue  # What is unknown may be the broken plugin's.
        _ = knowledge.settings
        known = {code for rule in rules for code in (rule.code, *getattr(rule, "codes", ()))}
        for key, prefix in _prefixes(config):
            if prefix != "ALL" and not any(code.startswith(prefix) for code in known):
                where = dict(config.origins).get(key, "")
                raise ConfigError(
                    f"{where}: {key}: 没有以 {prefix} 开头的规则", f"{where}: {key}: no rule begins with {prefix}"
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


def _annotate(request: Request, config: Config, results: Sequence[Result]) -> None:
    """Writes the one report that was linted, its findings marked."""
    from dislint.reporters.annotate import NotAnnotatedError, annotate

    if len(results) != 1 or request.annotate is None:
        raise click.UsageError(say("--annotate: 只能给一份 PDF", "--annotate takes one PDF"))
    (result,) = results
    try:
        source = Path(result.path)
        annotate(source, request.annotate, result.findings, english=config.lang == "en", password=config.password)
    except NotAnnotatedError as error:
        raise click.UsageError(f"--annotate: {error}") from error


def quiet_libraries(verbose: int) -> None:
    """Keeps other libraries' logging and warnings away from the user, unless -v asks for it."""
    if verbose:
        logging.basicConfig(level=logging.DEBUG if verbose > 1 else logging.INFO, stream=sys.stderr)
        return
    logging.getLogger().addHandler(logging.NullHandler())
    logging.getLogger("pdfminer").setLevel(logging.CRITICAL + 1)
    warnings.simplefilter("ignore")


def _targets(request: Request, config: Config, registry: Registry) -> list[tuple[Reporter, Path | None]]:
    """Which reporter writes where; None is standard output."""
    from dislint.reporters.text import TemplateError, check_template

    if request.template:
        try:
            check_template(request.template)
        except TemplateError as error:
            raise click.UsageError(f"--format: {error}") from error
    wanted = [(config.output_format, request.output_file), *request.outputs]
    targets = []
    for name, file in wanted:
        reporter = registry.reporter(name)
        if reporter is None:
            names = ", ".join(sorted(r.name for r in registry.reporters))
            raise click.UsageError(
                say(f"没有输出格式 {name}；可用：{names}", f"no output format {name}; known: {names}")
            )
        targets.append((reporter, file))
    return targets


def _files(request: Request, main: Config, linters: Linters) -> Iterator[tuple[Path, Config]]:
    fixed = main if request.config_file or request.isolated else None
    known: dict[Path | None, Config] = {}  # Thousands of files share few configurations.
    for path in discover(request.paths, linters, fixed):
        if str(path) == STDIN:
            yield path, main
        elif fixed:
            yield path, fixed
        else:
            config = config_for(path)
            if config.file not in known:
                known[config.file] = request.over(config)
            yield path, known[config.file]


def _runner(config: Config, registry: Registry) -> Runner | None:
    """What carries the work; None for processes of our own."""
    runner = next((runner for runner in registry.runners if runner.name == config.runner), None)
    if runner is None and config.runner != LOCAL:
        names = ", ".join(sorted({LOCAL, *(runner.name for runner in registry.runners)}))
        raise click.UsageError(
            say(f"没有运行方式 {config.runner}；可用：{names}", f"no runner {config.runner}; known: {names}")
        )
    return runner


def _lint(
    request: Request,
    files: Sequence[tuple[Path, Config]],
    main: Config,
    keep: bool,
    runner: Runner | None,
    linters: Linters,
) -> Iterator[Result]:
    jobs = [
        Job(Path(request.stdin_filename or STDIN), config, sys.stdin.buffer.read(), keep)
        if str(path) == STDIN
        else Job(path, config, keep=keep)
        for path, config in files
    ]
    return lint_jobs(jobs, main.jobs, linters) if runner is None else runner.run(jobs, main)


def _progress(results: Iterable[Result], count: int, request: Request) -> Iterator[Result]:
    # On a terminal that shows the results as they come, they are the progress.
    elsewhere = request.output_file or request.outputs or request.write_baseline
    shown = sys.stdout.isatty() and not elsewhere
    if request.quiet or count < _PROGRESS_FROM or not sys.stderr.isatty() or shown:
        yield from results
        return
    with click.progressbar(results, length=count, file=sys.stderr, label="dislint") as bar:
        yield from bar


def _write(
    request: Request,
    config: Config,
    rules: Sequence[type[Rule]],
    targets: Sequence[tuple[Reporter, Path | None]],
    results: Iterable[Result],
    problems: Sequence[str],
) -> None:
    """Writes all outputs; where one that streams is all that is wanted, each result as it comes."""
    streams = len(targets) == 1 and getattr(targets[0][0], "streams", False)
    given = cast(Sequence[Result], _flushing(results)) if streams else list(results)
    run = Run(given, rules, config.lang, False, request.show_source, request.template, problems)
    for reporter, file in targets:
        if file is None:
            # A path's undecodable bytes must not stop the output; what programs read is UTF-8 in any locale.
            if hasattr(sys.stdout, "reconfigure"):
                encoding = None if reporter.name == "text" else "utf-8"
                sys.stdout.reconfigure(encoding=encoding, errors="backslashreplace")
            reporter.write(run._replace(colour=_colour(request.color)), sys.stdout)
            continue
        try:
            with file.open("w", encoding="utf-8", errors="backslashreplace", newline="") as out:
                reporter.write(run._replace(colour=request.color == "always"), out)
        except OSError as error:
            raise ConfigError(
                f"{file}: 无法写入（{error.strerror}）", f"{file}: cannot be written ({error.strerror})"
            ) from error


def _flushing(results: Iterable[Result]) -> Iterator[Result]:
    """The results; what was written of each goes out before the next is waited for."""
    for result in results:
        yield result
        sys.stdout.flush()


def _colour(wish: str) -> bool:
    if wish != "auto":
        return wish == "always"
    return sys.stdout.isatty() and "NO_COLOR" not in os.environ and os.environ.get("TERM") != "dumb"


def _write_statistics(tally: Tally, out: IO[str]) -> None:
    for code, count in sorted(tally.codes.items()):
        out.write(f"{count:>5}  {code}\n")
    names = (("verified", "已核对"), ("contradicted", "有矛盾"), ("unchecked", "未核对"))
    chinese = "叙述中的数：" + "，".join(f"{name} {tally.verdicts[key]}" for key, name in names)
    english = "numbers in the narrative: " + ", ".join(f"{tally.verdicts[key]} {key}" for key, _ in names)
    out.write(say(chinese, english) + "\n")


def _write_notes(
    request: Request,
    main: Config,
    files: Sequence[tuple[Path, Config]],
    tally: Tally,
) -> None:
    """What the user should know besides the findings, on standard error."""
    for note in _unused(files, tally.used):
        click.echo(printable(note), err=True)
    if not files:
        _tell(request, say("没有可检查的文件", "no files to lint"))
    elif main.output_format == "text" and not request.write_baseline and not request.statistics:
        counts, accepted = tally.severities, tally.accepted
        also = say(f"，已接受 {accepted} 个", f", {accepted} accepted") if accepted else ""
        chinese = f"检查了 {len(files)} 份文件：错误 {counts['error']} 个，警告 {counts['warning']} 个"
        english = f"{len(files)} file(s): {counts['error']} error(s), {counts['warning']} warning(s)"
        _tell(request, say(chinese, english) + also)


def _unused(files: Sequence[tuple[Path, Config]], used: set[str]) -> Iterator[str]:
    """Suppressions that covered no finding of a file that they speak of."""
    told = set()
    for path, config in files:
        for entry in config.suppress:
            spoken_of = not entry.path or matches(entry.path, str(path), config.root)
            if entry.place in used or entry.place in told or not spoken_of:
                continue
            told.add(entry.place)
            expired = entry.until is not None and entry.until < date.today()
            chinese = "已过期" if expired else "没有用到，可以删去"
            english = "is past its day" if expired else "accepts nothing and can go"
            yield say(f"{entry.place}（{entry.code}）{chinese}", f"{entry.place} ({entry.code}) {english}")


def _tell(request: Request, message: str) -> None:
    if not request.quiet:
        click.echo(message, err=True)


def _status(request: Request, tally: Tally, problems: Sequence[str]) -> int:
    if problems or tally.failed:
        return _FAILED
    return _FOUND if tally.codes and not request.exit_zero and not request.write_baseline else _CLEAN
