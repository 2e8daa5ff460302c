"""The pages in a browser, at the width of a desktop and of a phone: what people do with them, and what hostile texts do not."""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from served import Served, serving

from dislint.testing import VARIANTS, inject, make_accounts, make_report, write_pdf

playwright = pytest.importorskip("playwright.sync_api", reason="no playwright on this machine")
for needed in ("starlette", "uvicorn", "pypdfium2", "PIL", "reportlab"):
    pytest.importorskip(needed)

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no chromium on this machine")
WIDTHS = {"desktop": (1280, 900), "phone": (390, 844)}
HOSTILE_NAME = "<img src=x onerror=window.hit=1>‮.txt"
HOSTILE = '</p><script>window.hit=2</script><img src=x onerror=window.hit=3>" onmouseover="window.hit=4'
TEXT = f"青川县<b>示例</b>局\n2024年度部门决算\n第三部分 2024年度部门决算情况说明\n{HOSTILE}收入总计XX万元。\n"
LONG = 300_000
"""Milliseconds that may pass until all is read, on a machine that has other work."""
SERIOUS = ("serious", "critical")
DROP = """([target, files]) => {
  const data = new DataTransfer();
  for (const [name, text] of files) data.items.add(new File([text], name));
  document.querySelector(target).dispatchEvent(new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true }));
}"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of reports, with what is none."""
    folder = tmp_path_factory.mktemp("reports") / "某市"
    (folder / "局").mkdir(parents=True)
    for seed, name in ((4, "局/甲.pdf"), (5, "乙.pdf")):
        report = make_report(make_accounts(seed), "shanxi")
        if seed == 4:
            for kind in ("growth", "completion", "class-row"):
                inject(report, kind, random.Random(4))
        write_pdf(report, folder / name, VARIANTS["plain"])
    for name in ("旧.doc", "底稿.xls", ".hidden.pdf", "局/~$甲.docx", "README.md"):
        (folder / name).write_bytes(b"\xd0\xcf\x11\xe0")
    return folder


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with playwright.sync_playwright() as driver:
        opened = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        yield opened
        opened.close()


@pytest.fixture(params=WIDTHS, scope="module")
def served(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Served, str]]:
    with serving(tmp_path_factory.mktemp("web")) as server:
        yield server, request.param


@pytest.fixture(scope="module")
def page(served: tuple[Served, str], browser: Any) -> Iterator[Any]:
    """The front page; closing it checks that nothing failed, and that nothing was asked of anybody else."""
    server, name = served
    width, height = WIDTHS[name]
    opened = browser.new_page(viewport={"width": width, "height": height})
    troubles: list[str] = []
    opened.on("console", lambda message: troubles.append(message.text))
    opened.on("pageerror", lambda error: troubles.append(str(error)))
    opened.on("dialog", lambda dialog: troubles.append(dialog.message))
    opened.on("request", lambda asked: None if asked.url.startswith(server.address) else troubles.append(asked.url))
    opened.goto(server.address)
    yield opened
    assert opened.evaluate("window.hit") is None
    opened.close()
    assert not troubles


def front(page: Any, served: tuple[Served, str]) -> None:
    """Opens the front page, when all reports there are read."""
    if page.url != served[0].address:
        page.goto(served[0].address)
    playwright.expect(page.locator("tbody tr.read")).to_have_count(len(served[0].rows()), timeout=LONG)


def names(page: Any) -> list[str]:
    """The files that the table shows, in its order."""
    return [str(text) for text in page.locator("tbody tr:not([hidden]) td.path").all_inner_texts()]


def faults(page: Any) -> list[str]:
    """The serious faults that axe-core finds, by day and by night."""
    spec = find_spec("axe_playwright_python")
    if spec is None or spec.origin is None:
        pytest.skip("no axe-core on this machine")
    page.evaluate(Path(spec.origin).with_name("axe.min.js").read_text(encoding="utf-8"))
    found = []
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        found += page.evaluate("axe.run().then(found => found.violations)")
    page.emulate_media(color_scheme="light")
    return [f"{one['id']}: {one['nodes'][0]['html']}" for one in found if one["impact"] in SERIOUS]


def test_nothing_is_there_yet(page: Any) -> None:
    assert page.locator("#none").inner_text() == "还没有报告"
    assert faults(page) == []


def test_a_folder_is_taken(page: Any, served: tuple[Served, str], folder: Path) -> None:
    page.locator("#folder").set_input_files(folder)
    page.locator("#notes p").wait_for()
    assert "2 份" in page.locator("#notes").inner_text()
    assert ".doc 1" in page.locator("#notes").inner_text()
    assert ".xls 1" in page.locator("#notes").inner_text()
    front(page, served)
    assert sorted(names(page)) == ["某市/乙.pdf", "某市/局/甲.pdf"]
    assert page.locator("#told").inner_text() == "已检查 2 份"


