"""An OFD package: a zip archive of XML parts that name each other by path."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from functools import lru_cache
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from dislint import UnreadableError

_MOST = 16 * 1024 * 1024
"""No part of a report is larger than this, in bytes unpacked: a page of text is some tens of kilobytes."""


class Package:
    """The parts of a package, by their path; lower and upper case are not told apart, as programs mix them."""

    def __init__(self, data: bytes) -> None:
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, NotImplementedError, ValueError) as error:
            raise damaged("不是 OFD 文件，或文件不完整", "no OFD file, or not a whole one") from error
        self._parts = {_plain(part.filename): part for part in self._archive.infolist()}
        self.part = lru_cache(maxsize=16)(self._part)

    def __contains__(self, path: str) -> bool:
        return _plain(path) in self._parts

    def _part(self, path: str) -> Element:
        """The root of an XML part; raises UnreadableError for what is missing, damaged, encrypted or too large."""
        found = self._parts.get(_plain(path))
        if found is None:
            raise damaged(f"缺少部件 {path}", f"part {path} is missing")
        if found.flag_bits & 1:
            raise UnreadableError("E002", "文件已加密，请先解密再检查", "encrypted: decrypt it first")
        try:
            with self._archive.open(found) as file:
                content = file.read(_MOST + 1)
            if len(content) > _MOST:
                raise UnreadableError("E004", f"部件 {path} 过大，未检查", f"part {path} is too large, not checked")
            root: Element = fromstring(content, forbid_dtd=True)
        except (ParseError, DefusedXmlException, zipfile.BadZipFile, zlib.error, EOFError, ValueError) as error:
            raise damaged(f"部件 {path} 已损坏或已加密", f"part {path} is damaged or encrypted") from error
        return root


def damaged(chinese: str, english: str) -> UnreadableError:
    """What a package is that cannot be read."""
    return UnreadableError("E001", f"{chinese}：请重新导出", f"{english}: export it again")


def _plain(path: str) -> str:
    return posixpath.normpath("/" + path.replace("\\", "/").lstrip("/")).casefold()


def beside(base: str, path: str) -> str:
    """The path that a part at ``base`` names: from the package's root, or from the part's own folder."""
    return path if path.startswith("/") else posixpath.join(posixpath.dirname(base), path)


def name_of(element: Element) -> str:
    """An element's name without its namespace, which differs between versions of the format."""
    return str(element.tag).rpartition("}")[2]


def children(element: Element, *path: str) -> Iterator[Element]:
    """The elements under ``element`` along a path of names."""
    if not path:
        yield element
        return
    for child in element:
        if name_of(child) == path[0]:
            yield from children(child, *path[1:])


def text_of(element: Element, *path: str) -> str:
    """The text of the first element along a path of names; "" where there is none."""
    return next(((found.text or "").strip() for found in children(element, *path)), "")
