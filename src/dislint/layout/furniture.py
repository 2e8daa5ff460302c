"""Page furniture: page numbers, running headers and footers, kept out of the text."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from itertools import takewhile
from typing import TYPE_CHECKING

from dislint.layout.model import Line
from dislint.text import squeeze

if TYPE_CHECKING:
    from dislint.layout.compose import PagePrint

_PAGE_NUMBER = re.compile(r"[-—–_]{0,2}(?:第?\d{1,4}页?(?:[/共]{1,2}\d{1,4}页?)?)[-—–_]{0,2}|[ivxIVX]{1,6}")
_CAPTION = re.compile(r"公开\d{1,2}表|单位:?(?:人民币)?[万亿]?元")
"""Number and unit of a table, on some reports at the very top of the page: a table is known by them."""
