"""The blocks of another docx, as a part of the document takes them in.

docxtpl's own way (docxcompose) brings styles, numberings and notes of the other document along;
here the house's styles hold: those of the same name are used, and what a document would have to
bring otherwise is refused by name. It is data: no tag in it is ever read.
"""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING, Final

from docgen.docx.package import Parts, main_part, open_safely
from docgen.docx.rels import Rel, read_rels, rels_name, target_of
from docgen.docx.strip import without_noise
from docgen.docx.xml import Element, R, local, parse, to_text, w
from docgen.problem.shape import Refused
from docgen.problem.words import N_
from docgen.render.controls import Unprintable

if TYPE_CHECKING:
    from docgen.render.printer import Printer
    from docgen.render.rich import SubDocument

_FOREIGN: Final = {
    "numPr": N_("it has automatic numbering"),
    "footnoteReference": N_("it has notes"),
    "endnoteReference": N_("it has notes"),
    "commentReference": N_("it has comments"),
    "altChunk": N_("it holds another document"),
    "object": N_("it holds an object"),
    "pict": N_("it has a drawing of an old kind"),
    "sdt": N_("it has content controls"),
}
_STYLES: Final = ("pStyle", "rStyle", "tblStyle")


def blocks(document: SubDocument, printer: Printer) -> bytes:
    """Its paragraphs and tables, with ids of the part that is printed. Raises Unprintable."""
    try:
        parts = open_safely(document.content, document.name, tracked=False)
    except Refused as refused:
        rules = ", ".join(problem.rule for problem in refused.problems)
        raise Unprintable("cannot-insert", reason=f"{document.name}: {rules}") from None
    main = main_part(parts)
    root = parse(parts[main])
    body = root.find(w("body"))
    found = [] if body is None else [child for child in body if local(child) in ("p", "tbl")]
    if body is None or len(found) + len(body.findall(w("sectPr"))) < len(body):
        raise _refused(document, N_("it is more than paragraphs and tables"))
    without_noise(root)
    names = _style_ids(parts)
    rels = {rel.id: rel for rel in _rels(parts, main)}
    for block in found:
        for element in list(block.iter()):
            if local(element) in _FOREIGN or (local(element) == "sectPr"):
                raise _refused(document, _FOREIGN.get(local(element), N_("it has sections")))
            if local(element) in _STYLES:
                _restyle(element, names, document, printer)
            _relate(element, rels, parts, main, document, printer)
    return "".join(to_text(_without_tail(block)) for block in found).encode()


def _without_tail(block: Element) -> Element:
    block.tail = None
    return block


def _refused(document: SubDocument, reason: str) -> Unprintable:
    return Unprintable("cannot-insert", reason=reason, name=document.name)


def _rels(parts: Parts, main: str) -> tuple[Rel, ...]:
    name = rels_name(main)
    return read_rels(parts[name]) if name in parts else ()


def _style_ids(parts: Parts) -> dict[str, str]:
    """Names of its styles by id."""
    found: dict[str, str] = {}
    for part in parts:
        if posixpath.basename(part) == "styles.xml":
            found |= named(parse(parts[part]))
    return found


def named(styles: Element) -> dict[str, str]:
    """Names of styles by id."""
    found = {}
    for style in styles.iter(w("style")):
        name = style.find(w("name"))
        found[style.get(w("styleId"), "")] = "" if name is None else name.get(w("val"), "")
    return found


def _restyle(used: Element, names: dict[str, str], document: SubDocument, printer: Printer) -> None:
    name = names.get(used.get(w("val"), ""), "")
    ours = {style: key for key, style in printer.styles().items()}
    if not name or name not in ours:
        raise _refused(document, N_("it uses a style that the template does not have"))
    used.set(w("val"), ours[name])


def _relate(
    element: Element,
    rels: dict[str, Rel],
    parts: Parts,
    main: str,
    document: SubDocument,
    printer: Printer,
) -> None:
    """Its pictures and links become the part's own."""
    for key, value in list(element.attrib.items()):
        if not str(key).startswith(f"{{{R}}}"):
            continue
        rel, kind = rels.get(str(value)), local(element)
        if rel is not None and kind in ("hyperlink", "hlinkClick") and rel.external:
            element.set(key, printer.link(rel.target))
        elif rel is not None and kind == "blip" and not rel.external:
            content = parts.get(target_of(main, rel), b"")
            element.set(key, printer.media(content))
        else:
            raise _refused(document, N_("it is related to something else"))
