"""The one door to lxml: parse without entities or network, serialise, name WordprocessingML.

Names are written ``w("tbl")`` → ``{…/wordprocessingml/2006/main}tbl``.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, TypeAlias

from lxml import etree

from docgen.docx.names import (
    CONTENT_TYPES,
    ILLEGAL,
    RELATIONSHIPS,
    SPACE,
    WP,
    R,
    W,
    r,
    w,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

Element: TypeAlias = etree._Element  # noqa: SLF001 - the type has no public name
XmlFault = etree.XMLSyntaxError

_HEAD: Final = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_PREFIXED: Final = re.compile(r"([A-Za-z_][\w.-]*):")
_AROUND: Final = frozenset(map(w, ("sdt", "sdtContent", "customXml")))
_DOCTYPE: Final = re.compile(rb"<!DOCTYPE|<\0!\0D\0O\0C|\0<\0!\0D\0O\0C", re.IGNORECASE)


def has_doctype(data: bytes) -> bool:
    """Whether the bytes hold a DOCTYPE in any encoding that an XML part may use."""
    return b"!" in data and _DOCTYPE.search(data) is not None  # few parts have the sign


def parse(data: bytes | str) -> Element:
    """The root element; entities are not resolved, nothing is fetched. Raises XmlFault."""
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
    )
    return etree.fromstring(data, parser)


def serialize(root: Element) -> bytes:
    """UTF-8 bytes with the declaration that Word writes; the same tree is the same bytes."""
    return _HEAD + etree.tostring(root, encoding="utf-8")


def to_bytes(element: Element) -> bytes:
    """The element without what follows it: equal bytes are equal XML."""
    return etree.tostring(element, encoding="utf-8", with_tail=False)


def to_text(root: Element) -> str:
    """The element as a string without a declaration."""
    return etree.tostring(root, encoding="unicode")


def make(name: str, attributes: dict[str, str] | None = None, text: str | None = None) -> Element:
    """A ``w:`` element; attributes are ``w:`` too."""
    element = etree.Element(w(name), nsmap={"w": W})
    for key, value in (attributes or {}).items():
        element.set(w(key), value)
    element.text = text
    return element


def tiny_paragraph() -> Element:
    """A paragraph of one point, for where Word demands one and none should be seen."""
    paragraph = make("p")
    properties = make("pPr")
    properties.append(
        make("spacing", {"before": "0", "after": "0", "line": "20", "lineRule": "exact"})
    )
    paragraph.append(properties)
    return paragraph


def local(element: Element) -> str:
    """The name without its namespace."""
    return str(element.tag).rpartition("}")[2]


def ancestor(element: Element, tag: str) -> Element | None:
    """The nearest enclosing element of that qualified name."""
    return next(element.iterancestors(tag), None)


def own(holder: Element, tag: str) -> Iterator[Element]:
    """The rows of a table or the cells of a row, those in content controls and custom XML too."""
    for child in holder.iterchildren():
        if child.tag == tag:
            yield child
        elif child.tag in _AROUND:
            yield from own(child, tag)


def is_own(element: Element, tag: str) -> bool:
    """Whether ``own`` of the nearest element of that name gives this one."""
    above = next((a for a in element.iterancestors() if a.tag not in _AROUND), None)
    return above is not None and above.tag == tag


def drop(element: Element) -> None:
    """Take the element out, keeping the text that follows it."""
    parent = element.getparent()
    if parent is None:
        return
    tail = element.tail
    if tail:
        before = element.getprevious()
        if before is None:
            parent.text = (parent.text or "") + tail
        else:
            before.tail = (before.tail or "") + tail
    parent.remove(element)


def own_paragraphs(element: Element) -> Iterator[Element]:
    """All paragraphs in document order, those in tables, controls and text boxes too."""
    return element.iter(w("p"))


def without_idle_namespaces(root: Element) -> None:
    """Take out declared namespaces that no name uses, nor any value (``of:=…``, ``ooow:…``)."""
    values = (str(value) for element in root.iter() for value in element.attrib.values())
    named = {found[1] for value in values if (found := _PREFIXED.match(value))}
    etree.cleanup_namespaces(root, keep_ns_prefixes=sorted(named))


def canonical(element: Element) -> bytes:
    """What two elements must share to be equal: order of attributes and prefixes aside."""
    return etree.tostring(element, method="c14n", exclusive=True, with_comments=False)


__all__ = [
    "CONTENT_TYPES",
    "ILLEGAL",
    "RELATIONSHIPS",
    "SPACE",
    "WP",
    "Element",
    "R",
    "W",
    "XmlFault",
    "ancestor",
    "canonical",
    "drop",
    "has_doctype",
    "is_own",
    "local",
    "make",
    "own",
    "own_paragraphs",
    "parse",
    "r",
    "serialize",
    "tiny_paragraph",
    "to_text",
    "w",
]
