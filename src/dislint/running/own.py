"""What dislint has written itself, by the name that it leaves in it: in a folder of reports it is none of them.

A copy that somebody has worked on since is a report again: office programs put another name there when they save.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

OWN_NAME = "dislint"
PDF_END = b"%dislint\n"
"""The comment after the last line of a marked PDF."""
_LOOKED_AT = 1024
_LARGEST = 100_000
"""Bytes of a part that says who saved an office document last."""
_GENERATOR = re.compile(rb'<meta name="generator" content="dislint">')
_SAVED_BY = re.compile(rb"<cp:lastModifiedBy>dislint</cp:lastModifiedBy>")
_LINES = (
    r"[^\n]*:\d+:\d+: [A-Z]+\d{3} \[[^\]\n]{1,12}\] ",
    r"\d+:\d+ {2}[^\n]{1,80}? {2}(?:已核对|有矛盾|未核对|verified|contradicted|unchecked) {2}",
    r"[^\n]{1,200}\n序号 +检查内容 +是/否 +备注\n|[^\n]{1,200}\nno\. +requirement +yes/no +remark\n",
    r"(?:单位 +)?(?:年度 +)?(?:文种 +)?错误 +警告 |(?:body +)?(?:year +)?(?:kind +)?errors +warnings ",
    r"(?:新出现|仍有|已消除)的问题 \(\d+\)\n|(?:New findings|Remaining findings|Findings gone) \(\d+\)\n",
)
_LINE = re.compile("|".join(_LINES).encode())
"""What the text of findings, of claims, of the ledger, of the overview and of compared versions begins with."""


def is_own(file: Path) -> bool:
    """Whether dislint has written a file; what cannot be looked into is not its own."""
    look = _LOOKS.get(file.suffix.lower())
    if look is not None:
        with suppress(OSError, ValueError, RuntimeError, zipfile.BadZipFile, KeyError):
            return look(file)
    return False


def _is_page(file: Path) -> bool:
    with file.open("rb") as source:
        return bool(_GENERATOR.search(source.read(_LOOKED_AT)))


def _is_text(file: Path) -> bool:
    with file.open("rb") as source:
        return bool(_LINE.match(source.read(_LOOKED_AT)))


def _is_marked_pdf(file: Path) -> bool:
    with file.open("rb") as source:
        source.seek(0, 2)
        source.seek(max(source.tell() - len(PDF_END), 0))
        return source.read() == PDF_END


def _is_office(file: Path) -> bool:
    with zipfile.ZipFile(file) as archive, archive.open("docProps/core.xml") as part:
        return bool(_SAVED_BY.search(part.read(_LARGEST)))


_LOOKS: dict[str, Callable[[Path], bool]] = {
    ".html": _is_page,
    ".htm": _is_page,
    ".txt": _is_text,
    ".pdf": _is_marked_pdf,
    ".docx": _is_office,
    ".xlsx": _is_office,
}
