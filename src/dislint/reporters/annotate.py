"""The report itself with its findings as highlight annotations, to be passed on and opened in any PDF viewer.

``annotate(source, target, findings)`` needs the extra ``annotate`` (pikepdf).
"""

from __future__ import annotations

import io
from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from dislint.blocks import Box
from dislint.files import written
from dislint.findings import Finding
from dislint.language import SpokenError
from dislint.running.confined import ConfinedError, confined

_COLOURS = {"error": (1.0, 0.55, 0.55), "warning": (1.0, 0.85, 0.4), "info": (0.6, 0.8, 1.0)}


_LETTER = (0.0, 0.0, 612.0, 792.0)
"""The size of a page that states none."""
_DEEPEST = 100
_PLACES = 5
"""A note names at most so many of the places that a finding refers to."""


class NotAnnotatedError(SpokenError):
    """The annotated report cannot be written: the extra is absent, or the file is no PDF that opens."""


def annotate(  # noqa: PLR0913  # Named ones, most of them.
    source: Path,
    target: Path,
    findings: Sequence[Finding],
    *,
    data: bytes | None = None,
    english: bool = False,
    password: str = "",
    seconds: float = 120,
    mebibytes: int = 2048,
) -> int:
    """Writes ``target`` with one highlight for each finding and page; returns how many were written.

    Findings without a place on a page are noted at the page's corner. A copy of an encrypted report is encrypted
    as the report is. ``data`` is the content of ``source`` where it is not read from the disk. The work is done in a
    process that may take so long and so much memory. Raises NotAnnotatedError.
    """
    if find_spec("pikepdf") is None:
        raise NotAnnotatedError("需要 dislint[annotate]", "needs the extra dislint[annotate]")
    try:
        if data is None and target.exists() and target.samefile(source):
            raise NotAnnotatedError(f"{target}: 不能覆盖原件", f"{target}: would overwrite the report itself")
        data = source.read_bytes() if data is None else data
        work = confined(_annotated, data, tuple(findings), english, password, seconds=seconds, mebibytes=mebibytes)
        ((content, count),) = work
        with written(target) as out:
            out.write(content)
    except ConfinedError as error:
        raise NotAnnotatedError(f"{source}: {error.chinese}", f"{source}: {error.english}") from error
    except OSError as error:
        raise NotAnnotatedError(f"{target}: {error}", f"{target}: {error}") from error
    return count


def _annotated(data: bytes, findings: Sequence[Finding], english: bool, password: str) -> Iterator[tuple[bytes, int]]:
    """The content of the annotated copy, and how many annotations it has more than the original."""
    import pikepdf

    out = io.BytesIO()
    try:
        with pikepdf.open(io.BytesIO(data), password=password) as document:
            notes = _Notes(document)
            count = sum(notes.write(finding, english) for finding in findings)
            document.save(out, encryption=document.is_encrypted)
    except (pikepdf.PdfError, ValueError) as error:
        raise NotAnnotatedError(str(error), str(error)) from error
    yield out.getvalue(), count


class _Notes:
    """The notes put on the pages of a document."""

    def __init__(self, document: Any) -> None:
        self._document = document
        self._pages = list(document.pages)
        self._own: set[int] = set()
        """The pages whose list of annotations is no other page's."""

    def write(self, finding: Finding, english: bool) -> int:
        """Writes the notes of a finding; returns how many."""
        note = _note(finding, english)
        boxes: dict[int, list[Box]] = defaultdict(list)
        for page, box in finding.anchor.boxes:
            if 1 <= page <= len(self._pages):
                boxes[page].append(box)
        for number, found in boxes.items():
            quads = [quad for box in found for quad in _quad(self._pages[number - 1], box)]
            self._attach(number, _annotation(self._document, "/Highlight", quads, note, finding.severity.value))
        if not boxes and self._pages:
            number = max(min((finding.anchor.page or 1), len(self._pages)), 1)
            corner = _quad(self._pages[number - 1], Box(10, 10, 30, 30))
            self._attach(number, _annotation(self._document, "/Text", corner, note, finding.severity.value))
        return len(boxes) or min(len(self._pages), 1)

    def _attach(self, number: int, annotation: Any) -> None:
        import pikepdf

        page = self._pages[number - 1]
        if number not in self._own:  # Pages may share one list, and a damaged page has none that is one.
            there = page.get("/Annots")
            kept = list(there) if isinstance(there, pikepdf.Array) else []
            page.Annots = self._document.make_indirect(pikepdf.Array(kept))
            self._own.add(number)
        page.Annots.append(annotation)


def _note(finding: Finding, english: bool) -> str:
    """The message, then a line for each place that the finding refers to."""
    message = (finding.english or finding.message) if english else finding.message
    lines = [f"{finding.code} {message}"]
    for other in finding.related[:_PLACES]:
        page, line = other.anchor.page, other.anchor.line
        place = f"page {page}, line {line}:" if english else f"第{page}页第{line}行"
        place = f"{Path(other.path).name} {place}" if other.path else place
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


def _quad(page: Any, box: Box) -> list[float]:
    """The corners of a box as QuadPoints (top left, top right, bottom left, bottom right) in the page's own space.

    Boxes are in the page as it is shown: from the crop box's top left, after /Rotate.
    """
    x0, y0, x1, y1 = _shown(page)
    width, height = x1 - x0, y1 - y0
    turn = _inherited(page, "/Rotate")
    turn = int(turn) % 360 if isinstance(turn, (int, Decimal)) else 0

    def own(x: float, y: float) -> tuple[float, float]:
        return {
            0: (x0 + x, y1 - y),
            90: (x0 + y, y0 + x),
            180: (x0 + width - x, y0 + y),
            270: (x0 + width - y, y0 + height - x),
        }.get(turn, (x0 + x, y1 - y))

    corners = ((box.x0, box.y0), (box.x1, box.y0), (box.x0, box.y1), (box.x1, box.y1))
    return [value for corner in corners for value in own(*corner)]


def _shown(page: Any) -> tuple[float, float, float, float]:
    """The part of a page that viewers show: its crop box within its media box, where they are boxes."""
    media = _box(page, "/MediaBox") or _LETTER
    crop = _box(page, "/CropBox") or media
    box = (max(media[0], crop[0]), max(media[1], crop[1]), min(media[2], crop[2]), min(media[3], crop[3]))
    return box if box[0] < box[2] and box[1] < box[3] else media


def _box(page: Any, key: str) -> tuple[float, float, float, float] | None:
    import pikepdf

    found = _inherited(page, key)
    corners = list(found) if isinstance(found, pikepdf.Array) else []
    if len(corners) != 4 or not all(isinstance(corner, (int, float, Decimal)) for corner in corners):
        return None
    a, b, c, d = map(float, corners)
    return min(a, c), min(b, d), max(a, c), max(b, d)


def _inherited(page: Any, key: str) -> Any:
    """What a page says of itself, or the nearest folder of pages that it lies in."""
    import pikepdf

    node = page.obj
    for _ in range(_DEEPEST):
        if key in node:
            return node[key]
        node = node.get("/Parent")
        if not isinstance(node, pikepdf.Dictionary):
            break
    return None
