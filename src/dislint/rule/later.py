"""Rules that are loaded when they are first looked at: a run over files that have not changed looks at none."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, overload

if TYPE_CHECKING:
    from dislint.rule.rules import Rule

    _Rules = Sequence[type[Rule]]
else:
    _Rules = Sequence


class LaterRules(_Rules):
    """What ``find`` finds."""

    def __init__(self, find: Callable[[], Iterable[type[Rule]]]) -> None:
        self._find = find

    @cached_property
    def _rules(self) -> tuple[type[Rule], ...]:
        return tuple(self._find())

    @overload
    def __getitem__(self, index: int) -> type[Rule]: ...

    @overload
    def __getitem__(self, index: slice) -> Sequence[type[Rule]]: ...

    def __getitem__(self, index: int | slice) -> type[Rule] | Sequence[type[Rule]]:
        return self._rules[index]

    def __len__(self) -> int:
        return len(self._rules)
