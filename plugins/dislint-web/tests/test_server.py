"""The server without a browser: who is let in, what is taken, what comes of it, and what is left."""

from __future__ import annotations

import json
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from dislint_web.store import place_of, shown_name
from served import Served, gone, serving

from dislint.testing import VARIANTS, inject, make_accounts, make_report, write_docx, write_pdf

pytest.importorskip("starlette")
pytest.importorskip("uvicorn")

CLEAN = "青川县示例局2024年度决算说明\n第三部分 决算情况说明\n"
WRONG = CLEAN + "收入总计XX万元。\n"


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("web")
    (folder / "home").mkdir()
    (folder / "home" / "dislint.toml").write_text(
        'max-size = 1\nignore = ["E005"]\n[plugin-settings.web]\nmost-files = 20\n', encoding="utf-8"
    )
    with serving(folder) as server:
        yield server
    assert server.process.returncode == 0
    assert gone(server.kept)


@pytest.fixture(scope="module")
def pdf(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    report = make_report(make_accounts(4), "shanxi")
    for kind in ("growth", "class-row"):
        inject(report, kind, random.Random(4))
    file = tmp_path_factory.mktemp("pdf") / "a.pdf"
    write_pdf(report, file, VARIANTS["plain"])
    return file.read_bytes()


@pytest.mark.parametrize(
    ("method", "path", "headers"),
    [
        ("GET", "/", {}),
        ("GET", "/wrong/", {}),
        ("GET", "/%C3%A9/", {}),
        ("GET", "/%FF/", {}),
        ("GET", "", {"host": "evil.example"}),
        ("GET", "", {"host": "127.0.0.1:1"}),
        ("GET", "", {"origin": "http://evil.example"}),
        ("GET", "", {"origin": "null"}),
        ("POST", "reports?name=a.txt", {"origin": ""}),
        ("POST", "reports?name=a.txt", {"origin": "https://evil.example"}),
        ("DELETE", "reports/1", {"origin": ""}),
        ("OPTIONS", "reports", {"origin": "http://evil.example"}),
    ],
)
def test_who_is_refused(served: Served, method: str, path: str, headers: dict[str, str]) -> None:
    answer = served.ask(method, path, headers=headers)
    assert answer.status == 403
    assert answer.body == b"403\n"
    assert not any(name.startswith("access-control") for name in answer.headers)


def test_the_secret_without_its_slash_shows_nothing(served: Served) -> None:
    assert served.ask("GET", served.address.removeprefix(served.origin).rstrip("/")).status == 403


def test_the_browser_is_given_a_secret_that_works_once(tmp_path: Path) -> None:
    opened = tmp_path / "opened"
    browser = tmp_path / "browser"
    browser.write_text(f'#!/bin/sh\nprintf %s "$1" > {opened}\n', encoding="utf-8")
    browser.chmod(0o755)
    with serving(tmp_path, browser=f"{browser} %s") as served:
        end = time.monotonic() + 60
        while not opened.exists() or not opened.read_text(encoding="utf-8"):
            assert time.monotonic() < end
            time.sleep(0.1)
        path = opened.read_text(encoding="utf-8").removeprefix(served.origin)
        assert path not in served.address
        assert served.ask("GET", path, headers={"host": "evil.example"}).status == 403
        first = served.ask("GET", path)
        assert (first.status, served.origin + first.headers["location"]) == (303, served.address)
        assert served.ask("GET", path).status == 403


@pytest.mark.parametrize("path", ["", "reports", "assets/front.js", "assets/report.css", "reports/999/", "nowhere"])
def test_every_answer_has_its_headers(served: Served, path: str) -> None:
    headers = served.ask("GET", path, headers={"origin": ""}).headers
    policy = dict(part.strip().partition(" ")[::2] for part in headers["content-security-policy"].split(";"))
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == "'self'"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["cache-control"] == "no-store"
    assert not any(name.startswith("access-control") for name in headers)


def test_pages_hold_no_script_of_their_own(served: Served) -> None:
    served.drop("a.txt", WRONG.encode())
    number = served.rows()["a.txt"]["number"]
    for path in ("", f"reports/{number}/"):
        page = served.ask("GET", path).body.decode()
        assert page.count("<script") == page.count("<script src=") >= 1
        assert "<style" not in page
        assert " on" not in "".join(part.split(">")[0] for part in page.split("<button")[1:])


def test_a_pdf_is_read_and_shown(served: Served, pdf: bytes) -> None:
    pytest.importorskip("pypdfium2")
    pytest.importorskip("PIL")
    assert served.drop("局/决算.pdf", pdf).status == 201
    row = served.rows()["局/决算.pdf"]
    assert row["state"] == "read"
    assert row["worth"]["errors"] >= 2
    verified, numbers = map(int, row["cells"]["numbers"].split("/"))
    assert 0 < verified < numbers
    page = served.ask("GET", f"reports/{row['number']}/").body.decode()
    assert page.count('class="page"') == page.count('loading="lazy"') > 5
    assert served.ask("GET", f"reports/{row['number']}/pages/1").body[8:12] == b"WEBP"
    assert served.ask("GET", f"reports/{row['number']}/pages/9999").status == 422
    marked = served.ask("GET", f"reports/{row['number']}/marked")
    assert (marked.status, marked.body[:5]) == (200, b"%PDF-")
    assert "attachment" in marked.headers["content-disposition"]
    # The same file again is the one that is there.
    assert served.drop("局/决算.pdf", pdf).told["number"] == row["number"]
    html = served.ask("GET", f"files/html?n={row['number']}").body.decode()
    assert "data:image/webp" in html
    assert str(served.kept) not in html


def test_word_is_read(served: Served, tmp_path: Path) -> None:
    pytest.importorskip("docx")
    pytest.importorskip("lxml")
    write_docx(make_report(make_accounts(5), "shanxi"), tmp_path / "a.docx")
    served.drop("word.docx", (tmp_path / "a.docx").read_bytes())
    row = served.rows()["word.docx"]
    assert row["cells"]["kind"] == "部门决算"
    assert 'class="flow"' in served.ask("GET", f"reports/{row['number']}/").body.decode()


def test_what_cannot_be_read_is_told(served: Served) -> None:
    served.drop("旧.doc", b"\xd0\xcf\x11\xe0")
    served.drop("坏.pdf", b"%PDF-1.7\n1 0 obj")
    served.drop("空.pdf", b"")
    rows = served.rows()
    assert ".docx" in rows["旧.doc"]["cells"]["unread"]
    assert rows["坏.pdf"]["cells"]["unread"]
    assert rows["空.pdf"]["cells"]["unread"]
    assert served.ask("GET", f"reports/{rows['坏.pdf']['number']}/").status == 200
    assert served.ask("GET", f"reports/{rows['空.pdf']['number']}/marked").status == 422


@pytest.mark.parametrize(
    "name",
    [
        "../../../outside.txt",
        "/etc/outside.txt",
        "..\\..\\outside.txt",
        "a\0b.txt",
        "<img src=x onerror=alert(1)>.txt",
        "\u202egnp.txt",
        "长" * 3000 + ".txt",
        "",
        "/",
        ".page",
        "%2e%2e%2foutside.txt",
    ],
)
def test_hostile_names_lead_nowhere(served: Served, name: str) -> None:
    before = {file for file in served.home.parent.rglob("*") if served.kept not in file.parents}
    answer = served.drop(name, (WRONG + name).encode("utf-8", "replace"))
    assert answer.status == 201
    shown = answer.told["name"]
    assert served.rows()[shown]["state"] == "read"
    assert ".." not in shown.split("/")
    assert shown.isprintable()
    assert {file for file in served.home.parent.rglob("*") if served.kept not in file.parents} == before
    page = served.ask("GET", f"reports/{answer.told['number']}/")
    assert b"<img src=x" not in page.body
    assert served.ask("DELETE", f"reports/{answer.told['number']}").status == 204


def test_what_is_taken_is_bounded(served: Served) -> None:
    assert served.drop("large.txt", b"x" * (1024 * 1024 + 1)).status == 413
    assert "large.txt" not in served.rows()
    assert served.ask("GET", "reports?since=x").told["version"] > 0
    taken = [served.drop("small.txt", b"small").told["number"]]
    assert served.ask("POST", f"reports/{taken[0]}/accepted", b"{" + b" " * 70000).status == 413
    for number in range(25):
        answer = served.drop(f"many{number}.txt", f"{number}".encode())
        if answer.status != 201:
            assert answer.status == 413
            assert "20" in answer.told["error"]
            break
        taken.append(answer.told["number"])
    else:
        pytest.fail("no limit")
    served.rows()
    for number in taken:
        served.ask("DELETE", f"reports/{number}")


def test_all_files_together_are_bounded(tmp_path: Path) -> None:
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "dislint.toml").write_text("[plugin-settings.web]\nmost-mebibytes = 1\n", encoding="utf-8")
    half = b"x" * (600 * 1024)
    with serving(tmp_path) as served:
        number = served.drop("a.txt", half).told["number"]
        assert served.drop("b.txt", half + b"y").status == 413
        assert served.ask("DELETE", f"reports/{number}").status == 204
        assert served.drop("b.txt", half + b"y").status == 201


