"""The HTML report: every finding reachable, hostile text stays text, nothing is loaded."""

from __future__ import annotations

import io
import random
import re
from collections.abc import Callable
from dataclasses import replace
from html import unescape
from pathlib import Path

import pytest

from dislint.config.configuration import Config
from dislint.linter.linter import Linter
from dislint.plugins import load_plugins
from dislint.reporters.html import Host, HtmlReporter
from dislint.reporters.html.pages import PAGE_BYTES, page_picture
from dislint.reporters.model import Run
from dislint.reporters.pictures import PicturesError
from dislint.testing.accounts import make_accounts
from dislint.testing.injection import inject
from dislint.testing.report import Report
from dislint.testing.variants import VARIANTS
from dislint.testing.wordings import make_report
from dislint.testing.writers import write_html, write_pdf, write_text

HOSTILE = "<script>alert(1)</script>\"'&<img src=x onerror=alert(2)>"
TEXT = (
    f"青川县示例局\n\n2024年度部门决算\n\n第三部分 2024年度部门决算情况说明\n\n{HOSTILE}占位符XX没有换。\n\n草稿。。\n"
)


def report(path: Path, data: bytes | None = None, lang: str = "zh") -> str:
    out = io.StringIO()
    result = Linter(Config()).lint(path, data=data, keep=True)
    HtmlReporter().write(Run([result], lang=lang), out)
    return out.getvalue()


def shown(page: str) -> str:
    """The text of a page, without its elements."""
    body = page.partition("<body>")[2].partition("<script>")[0]
    return unescape(re.sub(r"<[^>]*>", "", body))


def reached(page: str) -> tuple[list[str], list[str]]:
    """Where links lead to, and which of these places are absent."""
    links = re.findall(r'href="#([^"]+)"', page)
    return links, [link for link in links if f'id="{link}"' not in page]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_hostile_text_stays_text(lang: str) -> None:
    page = report(Path("a<b>.txt"), TEXT.encode(), lang)
    assert page.count("<script>") == 1
    assert "<img" not in page
    assert HOSTILE in shown(page)
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
    assert_pages(page, 26)


def assert_pages(page: str, count: int) -> None:
    """Every page is there as a picture and weighs no more than it may."""
    pages = page.partition('<section class="rules">')[0].split('<div class="page">')[1:]
    assert len(pages) == count
    assert max(len(part.encode()) for part in pages) <= PAGE_BYTES
    assert all('src="data:image/webp;base64,' in part for part in pages)


def test_a_page_that_is_hard_to_compress(tmp_path: Path) -> None:
    image = pytest.importorskip("PIL.Image")
    pytest.importorskip("pypdfium2")
    noise = image.effect_noise((1600, 2200), 200)
    noise.save(tmp_path / "noise.pdf")
    assert_pages(report(tmp_path / "noise.pdf"), 1)


@pytest.mark.parametrize("write", [write_html, write_text])
def test_without_pages_tables_are_tables(write: Callable[[Report], str]) -> None:
    made = make_report(make_accounts(4), "shanghai")
    inject(made, "growth", random.Random(4))
    page = report(Path("a.html" if write is write_html else "a.txt"), write(made).encode())
    links, absent = reached(page)
    assert links
    assert not absent
    assert page.count("<table>") >= 8
    # The marked words are the finding's own.
    (words,) = re.findall(r'<a id="f0"[^>]*>([^<]*)</a>', page)
    assert words.endswith("%")


def test_a_page_for_a_server_carries_nothing_in_itself(tmp_path: Path) -> None:
    pytest.importorskip("PIL")
    pytest.importorskip("pypdfium2")
    made = make_report(make_accounts(4), "shanxi")
    inject(made, "growth", random.Random(4))
    write_pdf(made, tmp_path / "a.pdf", VARIANTS["plain"])
    # The file lies somewhere else than its path says.
    result = Linter(Config()).lint(Path("b.pdf"), data=(tmp_path / "a.pdf").read_bytes(), keep=True)
    reporter = HtmlReporter()
    host = Host("icon.svg", ("base.css", "report.css"), ("report.js",), "pages/{page}?a&b", "<nav>ours</nav>")
    run = Run([replace(result, made={"html": reporter.hosted_part(result, "zh")})], load_plugins().rules)
    page = "".join(reporter.hosted(run, run.results[0], host))
    links, absent = reached(page)
    assert links
    assert not absent
    assert "data:" not in page
    assert "<style" not in page
    assert re.findall(r"<script[^>]*>", page) == ['<script src="report.js" type="module">']
    assert "<nav>ours</nav>" in page
    assert f'data-fingerprint="{result.findings[0].fingerprint}"' in page
    pages = re.findall(r'<img [^>]*loading="lazy" src="([^"]*)"', page)
    assert pages == [f"pages/{number}?a&amp;b" for number in range(1, (result.summary.pages or 0) + 1)]


def test_the_picture_of_a_page(tmp_path: Path) -> None:
    pytest.importorskip("PIL")
    pytest.importorskip("pypdfium2")
    write_pdf(make_report(make_accounts(4), "shanxi"), tmp_path / "a.pdf", VARIANTS["plain"])
    data = page_picture(tmp_path / "a.pdf", 1, "", seconds=60, mebibytes=1024)
    assert (data[:4], data[8:12]) == (b"RIFF", b"WEBP")
    for number in (0, 10_000):
        with pytest.raises(PicturesError):
            page_picture(tmp_path / "a.pdf", number, "", seconds=60, mebibytes=1024)
