"""From the package to its pages: the documents that it holds, their page tree, templates and annotations."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple
from xml.etree.ElementTree import Element

from dislint_ofd.geometry import Box, box_of
from dislint_ofd.package import Package, beside, children, damaged, text_of


class Page(NamedTuple):
    """What a page is drawn from: ``layers`` from the ground up; ``drawn`` holds composite objects by their id.

    ``box`` is the page's physical box in millimetres.
    """

    box: Box
    layers: tuple[Element, ...]
    drawn: dict[str, Element]


class _Parts(NamedTuple):
    """What the pages of one document share."""

    box: Box | None
    templates: dict[str, str]
    annotations: dict[str, str]
    drawn: dict[str, Element]


def open_document(package: Package) -> tuple[Page, ...]:
    """The pages of all documents of a package, in order; raises UnreadableError."""
    roots = [found.text or "" for found in children(package.part("OFD.xml"), "DocBody", "DocRoot")]
    pages = tuple(page for root in roots for page in _pages(package, beside("OFD.xml", root.strip())))
    if not pages:
        raise damaged("文件中没有页面", "there is no page in it")
    return pages


def _pages(package: Package, path: str) -> Iterator[Page]:
    document = package.part(path)
    common = next(children(document, "CommonData"), document)
    templates = {
        found.get("ID", ""): beside(path, found.get("BaseLoc", "")) for found in children(common, "TemplatePage")
    }
    shared = _Parts(
        box_of(text_of(common, "PageArea", "PhysicalBox")),
        templates,
        _annotations(package, path, text_of(document, "Annotations")),
        _composites(package, path, common),
    )
    for found in children(document, "Pages", "Page"):
        yield _page(package, found.get("ID", ""), beside(path, found.get("BaseLoc", "")), shared)


def _page(package: Package, number: str, path: str, shared: _Parts) -> Page:
    content = package.part(path)
    box = box_of(text_of(content, "Area", "PhysicalBox")) or shared.box
    if box is None:
        raise damaged(f"页面 {path} 没有尺寸", f"page {path} has no size")
    under: list[Element] = []
    over: list[Element] = []
    for template in children(content, "Template"):
        place = shared.templates.get(template.get("TemplateID", ""))
        if place is not None:
            layers = over if template.get("ZOrder") == "Foreground" else under
            layers += children(package.part(place), "Content", "Layer")
    own = [*children(content, "Content", "Layer")]
    notes = shared.annotations.get(number)
    marks = [*children(package.part(notes), "Annot")] if notes else []
    seen = [mark for mark in marks if mark.get("Visible", "true") != "false"]
    appearances = [look for mark in seen for look in children(mark, "Appearance")]
    return Page(box, (*under, *own, *over, *appearances), shared.drawn)


def _annotations(package: Package, path: str, place: str) -> dict[str, str]:
    """The part with the annotations of each page, by the page's id."""
    if not place:
        return {}
    index = beside(path, place)
    return {
        page.get("PageID", ""): beside(index, text_of(page, "FileLoc"))
        for page in children(package.part(index), "Page")
        if text_of(page, "FileLoc")
    }


def _composites(package: Package, path: str, common: Element) -> dict[str, Element]:
    """The composite graphics of the resources, by their id."""
    found: dict[str, Element] = {}
    for kind in ("PublicRes", "DocumentRes"):
        place = text_of(common, kind)
        if place and beside(path, place) in package:
            resources = package.part(beside(path, place))
            units = children(resources, "CompositeGraphicUnits", "CompositeGraphicUnit")
            found |= {unit.get("ID", ""): unit for unit in units}
    return found
