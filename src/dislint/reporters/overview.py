"""The overview of a run, a row a report: for people who look after many of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import IO, TYPE_CHECKING, NamedTuple

from dislint.config.selection import ALWAYS
from dislint.escaping import no_command, one_line, width
from dislint.language import Text, plain

if TYPE_CHECKING:
    from dislint.linter.results import Result
    from dislint.reporters.model import Run

HEADS = {
    "entity": Text("单位", "body"),
    "year": Text("年度", "year"),
    "kind": Text("文种", "kind"),
    "errors": Text("错误", "errors"),
    "warnings": Text("警告", "warnings"),
    "numbers": Text("已核对/全部", "verified/all"),
    "path": Text("文件", "file"),
    "unread": Text("未能读取", "not read"),
}
"""The columns by key, in their order."""
KINDS = {
    "final-accounts": Text("部门决算", "final accounts"),
    "budget": Text("部门预算", "department budget"),
    "unknown": plain(""),
}
_UNREAD = ALWAYS | {"E003"}
"""Findings that say that a report, or a page of it, was not read."""
_COUNTED = frozenset({"errors", "warnings", "numbers"})
_WIDEST = 40
"""Columns of a terminal that a cell takes at most, other than a file's name and the last."""


class Row(NamedTuple):
    """A report in the overview; ``unread`` is why it, or a page of it, was not read."""

    path: str
    entity: str
    year: int | None
    kind: str
    errors: int
    warnings: int
    verified: int
    numbers: int
    unread: Text

    def texts(self, lang: str) -> dict[str, str]:
        """The cells by the keys of ``HEADS``, on one line each and harmless; nothing is said of numbers where none was seen."""
        cells = {
            "entity": self.entity,
            "year": str(self.year or ""),
            "kind": KINDS.get(self.kind, plain(self.kind)).of(lang),
            "errors": str(self.errors),
            "warnings": str(self.warnings),
            "numbers": f"{self.verified}/{self.numbers}" if self.numbers else "",
            "path": self.path,
            "unread": self.unread.of(lang),
        }
        return {key: one_line(cells[key]) for key in HEADS}


def row_of(result: Result) -> Row:
    """The row of a result."""
    summary = result.summary
    counts = Counter(finding.severity.value for finding in result.findings)
    unread = [finding for finding in result.findings if finding.code in _UNREAD]
    why = Text("；".join(f.message for f in unread), "; ".join(f.english or f.message for f in unread))
    numbers = summary.verified + summary.contradicted + summary.unchecked
    what = (result.path, summary.entity, summary.year, summary.kind)
    return Row(*what, counts["error"], counts["warning"], summary.verified, numbers, why)


def lines(rows: Sequence[Row], lang: str) -> Iterator[str]:
    """The rows as a table for a terminal: counts to the right, everything else to the left; the last columns as long as they are."""
    table = [{key: head.of(lang) for key, head in HEADS.items()}, *(row.texts(lang) for row in rows)]
    keys = [key for key in HEADS if any(row[key] for row in table[1:])]
    *before, last = keys or ["path"]
    widest = {key: max(width(row[key]) for row in table) for key in before}
    widest = {key: wide if key == "path" else min(wide, _WIDEST) for key, wide in widest.items()}
    for row in table:
        cells = [_padded(row[key], widest[key], key in _COUNTED) for key in before]
        yield "  ".join([*cells, row[last]]).rstrip()


def _padded(text: str, wide: int, right: bool) -> str:
    if width(text) > wide:
        while width(text) >= wide:
            text = text[:-1]
        text += "…"
    space = " " * (wide - width(text))
    return space + text if right else text + space


class SummaryReporter:
    """The overview as text."""

    name = "summary"
    streams = True

    def write(self, run: Run, out: IO[str]) -> None:
        """Writes a line a report, when all are there."""
        rows: Iterable[Row] = map(row_of, run.results)
        out.writelines(no_command(line) + "\n" for line in lines(list(rows), run.lang))
