"""Self-contained HTML: a report's findings, and the report itself with each of them at its place; for several reports an index.

PDFs are shown as their pages, which needs the extra ``html-report`` (pypdfium2 and Pillow); everything else, and PDFs
where the extra is absent, as running text with its tables. A file loads nothing from anywhere: its content security
policy allows its own images and styles and one script, known by its hash. Several reports are a file each in a folder
beside the index, which browsers and file managers take for its own (``report.html``, ``report_files``).
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from html import escape
from importlib.resources import files
from itertools import chain
from pathlib import Path
from typing import IO, TYPE_CHECKING, NamedTuple
from urllib.parse import quote

from dislint.files import written_text
from dislint.language import SpokenError
from dislint.reporters.html.words import WORDS, Words
from dislint.reporters.model import Run
from dislint.reporters.overview import row_of
from dislint.rule.rules import documentation
from dislint.running.own import OWN_NAME, is_own

if TYPE_CHECKING:
    from dislint.findings import Finding, Related
    from dislint.linter.results import Result
    from dislint.reporters.html.pages import SheetOfPaper

SEVERITIES = ("error", "warning", "info")
_AT_ONCE = 5
"""So many places that a finding refers to are listed at once; the others when asked for."""
_STATES = ("verified", "contradicted", "unchecked")
_LONGEST = 60
"""Letters of a report's name in that of its file."""


class HtmlReporter:
    """One HTML file for a report; an index and a file each for several."""

    name = "html"
    streams = True
    on_standard_output = 1

    def part(self, result: Result, lang: str) -> Part:
        """The document as it is shown, but for the pictures of its pages."""
        return _part(result, lang, Path(result.path).is_file())

    def hosted_part(self, result: Result, lang: str) -> Part:
        """The same for a server, which has the pictures wherever the file is."""
        return _part(result, lang, True)

    @staticmethod
    def asset(name: str) -> str:
        """A style sheet or a script of the pages, for a server: base.css, index.css, report.css, report.js."""
        return asset(name)

    def hosted(self, run: Run, result: Result, host: Host) -> Iterator[str]:
        """The page of a report, piece by piece, for a server: nothing in it is a script, a style sheet or a picture."""
        return _page(run, result, host=host)

    def write(self, run: Run, out: IO[str]) -> None:
        """Writes the page of the one report that the run is over."""
        results = list(run.results)
        if len(results) != 1:
            raise SpokenError(
                "多份报告的 HTML 要写入文件：--output html=文件",
                "the HTML of several reports needs a file: --output html=FILE",
            )
        out.writelines(_page(run, results[0]))

    def save(self, run: Run, file: Path) -> None:
        """Writes the file: the page of the one report, or the index of several beside the folder of their pages.

        Raises OSError, and SpokenError where the name of a page is that of a file that is none of ours.
        """
        from dislint.reporters.html.index import index

        results = iter(run.results)
        first, second = next(results, None), next(results, None)
        if first is not None and second is None:
            with written_text(file) as out:
                out.writelines(_page(run, first))
            return
        given = filter(None, (first, second))
        folder, rows = file.with_name(f"{file.stem}_files"), []
        for number, result in enumerate(chain(given, results), 1):
            page = folder / f"{number:03}-{_file_name(result.path)}.html"
            if page.exists() and not is_own(page):
                raise SpokenError(
                    f"{page} 不是 dislint 写的，不能覆盖", f"{page} would be written over and is not dislint's"
                )
            folder.mkdir(exist_ok=True)
            with written_text(page) as out:
                out.writelines(_page(run, result, f"../{quote(file.name, errors='replace')}"))
            rows.append((row_of(result), quote(f"{folder.name}/{page.name}", errors="replace")))
        with written_text(file) as out:
            out.writelines(index(rows, run.lang))


def _file_name(path: str) -> str:
    return re.sub(r"[^\w-]+", "_", Path(path).stem)[:_LONGEST] or "_"


class Host(NamedTuple):
    """Where a server has what a page carries in itself else: the addresses of its icon, its styles and scripts, that of
    the picture of a page ("{page}"); and what it puts at the head of the page (HTML)."""

    icon: str
    styles: Sequence[str]
    scripts: Sequence[str]
    picture: str
    before: str


