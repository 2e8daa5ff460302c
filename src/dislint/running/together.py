"""Departments and their units in one run: the documents of a folder are held against each other when all of them are linted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from dislint.running.jobs import STDIN

if TYPE_CHECKING:
    from dislint.config.configuration import Config
    from dislint.linter.linter import Linters
    from dislint.linter.results import Result

_MOST = 60
"""So many documents wait for one another; of a larger folder nothing is known but what the configuration says."""
_CODES = ("D201", "D202")


def together(results: Iterable[Result], files: Sequence[tuple[Path, Config]], linters: Linters) -> Iterator[Result]:
    """The results in their order, those of a department and its units with what they say of each other.

    Results of a folder come when the last of them is there; where they end before, as they are.
    """
    source = iter(results)
    for group in _groups(files):
        waiting: list[Result] = []
        for _ in group:
            result = next(source, None)
            if result is None:
                break
            if len(group) == 1 or len(group) > _MOST:
                yield result
            else:
                waiting.append(result)
        if len(waiting) == len(group) and len(waiting) > 1:
            from dislint.running.families import held  # Most runs are of one file, and need none of it.

            yield from held(waiting, group, linters)
        else:
            yield from waiting
    yield from source  # There is no more; its end is waited for.


def _groups(files: Sequence[tuple[Path, Config]]) -> list[Sequence[tuple[Path, Config]]]:
    """The files that may be of one department: all of a small run, else those of a folder, one after the other."""
    if not any(_wanted(path, config) for path, config in files):
        return [[file] for file in files]
    if len(files) <= _MOST:
        return [files]
    groups: list[list[tuple[Path, Config]]] = []
    for path, config in files:
        if groups and groups[-1][-1][0].parent == path.parent and str(path) != STDIN:
            groups[-1].append((path, config))
        else:
            groups.append([(path, config)])
    return list(groups)


def _wanted(path: Path, config: Config) -> bool:
    selection = config.selection(str(path))
    return any(selection.selects(code) for code in _CODES)
