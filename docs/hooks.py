"""What the site has besides the pages of this folder: pages made of the program's own data, and the rules in the navigation.

Chinese comes first in the navigation, English after it; a rule has a page in each.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape
from itertools import groupby
from typing import Any

import tomli
from mkdocs.structure.files import File, Files

from dislint.cli.manual import FAMILIES, markdown
from dislint.domain.tables import load_kinds
from dislint.plugins import load_plugins

_REGISTRY = load_plugins()
_RULES = sorted((rule for rule in _REGISTRY.rules if rule.__module__.startswith("dislint.rules")), key=lambda r: r.code)


def on_config(config: Any) -> Any:
    """Puts the rules into the navigation, by family."""
    _under(config.nav, "中文").append({"规则": [{"全部规则": "rules/README.md"}, *_families("rules", chinese=True)]})
    _under(config.nav, "English").append({"Rules": _families("en/rules", chinese=False)})
    return config


def on_files(files: Files, config: Any) -> Files:
    """Adds the pages that are made here."""
    pages = {f"en/rules/{rule.code}.md": markdown(rule, "en") for rule in _RULES}
    pages["reference/tables.md"] = _tables()
    pages["reference/terminals.md"] = _terminals()
    for name, content in pages.items():
        files.append(File.generated(config, name, content=content))
    return files


def _under(nav: list[Any], title: str) -> list[Any]:
    return next(entry[title] for entry in nav if isinstance(entry, dict) and title in entry)


def _families(folder: str, *, chinese: bool) -> list[Any]:
    return [
        {
            _family(letter, chinese): [
                {f"{r.code} {r.summary if chinese else r.summary_en}": f"{folder}/{r.code}.md"} for r in rules
            ]
        }
        for letter, rules in groupby(_RULES, key=lambda rule: rule.code[0])
    ]


def _family(letter: str, chinese: bool) -> str:
    """ "N5 The narrative's own arithmetic (说明中的算术)" in one language."""
    code, _, words = FAMILIES.get(letter, letter).partition(" ")
    english, _, own = words.rpartition(" (")
    return f"{code} {own.rstrip(')') if chinese else english}"


def _tables() -> str:
    """The kinds of tables with their titles and columns, as relations name them."""
    lines = [
        "# 表和栏 / Tables and columns",
        "勾稽关系里用左边的名字写表（`T05`），用“栏”一列的名字写栏；括号内是表头的其他写法。`dislint extract 报告 --structure` 显示一份报告读出的表、行和栏。",
        "What relations call tables and columns; in brackets, what else a head may say. `dislint extract REPORT --structure` shows those of a report.",
    ]
    for kind in load_kinds(_REGISTRY.tables):
        names: dict[str, list[str]] = {}
        for head, name in kind.columns.items():
            names.setdefault(name, []).append(head)
        lines.append(f"## {kind.kind} {kind.titles[0] if kind.titles else ''}")
        others = "、".join(kind.titles[1:])
        lines.append(f"也称：{others}" if others else "")
        lines.append("\n".join(f"- `{name}`{_also(name, heads)}" for name, heads in names.items()))
    return "\n\n".join(filter(None, lines)) + "\n"


def _also(name: str, heads: list[str]) -> str:
    others = [head for head in heads if head != name]
    return f"（{'、'.join(others)}）" if others else ""


def _terminals() -> str:
    """The terminals of the narrative's grammar and the expressions that stand for them."""
    return "\n\n".join(_terminal_parts()) + "\n"


def _terminal_parts() -> Iterator[str]:
    yield "# 语法的终结符 / Terminals of the grammar"
    yield '自己的词表在 `[words]` 下按这些名字补充正则表达式（`lexicon = ["词表.toml"]`）；文字先折叠：半角符号、没有空白。'
    yield "A lexicon of your own adds regular expressions to these under `[words]`; text is folded before: half-width signs, no white space."
    for file in _REGISTRY.lexicon:
        words = tomli.loads(file.read_text(encoding="utf-8")).get("words", {})
        if words:
            yield f"## {file.name}"
            yield from (_terminal(name, expressions) for name, expressions in words.items())


def _terminal(name: str, expressions: Iterable[str]) -> str:
    return f"`{name}`\n\n<pre><code>{escape(chr(10).join(expressions))}</code></pre>"
