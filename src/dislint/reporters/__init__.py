"""The built-in reporters, registered through the same hook as anybody's."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from typing import TYPE_CHECKING

from dislint.hookspecs import hookimpl

if TYPE_CHECKING:
    from dislint.reporters.model import Reporter

_REPORTERS = (
    ("text", "TextReporter"),
    ("overview", "SummaryReporter"),
    ("json", "JsonReporter"),
    ("json", "JsonLinesReporter"),
    ("sarif", "SarifReporter"),
    ("github", "GithubReporter"),
    ("gitlab", "GitlabReporter"),
    ("junit", "JunitReporter"),
    ("checkstyle", "CheckstyleReporter"),
    ("rdjson", "RdjsonReporter"),
    ("csv", "CsvReporter"),
    ("markdown", "MarkdownReporter"),
    ("html", "HtmlReporter"),
    ("checklist", "ChecklistReporter"),
    ("xlsx", "XlsxReporter"),
)


@hookimpl
def dislint_reporters() -> Sequence[Reporter]:
    """All built-in reporters."""
    return [getattr(import_module(f"{__name__}.{module}"), name)() for module, name in _REPORTERS]
