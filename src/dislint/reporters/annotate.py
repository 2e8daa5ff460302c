"""The report itself with its findings as highlight annotations, to be passed on and opened in any PDF viewer.

``annotate(source, target, findings, messages)`` needs the extra ``annotate`` (pikepdf).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from dislint.blocks import Box
from dislint.findings import Finding
from dislint.language import SpokenError

_COLOURS = {"error": (1.0, 0.55, 0.55), "warning": (1.0, 0.85, 0.4), "info": (0.6, 0.8, 1.0)}


_PLACES = 5
"""A note names at most so many of the places that a finding refers to."""


class NotAnnotatedError(SpokenError):
    """The annotated report cannot be written: the extra is absent, or the file is no PDF that opens."""


def annotate(
    source: Path, target: Path, findings: Sequence[Finding], *, english: bool = False, password: str = ""
) -> int:
    """Writes ``target`` with one highlight for each finding and page; returns how many were written.

    Findings without a place on a page are noted at the page's corner. A copy of an encrypted report is encrypted
    as the report is. Raises NotAnnotatedError.
    """
    try:
        import pikepdf
    except ImportError as error:
        raise NotAnnotatedError("需要 dislint[annotate]", "needs the extra dislint[annotate]") from error
    if target.exists() and target.samefile(source):
        raise NotAnnotatedError(f"{target}: 不能覆盖原件", f"{target}: would overwrite the report itself")
    try:
        with pikepdf.open(source, password=password) as document:
            written = sum(_write(document, finding, english) for finding in findings)
            document.save(target, encryption=document.is_encrypted)
    except (pikepdf.PdfError, OSError) as error:
        raise NotAnnotatedError(f"{target}: {error}", f"{target}: {error}") from error
    return written


def _write(document: Any, finding: Finding, english: bool) -> int:
    note = _note(finding, english)
    boxes: dict[int, list[Box]] = defaultdict(list)
    for page, box in finding.anchor.boxes:
        boxes[page].append(box)
    for number, found in boxes.items():
        if 1 <= number <= len(document.pages):
            page = document.pages[number - 1]
            quads = [quad for box in found for quad in _quad(page, box)]
            _attach(document, page, _annotation(document, "/Highlight", quads, note, finding.severity.value))
    if not boxes:
        page = document.pages[max(min((finding.anchor.page or 1), len(document.pages)), 1) - 1]
        corner = _quad(page, Box(10, 10, 30, 30))
        _attach(document, page, _annotation(document, "/Text", corner, note, finding.severity.value))
    return max(len(boxes), 1)


def _note(finding: Finding, english: bool) -> str:
    """The message, then a line for each place that the finding refers to."""
    message = (finding.english or finding.message) if english else finding.message
    lines = [f"{finding.code} {message}"]
    for other in finding.related[:_PLACES]:
        page, line = other.anchor.page, other.anchor.line
        place = f"page {page}, line {line}:" if english else f"第{page}页第{line}行"
        lines.append(f"→ {place} {(other.english or other.message) if english else other.message}")
    more = len(finding.related) - _PLACES
    if more > 0:
        lines.append(f"→ {more} more" if english else f"→ 另有 {more} 处")
    return "\n".join(lines)


def _annotation(document: Any, kind: str, quads: list[float], note: str, severity: str) -> Any:
    import pikepdf

    xs, ys = quads[::2], quads[1::2]
    fields = {
        "/Type": pikepdf.Name("/Annot"),
        "/Subtype": pikepdf.Name(kind),
        "/Rect": pikepdf.Array([min(xs), min(ys), max(xs), max(ys)]),
        "/C": pikepdf.Array(_COLOURS[severity]),
        "/CA": 0.6,
        "/F": 4,
        "/T": pikepdf.String("dislint"),
        "/Subj": pikepdf.String(note.partition(" ")[0]),
        "/Contents": pikepdf.String(note),
    }
    if kind == "/Highlight":
        fields["/QuadPoints"] = pikepdf.Array(quads)
    return document.make_indirect(pikepdf.Dictionary(fields))


def _attach(document: Any, page: Any, annotation: Any) -> None:
    import pikepdf

    if "/Annots" not in page:
        page.Annots = document.make_indirect(pikepdf.Array())
    page.Annots.append(annotation)


def _quad(page: Any, box: Box) -> list[float]:
    """The corners of a box as QuadPoints (top left, top right, bottom left, bottom right) in the page's own space.

    Boxes are in the page as it is shown: from the crop box's top left, after /Rotate.
    """
    x0, y0, x1, y1 = (float(value) for value in page.cropbox)
    width, height = x1 - x0, y1 - y0
    turn = int(page.get("/Rotate", 0)) % 360

    def own(x: float, y: float) -> tuple[float, float]:
        return {
            0: (x0 + x, y1 - y),
            90: (x0 + y, y0 + x),
            180: (x0 + width - x, y0 + y),
            270: (x0 + width - y, y0 + height - x),
        }.get(turn, (x0 + x, y1 - y))

    corners = ((box.x0, box.y0), (box.x1, box.y0), (box.x0, box.y1), (box.x1, box.y1))
    return [value for corner in corners for value in own(*corner)]
