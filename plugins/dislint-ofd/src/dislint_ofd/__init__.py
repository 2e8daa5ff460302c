"""A reader of OFD files for dislint: the pages of GB/T 33190 packages, with every character's place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from dislint import ReadOptions, Sheet, Sheets, UnreadableError, hookimpl, limit_reached
from dislint_ofd.document import Page, open_document
from dislint_ofd.package import Package
from dislint_ofd.pages import read_page

DISLINT_API = 1


class OfdReader:
    """Reads .ofd files page by page."""

    name = "ofd"
    suffixes = (".ofd",)

    def read(self, path: Path, data: bytes, options: ReadOptions) -> Sheets:
        """The pages; raises UnreadableError for what is no whole OFD package or goes beyond a limit."""
        if not data:
            raise UnreadableError("E001", "文件是空的", "the file is empty")
        pages = open_document(Package(data))
        if len(pages) > options.max_pages:
            most = options.max_pages
            raise limit_reached(
                "max-pages",
                f"共 {len(pages)} 页，超过上限 {most} 页",
                f"{len(pages)} pages, more than the limit of {most}",
            )
        return Sheets(len(pages), _sheets(pages, options.max_objects))


def _sheets(pages: Sequence[Page], most: int) -> Iterator[Sheet]:
    for number, page in enumerate(pages, 1):
        yield read_page(number, page, most)


@hookimpl
def dislint_readers() -> Sequence[OfdReader]:
    """The reader of this plugin."""
    return [OfdReader()]
