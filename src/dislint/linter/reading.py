"""A file's content read by the reader that is for it; what a damaged file makes a library stumble over is told as such."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from dislint.language import Text
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
_UNPACK = Text("请先解压", "unpack it first")
_AS_PDF = Text("请另存为 .pdf", "save it as .pdf")
_WAYS: Mapping[str, Text] = {
    **{suffix: Text(f"请另存为 {new}", f"save it as {new}") for suffix, new in SAVED_AS.items()},
    **dict.fromkeys((".odt", ".ods", ".xlsm", ".ceb", ".caj"), _AS_PDF),
    **dict.fromkeys((".zip", ".rar", ".7z", ".tar", ".gz"), _UNPACK),
    ".ofd": Text("请安装插件 dislint-ofd，或另存为 .pdf", "install the plugin dislint-ofd, or save it as .pdf"),
    ".xlsx": Text("请安装插件 dislint-xlsx，或另存为 .pdf", "install the plugin dislint-xlsx, or save it as .pdf"),
    **dict.fromkeys(
        (".tif", ".tiff"),
        Text("请合成 .pdf，并安装插件 dislint-ocr", "make a .pdf of it, and install the plugin dislint-ocr"),
    ),
}


def way_out(suffix: str) -> Text:
    """What to do with a file of a format that is not read; nothing where nothing is known."""
    return _WAYS.get(suffix, Text("", ""))


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
            way = way_out(suffix)
            chinese, english = (f"：{way.zh}", f": {way.en}") if way.zh else ("", "")
            raise UnreadableError(
                "E001", f"不支持 {suffix} 文件{chinese}", f"{suffix} files are not supported{english}"
            )
        suffix = _sniff(data)
    for reader in reversed(readers):  # A plugin's reader goes before a built-in one.
        if suffix in reader.suffixes:
            return reader
    raise UnreadableError("E001", f"没有读取 {suffix} 的插件", f"no reader for {suffix}")


def _sniff(data: bytes) -> str:
    if data.startswith(b"PK\x03\x04"):
        return ".docx"
    return ".html" if data.lstrip()[:1] == b"<" else ".txt"
