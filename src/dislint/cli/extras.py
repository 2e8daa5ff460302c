"""What a run needs that is not installed: named, with the command that installs it, before any work is done."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from importlib.metadata import PackageNotFoundError, requires
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

import click

from dislint.cli.out import complain
from dislint.language import Text, current

_MODULES = {
    "annotate": ("pikepdf", "docx"),
    "docx": ("lxml",),
    "fast": ("pypdfium2",),
    "html": ("lxml",),
    "html-report": ("pypdfium2", "PIL"),
    "xlsx": ("xlsxwriter",),
}
"""The modules of each extra."""
_READING = {".docx": "docx", ".html": "html", ".htm": "html"}
_WHY = {
    "annotate": Text("标注副本", "--annotate"),
    "docx": Text("读取 Word 文件", "reading Word files"),
    "fast": Text("引擎 pdfium ", "the PDF engine pdfium"),
    "html": Text("读取网页", "reading web pages"),
    "html-report": Text("HTML 报告中的页面图", "pictures of pages in the HTML report"),
    "xlsx": Text("写 Excel 工作簿", "writing workbooks"),
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


def tell_missing(
    files: Iterable[Path],
    outputs: Collection[tuple[str, Path | None]],
    engines: Collection[str],
    annotated: bool = False,
    quiet: bool = False,
) -> None:
    """Says which extras a run over these files, with these outputs and engines, lacks; raises UsageError where nothing would come of it."""
    for lacking in missing(files, outputs, engines, annotated):
        if lacking.vital:
            raise click.UsageError(lacking.told(current()))
        if not quiet:
            complain(lacking.told(current()))


def missing(
    files: Iterable[Path], outputs: Collection[tuple[str, Path | None]], engines: Collection[str], annotated: bool
) -> list[Missing]:
    """The extras that would be needed and that are not there."""
    suffixes = {file.suffix.lower() for file in files}
    names = {name for name, _ in outputs}
    workbooks = "xlsx" in names or any(
        file is not None and file.suffix.lower() == ".xlsx" for name, file in outputs if name == "checklist"
    )
    wanted: Mapping[str, bool] = {
        **{_READING[suffix]: False for suffix in sorted(suffixes) if suffix in _READING},
        **({"html-report": False} if "html" in names and ".pdf" in suffixes else {}),
        **({"fast": True} if "pdfium" in engines else {}),
        **({"annotate": True} if annotated else {}),
        **({"xlsx": True} if workbooks else {}),
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
