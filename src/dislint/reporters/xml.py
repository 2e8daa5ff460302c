"""How the XML reporters write: elements built by the standard library, text made fit for XML."""

from __future__ import annotations

from typing import IO
from xml.etree import ElementTree

from dislint.reporters.escaping import xml_text

Element = ElementTree.Element


def child(parent: Element, tag: str, text: str = "", **attributes: object) -> Element:
    """Adds an element with attributes and text."""
    element = ElementTree.SubElement(parent, tag, {key: xml_text(str(value)) for key, value in attributes.items()})
    if text:
        element.text = xml_text(text)
    return element


def write_document(root: Element, out: IO[str]) -> None:
    """Writes an indented document."""
    ElementTree.indent(root)
    out.write('<?xml version="1.0" encoding="utf-8"?>\n')
    out.write(ElementTree.tostring(root, encoding="unicode") + "\n")
