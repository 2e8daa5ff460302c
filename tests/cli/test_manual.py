"""The rule pages in docs/rules are the rules' docstrings."""

from pathlib import Path

from dislint.cli.manual import write_pages
from dislint.plugins import load_plugins

PAGES = Path(__file__).parents[2] / "docs" / "rules"


def test_pages_are_in_step(tmp_path: Path) -> None:
    builtin = [rule for rule in load_plugins().rules if rule.__module__.startswith("dislint.rules")]
    write_pages(builtin, tmp_path)
    written = {path.name: path.read_text(encoding="utf-8") for path in tmp_path.iterdir()}
    kept = {path.name: path.read_text(encoding="utf-8") for path in PAGES.iterdir()}
    assert written == kept, "run: python -m dislint.cli.manual docs/rules"
