"""Pages that a process reads ahead are those that are read here, whatever becomes of the process."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from dislint.readers.model import ReadOptions, Sheet, Sheets
from dislint.readers.pdf import PdfReader, read_pages
from dislint.running import ahead
from dislint.testing.accounts import make_accounts
from dislint.testing.wordings import make_report
from dislint.testing.writers import write_pdf

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="pages are read ahead on Linux only")
OPTIONS = ReadOptions(engine="pdfminer", take=ahead.take)


@pytest.fixture
def report(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setattr("os.sched_getaffinity", lambda _: {0, 1})
    path = tmp_path / "report.pdf"
    write_pdf(make_report(make_accounts(5), "shanghai"), path)
    yield path
    ahead.stop()


def never(*_: object) -> Sheets:
    pytest.fail("read once more")


def pages(path: Path, options: ReadOptions = OPTIONS) -> list[Sheet]:
    return list(PdfReader().read(path, path.read_bytes(), options).sheets)


def test_pages_come_from_the_process(report: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plain = pages(report)
    ahead.start(report, OPTIONS)
    with monkeypatch.context() as patch:
        patch.setattr("dislint.readers.pdf.read_pages", never)
        assert pages(report) == plain
    assert pages(report) == plain  # They are taken once.


@pytest.mark.parametrize("taken", [None, 0, 1])
def test_what_a_process_that_ended_has_not_read_is_read_here(report: Path, taken: int | None) -> None:
    plain = pages(report)
    ahead.start(report, OPTIONS)
    assert ahead._ahead is not None
    if taken is None:
        os.kill(ahead._ahead.process, signal.SIGKILL)
    sheets = ahead.take(report.read_bytes(), OPTIONS, read_pages)
    first = [next(sheets.sheets) for _ in range(taken or 0)]
    os.kill(ahead._ahead.process, signal.SIGKILL)
    assert sheets.count == len(plain)
    assert [*first, *sheets.sheets] == plain


@pytest.mark.parametrize(
    "change",
    [
        lambda path: path.write_bytes(path.read_bytes() + b"\n%%EOF\n"),
        lambda path: path.write_bytes(b"%PDF-1.4 nothing more %%EOF"),
    ],
    ids=["other", "damaged"],
)
def test_a_file_that_has_changed_is_read_as_it_is(report: Path, change: Callable[[Path], object]) -> None:
    ahead.start(report, OPTIONS)
    change(report)
    asked: list[bytes] = []

    def read(data: bytes, options: ReadOptions) -> Sheets:
        asked.append(data)
        return Sheets(0, iter(()))

    ahead.take(report.read_bytes(), OPTIONS, read)
    assert asked == [report.read_bytes()]


def test_other_settings_read_anew(report: Path) -> None:
    ahead.start(report, ReadOptions(engine="pdfminer", max_objects=7))
    assert pages(report) == pages(report)


def test_what_the_cache_most_likely_knows_is_not_read(report: Path) -> None:
    for cached, reads in ((True, True), (True, False), (False, True)):
        ahead.start(report, OPTIONS, cached=cached)
        assert (ahead._ahead is not None) is reads
        ahead.stop()


def test_no_process_is_left(report: Path) -> None:
    ahead.start(report, OPTIONS)
    assert ahead._ahead is not None
    process = ahead._ahead.process
    ahead.stop()
    with pytest.raises(ChildProcessError):
        os.waitpid(process, os.WNOHANG)


@pytest.mark.parametrize("name", ["folder.pdf", "missing.pdf", "report.txt", "pipe.pdf"])
def test_only_pdf_files_are_read_ahead(report: Path, name: str) -> None:
    path = report.with_name(name)
    if name == "folder.pdf":
        path.mkdir()
    elif name == "pipe.pdf":
        os.mkfifo(path)
    elif name == "report.txt":
        report.rename(path)
    ahead.start(path, OPTIONS)
    assert ahead._ahead is None