def _page(run: Run, result: Result, index: str = "", host: Host | None = None) -> Iterator[str]:
    """The page of a report, piece by piece; ``index`` is the address of the page that leads to it."""
    words = WORDS[run.lang]
    script = asset("report.js")
    title = f"{words['title']} · {safe(Path(result.path).name)}"
    counts = Counter(finding.severity.value for finding in result.findings)
    totals = "".join(f'<li class="{key}">{words[key]} <b>{counts[key]}</b></li>' for key in SEVERITIES)
    yield (
        _hosted_head(words, title, host)
        if host
        else head(words, title, asset("base.css") + asset("report.css"), script)
    )
    yield f'<a class="skip" href="#documents">{words["skip"]}</a>{host.before if host else ""}'
    yield f'<header class="top"><h1>{words["title"]}<small>dislint</small></h1><ul class="counts">'
    yield (f'<li><a href="{index}">‹ {words["overview"]}</a></li>' if index else "") + totals + "</ul></header>"
    yield '<main><aside id="list">'
    yield from _tools(result.findings, words)
    yield from _list(run, words, result)
    yield '</aside><div class="documents" id="documents">'
    yield from _article(run, words, result, host)
    yield "</div></main>"
    yield from _rules(run, words, result)
    yield "</body></html>\n" if host else f"<script>{script}</script></body></html>\n"


def asset(name: str) -> str:
    """A style or a script of the package."""
    return files(__name__).joinpath(name).read_text(encoding="utf-8")


def safe(text: str) -> str:
    """Text as text: marked up characters escaped, control and direction characters shown as their codes."""
    from dislint.escaping import printable

    return escape(printable(text, frozenset("\n\t")))


def head(words: Words, title: str, style: str, script: str) -> str:
    """The beginning of a page, up to its body; ``title`` is marked up already."""
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    policy = (
        "default-src 'none'; base-uri 'none'; form-action 'none'; img-src data:; "
        f"style-src 'unsafe-inline'; script-src 'sha256-{digest}'"
    )
    return (
        f'<!DOCTYPE html>\n<html lang="{words["lang"]}"><head><meta charset="utf-8"><meta name="generator" content="{OWN_NAME}">'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>{title}</title><style>{style}</style></head><body>"
    )


def _hosted_head(words: Words, title: str, host: Host) -> str:
    styles = "".join(f'<link rel="stylesheet" href="{escape(address)}">' for address in host.styles)
    scripts = "".join(f'<script src="{escape(address)}" type="module"></script>' for address in host.scripts)
    return (
        f'<!DOCTYPE html>\n<html lang="{words["lang"]}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f'<title>{title}</title><link rel="icon" href="{escape(host.icon)}">{styles}{scripts}</head><body>'
    )


def _tools(findings: Sequence[Finding], words: Words) -> Iterator[str]:
    """What narrows the list down: severities, codes, words; and the way from one finding to the next."""
    codes = Counter(finding.code for finding in findings)
    yield f'<div class="tools"><fieldset class="severities" aria-label="{words["severity"]}">'
    for key in SEVERITIES:
        yield f'<label class="{key}"><input type="checkbox" checked value="{key}"> {words[key]}</label> '
    yield f'</fieldset><div class="fields"><select aria-label="{words["code"]}"><option value="">{words["all"]}</option>'
    for code, count in sorted(codes.items()):
        yield f'<option value="{safe(code)}">{safe(code)} ({count})</option>'
    yield (
        f'</select><input type="search" aria-label="{words["search"]}" placeholder="{words["search"]}"></div>'
        f'<div class="bar"><p></p><output aria-live="polite"></output>'
        f'<button value="-1" title="k" aria-label="{words["previous"]}">‹</button>'
        f'<button value="1" title="j" aria-label="{words["next"]}">›</button>'
        f'<a class="back" href="#list">{words["back"]}</a></div></div>'
    )


def _list(run: Run, words: Words, result: Result) -> Iterator[str]:
    yield f"<h2>{safe(Path(result.path).name)}</h2>"
    if not result.findings:
        yield f'<p class="none">{words["none"]}</p>'
        return
    yield "<ol>"
    for n, finding in enumerate(result.findings):
        yield _item(run, words, n, finding)
    yield "</ol>"


