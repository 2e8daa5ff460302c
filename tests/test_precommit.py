"""The hooks of .pre-commit-hooks.yaml, run by pre-commit on a repository made here."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.mark.skipif(find_spec("pre_commit") is None, reason="pre-commit is not installed")
@pytest.mark.skipif(not (ROOT / ".git").exists(), reason="not a git checkout")
def test_hook_lints_the_files_of_a_repository(tmp_path: Path) -> None:
    repository = tmp_path / "reports"
    repository.mkdir()
    environment = os.environ | {"PRE_COMMIT_HOME": str(tmp_path / "cache"), "GIT_CONFIG_GLOBAL": os.devnull}
    (repository / "report.txt").write_text("示例局2024年度部门决算\n收入总计XX万元。\n", encoding="utf-8")
    (repository / "code.py").write_text("XX = 1\n", encoding="utf-8")
    (repository / "requirements.txt").write_text("xx==1.0\n占位符XX\n", encoding="utf-8")

    def call(*command: object) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [str(part) for part in command],
            cwd=repository, env=environment, capture_output=True, encoding="utf-8", check=False,
        )  # fmt: skip

    call("git", "init", "-q")
    call("git", "add", ".")
    run = call(sys.executable, "-m", "pre_commit", "try-repo", ROOT, "dislint", "--all-files", "--verbose")
    assert run.returncode == 1, run.stdout + run.stderr
    assert "report.txt:2:5: W802" in run.stdout
    assert "code.py" not in run.stdout
    assert "requirements.txt:" not in run.stdout
    (repository / "report.txt").unlink()
    call("git", "add", ".")
    run = call(sys.executable, "-m", "pre_commit", "try-repo", ROOT, "dislint", "--all-files", "--verbose")
    assert run.returncode == 0, run.stdout + run.stderr


def test_the_recipe_of_the_manual_names_hooks_that_are_there() -> None:
    hooks = set(re.findall(r"^- id: (\S+)$", (ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"), re.M))
    recipe = (ROOT / "docs" / "ci.md").read_text(encoding="utf-8").partition("## pre-commit")[2].partition("## ")[0]
    named = set(
        re.findall(r"\bdislint(?:-(?:pdf|docx|html|txt))?(?=[ ,]| *$)", recipe.partition("- id: ")[2].splitlines()[0])
    )
    assert named == hooks
