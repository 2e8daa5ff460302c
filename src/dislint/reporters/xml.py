"""How the XML reporters write: elements built by the standard library, text made fit for XML."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING

from dislint.escaping import xml_text

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element


def element(tag: str, /, **attributes: object) -> Element:
    """An element with attributes."""
    from xml.etree.ElementTree import Element  # Only who writes XML waits for it.

    return Element(tag, {key: xml_text(str(value)) for key, value in attributes.items()})


def child(parent: Element, tag: str, text: str = "", **attributes: object) -> Element:
    """Adds an element with attributes and text."""
    added = element(tag, **attributes)
    if text:
        added.text = xml_text(text)
    parent.append(added)
    return added


def write_document(root: Element, out: IO[str]) -> None:
    """Writes an indented document."""
    from xml.etree import ElementTree

    ElementTree.indent(root)
    out.write('<?xml version="1.0" encoding="utf-8"?>\n')
    out.write(ElementTree.tostring(root, encoding="unicode") + "\n")
