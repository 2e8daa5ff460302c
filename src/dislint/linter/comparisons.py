"""Documents that were linted held against each other: the findings of the rules for that, in the newer one."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from dislint.comparing.compare import compare
from dislint.linter.acceptance import accept
from dislint.linter.application import apply_across, decide
from dislint.linter.baseline import known_in
from dislint.linter.limits import time_limit

if TYPE_CHECKING:
    from dislint.comparing.model import Comparison, Digest
    from dislint.config.configuration import Config
    from dislint.linter.linter import Linter
    from dislint.linter.results import Result


def digested(result: Result, _: Config) -> Digest | None:
    """What is kept of a linted document to hold it against others: made where it is linted."""
    from dislint.comparing.digests import digest_of

    return None if result.document is None else digest_of(result.document)


def compared(old: Digest, new: Digest, linter: Linter) -> Comparison:
    """Two documents held against each other; raises ConfigError and TimeLimitError."""
    with time_limit(linter.config.timeout):
        return compare(old, new, linter.knowledge.comparisons)


def findings_across(comparison: Comparison, result: Result, linter: Linter) -> Result:
    """The result of the newer document with the findings of the comparison in place of its own."""
    config, path = linter.config, comparison.new.path
    selection = config.selection(path)
    found, failed = apply_across(comparison, linter.knowledge, selection, config.timeout)
    reported, accepted, used = accept(decide(found, selection), path, config, known_in(config.baseline, path))
    return replace(
        result,
        findings=tuple(reported),
        quotes=(None,) * len(reported),
        accepted=tuple(accepted),
        used=tuple(used),
        failed=failed,
        made=None,
    )
