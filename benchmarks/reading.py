"""How many cells and paragraphs of generated reports are read right, beside pdfplumber's extract_tables.

Run: ``python benchmarks/reading.py [VARIANT …] [--seeds 2] [--engine auto] [--verbose]``, with the extra ``bench``.
Variants whose font, browser or office program is not installed are named and left out. A cell that prints
something is right where the row that corresponds to its own has the same text in the same column; rows
are brought together in order (difflib), so that repeated headers count for nothing and rows torn by a page
break count as wrong. A paragraph is right where it was read as one passage, letter for letter.
"""

from __future__ import annotations

import argparse
import tempfile
from collections import Counter
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher
from pathlib import Path

from printers import PRINTERS, Unavailable

from dislint.blocks import Grid, Layout, Passage
from dislint.layout.compose import compose
from dislint.readers.model import ReadOptions
from dislint.readers.pdf import PdfReader
from dislint.testing.accounts import make_accounts
from dislint.testing.report import Report, TableBlock
from dislint.testing.wordings import make_report
from dislint.text import squeeze

WORDINGS = ("shanxi", "shanghai")
"""One with codes in one column and numbered tables, one with codes split into 类, 款, 项 and paired columns."""

Row = tuple[str, ...]


def true_rows(report: Report) -> list[Row]:
    return [
        tuple(squeeze(text) for text in row)
        for block in report.blocks
        if isinstance(block, TableBlock)
        for row in block.rows
    ]


def read_rows(layout: Layout) -> list[Row]:
    """The rows of all grids; a merged cell stands at its first place only, as the generator writes it."""
    return [
        tuple(cell.text if (cell.row, cell.column) == (r, c) else "" for c, cell in enumerate(row))
        for grid in layout.blocks
        if isinstance(grid, Grid)
        for r, row in enumerate(grid.cells)
    ]


def plumber_rows(path: Path) -> list[Row]:
    import pdfplumber

    with pdfplumber.open(path) as document:
        return [
            tuple(squeeze(text or "") for text in row)
            for page in document.pages
            for table in page.extract_tables()
            for row in table
        ]


def cells_right(true: Sequence[Row], found: Sequence[Row], wrong: list[str]) -> tuple[int, int]:
    """How many cells are right, of how many that print something."""
    matcher = SequenceMatcher(None, ["".join(row) for row in true], ["".join(row) for row in found], autojunk=False)
    right = 0
    for _, i, j, k, m in matcher.get_opcodes():
        for at in range(j - i):
            row, read = true[i + at], found[k + at] if at < m - k else ()
            here = [c < len(read) and read[c] == text for c, text in enumerate(row) if text]
            right += sum(here)
            if not all(here):
                wrong.append(f"{row} <> {read}")
    return right, sum(bool(text) for row in true for text in row)


def true_paragraphs(report: Report) -> list[str]:
    texts: list[str] = []
    for block in report.blocks:
        if isinstance(block, TableBlock):
            texts += [block.title, *block.caption, *block.notes]
        else:
            texts.append(block.text)
    return [squeeze(text) for text in texts]


def paragraphs_right(true: Sequence[str], layout: Layout, wrong: list[str]) -> int:
    read = Counter(block.compact.text for block in layout.blocks if isinstance(block, Passage))
    missing = Counter(true) - read
    wrong += missing
    return len(true) - missing.total()


def share(right: int, whole: int) -> str:
    return f"{right / whole:.4f}" if whole else "-"


def measure(name: str, seeds: Iterable[int], engine: str, verbose: bool, plumber: bool) -> str:
    cells, cell_count, texts, text_count, theirs = 0, 0, 0, 0, 0
    with tempfile.TemporaryDirectory() as folder:
        for wording in WORDINGS:
            for seed in seeds:
                report = make_report(make_accounts(seed), wording)
                path = Path(folder) / f"{wording}-{seed}.pdf"
                PRINTERS[name](report, path)
                layout = compose(PdfReader().read(path, path.read_bytes(), ReadOptions(engine=engine)))
                wrong: list[str] = []
                true = true_rows(report)
                right, whole = cells_right(true, read_rows(layout), wrong)
                cells, cell_count = cells + right, cell_count + whole
                paragraphs = true_paragraphs(report)
                texts, text_count = texts + paragraphs_right(paragraphs, layout, wrong), text_count + len(paragraphs)
                if plumber:
                    theirs += cells_right(true, plumber_rows(path), [])[0]
                if verbose:
                    print(*wrong, sep="\n")
    beside = share(theirs, cell_count) if plumber else "-"
    return f"| {name} | {share(cells, cell_count)} | {share(texts, text_count)} | {beside} |"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("variants", nargs="*", default=list(PRINTERS), metavar="VARIANT")
    parser.add_argument("--seeds", type=int, default=2)
    parser.add_argument("--engine", default="auto")
    parser.add_argument("--verbose", action="store_true", help="print the rows and paragraphs that are wrong")
    parser.add_argument("--alone", action="store_true", help="without pdfplumber")
    options = parser.parse_args()
    print("| layout | cells | paragraphs | cells, pdfplumber |\n| --- | --- | --- | --- |")
    for name in options.variants:
        try:
            row = measure(name, range(1, options.seeds + 1), options.engine, options.verbose, not options.alone)
        except Unavailable as missing:
            row = f"| {name} | {missing} | | |"
        print(row, flush=True)


if __name__ == "__main__":
    main()
