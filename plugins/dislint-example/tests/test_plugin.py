"""The cases of cases.toml: texts, and the findings they must and must not give."""

from __future__ import annotations

from pathlib import Path

import dislint_example
import pytest

from dislint.testing import Case, load_cases


@pytest.mark.parametrize("case", load_cases(Path(__file__).with_name("cases.toml")), ids=str)
def test_case(case: Case) -> None:
    case.check(plugins=[Path(dislint_example.__file__)])
