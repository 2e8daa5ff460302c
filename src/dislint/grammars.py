"""Where the grammar files are: beside the built-in rules, in the checkout and in the wheel alike."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path


def grammar_text(name: str) -> str:
    """The text of a grammar file ("relations.lark"). Raises FileNotFoundError where the package lacks it."""
    # grammar/ holds no Python, so an editable install does not make it a package; rules/ is one and lies beside it.
    rules = find_spec("dislint.rules")
    if rules is None or rules.origin is None:
        raise FileNotFoundError(name)
    return (Path(rules.origin).parent.parent / "grammar" / name).read_text(encoding="utf-8")
