"""What a run needs that is not installed: named, with the command that installs it, before any work is done."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from importlib.metadata import PackageNotFoundError, requires
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

from dislint.language import Text

_MODULES = {
    "annotate": ("pikepdf", "docx"),
    "docx": ("lxml",),
    "fast": ("pypdfium2",),
    "html": ("lxml",),
    "html-report": ("pypdfium2", "PIL"),
}
"""The modules of each extra."""
_READING = {".docx": "docx", ".html": "html", ".htm": "html"}
_WHY = {
    "annotate": Text("标注副本", "--annotate"),
    "docx": Text("读取 Word 文件", "reading Word files"),
    "fast": Text("引擎 pdfium ", "the PDF engine pdfium"),
    "html": Text("读取网页", "reading web pages"),
    "html-report": Text("HTML 报告中的页面图", "pictures of pages in the HTML report"),
}
_NEEDED = re.compile(r"([^;]+);\s*extra\s*==\s*[\"']([\w-]+)[\"']")


class Missing(NamedTuple):
    """An extra that is not there: for what it is, and the command that installs it. Without a ``vital`` one nothing comes of the run."""

    extra: str
    vital: bool

    def told(self, lang: str) -> str:
        """The message."""
        command = "pip install " + " ".join(f'"{one}"' for one in _requirements(self.extra))
        why = _WHY[self.extra]
        return Text(f"{why.zh}需要：{command}", f"{why.en} needs: {command}").of(lang)


def missing(
    files: Sequence[Path], outputs: Collection[str], engines: Collection[str], annotated: bool
) -> list[Missing]:
    """The extras that a run over these files, with these outputs and engines, would need and that are not there."""
    suffixes = {file.suffix.lower() for file in files}
    wanted: Mapping[str, bool] = {
        **{_READING[suffix]: False for suffix in sorted(suffixes) if suffix in _READING},
        **({"html-report": False} if "html" in outputs and ".pdf" in suffixes else {}),
        **({"fast": True} if "pdfium" in engines else {}),
        **({"annotate": True} if annotated else {}),
    }
    return [
        Missing(extra, vital)
        for extra, vital in wanted.items()
        if any(find_spec(name) is None for name in _MODULES[extra])
    ]


def _requirements(extra: str) -> Iterator[str]:
    """What the extra installs: no package index need have this package itself."""
    try:
        stated = requires("dislint") or []
    except PackageNotFoundError:
        stated = []
    found = [match[1].strip() for one in stated if (match := _NEEDED.match(one)) and match[2] == extra]
    yield from found or [f"dislint[{extra}]"]
