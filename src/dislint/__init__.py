"""dislint: a linter for the disclosure reports of Chinese government departments (部门决算公开).

What is named here is what rules and plugins build on, the built-in ones included; ``dislint.testing`` has what their
tests build on. Everything else may change.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dislint.blocks import Anchor, Block, Box, Cell, Doubt, Grid, Layer, Line, Passage
    from dislint.checks.causes import Cause
    from dislint.checks.model import Check, Operand, Outcome, Role
    from dislint.checks.packs import load_packs
    from dislint.claims.annexes import Count, Grade, Reading, figure_of, grade_of, read_counts, read_scheme
    from dislint.claims.lexicon import load_lexicon
    from dislint.claims.model import Direction, Measure
    from dislint.comparing.model import Comparison, Difference
    from dislint.config.configuration import Config
    from dislint.config.options import ConfigError, Option
    from dislint.document import Document, DocumentKind
    from dislint.domain.disclosures import Disclosure
    from dislint.escaping import one_line, printable
    from dislint.files import written
    from dislint.findings import Finding, Related, Severity
    from dislint.hookspecs import hookimpl
    from dislint.language import SpokenError, Text, plain, say
    from dislint.language import use as use_language
    from dislint.linter.acceptance import apply_baseline
    from dislint.linter.baseline import accept_in, known_in, withdraw_from
    from dislint.linter.comparisons import digested
    from dislint.linter.linter import Linter, Linters, lint, lost
    from dislint.linter.results import Result, Summary
    from dislint.numbers import Figure, Interval, Unit, ordinal, total
    from dislint.numbers import show as show_number
    from dislint.plugins import load_plugins
    from dislint.readers.emboxes import ASCENT, DESCENT
    from dislint.readers.model import Flow, Glyph, ReadOptions, Ruling, Sheet, Sheets, UnreadableError, limit_reached
    from dislint.readers.pdf import PdfReader
    from dislint.readers.rulings import path_rulings
    from dislint.reporters.annotate import annotate
    from dislint.reporters.csv import COLUMNS as FINDING_HEADS
    from dislint.reporters.csv import values as finding_values
    from dislint.reporters.held import held
    from dislint.reporters.html import Host, HtmlReporter
    from dislint.reporters.html.pages import page_picture
    from dislint.reporters.model import Reporter, Run
    from dislint.reporters.notes import NotAnnotatedError
    from dislint.reporters.overview import HEADS as OVERVIEW_HEADS
    from dislint.reporters.overview import row_of as overview_row
    from dislint.reporters.sheets.html import STYLE as SHEET_STYLE
    from dislint.reporters.sheets.html import parts as sheet_html
    from dislint.rule.across import AcrossRule, wanted_words
    from dislint.rule.checks import CheckRule, RoundingRule, SumRule, related_operands, template_words
    from dislint.rule.phrases import CHANGES, clause_of, direction_words, measure_words, name_of, points, show_values
    from dislint.rule.rules import Rule
    from dislint.rule.verdicts import VERDICTS
    from dislint.rule.verdicts import reason_of as verdict_reason
    from dislint.rule.wording import WordingRule, load_wordings
    from dislint.running.discovery import folder_suffixes
    from dislint.running.jobs import Job
    from dislint.running.own import OWN_NAME
    from dislint.running.work import run_job
    from dislint.running.workers import GRACE, lint_jobs
    from dislint.structure.headings import enumerator
    from dislint.structure.model import CODE_LENGTHS, ContentsEntry, Evaluation, Fact, Kind, Level, Row, Section, Table
    from dislint.text import squeeze

__version__ = "0.1.0"

_HOMES = {
    "ASCENT": "dislint.readers.emboxes",
    "DESCENT": "dislint.readers.emboxes",
    "AcrossRule": "dislint.rule.across",
    "Anchor": "dislint.blocks",
    "Block": "dislint.blocks",
    "Box": "dislint.blocks",
    "CHANGES": "dislint.rule.phrases",
    "CODE_LENGTHS": "dislint.structure.model",
    "Cause": "dislint.checks.causes",
    "Cell": "dislint.blocks",
    "Check": "dislint.checks.model",
    "CheckRule": "dislint.rule.checks",
    "Comparison": "dislint.comparing.model",
    "Config": "dislint.config.configuration",
    "ConfigError": "dislint.config.options",
    "ContentsEntry": "dislint.structure.model",
    "Count": "dislint.claims.annexes",
    "Difference": "dislint.comparing.model",
    "Direction": "dislint.claims.model",
    "Disclosure": "dislint.domain.disclosures",
    "Document": "dislint.document",
    "DocumentKind": "dislint.document",
    "Doubt": "dislint.blocks",
    "Evaluation": "dislint.structure.model",
    "FINDING_HEADS": "dislint.reporters.csv",
    "Fact": "dislint.structure.model",
    "Figure": "dislint.numbers",
    "Finding": "dislint.findings",
    "Flow": "dislint.readers.model",
    "GRACE": "dislint.running.workers",
    "Glyph": "dislint.readers.model",
    "Grade": "dislint.claims.annexes",
    "Grid": "dislint.blocks",
    "Host": "dislint.reporters.html",
    "HtmlReporter": "dislint.reporters.html",
    "Interval": "dislint.numbers",
    "Job": "dislint.running.jobs",
    "Kind": "dislint.structure.model",
    "Layer": "dislint.blocks",
    "Level": "dislint.structure.model",
    "Line": "dislint.blocks",
    "Linter": "dislint.linter.linter",
    "Linters": "dislint.linter.linter",
    "Measure": "dislint.claims.model",
    "NotAnnotatedError": "dislint.reporters.notes",
    "OVERVIEW_HEADS": "dislint.reporters.overview",
    "OWN_NAME": "dislint.running.own",
    "Operand": "dislint.checks.model",
    "Option": "dislint.config.options",
    "Outcome": "dislint.checks.model",
    "Passage": "dislint.blocks",
    "PdfReader": "dislint.readers.pdf",
    "ReadOptions": "dislint.readers.model",
    "Reading": "dislint.claims.annexes",
    "Related": "dislint.findings",
    "Reporter": "dislint.reporters.model",
    "Result": "dislint.linter.results",
    "Role": "dislint.checks.model",
    "RoundingRule": "dislint.rule.checks",
    "Row": "dislint.structure.model",
    "Rule": "dislint.rule.rules",
    "Ruling": "dislint.readers.model",
    "Run": "dislint.reporters.model",
    "SHEET_STYLE": "dislint.reporters.sheets.html",
    "Section": "dislint.structure.model",
    "Severity": "dislint.findings",
    "Sheet": "dislint.readers.model",
    "Sheets": "dislint.readers.model",
    "SpokenError": "dislint.language",
    "SumRule": "dislint.rule.checks",
    "Summary": "dislint.linter.results",
    "Table": "dislint.structure.model",
    "Text": "dislint.language",
    "Unit": "dislint.numbers",
    "UnreadableError": "dislint.readers.model",
    "VERDICTS": "dislint.rule.verdicts",
    "WordingRule": "dislint.rule.wording",
    "accept_in": "dislint.linter.baseline",
    "annotate": "dislint.reporters.annotate",
    "apply_baseline": "dislint.linter.acceptance",
    "clause_of": "dislint.rule.phrases",
    "digested": "dislint.linter.comparisons",
    "direction_words": "dislint.rule.phrases",
    "enumerator": "dislint.structure.headings",
    "figure_of": "dislint.claims.annexes",
    "finding_values": "dislint.reporters.csv",
    "folder_suffixes": "dislint.running.discovery",
    "grade_of": "dislint.claims.annexes",
    "held": "dislint.reporters.held",
    "hookimpl": "dislint.hookspecs",
    "known_in": "dislint.linter.baseline",
    "limit_reached": "dislint.readers.model",
    "lint": "dislint.linter.linter",
    "lint_jobs": "dislint.running.workers",
    "load_lexicon": "dislint.claims.lexicon",
    "load_packs": "dislint.checks.packs",
    "load_plugins": "dislint.plugins",
    "load_wordings": "dislint.rule.wording",
    "lost": "dislint.linter.linter",
    "measure_words": "dislint.rule.phrases",
    "name_of": "dislint.rule.phrases",
    "ordinal": "dislint.numbers",
    "one_line": "dislint.escaping",
    "overview_row": "dislint.reporters.overview",
    "page_picture": "dislint.reporters.html.pages",
    "path_rulings": "dislint.readers.rulings",
    "plain": "dislint.language",
    "points": "dislint.rule.phrases",
    "printable": "dislint.escaping",
    "read_counts": "dislint.claims.annexes",
    "read_scheme": "dislint.claims.annexes",
    "related_operands": "dislint.rule.checks",
    "run_job": "dislint.running.work",
    "say": "dislint.language",
    "sheet_html": "dislint.reporters.sheets.html",
    "show_number": "dislint.numbers",
    "show_values": "dislint.rule.phrases",
    "squeeze": "dislint.text",
    "template_words": "dislint.rule.checks",
    "total": "dislint.numbers",
    "use_language": "dislint.language",
    "verdict_reason": "dislint.rule.verdicts",
    "wanted_words": "dislint.rule.across",
    "withdraw_from": "dislint.linter.baseline",
    "written": "dislint.files",
}
_ELSEWHERE = {
    "FINDING_HEADS": "COLUMNS",
    "OVERVIEW_HEADS": "HEADS",
    "SHEET_STYLE": "STYLE",
    "finding_values": "values",
    "overview_row": "row_of",
    "sheet_html": "parts",
    "show_number": "show",
    "use_language": "use",
    "verdict_reason": "reason_of",
}
"""Names that are other ones at home."""
__all__ = [
    "ASCENT",
    "CHANGES",
    "CODE_LENGTHS",
    "DESCENT",
    "FINDING_HEADS",
    "GRACE",
    "OVERVIEW_HEADS",
    "OWN_NAME",
    "SHEET_STYLE",
    "VERDICTS",
    "AcrossRule",
    "Anchor",
    "Block",
    "Box",
    "Cause",
    "Cell",
    "Check",
    "CheckRule",
    "Comparison",
    "Config",
    "ConfigError",
    "ContentsEntry",
    "Count",
    "Difference",
    "Direction",
    "Disclosure",
    "Document",
    "DocumentKind",
    "Doubt",
    "Evaluation",
    "Fact",
    "Figure",
    "Finding",
    "Flow",
    "Glyph",
    "Grade",
    "Grid",
    "Host",
    "HtmlReporter",
    "Interval",
    "Job",
    "Kind",
    "Layer",
    "Level",
    "Line",
    "Linter",
    "Linters",
    "Measure",
    "NotAnnotatedError",
    "Operand",
    "Option",
    "Outcome",
    "Passage",
    "PdfReader",
    "ReadOptions",
    "Reading",
    "Related",
    "Reporter",
    "Result",
    "Role",
    "RoundingRule",
    "Row",
    "Rule",
    "Ruling",
    "Run",
    "Section",
    "Severity",
    "Sheet",
    "Sheets",
    "SpokenError",
    "SumRule",
    "Summary",
    "Table",
    "Text",
    "Unit",
    "UnreadableError",
    "WordingRule",
    "__version__",
    "accept_in",
    "annotate",
    "apply_baseline",
    "clause_of",
    "digested",
    "direction_words",
    "enumerator",
    "figure_of",
    "finding_values",
    "folder_suffixes",
    "grade_of",
    "held",
    "hookimpl",
    "known_in",
    "limit_reached",
    "lint",
    "lint_jobs",
    "load_lexicon",
    "load_packs",
    "load_plugins",
    "load_wordings",
    "lost",
    "measure_words",
    "name_of",
    "one_line",
    "ordinal",
    "overview_row",
    "page_picture",
    "path_rulings",
    "plain",
    "points",
    "printable",
    "read_counts",
    "read_scheme",
    "related_operands",
    "run_job",
    "say",
    "sheet_html",
    "show_number",
    "show_values",
    "squeeze",
    "template_words",
    "total",
    "use_language",
    "verdict_reason",
    "wanted_words",
    "withdraw_from",
    "written",
]


def on_first_use(space: dict[str, Any], homes: Mapping[str, str], called: Mapping[str, str]) -> Callable[[str], Any]:
    """A module's ``__getattr__``: a name is imported from its home, where it may be ``called`` otherwise, on first use.

    `dislint --version` must not load the engine, and what writes PDF is an extra.
    """

    def find(name: str) -> Any:
        if name not in homes:
            raise AttributeError(f"module {space['__name__']!r} has no attribute {name!r}")
        from importlib import import_module

        space[name] = getattr(import_module(homes[name]), called.get(name, name))
        return space[name]

    return find


if not TYPE_CHECKING:  # A checker must not believe that there is any name.
    __getattr__ = on_first_use(globals(), _HOMES, _ELSEWHERE)
