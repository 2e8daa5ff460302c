"""Reports as the page's script is told of them."""

from __future__ import annotations

from typing import Any

from dislint import Result, overview_row, printable
from dislint_web.store import Entry, Store


def row(store: Store, entry: Entry, lang: str) -> dict[str, Any]:
    """A line of the table: its ``cells``, and what those of them are worth that are sorted by more than their words."""
    told: dict[str, Any] = {
        "number": entry.kept.number,
        "name": printable(entry.name),
        "state": entry.state,
        "trouble": printable(entry.trouble),
    }
    result = store.result(entry)
    return told if result is None else told | _cells(entry, result, lang)


def _cells(entry: Entry, result: Result, lang: str) -> dict[str, Any]:
    shown = overview_row(result)
    worth = {"year": shown.year or 0, "errors": shown.errors, "warnings": shown.warnings}
    share = shown.verified / shown.numbers if shown.numbers else -1
    cells = shown.texts(lang) | {"path": printable(entry.name)}
    return {"cells": cells, "worth": worth | {"numbers": share}, "accepted": len(result.accepted)}


def accepted_of(store: Store, entry: Entry) -> dict[str, Any]:
    """The findings of a report that the baseline accepts: each by its place among all, with the reason."""
    result = store.result(entry)
    if result is None or entry.found is None:
        return {"accepted": []}
    order = {id(finding): number for number, finding in enumerate(entry.found.findings)}
    return {
        "accepted": [
            {"finding": order[id(a.finding)], "fingerprint": a.finding.fingerprint, "reason": printable(a.reason)}
            for a in result.accepted
            if id(a.finding) in order
        ]
    }
