"""The wheel holds rules, relation packs, lexicon and grammar: installed elsewhere it lints."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import venv
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
pytest.importorskip("build")

# A table whose total is not the sum of its lines, and a sentence with a placeholder.
REPORT = """虚构市示例局2024年度部门决算

第二部分 2024年度部门决算表

收入支出决算总表
公开01表
单位：万元
收入\t\t支出\t
项目\t决算数\t项目\t决算数
一、一般公共预算财政拨款收入\t100.00\t一、一般公共服务支出\t100.00
本年收入合计\t100.00\t本年支出合计\t100.00
总计\t100.00\t总计\t100.00

收入决算表
公开02表
单位：万元
功能分类科目编码\t科目名称\t本年收入合计\t财政拨款收入\t上级补助收入\t事业收入\t经营收入\t附属单位上缴收入\t其他收入
\t合计\t120.00\t120.00\t\t\t\t\t
201\t一般公共服务支出\t120.00\t120.00\t\t\t\t\t

第三部分 2024年度部门决算情况说明
一、收入支出决算总体情况说明
2024年度收入总计XX万元。
"""


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Python of a fresh environment that has the wheel and nothing of the checkout."""
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run([sys.executable, "-m", "build", "--outdir", folder, ROOT], check=True, capture_output=True)
    (wheel,) = folder.glob("*.whl")
    venv.create(folder / "env", with_pip=True)
    python = folder / "env" / ("Scripts" if os.name == "nt" else "bin") / "python"
    subprocess.run([python, "-m", "pip", "install", "--quiet", wheel], check=True, capture_output=True)
    return python


def lint(python: Path, folder: Path, name: str) -> tuple[int, dict[str, object]]:
    environment = {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")}
    run = subprocess.run(
        [python, "-m", "dislint", "--output-format", "json", name],
        cwd=folder, env=environment, capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert "Traceback" not in run.stderr
    return run.returncode, json.loads(run.stdout)


def test_lints_text_from_another_folder(installed: Path, tmp_path: Path) -> None:
    (tmp_path / "report.txt").write_text(REPORT, encoding="utf-8")
    status, output = lint(installed, tmp_path, "report.txt")
    codes = {finding["code"] for finding in output["findings"]}  # type: ignore[attr-defined]
    assert status == 1
    assert {"X301", "W802"} <= codes


def test_lints_a_generated_pdf_from_another_folder(installed: Path, tmp_path: Path) -> None:
    pytest.importorskip("dislint.testing.__main__", reason="the generator of reports is not there")
    pytest.importorskip("reportlab")
    report = tmp_path / "report.pdf"
    subprocess.run([sys.executable, "-m", "dislint.testing", report], check=True, capture_output=True)
    status, output = lint(installed, tmp_path, "report.pdf")
    assert status in (0, 1)
    document: dict[str, object]
    (document,) = output["documents"]  # type: ignore[misc]
    assert document["kind"] == "final-accounts"


def test_set_up_of_the_readme(tmp_path: Path) -> None:
    """The first command of the README, in a copy of the checkout, installs and lints the example."""
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, encoding="utf-8", check=True)
    for name in listed.stdout.splitlines():
        target = tmp_path / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, target)
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    command = re.search(r"^\$ (python3 -m venv .* && \.venv/bin/dislint example\.pdf)$", readme, re.M)
    assert command
    run = subprocess.run(["bash", "-c", command[1]], cwd=tmp_path, capture_output=True, encoding="utf-8", check=False)
    assert run.returncode == 1, run.stderr
    shown = readme.partition("$ dislint example.pdf\n")[2].partition("```")[0]
    assert run.stdout + run.stderr.splitlines(keepends=True)[-1] == shown
