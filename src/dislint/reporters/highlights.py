"""A PDF with its findings as highlight annotations, for any PDF viewer."""

from __future__ import annotations

import io
from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from dislint.blocks import Anchor, Box
from dislint.findings import Finding
from dislint.reporters.notes import NotAnnotatedError, note_lines
from dislint.running.own import PDF_END

_COLOURS = {"error": (1.0, 0.55, 0.55), "warning": (1.0, 0.85, 0.4), "info": (0.6, 0.8, 1.0)}
_LETTER = (0.0, 0.0, 612.0, 792.0)
"""The size of a page that states none."""
_DEEPEST = 100


def highlighted(data: bytes, findings: Sequence[Finding], english: bool, password: str) -> Iterator[tuple[bytes, int]]:
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
    yield out.getvalue().rstrip(b"\n") + b"\n" + PDF_END, count


class _Notes:
    """The notes put on the pages of a document."""

    def __init__(self, document: Any) -> None:
        self._document = document
        self._pages = list(document.pages)
        self._own: set[int] = set()
        """The pages whose list of annotations is no other page's."""

    def write(self, finding: Finding, english: bool) -> int:
        """Writes the notes of a finding, one for each place and page; returns how many."""
        note = "\n".join(note_lines(finding, english, paged=True))
        return sum(self._write(anchor, note, finding.severity.value) for anchor in (finding.anchor, *finding.also))

    def _write(self, anchor: Anchor, note: str, severity: str) -> int:
        boxes: dict[int, list[Box]] = defaultdict(list)
        for page, box in anchor.boxes:
            if 1 <= page <= len(self._pages):
                boxes[page].append(box)
        for number, found in boxes.items():
            quads = [quad for box in found for quad in _quad(self._pages[number - 1], box)]
            self._attach(number, _annotation(self._document, "/Highlight", quads, note, severity))
        if not boxes and self._pages:
            number = max(min((anchor.page or 1), len(self._pages)), 1)
            corner = _quad(self._pages[number - 1], Box(10, 10, 30, 30))
            self._attach(number, _annotation(self._document, "/Text", corner, note, severity))
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
