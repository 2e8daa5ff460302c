"""The producers of generated PDFs: reportlab in every layout, a browser, an office program."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from dislint.testing.report import Report
from dislint.testing.variants import VARIANTS, Variant, installed_font
from dislint.testing.writers import write_docx, write_html, write_pdf

Printer = Callable[[Report, Path], None]

_STYLES = {
    "browser": "table{border-collapse:collapse;width:100%;font-size:9pt} td{border:1px solid black;padding:3px}",
    "browser-fills": "table{border-spacing:2px;width:100%;font-size:9pt} td{background:#eee;padding:3px}",
    "browser-rows": "table{border-collapse:collapse;width:100%;font-size:9pt} tr{border-bottom:1px solid black} td{padding:4px 6px}",
    "browser-unruled": "table{width:100%;font-size:9pt} td{padding:4px 6px}",
}
_PAGE = "@page{size:A4;margin:2cm} p{text-indent:2em;line-height:1.7} "


class Unavailable(RuntimeError):  # noqa: N818  it is no fault of the benchmark
    """What a producer needs is not installed."""


def _program(*names: str) -> str:
    found = next((path for name in names if (path := shutil.which(name))), None)
    if found is None:
        raise Unavailable(f"{names[0]} is not installed")
    return found


def _embedded(variant: Variant) -> Printer:
    def print_report(report: Report, path: Path) -> None:
        font = installed_font()
        if font is None:
            raise Unavailable("no Chinese TrueType font is installed")
        write_pdf(report, path, replace(variant, font=font))

    return print_report


def _browser(style: str) -> Printer:
    def print_report(report: Report, path: Path) -> None:
        browser = _program("chromium", "chromium-browser", "google-chrome")
        with tempfile.TemporaryDirectory() as folder:
            page = Path(folder) / "report.html"
            page.write_text(write_html(report, _PAGE + style), encoding="utf-8")
            subprocess.run(
                [
                    browser, "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking",
                    f"--user-data-dir={folder}/profile", "--no-pdf-header-footer", f"--print-to-pdf={path}", page.as_uri(),
                ],
                check=True, capture_output=True, timeout=120,
            )  # fmt: skip

    return print_report


def _office(report: Report, path: Path) -> None:
    office = _program("soffice", "libreoffice")
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / f"{path.stem}.docx"
        write_docx(report, source)
        subprocess.run(
            [
                office, f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", "pdf",
                "--outdir", folder, str(source),
            ],
            check=True, capture_output=True, timeout=180,
        )  # fmt: skip
        shutil.copy(source.with_suffix(".pdf"), path)


def _reportlab(variant: Variant) -> Printer:
    def write(report: Report, path: Path) -> None:
        write_pdf(report, path, variant)

    return write


PRINTERS: dict[str, Printer] = {
    **{name: _reportlab(variant) for name, variant in VARIANTS.items()},
    "embedded": _embedded(VARIANTS["plain"]),
    "embedded-unruled": _embedded(VARIANTS["unruled"]),
    **{name: _browser(style) for name, style in _STYLES.items()},
    "office": _office,
}
"""Every way to print a report, by name."""
