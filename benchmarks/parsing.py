"""What reading the narrative costs: milliseconds of processor time for each wording of the generator.

Run: ``python benchmarks/parsing.py [FILE …] [--repeat 20]``. Without files the generated reports are measured, each with
the tables and the narrative of a report of about 25 pages. ``read`` turns sentences into claims, ``check`` holds the claims
against tables and one another; the grammar is loaded before, once a process.
The medians of all repetitions are printed.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from statistics import median

from dislint.checks.restatements import check_claims
from dislint.claims.lexicon import Lexicon, load_lexicon
from dislint.claims.narrative import read_narrative
from dislint.config.configuration import Config
from dislint.document import Document
from dislint.linter.linter import Linter
from dislint.plugins import load_plugins
from dislint.testing.accounts import make_accounts
from dislint.testing.wordings import WORDINGS, make_report
from dislint.testing.writers import write_text


def milliseconds(work: Callable[[], object]) -> float:
    """The processor time of one call."""
    start = time.process_time()
    work()
    return (time.process_time() - start) * 1000


def documents(files: list[Path]) -> Iterator[tuple[str, Document]]:
    """The documents to measure, by name."""
    linter = Linter(Config())
    for file in files:
        yield file.name, linter.analyse(file, file.read_bytes())
    if not files:
        for wording in sorted(WORDINGS):
            text = write_text(make_report(make_accounts(1), wording))
            yield wording, linter.analyse(Path(f"{wording}.txt"), text.encode())


def measure(document: Document, lexicon: Lexicon, repeat: int) -> tuple[float, float]:
    """Medians of reading and of checking a document's narrative."""
    read, check = [], []
    for _ in range(repeat):
        read.append(milliseconds(lambda: read_narrative(document.layout, document.structure, lexicon)))
        narrative = read_narrative(document.layout, document.structure, lexicon)
        check.append(milliseconds(partial(check_claims, narrative, document.structure, lexicon.names)))
    return median(read), median(check)


def main() -> None:
    """Prints a line a document."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--repeat", type=int, default=20)
    arguments = parser.parse_args()
    lexicon = load_lexicon(load_plugins(()).lexicon)
    for name, document in documents(arguments.files):
        read, check = measure(document, lexicon, arguments.repeat)
        figures = sum(bool(verdict.mention.figure.unit.label) for verdict in document.verdicts)
        print(f"{name:28} {figures:4} amounts and rates   read {read:5.1f} ms   check {check:5.1f} ms")


if __name__ == "__main__":
    main()
