"""The command line. Nothing heavy is imported before a command needs it."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dislint import __version__
from dislint.cli.usage import Group, complaint
from dislint.language import LANGUAGES, VARIABLE, SpokenError, asked, current, say, use
from dislint.running.processes import collect_seldom

if TYPE_CHECKING:
    from dislint.config.configuration import Config
    from dislint.document import Document
    from dislint.linter.results import Result
    from dislint.plugins import Registry

_INTERRUPTED, _FAILED, _PIPE_CLOSED = 130, 2, 141


use(asked(sys.argv[1:]))  # Help is written in it when the commands below are made.


def _codes(_: click.Context, __: click.Parameter, values: Sequence[str]) -> tuple[str, ...]:
    codes = tuple(code.strip().upper() for value in values for code in value.split(",") if code.strip())
    for code in codes:
        if not code.isalnum() or not code[0].isalpha():
            raise click.BadParameter(say(f"{code!r} 不是规则代码或前缀", f"{code!r} is no rule code or prefix"))
    return codes


def _outputs(_: click.Context, __: click.Parameter, values: Sequence[str]) -> tuple[tuple[str, Path], ...]:
    pairs = []
    for value in values:
        name, separator, file = value.partition("=")
        if not (name and separator and file):
            raise click.BadParameter(say(f"应写成 格式=文件：{value!r}", f"write FORMAT=FILE: {value!r}"))
        pairs.append((name, Path(file)))
    return tuple(pairs)


_PATH = click.Path(path_type=Path, dir_okay=False)
_config_option = click.option("--config", "config_file", type=_PATH, help=say("配置文件", "configuration file"))
_isolated_option = click.option("--isolated", is_flag=True, help=say("不找配置文件", "ignore configuration files"))
_language_option = click.option(
    "--lang", type=click.Choice(LANGUAGES), envvar=VARIABLE, help=say("消息语言", "language of messages")
)
_READING_OPTIONS = (
    _config_option,
    _isolated_option,
    click.option("--engine", help=say("PDF 引擎：auto、pdfminer…", "PDF engine: auto, pdfminer, …")),
    click.option(
        "--ocr",
        type=click.Choice(["auto", "never", "always"]),
        help=say("识别扫描页（需要插件 dislint-ocr）", "recognise scanned pages (plugin dislint-ocr)"),
    ),
    click.option("--password", help=say("文件的密码", "password of the files")),
    click.option("--region", help=say("报告所属地区", "region of the reports")),
    click.option("--fiscal-year", type=click.IntRange(1949, 2999), help=say("决算年度", "fiscal year")),
    _language_option,
    click.option("-v", "--verbose", count=True, help=say("显示过程（-vv 更多）", "say what is done (-vv: more)")),
)


def _reading_options(command: Any) -> Any:
    for option in reversed(_READING_OPTIONS):
        command = option(command)
    return command


@click.group(
    cls=Group,
    context_settings={"help_option_names": ["-h", "--help"]},
    help=say(
        "部门决算公开报告的检查工具。dislint 文件… 即 dislint check 文件…",
        "A linter for disclosure reports of Chinese government departments. dislint FILE… is dislint check FILE…",
    ),
)
@click.version_option(
    __version__, "-V", "--version", message="dislint %(version)s", help=say("显示版本", "Show the version and exit.")
)
@_language_option
def app(lang: str | None) -> None:
    """The program."""


@app.command(help=say("检查文件和文件夹；- 是标准输入", "lint files and folders; - is standard input"))
@click.argument(
    "paths", nargs=-1, required=True, metavar=say("文件…", "PATH..."), type=click.Path(path_type=Path, allow_dash=True)
)
@click.option("--select", multiple=True, callback=_codes, help=say("只报告这些代码", "report these codes only"))
@click.option("--ignore", multiple=True, callback=_codes, help=say("不报告这些代码", "do not report these codes"))
@click.option("--extend-select", multiple=True, callback=_codes, help=say("另外报告", "report as well"))
@click.option("--extend-ignore", multiple=True, callback=_codes, help=say("另外忽略", "ignore as well"))
@click.option(
    "--severity",
    type=click.Choice(["error", "warning", "info"]),
    help=say("报告的最低级别（默认 warning）", "least severity reported (default: warning)"),
)
@click.option("--output-format", help=say("输出格式（默认 text）", "output format (default: text)"))
@click.option("--output-file", type=_PATH, help=say("写入文件而不是标准输出", "write to a file"))
@click.option(
    "--output", "outputs", multiple=True, callback=_outputs, metavar="FORMAT=FILE",
    help=say("再输出一种格式，可多次", "one more output, may be repeated"),
)  # fmt: skip
@click.option("--format", "template", default="", help=say("每行的模板，如 {path}:{code}", "template of a line"))
@click.option("--show-source", is_flag=True, help=say("引出原文并标出数字", "quote the line, words underlined"))
@click.option("--color", type=click.Choice(["auto", "always", "never"]), default="auto", help=say("颜色", "colour"))
@click.option("--statistics", is_flag=True, help=say("按代码和核对结果计数", "count by code and verdict"))
@click.option("--baseline", type=_PATH, help=say("不报告基线中的问题", "leave out findings of a baseline"))
@click.option("--write-baseline", type=_PATH, help=say("把现有问题写成基线", "write findings as a baseline"))
@click.option("--annotate", type=_PATH, help=say("把问题标在 PDF 的副本上", "mark findings in a copy of the PDF"))
@click.option("--exit-zero", is_flag=True, help=say("有问题也返回 0", "exit 0 although there are findings"))
@click.option("-j", "--jobs", type=click.IntRange(1, 256), help=say("同时检查几份", "files at the same time"))
@click.option("--runner", help=say("由什么来运行（默认 local）", "what carries the work (default: local)"))
@click.option("--no-cache", is_flag=True, help=say("不用也不存结果缓存", "neither use nor keep cached results"))
@click.option("--stdin-filename", default="", help=say("标准输入的文件名", "file name for standard input"))
@click.option("-q", "--quiet", is_flag=True, help=say("只输出结果", "results only"))
@_reading_options
def check(**options: Any) -> int:
    """Lints files."""
    from dislint.readers.model import ReadOptions
    from dislint.running import ahead

    if len(options["paths"]) == 1 and not options["verbose"]:
        how = ReadOptions(options["engine"] or "auto", options["password"] or "")
        ahead.start(options["paths"][0], how, cached=not options["no_cache"])
    try:
        from dislint.cli.check import Request, check_files

        return check_files(Request(**options))
    finally:
        ahead.stop()


@app.command(help=say("说明一条规则，或全部规则", "explain a rule, or all"))
@click.argument("code", required=False)
@click.option("--all", "everything", is_flag=True, help=say("全部规则", "all rules"))
@_config_option
@_isolated_option
@_language_option
def rule(code: str | None, everything: bool, config_file: Path | None, isolated: bool, lang: str | None) -> int:
    """Prints the pages of rules."""
    from dislint.cli.check import base_config
    from dislint.cli.manual import page
    from dislint.linter.knowledge import Knowledge

    if everything == bool(code):
        raise click.UsageError(say("请给出一个代码或 --all", "give a code or --all"))
    settings = base_config(config_file, isolated)
    use(lang or settings.lang)
    knowledge = Knowledge(settings)
    rules = sorted(knowledge.rules, key=lambda r: r.code)
    found = rules if everything else [r for r in rules if code and r.code == code.upper()]
    if not found:
        raise click.UsageError(say(f"没有规则 {code}", f"no rule {code}"))
    click.echo("\n\n".join(page(item, current()) for item in found))
    return _told(knowledge.registry)


@app.command(help=say("列出叙述中每个数的核对结果", "show the verdict on every number of the narrative"))
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True)
@_reading_options
def claims(file: Path, as_json: bool, **options: Any) -> int:
    """Prints the verdicts."""
    from dislint.cli.show_claims import show_verdicts, verdicts_json

    document = _document(file, options)
    click.echo(verdicts_json(document) if as_json else show_verdicts(document, current()))
    return 0


@app.command(help=say("显示读出的文字和表格", "show the text and tables as read"))
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True)
@click.option("--structure", is_flag=True, help=say("显示章节和表的结构", "show sections and typed tables"))
@click.option(
    "--draw",
    type=click.Path(path_type=Path, file_okay=False),
    help=say("把读出的行、格和表画成图片，放入文件夹", "draw lines, cells and tables as pictures into a folder"),
)
@_reading_options
def extract(file: Path, as_json: bool, structure: bool, draw: Path | None, **options: Any) -> int:
    """Prints what reading, layout and structure made of a file."""
    document = _document(file, options)
    if draw:
        from dislint.cli import draw as drawing
        from dislint.reporters.pictures import PicturesError

        try:
            pictures = drawing.draw(file, document.layout, document.structure.tables, draw, document.settings.password)
        except PicturesError as error:
            raise click.UsageError(f"--draw: {error}") from error
        click.echo("\n".join(map(str, pictures)))
    elif structure:
        from dislint.cli.show_structure import show_structure

        click.echo(show_structure(document.structure))
    else:
        from dislint.cli import show_text as show

        click.echo(show.show_json(document.layout) if as_json else show.show_text(document.layout))
    return 0


@app.command(
    help=say("说明一个问题：REPORT.pdf:页:行 或指纹", "explain a finding: REPORT.pdf:page:line or fingerprint")
)
@click.argument("place")
@click.argument("fingerprint", required=False)
@_reading_options
def explain(place: str, fingerprint: str | None, **options: Any) -> int:
    """Explains the findings at a place."""
    from dislint.cli.explain import explain as explanation
    from dislint.linter.knowledge import Knowledge

    file, wanted = _split_place(place)
    config = _configured(file, options)
    rules = {rule.code: rule for rule in Knowledge(config).rules}
    result = _result(file, config)
    document = result.document
    shown = [
        explanation(document, finding, rules.get(finding.code), current())
        for finding in result.findings
        if document is not None and _is_at(finding, wanted) and finding.fingerprint.startswith(fingerprint or "")
    ]
    if not shown:
        raise click.UsageError(say(f"{place} 没有问题", f"nothing found at {place}"))
    click.echo("\n\n".join(shown))
    return 0


def _split_place(place: str) -> tuple[Path, tuple[int, ...]]:
    """REPORT.pdf:18:7 as the file and its numbers."""
    head, numbers = place, list[int]()
    while not Path(head).exists() and head.rpartition(":")[2].isdigit():
        head, _, number = head.rpartition(":")
        numbers.insert(0, int(number))
    return Path(head), tuple(numbers)


def _is_at(finding: Any, wanted: tuple[int, ...]) -> bool:
    anchor = finding.anchor
    place = (anchor.line, anchor.column) if anchor.page is None else (anchor.page, anchor.line)
    return place[: len(wanted)] == wanted


def _configured(file: Path, options: dict[str, Any]) -> Config:
    from dislint.cli.check import configured, quiet_libraries

    quiet_libraries(options.pop("verbose"))
    return configured(file, options)


def _result(file: Path, config: Config) -> Result:
    from dislint.linter.linter import Linter

    result = Linter(config).lint(file, keep=True)
    if result.document is None:
        said = (f"{file}: {finding.code} {say(finding.message, finding.english)}" for finding in result.findings)
        raise click.ClickException("; ".join(said))
    return result


def _document(file: Path, options: dict[str, Any]) -> Document:
    document = _result(file, _configured(file, options)).document
    assert document is not None
    return document


@app.command(help=say("显示生效的配置和出处", "show the configuration in force and where it is from"))
@click.argument("path", type=click.Path(path_type=Path), default=Path())
@click.option("--schema", is_flag=True, help=say("输出 JSON Schema", "print the JSON Schema"))
@_config_option
@_isolated_option
@_language_option
def config(path: Path, schema: bool, config_file: Path | None, isolated: bool, lang: str | None) -> int:
    """Prints the configuration."""
    from dislint.cli.check import base_config, check_configs
    from dislint.cli.show_settings import show_config
    from dislint.linter.linter import Linters
    from dislint.plugins import load_plugins

    settings = base_config(config_file, isolated, path)
    use(lang or settings.lang)
    registry = load_plugins(settings.plugins)
    if schema:
        import json

        from dislint.config.options import schema as config_schema

        click.echo(json.dumps(config_schema(registry.options), ensure_ascii=False, indent=2))
        return 0
    check_configs([settings], Linters())
    click.echo(show_config(settings, registry))
    return _told(registry)


@app.command(help=say("列出插件", "list plugins"))
@_config_option
@_isolated_option
@_language_option
def plugins(config_file: Path | None, isolated: bool, lang: str | None) -> int:
    """Lists plugins, what they add, and what is wrong with them."""
    from dislint.cli.check import base_config
    from dislint.cli.show_settings import show_plugins
    from dislint.plugins import load_plugins

    settings = base_config(config_file, isolated)
    use(lang or settings.lang)
    registry = load_plugins(settings.plugins)
    click.echo(show_plugins(registry))
    return _FAILED if registry.problems else 0


def _told(registry: Registry) -> int:
    """The exit status that a command owes to its plugins, after telling what is wrong with them."""
    for problem in registry.problems:
        click.echo(problem, err=True)
    return _FAILED if registry.problems else 0


@app.command("new-plugin", help=say("写出一个新插件的样板", "write a package for a new plugin"))
@click.argument("name")
@click.option("--folder", type=click.Path(path_type=Path, file_okay=False), default=Path())
@_language_option
def new_plugin(name: str, folder: Path, lang: str | None) -> int:
    """Writes a package with a rule, a relation, tests and its entry point."""
    from dislint.cli.scaffold import ScaffoldError, write_plugin

    try:
        click.echo(write_plugin(name, folder))
    except ScaffoldError as error:
        raise click.UsageError(str(error)) from error
    return 0


@app.command(help=say("清空缓存", "empty the cache"))
@_language_option
def clean(lang: str | None) -> int:
    """Empties the cache."""
    from dislint import cache

    use(lang or current())
    count, size = cache.clean()
    told = f"{count} / {size / 1024 / 1024:.1f} MiB"
    click.echo(say(f"{cache.folder()}：删去 {told}", f"{cache.folder()}: removed {told}"))
    return 0


@app.command(help=say("输出命令补全脚本", "print a shell completion script"))
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@_language_option
def completion(shell: str, lang: str | None) -> int:
    """Prints the script."""
    from click.shell_completion import get_completion_class

    kind = get_completion_class(shell)
    assert kind is not None
    click.echo(kind(app, {}, "dislint", "_DISLINT_COMPLETE").source())
    return 0


def run(arguments: Sequence[str] | None = None) -> int:
    """Runs the program and returns its exit status; never a traceback."""
    use(asked(sys.argv[1:] if arguments is None else arguments))
    try:
        status = app.main(arguments, prog_name="dislint", standalone_mode=False)
        sys.stdout.flush()
        return status if isinstance(status, int) else 0
    except click.ClickException as error:
        click.echo(complaint(error), err=True)
        return _FAILED
    except (KeyboardInterrupt, click.Abort):
        return _INTERRUPTED
    except OSError as error:
        # What Python still wants to flush goes nowhere.
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        if isinstance(error, BrokenPipeError):  # The reader of our output has gone.
            return _PIPE_CLOSED
        click.echo(say(f"无法写出结果：{error}", f"cannot write: {error}"), err=True)
        return _FAILED
    except Exception as error:
        return _report(error)


def _report(error: Exception) -> int:
    if isinstance(error, SpokenError):
        click.echo(say(f"配置错误：{error}", f"configuration: {error}"), err=True)
    else:
        click.echo(say("程序出错：", "internal error: ") + f"{type(error).__name__}: {error}", err=True)
        if os.environ.get("DISLINT_TRACEBACK"):
            raise error
    return _FAILED


def main() -> None:
    """The console script."""
    collect_seldom()
    status = run()
    gc.freeze()  # Nothing is left that must be collected before the process ends.
    sys.exit(status)
