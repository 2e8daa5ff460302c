"""Sheets as one HTML file that loads nothing and runs nothing."""

from __future__ import annotations

from collections.abc import Iterator

from dislint.reporters.html import safe
from dislint.reporters.sheets.model import Listing, Sheet, Table
from dislint.running.own import OWN_NAME

STYLE = """
:root{color-scheme:light dark;--line:#8885;--bad:#b3261e;--warn:#8a5a00;--good:#1b6e3c}
@media(prefers-color-scheme:dark){:root{--bad:#ff8a80;--warn:#ffc46b;--good:#7ddc9f}}
body{font:16px/1.6 system-ui,sans-serif;margin:0 auto;max-width:70rem;padding:1.5rem}
h1{font-size:1.4rem;margin:0}h2{font-size:1.1rem;margin:2rem 0 .5rem}.sub{margin:.2rem 0;opacity:.75;overflow-wrap:anywhere}
table{border-collapse:collapse;width:100%}th,td{border-bottom:1px solid var(--line);padding:.3rem .6rem;text-align:left;vertical-align:top}
thead th{position:sticky;top:0;background:Canvas}
.n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
.up .n:nth-last-child(-n+2),.error .t:nth-last-child(2),.error>b{color:var(--bad)}.down .n:nth-last-child(-n+2),.good .t:nth-last-child(2){color:var(--good)}
.warning .t:nth-last-child(2),.warning>b{color:var(--warn)}.scroll{overflow-x:auto}.i1{padding-left:2rem}.i2{padding-left:3.4rem}
ol,ul{padding-left:1.6rem}li{margin:.5rem 0}small{display:block;opacity:.85}.p{opacity:.8;overflow-wrap:anywhere}
@media print{body{max-width:none;padding:0}thead th{position:static}}
"""


def as_html(sheet: Sheet, lang: str) -> str:
    """The page."""
    policy = "default-src 'none'; base-uri 'none'; form-action 'none'; style-src 'unsafe-inline'"
    return (
        f'<!DOCTYPE html>\n<html lang="{"en" if lang == "en" else "zh-CN"}"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
        f'<meta name="generator" content="{OWN_NAME}"><meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>{safe(sheet.title)}</title><style>{STYLE}</style></head><body>{''.join(parts(sheet))}</body></html>\n"
    )


def parts(sheet: Sheet) -> Iterator[str]:
    """What stands on the page, piece by piece."""
    yield f'<h1>{safe(sheet.title)}</h1><p class="sub">{safe(sheet.subtitle)}</p>'
    for part in sheet.parts:
        if part.heading:
            yield f"<h2>{safe(part.heading)}</h2>"
        yield from _listing(part) if isinstance(part, Listing) else _table(part)
    if sheet.notes:
        notes = "".join(f"<li>{safe(note)}</li>" for note in sheet.notes)
        yield f"<h2>{safe(sheet.notes_heading)}</h2><ul>{notes}</ul>"


def _listing(part: Listing) -> Iterator[str]:
    yield "<ol>"
    for item in part.items:
        code = f"<b>{safe(item.code)}</b> {safe(item.mark)} " if item.code else ""
        below = "".join(f"<small>→ {safe(line)}</small>" for line in item.below)
        yield f'<li class="{safe(item.tone)}">{code}<span class="p">{safe(item.place)}</span><br>{safe(item.text)}{below}</li>'
    yield "</ol>"


def _table(part: Table) -> Iterator[str]:
    heads = "".join(_cell("th", at, part.words, head) for at, head in enumerate(part.heads))
    yield f'<div class="scroll" tabindex="0"><table>{_columns(part)}<thead><tr>{heads}</tr></thead><tbody>'
    for row in part.rows:
        cells = "".join(_cell("td", at, part.words, cell, row.indent) for at, cell in enumerate(row.cells))
        yield f'<tr class="{safe(row.tone)}">{cells}</tr>'
    yield "</tbody></table></div>"


def _columns(part: Table) -> str:
    """How wide the columns are beside one another."""
    share = sum(part.widths)
    columns = "".join(f'<col style="width:{100 * size / share:.1f}%">' for size in part.widths)
    return f"<colgroup>{columns}</colgroup>" if columns else ""


def _cell(tag: str, at: int, words: int, text: str, indent: int = 0) -> str:
    kind = "n" if at >= words else f"i{min(indent, 2)}" if at == 0 else "t"
    return f'<{tag} class="{kind}">{safe(text)}</{tag}>'
