"""Canonical names of rows that the engine itself makes: the words that claims and relations use."""

from __future__ import annotations

BUDGET, ACTUAL = "预算数", "决算数"
