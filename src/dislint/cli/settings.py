"""What a command owes to a configuration's plugins: what is wrong with them is told, and shows in the exit status."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dislint.cli.out import complain
from dislint.language import say

if TYPE_CHECKING:
    from dislint.config.configuration import Config
    from dislint.plugins import Registry

_FAILED = 2


def told(config: Config, registry: Registry) -> int:
    """The exit status, after telling."""
    problems = (*registry.problems, *(say(*refused) for refused in config.refused))
    for problem in problems:
        complain(problem)
    return _FAILED if problems else 0
