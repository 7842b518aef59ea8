"""The copy of a document that leaves the house: without addresses of the data, without persons.

Content controls bear addresses of the YAML (docs/decisions/06-content-controls.md), which are no
business of a reader, and of LibreOffice neither: newer ones write them into an ODT as elements of
their own. PDF and ODT are made from this copy.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from docgen.docx.pack import pack
from docgen.docx.package import CORE, is_xml, open_safely
from docgen.docx.strip import stripped
from docgen.docx.xml import local, parse, serialize, w

if TYPE_CHECKING:
    from docgen.docx.xml import Element

LANGUAGE: Final = "zh-TW"
_NO_CORE: Final = (
    b'<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/'
    b'core-properties"/>'
)
_TOLD: Final = frozenset({"title", "language", "created", "modified"})


class Public(NamedTuple):
    """``language`` is that of the whole document, as its properties name it."""

    docx: bytes
    language: str


def public(docx: bytes, name: str, *, active: bool = False) -> Public:
    """The same text in the same layout, stripped. Refused as in ``open_safely`` (``active`` too).

    Of the core properties title, language and dates stay.
    """
    parts = open_safely(docx, name, active=active)
    core = _core(parts.get(CORE, _NO_CORE))
    kept = stripped(parts)
    for part, content in kept.items():
        if is_xml(part) and b"sdt" in content:
            kept[part] = _uncontrolled(content)
    kept[CORE] = serialize(core)
    return Public(pack(kept), core.findtext("{*}language") or LANGUAGE)


def _core(content: bytes) -> Element:
    root = parse(content)
    for child in list(root):
        if local(child) not in _TOLD:
            root.remove(child)
    return root


def _uncontrolled(content: bytes) -> bytes:
    """Every content control replaced by what it holds, the inner ones too."""
    root = parse(content)
    for control in list(root.iter(w("sdt"))):
        holder = control.getparent()
        if holder is None:
            continue
        inner = control.find(w("sdtContent"))
        at = holder.index(control)
        holder[at : at + 1] = [] if inner is None else list(inner)
    return serialize(root)