def test_a_removed_report_leaves_nothing(served: Served) -> None:
    number = served.drop("soon gone.txt", b"soon gone").told["number"]
    served.rows()
    assert b"soon gone" in b"".join(file.read_bytes() for file in served.kept.rglob("*.txt"))
    version = served.ask("GET", "reports").told["version"]
    assert served.ask("DELETE", f"reports/{number}").status == 204
    assert b"soon gone" not in b"".join(file.read_bytes() for file in served.kept.rglob("*.txt"))
    assert served.ask("GET", f"reports?since={version}").told["removed"] == [number]
    for path in ("", "/pages/1", "/accepted", "/marked"):
        assert served.ask("GET", f"reports/{number}{path or '/'}").status == 404
    assert served.ask("DELETE", f"reports/{number}").status == 404


def test_an_accepted_finding_is_accepted_on_the_command_line(served: Served) -> None:
    folder = served.home / "局"
    folder.mkdir(exist_ok=True)
    (folder / "说明.txt").write_text(WRONG, encoding="utf-8")
    # Its folder was dropped, whose own folder the server does not know.
    served.drop("某某/局/说明.txt", WRONG.encode())
    row = served.rows()["某某/局/说明.txt"]
    assert (row["worth"]["warnings"] + row["worth"]["errors"], row["accepted"]) == (1, 0)
    page = served.ask("GET", f"reports/{row['number']}/").body.decode()
    fingerprint = page.split('data-fingerprint="')[1].split('"')[0]
    words = json.dumps({"fingerprint": fingerprint, "reason": "与原件一致"}).encode()
    told = served.ask("POST", f"reports/{row['number']}/accepted", words).told
    assert told == {"accepted": [{"finding": 0, "fingerprint": fingerprint, "reason": "与原件一致"}]}
    row = served.rows()["某某/局/说明.txt"]
    assert (row["worth"]["warnings"] + row["worth"]["errors"], row["accepted"]) == (0, 1)
    assert check(served, "局/说明.txt") == 0
    assert served.ask("DELETE", f"reports/{row['number']}/accepted/{fingerprint}").told == {"accepted": []}
    assert check(served, "局/说明.txt") == 1
    assert served.ask("POST", f"reports/{row['number']}/accepted", b'{"fingerprint": "x"}').status == 404
    assert served.ask("POST", f"reports/{row['number']}/accepted", b"[").status == 400


