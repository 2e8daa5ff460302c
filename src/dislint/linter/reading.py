"""A file's content read by the reader that is for it; what a damaged file makes a library stumble over is told as such."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from dislint.readers.model import (
    Reader,
    Reading,
    ReadOptions,
    Sheet,
    Sheets,
    UnreadableError,
    is_bug,
    too_many_objects,
)

_WIDEST = 100_000.0
"""No page is wider or higher than this, in points."""
SAVED_AS = {".doc": ".docx", ".wps": ".docx", ".rtf": ".docx", ".xls": ".pdf", ".et": ".pdf"}
"""Formats of old office programs, and what the same programs can make of them."""


def read(reader: Reader, path: Path, data: bytes, options: ReadOptions) -> Reading:
    """What the reader reads; raises UnreadableError."""
    with _damage():
        reading = reader.read(path, data, options)
    if isinstance(reading, Sheets):
        return Sheets(reading.count, _whole(reading.sheets, options.max_objects))
    return reading


def _whole(sheets: Iterator[Sheet], most: int) -> Iterator[Sheet]:
    while True:
        with _damage():
            sheet = next(sheets, None)
        if sheet is None:
            return
        if not (0 < sheet.width < _WIDEST and 0 < sheet.height < _WIDEST):
            raise UnreadableError(
                "E001",
                f"第 {sheet.number} 页的尺寸不可能，文件已损坏",
                f"impossible size of page {sheet.number}: damaged",
            )
        if len(sheet.glyphs) + len(sheet.hidden) + len(sheet.rulings) + len(sheet.fills) > most:
            raise too_many_objects(sheet.number, most)
        yield sheet


@contextmanager
def _damage() -> Iterator[None]:
    try:
        yield
    except (UnreadableError, MemoryError):
        raise
    except Exception as error:
        if is_bug(error):
            raise
        what = type(error).__name__
        raise UnreadableError("E001", f"文件已损坏，无法读取（{what}）", f"damaged, cannot be read ({what})") from error


def reader_for(path: Path, data: bytes, readers: Sequence[Reader]) -> Reader:
    """The reader of a file: by what it plainly is, else by its suffix, else as text."""
    suffix = path.suffix.lower()
    if data.startswith(b"%PDF-"):
        suffix = ".pdf"
    elif suffix not in {s for reader in readers for s in reader.suffixes}:
        if suffix in SAVED_AS:
            new = SAVED_AS[suffix]
            raise UnreadableError(
                "E001",
                f"不支持旧格式 {suffix}：请用 Word、Excel 或 WPS 另存为 {new}，再检查",
                f"the old format {suffix} is not supported: save it as {new} first",
            )
        if suffix:
            raise UnreadableError("E001", f"不支持 {suffix} 文件", f"{suffix} files are not supported")
        suffix = _sniff(data)
    for reader in reversed(readers):  # A plugin's reader goes before a built-in one.
        if suffix in reader.suffixes:
            return reader
    raise UnreadableError("E001", f"没有读取 {suffix} 的插件", f"no reader for {suffix}")


def _sniff(data: bytes) -> str:
    if data.startswith(b"PK\x03\x04"):
        return ".docx"
    return ".html" if data.lstrip()[:1] == b"<" else ".txt"
