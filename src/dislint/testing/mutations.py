"""Files damaged at random, for tests that nothing a file holds breaks the program: cut, flipped, swapped, blown up.

``mutate(data, suffix, draw)`` gives another version of a file's bytes. The streams of PDF files and the parts of Word
documents are unpacked first and packed again, so that the damage lies in what they mean, not in their checksums.
"""

from __future__ import annotations

import io
import random
import re
import zipfile
import zlib
from collections.abc import Callable, Sequence

_STREAM = re.compile(rb"(?<!end)stream\r?\n")
_NUMBER = re.compile(rb"\d+(?:\.\d+)?")
_HOSTILE: Sequence[bytes] = (
    b"\x00",
    b"\x1b[2J\x1b]0;title\x07",
    "\u202e\u2066".encode(),
    b"9" * 400,
    b"-",
    b"1e999",
    b"=cmd|' /C calc'!A1",
    b"::error ::<script>alert(1)</script>&amp;\"'",
    "增长".encode() * 200,
    "（".encode() * 300,
    "其中：".encode() * 100,
    b"<table><tr><td colspan='99999' rowspan='99999'>" * 3,
    b"<div>" * 3000,
    b"[" * 500,
    b"<<" * 500,
    b"((((" * 100,
    b"1 0 R " * 40,
    b"99999999999 0 obj",
    b" q" * 2000,
    b" 0 0 m 9 9 l S" * 500,
    b" 1e30 0 0 1e30 0 0 cm",
    b" BT /F1 1e9 Tf ET",
    b"\xef\xbb\xbf",
    b"\xff\xfe",
    b"\t" * 300,
    b"\n" * 300,
    b"{a}[b](c)|d|`e`",
)


def mutate(data: bytes, suffix: str, draw: random.Random) -> bytes:
    """A file with one to three damages."""
    damage = {".pdf": _pdf, ".docx": _archive, ".xlsx": _archive}.get(suffix, _bytes)
    for _ in range(draw.choice((1, 1, 2, 3))):
        data = damage(data, draw)
    return data


def _bytes(data: bytes, draw: random.Random) -> bytes:
    return draw.choice(_WAYS)(data, draw)


def _spot(data: bytes, draw: random.Random, length: int = 0) -> tuple[int, int]:
    start = draw.randrange(len(data) + 1)
    return start, min(start + (length or draw.choice((1, 2, 8, 40, 300, 3000))), len(data))


def _flip(data: bytes, draw: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(draw.choice((1, 4, 30))):
        if changed:
            changed[draw.randrange(len(changed))] = draw.randrange(256)
    return bytes(changed)


def _cut(data: bytes, draw: random.Random) -> bytes:
    start, end = _spot(data, draw)
    return data[:start] + data[end:]


def _truncate(data: bytes, draw: random.Random) -> bytes:
    return data[: _spot(data, draw)[0]]


def _double(data: bytes, draw: random.Random) -> bytes:
    start, end = _spot(data, draw)
    return data[:end] + data[start:end] * draw.choice((1, 5, 50)) + data[end:]


def _swap(data: bytes, draw: random.Random) -> bytes:
    (a, b), (c, d) = sorted((_spot(data, draw, 200), _spot(data, draw, 200)))
    return data if b > c else data[:a] + data[c:d] + data[b:c] + data[a:b] + data[d:]


def _insert(data: bytes, draw: random.Random) -> bytes:
    start, _ = _spot(data, draw)
    return data[:start] + draw.choice(_HOSTILE) + data[start:]


def _renumber(data: bytes, draw: random.Random) -> bytes:
    numbers = list(_NUMBER.finditer(data))
    if not numbers:
        return data
    found = draw.choice(numbers)
    new = draw.choice((b"0", b"-1", b"65536", b"2147483648", b"0.0000001", b"99999999999999999999", b"7"))
    return data[: found.start()] + new + data[found.end() :]


_WAYS: Sequence[Callable[[bytes, random.Random], bytes]] = (
    _flip,
    _cut,
    _truncate,
    _double,
    _swap,
    _insert,
    _insert,
    _renumber,
    _renumber,
)


def _pdf(data: bytes, draw: random.Random) -> bytes:
    """Damages a PDF: as a file, or in one of its streams."""
    starts = [found.end() for found in _STREAM.finditer(data)]
    if not starts or draw.random() < 0.5:
        return _bytes(data, draw)
    start = draw.choice(starts)
    end = max(data.find(b"endstream", start), start)
    content = data[start:end]
    try:
        content = zlib.compress(_bytes(zlib.decompressobj().decompress(content), draw))
    except zlib.error:
        content = _bytes(content, draw)
    return data[:start] + content + b"\n" + data[end:]


def _archive(data: bytes, draw: random.Random) -> bytes:
    """Damages one part of a zip archive, or sometimes the archive itself."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
    except (zipfile.BadZipFile, zlib.error, ValueError, NotImplementedError, EOFError, OSError, RuntimeError):
        return _bytes(data, draw)
    if not parts or draw.random() < 0.15:
        return _bytes(data, draw)
    names = [name for name in parts if name.endswith(("document.xml", "numbering.xml", "styles.xml", "sheet1.xml"))]
    name = draw.choice(names if names and draw.random() < 0.8 else sorted(parts))
    parts[name] = _bytes(parts[name], draw)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for part, content in parts.items():
            archive.writestr(part, content)
    return out.getvalue()
