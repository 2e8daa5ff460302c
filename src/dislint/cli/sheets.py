"""Sheets written where they were asked for: as text, Markdown, JSON, HTML or a workbook; findings alone in any other format."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dislint.cli.out import as_utf_8, show
from dislint.config.options import ConfigError
from dislint.escaping import json_text
from dislint.files import written
from dislint.language import say
from dislint.reporters.model import Run
from dislint.reporters.sheets.model import Content as Content

if TYPE_CHECKING:
    from dislint.linter.knowledge import Knowledge

FORMATS = ("text", "md", "json", "html", "xlsx")
"""The formats of sheets; of the others findings are written alone."""


def write_sheets(content: Content, outputs: Iterable[tuple[str, Path | None]], knowledge: Knowledge, lang: str) -> None:
    """Writes all outputs; raises UsageError for a format that there is not, ConfigError where a file cannot be written."""
    for name, file in outputs:
        if name == "xlsx":
            _workbook(content, file)
        elif file is not None:
            _to_file(_text(content, name, knowledge, lang), file)
        elif name == "text":
            show(_text(content, name, knowledge, lang))
        else:
            as_utf_8(sys.stdout)
            sys.stdout.write(_text(content, name, knowledge, lang))


def _text(content: Content, name: str, knowledge: Knowledge, lang: str) -> str:
    from dislint.reporters.sheets.html import as_html
    from dislint.reporters.sheets.markdown import as_markdown
    from dislint.reporters.sheets.text import as_text

    made = {
        "text": lambda: as_text(content.sheet),
        "md": lambda: as_markdown(content.sheet),
        "html": lambda: as_html(content.sheet, lang),
        "json": lambda: json_text(content.object, 1) + "\n",
    }
    return made[name]() if name in made else _findings(content, name, knowledge, lang)


def _findings(content: Content, name: str, knowledge: Knowledge, lang: str) -> str:
    reporter = knowledge.registry.reporter(name)
    if reporter is None or not content.results:
        names = ", ".join(sorted({*FORMATS, *(r.name for r in knowledge.registry.reporters if content.results)}))
        raise click.UsageError(say(f"没有输出格式 {name}；可用：{names}", f"no output format {name}; known: {names}"))
    out = io.StringIO()
    reporter.write(Run(content.results, knowledge.rules, lang), out)
    return out.getvalue()


def _workbook(content: Content, file: Path | None) -> None:
    from dislint.reporters.sheets.workbook import write_workbook

    if file is None:
        raise click.UsageError(say("xlsx 只能写入文件：--output xlsx=文件", "xlsx goes to a file: --output xlsx=FILE"))
    try:
        write_workbook(file, content.sheet)
    except OSError as error:
        raise _unwritten(file, error) from error


def _to_file(text: str, file: Path) -> None:
    try:
        with written(file) as out:
            out.write(text.encode("utf-8", "backslashreplace"))
    except OSError as error:
        raise _unwritten(file, error) from error


def _unwritten(file: Path, error: OSError) -> ConfigError:
    return ConfigError(f"{file}: 无法写入（{error.strerror}）", f"{file}: cannot be written ({error.strerror})")
