"""The copy for publication: no content controls, no addresses, no personal properties.

Pages are counted on it, and pdf and odt made from it. Its words are those of the document; the
layout is the same, because a run-level control takes no room.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from docgen.docx.pack import pack
from docgen.docx.package import CORE_TYPE, TYPES, is_xml, open_safely
from docgen.docx.rels import read_types
from docgen.docx.xml import drop, local, parse, serialize

if TYPE_CHECKING:
    from docgen.docx.package import Parts
    from docgen.docx.xml import Element

_APP_TYPE: Final = "application/vnd.openxmlformats-officedocument.extended-properties+xml"
_CUSTOM_TYPE: Final = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
_PERSONAL: Final = frozenset({"creator", "lastModifiedBy", "Manager", "Company", "property"})


def stripped(docx: bytes, name: str) -> bytes:
    """The docx without what is only for us or says who wrote it. Refused as ``open_safely``."""
    return pack(without_controls(open_safely(docx, name, active=True)))


def without_controls(parts: Parts) -> dict[str, bytes]:
    """The same of an open package."""
    types = read_types(parts[TYPES])
    properties = {CORE_TYPE, _APP_TYPE, _CUSTOM_TYPE}
    made: dict[str, bytes] = {}
    for name, content in parts.items():
        if types.of(name) in properties:
            made[name] = _impersonal(content)
        elif is_xml(name) and b"sdtContent" in content:
            made[name] = _opened(content)
        else:
            made[name] = content
    return made


def _impersonal(content: bytes) -> bytes:
    root = parse(content)
    for element in [each for each in root if local(each) in _PERSONAL]:
        drop(element)
    return serialize(root)


def _opened(content: bytes) -> bytes:
    """What stands in a content control stands where the control stood."""
    root = parse(content)
    for control in list(root.iter("{*}sdt")):
        parent = control.getparent()
        if parent is not None:
            place = parent.index(control)
            parent[place : place + 1] = _content(control)
    return serialize(root)


def _content(control: Element) -> list[Element]:
    return [each for inside in control if local(inside) == "sdtContent" for each in inside]
