"""Excel workbooks for dislint: reports in them are read."""

from __future__ import annotations

from collections.abc import Sequence

from dislint import hookimpl
from dislint_xlsx.reading import XlsxReader

__all__ = ["XlsxReader"]
DISLINT_API = 1


@hookimpl
def dislint_readers() -> Sequence[XlsxReader]:
    """The reader of this plugin."""
    return [XlsxReader()]
