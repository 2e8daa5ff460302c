"""How fast dislint is, and how much memory it takes: prints the table of the README.

Run: ``python benchmarks/speed.py [--only reading startup jobs cache memory]``, with the extras ``bench`` and ``fast``. It takes about
five minutes on two cores. Rates are of CPU time, measured in one process on the same files in turn, the least of
several runs; whole runs of the program are wall time, the least of several. The files are two real reports where
../shared (or $DISLINT_CORPUS) holds them, else generated ones.
"""

from __future__ import annotations

import argparse
import logging
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

from dislint.config.configuration import Config
from dislint.layout.compose import compose
from dislint.linter.linter import Linter
from dislint.readers.model import ReadOptions
from dislint.readers.pdf import PdfReader
from dislint.testing.accounts import make_accounts
from dislint.testing.injection import inject
from dislint.testing.variants import VARIANTS
from dislint.testing.wordings import WORDINGS, make_report
from dislint.testing.writers import write_pdf

CORPUS = Path(os.environ.get("DISLINT_CORPUS", Path(__file__).parents[2] / "shared")) / "corpus"
REPORTS = 200
Row = tuple[str, str, str]


def least(runs: int, *works: Callable[[], object]) -> list[float]:
    """The least CPU time of each piece of work over so many turns, in seconds."""
    best = [float("inf")] * len(works)
    for _ in range(runs):
        for at, work in enumerate(works):
            started = time.process_time()
            work()
            best[at] = min(best[at], time.process_time() - started)
    return best


def program(*arguments: object, runs: int = 1, least_of: Callable[[list[float]], float] = min) -> float:
    """The wall time of a run of Python with these arguments, in seconds, the least of several."""
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    taken = []
    for _ in range(runs):
        started = time.perf_counter()
        done = subprocess.run(
            [sys.executable, *map(str, arguments)], env=environment, capture_output=True, encoding="utf-8", check=False
        )
        taken.append(time.perf_counter() - started)
        if done.returncode not in (0, 1) or "Traceback" in done.stderr:
            sys.exit(f"{arguments}: {done.returncode}\n{done.stderr}")
    return least_of(taken)


def lint(*arguments: object, runs: int = 1) -> float:
    return program("-m", "dislint", "--isolated", "-q", *arguments, runs=runs)


def samples(folder: Path) -> list[tuple[Path, int, int]]:
    """Reports to read, with their pages, and how often each is read."""
    import pypdfium2

    files = [CORPUS / "putuo-finance-2024.pdf", CORPUS / "lanxian-2024-chromium.pdf"]
    if not all(file.is_file() for file in files):
        files = [generate(folder / f"sample{seed}.pdf", seed) for seed in (1, 2)]
    return [(file, len(pypdfium2.PdfDocument(file)), 3 if at == 0 else 2) for at, file in enumerate(files)]


def generate(file: Path, seed: int) -> Path:
    """A generated report with an error."""
    report = make_report(make_accounts(seed), sorted(WORDINGS)[seed % len(WORDINGS)])
    inject(report, "class-row", random.Random(seed))
    write_pdf(report, file, VARIANTS["plain"])
    return file


def reading(folder: Path) -> Iterator[Row]:
    """Against the libraries that only read."""
    import pdfplumber
    from pdfminer.high_level import extract_pages

    def plumber(file: Path) -> None:
        with pdfplumber.open(file) as document:
            for page in document.pages:
                page.extract_text()
                page.extract_tables()
                page.close()

    def ours(file: Path, engine: str) -> None:
        result = Linter(Config(engine=engine)).lint(file)
        assert result.summary.pages, result.findings

    def mined(file: Path) -> None:
        list(extract_pages(file))

    def laid_out(file: Path) -> None:
        assert compose(PdfReader().read(file, file.read_bytes(), ReadOptions("pdfium"))).pages

    for file, pages, runs in samples(folder):
        reference, miner = least(runs, partial(ours, file, "pdfminer"), partial(mined, file))
        fast, read = least(runs + 1, partial(ours, file, "pdfium"), partial(laid_out, file))
        (plumb,) = least(1, partial(plumber, file))
        name = f"{pages} pages"
        yield f"engine pdfminer, {name}: whole of dislint ÷ extract_pages", f"{reference / miner:.2f}", "≤ 1.0"
        yield f"fast engine, {name}: pages/s ÷ pdfplumber's (text + tables)", f"{plumb / fast:.1f}", "≥ 10"
        yield f"the same without claims and rules: text and tables only, {name}", f"{plumb / read:.1f}", ""
        yield (
            f"pages a second, {name}: fast engine, engine pdfminer, extract_pages, pdfplumber",
            ", ".join(f"{pages / taken:.0f}" for taken in (fast, reference, miner, plumb)),
            "",
        )


