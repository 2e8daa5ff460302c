"""The reader of PDF files: checks what the file is and hands it to an engine."""

from __future__ import annotations

from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

from dislint.readers.model import ENGINES, ReadOptions, Sheets, UnreadableError, limit_reached

_HEADER = b"%PDF-"
_KNOWN = {
    b"\xff\xd8\xff": "JPEG 图片",
    b"\x89PNG": "PNG 图片",
    b"PK\x03\x04": "Office 文档或压缩包",
    b"\xd0\xcf\x11\xe0": "旧版 Office 文档",
    b"<": "网页",
}


class PdfReader:
    """Reads PDF files page by page."""

    name = "pdf"
    suffixes = (".pdf",)

    def read(self, path: Path, data: bytes, options: ReadOptions) -> Sheets:
        """The pages; raises UnreadableError for what is no whole PDF."""
        if not data:
            raise UnreadableError("E001", "文件是空的", "the file is empty")
        if _HEADER not in data[:1024]:
            kind = next((name for magic, name in _KNOWN.items() if data.startswith(magic)), "")
            what = f"（看来是{kind}）" if kind else ""
            raise UnreadableError("E001", f"不是 PDF 文件{what}", "not a PDF file")
        if b"%%EOF" not in data[-4096:] and b"startxref" not in data[-4096:]:
            raise UnreadableError(
                "E001", "PDF 不完整，末尾缺失：请重新下载或重新导出", "truncated PDF: download or export it again"
            )
        sheets = options.take(data, options, read_pages)
        if sheets.count > options.max_pages:
            most = options.max_pages
            raise limit_reached(
                "max-pages",
                f"共 {sheets.count} 页，超过上限 {most} 页",
                f"{sheets.count} pages, more than the limit of {most}",
            )
        return sheets


def read_pages(data: bytes, options: ReadOptions) -> Sheets:
    """The pages as the wanted engine reads them; raises UnreadableError."""
    return _engine(options.engine)(data, options)


def _engine(name: str) -> Callable[[bytes, ReadOptions], Sheets]:
    """The engine of a name; "auto" takes the fast one where it is installed. Raises UnreadableError."""
    if name not in ENGINES:
        known = "、".join(ENGINES)
        raise UnreadableError("E009", f"没有名为 {name} 的引擎（可用：{known}）", f"no engine {name} (known: {known})")
    if name == "pdfminer" or (name == "auto" and find_spec("pypdfium2") is None):
        from dislint.readers.pdfminer_engine import read_sheets

        return read_sheets
    try:
        from dislint.readers import pdfium_engine
    except ImportError:
        raise UnreadableError(
            "E009",
            "未安装 pypdfium2：请安装 dislint[fast]，或用 --engine pdfminer",
            "pypdfium2 is not installed: install dislint[fast] or use --engine pdfminer",
        ) from None
    return _fast_or_reference(pdfium_engine.read_sheets)


def _fast_or_reference(fast: Callable[[bytes, ReadOptions], Sheets | None]) -> Callable[[bytes, ReadOptions], Sheets]:
    """The fast engine, and the reference for what it cannot open."""

    def read(data: bytes, options: ReadOptions) -> Sheets:
        sheets = fast(data, options)
        if sheets is None:
            from dislint.readers.pdfminer_engine import read_sheets

            return read_sheets(data, options)
        return sheets

    return read
