"""Lines for people, as flake8 prints them: path:page:line: CODE [severity] message."""

from __future__ import annotations

import re
from string import Formatter
from typing import IO

from dislint.blocks import Anchor
from dislint.escaping import no_command, one_line, printable, width
from dislint.findings import Finding, Related
from dislint.language import SpokenError, Text
from dislint.linter.quotes import Quote
from dislint.reporters.model import Run

_COLOURS = {"error": "\x1b[1;31m", "warning": "\x1b[33m", "info": "\x1b[36m"}
SEVERITIES = {"error": Text("错误", "error"), "warning": Text("警告", "warning"), "info": Text("提示", "info")}
_BOLD, _DIM, _PLAIN = "\x1b[1m", "\x1b[2m", "\x1b[0m"
_CONTEXT = 36  # characters of the line that are shown on either side of the words
_FORM = re.compile(r"[<>^]?[0-9]{1,3}")
FIELDS = ("path", "page", "line", "column", "code", "severity", "message", "text", "section", "table", "fingerprint")


class TemplateError(SpokenError):
    """A --format template that names what is not there."""


class TextReporter:
    """One line a finding, with the printed line under it where asked for."""

    name = "text"
    streams = True

    def write(self, run: Run, out: IO[str]) -> None:
        """Writes a line for each finding."""
        for result in run.results:
            for finding, quote in zip(result.findings, result.quotes, strict=True):
                out.write(no_command(self._line(run, result.path, finding)) + "\n")
                if run.show_source and quote and not run.template:
                    out.write(no_command(_source(quote, run.colour)))

    def _line(self, run: Run, path: str, finding: Finding) -> str:
        if run.template:
            return fill(run.template, path, finding, run.message(finding))
        code, place = finding.code, where(path, finding)
        if run.colour:
            colour = _COLOURS[finding.severity.value]
            code, place = f"{colour}{code}{_PLAIN}", f"{_BOLD}{place}{_PLAIN}"
        severity = SEVERITIES[finding.severity.value].of(run.lang)
        return f"{place}: {code} [{severity}] {one_line(run.message(finding))}"


def where(path: str, place: Finding | Related) -> str:
    """path:page:line of a paged document, path:line:column of another."""
    anchor = place.anchor
    if anchor.page is None:
        return f"{printable(path)}:{anchor.line}:{anchor.column}"
    return f"{printable(path)}:{anchor.page}:{anchor.line}"


def place_of(anchor: Anchor, lang: str) -> str:
    """A place in words: 第3页第7行 of a paged document, 第7行 of another."""
    if anchor.page is None:
        return f"line {anchor.line}" if lang == "en" else f"第{anchor.line}行"
    return f"page {anchor.page}, line {anchor.line}" if lang == "en" else f"第{anchor.page}页第{anchor.line}行"


def fill(template: str, path: str, finding: Finding, message: str) -> str:
    """A line by the user's template, such as "{path}:{page}: {code} {message}"."""
    anchor = finding.anchor
    values = {
        "path": printable(path),
        "page": "" if anchor.page is None else anchor.page,
        "line": anchor.line,
        "column": anchor.column,
        "code": finding.code,
        "severity": finding.severity.value,
        "message": one_line(message),
        "text": one_line(anchor.text),
        "section": one_line(finding.section),
        "table": one_line(finding.table),
        "fingerprint": finding.fingerprint,
    }
    return template.format_map(values)


def check_template(template: str) -> None:
    """Raises TemplateError where a template cannot be filled."""
    try:
        for _, field, form, _ in Formatter().parse(template):
            if field is not None and field not in FIELDS:
                known = ", ".join(FIELDS)
                raise TemplateError(f"没有字段 {{{field}}}；可用：{known}", f"no field {{{field}}}; known: {known}")
            if field is not None and form and not _FORM.fullmatch(form):
                raise TemplateError(f"不支持格式 {form!r}", f"format {form!r} is not supported")
    except ValueError as error:
        raise TemplateError(f"模板有误（{error}）", f"the template is wrong ({error})") from error


def _source(quote: Quote, colour: bool) -> str:
    start, end = max(quote.start - _CONTEXT, 0), min(quote.end + _CONTEXT, len(quote.text))
    before = ("…" if start else "") + printable(quote.text[start : quote.start])
    words = printable(quote.text[quote.start : quote.end])
    after = printable(quote.text[quote.end : end]) + ("…" if end < len(quote.text) else "")
    before = before.lstrip()
    marks = "^" * max(width(words), 1)
    if colour:
        marks = f"{_COLOURS['error']}{marks}{_PLAIN}"
    return f"    {before}{words}{after.rstrip()}\n    {' ' * width(before)}{marks}\n"