def startup(folder: Path) -> Iterator[Row]:
    """The program from its start to its exit."""
    program("-m", "dislint", "--version")
    pairs = [(program("-m", "dislint", "--version"), program("-c", "import click")) for _ in range(15)]
    version, click = (min(column) for column in zip(*pairs, strict=True))
    yield '`dislint --version` ÷ `python -c "import click"`', f"{version / click:.2f}", "≤ 1.5"
    file, pages, _ = samples(folder)[0]
    name = f"{pages} pages, start to exit"
    yield f"one report of {name}, fast engine", f"{lint('--no-cache', file, runs=7):.2f} s", "≤ 0.40 s"
    kept = lint(file, runs=8)
    yield "the same, grammars and findings from the cache", f"{kept:.2f} s", "≤ 0.20 s"


def jobs(folder: Path) -> Iterator[Row]:
    """Many reports, one and several at a time; with and without the cache."""
    many = folder / "many"
    many.mkdir()
    made = [generate(folder / f"made{seed}.pdf", seed) for seed in range(20)]
    for number in range(REPORTS):
        shutil.copy(made[number % len(made)], many / f"report{number:03}.pdf")
    cores = os.cpu_count() or 1
    one = lint("--no-cache", "-j", 1, many)
    several = lint("--no-cache", "-j", cores, many)
    yield (
        f"{REPORTS} generated reports, `-j {cores}`: speed ÷ ({cores} × that of `-j 1`)",
        f"{one / several / cores:.2f}",
        "≥ 0.85",
    )
    yield f"reports a second, `-j 1`, `-j {cores}`", f"{REPORTS / one:.1f}, {REPORTS / several:.1f}", ""
    filled, single = lint(many), lint(many / "report000.pdf", runs=3)
    again = lint(many, runs=2)
    first, second = (filled - single) / (REPORTS - 1), max(again - single, 0.001) / (REPORTS - 1)
    yield "second run over unchanged files, a file: first ÷ second", f"{first / second:.0f}", "≥ 30"


def memory(folder: Path) -> Iterator[Row]:
    """The largest process of a run; and of one over many times the pages."""
    import pypdfium2

    file, pages, _ = samples(folder)[-1]
    large = folder / "large.pdf"
    source, target = pypdfium2.PdfDocument(file), pypdfium2.PdfDocument.new()
    times = -(-2000 // pages)
    for _ in range(times):
        target.import_pages(source)
    target.save(large)
    peak, most = peak_of(file), peak_of(large)
    yield f"peak memory, {pages} pages", f"{peak:.0f} MiB", "≤ 200 MiB"
    growth = (most - peak) / (pages * times - pages)
    yield f"its growth up to {pages * times} pages", f"{growth:.2f} MiB a page", "< 0.5 MiB a page"


def peak_of(file: Path) -> float:
    """The largest resident size of any process of a run, in MiB."""
    command = [sys.executable, "-m", "dislint", "--isolated", "-q", "--no-cache", str(file)]
    code = (
        "import resource, subprocess, sys\n"
        "subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL)\n"
        "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
    )
    done = subprocess.run([sys.executable, "-c", code, *command], capture_output=True, encoding="utf-8", check=True)
    return int(done.stdout) / (1024 * 1024 if sys.platform == "darwin" else 1024)


PARTS: dict[str, Callable[[Path], Iterator[Row]]] = {
    "reading": reading,
    "startup": startup,
    "jobs": jobs,
    "memory": memory,
}


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", nargs="*", choices=PARTS, default=list(PARTS))
    options = parser.parse_args(arguments)
    logging.disable(logging.CRITICAL)
    print("| what | measured | target |\n| --- | --- | --- |")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.environ["DISLINT_CACHE_DIR"] = str(folder / "cache")
        for part in options.only:
            for row in PARTS[part](folder):
                print("| " + " | ".join(row) + " |", flush=True)


if __name__ == "__main__":
    main()
