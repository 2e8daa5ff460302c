"""dislint: a linter for the disclosure reports of Chinese government departments (部门决算公开)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dislint.blocks import Anchor
    from dislint.config.configuration import Config
    from dislint.config.options import ConfigError, Option
    from dislint.document import Document, DocumentKind
    from dislint.findings import Finding, Related, Severity
    from dislint.hookspecs import hookimpl
    from dislint.linter.linter import Linter, lint
    from dislint.linter.results import Result
    from dislint.rule.rules import Rule

__version__ = "0.1.0"

_HOMES = {
    "Anchor": "dislint.blocks",
    "Config": "dislint.config.configuration",
    "ConfigError": "dislint.config.options",
    "Document": "dislint.document",
    "DocumentKind": "dislint.document",
    "Finding": "dislint.findings",
    "Option": "dislint.config.options",
    "Related": "dislint.findings",
    "Linter": "dislint.linter.linter",
    "Result": "dislint.linter.results",
    "Rule": "dislint.rule.rules",
    "Severity": "dislint.findings",
    "hookimpl": "dislint.hookspecs",
    "lint": "dislint.linter.linter",
}
__all__ = [
    "Anchor",
    "Config",
    "ConfigError",
    "Document",
    "DocumentKind",
    "Finding",
    "Linter",
    "Option",
    "Related",
    "Result",
    "Rule",
    "Severity",
    "__version__",
    "hookimpl",
    "lint",
]


def __getattr__(name: str) -> Any:
    # Imported on first use: `dislint --version` must not load the engine.
    if name not in _HOMES:
        raise AttributeError(f"module 'dislint' has no attribute {name!r}")
    from importlib import import_module

    value = getattr(import_module(_HOMES[name]), name)
    globals()[name] = value
    return value
