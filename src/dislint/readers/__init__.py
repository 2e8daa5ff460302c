"""The built-in readers, registered through the same hook as anybody's."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from typing import TYPE_CHECKING

from dislint.hookspecs import hookimpl

if TYPE_CHECKING:
    from dislint.readers.model import Reader

# One module a format; each imports its library only when it reads.
_READERS = (
    ("dislint.readers.pdf", "PdfReader"),
    ("dislint.readers.plaintext", "PlainTextReader"),
    ("dislint.readers.html", "HtmlReader"),
    ("dislint.readers.docx", "DocxReader"),
)


@hookimpl
def dislint_readers() -> Sequence[Reader]:
    """All built-in readers."""
    return [getattr(import_module(module), name)() for module, name in _READERS]
