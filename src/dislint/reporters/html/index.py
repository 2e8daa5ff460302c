"""The index of several reports: the overview as a table, each row leading to the report's own page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from dislint.reporters.html import asset, head, safe
from dislint.reporters.html.words import WORDS
from dislint.reporters.overview import HEADS, Row


def index(rows: Sequence[tuple[Row, str]], lang: str) -> Iterator[str]:
    """The page, piece by piece, from the rows and the addresses that they lead to."""
    words, script = WORDS[lang], asset("index.js")
    counts = Counter({"error": sum(row.errors for row, _ in rows), "warning": sum(row.warnings for row, _ in rows)})
    totals = "".join(f'<li class="{key}">{words[key]} <b>{count}</b></li>' for key, count in counts.items())
    yield head(words, words["title"], asset("base.css") + asset("index.css"), script)
    yield f'<header class="top"><h1>{words["title"]}<small>dislint</small></h1>'
    yield f'<ul class="counts"><li>{words["files"]} <b>{len(rows)}</b></li>{totals}</ul></header><main>'
    yield f'<input type="search" aria-label="{words["search"]}" placeholder="{words["search"]}"><table><thead><tr>'
    for key, words_of_head in HEADS.items():
        yield f'<th scope="col" class="{key}"><button>{words_of_head.of(lang)}</button></th>'
    yield "</tr></thead><tbody>"
    for row, address in rows:
        yield _row(row, address, lang)
    yield f"</tbody></table></main><script>{script}</script></body></html>\n"


def _row(row: Row, address: str, lang: str) -> str:
    """A row; what leads to the page is the report's body, or its file's name where that is not known."""
    texts = {key: safe(text) for key, text in row.texts(lang).items()}
    led = "entity" if texts["entity"] else "path"
    texts[led] = f'<a href="{safe(address)}">{texts[led]}</a>'
    cells = (
        f'<td class="{key}{" zero" if text == "0" else ""}" data-head="{HEADS[key].of(lang)}">{text}</td>'
        for key, text in texts.items()
    )
    return f"<tr>{''.join(cells)}</tr>\n"
