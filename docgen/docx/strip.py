"""What a docx leaves behind before it is filled or given out: traces of its author and his tools.

Thumbnail, custom XML, comments' people, revision ids, page counts and the author's name do not
belong in a document that an agency gives out; the core properties are written anew. What only
LibreOffice's own dialect says is put in plain words, and a grid of lines, which Chinese Word adds
and LibreOffice takes for the line height, is left out.
"""

from __future__ import annotations

from typing import Final

from docgen.docx.package import (
    APP,
    APP_TYPE,
    CORE,
    CORE_TYPE,
    PACKAGE_RELS,
    TYPES,
    Parts,
    is_left_behind,
    main_part,
)
from docgen.docx.rels import (
    ContentTypes,
    Rel,
    read_rels,
    read_types,
    source_of,
    target_of,
    write_rels,
    write_types,
)
from docgen.docx.xml import Element, drop, local, parse, serialize, w

_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_CORE_REL: Final = (
    "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
)
_APP_XML: Final = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Properties xmlns="http://schemas'
    b'.openxmlformats.org/officeDocument/2006/extended-properties"><Application>docgen'
    b"</Application></Properties>"
)
_SETTINGS: Final = (
    "rsids",
    "docVars",
    "attachedTemplate",
    "proofState",
    "mailMerge",
    "trackRevisions",
)
_NOISE: Final = ("proofErr", "lastRenderedPageBreak", "permStart", "permEnd", "docGrid")
_ROW_FLAGS: Final = ("cantSplit", "tblHeader")
_TRACES: Final = ("rsidR", "rsidRDefault", "rsidP", "rsidRPr", "rsidSect", "rsidTr", "rsidDel")
_PARA_IDS: Final = "{http://schemas.microsoft.com/office/word/2010/wordml}"


def stripped(parts: Parts) -> dict[str, bytes]:
    """The same package without traces, with exactly one place for core properties."""
    main = main_part(parts)
    types = read_types(parts[TYPES])
    kept = {
        name: content for name, content in parts.items() if not is_left_behind(name, types.of(name))
    }
    overrides = {name: kind for name, kind in types.overrides.items() if name in kept}
    overrides |= {CORE: CORE_TYPE, APP: APP_TYPE}
    kept[TYPES] = write_types(ContentTypes(types.defaults, overrides))
    kept[PACKAGE_RELS] = write_rels(
        (
            Rel("rId1", _OFFICE + "officeDocument", main, external=False),
            Rel("rId2", _CORE_REL, CORE, external=False),
            Rel("rId3", _OFFICE + "extended-properties", APP, external=False),
        )
    )
    for name in [n for n in kept if n.endswith(".rels") and n != PACKAGE_RELS]:
        kept[name] = _live_rels(name, kept)
    for name, changed in (("settings.xml", _settings), ("fontTable.xml", _fonts)):
        part = f"{main.rpartition('/')[0]}/{name}"
        if part in kept:
            kept[part] = changed(kept[part])
    kept[APP] = _APP_XML
    kept[CORE] = b""
    return kept


def _live_rels(name: str, kept: dict[str, bytes]) -> bytes:
    source = source_of(name)
    live = [rel for rel in read_rels(kept[name]) if rel.external or target_of(source, rel) in kept]
    return write_rels(live)


def _settings(content: bytes) -> bytes:
    root = parse(content)
    for tag in _SETTINGS:
        for found in list(root.iter(w(tag))):
            drop(found)
    return serialize(root)


def _fonts(content: bytes) -> bytes:
    """The fonts without LibreOffice's names of character sets, which the schema does not know."""
    root = parse(content)
    for charset in root.iter(w("charset")):
        charset.attrib.pop(w("characterSet"), None)
    return serialize(root)


def without_noise(root: Element) -> None:
    """Take out revision ids, spelling marks and page-break guesses (they also split tags)."""
    for found in list(root.iter([w(name) for name in _NOISE])):
        drop(found)
    for found in list(root.iter([w("bookmarkStart"), w("bookmarkEnd")])):
        if found.get(w("name")) == "_GoBack":
            _drop_bookmark(root, found)
    for flag in list(root.iter([w(name) for name in _ROW_FLAGS])):
        if flag.attrib.pop(w("val"), "on") in {"false", "0", "off"}:
            drop(flag)
    traces = [w(name) for name in _TRACES]
    for element in root.iter([w("p"), w("r"), w("tr"), w("sectPr")]):
        for key in [k for k in element.attrib if k in traces or str(k).startswith(_PARA_IDS)]:
            del element.attrib[key]
        if local(element) == "r" and not len(element):
            drop(element)


def _drop_bookmark(root: Element, start: Element) -> None:
    number = start.get(w("id"))
    for end in [e for e in root.iter(w("bookmarkEnd")) if e.get(w("id")) == number]:
        drop(end)
    drop(start)
