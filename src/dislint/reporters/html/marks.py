"""What is marked in a shown document: numbers by their verdict, findings, and the places that findings refer to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dislint.blocks import Anchor, as_shown
from dislint.rule.verdicts import reason_of

if TYPE_CHECKING:
    from dislint.document import Document
    from dislint.linter.results import Result
    from dislint.reporters.html.words import Words
    from dislint.reporters.model import Run


@dataclass(frozen=True, slots=True)
class Mark:
    """A marked place. ``kind`` is a verdict, a severity or "related"; ``title`` says why.

    ``identity`` is what links lead to and ``item`` the entry in the list that it belongs to, both empty for verdicts;
    ``label`` is the entry's number, at the finding itself.
    """

    kind: str
    anchor: Anchor
    title: str
    identity: str = ""
    item: str = ""
    label: str = ""


def marks_of(run: Run, words: Words, result: Result, document: Document) -> list[Mark]:
    """All marks of a document, those that lie above others last."""
    pages = {page.number: page for page in document.layout.pages}
    verdicts = [
        Mark(
            verdict.state.value,
            as_shown(verdict.mention.anchor, pages),
            f"{words[verdict.state.value]} {reason_of(verdict).of(run.lang)}".strip(),
        )
        for verdict in document.verdicts
    ]
    return [*verdicts, *_related(run, result), *_findings(run, result)]


def _related(run: Run, result: Result) -> Iterator[Mark]:
    for n, finding in enumerate(result.findings):
        for k, other in enumerate(finding.related):
            if other.path:
                continue  # It stands in another file.
            yield Mark("related", other.anchor, f"{finding.code} {run.message(other)}", f"r{n}-{k}", str(n))


def _findings(run: Run, result: Result) -> Iterator[Mark]:
    for n, finding in enumerate(result.findings):
        title = f"{finding.code} {run.message(finding)}"
        for k, anchor in enumerate(finding.also):
            yield Mark(finding.severity.value, anchor, title, f"f{n}-{k}", str(n))
        yield Mark(finding.severity.value, finding.anchor, title, f"f{n}", str(n), str(n + 1))
