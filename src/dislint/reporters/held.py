"""Two documents that were linted, held against each other: two versions of a report, or two years of a body."""

from __future__ import annotations

from dislint.comparing.model import Between, Digest
from dislint.comparing.recognition import between, in_order
from dislint.linter.comparisons import compared, findings_across
from dislint.linter.linter import Linter
from dislint.linter.results import Result
from dislint.reporters import compared as years
from dislint.reporters import versions
from dislint.reporters.sheets.model import Content


def held(old: Result, new: Result, linter: Linter, as_versions: bool = False) -> Content:
    """What is shown of both, of which ``digested`` was made; the results in it have the findings that are new or remain.

    Raises ConfigError and TimeLimitError.
    """
    lang = linter.config.lang
    digests = {id(result.made): result for result in (old, new)}
    one, other = old.made, new.made
    assert isinstance(one, Digest)
    assert isinstance(other, Digest)
    if as_versions or between(one, other) is Between.VERSIONS:
        both = versions.versions_of(old, new)
        return Content(versions.sheet_of(both, lang), versions.object_of(both, lang), (both.left,))
    one, other = in_order(one, other)
    comparison = compared(one, other, linter)
    now = findings_across(comparison, digests[id(other)], linter)
    view = years.Compared(comparison, digests[id(one)], now)
    return Content(years.sheet_of(view, lang), years.object_of(view, lang), (now,))
