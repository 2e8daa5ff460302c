"""The same findings, byte for byte: whatever the engine, the number of processes, the cache, the hash seed, the locale."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from pathlib import Path

import pytest

from dislint.testing.accounts import make_accounts
from dislint.testing.injection import inject
from dislint.testing.variants import VARIANTS
from dislint.testing.wordings import make_report
from dislint.testing.writers import write_pdf, write_text


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("reports")
    for seed, wording in enumerate(("shanxi", "shanghai", "hunan")):
        report, draw = make_report(make_accounts(seed), wording), random.Random(seed)
        for kind in ("growth", "total-row", "income-in-text"):
            inject(report, kind, draw)
        (folder / f"{wording}.txt").write_text(write_text(report), encoding="utf-8")
        write_pdf(report, folder / f"{wording}.pdf", VARIANTS["plain"])
    return folder


def output(reports: Path, *options: str, **environment: str) -> bytes:
    command = [
        sys.executable,
        "-m",
        "dislint",
        "--isolated",
        "--severity",
        "info",
        "--output-format",
        "jsonl",
        *options,
    ]
    done = subprocess.run(
        [*command, "."], cwd=reports, capture_output=True, check=False, env={**os.environ, **environment}
    )
    assert done.returncode == 1, done.stderr
    return done.stdout


def test_output_depends_on_the_reports_alone(reports: Path, tmp_path: Path) -> None:
    cache = {"DISLINT_CACHE_DIR": str(tmp_path / "cache")}
    reference = output(reports, "--no-cache", PYTHONHASHSEED="0")
    assert reference.count(b'"finding"') > 5
    assert output(reports, "--engine", "pdfminer", "-j", "3", **cache, PYTHONHASHSEED="1") == reference
    assert output(reports, **cache, PYTHONHASHSEED="2", LC_ALL="C", PYTHONUTF8="0", TZ="Asia/Shanghai") == reference
    assert output(reports, "-j", "2", **cache, LC_ALL="C.UTF-8", TZ="America/New_York") == reference
