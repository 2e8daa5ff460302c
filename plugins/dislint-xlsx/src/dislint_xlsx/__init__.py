"""Excel workbooks for dislint: reports in them are read, and the results of a run are written as one."""

from __future__ import annotations

from collections.abc import Sequence

from dislint import hookimpl
from dislint_xlsx.reading import XlsxReader
from dislint_xlsx.writing import XlsxReporter

__all__ = ["XlsxReader", "XlsxReporter"]
DISLINT_API = 1


@hookimpl
def dislint_readers() -> Sequence[XlsxReader]:
    """The reader of this plugin."""
    return [XlsxReader()]


@hookimpl
def dislint_reporters() -> Sequence[XlsxReporter]:
    """The reporter of this plugin."""
    return [XlsxReporter()]
