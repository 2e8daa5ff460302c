"""The HTML report: every finding reachable, hostile text stays text, nothing is loaded."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest

from dislint.config import Config
from dislint.linter import lint_file
from dislint.reporters.html import HtmlReporter
from dislint.reporters.model import Run

HOSTILE = "<script>alert(1)</script>\"'&<img src=x onerror=alert(2)>"
TEXT = (
    f"青川县示例局\n\n2024年度部门决算\n\n第三部分 2024年度部门决算情况说明\n\n{HOSTILE}占位符XX没有换。\n\n草稿。。\n"
)


def report(path: Path, data: bytes | None = None, lang: str = "zh") -> str:
    out = io.StringIO()
    result = lint_file(path, Config(), data=data, keep=True)
    HtmlReporter().write(Run([result], lang=lang), out)
    return out.getvalue()


def reached(page: str) -> tuple[list[str], list[str]]:
    """Where links lead to, and which of these places are absent."""
    links = re.findall(r'href="#([^"]+)"', page)
    return links, [link for link in links if f'id="{link}"' not in page]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_hostile_text_stays_text(lang: str) -> None:
    page = report(Path("a<b>.txt"), TEXT.encode(), lang)
    assert page.count("<script>") == 1
    assert "<img" not in page
    assert "&lt;script&gt;alert(1)" in page
    assert "a&lt;b&gt;.txt" in page


def test_nothing_is_loaded() -> None:
    page = report(Path("a.txt"), TEXT.encode())
    assert "default-src 'none'" in page
    assert not re.search(r"https?://|@import|src=\"(?!data:)", page)


def test_findings_of_a_text_are_reached() -> None:
    page = report(Path("a.txt"), TEXT.encode())
    links, absent = reached(page)
    assert links
    assert not absent


@pytest.mark.parametrize("name", ["putuo-finance-2024-seeded.pdf"])
def test_a_real_report(corpus: Path, name: str) -> None:
    pytest.importorskip("PIL")
    pytest.importorskip("pypdfium2")
    page = report(corpus / name)
    links, absent = reached(page)
    assert len(links) >= 12
    assert not absent
    pages = page.split('<div class="page">')[1:]
    assert len(pages) == 26
    assert max(map(len, pages)) <= 150_000
    assert all('src="data:image/webp;base64,' in part for part in pages)
