"""OFD packages for tests: parts as given, or the pages of another document written as OFD."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby, pairwise
from xml.sax.saxutils import escape

from dislint import Glyph, Sheet

NAMESPACE = 'xmlns:ofd="http://www.ofdspec.org/2016"'
MM = 25.4 / 72


def package(parts: Mapping[str, str]) -> bytes:
    """A zip archive of parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, content in parts.items():
            archive.writestr(path, content)
    return out.getvalue()


def document(
    pages: Sequence[str], common: str = "", more: str = "", parts: Mapping[str, str] | None = None, page: str = ""
) -> bytes:
    """A package whose pages have the given objects in one layer; ``page`` stands before each page's content."""
    listed = "".join(f'<ofd:Page ID="{n}" BaseLoc="Pages/Page_{n}/Content.xml"/>' for n in range(len(pages)))
    box = "<ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea>"
    return package(
        {
            "OFD.xml": f"<ofd:OFD {NAMESPACE}><ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
            "Doc_0/Document.xml": f"<ofd:Document {NAMESPACE}><ofd:CommonData>{box}{common}</ofd:CommonData>"
            f"<ofd:Pages>{listed}</ofd:Pages>{more}</ofd:Document>",
            **{
                f"Doc_0/Pages/Page_{n}/Content.xml": f"<ofd:Page {NAMESPACE}>{page}<ofd:Content><ofd:Layer>{content}</ofd:Layer></ofd:Content></ofd:Page>"
                for n, content in enumerate(pages)
            },
            **(parts or {}),
        }
    )


def text(words: str, x: float, y: float, size: float = 4.0, more: str = "", code: str = "") -> str:
    """A text object with its baseline at y, in millimetres."""
    return (
        f'<ofd:TextObject Boundary="0 0 210 297" Font="1" Size="{size}" {more}>'
        f'<ofd:TextCode X="{x}" Y="{y}" {code}>{escape(words)}</ofd:TextCode></ofd:TextObject>'
    )


def rewritten(sheets: Iterable[Sheet]) -> bytes:
    """The pages of another document as an OFD package: each page states its own size."""
    parts: dict[str, str] = {}
    listed = []
    for sheet in sheets:
        path = f"Pages/Page_{sheet.number}/Content.xml"
        listed.append(f'<ofd:Page ID="{sheet.number}" BaseLoc="{path}"/>')
        area = f"<ofd:Area><ofd:PhysicalBox>0 0 {sheet.width * MM} {sheet.height * MM}</ofd:PhysicalBox></ofd:Area>"
        objects = "".join([*_fills(sheet), *_rulings(sheet), *_texts(sheet)])
        parts[f"Doc_0/{path}"] = (
            f"<ofd:Page {NAMESPACE}>{area}<ofd:Content><ofd:Layer>{objects}</ofd:Layer></ofd:Content></ofd:Page>"
        )
    parts["OFD.xml"] = (
        f"<ofd:OFD {NAMESPACE}><ofd:DocBody><ofd:DocRoot>/Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>"
    )
    parts["Doc_0/Document.xml"] = f"<ofd:Document {NAMESPACE}><ofd:Pages>{''.join(listed)}</ofd:Pages></ofd:Document>"
    return package(parts)


def _texts(sheet: Sheet) -> Iterator[str]:
    for (y1, size, upright), line in groupby(sheet.glyphs, lambda g: (round(g.y1, 3), round(g.size, 3), g.upright)):
        glyphs = [*line]
        yield _run(glyphs, (y1 - 0.12 * size) * MM, size * MM) if upright else "".join(map(_turned, glyphs))


def _run(glyphs: list[Glyph], baseline: float, size: float) -> str:
    steps = " ".join(str((b.x0 - a.x0) * MM) for a, b in pairwise(glyphs))
    last = f"{steps} {(glyphs[-1].x1 - glyphs[-1].x0) * MM}".strip()
    return text("".join(g.text[:1] for g in glyphs), glyphs[0].x0 * MM, baseline, size, code=f'DeltaX="{last}"')


def _turned(glyph: Glyph) -> str:
    return text(glyph.text[:1], 0, 0, glyph.size * MM, f'CTM="0.7 0.7 -0.7 0.7 {glyph.x0 * MM} {glyph.y1 * MM}"')


def _rulings(sheet: Sheet) -> Iterator[str]:
    for x0, y0, x1, y1 in sheet.rulings:
        yield _path(f"M {x0 * MM} {y0 * MM} L {x1 * MM} {y1 * MM}", "")


def _fills(sheet: Sheet) -> Iterator[str]:
    for box in sheet.fills:
        x0, y0, x1, y1 = (value * MM for value in box)
        yield _path(f"M {x0} {y0} L {x1} {y0} L {x1} {y1} L {x0} {y1} C", 'Stroke="false" Fill="true"')


def _path(data: str, more: str) -> str:
    return (
        f'<ofd:PathObject Boundary="0 0 0 0" {more}><ofd:AbbreviatedData>{data}</ofd:AbbreviatedData></ofd:PathObject>'
    )
