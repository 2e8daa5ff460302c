"""The same findings, byte for byte: whatever the engine, the number of processes, the cache, the hash seed, the locale."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from pathlib import Path
from typing import Any

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


def output(reports: Path, *options: str, cwd: Path | None = None, **environment: Any) -> bytes:
    """What a run prints over the folder of reports, given relative or, from another folder, absolute."""
    command = [sys.executable, "-m", "dislint", "--isolated", "--severity", "info", "--output-format", "jsonl"]
    done = subprocess.run(
        [*command, *options, str(reports) if cwd else "."],
        cwd=cwd or reports,
        capture_output=True,
        check=False,
        env={**os.environ, **environment},
    )
    assert done.returncode == 1, done.stderr
    return done.stdout.replace(f"{reports}{os.sep}".encode(), b"")


def test_output_depends_on_the_reports_alone(reports: Path, tmp_path: Path) -> None:
    cache: Any = {"DISLINT_CACHE_DIR": str(tmp_path / "cache")}
    reference = output(reports, "--no-cache", PYTHONHASHSEED="0")
    assert reference.count(b'"finding"') > 5
    same = [
        output(reports, "--engine", "pdfminer", "-j", "4", **cache, PYTHONHASHSEED="1"),
        output(reports, **cache, PYTHONHASHSEED="random", LC_ALL="C", PYTHONUTF8="0", TZ="Asia/Shanghai"),
        output(reports, "-j", "2", **cache, LC_ALL="C.UTF-8", TZ="America/New_York", cwd=tmp_path),
        output(reports, "--no-cache", "-j", "2", LC_ALL="zh_CN.UTF-8", LANG="zh_CN.UTF-8", cwd=tmp_path),
    ]
    assert [text == reference for text in same] == [True] * len(same)


CASES = Path(os.environ.get("DISLINT_CORPUS", Path(__file__).parents[2] / "shared")) / "cases" / "regions"


@pytest.mark.skipif(not CASES.is_dir(), reason="the shared cases are not there")
def test_ten_hash_seeds_give_the_same_findings() -> None:
    outputs = {output(CASES, "--no-cache", PYTHONHASHSEED=str(seed)) for seed in range(10)}
    assert len(outputs) == 1