def test_files_are_dropped(page: Any, served: tuple[Served, str]) -> None:
    front(page, served)
    page.evaluate(DROP, ["#drop", [[HOSTILE_NAME, TEXT], ["丙.txt", "示例局2024年度部门决算\n"]]])
    playwright.expect(page.locator("tbody tr")).to_have_count(4, timeout=LONG)
    front(page, served)
    assert any(name.startswith("<img src=x onerror=window.hit=1>\\u202e") for name in names(page))
    assert page.locator("table img, table b, table script").count() == 0


def test_the_table_is_sorted(page: Any, served: tuple[Served, str]) -> None:
    front(page, served)
    errors = page.locator("tbody td.errors")
    page.locator("th.errors button").click()
    counts = [int(text) for text in errors.all_inner_texts()]
    assert counts == sorted(counts, reverse=True)
    assert counts[0] > counts[-1]
    assert page.locator("th.errors").get_attribute("aria-sort") == "descending"
    page.locator("th.errors button").click()
    assert [int(text) for text in errors.all_inner_texts()] == sorted(counts)
    page.locator("th.path button").click()
    assert page.locator("th[aria-sort]").count() == 1
    assert names(page).index("某市/局/甲.pdf") < names(page).index("某市/乙.pdf")


def test_the_table_is_filtered(page: Any, served: tuple[Served, str]) -> None:
    front(page, served)
    page.locator("#word").fill("乙.PDF")
    assert names(page) == ["某市/乙.pdf"]
    page.locator("#word").fill("没有这样的文字")
    assert page.locator("#none").inner_text() == "没有符合条件的报告"
    page.locator("#word").fill("")
    page.locator("#which").select_option("clean")
    assert names(page) == ["某市/乙.pdf"]
    page.locator("#which").select_option("wrong")
    assert "某市/局/甲.pdf" in names(page)
    assert "某市/乙.pdf" not in names(page)
    page.locator("#which").select_option("all")
    assert len(names(page)) == 4


def test_no_serious_fault_and_no_wider_than_the_window(page: Any, served: tuple[Served, str]) -> None:
    front(page, served)
    assert faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def opened_report(page: Any, served: tuple[Served, str], name: str) -> None:
    front(page, served)
    page.locator("tbody tr", has_text=name).locator("a").click()
    page.locator(".decide").first.wait_for()


def test_a_report_leads_to_its_places(page: Any, served: tuple[Served, str]) -> None:
    opened_report(page, served, "甲.pdf")
    assert page.locator(".page").count() > 5
    assert page.locator(".finding").count() >= 3
    assert faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    for n in range(3):
        page.locator(f"#i{n} .message").click()
        assert page.evaluate("location.hash") == f"#f{n}"
        image = page.locator(f".page:has(#f{n}) img")
        image.evaluate("image => image.complete || new Promise(done => image.addEventListener('load', done))")
        assert image.evaluate("image => image.naturalWidth") > 500
        assert page.locator(f"#f{n}").evaluate(
            "box => { const r = box.getBoundingClientRect(); return r.top >= 0 && r.bottom <= innerHeight; }"
        )
    page.locator("a.related").first.click()
    assert page.evaluate("document.querySelector(location.hash).matches('.page > a.related')")


def test_pictures_come_when_they_are_looked_at(page: Any, served: tuple[Served, str]) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    front(page, served)
    page.locator("tbody tr", has_text="乙.pdf").locator("a").click()
    page.wait_for_load_state("networkidle")
    pictures = [url for url in asked if "/pages/" in url]
    assert 0 < len(pictures) < page.locator(".page").count()


def test_a_finding_is_accepted_and_taken_back(page: Any, served: tuple[Served, str]) -> None:
    baseline = served[0].home / "dislint-baseline.json"
    opened_report(page, served, "甲.pdf")
    first = page.locator("#i0")
    first.get_by_role("button").click()
    assert page.evaluate("document.activeElement.matches('.decide input')")
    page.keyboard.type(HOSTILE)
    page.keyboard.press("Enter")
    first.get_by_text("已接受").wait_for()
    assert HOSTILE in first.inner_text()
    assert "onerror" in baseline.read_text(encoding="utf-8")
    assert "accepted" in page.locator("#f0").get_attribute("class")
    page.reload()
    first.get_by_text("已接受").wait_for()
    assert faults(page) == []
    front(page, served)
    assert "已接受 1 个" in page.locator("tbody tr", has_text="甲.pdf").inner_text()
    opened_report(page, served, "甲.pdf")
    first.get_by_role("button").click()
    first.get_by_text("接受…").wait_for()
    assert "onerror" not in baseline.read_text(encoding="utf-8")


