"""Names looked for in a PDF without opening it."""

from __future__ import annotations

import re
import zlib

_MOST = 8 * 1024 * 1024
"""No more than this is unpacked of a stream of objects, in bytes."""


def _spelt(name: bytes) -> bytes:
    """A pattern for a name, whose letters may be written as #xx."""
    return b"/" + b"".join(b"(?:%c|#%02x|#%02X)" % (letter, letter, letter) for letter in name)


_LAYERS = re.compile(_spelt(b"OCProperties"))
_OBJECTS = re.compile(_spelt(b"ObjStm"))
_BEGIN = re.compile(rb"\bstream\r?\n")


def may_have_layers(data: bytes) -> bool:
    """Whether a PDF may have layers; True where that cannot be told without opening it."""
    if _LAYERS.search(data):
        return True
    for objects in _OBJECTS.finditer(data):
        begin = _BEGIN.search(data, objects.end(), objects.end() + 1000)
        if begin is None:
            return True
        end = data.find(b"endstream", begin.end())
        try:
            inside = zlib.decompressobj().decompress(data[begin.end() : end], _MOST + 1)
        except zlib.error:
            return True
        if len(inside) > _MOST or _LAYERS.search(inside):
            return True
    return False
