"""A self-contained HTML report: the pages as images, every number marked by its verdict, findings as boxes.

The page images need the extra ``html-report`` (pypdfium2 and Pillow) and the PDF itself; documents without pages, and all
documents where the extra is absent, are shown as their lines of text. The file loads nothing from anywhere: its
content security policy allows its own images, styles and one script, known by its hash.
"""

from __future__ import annotations

import base64
import hashlib
import io
from collections import defaultdict
from collections.abc import Iterator, Mapping
from html import escape
from importlib.util import find_spec
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dislint.document import Document
    from dislint.findings import Finding
    from dislint.layout.model import Anchor, Box, Line
    from dislint.linter import Result
    from dislint.reporters.model import Run

_SCALE = 1.6
"""Pixels a point."""
_PAGE_BYTES = 90_000
"""What a page's image may weigh before base64, so that a page stays below 150 KB."""
_QUALITIES = (60, 40, 20)

_STYLE = """
:root{--error:#c62828;--warning:#b26a00;--info:#1565c0;--ok:#2e7d32}
*{box-sizing:border-box}body{margin:0;font:15px/1.5 system-ui,"Noto Sans CJK SC",sans-serif;color:#222;background:#eceff1}
header{padding:.6rem 1rem;background:#263238;color:#fff}header h1{font-size:1.05rem;margin:0}
main{display:grid;grid-template-columns:minmax(18rem,26rem) 1fr}
aside{position:sticky;top:0;height:100vh;overflow:auto;background:#fff;padding:.6rem;border-right:1px solid #cfd8dc}
aside label{margin-right:.7rem;white-space:nowrap}input[type=search]{width:100%;padding:.4rem;margin:.4rem 0;font:inherit}
ol{list-style:none;margin:0;padding:0}li{border-left:4px solid;padding:.3rem .5rem;margin:.4rem 0;background:#fafafa;overflow-wrap:anywhere}
li.error{border-color:var(--error)}li.warning{border-color:var(--warning)}li.info{border-color:var(--info)}
li a{color:inherit;text-decoration:none;display:block}li a.related{font-size:.87em;color:#455a64;padding-left:1em}
li a:hover,li a:focus{text-decoration:underline}code{font-weight:600}
.pages{padding:1rem;min-width:0}h2{font-size:1rem;overflow-wrap:anywhere}
.page{position:relative;margin:0 auto 1rem;max-width:60rem;background:#fff;box-shadow:0 1px 4px #0005}
.page img{display:block;width:100%;height:auto}.page b,.page i{position:absolute;display:block}
i{border-bottom:2px solid}i.verified{border-color:#2e7d3299}i.contradicted{border-color:var(--error)}i.unchecked{border-color:#9e9e9e88}
b.error{outline:2px solid var(--error);background:#c6282822}b.warning{outline:2px solid var(--warning);background:#b26a0022}
b.info{outline:1px solid var(--info);background:#1565c018}b.related{outline:1px dashed #6a1b9a}
b:target,p:target{outline:4px solid #ff6f00;background:#ffeb3b66}b,p{scroll-margin:30vh 1rem}
.text p{margin:0;padding:0 .6rem;overflow-wrap:anywhere}.text p.found{background:#fff3e0}.text span{color:#90a4ae;margin-right:.6rem}
@media(max-width:50rem){main{display:block}aside{position:static;height:auto;max-height:60vh;border:0}.pages{padding:.3rem}}
@media print{body{background:#fff}aside{position:static;height:auto}main{display:block}.page{break-inside:avoid;box-shadow:none;width:16cm;max-width:100%}input,.filters{display:none}}
"""
_SCRIPT = """
const items=[...document.querySelectorAll('li')],boxes=[...document.querySelectorAll('.filters input')],
word=document.querySelector('input[type=search]');
function show(){const on=new Set(boxes.filter(b=>b.checked).map(b=>b.value)),w=word.value.trim().toLowerCase();
for(const li of items)li.hidden=!on.has(li.className)||!li.textContent.toLowerCase().includes(w)}
boxes.forEach(b=>b.addEventListener('change',show));word.addEventListener('input',show);
"""
_WORDS = {
    "zh": ("核对报告", "错误", "警告", "提示", "按编号或文字筛选", "未发现问题"),
    "en": ("Report", "errors", "warnings", "notes", "filter by code or words", "no findings"),
}
_Marks = Mapping[int, list[str]]


class HtmlReporter:
    """One HTML file for all results of a run."""

    name = "html"
    needs_document = True

    def write(self, run: Run, out: IO[str]) -> None:
        """Writes the file, page by page."""
        title, error, warning, info, hint, _ = _WORDS["en" if run.lang == "en" else "zh"]
        digest = base64.b64encode(hashlib.sha256(_SCRIPT.encode()).digest()).decode()
        policy = f"default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src 'sha256-{digest}'"
        out.write(
            f'<!DOCTYPE html>\n<html lang="{"en" if run.lang == "en" else "zh-CN"}"><head><meta charset="utf-8">'
            f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
            '<meta name="viewport" content="width=device-width,initial-scale=1">'
            f"<title>dislint {title}</title><style>{_STYLE}</style></head><body>"
            f"<header><h1>dislint {title}</h1></header><main><aside><div class=filters>"
        )
        for value, label in (("error", error), ("warning", warning), ("info", info)):
            out.write(f'<label><input type=checkbox checked value="{value}"> {label}</label>')
        out.write(f'</div><input type=search aria-label="{hint}" placeholder="{hint}">')
        for number, result in enumerate(run.results):
            out.write(f"<h2>{_safe(Path(result.path).name)}</h2><ol>{''.join(_items(run, number, result))}</ol>")
        out.write("</aside><div class=pages>")
        for number, result in enumerate(run.results):
            out.write(f"<h2>{_safe(result.path)}</h2>")
            if result.document is not None:
                out.writelines(_pages(run, number, result, result.document))
        out.write(f"</div></main><script>{_SCRIPT}</script></body></html>\n")


