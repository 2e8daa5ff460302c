"""The reader of PDF files: checks what the file is and hands it to an engine."""

from __future__ import annotations

from pathlib import Path

from dislint.readers.model import ReadOptions, Sheets, UnreadableError

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
        from dislint.readers.pdfminer_engine import read_sheets

        return read_sheets(data, options)
