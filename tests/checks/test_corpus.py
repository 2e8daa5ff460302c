"""Relations over the real reports: their tables are consistent, so every relation holds, if only by rounding."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from dislint.checks.model import Check, Outcome

Evaluate = Callable[[str], Sequence[Check]]
CORPUS = Path(os.environ.get("DISLINT_CORPUS", Path(__file__).parents[3] / "shared")) / "corpus"
REPORT = CORPUS / "lanxian-2024.txt"


@pytest.mark.skipif(not REPORT.exists(), reason="needs the corpus beside the checkout")
def test_real_tables_hold(evaluated: Evaluate) -> None:
    checks = evaluated(REPORT.read_text(encoding="utf-8"))
    assert not [check for check in checks if check.outcome is Outcome.FAILS]
    assert len([check for check in checks if check.outcome is Outcome.ROUNDING]) < len(checks) / 5
    assert {"T201", "T202", "T203", "T204", "T205", "X301", "X302", "X303", "X306"} <= {c.relation for c in checks}
