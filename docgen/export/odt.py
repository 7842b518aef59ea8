"""ODT: LibreOffice's file in the strict form of ODF 1.3, without what changes from run to run.

Its macro saves with ODF 1.3 strict, so no foreign element is there; what is left are declared
namespaces of its own, empty folders of toolbars, the clock, random revision numbers and a page
count that it never made (docs/decisions/14-odt-and-pdf.md).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from docgen.docx.package import unpacked
from docgen.docx.xml import local, parse, serialize, without_idle_namespaces
from docgen.docx.zipped import write
from docgen.export import Finished
from docgen.problem import Refused

if TYPE_CHECKING:
    from docgen.docx.package import Parts
    from docgen.docx.xml import Element
    from docgen.export import Source

MIMETYPE: Final = "mimetype"
_ORDER: Final = (
    MIMETYPE,
    "META-INF/manifest.xml",
    "content.xml",
    "styles.xml",
    "meta.xml",
    "settings.xml",
    "manifest.rdf",
)
_TOOLBARS: Final = "Configurations2/"
_META: Final = "urn:oasis:names:tc:opendocument:xmlns:meta:1.0"
_DC: Final = "http://purl.org/dc/elements/1.1/"
_ODF: Final = ("content.xml", "styles.xml", "meta.xml", "settings.xml")
_OFFICE: Final = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
_OASIS: Final = "urn:oasis:names:tc:opendocument:xmlns:"
_BORROWED: Final = frozenset(  # ODF 1.3 part 3, 2.1: what it takes from others
    {
        _DC,
        "http://www.w3.org/1999/xlink",
        "http://www.w3.org/1998/Math/MathML",
        "http://www.w3.org/1999/xhtml",
        "http://www.w3.org/2002/xforms",
        "http://www.w3.org/2003/g/data-view#",
        "http://www.w3.org/XML/1998/namespace",
    }
)
_CLOCK: Final = frozenset(
    {"date", "creation-date", "editing-duration", "editing-cycles", "document-statistic"}
)
_PERSONS: Final = frozenset({"initial-creator", "creator", "printed-by", "print-date"})
_RANDOM: Final = frozenset({"Rsid", "RsidRoot", "PrinterSetup", "PrinterName"})
_DIGEST: Final = "docgen-docx"


def finished(raw: bytes, source: Source) -> Finished:
    """The same words and looks, the same bytes whenever LibreOffice's are the same otherwise."""
    try:
        parts = unpacked(raw, "odt")
    except Refused:
        raise ValueError("not an ODT") from None
    kept = {name: content for name, content in parts.items() if not name.startswith(_TOOLBARS)}
    made = {name: _part(name, kept[name], source) for name in (*_first(kept), *_rest(kept))}
    is_strict = all(map(_is_strict, (made[name] for name in _ODF if name in made)))
    return Finished(write(made, plain=(MIMETYPE,)), () if is_strict else ("odt-not-strict",))


def _is_strict(part: bytes) -> bool:
    """ODF 1.3, and not the extended one: no element or attribute of a namespace not its own."""
    root = parse(part)
    names = [str(name) for each in root.iter("*") for name in (each.tag, *each.attrib)]
    spaces = {name[1:].partition("}")[0] for name in names if name.startswith("{")}
    return root.get(f"{{{_OFFICE}}}version") == "1.3" and all(map(_is_of_odf, spaces))


def _is_of_odf(namespace: str) -> bool:
    return namespace.startswith(_OASIS) or namespace in _BORROWED


def made_of(content: bytes) -> str | None:
    """As the ODT's own properties say it."""
    try:
        meta = parse(unpacked(content, "odt").get("meta.xml", b"<none/>"))
    except (Refused, ValueError, SyntaxError):
        return None
    told = (each for each in meta.iter(f"{{{_META}}}user-defined"))
    return next((each.text for each in told if each.get(f"{{{_META}}}name") == _DIGEST), None)


def _first(parts: Parts) -> tuple[str, ...]:
    missing = set(_ORDER[:-1]) - set(parts)
    if missing:
        raise ValueError(f"an ODT without {min(missing)}")
    return tuple(name for name in _ORDER if name in parts)


def _rest(parts: Parts) -> list[str]:
    return sorted(name for name in parts if name not in _ORDER and not name.endswith("/"))


def _part(name: str, content: bytes, source: Source) -> bytes:
    if not name.endswith(".xml"):
        return content
    root = parse(content)
    if name == "meta.xml":
        _tell(root, source)
    elif name == "settings.xml":
        _forget(root)
    elif name == "META-INF/manifest.xml":
        _list(root)
    without_idle_namespaces(root)
    return serialize(root)


def _tell(root: Element, source: Source) -> None:
    """The title stays; the language is said, and of which docx this is made."""
    for child in list(root[0]):
        if local(child) in _CLOCK | _PERSONS | {"language"}:
            root[0].remove(child)
    language = root[0].makeelement(f"{{{_DC}}}language", {})
    language.text = source.language
    digest = root[0].makeelement(f"{{{_META}}}user-defined", {f"{{{_META}}}name": _DIGEST})
    digest.text = source.digest
    root[0].extend([language, digest])


def _forget(root: Element) -> None:
    """Where the window stood, random revision numbers, the printer of this machine."""
    for item in list(root.iter("{*}config-item", "{*}config-item-set")):
        name = next((v for key, v in item.attrib.items() if str(key).endswith("}name")), "")
        holder = item.getparent()
        if holder is not None and (name in _RANDOM or name == "ooo:view-settings"):
            holder.remove(item)


def _list(root: Element) -> None:
    """The manifest without the folders of toolbars, sorted."""
    path = next(str(key) for key in root[0].attrib if str(key).endswith("}full-path"))
    kept = [entry for entry in root if not entry.get(path, "").startswith(_TOOLBARS)]
    root[:] = sorted(kept, key=lambda entry: entry.get(path, ""))