def test_a_hostile_report_is_text(page: Any, served: tuple[Served, str]) -> None:
    opened_report(page, served, "onerror")
    assert page.locator("body").get_by_text("window.hit=2").count() >= 1
    assert page.evaluate("window.hit") is None
    assert page.locator("img").count() == 0


def test_downloads(page: Any, served: tuple[Served, str], tmp_path: Path) -> None:
    opened_report(page, served, "甲.pdf")
    with page.expect_download() as coming:
        page.get_by_role("link", name="标出问题的 PDF").click()
    assert coming.value.suggested_filename == "甲-dislint.pdf"
    coming.value.save_as(tmp_path / "a.pdf")
    assert (tmp_path / "a.pdf").read_bytes().startswith(b"%PDF-")
    front(page, served)
    page.locator("tbody tr", has_text="甲.pdf").locator("input").check()
    with page.expect_download() as coming:
        page.locator("[data-format=csv]").click()
    coming.value.save_as(tmp_path / "a.csv")
    table = (tmp_path / "a.csv").read_text(encoding="utf-8-sig")
    assert "甲.pdf" in table
    assert "丙.txt" not in table


def test_two_versions_are_compared(page: Any, served: tuple[Served, str], tmp_path: Path) -> None:
    front(page, served)
    write_pdf(make_report(make_accounts(4), "shanxi"), tmp_path / "甲.pdf", VARIANTS["plain"])
    page.locator("#files").set_input_files(tmp_path / "甲.pdf")
    playwright.expect(page.locator("tbody tr")).to_have_count(5, timeout=LONG)
    front(page, served)
    assert page.locator("#compare").is_hidden()
    for box in page.locator("tbody tr", has_text="甲.pdf").locator("input").all():
        box.check()
    page.locator("#compare").click()
    page.get_by_role("heading", name="已消除的问题").wait_for()
    assert page.get_by_role("heading", name="仍有的问题").count() == 0
    assert faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.get_by_role("link", name="新旧互换").click()
    page.get_by_role("heading", name="新出现的问题").wait_for()
    page.get_by_role("link", name="全部报告").click()
    front(page, served)
    page.locator("tbody tr", has=page.locator("td.path", has_text="甲.pdf")).last.get_by_role("button").click()
    playwright.expect(page.locator("tbody tr")).to_have_count(4, timeout=LONG)


def test_the_keyboard_reaches_everything(page: Any, served: tuple[Served, str]) -> None:
    front(page, served)
    page.evaluate("document.activeElement.blur()")
    reached = set()
    for _ in range(40):
        page.keyboard.press("Tab")
        reached.add(
            page.evaluate(
                "(e => e.id || e.closest('th')?.className || e.className || e.tagName)(document.activeElement)"
            )
        )
    assert {"files", "folder", "word", "which", "all", "errors"} <= reached
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"


def test_a_report_is_removed(page: Any, served: tuple[Served, str]) -> None:
    front(page, served)
    page.locator("tbody tr", has_text="丙.txt").get_by_role("button").click()
    playwright.expect(page.locator("tbody tr")).to_have_count(3, timeout=LONG)
    assert "丙.txt" not in names(page)


def test_a_hundred_reports_at_once(browser: Any, tmp_path: Path) -> None:
    files = [[f"{n:03}.txt", f"第{n}示例局\n2024年度部门决算\n收入总计XX万元。\n"] for n in range(100)]
    with serving(tmp_path) as server:
        page = browser.new_page()
        page.goto(server.address)
        page.evaluate(DROP, ["#drop", files])
        playwright.expect(page.locator("tr.read")).to_have_count(100, timeout=LONG)
        assert sorted(names(page)) == [name for name, _ in files]
        assert page.locator("#told").inner_text() == "已检查 100 份"
        assert page.locator("#state").is_hidden()
        page.close()


def test_english_throughout(browser: Any, tmp_path: Path) -> None:
    with serving(tmp_path, "--lang", "en") as server:
        server.drop("a.txt", b"Notice 2024\nTotal XX\n")
        server.rows()
        page = browser.new_page()
        for path in ("", "reports/1/"):
            page.goto(server.address + path)
            page.locator("tbody tr.read, .decide").first.wait_for()
            shown = page.evaluate(
                "document.body.innerText + document.title + [...document.querySelectorAll('*')]"
                ".flatMap(e => [...e.attributes].filter(a => !a.name.startsWith('data')).map(a => a.value)).join()"
            )
            told = shown.split("Rules\n")[0]
            assert not [sign for sign in told if "\u4e00" <= sign <= "\u9fff"]
        page.close()
