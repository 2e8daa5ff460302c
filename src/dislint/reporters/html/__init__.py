"""A self-contained HTML report: what was checked, the findings, and the document with each of them at its place.

PDFs are shown as their pages, which needs the extra ``html-report`` (pypdfium2 and Pillow); everything else, and PDFs
where the extra is absent, as running text with its tables. The file loads nothing from anywhere: its content security
policy allows its own images and styles and one script, known by its hash.
"""

from __future__ import annotations

import base64
import hashlib
import inspect
from collections import Counter
from collections.abc import Iterator
from html import escape
from importlib.resources import files
from itertools import chain
from pathlib import Path
from typing import IO, TYPE_CHECKING, NamedTuple

from dislint.reporters.html.words import WORDS, Words
from dislint.reporters.model import Run

if TYPE_CHECKING:
    from dislint.findings import Finding
    from dislint.linter.results import Result
    from dislint.reporters.html.pages import SheetOfPaper

_SEVERITIES = ("error", "warning", "info")
_AT_ONCE = 5
"""So many places that a finding refers to are listed at once; the others when asked for."""
_STATES = ("verified", "contradicted", "unchecked")


class HtmlReporter:
    """One HTML file for all results of a run."""

    name = "html"

    def part(self, result: Result, lang: str) -> Part:
        """The document as it is shown, but for the pictures of its pages."""
        return _part(result, lang)

    def write(self, run: Run, out: IO[str]) -> None:
        """Writes the file, page by page."""
        words = WORDS[run.lang]
        script, style = _asset("report.js"), _asset("report.css")
        out.write(_head(run, words, script, style))
        out.write('<main><aside id="list">')
        out.writelines(_tools(run, words))
        for number, result in enumerate(run.results):
            out.writelines(_list(run, words, number, result))
        out.write('</aside><div class="documents" id="documents">')
        for number, result in enumerate(run.results):
            out.writelines(_article(run, words, number, result))
        out.write("</div></main>")
        out.writelines(_rules(run, words))
        out.write(f"<script>{script}</script></body></html>\n")


def _asset(name: str) -> str:
    return files(__name__).joinpath(name).read_text(encoding="utf-8")


def safe(text: str) -> str:
    """Text as text: marked up characters escaped, control and direction characters shown as their codes."""
    from dislint.escaping import printable

    return escape(printable(text, frozenset("\n\t")))


def _head(run: Run, words: Words, script: str, style: str) -> str:
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    policy = (
        "default-src 'none'; base-uri 'none'; form-action 'none'; img-src data:; "
        f"style-src 'unsafe-inline'; script-src 'sha256-{digest}'"
    )
    counts = Counter(finding.severity.value for result in run.results for finding in result.findings)
    totals = "".join(f'<li class="{key}">{words[key]} <b>{counts[key]}</b></li>' for key in _SEVERITIES)
    return (
        f'<!DOCTYPE html>\n<html lang="{words["lang"]}"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>{words['title']}{_titled(run)}</title><style>{style}</style></head><body>"
        f'<a class="skip" href="#documents">{words["skip"]}</a>'
        f'<header class="top"><h1>{words["title"]}<small>dislint</small></h1>'
        f'<ul class="counts"><li>{words["files"]} <b>{len(run.results)}</b></li>{totals}</ul>'
        f"{''.join(_overview(run, words)) if len(run.results) > 1 else ''}</header>"
    )


def _titled(run: Run) -> str:
    return f" · {safe(Path(run.results[0].path).name)}" if len(run.results) == 1 else ""


def _overview(run: Run, words: Words) -> Iterator[str]:
    """The files with their counts, for a run over several."""
    heads = "".join(f"<th>{words[key]}</th>" for key in ("file", *_SEVERITIES))
    yield f'<table class="overview"><tr>{heads}</tr>'
    for number, result in enumerate(run.results):
        counts = Counter(finding.severity.value for finding in result.findings)
        cells = "".join(f"<td>{counts[key] or ''}</td>" for key in _SEVERITIES)
        yield f'<tr><td><a href="#d{number}">{safe(result.path)}</a></td>{cells}</tr>'
    yield "</table>"