def check(served: Served, path: str) -> int:
    """The exit status of the command line, for which the folder's configuration is another's."""
    command = [
        sys.executable,
        "-m",
        "dislint",
        "--isolated",
        "--ignore",
        "E005",
        "--baseline",
        "dislint-baseline.json",
        path,
    ]
    return subprocess.run(command, cwd=served.home, capture_output=True, check=False).returncode


def test_downloads_of_all(served: Served) -> None:
    served.drop("=1+1.txt", WRONG.encode())
    served.rows()
    table = served.ask("GET", "files/csv").body.decode("utf-8-sig")
    assert "W802" in table
    assert "\n=1" not in table
    assert served.ask("GET", "files/nothing").status == 404
    assert served.ask("GET", "files/csv?n=9999").status == 404


def test_a_word_file_goes_back_with_comments(served: Served, tmp_path: Path) -> None:
    docx = pytest.importorskip("docx")
    report = make_report(make_accounts(6), "shanxi")
    inject(report, "growth", random.Random(6))
    write_docx(report, tmp_path / "a.docx")
    number = served.drop("批注.docx", (tmp_path / "a.docx").read_bytes()).told["number"]
    row = served.rows()["批注.docx"]
    marked = served.ask("GET", f"reports/{number}/marked")
    assert quote("批注-dislint.docx") in marked.headers["content-disposition"]
    (tmp_path / "b.docx").write_bytes(marked.body)
    assert len(list(docx.Document(str(tmp_path / "b.docx")).comments)) >= row["worth"]["errors"] >= 1
    served.ask("DELETE", f"reports/{number}")


