"""How well scans are read: generated reports as pictures of several looks, held against their print.

``python benchmarks/scans.py [--wordings hunan,shanxi] [--layouts plain,boxes] [--looks clean,poor] [--errors 6]`` prints a
row for each: characters, numbers and cells of tables read right, wrong numbers of which the recogniser was sure, errors and
warnings on the scan that the print has not, wrong figures (half in tables, half in sentences) told on the scan of those told
on the print, seconds of one processor a page. Needs the plugin dislint-ocr and the extra ``testing``; a row takes some two
minutes.
"""

from __future__ import annotations

import argparse
import io
import os
import random
import re
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

from dislint import Config, Document, Finding, Grid, Line
from dislint.blocks import lines_of
from dislint.linter.linter import Linter
from dislint.testing import LOOKS, VARIANTS, make_accounts, make_report, scan, write_pdf
from dislint.testing.injection import inject_number
from dislint.text import squeeze

_NUMBER = re.compile(r"\d[\d,.]*\d|\d")
_SEED = 3
_PLACES = ("table", "text")


class Read(NamedTuple):
    """What is compared of a document, counted: each with the page that it stands on."""

    characters: Counter[tuple[int, str]]
    numbers: Counter[tuple[int, str]]
    cells: Counter[tuple[int, int, int, str]]
    unsure: Counter[tuple[int, str]]
    """The numbers that hold a doubtful character."""


@dataclass(frozen=True, slots=True)
class Case:
    """A wording, printed in a layout, scanned with a look."""

    wording: str
    layout: str
    look: str

    def printed(self, error: int | None = None) -> tuple[bytes, str]:
        """The report as printed, and the wrong number that was put into it."""
        report = make_report(make_accounts(_SEED), self.wording)
        wrong = ""
        if error is not None:
            wrong = inject_number(report, _PLACES[error % len(_PLACES)], random.Random(error)).text
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "report.pdf"
            write_pdf(report, path, VARIANTS[self.layout])
            return path.read_bytes(), wrong


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--wordings", default="hunan,shanxi,sichuan")
    parser.add_argument("--layouts", default="plain,boxes")
    parser.add_argument("--looks", default="clean")
    parser.add_argument("--errors", type=int, default=6)
    options = parser.parse_args()
    if find_spec("dislint_ocr") is None:
        parser.error("install plugins/dislint-ocr: nothing else reads scans")
    print("wording layout look pages characters numbers cells sure-but-wrong findings found s/page")
    linter = Linter(Config(jobs=os.cpu_count() or 1, timeout=80_000))  # The models work on one thread.
    for wording in options.wordings.split(","):
        for layout in options.layouts.split(","):
            for look in options.looks.split(","):
                with tempfile.TemporaryDirectory() as cache:
                    os.environ["DISLINT_CACHE_DIR"] = cache  # Pages that an error leaves alone are read once.
                    row = [*_row(linter, Case(wording, layout, look), options.errors)]
                print(wording, layout, look, *row, flush=True)


def _row(linter: Linter, case: Case, errors: int) -> Iterator[str]:
    printed, _ = case.printed()
    scanned = scan(printed, LOOKS[case.look])
    one, _ = _linted(linter, printed)
    started = time.process_time()
    other, findings = _linted(linter, scanned)
    seconds = time.process_time() - started
    right, read = _read(one), _read(other)
    pages = len(other.layout.pages)
    yield str(pages)
    for name in ("characters", "numbers", "cells"):
        wanted, found = getattr(right, name), getattr(read, name)
        yield f"{(wanted & found).total() / wanted.total():.4f}"
    yield str((read.numbers - right.numbers - read.unsure).total())
    yield "+".join(f"{n}{letter}" for letter, n in Counter(f.severity.value[0] for f in findings).items()) or "0"
    told = [*_told(linter, case, printed, scanned, errors)]
    yield f"{sum(told)}/{len(told)}"
    yield f"{seconds / pages:.1f}"


def _told(linter: Linter, case: Case, printed: bytes, scanned: bytes, errors: int) -> Iterator[bool]:
    """Whether each wrong figure that is told on the print is told on the scan."""
    for error in range(errors):
        wrong, words = case.printed(error)
        if _tells(_linted(linter, wrong)[1], words):
            yield _tells(_linted(linter, _spliced(printed, scanned, wrong, case.look))[1], words)


def _tells(findings: tuple[Finding, ...], words: str) -> bool:
    (number,) = _NUMBER.findall(words)[:1] or [words]
    return any(number in place.text for f in findings for place in (f.anchor, *(other.anchor for other in f.related)))


def _linted(linter: Linter, data: bytes) -> tuple[Document, tuple[Finding, ...]]:
    result = linter.lint(Path("report.pdf"), data=data, keep=True)
    assert result.document is not None, result.findings
    return result.document, result.findings


def _spliced(printed: bytes, scanned: bytes, wrong: bytes, look: str) -> bytes:
    """The scan with those of its pages scanned anew that differ in print: noise is never twice the same."""
    import pypdfium2

    before, after, scans = (pypdfium2.PdfDocument(data) for data in (printed, wrong, scanned))
    words = [[page.get_textpage().get_text_bounded() for page in document] for document in (before, after)]
    whole, out = pypdfium2.PdfDocument.new(), io.BytesIO()
    for number, text in enumerate(words[1]):
        if number < len(words[0]) and words[0][number] == text:
            whole.import_pages(scans, [number])
        else:
            page, single = pypdfium2.PdfDocument.new(), io.BytesIO()
            page.import_pages(after, [number])
            page.save(single)
            whole.import_pages(pypdfium2.PdfDocument(scan(single.getvalue(), LOOKS[look], number)))
    whole.save(out)
    return out.getvalue()


def _read(document: Document) -> Read:
    found = Read(Counter(), Counter(), Counter(), Counter())
    doubts = {page.number: page.doubts for page in document.layout.pages}
    for block in document.layout.blocks:
        for line in lines_of(block):
            page = line.page or 0
            found.characters.update((page, char) for char in squeeze(line.text))
            for number in _NUMBER.finditer(line.text):
                found.numbers[page, number[0]] += 1
                unsure = any(
                    _holds(line, number, (d.box.x0 + d.box.x1) / 2, (d.box.y0 + d.box.y1) / 2) for d in doubts[page]
                )
                found.unsure[page, number[0]] += unsure
        if isinstance(block, Grid):
            found.cells.update((c.page or 0, c.row, c.column, c.text) for row in block.cells for c in row if c.text)
    return found


def _holds(line: Line, words: re.Match[str], x: float, y: float) -> bool:
    if line.box is None or not line.extents:
        return False
    x0, x1 = line.extents[words.start()][0], line.extents[words.end() - 1][1]
    return x0 <= x <= x1 and line.box.y0 <= y <= line.box.y1


if __name__ == "__main__":
    main()
