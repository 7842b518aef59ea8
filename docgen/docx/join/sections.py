"""Join bodies: each keeps its page, its headers and footers; page numbers run through.

A section's properties stand at its end (ECMA-376 17.6.17): those of a whole document in its
body, those of an inner section in its last paragraph. So the last paragraph of each body but
the last takes them over, and no empty paragraph or page comes between.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from docgen.docx.xml import W, drop, local, make, r, tiny_paragraph, to_text, w

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from docgen.docx.xml import Element

MC: Final = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_IGNORABLE: Final = f"{{{MC}}}Ignorable"
_BEFORE_TYPE: Final = frozenset({"headerReference", "footerReference", "footnotePr", "endnotePr"})


class Clash(ValueError):  # noqa: N818 - an outcome: they cannot be joined
    """Two documents use one namespace prefix for different things."""


def sections_of(root: Element) -> list[Element]:
    """The section properties in order, the body's own last."""
    return [s for s in root.iter(w("sectPr")) if local_parent(s) in {"pPr", "body"}]


def local_parent(element: Element) -> str:
    """The parent's name without namespace."""
    parent = element.getparent()
    return "" if parent is None else local(parent)


def begin(root: Element) -> None:
    """An annex begins on a new page and does not begin to count anew."""
    sections = sections_of(root)
    for section in sections:
        for number in section.findall(w("pgNumType")):
            number.attrib.pop(w("start"), None)
            if not number.attrib:
                section.remove(number)
    if not sections:
        return
    for old in sections[0].findall(w("type")):
        sections[0].remove(old)
    before = [child for child in sections[0] if local(child) in _BEFORE_TYPE]
    sections[0].insert(len(before), make("type", {"val": "nextPage"}))


def said(root: Element) -> set[tuple[str, str]]:
    """The headers and footers that a document sets: (``header``, ``default``) …."""
    found = set()
    for section in sections_of(root):
        for child in section:
            if local(child) in {"headerReference", "footerReference"}:
                found.add((local(child).removesuffix("Reference"), child.get(w("type"), "default")))
    return found


def say_empty(root: Element, inherited: set[tuple[str, str]], empty: Callable[[str], str]) -> None:
    """What the annex does not set it would inherit from before: give it an empty one.

    ``empty`` returns the relationship id of an empty header or footer.
    """
    sections = sections_of(root)
    if not sections:
        return
    own = {
        (local(c).removesuffix("Reference"), c.get(w("type"), "default"))
        for c in sections[0]
        if local(c) in {"headerReference", "footerReference"}
    }
    for kind, place in sorted(inherited - own):
        reference = make(f"{kind}Reference", {"type": place})
        reference.set(r("id"), empty(kind))
        sections[0].insert(0, reference)


def end(root: Element) -> None:
    """Move the body's section properties into its last paragraph."""
    body = root.find(w("body"))
    section = None if body is None else body.find(w("sectPr"))
    if body is None or section is None:
        return
    drop(section)
    last = body[-1] if len(body) else None
    if last is None or local(last) != "p" or last.find(f"{w('pPr')}/{w('sectPr')}") is not None:
        last = tiny_paragraph()
        body.append(last)
    properties = last.find(w("pPr"))
    if properties is None:
        properties = make("pPr")
        last.insert(0, properties)
    before = [child for child in properties if local(child) != "pPrChange"]
    properties.insert(len(before), section)


def joined(roots: Sequence[Element]) -> bytes:
    """One document of several: their bodies' blocks one after the other, as text (linear)."""
    prefixes: dict[str | None, str] = {}
    ignorable: list[str] = []
    inner = []
    for root in roots:
        for prefix, uri in root.nsmap.items():
            if prefixes.setdefault(prefix, uri) != uri:
                raise Clash(str(prefix))
        ignorable += [p for p in root.get(_IGNORABLE, "").split() if p not in ignorable]
        inner.append(_blocks(root))
    spaces = "".join(
        f' xmlns{":" + prefix if prefix else ""}="{uri}"' for prefix, uri in prefixes.items()
    )
    mc = next((prefix for prefix, uri in prefixes.items() if uri == MC), None)
    if ignorable and mc:
        spaces += f' {mc}:Ignorable="{" ".join(ignorable)}"'
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    document, body = ("w:document", "w:body") if prefixes.get("w") == W else ("", "")
    if not document:
        raise Clash("w")
    return f"{head}<{document}{spaces}><{body}>{''.join(inner)}</{body}></{document}>".encode()


def _blocks(root: Element) -> str:
    body = root.find(w("body"))
    text = "" if body is None else to_text(body)
    if text.endswith("/>"):
        return ""
    return text[text.index(">") + 1 : text.rindex("</")]