def _tools(run: Run, words: Words) -> Iterator[str]:
    """What narrows the list down: severities, codes, words; and the way from one finding to the next."""
    codes = Counter(finding.code for result in run.results for finding in result.findings)
    yield f'<div class="tools"><fieldset class="severities" aria-label="{words["severity"]}">'
    for key in _SEVERITIES:
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


def _list(run: Run, words: Words, number: int, result: Result) -> Iterator[str]:
    yield f"<h2>{safe(Path(result.path).name)}</h2>"
    if not result.findings:
        yield f'<p class="none">{words["none"]}</p>'
        return
    yield "<ol>"
    for n, finding in enumerate(result.findings):
        yield _item(run, words, f"{number}-{n}", n, finding)
    yield "</ol>"


def _item(run: Run, words: Words, key: str, n: int, finding: Finding) -> str:
    severity, code = finding.severity.value, safe(finding.code)
    links = [
        f'<a class="related" href="#r{key}-{k}">→ {words.place(other.anchor)} {safe(run.message(other))}</a>'
        for k, other in enumerate(finding.related)
    ]
    related, more = "".join(links[:_AT_ONCE]), "".join(links[_AT_ONCE:])
    if more:
        told = words["more"].format(count=len(links) - _AT_ONCE)
        related += f'<details class="more"><summary>{told}</summary>{more}</details>'
    return (
        f'<li class="finding {severity}" id="i{key}" data-f="{key}" data-severity="{severity}" data-code="{code}">'
        f'<div class="meta"><span>{n + 1}</span><a href="#rule-{code}">{code}</a><span>{words[severity]}</span>'
        f'<span class="where">{words.place(finding.anchor)}</span></div>'
        f'<a class="message" href="#f{key}">{safe(run.message(finding))}</a>{related}</li>'
    )


class Part(NamedTuple):
    """A document as it is shown: its running text, or its pages. ``_NUMBER`` stands for its number among the documents."""

    flow: str = ""
    papers: tuple[SheetOfPaper, ...] = ()
    password: str = ""


_NUMBER = "\0"
"""No text that is shown has it: it is a control character."""


def _part(result: Result, lang: str) -> Part:
    from dislint.reporters.html.flow import flow
    from dislint.reporters.html.marks import marks_of
    from dislint.reporters.html.pages import sheets
    from dislint.reporters.pictures import can_draw

    document, words = result.document, WORDS[lang]
    if document is None:
        return Part()
    marks = marks_of(Run([result], lang=lang), words, _NUMBER, result, document)
    if document.layout.pages and can_draw() and Path(result.path).is_file():
        return Part(papers=sheets(words, document, marks), password=document.settings.password)
    return Part("".join(flow(document, marks)))


def _article(run: Run, words: Words, number: int, result: Result) -> Iterator[str]:
    """A document: its summary, then its pages or its text."""
    from dislint.reporters.html.pages import drawn

    yield f'<article id="d{number}">{_summary(words, result)}'
    part = run.part(result, HtmlReporter.name) or _part(result, run.lang)
    yield part.flow.replace(_NUMBER, str(number))
    for piece in drawn(Path(result.path), part.password, part.papers):
        yield piece.replace(_NUMBER, str(number))
    yield "</article>"


def _summary(words: Words, result: Result) -> str:
    summary = result.summary
    facts = (summary.entity, str(summary.year or ""), words.get(summary.kind, summary.kind))
    title = " ".join(fact for fact in facts if fact)
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


def _rules(run: Run, words: Words) -> Iterator[str]:
    """The manual's pages of the rules that reported."""
    reported = {finding.code for finding in chain.from_iterable(result.findings for result in run.results)}
    known = {rule.code: rule for rule in run.rules}
    if not reported:
        return
    yield f'<section class="rules"><h2>{words["rules"]}</h2>'
    for code in sorted(reported):
        rule = known.get(code)
        summary = ((rule.summary_en if run.lang == "en" else "") or rule.summary) if rule else ""
        page = inspect.cleandoc(rule.__doc__ or "") if rule else ""
        yield (
            f'<details id="rule-{safe(code)}"><summary><b>{safe(code)}</b> {safe(summary)}</summary>'
            f"<pre>{safe(page)}</pre></details>"
        )
    yield "</section>"
