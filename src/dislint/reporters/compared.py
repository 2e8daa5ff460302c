"""A comparison of two documents as a sheet and as JSON: its findings, and the table of what moved."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any, NamedTuple

from dislint.comparing.model import Between, Comparison, Digest, Entry, Moved, Spoken
from dislint.language import Text
from dislint.linter.results import Result
from dislint.numbers import Unit, show
from dislint.reporters.json import VERSION, document_object, finding_object
from dislint.reporters.model import Run
from dislint.reporters.sheets.model import Listing, Row, Sheet, Table, item_of


class Compared(NamedTuple):
    """A comparison with the results of both documents; that of the newer one holds its findings."""

    comparison: Comparison
    old: Result
    new: Result


_TITLE = Text("两份文件的对照", "Two documents compared")
_MOVED = Text("变动（万元）", "What moved (10,000 yuan)")
NOTES = Text("说明", "Note")
_HEADS = (Text("项目", "item"), Text("增减额", "change"), Text("增减率", "rate"))
_KINDS = {"final-accounts": Text("决算", " accounts"), "budget": Text("预算", " budget"), "unknown": Text("", "")}
_RELATIONS = {
    Between.YEARS: Text("相邻两年", "successive years"),
    Between.BUDGET: Text("同一年的预算和决算", "budget and accounts of one year"),
    Between.VERSIONS: Text("同一年的两份", "two of one year"),
    Between.UNITS: Text("单位与部门", "unit and department"),
    Between.NOTHING: Text("只列变动", "set side by side"),
}


def sheet_of(compared: Compared, lang: str) -> Sheet:
    """The findings, the table, the notes."""
    comparison, run = compared.comparison, Run([compared.new], lang=lang)
    old, new = comparison.old, comparison.new
    findings = Listing("", tuple(item_of(run, compared.new.path, finding) for finding in compared.new.findings))
    item, change, rate = (head.of(lang) for head in _HEADS)
    heads = (item, head_of(old, lang), head_of(new, lang), change, rate)
    rows = tuple(_row(row, lang) for row in comparison.moved)
    table = Table(_MOVED.of(lang), heads, rows, 1, (34, 16, 16, 16, 12))
    return Sheet(
        " ".join(filter(None, (new.entity, _TITLE.of(lang)))),
        f"{old.path} → {new.path} · {_RELATIONS[comparison.between].of(lang)}",
        (*([findings] if findings.items else []), *([table] if rows else [])),
        tuple(note.of(lang) for note in comparison.notes),
        NOTES.of(lang),
    )


def head_of(digest: Digest, lang: str) -> str:
    """What a column of the table is called: 2024决算."""
    return f"{digest.year or ''}{_KINDS[digest.kind.value].of(lang)}".strip() or Path(digest.path).name


def _row(row: Moved, lang: str) -> Row:
    old, new = _amount(row.old), _amount(row.new)
    change = None if old is None or new is None else new - old
    rate = show(change / abs(old), Unit.PERCENT) if old and change else ""
    cells = (
        row.name.of(lang),
        _shown(old),
        _shown(new),
        "" if change is None else _signed(_shown(change), change),
        _signed(rate, change) if rate and change is not None else "",
    )
    tone = "" if not change else "up" if change > 0 else "down"
    return Row(cells, (None, _wan(old), _wan(new), _wan(change)), row.indent, tone)


def _signed(shown: str, change: Fraction) -> str:
    return f"+{shown}" if change > 0 else shown


def _amount(value: Entry | Spoken | None) -> Fraction | None:
    if value is None:
        return None
    return value.figure.amount if value.figure is not None else Fraction(0)


def _shown(value: Fraction | None) -> str:
    return "—" if value is None else show(value, Unit.WAN).removesuffix(Unit.WAN.label)


def _wan(value: Fraction | None) -> Decimal | None:
    return None if value is None else Decimal(_shown(value))


def object_of(compared: Compared, lang: str) -> dict[str, Any]:
    """The findings as --output-format json has them, the figures of both documents in 元."""
    comparison, run = compared.comparison, Run([compared.new], lang=lang)
    return {
        "version": VERSION,
        "between": comparison.between.value,
        "documents": [document_object(result) for result in (compared.old, compared.new)],
        "findings": [finding_object(run, compared.new, finding) for finding in compared.new.findings],
        "agreed": comparison.agreed,
        "moved": [_moved_object(row, lang) for row in comparison.moved],
        "notes": [note.of(lang) for note in comparison.notes],
    }


def _moved_object(row: Moved, lang: str) -> dict[str, Any]:
    figures = {key: _figure_object(value) for key, value in (("old", row.old), ("new", row.new))}
    return {"name": row.name.of(lang), "indent": row.indent, **figures, "rate": _row(row, lang).cells[-1] or None}


def _figure_object(value: Entry | Spoken | None) -> dict[str, Any] | None:
    """An amount with its place; the amount in 元 as decimal digits."""
    amount = _amount(value)
    if value is None or amount is None:
        return None
    return {
        "yuan": show(amount, Unit.YUAN).removesuffix(Unit.YUAN.label),
        "printed": value.figure.text if value.figure is not None else "",
        "page": value.anchor.page,
        "line": value.anchor.line,
        "table": value.table if isinstance(value, Entry) else "",
    }
