"""The labels of rows: enumerator and canonical words."""

from __future__ import annotations

import re
from collections.abc import Mapping

from dislint.numbers import NUMERAL

_ENUMERATOR = re.compile(rf"{NUMERAL}{{1,3}}、|\d{{1,2}}[.、](?!\d)|\({NUMERAL}{{1,3}}\)")


def canonical_label(text: str, rows: Mapping[str, str]) -> tuple[str, str]:
    """The enumerator and the canonical label of a row's compact text; ``rows`` are the canonical ones by others."""
    found = _ENUMERATOR.match(text)
    mark = found.group() if found else ""
    label = text[len(mark) :]
    label = re.sub(r"^其中:|^\(类\)|\(类\)$", "", label)
    return mark, rows.get(label, label)
