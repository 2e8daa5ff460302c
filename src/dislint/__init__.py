"""dislint: a linter for the disclosure reports of Chinese government departments (部门决算公开)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dislint.config import Config
    from dislint.document import Document, DocumentKind
    from dislint.findings import Finding, Related, Severity
    from dislint.hookspecs import hookimpl
    from dislint.layout.model import Anchor
    from dislint.linter import lint
    from dislint.options import ConfigError, Option
    from dislint.results import Result
    from dislint.rule import Rule

__version__ = "0.1.0"

_HOMES = {
    "Anchor": "dislint.layout.model",
    "Config": "dislint.config",
    "ConfigError": "dislint.options",
    "Document": "dislint.document",
    "DocumentKind": "dislint.document",
    "Finding": "dislint.findings",
    "Option": "dislint.options",
    "Related": "dislint.findings",
    "Result": "dislint.linter",
    "Rule": "dislint.rule",
    "Severity": "dislint.findings",
    "hookimpl": "dislint.hookspecs",
    "lint": "dislint.linter",
}
__all__ = [
    "Anchor",
    "Config",
    "ConfigError",
    "Document",
    "DocumentKind",
    "Finding",
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
