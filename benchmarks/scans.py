"""How well scans are read: generated reports as pictures of several looks, held against their print.

``python benchmarks/scans.py [--wordings hunan,shanxi] [--looks clean,poor]`` prints a row a wording and look: cells of tables read
right, error and warning findings on the clean scan, injected errors found (one report with a wrong figure each), seconds a page.
Needs the plugin dislint-ocr and the extra ``testing``; a row takes some two minutes.
"""

from __future__ import annotations

import argparse
import random
import tempfile
import time
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

from dislint import Config, Document, Grid
from dislint.linter.linter import Linter
from dislint.testing.accounts import make_accounts
from dislint.testing.injection import inject
from dislint.testing.scans import LOOKS, scan
from dislint.testing.variants import VARIANTS
from dislint.testing.wordings import make_report
from dislint.testing.writers import write_pdf
from dislint.text import squeeze

KIND = "class-row"


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--wordings", default="hunan")
    parser.add_argument("--looks", default="clean,poor")
    options = parser.parse_args()
    if find_spec("dislint_ocr") is None:
        parser.error("install plugins/dislint-ocr: nothing else reads scans")
    print("wording look cells findings found s/page")
    for wording in options.wordings.split(","):
        for look in options.looks.split(","):
            print(wording, look, *_row(wording, look))


def _row(wording: str, look: str) -> tuple[str, ...]:
    linter = Linter(Config(cache=False))
    with tempfile.TemporaryDirectory() as folder:
        clean, wrong = (_files(Path(folder), wording, look, kinds) for kinds in ((), (KIND,)))
        started = time.perf_counter()
        print_, scanned = (linter.lint(file, keep=True) for file in clean)
        seconds = time.perf_counter() - started
        told, found = ({finding.code for finding in linter.lint(file).findings} for file in wrong)
    assert print_.document is not None
    assert scanned.document is not None
    cells, read = [*_cells(print_.document)], {*_cells(scanned.document)}
    right = sum(cell in read for cell in cells)
    pages = len(scanned.document.layout.pages)
    return (
        f"{right / len(cells):.4f}",
        str(len(scanned.findings)),
        "yes" if told <= found else "no",
        f"{seconds / pages:.1f}",
    )


def _files(folder: Path, wording: str, look: str, kinds: tuple[str, ...]) -> tuple[Path, Path]:
    report = make_report(make_accounts(3), wording)
    for kind in kinds:
        inject(report, kind, random.Random(1))
    printed, scanned = (folder / f"{name}{len(kinds)}.pdf" for name in ("print", "scan"))
    write_pdf(report, printed, VARIANTS["plain"])
    scanned.write_bytes(scan(printed.read_bytes(), LOOKS[look]))
    return printed, scanned


def _cells(document: Document) -> Iterator[tuple[int | None, int, int, str]]:
    """Page, row, column and text of every cell that prints something."""
    for block in document.layout.blocks:
        if isinstance(block, Grid):
            for row in block.cells:
                for cell in row:
                    if cell.text.strip():
                        page = block.pages[0] if block.pages else None
                        yield page, cell.row, cell.column, squeeze(cell.text)


if __name__ == "__main__":
    main()
