"""The reader of Word documents: opens the archive and hands its parts to what reads the elements."""

from __future__ import annotations

import io
import zipfile
import zlib
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dislint.readers.model import Flow, ReadOptions, UnreadableError, is_bug

if TYPE_CHECKING:
    from dislint.readers.word import Source

_LARGEST = 300 * 1024 * 1024
"""A document that unpacks to more than this, in bytes, is not opened."""
_MOST = 4_000_000
"""A document with more tags than this is not opened."""
_PIECE = 1024 * 1024
_MAIN = "word/document.xml"
_ASIDE = ("word/styles.xml", "word/numbering.xml")


class DocxReader:
    """Reads .docx files (extra ``docx``)."""

    name = "docx"
    suffixes = (".docx",)

    def read(self, path: Path, data: bytes, options: ReadOptions) -> Flow:
        """The document's blocks; raises UnreadableError."""
        from dislint.readers.word import Word

        if find_spec("lxml") is None:
            raise UnreadableError(
                "E001", "读取 Word 文件需要安装 dislint[docx]", "install dislint[docx] to read Word files"
            )
        check_archive(data)
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                parts = [_part(archive, name) for name in (_MAIN, *_ASIDE)]
            return Flow(tuple(Word(*parts).blocks()))
        except (UnreadableError, MemoryError):
            raise
        except Exception as error:  # XML errors, KeyError, ValueError … on damaged files
            if is_bug(error):
                raise
            raise UnreadableError(
                "E001", f"Word 文件已损坏（{type(error).__name__}）", f"damaged Word file ({type(error).__name__})"
            ) from None


def sources_of(body: Any, data: bytes) -> list[Source]:
    """What the lines of a document are printed from, of the elements of ``body``, its main part as somebody has parsed it.

    Raises UnreadableError.
    """
    from dislint.readers.word import Word

    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        word = Word(body, *(_part(archive, name) for name in _ASIDE))
    for _ in word.blocks():
        pass
    return word.sources


def _part(archive: zipfile.ZipFile, name: str) -> Any:
    """The root of a part; None where the archive has no such part. Nothing that it names is fetched or expanded."""
    from lxml import etree

    if name not in archive.namelist():
        return None
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True)
    return etree.fromstring(archive.read(name), parser)


def check_archive(data: bytes) -> None:
    """Refuses what is no Word document, or unpacks to too much: it is unpacked, since the sizes that it states may lie."""
    size = tags = 0
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
            for name in names:
                with archive.open(name) as part:
                    while piece := part.read(_PIECE):
                        size += len(piece)
                        tags += piece.count(b"<") if name.endswith(".xml") else 0
                        if size > _LARGEST or tags > _MOST:
                            raise UnreadableError(
                                "E004",
                                "Word 文件解压后过大，不像报告，未检查",
                                "the file unpacks to more than any report: not checked",
                            )
    except (zipfile.BadZipFile, zlib.error, ValueError, OSError, EOFError, RuntimeError):  # The last: encrypted parts.
        raise UnreadableError("E001", "不是 Word（.docx）文件，或已损坏", "not a .docx file, or damaged") from None
    if _MAIN not in names:
        raise UnreadableError("E001", "不是 Word（.docx）文件", "not a .docx file")