def _safe(text: str) -> str:
    """Text as text: marked up characters escaped, control characters gone."""
    return escape("".join(char for char in text if char.isprintable() or char in "\n\t"))


def _place(anchor: Anchor) -> str:
    return f"{anchor.page}:{anchor.line}" if anchor.page is not None else str(anchor.line)


def _items(run: Run, number: int, result: Result) -> Iterator[str]:
    if not result.findings:
        yield f"<p>{_WORDS['en' if run.lang == 'en' else 'zh'][-1]}</p>"
    for n, finding in enumerate(result.findings):
        yield (
            f'<li class="{finding.severity.value}"><a href="#f{number}-{n}"><code>{_safe(finding.code)}</code> '
            f"{_place(finding.anchor)} {_safe(run.message(finding))}</a>"
        )
        for k, related in enumerate(finding.related):
            message = _safe(run.message(related))
            yield f'<a class="related" href="#r{number}-{n}-{k}">→ {_place(related.anchor)} {message}</a>'
        yield "</li>"


def _pages(run: Run, number: int, result: Result, document: Document) -> Iterator[str]:
    images = _images(Path(result.path)) if document.layout.pages else None
    if images is None:
        yield from _text(number, result, document)
        return
    marks = _marks(run, number, result, document)
    for info, image in zip(document.layout.pages, images, strict=False):
        yield f'<div class="page"><img alt="{info.number}" src="data:image/webp;base64,{image}">'
        yield from marks.get(info.number, [])
        yield "</div>"


def _images(path: Path) -> Iterator[str] | None:
    """The pages as base64 WebP images; None where the file cannot be drawn."""
    if find_spec("PIL") is None or find_spec("pypdfium2") is None:
        return None
    import pypdfium2

    try:
        source = pypdfium2.PdfDocument(path)
    except (pypdfium2.PdfiumError, OSError):
        return None
    return (_image(page) for page in source)


def _image(page: Any) -> str:
    width, height = page.get_size()
    # A page as large as a poster is drawn smaller.
    picture = page.render(scale=min(_SCALE, 2000 / max(width, height, 1))).to_pil().convert("RGB")
    for quality in _QUALITIES:
        buffer = io.BytesIO()
        picture.save(buffer, "WEBP", quality=quality, method=2)
        if buffer.tell() <= _PAGE_BYTES:
            break
    return base64.b64encode(buffer.getvalue()).decode()


def _marks(run: Run, number: int, result: Result, document: Document) -> _Marks:
    """The boxes on each page: verdicts, then places that findings refer to, then findings."""
    sizes = {info.number: (info.width, info.height) for info in document.layout.pages}
    marks: dict[int, list[str]] = defaultdict(list)
    from dislint.layout.model import Box

    def mark(tag: str, kind: str, anchor: Anchor, title: str, name: str) -> None:
        # Words without a place stand at the head of their page.
        head = ((anchor.page or document.layout.pages[0].number, Box(0, 0, 9, 9)),) if name else ()
        for at, (page, box) in enumerate(anchor.boxes or head):
            identity = f' id="{name}"' if name and at == 0 else ""
            style = _style(box, *sizes.get(page, (1.0, 1.0)))
            marks[page].append(f'<{tag}{identity} class="{kind}" style="{style}" title="{_safe(title)}"></{tag}>')

    for verdict in document.verdicts:
        mark("i", verdict.state.value, verdict.mention.anchor, verdict.reason, "")
    for n, finding in enumerate(result.findings):
        for k, related in enumerate(finding.related):
            mark("b", "related", related.anchor, run.message(related), f"r{number}-{n}-{k}")
    for n, finding in enumerate(result.findings):
        title = f"{finding.code} {run.message(finding)}"
        mark("b", finding.severity.value, finding.anchor, title, f"f{number}-{n}")
    return marks


def _style(box: Box, width: float, height: float) -> str:
    left, top = 100 * box.x0 / width, 100 * box.y0 / height
    across, down = 100 * (box.x1 - box.x0) / width, 100 * (box.y1 - box.y0) / height
    return f"left:{left:.2f}%;top:{top:.2f}%;width:{across:.2f}%;height:{down:.2f}%"


def _text(number: int, result: Result, document: Document) -> Iterator[str]:
    """The lines of a document that cannot be drawn; targets of findings stand before the line they point at."""
    targets: dict[tuple[int | None, int], list[str]] = defaultdict(list)
    for n, finding in enumerate(result.findings):
        for name, anchor in _targets(number, n, finding):
            targets[anchor.page, anchor.line].append(name)
    yield '<div class="page text">'
    for line in _lines(document):
        names = targets.pop((line.page, line.number), [])
        found = ' class="found"' if names else ""
        yield "".join(f'<b id="{name}" style="position:static"></b>' for name in names)
        yield f"<p{found}><span>{line.number}</span>{_safe(line.text)}</p>"
    yield "</div>"


def _targets(number: int, n: int, finding: Finding) -> Iterator[tuple[str, Anchor]]:
    yield f"f{number}-{n}", finding.anchor
    for k, related in enumerate(finding.related):
        yield f"r{number}-{n}-{k}", related.anchor


def _lines(document: Document) -> Iterator[Line]:
    from dislint.layout.model import Grid
    from dislint.layout.show import cells_once

    for block in document.layout.blocks:
        for passage in [cell.passage for cell in cells_once(block)] if isinstance(block, Grid) else [block]:
            yield from passage.lines
