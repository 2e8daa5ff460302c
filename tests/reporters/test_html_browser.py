"""The HTML report in a browser: nothing fails, nothing is fetched, and every way through it leads where it says."""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from dislint.config.configuration import Config
from dislint.linter.linter import Linter
from dislint.plugins import load_plugins
from dislint.reporters.html import HtmlReporter
from dislint.reporters.model import Run
from dislint.testing.accounts import make_accounts
from dislint.testing.injection import inject
from dislint.testing.variants import VARIANTS
from dislint.testing.wordings import make_report
from dislint.testing.writers import write_pdf

playwright = pytest.importorskip("playwright.sync_api")
pytest.importorskip("pypdfium2")
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no chromium on this machine")

HOSTILE = "</p><script>window.hit=1</script><img src=x onerror=window.hit=2>XX"
WIDTHS = {"desktop": (1280, 900), "phone": (390, 844)}
# What lies at the middle of a box: the words of the line that the page shows there.
WORDS_AT = """box => {
  const r = box.getBoundingClientRect();
  return document.elementsFromPoint(r.x + r.width / 2, r.y + r.height / 2)
    .filter(e => e.matches('.page > p')).map(e => e.textContent).join('\\n');
}"""


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """A report with errors of several kinds, and a hostile text."""
    folder = tmp_path_factory.mktemp("report")
    made = make_report(make_accounts(4), "shanxi")
    for kind in ("growth", "completion", "class-row", "year"):
        inject(made, kind, random.Random(4))
    write_pdf(made, folder / "a.pdf", VARIANTS["plain"])
    (folder / "b.txt").write_text(f"青川县示例局\n\n2024年度部门决算\n\n{HOSTILE}\n", encoding="utf-8")
    results = [Linter(Config()).lint(folder / name, keep=True) for name in ("a.pdf", "b.txt")]
    return Run(results, load_plugins().rules)


@pytest.fixture(scope="module")
def index(run: Run, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The index of both reports, their pages beside it."""
    path = tmp_path_factory.mktemp("html") / "全部 100%#.html"
    HtmlReporter().save(run, path)
    return path


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with playwright.sync_playwright() as driver:
        opened = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        yield opened
        opened.close()


@pytest.fixture(params=WIDTHS, scope="module")
def overview(request: pytest.FixtureRequest, browser: Any, index: Path) -> Iterator[Any]:
    """The opened index; closing it checks that nothing failed and nothing was asked for."""
    yield from opened_page(browser, request.param, index)


@pytest.fixture(params=WIDTHS, scope="module")
def page(request: pytest.FixtureRequest, browser: Any, index: Path) -> Iterator[Any]:
    """The first report, opened, with the same care."""
    (file,) = index.parent.glob("*_files/001-*.html")
    yield from opened_page(browser, request.param, file)


def opened_page(browser: Any, kind: str, file: Path) -> Iterator[Any]:
    width, height = WIDTHS[kind]
    opened = browser.new_page(viewport={"width": width, "height": height})
    troubles: list[str] = []
    opened.on("console", lambda message: troubles.append(message.text))
    opened.on("pageerror", lambda error: troubles.append(str(error)))
    opened.on("request", lambda asked: troubles.append(asked.url) if not asked.url.startswith(("file", "data")) else 0)
    opened.goto(file.as_uri())
    yield opened
    opened.close()
    assert not troubles


def test_every_finding_leads_to_its_words(page: Any, run: Run) -> None:
    findings = run.results[0].findings
    assert len({finding.code for finding in findings}) >= 4
    for n, finding in enumerate(findings):
        page.locator(f"#i{n} .message").click()
        box = page.locator(f"#f{n}")
        assert page.evaluate("location.hash") == f"#f{n}"
        assert is_in_view(page, f"#f{n}")
        assert "".join(finding.anchor.text.split()) in "".join(box.evaluate(WORDS_AT).split())
        assert page.locator("[aria-current]").get_attribute("data-f") == str(n)


def test_related_places_are_reached(page: Any, run: Run) -> None:
    places = [(n, k) for n, f in enumerate(run.results[0].findings) for k, _ in enumerate(f.related[:5])]
    assert places
    for n, k in places:
        page.locator(f'a.related[href="#r{n}-{k}"]').first.click()
        assert is_in_view(page, f"#r{n}-{k}")


def test_filters(page: Any, run: Run) -> None:
    code = run.results[0].findings[0].code
    count = sum(finding.code == code for finding in run.results[0].findings)
    page.locator("select").select_option(code)
    assert page.locator(".finding:visible").count() == count
    assert page.locator(".page > a.error:visible, .page > a.warning:visible").count() >= count
    page.locator("select").select_option("")
    page.locator("input[value=error]").uncheck()
    assert page.locator(".finding.error:visible").count() == 0
    page.locator("input[value=error]").check()
    page.locator("input[type=search]").fill("没有这样的文字")
    assert page.locator(".finding:visible").count() == 0
    page.locator("input[type=search]").fill("")
    assert page.locator(".finding:visible").count() == len(run.results[0].findings)


def test_keyboard(page: Any, run: Run) -> None:
    page.evaluate("document.activeElement.blur(); location.hash = ''")
    page.keyboard.press("j")
    page.keyboard.press("j")
    assert page.evaluate("location.hash") == "#f1"
    page.keyboard.press("k")
    assert page.evaluate("location.hash") == "#f0"
    page.keyboard.press("Escape")
    assert page.evaluate("location.hash") == "#i0"
    page.locator("#i0 .message").focus()
    page.keyboard.press("Enter")
    assert page.evaluate("location.hash") == "#f0"


def test_no_wider_than_the_window(page: Any) -> None:
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_index_leads_to_the_reports_and_back(overview: Any, run: Run, index: Path) -> None:
    rows = overview.locator("tbody tr")
    assert rows.count() == len(run.results)
    for at, result in enumerate(run.results):
        rows.nth(at).locator("a").click()
        assert Path(result.path).name in overview.locator(".file").text_content()
        assert overview.locator(".finding").count() == len(result.findings)
        assert overview.evaluate("window.hit") is None
        overview.locator(".counts a").click()
        assert overview.url == index.as_uri()


def test_the_index_is_sorted_and_narrowed_down(overview: Any, run: Run) -> None:
    counts = [sum(f.severity.value == "error" for f in result.findings) for result in run.results]
    for order in (sorted(counts, reverse=True), sorted(counts)):
        overview.locator("th.errors button").click()
        assert [int(text) for text in overview.locator("td.errors").all_text_contents()] == order
    overview.locator("input").fill("b.TXT")
    assert overview.locator("tbody tr:visible").count() == 1
    overview.locator("input").fill("")


def test_the_index_is_no_wider_than_the_window(overview: Any) -> None:
    assert overview.evaluate("document.documentElement.scrollWidth <= innerWidth")


def is_in_view(page: Any, selector: str) -> bool:
    return bool(
        page.locator(selector).evaluate(
            "box => { const r = box.getBoundingClientRect(); return r.top >= 0 && r.bottom <= innerHeight && r.left >= 0; }"
        )
    )
