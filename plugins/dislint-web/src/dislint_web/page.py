"""The HTML of the server: its front page, and what it puts at the head of a report's page."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from html import escape

from dislint import OVERVIEW_HEADS, Config, HtmlReporter, Text, printable
from dislint_web.tasks import OFFERED, Abilities, Kept
from dislint_web.words import words_of

_MARKED = {
    ".pdf": Text("标出问题的 PDF", "PDF with the findings marked"),
    ".docx": Text("加批注的 Word", "Word with comments"),
}
"""Files that can be given back with their findings marked."""


def front(config: Config, able: Abilities) -> str:
    """The front page; its script fills the table."""
    return "".join(_front(config, able))


def _front(config: Config, able: Abilities) -> Iterator[str]:
    words = {key: escape(word) for key, word in words_of(config.lang).items()}
    read, unread = (escape(",".join(some)) for some in (able.suffixes, able.unread))
    yield _head(config.lang, words["title"], ("base.css", "index.css", "front.css"))
    yield f'<body data-words="{_data(words_of(config.lang))}" data-read="{read}" data-unread="{unread}">'
    yield f'<a class="skip" href="#reports">{words["skip"]}</a>'
    yield f'<header class="top"><h1>{words["title"]}<small>dislint</small></h1><p>{words["local"]}</p></header><main>'
    yield f'<section id="drop" aria-label="{words["files"]}"><p>{words["drop"]}</p><div class="ways">'
    yield f'<label class="button">{words["files"]}<input type="file" id="files" multiple></label>'
    yield f'<label class="button plain">{words["folder"]}<input type="file" id="folder" webkitdirectory></label></div>'
    yield '</section><div id="state" hidden><progress aria-labelledby="told"></progress></div>'
    yield '<p id="told" role="status"></p><div id="notes" role="alert"></div>'
    yield from _bar(config, able, words)
    yield f'<table id="reports" tabindex="-1"><caption class="unseen">{words["reports"]}</caption><thead><tr>'
    yield f'<th scope="col" class="choose"><input type="checkbox" id="all" aria-label="{words["choose"]}"></th>'
    for key, head in OVERVIEW_HEADS.items():
        shown = words["state"] if key == "unread" else escape(head.of(config.lang))
        yield f'<th scope="col" class="{key}" data-key="{key}"><button type="button">{shown}</button></th>'
    yield f'<th scope="col" class="remove"><span class="unseen">{words["remove"]}</span></th></tr></thead><tbody></tbody></table>'
    yield f'<p id="none">{words["nothing"]}</p></main><script src="assets/front.js" type="module"></script></body></html>\n'


def _bar(config: Config, able: Abilities, words: Mapping[str, str]) -> Iterator[str]:
    """What narrows the table down, and what is done with the reports chosen, or with all."""
    yield f'<div class="bar"><input type="search" id="word" aria-label="{words["filter"]}" placeholder="{words["filter"]}">'
    yield f'<select id="which" aria-label="{words["show"]}">'
    yield from (f'<option value="{key}">{words[key]}</option>' for key in ("all", "wrong", "clean", "unread"))
    yield '</select><output id="shown"></output><div class="tools">'
    yield f'<a class="button plain" id="compare" hidden>{words["compare"]}</a>'
    for name, label in _offered(able, several=True):
        yield f'<a class="button plain" data-format="{name}" href="files/{name}">{words["take"]} {escape(label.of(config.lang))}</a>'
    yield "</div></div>"


def comparison(config: Config, shown: str, numbers: tuple[int, int], as_versions: bool) -> str:
    """The page of two reports held against each other."""
    words, (old, new) = words_of(config.lang), numbers
    ways = [(f"compare?old={new}&new={old}" + ("&versions=1" if as_versions else ""), words["swap"])]
    if not as_versions:
        ways.append((f"compare?old={old}&new={new}&versions=1", words["versions"]))
    links = "".join(f'<a class="button plain" href="{escape(href)}">{escape(word)}</a>' for href, word in ways)
    return (
        f'{_head(config.lang, escape(words["compare"]), ("base.css", "sheet.css", "tools.css"))}<body class="sheet">'
        f'<nav class="hosted" aria-label="dislint"><a href=".">‹ {escape(words["back"])}</a>'
        f'<div class="tools">{links}</div></nav><main>{shown}</main></body></html>\n'
    )


def trouble(config: Config, told: str) -> str:
    """A page that says what is wrong."""
    title = escape(words_of(config.lang)["title"])
    return (
        f'{_head(config.lang, title, ())}<body><main><h1>{title}</h1><p role="alert">{escape(printable(told))}</p>'
        f"</main></body></html>\n"
    )


def report_tools(config: Config, kept: Kept, able: Abilities) -> str:
    """The way back to the front page, the downloads, and the words of the script that accepts findings."""
    words = words_of(config.lang)
    links = []
    marked = _MARKED.get(kept.path.suffix.lower())
    if marked:
        links.append(("marked", marked.of(config.lang)))
    links += [(f"../../files/{name}?n={kept.number}", label.of(config.lang)) for name, label in _offered(able)]
    shown = "".join(f'<a class="button plain" href="{href}">{escape(label)}</a>' for href, label in links)
    note = words["baseline"].format(file=printable(config.baseline.name if config.baseline else ""))
    return (
        f'<nav class="hosted" data-words="{_data(words)}" aria-label="dislint"><a href="../../">‹ {escape(words["back"])}</a>'
        f'<div class="tools"><span>{escape(words["take"])}</span>{shown}</div><p id="note" role="status">{escape(note)}</p></nav>'
    )


def _offered(able: Abilities, several: bool = False) -> Iterator[tuple[str, Text]]:
    """The formats for download; one is of a single report."""
    return ((name, OFFERED[name]) for name in able.formats if not (several and name == HtmlReporter.name))


def _data(words: Mapping[str, str]) -> str:
    return escape(json.dumps(words, ensure_ascii=False))


def _head(lang: str, title: str, styles: tuple[str, ...]) -> str:
    links = "".join(f'<link rel="stylesheet" href="assets/{name}">' for name in styles)
    return (
        f'<!DOCTYPE html>\n<html lang="{"en" if lang == "en" else "zh-CN"}"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width,initial-scale=1"><title>{title}</title>'
        f'<link rel="icon" href="assets/icon.svg">{links}</head>'
    )