def test_workbooks_leave_out_what_is_accepted(served: Served, tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    pytest.importorskip("xlsxwriter")
    number = served.drop("清单.txt", (WRONG + "支出总计××万元。\n").encode()).told["number"]
    served.rows()

    def downloaded() -> str:
        """All words of the check list."""
        answer = served.ask("GET", f"files/checklist?n={number}")
        assert answer.status == 200
        (tmp_path / "a.xlsx").write_bytes(answer.body)
        book = openpyxl.load_workbook(tmp_path / "a.xlsx")
        return "\n".join(str(value) for sheet in book for row in sheet.iter_rows(values_only=True) for value in row)

    before = downloaded()
    assert str(served.kept) not in before
    page = served.ask("GET", f"reports/{number}/").body.decode()
    for fingerprint in page.split('data-fingerprint="')[1:]:
        words = json.dumps({"fingerprint": fingerprint.split('"')[0], "reason": "无误"}).encode()
        assert served.ask("POST", f"reports/{number}/accepted", words).status == 200
    after = downloaded()
    assert ("W802" in before, "W802" in after) == (True, False)
    served.ask("DELETE", f"reports/{number}")


def test_an_error_is_told_on_a_page_where_a_page_is_asked_for(served: Served) -> None:
    told = served.ask("GET", "reports/999/", headers={"accept": "text/html"})
    assert told.status == 404
    assert '<p role="alert">' in told.body.decode()
    assert "error" in served.ask("GET", "reports/999/").told


def test_what_cannot_be_compared_is_told(served: Served) -> None:
    numbers = [served.drop(name, content).told["number"] for name, content in (("a.txt", b"a"), ("b.pdf", b"%PDF-"))]
    old, new = numbers
    told = served.ask("GET", f"compare?old={old}&new={new}")
    assert told.status == 422
    assert "b.pdf" in told.told["error"]
    for asked in ("compare", f"compare?old={old}", f"compare?old={old}&new=999", "compare?old=x&new=-1"):
        assert served.ask("GET", asked).status == 404


def test_nothing_is_left_where_the_server_is_killed(tmp_path: Path) -> None:
    with serving(tmp_path) as served:
        served.drop("a.txt", WRONG.encode())
        served.rows()
        assert list(served.kept.rglob("*.txt"))
        served.process.send_signal(signal.SIGKILL)
        served.process.wait()
        assert gone(served.kept)


def test_terminated_it_ends_in_order(tmp_path: Path) -> None:
    with serving(tmp_path) as served:
        served.drop("a.txt", WRONG.encode())
        served.process.send_signal(signal.SIGTERM)
        assert served.process.wait(60) == 0
        assert not list(served.kept.iterdir())


def test_a_port_that_is_taken(tmp_path: Path) -> None:
    with serving(tmp_path / "one") as one:
        port = one.origin.rpartition(":")[2]
        with serving(tmp_path / "other", "--port", port) as other:
            assert other.address == ""
            assert other.process.wait(60) == 2


@pytest.mark.parametrize(
    "text",
    ['relations = ["none.toml"]', 'select = ["n"]', "[plugin-settings.web]\nmost = 1\n", 'baseline = "dislint.toml"'],
)
def test_a_configuration_that_cannot_be_used(tmp_path: Path, text: str) -> None:
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "dislint.toml").write_text(text, encoding="utf-8")
    with serving(tmp_path) as server:
        assert server.address == ""
        assert server.process.wait(60) == 2


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("a.pdf", "a.pdf"),
        ("局/a.pdf", "局/a.pdf"),
        ("./局//../a.pdf", "局/a.pdf"),
        ("C:\\x\\a.pdf", "C:/x/a.pdf"),
        ("", "_"),
        ("..", "_"),
        ("a/" * 50 + "b.pdf", "a/" * 7 + "b.pdf"),
        ("长" * 500 + ".pdf", "长" * 116 + ".pdf"),
    ],
)
def test_names(name: str, shown: str) -> None:
    assert shown_name(name) == shown


def test_a_dropped_file_stands_for_the_one_of_its_name(tmp_path: Path) -> None:
    (tmp_path / "局").mkdir()
    (tmp_path / "局" / "a.pdf").touch()
    assert place_of("局/a.pdf", tmp_path) == Path("局/a.pdf")
    assert place_of("全部/局/a.pdf", tmp_path) == Path("局/a.pdf")
    assert place_of("a.pdf", tmp_path) == Path("a.pdf")
    assert place_of("全部/b.pdf", tmp_path) == Path("全部/b.pdf")
