"""The ledger of a document as a sheet, as JSON, and its requirements alone as the form that inspections fill in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from dislint.blocks import Anchor
from dislint.domain.requirements import load_requirements
from dislint.escaping import one_line
from dislint.findings import Finding
from dislint.language import Text
from dislint.ledger.model import Kept, Met, Standing
from dislint.ledger.relations import STANDINGS_IN_ORDER, together
from dislint.ledger.requirements import requirements_met
from dislint.reporters.json import VERSION, document_object, finding_object
from dislint.reporters.model import Run
from dislint.reporters.sheets.model import Row, Sheet, Table
from dislint.reporters.text import place_of

if TYPE_CHECKING:
    from dislint.linter.results import Result


class Ledger(NamedTuple):
    """The requirements and relations of a document, each with its standing."""

    met: tuple[Met, ...]
    kept: tuple[Kept, ...]


STANDINGS = {
    Standing.DONE: Text("是", "yes"),
    Standing.BROKEN: Text("否", "no"),
    Standing.NOT_APPLICABLE: Text("不适用", "not applicable"),
    Standing.UNREAD: Text("未核对", "not checked"),
}
_OF_RELATIONS = {**STANDINGS, Standing.DONE: Text("相符", "holds"), Standing.BROKEN: Text("不符", "broken")}
_TONES = {Standing.DONE: "good", Standing.BROKEN: "error", Standing.NOT_APPLICABLE: "", Standing.UNREAD: "warning"}
_TITLE = Text("公开要求与勾稽关系台账", "Ledger of requirements and relations")
REQUIREMENTS, _RELATIONS = Text("公开要求", "Requirements"), Text("勾稽关系", "Relations")
_HEADS = (Text("序号", "no."), Text("检查内容", "requirement"), Text("是/否", "yes/no"), Text("备注", "remark"))
_RELATION_HEADS = (
    Text("代码", "code"),
    Text("表", "tables"),
    Text("关系", "relation"),
    Text("结果", "standing"),
    Text("备注", "remark"),
)
_MOST_FINDINGS, _MOST_PLACES = 5, 3


def met_by(result: Result) -> tuple[Met, ...]:
    """The requirements, each with what a document shows of it; nothing where it is not there."""
    document = result.document
    if document is None:
        return ()
    return requirements_met(load_requirements(document.settings.forms), document, result.findings)


def sheet_of(ledger: Ledger, result: Result, lang: str) -> Sheet:
    """Both tables."""
    summary = result.summary
    named = " ".join(filter(None, (summary.entity, str(summary.year or ""), _TITLE.of(lang))))
    return Sheet(named, result.path, (requirements_of(ledger.met, lang), relations_of(together(ledger.kept), lang)))


def requirements_of(met: Sequence[Met], lang: str, name: str = "") -> Table:
    """The form: a row a requirement, with 是/否 and the remark."""
    rows = tuple(
        Row(
            (str(number), one.name.of(lang), STANDINGS[one.standing].of(lang), _remark(one, lang)),
            tone=_TONES[one.standing],
        )
        for number, one in enumerate(met, 1)
    )
    heads = tuple(head.of(lang) for head in _HEADS)
    return Table(name or REQUIREMENTS.of(lang), heads, rows, len(heads), (6, 48, 10, 90))


def relations_of(kept: Sequence[Kept], lang: str) -> Table:
    """A row a relation; those that were asked stand first, the broken ones before all."""
    rows = tuple(
        Row(
            (
                one.code,
                " ".join(one.tables),
                one.words.of(lang),
                _OF_RELATIONS[one.standing].of(lang),
                _counted(one, lang),
            ),
            tone=_TONES[one.standing],
        )
        for one in sorted(kept, key=lambda each: STANDINGS_IN_ORDER.index(each.standing))
    )
    heads = tuple(head.of(lang) for head in _RELATION_HEADS)
    return Table(_RELATIONS.of(lang), heads, rows, len(heads), (8, 12, 60, 10, 60))


def _remark(met: Met, lang: str) -> str:
    """Why it stands so: the findings with their places, the reason, or where it is."""
    if met.findings:
        told = [_finding(finding, lang) for finding in met.findings[:_MOST_FINDINGS]]
        more = len(met.findings) - len(told)
        rest = [f"… {more} more" if lang == "en" else f"另有{more}处"] if more > 0 else []
        return ("; " if lang == "en" else "；").join([*told, *rest])
    return met.why.of(lang) or _places(met.places, lang)


def _finding(finding: Finding, lang: str) -> str:
    message = (finding.english or finding.message) if lang == "en" else finding.message
    return f"{finding.code} {place_of(finding.anchor, lang)} {one_line(message)}"


def _places(places: Sequence[Anchor], lang: str) -> str:
    shown = list(dict.fromkeys(place_of(place, lang) for place in places))[:_MOST_PLACES]
    return (", " if lang == "en" else "、").join(shown)


def _counted(kept: Kept, lang: str) -> str:
    """How often it holds and does not; why it was not asked."""
    if kept.why.zh:
        return kept.why.of(lang)
    parts = [
        Text(
            f"不符 {len(kept.broken)} 处（{_places(kept.broken, 'zh')}）",
            f"broken {len(kept.broken)} times ({_places(kept.broken, 'en')})",
        )
    ] * bool(kept.broken)
    parts += [Text(f"相符 {kept.held} 处", f"holds {kept.held} times")] * bool(kept.held)
    parts += [Text(f"其中 {kept.rounded} 处有尾差", f"{kept.rounded} of them by rounding")] * bool(kept.rounded)
    return (", " if lang == "en" else "，").join(part.of(lang) for part in parts)


def object_of(ledger: Ledger, result: Result, lang: str) -> dict[str, Any]:
    """Both as values."""
    run = Run([result], lang=lang)
    return {
        "version": VERSION,
        "document": document_object(result),
        "requirements": [_met_object(run, result, one) for one in ledger.met],
        "relations": [
            {
                "code": one.code,
                "tables": list(one.tables),
                "relation": one.words.of(lang),
                "standing": one.standing.value,
                "held": one.held,
                "rounded": one.rounded,
                "broken": [_place_object(place) for place in one.broken],
                "why": one.why.of(lang),
            }
            for one in ledger.kept
        ],
    }


def _met_object(run: Run, result: Result, met: Met) -> dict[str, Any]:
    return {
        "requirement": met.name.of(run.lang),
        "standing": met.standing.value,
        "places": [_place_object(place) for place in met.places],
        "why": met.why.of(run.lang),
        "findings": [finding_object(run, result, finding) for finding in met.findings],
    }


def _place_object(anchor: Anchor) -> dict[str, Any]:
    return {"page": anchor.page, "line": anchor.line}