def _item(run: Run, words: Words, n: int, finding: Finding) -> str:
    severity, code = finding.severity.value, safe(finding.code)
    links = [_link(run, words, f"{n}-{k}", other) for k, other in enumerate(finding.related)]
    related, more = "".join(links[:_AT_ONCE]), "".join(links[_AT_ONCE:])
    if more:
        told = words["more"].format(count=len(links) - _AT_ONCE)
        related += f'<details class="more"><summary>{told}</summary>{more}</details>'
    return (
        f'<li class="finding {severity}" id="i{n}" data-f="{n}" data-severity="{severity}" data-code="{code}" '
        f'data-fingerprint="{finding.fingerprint}">'
        f'<div class="meta"><span>{n + 1}</span><a href="#rule-{code}">{code}</a><span>{words[severity]}</span>'
        f'<span class="where">{words.place(finding.anchor)}</span></div>'
        f'<a class="message" href="#f{n}">{safe(run.message(finding))}</a>{related}</li>'
    )


def _link(run: Run, words: Words, key: str, other: Related) -> str:
    """A place that a finding refers to; one in another file is named, there is nothing to go to."""
    place, told = words.place(other.anchor), safe(run.message(other))
    if other.path:
        return f'<span class="related">→ {safe(Path(other.path).name)} {place} {told}</span>'
    return f'<a class="related" href="#r{key}">→ {place} {told}</a>'


class Part(NamedTuple):
    """A document as it is shown: its running text, or its pages."""

    flow: str = ""
    papers: tuple[SheetOfPaper, ...] = ()
    password: str = ""


def _part(result: Result, lang: str, has_pictures: bool) -> Part:
    from dislint.reporters.html.flow import flow
    from dislint.reporters.html.marks import marks_of
    from dislint.reporters.html.pages import sheets
    from dislint.reporters.pictures import can_draw

    document, words = result.document, WORDS[lang]
    if document is None:
        return Part()
    marks = marks_of(Run([result], lang=lang), words, result, document)
    if document.layout.pages and can_draw() and has_pictures:
        return Part(papers=sheets(words, document, marks), password=document.settings.password)
    return Part("".join(flow(document, marks)))


def _article(run: Run, words: Words, result: Result, host: Host | None) -> Iterator[str]:
    """A document: its summary, then its pages or its text."""
    from dislint.reporters.html.pages import drawn, linked

    yield f"<article>{_summary(run.lang, words, result)}"
    part = run.part(result, HtmlReporter.name) or _part(result, run.lang, Path(result.path).is_file())
    yield part.flow
    yield from linked(host.picture, part.papers) if host else drawn(Path(result.path), part.password, part.papers)
    yield "</article>"


def _summary(lang: str, words: Words, result: Result) -> str:
    summary, shown = result.summary, row_of(result).texts(lang)
    title = " ".join(filter(None, (shown["entity"], shown["year"], shown["kind"])))
    pages = f" · {summary.pages} {words['pages']}" if summary.pages else ""
    numbers = [(state, getattr(summary, state)) for state in _STATES]
    whole = sum(count for _, count in numbers)
    legend = share = ""
    if whole:
        shares = "".join(f'<span class="{s}" style="width:{100 * count / whole:.2f}%"></span>' for s, count in numbers)
        share = f'<div class="share" aria-hidden="true">{shares}</div>'
        told = "".join(f'<li><i class="{s}">{words[s]}</i> <b>{count}</b></li>' for s, count in numbers)
        legend = f'<ul class="legend"><li>{words["numbers"]} <b>{whole}</b></li>{told}</ul>'
    return (
        f"<header><h2>{safe(title)}</h2>"
        f'<p class="file">{safe(Path(result.path).name)}{pages}</p>{legend}{share}</header>'
    )


def _rules(run: Run, words: Words, result: Result) -> Iterator[str]:
    """The manual's pages of the rules that reported."""
    reported = {finding.code for finding in result.findings}
    known = {rule.code: rule for rule in run.rules}
    if not reported:
        return
    yield f'<section class="rules"><h2>{words["rules"]}</h2>'
    for code in sorted(reported):
        rule = known.get(code)
        summary = run.rule_name(code)
        page = documentation(rule, run.lang) if rule else ""
        yield (
            f'<details id="rule-{safe(code)}"><summary><b>{safe(code)}</b> {safe(summary)}</summary>'
            f"<pre>{safe(page)}</pre></details>"
        )
    yield "</section>"
