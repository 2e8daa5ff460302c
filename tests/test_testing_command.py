"""``python -m dislint.testing``: a report in each format, with the errors that were asked for."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from dislint import lint


@pytest.mark.parametrize("suffix", [".pdf", ".docx", ".html", ".txt"])
def test_formats(tmp_path: Path, suffix: str) -> None:
    pytest.importorskip("reportlab")
    pytest.importorskip("docx")
    out = tmp_path / f"a{suffix}"
    subprocess.run([sys.executable, "-m", "dislint.testing", out, "--errors", "2"], check=True)
    (result,) = lint([out])
    assert result.summary.kind == "final-accounts"
    assert len(result.findings) >= 2


def test_another_suffix_is_refused(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "dislint.testing", tmp_path / "a.odt"], capture_output=True, check=False
    )
    assert done.returncode == 2
    assert not list(tmp_path.iterdir())
