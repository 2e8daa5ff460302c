"""A cluster of two worker processes on this machine, and the runs it carries."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from dislint import Config, Job, lint
from dislint.testing import inject, make_accounts, make_report, write_text

distributed = pytest.importorskip("distributed")
lint_on = pytest.importorskip("dislint_dask").lint_on

SOURCE = Path(__file__).parents[1] / "src"
HOUSE = """
import os, time
from dislint import Rule, hookimpl
class Trap(Rule):
    code, name, severity = "TRAP001", "trap", "warning"
    def check(self, document):
        if "dies" in os.path.basename(document.path): os._exit(3)
        if "hangs" in os.path.basename(document.path): time.sleep(60)
        return []
@hookimpl
def dislint_rules(): return [Trap]
"""


@pytest.fixture(scope="module")
def client() -> Iterator[Any]:
    cluster = distributed.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None)
    with cluster, distributed.Client(cluster) as client:
        yield client


@pytest.fixture
def reports(tmp_path: Path) -> list[Path]:
    files = []
    for seed in range(5):
        report = make_report(make_accounts(seed), "shanxi")
        inject(report, "growth", random.Random(seed))
        file = tmp_path / f"report{seed}.txt"
        file.write_text(write_text(report), encoding="utf-8")
        files.append(file)
    return files


def test_results_are_those_of_one_process_in_the_same_order(client: Any, reports: list[Path]) -> None:
    config = Config(minimum_severity="info")
    here = [(result.path, result.findings, result.summary) for result in lint(reports, config)]
    there = [(r.path, r.findings, r.summary) for r in lint_on(client, [Job(file, config) for file in reports])]
    assert there == here
    assert all(findings for _, findings, _ in here)


def test_content_can_be_sent(client: Any, reports: list[Path]) -> None:
    data = reports[0].read_bytes()
    (result,) = lint_on(client, [Job(Path("elsewhere.txt"), Config(), data)])
    assert {finding.code for finding in result.findings} == {f.code for f in next(lint(reports[:1])).findings}


def test_a_worker_that_dies_or_hangs_loses_its_report_only(
    client: Any, reports: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dislint_dask.GRACE", 1)
    house = tmp_path / "house.py"
    house.write_text(HOUSE, encoding="utf-8")
    config = Config(plugins=(house,), select=("TRAP",), timeout=6)
    files = [
        reports[0],
        reports[1].rename(tmp_path / "hangs.txt"),
        reports[2].rename(tmp_path / "dies.txt"),
        reports[3],
    ]
    results = list(lint_on(client, [Job(file, config) for file in files]))
    assert [[f.code for f in result.findings] for result in results] == [[], ["E004"], ["E004"], []]


def test_the_command_line_runs_on_a_cluster(client: Any, reports: list[Path], tmp_path: Path) -> None:
    # As an installed plugin is found by its entry point, one that is not is by its file.
    (tmp_path / "cluster.py").write_text(
        "from dislint_dask import dislint_options, dislint_runners\n", encoding="utf-8"
    )
    settings = f'scheduler = "{client.scheduler.address}"\nsend-files = true\n'
    (tmp_path / "house.toml").write_text(
        f'plugins = ["cluster.py"]\n[plugin-settings.dask]\n{settings}', encoding="utf-8"
    )
    files = [file.name for file in reports]
    command = [sys.executable, "-m", "dislint", "--config", "house.toml", "--no-cache", *files]
    paths = {**os.environ, "PYTHONPATH": os.pathsep.join([str(SOURCE), os.environ.get("PYTHONPATH", "")])}
    there, here = (
        subprocess.run([*command, *more], cwd=tmp_path, capture_output=True, check=False, env=paths)
        for more in (["--runner", "dask"], [])
    )
    assert there.stdout == here.stdout != b"", there.stderr
    assert there.returncode == here.returncode == 1
