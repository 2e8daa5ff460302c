"""Folders of many reports: when the first result comes, and how much memory the run and its workers take.

Run: ``python benchmarks/scale.py [--reports 500 5000] [-j 1 2]`` on Linux; twenty minutes on two cores. Twenty generated
reports, most as text and some as PDF, lie in the folder again and again (hard links), a hundred a folder. Prints a line
for each number of reports and of processes: what grows with the number of reports would show in the last two columns.
"""

from __future__ import annotations

import argparse
import os
import random
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import IO

from dislint.testing.accounts import make_accounts
from dislint.testing.injection import inject
from dislint.testing.variants import VARIANTS
from dislint.testing.wordings import WORDINGS, make_report
from dislint.testing.writers import write_pdf, write_text

MADE = 20


def make(folder: Path) -> list[Path]:
    """Reports of some pages, each with an error."""
    files = []
    for seed in range(MADE):
        report = make_report(make_accounts(seed), sorted(WORDINGS)[seed % len(WORDINGS)])
        inject(report, "class-row", random.Random(seed))
        report.blocks[:] = report.blocks[seed % 6 :: 6]
        file = folder / f"made{seed}{'.pdf' if seed % 5 == 0 else '.txt'}"
        if file.suffix == ".pdf":
            write_pdf(report, file, VARIANTS["plain"])
        else:
            file.write_text(write_text(report), encoding="utf-8")
        files.append(file)
    return files


def spread(made: list[Path], folder: Path, count: int) -> Path:
    for number in range(count):
        source, place = made[number % MADE], folder / f"{number // 100:04}"
        place.mkdir(parents=True, exist_ok=True)
        os.link(source, place / f"report{number:06}{source.suffix}")
    return folder


def measure(folder: Path, jobs: int) -> tuple[float, float, float, float]:
    """Seconds to the first line and to the end; peak MiB of the run's own process and of its largest worker."""
    command = [sys.executable, "-m", "dislint", "--isolated", "--no-cache", "-q", "--output-format", "jsonl"]
    started = time.monotonic()
    run = subprocess.Popen([*command, "-j", str(jobs), str(folder)], stdout=subprocess.PIPE)
    assert run.stdout is not None
    first: list[float] = []
    reading = threading.Thread(target=_read, args=(run.stdout, first))
    reading.start()
    peaks: dict[int, float] = {}
    while run.poll() is None:
        for process in (run.pid, *_children(run.pid)):
            peaks[process] = max(peaks.get(process, 0.0), _peak(process))
        time.sleep(0.1)
    reading.join()
    if run.returncode != 1:
        sys.exit(f"exit status {run.returncode}")
    workers = [peak for process, peak in peaks.items() if process != run.pid]
    return first[0] - started, time.monotonic() - started, peaks[run.pid], max(workers)


def _read(lines: IO[bytes], first: list[float]) -> None:
    for _ in lines:
        if not first:
            first.append(time.monotonic())


def _children(process: int) -> list[int]:
    try:
        return [int(child) for child in Path(f"/proc/{process}/task/{process}/children").read_text().split()]
    except OSError:
        return []


def _peak(process: int) -> float:
    try:
        status = Path(f"/proc/{process}/status").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in status.splitlines() if line.startswith("VmHWM")), 0.0)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reports", nargs="*", type=int, default=[500, 5000])
    parser.add_argument("-j", dest="jobs", nargs="*", type=int, default=[1, 2])
    options = parser.parse_args()
    print("| reports | `-j` | first result | whole run | peak of the run | peak of a worker |")
    print("| --- | --- | --- | --- | --- | --- |")
    with tempfile.TemporaryDirectory() as name:
        made = make(Path(name))
        for count in options.reports:
            folder = spread(made, Path(name, str(count)), count)
            for jobs in options.jobs:
                first, whole, own, worker = measure(folder, jobs)
                print(
                    f"| {count} | {jobs} | {first:.1f} s | {whole:.0f} s | {own:.0f} MiB | {worker:.0f} MiB |",
                    flush=True,
                )


if __name__ == "__main__":
    main()
