"""The manual's page of a rule, made from its docstring."""

from __future__ import annotations

import inspect

from dislint.rule import Rule

_SEVERITIES = {"error": "错误", "warning": "警告", "info": "提示"}


def page(rule: type[Rule], lang: str = "zh") -> str:
    """A rule's page: its code, name and severity, its summary, and its docstring."""
    english = lang == "en"
    severity = rule.severity if english else _SEVERITIES[rule.severity]
    summary = (rule.summary_en if english else "") or rule.summary
    return f"{rule.code} {rule.name} ({severity})\n{summary}\n\n{inspect.cleandoc(rule.__doc__ or summary)}\n"
