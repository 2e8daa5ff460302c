"""Which layers (optional content) of a PDF are switched off when it is opened."""

from __future__ import annotations

from typing import Any

from pdfminer.pdftypes import PDFObjRef, resolve1


class Layers:
    """The layers that are off, by the numbers of their objects; dictionaries of membership are judged by them."""

    def __init__(self, catalog: Any) -> None:
        properties = _dict(catalog.get("OCProperties"))
        default = _dict(properties.get("D"))
        self.off = _ids(default.get("OFF"))
        if getattr(resolve1(default.get("BaseState")), "name", "") == "OFF":
            self.off = _ids(properties.get("OCGs")) - _ids(default.get("ON"))

    def hides(self, content: Any) -> bool:
        """Whether what belongs to a layer, or to a membership in layers, is not shown."""
        if not self.off:
            return False
        if isinstance(content, PDFObjRef) and content.objid in self.off:
            return True
        membership = _dict(content)
        groups = membership.get("OCGs")
        members = {groups.objid} if isinstance(groups, PDFObjRef) and not _is_list(groups) else _ids(groups)
        if not members:
            return False
        off = members & self.off
        match getattr(resolve1(membership.get("P")), "name", "AnyOn"):
            case "AllOn":
                return bool(off)
            case "AnyOff":
                return not off
            case "AllOff":
                return off != members
            case _:
                return off == members


def _dict(value: Any) -> dict[str, Any]:
    value = resolve1(value)
    return value if isinstance(value, dict) else {}


def _is_list(value: Any) -> bool:
    return isinstance(resolve1(value), list)


def _ids(value: Any) -> set[int]:
    value = resolve1(value)
    return {item.objid for item in value if isinstance(item, PDFObjRef)} if isinstance(value, list) else set()
