"""Test support: synthetic reports, clean or with injected errors, and cases, for the project's and plugins' tests."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dislint import on_first_use

if TYPE_CHECKING:
    from dislint.testing.accounts import make_accounts
    from dislint.testing.cases import Case, load_cases
    from dislint.testing.injection import INJECTIONS, inject
    from dislint.testing.report import Report
    from dislint.testing.scans import LOOKS, scan
    from dislint.testing.variants import VARIANTS
    from dislint.testing.wordings import WORDINGS, make_report
    from dislint.testing.writers import write_docx, write_html, write_pdf, write_text

_HOMES = {
    "Case": "dislint.testing.cases",
    "INJECTIONS": "dislint.testing.injection",
    "Report": "dislint.testing.report",
    "VARIANTS": "dislint.testing.variants",
    "WORDINGS": "dislint.testing.wordings",
    "inject": "dislint.testing.injection",
    "load_cases": "dislint.testing.cases",
    "LOOKS": "dislint.testing.scans",
    "make_accounts": "dislint.testing.accounts",
    "scan": "dislint.testing.scans",
    "make_report": "dislint.testing.wordings",
    "write_docx": "dislint.testing.writers",
    "write_html": "dislint.testing.writers",
    "write_pdf": "dislint.testing.writers",
    "write_text": "dislint.testing.writers",
}
__all__ = [
    "INJECTIONS",
    "LOOKS",
    "VARIANTS",
    "WORDINGS",
    "Case",
    "Report",
    "inject",
    "load_cases",
    "make_accounts",
    "make_report",
    "scan",
    "write_docx",
    "write_html",
    "write_pdf",
    "write_text",
]


if not TYPE_CHECKING:
    __getattr__ = on_first_use(globals(), _HOMES, {})
